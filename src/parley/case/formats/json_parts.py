"""Parts of a JSON file, each taken with its place, so that a problem says where it is."""

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from parley.case.formats.problems import Findings

__all__ = ["Parts", "clean"]

# What a case file cannot hold: see `parley.case.text`.
_ODD = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]+")
LONGEST = 300  # characters of a name; longer ones are cut


def clean(text: str) -> str:
    """The text in one line, without characters that a case file cannot hold."""
    return " ".join(_ODD.sub(" ", text).split())[:LONGEST].rstrip()


@dataclass(frozen=True)
class Parts:
    """Takes parts of a JSON value; notes a problem and gives a stand-in where one is wrong.

    Numbers are texts, as `parse_json` leaves them.
    """

    file: Path
    found: Findings

    def wrong(self, where: str, what: str, fix: str = "") -> None:
        """Note a problem. where : the place in the file, such as options[2].name."""
        self.found.add(self.file, f"{where}: {what}" if where else what, fix)

    def table(self, raw: Any, where: str) -> dict[str, Any]:
        """A mapping; an empty one and a problem if it is none."""
        if isinstance(raw, dict):
            return raw
        self.wrong(where, f"{_shown(raw)} stands here", "write an object in braces")
        return {}

    def row(self, raw: Any, where: str) -> list[Any]:
        """A list; an empty one and a problem if it is none."""
        if isinstance(raw, list):
            return raw
        self.wrong(where, f"{_shown(raw)} stands here", "write a list in brackets")
        return []

    def name(self, raw: Any, where: str) -> str:
        """A name that is not empty."""
        text = clean(raw) if isinstance(raw, str) else ""
        if not text:
            self.wrong(where, f"{_shown(raw)} is no name", "write a text in quotes")
        return text or "?"

    def place(self, raw: Any, count: int, where: str, what: str, *, first: int = 0) -> int | None:
        """A whole number that counts one of `count` things from `first` on, as a place from 0."""
        if isinstance(raw, str) and re.fullmatch("[0-9]{1,9}", raw):
            number = int(raw) - first
            if 0 <= number < count:
                return number
        last = f"{first} to {count - 1 + first}" if count else "there is none"
        self.wrong(where, f"{_shown(raw)} is the number of no {what}", last)
        return None


def _shown(raw: Any) -> str:
    match raw:
        case None:
            return "nothing"
        case dict():
            return "an object"
        case list():
            return "a list"
        case bool():
            return str(raw).lower()
        case _:
            return f"'{clean(str(raw))[:40]}'"
