"""Three parties or more: reservation values, the core, and who can prevent a deal."""

from itertools import chain, combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parley.games.bargaining_range import division_range
from parley.models.war.coalitions import settlement

worths = st.floats(-0.2, 0.8)


def coalitions(n):
    return list(chain.from_iterable(combinations(range(n), size) for size in range(1, n)))


@st.composite
def cases(draw, n=None):
    """Worths in some of the coalitions, each divided in some way."""
    n = n or draw(st.integers(2, 5))
    teams = draw(st.lists(st.sampled_from(coalitions(n)), unique=True, max_size=9))
    return {t: [draw(worths) / len(t) for _ in t] for t in teams}, n


@pytest.mark.parametrize(
    ("reservation", "exists"),
    [([0.3, 0.3, 0.35], True), ([0.4, 0.35, 0.3], False), ([0.25] * 4, True)],
)
def test_reservation_values_add_up_to_at_most_all(reservation, exists):
    """Gallop (2017), Journal of Theoretical Politics 29(3); each party counts on a war alone."""
    found = settlement({(i,): [r] for i, r in enumerate(reservation)}, len(reservation))
    known = division_range(reservation)
    assert found.feasible == known.exists == exists
    assert found.core_empty == (not exists)
    assert found.surplus == pytest.approx(known.surplus)


def test_any_two_of_three_beat_the_third():
    """No war is worth more than 0.9, and 1.35 is needed: Jordan (2015), working paper."""
    half = [0.45, 0.45]
    found = settlement({(0, 1): half, (0, 2): half, (1, 2): half}, 3)
    assert found.reservation.tolist() == [0.45] * 3
    assert (found.feasible, found.core_empty) == (False, True)
    assert found.surplus == pytest.approx(-0.35)
    assert found.total == pytest.approx(1.35)
    assert found.weight == pytest.approx({(0, 1): 0.5, (0, 2): 0.5, (1, 2): 0.5})
    cheaper = settlement({(0, 1): [0.3, 0.3], (0, 2): [0.3, 0.3], (1, 2): [0.3, 0.3]}, 3)
    assert (cheaper.feasible, cheaper.core_empty) == (True, False)


def test_partners_can_be_served_where_their_hopes_cannot():
    """1 and 2 each hope for 0.6 beside 0; together with 0 they are worth 0.7, and 0 can have it."""
    found = settlement({(0, 1): [0.1, 0.6], (0, 2): [0.1, 0.6]}, 3)
    assert found.reservation == pytest.approx([0.1, 0.6, 0.6])
    assert not found.feasible
    assert found.total == pytest.approx(0.7)
    assert not found.core_empty


def test_who_must_consent():
    """A party that is not asked cannot prevent a deal, and need not be given its due."""
    wars = {(0,): [0.4], (1,): [0.4], (2,): [0.4]}
    every = settlement(wars, 3)
    assert every.veto == (0, 1, 2)
    assert (every.feasible, every.core_empty, every.total) == (False, True, pytest.approx(1.2))
    two = settlement(wars, 3, enough=[(0, 1)])
    assert (two.veto, two.enough) == ((0, 1), (0, 1))
    assert (two.feasible, two.core_empty, two.total) == (True, False, pytest.approx(0.8))
    assert two.shares == pytest.approx([0.4, 0.4, 0])
    either = settlement(wars | {(2,): [0.7]}, 3, enough=[(0, 1), (0, 2)])
    assert (either.veto, either.enough) == ((0,), (0, 1))  # cheaper than with 2
    assert either.total == pytest.approx(0.4)  # neither 1 nor 2 alone can prevent it


def test_a_coalition_prevents_what_its_members_could_not():
    wars = {(1, 2): [0.3, 0.4], (0, 1): [0.5, 0.6]}
    found = settlement(wars, 3, enough=[(0, 1), (0, 2)])
    assert found.weight == pytest.approx({(0, 1): 1.0})
    assert found.total == pytest.approx(1.1)  # 1 and 2 together prevent it too, and then get 0.7
    assert found.shares[1] + found.shares[2] >= 0.7 - 1e-9


def test_nobody_who_could_fight():
    found = settlement({}, 3)
    assert (found.total, found.surplus, found.feasible) == (0, 1, True)
    assert (found.core_empty, found.weight) == (False, {})


