"""Importance from comparisons: a published example, hidden preferences, and the long way round."""

from itertools import combinations, product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from models.complete_orders import chains, row, uta_rows, worth
from scipy.optimize import linprog

from parley.case.ranking import MUCH, parse_ranking
from parley.models.belief import Ranges, contrast, order, reach
from parley.models.elicitation import (
    FEW,
    LEAST,
    NO_DEAL,
    Alternatives,
    Comparison,
    Move,
    Stated,
    admitted_importance,
    agreement,
    contradicting,
    contradictions,
    errors,
    remaining,
    reweigh,
    shown,
)
from parley.sampling import n_uniforms, values, weights

modest = settings(max_examples=25, deadline=None)
LEVELS = ["a", "b", "c"]
ISSUES = ["x", "y", "z"]
NOTHING = Ranges(low=np.zeros(0), high=np.zeros(0))
VALUES = ["a > b > c", "c >> b > a", "a ~ b > c", "a > b", "c; a > b", "b", "a ~ b ~ c", "a > c; b"]
WEIGHTS = ["x > y > z", "x >> y > z", "x ~ y > z", "x > z", "y", "z >> x ~ y"]


def said(weight, value, other=NOTHING):
    return Stated(
        importance=order(parse_ranking(weight), ISSUES[: len(value)]),
        values=tuple(order(parse_ranking(each), LEVELS) for each in value),
        spread=tuple(np.eye(3) for _ in value),
        other=other,
    )


def among(packages, no_deal, other=None):
    rows = np.array([*packages, no_deal])
    return Alternatives(package=rows, other=np.zeros((len(rows), 0)) if other is None else other)


def more(better, worse):
    return Comparison((better,), ">", (worse,))


# UTASTAR, the example of a traveller's choice


def commuter():
    """Price (30, 16, 2), time (40 .. 10 minutes), comfort (0 .. +++), five ways to travel.

    Data, breakpoints, ranking and threshold 0.05: Siskos, Grigoroudis and Matsatsinis (2005), UTA
    methods, in Figueira, Greco and Ehrgott (eds), Multiple Criteria Decision Analysis: State of the
    Art Surveys, Springer, 297-344, as given in tests/UTASTAR.R of the R package MCDA. The extremes
    below were worked out from these data by a separate program, in the eight steps of UTASTAR.
    """
    eye = np.eye(3)
    price = [np.interp([2, 3, 4, 6, 30], [2, 16, 30], row) for row in eye[::-1]]
    chain = order(parse_ranking("3 > 2 > 1 > 0"), ["0", "1", "2", "3"])
    stated = Stated(
        importance=order(parse_ranking(ISSUES), ISSUES),
        values=(order(parse_ranking("2 > 1 > 0"), ["0", "1", "2"]), chain, chain),
        spread=(np.stack(price, axis=1), np.eye(4), np.eye(4)),
        other=NOTHING,
    )
    ways = [[1, 3, 1], [2, 2, 2], [0, 2, 0], [3, 0, 0], [4, 1, 3]]  # RER METRO1 METRO2 BUS TAXI
    ranking = [more(0, 1), Comparison((1,), "~", (2,)), more(2, 3), more(3, 4)]
    return stated, among(ways, [-1, -1, -1]), ranking


def test_the_published_example_of_utastar():
    stated, known, ranking = commuter()
    found = remaining(stated, known, ranking, 0.05)
    # post-optimality analysis: the most that price, time and comfort can weigh
    assert found.importance[:, 1] == pytest.approx([15 / 16, 19 / 20, 69 / 160], abs=1e-6)
    # the three solutions weigh (.9375, .0375, .025), (.05, .95, 0) and (.53125, .0375, .43125)
    mean = np.array([1.51875, 1.025, 0.45625]) / 3
    assert found.average.importance == pytest.approx(mean, abs=1e-6)
    worth = [
        sum(each[level] for each, level in zip(found.average.worth, way, strict=True))
        for way in known.package[:-1]
    ]
    rer, metro1, metro2, bus, taxi = worth
    assert rer >= metro1 + 0.05 - 1e-6
    assert metro1 == pytest.approx(metro2, abs=1e-6)
    assert metro2 >= bus + 0.05 - 1e-6
    assert bus >= taxi + 0.05 - 1e-6
    assert contradicting(stated, known, ranking, 0.05).sets == ()
    assert errors(stated, known, ranking, 0.05).total == pytest.approx(0, abs=1e-6)


