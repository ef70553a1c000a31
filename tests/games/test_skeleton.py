"""M27, the Markov skeleton: numbers worked out beforehand, and the story told week by week."""

import math
from collections import Counter

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parley.games.skeleton import (
    PHASES,
    Skeleton,
    absorption,
    absorption_by_state,
    phase_shares,
    transitions,
)

FIRST = {
    "settle": 0.02,
    "ceasefire": 0.05,
    "collapse_1": 0.01,
    "collapse_2": 0.015,
    "weeks": 4,
    "settle_in_ceasefire": 0.05,
    "violation": 0.15,
    "renewal": 0.4,
}
SECOND = {
    "settle": 0.01,
    "ceasefire": 0.02,
    "collapse_1": 0.004,
    "collapse_2": 0.004,
    "weeks": 12,
    "settle_in_ceasefire": 0.03,
    "violation": 0.08,
    "renewal": 0.5,
}
quick = settings(deadline=None, max_examples=60)


@st.composite
def skeletons(draw, least=0.0):
    """Wars that end: something at war does. All chances at least `least`, at most 0.4."""
    chance = st.floats(least, 0.4)
    names = ("ceasefire", "settle_in_ceasefire", "violation", "renewal")
    return {
        "settle": draw(st.floats(0.05, 0.4)),
        "collapse_1": draw(chance),
        "collapse_2": draw(chance),
        "weeks": draw(st.integers(1, 5)),
        **{name: draw(chance) for name in names},
    }


def a_week_later(shares, s):
    """One week of the story, move by move. States: "war", week of a ceasefire, or how it ended."""
    later = Counter()
    for state, share in shares.items():
        if state == "war":
            later["settled"] += share * s["settle"]
            share *= 1 - s["settle"]
            later[1] += share * s.get("ceasefire", 0)
            share *= 1 - s.get("ceasefire", 0)
            for side in (1, 2):
                later[f"collapse {side}"] += share * s[f"collapse_{side}"]
            later["war"] += share * (1 - s["collapse_1"] - s["collapse_2"])
        elif isinstance(state, int):
            later["settled"] += share * s["settle_in_ceasefire"]
            share *= 1 - s["settle_in_ceasefire"]
            later["war"] += share * s["violation"]
            share *= 1 - s["violation"]
            if state < s["weeks"]:
                later[state + 1] += share
            else:
                later[1] += share * s["renewal"]
                later["war"] += share * (1 - s["renewal"])
        elif state == "settled":
            later["war"] += share * s.get("settlement_failure", 0)
            later[state] += share * (1 - s.get("settlement_failure", 0))
        else:
            later[state] += share
    return later


def told_to_the_end(start, s):
    """Chances of the three ends and expected weeks, by going on until nearly all is over."""
    shares, weeks = Counter({start: 1.0}), 0.0
    ends = ("settled", "collapse 1", "collapse 2")
    for _ in range(5000):
        open_ = 1 - sum(shares[end] for end in ends)
        if open_ < 1e-14:
            break
        weeks += open_
        shares = a_week_later(shares, s)
    return [*(shares[end] for end in ends), weeks]


@pytest.mark.parametrize(
    ("a", "k1", "k2", "expected"),
    [
        (0.03, 0.005, 0.004, [0.774593, 0.125226, 25.8198]),
        (0.1, 0.02, 0.01, [0.787402, 0.141732, 7.87402]),
    ],
)
def test_points_without_ceasefires(a, k1, k2, expected):
    found = absorption(Skeleton(settle=a, collapse_1=k1, collapse_2=k2))
    assert [found.settled, found.collapse_1, found.weeks] == pytest.approx(expected, rel=4e-6)
    end = a + (1 - a) * (k1 + k2)
    assert found == pytest.approx([a / end, (1 - a) * k1 / end, (1 - a) * k2 / end, 1 / end])


@pytest.mark.parametrize(
    ("s", "expected"),
    [(FIRST, [0.553178, 0.178729, 22.5821]), (SECOND, [0.654656, 0.172672, 51.4845])],
)
def test_points_with_ceasefires(s, expected):
    found = absorption(Skeleton(**s))
    assert [found.settled, found.collapse_1, found.weeks] == pytest.approx(expected, rel=3e-6)
    assert list(found) == pytest.approx(told_to_the_end("war", s), rel=1e-9)


@quick
@given(skeletons())
def test_closed_form_linear_system_and_story_agree(s):
    found, by_state = absorption(Skeleton(**s)), absorption_by_state(Skeleton(**s))
    assert [part[0] for part in by_state] == pytest.approx(list(found), rel=1e-9, abs=1e-12)
    for week in range(1, s["weeks"] + 1):
        told = told_to_the_end(week, s)
        assert [part[week] for part in by_state] == pytest.approx(told, rel=1e-9, abs=1e-11)
    assert sum(found[:3]) == pytest.approx(1)


@quick
@given(skeletons(), st.floats(0, 0.3))
def test_shares_follow_the_story(s, failure):
    s = s | {"settlement_failure": failure}
    shares, told = phase_shares(Skeleton(**s), 15), Counter({"war": 1.0})
    for week in range(16):
        ceasefire = sum(share for state, share in told.items() if isinstance(state, int))
        by_phase = [ceasefire if name == "ceasefire" else told[name] for name in PHASES]
        assert shares[week] == pytest.approx(by_phase, abs=1e-12)
        told = a_week_later(told, s)


