"""Commands around the case file: check, new, export, schema, cases."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from parley.cli.options import CASE, DRAWS, HINDSIGHT, JSON, SCENARIO, SEED
from parley.cli.terminal import print_json, print_problems, problems, read, write, writing

__all__ = ["cases", "check", "export", "new", "schema"]

_WORDS = {"parties": ("party", "parties"), "people": ("person", "people")}
_WORDS |= {
    name: (name.removesuffix("s"), name)
    for name in (
        "sources", "claims", "matters", "topics", "relations", "issues", "constraints",
        "positions", "proposals", "clocks", "commitments", "expectations", "scenarios",
    )
}  # fmt: skip
_WORDS |= {"chronology": ("event", "events")}


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
              help="Start from a copy of this case, or from a game in Genius XML, GeniusWeb JSON "
              "or the format of scorable games (a folder, or its domain file).")  # fmt: skip
def new(folder: Path | None, source: str | None) -> None:
    """Begin a case in a new FOLDER: a commented start, or a copy of another case.

    FOLDER is named after the copied case, or new-case, if it is left out.
    """
    from parley.case.new import new_case

    folder = folder or Path(Path(source).stem if source else "new-case")
    with problems(), writing():
        new_case(folder, source)
    click.echo(f"wrote {folder}; next: parley check {folder}")


@click.command()
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

    with problems(), writing():
        loaded = read(case, scenario, hindsight)
        game = game_of(offer_space(loaded, draws(loaded, n, seed)))
        folder = folder or Path(f"{loaded.case}-{form}")
        left_out = write_genius(game, folder)
    for note in left_out:
        click.echo(note, err=True)
    click.echo(f"wrote {folder}")


@click.command()
@click.option("-o", "--output", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE",
              help="Where to write; '-' for the terminal.  [default: -]")  # fmt: skip
def schema(output: Path | None) -> None:
    """Write the JSON Schema of the case file, so that editors complete and check."""
    from parley.case.json_schema import schema_text

    write(schema_text(), output or Path("-"))


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