def test_the_traveller_who_takes_the_taxi_first_pays_in_errors():
    stated, known, _ = commuter()
    # METRO1 is cheaper and faster than TAXI but less comfortable; BUS above METRO2 cannot be
    found = errors(stated, known, [more(3, 2), more(4, 1)], 0.05)
    assert found.total == pytest.approx(0.05, abs=1e-6)  # at best both are worth the same
    assert found.by == pytest.approx([0.05, 0], abs=1e-6)


# small cases by hand


def test_importance_from_one_trade():
    """x at its best alone beats y at its best alone, so x weighs more than a half."""
    stated = said("x; y", ["a > b > c", "a > b > c"])
    known = among([[0, 2], [2, 0]], [2, 2])
    found = remaining(stated, known, [more(0, 1)])
    assert found.importance == pytest.approx(
        np.array([[0.5 + LEAST / 2, 1], [0, 0.5 - LEAST / 2]]), abs=1e-6
    )
    assert found.worth[0][1] == pytest.approx([0, 1], abs=1e-6)
    assert found.worth[1][0] == pytest.approx([0, 0.5 - LEAST / 2], abs=1e-6)
    assert found.middle.importance == pytest.approx([1, 0], abs=1e-5)
    assert remaining(stated, known, [more(0, 1), more(1, 0)]) is None
    tied = remaining(stated, known, [Comparison((0,), "~", (1,))])
    assert tied.importance == pytest.approx(np.full((2, 2), 0.5), abs=1e-6)


def test_without_answers_everything_stated_remains():
    found = remaining(said("x > y", ["a > b > c"] * 2), among([], [2, 2]), [])
    assert found.importance == pytest.approx(np.array([[0.5, 1], [0, 0.5]]), abs=1e-6)
    assert found.middle.importance == pytest.approx([0.5, 0.5], abs=1e-6)


def test_the_plus_is_one_more_number_within_its_range():
    """Nothing is better than no deal unless it brings more than going on: x alone against 0.3."""
    other = Ranges(low=np.array([0.3]), high=np.array([0.5]))
    stated = said("x; y", ["a > c > b", "a > c > b"], other)
    known = among([[0, 1]], [1, 1], np.array([[0.0], [1.0]]))
    yes = remaining(stated, known, [Comparison((0,), ">=", (NO_DEAL,))])
    assert yes.importance[0] == pytest.approx([0.3, 1], abs=1e-6)
    assert yes.other == pytest.approx(np.array([[0.3, 0.5]]), abs=1e-6)
    no = remaining(stated, known, [more(NO_DEAL, 0)])
    assert no.importance[0] == pytest.approx([0, 0.5 - LEAST], abs=1e-6)


def test_amounts_count_by_their_ratios():
    """Swing weights 100 and 25 to 50: the second weighs a fifth to a third."""
    stated = Stated(
        importance=Ranges(low=np.array([100.0, 25]), high=np.array([100.0, 50])),
        values=(order(parse_ranking("a > b > c"), LEVELS),) * 2,
        spread=(np.eye(3),) * 2,
        other=NOTHING,
    )
    found = admitted_importance(stated, among([], [2, 2]), [])
    assert found == pytest.approx(np.array([[2 / 3, 0.8], [0.2, 1 / 3]]), abs=1e-6)


