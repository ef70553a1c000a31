"""Arguments and options that several commands share."""

import click

__all__ = ["CASE", "DRAWS", "FORMAT", "HINDSIGHT", "JSON", "SCENARIO", "SEED"]

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
FORMAT = click.option(
    "--format", "form", type=click.Choice(["html", "md", "txt", "json"]),
    help="Default: by the ending of FILE, else html.",
)  # fmt: skip
