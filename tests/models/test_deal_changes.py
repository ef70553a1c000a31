"""Few changes that bring parties in, and counter-offers, against listing every package."""

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from models import deal_cases as oracle
from models.deal_cases import LLM_OPENING, llm_deliberation, llm_rule, modest, sample_of, samples

from parley.models.deal import (
    changes,
    cheapest,
    counter_offers,
)
from parley.models.domain import Sample, packages


def neighbours(sample, package, kept, most):
    return [
        other
        for other in oracle.everything(sample)
        if len(oracle.changed(package, other)) <= most
        and all(mask[k] for mask, k in zip(kept, other, strict=True))
    ]


def level(gain, consent):
    return max(min(gain[p] for p in group) for group in consent)


def expected_step(sample, candidates, consent):
    """(count, worst, total, package) of each, best first."""
    rows = []
    for package in candidates:
        levels = [level(gain, consent) for gain in oracle.gains(sample, package)]
        count = sum(x >= 0 for x in levels)
        rows.append((-count, -oracle.lower_median(levels), -oracle.total(sample, package), package))
    return sorted(rows)


@st.composite
def questions(draw):
    sample, package = draw(samples())
    everybody = st.sets(st.integers(0, sample.n_parties - 1), min_size=1).map(sorted)
    consent = draw(st.lists(everybody, min_size=1, max_size=2))
    kept = [
        np.array(draw(st.lists(st.booleans(), min_size=n, max_size=n)))
        if draw(st.integers(0, 3)) == 0
        else np.ones(n, bool)
        for n in sample.packages.n_levels
    ]
    cost = np.array(draw(st.lists(st.integers(1, 3), min_size=len(kept), max_size=len(kept))))
    return sample, package, consent, kept, cost, draw(st.integers(1, 3)), draw(st.integers(1, 3))


@modest
@given(questions())
def test_changes_are_those_of_listing_every_package(question):
    sample, package, consent, kept, cost, most, show = question
    found = changes(sample, package, consent, cost=cost, kept=kept, most=most, show=show)
    near = neighbours(sample, package.tolist(), kept, most)
    price = {o: sum(int(cost[i]) for i in oracle.changed(package.tolist(), o)) for o in near}
    assert found.most == most
    assert [(s.cost, s.n) for s in found.steps] == [
        (c, list(price.values()).count(c)) for c in sorted(set(price.values()))
    ]
    for step in found.steps:
        ranked = expected_step(sample, [o for o in near if price[o] == step.cost], consent)
        able = [row for row in ranked if row[0] < 0]
        assert step.n_best == sum(row[0] == ranked[0][0] for row in able)
        got = [
            (-round(c.share * sample.n_draws), -c.worst, tuple(c.package.tolist()))
            for c in step.best
        ]
        assert got == [(n, w, o) for n, w, _, o in able[:show]]
        for change in step.best:
            assert change.issues == oracle.changed(package.tolist(), change.package.tolist())
            moved = oracle.differences(sample, change.package.tolist(), package.tolist())
            assert change.change.tolist() == [oracle.lower_median(c) for c in zip(*moved)]  # noqa: B905
    for t in range(sample.n_draws):
        able = [price[o] for o in near if level(oracle.gains(sample, o)[t], consent) >= 0]
        assert found.least[t] == min(able, default=-1)
    stands = [level(gain, consent) >= 0 for gain in oracle.gains(sample, package.tolist())]
    assert found.standing == pytest.approx(sum(stands) / len(stands))


@modest
@given(samples(), st.integers(0, 2), st.sampled_from([0.25, 0.5, 1.0]))
def test_counter_offers_cost_the_party_nothing_and_give_the_others_most(case, party, share):
    sample, package = case
    party %= sample.n_parties
    others = [p for p in range(sample.n_parties) if p != party] or [party]
    found = counter_offers(sample, package, party, others, share=share, n=2)
    start = package.tolist()

    def worst(other):
        return oracle.lower_median(
            [min(gain[p] for p in others) for gain in oracle.gains(sample, other)]
        )

    kept = [np.ones(n, bool) for n in sample.packages.n_levels]
    ranked = []
    for other in neighbours(sample, start, kept, 3):
        count = sum(row[party] >= 0 for row in oracle.differences(sample, other, start))
        touched = oracle.changed(start, other)
        if count >= share * sample.n_draws and touched and worst(other) > worst(start):
            ranked.append((-worst(other), len(touched), -oracle.total(sample, other), other))
    expected = []
    for row in sorted(ranked):
        if oracle.changed(start, row[3]) not in [oracle.changed(start, o) for o in expected]:
            expected.append(row[3])
    assert [tuple(offer.package.tolist()) for offer in found] == expected[:2]
    assert all(offer.worst == worst(offer.package.tolist()) for offer in found)