def test_the_middle_is_no_farther_from_equal_shares_than_need_be():
    """The third issue weighs nothing, a third too little; no other is farther off than that."""
    stated = Stated(
        importance=Ranges(low=np.zeros(3), high=np.array([1.0, 1, 0])),
        values=(order(parse_ranking("a > b > c"), LEVELS),) * 3,
        spread=(np.eye(3),) * 3,
        other=NOTHING,
    )
    middle = remaining(stated, among([], [2, 2, 2]), []).middle
    assert np.abs(middle.importance - 1 / 3).max() == pytest.approx(1 / 3, abs=1e-6)


def test_a_text_with_choices_is_as_good_as_its_best_way():
    stated = said("x; y", ["a > b > c"] * 2)
    known = among([[0, 2], [2, 0], [1, 1]], [1, 1])
    yes = [Comparison((0, 1), ">=", (NO_DEAL,))]
    assert contradicting(stated, known, yes).sets == ()
    # neither way alone may beat it, so the best of them does not
    no = [more(NO_DEAL, 0), more(NO_DEAL, 1)]
    assert contradicting(stated, known, [*yes, *no]).sets == ((0, 1, 2),)
    assert contradicting(stated, known, [*yes, Comparison((NO_DEAL,), ">", (0, 1))]).sets == (
        (0, 1),
    )
    with pytest.raises(ValueError, match="a tie is between two packages"):
        Comparison((0, 1), "~", (2,))


def test_a_way_that_is_far_too_bad_does_not_count_against_the_other():
    other = Ranges(low=np.array([0.9]), high=np.array([0.9]))
    known = among([[2, 2], [0, 0]], [-1, -1], np.array([[0.0], [0.0], [1.0]]))
    yes = [Comparison((0, 1), ">=", (NO_DEAL,))]
    assert contradicting(said("x > y", ["a > b > c"] * 2, other), known, yes).sets == ()


def test_much_better_and_indifferent_bound_what_a_level_is_worth():
    much = remaining(said("x", ["a >> b > c"]), among([], [2]), [])
    assert much.worth[0] == pytest.approx(np.array([[1, 1], [0, 1 - MUCH], [0, 0]]), abs=1e-6)
    none = remaining(said("x", ["a ~ b ~ c"]), among([], [2]), [])
    assert none.worth[0] == pytest.approx(np.zeros((3, 2)), abs=1e-6)


def test_an_answer_can_contradict_what_is_stated_by_itself():
    stated = said("x > y", ["a > b > c"] * 2)
    known = among([[0, 2], [2, 0], [0, 0]], [2, 2])
    answers = [more(1, 0), more(0, NO_DEAL), more(0, 2)]
    assert contradicting(stated, known, answers).sets == ((0,), (2,))


# against the long way round


def long_way(weight, value, known, comparisons):
    """(n_issues, 2) importance over every combination of complete orders; None if nothing fits."""
    n = len(value)
    lows, highs = [], []
    orders = [chains(weight, ISSUES[:n]), *(chains(each, LEVELS) for each in value)]
    for importance, *each in product(*(list(o) for o in orders)):
        rows = _chain_program(importance, each, known, comparisons)
        ends = [[linprog(s * c, **rows) for s in (1, -1)] for c in np.eye(4 * n)[:n]]
        if ends[0][0].status == 2:
            continue
        lows.append([low.fun for low, _ in ends])
        highs.append([-high.fun for _, high in ends])
    return np.array([np.min(lows, axis=0), np.max(highs, axis=0)]).T if lows else None


def _chain_program(importance, orders, known, comparisons):
    n, k = len(orders), len(LEVELS)
    most, equal = uta_rows(importance, orders, k)
    limit = [0.0] * len(most)
    for each in comparisons:
        (better,), (worse,) = known.package[list(each.better)], known.package[list(each.worse)]
        most.append(
            row(n, k, *((worth(n, k, i, worse[i]), 1) for i in range(n)))
            + row(n, k, *((worth(n, k, i, better[i]), -1) for i in range(n)))
        )
        limit.append(-LEAST if each.sign == ">" else 0.0)
    return {
        "A_ub": np.array(most) if most else None,
        "b_ub": np.array(limit) if most else None,
        "A_eq": np.array(equal),
        "b_eq": np.append(1.0, np.zeros(len(equal) - 1)),
    }


