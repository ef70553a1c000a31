"""The offers lens against the long way round on random cases, and what it says of small ones."""

import re
from dataclasses import replace
from functools import cached_property
from importlib import import_module

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from models import oracle_offers as long_way
from models.offer_cases import cases
from small_case import small

from parley.blocks import Bullets, Figure, Note, Table
from parley.draws import draws
from parley.lenses import offers
from parley.lenses.offers.conflict import conflict
from parley.lenses.offers.recorded import recorded
from parley.lenses.offers.standing import QUANTILES, texts
from parley.lenses.offers.zone import SOLUTIONS, central_frontier, zones
from parley.models.domain import points
from parley.models.offer_space import SCALE
from parley.models.solver import Found

DESK = {"by": "desk", "on": "2020", "because": "x"}
N = 3


def solved(changes=None, n=50):
    case = small(changes)
    return offers.solve(offers.build(case, draws(case, n)))


def blocks_of(result, kind):
    return [block for block in offers.describe(result) if isinstance(block, kind)]


def sentences(result):
    return " ".join(note.text for note in blocks_of(result, Note))


def table(result, title):
    return next(block for block in blocks_of(result, Table) if block.title.startswith(title))


class Parts:
    """The parts of the lens's result, each found when it is asked for."""

    def __init__(self, space):
        self.space = space

    @cached_property
    def zones(self):
        return zones(self.space)

    @cached_property
    def texts(self):
        return texts(self.space)

    @cached_property
    def conflict(self):
        return conflict(self.space)

    @cached_property
    def central_gain(self):
        domain, found = central_frontier(self.space)
        return (found.found.utility - domain.floor) / SCALE


@st.composite
def questions(draw):
    """A random case that admits some package, the long way round it, and the lens's parts."""
    case = draw(cases())
    sample = draws(case, N, draw(st.integers(0, 1000)))
    oracle = long_way.Oracle(case, sample)
    allowed = long_way.packages(oracle)
    if not allowed:
        return oracle, allowed, None
    return oracle, allowed, Parts(offers.build(case, sample))


# against the long way round


@settings(max_examples=120, deadline=None)
@given(questions())
def test_a_zone_exists_where_enumeration_finds_one(question):
    oracle, allowed, result = question
    if result is None:
        return
    found, space = result.zones, result.space
    check_zone(oracle, allowed, found.every)
    kept = [
        package
        for package in allowed
        if not any(
            long_way.red(oracle, party, name, level)
            for party in oracle.consent
            for name, level in zip(oracle.case.issues, package, strict=True)
        )
    ]
    assert (found.kept is None) == (not kept)
    if found.kept is not None:
        check_zone(oracle, kept, found.kept)
    ended = [p for p in kept if all(p[i] in levels for i, levels in space.stops)]
    assert (found.ended is None) == (not ended or not space.stops)
    if found.ended is not None:
        check_zone(oracle, ended, found.ended)
        assert (found.ended.packages["Nash"][found.ended.exists] >= 0).all()  # nothing narrower


def check_zone(oracle, allowed, zone):
    """What a narrower set has already shown is not searched again: then nan and -1."""
    assert zone.decided.all()
    for k in range(N):
        found = long_way.rational(oracle, allowed, k)
        assert zone.exists[k] == bool(found)
        if not np.isnan(zone.worst[k]):
            assert zone.worst[k] == pytest.approx(long_way.shortfall(oracle, allowed, k))
        assert found or not np.isnan(zone.worst[k])
        for name, principle in long_way.SOLUTIONS.items():
            picked = tuple(zone.packages[name][k].tolist())
            if picked[0] >= 0:
                assert found[picked] in principle(found), name
            else:
                assert not found or np.isnan(zone.worst[k])


@settings(max_examples=60, deadline=None)
@given(questions())
def test_texts_are_accepted_as_the_long_way_accepts_them(question):
    oracle, _, result = question
    if result is None:
        return
    found = long_way.texts(oracle)
    assert len(found) == len(result.texts.accepts) == len(result.texts.together)
    for t, text in enumerate(found):
        for p, party in enumerate(oracle.parties):
            gains = [long_way.gains(oracle, text[2], k, [party])[0] for k in range(N)]
            accepts = [long_way.acceptable(oracle, text, party, k) for k in range(N)]
            assert result.texts.worth[t, p] == pytest.approx(np.mean([gain >= 0 for gain in gains]))
            assert result.texts.accepts[t, p] == pytest.approx(np.mean(accepts))
            for q, share in enumerate(QUANTILES):
                expected = long_way.quantile(gains, share) / SCALE
                assert result.texts.gain[t, p, q] == pytest.approx(expected, abs=1e-12)
        agreed = [
            long_way.enough(
                oracle, [p for p in oracle.parties if long_way.acceptable(oracle, text, p, k)]
            )
            for k in range(N)
        ]
        assert result.texts.together[t] == pytest.approx(np.mean(agreed))


