"""A party's answers in a case: where they come from, and what they leave."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from models.offer_cases import cases
from small_case import small

from parley.draws import draws
from parley.errors import CaseError
from parley.models.elicitation import FEW, LEAST, answered, asked, recorded
from parley.models.elicitation.answers import packages
from parley.models.elicitation.comparisons import NO_DEAL
from parley.models.elicitation.program import drafted, gap, solved
from parley.models.elicitation.stated import alternatives, best_total, stated
from parley.models.offer_space import SCALE, offer_space

DESK = {"by": "desk", "on": "2020", "because": "x"}
A, B = 0, 1
ANSWERS = "positions.a.answers"


def told(order, **more):
    return {"order": order, "from": ["k1"]} | DESK | more


def space_of(changes=None, n=300):
    case = small(changes)
    return offer_space(case, draws(case, n))


def test_a_chain_gives_its_neighbours_and_ties():
    changes = {
        "positions.a.packages": {"calm": {"quiet": "now"}, "half": {"quiet": "now", "land": 0.5}},
        ANSWERS: [told("half > calm ~ plan:A > no_deal"), told(["calm > answer"])],
    }
    space = space_of(changes)
    found = asked(space, A)
    assert [(each.better, each.sign, each.worse) for each in found] == [
        (("calm",), "~", ("plan:A",)),
        (("half",), ">", ("calm",)),
        (("calm",), ">", ("no_deal",)),
        (("calm",), ">", ("answer",)),
    ]
    assert {each.path for each in found} == {f"{ANSWERS}.0", f"{ANSWERS}.1"}
    assert {(each.basis, each.claims) for each in found} == {("asked", ("k1",))}
    levels = {name: each.tolist() for name, each in packages(space, A, found).items()}
    assert levels == {
        "calm": [0, 0, 0],
        "plan:A": [0, 2, 0],
        "half": [0, 2, 0],
        "answer": [2, 0, 2],
    }


def test_only_yes_and_no_to_whole_texts_are_on_the_record():
    space = space_of()
    (yes,) = recorded(space, A)
    assert (yes.better, yes.sign, yes.worse) == (("answer",), ">=", ("no_deal",))
    assert (yes.path, yes.claims) == ("proposals.answer.responses.0", ("k3",))
    (no,) = recorded(space, B)  # the deferral came first, the yes to item B is not to the whole
    assert (no.better, no.sign, no.worse) == (("no_deal",), ">", ("plan:A", "plan:B"))
    assert no.path == "proposals.plan.responses.1"


def test_nobody_who_answered_nothing_is_answered():
    space = space_of({"proposals.answer.responses": []})
    assert answered(space, A) is None
    assert answered(space, B, record=False) is None
    assert answered(space, B) is not None


def test_answers_keep_the_draws_that_agree():
    changes = {
        "positions.a.packages": {
            "quiet": {"quiet": "later"},
            "land": {"quiet": "now", "land": 0.5},
        },
        "positions.a.no_deal.plus": 0,
        "positions.a.issues.quiet.inferred.ranks": ["later > now > never"],
        "proposals.answer.responses": [],
        ANSWERS: [told("land > quiet")],
    }
    space = space_of(changes)
    found = answered(space, A)
    worth = [
        space.sample.worth(package)[:, A]
        for package in packages(space, A, asked(space, A)).values()
    ]
    agree = worth[0] > worth[1]
    assert 0 < agree.sum() < 300
    assert [each.agrees for each in found.told] == [agree.mean()]
    assert found.importance.kept == agree.sum()
    importance = space.beliefs[A].importance
    after = np.quantile(importance[agree], (0.05, 0.5, 0.95), axis=0).T
    assert found.importance.after == pytest.approx(after)
    # land must then count for something, and more than it does without the answer
    assert after[1, 1] > found.importance.before[1, 1]
    assert found.contradictions.sets == ()
    # half the land is worth 0.55 to 0.8 of it, and land weighs no more than quiet
    assert found.admitted[1] == pytest.approx([LEAST / 0.8, 0.5], abs=1e-6)
    assert found.admitted[0, 0] == pytest.approx(LEAST / 0.8, abs=1e-6)


def test_contradictions_are_named_and_leave_no_importance():
    changes = {
        "positions.a.packages": {"now": {"quiet": "now"}, "later": {"quiet": "later"}},
        ANSWERS: [told("later > now"), told("now > no_deal"), told("no_deal > now ~ answer")],
    }
    found = answered(space_of(changes), A)
    said = [(each.said.better[0], each.said.sign, each.said.worse[0]) for each in found.told]
    assert said == [
        ("later", ">", "now"),  # against the ranking now > later by itself
        ("now", ">", "no_deal"),
        ("now", "~", "answer"),
        ("no_deal", ">", "now"),
        ("answer", ">=", "no_deal"),
    ]
    assert found.contradictions.sets == ((0,), (1, 3), (2, 3, 4))
    assert found.admitted is None
    assert found.importance.after is None
    assert found.importance.kept < FEW
    apart = answered(space_of(changes), A, record=False)
    assert apart.contradictions.sets == ((0,), (1, 3))


def test_the_plus_of_going_on_bounds_what_is_possible():
    """The text brings watchers alone; a accepts, though going on brings it 0.6 to 0.7."""
    plus = {"positions.a.no_deal.plus": "0.6..0.7", "positions.a.no_deal.plus_with": {}}
    ended = answered(space_of(plus), A, intervals=True)
    assert ended.contradictions.sets == ()
    assert ended.admitted[2] == pytest.approx([0.6, 1], abs=1e-6)
    # where the text leaves things going on, the plus is on both sides and asks for nothing
    kept = answered(
        space_of(plus | {"positions.a.no_deal.plus_with": {"quiet": "never"}}), A, intervals=True
    )
    assert kept.admitted[2] == pytest.approx([0, 1], abs=1e-6)
    # watch weighs at most a third, so 0.6 cannot be made up
    low = answered(
        space_of(plus | {"positions.a.importance.ranks": "quiet > land > watch"}), A, intervals=True
    )
    assert low.contradictions.sets == ((0,),)


def test_a_score_sheet_is_compared_in_points():
    sheet = {
        "quiet": {"now": 60, "later": 20, "never": 0},
        "land": {"0": 0, "1": 30},
        "watch": {"none": 0, "few": 5, "many": "5..10"},
    }
    changes = {
        "positions.a": {
            "points": sheet,
            "no_deal": {"points": 20} | DESK,
            "packages": {"calm": {"quiet": "later"}, "land": {"quiet": "later", "land": 0.5}},
            "answers": [told("land > calm"), told("calm > no_deal"), told("calm ~ no_deal")],
        },
        "proposals.answer.responses": [],
    }
    space = space_of(changes)
    assert best_total(space.case, "a") == 100
    found = answered(space, A)
    assert [each.agrees for each in found.told] == [1, 0, 1]
    assert found.contradictions.sets == ((1,),)
    assert found.admitted is None
    assert found.importance.before[0, 0] >= 0.6


@pytest.mark.parametrize(
    ("importance", "land"),
    [
        ({"weights": {"quiet": 2, "land": "1..2", "watch": 0}}, [1 / 3, 1 / 2]),
        ({"swing": {"quiet": 100, "land": "25..100", "watch": 0}}, [1 / 5, 1 / 2]),
        ({"smarter": "quiet > land > watch"}, [5 / 18, 5 / 18]),
        ({"weights": {"quiet": 1, "land": {"mean": 0.5, "sd": 0.1}, "watch": 0}}, None),
    ],
)
def test_every_form_of_importance_bounds_it(importance, land):
    space = space_of({"positions.a.importance": importance | DESK}, n=50)
    found = answered(space, A, intervals=True)
    drawn = space.beliefs[A].importance
    if land is not None:
        assert found.admitted[1] == pytest.approx(land, abs=1e-6)
    assert (found.admitted[:, 0] <= drawn.min(axis=0) + 1e-6).all()
    assert (found.admitted[:, 1] >= drawn.max(axis=0) - 1e-6).all()


def test_what_options_add_together_counts_on_both_sides():
    """Without both, watch must make up what both add; with both on each side, nothing is left."""
    together = {"when": "quiet=now and watch=many", "worth": "0.3..0.4"} | DESK
    changes = {
        "positions.a.together": [together],
        "positions.a.packages": {
            "both": {"quiet": "now", "watch": "many"},
            "one": {"quiet": "now", "watch": "few"},
        },
        "positions.a.issues.watch": {"inferred": {"ranks": "few > many > none"} | DESK},
        "proposals.answer.responses": [],
        ANSWERS: [told("one > both")],
    }
    found = answered(space_of(changes), A)
    assert found.admitted[2, 0] == pytest.approx(0.3 + LEAST, abs=1e-6)
    held = {"package": {"quiet": "now", "watch": "many"}} | DESK
    same = changes | {
        "positions.a.no_deal": held,
        ANSWERS: [told("no_deal > both"), told("both > no_deal")],
    }
    assert answered(space_of(same), A).contradictions.sets == ((0,), (1,))


def test_disputed_accounts_reach_from_the_least_to_the_most():
    space = space_of({"proposals.answer.responses": [{"by": "c", "is": "rejected", "on": 2020}]})
    c = space.parties.index("c")
    assert stated(space.case, "c").other.low.tolist() == [0]
    assert stated(space.case, "c").other.high.tolist() == [1]
    assert answered(space, c).told[0].said.worse == ("answer",)


@settings(max_examples=25, deadline=None)
@given(cases(), st.integers(0, 1000))
def test_every_draw_is_among_what_is_stated(case, seed):
    """The numbers of a draw solve the program, and give each package what the space gives it."""
    try:
        space = offer_space(case, draws(case, 2, seed))
    except CaseError:
        return
    rng = np.random.default_rng(seed)
    sizes = [len(each) for each in space.levels]
    some = [np.array([rng.integers(n) for n in sizes]) for _ in range(3)]
    for p, party in enumerate(space.parties):
        views, believed = stated(case, party), space.beliefs[p]
        if believed is None:
            continue  # a score sheet
        known = alternatives(case, party, some)
        draft = drafted(views)
        for i, values in enumerate(believed.value):
            draft.equal({i: 1.0}, float(believed.importance[0, i]))
            for level, spread in enumerate(views.spread[i]):
                worth = float(believed.importance[0, i] * values[0, level])
                row = {draft.point[i] + j: float(x) for j, x in enumerate(spread) if x}
                draft.rows.append((row, worth - 1e-5, worth + 1e-5))
        for k, number in enumerate(believed.other[0].tolist()):
            draft.equal({draft.other + k: 1.0}, number)
        found = solved(draft, {})
        assert found is not None
        worth = [*(space.sample.worth(each)[0, p] for each in some), space.sample.no_deal[0, p]]
        places = [0, 1, 2, NO_DEAL]
        for (a, b), (left, right) in zip(pairwise(places), pairwise(worth), strict=True):
            mine = sum(found[c] * x for c, x in gap(draft, known, a, b).items())
            assert mine == pytest.approx((left - right) / SCALE, abs=1e-4)


def test_a_tie_is_near_and_one_point_of_many_is_enough():
    sheet = {
        "quiet": {"now": 60_000, "later": 20_000, "never": 0},
        "land": {"0": 0, "1": 30_000},
        "watch": {"none": 0, "few": 0, "many": 10_000},
    }
    changes = {
        "positions.a": {
            "points": sheet,
            "no_deal": {"points": 20_001} | DESK,
            "packages": {"calm": {"quiet": "later"}, "now": {"quiet": "now"}},
            "answers": [told("no_deal > calm"), told("calm > now")],
        },
        "proposals.answer.responses": [{"by": "a", "is": "deferred", "on": 2020}],
    }
    found = answered(space_of(changes), A)
    assert [each.agrees for each in found.told] == [1, 0]
    assert found.importance.kept == 0
    assert found.contradictions.sets == ((1,),)
    near = answered(space_of(changes | {ANSWERS: [told("calm ~ no_deal")]}), A)
    assert [each.agrees for each in near.told] == [1]
    clear = answered(space_of(changes | {ANSWERS: [told("now > calm")]}), A)
    assert clear.contradictions.sets == ()
    assert clear.admitted is None
