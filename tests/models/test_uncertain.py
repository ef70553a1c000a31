"""Inputs of a case as columns: every kind with its name, what it rests on, and its groups."""

import re
from functools import cache

import numpy as np
import pytest
from hinges_cases import OPEN, STRUCK, Made, names
from small_case import small
from toy_case import toy

from parley.draws import draws
from parley.models.conflict_graph.build import conflict
from parley.models.uncertain import KINDS, columns, groups

N = 200
COIN = "moves.preferences.a.statements.{}:coin"
JUDGED = {"by": "desk", "on": "2020-01-09", "because": "x"}
MORE = {
    "positions.a.importance": {**JUDGED, "weights": {"quiet": "1..3", "land": 1, "watch": 1}},
    "moves.preferences.a.statements": [
        {"prefers": "b.quiet", "id": "quiet", "from": "k2", "chance": 0.3},
        {"prefers": "not c.pay iff b.gate", "id": "s2"},
        {"prefers": "a.wall>=high", "id": "wall", "chance": "likely", "says": "a wall"},
    ],
    "settlement.limits": {"b": {"guns": "0.8..0.9"}},
    "settlement.packages": {
        "lease": {
            "name": "Lease",
            "worth": {"a": "0.4..0.6", "b": "0.3..0.5"},
            "held": "0.2..0.4",
            "limits": {"a": {"guns": "0.5..0.6"}},
            "from": "k1",
        }
    },
    "war.mediator": "unlikely",
    "moves.views.b.preferences": {
        "a": {**JUDGED, "statements": [{"prefers": "a.quiet", "chance": 0.5}]}
    },
}


@cache
def given(more: bool = False):
    """The small case, or the small case with more that is open: case, draws, columns."""
    case = small(MORE if more else {})
    drawn = draws(case, N)
    return case, drawn, columns(case, drawn)


def column(path: str, part: str = "", more: bool = False):
    """What is said of it, and its draws."""
    _, _, found = given(more)
    (k,) = (k for k, each in enumerate(found.about) if (each.path, each.part) == (path, part))
    return found.about[k], found.x[:, k]


def test_columns_are_the_draws_of_every_input():
    """A plain loop over the inputs; accounts follow their number, and what is constant is out."""
    case, drawn, found = given()
    expected, paths = [], []
    for each in drawn.inputs:
        array = drawn.arrays[each.path]
        table = array[:, np.newaxis] if array.ndim == 1 else array
        if each.path.endswith(":coin"):
            likely = case.moves.preferences["a"].statements[2].chance
            chance = drawn.number(each.path.replace(":coin", ".chance"), likely)
            table = (table < chance[:, np.newaxis]).astype(float)
        for k in range(table.shape[1]):
            if len(set(table[:, k])) > 1:
                expected.append(table[:, k])
                paths.append((each.path, each.names[k] if each.names else ""))
        if f"{each.path}:account" in drawn.arrays:
            expected.append(drawn.arrays[f"{each.path}:account"])
            paths.append((each.path, "account"))
    assert [(each.path, each.part) for each in found.about] == paths
    assert found.x.tolist() == np.stack(expected, axis=1).tolist()


def test_the_ends_of_a_ranking_are_known_and_left_out():
    """At once is best and never worst: only what lies between them is open."""
    case, _, found = given()
    told = [each.part for each in found.about if each.path == "positions.a.issues.quiet"]
    assert told == ["later"]
    assert len({each.path for each in found.about}) <= len(draws(case, 2).inputs)
    assert (np.ptp(found.x, axis=0) > 0).all()


