"""Reading a file's bytes as text, and refusing what is not plain UTF-8 text."""

import codecs
import re
from pathlib import Path
from typing import NoReturn, TypeAlias

from parley.errors import CaseError, Problem

__all__ = [
    "MAX_BYTES",
    "Mark",
    "check_characters",
    "mark_after",
    "read_text",
    "refuse",
    "refuse_size",
]

Mark: TypeAlias = tuple[int, int]  # line and column, from 1; (0, 0) is the file as a whole

MAX_BYTES = 5_000_000  # the largest known case is a fiftieth of this
SAVE_AS = "save the file as UTF-8 text"

# Control characters, halves of surrogate pairs, and line separators that YAML 1.1 parsers
# take for line ends but YAML 1.2 and editors do not. A byte order mark may only come first.
_FORBIDDEN = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]"
)


def read_text(path: Path) -> str:
    """The text of a UTF-8 file, with or without byte order mark; `CaseError` if it is not that."""
    file = str(path)
    try:
        if path.is_dir():
            refuse(file, (0, 0), "this is a folder, not a file")
        if path.exists() and not path.is_file():
            refuse(file, (0, 0), "this is not an ordinary file")
        with path.open("rb") as handle:
            raw = handle.read(MAX_BYTES + 1)
    except FileNotFoundError:
        refuse(file, (0, 0), "there is no such file", "check the name")
    except PermissionError:
        refuse(file, (0, 0), "no permission to read this file")
    except CaseError:
        raise
    except OSError as error:
        refuse(file, (0, 0), f"this file cannot be read: {error.strerror}")
    except ValueError:
        refuse(file, (0, 0), "no file can have such a name")
    if len(raw) > MAX_BYTES:
        refuse_size(file)
    return _decoded(raw, file)


def _decoded(raw: bytes, file: str) -> str:
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\x00" in raw[:200]:
        refuse(file, (1, 1), "this looks like UTF-16 or is not text at all", SAVE_AS)
    raw = raw.removeprefix(codecs.BOM_UTF8)
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        mark = mark_after(raw[: error.start].decode("utf-8"))
        what = f"byte {raw[error.start]:#04x} is not UTF-8; the file may be in an older encoding"
        refuse(file, mark, what, SAVE_AS)
    check_characters(text, file)
    return text


def mark_after(text: str) -> Mark:
    """Line and column, from 1, of the character that follows `text`."""
    lines = re.split(r"\r\n|\r|\n", text)
    return len(lines), len(lines[-1]) + 1


def check_characters(text: str, file: str) -> None:
    """Raise `CaseError` at the first character that a case file may not hold."""
    if found := _FORBIDDEN.search(text):
        what = f"the invisible character U+{ord(found[0]):04X} is not allowed"
        refuse(file, mark_after(text[: found.start()]), what, f"delete it and {SAVE_AS}")


def refuse(file: str, mark: Mark, what: str, fix: str = "") -> NoReturn:
    """Raise `CaseError` with one problem."""
    raise CaseError([Problem(file, *mark, what, fix)]) from None


def refuse_size(file: str) -> NoReturn:
    """Raise `CaseError` for a file over the limit."""
    what = f"this file is larger than {MAX_BYTES:,} bytes"
    refuse(file, (0, 0), what, "split the case into a folder of files")
