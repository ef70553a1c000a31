"""What would have to be true: against linear programs written out, draws, and cases by hand."""

from dataclasses import replace
from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from models.complete_orders import chains, uta_rows
from scipy.optimize import linprog

from parley.case.ranking import MUCH, TIMES, parse_ranking
from parley.models.belief import (
    Beliefs,
    Choice,
    Input,
    Ranges,
    contrast,
    divides,
    flips,
    gains,
    order,
    reach,
)
from parley.sampling import n_uniforms, values, weights

modest = settings(max_examples=40, deadline=None)
LEVELS = ["a", "b", "c", "d"]
RANKINGS = [
    "a > b > c > d",
    "d >> b > a ~ c",
    "a >> b >> c >> d",
    "a ~ b ~ c ~ d",
    "a > b",
    "a > b; a > c; d > c",
    "b ~ c > a; d",
    "a ~ b > c ~ d",
    "c",
]
NOTHING = Ranges(low=np.zeros(0), high=np.zeros(0))


def sample(ranking, kind, items, n, seed):
    ranks = parse_ranking(ranking)
    make = weights if kind == "weights" else values
    uniforms = np.random.default_rng(seed).random((n, n_uniforms(ranks, items, kind)))
    return make(ranks, items, uniforms)


def uta(importance, value_chains, contrasts, sign):
    """The linear program in weights w_i and partial worths U_i(k), all issues at once."""
    n = len(contrasts)
    most, none = uta_rows(importance, value_chains, len(LEVELS))
    cost = np.concatenate([np.zeros(n), *contrasts])
    found = linprog(
        sign * cost,
        A_ub=np.array(most) if most else None,
        b_ub=np.zeros(len(most)) if most else None,
        A_eq=np.array(none),
        b_eq=np.append(1.0, np.zeros(len(none) - 1)),
    )
    assert found.status == 0
    return sign * found.fun


def some_question(seed):
    """Three issues of four levels with rankings, a package and a no-deal package."""
    rng = np.random.default_rng(seed)
    issues = ["x", "y", "z"]
    weight = str(rng.choice(["x > y > z", "x >> y > z", "x ~ y > z", "x > z", "y", "z >> x ~ y"]))
    value = [str(each) for each in rng.choice(RANKINGS, 3)]
    package, no_deal = rng.integers(0, 4, (2, 3))
    return weight, issues, value, package, no_deal if rng.random() < 0.7 else None


def reach_of(weight, issues, value, package, no_deal):
    contrasts = [
        contrast(4, int(package[i]), None if no_deal is None else int(no_deal[i])) for i in range(3)
    ]
    orders = [order(parse_ranking(each), LEVELS) for each in value]
    ranked = order(parse_ranking(weight), issues)
    return reach(ranked, orders, contrasts, NOTHING, np.zeros(0)), contrasts


@modest
@given(st.integers(0, 10**6))
def test_the_range_is_that_of_the_uta_program_over_every_complete_order(seed):
    """Formulation: Jacquet-Lagreze and Siskos (1982), European Journal of Operational Research
    10(2), 151-164, with U_i(k) = w_i v_i(k)."""
    weight, issues, value, package, no_deal = some_question(seed)
    found, contrasts = reach_of(weight, issues, value, package, no_deal)
    # one complete order of one issue at a time; the worst of a union is the worst of its parts
    own = []
    for i in range(3):
        apart = [np.zeros(4)] * 3
        apart[i] = contrasts[i]
        scored = []
        for chain in chains(value[i], LEVELS):
            rest = [next(chains(each, LEVELS)) for each in value]
            rest[i] = chain
            fixed = ([[i], [j for j in range(3) if j != i]], ())
            scored.append((uta(fixed, rest, apart, 1), uta(fixed, rest, apart, -1), chain))
        own.append((min(scored, key=lambda s: s[0])[2], max(scored, key=lambda s: s[1])[2]))
    low = min(uta(c, [e[0] for e in own], contrasts, 1) for c in chains(weight, issues))
    high = max(uta(c, [e[1] for e in own], contrasts, -1) for c in chains(weight, issues))
    assert found.low == pytest.approx(low, abs=1e-7)
    assert found.high == pytest.approx(high, abs=1e-7)


