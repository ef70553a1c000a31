"""Packages in the war lens: which settles, what each side has of it, and scenarios beside."""

from dataclasses import replace

import numpy as np
import pytest
from small_case import small

from parley.basis import basis
from parley.blocks import Heading, Note, Table, refs_of
from parley.case import read_case
from parley.draws import draws
from parley.lenses import war
from parley.lenses.war.packages import beside, packaged
from parley.models.fighting.engine import refusing
from parley.models.fighting.ensemble import ensemble, quantile

N = 12
GOOD = {"name": "Shared", "worth": {"a": "0.4..0.6", "b": "0.5..0.6"}, "because": "x"}
LEASE = {"name": "Lease", "worth": {"a": "0.55..0.7", "b": "0.45..0.5"}, "because": "x"}
POOR = {"name": "Lost", "worth": {"a": 0.01, "b": 0.95}, "from": "k1"}
PACKAGES = {"poor": POOR, "good": GOOD, "lease": LEASE}
SCENARIOS = {
    "three": {"title": "Three texts", "set": {"settlement.packages": PACKAGES}},
    "text": {
        "title": "A mediator's text",
        "set": {"settlement.packages": PACKAGES, "war.mediator": "0.7..0.9"},
    },
    "cold": {"title": "No aid", "set": {"war.sides.b.aid_ends": 1}},
}


def solved(changes, n=N):
    case = small(changes)
    return war.solve(war.build(case, draws(case, n, 2)))


@pytest.fixture(scope="module")
def result():
    return solved({"scenarios": SCENARIOS})


@pytest.fixture(scope="module")
def base():
    return solved({"settlement.packages": PACKAGES, "scenarios": {}})


def notes(result, role="text"):
    return [b.text for b in war.describe(result) if isinstance(b, Note) and b.role == role]


def table(result):
    title = "What each package is worth"
    blocks = war.describe(result)
    return next(b for b in blocks if isinstance(b, Table) and b.title.startswith(title))


def row_of(result, scenario):
    return next(each for each in result.compared if each.scenario == scenario)


def test_shares_are_of_the_settled_runs_by_weight(result):
    """By hand, from a run made apart: a ratio of weighted sums over draws."""
    how = {"replications": 20, "weeks": 104, "seed": 2}
    run = ensemble(result.fought.other["three"], range(N), **how)
    told, w = row_of(result, "three").packaged, result.weight
    settled = sum(w[d] * run.phase[d, -1, 2] for d in range(N))
    assert told.settled == pytest.approx(settled)
    for k, name in enumerate(PACKAGES):
        each = next(each for each in told.each if each.name == name)
        share = sum(w[d] * run.packages[d, k] for d in range(N)) / settled
        assert each.share == pytest.approx(share)
        left = [run.packages[d, k] - share * run.phase[d, -1, 2] for d in range(N)]
        error = sum((w[d] * left[d]) ** 2 for d in range(N)) ** 0.5 / settled
        assert each.error == pytest.approx(error)
    assert sum(each.share for each in told.each) == pytest.approx(1)
    assert [each.share for each in told.each] == sorted(
        (each.share for each in told.each), reverse=True
    )
    assert told.lead == pytest.approx(told.each[0].share - told.each[1].share)


def test_worths_stand_beside_fighting_on(result):
    """`Lost` gives a almost nothing: less than fighting on wherever that is worth more."""
    found = result.fought.other["three"]
    on, told = refusing(found)[:, :N], row_of(result, "three").packaged
    poor = next(each for each in told.each if each.name == "poor")
    assert poor.worth == (0.01, 0.95)
    assert poor.more[0] == pytest.approx(float(quantile(0.01 - on[0], result.weight, 0.5)))
    assert poor.less == pytest.approx((float(result.weight @ (on[0] > 0.01)), 0))
    assert poor.less[0] > 0.5
    assert told.each[-1] == poor


def test_a_scenario_stands_beside_the_first_with_the_same_packages(result):
    """Paired by draw, by hand; scenarios without packages stand beside none."""
    assert row_of(result, "three").beside is None
    assert row_of(result, "cold").packaged is row_of(result, "cold").beside is None
    how, w = {"replications": 20, "weeks": 104, "seed": 2}, result.weight
    parts, shares = [], []
    for name in ("three", "text"):
        by = ensemble(result.fought.other[name], range(N), **how).packages
        settled = w @ by.sum(axis=1)
        shares.append(w @ by / settled)
        parts.append(w[:, None] * (by - shares[-1] * by.sum(axis=1)[:, None]) / settled)
    told, change = row_of(result, "text").beside, shares[1] - shares[0]
    k = list(PACKAGES).index(told.name)
    assert abs(change).max() == pytest.approx(abs(told.change))
    assert told.change == pytest.approx(change[k])
    assert told.error == pytest.approx(((parts[1] - parts[0])[:, k] ** 2).sum() ** 0.5)
    assert told.against == "three"