@given(cases(n=3))
@settings(max_examples=60, deadline=None)
def test_three_parties_by_balanced_collections(case):
    """The least total is that of the worst balanced collection: Shapley (1967), for three."""
    wars, n = case
    v = {team: max(sum(wars.get(team, [0.0])), 0.0) for team in coalitions(3)}
    collections = [
        [(0,), (1,), (2,)],
        [(0, 1), (2,)],
        [(0, 2), (1,)],
        [(1, 2), (0,)],
    ]
    least = max(sum(v[team] for team in each) for each in collections)
    least = max(least, (v[0, 1] + v[0, 2] + v[1, 2]) / 2, *v.values())
    found = settlement(wars, n)
    assert found.total == pytest.approx(least, abs=1e-9)
    if abs(least - 1) > 1e-6:
        assert found.core_empty == (least > 1)


@given(cases(n=4))
@settings(max_examples=15, deadline=None)
def test_four_parties_by_every_corner(case):
    """The least total over all points where four of the conditions are met exactly."""
    wars, n = case
    rows = np.array([[float(i in team) for i in range(4)] for team in wars] + np.eye(4).tolist())
    least = np.array([sum(each) for each in wars.values()] + [0.0] * 4)
    best = np.inf
    for pick in map(list, combinations(range(len(rows)), 4)):
        if abs(np.linalg.det(rows[pick])) > 1e-9:
            x = np.linalg.solve(rows[pick], least[pick])
            if (rows @ x >= least - 1e-9).all():
                best = min(best, x.sum())
    assert settlement(wars, n).total == pytest.approx(best, abs=1e-7)


@given(cases(), st.data())
@settings(max_examples=60, deadline=None)
def test_shares_serve_all_and_weights_prove_it(case, data):
    wars, n = case
    parties = st.sets(st.integers(0, n - 1), min_size=1).map(tuple)
    rule = data.draw(st.lists(parties, max_size=3))
    found = settlement(wars, n, enough=rule)
    teams = [set(team) for team in rule] or [set(range(n))]
    total = 0.0
    for team, each in wars.items():
        if all(set(team) & other for other in teams):  # it can prevent a deal
            assert found.shares[list(team)].sum() >= sum(each) - 1e-7
        else:
            assert team not in found.weight
        total += found.weight.get(team, 0) * sum(each)
    assert (found.shares >= -1e-9).all()
    assert found.shares.sum() == pytest.approx(found.total)
    assert total == pytest.approx(found.total, abs=1e-7)
    for i in range(n):
        assert sum(w for team, w in found.weight.items() if i in team) <= 1 + 1e-7
    cheapest = min(found.reservation[list(team)].sum() for team in teams)
    assert found.surplus == pytest.approx(1 - cheapest)
    assert set(found.veto) == set.intersection(*teams)
    if not rule and found.feasible:
        assert not found.core_empty  # who has what it hopes for fights on in no coalition


@given(cases(), st.floats(0, 0.3))
@settings(max_examples=40, deadline=None)
def test_dearer_war_makes_peace_easier(case, more):
    wars, n = case
    dearer = {team: [x - more for x in each] for team, each in wars.items()}
    before, after = settlement(wars, n), settlement(dearer, n)
    assert after.total <= before.total + 1e-9
    assert after.surplus >= before.surplus - 1e-9


@pytest.mark.parametrize(
    ("wars", "n", "rule", "sentence"),
    [
        ({(0, 3): [0.1, 0.1]}, 3, (), "some, not all, of 3 parties"),
        ({(0, 0): [0.1, 0.1]}, 3, (), "some, not all, of 3 parties"),
        ({(0, 1): [0.1, 0.1]}, 2, (), "some, not all, of 2 parties"),
        ({(): []}, 2, (), "some, not all, of 2 parties"),
        ({(0, 1): [0.1]}, 3, (), "a worth for each member"),
        ({(0,): [1.1]}, 3, (), "a worth for each member"),
        ({(0,): [np.nan]}, 3, (), "a worth for each member"),
        ({}, 1, (), "at least 2 parties"),
        ({}, 3, [()], "at least 2 parties"),
        ({}, 3, [(0, 3)], "at least 2 parties"),
    ],
)
def test_what_it_refuses(wars, n, rule, sentence):
    with pytest.raises(ValueError, match=sentence):
        settlement(wars, n, enough=rule)
