"""How many packages suit whom, counted and estimated."""

import numpy as np
import pytest
from hypothesis import given
from models import deal_cases as oracle
from models.deal_cases import llm_deliberation, llm_rule, modest, sample_of, samples

from parley.models.deal import rule_table, shares, size
from parley.models.domain import packages


@modest
@given(samples())
def test_packages_are_counted_by_who_accepts_them(case):
    sample, _ = case
    listed = oracle.everything(sample)
    if not listed:
        with pytest.raises(ValueError, match="no package"):
            shares(sample)
        return
    found = shares(sample)
    assert (found.n, found.exact) == (len(listed), True)
    for t in range(sample.n_draws):
        count = [0] * 2**sample.n_parties
        for package in listed:
            gain = oracle.gains(sample, package)[t]
            count[sum(1 << p for p, g in enumerate(gain) if g >= 0)] += 1
        assert found.count[t].tolist() == count


def test_base_game_of_llm_deliberation():
    """Counts from an independent enumeration of its 720 deals, see `deal_cases`."""
    found = shares(sample_of(llm_deliberation()))
    rule = rule_table(6, llm_rule)
    assert (found.n, found.n_parties) == (720, 6)
    assert (720 * found.each()).round().tolist() == [[646, 555, 462, 354, 195, 320]]
    assert (720 * found.every()).round() == 12
    assert (720 * found.under(rule)).round() == 55
    # what one party blocks under the rule of five: all others accept
    alone = (720 * found.refused_by_one()).round().tolist()
    assert alone == [[0, 8, 15, 56, 22, 20]]
    assert found.error(found.every()).tolist() == [0]


@pytest.mark.parametrize("listed", [True, False])
def test_an_estimate_is_near_the_count_and_says_that_it_is_one(monkeypatch, listed):
    game = sample_of(llm_deliberation())
    exact = shares(game)
    monkeypatch.setattr(size, "LISTED", 700)
    if not listed:  # as if a cluster were too large
        object.__setattr__(game.packages, "rows", None)
    found = shares(game, seed=3)
    assert (found.exact, found.n) == (False, size.DRAWN)
    off = np.abs(found.each() - exact.each())
    assert (found.error(found.each()) > 0).all()
    assert (off < 4 * found.error(found.each())).all()
    assert shares(game, seed=3).each().tolist() == found.each().tolist()


def test_random_packages_satisfy_the_clauses_equally_often(monkeypatch):
    """A part with few rows must not be drawn more often than it has packages."""
    monkeypatch.setattr(size, "LISTED", 1)
    linked = packages([2, 3, 2], [((0, (1,)), (1, (0,)))])
    free = packages([2, 3, 2], [((0, (1,)), (1, (0,)))])
    object.__setattr__(free, "rows", None)
    for found in (linked, free):
        drawn = size._drawn(found, 40_000, np.random.default_rng(0))
        kinds, n = np.unique(drawn, axis=0, return_counts=True)
        assert len(kinds) == linked.n == 8
        assert (np.abs(n - 5000) < 4 * np.sqrt(40_000 * 7 / 64)).all()


@modest
@given(samples())
def test_random_packages_are_counted_by_who_accepts_them(case):
    """The same counts for a list that holds every package once."""
    sample, _ = case
    listed = oracle.everything(sample)
    if listed:
        found = size._estimated(sample, np.array(listed))
        assert found.tolist() == shares(sample).count.tolist()
