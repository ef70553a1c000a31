"""Two who bargain at the mean of the draws: patience, concession, and issues to divide."""

from dataclasses import dataclass
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from parley.models import mixtures
from parley.models.concession import hidden_deal, rubinstein_split, zeuthen
from parley.models.domain import Domain, points
from parley.models.fairness import adjusted_winner, maximin_share
from parley.models.offer_space import SCALE, OfferSpace

__all__ = ["Bargaining", "Patience", "Winner", "bargaining", "stakes"]

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
    mixed : (2,) gains of the Nash mixture where no package serves both but a mixture does (phases,
    shares of time, a lottery); None otherwise. hidden : how often a zone exists, and how often it
    is found, where both hide the least they would take (Chatterjee and Samuelson 1983).
    """

    patience: tuple[Patience, ...]
    rounds: int | None
    agreed: Floats | None
    winner: Winner | None
    mixed: Floats | None = None
    hidden: tuple[float, float] = (float(hidden_deal(0)[0]), float(hidden_deal()[0]))


def bargaining(space: OfferSpace) -> Bargaining | None:
    """At the mean of the draws; None unless exactly two must consent."""
    if len(space.consent) != 2:
        return None
    domain = space.sample.among(space.consent, space.keeping(space.consent)).mean()
    found = points(domain).found
    winner = _winner(domain)
    if not found.complete or not len(found.utility):
        mixed = _mixed(domain) if found.complete else None
        return Bargaining(patience=(), rounds=None, agreed=None, winner=winner, mixed=mixed)
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


def _mixed(domain: Domain) -> Floats | None:
    """Gains of the Nash solution over mixtures of packages, down to a quarter below no deal."""
    below = points(domain, floor=domain.floor - SCALE // 4).found
    if not below.complete or not len(below.utility):
        return None
    found = mixtures.nash(below.utility, domain.floor)
    if not found.mix:
        return None
    return (
        np.array([float(u - int(d)) for u, d in zip(found.utility, domain.floor, strict=True)])
        / SCALE
    )


def _winner(domain: Domain) -> Winner | None:
    """Adjusted Winner on whole points, for stakes from the worst to the best level."""
    divided = stakes(domain)
    if divided is None:
        return None
    first, second = (column.tolist() for column in divided.T)
    found = adjusted_winner(first, second)
    return Winner(
        share=found.share,
        stakes=divided,
        points=found.points[0],
        maximin=(maximin_share(first, 2), maximin_share(second, 2)),
    )


def stakes(domain: Domain) -> Ints | None:
    """(n_issues, n_parties) points of 100 that go from worst to best; None if some are all 0."""
    swing = np.array([table.max(axis=0) - table.min(axis=0) for table in domain.utility])
    if (swing.sum(axis=0) == 0).any():
        return None
    return np.stack([_whole(column) for column in swing.T], axis=1)


def _whole(swing: Ints) -> Ints:
    """Points that add up to `POINTS`: rounded down, the rest to the largest remainders."""
    scaled = [Fraction(int(each) * POINTS, int(swing.sum())) for each in swing]
    whole = np.array([int(each) for each in scaled], np.int64)
    rest = sorted(range(len(scaled)), key=lambda i: (int(scaled[i]) - scaled[i], i))
    whole[rest[: POINTS - int(whole.sum())]] += 1
    return whole
