"""G02, two offers and a private cost: numbers worked out beforehand, and enumeration."""

import math
from fractions import Fraction as F
from itertools import combinations, product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parley.games.sequential import (
    backward_induction,
    best_gains,
    expected_payoffs,
    move_values,
)
from parley.games.strategic_form import profile_of, pure_nash, strategic_form
from parley.games.two_offers import offers_equilibrium, offers_logit, offers_reference

quick = settings(deadline=None, max_examples=60)
priors = st.fractions(F(1, 40), F(39, 40), max_denominator=40)


@pytest.mark.parametrize(
    ("tough", "expected"),
    [("1/2", (True, F(5, 8), F(1, 2))), ("3/4", (False, F(11, 20), 0))],
)
def test_points(tough, expected):
    assert offers_equilibrium(tough) == expected


def test_threshold_is_two_thirds_and_ties_go_to_peace():
    assert offers_equilibrium("2/3") == (False, F(11, 20), 0)
    assert offers_equilibrium("665/1000").risky
    below, above = offers_equilibrium("666/1000"), offers_equilibrium("667/1000")
    assert (below.risky, above.risky) == (True, False)
    assert below.payoff > above.payoff


@quick
@given(priors)
def test_it_is_the_backward_induction_of_the_tree(tough):
    game, found = offers_reference(tough), offers_equilibrium(tough)
    profile = backward_induction(game)
    assert profile["demand"] == {"risky" if found.risky else "safe": 1}
    payoffs = expected_payoffs(game, profile)
    assert payoffs[0] == found.payoff
    # What A does not get is B's, but for the costs of war: 1/10 and 1/10 for the tough.
    assert payoffs[1] == 1 - found.payoff - found.war * F(1, 5)


@pytest.mark.parametrize(("tough", "n"), [("1/4", 6), ("1/2", 5), ("3/4", 5), ("7/8", 4)])
def test_many_pure_nash_equilibria_and_one_is_credible(tough, n):
    game = offers_reference(tough)
    form = strategic_form(game)
    profiles = [profile_of(game, form, at) for at in pure_nash(form)]
    assert len(profiles) == n
    credible = [profile for profile in profiles if not any(best_gains(game, profile).values())]
    assert credible == [backward_induction(game)]


def test_two_are_credible_where_a_is_indifferent():
    game = offers_reference("2/3")
    form = strategic_form(game)
    gains = [best_gains(game, profile_of(game, form, at)) for at in pure_nash(form)]
    assert sum(not any(by_set.values()) for by_set in gains) == 2


def extreme_equilibria(form):
    """How many extreme Nash equilibria, if the first of two players has two plans."""
    payoffs, n = form.payoffs, len(form.strategies[1])
    own = [[payoffs[i, j][0] for j in range(n)] for i in (0, 1)]
    other = [[payoffs[i, j][1] for j in range(n)] for i in (0, 1)]
    points = {F(0), F(1)}
    for j, k in combinations(range(n), 2):
        left, right = other[0][j] - other[0][k], other[1][j] - other[1][k]
        if left * right < 0:
            points.add(left / (left - right))
    lead = [own[1][j] - own[0][j] for j in range(n)]
    mixed = [((j, F(1)),) for j in range(n)]
    for j, k in combinations(range(n), 2):
        if lead[j] * lead[k] < 0:
            x = lead[k] / (lead[k] - lead[j])
            mixed.append(((j, x), (k, 1 - x)))
    found = set()
    for x, plan in product(points, mixed):
        worth = [(1 - x) * other[0][j] + x * other[1][j] for j in range(n)]
        gain = sum(share * lead[j] for j, share in plan)
        best = all(worth[j] == max(worth) for j, _ in plan)
        if best and (gain >= 0 or x == 0) and (gain <= 0 or x == 1):
            found.add((x, plan))
    return len(found)


@pytest.mark.parametrize(("tough", "expected"), [("1/2", 8), ("3/4", 11)])
def test_extreme_nash_equilibria(tough, expected):
    """As Gambit's enummixed counts them: the payoffs are those of the reference game."""
    assert extreme_equilibria(strategic_form(offers_reference(tough))) == expected


@pytest.mark.parametrize(("tough", "risky"), [(0.5, 1), (0.75, 0)])
def test_few_errors_lead_to_the_credible_one(tough, risky):
    found = offers_logit(2000, tough)
    assert found.risky == pytest.approx(risky, abs=1e-4)
    assert found[1:] == pytest.approx((1, 0, 1, 1), abs=1e-4)


@quick
@given(st.floats(0, 60), priors)
def test_log_odds_are_lam_times_the_difference_in_value(lam, tough):
    found = offers_logit(lam, float(tough))
    names = ("tough, safe", "tough, risky", "weak, safe", "weak, risky")
    profile = {
        "demand": {"risky": found.risky, "safe": 1 - found.risky},
        **{n: {"accept": p, "fight": 1 - p} for n, p in zip(names, found[1:], strict=True)},
    }
    for name, values in move_values(offers_reference(tough), profile).items():
        (first, one), (second, two) = values.items()
        told = 1 / (1 + math.exp(-lam * float(one - two)))
        assert profile[name][first] == pytest.approx(told, abs=1e-9)
        assert profile[name][second] == pytest.approx(1 - told, abs=1e-9)


def test_logit_broadcasts():
    found = offers_logit(np.array([[1.0], [10.0]]), np.array([0.2, 0.5, 0.8]))
    assert {part.shape for part in found} == {(2, 3)}
    one = offers_logit(10, 0.8)
    assert found.risky[1, 2] == pytest.approx(one.risky)
    assert all(isinstance(part, float) for part in one)


def test_bad_input():
    for function in (offers_reference, offers_equilibrium):
        with pytest.raises(ValueError, match="tough must be between 0 and 1"):
            function(1)
    with pytest.raises(ValueError, match="lam must be in"):
        offers_logit(-1)
    with pytest.raises(ValueError, match="tough must be in"):
        offers_logit(1, 0.0)
