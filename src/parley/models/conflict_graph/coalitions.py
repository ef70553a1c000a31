"""Stability against coalitions: what parties would do together that none would do alone.

R_H(s) is what the members of a coalition H can reach from s by moves in any order, the way there
being allowed to pass states they like less. Of these, H *improves* to those that every member
strictly prefers to s. A sanction is a state that is not better than s for all members.

    cnash  H has no improvement
    cgmr   each improvement can be answered by moves of the others to a sanction
    csmr   the same, and no move of H leads from there to a state better than s for all members
    cseq   as cgmr, by answers that improve things for whoever makes them: each other party alone
           (credible "individual") or any of them together (credible "coalitions")

For one member these are nash, gmr, smr and seq, but for cseq with credible "coalitions". Up to 64
states s are judged at once, one bit each: bit s of B(x) says that x is better than s for all of H.
With C(x) what the others can reach from x (x included), s is unstable iff for some x in R_H(s)
all of C(x) is in B; for csmr, iff x is in B and from all of C(x) H can reach B. For cseq the
lowest rank in C(x) is enough, member by member.

Sources: Kilgour, Hipel, Fang and Peng (2001), Group Decision and Negotiation 10(2), 159-175;
Inohara and Hipel (2008), Systems Engineering 11(4), 343-359, for credible "coalitions" and for
stability against every coalition; Kinsara, Petersons, Hipel and Kilgour (2015), Journal of
Decision Systems 24(2), 117-145, the program GMCR+, for joint moves.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from parley.models.conflict_graph._coalition_game import (
    Bits,
    Coalition,
    Flags,
    Game,
    Ints,
    Longs,
    Words,
    coalitions,
    game,
    least,
    spread,
)
from parley.models.conflict_graph.graph import Graph
from parley.models.conflict_graph.stability import chains

__all__ = [
    "CONCEPTS",
    "CREDIBLE",
    "Departure",
    "coalition_stable",
    "departure",
    "every_coalition",
    "leaving",
    "partition_stable",
    "universally_stable",
]

Partition = tuple[Coalition, ...]

CONCEPTS = ("cnash", "cgmr", "csmr", "cseq")
CREDIBLE = ("individual", "coalitions")
AT_ONCE = 64  # states judged together, the bits of a word


class Departure(NamedTuple):
    """A coalition that has an improvement, and one of these.

    unsanctioned : the others cannot answer so as to hold the coalition back. If there is such a
    target one is given: what the first member likes best, of that what the second does, and so on.
    """

    members: Coalition
    target: int
    unsanctioned: bool


def coalition_stable(
    graph: Graph,
    rank: Ints,
    members: Coalition,
    concepts: Sequence[str] = CONCEPTS,
    *,
    states: ArrayLike | None = None,
    credible: str = "individual",
    joint: bool = False,
) -> dict[str, Flags]:
    """Per concept which of the states (default all) are stable for the coalition, (n_asked,).

    rank : as in `stability`. joint : members change all their options at once, so that only the
    end need be feasible, where otherwise each of them moves alone; GMCR+ takes it so.
    `ValueError` for an unknown name or state, a coalition that is empty or repeats a party, and
    if joint with misperceived states, which are known of single parties only.
    Cost: states, times those asked; credible "coalitions" can cost states squared.
    """
    _check(concepts, credible)
    asked = _asked(graph, states)
    return _stable(game(graph, chains(graph, rank), members, credible, joint), concepts, asked)


def every_coalition(
    graph: Graph,
    rank: Ints,
    concepts: Sequence[str] = CONCEPTS,
    *,
    states: ArrayLike | None = None,
    credible: str = "individual",
    joint: bool = False,
) -> dict[Coalition, dict[str, Flags]]:
    """`coalition_stable` for each non-empty coalition, smallest first."""
    _check(concepts, credible)
    asked, chained = _asked(graph, states), chains(graph, rank)
    return {
        members: _stable(game(graph, chained, members, credible, joint), concepts, asked)
        for members in coalitions(range(graph.n_parties))
    }


def universally_stable(
    graph: Graph,
    rank: Ints,
    concepts: Sequence[str] = CONCEPTS,
    *,
    states: ArrayLike | None = None,
    credible: str = "individual",
    joint: bool = False,
) -> dict[str, Flags]:
    """Per concept which of the states are stable for every non-empty coalition, (n_asked,)."""
    every = every_coalition(graph, rank, concepts, states=states, credible=credible, joint=joint)
    return _for_all(every.values(), concepts)


def partition_stable(
    graph: Graph,
    rank: Ints,
    concepts: Sequence[str] = CONCEPTS,
    partitions: Iterable[Partition] | None = None,
    *,
    states: ArrayLike | None = None,
    credible: str = "individual",
    joint: bool = False,
) -> dict[Partition, dict[str, Flags]]:
    """For each partition of the parties (default all) the states stable for each of its blocks.

    Whoever is outside a block answers it as in `coalition_stable`, not as the partition says.
    `ValueError` for what is no partition. Four parties have 15 partitions, eight have 4140.
    """
    _check(concepts, credible)
    asked, chained = _asked(graph, states), chains(graph, rank)
    every = list(_partitions(range(graph.n_parties)) if partitions is None else partitions)
    for blocks in every:
        if sorted(j for block in blocks for j in block) != list(range(graph.n_parties)):
            raise ValueError(f"a partition has each of the parties once, got {blocks}")
    single = {
        block: _stable(game(graph, chained, block, credible, joint), concepts, asked)
        for block in {block for blocks in every for block in blocks}
    }
    return {blocks: _for_all([single[block] for block in blocks], concepts) for blocks in every}


def leaving(
    graph: Graph,
    rank: Ints,
    s: int,
    concept: str = "cseq",
    *,
    credible: str = "individual",
    joint: bool = False,
) -> list[Departure]:
    """The coalitions that have an improvement from s, smallest first, and where each would go.

    A coalition for which s is stable under the concept is listed too, as not unsanctioned.
    Cost: linear in states for each coalition; credible "coalitions" as in `coalition_stable`.
    """
    _check([concept], credible)
    asked, chained = _asked(graph, [s]), chains(graph, rank)
    start = np.arange(graph.n_states) == asked
    found = []
    for members in coalitions(range(graph.n_parties)):
        among = game(graph, chained, members, credible, joint)
        better: Flags = np.all(among.rank > among.rank[:, asked], axis=0)
        if not better.any():
            continue
        reached = better & spread(among.graph, among.movers, start, forward=True)
        if reached.any():
            found.append(_departure(among, members, concept, better, reached))
    return found


def _departure(
    game: Game, members: Coalition, concept: str, better: Flags, reached: Flags
) -> Departure:
    """better : the states all members prefer; reached : those of them that they can reach."""
    if concept == "cseq":
        held = least(game, better[np.newaxis].astype(np.int32))[0] > 0
    else:
        held = _unanswered(game, concept, better)
    return departure(members, game.rank, reached, reached & held)


def departure(members: Coalition, rank: Ints, reached: Flags, safe: Flags) -> Departure:
    """The departure of a coalition to what it likes best among what it can improve to.

    rank : (n_members, n_states). safe : those from which the others cannot hold it back, which
    come first.
    """
    targets = np.flatnonzero(safe if safe.any() else reached)
    first = np.lexsort((-targets, *rank[::-1, targets]))[-1]
    return Departure(members, int(targets[first]), bool(safe.any()))


def _stable(game: Game, concepts: Sequence[str], states: Longs) -> dict[str, Flags]:
    found = {name: np.zeros(len(states), bool) for name in concepts}
    lowest = least(game, game.rank) if "cseq" in concepts else game.rank
    for begin in range(0, len(states), AT_ONCE):
        some = states[begin : begin + AT_ONCE]
        better = _above(game.rank, game.rank[:, some])
        for name in concepts:
            if name == "cseq":
                held = _above(lowest, game.rank[:, some])
            else:
                held = _unanswered(game, name, better)
            leaves = spread(game.graph, game.movers, held)[some]
            bit = leaves >> np.arange(len(some), dtype=np.uint64) & np.uint64(1)
            found[name][begin : begin + AT_ONCE] = bit == 0
    return found


def _above(value: Ints, bound: Ints) -> Words:
    """Per state as bit k whether all its values exceed bound k.

    value : (n_members, n_states); bound : (n_members, at most 64).
    """
    above = np.ones((value.shape[1], AT_ONCE), bool)
    for worth, limit in zip(value, bound, strict=True):
        above[:, : len(limit)] &= worth[:, np.newaxis] > limit
    return np.packbits(above, axis=1, bitorder="little").view("<u8")[:, 0].astype(np.uint64)


def _unanswered(game: Game, concept: str, better: Bits) -> Bits:
    """Where, bit by bit, a state is better and no move of the others leads to a sanction."""
    if concept == "cnash":
        return better
    escaped = spread(game.graph, game.movers, better) if concept == "csmr" else better
    return better & ~spread(game.graph, game.others, ~escaped)


def _for_all(found: Iterable[dict[str, Flags]], concepts: Sequence[str]) -> dict[str, Flags]:
    each = list(found)
    return {name: np.logical_and.reduce([one[name] for one in each]) for name in concepts}


def _partitions(parties: Sequence[int]) -> Iterator[Partition]:
    """Every partition, each block ascending, that into single parties first."""
    if not parties:
        yield ()
        return
    first, rest = parties[0], parties[1:]
    for size in range(len(rest) + 1):
        for friends in combinations(rest, size):
            for blocks in _partitions([j for j in rest if j not in friends]):
                yield ((first, *friends), *blocks)


def _check(concepts: Sequence[str], credible: str) -> None:
    if unknown := [name for name in concepts if name not in CONCEPTS]:
        raise ValueError(f"no concept {unknown} of coalitions; there are {CONCEPTS}")
    if credible not in CREDIBLE:
        raise ValueError(f"credible must be one of {CREDIBLE}, got {credible!r}")


def _asked(graph: Graph, states: ArrayLike | None) -> Longs:
    every = np.arange(graph.n_states)
    asked = every if states is None else np.asarray(states, np.int64).ravel()
    if not np.isin(asked, every).all():
        raise ValueError(f"states are 0 to {graph.n_states - 1}, got {asked.tolist()}")
    return asked
