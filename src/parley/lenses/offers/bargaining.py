"""Two who bargain at the mean of the draws: patience, concession, and issues to divide."""

from dataclasses import dataclass
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from parley.models.concession import rubinstein_split, zeuthen
from parley.models.domain import Domain, points
from parley.models.fairness import adjusted_winner, maximin_share
from parley.models.offer_space import SCALE, OfferSpace

__all__ = ["Bargaining", "Patience", "Winner", "bargaining"]

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]

RATES = ((1, 1), (1, 2), (2, 1))  # how fast delay costs the first and the second
POINTS = 100  # points that each divides over the issues


@dataclass(frozen=True, kw_only=True, eq=False)
class Patience:
    """Gains over no deal, (2,), where delay costs the first and the second at these rates."""

    rates: tuple[int, int]
    gain: Floats


@dataclass(frozen=True, kw_only=True, eq=False)
class Winner:
    """Each issue to one of two: Adjusted Winner on what the issues are worth to each.

    share : per issue, what the first has of it, 0 to 1. stakes : (n_issues, 2), points of 100 that
    go from worst to best on the issue. points : what both end up with. maximin : what each could
    secure by cutting the issues in two and getting the worse half.
    """

    share: tuple[Fraction, ...]
    stakes: Ints
    points: Fraction
    maximin: tuple[int, int]


@dataclass(frozen=True, kw_only=True, eq=False)
class Bargaining:
    """What the models of bargaining and of division give for two parties that must consent.

    patience : empty if there is no zone, or it is too large to list. rounds : how often somebody
    gives way on Zeuthen's path from each side's best package to the agreement; None without one.
    agreed : (2,) gains there. winner : None where nothing is at stake for one of them.
    """

    patience: tuple[Patience, ...]
    rounds: int | None
    agreed: Floats | None
    winner: Winner | None


def bargaining(space: OfferSpace) -> Bargaining | None:
    """At the mean of the draws; None unless exactly two must consent."""
    if len(space.consent) != 2:
        return None
    domain = space.sample.among(space.consent, space.keeping(space.consent)).mean()
    found = points(domain).found
    winner = _winner(domain)
    if not found.complete or not len(found.utility):
        return Bargaining(patience=(), rounds=None, agreed=None, winner=winner)
    gain = (found.utility - domain.floor) / SCALE
    path = zeuthen(found, domain.floor)
    return Bargaining(
        patience=tuple(
            Patience(rates=rates, gain=gain[rubinstein_split(found, domain.floor, rates)[0]])
            for rates in RATES
        ),
        rounds=sum(len(each.concedes) > 0 for each in path.rounds),
        agreed=gain[path.agreement[0]] if path.agreement else None,
        winner=winner,
    )


def _winner(domain: Domain) -> Winner | None:
    """Adjusted Winner on whole points, for stakes from the worst to the best level."""
    swing = np.array([table.max(axis=0) - table.min(axis=0) for table in domain.utility])
    if (swing.sum(axis=0) == 0).any():
        return None
    stakes = np.stack([_whole(column) for column in swing.T], axis=1)
    first, second = (column.tolist() for column in stakes.T)
    found = adjusted_winner(first, second)
    return Winner(
        share=found.share,
        stakes=stakes,
        points=found.points[0],
        maximin=(maximin_share(first, 2), maximin_share(second, 2)),
    )


def _whole(swing: Ints) -> Ints:
    """Points that add up to `POINTS`: rounded down, the rest to the largest remainders."""
    scaled = [Fraction(int(each) * POINTS, int(swing.sum())) for each in swing]
    whole = np.array([int(each) for each in scaled], np.int64)
    rest = sorted(range(len(scaled)), key=lambda i: (int(scaled[i]) - scaled[i], i))
    whole[rest[: POINTS - int(whole.sum())]] += 1
    return whole
