"""Certificate, concession ledger, trades and tipping values, against plain Python."""

import math
from dataclasses import replace
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from models import deal_cases as oracle
from models.deal_cases import LLM_OPENING, llm_deliberation, modest, sample_of, samples

from parley.models.deal import (
    best,
    certificate,
    changes,
    cheapest,
    counter_offers,
    ledger,
    tipping,
    trades,
)
from parley.models.domain import Bonus, Domain, Sample, packages

BASE = llm_deliberation()


def dominates(one, other):
    return one != other and all(a >= b for a, b in zip(one, other, strict=True))


@modest
@given(samples())
def test_certificate_names_what_dominates_a_package(case):
    sample, package = case
    domain, own = sample.at(0), oracle.worths(sample, package.tolist())[0]
    found = certificate(domain, package)
    vectors = {}
    for other in oracle.everything(sample):
        vectors.setdefault(tuple(oracle.worths(sample, other)[0]), other)
    better = [v for v in vectors if dominates(v, tuple(own))]
    top = [v for v in better if not any(dominates(w, v) for w in better)]
    start = package.tolist()
    ranked = sorted((len(oracle.changed(start, vectors[v])), -sum(v), vectors[v]) for v in top)
    assert found.utility.tolist() == own
    assert found.allowed == oracle.is_allowed(sample, start)
    assert (found.efficient, found.n_dominating) == (not better, len(top))
    assert [tuple(b.package.tolist()) for b in found.dominating] == [p for *_, p in ranked][:5]
    floor = sample.no_deal[0].tolist()
    rational = [v for v in vectors if all(u >= d for u, d in zip(v, floor, strict=True))]
    assert found.zone == bool(rational)
    assert found.gain.tolist() == [u - d for u, d in zip(own, floor, strict=True)]
    if not rational:
        assert (found.ideal, found.solutions) == (None, {})
        return
    most = [max(column) for column in zip(*rational, strict=True)]
    assert found.ideal.tolist() == most
    for p, share in enumerate(found.share.tolist()):
        hope = most[p] - floor[p]
        assert math.isclose(share, (own[p] - floor[p]) / hope) if hope else math.isnan(share)
    welfare = [sum(oracle.worths(sample, found.solutions["utilitarian"].package.tolist())[0])]
    assert welfare == [max(map(sum, rational))]
    for beside in found.solutions.values():
        other = beside.package.tolist()
        assert [beside.difference.tolist()] == oracle.differences(sample, other, start)[:1]
        assert beside.issues == oracle.changed(start, other)


def test_certificate_of_the_opening_deal_of_llm_deliberation():
    """The sponsor's opening is refused by four and efficient all the same. From an independent
    enumeration: Nash A2 B3 C3 D2 E3, utilitarian A2 B3 C2 D2 E4, egalitarian A2 B3 C4 D1 E3."""
    deal = np.array([1, 2, 3, 0, 2])
    found = certificate(BASE, LLM_OPENING, {"unanimous": deal})
    assert found.utility.tolist() == [76, 0, 45, 100, 19, 0]
    assert (found.efficient, found.n_dominating) == (True, 0)
    assert (found.gain < 0).tolist() == [False, True, True, False, True, True]
    assert found.ideal.tolist() == [69, 54, 83, 70, 81, 77]
    picked = {name: beside.package.tolist() for name, beside in found.solutions.items()}
    assert picked["nash"] == [1, 2, 2, 1, 2]
    assert picked["utilitarian"] == [1, 2, 1, 1, 3]
    assert picked["egalitarian"] == deal.tolist()
    assert found.others["unanimous"].difference.tolist() == [-24, 34, 11, -30, 51, 77]
    assert found.others["unanimous"].issues == (0, 1, 4)
    assert certificate(BASE, deal).efficient


