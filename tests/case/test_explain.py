"""What a wrong value is called: in the words of the case file, never in those of the library."""

import copy
import re

import pytest
from pydantic import ValidationError

from parley.case.compose import compose
from parley.case.explain import explain
from parley.case.schema import Case

WRONG = [None, 5, -7, True, [], {}, "zz zz", ["q q"], {"zz": 1}, {"Q q": None}, "", 2.5, 10**350]
JARGON = re.compile(
    r"Input|should|valid |constrained|\[key\]|pydantic|function|\bfloat\b|\bstr\b|\bdict\b"
)


def told(data):
    try:
        Case.model_validate(data)
    except ValidationError as error:
        return [explain(each, Case) for each in error.errors(include_url=False)]
    return []


def nodes(data, path=()):
    if path:
        yield path
    parts = data.items() if isinstance(data, dict) else ()
    for key, part in enumerate(data) if isinstance(data, list) else parts:
        yield from nodes(part, (*path, key))


def replaced(data, path, value):
    data = copy.deepcopy(data)
    here = data
    for step in path[:-1]:
        here = here[step]
    here[path[-1]] = value
    return data


def exists(data, path):
    """Whether there is such a place; where a list may be a single entry, that is its first."""
    for step in path:
        if step == 0 and not isinstance(data, list):
            return True
        if not isinstance(data, dict | list):
            return step in ("rule", "name", "prefers")  # an entry may be this part alone
        if isinstance(data, dict) and step not in data:
            return False
        data = data[step]
    return True


def test_a_wrong_type_anywhere_is_told_in_plain_words_at_a_place_that_exists(sound):
    data = compose(sound, "case.yaml").data
    n_told = 0
    for path in nodes(data):
        for value in WRONG:
            broken = replaced(data, path, value)
            for where, what, fix in told(broken):
                n_told += 1
                assert not JARGON.search(f"{what} {fix}"), (path, value, what, fix)
                assert "\n" not in what + fix
                assert len(what) < 200
                assert exists(broken, where), (path, value, where)
    assert n_told > 1000


@pytest.mark.parametrize(
    ("path", "value", "where", "what", "fix"),
    [
        (
            ("claims", "quiet-now", "sorce"), "x", ("claims", "quiet-now", "sorce"),
            "unknown key 'sorce'", "did you mean 'source'?",
        ),
        (
            ("proposals", "first-text", "terms", "all_of", 0, "condition"), {"say": "x"},
            ("proposals", "first-text", "terms", "all_of", 0, "condition", "say"),
            "unknown key 'say'", "did you mean 'says'?",
        ),
        (
            ("proposals", "first-text", "terms", "covers"), {"scop": "x"},
            ("proposals", "first-text", "terms", "covers", "scop"),
            "unknown key 'scop'", "did you mean 'scope'?",
        ),
        (
            ("proposals", "first-text", "terms", "covers"), {"end of renewal": "x"},
            ("proposals", "first-text", "terms", "covers", "end of renewal"),
            "unknown key 'end of renewal'", "did you mean 'end or renewal'?",
        ),
        (
            ("sources", "paper", "text", "kind"), "readers note",
            ("sources", "paper", "text", "kind"),
            "'readers note' is not allowed for 'kind'", 'did you mean "reader\'s note"?',
        ),
        (
            ("sources", "paper", "language"), "Ukrainian", ("sources", "paper", "language"),
            "'Ukrainian' is not written as 'language' must be",
            "write a language code such as en, uk or pt-BR",
        ),
        (
            ("sources", "paper", "text", "sha256"), "abc", ("sources", "paper", "text", "sha256"),
            "'abc' is not written as 'sha256' must be",
            "write the 64 digits that 'sha256sum FILE' shows",
        ),
        (
            ("issues", "ceasefire", "if_silent"), None, ("issues", "ceasefire", "if_silent"),
            "'if_silent' must be an option id or a number, not nothing", "",
        ),
        (
            ("issues", "pullback", "steps"), 1, ("issues", "pullback", "steps"),
            "'steps' must be at least 2, not '1'", "",
        ),
        (
            ("belief",), {"reliability": {"A": 1}}, ("belief", "reliability", "A"),
            "'A' must be less than 1, not '1'", "",
        ),
        (
            ("positions", "alba", "no_deal", "plus_with"), {"ceasefire": "pause", "pullback": "x"},
            ("positions", "alba", "no_deal", "plus_with"),
            "'plus_with' is too long", "at most 1 are allowed",
        ),
        (
            ("constraints", 0), 5, ("constraints", 0),
            "'constraints' must be a mapping (key: value), not '5'", "",
        ),
    ],
)  # fmt: skip
def test_the_fix_names_what_belongs_there(sound, path, value, where, what, fix):
    data = compose(sound, "case.yaml").data
    expected = (where, what, fix.replace('"', "'"))
    assert expected in told(replaced(data, path, value))


def test_keys_of_an_entry_whose_id_is_the_name_of_a_field_are_known_too(sound):
    data = compose(sound, "case.yaml").data
    data["claims"]["source"] = {"sorce": "x"}
    assert (("claims", "source", "sorce"), "unknown key 'sorce'", "did you mean 'source'?") in told(
        data
    )
