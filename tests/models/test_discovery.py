"""Boxes found again in known shapes, one peel and one split against plain loops, and properties."""

from itertools import chain, combinations, pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import binom

from parley.models.discovery import (
    Box,
    Interval,
    Levels,
    cart,
    choose,
    in_words,
    inside,
    measured,
    prim,
    trajectory,
)
from parley.models.discovery.box import met
from parley.models.discovery.cart import _grown, _penalties, _pruned
from parley.models.discovery.peel import columns, middle, paste, peels
from parley.models.discovery.shares import draws_needed, wilson
from parley.models.discovery.support import borne_out, supported

seeds = st.integers(0, 2**32 - 1)
few = settings(max_examples=40, deadline=None)


def mixed(seed, n=120):
    """Two numbers, one with ties, a category, weights, and an outcome that leans on them."""
    rng = np.random.default_rng(seed)
    x = np.column_stack([rng.random(n), rng.integers(0, 6, n), rng.integers(0, 4, n)]).astype(float)
    chance = 0.15 + 0.6 * (x[:, 0] > 0.5) * (x[:, 2] != 1)
    holds = rng.random(n) < chance
    holds[:2] = True, False
    return x, holds, rng.integers(0, 3, n).astype(float) + (np.arange(n) < 2)


# Shapes


def test_a_box_is_found_again():
    x = np.random.default_rng(0).random((2000, 6))
    found = prim(x, (x[:, 1] > 0.6) & (x[:, 4] < 0.5))
    assert set(found.box.restrictions) == {1, 4}
    assert found.box.restrictions[1].low == pytest.approx(0.6, abs=0.02)
    assert found.box.restrictions[4].high == pytest.approx(0.5, abs=0.02)
    assert {found.box.restrictions[1].high, -found.box.restrictions[4].low} == {np.inf}
    assert min(found.measures.coverage, found.measures.density) > 0.97
    assert all(each.verdict == "clear" and each.quasi_p < 1e-6 for each in found.support)
    assert found.fresh_density[0] > 0.9


def test_four_boxes_are_found_one_after_the_other():
    """Known shapes, the idea of Lempert, Bryant and Bankes (2008), Comparing Algorithms for
    Scenario Discovery, RAND WR-557; covering as in Friedman and Fisher (1999)."""
    x = np.random.default_rng(0).random((6000, 2))
    centre = [[0.15, 0.65], [0.4, 0.15], [0.65, 0.85], [0.9, 0.4]]
    which = [(np.abs(x - each) < 0.1).all(axis=1) for each in centre]
    holds, left, hit = np.any(which, axis=0), np.ones(6000, bool), set()
    for _ in range(4):
        path = trajectory(x[left], holds[left], least_mass=0.02)
        within = inside(path.boxes[choose(path, 0.9)], x) & left
        assert holds[within].mean() > 0.9
        share = [(each & within).sum() / each.sum() for each in which]
        assert sorted(share)[:3] == [0, 0, 0]
        assert max(share) > 0.9
        hit.add(int(np.argmax(share)))
        left &= ~within
    assert hit == {0, 1, 2, 3}


def test_boxes_in_line_are_parted_by_the_tree_and_not_by_peeling():
    """The weakness that `prim` warns of: the same sides would have to go for all four."""
    x = np.random.default_rng(0).random((6000, 3))
    holds = (np.abs(np.abs(x[:, :2] - 0.5) - 0.3) < 0.1).all(axis=1)
    assert trajectory(x, holds, least_mass=0.02).density[-1] < 0.5
    leaves = cart(x, holds, depth=6).leaves[:4]
    assert all(leaf.measures.density > 0.95 for leaf in leaves)
    assert sum(leaf.measures.coverage for leaf in leaves) > 0.95
    assert all({*leaf.box.restrictions} == {0, 1} for leaf in leaves)


