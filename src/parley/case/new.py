"""Begin a case: a commented start, or a copy of another."""

import shutil
from pathlib import Path

from parley.case.edit import set_scalar
from parley.case.reader import find_case
from parley.errors import CaseError, Problem

__all__ = ["new_case"]

START = """\
# yaml-language-server: $schema=parley.schema.json
# Write the schema beside this file with:  parley schema -o parley.schema.json
parley: 1
case: {name}
title: Talks between A and B
as_of: 2025-01-31                 # what was known when; later entries need 'hindsight: true'

parties:
  a: {{name: A, roles: [{{is: party}}]}}
  b: {{name: B, roles: [{{is: party}}]}}

people:
  speaker-a: {{name: A speaker for A, speaks_for: a}}

sources:                          # where something was read; grade: Admiralty, A to F
  paper: {{outlet: A newspaper, kind: newspaper, grade: C, published: 2025-01-30}}

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
    ordered: {{none: nothing, month: thirty days, open: no end date}}
    if_silent: none               # what holds where a text says nothing
"""


def new_case(folder: Path, source: str | None = None) -> None:
    """Write a new case into `folder`, which must not exist or be empty.

    source : copy this case and give it the folder's name; comments stay. Raises `CaseError` if
    the folder holds something, `OSError` if it cannot be written.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        fix = "choose a new folder; nothing is ever overwritten"
        raise CaseError([Problem(str(folder), 0, 0, "there is something here already", fix)])
    if source is None:
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "case.yaml").write_text(START.format(name=folder.name), encoding="utf-8")
        return
    origin = find_case(source)
    if origin.is_dir():
        shutil.copytree(origin, folder, dirs_exist_ok=True)
    else:
        folder.mkdir(parents=True, exist_ok=True)
        shutil.copy(origin, folder / "case.yaml")
    _rename(folder)


def _rename(folder: Path) -> None:
    """The copy carries the folder's name, so that two reports are not taken for one."""
    for file in sorted(folder.glob("*.y*ml")):
        text = file.read_text(encoding="utf-8")
        try:
            file.write_text(set_scalar(text, ("case",), folder.name), encoding="utf-8")
        except KeyError:
            continue
        return
