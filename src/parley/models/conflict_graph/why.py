"""Why a state is stable for a party or not: its improvements, and what answers each of them.

An improvement is answered if the others can bring the conflict to a state no better for the
party than now: by any moves (gmr, smr) or by improvements of whoever moves (seq, sseq), and, in
smr and sseq, so that the party cannot escape to a better state. Under nash nothing answers.
Definitions and sources as in `stability`; found on demand, for one state of one party.
"""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from parley.models.conflict_graph.evolution import Step, Trails, Ways, step, trails
from parley.models.conflict_graph.graph import Graph, movable
from parley.models.conflict_graph.stability import CONCEPTS, best, chains

__all__ = ["Improvement", "Verdict", "why"]

Ints = NDArray[np.int32]


class Improvement(NamedTuple):
    """A move to `target` that the party prefers, and an answer to it.

    path : moves of the others from `target` to the answer; empty if there is none.
    escape : None, or the party's best move away from an answer that therefore does not count;
    shown in smr and sseq if no answer counts.
    """

    target: int
    answered: bool
    path: tuple[Step, ...]
    escape: Step | None


@dataclass(frozen=True, kw_only=True)
class Verdict:
    """Whether the state is stable for the party, which is to have no improvement unanswered.

    improvements : some of all `n_improvements`: unanswered ones first, then the best for the
    party, then by state.
    """

    stable: bool
    n_improvements: int
    n_unanswered: int
    improvements: tuple[Improvement, ...]


def why(graph: Graph, rank: Ints, party: int, s: int, concept: str, *, most: int = 5) -> Verdict:
    """The verdict on state s for the party under one concept, with at most so many improvements.

    rank : (n_parties, n_states) int32, dense from 0; larger is better. The answer shown is the
    one of fewest moves, then the worst for the party, then the lowest state. `ValueError` for an
    unknown concept, party or state or a wrong shape. Linear in states, times parties.
    """
    if concept not in CONCEPTS or not 0 <= party < graph.n_parties or not 0 <= s < graph.n_states:
        raise ValueError(f"no verdict on state {s} for party {party} under {concept!r}")
    back = Ways(chains(graph, rank), graph.into_start, graph.into)
    lasting = _answers(graph, back, party, s, concept)
    escaped = _answers(graph, back, party, s, {"smr": "gmr", "sseq": "seq"}.get(concept, "nash"))
    own, reach = rank[party], movable(graph, party, s)
    improving = reach[own[reach] > own[s]]
    answered = lasting.length[improving] >= 0
    order = np.lexsort((improving, -own[improving], answered))[:most]
    return Verdict(
        stable=bool(answered.all()),
        n_improvements=len(improving),
        n_unanswered=int((~answered).sum()),
        improvements=tuple(
            _answered(rank, lasting, t) if is_answered else _open(graph, rank, party, escaped, t)
            for t, is_answered in zip(improving[order], answered[order], strict=True)
        ),
    )


def _answers(graph: Graph, back: Ways, party: int, s: int, concept: str) -> Trails:
    """Shortest sequences of the others from every state to those that deter the party at s."""
    rank = back.chained.rank[party]
    if concept == "nash":
        deters = np.zeros(len(rank), bool)
    else:
        kept = rank if concept in ("gmr", "seq") else best(graph, party, rank)
        deters = kept <= rank[s]
    others = [j for j in range(graph.n_parties) if j != party]
    feared = np.flatnonzero(deters)
    feared = feared[np.argsort(rank[feared], kind="stable")]
    return trails(graph, back, others, feared, improving=concept in ("seq", "sseq"))


def _answered(rank: Ints, answers: Trails, target: int) -> Improvement:
    return Improvement(int(target), True, _path(rank, answers, target), None)


def _open(graph: Graph, rank: Ints, party: int, escaped: Trails, target: int) -> Improvement:
    path, escape = _path(rank, escaped, target), None
    if path:
        answer = path[-1].target
        reach = movable(graph, party, answer)
        escape = step(rank, party, answer, reach[rank[party, reach].argmax()])
    return Improvement(int(target), False, path, escape)


def _path(rank: Ints, answers: Trails, target: int) -> tuple[Step, ...]:
    """The sequence from the target on; empty where there is none."""
    steps, at = [], target
    while answers.length[at] > 0:
        steps.append(step(rank, answers.mover[at], at, answers.beside[at]))
        at = answers.beside[at]
    return tuple(steps)
