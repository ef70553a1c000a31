"""Unknown, fuzzy, probabilistic preferences: against sets, crisp as ranks, and what must rise."""

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from models import oracle_conflicts as oracle
from models.test_explicit import by_hand, by_sets, ranks, same, scattered, seeds

from parley.models.conflict_graph import CONCEPTS
from parley.models.conflict_graph.explicit import (
    EXTENSIONS,
    arcs_from_lists,
    bits,
    by_rank,
    explicit_stability,
    fuzzy,
    probabilistic,
    with_unknown,
)

N_STATES = 8


def drawn(seed, n_parties=3):
    """Random moves, and the conflict that they and random ranks make."""
    rng = np.random.default_rng(seed)
    pairs = scattered(rng, n_parties, N_STATES, rng.choice([0.15, 0.3]))
    rank = ranks(rng, n_parties, N_STATES, 6)
    return rng, arcs_from_lists(pairs, N_STATES), by_hand(pairs, rank), rank


def doubts(rng, n_parties):
    every = list(itertools.combinations(range(N_STATES), 2))
    return [
        [pair if rng.random() < 0.5 else pair[::-1] for pair in every if rng.random() < 0.3]
        for _ in range(n_parties)
    ]


def crisp(rank):
    """(n_parties, n_states, n_states), 1 where the first state ranks above the second."""
    return (rank[:, :, np.newaxis] > rank[:, np.newaxis]).astype(float)


def implies(one, other, names):
    for name in names:
        assert not (one[name] & ~other[name]).any(), name


@settings(max_examples=150, deadline=None)
@given(seeds, st.lists(st.sampled_from("abcd"), min_size=3, max_size=3))
def test_unknown_preferences_are_as_stable_as_sets_say(seed, extension):
    _, arcs, conflict, rank = drawn(seed)
    relation = oracle.random_relation(conflict, seed)
    unknown = [
        [(s, t) for s, row in enumerate(rows) for t in range(s) if row[t] == "U"]
        for rows in relation
    ]
    expected = {
        name: np.array(
            [oracle.unknown_stable(conflict, relation, i, name, extension[i]) for i in range(3)]
        )
        for name in CONCEPTS
    }
    same(explicit_stability(arcs, with_unknown(rank, unknown, extension)), expected)
    if len(set(extension)) == 1:
        same(explicit_stability(arcs, with_unknown(rank, unknown, extension[0])), expected)


@settings(max_examples=60, deadline=None)
@given(seeds)
def test_where_nothing_is_unknown_all_extensions_are_ranks(seed):
    _, arcs, conflict, rank = drawn(seed)
    for extension in EXTENSIONS:
        found = explicit_stability(arcs, with_unknown(rank, [[], [], []], extension))
        same(found, by_sets(conflict))


@settings(max_examples=100, deadline=None)
@given(seeds)
def test_less_hope_and_more_fear_leave_more_states_stable(seed):
    """Hope is the only difference of a and b, and of c and d; fear that of a and c, b and d."""
    rng, arcs, _, rank = drawn(seed)
    unknown = doubts(rng, 3)
    by = {e: explicit_stability(arcs, with_unknown(rank, unknown, e)) for e in EXTENSIONS}
    for one, other in ("ab", "cd", "ac", "bd"):
        implies(by[one], by[other], by[one])
    assert np.array_equal(by["a"]["nash"], by["c"]["nash"])
    assert np.array_equal(by["b"]["nash"], by["d"]["nash"])


def test_hoping_and_fearing_the_same_state():
    """0 may gain by 0 -> 1, from where 1 can go no further: under c nothing answers that.

    If it can go to 2 and the other back, 1 is itself an answer, as whether it is good is unknown.
    """
    rank, unknown = np.array([[0, 1, 2], [0, 0, 0], [0, 0, 0]], np.int32), [[(0, 1)], [], []]
    relations = with_unknown(rank, unknown, "c")
    stays = explicit_stability(arcs_from_lists([[(0, 1)], [(1, 2)], []], 3), relations, ["gmr"])
    returns = explicit_stability(
        arcs_from_lists([[(0, 1)], [(1, 2)], [(2, 1)]], 3), relations, ["gmr"]
    )
    assert not stays["gmr"][0, 0]
    assert returns["gmr"][0, 0]


@settings(max_examples=100, deadline=None)
@given(seeds)
def test_fuzzy_preferences_are_as_stable_as_sets_say(seed):
    """Degrees and thresholds in tenths, so that many certainties meet the threshold exactly."""
    rng, arcs, conflict, _ = drawn(seed)
    tenths = rng.integers(0, 11, (3, N_STATES, N_STATES))
    gamma = rng.integers(1, 11, 3)

    def tempts(i, s, t):
        return s != t and tenths[i, t, s] - tenths[i, s, t] >= gamma[i]

    expected = by_sets(conflict, tempts, credible=tempts)
    same(explicit_stability(arcs, fuzzy(list(tenths / 10), list(gamma / 10))), expected)


@settings(max_examples=100, deadline=None)
@given(seeds)
def test_probabilistic_preferences_are_as_stable_as_sets_say(seed):
    rng, arcs, conflict, _ = drawn(seed)
    tenths = _shares(rng)
    alpha, beta, gamma = rng.integers(0, 10, 3).tolist()
    expected = by_sets(
        conflict,
        lambda i, s, t: tenths[i, t, s] > alpha,
        lambda i, s, t: tenths[i, t, s] <= beta,
        lambda i, s, t: tenths[i, t, s] > gamma,
    )
    found = probabilistic(list(tenths / 10), alpha / 10, beta / 10, gamma / 10)
    same(explicit_stability(arcs, found), expected)


