"""Reasons, ways, clauses and coalitions where moves are listed, against sets."""

import itertools
from collections import deque

import numpy as np
import pytest
from models import oracle_conflicts as oracle
from models.coalition_cases import dense, random_case

from parley.models.conflict_graph.coalitions import leaving
from parley.models.conflict_graph.engine import Engine
from parley.models.conflict_graph.evolution import evolution
from parley.models.conflict_graph.explicit import (
    Played,
    arcs_from_lists,
    arcs_of,
    by_band,
    explicit_stability,
    listed_evolution,
    listed_leaving,
    listed_needed,
    listed_why,
)
from parley.models.conflict_graph.inverse import needed
from parley.models.conflict_graph.stability import CONCEPTS
from parley.models.conflict_graph.strength import CONCEPTS as STRONG
from parley.models.conflict_graph.why import why

CREDIBLE, LASTING = ("seq", "sseq"), ("smr", "sseq")


def barred(wanted):
    """Conflicts with moves forbidden, so that what a party can do depends on the way."""
    drawn = (oracle.random_conflict(seed) for seed in itertools.count())
    chosen = (each for each in drawn if each.forbidden and len(each.states) > 3)
    return list(itertools.islice(chosen, wanted))


BARRED = barred(60)


def played(conflict):
    pairs = [
        [(s, t) for s, ends in oracle.moves(conflict, j).items() for t in ends]
        for j in range(len(conflict.parties))
    ]
    return Played(arcs_from_lists(pairs, len(conflict.states)), dense(conflict.rank))


def fewest(arcs, start):
    """Moves of a legal sequence to each state and last mover, `arcs` by mover."""
    length, queue = {}, deque([(start, -1, 0)])
    while queue:
        s, last, n = queue.popleft()
        for j, arc in arcs.items():
            for t in arc[s] if j != last else ():
                if (t, j) not in length:
                    length[t, j] = n + 1
                    queue.append((t, j, n + 1))
    found = {}
    for (t, _), n in length.items():
        found[t] = min(n, found.get(t, n))
    return found


def others(conflict, party, concept):
    made = oracle.improvements if concept in CREDIBLE else oracle.moves
    return {j: made(conflict, j) for j in oracle.outsiders(conflict, [party])}


def check_path(conflict, path, start, end):
    at = start
    for step in path:
        assert step.source == at
        assert step.target in oracle.moves(conflict, step.party)[at]
        assert step.improves == oracle.better(conflict, step.party, at, step.target)
        at = step.target
    assert at == end
    assert all(one.party != next_.party for one, next_ in itertools.pairwise(path))


def deterring(conflict, party, s, s1, concept):
    """(moves, rank, state) of each answer to s1 that counts, the one to be shown first."""
    view = oracle.party_view(conflict, party)
    reached = {} if concept == "nash" else fewest(others(conflict, party, concept), s1)
    return sorted(
        (n, conflict.rank[party][t], t)
        for t, n in reached.items()
        if oracle.is_sanction(view, concept, s, t)
    )


@pytest.mark.parametrize("concept", CONCEPTS)
@pytest.mark.parametrize("conflict", BARRED)
def test_reasons_prove_the_verdict_of_the_oracle(conflict, concept):
    at = played(conflict)
    for party in range(len(conflict.parties)):
        stable = oracle.stable(conflict, party, concept)
        for s in range(len(conflict.states)):
            found = listed_why(at, party, s, concept, most=len(conflict.states))
            assert found.stable == stable[s]
            gains = oracle.improvements(conflict, party)[s]
            assert {each.target for each in found.improvements} == gains
            for target, answered, path, escape in found.improvements:
                counts = deterring(conflict, party, s, target, concept)
                softer = {"smr": "gmr", "sseq": "seq"}.get(concept, "nash")
                shown = counts or deterring(conflict, party, s, target, softer)
                assert answered == bool(counts)
                check_path(conflict, path, target, shown[0][2] if shown else target)
                assert len(path) == (shown[0][0] if shown else 0)
                assert (escape is not None) == (bool(path) and not answered)


@pytest.mark.parametrize("conflict", BARRED)
def test_ways_are_those_of_a_search_over_last_movers(conflict):
    at, n_states = played(conflict), len(conflict.states)
    everyone = range(len(conflict.parties))
    moves = {j: oracle.moves(conflict, j) for j in everyone}
    better = {j: oracle.improvements(conflict, j) for j in everyone}
    for s0 in range(0, n_states, 3):
        found = listed_evolution(at, s0, range(n_states))
        for lengths, arcs in ((found.moves, moves), (found.improvements, better)):
            expected = fewest(arcs, s0) | {s0: 0}
            assert lengths.tolist() == [expected.get(s, -1) for s in range(n_states)]
        cheapest = least(conflict, moves, s0)
        pairs = list(zip(found.concessions.tolist(), found.steps.tolist(), strict=True))
        assert pairs == [cheapest.get(s, (-1, -1)) for s in range(n_states)]
        assert sorted(found.paths) == sorted(cheapest)
        for target, path in found.paths.items():
            check_path(conflict, path, s0, target)
            conceded = sum(not step.improves for step in path)
            assert (conceded, len(path)) == cheapest[target]