def some_questions(seed, n=2):
    rng = np.random.default_rng(seed)
    weight = ["x > y", "x; y", "y >> x", "x ~ y"] if n == 2 else WEIGHTS
    packages = rng.integers(0, 3, (4, n))
    pairs = [(int(a), int(b)) for a, b in rng.integers(-1, 3, (4, 2)) if a != b]
    signs = rng.choice([">", ">="], len(pairs))
    asked = [Comparison((a,), str(s), (b,)) for (a, b), s in zip(pairs, signs, strict=True)]
    value = [str(each) for each in rng.choice(VALUES, n)]
    return str(rng.choice(weight)), value, among(packages[:-1], packages[-1]), asked


@modest
@given(st.integers(0, 10**6))
def test_importance_is_that_of_every_complete_order_together(seed):
    weight, value, known, asked = some_questions(seed)
    mine = admitted_importance(said(weight, value), known, asked)
    theirs = long_way(weight, value, known, asked)
    if theirs is None:
        assert mine is None
    else:
        assert mine == pytest.approx(theirs, abs=1e-5)


@modest
@given(st.integers(0, 10**6))
def test_contradictions_are_all_minimal_sets(seed):
    weight, value, known, asked = some_questions(seed, 3)
    stated = said(weight, value)

    def holds(some):
        return admitted_importance(stated, known, [asked[k] for k in some]) is not None

    bad = [
        set(some)
        for size in range(len(asked) + 1)
        for some in combinations(range(len(asked)), size)
        if not holds(some)
    ]
    minimal = sorted(
        (tuple(sorted(each)) for each in bad if not any(other < each for other in bad)),
        key=lambda each: (len(each), each),
    )
    found = contradicting(stated, known, asked)
    assert found.complete
    assert [*found.sets] == minimal
    total = errors(stated, known, asked).total
    assert (total > 1e-6) == bool(minimal)