@modest
@given(questions())
def test_cheapest_is_the_cheapest_of_all_packages(question):
    sample, package, consent, _, cost, *_ = question
    domain, parties = sample.at(0), consent[0]
    found = cheapest(domain, package, parties, cost=cost)
    able = {}
    for other in oracle.everything(sample):
        gain = oracle.gains(sample, other)[0]
        if all(gain[p] >= 0 for p in parties):
            able[other] = sum(int(cost[i]) for i in oracle.changed(package.tolist(), other))
    assert found.proved
    assert found.cost == (min(able.values()) if able else None)
    best = {}  # utility vectors of that cost that no other beats, with their first package
    for other, price in able.items():
        if price == found.cost:
            best.setdefault(tuple(oracle.worths(sample, other)[0][p] for p in parties), other)
    kept = [
        (-sum(u), package)
        for u, package in best.items()
        if not any(v != u and all(a >= b for a, b in zip(v, u, strict=True)) for v in best)
    ]
    assert [tuple(each) for each in found.packages.tolist()] == [p for _, p in sorted(kept)]


def test_three_changes_bring_all_six_in_and_in_one_way_only():
    """LLM-Deliberation, opening deal: A2 B3 C4 D1 E3; to its rule three changes in ten ways."""
    game = sample_of(llm_deliberation())
    found = changes(game, LLM_OPENING, [range(6)])
    assert (found.standing, found.least.tolist()) == (0, [3])
    assert [step.n_best for step in found.steps] == [0, 0, 0, 1]
    (only,) = found.steps[3].best
    assert (only.package.tolist(), only.issues) == ([1, 2, 3, 0, 2], (0, 1, 4))
    assert only.change.tolist() == [-24, 34, 11, -30, 51, 77]
    direct = cheapest(llm_deliberation(), LLM_OPENING, range(6))
    assert (direct.cost, direct.packages.tolist()) == (3, [[1, 2, 3, 0, 2]])
    fives = [who for who in combinations(range(6), 5) if llm_rule(set(who))]
    assert len(fives) == 4
    to_rule = changes(game, LLM_OPENING, fives, show=10)
    assert [step.n_best for step in to_rule.steps] == [0, 0, 0, 10]
    assert len({tuple(c.package.tolist()) for c in to_rule.steps[3].best}) == 10
    assert [0, 2, 0, 2, 4] in [c.package.tolist() for c in to_rule.steps[3].best]


def test_too_many_combinations_are_cut_to_fewer_changes_and_it_is_said(monkeypatch):
    from parley.models.deal import moves

    monkeypatch.setattr(moves, "MANY", 60)
    found = changes(sample_of(llm_deliberation()), LLM_OPENING, [range(6)])
    assert (found.most, found.least.tolist()) == (1, [-1])


@pytest.mark.parametrize("consent", [[], [[]]])
def test_nobody_to_ask_is_refused(consent):
    with pytest.raises(ValueError, match="somebody must consent"):
        changes(sample_of(llm_deliberation()), LLM_OPENING, consent)


def test_impossible_costs_and_packages_are_refused():
    game = sample_of(llm_deliberation())
    with pytest.raises(ValueError, match="one whole number from 1 per issue"):
        changes(game, LLM_OPENING, [[0]], cost=np.array([1, 1, 0, 1, 1]))
    with pytest.raises(ValueError, match="is no package"):
        changes(game, np.array([3, 0, 0, 0, 0]), [[0]])
    with pytest.raises(ValueError, match="at least one change"):
        changes(game, LLM_OPENING, [[0]], most=0)


def test_the_best_few_are_shown_in_order_whichever_is_tried_first():
    table = np.array([[[-1, 0], [5, 9], [9, 9], [7, 8]]])
    game = Sample(packages=packages([4]), utility=(table,), no_deal=np.zeros((1, 2), np.int64))
    (_, one) = changes(game, np.array([0]), [range(2)], show=3).steps
    assert [(c.package.tolist(), c.worst) for c in one.best] == [([2], 9), ([3], 7), ([1], 5)]