def _shares(rng):
    """(3, n, n) tenths, the two ways of each pair at most 10 together, and 0 with itself."""
    thrown = rng.multinomial(10, [0.4, 0.4, 0.2], (3, N_STATES, N_STATES))
    upper = np.triu(np.ones((N_STATES, N_STATES), int), 1)
    return thrown[..., 0] * upper + (thrown[..., 1] * upper).transpose(0, 2, 1)


@settings(max_examples=60, deadline=None)
@given(seeds, st.floats(0.01, 1), st.floats(0, 0.99), st.floats(0, 0.99))
def test_preferences_without_doubt_are_ranks_at_any_threshold(seed, gamma, alpha, beta):
    _, arcs, conflict, rank = drawn(seed)
    certain, expected = crisp(rank), by_sets(conflict)
    same(explicit_stability(arcs, by_rank(rank)), expected)
    same(explicit_stability(arcs, fuzzy(list(certain), [gamma] * 3)), expected)
    ties_by_halves = [(1 + p - p.T) / 2 for p in certain]
    same(explicit_stability(arcs, fuzzy(ties_by_halves, [gamma] * 3)), expected)
    same(explicit_stability(arcs, probabilistic(list(certain), alpha, beta, alpha)), expected)


@settings(max_examples=100, deadline=None)
@given(seeds, st.tuples(st.floats(0.05, 0.9), st.floats(0.05, 0.9)).map(sorted))
def test_who_asks_for_more_certainty_stays_more_often_and_threatens_less(seed, thresholds):
    rng, arcs, _, _ = drawn(seed)
    low, high = thresholds
    degree = list(rng.random((3, N_STATES, N_STATES)))
    before = explicit_stability(arcs, fuzzy(degree, [low] * 3))
    own = explicit_stability(arcs, fuzzy(degree, [high, low, low]))
    others = explicit_stability(arcs, fuzzy(degree, [low, high, high]))
    for name in before:
        assert not (before[name][0] & ~own[name][0]).any()
        assert not (others[name][0] & ~before[name][0]).any()


@settings(max_examples=100, deadline=None)
@given(seeds, st.lists(st.integers(0, 9), min_size=6, max_size=6))
def test_thresholds_of_probability_move_stability_one_way(seed, tenths):
    rng, arcs, _, _ = drawn(seed)
    p = list(_shares(rng) / 10)
    low = [min(pair) / 10 for pair in zip(tenths[:3], tenths[3:], strict=True)]
    high = [max(pair) / 10 for pair in zip(tenths[:3], tenths[3:], strict=True)]
    before = explicit_stability(arcs, probabilistic(p, *low))
    for k in range(3):
        raised = [high[k] if at == k else low[at] for at in range(3)]
        after = explicit_stability(arcs, probabilistic(p, *raised))
        if k < 2:
            implies(before, after, before)
        else:
            implies(after, before, before)


def test_thresholds_do_move_something():
    """Or what only ever rises might never change."""
    rng, arcs, _, _ = drawn(7)
    p = list(_shares(rng) / 10)
    before = explicit_stability(arcs, probabilistic(p, 0.2, 0.1, 0.2))
    alpha, beta, gamma = (
        explicit_stability(arcs, probabilistic(p, *numbers))
        for numbers in ((0.5, 0.1, 0.2), (0.2, 0.5, 0.2), (0.2, 0.1, 0.5))
    )
    assert alpha["nash"].sum() > before["nash"].sum() == beta["nash"].sum()
    assert beta["smr"].sum() > before["smr"].sum() == gamma["smr"].sum()
    assert gamma["seq"].sum() < before["seq"].sum()


@pytest.mark.parametrize("n_states", [1, 63, 64, 65])
def test_bits_say_what_ranks_say_and_nothing_past_the_last_state(n_states, monkeypatch):
    monkeypatch.setattr(bits, "BLOCK", 7 * n_states)  # 7 states at a time
    rank = ranks(np.random.default_rng(n_states), 1, n_states, 9)
    (relation,) = by_rank(rank)
    better, sanction = (
        np.unpackbits(b.view(np.uint8), axis=1, bitorder="little").astype(bool)
        for b in (relation.better, relation.sanction)
    )
    assert np.array_equal(better[:, :n_states], rank[0] > rank[0][:, np.newaxis])
    assert np.array_equal(sanction[:, :n_states], ~better[:, :n_states])
    assert not better[:, n_states:].any()
    assert not sanction[:, n_states:].any()


def test_mistakes_are_named():
    rank, half = np.zeros((1, 3), np.int32), [np.full((3, 3), 0.5)]
    with pytest.raises(ValueError, match=r"no extension \['e'\]"):
        with_unknown(rank, [[]], "e")
    with pytest.raises(ValueError, match="comparison of 0 with 3 is none among 3"):
        with_unknown(rank, [[(0, 1), (0, 3)]])
    with pytest.raises(ValueError, match="comparison of 1 with 1"):
        with_unknown(rank, [[(1, 1)]])
    with pytest.raises(ValueError, match=r"shorter|longer"):
        with_unknown(rank, [])
    for gamma in (0, 1.1):
        with pytest.raises(ValueError, match="satisficing threshold"):
            fuzzy(half, [gamma])
    with pytest.raises(ValueError, match=r"got 0\.0 to 1\.5"):
        fuzzy([np.diag([1.5, 0, 0])], [0.5])
    with pytest.raises(ValueError, match="got nan"):
        probabilistic([np.full((3, 3), np.nan)])
    with pytest.raises(ValueError, match=r"3 x 3 numbers, got \(3, 2\)"):
        probabilistic([np.zeros((3, 2))])
    with pytest.raises(ValueError, match=r"alpha, beta and gamma are in \[0, 1\), got \[1\]"):
        probabilistic(half, beta=1)