@pytest.mark.parametrize(
    ("path", "part", "name"),
    [
        ("positions.a.importance", "quiet", "Alba: weight of “Quiet”"),
        ("positions.a.issues.quiet", "later", "Alba: worth of “In a month” on “Quiet”"),
        ("positions.a.no_deal.plus", "", "Alba: gain of going on without a deal"),
        ("positions.a.issues.land.inferred.values.0.5", "", "Alba: worth of “0.5 of it” on “Land”"),
        (
            "positions.c.no_deal.value",
            "account",
            "which account is right of Castellan: value",
        ),
        ("moves.preferences.a.order", "wall", "Alba: how much it matters that “a wall”"),
        ("moves.preferences.a.statements.2.chance", "", "Alba: how likely it wants “a wall”"),
        (COIN.format(2), "", "Alba: whether it wants “a wall”"),
        ("moves.preferences.b.weights.a.wall=low", "", "Bor: what it gives for a wall=low"),
        ("influence.scales.line.reference", "", "no deal on “Line”"),
        ("influence.actors.a.capability", "", "Alba: capability"),
        ("influence.actors.a.stances.line.position", "", "Alba: position on “Line”"),
        ("influence.actors.b.follows.c", "", "Bor: follows Castellan"),
        ("war.sides.a.cost", "", "Alba: cost of fighting on"),
        ("war.sides.b.capabilities.guns.production", "", "Bor, Guns: added a week by itself"),
        (
            "war.sides.a.capabilities.guns.struck",
            "account",
            "which account is right of Alba, Guns: part lost at once",
        ),
        ("war.held", "", "the fighting: what Alba holds now"),
        (
            "war.pauses.winter.settles",
            "",
            "pause “Winter pause”: chance that a settlement comes of it",
        ),
        (
            "war.conceding.0.limited",
            "",
            "Bor's demands on Alba: how likely the aims are limited",
        ),
        ("settlement.keeping.b.cheats", "", "Bor: what cheating once brings"),
        (
            "settlement.guarantees.pact.honoured",
            "",
            "guarantee “Pact”: chance that it is honoured",
        ),
        ("settlement.attack.wins", "", "a renewed attack: chance to win alone"),
        (
            "settlement.accidents",
            "",
            "any settlement: chance a period of breaking down by itself",
        ),
        ("war.engine.contest", "", "weekly model: how strengths decide"),
    ],
)
def test_names_of_every_kind_of_input(path, part, name):
    about, _ = column(path, part)
    assert about.name == name


def test_names_of_what_other_cases_leave_open():
    about, _ = column("positions.a.importance.weights.quiet", more=True)
    assert about.name == "Alba: weight of “Quiet”"
    assert about.issue == "quiet"
    about, _ = column("moves.views.b.preferences.a.statements.0:coin", more=True)
    assert about.name.startswith("Alba as Bor sees it: whether it wants ")


@pytest.mark.parametrize(
    ("path", "name", "party"),
    [
        ("worth.b", "package “Lease”: what it is worth to Bor", "b"),
        ("held", "package “Lease”: where it leaves the front, as the share of Alba", ""),
        ("limits.a.guns", "package “Lease”: the most of Alba, Guns", "a"),
    ],
)
def test_every_worth_and_limit_of_a_package_is_an_input(path, name, party):
    about, _ = column(f"settlement.packages.lease.{path}", more=True)
    assert (about.name, about.party, about.claims) == (name, party, ("k1",))


def test_names_of_a_mediator_and_of_limits():
    about, _ = column("war.mediator", more=True)
    assert about.name == "the fighting: how likely what is proposed is a mediator's text"
    about, _ = column("settlement.limits.b.guns", more=True)
    assert about.name == "any settlement: the most of Bor, Guns"


@pytest.mark.parametrize("more", [False, True])
def test_names_tell_inputs_apart_and_show_no_path(more):
    _, _, found = given(more)
    told = names(found)
    assert len(set(told.values())) == len(told)
    for name in told.values():
        assert not re.search(r"[a-z]\.[a-z]|:coin|_", name), name
        assert name == name.strip()


def test_a_statement_is_so_in_just_the_draws_in_which_the_lens_has_it():
    """The recipe of a draw names the statements that party a then goes by."""
    case, drawn, _ = given(more=True)
    taste = conflict(case, drawn).tastes[0]
    for k in (0, 2):
        about, held = column(COIN.format(k), more=True)
        recipes = [taste.recipes[r] for r in taste.which]
        said = [any(k in group for group in each.groups) for each in recipes]
        assert held.tolist() == [float(each) for each in said]
        assert 0 < held.mean() < 1
        assert about.levels == {0.0: "not so", 1.0: "so"}


def test_accounts_are_named_by_their_claims_and_are_those_believed():
    about, believed = column("positions.c.no_deal.value", "account")
    assert about.levels == {-1.0: "none of them", 0.0: "k1", 1.0: "k2, k3"}
    _, value = column("positions.c.no_deal.value")
    assert set(believed) <= {-1, 0, 1}
    assert (value[believed == 1] == 0.6).all()
    assert ((value[believed == 0] >= 0.1) & (value[believed == 0] <= 0.2)).all()
    assert not column("positions.c.no_deal.value")[0].levels


