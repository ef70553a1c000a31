"""Hinges within a report: what is looked at, what is shown, and what it rests on."""

from dataclasses import replace
from functools import cache
from types import SimpleNamespace

import numpy as np
import pytest
from hinges_cases import OPEN, STRUCK, A, B, Made, made, notes, number, so
from small_case import small
from toy_case import toy

from parley import lenses
from parley.blocks import Bullets, Note, Report, Section, Table
from parley.lenses import hinges
from parley.lenses.hinges.indices import explained, grouped
from parley.lenses.hinges.words import number as number_words
from parley.report import report
from parley.views import FORMATS

N = 200


def lens(question, told, seen):
    """A lens that concludes what `told` makes of the case and its draws."""

    def solve(model):
        seen.append(question)
        return model

    return SimpleNamespace(
        QUESTION=question,
        build=lambda case, drawn: Made(case, drawn.n, drawn.seed),
        solve=solve,
        describe=lambda _: (Note(f"{question} Yes.", "answer"),),
        conclusions=lambda model: tuple(told(model)),
    )


@pytest.fixture
def seen(monkeypatch):
    """Costs are told of by two lenses; a third concludes nothing. What was solved."""
    found = []
    of = {
        "costs": lambda m: (number("a", m.x(A)), so("b", m.x(B) > 0.4)),
        "weeks": lambda m: (number("engine", m.x("war.engine.contest")
                                   + m.x("war.engine.precision")),),
        "silent": lambda _: (),
    }  # fmt: skip
    made_up = {name: lens(f"{name}?", told, found) for name, told in of.items()}
    monkeypatch.setattr(lenses, "ALL", made_up)
    return found


def searched(section: Section) -> list[str]:
    """The conclusions in the table of them all."""
    table = next(block for block in section.blocks if isinstance(block, Table))
    return [str(row[1].value) for row in table.rows]


def test_alone_it_looks_at_all_lenses_and_shows_one_section(seen):
    (found,) = report(toy(OPEN), only=("hinges",), n=N).sections
    assert (found.lens, found.question, found.ran) == ("hinges", hinges.QUESTION, True)
    assert seen == ["costs?", "weeks?", "silent?"]
    assert len(searched(found)) == 3


def test_beside_others_it_searches_their_conclusions_alone(seen):
    told = []
    found = report(toy(OPEN), only=("hinges", "costs"), n=N, progress=told.append)
    assert [each.lens for each in found.sections] == ["costs", "hinges"]
    assert seen == ["costs?"]
    assert told == ["costs?", hinges.QUESTION]
    assert len(searched(found.sections[1])) == 2
    assert found.recipe["lenses"] == "costs, hinges"


def test_it_comes_last_of_all_and_only_if_asked(seen):
    assert [each.lens for each in report(toy(OPEN), n=N).sections] == [*lenses.ALL, "hinges"]
    assert len(seen) == 3  # each lens once
    assert [each.lens for each in report(toy(OPEN), only=("weeks",), n=N).sections] == ["weeks"]


@pytest.mark.usefixtures("seen")
def test_where_no_lens_concludes_anything_it_says_so():
    (_, found) = report(toy(OPEN), only=("silent", "hinges"), n=N).sections
    assert not found.ran
    (said,) = notes(found.blocks)
    assert said.text.startswith("Not answered: positions: no lens draws a conclusion")


@pytest.mark.usefixtures("seen")
def test_two_inputs_of_one_judgement_are_one_entry_of_the_basis():
    """Both numbers of the weekly model are part of the judgement on the war."""
    found = report(toy(OPEN), only=("weeks", "hinges"), n=N)
    things = next(block for block in found.sections[1].blocks if isinstance(block, Bullets))
    assert len(things.items) == 2
    (one,), (other,) = (item.refs for item in things.items)
    assert one == other
    assert found.basis[one].kind == "judgement"
    assert found.basis[one].source == "war in the case file"


@pytest.mark.usefixtures("seen")
def test_the_same_seed_gives_the_same_report_and_another_seed_another():
    one, again, other = (
        FORMATS["json"](replace(report(toy(OPEN), only=("hinges",), n=N, seed=seed), recipe={}))
        for seed in (3, 3, 4)
    )
    assert one == again
    assert one != other


