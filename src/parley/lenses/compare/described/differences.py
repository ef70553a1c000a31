"""What changes: the answer, a figure of the largest changes, and every conclusion side by side."""

from collections.abc import Iterator, Sequence
from functools import partial

from parley.blocks import Block, Cell, Column, Heading, Note, Page, Table
from parley.charts import Change, changes
from parley.lenses.compare.solve import BASE, FEWEST, CompareResult, Row
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
    yield from _told(result)
    yield Heading("Side by side")
    yield from _figure(result)
    yield from _table(result)
    yield from _unmoved(result)


def _moved(result: CompareResult, name: str) -> list[Row]:
    """Conclusions that change clearly under a scenario, the largest changes first."""
    rows = [each for each in result.rows if name in each.differences]
    clear = [each for each in rows if each.differences[name].clear]
    return sorted(clear, key=lambda each: -_scaled(each, name))


def _scaled(row: Row, name: str) -> float:
    """Size of a change where that of the row's largest is known in spreads of the conclusion."""
    largest = max(abs(each.mean) for each in row.differences.values() if each.clear)
    return row.most * abs(row.differences[name].mean) / largest if largest else 0.0


def _answer(result: CompareResult) -> Note:
    moved = {name: len(_moved(result, name)) for name in result.found.scenarios}
    every, noise = count(len(result.rows), "conclusion"), "by more than the noise of the draws"
    if not result.rows:
        text = "No lens draws a conclusion from this case, so there is nothing to compare."
    elif any(moved.values()):
        some = [f"{n} under {scenario_name(result.found, name)}" for name, n in moved.items() if n]
        none = [scenario_name(result.found, name) for name, n in moved.items() if not n]
        rest = f"; none under {_either(none)}" if none else ""
        text = f"Of {every}, those that change {noise}: {listed(some)}{rest}."
    else:
        names = _either([scenario_name(result.found, name) for name in moved])
        text = f"Of {every} none changes {noise} under {names}."
    return Note(text, "answer", page="open")


def _either(names: Sequence[str]) -> str:
    return " or ".join(filter(None, (", ".join(names[:-1]), names[-1])))


def _told(result: CompareResult) -> Iterator[Note]:
    """Of each scenario; the first that change something clearly on the first page."""
    told = 0
    for name in result.found.scenarios:
        moved = _moved(result, name)
        told += bool(moved)
        if moved:
            yield _most(result, name, moved[:NAMED], page="open" if told <= NAMED else "")
        elif result.rows:
            yield Note(_hardly(result, name))


def _most(result: CompareResult, name: str, rows: Sequence[Row], page: Page) -> Note:
    told = "; ".join(f"‘{each.conclusion.says}’ {_from_to(each, name)}" for each in rows)
    refs = tuple(dict.fromkeys(r for each in rows for r in each.conclusion.refs[:REFS]))
    called = scenario_name(result.found, name)
    return Note(f"What changes most under {called}: {told}.", refs=refs, page=page)


def _hardly(result: CompareResult, name: str) -> str:
    """Of a scenario that changes nothing clearly."""
    called = capital(scenario_name(result.found, name))
    drawn = [each.differences[name] for each in result.rows if name in each.differences]
    some = sum(each.moves for each in drawn)
    if not drawn:
        return f"{called} shares no conclusion with the base case."
    if not some:
        return f"{called} changes no conclusion in any draw."
    verb = "changes" if some == 1 else "change"
    return f"{called} changes nothing clearly: {count(some, 'conclusion')} {verb} in some draws."


def _from_to(row: Row, name: str) -> str:
    """Over the draws known in both, so that it is the change in the table."""
    given = row.differences[name]
    one, other = (size(row.conclusion, each) for each in (given.before, given.before + given.mean))
    of = " of draws" if row.conclusion.yes else ""
    return f"by little from {one}{of}" if one == other else f"from {one} to {other}{of}"


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
        if each.moves and each.n > 1
    ]
    largest = max(marks, key=lambda each: abs(each.value))
    named = {each.party for each in marks}
    yield changes(
        "What the scenarios change",
        f"How the share of {count(len(rows), 'conclusion')} changes under each scenario that "
        f"changes it in some draw; the largest change is that of ‘{largest.label}’ under "
        f"“{largest.party}”.",
        marks,
        axis="change of the share of draws, in points of 100",
        parties=[each for each in map(partial(title, found), found.scenarios) if each in named],
        interval="95% interval",
    )


def _table(result: CompareResult) -> Iterator[Table]:
    found = result.found
    moving = [row for row in result.rows if any(d.moves for d in row.differences.values())]
    if not moving:
        return
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
    yield Table(
        "Conclusions that change in some draw",
        tuple(heads),
        lines,
        "Under each scenario the change from the base case with its 95% interval, and in how many "
        "draws it is more and less; changes of a share in points of 100. Unclear: the interval "
        f"holds no change, or fewer than {FEWEST} draws change.",
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
    every = len(result.found.scenarios)
    whole = [row for row in result.rows if len(row.differences) == every]
    still = sum(not any(each.moves for each in row.differences.values()) for row in whole)
    if still:
        one = "conclusion" if still == len(result.rows) else "other conclusion"
        be = "is" if still == 1 else "are"
        yield Note(f"{count(still, one)} {be} the same in every draw under every scenario.")
    if apart := len(result.rows) - len(whole):
        them = "it" if apart == 1 else "them"
        yield Note(
            f"{count(apart, 'conclusion')} cannot be compared under every scenario: only some draw "
            f"{them}, or no draw knows both."
        )
