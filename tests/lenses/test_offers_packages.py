"""Whole packages against every package, listed one by one."""

from importlib import import_module

import pytest
from hypothesis import given, settings
from models import oracle_offers as long_way
from models.offer_cases import spaces

from parley.lenses.offers.packages import whole_packages
from parley.lenses.offers.standing import QUANTILES
from parley.lenses.offers.zone import SOLUTIONS, zones
from parley.models.offer_space import SCALE

few = settings(max_examples=30, deadline=None)
N = 3
PARTS = import_module("parley.lenses.offers.packages")


def narrowest(oracle):
    """The narrowest set with a zone in some draw: that stop and keep, that keep, all packages."""
    every = long_way.packages(oracle)
    kept = [package for package in every if long_way.crosses_none(oracle, package)]
    ended = [package for package in kept if long_way.stops(oracle, package)]
    sets = [kept, every] if not long_way.stopping(oracle) else [ended, kept, every]
    return next((found for found in sets if serving(oracle, found)), every)


def serving(oracle, packages):
    """In how many draws the best of them serves all who must consent."""
    return max((count(oracle, package) for package in packages), default=0)


def count(oracle, package):
    return sum(min(long_way.gains(oracle, package, k)) >= 0 for k in range(N))


def check_package(oracle, found):
    """What is said of a package over all draws."""
    levels = tuple(found.levels.tolist())
    gains = [long_way.gains(oracle, levels, k, oracle.parties) for k in range(N)]
    accepting = [
        [party for party, gain in zip(oracle.parties, each, strict=True) if gain >= 0]
        for each in gains
    ]
    for p, column in enumerate(zip(*gains, strict=True)):
        assert found.each[p] == pytest.approx(sum(gain >= 0 for gain in column) / N)
        expected = [long_way.quantile(column, q) / SCALE for q in QUANTILES]
        assert found.gain[p] == pytest.approx(expected, abs=1e-12)
    together = sum(long_way.enough(oracle, each) for each in accepting) / N
    assert found.together == pytest.approx(together)


@few
@given(spaces(N))
def test_the_widest_package_is_proved_to_be_acceptable_in_most_draws(question):
    oracle, space = question
    found = whole_packages(space, zones(space))
    allowed = narrowest(oracle)
    most = serving(oracle, allowed)
    assert found.proved
    assert (found.widest is None) == (most == 0)
    if found.widest is not None:
        levels = tuple(found.widest.levels.tolist())
        assert levels in allowed
        assert count(oracle, levels) == most
        check_package(oracle, found.widest)


@few
@given(spaces(N))
def test_principles_pick_the_best_at_the_mean(question):
    oracle, space = question
    found = whole_packages(space, zones(space))
    gains = {x: long_way.mean_gains(oracle, x) for x in narrowest(oracle)}
    rational = {package: gain for package, gain in gains.items() if min(gain) >= 0}
    picks = {name: each for each in found.picked for name in each.names}
    assert len({tuple(each.levels.tolist()) for each in found.picked}) == len(found.picked)
    assert sorted(picks) == (sorted(long_way.SOLUTIONS) if rational else [])
    for name, each in picks.items():
        assert rational[tuple(each.levels.tolist())] in long_way.SOLUTIONS[name](rational), name
    for each in found.picked:
        check_package(oracle, each)


def test_the_principles_of_the_lens_are_those_that_are_checked():
    assert set(SOLUTIONS) == set(long_way.SOLUTIONS)


@few
@given(spaces(N))
def test_a_package_found_by_search_is_no_better_than_the_widest(question):
    oracle, space = question
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(PARTS, "LISTED", 0)
        found = whole_packages(space, zones(space))
    assert not found.proved
    most = serving(oracle, narrowest(oracle))
    if found.widest is not None:
        assert tuple(found.widest.levels.tolist()) in narrowest(oracle)
        assert count(oracle, tuple(found.widest.levels.tolist())) <= most
        check_package(oracle, found.widest)
    else:
        assert not any((each >= 0).any() for each in zones(space).narrowest.packages.values())
