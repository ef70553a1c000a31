"""What would have to be true for a party to have no less than no deal in a text."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from parley.case.preferences import levels, preference
from parley.case.quantity import Claimed, Exact, Normal, Quantity, ends, parts_of
from parley.case.ranking import Ranking, parse_ranking
from parley.case.schema import Issue
from parley.lenses.offers.standing import Texts
from parley.models.belief import (
    Choice,
    Divides,
    Flips,
    Input,
    Ranges,
    Reach,
    Values,
    contrast,
    divides,
    flips,
    order,
    reach,
)
from parley.models.offer_space import OfferSpace
from parley.models.offer_space.utilities import keeps_plus, package_of

__all__ = ["Part", "Premise", "Turn", "premise", "premises"]

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]

_NOTHING = Exact(0.0)
TEXTS = 4  # the fullest texts that stand


@dataclass(frozen=True, kw_only=True)
class Part:
    """The open number that parts most draws rightly into yes (above or below it) and no."""

    input: Input
    threshold: float
    above: bool


@dataclass(frozen=True, kw_only=True)
class Turn:
    """The smallest single change from the mean of the draws that turns the answer.

    gain : over no deal at the mean. mean, at : where the number stands, and where the answer turns.
    move : in standard deviations of the draws. within : some draw reaches it. beyond : share of
    draws as far from the mean or farther, on that side.
    """

    input: Input
    gain: float
    mean: float
    at: float
    move: float
    within: bool
    beyond: float


@dataclass(frozen=True, kw_only=True, eq=False)
class Premise:
    """One text, or any other package (text is None), and one party.

    divides : which open numbers part its yes from its no. part : the first of them; None where
    all draws agree. turn : None if no number alone turns the answer. reach : the least and most
    that the text can give it over no deal within the stated rankings and ranges; None where
    importance is not a ranking.
    """

    text: int | None
    party: int
    divides: Divides
    part: Part | None
    turn: Turn | None
    reach: Reach | None


def premises(space: OfferSpace, texts: Texts) -> tuple[Premise, ...]:
    """For the fullest texts, each party that must consent and has no score sheet."""
    fullest = sorted(texts.standing, key=lambda t: -int(space.texts[t].said.sum()))[:TEXTS]
    return tuple(
        premise(space, space.texts[t].package, p, text=t)
        for t in fullest
        for p in space.consent
        if space.beliefs[p] is not None
    )


def premise(space: OfferSpace, package: Ints, party: int, *, text: int | None = None) -> Premise:
    """On what the party's answer to a package hangs; `ValueError` if it has a score sheet."""
    believed = space.beliefs[party]
    if believed is None:
        raise ValueError(f"party {party} has a score sheet, not beliefs")
    choice = _choice(space, package, party)
    found = divides(believed, choice)
    return Premise(
        text=text,
        party=party,
        divides=found,
        part=_part(found),
        turn=_turn(flips(believed, choice)),
        reach=_reach(space, choice, party),
    )


def _part(found: Divides) -> Part | None:
    if found.share in (0.0, 1.0) or not found.inputs:
        return None
    return Part(
        input=found.inputs[0],
        threshold=float(found.threshold[0]),
        above=bool(found.above[0]),
    )


def _turn(found: Flips) -> Turn | None:
    if not found.inputs or np.isnan(found.at[0]):
        return None
    below = float(found.quantile[0])
    return Turn(
        input=found.inputs[0],
        gain=found.gain,
        mean=float(found.mean[0]),
        at=float(found.at[0]),
        move=float(found.move[0]),
        within=bool(found.within[0]),
        beyond=below if found.move[0] < 0 else 1 - below,
    )


def _choice(space: OfferSpace, package: Ints, party: int) -> Choice:
    """The package against no deal, with what enters beside the issues; see `utilities.beliefs`."""
    case, name = space.case, space.parties[party]
    deal = case.positions[name].no_deal
    if deal is None:
        raise ValueError(f"{name} has no no-deal value")
    left = None if deal.value is not None else package_of(case, deal.package or {})
    own = [b for b in space.sample.bonuses if b.worth[:, party].any()]
    added = [_holds(b.parts, package) - (0 if left is None else _holds(b.parts, left)) for b in own]
    going_on = -1 if left is None else int(keeps_plus(case, deal, package)) - 1
    return Choice(
        package=package, no_deal=left, coefficient=np.array([going_on, *added], np.float64)
    )


def _holds(parts: tuple[tuple[int, tuple[int, ...]], ...], package: Ints) -> int:
    return int(all(package[i] in levels for i, levels in parts))


def _reach(space: OfferSpace, choice: Choice, party: int) -> Reach | None:
    """Exact extremes by linear programming, where importance is a ranking or open."""
    case, name = space.case, space.parties[party]
    position = case.positions[name]
    view = position.importance
    if view is not None and view.ranks is None:
        return None
    issues = list(case.issues)
    ranks = view.ranks if view is not None and view.ranks is not None else parse_ranking(issues)
    values, contrasts = [], []
    for i, (key, issue) in enumerate(case.issues.items()):
        given = preference(issue, position.issues.get(key))
        left = None if choice.no_deal is None else int(choice.no_deal[i])
        each, weight = _open(issue, given, int(choice.package[i]), left)
        values.append(each)
        contrasts.append(weight)
    deal = position.no_deal
    plus = (deal.value or deal.plus) if deal is not None else None
    open_numbers = [plus, *(each.worth for each in position.together)]
    other = _ranges([_NOTHING if each is None else each for each in open_numbers])
    return reach(order(ranks, issues), values, contrasts, other, choice.coefficient)


def _open(
    issue: Issue, given: Ranking | Mapping[str, Quantity], package: int, left: int | None
) -> tuple[Values, Floats]:
    """The admitted values of an issue, and what multiplies each in the text less no deal."""
    known = levels(issue)
    if isinstance(given, Ranking):
        return order(given, known), contrast(len(known), package, left)
    at = list(known) if issue.range is None else sorted(given, key=float)
    weight = _interpolated(issue, at, package)
    if left is not None:
        weight = weight - _interpolated(issue, at, left)
    return _ranges([given[level] for level in at]), weight


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


def _interpolated(issue: Issue, at: list[str], level: int) -> Floats:
    """How much each given value counts at a level."""
    if issue.range is None:
        return contrast(len(at), level, None)
    numbers = [float(each) for each in at]
    eye = np.eye(len(at))
    return np.array([np.interp(issue.grid()[level], numbers, row) for row in eye])