@settings(deadline=None, max_examples=15)
@given(skeletons())
def test_shares_lead_to_the_absorption(s):
    shares, found = phase_shares(Skeleton(**s), 1500), absorption(Skeleton(**s))
    assert shares.sum(axis=1) == pytest.approx(np.ones(1501))
    assert shares[-1, 2:] == pytest.approx(list(found[:3]), abs=1e-8)
    assert shares[:, :2].sum() == pytest.approx(found.weeks, rel=1e-6)  # sum of Pr(not yet over)
    assert (np.diff(shares[:, 2:], axis=0) >= -1e-15).all()


@quick
@given(skeletons(least=0.01))
def test_what_moves_what(s):
    base = absorption(Skeleton(**s))
    more_peace = absorption(Skeleton(**s | {"settle": s["settle"] + 0.05}))
    assert more_peace.settled > base.settled
    better_ceasefire = absorption(
        Skeleton(**s | {"settle_in_ceasefire": s["settle_in_ceasefire"] + 0.05})
    )
    assert better_ceasefire.settled > base.settled
    worse = absorption(Skeleton(**s | {"collapse_1": s["collapse_1"] + 0.05}))
    assert worse.settled < base.settled
    assert worse.weeks < base.weeks
    assert base.collapse_1 * s["collapse_2"] == pytest.approx(base.collapse_2 * s["collapse_1"])


@quick
@given(skeletons())
def test_ceasefires_that_never_come_change_nothing(s):
    with_them = absorption(Skeleton(**s | {"ceasefire": 0.0}))
    bare = {name: s[name] for name in ("settle", "collapse_1", "collapse_2")}
    assert with_them == pytest.approx(absorption(Skeleton(**bare)))


def test_a_ceasefire_as_good_as_settled():
    """A week of ceasefire that always settles: the same as settling, a week later."""
    s = {"settle": 0.1, "ceasefire": 0.2, "collapse_1": 0.02, "collapse_2": 0.01}
    found = absorption(Skeleton(**s, weeks=9, settle_in_ceasefire=1))
    end = 0.1 + 0.9 * 0.2 + 0.9 * 0.8 * 0.03
    assert found.settled == pytest.approx((0.1 + 0.9 * 0.2) / end)
    assert found.weeks == pytest.approx((1 + 0.9 * 0.2) / end)


def test_settlements_that_fail_come_to_a_balance():
    """Without collapse: weeks settled to weeks at war as a to f."""
    s = Skeleton(settle=0.1, collapse_1=0, collapse_2=0, settlement_failure=0.02)
    assert phase_shares(s, 400)[-1] == pytest.approx([1 / 6, 0, 5 / 6, 0, 0])


def test_arrays_over_draws():
    first, second = FIRST | {"weeks": 4}, SECOND | {"weeks": 4}
    both = Skeleton(**{name: np.array([first[name], second[name]]) for name in first})
    found, by_state, shares = absorption(both), absorption_by_state(both), phase_shares(both, 8)
    assert (shares.shape, by_state.weeks.shape) == ((2, 9, 5), (2, 5))
    for k, s in enumerate((first, second)):
        one = Skeleton(**s)
        assert [part[k] for part in found] == pytest.approx(list(absorption(one)))
        assert by_state.weeks[k] == pytest.approx(absorption_by_state(one).weeks)
        assert shares[k] == pytest.approx(phase_shares(one, 8))
        assert transitions(both)[k] == pytest.approx(transitions(one))
    assert all(isinstance(part, float) for part in absorption(Skeleton(**first)))
    lengths = absorption(Skeleton(**FIRST | {"weeks": np.array([4, 12])}))
    assert lengths.weeks[0] == pytest.approx(22.5821, rel=1e-5)


def test_rows_are_chances():
    table = transitions(Skeleton(**FIRST, settlement_failure=0.01))
    assert (table >= 0).all()
    assert table.sum(axis=1) == pytest.approx(np.ones(8))


@pytest.mark.parametrize("bad", [-0.1, 1.1, math.nan])
@pytest.mark.parametrize("name", ["settle", "collapse_1", "violation", "settlement_failure"])
def test_no_chances(name, bad):
    with pytest.raises(ValueError, match=f"{name} must be in"):
        Skeleton(**FIRST | {name: bad})


def test_bad_skeletons():
    with pytest.raises(ValueError, match="add up to at most 1"):
        Skeleton(settle=0, collapse_1=0.6, collapse_2=0.6)
    for weeks in (0, 1.5, math.inf, -2):
        with pytest.raises(ValueError, match="weeks must be a whole number"):
            Skeleton(**FIRST | {"weeks": weeks})
    with pytest.raises(ValueError, match="one length"):
        phase_shares(Skeleton(**FIRST | {"weeks": [3, 4]}), 2)
    with pytest.raises(ValueError, match="weeks must be at least 0"):
        phase_shares(Skeleton(**FIRST), -1)


def test_wars_without_end():
    with pytest.raises(ValueError, match="nothing can end the war"):
        absorption(Skeleton(settle=0, collapse_1=0, collapse_2=0, ceasefire=0.5, weeks=3))
    s = {"settle": 0.1, "collapse_1": 0, "collapse_2": 0, "weeks": 3, "renewal": 1}
    with pytest.raises(ValueError, match="a ceasefire never ends"):
        absorption(Skeleton(**s, ceasefire=0.5))
    assert absorption(Skeleton(**s)).settled == 1  # no ceasefire ever comes
    with pytest.raises(ValueError, match="from some state nothing can end"):
        absorption_by_state(Skeleton(**s))


def test_wars_without_end_that_rounding_would_hide():
    s = {"settle": 0, "collapse_1": 0, "collapse_2": 0, "ceasefire": 0.3, "weeks": 3}
    for violation in (0.1, 0.2, 0.3):
        with pytest.raises(ValueError, match="nothing can end the war"):
            absorption_by_state(Skeleton(**s, violation=violation, renewal=0.7))
