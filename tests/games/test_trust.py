"""Trust and reassurance: published points and every deviation from the two-round plan.

Test points: model "trust and reassurance", after Kydd (2000, 2005).
"""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parley.games.trust import first_step, least_trust, least_trust_with_steps

few = settings(max_examples=60, deadline=None)
sides = st.fixed_dictionaries(
    {"loss": st.floats(0.05, 5), "tempted_trustworthy": st.floats(0, 0.95)}
    | {"tempted_untrustworthy": st.floats(1.05, 4)}
)


def best_start(t, loss, own, alpha):
    """A side's payoffs from starting in good faith, and from not, against the separating plan.

    own : what exploiting brings it. Its best play later is searched, not assumed.
    """
    play = {"CC": 1.0, "CD": -loss, "DC": own, "DD": 0.0}
    rest, better = 1 - alpha, {}
    for start in "CD":
        later = "C" if start == "C" else "D"  # a trustworthy partner trusts who started well
        honest = max(play[x + later] for x in "CD")
        exploiter = max(play[x + "D"] for x in "CD")
        better[start] = t * (alpha * play[start + "C"] + rest * honest) + (1 - t) * (
            alpha * play[start + "D"] + rest * exploiter
        )
    return better


@pytest.mark.parametrize(
    ("t", "loss", "honest", "other", "least", "most", "minimum"),
    [
        (0.5, 1, 0.5, 1.5, 0.5, 0.666667, 0.666667),
        (0.4, 0.5, 0.6, 1.3, 0.553191, 0.740741, 0.555556),
        (0.6, 2, 0.7, 1.2, 0.439024, 0.491803, 0.869565),
    ],
)
def test_published(t, loss, honest, other, least, most, minimum):
    case = {"loss": loss, "tempted_trustworthy": honest}
    step = first_step(trust=t, tempted_untrustworthy=other, **case)
    assert step[:2] == pytest.approx((least, most), abs=1e-6)
    assert step.works
    assert least_trust(**case) == pytest.approx(minimum, abs=1e-6)
    assert t < minimum  # a step works where trust is too low to deal at once


@given(sides, st.floats(0.01, 1))
@few
def test_steps_by_grid(side, t):
    """A step is in the range exactly if nobody gains by starting as the other type would."""
    found = first_step(trust=t, **side)
    for alpha in np.linspace(0, 1, 101):
        honest = best_start(t, side["loss"], side["tempted_trustworthy"], alpha)
        other = best_start(t, side["loss"], side["tempted_untrustworthy"], alpha)
        gains = honest["C"] - honest["D"], other["D"] - other["C"]
        if min(abs(gains[0]), abs(gains[1])) > 1e-9:
            assert (found.least <= alpha <= found.most) == (min(gains) > 0)


@given(sides, st.floats(0, 1))
@few
def test_least_trust_is_where_cooperating_at_once_pays(side, t):
    loss, honest = side["loss"], side["tempted_trustworthy"]
    gain = t * 1 - (1 - t) * loss - t * honest
    found = least_trust(loss=loss, tempted_trustworthy=honest)
    if abs(gain) > 1e-9:
        assert (t >= found) == (gain > 0)


@given(sides, st.floats(0.01, 1))
@few
def test_some_step_works_from_the_least_trust_on(side, t):
    least = least_trust_with_steps(**side)
    if abs(t - least) > 1e-9:
        assert first_step(trust=t, **side).works == (t > least)
    assert least < least_trust(loss=side["loss"], tempted_trustworthy=side["tempted_trustworthy"])


@given(sides, st.floats(0.01, 0.99))
@few
def test_more_trust_and_less_to_lose_allow_larger_steps(side, t):
    base = first_step(trust=t, **side)
    assert first_step(trust=(1 + t) / 2, **side).most >= base.most - 1e-12
    assert first_step(trust=t, **(side | {"loss": side["loss"] * 2})).most <= base.most + 1e-12
    worse = side | {"tempted_trustworthy": 0.97}
    assert first_step(trust=t, **worse).most <= base.most + 1e-12


def test_full_trust_affords_the_whole():
    step = first_step(trust=1, loss=1, tempted_trustworthy=0, tempted_untrustworthy=2)
    assert step.most == 1
    assert step.least == pytest.approx(2 / 3)


def test_arrays_broadcast_and_scalars_stay_scalars():
    step = first_step(
        trust=[0.1, 0.5], loss=[[1], [2], [3]], tempted_trustworthy=0.5, tempted_untrustworthy=2
    )
    assert step.works.shape == step.least.shape == (3, 2)
    assert isinstance(least_trust(loss=1, tempted_trustworthy=0), float)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("trust", 0),
        ("loss", 0),
        ("tempted_trustworthy", 1),
        ("tempted_untrustworthy", 1),
        ("trust", np.nan),
    ],
)
def test_bad_input(name, value):
    good = {"trust": 0.5, "loss": 1, "tempted_trustworthy": 0.5, "tempted_untrustworthy": 2}
    with pytest.raises(ValueError, match=f"{name} must be in"):
        first_step(**(good | {name: value}))