@pytest.mark.parametrize(
    ("path", "part", "claims", "party", "issue"),
    [
        ("positions.a.importance", "land", ("k1",), "a", "land"),
        ("positions.a.issues.quiet", "later", ("k1",), "a", "quiet"),
        ("positions.c.issues.land", "0.25", (), "c", "land"),
        ("positions.a.no_deal.plus", "", ("k1", "k3"), "a", ""),
        ("positions.c.no_deal.value", "account", ("k1", "k2", "k3"), "c", ""),
        (COIN.format(2), "", ("k1",), "a", ""),
        ("war.sides.a.capabilities.guns.struck", "", ("k2", "k3"), "a", ""),
        ("influence.actors.b.stances.line.salience", "", ("k2",), "b", ""),
        ("settlement.guarantees.pact.honoured", "", ("k3",), "", ""),
        ("war.held", "", (), "", ""),
    ],
)
def test_claims_party_and_issue_are_carried(path, part, claims, party, issue):
    about, _ = column(path, part)
    assert (about.claims, about.party, about.issue) == (claims, party, issue)
    if claims:
        assert about.refs == claims


def test_a_stance_is_about_the_issue_of_its_scale():
    case = small({"influence.scales.line.issue": "land"})
    about = columns(case, draws(case, 20)).about
    told = {each.path: each.issue for each in about}
    assert told["influence.actors.a.stances.line.position"] == "land"
    assert told["influence.actors.a.stances.pay.salience"] == ""


@pytest.mark.parametrize("more", [False, True])
def test_each_input_is_in_each_of_its_groups(more):
    """A plain loop over all columns and all that they could be grouped by."""
    case, _, found = given(more)
    expected = {}
    for k, each in enumerate(found.about):
        for claim in case.claims:
            if claim in each.claims:
                expected.setdefault(("claim", claim), set()).add(k)
                expected.setdefault(("source", case.claims[claim].source), set()).add(k)
        steps = each.path.split(":")[0].split(".")
        for party in case.parties:
            if each.party == party:
                assert party in steps
                expected.setdefault(("party", party), set()).add(k)
        for issue in case.issues:
            if each.issue == issue:
                assert issue in (*steps, each.part)
                expected.setdefault(("issue", issue), set()).add(k)
    told = groups(case, found)
    assert {(each.kind, each.id): set(each.columns) for each in told} == expected
    assert len(told) == len(expected)
    for each in told:
        assert list(each.columns) == sorted(set(each.columns))
        assert each.refs == ((each.id,) if each.kind == "claim" else ())
    assert [kind for kind in KINDS if any(each.kind == kind for each in told)] == list(KINDS)
    assert [each.kind for each in told] == sorted(
        (each.kind for each in told), key=list(KINDS).index
    )


def test_groups_have_names_that_people_use():
    case, _, found = given()
    told = {(each.kind, each.id): each.name for each in groups(case, found)}
    assert told["claim", "k2"] == "Borduria needs time"
    assert told["source", "s2"] == "Radio"
    assert told["party", "b"] == "Bor"
    assert told["issue", "land"] == "Land"


def test_a_case_that_leaves_little_open():
    """Exact numbers make no column; the toy has the weekly model and the settlement left."""
    case = toy()
    found = columns(case, draws(case, 50))
    assert {each.path.rpartition(".")[0] for each in found.about} == {"war.engine", "settlement"}
    assert groups(case, found) == ()
    none = columns(case, draws(case, 1))  # one draw varies in nothing
    assert none.x.shape == (1, 0)
    assert none.about == ()


def test_the_made_up_case_has_its_disputes():
    made = Made(toy(OPEN), 50)
    told = {each.id: each.columns for each in groups(made.case, made.given) if each.kind == "claim"}
    at = [made.at(STRUCK.format("a"), part) for part in ("", "account")]
    assert told["a1"] == told["a2"] == tuple(at)
    assert set(told["c1"]) == {made.at("war.sides.a.cost"), made.at("war.sides.b.cost")}
