"""What is worth knowing before choosing among the scenarios."""

from collections.abc import Iterator, Sequence

from parley.blocks import Block, Cell, Column, Heading, Note, Table
from parley.lenses.compare.solve import Compare
from parley.lenses.compare.words import amount, percent, scenario_name, size
from parley.lenses.compare.worth import Worth
from parley.models.information import Finding, Value

__all__ = ["describe_worth"]

SHOWN = 8
REFS = 3


def describe_worth(found: Compare, told: Worth) -> Iterator[Block]:
    """The choice, what to find out next, and what a source of each grade would add."""
    yield Heading("What is worth knowing before choosing")
    yield _choice(found, told)
    if told.everything is None or told.everything.verdict != "worth something":
        return
    yield _list(
        "Inputs to find out next", [(_input(found, int(e.name)), e) for e in told.inputs[:SHOWN]]
    )
    if told.groups:
        places = [(found.groups[int(each.name)], each) for each in told.groups[:SHOWN]]
        yield _list(
            "Claims and issues to find out next",
            [(Cell(f"{group.kind}: {group.name}", group.refs), each) for group, each in places],
        )
    if told.reported:
        yield _sources(found, told)


def _input(found: Compare, column: int) -> Cell:
    about = found.given.about[column]
    return Cell(about.name, about.refs[:REFS])


def _choice(found: Compare, told: Worth) -> Note:
    names = ("", *found.scenarios)
    by = found.concluded[""][found.by]
    means = "; ".join(
        f"{scenario_name(found, name)} {size(by, mean)}, best in {percent(share)} of draws"
        for name, mean, share in zip(names, told.means, told.chosen, strict=True)
    )
    best = scenario_name(found, names[told.best])
    head = f"If ‘{by.says}’ is what the choice goes by, more being better: {means}. "
    if told.everything is None:
        return Note(f"{head}They are alike in every draw, so there is nothing worth knowing.")
    value = told.everything
    if value.verdict != "worth something":
        return Note(
            f"{head}By the means {best} is best, and nothing these draws hold would change that: "
            "nothing is worth knowing before choosing.",
            refs=by.refs[:REFS],
            page="open",
        )
    return Note(
        f"{head}By the means {best} is best; knowing everything before choosing would add "
        f"{_amount(value)}. What it costs to find out, and whether anybody can, is for the reader.",
        refs=by.refs[:REFS],
        page="open",
    )


def _amount(value: Value) -> str:
    low, high = value.interval
    return f"{amount(value.value)} ({amount(low)} to {amount(high)})"


def _list(name: str, entries: Sequence[tuple[Cell, Finding]]) -> Table:
    rows = tuple(
        (
            cell,
            Cell(_amount(each.worth)),
            Cell(percent(min(each.part, 1.0))),
            Cell(_verdict(each.worth)),
        )
        for cell, each in entries
    )
    heads = ("", "worth of knowing it", "of knowing everything", "")
    return Table(
        name,
        tuple(Column(head) for head in heads),
        rows,
        "In units of the conclusion that the choice goes by, with a 95% interval. Worths do not "
        "add up: what one would tell another may tell as well.",
    )


def _verdict(value: Value) -> str:
    if value.verdict == "worth something":
        return "worth something"
    needed = value.draws_needed
    if needed == float("inf"):
        return "nothing seen"
    return f"these draws cannot tell; about {int(float(f'{needed:.2g}')):,} would"


def _sources(found: Compare, told: Worth) -> Table:
    grades = list(told.reported[0].values)
    rows = tuple(
        (
            _input(found, each.column),
            *(Cell(amount(each.values[grade].value)) for grade in grades),
        )
        for each in told.reported
    )
    reliability = {str(g): right for g, right in found.case.belief.reliability.items()}
    return Table(
        "What one report on it would be worth, by the grade of the source",
        (
            Column("input"),
            *(Column(f"{grade} ({percent(reliability[grade])} right)") for grade in grades),
        ),
        rows,
        "A number is reported as being in the low, middle or high third of its draws; a question "
        "by its answers. A source that is wrong is wrong in all other ways alike.",
    )
