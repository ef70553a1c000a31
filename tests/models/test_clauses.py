"""Constraints as clauses: the same packages as the conditions themselves."""

from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from parley.case.rules import And, Atom, Implies, Not, Or, holds, parse_rule
from parley.models.domain import allowed, packages
from parley.models.offer_space.clauses import MOST, clauses

VALUES = {"a": (0, ("x", "y", "z")), "b": (1, (0.0, 1.5, 3.0)), "c": (2, ("u", "v"))}
ATOMS = st.one_of(
    st.builds(Atom, st.just("a"), st.sampled_from(["=", "!="]), st.sampled_from("xyz")),
    st.builds(
        Atom,
        st.just("b"),
        st.sampled_from(["=", "!=", "<", "<=", ">", ">="]),
        st.sampled_from(["-1", "0", "1.5", "2", "3"]),
    ),
    st.builds(Atom, st.just("c"), st.just("="), st.sampled_from("uv")),
)
RULES = st.recursive(
    ATOMS,
    lambda part: st.one_of(
        st.builds(Not, part),
        st.builds(And, part, part),
        st.builds(Or, part, part),
        st.builds(Implies, part, part),
    ),
    max_leaves=6,
)
EVERY = np.array(list(product(range(3), range(3), range(2))))


def values_of(package):
    return {name: known[package[i]] for name, (i, known) in VALUES.items()}


@given(st.lists(RULES, max_size=3))
def test_clauses_allow_what_the_rules_allow(rules):
    made = [clause for rule in rules for clause in clauses(rule, VALUES)]
    found = packages([3, 3, 2], made)
    expected = [all(holds(rule, values_of(row)) for rule in rules) for row in EVERY.tolist()]
    assert allowed(found, EVERY).tolist() == expected
    assert found.n == sum(expected)


def test_a_condition_that_always_holds_links_nothing():
    assert clauses(parse_rule("a=x or a!=x"), VALUES) == ()
    assert clauses(parse_rule("b>=0"), VALUES) == ()


def test_a_condition_on_one_issue_takes_levels_away_and_links_nothing():
    found = packages([3, 3, 2], clauses(parse_rule("a=x or a=z"), VALUES))
    assert found.clusters == ((0,), (1,), (2,))
    assert found.n == 2 * 3 * 2


def test_a_condition_that_never_holds_leaves_no_package():
    assert packages([3, 3, 2], clauses(parse_rule("b>7"), VALUES)).n == 0


def test_a_rule_of_too_many_cases_is_refused():
    wide = " or ".join(["(a=x and b=0 and c=u)"] * 10)
    with pytest.raises(ValueError, match="split it"):
        clauses(parse_rule(wide), VALUES)
    assert MOST == 1_000
