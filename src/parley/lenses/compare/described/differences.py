"""What changes: the answer, a figure of the largest changes, and every conclusion side by side."""

from collections.abc import Iterator

from parley.blocks import Block, Cell, Column, Heading, Note, Table
from parley.charts import Change, changes
from parley.lenses.compare.solve import BASE, CompareResult, Row
from parley.lenses.compare.words import (
    capital,
    change,
    count,
    listed,
    percent,
    scenario_name,
    size,
    title,
)

__all__ = ["describe_differences"]

NAMED = 3  # changes of a scenario in a sentence
DRAWN = 12  # changes in the figure
REFS = 3


def describe_differences(result: CompareResult) -> Iterator[Block]:
    """Every scenario against the base case."""
    yield _answer(result)
    for name in result.found.scenarios:
        yield _told(result, name)
    yield Heading("Side by side")
    yield from _figure(result)
    yield _table(result)
    yield from _unmoved(result)


def _moved(result: CompareResult, name: str) -> list[Row]:
    """Conclusions that change clearly under a scenario, the largest changes first."""
    rows = [each for each in result.rows if name in each.differences]
    clear = [each for each in rows if each.differences[name].clear and each.differences[name].moves]
    return sorted(clear, key=lambda each: -_scaled(each, name))


def _scaled(row: Row, name: str) -> float:
    """Size of a change where that of the row's largest is known in spreads of the conclusion."""
    largest = max(abs(each.mean) for each in row.differences.values() if each.clear)
    return row.most * abs(row.differences[name].mean) / largest if largest else 0.0


def _answer(result: CompareResult) -> Note:
    found = result.found
    told = listed(
        f"{len(_moved(result, name))} under {scenario_name(found, name)}"
        for name in found.scenarios
    )
    return Note(
        f"Of {count(len(result.rows), 'conclusion')}, these change by more than the noise of the "
        f"draws: {told}.",
        "answer",
        page="open",
    )


def _told(result: CompareResult, name: str) -> Note:
    found, moved = result.found, _moved(result, name)
    called = scenario_name(found, name)
    if not moved:
        return Note(f"{capital(called)} changes no conclusion clearly.", page="open")
    told = "; ".join(f"‘{each.conclusion.says}’ {_from_to(each, name)}" for each in moved[:NAMED])
    refs = tuple(dict.fromkeys(r for each in moved[:NAMED] for r in each.conclusion.refs[:REFS]))
    first = result.found.scenarios.index(name) < NAMED
    return Note(f"Under {called} most changes: {told}.", refs=refs, page="open" if first else "")


def _from_to(row: Row, name: str) -> str:
    one, other = (size(row.conclusion, row.means[each]) for each in (BASE, name))
    of = " of draws" if row.conclusion.yes else ""
    return f"from {one} to {other}{of}"


def _figure(result: CompareResult) -> Iterator[Block]:
    """Only conclusions of yes or no: the others have units of their own."""
    rows = [each for each in result.rows if each.conclusion.yes and each.most > 0]
    rows.sort(key=lambda each: -each.most)
    rows = [each for each in result.rows if each in rows[:DRAWN]]
    if not rows:
        return
    found = result.found
    marks = [
        Change(
            label=capital(row.conclusion.says),
            value=100 * each.mean,
            low=100 * each.low,
            high=100 * each.high,
            party=title(found, name),
            refs=row.conclusion.refs[:REFS],
        )
        for row in rows
        for name, each in row.differences.items()
    ]
    largest = max(marks, key=lambda each: abs(each.value))
    yield changes(
        "What the scenarios change",
        f"{count(len(rows), 'conclusion')} with the change of their share under each scenario; "
        f"the largest is that of ‘{largest.label}’ under “{largest.party}”.",
        marks,
        axis="change of the share of draws, in points of 100",
        parties=[title(found, name) for name in found.scenarios],
        interval="95% interval",
    )


def _table(result: CompareResult) -> Table:
    found = result.found
    moving = [row for row in result.rows if any(d.moves for d in row.differences.values())]
    heads = [Column("conclusion"), Column("base case")]
    heads += [Column(title(found, name)) for name in found.scenarios]
    lines = tuple(
        (
            Cell(capital(row.conclusion.says), row.conclusion.refs[:REFS]),
            Cell(size(row.conclusion, row.means[BASE]) if BASE in row.means else None),
            *(Cell(_entry(row, name)) for name in found.scenarios),
        )
        for row in moving
    )
    return Table(
        "Conclusions that change in some draw",
        tuple(heads),
        lines,
        "Under each scenario the change from the base case with its 95% interval, and in how many "
        "draws it is more and less; changes of a share in points of 100.",
    )


def _entry(row: Row, name: str) -> str | None:
    given = row.differences.get(name)
    if given is None:
        return size(row.conclusion, row.means[name]) if name in row.means else None
    if not given.moves:
        return "none"
    ways = f"; more in {percent(given.up)}, less in {percent(given.down)}"
    unclear = "" if given.clear else ", unclear"
    return f"{change(row.conclusion, given)}{unclear}{ways}"


def _unmoved(result: CompareResult) -> Iterator[Note]:
    still = sum(
        not any(each.moves for each in row.differences.values())
        for row in result.rows
        if row.differences
    )
    if still:
        others = count(still, "other conclusion")
        be = "is" if still == 1 else "are"
        yield Note(f"{others} {be} the same in every draw under every scenario.")
    alone = [row for row in result.rows if not row.differences]
    if alone:
        yield Note(
            f"{count(len(alone), 'conclusion')} cannot be compared: only some of the scenarios "
            "draw them, or no draw knows both."
        )