@modest
@given(st.integers(0, 10**6))
def test_every_draw_lies_within_the_range_and_the_ends_are_admitted(seed):
    weight, issues, value, package, no_deal = some_question(seed)
    found, contrasts = reach_of(weight, issues, value, package, no_deal)
    beliefs = Beliefs(
        importance=sample(weight, "weights", issues, 300, seed),
        value=tuple(sample(each, "values", LEVELS, 300, seed + k) for k, each in enumerate(value)),
        other=np.zeros((300, 0)),
    )
    gain = gains(beliefs, Choice(package=package, no_deal=no_deal, coefficient=np.zeros(0)))
    assert gain.min() >= found.low - 1e-9
    assert gain.max() <= found.high + 1e-9
    for end, belief in ((found.low, found.least), (found.high, found.most)):
        own = [(v * c).sum() for v, c in zip(belief.value, contrasts, strict=True)]
        assert (belief.importance * own).sum() == pytest.approx(end)
        assert obeys(weight, issues, belief.importance, "weights")
        assert all(obeys(r, LEVELS, v, "values") for r, v in zip(value, belief.value, strict=True))


def obeys(ranking, items, numbers, kind):
    if kind == "weights" and abs(sum(numbers) - 1) > 1e-9:
        return False
    return any(_obeys(groups, gaps, numbers, kind) for groups, gaps in chains(ranking, items))


def _obeys(groups, gaps, numbers, kind):
    if any(abs(numbers[a] - numbers[b]) > 1e-9 for g in groups for a, b in product(g, g)):
        return False
    height = [numbers[group[0]] for group in groups]
    if kind == "values" and (height[-1] != 0 or (len(height) > 1 and height[0] != 1)):
        return False
    for g in range(len(height) - 1):
        least = height[g + 1]
        if g in gaps:
            least = TIMES * least if kind == "weights" else least + MUCH
        if height[g] < least - 1e-9:
            return False
    return min(height) >= 0


def test_possible_and_necessary_by_hand():
    """x weighs at least as much as y. Gaining all of x and losing all of y is never a loss;
    the reverse is possible (equal weights) but not necessary. The notions are those of Greco,
    Mousseau and Slowinski (2008), European Journal of Operational Research 191(2), 416-436."""
    ranked = order(parse_ranking("x > y"), ["x", "y"])
    two = order(parse_ranking("up > down"), ["up", "down"])
    plus, minus = contrast(2, 0, 1), contrast(2, 1, 0)
    sure = reach(ranked, [two, two], [plus, minus], NOTHING, np.zeros(0))
    assert (sure.low, sure.high) == pytest.approx((0, 1))
    assert sure.necessary
    open_ = reach(ranked, [two, two], [minus, plus], NOTHING, np.zeros(0))
    assert (open_.low, open_.high) == pytest.approx((-1, 0))
    assert open_.possible
    assert not open_.necessary
    assert open_.most.importance == pytest.approx([0.5, 0.5])
    never = reach(ranked, [two, two], [minus, minus], NOTHING, np.zeros(0))
    assert not never.possible


def test_much_more_important_means_twice_and_much_better_a_quarter():
    ranked = order(parse_ranking("x >> y"), ["x", "y"])
    three = order(parse_ranking("a >> b > c"), ["a", "b", "c"])
    lost = [contrast(3, 1, 0), contrast(3, 0, 2)]  # from a to b on x, from c to a on y
    found = reach(ranked, [three, three], lost, NOTHING, np.zeros(0))
    assert found.high == pytest.approx(-0.25 * 2 / 3 + 1 / 3)
    assert found.most.importance == pytest.approx([2 / 3, 1 / 3])
    assert found.most.value[0].tolist() == [1, 0.75, 0]


def test_ranges_of_values_and_of_other_terms_add_up():
    ranked = order(parse_ranking("x ~ y"), ["x", "y"])
    box = Ranges(low=np.array([0.1, 0.5]), high=np.array([0.3, 0.9]))
    other = Ranges(low=np.array([0.0, 0.2]), high=np.array([0.1, 0.4]))
    found = reach(
        ranked, [box, box], [contrast(2, 1, 0), contrast(2, 0, None)], other, np.array([-1.0, 1.0])
    )
    assert found.low == pytest.approx((0.2 + 0.1) / 2 - 0.1 + 0.2)
    assert found.high == pytest.approx((0.8 + 0.3) / 2 - 0 + 0.4)
    assert found.most.other.tolist() == [0, 0.4]


