"""What would have to be true, with the gain worked out again with one number moved."""

from statistics import fmean, pstdev

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from models import oracle_offers as long_way
from models.offer_cases import spaces
from small_case import small

from parley.draws import draws
from parley.lenses.offers.premises import premise, premises
from parley.lenses.offers.standing import texts
from parley.models.offer_space import offer_space

few = settings(max_examples=60, deadline=None)
N = 12
NEAR = 1e-8  # the lens counts in whole billionths, the premises in floats


def beliefs(oracle, party):
    """Per draw {input: number}: importance, values, the worth of no deal or its plus, and more."""
    position, path = oracle.case.positions[party], f"positions.{party}"
    deal, issues = position.no_deal, oracle.case.issues
    form = "plus" if deal.value is None else "value"
    found = []
    for k in range(N):
        draw = {("importance", i): w for i, w in enumerate(long_way.weights(oracle, party, k))}
        for i, (name, issue) in enumerate(issues.items()):
            for level in range(len(long_way.level_values(issue))):
                draw["value", i, level] = long_way.value(oracle, party, name, level, k)
        draw["other", 0] = long_way.drawn(oracle, f"{path}.no_deal.{form}", getattr(deal, form), k)
        for j, each in enumerate(position.together):
            at = f"{path}.together.{j}.worth"
            draw["other", j + 1] = long_way.drawn(oracle, at, each.worth, k)
        found.append(draw)
    return found


def left_without(oracle, party):
    """The package that holds without a deal; None where no deal is only a number."""
    deal = oracle.case.positions[party].no_deal
    return None if deal.package is None else long_way.present(oracle, deal.package)


def counted(oracle, party, package):
    """How often each other number enters the package, less how often it enters no deal."""
    position, left = oracle.case.positions[party], left_without(oracle, party)
    settled = long_way.named(oracle, package)
    keeps = any(settled[name] in options for name, options in position.no_deal.plus_with.items())
    held = [
        long_way.obeys(each.when, settled)
        - (left is not None and long_way.obeys(each.when, long_way.named(oracle, left)))
        for each in position.together
    ]
    return [keeps - 1, *held]


def gain(oracle, party, package, at):
    """Of a package over no deal, if these numbers hold."""
    left = left_without(oracle, party)
    total = sum(at["importance", i] * at["value", i, level] for i, level in enumerate(package))
    if left is not None:
        total -= sum(at["importance", i] * at["value", i, level] for i, level in enumerate(left))
    return total + sum(
        times * at["other", j] for j, times in enumerate(counted(oracle, party, package))
    )


def moved(at, key, number):
    """One number moved; where it is an importance, the others keep their proportions."""
    after = at | {key: number}
    if key[0] == "importance":
        rest = (1 - number) / (1 - at[key])
        after |= {other: at[other] * rest for other in at
                  if other[0] == "importance" and other != key}  # fmt: skip
    return after


def entering(oracle, party, package, believed):
    """The open numbers that enter the gain, each as a list over the draws."""
    left = left_without(oracle, party)
    keys = [("importance", i) for i in range(len(package))]
    for i, level in enumerate(package):
        if left is None or left[i] != level:
            keys += [("value", i, level)] + ([("value", i, left[i])] if left else [])
    keys += [("other", j) for j, n in enumerate(counted(oracle, party, package)) if n]
    columns = {key: [draw[key] for draw in believed] for key in keys}
    return {key: column for key, column in columns.items() if max(column) - min(column) > 1e-12}


def key_of(found):
    place = {"importance": (found.issue,), "value": (found.issue, found.level)}
    return (found.kind, *place.get(found.kind, (found.other,)))


@st.composite
def asked(draw):
    """A party without a score sheet, any package, and what the draws and the lens say of both."""
    oracle, space = draw(spaces(N))
    open_to = [p for p in range(len(space.parties)) if space.beliefs[p] is not None]
    assume(open_to)
    p = draw(st.sampled_from(open_to))
    package = tuple(draw(st.integers(0, len(known) - 1)) for known in space.levels)
    party = space.parties[p]
    return oracle, party, package, beliefs(oracle, party), premise(space, np.array(package), p)


@few
@given(asked())
def test_the_share_is_that_of_draws_with_no_deal_or_more(question):
    oracle, party, package, believed, found = question
    gains = [gain(oracle, party, package, draw) for draw in believed]
    exact = [long_way.gains(oracle, package, k, [party])[0] for k in range(N)]
    assert gains == pytest.approx([each / long_way.UNIT for each in exact], abs=NEAR)
    assume(min(map(abs, gains)) > NEAR)
    assert found.divides.share == pytest.approx(sum(each >= 0 for each in gains) / N)
    if found.divides.share in (0, 1):
        assert found.part is None


