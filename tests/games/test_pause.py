"""A pause while rearming: published points, the two wars compared step by step, and the inverses.

Test points: model "accepting a temporary ceasefire when rearmament is unequal", an own composite in
the line of Fearon (1995).
"""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parley.games.pause import (
    acceptable_rearmament,
    acceptable_settlement_chance,
    acceptable_weeks,
    least_share,
    longest_pause,
    most_rearmament_gap,
    pause_gain,
    pause_gains,
    power_lost,
    shares_both_accept,
)

few = settings(max_examples=60, deadline=None)
strengths = st.fixed_dictionaries(
    {"own": st.floats(0.5, 20), "other": st.floats(0.5, 20)}
    | {"own_growth": st.floats(0, 2), "other_growth": st.floats(0, 2)}
)
terms = st.fixed_dictionaries(
    {"settle": st.floats(0, 1), "share": st.floats(0, 1), "cost": st.floats(0, 0.4)}
)
weeks = st.floats(0, 60)
CLOSE = 1e-9
ORDER = ("own", "other", "own_growth", "other_growth")


def by_steps(own, other, own_growth, other_growth, weeks, settle, share, cost):
    """Expected payoff of pausing less that of war now, each written out."""
    war_now = own / (own + other) - cost
    a, b = own + own_growth * weeks, other + other_growth * weeks
    return settle * share + (1 - settle) * (a / (a + b) - cost) - war_now


def both(a, b, ga, gb, time, h, x, ka, kb):
    return pause_gains(
        strength_a=a,
        strength_b=b,
        growth_a=ga,
        growth_b=gb,
        weeks=time,
        settle=h,
        share_a=x,
        cost_a=ka,
        cost_b=kb,
    )


@pytest.mark.parametrize(
    ("a", "b", "ga", "gb", "time", "h", "x", "ka", "kb", "gain"),
    [
        (5, 5, 0.05, 0.25, 4, 0.2, 0.5, 0.1, 0.15, (-0.00857143, 0.0585714)),
        (6, 4, 0.1, 0.1, 8, 0.1, 0.6, 0.1, 0.1, (-0.00241379, 0.0224138)),
        (5, 5, 0.05, 0.6, 13, 0.1, 0.5, 0.1, 0.15, (-0.16439, 0.18939)),
    ],
)
def test_gains(a, b, ga, gb, time, h, x, ka, kb, gain):
    found = both(a, b, ga, gb, time, h, x, ka, kb)
    assert (found.a, found.b) == pytest.approx(gain, rel=1e-5)
    assert found.a == pytest.approx(by_steps(a, b, ga, gb, time, h, x, ka), abs=1e-12)
    assert found.b == pytest.approx(by_steps(b, a, gb, ga, time, h, 1 - x, kb), abs=1e-12)
    assert (found.accept_a, found.accept_b) == (False, True)


@pytest.mark.parametrize(
    ("time", "h", "a", "ga", "x", "kb", "gb", "accept"),
    [
        (4, 0.2, 5, 0.05, 0.5, 0.15, 0.25, (False, True)),
        (2, 0.2, 5, 0.05, 0.5, 0.15, 0.25, (True, True)),
        (8, 0.3, 6, 0.1, 0.6, 0.1, 0.1, (True, True)),
    ],
)
def test_who_accepts(time, h, a, ga, x, kb, gb, accept):
    found = both(a, 10 - a, ga, gb, time, h, x, 0.1, kb)
    assert (found.accept_a, found.accept_b) == accept


@pytest.mark.parametrize(
    ("ga", "gb", "h", "longest"),
    [(0.05, 0.25, 0.2, 2.7027), (0.05, 0.6, 0.1, 0.414938), (0.1, 0.1, 0.1, np.inf)],
)
def test_longest_pause(ga, gb, h, longest):
    facts = {"own": 5, "other": 5, "own_growth": ga, "other_growth": gb, "share": 0.5, "cost": 0.1}
    assert longest_pause(settle=h, **facts) == pytest.approx(longest, rel=1e-5)


@given(strengths, terms, weeks)
@few
def test_gain_is_the_difference_of_two_wars(strength, term, time):
    slow = by_steps(weeks=time, **strength, **term)
    assert pause_gain(weeks=time, **strength, **term) == pytest.approx(slow, abs=1e-12)


@given(strengths, st.floats(0, 1), st.floats(0, 1), st.floats(0, 0.4), st.floats(0, 0.4), weeks)
@few
def test_together_they_gain_what_peace_spares(strength, h, x, ka, kb, time):
    a, b, ga, gb = (strength[name] for name in ORDER)
    found = both(a, b, ga, gb, time, h, x, ka, kb)
    assert found.joint == pytest.approx(h * (ka + kb), abs=1e-12)
    assert found.accept_a or found.accept_b


