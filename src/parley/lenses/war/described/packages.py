"""By which packages runs are settled, in the case and in each scenario that names some."""

from collections.abc import Iterator

from parley.blocks import Block, Cell, Column, Heading, Note, Table
from parley.lenses.war.compared import Compared
from parley.lenses.war.packages import Beside, Packaged, Settling
from parley.lenses.war.solve import WEEKS, WarResult
from parley.lenses.war.words import listed, part, percent, scenario_name, side_name, signed
from parley.models.fighting import Fighting

__all__ = ["describe_packages"]

AS_IT_IS, PLUS_MINUS = "the case as it is", "\N{PLUS-MINUS SIGN}"
Told = tuple[str, Fighting, Packaged]  # id of the scenario, "" for the case as it is


def describe_packages(result: WarResult) -> Iterator[Block]:
    """A sentence for the case and each scenario with packages, and a table of all of them."""
    told = list(_told(result))
    if not told:
        return
    yield Heading("Which package settles")
    yield _table(result, told)
    for each in told:
        yield Note(_settling(result, *each), "text", _refs(*each))
    for row in result.compared:
        if row.beside is not None and (row.beside.clear or row.packaged is not None):
            yield Note(_beside(result, row, row.beside))
    yield Note(
        "Shares are of the runs that are settled at the end, not of all: they compare packages, "
        "and say nothing of whether any is agreed on. What a package is worth to a side is a "
        "judgement of the case. The model has one chance to notice cheating and one of accidents "
        "for all packages; of a package's own guarantee it takes what the guarantor would do.",
        "limit",
    )


def _told(result: WarResult) -> Iterator[Told]:
    if result.packaged is not None:
        yield "", result.fought.base, result.packaged
    for row in result.compared:
        if row.packaged is not None:
            yield row.scenario, result.fought.other[row.scenario], row.packaged


def _refs(scenario: str, found: Fighting, _: Packaged) -> tuple[str, ...]:
    """Packages of the case as it is; those of a scenario stand in no entry of the case."""
    return () if scenario else tuple(f"settlement.packages.{name}" for name in found.packages)


def _settling(result: WarResult, scenario: str, found: Fighting, told: Packaged) -> str:
    where = f"With {scenario_name(result.fought.base, scenario)}" if scenario else "Here"
    if not told.settled:
        return f"{where} no run is settled after {WEEKS} weeks."
    first, *others = told.each
    shares = [f"{_name(found, first.name)} settles {percent(first.share)}{_error(first.error)}"]
    shares += [f"{_name(found, each.name)} {percent(each.share)}" for each in others]
    unclear = abs(told.lead) <= 2 * told.lead_error
    return (
        f"{where}, of the runs that are settled after {WEEKS} weeks, {listed(shares)}"
        f"{'; which of the first two settles more is unclear' if unclear else ''}. "
        f"{_name(found, first.name)} {_worth(found, first)}.{_refused(found, told)}"
    )


def _error(error: float) -> str:
    return f" ({PLUS_MINUS} {100 * error:.0f} points)"


def _worth(found: Fighting, each: Settling) -> str:
    """What it is worth to both, beside fighting on."""
    sides = listed(f"{part(each.worth[j])} to {side_name(found, j)}" for j in range(2))
    more = listed(signed(each.more[j]) for j in range(2))
    return f"is worth {sides} at the middle of the draws, {more} against fighting on to the end"


def _refused(found: Fighting, told: Packaged) -> str:
    """Packages that a side has less of than by fighting on, in more than half of the draws."""
    less = [
        f"{_name(found, each.name)} to {side_name(found, j)} in {percent(each.less[j])}"
        for each in told.each
        for j in range(2)
        if each.less[j] > 0.5
    ]
    return f" Worth less than fighting on: {listed(less)} of the draws." if less else ""


def _beside(result: WarResult, row: Compared, found: Beside) -> str:
    base, scenario = result.fought.base, row.scenario
    against = scenario_name(base, found.against) if found.against else AS_IT_IS
    name = _name(result.fought.other[scenario], found.name)
    change = f"{signed(100 * found.change, 0)} {PLUS_MINUS} {100 * found.error:.0f} points"
    if found.change != found.change:  # nan
        return f"With {scenario_name(base, scenario)} or {against} no run is settled."
    return (
        f"With the same packages and the same random numbers, {scenario_name(base, scenario)} "
        f"against {against} changes most the share of settled runs that {name} settles: {change}"
        f"{'' if found.clear else ', which is not clear of the noise'}."
    )


def _table(result: WarResult, told: list[Told]) -> Table:
    names = [side_name(result.fought.base, j) for j in range(2)]
    heads = [Column("scenario"), Column("package"), Column("of settled runs", "percent")]
    heads += [Column("first in, of draws", "percent")]
    for name in names:
        heads += [Column(f"worth to {name}"), Column(f"{name}, against fighting on")]
        heads += [Column(f"{name}, worth less than that in", "percent")]
    return Table(
        "What each package is worth, and which settles",
        tuple(heads),
        tuple(_row(result, *each, row) for each in told for row in each[2].each),
        "Worths are parts of the stake at the middle of the draws; against fighting on: less what "
        "a war to the finish is worth now. First: settles most, of draws with a settled run.",
    )


def _row(
    result: WarResult, scenario: str, found: Fighting, _: Packaged, each: Settling
) -> tuple[Cell, ...]:
    titles = result.fought.base.case.scenarios
    cells = [Cell(titles[scenario].title if scenario else AS_IT_IS)]
    ref = () if scenario else (f"settlement.packages.{each.name}",)
    cells += [Cell(found.packages[each.name].name, ref), _share(each.share), _share(each.first)]
    for j in range(2):
        cells += [Cell(part(each.worth[j])), Cell(signed(each.more[j])), _share(each.less[j])]
    return tuple(cells)


def _share(share: float) -> Cell:
    return Cell(round(share, 3) if share == share else None)  # nan: no run is settled


def _name(found: Fighting, package: str) -> str:
    return f"“{found.packages[package].name}”"
