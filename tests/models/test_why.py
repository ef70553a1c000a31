"""Reasons of a verdict: every path is a proof, and none shorter or worse exists."""

import itertools

import numpy as np
import pytest
from models import oracle_conflicts as oracle
from models.coalition_cases import random_case
from models.test_evolution import check_path, conflict, elmira

from parley.models.conflict_graph.graph import Option, graph, movable
from parley.models.conflict_graph.stability import CONCEPTS, stability
from parley.models.conflict_graph.why import why

CREDIBLE, LASTING = ("seq", "sseq"), ("smr", "sseq")


def answers(graph, rank, party, s1, *, improving):
    """Fewest moves of the others from s1 to each state they can bring about, by layers."""
    layer, length = {s1}, {s1: 0}
    for n in itertools.count(1):
        layer = {
            int(t)
            for s in layer
            for j in range(graph.n_parties)
            if j != party
            for t in movable(graph, j, s)
            if (not improving or rank[j, t] > rank[j, s]) and t not in length
        }
        if not layer:
            return length
        length |= dict.fromkeys(layer, n)


def escapes(graph, own, party, s, s2):
    return [t for t in movable(graph, party, s2).tolist() if own[t] > own[s]]


def feared(graph, rank, party, s, s1, concept):
    """(moves, rank, state) of each answer to s1 that deters the party, the first one first."""
    own = rank[party]
    if concept == "nash":
        return []
    reached = answers(graph, rank, party, s1, improving=concept in CREDIBLE)
    return sorted(
        (n, own[t], t)
        for t, n in reached.items()
        if own[t] <= own[s] and not (concept in LASTING and escapes(graph, own, party, s, t))
    )


def check(graph, rank, party, s, concept, found):
    """Each improvement listed is one, and what is said of it is right and the first choice."""
    own = rank[party]
    for target, answered, path, escape in found.improvements:
        assert target in movable(graph, party, s)
        assert own[target] > own[s]
        deterring = feared(graph, rank, party, s, target, concept)
        assert answered == bool(deterring)
        softer = {"smr": "gmr", "sseq": "seq"}.get(concept, "nash")
        shown = deterring or feared(graph, rank, party, s, target, softer)
        end = shown[0][2] if shown else target
        check_path(graph, rank, path, target, end)
        assert len(path) == (shown[0][0] if shown else 0)
        assert all(step.party != party for step in path)
        assert all(step.improves for step in path) or concept not in CREDIBLE
        assert (escape is not None) == (bool(path) and not answered)
        if escape is not None:
            best = max(escapes(graph, own, party, s, end), key=lambda t: (own[t], -t))
            assert escape == (party, end, best, True)


@pytest.mark.parametrize("concept", CONCEPTS)
@pytest.mark.parametrize("seed", range(40))
def test_reasons_prove_the_verdict_of_the_engine(seed, concept):
    graph, rank = conflict(seed)
    stable = stability(graph, rank, [concept])[concept]
    for party, s in itertools.product(range(graph.n_parties), range(0, graph.n_states, 3)):
        found = why(graph, rank, party, s, concept, most=graph.n_states)
        assert found.stable == stable[party, s]
        check(graph, rank, party, s, concept, found)
        own = rank[party]
        improving = [t for t in movable(graph, party, s).tolist() if own[t] > own[s]]
        assert sorted(each.target for each in found.improvements) == improving
        assert found.n_improvements == len(improving)
        assert found.n_unanswered == sum(not each.answered for each in found.improvements)
        assert found.stable == (found.n_unanswered == 0)


@pytest.mark.parametrize("concept", CONCEPTS)
@pytest.mark.parametrize("seed", range(20))
def test_the_verdict_is_that_of_the_oracle(seed, concept):
    case = random_case(seed)
    for party in range(case.graph.n_parties):
        stable = oracle.stable(case.conflict, party, concept)
        found = [why(case.graph, case.rank, party, s, concept) for s in range(len(stable))]
        assert [each.stable for each in found] == stable


@pytest.mark.parametrize("seed", range(40))
def test_the_improvements_shown_are_unanswered_first_then_best_then_lowest(seed):
    graph, rank = conflict(seed)
    for s in range(graph.n_states):
        every = why(graph, rank, 0, s, "gmr", most=graph.n_states)
        key = [(each.answered, -rank[0, each.target], each.target) for each in every.improvements]
        assert key == sorted(key)
        few = why(graph, rank, 0, s, "gmr", most=2)
        assert few.improvements == every.improvements[:2]
        assert (few.stable, few.n_improvements) == (every.stable, every.n_improvements)
        assert few.n_unanswered == every.n_unanswered


def test_elmira_local_government_insists_because_nothing_credible_answers():
    """In s1 the local government would insist, s5. Others could answer so by moves, but not by
    improvements: s1 is GMR, not SEQ stable for it."""
    graph, rank, at = elmira()
    free = why(graph, rank, 2, at[1], "seq")
    assert not free.stable
    assert free.improvements == ((at[5], False, (), None),)
    held = why(graph, rank, 2, at[1], "gmr")
    (answer,) = held.improvements
    assert held.stable
    assert answer.answered
    assert answer.path == ((1, at[5], answer.path[0].target, False),)  # Uniroyal abandons
    assert rank[2, answer.path[0].target] == 0


def test_an_answer_that_can_be_escaped_is_shown_with_the_escape():
    """Party 0 raises its option, 0 to 1; party 1 answers, 1 to 3; party 0 goes back, 3 to 2."""
    found = graph([Option((0,)), Option((1,))], np.arange(4), 2)
    rank = np.array([[1, 2, 3, 0], [0, 1, 0, 2]], np.int32)
    path = ((1, 1, 3, True),)
    for concept in ("smr", "sseq"):
        verdict = why(found, rank, 0, 0, concept)
        assert verdict.improvements == ((1, False, path, (0, 3, 2, True)),)
    for concept in ("gmr", "seq"):
        verdict = why(found, rank, 0, 0, concept)
        assert verdict.improvements == ((1, True, path, None),)
    assert why(found, rank, 0, 0, "nash").improvements == ((1, False, (), None),)


def test_nash_stable_is_to_have_no_improvement():
    graph, rank, at = elmira()
    for concept in CONCEPTS:
        verdict = why(graph, rank, 0, at[5], concept)
        assert (verdict.stable, verdict.n_improvements, verdict.improvements) == (True, 0, ())


@pytest.mark.parametrize(("party", "s", "concept"), [(3, 0, "gmr"), (0, -1, "gmr"), (0, 0, "cgmr")])
def test_refusals(party, s, concept):
    graph, rank, _ = elmira()
    with pytest.raises(ValueError, match=f"no verdict on state {s} for party {party} under"):
        why(graph, rank, party, s, concept)