@given(strengths, terms)
@few
def test_acceptable_weeks_by_grid(strength, term):
    """Every length on a grid is in the range exactly if the gain is no loss."""
    grid = np.concatenate([np.linspace(0, 100, 401), np.geomspace(100, 1e7, 100)])
    gain = by_steps(weeks=grid, **strength, **term)
    found = acceptable_weeks(**strength, **term)
    inside = (grid >= found.least) & (grid <= found.most)
    clear = np.abs(gain) > CLOSE
    assert (inside == (gain >= 0))[clear].all()
    assert longest_pause(**strength, **term) == found.most


@given(strengths, terms, weeks)
@few
def test_settlement_chance_by_grid(strength, term, time):
    grid = np.linspace(0, 1, 501)
    gain = by_steps(weeks=time, **strength, **(term | {"settle": grid}))
    term.pop("settle")
    found = acceptable_settlement_chance(weeks=time, **strength, **term)
    inside = (grid >= found.least) & (grid <= found.most)
    assert (inside == (gain >= 0))[np.abs(gain) > CLOSE].all()


@given(strengths, terms, weeks)
@few
def test_least_share_by_grid(strength, term, time):
    grid = np.linspace(0, 1, 501)
    gain = by_steps(weeks=time, **strength, **(term | {"share": grid}))
    term.pop("share")
    found = least_share(weeks=time, **strength, **term)
    assert ((grid >= found) == (gain >= 0))[np.abs(gain) > CLOSE].all()


@given(strengths, terms, weeks)
@few
def test_rearmament_gap_by_grid(strength, term, time):
    grid = np.concatenate([np.linspace(0, 3, 301), np.geomspace(3, 1e7, 100)])
    gain = by_steps(weeks=time, **(strength | {"other_growth": grid}), **term)
    strength.pop("other_growth")
    found = most_rearmament_gap(weeks=time, **strength, **term)
    clear = np.abs(gain) > CLOSE
    assert ((grid <= found + strength["own_growth"]) == (gain >= 0))[clear].all()


@given(strengths, terms, st.floats(0.1, 60))
@few
def test_rearmament_cut_by_grid(strength, term, time):
    cut = np.linspace(0, 1, 501)
    less = {name: strength[name] * cut for name in ("own_growth", "other_growth")}
    gain = by_steps(weeks=time, **(strength | less), **term)
    found = acceptable_rearmament(weeks=time, **strength, **term)
    inside = (cut >= found.least) & (cut <= found.most)
    assert (inside == (gain >= 0))[np.abs(gain) > CLOSE].all()


@given(strengths, st.floats(0.01, 1), st.floats(0, 0.4), st.floats(0, 0.4), weeks)
@few
def test_shares_both_accept(strength, h, ka, kb, time):
    """By grid, and as wide as the costs of fighting where the scale does not cut it off."""
    a, b, ga, gb = (strength[name] for name in ORDER)
    found = shares_both_accept(
        strength_a=a,
        strength_b=b,
        growth_a=ga,
        growth_b=gb,
        weeks=time,
        settle=h,
        cost_a=ka,
        cost_b=kb,
    )
    grid = np.linspace(0, 1, 501)
    mine = by_steps(a, b, ga, gb, time, h, grid, ka)
    theirs = by_steps(b, a, gb, ga, time, h, 1 - grid, kb)
    clear = (np.abs(mine) > CLOSE) & (np.abs(theirs) > CLOSE)
    inside = (grid >= found.least) & (grid <= found.most)
    assert (inside == ((mine >= 0) & (theirs >= 0)))[clear].all()
    if 0 < found.least <= found.most < 1:
        assert found.most - found.least == pytest.approx(ka + kb)


@given(strengths, terms, weeks)
@few
def test_gain_rises_with_terms_and_falls_with_the_rivals_growth(strength, term, time):
    base = pause_gain(weeks=time, **strength, **term)
    for better in ({"share": 1}, {"cost": 0.5}):
        assert pause_gain(weeks=time, **strength, **(term | better)) >= base - 1e-12
    assert pause_gain(weeks=time, **(strength | {"other_growth": 3}), **term) <= base + 1e-12


@given(strengths, weeks)
@few
def test_no_hope_of_settlement_is_the_preventive_motive_alone(strength, time):
    """Who falls refuses any pause, who rises accepts any: costs and terms no longer matter."""
    lost = power_lost(weeks=time, **strength)
    gain = pause_gain(weeks=time, settle=0, share=0.3, cost=0.2, **strength)
    assert gain == pytest.approx(-lost, abs=1e-15)
    longest = longest_pause(settle=0, share=0.3, cost=0.2, **strength)
    rise = strength["own_growth"] * strength["other"] - strength["other_growth"] * strength["own"]
    if abs(rise) > 1e-6:
        assert longest == (np.inf if rise > 0 else 0)