@settings(max_examples=60, deadline=None)
@given(questions())
def test_conflict_is_what_the_long_way_adds_up(question):
    oracle, _, result = question
    if result is None:
        return
    shares = [long_way.conflict(oracle, k) for k in range(N)]
    for i in range(len(oracle.case.issues)):
        for q, at in enumerate(QUANTILES):
            expected = long_way.quantile([draw[i] for draw in shares], at)
            assert result.conflict[i, q] == pytest.approx(expected, abs=1e-9)


@settings(max_examples=60, deadline=None)
@given(questions())
def test_answers_on_record_are_the_last_and_definite_ones(question):
    oracle, _, result = question
    if result is None:
        return
    expected = {}
    read = long_way.texts(oracle)
    for name in dict.fromkeys(text[0] for text in read):
        for party in oracle.parties:
            given_by = [
                answer
                for answer in oracle.case.proposals[name].responses
                if answer.by == party and not answer.items
            ]
            last = max(given_by, key=lambda answer: str(answer.on), default=None)
            if last is None or last.state not in ("accepted", "rejected"):
                continue
            ways = [text[2] for text in read if text[0] == name]
            some = [
                any(long_way.gains(oracle, way, k, [party])[0] >= 0 for way in ways)
                for k in range(N)
            ]
            share = np.mean(some)
            expected[name, party] = share if last.state == "accepted" else 1 - share
    found = {(r.proposal, oracle.parties[r.party]): r.agrees for r in result.texts.recorded}
    assert found == pytest.approx(expected)


@settings(max_examples=60, deadline=None)
@given(questions())
def test_the_frontier_at_the_mean_is_made_of_possible_packages(question):
    oracle, allowed, result = question
    if result is None:
        return
    means = [
        np.mean([long_way.gains(oracle, package, k) for k in range(N)], axis=0) / SCALE
        for package in allowed
    ]
    near = 1e-8  # a mean is rounded to whole units, once for each issue
    for gain in result.central_gain:
        assert min(np.abs(mean - gain).max() for mean in means) < near
        assert not any((mean > gain + near).all() for mean in means)
    best = max(mean.min() for mean in means)
    assert (len(result.central_gain) > 0) == (best >= -0.25) or abs(best + 0.25) < near


@settings(max_examples=20, deadline=None)
@given(questions())
def test_every_random_case_is_put_into_words(question):
    _, _, result = question
    if result is None:
        return
    blocks = offers.describe(offers.solve(result.space))
    assert [b.role for b in blocks if isinstance(b, Note)].count("answer") == 1
    for block in blocks:
        if isinstance(block, Note):
            assert re.search(r"[.]$", block.text), block.text
            assert not re.search(r"\bnan\b|\binf\b|None|\d\.\d{5}", block.text), block.text


# what holds whatever the numbers


