"""Strong stability: against the definitions, by hand, and what follows from them."""

import numpy as np
import pytest
from models import oracle_conflicts as oracle
from models.coalition_cases import random_case, small

from parley.models.conflict_graph.graph import Option
from parley.models.conflict_graph.stability import stability
from parley.models.conflict_graph.strength import CONCEPTS, strong_stability


@pytest.mark.parametrize("block", range(10))
def test_equals_the_definition(block):
    for seed in range(40 * block, 40 * block + 40):
        case = random_case(seed)
        if case.conflict.band is None:
            continue
        found = strong_stability(case.graph, case.rank, case.band)
        for concept in CONCEPTS:
            for i in range(case.graph.n_parties):
                assert found[concept][i].tolist() == oracle.strong(case.conflict, i, concept), seed


def chicken(**bands):
    """Each of two parties swerves or not; states NN YN NY YY, ranks as by Rapoport and Guyer."""
    case = small([Option((0,)), Option((1,))], [[0, 1, 3, 2], [0, 3, 1, 2]])
    case.band = np.array([bands["a"], bands["b"]], np.int32)
    return case


def test_a_crash_that_is_much_worse_holds_both_back_strongly():
    """Hamouda, Kilgour and Hipel (2004): the degree of the sanction decides, not of the gain."""
    case = chicken(a=[0, 1, 1, 1], b=[0, 1, 1, 1])
    found = strong_stability(case.graph, case.rank, case.band)
    assert found["gmr"].tolist() == [[False, True, True, True]] * 2
    assert found["smr"].tolist() == [[False, True, True, False]] * 2  # back to YN is but mild
    assert found["seq"].tolist() == [[False, True, True, False]] * 2  # nobody crashes willingly


def test_stable_and_not_strong_is_weak():
    case = chicken(a=[0, 0, 1, 0], b=[0, 0, 0, 0])
    stable = stability(case.graph, case.rank)
    found = strong_stability(case.graph, case.rank, case.band)
    assert stable["gmr"][:, 3].tolist() == [True, True]
    assert found["gmr"][:, 3].tolist() == [False, False]


def test_strong_if_the_way_out_leads_to_something_much_worse_too():
    case = chicken(a=[0, 0, 2, 1], b=[0, 2, 0, 1])
    assert strong_stability(case.graph, case.rank, case.band)["smr"][:, 3].all()


@pytest.mark.parametrize("seed", range(60))
def test_what_follows_from_the_definition(seed):
    case = random_case(seed)
    stable = stability(case.graph, case.rank)
    strong = strong_stability(case.graph, case.rank, case.band)
    for concept in CONCEPTS:
        assert (strong[concept] <= stable[concept]).all()
        assert (strong[concept] >= stable["nash"]).all()  # no improvement, none to answer
    for narrow, wide in [("smr", "gmr"), ("seq", "gmr"), ("sseq", "seq"), ("sseq", "smr")]:
        assert (strong[narrow] <= strong[wide]).all()


@pytest.mark.parametrize("seed", range(20))
def test_one_band_leaves_only_states_without_improvement(seed):
    case = random_case(seed)
    found = strong_stability(case.graph, case.rank, np.full_like(case.rank, -7), ["gmr", "sseq"])
    nash = stability(case.graph, case.rank, ["nash"])["nash"]
    assert list(found) == ["gmr", "sseq"]
    assert (found["gmr"] == nash).all()
    assert (found["sseq"] == nash).all()


@pytest.mark.parametrize("seed", range(20))
def test_bands_are_told_apart_by_order_only(seed):
    case = random_case(seed)
    stretched = case.band * np.int32(1000) - np.int32(5)
    found = strong_stability(case.graph, case.rank, stretched)
    for concept, strong in strong_stability(case.graph, case.rank, case.band).items():
        assert (found[concept] == strong).all()


def test_refuses_what_it_cannot_read():
    case = chicken(a=[0, 0, 1, 0], b=[0, 0, 0, 0])
    with pytest.raises(ValueError, match=r"no concept \['nash'\]"):
        strong_stability(case.graph, case.rank, case.band, ["gmr", "nash"])
    with pytest.raises(ValueError, match="band of party 1"):
        strong_stability(case.graph, case.rank, np.array([[0, 0, 1, 0], [0, 0, 1, 0]], np.int32))
    with pytest.raises(ValueError, match="band must be"):
        strong_stability(case.graph, case.rank, case.band[:1])
    tied = small([Option((0,))], [[1, 1]])
    with pytest.raises(ValueError, match="equal in ties"):
        strong_stability(tied.graph, tied.rank, np.array([[0, 1]], np.int32))
