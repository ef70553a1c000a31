"""Reputation and limited capacity: does one concession invite more?

Two answers to one question, which give opposite advice from the same facts; show both.

Reputation. A defender meets N challengers one after the other. It is strong (always fights) with
chance p, or weak: fighting costs it 1, conceding 0, and a challenger who stays away brings it a >
1. A challenger gets b (0 < b < 1) if the defender concedes, b - 1 if it fights, 0 if it stays away.
With n challengers left, this one stays away if p > b^n (with chance 1 / a at equality). Entered
upon, the weak fight for certain if p >= b^(n-1), else with chance (1 - b^(n-1)) p / ((1 - p)
b^(n-1)), and then pass for strong with chance b^(n-1). So even the weak fight, early on.

Capacity. The defender can fight R times at cost k and meets challenges with stakes v_i in a known
order; each challenger comes if it would get its way:

    C(R, i) = C(R, i+1) + v_i if R > 0 and v_i - k + C(R-1, i+1) > C(R, i+1), else C(R, i+1)

So it concedes early and cheap stakes and keeps what it has for where it counts. What separates the
two: whether challengers doubt the will (reputation) or count the means (capacity).

Sources: Kreps and Wilson (1982), Reputation and imperfect information, Journal of Economic Theory
27(2), 253-279, sequential equilibrium of the chain-store game. After Treisman (2004), Rational
appeasement, International Organization 58(2), 345-373: stakes and capacity known to all here.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from parley.games._ranges import TIE, Floats, Number, Truth, flag, plain, within

__all__ = ["Capacity", "ChainStore", "FirstChallenge", "capacity", "chain_store", "first_challenge"]


class ChainStore(NamedTuple):
    """What reputation does with n challengers left.

    stays_away : chance that this challenger does. weak_fights : chance that a weak defender fights
    it if it comes. after_fight : chance that the defender is strong, once it has fought; 0 once it
    has conceded. deterred : how many in a row stay away for certain, from this one on. weak_value :
    what all that is left is worth to a weak defender; more is better.
    """

    stays_away: Number
    weak_fights: Number
    after_fight: Number
    deterred: Number
    weak_value: Number


class Capacity(NamedTuple):
    """What a defender with limited means holds: its payoff, and held or conceded by stake."""

    payoff: float
    held: tuple[bool, ...]


class FirstChallenge(NamedTuple):
    """Both answers on the challenge at hand.

    reputation : chance that a weak defender fights it. capacity : whether a defender with limited
    means holds out. opposite : one says fight for certain, and the other concede; or the reverse.
    """

    reputation: Number
    capacity: bool
    opposite: Truth


def chain_store(
    *, strong: ArrayLike, challengers: int, entrant_gain: ArrayLike, deterrence_gain: ArrayLike
) -> ChainStore:
    """Does a challenger come, and does a weak defender fight for its name?

    strong : p, 0 to 1. challengers : n >= 1, with this one. entrant_gain : b, 0 < b < 1, over the
    loss of 1 between peace and a fight. deterrence_gain : a > 1, over the cost of a fight. All but
    challengers broadcast. `ValueError` otherwise. Source: Kreps and Wilson (1982).

    >>> store = chain_store(strong=0.1, challengers=3, entrant_gain=0.5, deterrence_gain=2)
    >>> store.stays_away, round(store.weak_fights, 3), store.after_fight
    (0.0, 0.333, 0.25)
    """
    n = _count("challengers", challengers, 1)
    p, b = within("strong", strong, "[0, 1]"), within("entrant_gain", entrant_gain, "(0, 1)")
    a = within("deterrence_gain", deterrence_gain, "(1, inf)")
    even, next_bar = np.abs(p - b**n) <= TIE * b**n, b ** (n - 1)
    away = np.where(even, 1 / a, np.where(p > b**n, 1, 0))
    deterred, tie = _deterred(p, b, n)
    return ChainStore(
        stays_away=plain(away),
        weak_fights=plain(_weak_fights(p, next_bar, n)),
        after_fight=plain(np.where(p > 0, np.maximum(p, next_bar), 0)),
        deterred=plain(deterred),
        weak_value=plain(a * deterred + tie),
    )


def capacity(*, stakes: ArrayLike, cost: float, fights: int) -> Capacity:
    """Which challenges does a defender hold out against that can fight so many times?

    Backwards from the last by the recursion of the module; at a tie it concedes. No fight happens:
    who knows that it would be fought stays away, and the means are kept.

    stakes : v_i >= 0 in the order of the challenges, (n,). cost : k >= 0 of a fight, same unit.
    fights : R >= 0. `ValueError` otherwise. More payoff is better. n times R. Source: after
    Treisman (2004).

    >>> capacity(stakes=[1, 4, 2, 6], cost=1.5, fights=1)
    Capacity(payoff=6.0, held=(False, False, False, True))
    """
    v, k = within("stakes", stakes, "[0, inf)"), float(within("cost", cost, "[0, inf)"))
    if v.ndim != 1:
        raise ValueError(f"stakes must be a list of numbers, got {v.ndim} axes")
    r = min(_count("fights", fights, 0), len(v))  # more than one fight for each is never needed
    worth, held = np.zeros(r + 1), np.zeros((len(v), r + 1), bool)
    for i in reversed(range(len(v))):
        held[i, 1:] = v[i] - k + worth[:-1] > worth[1:] + TIE
        worth = worth + v[i] * held[i]
    return Capacity(float(worth[r]), tuple(held[:, r].tolist()))


def first_challenge(
    *,
    strong: ArrayLike,
    entrant_gain: ArrayLike,
    deterrence_gain: ArrayLike,
    stakes: ArrayLike,
    cost: float,
    fights: int,
) -> FirstChallenge:
    """Fight or concede the challenge at hand: what do the two models say side by side?

    Inputs and `ValueError` as in `chain_store`, with one challenger for each stake, and `capacity`.
    Sources: Kreps and Wilson (1982); after Treisman (2004).

    >>> facts = dict(entrant_gain=0.5, deterrence_gain=2, stakes=[3, 2, 2, 2], cost=1, fights=1)
    >>> first_challenge(strong=0.2, **facts)
    FirstChallenge(reputation=1.0, capacity=False, opposite=True)
    """
    means = capacity(stakes=stakes, cost=cost, fights=fights)
    fight = chain_store(
        strong=strong,
        challengers=len(means.held),
        entrant_gain=entrant_gain,
        deterrence_gain=deterrence_gain,
    ).weak_fights
    holds = means.held[0]
    opposite = np.asarray(np.equal(fight, 0 if holds else 1))
    return FirstChallenge(fight, holds, flag(opposite))


def _weak_fights(p: Floats, bar: Floats, n: int) -> Floats:
    if n == 1:  # nobody is left to impress; without this a certain strong type sets it to 1
        return np.zeros(np.broadcast_shapes(p.shape, bar.shape))
    with np.errstate(all="ignore"):
        mixed = (1 - bar) * p / ((1 - p) * bar)
    return np.where(p >= bar * (1 - TIE), 1, mixed)


def _deterred(p: Floats, b: Floats, n: int) -> tuple[Floats, Floats]:
    """How many challengers stay away for certain, and 1 where the next one then is at the tie."""
    left = np.arange(1, n + 1).reshape((n,) + (1,) * max(p.ndim, b.ndim))
    bars = b**left
    even = np.abs(p - bars) <= TIE * bars
    return ((p > bars) & ~even).sum(axis=0).astype(float), even.any(axis=0).astype(float)


def _count(name: str, value: int, least: int) -> int:
    if int(value) != value or value < least:
        raise ValueError(f"{name} must be a whole number, at least {least}, got {value}")
    return int(value)
