"""What every command does at the terminal: read a case, tell of progress and problems, write."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from parley.blocks import Report
    from parley.case import Case
    from parley.errors import CaseError

__all__ = [
    "MOST_PROBLEMS",
    "print_json",
    "print_problems",
    "problems",
    "progress",
    "read",
    "sentence",
    "shown",
    "stoppable",
    "write",
    "writing",
]

MOST_PROBLEMS = 50  # shown in a terminal; who has more begins with these


def read(where: str, scenario: str | None, hindsight: bool) -> Case:
    """The case, while a spinner turns; `CaseError` as of `read_case`."""
    from parley.case import read_case

    with progress("Reading the case"):
        return read_case(where, scenario=scenario, hindsight=hindsight)


def sentence(error: Exception) -> str:
    """What an error says, with a full stop unless it asks something."""
    text = str(error.args[0])
    return text if text.endswith("?") else f"{text}."


def shown(made: Report, form: str) -> str:
    """The report in one of the formats of `parley.views`."""
    from parley.views import FORMATS

    with progress("Writing it out"):
        return FORMATS[form](made)


@contextmanager
def progress(what: str) -> Iterator[Callable[[str], None]]:
    """A spinner that says what goes on; silence where the output is read by a program."""
    if not sys.stderr.isatty():
        yield lambda _: None
        return
    from rich.console import Console

    with Console(stderr=True).status(what) as status:
        yield status.update


@contextmanager
def stoppable() -> Iterator[None]:
    """A stop by the user ends with its exit code and one word."""
    try:
        yield
    except KeyboardInterrupt:
        click.echo("stopped", err=True)
        sys.exit(130)


@contextmanager
def problems() -> Iterator[None]:
    """A `CaseError` inside is printed, and ends with its exit code."""
    from parley.errors import CaseError

    try:
        yield
    except CaseError as error:
        print_problems(error)
        sys.exit(1)


@contextmanager
def writing() -> Iterator[None]:
    """What cannot be written inside ends with its exit code and a sentence."""
    try:
        yield
    except OSError as error:
        click.echo(f"cannot write {error.filename or ''}: {error.strerror}", err=True)
        sys.exit(3)


def write(text: str, target: Path) -> None:
    """All of the text or nothing: written beside the target, then put in its place."""
    if str(target) == "-":
        click.echo(text, nl=False)
        return
    with writing():
        beside = target.with_name(f".{target.name}.part")
        try:
            beside.write_text(text, encoding="utf-8")
            beside.replace(target)
        finally:
            beside.unlink(missing_ok=True)
    click.echo(f"wrote {target}")


def print_problems(error: CaseError) -> None:
    """The first `MOST_PROBLEMS`, and how many there are."""
    for problem in error.problems[:MOST_PROBLEMS]:
        click.echo(str(problem), err=True)
    n = len(error.problems)
    rest = (
        f", {n - MOST_PROBLEMS} not shown; parley check --json gives all"
        if n > MOST_PROBLEMS
        else ""
    )
    click.echo(f"{n} problem{'' if n == 1 else 's'}{rest}", err=True)


def print_json(data: Any) -> None:
    """For machines."""
    import json

    click.echo(json.dumps(data, indent=2, ensure_ascii=False))
