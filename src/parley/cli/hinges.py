"""Commands that ask what conclusions hang on: conclusions, hinges, compare."""

from __future__ import annotations

from math import isnan
from pathlib import Path
from typing import TYPE_CHECKING

import click

from parley.cli.answers import answered, known_lenses
from parley.cli.options import (
    CASE,
    DRAWS,
    FORMAT,
    HINDSIGHT,
    JSON,
    ONLY,
    OUTPUT,
    SCENARIO,
    SEED,
    asking,
)
from parley.cli.terminal import problems, progress, read, sentence

if TYPE_CHECKING:
    from parley.conclusion import Conclusion

__all__ = ["ask_hinges", "compare", "list_conclusions"]


@click.command()
@CASE
@click.option(
    "-s",
    "--scenario",
    "scenarios",
    multiple=True,
    metavar="NAME",
    help="Compare this scenario with the base case; repeat for more.  [default: all]",
)
@ONLY
@click.option(
    "--by",
    default="",
    metavar="CONCLUSION",
    help="Say what is worth knowing if the choice goes by this conclusion, more being better.",
)
@OUTPUT
@FORMAT
@HINDSIGHT
@DRAWS
@SEED
@JSON
def compare(
    case: str,
    scenarios: tuple[str, ...],
    only: tuple[str, ...],
    by: str,
    output: Path | None,
    form: str | None,
    hindsight: bool,
    n: int,
    seed: int,
    as_json: bool,
) -> None:
    """Compare scenarios: what each changes in all that the lenses conclude.

    Differences are paired draw by draw, with the same random numbers. `parley conclusions` lists
    what --by can name.
    """
    from parley.report import report_compared

    with problems():
        known_lenses(only)
        base = read(case, None, hindsight)
        names = scenarios or tuple(base.scenarios)
        cases = {"": base} | {name: read(case, name, hindsight) for name in names}
        with progress("Drawing what the case leaves open") as tell:
            try:
                made = report_compared(cases, only=only, by=by, n=n, seed=seed, progress=tell)
            except ValueError as error:
                raise click.UsageError(sentence(error)) from error
    answered(made, output, form, as_json)


@click.command("conclusions")
@CASE
@ONLY
@SCENARIO
@HINDSIGHT
@DRAWS
@SEED
def list_conclusions(
    case: str, only: tuple[str, ...], scenario: str | None, hindsight: bool, n: int, seed: int
) -> None:
    """List what the lenses conclude, with the ids that other commands ask for."""
    from parley.draws import draws
    from parley.looked import concluded, look

    with problems():
        known_lenses(only)
        loaded = read(case, scenario, hindsight)
        with progress("Drawing what the case leaves open") as tell:
            told = concluded(look(loaded, draws(loaded, n, seed), only, progress=tell))
    for each in told:
        click.echo(f"{each.id}\n    {each.says}: {_mean(each)}")


def _mean(each: Conclusion) -> str:

    from parley.case.words import percent

    if isnan(each.mean):
        return "not known"
    return percent(each.mean) if each.yes else f"{round(each.mean, 3):,g}"


@click.command("hinges")
@CASE
@click.option(
    "--of",
    multiple=True,
    required=True,
    metavar="CONCLUSION",
    help="Id of a conclusion, or path of a number in a lens's result; repeat for more.",
)
@click.option(
    "--design",
    default=0,
    metavar="DRAWS",
    type=click.IntRange(0, 100_000),
    help="Draw inputs anew one by one, so many times, for the first conclusion.",
)
@click.option(
    "--inputs",
    "most",
    default=20,
    show_default=True,
    type=click.IntRange(1, 10_000),
    help="How many inputs a design draws anew.",
)
@asking
def ask_hinges(
    case: str,
    of: tuple[str, ...],
    design: int,
    most: int,
    output: Path | None,
    form: str | None,
    scenario: str | None,
    hindsight: bool,
    n: int,
    seed: int,
    as_json: bool,
) -> None:
    """Ask what single conclusions hang on, from the draws as given or by a design.

    `parley conclusions` lists the ids; `parley show hinges` asks of all of them at once.
    """
    from parley.report import report_hinges

    with problems():
        loaded = read(case, scenario, hindsight)
        with progress("Drawing what the case leaves open") as tell:
            try:
                made = report_hinges(
                    loaded, of, design=design, most=most, n=n, seed=seed, scenario=scenario or "",
                    progress=tell,
                )  # fmt: skip
            except (LookupError, ValueError) as error:
                raise click.UsageError(sentence(error)) from error
    answered(made, output, form, as_json)
