"""Levers, parts of a conflict and hypergames, by hand and by the oracle."""

import numpy as np
import pytest
from conflict_case import DILEMMA, moving
from hypothesis import given, settings
from hypothesis import strategies as st
from models import oracle_conflicts as oracle
from models.coalition_cases import random_case

from parley.draws import draws
from parley.models.conflict_graph import level, stability
from parley.models.conflict_graph.build import conflict, ranks_of
from parley.models.conflict_graph.hypergame import Picture, hypergame
from parley.models.conflict_graph.levers import POLICIES, levers, pulled
from parley.models.conflict_graph.parts import part_without


@pytest.fixture(scope="module")
def dilemma():
    found = conflict(case := moving(), draws(case, 3))
    return found, ranks_of(found).rank


def test_a_promise_makes_peace_hold_where_a_gift_does_not(dilemma):
    """Paid whatever it does, Alba keeps its arms; paid for laying them down, it lays them down.

    Both lay down arms is stable by answers (SEQ) already; Nash asks for more.
    """
    found, rank = dilemma
    peace = found.named["both"]
    by_policy = {
        (each.lever.policy, each.lever.level): each.stable
        for each in pulled(found.graph, [rank], "nash", found.now, peace, 2)
    }
    assert not by_policy["held", 1][0]
    assert by_policy["promised", 1][0]
    assert not by_policy["threatened", 1][0]  # paid for leaving
    assert not by_policy["promised", 1][1]  # Borduria is promised nothing


def policy_states(graph, party, lever, now, target):
    """Which states stand for each way to set the others' options, by the words of the module."""
    chosen = {}
    for s in range(graph.n_states):
        here = [int(level(graph.options, graph.code[[s]], k)[0]) for k in range(len(graph.options))]
        goal = [int(level(graph.options, graph.code[[target]], k)[0])
                for k in range(len(graph.options))]  # fmt: skip
        before = [int(level(graph.options, graph.code[[now]], k)[0])
                  for k in range(len(graph.options))]  # fmt: skip
        today = before[lever.option]
        own = [k for k, o in enumerate(graph.options) if o.owners == (party,)]
        core = tuple(x for k, x in enumerate(here) if k not in own)
        others = [k for k in range(len(goal)) if k not in own]
        asked = [k for k in others if goal[k] != before[k]] or others
        there = all(here[k] == goal[k] for k in asked)
        wanted = {
            "held": lever.level,
            "promised": lever.level if there else today,
            "threatened": goal[lever.option] if there else lever.level,
        }[lever.policy]
        fits = all(here[k] == (wanted if k == lever.option else goal[k]) for k in own)
        if fits:
            assert core not in chosen
            chosen[core] = s
    return chosen


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 5_000))
def test_pulled_levers_are_the_oracle_on_the_states_the_policy_leaves(seed):
    case = random_case(seed)
    graph, rank = case.graph, case.rank
    now, target = 0, graph.n_states - 1
    for party in range(graph.n_parties):
        own = [k for k, o in enumerate(graph.options) if o.owners == (party,)]
        every = {each.lever: each for each in pulled(graph, [rank] * 2, "seq", now, target, party)}
        for lever in levers(graph, party, now, target):
            chosen = policy_states(graph, party, lever, now, target)
            core = tuple(x for k, x in enumerate(case.conflict.states[target]) if k not in own)
            assert (lever in every) == (core in chosen)
            if lever not in every:
                continue
            cores = sorted(chosen, key=lambda c: c[::-1])
            part = oracle.Conflict(
                parties=case.conflict.parties,
                options=tuple(o for k, o in enumerate(case.conflict.options) if k not in own),
                states=tuple(cores),
                rank=tuple(tuple(int(row[chosen[c]]) for c in cores) for row in rank),
                misperceived=frozenset(
                    (p, k)
                    for p, s in case.conflict.misperceived
                    for k, c in enumerate(cores)
                    if chosen[c] == s
                ),
            )
            place = cores.index(core)
            wanted = [oracle.stable(part, p, "seq")[place] for p in range(graph.n_parties)]
            assert every[lever].stable.tolist() == wanted, lever
            assert every[lever].holds.tolist() == [all(wanted)] * 2, lever
            for p in every[lever].cornered:
                assert not oracle.moves(part, p)[place]


def test_a_party_that_stays_for_want_of_a_way_out_is_named():
    """Borduria cannot take up arms again while Castellan pays: a condition, not a reason."""
    bound = DILEMMA.replace("  now:", "  conditions: [c.pay implies b.down]\n  now:")
    found = conflict(case := moving(bound), draws(case, 3))
    rank = ranks_of(found).rank
    every = pulled(found.graph, [rank], "nash", found.now, found.named["both"], 2)
    cornered = {each.lever.policy: each.cornered for each in every if each.lever.level}
    assert cornered == {"held": (1,), "promised": (), "threatened": (1,)}


def test_every_lever_changes_something(dilemma):
    found, _ = dilemma
    kinds = {(lever.policy, lever.level) for lever in levers(found.graph, 2, found.now, found.now)}
    assert kinds == {("held", 1), ("threatened", 1), ("promised", 1)}
    assert {policy for policy, _ in kinds} == set(POLICIES)


def test_a_part_needs_one_state_for_each_way_to_set_the_rest(dilemma):
    found, _ = dilemma
    with pytest.raises(ValueError, match="differ only in options that are held"):
        part_without(found.graph, [2], np.arange(8))


def test_a_party_that_sees_all_as_it_is_has_nothing_to_be_surprised_by(dilemma):
    found, rank = dilemma
    plain = stability(found.graph, rank, ("seq",))["seq"].all(axis=0)
    same = hypergame(found.graph, rank, {0: Picture(unaware=(), rank=rank)}, found.now, "seq")
    assert (same.holds == plain).all()
    assert not same.surprises.any()
    assert same.seen.all()


def test_what_a_party_does_not_know_of_surprises_it(dilemma):
    """Alba does not know that Castellan can pay, and cannot imagine states where it does."""
    found, rank = dilemma
    game = hypergame(found.graph, rank, {0: Picture(unaware=(2,), rank=rank)}, found.now, "seq")
    paid = level(found.graph.options, found.graph.code, 2) == 1
    assert (game.seen[0] == ~paid).all()
    assert not game.expected[0][paid].any()


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 5_000))
def test_each_party_moves_by_its_own_picture(seed):
    case = random_case(seed)
    turned = np.ascontiguousarray(case.rank.max() - case.rank).astype(np.int32)
    game = hypergame(case.graph, case.rank, {0: Picture(unaware=(), rank=turned)}, 0, "seq")
    own = stability(case.graph, turned, ("seq",))["seq"]
    true = stability(case.graph, case.rank, ("seq",))["seq"]
    assert (game.holds == (own[0] & true[1:].all(axis=0))).all()
    assert (game.expected[0] == own.all(axis=0)).all()
