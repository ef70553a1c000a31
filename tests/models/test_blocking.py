"""Conflicts and the least that would have to give: against listing every package."""

import sys
from dataclasses import replace
from fractions import Fraction
from types import ModuleType, SimpleNamespace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from models import oracle_blocking as oracle
from models.deal_cases import LLM_LEAST, llm_deliberation
from models.oracle_blocking import few, negotiations

from parley.models.blocking import (
    Demand,
    by_party,
    conflicts,
    demands,
    fewest_drops,
    least_cut,
    red_lines,
)
from parley.models.blocking.conflicts import explored
from parley.models.blocking.gains import can_meet, gains
from parley.models.domain import Domain, packages


def one(**kind):
    return negotiations(**kind).map(lambda made: (made[0][0], made[1]))


@few
@given(one())
def test_minimal_conflicts_and_largest_sets_are_all_found(case):
    domain, red = case
    wanted = demands(domain.n_parties, red)[:8]
    found = conflicts(domain, wanted)
    assert found.demands == wanted
    assert found.found.complete
    assert (found.found.minimal, found.found.largest) == oracle.families(domain, wanted)


@few
@given(one())
def test_a_zone_and_what_it_holds(case):
    domain, _ = case
    own = oracle.gains(domain, oracle.serving(domain, oracle.floors(domain)))
    found = gains(domain)
    assert found.exists == bool(own)
    if own:
        assert found.best.tolist() == [max(column) for column in zip(*own, strict=True)]
        assert found.worst == max(map(min, own))


@few
@given(one(), st.booleans())
def test_the_least_cut_in_no_deal_values(case, shares):
    domain, red = case
    lines = red_lines(red)[:2]
    kept = oracle.serving(domain, lines)
    found = least_cut(domain, lines, shares=shares)
    assert found.complete
    if not kept:
        assert found.cut is None
        return
    whole = [max(column) for column in zip(*(u for _, u in kept), strict=True)] - domain.floor
    if shares and (whole <= 0).any():
        assert found.cut is None
        assert found.beyond == tuple(np.flatnonzero(whole <= 0))
        return
    weights = whole.tolist() if shares else [1] * domain.n_parties

    def price(utility):
        cuts = [max(int(d) - u, 0) for u, d in zip(utility, domain.floor, strict=True)]
        return sum(Fraction(cut, w) for cut, w in zip(cuts, weights, strict=True))

    least = min(price(u) for _, u in kept)
    best = max((u for _, u in kept if price(u) == least), key=sum)
    utility = dict(kept)[tuple(found.package.tolist())]
    assert price(utility) == least
    assert sum(utility) == sum(best)
    assert found.cut.tolist() == np.maximum(domain.floor - utility, 0).tolist()
    assert found.total == pytest.approx(float(least))


@few
@given(one())
def test_the_fewest_red_lines_to_drop(case):
    domain, red = case
    keep, lines = oracle.floors(domain), red_lines(red)[:6]
    found = fewest_drops(domain, keep, lines)
    assert found.complete
    assert found.drops == oracle.fewest(domain, keep, lines)


# published: the base game of LLM-Deliberation (a port among six parties)

MAYOR, CITIES, UNION, LEAGUE = 0, 1, 2, 5


def port(least=LLM_LEAST):
    return replace(llm_deliberation(), floor=np.array(least))


def test_the_port_of_llm_deliberation():
    domain = port()
    assert len(oracle.serving(domain, demands(6))) == 12
    found = conflicts(domain, demands(6)).found
    assert (found.minimal, found.largest) == ((), (tuple(range(6)),))
    # five are enough, with SportCo and the Department of Tourism among them
    for spared in {MAYOR, CITIES, UNION, LEAGUE}:
        assert can_meet(domain, [w for w in demands(6) if w.party != spared])


@pytest.mark.parametrize(
    "more", [(0, 0, 0, 12, 12, 0), (5, 20, 10, 5, 5, 15), (40, 0, 30, 0, 0, 9)]
)
def test_the_port_with_higher_thresholds(more):
    domain = port(np.add(LLM_LEAST, more))
    wanted = demands(6)
    assert not oracle.serving(domain, wanted)
    found = conflicts(domain, wanted).found
    assert (found.minimal, found.largest) == oracle.families(domain, wanted)
    assert found.complete
    cut = least_cut(domain)
    assert cut.total == min(
        sum(np.maximum(domain.floor - u, 0).tolist()) for _, u in oracle.listed(domain)
    )


# by hand


def plane(vectors, floor=None):
    """One issue whose levels are worth these vectors."""
    table = np.array(vectors, np.int64)
    floor = np.zeros(table.shape[1], np.int64) if floor is None else np.array(floor)
    return Domain(packages=packages([len(table)]), utility=(table,), floor=floor)


def test_a_party_that_accepts_no_level_is_a_conflict_by_itself():
    wanted = red_lines([np.array([[True], [True]])])
    assert wanted == (Demand(party=0, parts=((0, ()),)),)
    assert conflicts(plane([(1, 1), (2, 2)]), wanted).found.minimal == ((0,),)


