"""What each level of each issue, and no deal, is worth to one party in every draw.

Additive value with swing weights, sum over issues of importance x value: Keeney and Raiffa (1976),
Decisions with Multiple Objectives, chapter 3. A score sheet gives the products themselves, as in
scorable games (Susskind 1985, Scorable games: a better way to teach negotiation?, Negotiation
Journal 1, 205-209). Combinations may add to the sum.
"""

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from parley.case import Case
from parley.case.preferences import levels, preference
from parley.case.quantity import Exact, Quantity
from parley.case.ranking import Ranking
from parley.case.schema import Issue, NoDeal
from parley.case.select import number_text
from parley.draws import Draws
from parley.models.belief import Beliefs
from parley.models.offer_space.space import SCALE

__all__ = ["beliefs", "keeps_plus", "level_of", "no_deal", "package_of", "unit", "utilities"]

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]


def beliefs(case: Case, draws: Draws, party: str) -> Beliefs | None:
    """What the party's utilities are made of; None where a score sheet gives the products.

    Others are the value of no deal or the plus, then what each combination of options adds.
    """
    position, path = case.positions[party], f"positions.{party}"
    if position.points:
        return None
    deal = position.no_deal
    going_on = np.zeros(draws.n)
    if deal is not None:
        form = "plus" if deal.value is None else "value"
        going_on = draws.number(f"{path}.no_deal.{form}", deal.plus or deal.value)
    added = [
        draws.number(f"{path}.together.{k}.worth", each.worth)
        for k, each in enumerate(position.together)
    ]
    return Beliefs(
        importance=draws.arrays[f"{path}.importance"],
        value=tuple(_values(case, draws, party, name) for name in case.issues),
        other=np.stack([going_on, *added], axis=1),
    )


def utilities(case: Case, draws: Draws, party: str, believed: Beliefs | None) -> list[Ints]:
    """Per issue (n_draws, n_levels), in units of 1 / SCALE."""
    if believed is None:
        factor = unit(case, draws, party)
        return [_units(table, factor) for table in _points(case, draws, party)]
    tables, deal = [], case.positions[party].no_deal
    for i, name in enumerate(case.issues):
        table = believed.importance[:, i, None] * believed.value[i]
        if deal is not None and name in deal.plus_with:
            known = levels(case.issues[name])
            kept = [known.index(option) for option in deal.plus_with[name]]
            table[:, kept] += believed.other[:, 0, None]
        tables.append(_units(table))
    return tables


def no_deal(
    case: Case, draws: Draws, party: str, tables: Sequence[Ints], added: Sequence[tuple[bool, Ints]]
) -> Ints:
    """(n_draws,) utility of no deal to the party.

    added : per combination of options, whether the no-deal package holds it and what it adds.
    """
    path = f"positions.{party}.no_deal"
    deal = case.positions[party].no_deal
    if deal is None:
        raise ValueError(f"{party} has no no-deal value")
    if deal.points is not None:
        return _units(draws.number(f"{path}.points", deal.points), unit(case, draws, party))
    if deal.value is not None:
        return _units(draws.number(f"{path}.value", deal.value))
    package = package_of(case, deal.package or {})
    total = np.zeros(draws.n, np.int64)
    for table, level in zip(tables, package.tolist(), strict=True):
        total += table[:, level]
    for holds, worth in added:
        total += worth if holds else 0
    if not keeps_plus(case, deal, package):
        total += _units(draws.number(f"{path}.plus", deal.plus))
    return total


def unit(case: Case, draws: Draws, party: str) -> int | float:
    """Units of 1 / SCALE in a point of the party's score sheet, so that its best total is about 1.

    A whole number where all points are, so that equal totals stay equal.
    """
    sheet = _points(case, draws, party)
    best = max(float(sum(np.abs(table).max(axis=1) for table in sheet).max()), 1.0)
    whole = all(float(entry).is_integer() for entry in _exact(case, party))
    return SCALE // int(best) if whole else SCALE / best


def package_of(case: Case, sets: Mapping[str, str | float]) -> Ints:
    """(n_issues,) levels; issues not set take their `if_silent`."""
    return np.array(
        [level_of(issue, sets.get(name, issue.if_silent)) for name, issue in case.issues.items()]
    )


def level_of(issue: Issue, value: str | float) -> int:
    """The place of an option, or of the step nearest to a number."""
    if issue.range is None:
        return levels(issue).index(str(value))
    return int(np.abs(np.array(issue.grid()) - float(value)).argmin())


def _units(amount: Floats, factor: float = SCALE) -> Ints:
    return np.rint(amount * factor).astype(np.int64)


def _points(case: Case, draws: Draws, party: str) -> list[Floats]:
    """Per issue (n_draws, n_levels) points."""
    sheet = case.positions[party].points or {}
    return [
        _levels(issue, _by_level(sheet[name]), draws, f"positions.{party}.points.{name}")
        for name, issue in case.issues.items()
    ]


def _by_level(given: Mapping[str | float, Quantity]) -> dict[str, Quantity]:
    return {key if isinstance(key, str) else number_text(key): each for key, each in given.items()}


def _exact(case: Case, party: str) -> list[float]:
    """Every number of a score sheet; half a point for each that is not exact."""
    sheet = case.positions[party].points or {}
    given = [each for entry in sheet.values() for each in entry.values()]
    return [each.value if isinstance(each, Exact) else 0.5 for each in given]


def _values(case: Case, draws: Draws, party: str, name: str) -> Floats:
    """Values of each level, (n_draws, n_levels), 0 to 1."""
    issue, path = case.issues[name], f"positions.{party}.issues.{name}"
    given = preference(issue, case.positions[party].issues.get(name))
    if isinstance(given, Ranking):
        return draws.arrays[path].copy()
    return _levels(issue, given, draws, f"{path}.inferred.values")


def _levels(issue: Issue, given: Mapping[str, Quantity], draws: Draws, path: str) -> Floats:
    """(n_draws, n_levels); linear between the numbers given along a range."""
    drawn = {level: draws.number(f"{path}.{level}", each) for level, each in given.items()}
    if issue.range is None:
        return np.stack([drawn[level] for level in levels(issue)], axis=1)
    at = sorted(drawn, key=float)
    known = np.stack([drawn[level] for level in at], axis=1)
    return np.stack([np.interp(issue.grid(), [float(level) for level in at], row) for row in known])


def keeps_plus(case: Case, deal: NoDeal, package: Ints) -> bool:
    """The package itself already holds the plus, through an option of `plus_with`."""
    return any(
        levels(case.issues[name])[package[list(case.issues).index(name)]] in options
        for name, options in deal.plus_with.items()
    )
