"""Mediator bias: published points, the mediator's choice from its expectations, the risk of war.

Test points: model "mediator bias and credibility", after Kydd (2003); risk threshold of Fearon
(1995).
"""

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from parley.games.mediation import (
    credible_bias,
    mediation,
    mediator_report,
    risk_threshold,
    signal_beliefs,
)

few = settings(max_examples=60, deadline=None)
facts = st.fixed_dictionaries(
    {"tough": st.floats(0.02, 0.98), "error": st.floats(0, 0.49)}
    | {"war_aversion": st.floats(0.05, 3), "cost_tough": st.floats(0, 0.2)}
    | {"cost_weak": st.floats(0.21, 0.5)}
)


def joint(tough, error):
    """Chance of each (type, signal)."""
    return {
        ("tough", "tough"): tough * (1 - error),
        ("tough", "weak"): tough * error,
        ("weak", "weak"): (1 - tough) * (1 - error),
        ("weak", "tough"): (1 - tough) * error,
    }


def expects(bias, signal, said, case, p=0.5):
    """What the mediator expects, over the types given the signal, if party 1 follows its word."""
    chances = joint(case["tough"], case["error"])
    total = chances["tough", signal] + chances["weak", signal]
    worth = 0
    for kind in ("tough", "weak"):
        war = said == "weak" and kind == "tough"
        share = p if war else p + case[f"cost_{said}"]
        worth += chances[kind, signal] / total * (bias * share - war * case["war_aversion"])
    return worth


@pytest.mark.parametrize(
    ("tau", "eps", "m", "ct", "cw", "least", "most"),
    [
        (0.5, 0.1, 1, 0.1, 0.4, 0.384615, np.inf),
        (0.5, 0.05, 1, 0.1, 0.4, 0.178571, np.inf),
        (0.4, 0.3, 0.5, 0.05, 0.6, 0.266667, 1.64706),
        (0.5, 0, 1, 0.1, 0.4, 0, np.inf),
    ],
)
def test_published(tau, eps, m, ct, cw, least, most):
    found = credible_bias(tough=tau, error=eps, war_aversion=m, cost_tough=ct, cost_weak=cw)
    assert found == pytest.approx((least, most), rel=1e-5)


@pytest.mark.parametrize(("ca", "ct", "cw", "star"), [(0.1, 0.1, 0.4, 0.6), (0.2, 0.05, 0.3, 0.5)])
def test_published_risk_threshold(ca, ct, cw, star):
    found = risk_threshold(cost_own=ca, cost_tough=ct, cost_weak=cw)
    assert found == pytest.approx(star)


@given(st.floats(0.02, 0.98), st.floats(0, 0.49))
@few
def test_beliefs_by_counting(tough, error):
    chances, seen = joint(tough, error), signal_beliefs(tough=tough, error=error)
    for signal, belief in zip(("tough", "weak"), seen, strict=True):
        total = chances["tough", signal] + chances["weak", signal]
        assert belief == pytest.approx(chances["tough", signal] / total)
    assert seen.seen_weak < seen.seen_tough


@given(facts, st.floats(-2, 10))
@few
def test_report_is_what_the_mediator_prefers_to_say(case, bias):
    said = {}
    for signal in ("tough", "weak"):
        gain = expects(bias, signal, "weak", case) - expects(bias, signal, "tough", case)
        assume(abs(gain) > 1e-9)
        said[signal] = "weak" if gain > 0 else "tough"
    names = {
        ("tough", "tough"): "always tough",
        ("weak", "weak"): "always weak",
        ("tough", "weak"): "what it saw",
        ("weak", "tough"): "the opposite",
    }
    assert mediator_report(bias=bias, **case) == names[said["tough"], said["weak"]]


@given(facts, st.floats(0, 10))
@few
def test_report_follows_the_range_of_credible_biases(case, bias):
    found = credible_bias(**case)
    if min(abs(bias - found.least), abs(bias - found.most)) > 1e-6:
        said = "always tough" if bias < found.least else "what it saw"
        said = "always weak" if bias > found.most else said
        assert mediator_report(bias=bias, **case) == said