@cache
def toy_report(seed: int) -> Report:
    return report(toy(OPEN), only=("war", "games", "hinges"), n=150, seed=seed)


def test_the_real_lenses_of_the_toy_are_searched():
    found = toy_report(0)
    assert [each.lens for each in found.sections] == ["war", "games", "hinges"]
    told = searched(found.sections[2])
    assert "What fighting on to the end is worth to A, of the stake" in told
    assert FORMATS["json"](found) == FORMATS["json"](toy_report.__wrapped__(0))


# Groups and ties


def test_a_large_group_counts_what_stands_clear_in_it_each_ranking_once():
    """Party a has 22 columns, more than a tenth of 150 draws; 3 of them are one ranking of weights,
    which all go with the weight of quiet."""
    case = Made(small(), 150)
    cost, ranking = "war.sides.a.cost", "positions.a.importance"
    found = case.asked(
        number("x.two", case.x(cost) + case.x("war.sides.a.strength")),
        number("x.rank", case.x(ranking, "quiet")),
        number("x.other", case.x("war.sides.b.cost")),
    )
    first = explained(found, found.asked).first
    told = grouped(found, found.asked, first)
    (g,) = (g for g, each in enumerate(found.groups) if (each.kind, each.id) == ("party", "a"))
    assert len(found.groups[g].columns) > 15
    columns = [c for c in found.groups[g].columns if first.above[c, 0]]
    assert {case.at(cost), case.at("war.sides.a.strength")} <= set(columns)
    assert told.estimate[g, 0] == pytest.approx(first.estimate[columns, 0].sum())
    same = [case.at(ranking, part) for part in ("quiet", "land", "watch")]
    assert first.above[same, 1].sum() > 1
    others = [c for c in found.groups[g].columns if first.above[c, 1] and c not in same]
    expected = first.estimate[same, 1].max() + first.estimate[others, 1].sum()
    assert told.estimate[g, 1] == pytest.approx(expected)
    by_chance = first.above[list(found.groups[g].columns), 2].any()
    assert told.above[g].tolist() == [True, True, by_chance]
    (b,) = (g for g, each in enumerate(found.groups) if (each.kind, each.id) == ("claim", "k3"))
    assert len(found.groups[b].columns) <= 15  # small enough to be fitted together
    assert not told.above[b, 2]


def test_in_a_tie_there_is_no_conclusion_to_turn():
    x = made().x(A)
    tie = so("war.tie", np.argsort(np.argsort(x)) < 500)
    result = hinges.solve(made().asked(tie))
    assert result.asked[0].conclusion.mean == 0.5
    assert result.hung[0].columns[0] == made().at(A)
    assert result.hung[0].turns == ()
    assert (result.turned, result.settled) == ((), ())
    assert notes(hinges.describe(result))[0].role == "answer"


def test_a_claim_that_no_input_rests_on_is_told_to_change_nothing():
    """The two accounts of B's loss deny each other as before; now its loss is taken as known."""
    changes = {k: v for k, v in OPEN.items() if k != STRUCK.format("b")}
    denial = {"claim": "b2", "is": "denies", "other": "b1"}
    case = Made(toy({**changes, "relations": [denial]}), N)
    result = hinges.solve(case.asked(so("war.x", case.x(STRUCK.format("a"), "account") == 1)))
    assert set(result.disputed.unused) == {"b1", "b2"}
    assert result.disputed.n_disputed == 4
    told = " ".join(note.text for note in notes(hinges.describe(result)))
    assert "Of 4 claims that clash with another, 2 bear on what the case leaves open; on 2 " in told


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (0.0779, "0.078"),
        (-0.12345, "\N{MINUS SIGN}0.123"),
        (1_234_567, "1,230,000"),
        (0.0005, "0.001"),
        (0.00049, "490 in a million"),
        (-1e-17, "0"),
    ],
)
def test_numbers_as_people_write_them(value, words):
    assert number_words(value) == words