def test_of_a_ring_the_box_around_it_is_found():
    """A box cannot show the hole: its density is at best pi (R^2 - r^2) / (2 R)^2, 0.543."""
    x = np.random.default_rng(0).random((4000, 4))
    r = np.hypot(x[:, 0] - 0.5, x[:, 1] - 0.5)
    holds = (r > 0.25) & (r < 0.45)
    path = trajectory(x, holds)
    at = choose(path, 0.54)
    assert path.coverage[at] > 0.95
    assert set(path.boxes[at].restrictions) == {0, 1}
    tree = cart(x, holds)
    assert tree.error < tree.error_without
    assert all(set(leaf.box.restrictions) <= {0, 1} for leaf in tree.leaves)


def test_a_core_behind_a_moat_is_reached():
    """Every first slice lowers the density: peeling must go on all the same."""
    x = np.linspace(0, 1, 1001)[:, np.newaxis]
    holds = (np.abs(x[:, 0] - 0.5) > 0.4) | (np.abs(x[:, 0] - 0.5) < 0.05)
    assert trajectory(x, holds).density[-1] == 1


def test_levels_are_found_again_by_both_methods():
    rng = np.random.default_rng(0)
    x = np.column_stack([rng.random(2000), rng.integers(0, 5, 2000)])
    holds = (x[:, 0] > 0.5) & np.isin(x[:, 1], (1, 3)) & (rng.random(2000) < 0.9)
    for box in (prim(x, holds, categorical=[1]).box, cart(x, holds, categorical=[1]).leaves[0].box):
        assert box.restrictions[1] == Levels((1.0, 3.0))
        assert box.restrictions[0].low == pytest.approx(0.5, abs=0.02)


def test_noise_gives_no_box():
    rng = np.random.default_rng(0)
    x, holds = rng.random((1500, 8)), rng.random(1500) < 0.3
    found = prim(x, holds)
    assert all(each.verdict == "cannot tell" for each in found.support)
    assert found.fresh_density[0] < holds.mean() < found.fresh_density[2]
    assert len(cart(x, holds).leaves) == 1


def test_the_workbench_example_of_three_experiments():
    """The three experiments in the tests of EMA Workbench (Kwakkel 2017, Environmental Modelling
    and Software 96, 239-250): the first input up to 2 has both hits, two thirds of the mass."""
    x = [[0, 1, 2], [2, 5, 6], [3, 2, 1]]
    found = measured(Box({0: Interval(0, 2)}), x, [1, 1, 0])
    assert (found.coverage, found.density, found.mass) == (1, 1, 2 / 3)


# One peel


def plain_peel(x, holds, weight, within, categories, alpha, least):
    """Which draws are left after the best slice, by trying each on the draws themselves."""
    size, yes = weight[within].sum(), (weight * holds)[within].sum()
    best, most = None, -np.inf
    for column in range(x.shape[1]):
        value = x[:, column]
        levels = np.unique(value[within & (weight > 0)])
        if column in categories:
            out = [within & (value == level) for level in levels]
        else:
            out = []
            for order in (levels, levels[::-1]):
                gone = within & (value == order[0])
                for level in order[1:]:
                    more = gone | (within & (value == level))
                    if weight[more].sum() > alpha * size:
                        break
                    gone = more
                out.append(gone)
        for gone in out:
            w, h = weight[gone].sum(), (weight * holds)[gone].sum()
            if w < size and size - w >= least:
                gain = ((yes - h) / (size - w) - yes / size) / w
                if gain > most + 1e-12:
                    best, most = within & ~gone, gain
    return best, most


@given(seeds)
@few
def test_each_peel_is_the_best_slice(seed):
    x, holds, weight = mixed(seed)
    boxes = list(peels(columns(x, (2,)), holds, weight, 0.1, 0.1))
    least = 0.1 * weight.sum()
    for box, after in zip(boxes, [*boxes[1:], None], strict=True):
        within = inside(box, x) & (weight > 0)
        best, most = plain_peel(x, holds, weight, within, (2,), 0.1, least)
        if after is None:
            assert best is None
            continue
        left = inside(after, x) & within
        size, yes = weight[within].sum(), (weight * holds)[within].sum()
        w, h = weight[left].sum(), (weight * holds)[left].sum()
        assert (h / w - yes / size) / (size - w) == pytest.approx(most)


