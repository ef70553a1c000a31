"""Why a state is stable for a party or not: its improvements, and what answers each of them.

An improvement is answered if the others can bring the conflict to a state no better for the
party than now: by any moves (gmr, smr) or by improvements of whoever moves (seq, sseq), and, in
smr and sseq, so that the party cannot escape to a better state. Under nash nothing answers.
Definitions and sources as in `stability`; found on demand, for one state of one party.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

from parley.models.conflict_graph.evolution import Step, Trails, Ways, step, trails
from parley.models.conflict_graph.graph import Graph, movable
from parley.models.conflict_graph.stability import CONCEPTS, best, chains

__all__ = ["ESCAPED", "Answers", "Improvement", "Verdict", "feared", "verdict", "why"]

Ints = NDArray[np.int32]
Longs = NDArray[np.int64]
Flags = NDArray[np.bool_]

ESCAPED = {"smr": "gmr", "sseq": "seq"}  # the same with answers that the party can escape from


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


class Answers(Protocol):
    """Sequences of the others that end where a party is deterred."""

    def leads(self, states: Ints) -> Flags:
        """Whether one starts from each of the states."""

    def path(self, rank: Ints, s: int) -> tuple[Step, ...]:
        """The best to show that starts from s; empty if there is none."""


def why(graph: Graph, rank: Ints, party: int, s: int, concept: str, *, most: int = 5) -> Verdict:
    """The verdict on state s for the party under one concept, with at most so many improvements.

    rank : (n_parties, n_states) int32, dense from 0; larger is better. The answer shown is the
    one of fewest moves, then the worst for the party, then the lowest state. `ValueError` for an
    unknown concept, party or state or a wrong shape. Linear in states, times parties.
    """
    if concept not in CONCEPTS or not 0 <= party < graph.n_parties or not 0 <= s < graph.n_states:
        raise ValueError(f"no verdict on state {s} for party {party} under {concept!r}")
    back = Ways(chains(graph, rank), graph.into_start, graph.into)

    def answers(concept: str) -> Answers:
        return _answers(graph, back, party, s, concept)

    return verdict(rank, party, s, concept, answers, lambda t: movable(graph, party, t), most)


def verdict(
    rank: Ints,
    party: int,
    s: int,
    concept: str,
    answers: Callable[[str], Answers],
    movable: Callable[[int], Ints],
    most: int,
) -> Verdict:
    """The verdict by the answers to each concept and the moves of the party from each state."""
    lasting, escaped = answers(concept), answers(ESCAPED.get(concept, "nash"))
    own, reach = rank[party], movable(s)
    improving = reach[own[reach] > own[s]]
    answered = lasting.leads(improving)
    order = np.lexsort((improving, -own[improving], answered))[:most]
    return Verdict(
        stable=bool(answered.all()),
        n_improvements=len(improving),
        n_unanswered=int((~answered).sum()),
        improvements=tuple(
            Improvement(int(t), True, lasting.path(rank, t), None)
            if is_answered
            else _open(rank, party, escaped, int(t), movable)
            for t, is_answered in zip(improving[order], answered[order], strict=True)
        ),
    )


def _answers(graph: Graph, back: Ways, party: int, s: int, concept: str) -> Trails:
    """Shortest sequences of the others from every state to those that deter the party at s."""
    rank = back.chained.rank[party]
    kept = best(graph, party, rank) if concept in ESCAPED else rank
    others = [j for j in range(graph.n_parties) if j != party]
    seeds = feared(rank, kept, s, concept)
    return trails(graph, back, others, seeds, improving=concept in ("seq", "sseq"))


def feared(rank: Ints, kept: Ints, s: int, concept: str) -> Longs:
    """The states that deter the party at s, the worst for it first; nothing does under nash.

    kept : what the party still gets from each state, (n_states,), as it can move on from there
    or cannot.
    """
    if concept == "nash":
        return np.empty(0, np.int64)
    states = np.flatnonzero(kept <= rank[s])
    return states[np.argsort(rank[states], kind="stable")]


def _open(
    rank: Ints, party: int, escaped: Answers, target: int, movable: Callable[[int], Ints]
) -> Improvement:
    path, escape = escaped.path(rank, target), None
    if path:
        answer = path[-1].target
        reach = movable(answer)
        escape = step(rank, party, answer, reach[rank[party, reach].argmax()])
    return Improvement(target, False, path, escape)
