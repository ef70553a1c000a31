"""The schema that editors use accepts what parley reads, and marks the common mistakes."""

import copy

import jsonschema
import pytest

from parley.case import shipped_cases
from parley.case.compose import compose
from parley.case.json_schema import FILE_NAME, json_schema
from parley.case.raw import load
from parley.case.reader import case_files

CHECK = jsonschema.Draft202012Validator(json_schema())


def complaints(data):
    return [error.message for error in CHECK.iter_errors(data)]


def test_it_is_a_schema():
    jsonschema.Draft202012Validator.check_schema(json_schema())


@pytest.mark.parametrize("name", shipped_cases())
def test_the_shipped_cases_obey_it_as_a_whole_and_file_by_file(name):
    files = case_files(shipped_cases()[name])
    assert complaints(load(files).data) == []
    for file in files:
        assert complaints(load([file]).data) == []
        assert file.read_text(encoding="utf-8").startswith(
            f"# yaml-language-server: $schema={FILE_NAME}\n"
        )


@pytest.mark.parametrize(
    "path",
    [
        ("titel",),
        ("claims", "quiet-now", "sorce"),
        ("sources", "paper", "text", "fiel"),
        ("proposals", "first-text", "terms", "all_of", 0, "sais"),
        ("positions", "alba", "no_deal", "plus_whit"),
        ("relations", 0, "ist"),
    ],
)
def test_a_misspelt_key_does_not_obey_it(sound, path):
    data = compose(sound, "case.yaml").data
    assert complaints(data) == []
    here = copy.deepcopy(data)
    broken = here
    for step in path[:-1]:
        here = here[step]
    here[path[-1]] = "x"
    assert complaints(broken)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("at_least: 2", "at_leest: 2"),
        ("at_least: 2", "at_least: 0"),
        ("cost: 3", "cost: 0"),
        ("worth: 7.5", "wroth: 7.5"),
        ("order: ", "ordre: "),
        ("points: 15..40", "pionts: 15..40"),
        ("smarter", "smart"),
    ],
)
def test_a_mistake_in_a_score_sheet_does_not_obey_it(scored, old, new):
    assert complaints(compose(scored, "case.yaml").data) == []
    assert complaints(compose(scored.replace(old, new), "case.yaml").data)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("grade: C", "grade: H"),
        ("how: report", "how: guess"),
        ("act: DEFER", "act: defer"),
        ("is: answers", "is: replies"),
        ("parley: 1", "parley: 2"),
    ],
)
def test_a_word_that_is_not_allowed_does_not_obey_it(sound, old, new):
    assert complaints(compose(sound.replace(old, new), "case.yaml").data)
