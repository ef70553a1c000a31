"""Put the files of a case together, remembering where each part stands."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path as FilePath
from typing import Any

from parley.case.compose import compose
from parley.case.references import Finding
from parley.case.select import Path
from parley.case.text import read_text
from parley.errors import CaseError, Problem

__all__ = ["Raw", "load"]


@dataclass
class Raw:
    """The plain data of all files together, and where in which file each part stands."""

    data: dict[str, Any] = field(default_factory=dict)
    marks: dict[Path, tuple[str, int, int]] = field(default_factory=dict)
    key_marks: dict[Path, tuple[str, int, int]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def place(self, path: Path, key: bool = False) -> tuple[str, int, int]:
        """Where `path` stands, or the nearest part around it."""
        for n in range(len(path), 0, -1):
            for marks in (self.key_marks, self.marks) if key else (self.marks, self.key_marks):
                if path[:n] in marks:
                    return marks[path[:n]]
        return self.marks.get((), ("case", 1, 1))

    def problem(self, finding: Finding) -> Problem:
        path, what, fix = finding
        return Problem(*self.place(path, key=what.startswith("unknown key")), what, fix)


def load(files: Sequence[FilePath]) -> Raw:
    """All files as one; `CaseError` if one of them cannot be read at all."""
    raw = Raw()
    fatal: list[Problem] = []
    for file in files:
        name = str(file)
        try:
            composed = compose(read_text(file), name)
        except CaseError as error:
            fatal += error.problems
            continue
        raw.problems += composed.problems
        raw.marks.setdefault((), (name, 1, 1))
        _merge(raw, composed.data, name, composed.marks, composed.key_marks)
    if fatal:  # what stands in an unreadable file would only show as missing
        raise CaseError([*raw.problems, *fatal])
    return raw


def _merge(
    raw: Raw,
    data: Mapping[str, Any],
    file: str,
    marks: Mapping[Path, tuple[int, int]],
    key_marks: Mapping[Path, tuple[int, int]],
) -> None:
    """Add one file: mappings are united, lists joined, everything else may stand only once."""
    moved: dict[str, int] = {}
    for section, value in data.items():
        here = raw.data.get(section)
        if isinstance(here, dict) and isinstance(value, dict):
            for key in here.keys() & value.keys():
                raw.problems.append(_twice(raw, (section, key), file, key_marks))
            raw.data[section] = value | here
        elif isinstance(here, list) and isinstance(value, list):
            moved[section] = len(here)
            raw.data[section] = here + value
        elif section in raw.data:
            raw.problems.append(_twice(raw, (section,), file, key_marks))
        else:
            raw.data[section] = value
    for source, target in ((marks, raw.marks), (key_marks, raw.key_marks)):
        for path, (line, column) in source.items():
            target.setdefault(_moved(path, moved), (file, line, column))


def _moved(path: Path, moved: Mapping[str, int]) -> Path:
    """A path in one file as the path in the whole, where lists were joined."""
    if len(path) > 1 and path[0] in moved and isinstance(path[1], int):
        return (path[0], path[1] + moved[str(path[0])], *path[2:])
    return path


def _twice(raw: Raw, path: Path, file: str, key_marks: Mapping[Path, tuple[int, int]]) -> Problem:
    line, column = key_marks.get(path, (1, 1))
    first, at, _ = raw.place(path, key=True)
    return Problem(file, line, column, f"'{path[-1]}' stands twice", f"also in {first}:{at}")
