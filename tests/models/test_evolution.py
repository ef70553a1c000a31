"""Status quo analysis against naive searches over states and last movers, and as published."""

import itertools
import json
from collections import deque
from pathlib import Path

import numpy as np
import pytest
from models import oracle_conflicts as oracle
from models.coalition_cases import random_case, translated

from parley.models.conflict_graph.evolution import evolution, forth, horizon, trails
from parley.models.conflict_graph.graph import Option, graph, movable

CONFLICTS = Path(__file__).parent.parent / "data" / "conflicts"


def published(name):
    """Graph, ranks, states and labels of a file that cites its source."""
    data = json.loads((CONFLICTS / f"{name}.json").read_text(encoding="utf-8"))
    case = translated(oracle.from_reference(data))
    states = [oracle.written(levels) for levels in case.conflict.states]
    return case.graph, case.rank, states, data


def elmira():
    """The graph, the ranks, and a state of each published number, the first of four for 9."""
    graph, rank, states, data = published("elmira_published")
    labels = reversed(data["state_labels"].items())
    return graph, rank, {int(label[1:]): states.index(state) for state, label in labels}


def conflict(seed):
    """Infeasible states, levels, one-way and shared options, ties, misperceived states."""
    case = random_case(seed)
    return case.graph, case.rank


def arcs(graph, rank, s, *, improving=False):
    """(party, state moved to) from s."""
    for j in range(graph.n_parties):
        for t in movable(graph, j, s).tolist():
            if not improving or rank[j, t] > rank[j, s]:
                yield j, t


def fewest(graph, rank, s0, *, improving):
    """Moves to each state, by a search over (state, last mover): nobody moves twice in a row."""
    length, seen, queue = {s0: 0}, {(s0, -1)}, deque([(s0, -1, 0)])
    while queue:
        s, last, n = queue.popleft()
        for j, t in arcs(graph, rank, s, improving=improving):
            if j != last and (t, j) not in seen:
                seen.add((t, j))
                length.setdefault(t, n + 1)
                queue.append((t, j, n + 1))
    return [length.get(s, -1) for s in range(graph.n_states)]


def cheapest(graph, rank, s0):
    """(concessions, moves) to each state, by relaxing every arc over and over."""
    cost = {(s0, -1): (0, 0)}
    while True:
        before = dict(cost)
        for (s, last), (concessions, n) in before.items():
            for j, t in arcs(graph, rank, s):
                if j != last:
                    new = (concessions + bool(rank[j, t] <= rank[j, s]), n + 1)
                    cost[t, j] = min(new, cost.get((t, j), new))
        if cost == before:
            break
    best = {}
    for (s, _), found in cost.items():
        best[s] = min(found, best.get(s, found))
    return [best.get(s, (-1, -1)) for s in range(graph.n_states)]


def check_path(graph, rank, path, start, end):
    """Every step is a move its party can make, and they join, nobody moving twice in a row."""
    at = start
    for step in path:
        assert step.source == at
        assert step.target in movable(graph, step.party, step.source)
        assert step.improves == (rank[step.party, step.target] > rank[step.party, step.source])
        at = step.target
    assert at == end
    assert all(one.party != next_.party for one, next_ in itertools.pairwise(path))


@pytest.mark.parametrize("seed", range(100))
def test_distances_are_those_of_naive_searches(seed):
    found, rank = conflict(seed)
    s0 = seed % found.n_states
    ahead = evolution(found, rank, s0)
    assert ahead.moves.tolist() == fewest(found, rank, s0, improving=False)
    assert ahead.improvements.tolist() == fewest(found, rank, s0, improving=True)
    pairs = zip(ahead.concessions.tolist(), ahead.steps.tolist(), strict=True)
    assert list(pairs) == cheapest(found, rank, s0)


@pytest.mark.parametrize("seed", range(40))
def test_what_can_be_reached_is_what_the_oracle_reaches(seed):
    case = random_case(seed)
    for s0 in range(case.graph.n_states):
        ahead = evolution(case.graph, case.rank, s0)
        everyone = range(case.graph.n_parties)
        moves = oracle.reach([oracle.moves(case.conflict, j) for j in everyone], s0)
        better = oracle.reach([oracle.improvements(case.conflict, j) for j in everyone], s0)
        assert set(np.flatnonzero(ahead.moves >= 0).tolist()) == moves | {s0}
        assert set(np.flatnonzero(ahead.improvements >= 0).tolist()) == better | {s0}


