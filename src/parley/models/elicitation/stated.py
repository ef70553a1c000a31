"""What a case states of one party, as the set that its numbers may lie in."""

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from parley.case import Case
from parley.case.preferences import centroid, levels, preference, satisfying, score_sheet
from parley.case.quantity import Claimed, Exact, Normal, Quantity, ends, parts_of
from parley.case.ranking import Ranking, parse_ranking
from parley.case.schema import Importance, Issue
from parley.models.belief import Ranges, Values, order
from parley.models.elicitation.comparisons import Alternatives
from parley.models.elicitation.program import Stated
from parley.models.offer_space.utilities import keeps_plus, package_of

__all__ = ["alternatives", "best_total", "stated"]

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]

_NOTHING = Exact(0.0)


def stated(case: Case, party: str) -> Stated:
    """All that `parley.draws` could draw for the party.

    Others are the value of no deal or the plus of going on, then what each combination adds. A
    score sheet is taken as shares of its `best_total`, all issues weighing the same.
    """
    position = case.positions[party]
    deal = position.no_deal
    if deal is None:
        raise ValueError(f"{party} has no no-deal value")
    going_on = deal.points or deal.value or deal.plus or _NOTHING
    other = _ranges([going_on, *(each.worth for each in position.together)])
    if position.points is None:
        both = [_open(case, party, name) for name in case.issues]
        importance = _importance(position.importance, list(case.issues))
    else:
        best, n = best_total(case, party), len(case.issues)
        both = [
            _between(issue, score_sheet(position.points[name]), n / best)
            for name, issue in case.issues.items()
        ]
        importance = Ranges(low=np.ones(n), high=np.ones(n))
        other = Ranges(low=other.low / best, high=other.high / best)
    return Stated(
        importance=importance,
        values=tuple(values for values, _ in both),
        spread=tuple(spread for _, spread in both),
        other=other,
    )


def alternatives(case: Case, party: str, packages: Sequence[Ints]) -> Alternatives:
    """The packages, then no deal, with how often each other number enters."""
    position = case.positions[party]
    deal = position.no_deal
    if deal is None:
        raise ValueError(f"{party} has no no-deal value")
    left = package_of(case, deal.package) if deal.package is not None else None
    rows = [[float(keeps_plus(case, deal, p)), *_together(case, party, p)] for p in packages]
    held = [0.0] * len(position.together) if left is None else _together(case, party, left)
    nothing = np.full(len(case.issues), -1)
    return Alternatives(
        package=np.array([*packages, nothing if left is None else left]),
        other=np.array([*rows, [1.0, *held]]),
    )


def best_total(case: Case, party: str) -> float:
    """The most points that a package can bring, at least 1; losses count by their size."""
    sheet = case.positions[party].points or {}
    most = sum(
        max(max(map(abs, _bounds(each))) for each in entries.values()) for entries in sheet.values()
    )
    return max(most, 1.0)


def _together(case: Case, party: str, package: Ints) -> list[float]:
    """Whether the package holds each combination, 1 or 0."""
    return [
        float(
            all(
                level in satisfying(case.issues[name], each.atoms, name)
                for name, level in zip(case.issues, package.tolist(), strict=True)
            )
        )
        for each in case.positions[party].together
    ]


def _importance(view: Importance | None, issues: list[str]) -> Values:
    if view is None:
        return order(parse_ranking(issues), issues)
    if view.ranks is not None:
        return order(view.ranks, issues)
    if view.smarter is not None:
        weight = centroid(view.smarter)
        fixed = np.array([weight[name] for name in issues])
        return Ranges(low=fixed, high=fixed)
    given = view.weights if view.weights is not None else view.swing or {}
    return _ranges([given[name] for name in issues])


def _open(case: Case, party: str, name: str) -> tuple[Values, Floats]:
    """The admitted values of an issue, and how much each counts at each level."""
    issue = case.issues[name]
    given = preference(issue, case.positions[party].issues.get(name))
    if isinstance(given, Ranking):
        known = levels(issue)
        return order(given, known), np.eye(len(known))
    return _between(issue, given)


def _between(
    issue: Issue, given: Mapping[str, Quantity], factor: float = 1.0
) -> tuple[Ranges, Floats]:
    """Ranges at the points given, joined by straight lines along a range."""
    known = levels(issue)
    at = list(known) if issue.range is None else sorted(given, key=float)
    found = _ranges([given[level] for level in at])
    spread = np.eye(len(at))
    if issue.range is not None:
        numbers = [float(each) for each in at]
        spread = np.stack([np.interp(issue.grid(), numbers, row) for row in spread], axis=1)
    return Ranges(low=found.low * factor, high=found.high * factor), spread


def _ranges(given: Sequence[Quantity]) -> Ranges:
    low, high = np.array([_bounds(each) for each in given]).T
    return Ranges(low=low, high=high)


def _bounds(given: Quantity) -> tuple[float, float]:
    """The lowest and the highest number it can be."""
    if isinstance(given, Normal):
        return given.low, given.high
    if isinstance(given, Claimed):
        both = [_bounds(part) for part in parts_of(given)]
        return min(low for low, _ in both), max(high for _, high in both)
    known = ends(given)
    return min(known), max(known)
