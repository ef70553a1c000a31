"""Commands around the case file and its models: check, new, export, backtest, schema, cases."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from parley.cli.options import CASE, DRAWS, HINDSIGHT, JSON, OUTPUT, SCENARIO, SEED
from parley.cli.terminal import print_json, print_problems, problems, read, write, writing

if TYPE_CHECKING:
    from parley.case import Case
    from parley.draws import Draws

__all__ = ["backtest", "cases", "check", "export", "games", "new", "schema"]

_WORDS = {"parties": ("party", "parties"), "people": ("person", "people")}
_WORDS |= {
    name: (name.removesuffix("s"), name)
    for name in (
        "sources", "claims", "matters", "topics", "relations", "issues", "constraints",
        "positions", "proposals", "clocks", "commitments", "expectations", "scenarios",
    )
}  # fmt: skip
_WORDS |= {"chronology": ("event", "events")}
_ENDINGS = {"gmcr": ".gmcr", "graphml": ".graphml", "ktab": "-ktab.csv", "actors": "-actors.csv"}


@click.command()
@CASE
@JSON
def check(case: str, as_json: bool) -> None:
    """Check a case and list every problem with its place and the likely fix."""
    from parley.errors import CaseError

    try:
        loaded = read(case, None, hindsight=True)
    except CaseError as error:
        if as_json:
            print_json({"case": case, "problems": [vars(problem) for problem in error.problems]})
        else:
            print_problems(error)
        sys.exit(1)
    counts = {
        name: len(entries)
        for name in type(loaded).model_fields
        if isinstance(entries := getattr(loaded, name), dict | tuple) and entries
    }
    if as_json:
        print_json({"case": loaded.case, "problems": [], "entries": counts})
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


@click.command()
@click.argument("folder", required=False, type=click.Path(path_type=Path))
@click.option("--from", "source", metavar="CASE",
              help="Start from a copy of this case, from a game in Genius XML, GeniusWeb JSON or "
              "the format of scorable games (a folder, or its domain file), from a conflict in a "
              "file of GMCR+ or of the schema parley-gmcr-conflict/1, or from a table of actors "
              "of KTAB or Decide, or a plain one.")  # fmt: skip
def new(folder: Path | None, source: str | None) -> None:
    """Begin a case in a new FOLDER: a commented start, or a copy of another case.

    FOLDER is named after the copied case, or new-case, if it is left out.
    """
    from parley.case.new import new_case

    folder = folder or Path(Path(source).stem if source else "new-case")
    with problems(), writing():
        notes = new_case(folder, source)
    for note in notes:
        click.echo(note, err=True)
    click.echo(f"wrote {folder}; next: parley check {folder}")


@click.command()
@CASE
@click.option("-o", "--output", "target", type=click.Path(path_type=Path), metavar="PATH",
              help="A new file for gmcr, graphml, ktab and actors; for genius and csv a new or "
              "empty folder.  [default: CASE-genius, CASE.gmcr, ...]")  # fmt: skip
@click.option("--format", "form", default="genius", show_default=True,
              type=click.Choice(["genius", "gmcr", "graphml", "csv", "ktab", "actors"]),
              help="Genius XML: the offers. For the section 'moves': a GMCR+ file, or the graph of "
              "its states as GraphML or as tables. For 'influence': a CSV file of KTAB, or a plain "
              "table of actors.")  # fmt: skip
@SCENARIO
@HINDSIGHT
@DRAWS
@SEED
def export(
    case: str,
    target: Path | None,
    form: str,
    scenario: str | None,
    hindsight: bool,
    n: int,
    seed: int,
) -> None:
    """Write a case for another tool, with the mean of the draws for what is uncertain."""
    from parley.draws import draws

    with problems(), writing():
        loaded = read(case, scenario, hindsight)
        target = target or Path(f"{loaded.case}{_ENDINGS.get(form, f'-{form}')}")
        left_out = _written(loaded, draws(loaded, n, seed), form, target)
    for note in left_out:
        click.echo(note, err=True)
    click.echo(f"wrote {target}")


def _written(loaded: Case, drawn: Draws, form: str, target: Path) -> tuple[str, ...]:
    """Write the case in one of the formats; what was left out, a sentence each."""
    if form == "genius":
        from parley.case.formats import write_genius
        from parley.models.export import game_of
        from parley.models.offer_space import offer_space

        return write_genius(game_of(offer_space(loaded, drawn)), target)
    if form in ("ktab", "actors"):
        from parley.models.influence.build import influence
        from parley.models.influence.export import write_actors

        return write_actors(influence(loaded, drawn), form, target)
    from parley.models.conflict_graph.as_gmcr import write_gmcr
    from parley.models.conflict_graph.build import conflict
    from parley.models.conflict_graph.export import write_csv, write_graphml

    writers = {"gmcr": write_gmcr, "graphml": write_graphml, "csv": write_csv}
    return writers[form](conflict(loaded, drawn), target)


@click.command()
@click.argument("table", type=click.Path(path_type=Path))
@click.option("-m", "--model", "models", multiple=True, metavar="NAME",
              help="Score only this and what it is compared with; repeat for more.")  # fmt: skip
@OUTPUT
@SEED
@JSON
def backtest(
    table: Path, models: tuple[str, ...], output: Path | None, seed: int, as_json: bool
) -> None:
    """Score the models of influence on issues whose outcome is known.

    TABLE is a CSV file with the columns Issue, Actor, Capability, Position, Salience, Outcome and,
    if known, Reference; or a copy of the table of DEU III. The answer is a page in Markdown:
    errors, and their differences to those of the compromise mean.
    """
    from parley.case.formats.outcomes_read import is_deu
    from parley.models.influence.backtest import (
        DEU,
        chosen,
        record_json,
        record_page,
        run_backtest,
    )

    with problems():
        found = run_backtest(table, seed, chosen(models))
        about = DEU if is_deu(table) else ""
    write(record_json(found) if as_json else record_page(found, about), output or Path("-"))


@click.command()
@OUTPUT
def schema(output: Path | None) -> None:
    """Write the JSON Schema of the case file, so that editors complete and check."""
    from parley.case.json_schema import schema_text

    write(schema_text(), output or Path("-"))


@click.command()
@JSON
def games(as_json: bool) -> None:
    """List the models of bargaining and war in parley.games, and what each answers."""
    from parley.games.catalogue import GAMES

    if as_json:
        print_json([game._asdict() | {"functions": game.functions.split()} for game in GAMES])
        return
    for game in GAMES:
        where = ", ".join(game.functions.split())
        click.echo(f"{game.name} ({game.source})\n  {game.question}\n  {game.module}: {where}\n")


@click.command()
@JSON
def cases(as_json: bool) -> None:
    """List the cases that come with parley."""
    from parley.case import shipped_cases

    names = list(shipped_cases())
    if as_json:
        print_json(names)
    else:
        click.echo("\n".join(names))
