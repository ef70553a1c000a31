"""Two who bargain, against the sources' rules applied to every package; and consent rules."""

from fractions import Fraction
from itertools import permutations, product

import pytest
from hypothesis import given, settings
from models import oracle_offers as long_way
from models.offer_cases import spaces
from small_case import small

from parley.blocks import Note
from parley.case.check import findings
from parley.case.schema import Case
from parley.draws import draws
from parley.lenses import offers
from parley.lenses.offers.bargaining import RATES, bargaining
from parley.lenses.offers.size import size, weights
from parley.lenses.offers.standing import QUANTILES
from parley.lenses.offers.zone import zones
from parley.models.offer_space import SCALE

few = settings(max_examples=40, deadline=None)
N = 3


def by_place(oracle):
    return [party for party in oracle.parties if party in oracle.consent]


def unbeaten(oracle):
    """Gains at the mean, of packages that cross no red line: no deal or more, and not beaten."""
    gains = {
        long_way.mean_gains(oracle, x, by_place(oracle))
        for x in long_way.packages(oracle)
        if long_way.crosses_none(oracle, x)
    }
    rational = [each for each in gains if min(each) >= 0]
    return sorted(
        each
        for each in rational
        if not any(o != each and o[0] >= each[0] and o[1] >= each[1] for o in rational)
    )


def weighted(gains, patience):
    """The largest product of gains to these powers; most who gain first."""
    most = max(sum(x > 0 for x in each) for each in gains)
    left = [each for each in gains if sum(x > 0 for x in each) == most]

    def score(each):
        powers = [x**p for x, p in zip(each, patience, strict=True) if x > 0]
        return powers[0] * (powers[1] if len(powers) > 1 else 1) if powers else 1

    best = max(map(score, left))
    tied = [each for each in left if score(each) == best]
    return {each for each in tied if sum(each) == max(map(sum, tied))}


@few
@given(spaces(N))
def test_delay_that_costs_one_twice_as_much_halves_the_power_of_its_gain(question):
    oracle, space = question
    found = bargaining(space)
    assert (found is None) == (len(oracle.consent) != 2)
    if found is None:
        return
    gains = unbeaten(oracle)
    assert [each.rates for each in found.patience] == (list(RATES) if gains else [])
    for each in found.patience:
        one, other = each.rates  # a rate of impatience counts as one over it: 1/1 and 1/2 are 2 : 1
        picked = tuple(round(x * SCALE) for x in each.gain)
        assert picked in weighted(gains, (other, one))
    if any(min(each) > 0 for each in gains):
        same, second_waits_worse, first_waits_worse = (each.gain for each in found.patience)
        assert second_waits_worse[0] >= same[0] >= first_waits_worse[0]


def zeuthen(gains):
    """Rounds in which somebody gives way, and the gains agreed on; None without an agreement.

    The smaller risk gives way; its risk is smaller where the product of gains of its own offer is.
    """
    offers, rounds = [gains[-1], gains[0]], 0
    while offers[0] != offers[1]:
        one, other = offers
        risk = (Fraction(one[0] - other[0], one[0]), Fraction(other[1] - one[1], other[1]))
        gives = [0, 1] if risk[0] == risk[1] else [0 if risk[0] < risk[1] else 1]
        rounds += 1
        after = list(offers)
        for p in gives:
            between = [g for g in gains if other[0] < g[0] < one[0]]
            better = [g for g in between if g[0] * g[1] > offers[1 - p][0] * offers[1 - p][1]]
            if better:
                after[p] = max(better, key=lambda g: g[p])
            elif len(gives) == 1:
                after[p] = offers[1 - p]
        if after == offers:
            return rounds, set(offers)
        offers = after
    return rounds, {offers[0]}


@few
@given(spaces(N))
def test_concession_step_by_step_follows_the_smaller_risk(question):
    oracle, space = question
    found = bargaining(space)
    if found is None:
        return
    gains = unbeaten(oracle)
    assert (found.rounds is None) == (found.agreed is None) == (not gains)
    if gains:
        rounds, agreed = zeuthen(gains)
        assert found.rounds == rounds
        assert tuple(round(x * SCALE) for x in found.agreed) in agreed


