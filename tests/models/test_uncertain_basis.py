"""What the columns of inputs rest on can be looked up: an input leads to its judgement."""

import pytest
from small_case import small

from parley.basis import basis
from parley.draws import draws
from parley.models.uncertain import columns


def test_all_that_columns_refer_to_has_a_basis():
    case = small()
    found = columns(case, draws(case, 50))
    refs = {ref for each in found.about for ref in each.refs}
    told = basis(case, refs)
    assert refs <= set(told)
    nothing = {each.path for each in found.about if not each.refs}
    assert {path.split(".")[1] for path in nothing} <= {"a", "b", "c"}
    for path in nothing:  # what no party said anything about
        section, party, kind, *rest = path.split(".")
        assert section == "positions"
        position = case.positions[party]
        assert (
            position.importance is None
            if kind == "importance"
            else rest[0] not in (position.issues)
        )


@pytest.mark.parametrize(
    ("ref", "judgement"),
    [
        ("positions.b.no_deal.value", "positions.b.no_deal"),
        ("positions.a.issues.land.inferred.values.0.5", "positions.a.issues.land"),
        ("positions.a.importance", "positions.a.importance"),
        ("moves.preferences.a.statements.2.chance", "moves.preferences.a.statements.2"),
        ("moves.preferences.a.statements.2", "moves.preferences.a.statements.2"),
        ("moves.preferences.b.weights.a.wall=low", "moves.preferences.b"),
        ("moves.preferences.a.order", "moves.preferences.a"),
        ("influence.actors.c.stances.line.position", "influence.actors.c.stances.line"),
        ("influence.actors.b.follows.c", "influence.actors.b"),
        ("influence.scales.line.reference", "influence.scales.line"),
        ("war.pauses.winter.settles", "war.pauses.winter"),
        ("war.conceding.0.war.0", "war.conceding.0"),
        ("war.sides.b.cost", "war.sides.b"),
        ("war.engine.contest", "war"),
        ("war.held", "war"),
        ("settlement.guarantees.watch.detection", "settlement.guarantees.watch"),
        ("settlement.attack.wins", "settlement.attack"),
        ("settlement.detection", "settlement"),
    ],
)
def test_the_path_of_an_input_leads_to_its_judgement(ref, judgement):
    case = small()
    told = basis(case, [ref, judgement])
    assert told[ref] is told[judgement]
    assert told[ref].id == "j1"


def test_inputs_of_one_judgement_share_its_id():
    refs = ["war.sides.b.cost", "war.held", "war.lasts", "war.sides.b", "k1"]
    told = basis(small(), refs)
    assert [told[ref].id for ref in refs] == ["j1", "j2", "j2", "j1", "k1"]


@pytest.mark.parametrize(
    "ref",
    [
        "war.sides.b.costs",
        "war.sides.b.cost.low",
        "war.hold",
        "war.stake",  # no input, though it stands in the case
        "positions.a.no_deal.minus",
        "moves.preferences.a.statements.9.chance",
        "moves.preferences.a.statements.0.chance",  # this one is certain
        "k9",
        "",
    ],
)
def test_a_path_that_is_no_input_is_refused(ref):
    with pytest.raises(KeyError):
        basis(small(), [ref])
