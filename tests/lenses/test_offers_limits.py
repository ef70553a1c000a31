"""Cases at the edge of what can be asked: an answer, clear sentences, the rest of the report."""

import re
import sys

import numpy as np
import pytest
from small_case import small

from parley.blocks import Bullets, Note, Table
from parley.draws import draws
from parley.lenses import hinges, offers
from parley.models.solver import model as solver_model
from parley.models.solver.program import Outcome
from parley.report import report
from parley.views.text import text as as_text

DESK = {"by": "desk", "on": "2020", "because": "x"}
PACKAGES = sys.modules["parley.models.domain.packages"]  # the function has the same name


def solved(changes=None, n=6):
    case = small(changes)
    return offers.solve(offers.build(case, draws(case, n)))


def words(result):
    return " ".join(b.text for b in offers.describe(result) if isinstance(b, Note))


def check_said(result):
    """One answer, whole sentences, no number that is none, nothing empty."""
    blocks = offers.describe(result)
    notes = [b for b in blocks if isinstance(b, Note)]
    assert [note.role for note in notes].count("answer") == 1
    for note in notes:
        assert note.text.endswith("."), note.text
        assert not re.search(r"\bnan\b|\binf\b|None|-?0\.\d{5}|  ", note.text), note.text
    for block in blocks:
        if isinstance(block, Table):
            assert block.rows, block.title
            cells = [str(cell.value) for row in block.rows for cell in row]
            assert not [cell for cell in cells if re.search(r"\bnan\b|\binf\b", cell)], block.title
        if isinstance(block, Bullets):
            assert block.items, block.title
    return blocks


# no deal above anything


def test_no_deal_above_the_best_package():
    result = solved({f"positions.{p}.no_deal": {"value": 1} | DESK for p in "ab"})
    check_said(result)
    assert result.zones.every.share == 0
    assert result.whole.widest is None
    assert result.whole.picked == ()
    assert result.bargaining.patience == ()
    assert "in 0% of 6 draws" in words(result)
    assert len(result.cuts) == 2
    assert sum(result.cuts) > 0


def test_a_better_no_deal_leaves_the_rest_of_the_report_as_it_is():
    plain, dear = (report(small(more), n=6) for more in ({}, {"positions.b.no_deal.value": 1}))
    assert [s.question for s in plain.sections] == [s.question for s in dear.sections]
    for before, after in zip(plain.sections, dear.sections, strict=True):
        same = [notes(section) for section in (before, after)]
        hangs_on_it = before.question in (offers.QUESTION, hinges.QUESTION)
        assert (same[0] == same[1]) == (not hangs_on_it)


def notes(section):
    return [b.text for b in section.blocks if isinstance(b, Note)]


# constraints


def test_constraints_that_contradict_each_other_are_named_and_the_rest_is_reported():
    made = report(small({"constraints": ["watch=none", "land<=1", "watch=many"]}), n=6)
    plain = report(small(), n=6)
    assert [s.question for s in made.sections] == [s.question for s in plain.sections]
    section = next(s for s in made.sections if s.question == offers.QUESTION)
    told = " ".join(b.text for b in section.blocks if isinstance(b, Note))
    assert "no package satisfies constraints 1, 3 together" in told
    assert "no package satisfies constraints 1, 3 together" in as_text(made)


# too many packages, and a solver that fails


@pytest.fixture
def unlisted(monkeypatch):
    """No cluster of linked issues is listed: quiet and land are left to a solver."""
    monkeypatch.setattr(PACKAGES, "LARGEST", 4)


@pytest.fixture
def failing(monkeypatch):
    """Every back-end gives up at once."""

    def nothing(*_):
        return Outcome(status="failed")

    monkeypatch.setattr(solver_model, "BACKENDS", dict.fromkeys(solver_model.BACKENDS, nothing))


def test_a_solver_finds_what_listing_finds(monkeypatch):
    listed = solved()
    monkeypatch.setattr(PACKAGES, "LARGEST", 4)
    result = solved()
    assert result.space.sample.packages.rows is None
    check_said(result)
    assert result.zones.every.exists.tolist() == listed.zones.every.exists.tolist()
    assert result.zones.kept.exists.tolist() == listed.zones.kept.exists.tolist()
    assert np.array_equal(result.texts.accepts, listed.texts.accepts)
    assert not result.whole.proved
    gained = {
        name: each.gain[:2, 1].tolist() for each in result.whole.picked for name in each.names
    }
    expected = {
        name: each.gain[:2, 1].tolist() for each in listed.whole.picked for name in each.names
    }
    assert gained == expected
    assert result.approaches[0].cheapest.cost == listed.approaches[0].cheapest.cost