def least(conflict, moves, s0):
    """(concessions, moves) to each state, by relaxing every move over and over."""
    cost = {(s0, -1): (0, 0)}
    while True:
        before = dict(cost)
        for ((s, last), (conceded, n)), (j, arc) in itertools.product(
            before.items(), moves.items()
        ):
            for t in arc[s] if j != last else ():
                new = (conceded + (not oracle.better(conflict, j, s, t)), n + 1)
                cost[t, j] = min(new, cost.get((t, j), new))
        if cost == before:
            break
    found = {}
    for (s, _), price in cost.items():
        found[s] = min(price, found.get(s, price))
    return found


@pytest.mark.parametrize("concept", CONCEPTS)
@pytest.mark.parametrize("conflict", [each for each in BARRED if len(each.states) <= 9])
def test_clauses_say_when_the_party_would_stay(conflict, concept):
    """For every set of states that could be at most as preferred as s."""
    n, party = len(conflict.states), len(conflict.states) % len(conflict.parties)
    for s in range(0, n, 2):
        clauses = listed_needed(played(conflict), party, s, concept)
        rest = [t for t in range(n) if t != s]
        for bits in range(2 ** len(rest)):
            below = {t for k, t in enumerate(rest) if bits >> k & 1}
            own = tuple(0 if t in below else 2 if t != s else 1 for t in range(n))
            rank = (*conflict.rank[:party], own, *conflict.rank[party + 1 :])
            other = oracle.Conflict(
                conflict.parties,
                conflict.options,
                conflict.states,
                rank,
                forbidden=conflict.forbidden,
                misperceived=conflict.misperceived,
            )
            met = all(c.target in below or any(below >= set(a) for a in c.answers) for c in clauses)
            assert met == oracle.stable(other, party, concept)[s]


@pytest.mark.parametrize("conflict", BARRED)
def test_coalitions_leave_where_the_oracle_says(conflict):
    at = played(conflict)
    stable = {
        members: oracle.coalition_stable(conflict, members, "cseq")
        for members in oracle.coalitions(range(len(conflict.parties)))
    }
    for s in range(len(conflict.states)):
        found = {frozenset(each.members): each for each in listed_leaving(at, s)}
        for members, verdict in stable.items():
            gains = oracle.coalition_improvements(conflict, members)[s]
            assert (members in found) == bool(gains)
            if gains:
                assert found[members].target in gains
                assert found[members].unsanctioned == (not verdict[s])


@pytest.mark.parametrize("conflict", [each for each in BARRED if each.band])
def test_only_what_is_much_worse_holds_strongly(conflict):
    found = explicit_stability(
        played(conflict).arcs, by_band(dense(conflict.rank), dense(conflict.band)), STRONG
    )
    for concept, party in itertools.product(STRONG, range(len(conflict.parties))):
        assert found[concept][party].tolist() == oracle.strong(conflict, party, concept)


@pytest.mark.parametrize("seed", range(30))
def test_with_no_move_forbidden_both_engines_say_the_same(seed):
    case = random_case(seed)
    graph, rank = case.graph, case.rank
    at = Played(arcs_of(graph), rank)
    for s in range(0, graph.n_states, 2):
        assert listed_leaving(at, s) == leaving(graph, rank, s)
        one, other = listed_evolution(at, s), evolution(graph, rank, s)
        for name in ("moves", "improvements", "concessions", "steps"):
            assert np.array_equal(getattr(one, name), getattr(other, name))
        for party, concept in itertools.product(range(graph.n_parties), CONCEPTS):
            one, other = (
                listed_why(at, party, s, concept),
                why(graph, rank, party, s, concept),
            )
            assert [each.target for each in one.improvements] == [
                each.target for each in other.improvements
            ]
            assert [len(each.path) for each in one.improvements] == [
                len(each.path) for each in other.improvements
            ]
            assert (one.stable, one.n_unanswered) == (other.stable, other.n_unanswered)
            clauses = listed_needed(at, party, s, concept), needed(graph, rank, party, s, concept)
            one, other = ({(c.target, frozenset(c.answers)) for c in every} for every in clauses)
            assert one == other


def test_the_engine_lists_moves_only_if_some_are_forbidden():
    case = random_case(3)
    graph, rank = case.graph, case.rank
    everything, nothing = np.ones((2, graph.n_states), bool)
    stuck = Engine(graph, rank, [(0, everything, nothing)])
    assert stuck.movable(0, 0).size == 0
    assert Engine(graph, rank).why(0, 0, "seq") == why(graph, rank, 0, 0, "seq")
    assert stuck.why(0, 0, "seq").stable


def test_mistakes_are_named():
    at = played(BARRED[0])
    with pytest.raises(ValueError, match="no verdict on state 0 for party 9"):
        listed_why(at, 9, 0, "seq")
    with pytest.raises(ValueError, match="no verdict"):
        listed_needed(at, 0, 0, "sim")
    with pytest.raises(ValueError, match="no state -2"):
        listed_evolution(at, -2)
