"""Arguments and options that several commands share."""

from collections.abc import Callable
from functools import reduce
from pathlib import Path
from typing import Any

import click

__all__ = [
    "CASE",
    "DRAWS",
    "FORMAT",
    "HINDSIGHT",
    "JSON",
    "ONLY",
    "OUTPUT",
    "SCENARIO",
    "SEED",
    "asking",
]

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
ONLY = click.option(
    "-l", "--lens", "only", multiple=True, metavar="LENS", help="Only this lens; repeat for more."
)
FORMAT = click.option(
    "--format", "form", type=click.Choice(["html", "md", "txt", "json"]),
    help="Default: by the ending of FILE, else html.",
)  # fmt: skip
OUTPUT = click.option(
    "-o", "--output", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE",
    help="Where to write; '-' for the terminal.  [default: -]",
)  # fmt: skip


def asking(command: Callable[..., Any]) -> Callable[..., Any]:
    """The options of every command that answers one question about a case."""
    options = (OUTPUT, FORMAT, SCENARIO, HINDSIGHT, DRAWS, SEED, JSON)
    return reduce(lambda made, option: option(made), reversed(options), command)
