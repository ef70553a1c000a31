"""Inverse analysis against the engine run over all rankings, and a published count."""

import itertools
from fractions import Fraction
from math import comb, factorial

import numpy as np
import pytest
from models.test_evolution import conflict, published

from parley.models.conflict_graph.graph import Option, graph, movable
from parley.models.conflict_graph.inverse import (
    Clause,
    minimal_sets,
    needed,
    rankings,
    share,
    swaps,
)
from parley.models.conflict_graph.stability import CONCEPTS, stability

SMALL = [seed for seed in range(300) if 2 <= conflict(seed)[0].n_states <= 5]
SOME = [seed for seed in range(70) if 2 <= conflict(seed)[0].n_states <= 12]


def holds(clauses, below):
    return all(
        clause.target in below or any(set(states) <= below for states in clause.answers)
        for clause in clauses
    )


def named(clauses):
    every = {clause.target for clause in clauses}
    return sorted(every.union(*(states for clause in clauses for states in clause.answers)))


def subsets(states):
    sizes = range(len(states) + 1)
    return [set(some) for n in sizes for some in itertools.combinations(states, n)]


def ranked(rank, party, row):
    """The ranks with another row for the party, dense."""
    found = rank.copy()
    found[party] = np.unique(row, return_inverse=True)[1]
    return found


def verdict(graph, rank, party, s, concept):
    return bool(stability(graph, rank, [concept], parties=[party])[concept][party, s])


def crossed(rank, party, s, states):
    """The ranks once the states are worst, if they were better than s, or else best."""
    row = rank[party].astype(int)
    for x in states:
        row[x] = -1 if row[x] > row[s] else 1000
    return ranked(rank, party, row)


@pytest.mark.parametrize("concept", CONCEPTS)
@pytest.mark.parametrize("seed", SMALL[:20])
def test_counts_are_those_of_all_rankings_one_by_one(seed, concept):
    graph, rank = conflict(seed)
    n, party = graph.n_states, seed % graph.n_parties
    clauses = [needed(graph, rank, party, s, concept) for s in range(n)]
    count = np.zeros(n, int)
    for row in itertools.permutations(range(n)):
        new = ranked(rank, party, row)
        stable = stability(graph, new, [concept], parties=[party])[concept][party]
        count += stable
        for s in range(n):
            assert stable[s] == holds(clauses[s], {x for x in range(n) if row[x] <= row[s]})
    assert [rankings(each, n) for each in clauses] == count.tolist()
    assert [share(each) * factorial(n) for each in clauses] == count.tolist()


@pytest.mark.parametrize("concept", CONCEPTS)
@pytest.mark.parametrize("seed", range(60))
def test_clauses_hold_just_where_the_engine_says_stable(seed, concept):
    """With ties, and on conflicts too large to try all rankings."""
    graph, rank = conflict(seed)
    rng, party = np.random.default_rng(seed), seed % graph.n_parties
    clauses = [needed(graph, rank, party, s, concept) for s in range(graph.n_states)]
    for most in (2, 3, 40):
        new = ranked(rank, party, rng.integers(0, most, graph.n_states))
        stable = stability(graph, new, [concept])[concept][party]
        for s, each in enumerate(clauses):
            below = set(np.flatnonzero(new[party] <= new[party, s]).tolist())
            assert holds(each, below) == stable[s]


@pytest.mark.parametrize("concept", CONCEPTS)
@pytest.mark.parametrize("seed", SOME)
def test_share_and_minimal_sets_are_those_of_all_sets(seed, concept):
    graph, rank = conflict(seed)
    party = seed % graph.n_parties
    for s in range(graph.n_states):
        clauses = needed(graph, rank, party, s, concept)
        m = len(named(clauses))
        enough = [below for below in subsets(named(clauses)) if holds(clauses, below)]
        weights = (Fraction(1, (m + 1) * comb(m, len(below))) for below in enough)
        assert share(clauses) == sum(weights)
        least = [one for one in enough if not any(other < one for other in enough)]
        assert sorted(minimal_sets(clauses)) == sorted(tuple(sorted(one)) for one in least)