def some_beliefs(seed, n=400):
    rng = np.random.default_rng(seed)
    beliefs = Beliefs(
        importance=rng.dirichlet(np.ones(3), n),
        value=tuple(rng.random((n, 3)) for _ in range(3)),
        other=rng.random((n, 2)),
    )
    no_deal = None if seed % 3 == 0 else rng.integers(0, 3, 3)
    coefficient = np.array([-rng.random() * 0.6, 0.0])
    return beliefs, Choice(package=rng.integers(0, 3, 3), no_deal=no_deal, coefficient=coefficient)


def at(middle, of, number):
    """One draw with one input changed by hand."""
    importance, other = middle.importance.copy(), middle.other.copy()
    value = [each.copy() for each in middle.value]
    if of.kind == "importance":
        rest = np.arange(3) != of.issue
        importance[0, rest] *= (1 - number) / importance[0, rest].sum()
        importance[0, of.issue] = number
    elif of.kind == "value":
        value[of.issue][0, of.level] = number
    else:
        other[0, of.other] = number
    return Beliefs(importance=importance, value=tuple(value), other=other)


def middle_of(beliefs):
    return Beliefs(
        importance=beliefs.importance.mean(0, keepdims=True),
        value=tuple(v.mean(0, keepdims=True) for v in beliefs.value),
        other=beliefs.other.mean(0, keepdims=True),
    )


@modest
@given(st.integers(0, 10**6))
def test_the_answer_turns_where_it_is_said_to_and_nowhere_nearer(seed):
    beliefs, choice = some_beliefs(seed)
    middle, found = middle_of(beliefs), flips(beliefs, choice)
    assert found.gain == pytest.approx(gains(middle, choice)[0])
    for k, of in enumerate(found.inputs):
        reached = found.at[k]
        if np.isnan(reached):
            ends = [gains(at(middle, of, x), choice)[0] for x in (0.0, 1.0)]
            assert np.sign(ends[0]) == np.sign(ends[1])
            continue
        step = 1e-6
        sides = [gains(at(middle, of, reached + d), choice)[0] for d in (-step, step)]
        assert gains(at(middle, of, reached), choice)[0] == pytest.approx(0, abs=1e-9)
        assert sides[0] * sides[1] < 0
    moves = np.abs(found.move[~np.isnan(found.move)])
    assert (np.diff(moves) >= 0).all()
    assert not np.isnan(found.move[: len(moves)]).any()


def test_a_flip_by_hand():
    """Worth .5 x .8 + .5 x .2 = .5 against .6: four ways to bring in .1, one out of reach."""
    spread = np.array([[-1.0], [1.0]])
    beliefs = Beliefs(
        importance=np.array([[0.3, 0.7], [0.7, 0.3]]),
        value=(0.8 + 0.2 * spread, 0.2 + 0.05 * spread),
        other=0.6 + 0.05 * spread,
    )
    choice = Choice(package=np.zeros(2, int), no_deal=None, coefficient=np.array([-1.0]))
    found = flips(beliefs, choice)
    assert found.gain == pytest.approx(-0.1)
    where = dict(
        zip(found.inputs, zip(found.at, found.move, found.within, strict=True), strict=True)
    )
    assert where[Input("importance", issue=0)] == pytest.approx((2 / 3, (2 / 3 - 0.5) / 0.2, True))
    assert where[Input("importance", issue=1)] == pytest.approx((1 / 3, -(2 / 3 - 0.5) / 0.2, True))
    assert where[Input("value", issue=0, level=0)] == pytest.approx((1.0, 1.0, True))
    assert where[Input("value", issue=1, level=0)] == pytest.approx((0.4, 4.0, False))
    assert where[Input("other", other=0)] == pytest.approx((0.5, -2.0, False))
    assert [each.kind for each in found.inputs] == [
        "importance",
        "importance",
        "value",
        "other",
        "value",
    ]
    assert found.quantile.tolist() == [0.5, 0.5, 1.0, 0.0, 1.0]


