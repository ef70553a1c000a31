"""Commands that answer: report, show, try, state, shift."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from parley.cli.options import CASE, DRAWS, FORMAT, HINDSIGHT, JSON, ONLY, SCENARIO, SEED, asking
from parley.cli.terminal import problems, progress, read, shown, write

if TYPE_CHECKING:
    from parley.blocks import Report
    from parley.case import Case

__all__ = ["answered", "ask_state", "known_lenses", "report", "shift_actor", "show", "try_package"]


@click.command()
@CASE
@click.option("-o", "--output", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE",
              help="Where to write; '-' for the terminal.  [default: CASE.html]")  # fmt: skip
@FORMAT
@ONLY
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
    with problems():
        loaded = read(case, scenario, hindsight)
        made = _report(loaded, only, scenario, n, seed)
    target = output or Path(f"{loaded.case}.{form or 'html'}")
    write(shown(made, form or _form(target)), target)


@click.command()
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
    with problems():
        made = _report(read(case, scenario, hindsight), (lens,), scenario, n, seed)
    click.echo(shown(made, "json" if as_json else "txt"), nl=False)


@click.command("try")
@CASE
@click.argument("words", nargs=-1, metavar="[TEXT] [ISSUE=OPTION]...")
@click.option("--against", default="", metavar="TEXT", help="Put this text beside the package.")
@asking
def try_package(
    case: str,
    words: tuple[str, ...],
    against: str,
    output: Path | None,
    form: str | None,
    scenario: str | None,
    hindsight: bool,
    n: int,
    seed: int,
    as_json: bool,
) -> None:
    """Try a package: what it means for each party, and what would change that.

    TEXT is the id of a proposal, or PROPOSAL:A/B for one way to take its choices. Each
    ISSUE=OPTION changes it. Without TEXT the changes are made to the present state.
    """
    from parley.case.tried import tried
    from parley.report import report_tried

    with problems():
        package = tried(read(case, scenario, hindsight), words, against)
        with progress("Drawing what the case leaves open") as tell:
            made = report_tried(package, n=n, seed=seed, scenario=scenario or "", progress=tell)
    answered(made, output, form, as_json)


@click.command("state")
@CASE
@click.argument("words", nargs=-1, metavar="[STATE] [PARTY.OPTION=LEVEL]...")
@asking
def ask_state(
    case: str,
    words: tuple[str, ...],
    output: Path | None,
    form: str | None,
    scenario: str | None,
    hindsight: bool,
    n: int,
    seed: int,
    as_json: bool,
) -> None:
    """Ask about a state: who would leave it and why, and what would change that.

    STATE is the name of a state in the case; each PARTY.OPTION=LEVEL changes it. Without STATE the
    changes are made to the present state.
    """
    from parley.case.asked import asked

    with problems():
        state = asked(read(case, scenario, hindsight), words)
        made = _report(state.case, ("stability",), scenario, n, seed, state.words)
    answered(made, output, form, as_json)


@click.command("shift")
@CASE
@click.argument("words", nargs=-1, required=True, metavar="ACTOR.SCALE=POSITION...")
@asking
def shift_actor(
    case: str,
    words: tuple[str, ...],
    output: Path | None,
    form: str | None,
    scenario: str | None,
    hindsight: bool,
    n: int,
    seed: int,
    as_json: bool,
) -> None:
    """Shift an actor: what its position, salience or capability does to where the weight lies.

    Each word is ACTOR.SCALE=POSITION, ACTOR.SCALE.salience=..., ACTOR.SCALE.capability=... or
    ACTOR.capability=..., with a number such as 40 or a range such as 30..50.
    """
    from parley.case.shifted import shifted
    from parley.report import report_shifted

    with problems():
        change = shifted(read(case, scenario, hindsight), words)
        with progress("Drawing what the case leaves open") as tell:
            made = report_shifted(change, n=n, seed=seed, scenario=scenario or "", progress=tell)
    answered(made, output, form, as_json)


def answered(made: Report, output: Path | None, form: str | None, as_json: bool) -> None:
    """Write the answer in the form that is asked for, to the terminal without a file."""
    target = output or Path("-")
    write(shown(made, "json" if as_json else form or _form(target)), target)


def _report(
    case: Case, only: tuple[str, ...], scenario: str | None, n: int, seed: int, state: str = ""
) -> Report:
    from parley.report import HINGES
    from parley.report import report as make

    known_lenses(only, HINGES)
    with progress("Drawing what the case leaves open") as tell:
        return make(
            case, only=only, n=n, seed=seed, scenario=scenario or "", state=state, progress=tell
        )


def known_lenses(only: tuple[str, ...], *more: str) -> None:
    """A usage error for a name that is no lens, nor one of `more`."""
    from parley import lenses

    known = [*lenses.ALL, *more]
    for name in only:
        if name not in known:
            what = f"no lens '{name}'.{_hint(name, known)} Lenses: {', '.join(known)}."
            raise click.UsageError(what)


def _form(target: Path) -> str:
    endings = {".md": "md", ".txt": "txt", ".json": "json"}
    return "txt" if str(target) == "-" else endings.get(target.suffix, "html")


def _hint(name: str, known: list[str]) -> str:
    from difflib import get_close_matches

    close = get_close_matches(name, known, n=1)
    return f" Did you mean '{close[0]}'?" if close else ""
