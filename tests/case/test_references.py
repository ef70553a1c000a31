import copy
import re

import pytest

from parley.case.compose import compose
from parley.case.references import REFERENCES, dangling, nearest
from parley.case.select import select


def renamed(data, path, name, is_key):
    """A copy of the data with another name at `path`, and where that stands."""
    data = copy.deepcopy(data)
    here = data
    for step in path[:-1]:
        here = here[step]
    if is_key:
        here[name] = here.pop(path[-1])
        return data, (*path[:-1], name)
    here[path[-1]] = name
    return data, path


def places(data, pattern):
    return {path: name for path, name in select(data, pattern) if isinstance(name, str)}


@pytest.fixture
def holding(sound, scored):
    """The data of the small case that has something at a pattern."""

    def found(pattern):
        for text in (sound, scored):
            data = compose(text, "case.yaml").data
            if places(data, pattern):
                return data
        pytest.fail(f"no small case has anything at {pattern}: add it, so that it is tested")

    return found


@pytest.mark.parametrize("pattern", [pattern for pattern, _ in REFERENCES])
def test_a_misspelt_id_is_told_at_every_place_that_names_one(holding, pattern):
    data = holding(pattern)
    assert list(dangling(data)) == []
    for path, name in places(data, pattern).items():
        broken, where = renamed(data, path, f"{name}z", pattern.endswith("<key>"))
        told = {path: (what, fix) for path, what, fix in dangling(broken)}
        assert re.fullmatch(rf"no [\w ]+ with id '{re.escape(name)}z'", told[where][0])
        assert told[where][1] == f"did you mean '{name}'?"


@pytest.mark.parametrize(("pattern", "sections"), REFERENCES)
def test_an_entry_of_another_section_does_not_do(holding, pattern, sections):
    data = holding(pattern)
    foreign = "paper" if "sources" not in sections else "alba"  # no party, issue or the like
    path = next(iter(places(data, pattern)))
    broken, where = renamed(data, path, foreign, pattern.endswith("<key>"))
    assert where in [path for path, _, _ in dangling(broken)]


def test_every_known_name_is_offered_in_order_if_none_is_near():
    assert nearest("zzz", ["b", "a"]) == "known: a, b"
    assert nearest("zzz", [f"k{i}" for i in range(9)]) == "known: k0, k1, k2, k3, k4, k5 ..."
    assert nearest("zzz", []) == ""


def test_only_the_first_findings_take_the_time_of_a_hint():
    data = {"claims": {"k": {}}, "relations": [{"claim": "kk"}] * 300}
    fixes = [fix for _, _, fix in dangling(data)]
    assert fixes[0] == "did you mean 'k'?"
    assert fixes[-1] == ""
