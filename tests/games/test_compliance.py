"""Compliance with a settlement: published points, a game solved by values, thresholds by grid.

Test points: model "compliance with a settlement: monitoring, guarantees, accidents", an own game on
Friedman (1971) and Green and Porter (1984).
"""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parley.games.compliance import (
    compliance_margin,
    durability,
    least_detection,
    least_discount,
    least_penalty,
    mean_peace,
    most_accidents,
    peace_survival,
)

few = settings(max_examples=60, deadline=None)
chance = st.floats(0, 1)
facts = st.fixed_dictionaries(
    {"comply": st.just(1.0), "cheat": st.floats(0.5, 4), "war": st.floats(-1, 0.95)}
    | {"discount": st.floats(0, 0.98), "detection": chance, "penalty": st.floats(0, 3)}
    | {"accident": chance}
)
CLOSE = 1e-7


def without(given_facts, name):
    return {key: value for key, value in given_facts.items() if key != name}


def by_values(comply, cheat, war, discount, detection, penalty, accident):
    """Worth of complying for ever less that of cheating now and complying afterwards.

    The worth of complying for ever from its equation V = R + d ((1 - f) V + f W), solved linearly.
    """
    w = war / (1 - discount)
    v = np.linalg.solve([[1 - discount * (1 - accident)]], [comply + discount * accident * w])[0]
    survives = (1 - accident) * (1 - detection)
    after = survives * v + (1 - survives) * w
    return v - (cheat - detection * penalty + discount * after)


@pytest.mark.parametrize(
    ("t", "p", "d", "q", "f", "least"),
    [
        (1.6, 0.3, 0.9, 1, 0, 0),
        (2.2, 0.3, 0.6, 0.5, 0.02, 1.40097),
        (3, 0.2, 0.5, 0.6, 0.05, 2.60952),
        (1.5, 0.8, 0.5, 0.4, 0.1, 1.08636),
    ],
)
def test_least_penalty(t, p, d, q, f, least):
    case = {"comply": 1, "cheat": t, "war": p, "discount": d, "detection": q, "accident": f}
    assert least_penalty(**case) == pytest.approx(least, abs=1e-5)


def test_critical_discount():
    """Friedman (1971): (T - R) / (T - P)."""
    assert least_discount(comply=1, cheat=1.6, war=0.3) == pytest.approx(0.461538, abs=1e-6)


@given(facts)
@few
def test_margin_is_the_difference_of_two_plans(case):
    assert compliance_margin(**case) == pytest.approx(by_values(**case), abs=1e-9)


@pytest.mark.parametrize(
    ("threshold", "name", "low", "high", "more_helps"),
    [
        (least_penalty, "penalty", 0, 50, True),
        (least_detection, "detection", 0, 1, True),
        (least_discount, "discount", 0, 0.999, True),
        (most_accidents, "accident", 0, 1, False),
    ],
)
def test_thresholds_by_grid(threshold, name, low, high, more_helps):
    """Every value on a grid is on the right side of the threshold."""

    @given(facts)
    @few
    def check(case):
        found = threshold(**without(case, name))
        grid = np.linspace(low, high, 301)
        margin = np.array([by_values(**(case | {name: x})) for x in grid])
        inside = grid >= found if more_helps else grid <= found
        clear = np.abs(margin) > CLOSE
        assert (inside == (margin >= 0))[clear].all()

    check()


@given(facts)
@few
def test_what_helps(case):
    base = compliance_margin(**case)
    for better in ({"penalty": 4}, {"detection": 1}, {"discount": 0.99}, {"accident": 0}):
        assert compliance_margin(**(case | better)) >= base - 1e-9
    assert compliance_margin(**(case | {"cheat": 5})) < base


@given(st.floats(1.01, 4), st.floats(0.05, 1))
@few
def test_half_the_detection_needs_twice_the_cover(cheat, q):
    """Cover: penalty plus what the end of peace costs."""
    case = {"comply": 1, "cheat": cheat, "war": 0.99, "discount": 0.1}
    at_risk = 0.1 * 0.01 / 0.9
    cover = [least_penalty(detection=x, **case) + at_risk for x in (q, q / 2)]
    if cover[0] > at_risk:
        assert cover[1] == pytest.approx(2 * cover[0])


@given(facts)
@few
def test_a_period_that_lasts_is_the_permanent_case(case):
    found = durability(**case)
    permanent = compliance_margin(**case)
    assert found.as_if_permanent == pytest.approx([permanent], abs=1e-12)
    if abs(permanent) > CLOSE:
        assert found.breach == (None if permanent > 0 else 0)


