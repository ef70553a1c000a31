"""Stability of every state: by the oracle, on published conflicts, and as the theory promises."""

import hashlib
import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from models import oracle_conflicts as oracle
from models.coalition_cases import dense, random_case, translated

from parley.case.rules import parse_rule
from parley.models.conflict_graph import CONCEPTS, Graph, Option, graph, movable, stability
from parley.models.conflict_graph.graph import bases
from parley.models.conflict_graph.preferences import dense as dense_rank

CONFLICTS = Path(__file__).parent.parent / "data" / "conflicts"
SMALL = sorted(path.stem for path in CONFLICTS.glob("*.json") if "large" not in path.stem)
SEEDS = 1_000  # random conflicts held against the oracle, in fifty batches


def facts(name):
    return json.loads((CONFLICTS / f"{name}.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("batch", range(50))
def test_all_concepts_are_those_of_the_oracle(batch):
    """Infeasible states, one-way and shared options, ties, misperceived states, 1 to 5 parties."""
    for seed in range(batch * SEEDS // 50, (batch + 1) * SEEDS // 50):
        case = random_case(seed)
        found = stability(case.graph, case.rank, workers=1)
        for concept in CONCEPTS:
            for party in range(len(case.conflict.parties)):
                wanted = oracle.stable(case.conflict, party, concept)
                assert found[concept][party].tolist() == wanted, (seed, concept, party)


@pytest.mark.parametrize("seed", range(40))
def test_moves_are_those_of_the_oracle(seed):
    case = random_case(seed)
    for party in range(case.graph.n_parties):
        moves = oracle.moves(case.conflict, party)
        for s in range(case.graph.n_states):
            assert set(movable(case.graph, party, s).tolist()) == moves[s]


@pytest.mark.parametrize("name", SMALL)
def test_published_conflicts_by_the_definition(name):
    """Each file cites its source; `expected.oracle` was worked out by the definition."""
    data = facts(name)
    case = translated(oracle.from_reference(data))
    found = stability(case.graph, case.rank)
    for party, row in enumerate(data["expected"]["oracle"]["stability"].values()):
        for concept, stable in row.items():
            assert found[concept.lower()][party].tolist() == [bool(x) for x in stable]


def equilibria(name, concept):
    case = translated(oracle.from_reference(facts(name)))
    return np.flatnonzero(stability(case.graph, case.rank)[concept].all(axis=0)) + 1


def test_garrison_state_6_is_an_equilibrium_that_one_move_per_opponent_misses():
    """Hipel and Fraser (1980): nobody twice in a row lets the first opponent answer again."""
    assert {4, 6, 10} <= set(equilibria("gmcrpy_garrison", "gmr"))
    assert set(equilibria("gmcrpy_garrison", "smr")) == set(equilibria("gmcrpy_garrison", "gmr"))
    assert equilibria("gmcrpy_garrison", "seq").tolist() == [2, 3, 11, 17, 18, 21, 22]


def test_korea_with_an_invasion_that_cannot_be_undone_keeps_state_12():
    """Jacobi (2017) prints 0, 5 and 10 for this model, and overlooks the move from 12 to 0."""
    base = set(equilibria("korea2017_base", "seq"))
    bound = set(equilibria("korea2017_irreversible", "seq"))
    assert bound != base
    published = facts("korea2017_irreversible")["expected"]["oracle"]["equilibria"]["SEQ"]
    assert len(bound) == len(published)


def trade():
    """GATT talks, 6 parties, 20 options, 138,240 states; only counts and digests are kept."""
    data = facts("trade_uruguay_large")
    names = [dm["id"] for dm in data["dms"]]
    options = [Option((names.index(o["dm"]),)) for o in data["options"]]
    code = np.arange(1 << len(options))
    levels = [code >> k & 1 for k in range(len(options))]
    for pattern in data["infeasible"]:
        fits = [levels[k] == "NY".index(c) for k, c in enumerate(pattern) if c != "-"]
        code = code[~np.logical_and.reduce(fits)]
        levels = [code >> k & 1 for k in range(len(options))]
    rank = np.stack([_ranked(data["preference_statements"][name], levels) for name in names])
    return data, graph(options, code, len(names)), rank


def _ranked(statements, levels):
    key = np.zeros(len(levels[0]), np.int64)
    for statement in statements:
        holds = np.logical_or.reduce(
            [
                np.logical_and.reduce(
                    [levels[k] == "NY".index(c) for k, c in enumerate(pattern) if c != "-"]
                )
                for pattern in statement
            ]
        )
        key = 2 * dense_rank(key).astype(np.int64) + holds
    return dense_rank(key)


def test_the_large_trade_model_equals_its_digests():
    data, large, rank = trade()
    assert large.n_states == 138_240
    found = stability(large, rank)
    for concept, expected in data["expected"]["results"].items():
        stable = found[concept.lower()]
        assert int(stable.all(axis=0).sum()) == expected["equilibria_count"]
        digests = [
            hashlib.sha256(np.packbits(row, bitorder="little").tobytes()).hexdigest()
            for row in stable
        ]
        assert digests == list(expected["sha256_per_dm"].values())


def test_the_answer_hangs_on_no_number_of_threads():
    _, large, rank = trade()
    one, many = (stability(large, rank, ("smr", "seq"), workers=n) for n in (1, 7))
    for concept in one:
        assert (one[concept] == many[concept]).all()


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10_000))
def test_inclusions_hold(seed):
    """Fang, Hipel and Kilgour (1993), theorem 3.1; Rego and Vieira (2017) for sseq."""
    case = random_case(seed)
    found = stability(case.graph, case.rank)
    for stronger, weaker in (
        ("nash", "sseq"), ("sseq", "seq"), ("seq", "gmr"), ("sseq", "smr"), ("smr", "gmr"),
    ):  # fmt: skip
        assert (found[stronger] <= found[weaker]).all()


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10_000), st.randoms(use_true_random=False))
def test_order_of_parties_and_options_does_not_matter(seed, random):
    case = random_case(seed).conflict
    parties = random.sample(range(len(case.parties)), len(case.parties))
    options = [
        Option(tuple(parties.index(p) for p in o.owners), o.n_levels, o.one_way)
        for o in reversed(case.options)
    ]
    codes = np.array(case.states)[:, ::-1] @ bases(options)
    order = np.argsort(codes)
    seen = np.zeros((len(parties), len(codes)), bool)
    for p, s in case.misperceived:
        seen[parties.index(p), s] = True
    turned = graph(options, codes[order], len(parties), seen[:, order])
    rank = dense([case.rank[p] for p in parties])[:, order]
    plain = translated(case)
    found, again = stability(plain.graph, plain.rank), stability(turned, rank)
    for concept in CONCEPTS:
        assert (found[concept][parties][:, order] == again[concept]).all()


