"""Flips solved by hand, levels of a known model, and properties of the verdicts."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parley.models.flips import disputes, flip_of_one, flip_of_pair, turns

seeds = st.integers(0, 2**32 - 1)
few = settings(max_examples=30, deadline=None)


def additive(weight, constant=0.0):
    return lambda x: x @ np.asarray(weight, float) + constant


# A function that can be asked


@pytest.mark.parametrize(("column", "value"), [(0, 0.5), (1, -1.0), (2, None)])
def test_an_additive_toy_by_hand(column, value):
    """y = 4 a + b - c - 2 is 2 at 1, 1, 1: a must fall by 1/2, b by 2; c by 2 is out of reach."""
    flip = flip_of_one(additive([4, 1, -1], -2), [1, 1, 1], column, (-1.5, 2.5), scale=2)
    assert flip.held
    assert flip.found == (value is not None)
    if value is None:
        assert np.isnan(flip.value).all()
        assert flip.distance == np.inf
    else:
        assert flip.value[0] == pytest.approx(value, abs=1e-12)
        assert flip.change[0] == pytest.approx(value - 1, abs=1e-12)
        assert flip.distance == pytest.approx((1 - value) / 2)


@given(seeds)
@few
def test_a_pair_of_a_plane_is_the_foot_of_the_perpendicular(seed):
    """Hasofer and Lind (1974): gap / sqrt(sum (weight scale)^2)."""
    rng = np.random.default_rng(seed)
    weight, scale = rng.normal(size=3), rng.uniform(0.5, 2, 2)
    gap = rng.uniform(0.1, 1) * rng.choice([-1, 1])
    slope = np.hypot(*(weight[[2, 0]] * scale))
    start = rng.normal(size=3)
    f = additive(weight, gap * slope - start @ weight)
    reach = tuple((start[j] - 5, start[j] + 5) for j in (2, 0))
    flip = flip_of_pair(f, start, (2, 0), reach, tuple(scale))
    assert flip.distance == pytest.approx(abs(gap), rel=1e-6)
    assert flip.held == (gap > 0)
    move = -gap * slope * weight[[2, 0]] * scale**2 / slope**2
    assert flip.change == pytest.approx(move, rel=1e-2, abs=1e-3)


@given(seeds)
@few
def test_a_flip_is_at_the_threshold_and_a_little_less_turns_nothing(seed):
    rng = np.random.default_rng(seed)
    a, b, c = rng.normal(size=3)

    def f(x):
        return np.sin(a + 2 * x[:, 0]) + b * x[:, 1] ** 2 + c * x[:, 0] * x[:, 1] + 0.2

    start, reach = rng.uniform(-1, 1, 2), ((-2.0, 2.0), (-2.0, 2.0))
    ones = [flip_of_one(f, start, j, reach[j]) for j in (0, 1)]
    both = flip_of_pair(f, start, (0, 1), reach, (1.0, 1.0))
    held = bool(f(start[np.newaxis])[0] >= 0)
    for flip in (*ones, both):
        assert flip.held == held
        if not flip.found:
            continue
        point = start.copy()
        point[list(flip.columns)] = flip.value
        assert f(point[np.newaxis])[0] == pytest.approx(0, abs=1e-9)
        point[list(flip.columns)] -= 1e-6 * flip.change
        assert (f(point[np.newaxis])[0] >= 0) == held
        assert (np.abs(flip.value) <= 2).all()
    assert both.distance <= min(each.distance for each in ones) + 1e-9


def test_of_two_turns_the_nearer_counts():
    flip = flip_of_one(lambda x: np.abs(x[:, 0] - 1) - 2, [0.5], 0, (-5, 5))
    assert not flip.held
    assert flip.value[0] == pytest.approx(-1)


def test_of_many_turns_one_way_the_first_counts():
    flip = flip_of_one(lambda x: np.cos(3 * x[:, 0]), [0], 0, (0, 10))
    assert flip.value[0] == pytest.approx(np.pi / 6)


def test_a_start_on_the_edge_of_its_reach():
    flip = flip_of_pair(additive([1, 1], -1), [0, 0], (0, 1), ((0, 2), (0, 0.3)), (1, 1))
    assert flip.value == pytest.approx([0.7, 0.3], abs=1e-4)
    assert flip_of_one(additive([1], -1), [0], 0, (0, 2)).value[0] == pytest.approx(1)
    for edge in (0, 1):
        along = flip_of_pair(additive([1, 0], -1), [0, edge], (0, 1), ((0, 2), (0, 1)), (1, 1))
        assert along.distance == pytest.approx(1)


def test_the_threshold_moves_the_answer():
    assert flip_of_one(additive([2]), [0], 0, (0, 9), threshold=3).value[0] == pytest.approx(1.5)


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (lambda: flip_of_one(additive([1]), [0], 1, (0, 1)), "not different ones"),
        (lambda: flip_of_one(additive([1]), [2], 0, (0, 1)), "is not in"),
        (lambda: flip_of_one(additive([1]), [0], 0, (0, np.inf)), "is not in"),
        (lambda: flip_of_one(additive([1]), [0], 0, (0, 1), scale=0), "scale"),
        (lambda: flip_of_one(lambda x: x[:, 0] * np.nan, [0], 0, (0, 1)), "finite outcome"),
        (lambda: flip_of_one(lambda x: x, [0], 0, (0, 1)), "finite outcome"),
        (
            lambda: flip_of_pair(additive([1]), [0], (0, 0), ((0, 1), (0, 1)), (1, 1)),
            "not different ones",
        ),
    ],
)
def test_bad_questions_are_refused(call, said):
    with pytest.raises(ValueError, match=said):
        call()


# Draws alone


def noisy(seed, n, level=-0.7):
    """The conclusion is one half likely just where the first input is at the level."""
    rng = np.random.default_rng(seed)
    x = rng.normal(size=(n, 2))
    return x, x[:, 0] + rng.normal(size=n) > level


def test_the_level_of_a_known_model_is_found_with_its_interval():
    found = [turns(*noisy(seed, 2000), at=[0, 0], seed=seed)[0] for seed in range(60)]
    assert all(each.verdict == "turns" and each.held for each in found)
    assert np.mean([each.level for each in found]) == pytest.approx(-0.7, abs=0.03)
    covered = [each.interval[0] <= -0.7 <= each.interval[1] for each in found]
    assert np.mean(covered) >= 0.85  # 0.95 promised; 0.85 is 3.5 standard errors off
    assert np.mean([each.interval[1] - each.interval[0] for each in found]) < 0.5
    assert all(each.shift == each.level for each in found)
    assert found[0].standardised == pytest.approx(found[0].shift, rel=0.05)


@pytest.mark.parametrize("share", [0.48, 0.55, 0.8])
def test_a_dummy_hardly_ever_turns(share):
    told = []
    for seed in range(60):
        rng = np.random.default_rng(seed)
        told.append(turns(rng.normal(size=(1000, 1)), rng.random(1000) < share)[0].verdict)
    assert told.count("turns") <= 6  # of 60 at 5 %: more than 6 has a chance of 3 %
    if share == 0.8:
        assert told.count("does not turn") > 50


@given(seeds)
@few
def test_the_opposite_conclusion_turns_at_the_same_level(seed):
    x, holds = noisy(seed, 800)
    for one, other in zip(turns(x, holds), turns(x, ~holds), strict=True):
        assert one.held != other.held
        assert one.verdict == other.verdict
        assert one.level == pytest.approx(other.level, nan_ok=True)
    order = np.random.default_rng(seed).permutation(800)
    again = turns(x[order], holds[order])
    assert [each.level for each in again] == pytest.approx(
        [each.level for each in turns(x, holds)], nan_ok=True
    )


def test_by_hand_in_two_bins():
    """Shares 0.2 at 0 and 0.8 at 1: the line is at one half in the middle."""
    x = np.repeat([0.0, 1.0], 100)[:, np.newaxis]
    holds = np.r_[np.arange(100) < 20, np.arange(100) < 81]
    (found,) = turns(x, holds, at=[1])
    assert found.held
    assert found.centre.tolist() == [0, 1]
    assert found.level == pytest.approx(0.3 / 0.61)
    assert found.shift == pytest.approx(0.3 / 0.61 - 1)


def test_a_level_already_beyond_needs_no_shift():
    x, holds = noisy(0, 2000)
    found = turns(x, holds, at=[-2, 0])[0]
    assert (found.level, found.shift) == (-2, 0)


def test_what_all_levels_agree_on_does_not_turn():
    x, _ = noisy(0, 2000)
    found = turns(x, np.random.default_rng(0).random(2000) < 0.9)[0]
    assert found.verdict == "does not turn"
    assert np.isnan(found.level)
    assert found.draws_needed <= 2000


def test_more_draws_do_tell_after_as_many_as_said():
    """Repeating the draws keeps the shares of levels, so the estimate is exact."""
    rng = np.random.default_rng(1)
    x = rng.integers(0, 3, 150).astype(float)[:, np.newaxis]
    holds = rng.random(150) < np.array([0.7, 0.65, 0.42])[x[:, 0].astype(int)]
    (found,) = turns(x, holds)
    assert found.verdict == "cannot tell"
    times = int(np.ceil(found.draws_needed / 150))
    enough, few_draws = (
        turns(np.tile(x, (t, 1)), np.tile(holds, t))[0] for t in (times + 1, max(times - 1, 1))
    )
    assert enough.verdict == "turns"
    assert few_draws.verdict == "cannot tell"


def test_one_level_clearly_beyond_is_enough():
    """By hand: z^2 / 4 / (0.46 - 1/2)^2 for a group, three groups, Bonferroni z 2.394."""
    x = np.repeat([0.0, 1, 2], 50)[:, np.newaxis]
    (found,) = turns(x, (np.arange(150) % 50) < np.repeat([48, 24, 23], 50))
    assert found.verdict == "cannot tell"
    assert found.draws_needed == pytest.approx(3 * 2.394**2 / 4 / 0.04**2, rel=1e-3)


# Accounts


def test_disputes_by_hand():
    """First dispute: 90 of 100 hold if 0 is believed, 20 of 100 if 1. Second: no difference."""
    believed = np.column_stack([np.repeat([0, 1, -1], [100, 100, 50]), np.tile([0, 1], 125)])
    holds = np.r_[np.arange(100) < 90, np.arange(100) < 20, np.arange(50) < 45]
    first, second = disputes(believed, holds)
    assert first.held
    assert first.share == pytest.approx(155 / 250)
    assert [(each.account, each.n, each.share, each.verdict) for each in first.accounts] == [
        (-1, 50, 0.9, "does not turn"),
        (0, 100, 0.9, "does not turn"),
        (1, 100, 0.2, "turns"),
    ]
    assert first.verdict == "turns"
    assert second.verdict == "does not turn"
    assert first.accounts[2].interval[0] < 0.2 < first.accounts[2].interval[1] < 0.5


def test_believing_none_does_not_settle_a_dispute():
    believed = np.repeat([0, -1], [100, 40])[:, np.newaxis]
    (found,) = disputes(believed, np.r_[np.ones(100), np.zeros(40)])
    assert found.accounts[0].verdict == "turns"
    assert found.verdict == "does not turn"


@given(st.integers(20, 80), st.integers(20, 80))
@few
def test_as_many_draws_as_said_tell(a, b):
    believed = np.repeat([0, 1], [100, 100])[:, np.newaxis]
    holds = np.r_[np.arange(100) < a, np.arange(100) < b]
    if a + b == 100:
        return
    (found,) = disputes(believed, holds)
    for i, each in enumerate(found.accounts):
        assert (each.verdict == "cannot tell") == (each.draws_needed > 200)
        if each.verdict == "cannot tell" and each.draws_needed < 1e4:
            times = int(each.draws_needed // 200) + 1
            (again,) = disputes(np.tile(believed, (times, 1)), np.tile(holds, times))
            assert again.accounts[i].verdict != "cannot tell"


X, Y = noisy(0, 60)


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (lambda: turns(X, np.ones(60)), "yes in every draw"),
        (lambda: turns(X, np.arange(60) < 30), "exactly half"),
        (lambda: turns(X, Y, at=[0]), "one finite number for each"),
        (lambda: turns(X[:30], Y[:30]), "too few"),
        (lambda: turns(X * [1, 0], Y), "the same in every draw"),
        (lambda: turns(X, np.where(Y, np.nan, 1)), "finite"),
        (lambda: disputes(np.zeros(60), Y), "do not match"),
        (lambda: disputes(np.full((60, 1), 0.5), Y), "whole numbers"),
        (lambda: disputes(np.full((60, 1), -2), Y), "whole numbers"),
        (lambda: disputes(np.zeros((40, 1)), Y[:40]), "too few"),
        (lambda: disputes(np.zeros((60, 1)), np.zeros(60)), "no in every draw"),
        (lambda: disputes(np.zeros((60, 1)), np.arange(60) < 30), "exactly half"),
    ],
)
def test_bad_draws_are_refused(call, said):
    with pytest.raises(ValueError, match=said):
        call()
