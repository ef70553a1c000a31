"""Appeasement against every stopping rule, aim by aim."""

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from parley.games.appeasement import appeasement, appeasement_threshold, limited_aim_demand

few = settings(deadline=None, max_examples=60)
seeds = st.integers(0, 2**32 - 1)

LADDER = [0, 0.1, 0.2, 0.3, 0.6, 1]
WAR = [0.55, 0.5, 0.44, 0.37, 0.29]


# After Powell (1996): a ladder with several aims, and with two.


@pytest.mark.parametrize(
    ("z", "w", "g", "value", "concessions"),
    [
        (LADDER, WAR, [0.1, 0.15, 0.35, 0.1, 0.3], 0.603, 3),
        (LADDER, WAR, [0.02, 0.05, 0.08, 0.15, 0.7], 0.55, 0),
        ([0, 0.25, 0.5, 0.75, 1], [0.6, 0.45, 0.3, 0.15], [0.3, 0.3, 0.2, 0.2], 0.6, 0),
        ([0, 0.1, 0.25, 1], [0.5, 0.48, 0.3], [0.1, 0.5, 0.4], 0.585, 2),
    ],
)
def test_stopping_by_hand(z, w, g, value, concessions):
    found = appeasement(z, w, g)
    assert found.value == pytest.approx(value, abs=1e-12)
    assert found.concessions == concessions
    assert found.war == pytest.approx(sum(g[concessions:]))


@pytest.mark.parametrize(
    ("z", "w", "aim", "expected"),
    [
        (LADDER, WAR, 3, 0.545454545),
        ([0, 0.2, 1], [0.5, 0.35], 1, 0.333333333),
        ([0, 0.1, 0.25, 1], [0.5, 0.48, 0.3], 2, 0.444444444),
    ],
)
def test_thresholds_by_hand(z, w, aim, expected):
    assert appeasement_threshold(z, w, aim) == pytest.approx(expected, abs=1e-9)


@pytest.mark.parametrize(("aim", "steps"), [(1, 1), (3, 3)])
def test_demands_by_hand(aim, steps):
    assert limited_aim_demand(LADDER, 3, aim, 0.2 * LADDER[aim]) == (steps, True)


def some(seed):
    """A ladder, war values that fall, and chances of the aims."""
    rng = np.random.default_rng(seed)
    n = int(rng.integers(1, 7))
    z = np.concatenate([[0], np.cumsum(rng.dirichlet(np.ones(n)))])
    z = np.minimum(z * rng.choice([1, rng.uniform(0.3, 1)]), 1)
    w = np.sort(rng.uniform(-0.1, 1, n))[::-1]
    return z, w, rng.dirichlet(np.full(n, 0.7)), rng


def value_of(rule, z, w, g):
    """Concede `rule` steps, then stand firm: expectation over the aims."""
    return sum(
        chance * ((1 - z[aim]) if aim <= rule else w[rule]) for aim, chance in enumerate(g, start=1)
    )


@given(seeds)
@few
def test_no_stopping_rule_is_better(seed):
    z, w, g, _ = some(seed)
    found = appeasement(z, w, g)
    values = [value_of(rule, z, w, g) for rule in range(len(w) + 1)]
    assert found.value == pytest.approx(max(values), abs=1e-12)
    assert values[found.concessions] == pytest.approx(max(values), abs=1e-12)
    assert found.war == pytest.approx(g[found.concessions :].sum(), abs=1e-12)
    assert found.hazard == pytest.approx([g[k] / g[k:].sum() for k in range(len(g))])


@given(seeds, st.integers(0, 100))
@few
def test_the_threshold_is_where_conceding_starts_to_pay(seed, percent):
    z, w, _, rng = some(seed)
    assume(len(w) > 1)
    n, pi = int(rng.integers(1, len(w))), percent / 100
    g = np.zeros(len(w))
    g[n - 1], g[-1] = pi, 1 - pi
    threshold = appeasement_threshold(z, w, n)
    assume(abs(pi - threshold) > 1e-9)
    assert (appeasement(z, w, g).concessions > 0) == (pi > threshold)


@given(seeds)
@few
def test_a_faster_shift_makes_appeasement_harder_to_justify(seed):
    z, w, _, rng = some(seed)
    assume(len(w) > 1)
    n = int(rng.integers(1, len(w)))
    slow, fast = (appeasement_threshold(z, w - x * np.arange(len(w)), n) for x in (0, 0.1))
    assert min(fast, 1) >= min(slow, 1) - 1e-9  # above 1 the number means no more than never


@given(seeds)
@few
def test_better_war_now_never_hurts_and_smaller_aims_never_do(seed):
    z, w, g, rng = some(seed)
    here = appeasement(z, w, g).value
    better = w + rng.uniform(0, 1 - w.max())
    assert appeasement(z, better, g).value >= here - 1e-12
    i = int(rng.integers(len(g)))
    assert w[0] - 1e-12 <= here <= max(1 - z[1], w[0]) + 1e-12
    smaller = g.copy()
    smaller[0], smaller[i] = smaller[0] + g[i] * (i > 0), smaller[i] * (i == 0)
    assert appeasement(z, w, smaller).value >= here - 1e-12


