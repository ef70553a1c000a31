"""Ledgers against utilities added up draw by draw."""

import numpy as np
import pytest
from hypothesis import given, settings
from models import oracle_offers as long_way
from models.offer_cases import spaces
from small_case import small

from parley.draws import draws
from parley.lenses.offers.concessions import concessions
from parley.lenses.offers.packages import whole_packages
from parley.lenses.offers.standing import texts
from parley.lenses.offers.zone import zones
from parley.models.offer_space import offer_space

few = settings(max_examples=30, deadline=None)
N = 3
LOW_MID_HIGH = (0.05, 0.5, 0.95)


def found_in(space):
    return concessions(space, texts(space), whole_packages(space, zones(space)))


def rows(oracle, party, package, start, k):
    """What each issue, and then all combinations together, changes for the party in a draw."""
    by_issue = [
        long_way.issue_utility(oracle, party, i, new, k)
        - long_way.issue_utility(oracle, party, i, old, k)
        for i, (new, old) in enumerate(zip(package, start, strict=True))
    ]
    new, old = (sum(long_way.combined(oracle, party, x, k)) for x in (package, start))
    return [*by_issue, new - old]


def check(oracle, ledger, parties, package, starts):
    """Every number of a ledger: starts holds each party's own."""
    assert ledger.net.shape == (len(parties), 3)
    for p, (party, start) in enumerate(zip(parties, starts, strict=True)):
        table = [rows(oracle, party, package, start, k) for k in range(N)]
        net = [
            long_way.utility(oracle, party, package, k) - long_way.utility(oracle, party, start, k)
            for k in range(N)
        ]
        given_up = [-sum(min(x, 0) for x in each) for each in table]
        gained = [sum(max(x, 0) for x in each) for each in table]
        assert [g - u for g, u in zip(gained, given_up, strict=True)] == net
        for mine, expected in (
            (ledger.net, net),
            (ledger.given, given_up),
            (ledger.gained, gained),
        ):
            assert mine[p] == pytest.approx(quantiles(expected), abs=1e-12)
        for i, column in enumerate(zip(*table, strict=True)):
            assert ledger.change[i, p] == pytest.approx(quantiles(column), abs=1e-12)
            assert ledger.gains[i, p] == pytest.approx(sum(x > 0 for x in column) / N)
            assert ledger.loses[i, p] == pytest.approx(sum(x < 0 for x in column) / N)


def quantiles(numbers):
    return [long_way.quantile(numbers, q) / long_way.UNIT for q in LOW_MID_HIGH]


@few
@given(spaces(N))
def test_a_text_is_held_against_the_present_state(question):
    oracle, space = question
    found, known = found_in(space).texts, long_way.texts(oracle)
    first = sorted(range(len(known)), key=lambda t: (-sum(known[t][3]), t))[:1]
    assert [each.text for each in found] == first  # all texts of a random case have one proposer
    for each in found:
        now = long_way.present(oracle, {})
        check(oracle, each.ledger, oracle.parties, known[each.text][2], [now] * len(oracle.parties))


@few
@given(spaces(N))
def test_each_who_must_consent_starts_from_its_own_text_or_from_what_it_likes_best(question):
    oracle, space = question
    known, every = long_way.texts(oracle), long_way.packages(oracle)
    for each in found_in(space).openings:
        party, package = space.parties[each.party], tuple(each.package.tolist())
        own = [t for t, text in enumerate(known) if oracle.case.proposals[text[0]].by == (party,)]
        if own:
            most = max(sum(known[t][3]) for t in own)
            assert each.text == next(t for t in own if sum(known[t][3]) == most)
            assert package == known[each.text][2]
        else:
            assert each.text is None
            liked = {x: sum(long_way.utility(oracle, party, x, k) for k in range(N)) for x in every}
            assert liked[package] == max(liked.values())
    assert [space.parties[each.party] for each in found_in(space).openings] == [
        party for party in oracle.parties if party in oracle.consent
    ]


@few
@given(spaces(N))
def test_the_widest_package_is_held_against_every_opening(question):
    oracle, space = question
    whole = whole_packages(space, zones(space))
    found = concessions(space, texts(space), whole)
    assert (found.widest is None) == (whole.widest is None)
    if found.widest is not None:
        starts = [tuple(each.package.tolist()) for each in found.openings]
        parties = [space.parties[p] for p in space.consent]
        check(oracle, found.widest, parties, tuple(whole.widest.levels.tolist()), starts)


def three_texts(**by):
    made = {
        name: {
            "title": "T", "short": name, "by": who, "on": "2020-01-05",
            "terms": {"says": "x", "sets": sets},
        }
        for name, (who, sets) in by.items()
    }  # fmt: skip
    case = small({"proposals": made, "constraints": []})
    return offer_space(case, draws(case, 5))


def test_two_texts_are_shown_the_fullest_of_each_proposer():
    space = three_texts(
        one=("a", {"quiet": "now"}), two=("b", {"quiet": "later", "land": 1}),
        three=("b", {"quiet": "later", "land": 1, "watch": "few"}), four=("c", {"land": 1}),
    )  # fmt: skip
    found = found_in(space)
    assert [space.texts[each.text].proposal for each in found.texts] == ["three", "one"]
    assert [space.texts[each.text].proposal for each in found.openings] == ["one", "three"]


def test_a_text_put_forward_with_others_is_nobodys_opening():
    space = three_texts(joint=(["a", "b"], {"land": 1}), own=("a", {"quiet": "now", "land": 1}))
    openings = found_in(space).openings
    assert [each.text for each in openings] == [1, None]
    liked = space.sample.mean().utility
    assert openings[1].package.tolist() == [int(table[:, 1].argmax()) for table in liked]


def test_a_text_that_was_withdrawn_opens_nothing():
    gone = {"title": "T", "short": "T", "by": "a", "on": "2020-01-05",
            "terms": {"says": "x", "sets": {"quiet": "now", "land": 1}},
            "responses": [{"by": "a", "is": "withdrawn", "on": "2020-01-06"}]}  # fmt: skip
    case = small({"proposals": {"gone": gone}})
    found = found_in(offer_space(case, draws(case, 5)))
    assert found.texts == ()
    assert [each.text for each in found.openings] == [None, None]


def test_a_ledger_of_exact_numbers_worked_out_by_hand():
    """a: now 1, later 1/2, never 0, and 0.3 more for quiet now with land 1."""
    exact = {"by": "d", "on": "2020", "because": "x"}
    view = {"inferred": {"values": {"now": 1, "later": 0.5, "never": 0}} | exact}
    more = {"inferred": {"values": {0: 1, 1: 0}} | exact}
    case = small(
        {
            "positions.a": {
                "importance": {"weights": {"quiet": 3, "land": 1, "watch": 0}} | exact,
                "no_deal": {"value": 0} | exact,
                "issues": {"quiet": view, "land": more},
                "together": [{"when": "quiet=now and land=1", "worth": 0.3} | exact],
            },
            "constraints": [],
            "proposals.plan.terms": {"says": "x", "sets": {"quiet": "now", "land": 1}},
            "proposals.plan.responses": [],
        }
    )
    space = offer_space(case, draws(case, 3))
    ledger = next(each.ledger for each in found_in(space).texts if each.text == 0)
    assert ledger.change[:, 0, 1] == pytest.approx([0.75, -0.25, 0, 0.3])
    assert np.array([ledger.given, ledger.gained, ledger.net])[:, 0, 1] == pytest.approx(
        [0.25, 1.05, 0.8]
    )
