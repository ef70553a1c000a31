"""Copies are one line; what is heard from two mouths is two."""

from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from record_case import told

from parley.case.lineage import lineage, n_independent, named, voice
from parley.case.schema import Case


def lines(case: Case, *claims: str) -> list[set[str]]:
    """Claims of one line together."""
    found: dict[str, set[str]] = {}
    for claim, line in lineage(case, claims or None).items():
        found.setdefault(line, set()).add(claim)
    return sorted(found.values(), key=min)


def test_one_speaker_in_two_outlets_is_one_line_and_two_speakers_in_one_are_two():
    case = told(
        {
            "c1": "{by: al, source: paper}",
            "c2": "{by: al, source: radio}",
            "c3": "{by: ada, source: paper}",
        }
    )
    assert lines(case) == [{"c1", "c2"}, {"c3"}]
    assert n_independent(case, ["c1", "c2", "c3"]) == 2
    assert n_independent(case, []) == 0


def test_a_joint_statement_is_a_speaker_of_its_own_in_any_order():
    case = told({"c1": "{by: [al, bo]}", "c2": "{by: [bo, al]}", "c3": "{by: al}"})
    assert lines(case) == [{"c1", "c2"}, {"c3"}]


@pytest.mark.parametrize(
    ("one", "other", "together"),
    [
        ("wire", "copy", True),  # relays it by source id
        ("wire", "blog", True),  # relays what relays it
        ("copy", "blog", True),
        ("wire", "paper", False),
        ("digest", "echo", True),  # each relays the other
        ("wire", "echo", False),
    ],
)
def test_an_outlet_that_relays_another_is_of_its_line(one, other, together):
    case = told({"c1": f"{{source: {one}}}", "c2": f"{{source: {other}}}"})
    assert n_independent(case, ["c1", "c2"]) == (1 if together else 2)


def test_an_outlet_that_relays_a_body_is_of_the_line_of_that_body():
    case = told({"c1": "{source: post}", "c2": "{by: guard, source: radio}", "c3": "{by: bo}"})
    assert lines(case) == [{"c1", "c2"}, {"c3"}]


def test_unnamed_voices_are_told_apart_by_description_and_by_where_they_were_heard():
    case = told(
        {
            "c1": "{speaker: A  Source, source: copy}",
            "c2": "{speaker: a source, source: blog}",
            "c3": "{speaker: another, source: blog}",
            "c4": "{speaker: a source, source: paper}",
            "c5": "{source: blog}",
        }
    )
    assert lines(case) == [{"c1", "c2"}, {"c3"}, {"c4"}, {"c5"}]


def test_repetition_counts_through_claims_that_were_not_asked_about():
    case = told(
        {"c1": "{by: al}", "c2": "{by: ada}", "c3": "{by: bo}", "c4": "{by: guard}"},
        (
            "{claim: c1, is: repeats, other: c2}",
            "{claim: c3, is: repeats, other: c2}",
            "{claim: c4, is: corroborates, other: c2}",
        ),
    )
    assert lines(case, "c1", "c3", "c4") == [{"c1", "c3"}, {"c4"}]


def test_an_article_that_repeats_two_speakers_does_not_make_them_one():
    case = told(
        {"c1": "{by: al}", "c2": "{by: bo}", "c3": "{source: paper}", "c4": "{source: paper}"},
        ("{claim: c3, is: repeats, other: c1}", "{claim: c4, is: repeats, other: c2}"),
    )
    assert n_independent(case, ["c1", "c2"]) == 2
    assert n_independent(case, ["c1", "c3"]) == 1
    assert n_independent(case, ["c2", "c3"]) == 2


def test_a_line_is_named_by_its_first_claim():
    case = told({"c1": "{by: bo}", "c2": "{by: al}", "c3": "{by: al, source: radio}"})
    assert lineage(case) == {"c1": "c1", "c2": "c2", "c3": "c2"}
    assert lineage(case, ["c3", "c2"]) == {"c3": "c3", "c2": "c3"}


@pytest.mark.parametrize(
    ("words", "who"),
    [
        ("Albans", "alba"),
        ("  bor ", "bor"),
        ("BORDURIA", "bor"),
        ("The  Guard", "guard"),
        ("Nobody", None),
    ],
)
def test_people_and_parties_are_known_by_any_of_their_names(words, who):
    assert named(told({}), words) == who


def test_a_voice_is_the_speaker_or_the_unnamed_one_where_it_was_heard_or_the_outlet():
    case = told({"c1": "{by: [alba, bo]}", "c2": "{speaker: a source, source: post}", "c3": "{}"})
    assert [voice(case, each) for each in case.claims.values()] == [
        "Alba with Bo",
        "a source (Post)",
        "Wire",
    ]


NAMES = ("c0", "c1", "c2", "c3", "c4", "c5")
CLAIM = st.sampled_from(
    ("{by: al}", "{by: bo}", "{by: guard}", "{}", "{source: copy}", "{source: post}")
)


@st.composite
def records(draw) -> Case:
    claims = {name: draw(CLAIM) for name in NAMES}
    pairs = draw(st.lists(st.sampled_from(list(combinations(NAMES, 2))), max_size=3, unique=True))
    return told(claims, tuple(f"{{claim: {b}, is: repeats, other: {a}}}" for a, b in pairs))


def origin(case: Case, name: str) -> str:
    """By hand: who is heard in each claim that `records` makes."""
    claim = case.claims[name]
    return " ".join(claim.by) or {"wire": "Wire", "copy": "Wire", "post": "guard"}[claim.source]


def slow_lines(case: Case) -> set[frozenset[str]]:
    """Merge any two lines with a pair of one origin or one relation, until none is left."""
    found = [{name} for name in case.claims]
    pairs = {(r.claim, r.other) for r in case.relations}
    changed = True
    while changed:
        changed = False
        for one, other in combinations(found, 2):
            if any(
                origin(case, a) == origin(case, b) or (a, b) in pairs or (b, a) in pairs
                for a in one
                for b in other
            ):
                found = [line for line in found if line not in (one, other)] + [one | other]
                changed = True
                break
    return {frozenset(line) for line in found}


@settings(max_examples=60, deadline=None)
@given(records())
def test_lines_are_the_connected_parts(case):
    assert {frozenset(line) for line in lines(case)} == slow_lines(case)


@settings(max_examples=40, deadline=None)
@given(records(), st.sets(st.sampled_from(NAMES)), st.sets(st.sampled_from(NAMES)))
def test_asking_for_more_never_adds_more_lines_than_it_asks_for(case, some, more):
    both = n_independent(case, sorted(some | more))
    assert both <= n_independent(case, sorted(some)) + n_independent(case, sorted(more))
    assert (both == 0) == (not some | more)
