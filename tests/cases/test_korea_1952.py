"""The second case takes paths that the first may not; each is named here, so that none is lost."""

from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations

import pytest

from parley.case import read_case
from parley.case.schema import Case, Term
from parley.draws import draws
from parley.models.offer_space import offer_space

NAME = "korea-1952"


@pytest.fixture(scope="module")
def now() -> Case:
    return read_case(NAME)


@pytest.fixture(scope="module")
def later() -> Case:
    return read_case(NAME, hindsight=True)


def _terms(term: Term) -> Iterator[Term]:
    yield term
    for part in term.parts:
        yield from _terms(part)


def test_what_came_later_is_hidden_unless_asked_for(now: Case, later: Case) -> None:
    assert not any(name.startswith("h") for name in now.claims)
    assert {"h005", "h011"} <= later.claims.keys()
    assert "armistice" in later.chronology
    assert "armistice" not in now.chronology


def test_every_scenario_applies(now: Case) -> None:
    assert len(now.scenarios) >= 2
    for name in now.scenarios:
        assert read_case(NAME, scenario=name) != now


def test_responses_show_these_states(later: Case) -> None:
    states = {r.state for p in later.proposals.values() for r in p.responses}
    wanted = ["none", "countered", "rejected", "deferred", "disputed", "expired", "accepted"]
    assert {*wanted, "accepted with conditions"} <= states


def test_terms_are_joined_in_every_way(later: Case) -> None:
    terms = [t for p in later.proposals.values() for t in _terms(p.terms)]
    assert {"all_of", "one_of", "package", "sequence"} <= {t.joined for t in terms}
    assert any(t.refers_to and ":" in t.refers_to for t in terms)
    assert any(t.condition and t.condition.depends_on for t in terms)


def test_texts_replace_others_and_have_versions(later: Case) -> None:
    replaced = {p.replaces for p in later.proposals.values() if p.replaces}
    assert {"unc-package", "india-draft"} <= replaced
    assert len(later.proposals["soviet-draft"].versions) == 3


def test_no_deal_is_a_value_for_one_side_and_a_package_for_the_other(now: Case) -> None:
    command, other = (now.positions[p].no_deal for p in now.consent)
    assert command
    assert other
    assert command.value is not None
    assert other.package is not None
    assert other.plus is not None


def test_both_sides_speak_to_the_same_issues(now: Case) -> None:
    sides = [now.positions[p] for p in now.consent]
    for side in sides:
        assert side.issues.keys() == now.issues.keys()
        assert all(view.stated and view.inferred for view in side.issues.values())
        assert len(side.interests) == len(sides[0].interests)
        assert len(side.mandate) == len(sides[0].mandate)


def test_accounts_that_clash_can_be_found_from_points_alone(now: Case) -> None:
    said = defaultdict(set)
    for claim in now.claims.values():
        for point in claim.points:
            for facet in ("number", "agent", "status", "holder", "wording"):
                if (value := getattr(point, facet)) is not None:
                    said[point.of, point.base, facet].add(str(value))
    clashing = {facet for (_, _, facet), values in said.items() if len(values) > 1}
    assert clashing == {"number", "agent", "status", "holder", "wording"}
    declared = {(r.claim, r.other) for r in now.relations if r.relation == "contradicts"}
    assert not declared


def test_the_figures_that_differ_are_of_named_wholes(now: Case) -> None:
    willing = [p for c in now.claims.values() for p in c.points if p.of == "willing"]
    assert len(willing) >= 3
    assert len({p.base for p in willing}) == 2
    assert all(p.base for p in willing)


def test_the_space_of_offers_is_small_and_the_choice_has_three_ways(now: Case) -> None:
    space = offer_space(now, draws(now, 50, 1))
    assert space.sample.packages.n < 50_000
    assert space.parties == now.consent
    ways = {text.chosen for text in space.texts if text.proposal == "unc-options"}
    assert ways == {("P1.A",), ("P1.B",), ("P1.C",)}


def test_judgement_agrees_with_what_each_side_did(now: Case) -> None:
    """A side that refused a text for months is not modelled as gaining by it in most draws."""
    space = offer_space(now, draws(now, 400, 1))
    gains = {
        (text.proposal, party): float(
            (space.sample.worth(text.package) > space.sample.no_deal)[:, i].mean()
        )
        for text in space.texts
        for i, party in enumerate(space.parties)
    }
    assert gains["kpa-october", "un-command"] < 0.5
    assert gains["unc-package", "kpa-cpv"] < 0.5
    assert gains["unc-options", "kpa-cpv"] < 0.5


def test_quotes_are_from_the_readers_note(now: Case) -> None:
    quoted = [c for c in now.claims.values() if c.quote]
    assert {c.source for c in quoted} == {"un-res-610"}
    stored = now.sources["un-res-610"].text
    assert stored
    assert stored.kind == "reader's note"


def test_events_are_dated_in_several_ways(later: Case) -> None:
    dates = [event.on for event in later.chronology.values()]
    assert any(d.anchor and d.days is not None for d in dates)
    assert any(d.anchor and d.days is None for d in dates)
    assert any(d.text.startswith("about ") for d in dates)
    rounds = {e.number for e in later.chronology.values() if e.series == "plenary"}
    assert rounds == {1, 2, 3}


def test_relations_name_claims_once(later: Case) -> None:
    pairs = [(r.claim, r.other) for r in later.relations]
    assert all(a != b for a, b in combinations(pairs, 2))