@few
@given(spaces(N))
def test_a_mixture_is_shown_only_where_no_package_serves_both(question):
    oracle, space = question
    found = bargaining(space)
    if found is None or found.mixed is None:
        return
    assert not unbeaten(oracle)
    assert min(found.mixed) >= 0
    gains = [
        long_way.mean_gains(oracle, x, by_place(oracle))
        for x in long_way.packages(oracle)
        if long_way.crosses_none(oracle, x)
    ]
    # on a segment between two packages, or one that a segment beats in no direction
    for weight in (Fraction(0), Fraction(1, 2), Fraction(1)):
        mine = weight * round(found.mixed[0] * SCALE) + (1 - weight) * round(found.mixed[1] * SCALE)
        assert mine <= max(weight * g[0] + (1 - weight) * g[1] for g in gains) + 2


def adjusted_winner(first, second):
    """Brams and Taylor (1996): each issue to who gives it more, then evened out at the margin."""
    order = sorted(
        (i for i in range(len(first)) if first[i] + second[i]),
        key=lambda i: -Fraction(first[i], first[i] + second[i]),
    )
    for cut, at in enumerate(order):
        mine = sum(first[i] for i in order[:cut])
        theirs = sum(second[i] for i in order[cut + 1 :])
        part = Fraction(theirs + second[at] - mine, first[at] + second[at])
        if 0 <= part <= 1:
            return mine + part * first[at]
    raise AssertionError("some issue evens it out")


@few
@given(spaces(N))
def test_issues_divided_by_points_leave_both_with_as_many(question):
    oracle, space = question
    found = bargaining(space)
    if found is None:
        return
    swings = [
        [
            max(each) - min(each)
            for each in [
                [
                    long_way.rounded_mean(
                        [long_way.issue_utility(oracle, party, i, level, k) for k in range(N)]
                    )
                    for level in range(len(known))
                ]
                for i, known in enumerate(space.levels)
            ]
        ]
        for party in by_place(oracle)
    ]
    assert (found.winner is None) == any(sum(each) == 0 for each in swings)
    if found.winner is None:
        return
    for swing, column in zip(swings, found.winner.stakes.T.tolist(), strict=True):
        assert sum(column) == 100
        exact = [Fraction(100 * each, sum(swing)) for each in swing]
        assert all(abs(x - e) < 1 for x, e in zip(column, exact, strict=True))
    first, second = found.winner.stakes.T.tolist()
    share = found.winner.share
    assert sum(0 < each < 1 for each in share) <= 1
    points = sum(s * x for s, x in zip(share, first, strict=True))
    assert points == sum((1 - s) * x for s, x in zip(share, second, strict=True))
    assert found.winner.points == points == adjusted_winner(first, second)
    for column, secured in zip((first, second), found.winner.maximin, strict=True):
        halves = [
            sum(x for x, mine in zip(column, cut, strict=True) if mine)
            for cut in product([True, False], repeat=len(column))
        ]
        assert secured == max(min(half, 100 - half) for half in halves)


# fewer than all are enough


def in_draws(oracle, group):
    """Whether some package gives them all no deal or more and crosses no red line of theirs."""
    kept = [x for x in long_way.packages(oracle) if long_way.crosses_none(oracle, x, group)]
    return [any(min(long_way.gains(oracle, x, k, group)) >= 0 for x in kept) for k in range(N)]


@few
@given(spaces(N))
def test_each_smallest_group_that_is_enough_has_a_zone_of_its_own(question):
    oracle, space = question
    found = zones(space).enough
    if oracle.case.consent_rule is None:
        assert found == ()
        return
    named = {tuple(space.parties[p] for p in members): zone for members, zone in found}
    assert set(named) == set(long_way.groups(oracle))
    for group, zone in named.items():
        assert zone.exists.tolist() == in_draws(oracle, group)


@few
@given(spaces(N))
def test_the_size_of_the_zone_counts_every_package(question):
    oracle, space = question
    found = size(space)
    every = long_way.packages(oracle)
    assert (found.exact, found.n) == (True, len(every))
    accepting = [
        [[p for p in oracle.consent if long_way.gains(oracle, x, k, [p])[0] >= 0] for x in every]
        for k in range(N)
    ]
    for row, party in zip(found.each, by_place(oracle), strict=True):
        shares = [sum(party in who for who in draw) / len(every) for draw in accepting]
        assert row == pytest.approx([long_way.quantile(shares, q) for q in QUANTILES])
    shares = [sum(long_way.enough(oracle, who) for who in draw) / len(every) for draw in accepting]
    assert found.together == pytest.approx([long_way.quantile(shares, q) for q in QUANTILES])


