"""What somebody said, or showed, to prefer: comparisons of packages and of no deal."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

import numpy as np
from numpy.typing import NDArray

__all__ = ["NO_DEAL", "SAME", "Alternatives", "Comparison", "Move", "agreement", "shown"]

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Mask = NDArray[np.bool_]

NO_DEAL = -1  # its place among the alternatives: the last
SAME = 0.05
"""How far apart two packages may lie in a draw and still count as equally good, as a part of the
way from the worst package to the best. Without it no draw would ever agree with a tie."""


@dataclass(frozen=True)
class Comparison:
    """The best of `better` against the best of `worse`, as places of alternatives.

    Sets of several stand for a text that leaves choices open. sign : worth more, no less, the same.
    Raises `ValueError` for a tie of sets, which would not say which of them is tied.
    """

    better: tuple[int, ...]
    sign: Literal[">", ">=", "~"]
    worse: tuple[int, ...]

    def __post_init__(self) -> None:
        if self.sign == "~" and (len(self.better), len(self.worse)) != (1, 1):
            raise ValueError(f"a tie is between two packages, not {self.better} and {self.worse}")


@dataclass(frozen=True, kw_only=True, eq=False)
class Alternatives:
    """What is compared; no deal is the last.

    package : (n_alternatives, n_issues) levels; -1 where no deal has none, being only a number.
    other : (n_alternatives, n_others), how often each other number enters.
    """

    package: Ints
    other: Floats


@dataclass(frozen=True)
class Move:
    """What a party did with a package on a day; days are any numbers that can be ordered."""

    package: int
    act: Literal["made", "accepted", "refused"]
    day: float


def agreement(worth: Ints, no_deal: Ints, comparisons: Sequence[Comparison], same: Ints) -> Mask:
    """Whether each draw agrees with each comparison, (n_draws, n_comparisons).

    worth : (n_draws, n_packages). no_deal : (n_draws,). same : (n_draws,), the difference up to
    which two packages count as equally good. Exact in whole numbers.
    """
    known = np.column_stack([worth, no_deal])
    found = np.empty((len(known), len(comparisons)), bool)
    for k, each in enumerate(comparisons):
        gap = known[:, list(each.better)].max(axis=1) - known[:, list(each.worse)].max(axis=1)
        match each.sign:
            case ">":
                found[:, k] = gap > 0
            case ">=":
                found[:, k] = gap >= 0
            case "~":
                found[:, k] = np.abs(gap) <= same
    return found


def shown(
    moves: Sequence[Move], *, concedes: bool = False, final: bool = False
) -> tuple[Comparison, ...]:
    """What a party's moves show, if it asks for less and less and offers nothing below no deal.

    What it made or accepted is worth no less than no deal, and no less than what it refuses on
    that day or later. A refusal by itself may only mean that it hopes for more.

    concedes : each proposal of its own is worth no less to it than its next one. final : what it
    refused is worth less than no deal.

    >>> shown([Move(0, "made", 1), Move(1, "refused", 2)])[1]
    Comparison(better=(0,), sign='>=', worse=(1,))
    """
    return tuple(dict.fromkeys(_shown(sorted(moves, key=lambda m: m.day), concedes, final)))


def _shown(moves: Sequence[Move], concedes: bool, final: bool) -> Iterator[Comparison]:
    refused = [move for move in moves if move.act == "refused"]
    for move in moves:
        if move.act == "refused":
            continue
        yield Comparison((move.package,), ">=", (NO_DEAL,))
        for other in refused:
            if move.day <= other.day and move.package != other.package:
                yield Comparison((move.package,), ">=", (other.package,))
    if final:
        yield from (Comparison((NO_DEAL,), ">", (move.package,)) for move in refused)
    if concedes:
        own = [move for move in moves if move.act == "made"]
        for early, late in pairwise(own):
            if early.package != late.package:
                yield Comparison((early.package,), ">=", (late.package,))
