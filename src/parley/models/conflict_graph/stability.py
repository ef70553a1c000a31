"""Nash, GMR, SMR, SEQ and SSEQ stability of every state for every party.

A party improves its state only if the others cannot answer. Which answers it fears tells the
concepts apart (R_i moves, R_i+ improvements of party i; N-i all others, by legal sequences):

    nash  no improvement
    gmr   each improvement can be answered by moves of the others to a state no better than now
    smr   the same, and the party cannot escape from that state to one better than now
    seq   as gmr, by answers that improve things for whoever makes them
    sseq  as smr, by such answers

Each is a largest smallest number. With P a party's rank, C(x) what the others can reach from x
(x itself included) and M(x) the best the party can move to from x or keep, s is stable iff
v(x) <= P(s) for s and all x the party can move to, where v(x) is

    nash  P(x)        gmr, seq  min P over C(x)        smr, sseq  min(P(x), min M over C(x))

Whoever has moved may move again at once in C(x), which changes nothing: moves of one party are
transitive. Sources: Fang, Hipel and Kilgour (1993), chapter 3, definitions 3.1 to 3.5; Howard
(1971), Paradoxes of Rationality (gmr, smr); Fraser and Hipel (1979), IEEE Transactions on
Systems, Man, and Cybernetics 9(12), 805-816 (seq); Rego and Vieira (2017), Group Decision and
Negotiation 26(2) (sseq).
"""

import os
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from parley.models.conflict_graph.graph import Graph

__all__ = ["CONCEPTS", "Chains", "ascending", "best", "chains", "holds", "stability", "worst"]

Ints = NDArray[np.int32]
Longs = NDArray[np.int64]
Flags = NDArray[np.bool_]

CONCEPTS = ("nash", "gmr", "smr", "seq", "sseq")
MANY = 30_000  # states from which on threads save more than they cost


class Chains(NamedTuple):
    """Blocks with their states by ascending rank of the party whose blocks they are.

    rank : (n_parties, n_states), dense from 0, larger is better. member : as in `Graph`.
    """

    rank: Ints
    member: Ints


def chains(graph: Graph, rank: Ints) -> Chains:
    """The graph's blocks sorted by what their party prefers; `ValueError` for a wrong shape."""
    if rank.shape != graph.block.shape or rank.dtype != np.int32:
        raise ValueError(f"rank must be int32 {graph.block.shape}, got {rank.dtype} {rank.shape}")
    member = np.empty_like(graph.member)
    n = graph.n_states
    for j in range(graph.n_parties):
        member[j * n : (j + 1) * n] = _by_rank(graph, rank[j], j)
    return Chains(rank, member)


def _by_rank(graph: Graph, rank: Ints, j: int) -> Ints:
    from parley.models.conflict_graph._numba import ordered

    first, last = graph.first[j], graph.first[j + 1]
    start = graph.start[first:last] - j * graph.n_states
    return ordered(graph.block[j] - np.int32(first), ascending(rank), start)


def ascending(key: Ints) -> Ints:
    """States by ascending key, stable."""
    from parley.models.conflict_graph._numba import grouped, sorted_states

    return sorted_states(key, grouped(key, int(key.max()) + 1))


def best(graph: Graph, party: int, key: Ints) -> Ints:
    """The largest key among each state and those the party can move to, (n_states,)."""
    from parley.models.conflict_graph._numba import best_move

    first, last = graph.first[party], graph.first[party + 1]
    return best_move(key, graph.block[party], first, last - first, graph.onto_start, graph.onto)


def worst(
    graph: Graph, chained: Chains, movers: Iterable[int], key: Ints, *, improving: bool
) -> Ints:
    """The smallest key among each state and those that `movers` can reach together, (n_states,).

    improving : only by moves that whoever makes them prefers to the state left.
    Linear in states, times movers; with one-way options also in the blocks these link.
    """
    from parley.models.conflict_graph._numba import worst_joined, worst_reply

    who = np.array(list(movers), np.int32)
    if not len(who):
        return key
    if not improving and len(graph.into) == graph.first[-1]:
        return worst_joined(key, who, graph.block, graph.first[-1])
    return worst_reply(
        key,
        ascending(key),
        who,
        graph.block,
        graph.start,
        chained.member,
        graph.into_start,
        graph.into,
        chained.rank,
        improving,
    )


def stability(
    graph: Graph,
    rank: Ints,
    concepts: Sequence[str] = CONCEPTS,
    *,
    parties: Iterable[int] | None = None,
    workers: int | None = None,
) -> dict[str, Flags]:
    """Per concept which states are stable for whom, (n_parties, n_states).

    rank : (n_parties, n_states) int32, dense from 0; larger is better, equal is a tie.
    parties : for whom it is asked; the rows of others stay False. workers : threads; the answer
    does not depend on them. `ValueError` for an unknown concept or a wrong shape.
    """
    if unknown := [name for name in concepts if name not in CONCEPTS]:
        raise ValueError(f"no concept {unknown}; there are {CONCEPTS}")
    asked = list(range(graph.n_parties)) if parties is None else list(parties)
    chained = chains(graph, rank)
    found = {name: np.zeros(graph.block.shape, bool) for name in concepts}

    def fill(party: int, names: Sequence[str]) -> None:
        for name, stable in _of_party(graph, chained, party, names):
            found[name][party] = stable

    by_moves = [name for name in concepts if name in ("nash", "gmr", "smr")]
    by_improvements = [name for name in concepts if name in ("seq", "sseq")]
    tasks = [(p, names) for names in (by_improvements, by_moves) if names for p in asked]
    _each(fill, tasks, workers or (1 if graph.n_states < MANY else os.cpu_count() or 1))
    return found


def holds(graph: Graph, rank: Ints, concept: str, s: int, parties: Iterable[int]) -> bool:
    """Whether state s is stable for all of these parties, asked in turn until one would leave."""
    chained = chains(graph, rank)
    return all(stable[s] for p in parties for _, stable in _of_party(graph, chained, p, (concept,)))


def _each(
    fill: Callable[[int, Sequence[str]], None],
    tasks: Sequence[tuple[int, Sequence[str]]],
    workers: int,
) -> None:
    if min(len(tasks), workers) < 2:
        for task in tasks:
            fill(*task)
        return
    with ThreadPoolExecutor(workers) as pool:
        for done in [pool.submit(fill, *task) for task in tasks]:
            done.result()


def _of_party(
    graph: Graph, chained: Chains, party: int, concepts: Sequence[str]
) -> Iterable[tuple[str, Flags]]:
    rank = chained.rank[party]
    others = [j for j in range(graph.n_parties) if j != party]
    most = best(graph, party, rank)
    for name in concepts:
        if name == "nash":
            yield name, most <= rank
            continue
        improving = name in ("seq", "sseq")
        if name in ("gmr", "seq"):
            key = worst(graph, chained, others, rank, improving=improving)
        else:
            key = np.minimum(rank, worst(graph, chained, others, most, improving=improving))
        yield name, best(graph, party, key) <= rank
