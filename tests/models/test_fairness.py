"""Division of issues and claims, and voting weights: published tables and what defines each."""

from fractions import Fraction
from itertools import combinations, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parley.models.fairness import (
    adjusted_winner,
    banzhaf,
    envy,
    equal_awards,
    maximin_share,
    shapley_shubik,
    shortfall,
    talmud,
    weighted_rule,
)

F = Fraction
modest = settings(max_examples=60, deadline=None)

# Raiffa (1982), The Art and Science of Negotiation: points of the United States and of Panama,
# 1974, as divided in Brams and Taylor (1996), Fair Division, chapter 5
PANAMA = {
    "US defence rights": (22, 9),
    "use rights": (22, 15),
    "land and water": (15, 15),
    "expansion rights": (14, 3),
    "duration": (11, 15),
    "expansion routes": (6, 5),
    "compensation": (4, 11),
    "jurisdiction": (2, 7),
    "US military rights": (2, 7),
    "defence role of Panama": (2, 13),
}
STATES, CANAL = (list(column) for column in zip(*PANAMA.values(), strict=True))


def both(share):
    return [share, [1 - s for s in share]]


def test_panama_canal_treaty():
    found = adjusted_winner(STATES, CANAL)
    assert found.points == (66, 66)
    share = dict(zip(PANAMA, found.share, strict=True))
    assert share["land and water"] == F(2, 15)
    whole = {"US defence rights", "use rights", "expansion rights", "expansion routes"}
    assert {issue for issue, s in share.items() if s == 1} == whole
    assert sum(s == 0 for s in share.values()) == 5
    swapped = adjusted_winner(CANAL, STATES)
    assert swapped.points == (66, 66)
    assert swapped.share == tuple(1 - s for s in found.share)


def test_panama_without_dividing_an_issue():
    assert maximin_share(STATES, 2) == maximin_share(CANAL, 2) == 50


@st.composite
def opposed(draw):
    """Points of two parties with the same total."""
    n = draw(st.integers(1, 6))
    first, second = (
        draw(st.lists(st.integers(0, 9), min_size=n, max_size=n).filter(any)) for _ in (0, 1)
    )
    one, other = sum(first), sum(second)
    return [v * other for v in first], [v * one for v in second]


@modest
@given(opposed())
def test_adjusted_winner_is_equitable_free_of_envy_and_efficient(points):
    """Brams and Taylor (1996), theorem 4.1."""
    found = adjusted_winner(*points)
    shares = both(found.share)
    assert found.points[0] == found.points[1]
    assert all(gap <= 0 for row in envy(points, shares) for gap in row)
    assert all(gap <= 0 for gap in shortfall(points, shares))
    assert sum(0 < s < 1 for s in found.share) <= 1
    assert wasteful_swaps(points, found.share) == []


def wasteful_swaps(points, share):
    """Pairs (i, j) where the first could give some of i for some of j and both would gain."""
    first, second = points
    return [
        (i, j)
        for i, j in product(range(len(share)), repeat=2)
        if share[i] > 0 and share[j] < 1 and first[j] * second[i] > first[i] * second[j]
    ]


def test_points_without_a_common_total_are_refused():
    for first, second in (([1, 2], [2, 2]), ([0], [0]), ([3], [1, 2]), ([4, -1], [3, 0])):
        with pytest.raises(ValueError, match="points"):
            adjusted_winner(first, second)


def test_envy_and_shortfall_of_a_division():
    """Who values the other's issue more would rather swap, though both have one each."""
    values, shares = [[6, 4], [7, 3]], [[1, 0], [0, 1]]
    assert envy(values, shares) == ((0, -2), (4, 0))
    assert shortfall(values, shares) == (-1, 2)
    thirds = [[F(1, 3)] * 2] * 3
    assert shortfall([[6, 4], [7, 3], [5, 5]], thirds) == (0, 0, 0)


@modest
@given(st.lists(st.integers(0, 12), max_size=6), st.integers(1, 3))
def test_maximin_share_is_the_best_of_all_partitions(points, n):
    worst = [
        min(sum(v for v, k in zip(points, to, strict=True) if k == bundle) for bundle in range(n))
        for to in product(range(n), repeat=len(points))
    ]
    assert maximin_share(points, n) == max(worst)


