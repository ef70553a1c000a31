"""M26, the quantal ultimatum: numbers worked out beforehand, and a search over all offers."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parley.games.logit_offer import logit_acceptance, logit_offer

# lam, proposer, responder, [offer, acceptance, proposer's gain]
POINTS = [
    (10, 0.35, 0.3, [0.362735, 0.651889, 0.187265]),
    (50, 0.35, 0.3, [0.352595, 0.932752, 0.277405]),
    (5, 0.55, 0.5, [0.204385, 0.185718, 0.0456152]),
    (200, 0.4, 0.4, [0.417838, 0.972552, 0.177162]),
    (20, 0.6, 0.45, [0.343999, 0.107165, 0.00600141]),
]

rates = st.floats(0.1, 200)
values = st.floats(-0.5, 1)
quick = settings(deadline=None, max_examples=60)


def gain(y, lam, r, big_r):
    """Written from the game: what the proposer gains by y times the chance that y is taken."""
    return (1 - y - r) / (1 + np.exp(-lam * (y - big_r)))


@pytest.mark.parametrize(("lam", "r", "big_r", "expected"), POINTS)
def test_points(lam, r, big_r, expected):
    assert logit_offer(lam, r, big_r)[:3] == pytest.approx(expected, abs=5e-6)


@quick
@given(rates, values, values)
def test_no_offer_on_a_fine_grid_is_better(lam, r, big_r):
    found = logit_offer(lam, r, big_r)
    grid = found.offer + np.linspace(-3, 3, 6001) * max(1 / lam, 0.1)
    best = gain(grid, lam, r, big_r)
    assert found.proposer_gain >= best.max() * (1 - 1e-12)
    assert found.offer == pytest.approx(grid[best.argmax()], abs=2e-3 * max(1 / lam, 0.1))


@quick
@given(rates, values, values)
def test_gains_are_those_of_the_offer(lam, r, big_r):
    found = logit_offer(lam, r, big_r)
    assert found.acceptance == pytest.approx(logit_acceptance(lam, found.offer, big_r), rel=1e-9)
    assert found.proposer_gain == pytest.approx(gain(found.offer, lam, r, big_r), rel=1e-9)
    inclusive = math.log(1 + math.exp(lam * (found.offer - big_r))) / lam
    assert found.responder_gain == pytest.approx(inclusive, rel=1e-9, abs=1e-15)


@quick
@given(rates, values, values)
def test_lambert(lam, r, big_r):
    from scipy.special import lambertw

    u = lambertw(np.exp(lam * (1 - r - big_r) - 1)).real
    assert logit_offer(lam, r, big_r).proposer_gain == pytest.approx(u / lam, rel=1e-9)


@quick
@given(rates, values, values, st.floats(1e-3, 0.5))
def test_a_better_continuation(lam, r, big_r, more):
    """dy/dR = u / (1 + u) > 0 and dy/dr = -1 / (1 + u) < 0; any of it narrows the surplus."""
    base = logit_offer(lam, r, big_r)
    stronger_responder, stronger_proposer = (
        logit_offer(lam, r, big_r + more),
        logit_offer(lam, r + more, big_r),
    )
    assert base.offer - 1e-12 <= stronger_responder.offer <= base.offer + more + 1e-12
    assert base.offer - more - 1e-12 <= stronger_proposer.offer <= base.offer + 1e-12
    for narrower in (stronger_responder, stronger_proposer):
        assert narrower.acceptance < base.acceptance
        assert narrower.proposer_gain < base.proposer_gain
        assert narrower.responder_gain < base.responder_gain


def test_limit_is_the_ultimatum_without_error():
    """With no error the responder gets its continuation value and takes it, if there is surplus."""
    found = logit_offer([50, 500, 5000], 0.35, 0.3)
    off = np.abs(found.offer - 0.3)
    assert (np.diff(off) < 0).all()
    assert off[-1] < 0.002
    assert (np.diff(found.acceptance) > 0).all()
    assert found.proposer_gain[-1] == pytest.approx(0.35, abs=0.002)


def test_without_surplus_there_is_agreement_only_by_error():
    found = logit_offer([20, 200, 2000], 0.6, 0.45)
    assert (np.diff(found.acceptance) < 0).all()
    assert found.acceptance[-1] < 1e-40
    assert (found.offer < 0.4).all()  # no proposer pays for a deal that is worth less than none


@pytest.mark.parametrize("lam", [1e-9, 1e-3, 1e3, 1e9])
@pytest.mark.parametrize("surplus", [-1e3, -1, -1e-9, 0, 1e-9, 1, 1e3])
def test_extremes_neither_overflow_nor_underflow(lam, surplus):
    found = logit_offer(lam, 1 - surplus, 0)
    assert np.isfinite(found).all()
    assert 0 <= found.acceptance <= 1
    u, log_u = lam * found.proposer_gain, lam * found.offer
    kept = 1 - (1 - surplus)  # what rounding leaves of it
    assert u + log_u == pytest.approx(lam * kept - 1, rel=1e-9, abs=1e-12)


def test_broadcasts():
    lam, r = np.array([[5.0], [50.0]]), np.array([0.2, 0.4, 0.9])
    found = logit_offer(lam, r, 0.3)
    for part in found:
        assert part.shape == (2, 3)
    one = logit_offer(50.0, 0.9, 0.3)
    assert [part[1, 2] for part in found] == pytest.approx(list(one))
    assert all(isinstance(part, float) for part in one)


@pytest.mark.parametrize("lam", [0, -1, math.inf, math.nan, [1, 0]])
def test_bad_lam(lam):
    with pytest.raises(ValueError, match="lam must be in"):
        logit_offer(lam, 0.3, 0.3)
    with pytest.raises(ValueError, match="lam must be in"):
        logit_acceptance(lam, 0.3, 0.3)


def test_bad_values():
    with pytest.raises(ValueError, match="proposer must be in"):
        logit_offer(1, math.nan, 0.3)
    with pytest.raises(ValueError, match="responder must be in"):
        logit_offer(1, 0.3, math.inf)
    with pytest.raises(ValueError, match="offer must be in"):
        logit_acceptance(1, math.nan, 0.3)