def staircase(n):
    """Two opponents who climb n steps in turn: a chain of answers as long as the conflict."""
    options = [Option((0,)), Option((1,), n + 1), Option((2,), n + 1)]
    steps = [(0, 0, 0), *((1, i // 2 + i % 2, i // 2) for i in range(2 * n + 1))]
    code = np.array([s @ np.array(bases(options)) for s in np.array(steps)])
    climb = np.arange(len(steps), dtype=np.int32)
    rank = np.stack([-climb, climb, climb])
    rank[0] = [1, *([2] * (len(steps) - 2)), 0]
    return graph(options, np.sort(code), 3), rank[:, np.argsort(code)].astype(np.int32)


def test_a_long_chain_of_answers_is_followed_to_its_end():
    """Sweeps that pass over all states once a step would take as many passes as there are steps."""
    stairs, rank = staircase(20_000)
    found = stability(stairs, rank, ("nash", "seq"))
    first = int(np.flatnonzero(rank[0] == 1)[0])
    assert not found["nash"][0, first]
    assert found["seq"][0, first]


def test_one_party_alone_is_stable_where_it_ranks_best():
    lonely = graph([Option((0,)), Option((0,), 3)], np.arange(6), 1)
    rank = np.array([[0, 1, 2, 3, 4, 4]], np.int32)
    for stable in stability(lonely, rank).values():
        assert stable[0].tolist() == [False] * 4 + [True] * 2


def test_an_option_of_two_parties_is_a_move_of_each():
    shared = graph([Option((0, 1))], np.arange(2), 2)
    assert isinstance(shared, Graph)
    assert movable(shared, 0, 0).tolist() == movable(shared, 1, 0).tolist() == [1]


def test_a_wrong_shape_or_name_is_refused():
    two = graph([Option((0,))], np.arange(2), 1)
    with pytest.raises(ValueError, match="no concept"):
        stability(two, np.zeros((1, 2), np.int32), ("nsh",))
    with pytest.raises(ValueError, match="must be int32"):
        stability(two, np.zeros((1, 3), np.int32))


def test_if_and_iff_are_short_for_implications():
    assert parse_rule("a=x if b=y") == parse_rule("b=y implies a=x")
    both = parse_rule("(a=x implies b=y) and (b=y implies a=x)")
    assert parse_rule("a=x iff b=y") == both
    with pytest.raises(ValueError, match="too long"):
        parse_rule(" iff ".join(["a=x"] * 7))
