"""What is worth knowing before choosing among the scenarios."""

from collections.abc import Callable, Iterator, Sequence

from parley.blocks import Block, Cell, Column, Heading, Note, Table
from parley.conclusion import Conclusion
from parley.lenses.compare.solve import BASE, Compare
from parley.lenses.compare.words import amount, percent, points, said, scenario_name, size
from parley.lenses.compare.worth import Worth
from parley.models.information import Finding, Value

__all__ = ["describe_worth"]

SHOWN = 8
REFS = 3
SMALL = 0.001  # no sentence tells less


def describe_worth(found: Compare, told: Worth) -> Iterator[Block]:
    """The choice, what to find out next, and what a source of each grade would add."""
    yield Heading("What is worth knowing before choosing")
    yield _choice(found, told)
    if told.everything is None or told.everything.verdict != "worth something":
        return
    by = found.concluded[BASE][found.by]
    singles = [(_input(found, int(each.name)), each) for each in told.inputs[:SHOWN]]
    if singles:
        yield _list("Inputs to find out next", "input", by, singles)
    if told.groups:
        places = [(found.groups[int(each.name)], each) for each in told.groups[:SHOWN]]
        yield _list(
            "Claims and issues to find out next",
            "claim or issue",
            by,
            [(Cell(f"{group.kind}: {group.name}", group.refs), each) for group, each in places],
        )
    if told.reported:
        yield _sources(found, told)


def _input(found: Compare, column: int) -> Cell:
    about = found.given.about[column]
    return Cell(about.name, about.refs[:REFS])


def _choice(found: Compare, told: Worth) -> Note:
    names = (BASE, *found.scenarios)
    by = found.concluded[BASE][found.by]
    means = "; ".join(
        f"{scenario_name(found, name)} {size(by, mean)}, as good as any in {percent(share)} of "
        "draws"
        for name, mean, share in zip(names, told.means, told.chosen, strict=True)
    )
    best = scenario_name(found, names[told.best])
    return Note(
        f"If ‘{by.says}’ is what the choice goes by, more being better: {means}. "
        f"{_knowing(told, best, by)}",
        refs=by.refs[:REFS],
        page="open",
    )


def _knowing(told: Worth, best: str, by: Conclusion) -> str:
    """What knowing everything would add, if anything."""
    value = told.everything
    if told.alike:
        return "They are alike in every draw, so nothing is worth knowing before choosing."
    if value is None:
        return f"No draw has a better one than {best}, so nothing is worth knowing before choosing."
    if value.verdict != "worth something":
        return (
            f"By the means {best} is best. Others are better in some draws, but these draws cannot "
            "tell whether knowing more before choosing would add anything."
        )
    return (
        f"By the means {best} is best; knowing everything before choosing would add "
        f"{_added(value, by)}. What it costs to find out, and whether anybody can, is for the "
        "reader."
    )


def _added(value: Value, by: Conclusion) -> str:
    """In a sentence."""
    small = not by.yes and value.value < SMALL
    return f"less than {said(SMALL)}" if small else _amount(value, by, said)


def _amount(value: Value, by: Conclusion, shown: Callable[[float], str] = amount) -> str:
    low, high = value.interval
    if by.yes:
        ends = " to ".join(points(each).partition(" ")[0] for each in (low, high))
        return f"{points(value.value)} ({ends})"
    return f"{shown(value.value)} ({shown(low)} to {shown(high)})"


def _list(name: str, what: str, by: Conclusion, entries: Sequence[tuple[Cell, Finding]]) -> Table:
    rows = tuple(
        (
            cell,
            Cell(_amount(each.worth, by)),
            Cell(percent(min(each.part, 1.0))),
            Cell(_verdict(each.worth)),
        )
        for cell, each in entries
    )
    heads = (what, "worth of knowing it", "of knowing everything", "seen in these draws")
    return Table(
        name,
        tuple(Column(head) for head in heads),
        rows,
        f"{_units(by)}, with a 95% interval. Worths do not add up: what one would tell another may "
        "tell as well.",
    )


def _units(by: Conclusion) -> str:
    if by.yes:
        return "In points of 100 of the share of draws in which the conclusion is so"
    return "In units of the conclusion that the choice goes by"


def _worth(value: float, by: Conclusion) -> str:
    return points(value) if by.yes else amount(value)


def _verdict(value: Value) -> str:
    if value.verdict == "worth something":
        return "worth something"
    needed = value.draws_needed
    if needed == float("inf"):
        return "nothing seen"
    return f"these draws cannot tell; about {int(float(f'{needed:.2g}')):,} would"


def _sources(found: Compare, told: Worth) -> Table:
    by = found.concluded[BASE][found.by]
    grades = list(told.reported[0].values)
    rows = tuple(
        (
            _input(found, each.column),
            *(Cell(_worth(each.values[grade].value, by)) for grade in grades),
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
        f"{_units(by)}. A number is reported as being in the low, middle or high third of its "
        "draws; a question by its answers. A source that is wrong is wrong in all other ways "
        "alike.",
    )