def test_who_stands_firm_later_fights_a_weaker_war_that_is_more_often_necessary():
    """The chance that the aim is unlimited, given war, rises with the step it comes at."""
    g = np.array([0.1, 0.15, 0.35, 0.1, 0.3])
    unlimited = [g[-1] / g[k:].sum() for k in range(5)]
    assert (np.diff(unlimited) > 0).all()
    assert (np.diff(WAR) < 0).all()


def test_known_aims():
    assert appeasement(LADDER, WAR, [0, 1, 0, 0, 0])[:3] == pytest.approx((0.8, 5, 0))
    assert appeasement(LADDER, WAR, [0, 0, 0, 0, 1])[:3] == pytest.approx((0.55, 0, 1))
    assert np.isnan(appeasement(LADDER, WAR, [0, 1, 0, 0, 0]).hazard[2:]).all()


def test_a_tie_concedes():
    found = appeasement([0, 0.5, 1], [0.5, 0], [1, 0])
    assert (found.value, found.concessions) == (0.5, 2)
    assert appeasement([0, 0.5, 1], [0.5 + 1e-9, 0], [1, 0]).concessions == 0


def test_thresholds_at_the_ends():
    assert appeasement_threshold(LADDER, [0.3] * 5, 2) == 0  # waiting costs nothing
    assert appeasement_threshold([0, 0.6, 1], [0.9, 0.5], 1) == np.inf
    assert appeasement_threshold([0, 0.6, 1], [0.9, 0.2], 1) > 1
    assert appeasement_threshold([0, 0.2, 0.5], [0.6, 0.1], 1) == pytest.approx(0.1 / 0.3)


@given(seeds, st.floats(0, 1))
@few
def test_what_a_limited_aim_asks_for_against_all_it_could_ask_for(seed, war):
    z, w, _, rng = some(seed)
    stop, aim = int(rng.integers(len(w) + 1)), int(rng.integers(1, len(w) + 1))
    found = limited_aim_demand(z, stop, aim, war)
    worth = {m: z[min(m, aim)] if m <= stop else war for m in range(min(stop + 1, len(w)) + 1)}
    best = max(worth.values())
    assert found.steps == min(m for m, each in worth.items() if each >= best - 1e-12)
    goes_on = 0
    while goes_on < aim and goes_on <= stop:
        goes_on += 1
    assert found.honest == (found.steps == goes_on)


def test_when_honesty_fails():
    assert limited_aim_demand(LADDER, 3, 5, 0.2) == (3, False)  # it would rather settle
    assert limited_aim_demand(LADDER, 3, 5, 0.4) == (4, True)  # it fights for the rest
    assert limited_aim_demand(LADDER, 3, 1, 0.4) == (4, False)  # it would rather fight anyway
    assert limited_aim_demand(LADDER, 5, 5, 0.9) == (5, True)  # nothing is refused


def test_draws_broadcast_and_single_numbers_stay_single():
    g = [[0.1, 0.15, 0.35, 0.1, 0.3], [0.02, 0.05, 0.08, 0.15, 0.7]]
    found = appeasement(LADDER, WAR, g)
    assert found.value == pytest.approx([0.603, 0.55])
    assert found.concessions.tolist() == [3, 0]
    assert found.war == pytest.approx([0.4, 1])
    assert found.hazard.shape == (2, 5)
    assert appeasement(LADDER, np.array([[WAR], [WAR]]), g).value.shape == (2, 2)
    single = appeasement(LADDER, WAR, g[0])
    assert [type(each) for each in single[:3]] == [float, int, float]


@pytest.mark.parametrize(
    ("call", "sentence"),
    [
        (lambda: appeasement([0.1, 1], [0.5], [1]), "start at 0 and rise"),
        (lambda: appeasement([0, 0.5, 0.5], [0.5, 0.4], [0.5, 0.5]), "start at 0 and rise"),
        (lambda: appeasement([0], [], []), "start at 0 and rise"),
        (lambda: appeasement([0, 1.5], [0.5], [1]), "position must be in"),
        (lambda: appeasement([0, 1], [1.5], [1]), "war must be in"),
        (lambda: appeasement([0, 1], [np.nan], [1]), "war must be in"),
        (lambda: appeasement([0, 1], [0.5], [0.9]), "add up to 1"),
        (lambda: appeasement([0, 0.5, 1], [0.5, 0.4], [1.5, -0.5]), "aim must be in"),
        (lambda: appeasement([0, 0.5, 1], [0.5], [0.5, 0.5]), "one entry more"),
        (lambda: appeasement_threshold([0, 0.2, 1], [0.3, 0.5], 1), "never rise"),
        (lambda: appeasement_threshold([0, 0.2, 1], [0.3], 1), "one entry less"),
        (lambda: appeasement_threshold(LADDER, WAR, 5), "aim must be a whole number from 1 to 4"),
        (lambda: limited_aim_demand(LADDER, 6, 1, 0), "stop must be a whole number from 0 to 5"),
        (lambda: limited_aim_demand(LADDER, 3, 0, 0), "aim must be a whole number from 1 to 5"),
        (lambda: limited_aim_demand(LADDER, 2.5, 1, 0), "stop must be a whole number"),
        (lambda: limited_aim_demand(LADDER, 3, 1, 1.5), "war must be in"),
        (lambda: limited_aim_demand(LADDER, 5, 1, 1.5), "war must be in"),
        (lambda: limited_aim_demand([LADDER], 3, 1, 0), "one ladder"),
    ],
)
def test_what_it_refuses(call, sentence):
    with pytest.raises(ValueError, match=sentence):
        call()
