"""From the section `moves` to states and ranks, and what is refused on the way."""

from itertools import product

import numpy as np
import pytest
from conflict_case import DILEMMA, moving, told
from hypothesis import given, settings
from hypothesis import strategies as st

from parley.case.rules import holds, parse_rule
from parley.case.schema import Condition, MoveOption
from parley.draws import draws
from parley.errors import CaseError
from parley.models.conflict_graph import Option
from parley.models.conflict_graph.build import conflict, rank_of, ranks_of
from parley.models.conflict_graph.preferences import ByStatements, Ranked, ranked
from parley.models.conflict_graph.robustness import profiles, robustness
from parley.models.conflict_graph.states import feasible, level_arrays

RULES = (
    "p.a", "not p.b", "p.c=high", "p.c>=mid", "p.c<high", "p.c!=low",
    "p.a and p.b", "p.a or p.c=low", "p.a implies p.b", "p.a if p.c=mid", "p.b iff p.c=high",
    "not (p.a or p.b) implies p.c=low",
)  # fmt: skip
PATHS = {
    "p.a": MoveOption(name="A"),
    "p.b": MoveOption(name="B"),
    "p.c": MoveOption(name="C", levels={"low": "Low", "mid": "Mid", "high": "High"}),
}
OPTIONS = [Option((0,)), Option((0,)), Option((0,), 3)]


def built(moves=DILEMMA, n=50):
    return conflict(case := moving(moves), draws(case, n)) if moves else None


def satisfied(rule, state):
    """The rule on one state, by the reader of conditions over packages."""
    order = ["low", "mid", "high"]
    numbers = {"p.a": state[0], "p.b": state[1], "p.c": float(state[2])}
    text = rule
    for k, name in enumerate(order):
        text = text.replace(name, str(k))
    plain = {path: float(x) for path, x in numbers.items()}
    spelled = " ".join(
        f"{w}=1" if w.strip("()") in ("p.a", "p.b") and "=" not in w else w for w in text.split()
    )
    return holds(parse_rule(spelled.replace(")=1", "=1)")), plain)


@settings(max_examples=80, deadline=None)
@given(st.lists(st.sampled_from(RULES), max_size=4))
def test_feasible_states_are_those_of_a_search_through_all(rules):
    wanted = [
        a + 2 * b + 4 * c
        for c, b, a in product(range(3), range(2), range(2))
        if all(satisfied(rule, (a, b, c)) for rule in rules)
    ]
    conditions = [Condition(rule=rule) for rule in rules]
    if wanted:
        assert feasible(OPTIONS, PATHS, conditions).tolist() == wanted
    else:
        with pytest.raises(CaseError, match="no state satisfies all conditions"):
            feasible(OPTIONS, PATHS, conditions)


@pytest.mark.parametrize(
    ("count", "low", "high"),
    [({"at_most": 1}, 0, 1), ({"at_least": 2}, 2, 3), ({"exactly": 1}, 1, 1)],
)
def test_so_many_of_several(count, low, high):
    condition = Condition(of=("p.a", "p.b", "p.c=high"), **count)
    found = feasible(OPTIONS, PATHS, [condition]).tolist()
    assert found == [s for s in range(12) if low <= (s & 1) + (s >> 1 & 1) + (s >> 2 == 2) <= high]


def test_too_many_states_are_refused_before_they_are_made():
    paths = {f"p.o{k}": MoveOption(name="O") for k in range(40)}
    with pytest.raises(CaseError, match=r"more than 16,777,216 states with option 'p.o24'"):
        feasible([Option((0,))] * 40, paths, [])
    many = {f"p.o{k}": MoveOption(name="O") for k in range(70)}
    with pytest.raises(CaseError, match="more combinations than can be numbered"):
        feasible([Option((0,))] * 70, many, [])