@given(seeds)
@few
def test_weights_are_repeated_draws(seed):
    x, holds, weight = mixed(seed)
    times = weight.astype(int)
    rows = np.repeat(np.arange(len(x)), times)
    boxes = list(peels(columns(x, (2,)), holds, weight, 0.1, 0.1))
    again = list(peels(columns(x[rows], (2,)), holds[rows], np.ones(len(rows)), 0.1, 0.1))
    for one, other in zip(boxes, again, strict=True):
        assert (inside(one, x) == inside(other, x))[times > 0].all()


def test_the_edge_never_lets_in_what_is_out():
    low, high = 1.0, np.nextafter(1.0, 2)
    assert middle(low, high) == high
    assert middle(high, low) == low
    assert middle(0.0, 1.0) == 0.5


# Trajectories, pasting, support


@given(seeds)
@few
def test_coverage_falls_and_density_rises(seed):
    x, holds, _ = mixed(seed)
    path = trajectory(x, holds, categorical=[2])
    assert (np.diff(path.coverage) <= 0).all()
    assert (np.diff(path.density) > 0).all()
    assert (np.diff(path.mass) < 0).all()
    for box, *rest in zip(path.boxes, path.coverage, path.density, path.mass, strict=True):
        found = measured(box, x, holds)
        assert rest == pytest.approx([found.coverage, found.density, found.mass])
    masks = [inside(box, x) for box in path.boxes]
    assert all((later <= earlier).all() for earlier, later in pairwise(masks))


@given(seeds)
@few
def test_order_of_draws_and_monotone_scales_change_nothing(seed):
    x, holds, _ = mixed(seed)
    path = trajectory(x, holds, categorical=[2])
    order = np.random.default_rng(seed).permutation(len(x))
    other = x.copy()
    other[:, 0], other[:, 1] = np.exp(3 * x[:, 0]), x[:, 1] ** 3
    for again in (
        trajectory(x[order], holds[order], categorical=[2]),
        trajectory(other, holds, categorical=[2]),
    ):
        assert again.density == pytest.approx(path.density)
        assert again.coverage == pytest.approx(path.coverage)


@given(seeds)
@few
def test_pasting_only_widens_and_never_thins(seed):
    x, holds, weight = mixed(seed)
    data = columns(x, (2,))
    for box in list(peels(data, holds, weight, 0.1, 0.1))[2::4]:
        wide = paste(data, holds, weight, box, 0.1)
        before, after = inside(box, x), inside(wide, x)
        assert (before <= after).all()
        share = [(weight * holds)[each].sum() / weight[each].sum() for each in (before, after)]
        assert share[1] >= share[0] - 1e-12


def test_what_was_cut_too_deep_is_pasted_back():
    x = np.arange(200.0)[:, np.newaxis]
    holds = x[:, 0] >= 100
    box = paste(columns(x, ()), holds, np.ones(200), Box({0: Interval(low=150)}), 0.05)
    # the next slice, 4 wide, would take in 99
    assert box.restrictions[0] == Interval(low=102.5)


def test_quasi_p_is_a_binomial_tail():
    """Bryant and Lempert (2010): the box against the box without the one restriction."""
    rng = np.random.default_rng(3)
    x = rng.random((600, 2))
    holds = rng.random(600) < np.where((x[:, 0] > 0.5) & (x[:, 1] > 0.4), 0.6, 0.2)
    found = prim(x, holds, least_density=0.55, repeats=2)
    assert set(found.box.restrictions) == {0, 1}
    for each in found.support:
        rest = {at: rule for at, rule in found.box.restrictions.items() if at != each.column}
        wider = measured(Box(rest), x, holds)
        tail = binom.sf(found.measures.n_both - 1, found.measures.n_in, wider.density)
        assert each.quasi_p == pytest.approx(tail)
        assert (each.density_without, each.coverage_without) == (wider.density, wider.coverage)


