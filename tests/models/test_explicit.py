"""Stability arc by arc: against the fast engine, against sets, and on barred moves."""

import itertools
from functools import partial

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from models import oracle_conflicts as oracle

from parley.models.conflict_graph import CONCEPTS, Option, graph, movable, stability
from parley.models.conflict_graph.explicit import (
    arcs_from_lists,
    arcs_of,
    bits,
    by_rank,
    explicit_stability,
)
from parley.models.conflict_graph.explicit import stability as engine

seeds = st.integers(0, 2**32)


def by_hand(pairs, rank):
    """A conflict with these moves: one option, whose levels are the states, and moves barred."""
    n_parties, n_states = rank.shape
    every = itertools.product(range(n_parties), *[range(n_states)] * 2)
    return oracle.Conflict(
        parties=tuple("abcd"[:n_parties]),
        options=(oracle.Option("state", tuple(range(n_parties)), n_states),),
        states=tuple((s,) for s in range(n_states)),
        rank=tuple(map(tuple, rank.tolist())),
        forbidden=frozenset((j, s, t) for j, s, t in every if (s, t) not in pairs[j]),
    )


def by_sets(conflict, tempts=None, deters=None, credible=None):
    """Per concept who finds which state stable; preferences are asked as (party, s, t)."""
    better = partial(oracle.better, conflict)
    tempts, credible = tempts or better, credible or better
    deters = deters or (lambda *asked: not tempts(*asked))
    views = [
        oracle.against_all(conflict, i, partial(tempts, i), credible, partial(deters, i))
        for i in range(len(conflict.parties))
    ]
    return {name: np.array([oracle.verdicts(view, name) for view in views]) for name in CONCEPTS}


def same(one, other):
    assert set(one) == set(other)
    for name in one:
        assert np.array_equal(one[name], other[name]), name


def scattered(rng, n_parties, n_states, share):
    """Random moves of each party; nothing makes them transitive."""
    drawn = rng.random((n_parties, n_states, n_states)) < share
    return [{(int(s), int(t)) for s, t in np.argwhere(part) if s != t} for part in drawn]


def ranks(rng, n_parties, n_states, levels):
    return rng.integers(0, levels, (n_parties, n_states)).astype(np.int32)


def option_form(rng):
    """A random graph with infeasible states, one-way, shared and many-levelled options."""
    n_parties = int(rng.integers(1, 5))
    options = [
        Option(
            tuple(rng.permutation(n_parties)[: rng.choice([1, 1, 1, 2])].tolist()),
            int(rng.choice([2, 2, 3])),
            int(rng.choice([0, 0, 1, -1])),
        )
        for _ in range(rng.integers(2, 7))
    ]
    cells = int(np.prod([option.n_levels for option in options]))
    code = np.flatnonzero(rng.random(cells) < rng.choice([0.4, 0.8, 1.0]))[:300].astype(np.int64)
    code = code if len(code) else np.zeros(1, np.int64)
    unseen = [rng.random(len(code)) < rng.choice([0, 0.1]) for _ in range(n_parties)]
    return graph(options, code, n_parties, unseen)


@settings(max_examples=150, deadline=None)
@given(seeds, st.sampled_from([2, 5, 1000]))
def test_moves_from_options_and_ranks_are_as_stable_as_for_the_fast_engine(seed, levels):
    rng = np.random.default_rng(seed)
    g = option_form(rng)
    drawn = ranks(rng, g.n_parties, g.n_states, levels)
    rank = np.stack([np.unique(row, return_inverse=True)[1] for row in drawn]).astype(np.int32)
    same(explicit_stability(arcs_of(g), by_rank(rank)), stability(g, rank))


@settings(max_examples=150, deadline=None)
@given(seeds, st.integers(1, 4), st.integers(1, 9), st.sampled_from([0.1, 0.2, 0.5]))
def test_moves_drawn_by_hand_are_as_stable_as_sets_say(seed, n_parties, n_states, share):
    rng = np.random.default_rng(seed)
    pairs = scattered(rng, n_parties, n_states, share)
    rank = ranks(rng, n_parties, n_states, 5)
    arcs = arcs_from_lists(pairs, n_states)
    same(explicit_stability(arcs, by_rank(rank)), by_sets(by_hand(pairs, rank)))


