"""Exchanges of positions: by hand, by a plain search, and what must hold of every exchange."""

from fractions import Fraction as F

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parley.models.influence.exchange import exchange

seeds = st.integers(0, 2**32 - 1)
few = settings(max_examples=40, deadline=None)


def some(seed, holes=True):
    """Positions, saliences and capabilities by issue, without ties."""
    rng = np.random.default_rng(seed)
    n, k = int(rng.integers(2, 6)), int(rng.integers(2, 5))
    x, s, c = rng.random((3, n, k))
    if holes:
        gone = rng.random((n, k)) < 0.2
        gone[0] = False
        x[gone] = np.nan
    return x, s, c + 0.01


def loss(x, s, outcome):
    return np.where(np.isnan(x), 0, s * np.abs(x - outcome)).sum(axis=1)


def test_two_actors_two_issues_by_hand():
    """x = (0, 1) and (1, 0), c = 1; s = (4/5, 1/5) and (2/5, 3/5): the first demands issue 0.

    Outcomes 0: (2/5) / (6/5) = 1/3; 1: (1/5) / (4/5) = 1/4. Equal gain asks for
    dO_1 (1/5 + 3/5) = dO_0 (4/5 + 2/5), so dO_1 = 3/2 dO_0. The second can shift outcome 0 by all
    of 1/3, for which outcome 1 would have to fall by 1/2; but it falls by 1/4 at most, where the
    first votes 0. So dO_0 = 1/6: the second votes 1 - (1/6) / (1/3) = 1/2. Gains:
    4/5 * 1/6 - 1/5 * 1/4 = 1/12 = 3/5 * 1/4 - 2/5 * 1/6.
    """
    (found,) = exchange([[0, 1], [1, 0]], [[0.8, 0.2], [0.4, 0.6]], [1, 1])
    assert found.before == pytest.approx([1 / 3, 1 / 4])
    assert found.after == pytest.approx([1 / 6, 0], abs=1e-15)
    assert found.vote == pytest.approx(np.array([[0, 0], [1 / 2, 0]]), abs=1e-15)
    (one,) = found.exchanges
    assert (one.demander, one.partner, one.issue, one.price) == (0, 1, 0, 1)
    assert one.votes == pytest.approx((1 / 2, 0), abs=1e-15)
    assert one.shifts == pytest.approx((-1 / 6, -1 / 4))
    assert one.gain == pytest.approx(1 / 12)
    assert one.externality == pytest.approx([1 / 12, 1 / 12])
    assert found.settled


@given(st.tuples(*[st.integers(1, 10)] * 6))
@few
def test_two_actors_two_issues_in_closed_form(numbers):
    """Opposite on both issues, positions 0 and 1; nobody passes its partner or the outcome.

    Vote 1 on issue k has the share h_k of the weight, and only its owner or the other moves. What
    j can give on p is the smaller of its share and the way of the outcome to i: both are h_p where
    j votes 1, as outcomes are h_p; so limits are h_0 and h_1, and dO_0 = min(h_0, h_1 T_1 / T_0)
    with T_k the two saliences together.
    """
    a, b, c, d, one, two = numbers
    s = [[F(a, 10), F(b, 10)], [F(c, 10), F(d, 10)]]
    wanted = s[0][0] * s[1][1] - s[1][0] * s[0][1]
    first = 0 if wanted > 0 else 1  # demands issue 0
    x = [[0, 1], [1, 0]] if first == 0 else [[1, 0], [0, 1]]
    weight = [[one * s[0][k] for k in (0, 1)], [two * s[1][k] for k in (0, 1)]]
    h = [
        weight[1 - first][0] / (weight[0][0] + weight[1][0]),
        weight[first][1] / (weight[0][1] + weight[1][1]),
    ]
    total = [s[0][k] + s[1][k] for k in (0, 1)]
    shift = min(h[0], h[1] * total[1] / total[0])
    (found,) = exchange(x, np.array(s, float), [one, two])
    assert found.before == pytest.approx([float(each) for each in h])
    if wanted == 0:
        assert found.exchanges == ()
        return
    (only,) = found.exchanges
    assert only.demander == first
    assert -only.shifts[0] == pytest.approx(float(shift))
    assert -only.shifts[1] == pytest.approx(float(shift * total[0] / total[1]))
    assert only.gain == pytest.approx(float(shift * abs(wanted) / total[1]))


# a plain search