@pytest.mark.parametrize("concept", CONCEPTS)
@pytest.mark.parametrize("seed", SOME)
def test_no_clause_follows_from_the_others(seed, concept):
    graph, rank = conflict(seed)
    for s in range(graph.n_states):
        clauses = needed(graph, rank, 0, s, concept)
        assert s not in named(clauses)
        for one, other in itertools.permutations(clauses, 2):
            every = subsets(named([one, other]))
            assert any(holds([other], below) and not holds([one], below) for below in every)
        for clause in clauses:
            sets = [{clause.target}, *map(set, clause.answers)]
            assert not any(a <= b for a, b in itertools.permutations(sets, 2))


@pytest.mark.parametrize("concept", CONCEPTS)
@pytest.mark.parametrize("seed", [seed for seed in SOME if conflict(seed)[0].n_states <= 8][:20])
def test_swaps_are_the_fewest_states_that_turn_the_engine_round(seed, concept):
    graph, rank = conflict(seed)
    party = seed % graph.n_parties
    for s in range(graph.n_states):
        own, now = rank[party], verdict(graph, rank, party, s, concept)
        found = swaps(needed(graph, rank, party, s, concept), rank[party], s)
        assert found.stable == now
        can_cross = [x for x in range(graph.n_states) if x != s and (own[x] <= own[s]) == now]
        turns = (
            (len(some), sum(abs(int(own[x]) - int(own[s])) for x in some), tuple(sorted(some)))
            for some in subsets(can_cross)
            if verdict(graph, crossed(rank, party, s, some), party, s, concept) != now
        )
        assert found.states == min(turns, default=(0, 0, ()))[2]


def tangled(seed):
    """Clauses of smr share large answers, and more so if an option has no way back."""
    rng = np.random.default_rng(seed)
    one_way = int(rng.integers(0, 2))
    options = [Option((0,), 2, one_way), Option((0,), 2), Option((1,), int(rng.integers(2, 4)))]
    code = np.flatnonzero(rng.random(4 * options[2].n_levels) < 0.9)
    rows = [rng.permutation(len(code)) for _ in range(2)]
    return graph(options, code, 2), np.array(rows, np.int32)


@pytest.mark.parametrize("concept", ["smr", "sseq"])
@pytest.mark.parametrize("seed", range(80))
def test_swaps_are_the_fewest_where_answers_are_shared(seed, concept):
    graph, rank = tangled(seed)
    own = rank[0]
    for s in range(graph.n_states):
        clauses = needed(graph, rank, 0, s, concept)
        below = set(np.flatnonzero(own <= own[s]).tolist())
        found = swaps(needed(graph, rank, 0, s, concept), rank[0], s)
        assert found.stable == holds(clauses, below)
        turns = (
            (len(some), sum(abs(int(own[x]) - int(own[s])) for x in some), tuple(sorted(some)))
            for some in subsets([x for x in named(clauses) if (x in below) == found.stable])
            if holds(clauses, below ^ some) != found.stable
        )
        assert found.states == min(turns, default=(0, 0, ()))[2]


def test_answers_that_overlap_are_not_counted_as_if_apart():
    """1, or 2 and 3, or 3 and 4: of the 16 sets these are the 8 with 1, and 23, 34 and 234."""
    clause = Clause(1, ((2, 3), (3, 4)))
    sizes = [len(below) for below in subsets([1, 2, 3, 4]) if holds([clause], below)]
    assert sorted(sizes) == [1, 2, 2, 2, 2, 2, 3, 3, 3, 3, 4]
    assert share([clause]) == sum(Fraction(1, 5 * comb(4, n)) for n in sizes)


