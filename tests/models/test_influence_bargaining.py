"""Nash bargaining on one issue: closed forms, limits, a fine grid, and the axioms."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parley.models.influence.bargaining import bargain
from parley.models.influence.central import compromise, weighted_median

seeds = st.integers(0, 2**32 - 1)
losses = st.sampled_from(["distance", "square"])
few = settings(max_examples=60, deadline=None)


def some(seed):
    """Positions and weights; at times somebody without weight, or positions in common."""
    rng = np.random.default_rng(seed)
    n = int(rng.integers(1, 8))
    x = rng.integers(0, 6, n) / 5 if rng.random() < 0.5 else rng.random(n)
    w = rng.uniform(0.1, 1, n)
    if n > 1 and rng.random() < 0.3:
        w[0] = 0
    return x, w, rng


def failure(rng):
    """A disagreement, a cost for each or for all, or both."""
    kind = rng.integers(4)
    d = None if kind == 0 else float(rng.random())
    cost = 0.0 if kind == 1 else rng.exponential([0.1, 1, 10][rng.integers(3)]) + 1e-3
    return {"disagreement": d, "cost": cost}


def size(distance, loss):
    return np.abs(distance) if loss == "distance" else distance**2


@given(st.floats(0.01, 1), st.floats(0.01, 1), st.floats(0.55, 3))
@few
def test_two_actors_in_closed_form(v, w, k):
    """At 0 and 1, plain loss, cost k: v log(k - y) + w log(k - 1 + y).

    The slope is 0 at y = (w k - v (k - 1)) / (v + w), if that lies between them.
    """
    point = bargain([0, 1], [v, w], loss="distance", cost=k).point
    assert point == pytest.approx(np.clip((w * k - v * (k - 1)) / (v + w), 0, 1), abs=1e-11)


@given(st.floats(0.01, 0.49), st.floats(0.01, 0.49), st.floats(0.1, 1), st.floats(0.1, 1))
@few
def test_two_actors_on_one_side_of_the_disagreement(a, b, v, w):
    """Plain loss, a < b < d = 1: gains 1 - y and 1 - 2b + y in between.

    v log(1 - y) + w log(1 - 2b + y) is largest where w (1 - y) = v (1 - 2b + y).
    """
    a, b = sorted((a, b))
    y = (w - v * (1 - 2 * b)) / (v + w)
    point = bargain([a, b], [v, w], loss="distance", disagreement=1).point
    assert point == pytest.approx(np.clip(y, a, b), abs=1e-11)


@given(seeds, losses)
@few
def test_no_point_of_a_fine_grid_is_better(seed, loss):
    x, w, rng = some(seed)
    how = failure(rng)
    found = bargain(x, w, loss=loss, **how)
    heavy = w > 0
    floor = how["cost"] + (
        0 if how["disagreement"] is None else size(x - how["disagreement"], loss)
    )
    floor = np.broadcast_to(floor, x.shape)[heavy]
    y = np.linspace(0, 1, 10_001)
    gain = floor[:, np.newaxis] - size(x[heavy, np.newaxis] - y, loss)
    inside = (gain > 1e-9).all(axis=0)
    assert inside.any() <= found.agreed
    assert ((y[inside] >= found.zone[0] - 1e-9) & (y[inside] <= found.zone[1] + 1e-9)).all()
    if not found.agreed:
        return
    product = w[heavy] @ np.log(gain[:, inside])
    assert (found.gain[heavy] > 0).all()
    assert found.gain[heavy] == pytest.approx(floor - size(x[heavy] - found.point, loss))
    assert w[heavy] @ np.log(found.gain[heavy]) >= product.max(initial=-np.inf) - 1e-9
    if inside.any():
        assert abs(found.point - y[inside][product.argmax()]) <= 1.01e-4


@given(seeds)
@few
def test_costly_failure_leads_to_the_mean_or_the_median(seed):
    """Achen's approximation, and its plain counterpart; the error is of the order of 1 / cost."""
    x, w, _ = some(seed)
    assert bargain(x, w, cost=1e7).point == pytest.approx(float(compromise(x, w)), abs=1e-6)
    point = bargain(x, w, loss="distance", cost=1e7).point
    assert point == float(weighted_median(x, w))


