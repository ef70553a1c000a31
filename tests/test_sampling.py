"""Sampling under a ranking, against closed forms and two slow oracles.

Oracles: rejection from the set without its order, and the volumes of all linear extensions
added up by hand. Closed forms: rank-order centroids; one spacing of n - 1 uniforms is
Beta(1, n - 1), the k-th smallest of m uniforms is Beta(k, m + 1 - k) (David and Nagaraja 2003,
Order Statistics, 3rd edition, sections 2.1 and 6.4); the largest spacing has the distribution of
Fisher (1929), Proceedings of the Royal Society A 125, 54-59.
"""

import itertools
from collections import Counter
from math import comb

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from parley import sampling
from parley.case.ranking import MUCH, TIMES, parse_ranking
from parley.sampling import n_uniforms, values, weights

LAST = 1 - 2.0**-53  # the largest uniform a generator gives
SAMPLE = {"weights": weights, "values": values}
PARTIAL = [
    ["a > b", "c", "d ~ e"],
    ["a > b", "a > c ~ d", "e"],
    ["a ~ b ~ c", "d > e"],
    ["a > c", "b > c", "b > d"],
    ["a ~ e > b > c", "d"],
    ["a > b > d", "a > c > d", "e ~ f"],
    ["a ~ b", "c ~ d", "e"],
]


def sample(kind, text, n, seed=0, items=None):
    ranking = parse_ranking(text)
    items = items or ranking.items
    shape = (n, n_uniforms(ranking, items, kind))
    return SAMPLE[kind](ranking, items, np.random.default_rng(seed).random(shape))


def fits(numbers, distribution, *args):
    return stats.kstest(numbers, distribution, args).pvalue > 0.001


def largest_spacing(n):
    """Distribution function of the largest of n uniform spacings (Fisher 1929)."""

    def cdf(x):
        terms = [(-1) ** j * comb(n, j) * np.maximum(1 - j * x, 0) ** (n - 1) for j in range(n + 1)]
        return np.sum(terms, axis=0)

    return cdf


def allowed(ranking, chosen, kind, tolerance=1e-12):
    """Which rows of (n, n_groups) obey the order of the groups."""
    ok = np.ones(len(chosen), bool)
    for g, h in ranking.above:
        if g in ranking.gaps and kind == "weights":
            ok &= chosen[:, g] >= TIMES * chosen[:, h] - tolerance
        elif g in ranking.gaps:
            ok &= chosen[:, g] >= chosen[:, h] + MUCH - tolerance
        else:
            ok &= chosen[:, g] >= chosen[:, h]
    return ok


def by_group(ranking, items, numbers):
    return numbers[:, [items.index(group[0]) for group in ranking.groups]]


def rejected(kind, ranking, n, seed):
    """Groups' numbers from the set without its order, keeping what obeys: (about n, n_groups)."""
    rng = np.random.default_rng(seed)
    kept = []
    while sum(map(len, kept)) < n:
        if kind == "weights":
            tried = rng.dirichlet(np.ones(len(ranking.groups)), 100_000)
            tried /= [len(group) for group in ranking.groups]
            kept.append(tried[allowed(ranking, tried, kind)])
        else:
            tried = rng.random((100_000, len(ranking.groups)))
            tried -= tried.min(axis=1, keepdims=True)
            tried /= tried.max(axis=1, keepdims=True)
            kept.append(tried[allowed(ranking, tried, kind)])
    return np.concatenate(kept)


def moments(numbers):
    """First and second moments of all columns, and their standard errors."""
    pairs = [numbers[:, i] * numbers[:, j] for i in range(numbers.shape[1]) for j in range(i + 1)]
    terms = np.column_stack([numbers, *pairs])
    return terms.mean(axis=0), terms.std(axis=0) / np.sqrt(len(terms))


def same_moments(left, right):
    (mean_l, error_l), (mean_r, error_r) = moments(left), moments(right)
    return (np.abs(mean_l - mean_r) <= 4.5 * np.hypot(error_l, error_r) + 1e-12).all()


# Complete orders.