def iterated(comply, cheat, war, discount, detection, penalty, accident):
    """Margins by iterating values to rest, a state for each period, the last one for ever."""
    n = len(comply)
    value, following = np.zeros(n), np.minimum(np.arange(n) + 1, n - 1)
    w = np.asarray(war) / (1 - discount)
    for _ in range(2000):
        v, x = value[following], w[following]
        keep = comply + discount * ((1 - accident) * v + accident * x)
        survives = (1 - accident) * (1 - detection)
        grab = cheat - detection * penalty + discount * (survives * v + (1 - survives) * x)
        value = np.maximum(np.maximum(keep, grab), w)
    return keep - np.maximum(grab, w)


paths = st.integers(1, 5).flatmap(
    lambda n: st.lists(
        st.tuples(st.floats(0, 2), st.floats(0.5, 4), st.floats(-1, 1)), min_size=n, max_size=n
    )
)


@given(paths, st.floats(0, 0.9), chance, st.floats(0, 2), chance)
@few
def test_durability_by_value_iteration(path, d, q, g, f):
    comply, cheat, war = np.array(path).T
    case = {"discount": d, "detection": q, "penalty": g, "accident": f}
    found = durability(comply=comply, cheat=cheat, war=war, **case)
    slow = iterated(comply, cheat, war, **case)
    assert found.margin == pytest.approx(slow, abs=1e-9)
    if (np.abs(slow) > CLOSE).all():
        assert found.breach == (int(np.argmax(slow < 0)) if (slow < 0).any() else None)


@given(
    st.lists(st.floats(0.5, 3), min_size=2, max_size=6), st.floats(0, 0.95), chance, st.booleans()
)
@few
def test_looking_ahead_works_both_ways(steps, d, q, fading):
    """Peace that fades is broken earlier than its present terms say, growing temptation later."""
    steps = np.sort(steps)
    path = {"comply": 1 + steps[::-1], "cheat": 4} if fading else {"comply": 1, "cheat": steps}
    found = durability(war=0.5, discount=d, detection=q, **path)
    seen = found.as_if_permanent
    if (np.abs(seen) > CLOSE).all() and (np.abs(found.margin) > CLOSE).all():
        never = len(steps)
        naive = int(np.argmax(seen < 0)) if (seen < 0).any() else never
        breach = never if found.breach is None else found.breach
        assert breach <= naive if fading else breach >= naive


def test_war_that_pays_ends_peace_openly():
    found = durability(comply=1, cheat=1, war=[0.2, 0.2, 1.5], discount=0.9, detection=1)
    assert found.breach is not None
    assert found.margin[2] == pytest.approx(-0.5)  # 1 now and 1.5 for ever after, or 1.5 at once


def test_edges():
    case = {"comply": 1, "cheat": 1.5, "war": 0}
    assert least_penalty(discount=0.9, detection=0, **case) == np.inf
    assert least_detection(discount=0, **case) == np.inf
    assert least_discount(detection=0, **case) == np.inf
    assert least_discount(accident=1, **case) == np.inf
    assert least_discount(accident=0.5, **(case | {"cheat": 2.5})) == np.inf  # 1.2 by the formula
    assert most_accidents(discount=0.9, detection=0, **case) == -np.inf
    assert most_accidents(discount=0, detection=1, **case) == -np.inf
    calm = case | {"cheat": 1}
    assert least_penalty(discount=0, detection=0, **calm) == 0
    assert least_detection(discount=0, **calm) == 0
    assert least_discount(detection=0, **calm) == 0
    assert most_accidents(discount=0, detection=0, **calm) == 1


@pytest.mark.parametrize("f", [0.5, 0.1, 0.03])
def test_length_of_peace(f):
    """The mean is the sum of the chances to survive so many periods."""
    assert mean_peace(f) == pytest.approx(peace_survival(f, np.arange(3000)).sum())
    assert mean_peace(0) == np.inf


def test_arrays_broadcast_and_scalars_stay_scalars():
    case = {"comply": 1, "cheat": 1.5, "war": 0, "discount": 0.5}
    assert compliance_margin(detection=[0.1, 0.9], penalty=[[0], [1], [2]], **case).shape == (3, 2)
    assert isinstance(compliance_margin(detection=0.5, **case), float)


@pytest.mark.parametrize(
    ("name", "value", "says"),
    [
        ("war", 1, "war must be worth less"),
        ("discount", 1, "discount must be in"),
        ("detection", 1.1, "detection must be in"),
        ("penalty", -1, "penalty must be in"),
        ("accident", -0.1, "accident must be in"),
        ("cheat", np.nan, "cheat must be in"),
    ],
)
def test_bad_input(name, value, says):
    good = {"comply": 1, "cheat": 2, "war": 0, "discount": 0.5, "detection": 0.5}
    with pytest.raises(ValueError, match=says):
        compliance_margin(**(good | {name: value}))


def test_bad_paths():
    rest = {"discount": 0.5, "detection": 0.5}
    with pytest.raises(ValueError, match="one number or one per period"):
        durability(comply=[[1, 2]], cheat=2, war=0, **rest)
    with pytest.raises(ValueError, match="finite"):
        durability(comply=[1, np.nan], cheat=2, war=0, **rest)
