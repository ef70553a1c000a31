"""How often demands conflict over draws, and which."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from parley.models.blocking.conflicts import Explored, Set, explored, few
from parley.models.blocking.demands import Demand, kept
from parley.models.blocking.draws import NO, UNKNOWN, YES, drawn_gains, fewer
from parley.models.blocking.gains import can_meet
from parley.models.domain import Sample, only

__all__ = ["ConflictShares", "conflict_shares"]

Floats = NDArray[np.float64]
Answers = NDArray[np.int8]

MOST_SETS = 50  # conflicts reported; a reader follows far fewer
MOST_DECIDED = 500  # sets decided per draw before giving up
ASK = 2  # an answer that is not looked at yet


@dataclass(frozen=True, kw_only=True, eq=False)
class ConflictShares:
    """Shares of draws, from 0 to 1.

    conflicts : minimal conflicts as positions in `demands`, the most frequent first.
    share : (n_conflicts,) draws in which each is a minimal conflict; they add up to more than 1
        where a draw has several. others : how many more were found and left out.
    none : draws in which not all demands can be met. unknown : draws in which that, or some of
        the conflicts, could not be decided.
    """

    demands: tuple[Demand, ...]
    conflicts: tuple[Set, ...]
    share: Floats
    others: int
    none: float
    unknown: float
    n_draws: int


def conflict_shares(
    sample: Sample, wanted: Iterable[Demand], *, most: int = MOST_SETS
) -> ConflictShares:
    """In which share of draws demands conflict, and which.

    Sets with the no-deal values of up to two parties are decided for all draws at once. With
    three or more parties at most 100 draws are looked at. `ValueError` as in `conflicts`.
    """
    chosen = few(wanted)
    sample = fewer(sample)
    n_draws = sample.n_draws
    open_draws = np.flatnonzero(_in_draws(sample, chosen) != YES)
    unsettled = sample.some(open_draws)
    counts: Counter[Set] = Counter()
    none = unknown = 0
    for seen, n in _patterns(range(len(open_draws)), len(chosen), _answers(unsettled, chosen)):
        counts.update(dict.fromkeys(seen.minimal, n))
        none += n * bool(seen.minimal)
        unknown += n * (not seen.complete)
    ranked = sorted(counts, key=lambda s: (-counts[s], len(s), s))
    return ConflictShares(
        demands=chosen,
        conflicts=tuple(ranked[:most]),
        share=np.array([counts[s] / n_draws for s in ranked[:most]]),
        others=max(len(ranked) - most, 0),
        none=none / n_draws,
        unknown=unknown / n_draws,
        n_draws=n_draws,
    )


def _patterns(
    draws: Iterable[int], n: int, answer: Callable[[Set, int], bool | None]
) -> Iterator[tuple[Explored, int]]:
    """What is found in draws that answer every question alike, and how many they are."""
    left = list(draws)
    while left:
        seen, asked = _at(left[0], n, answer)
        other = [d for d in left if any(answer(s, d) is not held for s, held in asked.items())]
        yield seen, len(left) - len(other)
        left = other


def _at(
    draw: int, n: int, answer: Callable[[Set, int], bool | None]
) -> tuple[Explored, dict[Set, bool | None]]:
    """What is found in one draw, and the answers that led there."""
    asked: dict[Set, bool | None] = {}

    def decide(members: Set) -> bool | None:
        asked[members] = answer(members, draw)
        return asked[members]

    return explored(n, decide, most=MOST_DECIDED), asked


def _answers(sample: Sample, wanted: Sequence[Demand]) -> Callable[[Set, int], bool | None]:
    """Whether a set of demands can be met in a draw; all draws of a set are kept if quick."""
    known: dict[Set, Answers] = {}

    def answer(members: Set, draw: int) -> bool | None:
        if members not in known:
            known[members] = _in_draws(sample, [wanted[i] for i in members])
        if known[members][draw] == ASK:
            met = can_meet(sample.at(draw), [wanted[i] for i in members])
            known[members][draw] = UNKNOWN if met is None else met
        held = known[members][draw]
        return None if held == UNKNOWN else bool(held == YES)

    return answer


def _in_draws(sample: Sample, wanted: Sequence[Demand]) -> Answers:
    """(n_draws,): `NO`, `YES` or, where each draw would take a merge of its own, `ASK`."""
    parties, parts = kept(wanted)
    if sample.packages.rows is None or len(parties) > 2:
        return np.full(sample.n_draws, ASK, np.int8)
    if parties:
        return drawn_gains(sample.among(parties, parts)).exists
    some = only(sample.packages, parts).n
    return np.full(sample.n_draws, YES if some else NO, np.int8)