@modest
@given(samples(), st.data())
def test_ledger_adds_up_to_the_change_of_each_party(case, data):
    sample, package = case
    start = np.array(
        [
            [data.draw(st.integers(0, n - 1)) for n in sample.packages.n_levels]
            for _ in range(sample.n_parties)
        ]
    )
    found = ledger(sample, package, start, quantiles=(0, 1))
    for p in range(sample.n_parties):
        moved = [d[p] for d in oracle.differences(sample, package.tolist(), start[p].tolist())]
        assert found.net[p].tolist() == [min(moved), max(moved)]
        rows = [
            [int(table[t][new][p] - table[t][old][p]) for t in range(sample.n_draws)]
            for table, new, old in zip(sample.utility, package, start[p], strict=True)
        ]
        rows.append([m - sum(column) for m, *column in zip(moved, *rows, strict=True)])
        assert found.change[:, p].tolist() == [[min(row), max(row)] for row in rows]
        assert found.gains[:, p].tolist() == [np.mean([x > 0 for x in row]) for row in rows]
        assert found.loses[:, p].tolist() == [np.mean([x < 0 for x in row]) for row in rows]
        given_up = [sum(max(-x, 0) for x in column) for column in zip(*rows, strict=True)]
        assert found.given[p].tolist() == [min(given_up), max(given_up)]
        gained = [sum(max(x, 0) for x in column) for column in zip(*rows, strict=True)]
        assert found.gained[p].tolist() == [min(gained), max(gained)]


def test_ledger_keeps_what_a_combination_adds_in_a_row_of_its_own():
    domain = Domain(
        packages=packages([2, 2], linked=[{0, 1}]),
        utility=(np.array([[0, 3], [2, 0]]), np.array([[0, 1], [1, 0]])),
        floor=np.zeros(2, np.int64),
        bonuses=(Bonus(parts=((0, (1,)), (1, (1,))), worth=np.array([-5, 4])),),
    )
    found = ledger(sample_of(domain), np.array([1, 1]), np.array([0, 0]), quantiles=(0.5,))
    assert found.change[:, :, 0].tolist() == [[2, -3], [1, -1], [-5, 4]]
    assert found.given[:, 0].tolist() == [5, 4]
    assert found.net[:, 0].tolist() == [-2, 0]


@modest
@given(samples())
def test_best_package_of_a_party_is_the_best_of_all(case):
    sample, _ = case
    listed = oracle.everything(sample)
    if not listed:
        with pytest.raises(ValueError, match="no package"):
            best(sample, 0)
        return
    found = best(sample, 0)

    def key(other):
        return -sum(u[0] for u in oracle.worths(sample, other)), -oracle.total(sample, other), other

    assert tuple(found.tolist()) == min(listed, key=key)


def helps(moved):
    return min(moved) >= 0 and max(moved) > 0


def mixed(moved):
    return min(moved) < 0 < max(moved)


@modest
@given(samples())
def test_trades_are_those_of_listing_every_pair(case):
    sample, package = case
    start, everybody = package.tolist(), range(sample.n_parties)
    found = trades(sample, package, everybody, show=100)
    free, pairs = [], []
    for other in oracle.everything(sample):
        touched = oracle.changed(start, other)
        moved = oracle.differences(sample, other, start)
        if len(touched) == 1:
            free.append((sum(map(helps, moved)), oracle.total(sample, other), other))
        if len(touched) == 2:
            swaps = ([other[j] if j == i else k for j, k in enumerate(start)] for i in touched)
            alone = [oracle.differences(sample, swap, start) for swap in swaps]
            count = sum(
                helps(both) and mixed(a) and mixed(b)
                for both, a, b in zip(moved, *alone, strict=True)
            )
            pairs.append((count, oracle.total(sample, other), other))
    for got, n, expected in ((found.free, found.n_free, free), (found.pairs, found.n_pairs, pairs)):
        able = sorted((-count, -total, other) for count, total, other in expected if count)
        assert n == len(able)
        assert [tuple(each.package.tolist()) for each in got] == [other for *_, other in able]
        assert [each.share for each in got] == [-count / sample.n_draws for count, *_ in able]


def test_the_orange_is_traded_for_what_each_wants():
    """Peel and juice: each issue alone is a transfer, both together help both."""
    domain = Domain(
        packages=packages([2, 2]),
        utility=(np.array([[0, 1], [5, 0]]), np.array([[1, 0], [0, 5]])),
        floor=np.zeros(2, np.int64),
    )
    found = trades(sample_of(domain), np.array([0, 0]), range(2))
    (only,) = found.pairs
    assert (only.issues, only.share, only.change.tolist()) == ((0, 1), 1, [4, 4])
    assert found.free == ()


