"""Shares of draws, prices of red lines, options that fit: against listing every package."""

from collections import Counter
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from models import oracle_blocking as oracle
from models.oracle_blocking import few, negotiations

from parley.models.blocking import (
    Demand,
    conflict_shares,
    demands,
    options,
    red_line_prices,
    red_lines,
)
from parley.models.blocking.draws import drawn_gains
from parley.models.blocking.gains import Gains, gains
from parley.models.blocking.weights import reachable_rows
from parley.models.domain import Sample, among, packages


def over_draws(domains):
    first = domains[0]
    return Sample(
        packages=first.packages,
        utility=tuple(np.stack([d.utility[i] for d in domains]) for i in range(len(first.utility))),
        no_deal=np.stack([d.floor for d in domains]),
        bonuses=tuple(
            replace(bonus, worth=np.stack([d.bonuses[b].worth for d in domains]))
            for b, bonus in enumerate(first.bonuses)
        ),
    )


def drawn(found, utility, no_deal):
    return Sample(packages=found, utility=tuple(utility), no_deal=no_deal)


@few
@given(negotiations(n_parties=st.integers(1, 3), n_draws=3))
def test_levels_that_fit(case):
    domains, red = case
    lines = red_lines(red)[:1]
    parts = tuple(part for line in lines for part in line.parts)
    found = options(over_draws(domains), parts)
    assert found.n_draws == 3
    for draw, domain in enumerate(domains):
        wanted = [*oracle.floors(domain), *lines]
        for issue, n in enumerate(domain.packages.n_levels):
            for level in range(n):
                own = oracle.gains(
                    domain, oracle.serving(domain, [*wanted, oracle.only((issue, (level,)))])
                )
                assert found.fits[issue][draw, level] == bool(own)
                if found.gain is not None:
                    best = max(map(min, own), default=-1)
                    assert found.gain[issue][draw, level] == best
    assert (found.gain is None) == (domains[0].n_parties > 2)
    for share, fits in zip(found.share, found.fits, strict=True):
        assert share.tolist() == pytest.approx(fits.mean(axis=0).tolist())


@few
@given(negotiations(n_parties=st.integers(1, 3), n_draws=3))
def test_shares_of_conflicts(case):
    domains, red = case
    wanted = demands(domains[0].n_parties, red)[:6]
    found = conflict_shares(over_draws(domains), wanted)
    counts = Counter(s for domain in domains for s in oracle.families(domain, wanted)[0])
    assert dict(zip(found.conflicts, found.share.tolist(), strict=True)) == pytest.approx(
        {s: n / 3 for s, n in counts.items()}
    )
    assert found.share.tolist() == sorted(found.share.tolist(), reverse=True)
    none = sum(not oracle.serving(domain, wanted) for domain in domains)
    assert (found.none, found.unknown, found.others) == (pytest.approx(none / 3), 0, 0)


@few
@given(negotiations(n_parties=st.integers(2, 3), n_draws=4))
def test_what_red_lines_take_away(case):
    domains, red = case
    lines, keep = red_lines(red)[:3], (Demand(parts=((0, (0,)),)),)
    prices = red_line_prices(over_draws(domains), lines, keep)
    assert [price.line for price in prices] == list(lines)
    for i, price in enumerate(prices):
        both = []
        exists = np.zeros((2, 4), bool)
        for draw, domain in enumerate(domains):
            own = [*oracle.floors(domain), *keep]
            rest = [line for j, line in enumerate(lines) if j != i]
            with_it = oracle.gains(domain, oracle.serving(domain, [*own, *lines]))
            without = oracle.gains(domain, oracle.serving(domain, [*own, *rest]))
            exists[:, draw] = bool(with_it), bool(without)
            if with_it and without:
                best = np.max(without, axis=0) - np.max(with_it, axis=0)
                worst = max(map(min, without)) - max(map(min, with_it))
                both.append([*best.tolist(), worst])
        assert [price.kept, price.dropped] == exists.mean(axis=1).tolist()
        assert price.n_valued == len(both)
        if both:
            quantiles = np.quantile(both, [0.05, 0.5, 0.95], axis=0)
            assert np.column_stack([price.best, price.worst]) == pytest.approx(quantiles)
        else:
            assert np.isnan(price.best).all()
            assert np.isnan(price.worst).all()