@given(strengths, st.floats(0, 1), st.floats(0, 0.4))
@few
def test_a_certain_settlement_is_the_bargaining_range(strength, x, k):
    """With h = 1 only share >= p - cost matters, whatever the length and the growth."""
    p = strength["own"] / (strength["own"] + strength["other"])
    found = acceptable_weeks(settle=1, share=x, cost=k, **strength)
    if abs(x - p + k) > 1e-9:
        assert found == ((0, np.inf) if x > p - k else (np.inf, 0))


def test_equal_growth_weakens_the_stronger():
    assert power_lost(own=6, other=4, own_growth=0.1, other_growth=0.1, weeks=8) > 0
    assert power_lost(own=4, other=6, own_growth=0.1, other_growth=0.1, weeks=8) < 0


def test_ties_are_accepted_for_any_length():
    """In floats 0.3 - 0.4 + 0.1 is below 0, and 0.3 * 4 - 0.2 * 6 above it."""
    terms_tie = {"own": 4, "other": 6, "own_growth": 0.2, "other_growth": 0.3, "settle": 0.1}
    power_ties = {"own": 6, "other": 4, "own_growth": 0.3, "other_growth": 0.2, "settle": 0}
    assert longest_pause(share=0.3, cost=0.1, **terms_tie) == np.inf
    assert longest_pause(share=0.5, cost=0.1, **power_ties) == np.inf


def test_corners_of_the_remedies():
    """No hope of settling makes shares irrelevant; certainty of it makes rearmament so."""
    side = {"own": 5, "other": 5, "own_growth": 0.25, "cost": 0.1}
    rises, falls = {"other_growth": 0.05} | side, {"other_growth": 0.5} | side
    assert least_share(weeks=4, settle=0, **rises) == 0
    assert least_share(weeks=4, settle=0, **falls) == np.inf
    gaps = [most_rearmament_gap(weeks=4, settle=1, share=x, **side) for x in (0.3, 0.4, 0.5)]
    assert gaps == [-np.inf, np.inf, np.inf]
    assert most_rearmament_gap(weeks=0, settle=0, share=0, **side) == np.inf
    assert acceptable_rearmament(weeks=4, settle=0.5, share=0.5, **rises) == (0, 1)


def test_zero_weeks_of_hope_and_worse_terms():
    """Terms below war: a side that falls never accepts, one that rises accepts a long pause."""
    falls = {"own": 5, "other": 5, "own_growth": 0.05, "other_growth": 0.25}
    rises = falls | {"own_growth": 0.25, "other_growth": 0.05}
    bad = {"settle": 0.2, "share": 0.3, "cost": 0.1}
    assert acceptable_weeks(**falls, **bad) == (np.inf, 0)
    late = acceptable_weeks(**rises, **bad)
    assert late.least == pytest.approx(2 / 0.74)
    assert late.most == np.inf
    assert acceptable_rearmament(weeks=1, **rises, **bad).least > 1
    assert most_rearmament_gap(own=5, other=5, own_growth=0, weeks=4, **bad) == -np.inf


def test_arrays_broadcast_and_scalars_stay_scalars():
    facts = {"own": 5, "other": 5, "own_growth": 0.05, "other_growth": 0.25}
    gain = pause_gain(weeks=[[1], [4]], settle=[0.1, 0.2, 0.3], share=0.5, cost=0.1, **facts)
    assert gain.shape == (2, 3)
    one = pause_gain(weeks=4, settle=0.2, share=0.5, cost=0.1, **facts)
    assert isinstance(one, float)
    assert gain[1, 1] == one


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("own", 0),
        ("other", -1),
        ("own_growth", -0.1),
        ("other_growth", np.inf),
        ("weeks", -1),
        ("settle", 1.1),
        ("share", -0.1),
        ("cost", np.nan),
    ],
)
def test_bad_input(name, value):
    good = {"own": 5, "other": 5, "own_growth": 0, "other_growth": 0, "weeks": 1}
    good |= {"settle": 0.5, "share": 0.5, "cost": 0.1}
    with pytest.raises(ValueError, match=f"{name} must be in"):
        pause_gain(**(good | {name: value}))
    with pytest.raises(ValueError, match="weeks must be in"):
        acceptable_rearmament(**(good | {"weeks": 0}))


def test_bad_input_for_two_sides():
    two = [f"{name}_{side}" for name in ("strength", "growth") for side in "ab"]
    names = [*two, "weeks", "settle", "share_a", "cost_a", "cost_b"]
    for place, name in enumerate(names):
        with pytest.raises(ValueError, match=f"{name} must be in"):
            both(*(-1 if i == place else 1 for i in range(len(names))))
