"""Scenarios of the fighting: the same as reading the case with the scenario."""

import pytest
from small_case import small, small_file

from parley.case import read_case
from parley.case.alternatives import alternatives
from parley.case.quantity import Between, Exact


def made(**changes):
    return small({"scenarios.new": {"title": "New", "set": changes}})


@pytest.mark.parametrize("name", ["stopped", "pact"])
def test_a_scenario_is_what_reading_the_case_with_it_gives(name, tmp_path):
    path = small_file(tmp_path)
    found, wrong = alternatives(read_case(path))
    read = read_case(path, scenario=name)
    assert not wrong
    assert (found[name].war, found[name].settlement) == (read.war, read.settlement)
    assert found[name].war != small().war or found[name].settlement != small().settlement


def test_scenarios_of_other_sections_are_left_out():
    assert set(alternatives(small())[0]) == {"stopped", "pact"}


def test_quantities_entries_and_lists_can_be_set():
    changes = {
        "war.sides.a.capabilities.guns.struck": "0.1..0.2",
        "war.conceding.0.limited": 0.9,
        "war.pauses.short": {"name": "Short", "weeks": 1, "settles": 0, "share": 0, "because": "x"},
        "positions.b.no_deal.value": 0.5,
    }
    case = alternatives(made(**changes))[0]["new"]
    assert case.war.sides["a"].capabilities["guns"].struck == Between(0.1, 0.2)
    assert case.war.conceding[0].limited == Exact(0.9)
    assert case.war.pauses["short"].name == "Short"
    assert case.war.sides["b"] == small().war.sides["b"]
    assert case.positions == small().positions


def test_changes_that_need_each_other_are_checked_together():
    changes = {"war.conceding.0.steps": [0.3, 1], "war.conceding.0.war": [0.6, 0.4]}
    found, wrong = alternatives(made(**changes))
    assert wrong == {}
    assert found["new"].war.conceding[0].steps == (0.3, 1)


@pytest.mark.parametrize(
    ("path", "value", "told"),
    [
        ("war.sides.x.cost", 0.1, "the path 'war.sides.x.cost' does not exist at 'x'"),
        ("war.side", 0.1, "the path 'war.side' does not exist at 'side'"),
        ("war.conceding.3.limited", 0.1, "does not exist at '3'"),
        ("war.sides.a.cost", -1, "outside the admissible range"),
        ("settlement.in_force", "nobody", "no guarantee 'nobody' in 'guarantees'"),
    ],
)
def test_what_is_wrong_with_a_scenario_is_said(path, value, told):
    found, wrong = alternatives(made(**{path: value}))
    assert "new" not in found
    assert told in wrong["new"]