@modest
@given(st.integers(0, 10**6), st.integers(0, 3**6 - 1))
def test_one_answer_is_possible_where_the_reach_says_so(seed, code):
    """The other route: the extremes of `parley.models.belief.reach`."""
    weight, value, *_ = some_questions(seed, 3)
    package, no_deal = np.array([code // 3**k % 3 for k in range(6)]).reshape(2, 3)
    stated = said(weight, value)
    contrasts = [contrast(3, int(package[i]), int(no_deal[i])) for i in range(3)]
    ends = reach(stated.importance, stated.values, contrasts, NOTHING, np.zeros(0))
    known = among([package], no_deal)
    yes = contradicting(stated, known, [Comparison((0,), ">=", (NO_DEAL,))])
    no = contradicting(stated, known, [more(NO_DEAL, 0)])
    assert (not yes.sets) == (ends.high >= -1e-7)
    assert (not no.sets) == (ends.low <= -LEAST + 1e-7)


@modest
@given(st.integers(0, 10**6))
def test_a_hidden_preference_is_among_what_remains(seed):
    """Answers given by somebody who obeys the rankings never contradict, nor exclude him."""
    rng = np.random.default_rng(seed)
    weight, value, known, _ = some_questions(seed, 3)

    def drawn(make, ranking, kind, items):
        ranks = parse_ranking(ranking)
        return make(ranks, items, rng.random((1, n_uniforms(ranks, items, kind))))[0]

    hidden = drawn(weights, weight, "weights", ISSUES)
    own = [drawn(values, each, "values", LEVELS) for each in value]
    worth = [sum(hidden[i] * own[i][level] for i, level in enumerate(p)) for p in known.package]
    asked = [
        more(a if a < 3 else NO_DEAL, b if b < 3 else NO_DEAL)
        for a in range(4)
        for b in range(4)
        if worth[a] - worth[b] > LEAST
    ]
    found = remaining(said(weight, value), known, asked)
    assert (found.importance[:, 0] <= hidden + 1e-6).all()
    assert (found.importance[:, 1] >= hidden - 1e-6).all()
    for i in range(3):
        assert (found.worth[i][:, 0] <= hidden[i] * own[i] + 1e-6).all()
        assert (found.worth[i][:, 1] >= hidden[i] * own[i] - 1e-6).all()
    for each in asked:  # the middle agrees with every answer
        a, b = (known.package[place[0]] for place in (each.better, each.worse))
        there = found.middle.worth
        gap = sum(there[i][a[i]] - there[i][b[i]] for i in range(3))
        assert gap >= LEAST - 1e-5


def test_a_solver_in_trouble_is_asked_again_then_said_to_fail(monkeypatch):
    from scipy import optimize

    asked, real = [], optimize.milp

    def tripping(*args, options, **more):
        asked.append(options["presolve"])
        found = real(*args, options=options, **more)
        if options["presolve"] or broken:
            found.status = 4
        return found

    monkeypatch.setattr(optimize, "milp", tripping)
    broken = False
    assert contradicting(said("x > y", ["b", "b"]), among([[0, 1]], [1, 1]), [more(0, -1)]).complete
    assert asked == [True, False]
    broken = True
    with pytest.raises(ArithmeticError, match="was not solved"):
        contradicting(said("x > y", ["b", "b"]), among([[0, 1]], [1, 1]), [more(0, -1)])


# draws, moves and counting


def test_a_draw_agrees_or_not_in_whole_numbers():
    worth = np.array([[5, 3, 8], [4, 4, 0], [3, 5, 2]])
    no_deal = np.array([4, 4, 4])
    asked = [
        more(0, 1),
        Comparison((0,), ">=", (1,)),
        Comparison((0,), "~", (1,)),
        Comparison((1, 2), ">=", (NO_DEAL,)),
        Comparison((NO_DEAL,), ">", (0, 1)),
    ]
    found = agreement(worth, no_deal, asked, np.array([1, 0, 2]))
    assert found.astype(int).tolist() == [[1, 1, 0, 1, 0], [0, 1, 1, 1, 0], [0, 0, 1, 1, 0]]


def test_moves_show_what_is_worth_more():
    moves = [Move(2, "refused", 2), Move(0, "made", 1), Move(1, "made", 3), Move(3, "accepted", 4)]
    none = (NO_DEAL,)
    plain = [
        Comparison((0,), ">=", none),
        Comparison((0,), ">=", (2,)),
        Comparison((1,), ">=", none),  # made after the refusal: it may have come down since
        Comparison((3,), ">=", none),
    ]
    assert [*shown(moves)] == plain
    assert [*shown(moves, final=True)] == [*plain, Comparison(none, ">", (2,))]
    assert [*shown(moves, concedes=True)] == [*plain, Comparison((0,), ">=", (1,))]
    same_day = [Move(0, "made", 1), Move(1, "refused", 1)]
    assert Comparison((0,), ">=", (1,)) in shown(same_day)


def test_too_few_draws_give_no_quantiles():
    importance = np.linspace(0, 1, 101)[:, None] * [1, -1] + [0, 1]
    keep = importance[:, 0] <= (FEW - 1) / 100
    found = reweigh(importance, keep)
    assert (found.kept, found.n_draws, found.share) == (FEW, 101, FEW / 101)
    assert found.before[0] == pytest.approx([0.05, 0.5, 0.95])
    assert found.after == pytest.approx(
        np.array([[0.0145, 0.145, 0.2755], [0.7245, 0.855, 0.9855]])
    )
    keep[0] = False
    assert reweigh(importance, keep).after is None


def test_a_search_that_gives_up_says_so():
    found = contradictions(9, lambda some: len(some) < 3, most=40)
    assert not found.complete
    assert all(len(each) == 3 for each in found.sets)
    whole = contradictions(6, lambda some: len(some) < 3)
    assert whole.complete
    assert len(whole.sets) == 20
