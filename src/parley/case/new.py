"""Begin a case: a commented start, a copy of another, or what other tools' files hold."""

import re
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NoReturn

from parley.case.edit import set_scalar
from parley.case.formats import (
    actors_text,
    case_text,
    conflict_text,
    is_actors,
    is_conflict,
    is_game,
    read_actors,
    read_conflict,
    read_game,
)
from parley.case.json_schema import FILE_NAME, schema_text
from parley.case.raw import load
from parley.case.reader import case_files, find_case
from parley.case.select import select
from parley.case.text import MAX_BYTES
from parley.errors import CaseError, Problem

__all__ = ["new_case"]

TABLES = (".csv", ".tsv")

START = """\
# yaml-language-server: $schema=parley.schema.json
parley: 1
case: name
title: Talks between A and B
as_of: 2025-01-31                 # what was known when; later entries need 'hindsight: true'
changed_since: 2025-01-24         # what came after this day is told as new

parties:
  a: {name: A, roles: [{is: party}]}
  b: {name: B, roles: [{is: party}]}
consent: [a, b]                   # who must agree for there to be a deal

people:
  speaker-a: {name: A speaker for A, speaks_for: a}

sources:                          # where something was read; grade: Admiralty, A to F
  paper: {outlet: A newspaper, kind: newspaper, grade: C, published: 2025-01-30}

claims:                           # what somebody said, never what is true
  c1:
    source: paper
    by: speaker-a
    how: indirect
    on: 2025-01-30
    says: A is ready to stop firing for a month if B does
    act: PROPOSE
    about: [ceasefire]
    conditions: [B does the same]
    credibility: 3                # 1 confirmed ... 5 improbable, 6 cannot be judged

issues:
  ceasefire:
    name: Ceasefire
    question: What stops the fighting?
    ordered: {none: nothing, month: thirty days, open: no end date}
    if_silent: none               # what holds where a text says nothing
"""


def new_case(folder: Path, source: str | None = None) -> tuple[str, ...]:
    """Write a new case into `folder`, which must not exist or be empty.

    source : copy this case and give it the folder's name; comments stay. Or the file or folder of
    a game, a conflict or a table of actors in another tool's format. The JSON Schema that the
    files name is written beside them. What reading another tool's file changed is returned, a
    sentence each.
    Raises `CaseError` if the folder holds something or the source cannot be read, `OSError` if it
    cannot be written.
    """
    notes: tuple[str, ...] = ()
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        _refuse(folder, "there is something here already", "nothing is ever overwritten")
    if source is None:
        folder.mkdir(parents=True, exist_ok=True)
        # In quotes where it would read as a number or as true.
        text = set_scalar(START, ("case",), _id(folder))
        (folder / "case.yaml").write_bytes(text.encode())
    elif _is_table(source) or is_conflict(source) or is_game(source):
        text, notes = _taken_over(source, _id(folder))
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "case.yaml").write_bytes(text.encode())
    else:
        _copy(folder, source)
    (folder / FILE_NAME).write_text(schema_text(), encoding="utf-8")
    return notes


def _is_table(source: str) -> bool:
    """A table of actors, or a file that can be nothing else and is told what it lacks."""
    return is_actors(source) or (Path(source).suffix.lower() in TABLES and Path(source).is_file())


def _taken_over(source: str, name: str) -> tuple[str, tuple[str, ...]]:
    """The case file of what stands in another tool's files, and what the reading changed."""
    notes: tuple[str, ...] = ()
    if _is_table(source):  # before games, which take every XML file
        table = read_actors(source)
        text, notes = actors_text(table, name=name), table.notes
    elif is_conflict(source):
        text = conflict_text(read_conflict(source), name=name)
    else:
        text = case_text(read_game(source), name=name)
    if len(text.encode()) > MAX_BYTES:
        what = f"the case would be larger than {MAX_BYTES:,} bytes"
        _refuse(Path(source), what, "leave something out of it first")
    return text, notes


def _copy(folder: Path, source: str) -> None:
    origin = find_case(source)
    data = load(case_files(origin)).data  # before anything is written: it may not be readable
    if folder.resolve().is_relative_to(origin.resolve()):
        _refuse(
            folder, f"this lies inside the case to be copied, {origin}", "choose another folder"
        )
    if origin.is_dir():
        shutil.copytree(origin, folder, dirs_exist_ok=True)
    else:
        _copy_file(origin, data, folder)
    _rename(folder)


def _refuse(folder: Path, what: str, fix: str) -> NoReturn:
    raise CaseError([Problem(str(folder), 0, 0, what, fix)])


def _copy_file(origin: Path, data: Mapping[str, Any], folder: Path) -> None:
    """A case that is a single file, with the texts that lie beside it."""
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copy(origin, folder / "case.yaml")
    for _, name in select(data, "sources.*.text.file"):
        text = (origin.parent / str(name)).resolve()
        if text.is_relative_to(origin.parent.resolve()) and text.is_file():
            target = folder / text.relative_to(origin.parent.resolve())
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(text, target)


def _id(folder: Path) -> str:
    """The folder's name, as an id."""
    name = re.sub(r"[^A-Za-z0-9_-]+", "-", folder.resolve().name).lstrip("0123456789_-")[:80]
    return name or "case"


def _rename(folder: Path) -> None:
    """The copy carries the folder's name, so that two reports are not taken for one."""
    for file in case_files(folder):
        text = file.read_bytes().decode()  # bytes, so that line ends stay as they are
        try:
            file.write_bytes(set_scalar(text, ("case",), _id(folder)).encode())
        except KeyError:
            continue
        return