@pytest.mark.parametrize(("n_states", "share"), [(64, 0.02), (65, 0.02), (130, 0.008)])
def test_states_that_fill_more_than_a_word(n_states, share, monkeypatch):
    """Whether reach is held in all columns at once, or in one word of them at a time."""
    rng = np.random.default_rng(n_states)
    pairs = scattered(rng, 3, n_states, share)
    rank = ranks(rng, 3, n_states, 20)
    arcs, expected = arcs_from_lists(pairs, n_states), by_sets(by_hand(pairs, rank))
    assert all(0 < found.mean() < 1 for found in expected.values())
    same(explicit_stability(arcs, by_rank(rank)), expected)
    monkeypatch.setattr(engine, "ROWS", 1)
    same(explicit_stability(arcs, by_rank(rank)), expected)


def test_nobody_moves_twice_in_a_row():
    """0 gains by 0 -> 1. Another could punish it at 3 by 1 -> 2 -> 3, if a third moved between."""
    rank = np.array([[1, 2, 3, 0, 3], [0, 0, 0, 0, 0], [0, 0, 0, 0, 0]], np.int32)
    moves = [[(0, 1)], [(1, 2), (2, 3)], []]
    alone = explicit_stability(arcs_from_lists(moves, 5), by_rank(rank), ["gmr"])
    assert alone["gmr"][0].tolist() == [False, True, True, True, True]
    moves = [[(0, 1)], [(1, 2), (4, 3)], [(2, 4)]]
    between = explicit_stability(arcs_from_lists(moves, 5), by_rank(rank), ["gmr", "seq"])
    assert between["gmr"][0].all()
    assert not between["seq"][0, 0]  # these moves gain their movers nothing


def test_a_long_way_needs_no_deep_recursion():
    """Two parties take turns along 20,000 states; only the last deters."""
    n = 20_000
    moves = [
        [(0, 1)],
        [(s, s + 1) for s in range(1, n - 1, 2)],
        [(s, s + 1) for s in range(2, n - 1, 2)],
    ]
    rank = np.zeros((3, n), np.int32)
    rank[0] = 2
    rank[0, 0], rank[0, -1] = 1, 0
    relations = by_rank(rank)
    found = explicit_stability(arcs_from_lists(moves, n), relations, ["nash", "gmr", "smr", "seq"])
    assert [bool(found[name][0, 0]) for name in found] == [False, True, True, False]


@settings(max_examples=60, deadline=None)
@given(seeds, st.integers(0, 3))
def test_arcs_are_the_moves_that_no_rule_forbids(seed, n_rules):
    rng = np.random.default_rng(seed)
    g = option_form(rng)
    rules = [
        (int(rng.integers(g.n_parties)), *(rng.random((2, g.n_states)) < 0.5))
        for _ in range(n_rules)
    ]
    arcs = arcs_of(g, rules)
    for j, s in itertools.product(range(g.n_parties), range(g.n_states)):
        barred = {t for p, away, into in rules if p == j and away[s] for t in np.flatnonzero(into)}
        expected = [t for t in movable(g, j, s).tolist() if t not in barred]
        assert arcs.target[arcs.start[j, s] : arcs.start[j, s + 1]].tolist() == expected


# Z. Jacobi (2017), The Graph Model of Conflict Resolution: Introduction, and Sensitivity Analysis,
# socratic-form-microscopy.com, 5 and 12 November 2017. States are numbered as there: 1 for a
# nuclear strike, 2 for withdrawing troops (US), 4 for an invasion, 8 for giving up the nuclear
# programme (North Korea). A strike cannot be undone, and none happens once troops are withdrawn.
US = [8, 0, 9, 10, 12, 5, 4, 13, 14, 1, 2, 6]  # best first
NORTH_KOREA = [6, 14, 2, 10, 0, 4, 12, 5, 1, 13, 8, 9]
INVASION = 4


def korea(invasion_one_way=0):
    code = np.array([s for s in range(16) if s & 3 != 3], np.int64)
    options = [Option((0,), 2, 1), Option((0,)), Option((1,), 2, invasion_one_way), Option((1,))]
    rank = np.array([[-order.index(s) for s in code] for order in (US, NORTH_KOREA)]) + 11
    return graph(options, code, 2), rank.astype(np.int32)


