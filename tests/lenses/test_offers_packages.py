"""Whole packages against every package, listed one by one."""

from importlib import import_module

import pytest
from hypothesis import given, settings
from models import oracle_offers as long_way
from models.offer_cases import spaces
from small_case import small

from parley.draws import draws
from parley.lenses.offers.packages import whole_packages
from parley.lenses.offers.standing import QUANTILES
from parley.lenses.offers.zone import SOLUTIONS, zones
from parley.models.offer_space import SCALE, offer_space

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


def serving(oracle, packages, group=None):
    """In how many draws the best of them serves a group, by default all who must consent."""
    return max((count(oracle, package, group) for package in packages), default=0)


def count(oracle, package, group=None):
    return sum(min(long_way.gains(oracle, package, k, group)) >= 0 for k in range(N))


def count_enough(oracle, package):
    """In how many draws it serves some group that is enough."""
    return sum(
        any(
            min(long_way.gains(oracle, package, k, group)) >= 0 for group in long_way.groups(oracle)
        )
        for k in range(N)
    )


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
    allowed, groups = narrowest(oracle), long_way.groups(oracle)
    least = max(serving(oracle, allowed, group) for group in groups)
    assert found.proved == (len(groups) == 1)
    assert (found.widest is None) == (least == 0)
    if found.widest is not None:
        levels = tuple(found.widest.levels.tolist())
        assert levels in allowed
        assert count_enough(oracle, levels) >= least
        if found.proved:
            assert count_enough(oracle, levels) == max(count_enough(oracle, x) for x in allowed)
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


@few
@given(spaces(N))
def test_how_alike_the_picks_of_single_draws_are(question):
    _, space = question
    sets = zones(space)
    for each in whole_packages(space, sets).picked:
        picks = [tuple(p) for p in sets.narrowest.packages[each.names[0]].tolist() if min(p) >= 0]
        levels = each.levels.tolist()
        alike = [a == b for pick in picks for a, b in zip(pick, levels, strict=True)]
        assert each.alike == (pytest.approx(sum(alike) / len(alike)) if alike else None)


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
    if found.widest is not None:
        levels = tuple(found.widest.levels.tolist())
        assert levels in narrowest(oracle)
        assert count_enough(oracle, levels) <= max(
            count_enough(oracle, x) for x in narrowest(oracle)
        )
        check_package(oracle, found.widest)
    else:
        picks = zones(space).narrowest.packages.values()  # it starts from those of a few draws
        assert not any((each[: PARTS.STARTS] >= 0).any() for each in picks)


DESK = {"by": "desk", "on": "2020", "because": "x"}


def widest(rule=None, **values):
    """The option of the one issue in the widest package; no deal may be worth anything."""
    options = {"now": "Now", "later": "Later", "never": "Never"}
    issue = {"name": "Quiet", "question": "?", "if_silent": "never", "options": options}
    changes = {"issues": {"quiet": issue}, "constraints": [], "proposals": {}}
    for party, worth in values.items():
        known = dict(zip(options, worth, strict=True))
        changes[f"positions.{party}"] = {
            "no_deal": {"value": "0..1"} | DESK,
            "issues": {"quiet": {"inferred": {"values": known} | DESK}},
        }
    case = small(changes | {"consent": list(values)} | ({"consent_rule": rule} if rule else {}))
    space = offer_space(case, draws(case, 1000))
    found = whole_packages(space, zones(space)).widest
    return space.levels[0][found.levels[0]], found.together


def test_the_widest_is_what_all_accept_at_once_not_what_most_accept():
    """now: 1 and 0.4, both at once in 40% of draws; later: 0.66 each, both in 44%."""
    option, together = widest(a=(1, 0.66, 0), b=(0.4, 0.66, 0))
    assert (option, round(together, 1)) == ("later", 0.4)


def test_under_a_quota_the_widest_is_the_best_of_what_the_groups_have():
    option, together = widest({"at_least": 2}, a=(1, 0.5, 0), b=(1, 0.1, 0), c=(0, 0.3, 0))
    assert (option, together) == ("now", 1.0)


def test_of_packages_that_are_enough_alike_the_widest_leaves_out_fewest():
    option, together = widest({"at_least": 2}, a=(1, 1, 0), b=(1, 1, 0), c=(0, 1, 0))
    assert (option, together) == ("later", 1.0)