def test_conditions_keep_many_exclusive_options_small():
    paths = {f"p.o{k}": MoveOption(name="O") for k in range(40)}
    condition = Condition(of=tuple(paths), exactly=1)
    pairs = [
        Condition(rule=f"not ({a} and {b})") for a, b in zip(paths, list(paths)[1:], strict=False)
    ]
    assert len(feasible([Option((0,))] * 20, dict(list(paths.items())[:20]), pairs[:19])) == 17_711
    assert condition.bounds == (1, 1)


def order(recipe, statements):
    """Ranks by sums of powers of two, as option prioritising is defined."""
    from parley.case.schema import Preference

    given = Preference(statements=tuple({"prefers": s} for s in statements), by="x", on="2020",
                       because="x")  # fmt: skip
    at = level_arrays(OPTIONS, tuple(PATHS), np.arange(12))
    return ranked(recipe, given, at, PATHS, ()), given, at


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(RULES), min_size=1, max_size=6))
def test_statements_rank_as_sums_of_powers_of_two(statements):
    """Fang, Hipel, Kilgour and Peng (2003)."""
    k = len(statements)
    found, _, _ = order(ByStatements(tuple((i,) for i in range(k)), 0), statements)
    states = [(s & 1, s >> 1 & 1, s >> 2) for s in range(12)]
    score = [
        sum(2 ** (k - 1 - i) for i, rule in enumerate(statements) if satisfied(rule, state))
        for state in states
    ]
    assert found.rank.tolist() == [sorted(set(score)).index(each) for each in score]


def test_seventy_statements_do_not_overflow():
    """Sums of powers of two do at 63."""
    statements = ["p.a"] * 69 + ["p.b"]
    found, _, _ = order(ByStatements(tuple((i,) for i in range(70)), 0), statements)
    assert found.rank.max() == 3
    assert found.rank[1] > found.rank[2]


def test_statements_of_equal_importance_are_counted():
    found, _, _ = order(ByStatements(((0, 1), (2,)), 1), ["p.a", "p.b", "p.c=high"])
    assert found.rank[3] > found.rank[9] > found.rank[8] > found.rank[0]
    assert found.rank[1] == found.rank[2]
    assert found.band[3] > found.band[1] == found.band[9] > found.band[0] == found.band[8]


def test_draws_hold_orders_and_statements_that_are_open():
    moves = DILEMMA.replace(
        "statements: [a.down, not b.down]",
        "order: calm; arms, statements: [{prefers: a.down, id: calm}, "
        "{prefers: not b.down, id: arms, chance: likely}]",
    ).replace("order: calm; arms", "order: [calm, arms]")
    found = built(moves, 400)
    taste = found.tastes[1]
    kinds = {recipe.groups for recipe in taste.recipes}
    assert kinds == {((0,), (1,)), ((1,), (0,)), ((0,),)}
    alone = np.mean([taste.recipes[k].groups == ((0,),) for k in taste.which])
    assert 0.2 < alone < 0.45  # likely is 55 to 80 %
    firm = [taste.recipes[k].groups for k in taste.which if taste.recipes[k].groups != ((0,),)]
    assert 0.4 < np.mean([groups == ((0,), (1,)) for groups in firm]) < 0.6


def test_points_add_up_and_orders_of_states_rank_all():
    weighed = DILEMMA.replace("statements: [not c.pay]", "weights: {c.pay=no: 2..3, a.down: 1}")
    found = built(weighed, 5)
    rank = ranks_of(found).rank[2]
    assert rank.tolist() == [2, 3, 2, 3, 0, 1, 0, 1]
    states = "".join(
        f"    x{k}: {{name: X, is: {{a.down: {['no', 'yes'][k & 1]}, "
        f"b.down: {['no', 'yes'][k >> 1 & 1]}, c.pay: {['no', 'yes'][k >> 2]}}}}}\n"
        for k in range(8)
    )
    ordered = DILEMMA.replace("  outcomes:", states + "  outcomes:").replace(
        "statements: [not c.pay]", "ranks: both ~ x3 >> x0 > x1 ~ x2 > x4 > x5 > x6 > x7"
    )
    found = built(ordered, 5)
    ranks = ranks_of(found)
    assert ranks.rank[2].tolist() == [5, 4, 4, 6, 3, 2, 1, 0]
    assert ranks.band[2].tolist() == [0, 0, 0, 1, 0, 0, 0, 0]


