"""The command line: parse, call, show. No arithmetic and no prose about a case.

Exit codes: 0 done; 1 the case has problems (all of them are listed); 2 the command was not
understood; 3 the answer could not be written; 130 stopped by the user, nothing half-written.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from parley.blocks import Report
    from parley.case import Case
    from parley.errors import CaseError

__all__ = ["main"]

MOST_PROBLEMS = 50  # shown in a terminal; who has more begins with these

_WORDS = {"parties": ("party", "parties"), "people": ("person", "people")}
_WORDS |= {
    name: (name.removesuffix("s"), name)
    for name in (
        "sources", "claims", "matters", "topics", "relations", "issues", "constraints",
        "positions", "proposals", "clocks", "commitments", "expectations", "scenarios",
    )
}  # fmt: skip
_WORDS |= {"chronology": ("event", "events")}

CASE = click.argument("case", metavar="CASE")
SCENARIO = click.option("-s", "--scenario", metavar="NAME", help="Apply this scenario of the case.")
HINDSIGHT = click.option(
    "--hindsight", is_flag=True, help="Show what became known only after the case's date."
)
DRAWS = click.option(
    "--draws", "n", default=1000, show_default=True, type=click.IntRange(1, 1_000_000),
    help="How many joint draws of what the case leaves uncertain.",
)  # fmt: skip
SEED = click.option(
    "--seed", default=0, show_default=True, type=click.IntRange(0), help="Seed of the draws."
)
JSON = click.option("--json", "as_json", is_flag=True, help="Answer in JSON, for machines.")


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="parley-workbench", message="parley %(version)s")
def main() -> None:
    """Understand a peace negotiation while the fighting goes on.

    CASE is a case file, a folder of case files, or the name of a shipped case (see `parley cases`).

    \b
    Exit codes: 0 done, 1 problems in the case, 2 command not understood,
                3 could not write, 130 stopped.
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):  # a terminal without UTF-8 gets \\u2026, no traceback
            stream.reconfigure(errors="backslashreplace")
    click.get_current_context().with_resource(_stoppable())


@main.command()
@CASE
@click.option("-o", "--output", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE",
              help="Where to write; '-' for the terminal.  [default: CASE.html]")  # fmt: skip
@click.option("--format", "form", type=click.Choice(["html", "md", "txt", "json"]),
              help="Default: by the ending of FILE, else html.")  # fmt: skip
@click.option(
    "-l", "--lens", "only", multiple=True, metavar="LENS", help="Only this lens; repeat for more."
)
@SCENARIO
@HINDSIGHT
@DRAWS
@SEED
def report(
    case: str,
    output: Path | None,
    form: str | None,
    only: tuple[str, ...],
    scenario: str | None,
    hindsight: bool,
    n: int,
    seed: int,
) -> None:
    """Write the report on a case: a one-page summary, then a section per question."""
    with _problems():
        loaded = _read(case, scenario, hindsight)
        made = _report(loaded, only, scenario, n, seed)
    target = output or Path(f"{loaded.case}.{form or 'html'}")
    _write(_shown(made, form or _form(target)), target)


@main.command()
@CASE
@JSON
def check(case: str, as_json: bool) -> None:
    """Check a case and list every problem with its place and the likely fix."""
    from parley.errors import CaseError

    try:
        loaded = _read(case, None, hindsight=True)
    except CaseError as error:
        if as_json:
            _print_json({"case": case, "problems": [vars(problem) for problem in error.problems]})
        else:
            _print_problems(error)
        sys.exit(1)
    counts = {
        name: len(entries)
        for name in type(loaded).model_fields
        if isinstance(entries := getattr(loaded, name), dict | tuple) and entries
    }
    if as_json:
        _print_json({"case": loaded.case, "problems": [], "entries": counts})
    else:
        listed = ", ".join(_counted(name, n) for name, n in counts.items() if name != "consent")
        click.echo(f"{loaded.case}: no problems. {listed}.")


def _counted(section: str, n: int) -> str:
    """How many entries a section has, in words.

    >>> _counted("parties", 1), _counted("chronology", 2), _counted("war", 1)
    ('1 party', '2 events', '1 entry of war')
    """
    one, many = _WORDS.get(section, (f"entry of {section}", f"entries of {section}"))
    return f"{n:,} {one if n == 1 else many}"


@main.command()
@click.argument("lens", metavar="LENS")
@CASE
@SCENARIO
@HINDSIGHT
@DRAWS
@SEED
@JSON
def show(
    lens: str, case: str, scenario: str | None, hindsight: bool, n: int, seed: int, as_json: bool
) -> None:
    """Show one lens of a case in the terminal."""
    with _problems():
        made = _report(_read(case, scenario, hindsight), (lens,), scenario, n, seed)
    click.echo(_shown(made, "json" if as_json else "txt"), nl=False)


@main.command()
@click.argument("folder", required=False, type=click.Path(path_type=Path))
@click.option("--from", "source", metavar="CASE",
              help="Start from a copy of this case, or from a game in Genius XML, GeniusWeb JSON "
              "or the format of scorable games (a folder, or its domain file).")  # fmt: skip