@pytest.mark.parametrize("seed", range(100))
def test_paths_are_legal_and_as_long_as_said(seed):
    found, rank = conflict(seed)
    s0 = seed % found.n_states
    ahead = evolution(found, rank, s0, range(found.n_states))
    reachable = [s for s, n in enumerate(fewest(found, rank, s0, improving=False)) if n >= 0]
    assert list(ahead.paths) == reachable
    for target, path in ahead.paths.items():
        check_path(found, rank, path, s0, target)
        assert len(path) == ahead.steps[target]
        assert sum(not step.improves for step in path) == ahead.concessions[target]


@pytest.mark.parametrize("improving", [False, True])
@pytest.mark.parametrize("seed", range(60))
def test_horizon_is_that_of_listed_sequences(seed, improving):
    found, rank = conflict(seed)
    s0 = seed % found.n_states
    pairs = {(s0, -1)}
    for layer in horizon(found, rank, s0, 4, improving=improving):
        pairs = {
            (t, j)
            for s, last in pairs
            for j, t in arcs(found, rank, s, improving=improving)
            if j != last
        }
        assert {(s, j) for j, s in np.argwhere(layer).tolist()} == pairs


@pytest.mark.parametrize("seed", range(60))
def test_trails_from_several_seeds_prefer_the_earlier_of_equally_near(seed):
    found, rank = conflict(seed)
    rng = np.random.default_rng(seed)
    seeds = rng.permutation(found.n_states)[:3].tolist()
    trail = trails(found, forth(found, rank), range(found.n_parties), seeds, improving=True)
    lengths = [fewest(found, rank, s, improving=True) for s in seeds]
    for s in range(found.n_states):
        near = [each[s] for each in lengths if each[s] >= 0]
        assert trail.length[s] == min(near, default=-1)
        at = s
        while trail.length[at] > 0:
            at = trail.beside[at]
        if near:
            assert at == seeds[[each[s] for each in lengths].index(min(near))]
    assert trail.length[trail.found].tolist() == sorted(trail.length[trail.length >= 0].tolist())


def test_elmira_evolves_by_one_improvement_and_stops():
    """From the status quo s1 the local government insists, s5; on to s8 only the Ministry and
    Uniroyal together improve things, as in the user handout of GMCR+ (Kinsara, Petersons, Hipel
    and Kilgour 2015), states 1, 7 and 10 there. Taken singly, one move is against the Ministry."""
    found, rank, at = elmira()
    ahead = evolution(found, rank, at[1], [at[5], at[8], at[9]])
    assert np.flatnonzero(ahead.improvements >= 0).tolist() == sorted([at[1], at[5]])
    assert ahead.paths[at[5]] == ((2, at[1], at[5], True),)
    assert ahead.moves[at[8]] == ahead.steps[at[8]] == 3
    assert [(step.party, step.improves) for step in ahead.paths[at[8]] if not step.improves] == [
        (0, False)
    ]
    assert [(step.party, step.improves) for step in ahead.paths[at[9]]] == [(1, False)]


def test_elmira_joint_improvement_as_moves_one_after_the_other():
    found, rank, at = elmira()
    ahead = evolution(found, rank, at[5], [at[8]])
    assert ahead.paths[at[8]] == ((0, at[5], at[6], False), (1, at[6], at[8], True))


def test_a_longer_way_is_taken_if_it_needs_fewer_concessions():
    """Party 0 loses by raising option 0, but not while party 1 has raised option 1."""
    found = graph([Option((0,)), Option((1,))], np.arange(4), 2)
    rank = np.array([[1, 0, 0, 1], [0, 1, 1, 0]], np.int32)
    ahead = evolution(found, rank, 0, [1])
    assert ahead.moves[1] == 1
    assert ahead.improvements[1] == ahead.steps[1] == 3
    assert ahead.paths[1] == ((1, 0, 2, True), (0, 2, 3, True), (1, 3, 1, True))


def test_no_way_is_told_apart_from_no_moves():
    found = graph([Option((0,), one_way=1)], np.arange(2), 1)
    rank = np.zeros((1, 2), np.int32)
    ahead = evolution(found, rank, 1, [0, 1])
    assert ahead.moves.tolist() == ahead.improvements.tolist() == [-1, 0]
    assert ahead.paths == {1: ()}


def test_refusals():
    found, rank, _ = elmira()
    with pytest.raises(ValueError, match="no state 12; there are 12"):
        evolution(found, rank, 0, [12])
    with pytest.raises(ValueError, match="rank must be int32"):
        evolution(found, rank[:2], 0)
    with pytest.raises(ValueError, match="at least one move, got 0"):
        horizon(found, rank, 0, 0)
