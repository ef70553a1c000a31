"""The report: which lenses, in which order, resting on what, and how to make it again."""

import json
from collections.abc import Iterator
from types import SimpleNamespace

import pytest
from small_case import small, small_file

from parley import lenses
from parley.blocks import Block, Bullets, Cell, Column, Figure, Note, Report, Table, refs_of
from parley.case import read_case
from parley.errors import CaseError
from parley.lenses import hinges
from parley.report import report
from parley.views import FORMATS


def lens(question="Why?", build=None, solve=None, describe=None):
    """A lens that answers at once."""
    return SimpleNamespace(
        QUESTION=question,
        build=build or (lambda case, _draws: case),
        solve=solve or (lambda model: model),
        conclusions=lambda _result: (),
        describe=describe or (lambda _result: (Note("So it is.", "answer"),)),
    )


@pytest.fixture
def only_toys(monkeypatch):
    """Three lenses that answer at once, in place of the real ones."""
    monkeypatch.setattr(
        lenses, "ALL", {"one": lens("One?"), "two": lens("Two?"), "three": lens("Three?")}
    )


def fail(error):
    def step(*_):
        raise error

    return step


def refs(blocks: tuple[Block, ...]) -> Iterator[str]:
    for block in blocks:
        match block:
            case Note():
                yield from block.refs
            case Bullets():
                yield from (ref for item in block.items for ref in item.refs)
            case Table() | Figure():
                table = block if isinstance(block, Table) else block.data
                yield from (ref for row in table.rows for cell in row for ref in cell.refs)


def questions(made: Report) -> list[str]:
    return [section.question for section in made.sections]


@pytest.mark.usefixtures("only_toys")
def test_all_lenses_in_reading_order():
    made = report(small(), n=2)
    assert [section.lens for section in made.sections] == ["one", "two", "three", "hinges"]
    assert questions(made) == ["One?", "Two?", "Three?", hinges.QUESTION]


@pytest.mark.usefixtures("only_toys")
def test_only_those_named_still_in_reading_order():
    assert questions(report(small(), only=["three", "one"], n=2)) == ["One?", "Three?"]


@pytest.mark.usefixtures("only_toys")
def test_unknown_lenses_are_refused_by_name():
    with pytest.raises(ValueError, match="no lens four, five; there are one, two, three"):
        report(small(), only=["one", "four", "five"], n=2)


@pytest.mark.usefixtures("only_toys")
def test_progress_is_told_each_question_as_it_begins():
    told = []
    report(small(), n=2, progress=told.append)
    assert told == ["One?", "Two?", "Three?", hinges.QUESTION]


@pytest.mark.parametrize("step", ["build", "solve", "describe"])
@pytest.mark.parametrize("error", [ValueError("a bug"), KeyError("x"), ZeroDivisionError()])
def test_a_bug_in_a_lens_is_not_swallowed(monkeypatch, step, error):
    monkeypatch.setattr(lenses, "ALL", {"bad": lens(**{step: fail(error)}), "good": lens()})
    with pytest.raises(type(error)):
        report(small(), n=2)


@pytest.mark.parametrize("step", ["solve", "describe"])
def test_only_build_may_say_that_the_case_lacks_something(monkeypatch, step):
    lack = CaseError.lacks("issues", "none")
    monkeypatch.setattr(lenses, "ALL", {"bad": lens(**{step: fail(lack)})})
    with pytest.raises(CaseError):
        report(small(), n=2)


def test_a_lens_that_cannot_run_says_why_and_the_others_answer(monkeypatch):
    lack = CaseError.lacks("war", "nothing is said of the fighting", "add a 'war' section")
    toys = {"bad": lens("Bad?", build=fail(lack)), "good": lens("Good?")}
    monkeypatch.setattr(lenses, "ALL", toys)
    bad, good, last = report(small(), n=2).sections
    assert (bad.ran, good.ran, last.ran) == (False, True, False)
    assert "no lens draws a conclusion from this case" in last.blocks[0].text
    said = "Not answered: war: nothing is said of the fighting; add a 'war' section."
    assert bad.blocks == (Note(said),)
    assert good.blocks == (Note("So it is.", "answer"),)


def test_lenses_are_given_the_same_case_and_draws(monkeypatch):
    seen = []

    def build(case, sample):
        seen.append((case, sample))
        return case

    monkeypatch.setattr(lenses, "ALL", {"one": lens(build=build), "two": lens(build=build)})
    case = small()
    report(case, n=7, seed=3)
    (first, draws), (second, again) = seen
    assert first is second is case
    assert draws is again
    assert (draws.n, draws.seed, draws.start) == (7, 3, 0)


