"""How often demands conflict over draws, and what each red line takes away."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from parley.models.blocking.conflicts import Explored, Set, explored, few
from parley.models.blocking.demands import Demand, kept
from parley.models.blocking.draws import NO, UNKNOWN, YES, Drawn, Zones, fewer, restricted, zones
from parley.models.blocking.zones import can_meet

__all__ = ["ConflictShares", "Price", "conflict_shares", "red_line_prices"]

Floats = NDArray[np.float64]
Answers = NDArray[np.int8]

MOST_SETS = 50  # conflicts reported; a reader follows far fewer
MOST_DECIDED = 500  # sets decided per draw before giving up
LOW_MID_HIGH = (0.05, 0.5, 0.95)


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


@dataclass(frozen=True, kw_only=True, eq=False)
class Price:
    """What keeping one red line takes away while all others are kept.

    kept, dropped : share of the draws decided that have a zone with the red line and without.
    best : (3, n_parties), 5 %, 50 % and 95 % over draws of what it takes from the most a party
        can gain; worst : (3,) the same of the largest gain that all can have at once. At or above
        0, in own units, over the `n_valued` draws with a zone either way; nan if there are none.
    n_draws : how many were looked at.
    """

    line: Demand
    kept: float
    dropped: float
    best: Floats
    worst: Floats
    n_valued: int
    n_draws: int


def conflict_shares(
    found: Drawn, wanted: Iterable[Demand], *, most: int = MOST_SETS
) -> ConflictShares:
    """In which share of draws demands conflict, and which.

    Sets with the no-deal values of up to two parties are decided for all draws at once. With
    three or more parties at most 100 draws are looked at. `ValueError` as in `conflicts`.
    """
    chosen = few(wanted)
    found = fewer(found)
    n_draws = len(found.no_deal)
    open_draws = np.flatnonzero(_in_draws(found, chosen) != YES)
    found = replace(found, worth=found.worth[open_draws], no_deal=found.no_deal[open_draws])
    counts: Counter[Set] = Counter()
    none = unknown = 0
    for seen, n in _patterns(range(len(open_draws)), len(chosen), _answers(found, chosen)):
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


def _answers(found: Drawn, wanted: Sequence[Demand]) -> Callable[[Set, int], bool | None]:
    """Whether a set of demands can be met in a draw; all draws of a set are kept if quick."""
    known: dict[Set, Answers] = {}

    def answer(members: Set, draw: int) -> bool | None:
        if members not in known:
            known[members] = _in_draws(found, [wanted[i] for i in members])
        if known[members][draw] == ASK:
            met = can_meet(found.at(draw), [wanted[i] for i in members])
            known[members][draw] = UNKNOWN if met is None else met
        held = known[members][draw]
        return None if held == UNKNOWN else bool(held == YES)

    return answer


ASK = 2  # not looked at yet


def _in_draws(found: Drawn, wanted: Sequence[Demand]) -> Answers:
    """(n_draws,): `NO`, `YES` or, where each draw would take a merge of its own, `ASK`."""
    parties, parts = kept(wanted)
    n_draws = len(found.no_deal)
    if found.packages.rows is None or len(parties) > 2:
        return np.full(n_draws, ASK, np.int8)
    small = restricted(found, parties, parts)
    assert small.packages.rows is not None  # they were listed before the parts took some away
    if parties:
        return zones(small).exists
    return np.full(n_draws, YES if all(map(len, small.packages.rows)) else NO, np.int8)


def red_line_prices(
    found: Drawn, lines: Sequence[Demand], keep: Iterable[Demand] = ()
) -> tuple[Price, ...]:
    """For each red line, what a zone of all parties of `found` holds with it and without it.

    keep : what holds either way besides the no-deal values, such as that the fighting ends.
    """
    found = fewer(found)
    keep = tuple(keep)

    def with_lines(left: Iterable[Demand]) -> Zones:
        return zones(restricted(found, None, kept((*keep, *left))[1]))

    all_kept = with_lines(lines)
    return tuple(
        _price(line, all_kept, with_lines([*lines[:i], *lines[i + 1 :]]))
        for i, line in enumerate(lines)
    )


def _price(line: Demand, before: Zones, after: Zones) -> Price:
    """before, after : with and without the red line."""
    decided = (before.exists != UNKNOWN) & (after.exists != UNKNOWN)
    both = before.valued & after.valued
    best = _quantiles((after.best - before.best)[both])
    return Price(
        line=line,
        kept=_share(before.exists[decided]),
        dropped=_share(after.exists[decided]),
        best=best,
        worst=_quantiles((after.worst - before.worst)[both]),
        n_valued=int(both.sum()),
        n_draws=len(both),
    )


def _share(exists: Answers) -> float:
    return float((exists == YES).mean()) if len(exists) else float("nan")


def _quantiles(values: NDArray[np.int64]) -> Floats:
    if not len(values):
        return np.full((len(LOW_MID_HIGH), *values.shape[1:]), np.nan)
    found: Floats = np.quantile(values, LOW_MID_HIGH, axis=0)
    return found