def slow(x, s, c):
    """Exchanges one by one, each the best of all that are possible: (i, j, p, q, gain)."""
    n, issues = x.shape
    there = [[not np.isnan(x[i, k]) for k in range(issues)] for i in range(n)]
    vote, made = x.copy(), []

    def total(k):
        return sum(c[i, k] * s[i, k] for i in range(n) if there[i][k])

    def outcome(k):
        return sum(c[i, k] * s[i, k] * vote[i, k] for i in range(n) if there[i][k]) / total(k)

    def most(i, j, k):
        """The furthest that j's vote can bring outcome k to the good of i."""
        if not (there[i][k] and there[j][k]):
            return 0
        o = outcome(k)
        for sign in (-1, 1):
            mine = [sign * (at[i, k] - o) for at in (x, vote)]
            others = [sign * (at[j, k] - o) for at in (x, vote)]
            if min(mine) > 1e-12 and max(others) <= 1e-12:
                step = abs(vote[i, k] - vote[j, k]) * c[j, k] * s[j, k] / total(k)
                return min(step, *mine)
        return 0

    while True:
        options = []
        for i in range(n):
            for j in range(n):
                for p in range(issues):
                    for q in range(issues):
                        if i == j or p == q or s[i, p] * s[j, q] <= s[j, p] * s[i, q]:
                            continue
                        rate = (s[i, p] + s[j, p]) / (s[i, q] + s[j, q])
                        shift = min(most(i, j, p), most(j, i, q) / rate)
                        gain = s[i, p] * shift - s[i, q] * shift * rate
                        options.append((gain, i, j, p, q, shift, shift * rate))
        if not options or max(options)[0] <= 1e-10:
            return made, vote
        gain, i, j, p, q, up, down = max(options)
        made.append((i, j, p, q, gain))
        for giver, taker, k, length in ((j, i, p, up), (i, j, q, down)):
            step = length * total(k) / (c[giver, k] * s[giver, k])
            vote[giver, k] += step if vote[taker, k] > vote[giver, k] else -step


@given(seeds)
@few
def test_against_a_plain_search(seed):
    x, s, c = some(seed)
    made, vote = slow(x, s, c)
    (found,) = exchange(x, s, c)
    assert len(found.exchanges) == len(made)
    for one, (i, j, p, q, gain) in zip(found.exchanges, made, strict=True):
        either = {(one.demander, one.partner, one.issue, one.price)}
        either |= {(one.partner, one.demander, one.price, one.issue)}
        assert (i, j, p, q) in either
        assert one.gain == pytest.approx(gain, abs=1e-12)
    assert found.vote == pytest.approx(vote, abs=1e-9, nan_ok=True)


# what must hold


@given(seeds)
@few
def test_both_gain_the_same_and_nobody_passes_anybody(seed):
    """Replayed: equal gains that are differences of loss, votes and outcomes within bounds."""
    x, s, c = some(seed)
    (found,) = exchange(x, s, c)
    w = np.where(np.isnan(x), 0, c * s)
    vote, at = x.copy(), found.before
    assert found.settled
    for one in found.exchanges:
        i, j, p, q = one.demander, one.partner, one.issue, one.price
        for giver, taker, k, new in ((j, i, p, one.votes[0]), (i, j, q, one.votes[1])):
            low, high = sorted((vote[giver, k], vote[taker, k]))
            assert low - 1e-12 <= new <= high + 1e-12
            vote[giver, k] = new
        after = np.nansum(w * vote, axis=0) / w.sum(axis=0)
        for k, demander, shift in ((p, i, one.shifts[0]), (q, j, one.shifts[1])):
            assert after[k] - at[k] == pytest.approx(shift, abs=1e-12)
            assert (x[demander, k] - after[k]) * np.sign(shift) >= -1e-12
        spared = loss(x, s, at) - loss(x, s, after)
        assert one.externality == pytest.approx(spared, abs=1e-12)
        assert one.gain > 1e-10
        assert spared[[i, j]] == pytest.approx([one.gain] * 2, abs=1e-12)
        at = after
    assert found.after == pytest.approx(at, abs=1e-12)
    assert found.vote == pytest.approx(vote, abs=1e-12, nan_ok=True)


@given(seeds)
@few
def test_order_and_unit_do_not_matter(seed):
    x, s, c = some(seed)
    rng = np.random.default_rng(seed)
    actors, issues = (rng.permutation(size) for size in x.shape)
    at = np.ix_(actors, issues)
    (found,), (other,) = exchange(x, s, c), exchange(x[at], s[at], 8 * c[at])
    assert other.after == pytest.approx(found.after[issues], abs=1e-9)
    assert other.vote == pytest.approx(found.vote[at], abs=1e-9, nan_ok=True)


@given(seeds)
@few
def test_the_direction_of_an_issue_does_not_matter(seed):
    x, s, c = some(seed)
    (found,) = exchange(x, s, c)
    turned = x.copy()
    turned[:, 0] = 1 - x[:, 0]
    (other,) = exchange(turned, s, c)
    assert other.after[0] == pytest.approx(1 - found.after[0], abs=1e-9)
    assert other.after[1:] == pytest.approx(found.after[1:], abs=1e-9)