def test_syria_and_iraq_1975():
    """Hipel, Kilgour and Kinsara (2014), Group Decision and Negotiation 23(3), 355-376, without
    third party: Syria releases water or escalates, not both; Iraq attacks. The user handout of
    GMCR+, section 4.2, counts the rankings of Syria that make state 2 (Syria releases) stable
    for it, of 720: 240 under Nash and, in print, 420 under SEQ. That is wrong: by hand, from state
    2 Syria can move to two states, each with one answer of Iraq's, so 1 - 1/3 - 1/3 + 1/5 = 8/15
    of them, 384.
    """
    found, rank, states, _ = published("gmcrpy_syriairaq")
    assert states.index("YNN") == 1
    counts = {name: rankings(needed(found, rank, 0, 1, name), 6) for name in CONCEPTS}
    assert counts == {"nash": 240, "gmr": 384, "smr": 300, "seq": 384, "sseq": 300}
    assert share(needed(found, rank, 0, 1, "seq")) == 1 - 2 * Fraction(1, 3) + Fraction(1, 5)
    assert needed(found, rank, 0, 1, "seq") == (Clause(0, ((3,),)), Clause(2, ((5,),)))
    assert minimal_sets(needed(found, rank, 0, 1, "smr")) == ((0, 2), (3, 4, 5))


def test_states_that_always_occur_together_count_as_one_group():
    """Sharing the large answer, the clauses cannot be taken apart; 25 states, 3 groups."""
    shared = tuple(range(10, 33))
    m = 25
    clauses = (Clause(1, (shared,)), Clause(2, (shared,)))
    expected = Fraction(1, 3) + Fraction(1, m - 1) - Fraction(1, m + 1)
    assert share(clauses) == expected


def test_large_clauses_without_common_states_are_counted():
    """s is better than no member of a clause with chance 1 / (n + 1), by symmetry."""
    assert share([Clause(0, tuple((x,) for x in range(1, 400)))]) == 1 - Fraction(1, 401)
    assert share([Clause(x, ()) for x in range(400)]) == Fraction(1, 401)
    assert share([]) == 1


def test_what_is_too_large_is_refused_with_its_number():
    chain = [Clause(x, ((x + 1,),)) for x in range(21)]
    with pytest.raises(ValueError, match="22 groups of states matter; at most 20"):
        share(chain)
    with pytest.raises(ValueError, match="501 states matter"):
        share([Clause(x, ()) for x in range(501)])
    pairs = [Clause(x, ((x + 100,),)) for x in range(11)]
    with pytest.raises(ValueError, match="more than 1000 minimal sets"):
        minimal_sets(pairs)
    assert len(minimal_sets(pairs, most=2048)) == 2048


def test_swaps_take_the_nearest_of_equally_few():
    """From 0 party 0 improves to 1, and party 1 can answer by 3 or 5; 5 is nearer to 0."""
    found = graph([Option((0,)), Option((1,), 3)], np.arange(6), 2)
    rank = np.array([[0, 5, 1, 4, 2, 3], [0] * 6], np.int32)
    assert movable(found, 1, 1).tolist() == [3, 5]
    assert swaps(needed(found, rank, 0, 0, "gmr"), rank[0], 0) == (False, (5,))
    assert swaps(needed(found, rank, 0, 0, "nash"), rank[0], 0) == (False, (1,))
    assert swaps(needed(found, rank, 0, 1, "gmr"), rank[0], 1) == (True, (0, 2, 4))


def test_no_preference_makes_a_party_leave_where_it_cannot_move():
    found = graph([Option((0,)), Option((1,))], np.arange(4), 3)
    rank = np.zeros((3, 4), np.int32)
    for concept in CONCEPTS:
        assert needed(found, rank, 2, 0, concept) == ()
        assert swaps(needed(found, rank, 2, 0, concept), rank[2], 0) == (True, ())


def test_refusals():
    found, rank = conflict(0)
    with pytest.raises(ValueError, match="no verdict on state 0 for party 9 under 'seq'"):
        needed(found, rank, 9, 0, "seq")
    with pytest.raises(ValueError, match="no verdict on state -1"):
        needed(found, rank, 0, -1, "nash")
    with pytest.raises(ValueError, match="no verdict on state 0 for party 0 under 'sim'"):
        swaps(needed(found, rank, 0, 0, "sim"), rank[0], 0)