def test_the_change_told_is_the_largest_whatever_its_sign(base):
    """By hand: of two draws alike, shares 0.5, 0.3, 0.2 become 0.6, 0.1, 0.3."""
    before, after = (
        replace(base.run, packages=np.tile(shares, (2, 1)))
        for shares in ([0.5, 0.3, 0.2], [0.3, 0.05, 0.15])
    )
    told = beside(after, "", before, base.fought.base, np.full(2, 0.5))
    assert told.name == "good"
    assert told.change == pytest.approx(-0.2)
    assert told.error == pytest.approx(0)
    assert told.clear


def test_draws_without_a_settled_run_count_for_nobody(base):
    """By hand: the first of two settling draws weighs 0.1, the other 0.3; two settle none."""
    shares = np.array([[0.2, 0.1, 0.0], [0, 0, 0], [0, 0, 0], [0.1, 0.1, 0.5]])
    run = replace(base.run, packages=shares, which=np.arange(4))
    told = packaged(base.fought.base, run, np.array([0.1, 0.4, 0.2, 0.3]))
    first = {each.name: each.first for each in told.each}
    assert first == pytest.approx({"poor": 0.25, "good": 0, "lease": 0.75})
    assert told.settled == pytest.approx(0.1 * 0.3 + 0.3 * 0.7)


def test_a_scenario_with_the_packages_of_the_case_is_told_only_where_it_changes_them():
    """Its own sentence and rows would repeat those of the case."""
    text = {"title": "Text", "set": {"war.mediator": 0.8}}
    scenarios = {"text": text, "cold": SCENARIOS["cold"]}
    found = solved({"settlement.packages": PACKAGES, "scenarios": scenarios}, 6)
    mediated, row = found.compared
    assert mediated.packaged is not None
    assert row.packaged is None
    assert row.beside.against == ""
    for error, told in ((0.01, True), (0.2, False)):
        changed = replace(row, beside=replace(row.beside, change=0.1, error=error))
        said = notes(replace(found, compared=(changed,)))
        assert any("“No aid” against the case as it is changes most" in t for t in said) == told
    assert {each[0].value for each in table(found).rows} == {"the case as it is", "Text"}


def test_packages_of_a_scenario_refer_to_no_entry_of_the_case(result):
    refs = {ref for block in war.describe(result) for ref in refs_of(block)}
    assert basis(result.fought.base.case, refs)


def test_sentences_say_what_settles_and_compare(result):
    told = row_of(result, "three").packaged
    names = {name: f"“{each['name']}”" for name, each in PACKAGES.items()}
    first = told.each[0]
    (said,) = [text for text in notes(result) if text.startswith("With “Three texts”")]
    assert f"{names[first.name]} settles {100 * first.share:.0f}%" in said
    assert "Worth less than fighting on: “Lost” to Alba" in said
    assert f"is worth {first.worth[0]:.2f} to Alba and {first.worth[1]:.2f} to Bor" in said
    (beside,) = [text for text in notes(result) if text.startswith("With the same packages")]
    assert "“A mediator's text” against “Three texts”" in beside
    assert "compare packages" in " ".join(notes(result, "limit"))
    assert {row[0].value for row in table(result).rows} == {"Three texts", "A mediator's text"}


def test_a_close_lead_is_said_to_be_unclear(result):
    row = row_of(result, "three")
    for error, unclear in ((0.01, False), (0.2, True)):
        close = replace(row, packaged=replace(row.packaged, lead=0.1, lead_error=error))
        said = notes(replace(result, compared=(close,)))
        assert any("which of the first two settles more is unclear" in t for t in said) == unclear


def test_nothing_is_said_of_packages_where_there_are_none():
    found = solved({}, 3)
    assert found.packaged is None
    assert "Which package settles" not in [
        b.text for b in war.describe(found) if isinstance(b, Heading)
    ]
    assert not [each.id for each in war.conclusions(found) if "package" in each.id]


def test_packages_of_the_case_itself_have_a_basis(base):
    case = base.fought.base.case
    refs = {ref for block in war.describe(base) for ref in refs_of(block)}
    assert {f"settlement.packages.{name}" for name in PACKAGES} <= refs
    assert len(basis(case, refs)) >= len(refs)
    assert [text for text in notes(base) if text.startswith("Here, of the runs")]