def along(domain, package, issue, values, party, x):
    """Gain at any value of the issue, a bonus between two levels only if at both."""
    values = [Fraction(v) for v in values]

    def gain(k, with_bonus):
        moved = [k if i == issue else other for i, other in enumerate(package)]
        own = sum(int(t[lv][party]) for t, lv in zip(domain.utility, moved, strict=True))
        return (
            own
            - int(domain.floor[party])
            + sum(int(b.worth[party]) for b in domain.bonuses if with_bonus(b, moved))
        )

    def held(bonus, moved):
        return all(moved[i] in of for i, of in bonus.parts)

    if x in values:
        return gain(values.index(x), held)
    k = max(i for i, v in enumerate(values) if v < x)

    def both(bonus, moved):
        sides = ([side if i == issue else m for i, m in enumerate(moved)] for side in (k, k + 1))
        return all(held(bonus, side) for side in sides)

    part = (x - values[k]) / (values[k + 1] - values[k])
    return gain(k, both) * (1 - part) + gain(k + 1, both) * part


@modest
@given(samples(), st.data())
def test_tipping_intervals_are_where_the_line_is_at_or_above_no_deal(case, data):
    sample, package = case
    issue = data.draw(st.integers(0, len(package) - 1))
    n_levels = sample.packages.n_levels[issue]
    values = np.cumsum([data.draw(st.integers(1, 3)) for _ in range(n_levels)])
    found = tipping(sample, package, issue, values, range(sample.n_parties))
    fine = [
        Fraction(int(values[0])) + Fraction(i, 7)
        for i in range(7 * int(values[-1] - values[0]) + 1)
    ]
    for t in range(sample.n_draws):
        domain = sample.at(t)
        for p in range(sample.n_parties):
            ends = [end for interval in found.intervals[p][t] for end in interval]
            for x in fine:
                if min((abs(float(x) - end) for end in ends), default=1) < 1e-9:
                    continue  # an end may be just outside
                inside = any(low < x < high for low, high in found.intervals[p][t])
                gain = along(domain, package.tolist(), issue, values.tolist(), p, x)
                assert inside == (gain >= 0)
            for low, high in found.intervals[p][t]:
                for end in (low, high):
                    near = Fraction(end).limit_denominator(1000)
                    if near not in values:  # between levels an end is a zero of the line
                        assert along(domain, package.tolist(), issue, values.tolist(), p, near) == 0
        for x in fine:
            columns = [any(low < x < high for low, high in c[t]) for c in found.intervals]
            assert columns[-1] == all(columns[:-1])
    for k in range(n_levels):
        moved = [k if i == issue else other for i, other in enumerate(package.tolist())]
        able = [[g >= 0 for g in gain] for gain in oracle.gains(sample, moved)]
        columns = [*zip(*able, strict=True), [all(row) for row in able]]
        assert found.share[k].tolist() == [np.mean(column) for column in columns]
        assert found.allowed[k] == oracle.is_allowed(sample, moved)


def price():
    """One issue, a price of 0, 10 or 40: the seller wants 15 for it, the buyer pays up to 30."""
    return Sample(
        packages=packages([3]),
        utility=(np.array([[[0, 40], [10, 30], [40, 0]]]),),
        no_deal=np.array([[15, 10]]),
    )


def test_tipping_price_of_seller_and_buyer():
    found = tipping(price(), np.array([0]), 0, [0, 10, 40], range(2))
    assert found.intervals == ((((15.0, 40.0),),), (((0.0, 30.0),),), (((15.0, 30.0),),))
    assert (found.lowest.tolist(), found.highest.tolist()) == ([[15, 0, 15]], [[40, 30, 30]])
    assert (found.never.tolist(), found.always.tolist()) == ([0, 0, 0], [0, 0, 0])
    assert found.quantiles([0.5])[1].tolist() == [[40, 30, 30]]
    with pytest.raises(ValueError, match="ascending number"):
        tipping(price(), np.array([0]), 0, [0, 10, 10], range(2))