@modest
@given(st.integers(0, 10**6))
def test_the_joint_move_turns_the_answer_and_is_no_longer_than_a_single_one(seed):
    beliefs, choice = some_beliefs(seed)
    found = flips(beliefs, choice)
    assert found.joint is not None
    middle, of = middle_of(beliefs), found.inputs
    there = middle
    for k, each in enumerate(of):
        if each.kind != "importance":
            there = at(there, each, found.joint.value[k])
    weight = {
        o.issue: v for o, v in zip(of, found.joint.value, strict=True) if o.level < 0 <= o.issue
    }
    importance = np.array([[weight[i] for i in range(3)]])
    assert importance.sum() == pytest.approx(1)
    assert gains(replace(there, importance=importance), choice)[0] == pytest.approx(0, abs=1e-6)
    straight = [
        abs(m) for o, m in zip(of, found.move, strict=True) if o.kind != "importance" and m == m
    ]
    assert found.joint.distance <= min(straight, default=np.inf) * 1.001


def test_what_divides_is_the_input_that_decides():
    """The package is accepted exactly where the value of no deal is low."""
    rng = np.random.default_rng(3)
    n = 500
    beliefs = Beliefs(
        importance=rng.dirichlet([900, 900], n),
        value=(np.full((n, 2), 0.5), np.full((n, 2), 0.5)),
        other=rng.random((n, 1)),
    )
    found = divides(
        beliefs, Choice(package=np.array([0, 1]), no_deal=None, coefficient=np.array([-1.0]))
    )
    assert found.inputs[0] == Input("other", other=0)
    assert found.share == (beliefs.other <= 0.5).mean()
    assert found.accuracy[0] == 1
    assert not found.above[0]
    assert found.threshold[0] == beliefs.other[beliefs.other > 0.5].min()
    assert found.difference[0] == pytest.approx(-np.sqrt(3), rel=0.05)
    assert (np.abs(found.difference[1:]) < 0.3).all()
    assert {each.kind for each in found.inputs} == {"importance", "other"}


@modest
@given(st.integers(0, 10**6))
def test_the_cut_is_the_best_of_all_cuts(seed):
    beliefs, choice = some_beliefs(seed, n=60)
    beliefs = replace(beliefs, other=beliefs.other.round(1))  # equal numbers
    accepts = gains(beliefs, choice) >= 0
    found = divides(beliefs, choice)
    assert found.share == accepts.mean()
    for k, of in enumerate(found.inputs):
        x = {
            "importance": beliefs.importance[:, of.issue],
            "value": beliefs.value[of.issue][:, of.level],
            "other": beliefs.other[:, of.other],
        }[of.kind]
        every = [((x >= t) == accepts).mean() for t in [*x]]
        assert found.accuracy[k] == pytest.approx(max(*every, *(1 - e for e in every)))
        told = (x >= found.threshold[k]) == found.above[k]
        assert (told == accepts).mean() == found.accuracy[k]
    assert (np.diff(np.abs(found.difference)) <= 0).all()


def test_one_answer_in_all_draws_leaves_nothing_to_divide():
    beliefs, choice = some_beliefs(1)
    sure = replace(choice, coefficient=np.array([9.0, 0.0]))
    certain = replace(beliefs, other=beliefs.other + 1)
    found = divides(certain, sure)
    assert found.share == 1
    assert (found.difference == 0).all()
    assert (found.accuracy == 1).all()


def test_the_same_package_as_no_deal_leaves_nothing_to_ask():
    beliefs, choice = some_beliefs(1)
    same = replace(choice, no_deal=choice.package, coefficient=np.zeros(2))
    found = flips(beliefs, same)
    assert found.gain == 0
    assert np.isnan(found.at).all()
    assert found.joint is None


def test_a_party_with_one_issue_has_no_importance_to_move():
    beliefs = Beliefs(
        importance=np.ones((3, 1)), value=(np.array([[0.1], [0.2], [0.6]]),), other=np.zeros((3, 0))
    )
    choice = Choice(package=np.array([0]), no_deal=None, coefficient=np.zeros(0))
    found = flips(beliefs, choice)
    assert found.inputs == (Input("value", issue=0, level=0),)
    assert found.at.tolist() == [0]
    assert found.within.tolist() == [False]