@few
@given(asked())
def test_the_turn_is_the_smallest_single_change_that_brings_the_gain_to_nothing(question):
    oracle, party, package, believed, found = question
    mean = {key: fmean(draw[key] for draw in believed) for key in believed[0]}
    now = gain(oracle, party, package, mean)
    turns = {}
    for key, column in entering(oracle, party, package, believed).items():
        if key[0] == "importance" and mean[key] > 1 - 1e-12:
            continue
        low, high = (gain(oracle, party, package, moved(mean, key, at)) for at in (0, 1))
        assume(abs(low - high) > NEAR or low == high)
        at = low / (low - high) if low != high else np.nan
        if key[0] == "other" or -1e-12 <= at <= 1 + 1e-12:
            assume(key[0] == "other" or NEAR < at < 1 - NEAR)
            turns[key] = at, (at - mean[key]) / pstdev(column)
    turns = {key: each for key, each in turns.items() if not np.isnan(each[0])}
    assert (found.turn is None) == (not turns)
    if found.turn is None:
        return
    turn, key = found.turn, key_of(found.turn.input)
    assert turn.gain == pytest.approx(now, abs=NEAR)
    assert turn.mean == pytest.approx(mean[key])
    assert gain(oracle, party, package, moved(mean, key, turn.at)) == pytest.approx(0, abs=NEAR)
    assert turn.move == pytest.approx(turns[key][1], rel=1e-6)
    assert abs(turn.move) <= min(abs(move) for _, move in turns.values()) + 1e-6
    column = [draw[key] for draw in believed]
    assume(min(abs(x - turn.at) for x in column) > NEAR)
    assert turn.within == (min(column) <= turn.at <= max(column))
    farther = [x < turn.at if turn.move < 0 else x > turn.at for x in column]
    assert turn.beyond == pytest.approx(sum(farther) / N)


@few
@given(asked())
def test_no_draw_lies_beyond_what_rankings_and_ranges_admit(question):
    oracle, party, package, believed, found = question
    view = oracle.case.positions[party].importance
    assert (found.reach is None) == (view is not None and view.ranks is None)
    if found.reach is None:
        return
    gains = [gain(oracle, party, package, draw) for draw in believed]
    assert found.reach.low - 1e-7 <= min(gains)
    assert max(gains) <= found.reach.high + 1e-7
    if found.reach.necessary:
        assert found.divides.share == 1 or min(map(abs, gains)) < 1e-6
    if not found.reach.possible:
        assert found.divides.share == 0


def accuracies(columns, gains):
    """Per input, the largest share of draws that one cut tells rightly."""
    found = {}
    for key, column in columns.items():
        cuts = [
            sum((x >= at) == (above == (each >= 0)) for x, each in zip(column, gains, strict=True))
            for at in column
            for above in (True, False)
        ]
        found[key] = max(cuts) / len(gains)
    return found


@few
@given(asked())
def test_the_part_is_the_number_and_the_cut_that_tell_most_draws_rightly(question):
    oracle, party, package, believed, found = question
    if found.part is None:
        return
    gains = [gain(oracle, party, package, draw) for draw in believed]
    assume(min(map(abs, gains)) > NEAR)
    key = key_of(found.part.input)
    right = [
        (draw[key] >= found.part.threshold - 1e-12) == (found.part.above == (each >= 0))
        for draw, each in zip(believed, gains, strict=True)
    ]
    best = accuracies(entering(oracle, party, package, believed), gains)
    assert sum(right) / N == pytest.approx(max(best.values()))


@few
@given(spaces(3))
def test_the_fullest_texts_that_stand_are_asked_of_each_who_must_consent(question):
    oracle, space = question
    known = long_way.texts(oracle)
    fullest = sorted(range(len(known)), key=lambda t: (-sum(known[t][3]), t))[:4]
    assert [(each.text, space.parties[each.party]) for each in premises(space, texts(space))] == [
        (t, party)
        for t in fullest
        for party in oracle.parties
        if party in oracle.consent and oracle.case.positions[party].points is None
    ]


def test_a_score_sheet_leaves_nothing_to_be_believed():
    sheet = {
        "quiet": {"now": 1, "later": 1, "never": 0}, "land": {0: 0}, "watch":
        {"none": 0, "few": 0, "many": 0},
    }  # fmt: skip
    case = small(
        {
            "positions.b": {
                "points": sheet,
                "no_deal": {"points": 0, "by": "d", "on": "2020", "because": "x"},
            }
        }
    )
    space = offer_space(case, draws(case, 3))
    with pytest.raises(ValueError, match="score sheet"):
        premise(space, space.texts[0].package, 1)
    assert {each.party for each in premises(space, texts(space))} == {0}


def test_the_central_weight_is_the_mean_where_the_answer_is_yes():
    case = small({"positions.a.no_deal.plus": "-0.3..0.3"})
    space = offer_space(case, draws(case, 400))
    package = np.array([1, 2, 0])
    yes = space.sample.worth(package)[:, 0] >= space.sample.no_deal[:, 0]
    assert 30 <= yes.sum() <= 370
    found = premise(space, package, 0).central
    importance = space.beliefs[0].importance
    apart = np.abs(importance[yes].mean(axis=0) - importance.mean(axis=0)) / importance.std(axis=0)
    assert found.issue == apart.argmax()
    assert found.mean == pytest.approx(importance[:, found.issue].mean())
    assert found.where == pytest.approx(importance[yes, found.issue].mean())
    assert premise(offer_space(case, draws(case, 20)), package, 0).central is None
