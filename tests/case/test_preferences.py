import pytest

from parley.case.preferences import behind, levels, preference
from parley.case.quantity import Between, Exact
from parley.case.schema import Issue, IssuePosition

OPTIONS = Issue.model_validate(
    {"name": "I", "question": "?", "options": {"a": "A", "b": "B", "c": "C"}, "if_silent": "a"}
)
RANGE = Issue.model_validate(
    {"name": "I", "question": "?", "range": [0, 1], "steps": 3, "if_silent": 0}
)
JUDGED = {"by": "desk", "on": "2020-01-01", "because": "x"}


def position(stated=(), **inferred):
    view = {"inferred": JUDGED | inferred} if inferred else {}
    return IssuePosition.model_validate({"stated": list(stated), **view})


def above(ranking):
    """All pairs (better, worse) that follow from a ranking."""
    pairs = set(ranking.above)
    while more := {(a, d) for a, b in pairs for c, d in pairs if b == c} - pairs:
        pairs |= more
    return {
        (better, worse)
        for g, h in pairs
        for better in ranking.groups[g]
        for worse in ranking.groups[h]
    }


def test_levels_are_options_or_the_compared_numbers():
    assert levels(OPTIONS) == ("a", "b", "c")
    assert levels(RANGE) == ("0", "0.5", "1")


@pytest.mark.parametrize("known", [None, position(), position([{"says": "words only"}])])
def test_nothing_known_leaves_every_level_free(known):
    ranking = preference(OPTIONS, known)
    assert set(ranking.items) == {"a", "b", "c"}
    assert above(ranking) == set()


def test_what_is_wanted_stands_above_the_rest_and_what_is_refused_below():
    ranking = preference(OPTIONS, position([{"wants": "a", "refuses": "c"}]))
    assert above(ranking) == {("a", "b"), ("b", "c"), ("a", "c")}


def test_what_is_accepted_stands_above_what_is_refused_only():
    ranking = preference(OPTIONS, position([{"accepts": "a", "refuses": ["b", "c"]}]))
    assert above(ranking) == {("a", "b"), ("a", "c")}


def test_the_last_statement_that_orders_decides():
    stated = [
        {"wants": "a", "from": "k1"},
        {"wants": "b", "from": "k2"},
        {"says": "no", "from": "k3"},
    ]
    ranking = preference(OPTIONS, position(stated))
    assert above(ranking) == {("b", "a"), ("b", "c")}
    assert behind(position(stated)) == ("k2",)


def test_what_analysts_infer_goes_before_what_is_stated():
    both = position([{"wants": "a", "from": "k1"}], ranks="c > b > a", **{"from": "k9"})
    assert preference(OPTIONS, both).items == ("c", "b", "a")
    assert behind(both) == ("k9",)
    assert behind(None) == behind(position()) == ()


@pytest.mark.parametrize(("prefers", "best"), [("more", "1"), ("less", "0")])
def test_more_or_less_of_a_range_is_a_full_ranking(prefers, best):
    ranking = preference(RANGE, position(prefers=prefers))
    assert ranking.complete
    assert ranking.groups[0] == (best,)


def test_values_are_keyed_by_level():
    view = position(values={0: 0, 0.5: "likely", "1": 1})
    assert preference(RANGE, view) == {
        "0": Exact(0.0),
        "0.5": Between(0.55, 0.8, "likely"),
        "1": Exact(1.0),
    }