def test_mean_weights_are_the_rank_order_centroid_of_smarter():
    """Edwards and Barron (1994), Organizational Behavior and Human Decision Processes 60, 306-325:
    the weights of SMARTER for four attributes are .5208, .2708, .1458 and .0625."""
    drawn = sample("weights", "a > b > c > d", 200_000)

    assert drawn.mean(axis=0) == pytest.approx([0.5208, 0.2708, 0.1458, 0.0625], abs=0.0008)


@pytest.mark.parametrize("n", [2, 3, 7])
def test_the_corners_of_ordered_weights(n):
    """A row of uniforms at 0 and 1 picks one corner of the simplex: 1/h for the first h."""
    items = [f"i{k}" for k in range(n)]
    ranking = parse_ranking(" > ".join(items))
    for h in range(1, n + 1):
        row = np.array([[0.0] * (h - 1) + [LAST] * (n - h)])
        corner = [1 / h] * h + [0.0] * (n - h)
        assert weights(ranking, items, row)[0] == pytest.approx(corner, abs=1e-14)


@pytest.mark.parametrize("text", ["a > b > c > d > e", "a ~ b > c > d ~ e ~ f", "a > b ~ c"])
def test_steps_between_ordered_weights_are_uniform_spacings(text):
    """M_h (w_h - w_h+1) is a spacing, Beta(1, G - 1); the largest of all G is Fisher's."""
    groups = parse_ranking(text).groups
    drawn = sample("weights", text, 20_000)
    first = np.cumsum([0, *map(len, groups)])
    steps = -np.diff(drawn[:, first[:-1]], axis=1, append=0.0) * first[1:]

    assert all(fits(step, "beta", 1, len(groups) - 1) for step in steps.T)
    assert fits(steps.max(axis=1), largest_spacing(len(groups)))


def test_much_more_important_means_at_least_twice():
    """a >> b leaves w_a anywhere in [2/3, 1]; longer chains have the corners of that cone."""
    two = sample("weights", "a >> b", 20_000)
    assert fits(two[:, 0], "uniform", 2 / 3, 1 / 3)

    mixed = sample("weights", "a >> b > c ~ d", 200_000)
    corners = np.array([[1, 0, 0, 0], [2 / 3, 1 / 3, 0, 0], [2 / 5, 1 / 5, 1 / 5, 1 / 5]])
    assert mixed.mean(axis=0) == pytest.approx(corners.mean(axis=0), abs=0.001)


def test_ordered_values_are_order_statistics_between_one_and_zero():
    drawn = sample("values", "a > b > c > d > e > f", 20_000)

    assert (drawn[:, 0] == 1).all()
    assert (drawn[:, -1] == 0).all()
    for k in range(1, 5):
        assert fits(drawn[:, 5 - k], "beta", k, 5 - k)


def test_much_better_values_are_a_quarter_apart():
    """Of a >> b > c >> d, what the two gaps leave is 1/2: b - c is a spacing of it."""
    drawn = sample("values", "a >> b > c >> d", 20_000)
    shares = (-np.diff(drawn, axis=1) - [MUCH, 0, MUCH]) / (1 - 2 * MUCH)

    assert all(fits(share, "beta", 1, 2) for share in shares.T)
    assert sample("values", "a >> b >> c >> d >> e", 2)[1].tolist() == [1, 0.75, 0.5, 0.25, 0]


def test_values_where_all_is_tied_are_zero():
    assert sample("values", "a ~ b ~ c", 2).tolist() == [[0, 0, 0], [0, 0, 0]]
    assert sample("values", "a", 1).tolist() == [[0]]
    assert sample("weights", "a ~ b", 1).tolist() == [[0.5, 0.5]]


def test_two_groups_of_values_leave_nothing_open():
    assert sample("values", "a ~ b > c", 1).tolist() == [[1, 1, 0]]


# Partial orders.


def test_free_weights_are_uniform_on_the_simplex():
    drawn = sample("weights", ["a", "b", "c", "d"], 20_000)

    assert all(fits(weight, "beta", 1, 3) for weight in drawn.T)
    assert fits(drawn.max(axis=1), largest_spacing(4))