DESK = {"by": "desk", "on": "2020", "because": "x"}


def quota_game(no_deal, at_least=3, including=("p1", "p2")):
    """Four on one issue each, worth 1 to it and nothing to others; a fifth issue parts them."""
    parties = ("p1", "p2", "m", "n")
    sheet = {
        "p1": {"left": 10, "right": 0}, "p2": {"left": 0, "right": 10},
        "m": {"left": 4, "right": 6}, "n": {"left": 6, "right": 4},
    }  # fmt: skip
    data = {
        "parley": 1, "case": "quota", "title": "Quota", "as_of": "2020-06-30",
        "parties": {name: {"name": name.upper()} for name in parties},
        "consent": list(parties),
        "consent_rule": {"at_least": at_least, "including": list(including)},
        "issues": {
            name: {"name": name, "question": "?", "if_silent": "left",
                   "options": {"left": "Left", "right": "Right"}}
            for name in ("one", "two")
        },
        "positions": {
            name: {"points": {"one": sheet[name], "two": sheet[name]},
                   "no_deal": {"points": no_deal[name]} | DESK}
            for name in parties
        },
        "proposals": {"text": {"title": "T", "short": "T", "by": "p1", "on": "2020-01-01",
                               "terms": {"says": "x", "sets": {"one": "left", "two": "right"}}}},
    }  # fmt: skip
    case = Case.model_validate(data)
    assert not list(findings(case))
    return offers.solve(offers.build(case, draws(case, 4)))


def test_a_quota_game_with_two_vetoes():
    """m and n cannot both have their 11: with p1 and p2 content at one each, one of them is."""
    found = quota_game({"p1": 10, "p2": 10, "m": 10, "n": 11})
    assert [members for members, _ in found.zones.enough] == [(0, 1, 2), (0, 1, 3)]
    assert [zone.share for _, zone in found.zones.enough] == [1.0, 0.0]
    assert found.zones.every.share == 0
    assert found.texts.together.tolist() == [1.0]
    # the vetoes have 5 of 12 orders each: whoever comes third or fourth, and is needed
    assert [each.shapley_shubik for each in found.weights] == [
        Fraction(5, 12), Fraction(5, 12), Fraction(1, 12), Fraction(1, 12),
    ]  # fmt: skip
    words = " ".join(b.text for b in offers.describe(found) if isinstance(b, Note))
    assert "Fewer than all are enough for a deal here." in words


def test_a_quota_game_where_anybody_may_be_missing():
    found = quota_game({"p1": 10, "p2": 10, "m": 10, "n": 11}, including=())
    assert [members for members, _ in found.zones.enough] == [
        (0, 1, 2), (0, 1, 3), (0, 2, 3), (1, 2, 3),
    ]  # fmt: skip
    # p1 and n with m: left and left gives n 12, m 8; left and right n 10, m 10
    assert [zone.share for _, zone in found.zones.enough] == [1.0, 0.0, 0.0, 0.0]
    assert {each.shapley_shubik for each in found.weights} == {Fraction(1, 4)}


def test_where_all_must_consent_nobody_counts_more():
    found = quota_game({"p1": 10, "p2": 10, "m": 10, "n": 10}, at_least=4, including=())
    assert [members for members, _ in found.zones.enough] == [(0, 1, 2, 3)]
    assert {each.banzhaf for each in found.weights} == {Fraction(1, 4)}


@few
@given(spaces(N))
def test_weights_count_the_orders_in_which_a_party_turns_the_rest_into_enough(question):
    oracle, space = question
    found = weights(space)
    if oracle.case.consent_rule is None:
        assert found == ()
        return
    pivots = []
    for order in permutations(by_place(oracle)):
        pivots.append(
            next(party for i, party in enumerate(order) if long_way.enough(oracle, order[: i + 1]))
        )
    for each in found:
        party = space.parties[each.party]
        assert each.shapley_shubik == Fraction(pivots.count(party), len(pivots))


def test_weights_belong_to_those_who_must_consent_whoever_stands_before_them():
    rule = {"at_least": 1, "including": ["c"]}
    deal = {"value": 0.1} | DESK
    case = small({"consent": ["b", "c"], "consent_rule": rule, "positions.c.no_deal": deal})
    found = weights(offers.build(case, draws(case, 2)))
    assert [(each.party, each.shapley_shubik) for each in found] == [(1, 0), (2, 1)]