def test_a_mediator_against_you_may_say_the_opposite():
    case = {"tough": 0.5, "error": 0, "war_aversion": 0.05, "cost_tough": 0.125, "cost_weak": 0.5}
    assert mediator_report(bias=-1, **case) == "the opposite"
    assert mediator_report(bias=-0.1, **case) == "always tough"
    assert not mediation(bias=-1, cost_own=0.1, **case).credible


@given(facts)
@few
def test_bounds(case):
    """Only a mediator that never errs is believed without a bias; the range is never crossed."""
    found = credible_bias(**case)
    assert found.least <= found.most
    exact = credible_bias(**(case | {"error": 0}))
    assert exact == (0, np.inf)
    if case["error"] > 1e-9:
        assert found.least > 0
        assert mediator_report(bias=0, **case) == "always tough"


@given(facts, st.floats(0, 0.48))
@few
def test_the_better_informed_and_the_less_averse_need_less_bias(case, error):
    error, more = sorted((error, case["error"]))
    base = credible_bias(**(case | {"error": more}))
    assert credible_bias(**(case | {"error": error})).least <= base.least + 1e-12
    calmer = case | {"error": more, "war_aversion": case["war_aversion"] / 2}
    assert credible_bias(**calmer).least <= base.least


@given(facts, st.floats(0, 0.3))
@few
def test_risk_threshold_is_where_the_demands_are_worth_the_same(case, own):
    def risky(tau):
        return (1 - tau) * case["cost_weak"] - tau * own

    star = risk_threshold(cost_own=own, cost_tough=case["cost_tough"], cost_weak=case["cost_weak"])
    assert risky(star) == pytest.approx(case["cost_tough"])


@given(facts, st.floats(-1, 5), st.floats(0, 0.3))
@few
def test_war_by_playing_it_out(case, bias, own):
    """Over types, signals, what is said, and party 1's best demand given what it can infer."""
    report = mediator_report(bias=bias, **case)
    chances = joint(case["tough"], case["error"])

    def risks_it(tau):
        risky, safe = (1 - tau) * case["cost_weak"] - tau * own, case["cost_tough"]
        assume(abs(risky - safe) > 1e-9)
        return risky > safe

    war = 0.0
    for signal in ("tough", "weak"):
        seen = chances["tough", signal], chances["weak", signal]
        told = seen[0] / sum(seen) if report == "what it saw" else case["tough"]
        war += seen[0] if risks_it(told) else 0
    found = mediation(bias=bias, cost_own=own, **case)
    assert found.war == pytest.approx(war)
    assert found.war_alone == (case["tough"] if risks_it(case["tough"]) else 0)
    assert found.credible == (report == "what it saw")


def test_a_mediator_can_raise_the_risk_of_war():
    """Alone, party 1 plays safe; told "they are weak" by one that may err, it does not."""
    case = {"tough": 0.7, "error": 0.1, "war_aversion": 0.1, "cost_tough": 0.1, "cost_weak": 0.4}
    found = mediation(bias=1, cost_own=0.1, **case)
    assert (found.credible, found.decisive, found.war_alone) == (True, True, 0)
    assert found.war == pytest.approx(0.07)


def test_arrays_broadcast_and_scalars_stay_scalars():
    case = {"war_aversion": 1, "cost_own": 0.1, "cost_tough": 0.1, "cost_weak": 0.4}
    found = mediation(bias=[0, 0.5], tough=[[0.3], [0.5], [0.7]], error=0.1, **case)
    assert found.war.shape == found.credible.shape == (3, 2)
    one = mediation(bias=0.5, tough=0.5, error=0.1, **case)
    assert (type(one.war), type(one.credible), type(one.bias.least)) == (float, bool, float)


@pytest.mark.parametrize(
    ("name", "value", "says"),
    [
        ("tough", 0, "tough must be in"),
        ("error", 0.5, "error must be in"),
        ("war_aversion", 0, "war_aversion must be in"),
        ("cost_tough", 0.4, "cost_tough must be below cost_weak"),
        ("bias", np.inf, "bias must be in"),
        ("cost_own", -1, "cost_own must be in"),
    ],
)
def test_bad_input(name, value, says):
    good = {"bias": 1, "tough": 0.5, "error": 0.1, "war_aversion": 1, "cost_own": 0.1}
    good |= {"cost_tough": 0.1, "cost_weak": 0.4}
    with pytest.raises(ValueError, match=says):
        mediation(**(good | {name: value}))