@given(seeds)
@few
def test_later_rounds_start_part_of_the_way_to_the_votes(seed):
    """f = 0.4 (1 - s) + 0.1, and everything anew from there."""
    x, s, c = some(seed)
    first, second = exchange(x, s, c, rounds=2)
    part = 0.4 * (1 - s) + 0.1
    expected = (1 - part) * x + part * first.vote
    assert second.position == pytest.approx(expected, abs=1e-12, nan_ok=True)
    (alone,) = exchange(second.position, s, c)
    assert (alone.after == second.after).all()


def test_without_a_position_an_actor_has_no_part():
    """As with no salience there; what it holds elsewhere still counts."""
    x = np.array([[0, 1, 0.2], [1, 0, 0.4], [0.3, 0.6, 0.9]])
    s = np.array([[0.8, 0.2, 0.5], [0.4, 0.6, 0.5], [0.5, 0.5, 0.5]])
    gone, idle = x.copy(), s.copy()
    gone[2, 0], idle[2, 0] = np.nan, 0
    (absent,), (careless,) = exchange(gone, s, [1, 1, 2]), exchange(x, idle, [1, 1, 2])
    assert absent.after == pytest.approx(careless.after)
    assert np.isnan(absent.vote[2, 0])
    assert len(absent.exchanges) > 0
    for one, other in zip(absent.exchanges, careless.exchanges, strict=True):
        assert one.externality == pytest.approx(other.externality)


def test_capability_may_differ_by_issue():
    x, s = [[0, 1], [1, 0]], [[0.8, 0.2], [0.4, 0.6]]
    (same,) = exchange(x, s, [[1, 1], [2, 2]])
    (whole,) = exchange(x, s, [1, 2])
    (differ,) = exchange(x, s, [[1, 1], [2, 1]])
    assert (same.after == whole.after).all()
    assert differ.before == pytest.approx([0.5, 0.25])


def test_no_exchange_without_two_sides_or_two_minds():
    """One actor; agreement; the same saliences; on one side of one of the outcomes."""
    cases = [
        ([[0.2, 0.9]], [[1, 1]]),
        ([[0.2, 0.9]] * 3, [[1, 0.2], [0.2, 1], [0.5, 0.5]]),
        ([[0, 1], [1, 0]], [[0.6, 0.3], [0.6, 0.3]]),
        ([[0, 1], [1, 1]], [[0.8, 0.2], [0.2, 0.8]]),
    ]
    for x, s in cases:
        (found,) = exchange(x, s, [1] * len(x))
        assert found.exchanges == ()
        assert found.settled
        assert found.vote.tolist() == np.array(x, float).tolist()
        assert found.after == pytest.approx(found.before, abs=1e-15)


def test_who_counts_for_nothing_has_nothing_to_give():
    (found,) = exchange([[0, 1], [1, 0]], [[0.8, 0.2], [0.4, 0.6]], [[1, 1], [0, 1]])
    assert found.exchanges == ()
    assert found.before == pytest.approx([0, 0.25])


def test_others_may_lose_more_than_the_two_gain():
    """A third actor that cares for both issues pays for an exchange that it has no part in."""
    x, s = [[0, 1], [1, 0], [1, 1]], [[0.9, 0.1], [0.1, 0.9], [1, 1]]
    (found,) = exchange(x, s, [1, 1, 3])
    (one,) = found.exchanges
    assert {one.demander, one.partner} == {0, 1}
    assert one.externality[2] < -2 * one.gain


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"position": [[0], [1]], "salience": [[1], [1]]}, "at least two issues"),
        ({"position": [0, 1]}, "at least two issues"),
        ({"capability": [1, 1, 1]}, "got shapes"),
        ({"position": [[0, 2], [1, 0]]}, "between 0 and 1"),
        ({"salience": [[0, np.nan], [1, 0]]}, "between 0 and 1"),
        ({"capability": [1, -1]}, "not negative"),
        ({"salience": [[1, 0], [1, 0]]}, "nobody has any weight on issue 1"),
        ({"position": [[0, np.nan], [1, np.nan]]}, "nobody has any weight on issue 1"),
        ({"rounds": 0}, "there must be a round"),
    ],
)
def test_what_it_refuses(changed, sentence):
    given_ = {"position": [[0, 1], [1, 0]], "salience": [[1, 1], [1, 1]], "capability": [1, 1]}
    with pytest.raises(ValueError, match=sentence):
        exchange(**(given_ | changed))