def test_a_restriction_that_chance_explains_is_dropped():
    x = np.random.default_rng(0).random((300, 2))
    box = Box({0: Interval(low=0.5), 1: Interval(high=0.9)})
    assert borne_out(x, x[:, 0] > 0.5, np.ones(300), box) == Box({0: Interval(low=0.5)})


def test_a_restriction_is_clear_only_above_the_dummies():
    x = np.random.default_rng(0).random((300, 2))
    box, yes = Box({0: Interval(low=0.5)}), x[:, 0] > 0.5
    every, none = np.ones(30, bool), np.zeros((30, 5), bool)
    assert supported(x, yes, box, 0, every, none).verdict == "clear"
    assert supported(x, yes, box, 0, every, ~none).verdict == "cannot tell"
    assert supported(x, yes, box, 0, ~every, none).verdict == "cannot tell"


def test_the_seed_decides_and_nothing_else():
    x, holds, _ = mixed(5, 400)
    one, two, other = (prim(x, holds, categorical=[2], seed=s) for s in (1, 1, 2))
    assert one.support == two.support
    assert one.fresh_density == two.fresh_density != other.fresh_density
    assert one.box == other.box


def test_choosing():
    path = trajectory(np.arange(100.0)[:, np.newaxis], np.arange(100) >= 80)
    at = choose(path, 0.5)
    assert path.density[at] >= 0.5 > path.density[at - 1]
    assert choose(path, 2) == len(path.boxes) - 1
    far = np.hypot(1 - path.density, 1 - path.coverage)
    assert choose(path) == far.argmin()


# Trees


@given(seeds)
@few
def test_the_first_split_is_the_best_of_all(seed):
    """Every cut of the numbers and, theorem 4.5 of Breiman et al., every set of levels."""
    x, holds, weight = mixed(seed)
    tree = _grown(columns(x, (2,)), holds, weight, 1, 0.05)

    def impurity(part):
        w, h = weight[part].sum(), (weight * holds)[part].sum()
        return h * (1 - h / w) if w else 0.0

    every = np.ones(len(x), bool)
    parts = [x[:, j] <= value for j in (0, 1) for value in np.unique(x[:, j])]
    levels = np.unique(x[:, 2])
    sets = chain.from_iterable(combinations(levels, r) for r in range(1, len(levels)))
    parts += [np.isin(x[:, 2], each) for each in sets]
    least = 0.05 * weight.sum()
    gains = [
        impurity(every) - impurity(part) - impurity(~part)
        for part in parts
        if min(weight[part].sum(), weight[~part].sum()) >= least
    ]
    column, rule = tree.split[0]
    left = met(rule, x[:, column])
    gain = impurity(every) - impurity(left) - impurity(~left)
    assert gain == pytest.approx(max(gains))
    assert (tree.node == np.where(left, 1, 2)).all()


@given(seeds)
@few
def test_pruning_finds_the_cheapest_subtree(seed):
    x, holds, weight = mixed(seed)
    tree = _grown(columns(x, (2,)), holds, weight, 3, 0.02)

    def cheapest(at, penalty):
        alone = tree.hits[at] * (1 - tree.hits[at] / tree.weight[at]) + penalty
        if tree.left[at] < 0:
            return alone
        return min(alone, sum(cheapest(tree.left[at] + i, penalty) for i in (0, 1)))

    def cost(at, leaf, penalty):
        if leaf[at]:
            return tree.hits[at] * (1 - tree.hits[at] / tree.weight[at]) + penalty
        return sum(cost(tree.left[at] + i, leaf, penalty) for i in (0, 1))

    for penalty in _penalties(tree)[:-1]:
        leaf = _pruned(tree, penalty)
        assert cost(0, leaf, penalty) == pytest.approx(cheapest(0, penalty))