def test_a_cost_for_each_shifts_the_deal():
    """Who has more to lose by failure gets less."""
    even = bargain([0, 1], [1, 1], cost=[1.5, 1.5]).point
    assert even == pytest.approx(0.5, abs=1e-12)
    assert bargain([0, 1], [1, 1], cost=[1.5, 3]).point < 0.45
    assert bargain([0, 1], [1, 1], cost=[1.5, 3], disagreement=0.5).point < 0.49


@pytest.mark.parametrize("loss", ["distance", "square"])
def test_a_disagreement_between_the_sides_is_all_that_is_left(loss):
    for x, d in (([0, 1], 0.3), ([0.2, 0.2, 0.7], 0.2), ([0, 0.37, 1], 0.37)):
        found = bargain(x, [1] * len(x), loss=loss, disagreement=d)
        assert (found.point, found.zone, found.agreed) == (d, (d, d), False)
        assert found.gain == pytest.approx(np.zeros(len(x)), abs=1e-12)


def test_a_little_cost_opens_a_zone_around_the_disagreement():
    found = bargain([0, 1], [1, 1], loss="distance", disagreement=0.3, cost=0.1)
    assert found.zone == pytest.approx((0.2, 0.4))
    assert found.point == pytest.approx(0.3)
    assert found.agreed


@pytest.mark.parametrize(("loss", "least"), [("distance", 0.5), ("square", 0.25)])
def test_cheap_failure_leaves_no_deal(loss, least):
    none = bargain([0, 1], [1, 1], loss=loss, cost=0.99 * least)
    assert np.isnan([none.point, *none.zone, *none.gain]).all()
    assert not none.agreed
    touch = bargain([0, 1], [1, 1], loss=loss, cost=least)
    assert (touch.point, touch.zone, touch.agreed) == (0.5, (0.5, 0.5), False)


@given(seeds, losses)
@few
def test_order_unit_and_direction_do_not_matter(seed, loss):
    x, w, rng = some(seed)
    how, order = failure(rng), rng.permutation(len(x))
    found = bargain(x, w, loss=loss, **how)
    other = bargain(x[order], 7 * w[order], loss=loss, **how)
    assert other.point == pytest.approx(found.point, abs=1e-9, nan_ok=True)
    if how["disagreement"] is not None:
        how["disagreement"] = 1 - how["disagreement"]
    turned = bargain(1 - x, w, loss=loss, **how)
    assert turned.point == pytest.approx(1 - found.point, abs=1e-9, nan_ok=True)


@given(seeds, losses)
@few
def test_more_weight_never_moves_the_deal_away(seed, loss):
    x, w, rng = some(seed)
    how, i = failure(rng), int(rng.integers(len(x)))
    before = bargain(x, w + 0.01, loss=loss, **how).point
    more = w + 0.01
    more[i] *= 2
    after = bargain(x, more, loss=loss, **how).point
    assert np.isnan(before) or abs(after - x[i]) <= abs(before - x[i]) + 1e-9


@pytest.mark.parametrize("loss", ["distance", "square"])
def test_agreement_one_actor_and_the_one_with_all_the_weight(loss):
    assert bargain([0.3] * 3, [1, 2, 3], loss=loss, disagreement=0.9).point == 0.3
    assert bargain([0.3], [1], loss=loss, cost=0.1).point == 0.3
    assert bargain([0.3], [1], loss=loss, disagreement=0.3).point == 0.3
    alone = bargain([0.3, 0.9], [1, 0], loss=loss, disagreement=0.9)
    assert (alone.point, alone.agreed) == (0.3, True)
    assert alone.gain[1] < 0  # it counts for nothing, so it is not asked


def test_symmetric():
    for how in ({"cost": 2}, {"cost": 0.1, "disagreement": 0.5}):
        assert bargain([0, 0.25, 0.75, 1], [1, 2, 2, 1], **how).point == pytest.approx(0.5)


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"cost": 0}, "say what failure means"),
        ({"weight": [0, 0]}, "nobody has any weight"),
        ({"weight": [1, -1]}, "not negative"),
        ({"cost": -1}, "not negative"),
        ({"cost": np.inf}, "finite"),
        ({"cost": [1, 1, 1]}, "do not match"),
        ({"position": [0, 1.5]}, "between 0 and 1"),
        ({"disagreement": -0.5}, "between 0 and 1"),
        ({"loss": "cube"}, "neither"),
    ],
)
def test_what_it_refuses(changed, sentence):
    with pytest.raises(ValueError, match=sentence):
        bargain(**({"position": [0, 1], "weight": [1, 1], "cost": 1} | changed))