def test_a_level_that_fails_between_two_that_do_not_parts_the_interval():
    found = Sample(
        packages=packages([3]),
        utility=(np.zeros((1, 3, 2), np.int64),),
        no_deal=np.zeros((1, 2), np.int64),
        bonuses=(Bonus(parts=((0, (1,)),), worth=np.array([[-1, -1]])),),
    )
    split = tipping(found, np.array([0]), 0, [0, 1, 2], [0, 1])
    assert split.intervals == ((((0.0, 1.0), (1.0, 2.0)),),) * 3
    assert split.always.tolist() == [0, 0, 0]


def test_where_no_value_is_enough_there_is_no_quantile():
    never = replace(price(), no_deal=np.array([[41, 10]]))
    found = tipping(never, np.array([0]), 0, [0, 10, 40], range(2))
    assert found.never.tolist() == [1, 0, 1]
    low, high = found.quantiles([0, 1])
    assert np.isnan(low).tolist() == np.isnan(high).tolist() == [[True, False, True]] * 2
    assert high[:, 1].tolist() == [30, 30]


def test_fewer_changes_come_before_larger_gains_among_what_dominates():
    """One change helps one party and leaves the other; two changes help the other much more."""
    domain = Domain(
        packages=packages([2, 2], linked=[{0, 1}]),
        utility=(np.array([[0, 0], [1, 0]]), np.array([[0, 0], [-1, -1]])),
        floor=np.zeros(2, np.int64),
        bonuses=(Bonus(parts=((0, (1,)), (1, (1,))), worth=np.array([0, 6])),),
    )
    found = certificate(domain, np.array([0, 0]))
    assert (found.efficient, found.n_dominating) == (False, 2)
    assert [each.package.tolist() for each in found.dominating] == [[1, 0], [1, 1]]
    assert [each.difference.tolist() for each in found.dominating] == [[1, 0], [0, 5]]


def all_alike():
    """Two issues, two options each; any change from the first options is worth 1 to all."""
    table = np.array([[0, 0], [1, 1]])
    linked = tuple((i, (1,)) for i in (0, 1))
    return Domain(
        packages=packages([2, 2], linked=[{0, 1}]),
        utility=(table, table),
        floor=np.ones(2, np.int64),
        bonuses=(Bonus(parts=linked, worth=np.array([-1, -1])),),
    )


def test_of_equal_packages_the_lexicographically_smallest_comes_first():
    start, game = np.array([0, 0]), sample_of(all_alike())
    (_, one, _) = changes(game, start, [range(2)]).steps
    assert [change.package.tolist() for change in one.best] == [[0, 1], [1, 0]]
    offers = counter_offers(game, start, 0, [1], n=3)
    assert [offer.package.tolist() for offer in offers] == [[0, 1], [1, 0], [1, 1]]
    assert [each.package.tolist() for each in trades(game, start, range(2)).free] == [
        [0, 1],
        [1, 0],
    ]
    found = certificate(all_alike(), start)
    assert [each.package.tolist() for each in found.dominating] == [[0, 1]]
    assert cheapest(all_alike(), start, range(2)).packages.tolist() == [[0, 1]]
    assert best(game, 0).tolist() == [0, 1]


def test_equal_totals_are_shown_in_lexicographic_order():
    """Two improvements that help one party or the other, equally much in all."""
    domain = Domain(
        packages=packages([2, 2], [((0, (0,)), (1, (0,)))]),
        utility=(np.array([[0, 0], [2, 1]]), np.array([[0, 0], [1, 2]])),
        floor=np.zeros(2, np.int64),
    )
    found = certificate(domain, np.array([0, 0]))
    assert [each.package.tolist() for each in found.dominating] == [[0, 1], [1, 0]]
    demanding = replace(domain, floor=np.array([1, 1]))
    assert cheapest(demanding, np.array([0, 0]), range(2)).packages.tolist() == [[0, 1], [1, 0]]


def test_two_losses_that_only_pay_together_are_no_trade():
    """Each change alone hurts one and helps nobody; what makes up for both is the combination."""
    domain = Domain(
        packages=packages([2, 2], linked=[{0, 1}]),
        utility=(np.array([[0, 0], [-1, 0]]), np.array([[0, 0], [0, -1]])),
        floor=np.zeros(2, np.int64),
        bonuses=(Bonus(parts=((0, (1,)), (1, (1,))), worth=np.array([2, 2])),),
    )
    found = trades(sample_of(domain), np.array([0, 0]), range(2))
    assert (found.n_free, found.n_pairs) == (0, 0)