def test_free_values_are_best_or_worst_as_often_as_any():
    drawn = sample("values", ["a", "b", "c", "d", "e"], 20_000)

    for value in drawn.T:
        assert abs((value == 1).mean() - 0.2) < 0.013  # 4.5 standard errors
        assert abs((value == 0).mean() - 0.2) < 0.013
        assert fits(value[(value > 0) & (value < 1)], "uniform")


@pytest.mark.parametrize("kind", ["weights", "values"])
@pytest.mark.parametrize("text", [*PARTIAL, "a >> b ~ c > d >> e", "a > b ~ c > d"])
def test_moments_are_those_of_rejection_sampling(kind, text):
    ranking = parse_ranking(text)
    drawn = sample(kind, text, 60_000, seed=1)

    slow = rejected(kind, ranking, 20_000, seed=2)
    if ranking.gaps and kind == "values":
        slow = slow[allowed(ranking, slow, kind)]
    assert same_moments(by_group(ranking, ranking.items, drawn), slow)


@pytest.mark.parametrize("kind", ["weights", "values"])
@pytest.mark.parametrize("text", PARTIAL)
def test_each_linear_extension_comes_up_in_proportion_to_its_volume(kind, text):
    """All permutations of the groups by hand; the volume is prod 1/M_h, or the same for all."""
    ranking = parse_ranking(text)
    sizes = [len(group) for group in ranking.groups]
    volume = {
        order: 1 / np.prod(np.cumsum([sizes[g] for g in order])) if kind == "weights" else 1.0
        for order in itertools.permutations(range(len(sizes)))
        if all(order.index(g) < order.index(h) for g, h in ranking.above)
    }
    drawn = by_group(ranking, ranking.items, sample(kind, text, 30_000, seed=3))

    seen = Counter(map(tuple, np.argsort(-drawn, axis=1).tolist()))

    assert set(seen) == set(volume)
    expected = np.array(list(volume.values())) * 30_000 / sum(volume.values())
    assert stats.chisquare([seen[order] for order in volume], expected).pvalue > 0.001


@pytest.mark.parametrize("kind", ["weights", "values"])
def test_unmentioned_items_are_free(kind):
    long = sample(kind, ["a > b", "c", "d"], 50)

    short = sample(kind, "a > b", 50, items=("a", "b", "c", "d"))

    assert (long == short).all()


# What holds for every ranking.


@st.composite
def rankings(draw):
    """Complete chains with ties and gaps, or chains that agree with a hidden weak order."""
    items = "abcdefg"[: draw(st.integers(1, 7))]
    if draw(st.booleans()):
        signs = draw(st.lists(st.sampled_from([">", ">>", "~"]), min_size=6, max_size=6))
        text = items[0] + "".join(f" {s} {i}" for s, i in zip(signs, items[1:], strict=False))
        return parse_ranking(text.replace(">>", ">") if text.count(">>") > 4 else text)
    level = list(itertools.accumulate([draw(st.integers(0, 1)) for _ in items]))
    chains = list(items)
    for _ in range(draw(st.integers(0, 3))):
        places = sorted(draw(st.sets(st.sampled_from(range(len(items))), min_size=1)))
        text = items[places[0]]
        for i, j in itertools.pairwise(places):
            text += (" ~ " if level[i] == level[j] else " > ") + items[j]
        chains.append(text)
    return parse_ranking(chains)


uniform = st.sampled_from([0.0, LAST]) | st.floats(0, LAST)


@settings(max_examples=80)
@given(rankings(), st.sampled_from(["weights", "values"]), st.data())
def test_numbers_obey_the_ranking_at_the_edges_too(ranking, kind, data):
    k = n_uniforms(ranking, ranking.items, kind)
    rows = data.draw(st.lists(st.lists(uniform, min_size=k, max_size=k), min_size=1, max_size=3))
    rows += [[0.0] * k, [LAST] * k]

    drawn = SAMPLE[kind](ranking, ranking.items, np.array(rows).reshape(len(rows), k))

    assert ((drawn >= 0) & (drawn <= 1)).all()
    assert allowed(ranking, by_group(ranking, ranking.items, drawn), kind).all()
    for group in ranking.groups:
        tied = drawn[:, [ranking.items.index(item) for item in group]]
        assert (tied == tied[:, :1]).all()
    if kind == "weights":
        assert drawn.sum(axis=1) == pytest.approx(1, abs=1e-12)
    elif len(ranking.groups) > 1:
        assert (drawn.max(axis=1) == 1).all()
        assert (drawn.min(axis=1) == 0).all()


