"""What each scenario changes."""

from collections.abc import Iterator

from parley.blocks import Block, Cell, Column, Heading, Note, Table
from parley.charts import Change, changes
from parley.lenses.war.compared import REPLICATIONS, Changed, Compared
from parley.lenses.war.solve import WEEKS, WarResult
from parley.lenses.war.words import count, listed, percent, scenario_name, side_name, signed

__all__ = ["describe_compared"]

POINTS = 100


def describe_compared(result: WarResult) -> Iterator[Block]:
    """Differences from the base case, with paired errors."""
    base = result.fought.base
    if any(each.moves for each in result.compared):
        yield Heading("What scenarios change")
        yield _fighting(result)
        yield _worths(result)
        yield _table(result)
        yield Note(
            f"Each scenario runs on the same {count(len(result.run.which), 'draw')} and "
            f"{REPLICATIONS} replications of each, with every random number shared; the error is "
            "the standard error of the mean difference, paired by draw. It says how well this "
            "model's difference is known, and nothing of how well the model fits.",
            "assumption",
        )
    for name, why in result.fought.wrong.items():
        yield Note(f"The scenario {scenario_name(base, name)} was left out: {why}.", "warning")


def _fighting(result: WarResult) -> Block:
    base = result.fought.base
    rows = [
        _dot(_title(result, each.scenario), c, 2)
        for each in _moving(result)
        for c in (each.changed["at_war"],)
    ]
    return changes(
        f"Weeks of fighting in {WEEKS}, against the case as it is",
        "For each scenario a dot at the middle change of weeks of fighting between "
        f"{side_name(base, 0)} and {side_name(base, 1)}, in a line that holds 80% of the draws.",
        rows,
        axis="change of weeks of fighting",
        interval="80% of draws",
    )


def _worths(result: WarResult) -> Block:
    base = result.fought.base
    names = [side_name(base, j) for j in range(2)]
    rows = [
        _dot(_title(result, each.scenario), c, 4, name)
        for each in _moving(result)
        for j, name in enumerate(names)
        for c in (each.changed[f"worth_{j + 1}"],)
    ]
    return changes(
        "What each side has in the end, less what the war costs it, against the case as it is",
        "For each scenario and side a dot at the middle change of what it has in the end, as a "
        f"part of the stake, in a line that holds 80% of the draws; {names[0]} above {names[1]}.",
        rows,
        axis="change, parts of the stake",
        parties=names,
        interval="80% of draws",
    )


def _table(result: WarResult) -> Table:
    base = result.fought.base
    first, second = (side_name(base, j) for j in range(2))
    heads = ["scenario", "weeks of fighting", "settled at the end, points"]
    heads += ["a pause within a year, points", f"{first} in the end", f"{second} in the end"]
    heads += [f"{first} refusing", f"{second} refusing"]
    rows = []
    for each in _moving(result):
        c = each.changed
        cells = [_title(result, each.scenario), _told(c["at_war"], 1)]
        cells += [_told(c[name], 1, POINTS) for name in ("settled", "paused")]
        cells += [_told(c[name], 3) for name in ("worth_1", "worth_2")]
        cells += [_told(c[name], 3) for name in ("refusing_1", "refusing_2")]
        rows.append(tuple(Cell(cell) for cell in cells))
    return Table(
        "Mean change against the case as it is, and its error",
        tuple(Column(head) for head in heads),
        tuple(rows),
        f"After {WEEKS} weeks.{_idle(result)} In the end: what a side has, less what the war cost "
        "it; refusing: what fighting on to the end is worth now; both as parts of the stake. Up or "
        "down in: of the draws. Unclear: the mean is not twice its standard error.",
    )


def _moving(result: WarResult) -> list[Compared]:
    return [each for each in result.compared if each.moves]


def _idle(result: WarResult) -> str:
    """The scenarios that change nothing here."""
    names = [
        scenario_name(result.fought.base, each.scenario)
        for each in result.compared
        if not each.moves
    ]
    return f" Nothing here is changed by {listed(names)}." if names else ""


def _dot(label: str, change: Changed, digits: int, party: str = "") -> Change:
    low, middle, high = (
        round(part, digits) + 0.0 for part in (change.low, change.middle, change.high)
    )
    return Change(label=label, value=middle, low=low, high=high, party=party)


def _told(change: Changed, digits: int, unit: float = 1.0) -> str:
    if change.up == change.down == 0:
        return "0"
    error = f"{unit * change.error:.{digits}f}"
    told = f"{signed(unit * change.mean, digits)} \N{PLUS-MINUS SIGN} {error}"
    if not change.clear:
        return f"unclear ({told})"
    share, way = (change.up, "up") if change.mean > 0 else (change.down, "down")
    return f"{told}; {way} in {percent(share)}"


def _title(result: WarResult, name: str) -> str:
    return result.fought.base.case.scenarios[name].title
