"""Which claims, sources, parties and issues the conclusions hang on, taken together."""

from collections.abc import Iterator

from parley.blocks import Block, Cell, Column, Heading, Table
from parley.lenses.hinges.ranking import Weight
from parley.lenses.hinges.solve import HingesResult
from parley.lenses.hinges.words import percent, tag

__all__ = ["describe_groups"]

EACH = 5
LONGEST = 120  # letters of a claim in a table


def describe_groups(result: HingesResult) -> Iterator[Block]:
    """The first of each kind; nothing where no group stands clear."""
    rows = tuple(
        _row(result, kind, each)
        for kind, weights in result.by_kind.items()
        for each in [each for each in weights if each.hung][:EACH]
    )
    if not rows:
        return
    yield Heading("By claim, source, party and issue")
    heads = (
        "kind",
        "name",
        "inputs",
        "conclusions that hang on it",
        "most of",
        "explains of that",
    )
    numbers = {"inputs", "conclusions that hang on it"}
    yield Table(
        "What the conclusions hang on, inputs taken together",
        tuple(Column(name, "number" if name in numbers else "text") for name in heads),
        rows,
        "An input counts for every claim it rests on, and for each of their sources; so claims "
        "that stand behind the same inputs cannot be told apart. Groups of more inputs than a "
        "tenth of the draws count by the inputs that stand clear by themselves, which is a lower "
        "bound.",
    )


def _row(result: HingesResult, kind: str, each: Weight) -> tuple[Cell, ...]:
    group, j, table = result.found.groups[each.at], each.hung[0], result.grouped
    low, high = max(float(table.low[each.at, j]), 0), min(float(table.high[each.at, j]), 1)
    return (
        Cell(kind),
        Cell(_short(group.name), group.refs),
        Cell(len(group.columns)),
        Cell(len(each.hung)),
        Cell(tag(j)),
        Cell(
            f"{percent(min(float(table.estimate[each.at, j]), 1))} ({percent(low)} to "
            f"{percent(high)})"
        ),
    )


def _short(name: str) -> str:
    if len(name) <= LONGEST:
        return name
    return f"{name[:LONGEST].rsplit(' ', 1)[0]} ..."
