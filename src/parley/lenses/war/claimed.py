"""Losses that are told in several ways: what each account would make of the war."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from parley.case.quantity import Claimed, Quantity, Triangle, ends
from parley.models.fighting.engine import refusing
from parley.models.fighting.sides import Fighting, chance, fighting

__all__ = ["Account", "accounts"]

Floats = NDArray[np.float64]


@dataclass(frozen=True, kw_only=True)
class Account:
    """One account of what was struck, against nothing having been struck; medians over draws.

    side, kind : whose class. share : the middle of what the account says; low, high : its ends.
    claims : that say it. strength : part of the side's strength lost. won : change of its chance
    to win by strengths alone, points of 1. worth : (2,), change of what refusing is worth to both
    sides.
    """

    side: int
    kind: str
    share: float
    low: float
    high: float
    claims: tuple[str, ...]
    strength: float
    won: float
    worth: tuple[float, float]


def accounts(found: Fighting) -> tuple[Account, ...]:
    """Every account of every loss on which accounts differ, in the order of the case."""
    return tuple(each for where in _claimed(found) for each in _told(found, *where))


def _claimed(found: Fighting) -> Iterator[tuple[int, str, Claimed]]:
    for j, name in enumerate(found.sides):
        for kind, each in found.war.sides[name].capabilities.items():
            if isinstance(each.struck, Claimed):
                yield j, kind, each.struck


def _told(found: Fighting, j: int, kind: str, struck: Claimed) -> Iterator[Account]:
    path = f"war.sides.{found.sides[j]}.capabilities.{kind}.struck"
    none = _with(found, path, 0.0)
    before, worth = chance(none.strength), refusing(none)
    for account in struck.accounts:
        share = _middle(account.value)
        told = _with(found, path, share)
        won = chance(told.strength) - before
        change = np.median(refusing(told) - worth, axis=1)
        yield Account(
            side=j,
            kind=kind,
            share=share,
            low=min(ends(account.value)),
            high=max(ends(account.value)),
            claims=account.claims,
            strength=float(np.median(1 - told.strength[j] / none.strength[j])),
            won=float(np.median(won if j == 0 else -won)),
            worth=(float(change[0]), float(change[1])),
        )


def _middle(given: Quantity) -> float:
    """The median of what is said."""
    if not isinstance(given, Triangle):
        return float(np.mean(ends(given)))
    low, mode, high = given.low, given.mode, given.high
    if mode >= (low + high) / 2:
        return float(low + np.sqrt((high - low) * (mode - low) / 2))
    return float(high - np.sqrt((high - low) * (high - mode) / 2))


def _with(found: Fighting, path: str, value: float) -> Fighting:
    """The same draws with one number known."""
    arrays: Mapping[str, Floats] = {**found.draws.arrays, path: np.full(found.n, value)}
    return fighting(found.case, replace(found.draws, arrays=arrays))