def test_a_partition_too_large_to_try_is_refused():
    with pytest.raises(ValueError, match="too many"):
        maximin_share([3**k + k for k in range(24)], 5)
    with pytest.raises(ValueError, match="negative"):
        maximin_share([1, -1], 2)


@pytest.mark.parametrize(
    ("estate", "awards"),
    [
        (100, (F(100, 3), F(100, 3), F(100, 3))),
        (200, (50, 75, 75)),
        (300, (50, 100, 150)),
    ],
)
def test_the_three_estates_of_the_talmud(estate, awards):
    """Claims of 100, 200 and 300: Aumann and Maschler (1985), Journal of Economic Theory 36(2),
    195-213, the table of Kethubot 93a."""
    assert talmud([100, 200, 300], estate) == awards


claims = st.lists(st.integers(0, 30), min_size=1, max_size=5)


@modest
@given(claims, st.data())
def test_talmud_divides_every_pair_as_the_contested_garment(claims, data):
    """Consistency, the property that defines the rule (Aumann and Maschler 1985, theorem A)."""
    estate = data.draw(st.integers(0, sum(claims)))
    award = talmud(claims, estate)
    assert sum(award) == estate
    assert all(0 <= a <= c for a, c in zip(award, claims, strict=True))
    for i, j in combinations(range(len(claims)), 2):
        both = award[i] + award[j]
        conceded = max(F(0), both - claims[j])  # what j does not even claim
        contested = both - conceded - max(F(0), both - claims[i])
        assert award[i] == conceded + contested / 2


@modest
@given(claims, st.data())
def test_equal_awards_are_equal_but_for_small_claims(claims, data):
    estate = data.draw(st.integers(0, sum(claims)))
    award = equal_awards(claims, estate)
    assert sum(award) == estate
    assert all(a == min(c, max(award)) for a, c in zip(award, claims, strict=True))


def test_an_estate_beyond_the_claims_is_refused():
    for rule in (talmud, equal_awards):
        for estate in (-1, 7):
            with pytest.raises(ValueError, match="estate"):
                rule([1, 5], estate)


# rules of consent


def test_votes_of_a_small_party_count_as_much_as_of_a_large_one():
    """[51; 50, 49, 1]: Shapley and Shubik (1954); Banzhaf (1965)."""
    rule = weighted_rule([50, 49, 1], 51)
    assert shapley_shubik(3, rule) == (F(2, 3), F(1, 6), F(1, 6))
    assert banzhaf(3, rule) == (F(3, 5), F(1, 5), F(1, 5))


def test_the_security_council_of_1954():
    """Five vetoes and six others, seven votes needed: Shapley and Shubik (1954) give the five
    98.7 per cent together."""
    power = shapley_shubik(11, lambda group: set(range(5)) <= group and len(group) >= 7)
    assert float(sum(power[:5])) == pytest.approx(0.987, abs=5e-4)
    assert len(set(power[5:])) == 1


def test_consent_of_all_and_of_nobody():
    assert shapley_shubik(4, lambda group: len(group) == 4) == (F(1, 4),) * 4
    assert banzhaf(4, lambda group: len(group) == 4) == (F(1, 4),) * 4
    never, always = weighted_rule([1, 1], 3), weighted_rule([1, 1], 0)
    for index in (shapley_shubik, banzhaf):
        assert index(2, never) == index(2, always) == (0, 0)


@modest
@given(st.lists(st.integers(0, 9), min_size=1, max_size=5), st.integers(1, 20))
def test_power_adds_up_and_follows_the_weights(weights, quota):
    n, rule = len(weights), weighted_rule(weights, quota)
    for index in (shapley_shubik, banzhaf):
        power = index(n, rule)
        assert sum(power) == int(quota <= sum(weights))
        for p, q in product(range(n), repeat=2):
            if weights[p] >= weights[q]:
                assert power[p] >= power[q]