def test_a_no_deal_value_above_every_package_has_no_share():
    domain = plane([(5, 5), (6, 1)], floor=[2, 9])
    assert least_cut(domain, shares=True).beyond == (1,)
    own = least_cut(domain)
    assert (own.cut.tolist(), own.total, own.package.tolist()) == ([0, 4], 4, [0])


def test_shares_weigh_a_cut_by_what_the_party_stands_to_gain():
    domain = plane([(100, 0), (75, 3), (0, 4)], floor=[80, 3])
    own, share = least_cut(domain), least_cut(domain, shares=True)
    assert (own.cut.tolist(), own.total, own.whole.tolist()) == ([0, 3], 3, [1, 1])
    assert (share.cut.tolist(), share.total, share.whole.tolist()) == ([5, 0], 0.25, [20, 1])


@pytest.mark.parametrize("shares", [False, True])
def test_the_solver_finds_the_same_least_cut_as_the_merge(shares):
    domain, lines = port(np.add(LLM_LEAST, 15)), [Demand(parts=((3, (1, 2, 3)),))]
    merged = least_cut(domain, lines, shares=shares)
    for solved in (
        least_cut(domain, lines, shares=shares, cap=-1),
        least_cut(unlisted(domain), lines, shares=shares),
    ):
        assert (solved.complete, solved.total) == (True, pytest.approx(merged.total))
        assert solved.cut.tolist() == merged.cut.tolist()
        assert solved.package.tolist() == merged.package.tolist()
        assert solved.whole.tolist() == merged.whole.tolist()


def test_a_least_cut_that_is_not_found_is_not_known(monkeypatch):
    failed = SimpleNamespace(cut=None, cost=None, found=SimpleNamespace(status="failed"))
    monkeypatch.setattr("parley.models.solver.least_cut", lambda *_: failed)
    found = least_cut(port(np.add(LLM_LEAST, 20)), cap=-1)
    assert (found.complete, found.cut) == (False, None)


def unlisted(domain):
    """The same with packages that are too many to list."""
    return replace(domain, packages=replace(domain.packages, rows=None))


def test_conflicts_where_packages_cannot_be_listed():
    domain = port(np.add(LLM_LEAST, (40, 0, 30, 0, 0, 9)))
    wanted = (*demands(6), Demand(parts=((3, ()),)))
    assert conflicts(unlisted(domain), wanted) == conflicts(domain, wanted)


def test_too_many_demands_are_taken_together_per_party():
    table = np.zeros((20, 2), np.int64)
    domain = Domain(packages=packages([20]), utility=(table,), floor=np.array([0, 1]))
    wanted = (*demands(2), *(Demand(party=0, parts=((0, (k,)),)) for k in range(16)))
    found = conflicts(domain, wanted)
    assert found.demands == by_party(wanted)
    assert found.found.minimal == ((0,), (1,))
    with pytest.raises(ValueError, match="17 demands are too many"):
        conflicts(domain, [Demand(parts=((0, (k,)),)) for k in range(17)])


# what cannot be decided


def test_an_undecided_set_is_never_a_conflict():
    undecided = {(0, 1, 2), (0, 1)}

    def decide(members):
        return None if members in undecided else len(members) < 3

    found = explored(3, decide)
    assert found.minimal == ()
    assert set(found.unknown) == undecided
    assert found.largest == ((0, 2), (1, 2))
    assert not found.complete


def test_a_conflict_around_an_undecided_set_is_still_a_conflict():
    found = explored(2, lambda s: {(): True, (0,): True, (1,): None, (0, 1): False}[s])
    assert (found.minimal, found.unknown, found.complete) == (((0, 1),), ((1,),), False)


def test_a_conflict_of_two_among_many_is_found_without_trying_all_sets():
    asked = []

    def decide(members):
        asked.append(members)
        return not {3, 7} <= set(members)

    found = explored(12, decide)
    assert found.minimal == ((3, 7),)
    assert len(asked) < 20


def test_giving_up_is_said():
    found = explored(6, lambda s: len(s) < 4, most=3)
    assert not found.complete


@pytest.mark.parametrize(
    ("status", "answer"),
    [("optimal", True), ("feasible", True), ("infeasible", False), ("failed", None)],
)
def test_beyond_the_merge_the_solver_answers(monkeypatch, status, answer):
    asked = ModuleType("parley.models.solver")
    asked.feasible = lambda _: SimpleNamespace(status=status)
    monkeypatch.setitem(sys.modules, "parley.models.solver", asked)
    # no weights tell these two apart from a package that serves both
    domain = plane([(2, 0, 0), (0, 2, 0)], floor=[1, 1, 0])
    assert can_meet(domain, demands(3), cap=-1) is answer
    assert gains(domain, cap=-1).exists is answer
    assert gains(domain, cap=-1).best is None


def test_a_package_at_the_floor_is_enough_however_it_is_weighed():
    assert can_meet(plane([(2, 0, 0), (0, 2, 0), (1, 1, 0)], floor=[1, 1, 0]), demands(3))
