"""Parties that care about each other: against sets, the propositions, and a dilemma by hand."""

from functools import partial

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from models import oracle_conflicts as oracle
from models.test_explicit import by_hand, by_sets, ranks, same, scattered, seeds

from parley.models.conflict_graph import Option, graph
from parley.models.conflict_graph.explicit import (
    arcs_from_lists,
    arcs_of,
    by_attitude,
    by_rank,
    explicit_stability,
)

N_STATES = 8
SELFISH = np.eye(3, dtype=int)


def drawn(seed):
    rng = np.random.default_rng(seed)
    pairs = scattered(rng, 3, N_STATES, rng.choice([0.15, 0.3]))
    return rng, arcs_from_lists(pairs, N_STATES), pairs


def strict(rng):
    return np.stack([rng.permutation(N_STATES) for _ in range(3)]).astype(np.int32)


@settings(max_examples=150, deadline=None)
@given(seeds, st.integers(2, 20), st.booleans())
def test_relational_stability_is_as_sets_say(seed, levels, strict):
    """The state that was left deters as well; elsewhere than here nobody can be brought back."""
    rng, arcs, pairs = drawn(seed)
    rank, e = ranks(rng, 3, N_STATES, levels), rng.integers(-1, 2, (3, 3))
    conflict = by_hand(pairs, rank)
    signs = ["".join("0+-"[feeling] for feeling in row) for row in e]
    suits = partial(oracle.relationally_preferred, conflict, signs, strict)
    expected = by_sets(conflict, suits, lambda i, s, t: s == t or not suits(i, s, t), suits)
    same(explicit_stability(arcs, by_attitude(rank, e, strict=strict)), expected)


@settings(max_examples=60, deadline=None)
@given(seeds, st.integers(2, 20))
def test_strict_selfishness_is_as_stable_as_ever_with_ties_too(seed, levels):
    rng, arcs, _ = drawn(seed)
    rank = ranks(rng, 3, N_STATES, levels)
    strict = explicit_stability(arcs, by_attitude(rank, SELFISH, strict=True))
    same(strict, explicit_stability(arcs, by_rank(rank)))


@settings(max_examples=60, deadline=None)
@given(seeds)
def test_who_cares_for_itself_alone_is_as_stable_as_ever(seed):
    """Inohara and Hipel (2009): discrete attitudes, complete preferences without ties."""
    rng, arcs, _ = drawn(seed)
    rank = strict(rng)
    plain = explicit_stability(arcs, by_rank(rank))
    same(explicit_stability(arcs, by_attitude(rank, SELFISH)), plain)


@settings(max_examples=60, deadline=None)
@given(seeds)
def test_who_cares_for_nobody_leaves_wherever_it_can(seed):
    """Inohara and Hipel (2009), totally neutral attitudes: RNash is RSMR, and RGMR is RSEQ."""
    rng, arcs, pairs = drawn(seed)
    found = explicit_stability(arcs, by_attitude(strict(rng), np.zeros((3, 3), int)))
    assert found["nash"].tolist() == [
        [all(s != here for s, _ in part) for here in range(N_STATES)] for part in pairs
    ]
    assert np.array_equal(found["nash"], found["smr"])
    assert np.array_equal(found["gmr"], found["seq"])


@settings(max_examples=60, deadline=None)
@given(seeds, st.integers(2, 20))
def test_caring_for_more_parties_leaves_fewer_reasons_to_move(seed, levels):
    """And to be strictly selfish with the preference turned round is to be one's own enemy."""
    rng, arcs, _ = drawn(seed)
    rank = ranks(rng, 3, N_STATES, levels)
    e = rng.integers(-1, 2, (3, 3))
    more = np.where(e == 0, rng.integers(-1, 2, (3, 3)), e)
    one, other = (explicit_stability(arcs, by_attitude(rank, a), ["nash"]) for a in (e, more))
    assert not (one["nash"] & ~other["nash"]).any()
    turned = explicit_stability(arcs, by_attitude(20 - rank, SELFISH, strict=True))
    same(explicit_stability(arcs, by_attitude(rank, -SELFISH)), turned)


# A prisoner's dilemma: states by who cooperates, as numbers 0 (nobody), 1, 2, 3 (both).
DILEMMA = np.array([[1, 0, 3, 2], [1, 3, 0, 2]], np.int32)


def stable(attitude, concept="nash"):
    arcs = arcs_of(graph([Option((0,)), Option((1,))], np.arange(4), 2))
    found = explicit_stability(arcs, by_attitude(DILEMMA, attitude), [concept])
    return np.flatnonzero(found[concept].all(axis=0)).tolist()


def test_a_prisoners_dilemma_by_hand():
    """Who changes sides alone always gains at the other's cost, or the reverse."""
    assert stable([[1, 0], [0, 1]]) == [0]  # each for itself: nobody cooperates
    assert stable([[0, 1], [1, 0]]) == [3]  # each for the other: both do
    assert stable([[1, 1], [1, 1]]) == [0, 1, 2, 3]  # no move is good for both
    assert stable([[1, -1], [-1, 1]]) == [0]  # to harm the other adds nothing to selfishness
    assert stable([[-1, 0], [0, -1]]) == [3]  # each against itself
    assert stable([[1, 0], [1, 0]]) == [2]  # all for the first party: only the second cooperates
    assert stable([[0, 0], [0, 0]]) == []
    assert stable([[1, 0], [0, 1]], "gmr") == [0, 3]


def test_a_tie_is_a_reason_to_move_and_deters_nobody():
    """Plain: 0 stays at a tie, and is deterred by one. Relational: neither."""
    tie = np.zeros((2, 2), np.int32)
    back = arcs_from_lists([[(0, 1)], []], 2)
    assert explicit_stability(back, by_rank(tie), ["nash"])["nash"][0, 0]
    assert not explicit_stability(back, by_attitude(tie, np.eye(2)), ["nash"])["nash"][0, 0]
    rank = np.array([[0, 1, 0], [0, 0, 0]], np.int32)  # 0 -> 1 gains, the answer 1 -> 2 takes it
    arcs = arcs_from_lists([[(0, 1)], [(1, 2)]], 3)
    assert explicit_stability(arcs, by_rank(rank), ["gmr"])["gmr"][0, 0]
    assert not explicit_stability(arcs, by_attitude(rank, np.eye(2)), ["gmr"])["gmr"][0, 0]


def test_being_brought_back_deters():
    """Neutral to all, a party leaves 0 for 1; that the other returns it to 0 is an answer."""
    arcs = arcs_from_lists([[(0, 1)], [(1, 0)]], 2)
    found = explicit_stability(arcs, by_attitude(np.zeros((2, 2), int), np.zeros((2, 2))))
    assert {name: bool(stable[0, 0]) for name, stable in found.items()} == {
        "nash": False,
        "gmr": True,
        "smr": False,
        "seq": True,
        "sseq": False,
    }


@pytest.mark.parametrize("attitude", [np.zeros((2, 3)), [[1, 2], [0, 1]], [[0.5, 0], [0, 1]]])
def test_attitudes_are_signs(attitude):
    with pytest.raises(ValueError, match="2 x 2 attitudes of -1, 0 or 1"):
        by_attitude(DILEMMA, attitude)
