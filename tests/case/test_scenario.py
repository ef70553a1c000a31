import copy

import pytest
from hypothesis import given
from strategies import plain_data

from parley.case import read_case
from parley.case.scenario import patched
from parley.errors import CaseError

DATA = {"a": {"b": [1, {"c": 2}], "d": 3}}


@pytest.mark.parametrize(
    ("path", "value", "result"),
    [
        ("a.b.0", 9, {"a": {"b": [9, {"c": 2}], "d": 3}}),
        ("a.b.1.c", [7], {"a": {"b": [1, {"c": [7]}], "d": 3}}),
        ("a.new", 4, {"a": {"b": [1, {"c": 2}], "d": 3, "new": 4}}),
        ("a", None, {"a": None}),
        ("e", 5, {**DATA, "e": 5}),
    ],
)
def test_a_patch_changes_what_its_path_names_and_nothing_else(path, value, result):
    before = copy.deepcopy(DATA)
    assert patched(DATA, {path: value}) == result
    assert before == DATA


@pytest.mark.parametrize("path", ["x.y", "a.b.2", "a.b.-1", "a.b.²", "a.b.01", "a.d.e", "a.b.x"])
def test_a_path_that_does_not_exist_is_named(path):
    with pytest.raises(LookupError, match=r"does not exist at"):
        patched(DATA, {path: 1})


def test_a_misspelt_step_is_suggested():
    with pytest.raises(LookupError, match="did you mean 'positions'"):
        patched({"positions": {}}, {"postions.a": 1})


def test_later_changes_of_one_scenario_build_on_earlier_ones():
    assert patched({}, {"a": {}, "a.b": 1}) == {"a": {"b": 1}}


@given(plain_data)
def test_any_data_can_be_put_in_place_and_found_there(value):
    assert patched(DATA, {"a.d": value})["a"]["d"] == value


def test_a_case_read_with_a_scenario_has_its_values(bench, sound):
    path = bench.write(sound)
    cold = read_case(path, scenario="cold")
    assert cold.positions["borduria"].no_deal.value.value == 0.5
    assert cold.positions["alba"] == read_case(path).positions["alba"]


def test_a_scenario_the_case_does_not_have_is_suggested(bench, sound):
    path = bench.write(sound)
    with pytest.raises(CaseError, match=r"no scenario 'clod' .*did you mean 'cold'"):
        read_case(path, scenario="clod")
    bench.write(sound[: sound.index("scenarios:")])
    with pytest.raises(CaseError, match="scenarios: none"):
        read_case(path, scenario="cold")


def test_all_scenarios_with_a_problem_are_told(bench, sound):
    more = "".join(f"  s{i}: {{title: S, set: {{issues.no{i}.name: x}}}}\n" for i in range(3))
    assert len(bench.problems(sound + more)) == 3