def test_an_order_of_states_must_name_each():
    with pytest.raises(CaseError, match="7 of the 8 feasible states have no name"):
        built(DILEMMA.replace("statements: [not c.pay]", "ranks: both"))


def test_a_party_without_preference_finds_all_states_alike():
    moves = DILEMMA[: DILEMMA.index("    c: {by")]
    assert set(ranks_of(built(moves)).rank[2]) == {0}


def test_the_first_draws_are_the_same_however_many_are_made():
    moves = DILEMMA.replace("{prefers: not a.down,", "{prefers: not a.down, chance: likely,")
    few, many = built(moves, 20), built(moves, 200)
    for one, other in zip(few.tastes, many.tastes, strict=True):
        first = [one.recipes[k] for k in one.which]
        assert first == [other.recipes[k] for k in other.which[:20]]


def test_profiles_stand_for_all_draws_and_shares_add_up():
    moves = DILEMMA.replace("statements: [not c.pay]", "weights: {c.pay: -3..1}")
    found = built(moves, 300)
    every = profiles(found)
    assert len(every) <= 3  # points that rank alike are one
    assert sorted(d for p in every for d in p.draws) == list(range(300))

    def verdict(ranks: Ranked):
        return ranks.rank == ranks.rank.max(axis=1, keepdims=True)

    shares = robustness(found, verdict, (3,))
    ranks = [rank_of(found, found.tastes[2], k).rank for k in found.tastes[2].which]
    best = np.mean([rank == rank.max() for rank in ranks], axis=0)
    assert shares.n_draws == 300
    assert 0 < best[3] < 1
    assert np.allclose(shares.stable[2], best)
    assert shares.watched.shape == (len(every), 1)


@pytest.mark.parametrize(
    ("old", "new", "what"),
    [
        ("not c.pay]", "not c.pya]", "no option 'c.pya' in 'moves'"),
        ("not c.pay]", "c.pay=much]", "option 'c.pay' has no level 'much'"),
        ("c.pay: no}", "c.pay: maybe}", "option 'c.pay' has no level 'maybe'"),
        (", c.pay: no}", "}", "'now' does not say c.pay"),
        ("  now:", "  conditions: [a.down, not b.down or not a.down, b.down]\n  now:",
         "no state satisfies conditions 1, 2, 3 together"),
        ("  now:", "  conditions: [a.down]\n  now:", "this state breaks condition 1"),
        ("    c: {by: desk", "    d: {by: desk", "'d' has no option in 'moves'"),
        ("statements: [not c.pay]", "order: s1 > s9, statements: [not c.pay]",
         "the ranking names 's9', which is no statement"),
        ("{pay: Pays Alba}", "{pay: {name: Pays, also: [c]}}", "'c' owns this option already"),
        ("{pay: Pays Alba}", "{pay: {name: Pays, hindsight: true}}",
         "an option cannot be hindsight: every state has a level of it"),
        ("[not c.pay]", "[{prefers: not c.pay, hindsight: true}]",
         "statement 's1' is hindsight, and the others cannot stand without it"),
        ("[not c.pay]", "[b.down and not b.down]",
         "no state that the conditions allow is like this"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told(old, new, what):
    assert DILEMMA.count(old) == 1
    assert what in told(DILEMMA.replace(old, new))


def test_only_the_conditions_that_clash_are_named():
    found = told(
        DILEMMA.replace(
            "  now:", "  conditions: [c.pay or a.down, a.down, b.down, not a.down]\n  now:"
        )
    )
    assert found == ["no state satisfies conditions 2, 4 together"]
