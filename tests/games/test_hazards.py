"""Survival of a ceasefire and conversion of hazards (M27): numbers worked out beforehand."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parley.games.skeleton import (
    ceasefire_survival,
    failure_probability,
    survival_curve,
    weekly_hazard,
)

quick = settings(deadline=None, max_examples=60)


@pytest.mark.parametrize(
    ("weekly", "weeks", "expected"), [(0.1, 4, 0.6561), (0.0139, 4.28571, 0.941775)]
)
def test_survival_points(weekly, weeks, expected):
    assert ceasefire_survival(weekly, weeks) == pytest.approx(expected, abs=6e-7)


def test_hazard_point():
    assert weekly_hazard(0.478) == pytest.approx(0.0123819, abs=6e-8)


@quick
@given(st.floats(0, 0.999), st.floats(1, 500))
def test_there_and_back(failure, weeks):
    hazard = weekly_hazard(failure, weeks)
    assert failure_probability(hazard, weeks) == pytest.approx(failure, rel=1e-6, abs=1e-12)
    assert ceasefire_survival(hazard, weeks) == pytest.approx(1 - failure, rel=1e-6)


def test_small_hazards_keep_their_digits():
    assert failure_probability(1e-13, 100) == pytest.approx(1e-11, rel=1e-9)
    assert weekly_hazard(1e-13, 100) == pytest.approx(1e-15, rel=1e-9)


def test_certain_failure():
    assert weekly_hazard(1.0) == 1
    assert failure_probability([0, 1, 1], [3, 3, 0]) == pytest.approx([0, 1, 0])


def test_curve_of_hazards_that_change():
    constant = survival_curve(np.full((2, 6), 0.1))
    assert constant[1] == pytest.approx(ceasefire_survival(0.1, np.arange(7)))
    assert survival_curve([0.5, 0.2])[-1] == pytest.approx(0.4)
    assert survival_curve(0.5) == pytest.approx([1, 0.5])


def test_bad_hazards():
    with pytest.raises(ValueError, match="weekly must be in"):
        ceasefire_survival(1.2, 3)
    with pytest.raises(ValueError, match="weeks must be in"):
        ceasefire_survival(0.2, -3)
    with pytest.raises(ValueError, match="failure must be in"):
        weekly_hazard(-0.1)
    with pytest.raises(ValueError, match="weeks must be in"):
        weekly_hazard(0.1, 0)
    with pytest.raises(ValueError, match="weekly must be in"):
        survival_curve([0.1, 2])
    with pytest.raises(ValueError, match="weekly must be in"):
        failure_probability(-1)