def test_a_conclusion_for_each_package_of_the_case(base):
    """So in the draws in which it settles most; nothing is known where none settles."""
    by = np.array(base.run.packages)
    by[3] = 0
    base = replace(base, run=replace(base.run, packages=by))
    told = {each.id: each for each in war.conclusions(base) if each.id.startswith("package.")}
    assert list(told) == ["package.poor", "package.good", "package.lease"]
    for k, each in enumerate(told.values()):
        assert each.yes
        for d in range(N):
            if by[d].sum() == 0:
                assert np.isnan(each.values[d])
            else:
                assert each.values[d] == (by[d, k] == max(by[d]))


def test_where_no_run_is_settled_that_is_said(base):
    none = replace(base.run, packages=0 * base.run.packages)
    told = packaged(base.fought.base, none, base.weight)
    assert told.settled == 0
    assert np.isnan(told.each[0].share)
    said = notes(replace(base, packaged=told))
    assert "Here no run is settled after 104 weeks." in said
    assert table(replace(base, packaged=told)).rows[0][2].value is None


def test_a_single_package_has_no_lead():
    found = solved({"settlement.packages": {"good": GOOD}, "scenarios": {}}, 3)
    assert np.isnan(found.packaged.lead)
    assert "unclear" not in " ".join(notes(found))


def test_no_deal_from_the_war_goes_on():
    judged = {"from": "war", "by": "desk", "on": "2020", "because": "x"}
    case = small({"settlement.packages": PACKAGES, "positions.b.no_deal": judged})
    from parley.models.fighting.no_deal import filled

    _, drawn = filled(case, draws(case, 5, 2))
    bare = small({"positions.b.no_deal": judged})
    _, same = filled(bare, draws(bare, 5, 2))
    path = "positions.b.no_deal.value"
    assert drawn.arrays[path].tolist() == same.arrays[path].tolist()


# the shipped cases


def shipped(name, keep, n=10):
    case = read_case(name)
    kept = {key: each for key, each in case.scenarios.items() if key in keep}
    case = case.model_copy(update={"scenarios": kept})
    return war.solve(war.build(case, draws(case, n, 2)))


@pytest.fixture(scope="module")
def istanbul():
    return shipped("istanbul-2025-06", ("three-texts", "mediated-text"))


def test_texts_of_istanbul_are_told_and_compared(istanbul):
    three, text = (istanbul.fought.other[name] for name in ("three-texts", "mediated-text"))
    assert istanbul.fought.wrong == {}
    assert three.packages == text.packages
    assert (three.war.mediator.value, text.war.mediator.low) == (0, 0.2)
    assert istanbul.fought.base.packages == {}
    told = notes(istanbul)
    for scenario in ("three-texts", "mediated-text"):
        title = istanbul.fought.base.case.scenarios[scenario].title
        (said,) = [each for each in told if each.startswith(f"With “{title}”, of the runs")]
        for package in three.packages.values():
            assert f"“{package.name}”" in said
    assert any(each.startswith("With the same packages and the same random") for each in told)
    assert row_of(istanbul, "mediated-text").beside.against == "three-texts"


def test_neither_side_of_istanbul_is_told_other_numbers(istanbul):
    """The two texts are the same numbers turned round, and the one between gives both alike."""
    given = istanbul.fought.other["three-texts"].packages
    one, other, between = (given[f"{each}-text"] for each in ("ukrainian", "russian", "middle"))
    assert one.worth["ukraine"] == other.worth["russia"]
    assert one.worth["russia"] == other.worth["ukraine"]
    assert between.worth["ukraine"] == between.worth["russia"]
    assert between.limits["ukraine"] == between.limits["russia"]


def test_a_case_read_with_the_scenario_concludes_on_its_texts():
    case = read_case("istanbul-2025-06", scenario="three-texts")
    case = case.model_copy(update={"scenarios": {}})
    found = war.solve(war.build(case, draws(case, 6, 2)))
    ids = [each.id for each in war.conclusions(found)]
    assert ids[-3:] == [f"package.{each}-text" for each in ("ukrainian", "russian", "middle")]
    refs = {ref for block in war.describe(found) for ref in refs_of(block)}
    assert "settlement.packages.middle-text" in basis(case, refs)


def test_paragraphs_of_korea_are_told():
    found = shipped("korea-1952", ("three-texts",), 6)
    given = found.fought.other["three-texts"].packages
    assert given["command-options"].worth["un-command"] == given["all-home"].worth["kpa-cpv"]
    assert any("“The Assembly's plan”" in each for each in notes(found))