@settings(max_examples=40, deadline=None)
@given(cases(), st.integers(0, 100))
def test_a_better_no_deal_never_opens_a_zone(case, seed):
    sample = draws(case, N, seed)
    if not long_way.packages(long_way.Oracle(case, sample)):
        return
    space = offers.build(case, sample)
    before = Parts(space)
    dearer = replace(space.sample, no_deal=space.sample.no_deal + SCALE // 10)
    after = Parts(replace(space, sample=dearer))
    assert (after.zones.every.exists <= before.zones.every.exists).all()
    assert (after.texts.accepts <= before.texts.accepts).all()
    assert (after.zones.kept is None) == (before.zones.kept is None)
    if before.zones.kept is not None:
        assert (before.zones.kept.exists <= before.zones.every.exists).all()


@settings(max_examples=40, deadline=None)
@given(cases(), st.integers(0, 100))
def test_the_order_of_those_who_consent_changes_no_share(case, seed):
    sample = draws(case, N, seed)
    if not long_way.packages(long_way.Oracle(case, sample)):
        return
    turned = case.model_copy(update={"consent": case.consent[::-1]})
    one, two = (Parts(offers.build(each, sample)) for each in (case, turned))
    assert np.array_equal(one.texts.together, two.texts.together)
    assert np.array_equal(one.conflict, two.conflict)
    before, after = one.zones.every, two.zones.every
    assert np.array_equal(before.exists, after.exists)
    assert all(np.array_equal(before.packages[s], after.packages[s]) for s in SOLUTIONS)


# words


def exact(**worth):
    """Two issues of two options, a alone and b alone at 1; no deal as given; one draw will do."""
    view = {"inferred": {"values": {"now": 1, "later": 0.5, "never": 0}} | DESK}
    other = {"inferred": {"values": {"now": 0, "later": 0.5, "never": 1}} | DESK}
    return {
        "constraints": [],
        "issues": {
            "quiet": {
                "name": "Quiet", "question": "?", "if_silent": "never",
                "options": {"now": "At once", "later": "In a month", "never": "Never"},
            }
        },
        "positions.a": {"no_deal": {"value": worth["a"]} | DESK, "issues": {"quiet": view}},
        "positions.b": {"no_deal": {"value": worth["b"]} | DESK, "issues": {"quiet": other}},
        "positions.c": {},
        "proposals.plan.terms": {
            "one_of": [
                {"item": "A", "says": "x", "sets": {"quiet": "now"}},
                {"item": "B", "says": "x", "sets": {"quiet": "later"}},
            ]
        },
        "proposals.answer.terms": {"says": "x"},
    }  # fmt: skip


def test_an_answer_worked_out_by_hand():
    """a: now 1, later 1/2, never 0; b the other way round. No deal 0.4 and 0.3: only later."""
    result = solved(exact(a=0.4, b=0.3), n=4)
    assert result.zones.every.exists.all()
    assert result.zones.every.worst == pytest.approx([0.1] * 4)
    assert all((packages == 1).all() for packages in result.zones.every.packages.values())
    assert result.texts.accepts.tolist() == [[1, 0], [1, 1]]
    assert result.texts.together.tolist() == [0, 1]
    assert result.texts.gain[0, :, 1] == pytest.approx([0.6, -0.3])
    answer = next(iter(offers.describe(result)))
    assert answer.text == (
        "On the preferences the case records, at least one package among 3 is worth no deal or "
        "more to both Alba and Bor. Nothing in the case leaves this open."
    )
    assert (answer.role, answer.page) == ("answer", "open")
    assert "without crossing a red line: Plan, option B in most draws" in sentences(result)


def test_no_deal_better_than_any_package():
    result = solved(exact(a=0.7, b=0.4), n=4)
    assert not result.zones.every.exists.any()
    assert result.zones.every.worst == pytest.approx([-0.2] * 4)
    words = sentences(result)
    assert "records, no package among 3 is worth no deal or more to both Alba and Bor." in words
    assert (
        "0.20 short of its no-deal value (median; 1 is every issue going from worth nothing to "
        "worth all to the party)"
    ) in words
    assert "No text on the table is worth no deal or more to both Alba and Bor in any draw" in words
    assert "No such package was found" in words


def sheet(least, *points):
    known = dict(zip(("now", "later", "never"), points, strict=True))
    return {"points": {"quiet": known}, "no_deal": {"points": least} | DESK}


def test_the_answer_goes_by_the_consent_rule():
    """now suits Alba and Castellan, later nobody, never Bor."""
    three = {
        "positions.a": sheet(7, 10, 5, 0),
        "positions.b": sheet(4, 0, 3, 10),
        "positions.c": sheet(7, 10, 5, 0),
        "consent": ["a", "b", "c"],
    }
    first = "no package among 3 is worth no deal or more to all of Alba, Bor and Castellan."
    everybody = sentences(solved(exact(a=0, b=0) | three, n=2))
    assert first in everybody
    assert "consent rule" not in everybody
    rule = {"consent_rule": {"at_least": 2}}
    words = sentences(solved(exact(a=0, b=0) | three | rule, n=2))
    assert first in words
    assert "2 of the 3 are enough: a package worth no deal or more to such a group, and" in words
    assert "crossing none of its red lines, exists." in words
    rule = {"consent_rule": {"at_least": 2, "including": ["b"]}}
    words = sentences(solved(exact(a=0, b=0) | three | rule, n=2))
    assert "2 of the 3, Bor among them, are enough: " in words
    assert "crossing none of its red lines, does not exist." in words


def test_units_are_said_as_each_party_was_asked():
    one, both = {"positions.a": sheet(7, 10, 5, 0)}, {"positions.b": sheet(4, 0, 3, 10)}
    whole = "1 is every issue going from worth nothing to worth all to the party"
    for sheets, told in (
        ({}, f"{whole})"),
        (one, f"{whole} or, on a score sheet, its best total of points)"),
        (one | both, "1 is the best total of the party's score sheet)"),
    ):
        assert told in sentences(solved(exact(a=0.7, b=0.4) | sheets, n=2))
    assert "Rankings stand for" not in sentences(
        solved(exact(a=0, b=0) | one | both | {"positions.c": sheet(0, 0, 0, 0)}, n=2)
    )


def test_out_of_reach_is_said_without_a_number():
    result = solved(exact(a=1, b=1), n=4)
    assert np.isneginf(result.zones.every.worst).all()
    assert "leaves somebody far below no deal" in sentences(result)


def test_a_red_line_in_what_a_text_says_makes_it_unacceptable():
    red = {"positions.b.issues.quiet.stated": [{"red": "later"}]}
    result = solved(exact(a=0.4, b=0.3) | red, n=4)
    assert result.texts.worth.tolist() == [[1, 0], [1, 1]]
    assert result.texts.accepts.tolist() == [[1, 0], [1, 0]]
    assert result.texts.together.tolist() == [0, 0]
    crossing = blocks_of(result, Bullets)[0]
    assert [item.value for item in crossing.items] == [
        "Plan, option B: red line of Bor on Quiet. Leaving red lines aside, worth no deal or more "
        "to it in 100% of draws."
    ]
    assert crossing.items[0].refs == ("positions.b.issues.quiet",)
    row = table(result, "Each text").rows[1]
    assert [cell.value for cell in row[:6]] == ["Plan, option B", 1, "Bor: Quiet", 1.0, 0.0, 0.0]
    bars = {(r[0].value, r[1].value): r[2].value for r in blocks_of(result, Figure)[0].data.rows}
    assert bars["Plan, option B", "Bor"] == 0.0
    assert "Alba and Bor; each of them crosses a red line." in sentences(result)


def test_silence_on_a_red_line_is_shown_and_not_counted():
    red = {"positions.b.issues.quiet.stated": [{"red": "never"}]}
    two = {"issues.watch": {"name": "Watch", "question": "?", "range": [0, 1], "if_silent": 0}}
    text = {"proposals.answer.terms": {"says": "x", "sets": {"watch": 1}}}
    changes = exact(a=0, b=0)
    result = solved({**changes, **two, **text, **red}, n=4)
    assert result.texts.left[2] == ((0, 1),)
    assert result.texts.crossed[2] == ()
    assert result.texts.accepts[2].tolist() == [1, 1]
    assert table(result, "Each text").rows[2][2].value == "Bor: Quiet (by silence)"
    assert not [b for b in blocks_of(result, Bullets) if b.title.startswith("Texts that cross")]


def test_no_package_left_when_every_red_line_is_kept():
    red = [{"red": ["now", "later", "never"]}]
    result = solved(exact(a=0, b=0) | {"positions.b.issues.quiet.stated": red}, n=2)
    assert result.zones.kept is None
    assert "Alba and Bor; none is left if every red line is kept." in sentences(result)


def test_the_model_is_held_against_the_answers_on_record():
    """Bor's last answer to the whole plan is no, though the model finds a way worth it."""
    result = solved(exact(a=0.4, b=0.3), n=4)
    assert [(r.proposal, r.party, r.answer.state, r.agrees) for r in result.texts.recorded] == [
        ("plan", 1, "rejected", 0.0)
    ]
    shown = table(result, "Answers on record")
    values = [cell.value for cell in shown.rows[0]]
    assert values == ["Plan", "Bor", "rejected", "6 January 2020", 0.0]
    assert shown.rows[0][2].refs == ("k2",)
    (doubt,) = [note for note in blocks_of(result, Note) if note.role == "warning"]
    assert doubt.text == (
        "Bor rejected Plan (6 January 2020), yet the text is worth no deal or more to it in 100% "
        "of draws. Either its value of no deal or its rankings are recorded too favourably for "
        "the text, or the answer has reasons outside the listed issues."
    )
    assert doubt.refs == ("k2", "positions.b.no_deal")


def test_an_answer_the_model_agrees_with_raises_no_doubt():
    result = solved(exact(a=0.4, b=0.6), n=4)
    assert [r.agrees for r in result.texts.recorded] == [1.0]
    assert not [note for note in blocks_of(result, Note) if note.role == "warning"]


def test_an_acceptance_that_the_model_does_not_see():
    yes = [{"by": "b", "is": "accepted", "on": "2020-01-06", "from": "k2", "unverified": True}]
    result = solved(exact(a=0.4, b=0.6) | {"proposals.plan.responses": yes}, n=4)
    assert "Bor accepted Plan (6 January 2020) (unverified), yet the text is worth less than no " \
        "deal to it in 100% of draws" in sentences(result)  # fmt: skip
    assert table(result, "Answers on record").rows[0][2].value == "accepted (unverified)"


def test_a_red_line_explains_a_refusal():
    red = {"positions.b.issues.quiet.stated": [{"red": ["now", "later"]}]}
    result = solved(exact(a=0.4, b=0.3) | red, n=4)
    assert result.texts.recorded[0].crossed == (0,)
    assert "crosses a red line of the party (Quiet), which explains a refusal." in sentences(result)
    yes = [{"by": "b", "is": "accepted", "on": "2020-01-06"}]
    accepted = exact(a=0.4, b=0.6) | red | {"proposals.plan.responses": yes}
    assert "explains a refusal" not in sentences(solved(accepted, n=4))
    one_way = {"positions.b.issues.quiet.stated": [{"red": "later"}]}
    assert solved(exact(a=0.4, b=0.3) | one_way, n=4).texts.recorded[0].crossed == ()


@pytest.mark.parametrize(
    ("answers", "found"),
    [
        ([("rejected", "2020-01-05", []), ("deferred", "2020-01-06", [])], []),
        ([("deferred", "2020-01-06", []), ("rejected", "2020-01-05", [])], []),
        ([("rejected", "2020-01-06", []), ("deferred", "2020-01-05", [])], ["rejected"]),
        ([("accepted", "the day after talk", []), ("rejected", "2020-01-05", [])], ["accepted"]),
        ([("rejected", "2020-01-05", []), ("accepted", "2020-01-06", ["A"])], ["rejected"]),
        ([("rejected", "2020-01-05", ["A"])], []),
        ([("in principle", "2020-01-05", [])], []),
        ([], []),
    ],
)
def test_only_the_last_answer_to_the_whole_text_counts(answers, found):
    given_by = [{"by": "b", "is": state, "on": on, "items": items} for state, on, items in answers]
    result = solved(exact(a=0.4, b=0.3) | {"proposals.plan.responses": given_by}, n=2)
    assert [r.answer.state for r in result.texts.recorded] == found


def test_a_yes_to_a_choice_needs_one_way_and_a_no_needs_every_way():
    space = offers.build(small(exact(a=0.4, b=0.3)), draws(small(exact(a=0.4, b=0.3)), 2))
    ways = np.array([[[True, False], [True, False]], [[True, True], [True, False]]])
    (found,) = recorded(space, ways, ((), ()))
    assert (found.answer.state, found.agrees) == ("rejected", 0.5)


def test_a_case_without_texts_still_has_an_answer():
    result = solved({**exact(a=0.4, b=0.3), "proposals": {}}, n=2)
    assert "No proposal of the case settles a listed issue" in sentences(result)
    assert not any("Each text" in block.title for block in blocks_of(result, Table))


def test_a_search_that_did_not_finish_is_said_and_not_counted():
    result = solved(exact(a=0.4, b=0.3), n=4)
    half = np.array([True, True, False, False])
    zone = replace(result.zones.every, decided=half, exists=half)
    words = sentences(replace(result, zones=replace(result.zones, every=zone)))
    assert "in 100% of 2 draws" in words
    assert "In 2 further draws the search did not finish." in words
    nothing = replace(result.zones.every, decided=np.zeros(4, bool), exists=np.zeros(4, bool))
    assert "Not known: the search for a package did not finish" in sentences(
        replace(result, zones=replace(result.zones, every=nothing))
    )


def gives_up(domain, floor=None):
    found = points(domain, floor=floor)
    nothing = replace(found.found, utility=found.found.utility[:0], complete=False)
    return replace(found, found=nothing, package=found.package[:0])


def test_a_solver_answers_where_the_merge_gives_up(monkeypatch):
    monkeypatch.setattr(import_module("parley.lenses.offers.zone"), "points", gives_up)
    found = solved(exact(a=0.4, b=0.3), n=4).zones.every
    assert (found.share, found.missing) == (1.0, None)
    assert np.isnan(found.worst).all()
    none = solved(exact(a=0.7, b=0.4), n=4).zones.every
    assert (none.share, none.missing) == (0.0, None)


def test_a_failed_search_is_never_no_zone(monkeypatch):
    monkeypatch.setattr(import_module("parley.lenses.offers.zone"), "points", gives_up)
    failed = Found(status="failed")
    monkeypatch.setattr("parley.models.solver.feasible", lambda _: failed)
    result = solved(exact(a=0.4, b=0.3), n=4)
    assert not result.zones.every.decided.any()
    assert (result.zones.every.share, result.zones.every.missing) == (None, None)
    assert "Not known" in sentences(result)


def test_packages_are_searched_once_where_no_red_line_takes_one_away():
    assert (plain := solved(exact(a=0.4, b=0.3), n=2)).zones.kept is plain.zones.every
    red = {"positions.b.issues.quiet.stated": [{"red": "now"}]}
    held = solved(exact(a=0.4, b=0.3) | red, n=2)
    assert held.zones.kept is not held.zones.every


def test_a_deal_among_many_packages_is_said_to_be_no_surprise():
    few = solved(exact(a=0.4, b=0.3), n=2)
    assert "easily so" not in sentences(few)
    named = {
        f"issues.more{i}": {"name": f"More {i}", "question": "?", "range": [0, 1], "if_silent": 0}
        for i in range(4)
    }
    many = solved({**exact(a=0.1, b=0.1), **named}, n=4)
    assert "at least one package among 43,923 is worth" in sentences(many)
    assert "packages and with so much left open, this is easily so" in sentences(many)
    none = solved({**exact(a=1, b=1), **named}, n=4)
    assert "easily so" not in sentences(none)


@pytest.mark.parametrize("state", ["replaced", "withdrawn", "expired"])
def test_a_text_that_no_longer_stands_is_not_called_on_the_table(state):
    new = {"title": "New", "short": "New", "by": "b", "on": "2020-01-09", "terms": {"says": "x"}}
    gone = (
        {"proposals.new": new | {"replaces": "plan"}}
        if state == "replaced"
        else {"proposals.plan.responses": [{"by": "a", "is": state, "on": "2020-01-09"}]}
    )
    result = solved(exact(a=0.4, b=0.3) | gone, n=2)
    assert result.texts.standing == ()
    assert "No text that settles a listed issue still stands." in sentences(result)
    assert len(table(result, "Each text").rows) == 2


def test_a_text_that_the_constraints_rule_out_is_named():
    assert "Against the constraints" not in sentences(solved(exact(a=0.4, b=0.3), n=2))
    words = sentences(solved(exact(a=0.4, b=0.3) | {"constraints": ["quiet!=now"]}, n=2))
    assert "where a text is silent: Plan, option A. What is said" in words


def test_many_texts_are_all_in_the_table():
    one = {"title": "T", "short": "T", "by": "a", "on": "2020-01-05"}
    many = {
        f"proposals.t{i}": one
        | {"short": f"Text {i}", "terms": {"says": "x", "sets": {"quiet": "now"}}}
        for i in range(14)
    }
    result = solved(exact(a=0.4, b=0.3) | many, n=2)
    assert len(table(result, "Each text").rows) == 16
    figure = blocks_of(result, Figure)[0]
    assert len(figure.data.rows) == 24
    assert "The first 12 of 16 texts." in figure.alt


def test_three_who_must_consent_have_no_plane_but_everything_else():
    deal = {"value": 0.1} | DESK
    result = solved(exact(a=0.2, b=0.2) | {"consent": ["a", "b", "c"], "positions.c.no_deal": deal})
    assert "all of Alba, Bor and Castellan" in sentences(result)
    titles = [figure.title for figure in blocks_of(result, Figure)]
    assert not any("frontier" in title for title in titles)