def new(folder: Path | None, source: str | None) -> None:
    """Begin a case in a new FOLDER: a commented start, or a copy of another case.

    FOLDER is named after the copied case, or new-case, if it is left out.
    """
    from parley.case.new import new_case

    folder = folder or Path(Path(source).stem if source else "new-case")
    with _problems(), _writing():
        new_case(folder, source)
    click.echo(f"wrote {folder}; next: parley check {folder}")


@main.command()
@CASE
@click.option("-o", "--output", "folder", type=click.Path(path_type=Path), metavar="FOLDER",
              help="A new or empty folder.  [default: CASE-FORMAT]")  # fmt: skip
@click.option("--format", "form", type=click.Choice(["genius"]), default="genius",
              show_default=True, help="What to write.")  # fmt: skip
@SCENARIO
@HINDSIGHT
@DRAWS
@SEED
def export(
    case: str,
    folder: Path | None,
    form: str,
    scenario: str | None,
    hindsight: bool,
    n: int,
    seed: int,
) -> None:
    """Write a case for another tool, with the mean of the draws for what is uncertain."""
    from parley.case.formats import write_genius
    from parley.draws import draws
    from parley.models.export import game_of
    from parley.models.offer_space import offer_space

    with _problems(), _writing():
        loaded = _read(case, scenario, hindsight)
        game = game_of(offer_space(loaded, draws(loaded, n, seed)))
        folder = folder or Path(f"{loaded.case}-{form}")
        left_out = write_genius(game, folder)
    for note in left_out:
        click.echo(note, err=True)
    click.echo(f"wrote {folder}")


@main.command()
@click.option("-o", "--output", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE",
              help="Where to write; '-' for the terminal.  [default: -]")  # fmt: skip
def schema(output: Path | None) -> None:
    """Write the JSON Schema of the case file, so that editors complete and check."""
    from parley.case.json_schema import schema_text

    _write(schema_text(), output or Path("-"))


@main.command()
@JSON
def cases(as_json: bool) -> None:
    """List the cases that come with parley."""
    from parley.case import shipped_cases

    names = list(shipped_cases())
    if as_json:
        _print_json(names)
    else:
        click.echo("\n".join(names))


def _read(where: str, scenario: str | None, hindsight: bool) -> Case:
    from parley.case import read_case

    with _progress("Reading the case"):
        return read_case(where, scenario=scenario, hindsight=hindsight)


def _report(case: Case, only: tuple[str, ...], scenario: str | None, n: int, seed: int) -> Report:
    from parley import lenses
    from parley.report import report as make

    for name in only:
        if name not in lenses.ALL:
            what = (
                f"no lens '{name}'.{_hint(name, list(lenses.ALL))} Lenses: {', '.join(lenses.ALL)}."
            )
            raise click.UsageError(what)
    with _progress("Drawing what the case leaves open") as tell:
        return make(case, only=only, n=n, seed=seed, scenario=scenario or "", progress=tell)


def _shown(made: Report, form: str) -> str:
    from parley.views import FORMATS

    with _progress("Writing it out"):
        return FORMATS[form](made)


def _form(target: Path) -> str:
    endings = {".md": "md", ".txt": "txt", ".json": "json"}
    return "txt" if str(target) == "-" else endings.get(target.suffix, "html")


@contextmanager
def _progress(what: str) -> Iterator[Callable[[str], None]]:
    """A spinner that says what goes on; silence where the output is read by a program."""
    if not sys.stderr.isatty():
        yield lambda _: None
        return
    from rich.console import Console

    with Console(stderr=True).status(what) as status:
        yield status.update


@contextmanager
def _stoppable() -> Iterator[None]:
    try:
        yield
    except KeyboardInterrupt:
        click.echo("stopped", err=True)
        sys.exit(130)


@contextmanager
def _problems() -> Iterator[None]:
    from parley.errors import CaseError

    try:
        yield
    except CaseError as error:
        _print_problems(error)
        sys.exit(1)


@contextmanager
def _writing() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        click.echo(f"cannot write {error.filename or ''}: {error.strerror}", err=True)
        sys.exit(3)


def _write(text: str, target: Path) -> None:
    """All of the text or nothing: written beside the target, then put in its place."""
    if str(target) == "-":
        click.echo(text, nl=False)
        return
    with _writing():
        beside = target.with_name(f".{target.name}.part")
        try:
            beside.write_text(text, encoding="utf-8")
            beside.replace(target)
        finally:
            beside.unlink(missing_ok=True)
    click.echo(f"wrote {target}")


def _print_problems(error: CaseError) -> None:
    for problem in error.problems[:MOST_PROBLEMS]:
        click.echo(str(problem), err=True)
    n = len(error.problems)
    rest = (
        f", {n - MOST_PROBLEMS} not shown; parley check --json gives all"
        if n > MOST_PROBLEMS
        else ""
    )
    click.echo(f"{n} problem{'' if n == 1 else 's'}{rest}", err=True)


def _print_json(data: Any) -> None:
    import json

    click.echo(json.dumps(data, indent=2, ensure_ascii=False))


def _hint(name: str, known: list[str]) -> str:
    from difflib import get_close_matches

    close = get_close_matches(name, known, n=1)
    return f" Did you mean '{close[0]}'?" if close else ""