@settings(max_examples=40)
@given(rankings(), st.sampled_from(["weights", "values"]), st.integers(0, 6))
def test_a_draw_depends_on_its_own_uniforms_only(ranking, kind, first):
    shape = (7, n_uniforms(ranking, ranking.items, kind))
    uniforms = np.random.default_rng(4).random(shape)

    few = SAMPLE[kind](ranking, ranking.items, uniforms[:first])

    assert (few == SAMPLE[kind](ranking, ranking.items, uniforms)[:first]).all()


def test_columns_follow_the_items_asked_for():
    ranking = parse_ranking(["a > b ~ c", "d"])
    uniforms = np.random.default_rng(5).random((20, n_uniforms(ranking, "abcd", "weights")))

    assert (
        weights(ranking, list("dbca"), uniforms)
        == weights(ranking, list("abcd"), uniforms)[:, [3, 1, 2, 0]]
    ).all()


@pytest.mark.parametrize(
    ("kind", "text", "bits"),
    [
        (
            "weights",
            ["a > b ~ c", "d"],
            "0x1.7258bf258bf24p-1 0x1.1111111111112p-3 0x1.1111111111112p-3 0x1.47ae147ae1480p-7",
        ),
        (
            "values",
            ["a > b > c", "d"],
            "0x1.0000000000000p+0 0x1.6666666666668p-1 0x0.0p+0 0x1.51eb851eb8520p-2",
        ),
    ],
)
def test_the_same_bits_on_every_machine(kind, text, bits):
    ranking = parse_ranking(text)
    k = n_uniforms(ranking, ranking.items, kind)
    row = 0.37 * np.arange(1, k + 1) % 1

    (drawn,) = SAMPLE[kind](ranking, ranking.items, row[np.newaxis]).tolist()

    assert " ".join(map(float.hex, drawn)) == bits


# Refusals and size.


@pytest.mark.parametrize("kind", ["weights", "values"])
def test_long_rankings_with_free_items_stay_small(kind, monkeypatch):
    """Twelve in a chain and five alike: 13 * 6 sets, where counting each alone makes 13 * 32."""
    monkeypatch.setattr(sampling, "LARGEST", 13 * 6)
    items = tuple("abcdefghijklmnopq")

    drawn = sample(kind, " > ".join(items[:12]), 200, items=items)

    assert (np.diff(drawn[:, :12], axis=1) <= 0).all()


def test_too_open_a_ranking_is_refused(monkeypatch):
    monkeypatch.setattr(sampling, "LARGEST", 15)

    with pytest.raises(ValueError, match="leaves too much open: more than 15 sets of its 6 groups"):
        sample("weights", ["a > b > c", "d > e > f"], 1)
    monkeypatch.setattr(sampling, "LARGEST", 16)
    sample("weights", ["a > b > c", "d > e > f"], 1)


@pytest.mark.parametrize("shape", [(3, 1), (3, 3), (2,)])
def test_the_number_of_uniforms_is_checked(shape):
    with pytest.raises(ValueError, match=r"weights need uniforms of shape \(n, 2\), got"):
        weights(parse_ranking("a > b > c"), list("abc"), np.zeros(shape))


@pytest.mark.parametrize("wrong", [-0.1, 1.0, np.nan])
def test_uniforms_outside_the_unit_interval_are_refused(wrong):
    with pytest.raises(ValueError, match="must lie in"):
        values(parse_ranking("a > b > c"), list("abc"), np.array([[wrong]]))


def test_gaps_that_cannot_fit_are_refused_for_values_only():
    text = "a >> b >> c >> d >> e >> f"

    assert sample("weights", text, 1).shape == (1, 6)
    with pytest.raises(ValueError, match="cannot fit"):
        sample("values", text, 1)