def with_simultaneous(g, rank, rules=()):
    """Equilibria of seq if what both do at the same moment deters as well, by sets."""
    digits = [tuple(int(code) >> k & 1 for k in range(4)) for code in g.code]
    options = [oracle.Option("", owners, one_way=one_way) for owners, _, one_way in g.options]
    barred = {
        (j, int(s), int(t))
        for j, away, into in rules
        for s, t in itertools.product(np.flatnonzero(away), np.flatnonzero(into))
    }
    conflict = oracle.Conflict(
        parties=("US", "North Korea"),
        options=tuple(options),
        states=tuple(digits),
        rank=tuple(map(tuple, rank.tolist())),
        forbidden=frozenset(barred),
    )
    same(explicit_stability(arcs_of(g, rules), by_rank(rank)), by_sets(conflict))
    return [int(g.code[s]) for s in oracle.equilibria_with_simultaneous(conflict, "seq")]


def test_korea_2017_where_an_invasion_cannot_be_undone_from_some_states():
    """The ninth list of the post, 0 5 10: its rule names 4, 5 and 6, and leaves 12 -> 0 open."""
    g, rank = korea()
    invaded = g.code & INVASION > 0
    rules = [(1, invaded & (g.code < 8), ~invaded)]
    found = explicit_stability(arcs_of(g, rules), by_rank(rank))
    stable_12 = found["seq"][:, g.code.tolist().index(12)].tolist()
    assert g.code[found["seq"].all(axis=0)].tolist() == [0, 5, 10]
    assert with_simultaneous(g, rank, rules) == [0, 5, 10]
    assert stable_12 == [True, False]
    assert found["nash"][1].nonzero()[0].tolist() == [0, 3, 4, 5]  # 0, and now 4, beside 5 and 6


def test_korea_2017_with_an_invasion_that_can_be_undone_or_never():
    """The base model of the post, 0 4 5 10; never undone, 12 is stable as well: not the post's."""
    g, rank = korea()
    assert with_simultaneous(g, rank) == [0, 4, 5, 10]
    g, rank = korea(invasion_one_way=1)
    assert with_simultaneous(g, rank) == [0, 5, 10, 12]


def test_too_much_is_refused_before_it_is_made(monkeypatch):
    g, rank = korea()
    arcs, relations = arcs_of(g), by_rank(rank)
    monkeypatch.setattr(bits, "MOST_BYTES", 1000)
    with pytest.raises(ValueError, match=r"replies among 12 states would take 0\.1 GB.*leave out"):
        explicit_stability(arcs, relations)
    monkeypatch.setattr(bits, "MOST_BYTES", 4 * len(arcs.target) - 1)
    for refused in (lambda: arcs_of(g), lambda: by_rank(np.tile(rank, (1, 10)))):
        with pytest.raises(ValueError, match=r"would take 0\.0 GB, and the limit is"):
            refused()
    monkeypatch.setattr(bits, "MOST_BYTES", 4 * len(arcs.target))
    assert arcs_of(g).n_states == 12


def test_mistakes_are_named():
    g, rank = korea()
    some = np.zeros(12, bool)
    with pytest.raises(ValueError, match=r"no party \[2\]"):
        arcs_of(g, [(2, some, some)])
    with pytest.raises(ValueError, match=r"bool \(12,\)"):
        arcs_of(g, [(1, some, some[:5])])
    with pytest.raises(ValueError, match="party 1 cannot move 2 -> 2 among 3"):
        arcs_from_lists([[], [(0, 1), (2, 2)]], 3)
    with pytest.raises(ValueError, match="party 0 cannot move 0 -> 3 among 3"):
        arcs_from_lists([[(0, 3)]], 3)
    with pytest.raises(ValueError, match="no concept"):
        explicit_stability(arcs_of(g), by_rank(rank), ["nash", "sim"])
    with pytest.raises(ValueError, match="12 states for 2 parties, got 1 of"):
        explicit_stability(arcs_of(g), by_rank(rank[:1]))
    with pytest.raises(ValueError, match=r"12 states for 2 parties, got 2 of \[11\]"):
        explicit_stability(arcs_of(g), by_rank(rank[:, 1:]))


def test_a_move_given_twice_is_one():
    arcs = arcs_from_lists([[(2, 1), (0, 1), (2, 1)], []], 3)
    assert arcs.start.tolist() == [[0, 1, 1, 2], [2, 2, 2, 2]]
    assert arcs.target.tolist() == [1, 1]


def test_concepts_come_alone_as_together():
    g, rank = korea()
    arcs, relations = arcs_of(g), by_rank(rank)
    together = explicit_stability(arcs, relations)
    for name in CONCEPTS:
        same(explicit_stability(arcs, relations, [name]), {name: together[name]})