@given(seeds)
@few
def test_leaves_part_the_draws(seed):
    x, holds, _ = mixed(seed, 300)
    tree = cart(x, holds, categorical=[2], seed=seed)
    assert (sum(inside(leaf.box, x).astype(int) for leaf in tree.leaves) == 1).all()
    assert sum(leaf.measures.coverage for leaf in tree.leaves) == pytest.approx(1)
    assert all(leaf.measures.mass >= 0.02 for leaf in tree.leaves)
    density = [leaf.measures.density for leaf in tree.leaves]
    assert density == sorted(density, reverse=True)


def test_neighbouring_numbers_are_parted():
    low, high = 1.0, np.nextafter(1.0, 2)
    x = np.repeat([low, high], 50)[:, np.newaxis]
    tree = cart(x, x[:, 0] > 1)
    assert [leaf.measures.density for leaf in tree.leaves] == [1, 0]
    assert [leaf.measures.n_in for leaf in tree.leaves] == [50, 50]


def test_a_rare_outcome_is_still_told():
    """Wrong guesses would prune this tree to nothing: no leaf holds more than a half."""
    rng = np.random.default_rng(0)
    x = rng.random((4000, 3))
    holds = rng.random(4000) < np.where(x[:, 0] > 0.7, 0.3, 0.05)
    tree = cart(x, holds)
    assert tree.leaves[0].measures.density < 0.5
    assert tree.leaves[0].verdict == "above"
    assert tree.leaves[0].box.restrictions[0].low == pytest.approx(0.7, abs=0.03)


# Shares, words, errors


def test_wilson_as_published():
    """Newcombe (1998), Statistics in Medicine 17, 857-872, table I, method 3: 81/263, 15/148, 0/20
    and 1/29."""
    found = wilson([81, 15, 0, 1], [263, 148, 20, 29]).round(4)
    assert found.tolist() == [[0.2553, 0.3662], [0.0624, 0.1605], [0, 0.1611], [0.0061, 0.1718]]


def test_draws_needed_shrink_the_error_to_the_gap():
    n = draws_needed(400, gap=0.02, error=0.03)
    assert 1.959964 * 0.03 * np.sqrt(400 / n) == pytest.approx(0.02, rel=1e-3)
    assert draws_needed(400, gap=0, error=1) == np.inf


def test_no_restriction_reads_as_all_draws():
    assert in_words(Box({}), 0.25, ["a"]) == "in 25 % of all draws"


X = np.random.default_rng(0).random((60, 2))
Y = X[:, 0] > 0.5


@pytest.mark.parametrize("method", [prim, cart])
@pytest.mark.parametrize(
    ("x", "holds", "said"),
    [
        (X, np.ones(60), "yes in every draw"),
        (X, np.zeros(60), "no in every draw"),
        (X, X[:, 0], "must be yes or no"),
        (X, np.where(Y, np.nan, 0), "outcome is not a finite"),
        (np.where(X > 0.9, np.nan, X), Y, "input is not a finite"),
        (X * [1, 0], Y, "input 1 is the same in every draw"),
        (X[:40], Y[:40], "40 draws are too few"),
        (X, Y[:50], "are not"),
        (X[:, 0], Y, "are not"),
    ],
)
def test_bad_draws_are_refused(method, x, holds, said):
    with pytest.raises(ValueError, match=said):
        method(x, holds)


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"alpha": 0}, "alpha"),
        ({"least_mass": 1}, "least mass"),
        ({"categorical": [2]}, "categorical"),
        ({"repeats": 1}, "repeats"),
    ],
)
def test_bad_options_are_refused(options, said):
    with pytest.raises(ValueError, match=said):
        prim(X, Y, **options)
    with pytest.raises(ValueError, match="depth"):
        cart(X, Y, depth=0)