@pytest.mark.usefixtures("unlisted", "failing")
def test_a_solver_that_fails_is_never_taken_for_no_zone():
    result = solved()
    check_said(result)
    every = result.zones.every
    assert not every.decided.any()
    assert (every.share, every.missing) == (None, None)
    told = words(result)
    assert "Not known: the search for a package did not finish" in told
    assert not re.search(r"in 0% of|[Nn]o zone|No such package|far below|No package", told)
    assert "No demands conflict" not in told
    assert result.obstacles.cut.cut is None
    assert result.obstacles.conflicts.conflicts == ()
    assert all((fits == -1).all() for fits in result.obstacles.fits.fits)
    assert not any(way.cheapest.proved for way in result.approaches)


@pytest.mark.usefixtures("unlisted", "failing")
def test_a_solver_that_fails_spares_what_needs_none():
    result = solved()
    assert len(result.texts.accepts) == 3
    assert all(way.changes.steps for way in result.approaches)
    made = report(small(), n=6)
    assert len(made.sections) == len(report(small({"proposals": {}}), n=6).sections)


# nothing at stake


def indifferent(party):
    """Every option of every issue is worth the same to it, and no deal is as well."""
    tied = {
        "quiet": {"inferred": {"ranks": "now ~ later ~ never"} | DESK},
        "land": {"inferred": {"values": {0: 0, 1: 0}} | DESK},
        "watch": {"inferred": {"ranks": "none ~ few ~ many"} | DESK},
    }
    return {f"positions.{party}": {"issues": tied, "no_deal": {"value": 0} | DESK}}


def test_a_party_to_whom_nothing_matters_accepts_everything():
    result = solved(indifferent("b"))
    blocks = check_said(result)
    assert result.texts.worth[:, 1].tolist() == [1.0] * 3
    assert result.bargaining.winner is None
    assert result.zones.every.share == 1.0
    assert [b.title for b in blocks if isinstance(b, Table)].count(
        "On which belief each answer hangs"
    )
    assert all(each.turn is None for each in result.premises if each.party == 1)


def test_two_to_whom_nothing_matters():
    result = solved(indifferent("a") | indifferent("b"))
    check_said(result)
    assert (result.conflict == 0).all()
    assert result.zones.every.share == 1.0


# nothing uncertain


def exact():
    """Every number is as given: all draws are one."""
    return {
        "positions.a": {
            "importance": {"weights": {"quiet": 3, "land": 1, "watch": 1}} | DESK,
            "no_deal": {"value": 0.3} | DESK,
            "issues": {
                "quiet": {"inferred": {"values": {"now": 1, "later": 0.5, "never": 0}} | DESK},
                "land": {"inferred": {"values": {0: 0, 1: 1}} | DESK},
                "watch": {"inferred": {"values": {"none": 0, "few": 1, "many": 0.5}} | DESK},
            },
        },
        "positions.b": {
            "points": {
                "quiet": {"now": 0, "later": 10, "never": 20},
                "land": {0: 20, 1: 0},
                "watch": {"none": 0, "few": 5, "many": 10},
            },
            "no_deal": {"points": 12} | DESK,
        },
        "positions.c": {},
    }


def test_a_case_in_which_nothing_is_open():
    result = solved(exact())
    check_said(result)
    assert {zone.share for zone in (result.zones.every, result.zones.kept)} <= {0.0, 1.0}
    assert set(np.unique(result.texts.accepts)) <= {0.0, 1.0}
    for gain in result.texts.gain.reshape(-1, 3):
        assert gain.min() == gain.max()
    for each in result.premises:
        assert (each.part, each.turn) == (None, None)
        assert each.divides.inputs == ()


def test_one_party_without_open_numbers_beside_one_with_them():
    changes = exact()
    del changes["positions.b"]
    result = solved(changes)
    check_said(result)
    mine = [each for each in result.premises if each.party == 0]
    assert mine
    assert all(each.turn is None for each in mine)
    assert any(each.turn is not None for each in result.premises if each.party == 1)
