"""What would have to be true for a party to have no less than no deal in a text."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from parley.lenses.offers.standing import Texts
from parley.models.acceptability import central_weights
from parley.models.belief import (
    Beliefs,
    Choice,
    Divides,
    Flips,
    Input,
    Order,
    Reach,
    divides,
    flips,
    gains,
    reach,
)
from parley.models.elicitation import FEW
from parley.models.elicitation.stated import alternatives, stated
from parley.models.offer_space import OfferSpace
from parley.models.offer_space.utilities import package_of

__all__ = ["Central", "Part", "Premise", "Turn", "premise", "premises"]

Ints = NDArray[np.int64]

TINY = 1e-12
TEXTS = 4  # the fullest texts that stand


@dataclass(frozen=True, kw_only=True)
class Part:
    """The open number that parts most draws rightly into yes (above or below it) and no."""

    input: Input
    threshold: float
    above: bool


@dataclass(frozen=True, kw_only=True)
class Central:
    """Mean importance of an issue over all draws, and over those in which the answer is yes."""

    issue: int
    mean: float
    where: float


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

    divides : which open numbers part its yes from its no. part : the one that tells most draws
    rightly; None where all agree. central : the issue whose importance differs most where the
    answer is yes; None with fewer than `FEW` draws on a side. turn : None if no number alone turns
    the answer. reach : the least and most that the text can give it over no deal within the stated
    rankings and ranges; None where importance is not a ranking.
    """

    text: int | None
    party: int
    divides: Divides
    part: Part | None
    central: Central | None
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
        central=_central(believed, gains(believed, choice) >= 0),
        turn=_turn(flips(believed, choice)),
        reach=_reach(space, choice, party),
    )


def _part(found: Divides) -> Part | None:
    if found.share in (0.0, 1.0) or not found.inputs:
        return None
    first = int(found.accuracy.argmax())  # not the largest difference, which comes first
    return Part(
        input=found.inputs[first],
        threshold=float(found.threshold[first]),
        above=bool(found.above[first]),
    )


def _central(believed: Beliefs, accepts: NDArray[np.bool_]) -> Central | None:
    """Differences are counted in standard deviations, so that small issues can stand out."""
    if min(accepts.sum(), (~accepts).sum()) < FEW:
        return None
    mean, where = believed.importance.mean(axis=0), central_weights(believed.importance, accepts)
    spread = np.maximum(believed.importance.std(axis=0), TINY)
    issue = int(np.argmax(np.abs(where - mean) / spread))
    return Central(issue=issue, mean=float(mean[issue]), where=float(where[issue]))


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
    deal = space.case.positions[space.parties[party]].no_deal
    left = None if deal is None or deal.package is None else package_of(space.case, deal.package)
    both = alternatives(space.case, space.parties[party], [package]).other
    return Choice(package=package, no_deal=left, coefficient=both[0] - both[1])


def _reach(space: OfferSpace, choice: Choice, party: int) -> Reach | None:
    """Exact extremes by linear programming, where importance is a ranking or open."""
    views = stated(space.case, space.parties[party])
    if not isinstance(views.importance, Order):
        return None
    contrasts = [
        spread[level] - (0 if choice.no_deal is None else spread[choice.no_deal[i]])
        for i, (spread, level) in enumerate(zip(views.spread, choice.package, strict=True))
    ]
    return reach(views.importance, views.values, contrasts, views.other, choice.coefficient)
