"""Copies of one account are one line, whoever prints them."""

import pytest

from parley.case.lineage import lineage, n_independent, named, voice
from parley.case.schema import Case


def told(claims, sources=None, relations=()):
    """A case with these claims; each is a mapping of what differs from an unattributed report."""
    base = {"how": "report", "on": "2020-01-01", "says": "x", "act": "ARGUE", "about": "i"}
    sources = sources or {"s1": {}, "s2": {}}
    plain = {"kind": "newspaper", "grade": "C"}
    return Case.model_validate(
        {
            "parley": 1,
            "case": "x",
            "title": "X",
            "as_of": "2020-01-10",
            "parties": {"alba": {"name": "Alba", "also": ["The Albans"]}},
            "people": {"al": {"name": "Al Mond"}, "bo": {"name": "Bo"}},
            "sources": {k: plain | {"outlet": f"Outlet {k}"} | v for k, v in sources.items()},
            "claims": {name: base | {"source": "s1"} | claim for name, claim in claims.items()},
            "relations": [{"claim": a, "is": kind, "other": b} for a, kind, b in relations],
        }
    )


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ({"by": "al"}, {"by": "al", "source": "s2"}, True),
        ({"by": "al"}, {"by": "bo"}, False),
        ({"by": ["al", "bo"]}, {"by": ["bo", "al"], "source": "s2"}, True),
        ({"by": ["al", "bo"]}, {"by": "al"}, False),
        ({}, {}, True),
        ({}, {"source": "s2"}, False),
        ({"speaker": "an aide"}, {"speaker": "An  aide"}, True),
        ({"speaker": "an aide"}, {"speaker": "an aide", "source": "s2"}, False),
        ({"speaker": "an aide"}, {}, False),
    ],
)
def test_one_voice_is_one_line(one, other, same):
    lines = lineage(told({"a": one, "b": other}))
    assert lines == {"a": "a", "b": "a" if same else "b"}


@pytest.mark.parametrize(
    ("relays", "same"),
    [({"s1": ["s3"], "s2": ["s3"]}, True), ({"s1": ["s2"]}, True), ({"s1": ["s3"]}, False)],
)
def test_outlets_that_relay_one_account_are_one_line(relays, same):
    sources = {name: {"relays": relays.get(name, [])} for name in ("s1", "s2", "s3")}
    case = told({"a": {}, "b": {"source": "s2"}}, sources)
    assert n_independent(case, ["a", "b"]) == (1 if same else 2)


def test_sources_that_relay_each_other_come_to_an_end():
    case = told({"a": {}, "b": {"source": "s2"}}, {"s1": {"relays": "s2"}, "s2": {"relays": "s1"}})
    assert set(lineage(case)) == {"a", "b"}


def test_a_chain_of_repetitions_is_one_line_named_by_its_first_claim():
    claims = {name: {"by": by} for name, by in (("a", "al"), ("b", "bo"), ("c", "alba"))}
    case = told(claims, relations=[("b", "repeats", "a"), ("c", "repeats", "b")])
    assert lineage(case) == {"a": "a", "b": "a", "c": "a"}
    other = told(claims, relations=[("b", "corroborates", "a")])
    assert n_independent(other, claims) == 3


def test_only_the_claims_asked_for_are_counted_but_chains_run_through_others():
    claims = {name: {"by": by} for name, by in (("a", "al"), ("b", "bo"), ("c", "alba"))}
    case = told(claims, relations=[("b", "repeats", "a"), ("c", "repeats", "b")])
    assert lineage(case, ["c", "a"]) == {"c": "c", "a": "c"}
    assert n_independent(case, []) == 0


def test_a_name_is_found_by_id_name_or_other_name():
    case = told({})
    assert [named(case, words) for words in ("alba", "ALBA", "the  albans", "Al Mond", "x")] == [
        *["alba"] * 3,
        "al",
        None,
    ]


def test_who_speaks_is_said_in_words():
    case = told({"a": {"by": ["al", "alba"]}, "b": {"speaker": "an aide"}, "c": {}})
    assert [voice(case, claim) for claim in case.claims.values()] == [
        "Al Mond with Alba",
        "an aide (Outlet s1)",
        "Outlet s1",
    ]