def many(n_draws, n_parties):
    """Each draw one package, which serves all in the first half of the draws only."""
    utility = np.ones((n_draws, 1, n_parties), np.int64)
    floor = np.zeros((n_draws, n_parties), np.int64)
    floor[n_draws // 2 :] = 2
    return drawn(packages([1]), [utility], floor)


def test_all_draws_for_two_parties_and_a_hundred_for_three():
    for n_parties, n_draws in ((2, 400), (3, 100)):
        found = options(many(400, n_parties))
        assert found.n_draws == n_draws
        assert found.share[0].tolist() == [0.5]
        shares = conflict_shares(many(400, n_parties), demands(n_parties))
        assert (shares.n_draws, shares.none) == (n_draws, 0.5)
        assert shares.conflicts == tuple((p,) for p in range(n_parties))
        assert shares.share.tolist() == [0.5] * n_parties


def test_fewer_draws_where_zones_are_large_and_it_is_said(monkeypatch):
    found, line = many(400, 3), Demand(party=0, parts=((0, (0,)),))
    for work, n_draws in ((10**6, 100), (100, 50), (0, 20)):
        monkeypatch.setattr("parley.models.blocking.draws.WORK", work)
        (price,) = red_line_prices(found, [line])
        assert price.n_draws == n_draws
        assert price.kept == 0.5
    (price,) = red_line_prices(many(400, 2), [line])
    assert price.n_draws == 400


@pytest.mark.parametrize("seed", range(4))
def test_many_levels_in_one_pass_as_one_by_one(seed):
    rng = np.random.default_rng(seed)
    n_levels = [4, 3, 5, 4, 3, 4, 6, 2]
    clauses = [((0, (0, 1)), (4, (1, 2))), ((4, (0,)), (6, (2, 3, 4)))]
    utility = [rng.integers(0, 10**9, (3, n, 2)) for n in n_levels]
    no_deal = np.sum([table.max(axis=1) for table in utility], axis=0) * 79 // 100
    found = drawn(packages(n_levels, clauses), utility, no_deal)
    made = options(found)
    for draw in range(3):
        domain = found.at(draw)
        for issue, n in enumerate(n_levels):
            best = [gains(among(domain, (0, 1), [(issue, (level,))])).worst for level in range(n)]
            expected = [-1 if each is None else each for each in best]
            assert made.gain[issue][draw].tolist() == expected
    assert 0 < np.mean([fits.mean() for fits in made.fits]) < 1


@pytest.mark.parametrize("clauses", [(), [((0, (0, 1)), (2, (1, 2)))]])
def test_what_a_zone_holds_in_each_draw(clauses):
    rng = np.random.default_rng(5)
    utility = [rng.integers(0, 100, (20, 4, 2)) for _ in range(4)]
    no_deal = np.sum([table.max(axis=1) for table in utility], axis=0) * 7 // 10
    found = drawn(packages([4] * 4, clauses), utility, no_deal)
    held = drawn_gains(found)
    assert 5 < held.exists.sum() < 20
    for draw, own in enumerate(gains(found.at(draw)) for draw in range(20)):
        assert (held.exists[draw], held.valued[draw]) == (own.exists, own.exists)
        if own.exists:
            assert [*held.best[draw], held.worst[draw]] == [*own.best, own.worst]


def between_two(n_issues, linked=()):
    """Each issue goes to one of two parties, with the third watching, or is wasted."""
    table = np.array([[3, 0, 0], [0, 3, 0], [-99, -99, 0]])
    half = 3 * n_issues // 2
    return packages([3] * n_issues, linked=linked), table, np.array([half, half, 0])


def test_weights_leave_open_what_they_cannot_tell():
    """All issues to one party weigh as much as half for each, and are one change from neither."""
    _, table, floor = between_two(4)
    can, cannot = reachable_rows([table] * 4, floor)
    assert not can.any()
    assert cannot.tolist() == [False, False, True] * 4


def test_a_level_fits_although_some_of_its_rows_are_hopeless():
    found, table, floor = between_two(6, linked=[(0, 1)])
    made = options(drawn(found, [table[None]] * 6, floor[None]))
    assert [fits.tolist() for fits in made.fits] == [[[1, 1, 0]]] * 6


def test_where_packages_cannot_be_listed_each_draw_is_solved():
    found = drawn(packages([2, 2]), [np.array([[[3, 0], [0, 2]]])] * 2, np.array([[2, 1]]))
    unlisted = replace(found, packages=replace(found.packages, rows=None))
    wanted = (*demands(2), Demand(parts=((0, (0,)),)), Demand(parts=((1, (0,)),)))
    assert conflict_shares(found, wanted).conflicts == ((1, 2, 3),)
    assert conflict_shares(unlisted, wanted).conflicts == ((1, 2, 3),)
    assert np.array_equal(options(found).fits, options(unlisted).fits)


def test_gains_that_merges_do_not_find_are_left_out(monkeypatch):
    """Three draws are tried; then only whether there is a zone is asked."""
    asked = []

    def gives_up(domain, **_):
        asked.append(domain)
        return Gains(exists=True)

    monkeypatch.setattr("parley.models.blocking.draws.gains", gives_up)
    (price,) = red_line_prices(many(8, 3), [Demand(party=0, parts=((0, (0,)),))])
    assert len(asked) == 2 * 3
    assert (price.n_valued, price.n_draws) == (0, 8)
    assert (price.kept, price.dropped) == (0.5, 0.5)
    assert np.isnan(price.best).all()


def test_the_list_of_conflicts_is_bounded_and_says_so():
    found = conflict_shares(many(4, 3), demands(3), most=1)
    assert (found.conflicts, found.others) == (((0,),), 2)


def test_parties_left_out_are_not_asked():
    found = many(2, 2)
    found.no_deal[:, 1] = 9
    assert options(found).share[0].tolist() == [0]
    assert options(found.among([0])).share[0].tolist() == [0.5]


def test_levels_and_utilities_must_fit():
    with pytest.raises(ValueError, match="do not fit issues of"):
        options(drawn(packages([2]), [np.zeros((1, 3, 2), np.int64)], np.zeros((1, 2), np.int64)))