def test_heading_and_recipe():
    made = report(small(), n=4, seed=9)
    assert (made.title, made.case, made.as_of) == ("Small talks", "small", "2020-01-10")
    assert made.scenario == ""
    assert {key: made.recipe[key] for key in ("draws", "seed")} == {"draws": 4, "seed": 9}
    assert set(made.recipe) == {"draws", "seed", "parley"}


def test_the_recipe_makes_the_same_report_again(tmp_path):
    path = small_file(tmp_path)
    case = read_case(path, scenario="cold")
    made = report(case, only=["offers"], n=6, seed=2, scenario="cold")
    assert made.scenario == "A cold winter"
    recipe = made.recipe
    assert (recipe["scenario"], recipe["lenses"]) == ("cold", "offers")
    again = report(
        read_case(path, scenario=recipe["scenario"]),
        only=recipe["lenses"].split(", "),
        n=recipe["draws"],
        seed=recipe["seed"],
        scenario=recipe["scenario"],
    )
    assert FORMATS["json"](again) == FORMATS["json"](made)
    base = report(read_case(path), only=["offers"], n=6, seed=2)
    other = report(read_case(path), only=["offers"], n=6, seed=3)
    shown = [json.loads(FORMATS["json"](each))["sections"] for each in (made, base, other)]
    assert shown[0] != shown[1] != shown[2]


def test_everything_referred_to_has_its_basis():
    made = report(small(), n=4)
    wanted = {ref for section in made.sections for ref in refs(section.blocks)}
    assert wanted
    assert wanted <= set(made.basis)


def test_refs_are_found_in_every_kind_of_block(monkeypatch):
    columns = (Column("a"), Column("b"))
    rows = ((Cell("x"), Cell("y", ("k2",))),)
    blocks = (
        Note("So it is.", "answer", ("k1",)),
        Bullets("", (Cell("x", ("positions.b.no_deal",)),)),
        Table("t", columns, rows),
        Figure("f", "alt", {}, Table("f", columns, ((Cell("x"), Cell("y", ("k3",))),))),
    )
    monkeypatch.setattr(lenses, "ALL", {"toy": lens(describe=lambda _: blocks)})
    found = report(small(), n=2).basis
    assert set(found) == {"k1", "k2", "k3", "j1"}
    assert found["j1"].source == "positions.b.no_deal in the case file"


def test_judgements_stand_under_their_short_ids_in_every_kind_of_block(monkeypatch):
    path, columns = "positions.b.no_deal", (Column("a"),)
    rows = ((Cell("x", (path, "k2")),),)
    blocks = (
        Note("So it is.", "answer", ("k1", path)),
        Bullets("", (Cell("x", (path,)),)),
        Table("t", columns, rows),
        Figure("f", "alt", {}, Table("f", columns, rows)),
    )
    monkeypatch.setattr(lenses, "ALL", {"toy": lens(describe=lambda _: blocks)})
    shown = report(small(), n=2).sections[0].blocks
    assert [refs_of(block) for block in shown] == [
        ("k1", "j1"),
        ("j1",),
        ("j1", "k2"),
        ("j1", "k2"),
    ]


def test_a_ref_to_nothing_is_a_bug(monkeypatch):
    blocks = (Note("So it is.", "answer", ("nobody",)),)
    monkeypatch.setattr(lenses, "ALL", {"toy": lens(describe=lambda _: blocks)})
    with pytest.raises(KeyError, match="nobody"):
        report(small(), n=2)


def test_a_scenario_says_what_it_changes_and_why():
    case = small()
    name, patch = next(iter(case.scenarios.items()))
    lead = report(case, n=2, scenario=name).lead
    assert lead.startswith(case.summary)
    assert f"Scenario “{patch.title}”" in lead
    assert patch.because in lead
    assert all(path in lead for path in patch.set)
    assert report(case, n=2).lead == case.summary


def test_a_scenario_that_sets_whole_entries_names_them():
    worth = {"worth": {"a": 0.5, "b": 0.5}, "because": "Even."}
    packages = {"north": {"name": "North", **worth}, "south": {"name": "South", **worth}}
    changes = {"settlement.packages": packages, "settlement.limits": {"b": {"guns": 0.5}}}
    case = small({"scenarios.two": {"title": "Two", "set": changes}})
    lead = report(case, n=2, scenario="two").lead
    assert "It sets settlement.packages to “North” and “South”; settlement.limits to {" in lead
    assert "Even." not in lead
