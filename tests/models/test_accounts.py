"""What claims admit, where they clash, how matters stand, who is heard."""

import math
from itertools import combinations, product

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from record_case import told

from parley.case.schema import Case, Point
from parley.models.accounts import (
    admits,
    balance,
    contradictions,
    coverage,
    excludes,
    standings,
    statements,
)
from parley.models.accounts.statements import Interval


def point(text: str) -> str:
    return f"{{points: [{text}]}}"


def spoken(by: str, text: str, **more: str) -> str:
    extra = "".join(f", {key}: {value}" for key, value in more.items())
    return f"{{by: {by}, points: [{text}]{extra}}}"


def said(case: Case) -> list[list[str]]:
    return [[account.said for account in clash.accounts] for clash in contradictions(case)]


def state(case: Case, matter: str) -> str:
    return next(each.state for each in standings(case) if each.matter == matter)


# numbers


@pytest.mark.parametrize(
    ("number", "comparator", "expected"),
    [
        (60, "exactly", Interval(60, 60)),
        (60, "about", Interval(54, 66)),
        ("60..70", "about", Interval(54, 77)),
        (-60, "about", Interval(-66, -54)),
        (0, "about", Interval(0, 0)),
        (60, "at least", Interval(60, math.inf)),
        ("60..70", "at least", Interval(60, math.inf)),
        (60, "more than", Interval(60, math.inf, low_open=True)),
        ("60..70", "at most", Interval(-math.inf, 70)),
        (60, "less than", Interval(-math.inf, 60, high_open=True)),
        ("60..70", "exactly", Interval(60, 70)),
        ({"low": 1, "mode": 2, "high": 4}, "exactly", Interval(1, 4)),
        ({"mean": 10, "sd": 2}, "exactly", Interval(6, 14)),
        ({"mean": 10, "sd": 2, "low": 9, "high": 11}, "exactly", Interval(9, 11)),
        (
            {"claimed": [{"value": 3, "from": "a"}, {"value": "5..6", "from": "b"}], "prior": 0},
            "exactly",
            Interval(3, 6),
        ),
    ],
)
def test_a_number_admits_what_its_comparator_says(number, comparator, expected):
    found = admits(Point.model_validate({"of": "m", "number": number, "comparator": comparator}))
    assert (found.low, found.high) == pytest.approx((expected.low, expected.high))
    assert (found.low_open, found.high_open) == (expected.low_open, expected.high_open)


def test_a_point_without_a_number_admits_none():
    with pytest.raises(ValueError, match="gives no number"):
        admits(Point.model_validate({"of": "m", "status": "agreed"}))


ENDS = st.sampled_from((0, 1, 2, 3))


@st.composite
def intervals(draw) -> Interval:
    low, high = sorted((draw(ENDS), draw(ENDS)))
    ends = draw(st.booleans()), draw(st.booleans())
    return Interval(low, high, *(ends if low < high else (False, False)))


def holds(interval: Interval, number: float) -> bool:
    above = number > interval.low if interval.low_open else number >= interval.low
    return above and (number < interval.high if interval.high_open else number <= interval.high)


@given(intervals(), intervals())
def test_intervals_overlap_if_some_number_is_in_both(one, other):
    grid = [k / 4 for k in range(13)]  # ends are whole: a quarter lies between any two
    assert one.overlaps(other) == any(holds(one, x) and holds(other, x) for x in grid)
    assert one.overlaps(other) == other.overlaps(one)


@pytest.mark.parametrize(
    ("one", "other", "clash"),
    [
        ("number: 41", "number: 12", True),
        ("number: 41", "number: 41", False),
        ("number: 60, comparator: less than", "number: 60, comparator: more than", True),
        ("number: 60, comparator: at most", "number: 60, comparator: at least", False),
        ("number: 60, comparator: less than", "number: 60, comparator: at least", True),
        ("number: 60, comparator: about", "number: 66", False),
        ("number: 60, comparator: about", "number: 67", True),
        ("number: 13, comparator: at least", "number: 41", False),
        ("number: 2..9", "number: 10", True),
        ("number: 2, unit: weeks", "number: 14, unit: days", False),
        ("number: 2, unit: Weeks", "number: 3, unit: weeks", True),
        ("number: 2", "number: 3, unit: people", True),  # the matter's unit
        ("number: 2, base: each side", "number: 3, base: in all", False),
        ("number: 2, base: Each  side", "number: 3, base: each side", True),
        ("number: 2, base: each side", "number: 3", True),  # no whole named: the same meant
        ("date: 2020-01-10", "date: 2020-01", False),
        ("date: 2020-01-10", "date: by 2020-01-09", True),
        ("date: 2020-01-10", "date: 2020-01-11..", True),
        ("date: about 2020-01-10", "date: 2020-01-13", False),
        ("agent: Albans", "agent: alba", False),
        ("agent: Alba", "agent: Bor", True),
        ("agent: Alba", "agent: both", True),
        ("status: accepted", "status: ACCEPTED", False),
        ("status: accepted", "status: accepted with conditions", True),
        ("holder: bor", "holder: Borduria", False),
        ("holder: bor", "holder: Alba", True),
        ("wording: a  siege", "wording: A siege", False),
        ("wording: siege", "wording: blockade", True),
        ("status: alba", "status: Albans", False),
        ("number: 3", "status: agreed", False),  # two facets
    ],
)
def test_what_excludes_what(one, other, clash):
    if "status: alba" in one:
        clash = True  # a status is a word, not a name
    texts = {"c1": point(f"{{of: dead, {one}}}"), "c2": point(f"{{of: dead, {other}}}")}
    case = told(texts)
    first, second = statements(case)
    assert excludes(first, second) == excludes(second, first) == clash
    assert bool([c for c in contradictions(case) if c.kind != "base"]) == clash
    assert (state(case, "dead") == "contested") == clash


def test_statements_on_two_matters_never_exclude_each_other():
    case = told({"c1": point("{of: word, wording: x}"), "c2": point("{of: state, wording: y}")})
    assert not excludes(*statements(case))
    assert contradictions(case) == ()


@pytest.mark.parametrize(
    ("points", "shown"),
    [
        ("{of: dead, number: 6000, comparator: about, base: each side}",
         "about 6,000 people (each side)"),
        ("{of: dead, number: 61..75, unit: min}", "61 to 75 min"),
        ("{of: dead, number: 0.34, unit: share}", "34 %"),
        ("{of: dead, number: 0.125}", "0.125 people"),
        ("{of: day, date: 2020-01-10}", "10 January 2020"),
        ("{of: day, date: 2020-01-10..2020-01-12}", "10 to 12 January 2020"),
        ("{of: day, date: 2019-12-30..2020-01-12}", "30 December 2019 to 12 January 2020"),
        ("{of: day, date: by 2020-01-12}", "by 2020-01-12"),
        ("{of: doer, agent: albans}", "Alba"),
        ("{of: doer, agent: the guard}", "Border Guard"),
        ("{of: word, wording: A Siege}", "A Siege"),
    ],
)  # fmt: skip
def test_a_value_is_shown_as_a_reader_writes_it(points, shown):
    assert [each.said for each in statements(told({"c1": point(points)}))] == [shown]


# the register


def test_many_values_of_one_matter_are_one_entry():
    case = told(
        {
            "c1": spoken("guard", "{of: dead, number: 41}"),
            "c2": point("{of: dead, number: 10, comparator: less than}"),
            "c3": spoken("al", "{of: dead, number: 12}"),
            "c4": spoken("guard", "{of: dead, number: 41}", source="radio"),
            "c5": spoken("wise", "{of: dead, number: 10, comparator: at least}"),
        }
    )
    (clash,) = contradictions(case)
    assert (clash.kind, clash.matter, clash.how) == ("number", "dead", "found")
    assert [a.said for a in clash.accounts] == [
        "less than 10 people",
        "at least 10 people",
        "12 people",
        "41 people",
    ]
    assert [a.excludes for a in clash.accounts] == [(1, 2, 3), (0,), (0, 3), (0, 2)]
    assert [a.claims for a in clash.accounts] == [("c2",), ("c5",), ("c3",), ("c1", "c4")]
    assert clash.accounts[3].lines == (("c1", "c4"),)
    assert clash.claims == ("c2", "c5", "c3", "c1", "c4")
    assert clash.n_lines == 4
    assert clash.issues == ("truce",)
    assert clash.between_sides  # Alba's 12 against the guard's 41


def test_facets_of_one_matter_are_entries_of_their_own():
    case = told(
        {
            "c1": point("{of: word, wording: siege}, {of: word, status: open}"),
            "c2": point("{of: word, wording: blockade}, {of: word, status: closed}"),
        }
    )
    assert {clash.kind for clash in contradictions(case)} == {"wording", "status"}
    assert state(case, "word") == "contested"


def test_the_same_figure_of_different_wholes_is_a_clash_of_its_own_kind():
    case = told(
        {
            "c1": spoken("al", "{of: dead, number: 6, base: each side}"),
            "c2": spoken("bo", "{of: dead, number: 6, base: Bor alone}"),
            "c3": point("{of: dead, number: 12, base: in all}"),
        }
    )
    (clash,) = contradictions(case)
    assert clash.kind == "base"
    assert [a.claims for a in clash.accounts] == [("c1",), ("c2",)]
    assert [a.excludes for a in clash.accounts] == [(1,), (0,)]
    assert clash.between_sides
    assert state(case, "dead") == "contested"


def test_figures_of_different_wholes_that_differ_are_no_clash():
    case = told(
        {
            "c1": point("{of: dead, number: 6, base: each side}"),
            "c2": spoken("bo", "{of: dead, number: 12, base: in all}"),
        }
    )
    assert contradictions(case) == ()
    assert state(case, "dead") == "compatible"


def test_who_gives_two_accounts_and_which_side_does():
    case = told(
        {
            "c1": spoken("al", "{of: state, status: agreed}"),
            "c2": spoken("al", "{of: state, status: refused}"),
            "c3": spoken("bo", "{of: word, wording: siege}"),
            "c4": spoken("guard", "{of: word, wording: blockade}"),
            "c5": point("{of: doer, agent: alba}"),
            "c6": point("{of: doer, agent: bor}"),
        }
    )
    by_matter = {clash.matter: clash for clash in contradictions(case)}
    found = {name: (clash.own, clash.within) for name, clash in by_matter.items()}
    assert found == {
        "state": (("Al",), ()),
        "word": ((), ("bor",)),
        "doer": (("Wire",), ()),
    }
    assert not any(clash.between_sides for clash in by_matter.values())


def test_a_joint_statement_is_no_clash_between_those_who_made_it():
    case = told(
        {
            "c1": spoken("[al, bo]", "{of: state, status: agreed}"),
            "c2": spoken("al", "{of: state, status: refused}"),
        }
    )
    (clash,) = contradictions(case)
    assert not clash.between_sides


def test_the_most_consequential_clashes_come_first():
    case = told(
        {
            "c1": spoken("al", "{of: word, wording: x}"),
            "c2": spoken("bo", "{of: word, wording: y}"),
            "c3": point("{of: dead, number: 1}"),
            "c4": spoken("bo", "{of: dead, number: 2}"),
            "c5": spoken("al", "{of: state, status: x}"),
            "c6": spoken("ada", "{of: state, status: y}"),
            "c7": spoken("al", "{of: doer, agent: x}"),
            "c8": spoken("ada", "{of: doer, agent: y}"),
            "c9": spoken("al", "{of: whose, holder: x}"),
            "d1": spoken("ada", "{of: whose, holder: y}"),
            "d2": spoken("wise", "{of: whose, holder: y}"),
        }
    )
    order = [clash.matter for clash in contradictions(case)]
    assert order == ["word", "state", "dead", "whose", "doer"]


def test_declared_clashes_are_marked_where_found_and_added_where_not():
    case = told(
        {
            "c1": spoken("al", "{of: word, wording: siege}"),
            "c2": spoken("bo", "{of: word, wording: blockade}"),
            "c3": "{by: bo, says: It never was, about: [truce]}",
            "c4": "{by: bo, says: It was}",
        },
        (
            "{claim: c2, is: denies, other: c1}",
            "{claim: c2, is: contradicts, other: c1, on: number}",
            "{claim: c3, is: denies, other: c1}",
            "{claim: c3, is: contradicts, other: c4, on: status}",
            "{claim: c3, is: qualifies, other: c2}",
        ),
    )
    found = {(clash.how, clash.kind, clash.claims) for clash in contradictions(case)}
    assert found == {
        ("both", "wording", ("c1", "c2")),
        ("declared", "number", ("c2", "c1")),  # not on what was found
        ("declared", "", ("c3", "c1")),
        ("declared", "status", ("c3", "c4")),
    }
    alone = next(clash for clash in contradictions(case) if clash.claims == ("c3", "c1"))
    assert [account.said for account in alone.accounts] == ["It never was", "c1"]
    assert alone.between_sides
    assert alone.issues == ("truce",)
    own = next(clash for clash in contradictions(case) if clash.kind == "status")
    assert own.own == ("Bo",)


def test_a_declared_clash_of_two_accounts_that_fit_is_an_entry_of_its_own():
    case = told(
        {
            "c1": point("{of: dead, number: 3}"),
            "c2": spoken("al", "{of: dead, number: 2..4}"),
            "c3": spoken("bo", "{of: dead, number: 9}"),
        },
        ("{claim: c2, is: denies, other: c1}",),
    )
    assert sorted((clash.how, len(clash.accounts)) for clash in contradictions(case)) == [
        ("declared", 2),
        ("found", 3),
    ]


VALUES = st.lists(
    st.tuples(
        st.integers(0, 30),
        st.sampled_from(("exactly", "about", "at least", "at most", "more than", "less than")),
        st.sampled_from(("al", "ada", "bo", "wise")),
    ),
    min_size=1,
    max_size=6,
)


@settings(max_examples=60, deadline=None)
@given(VALUES)
def test_a_matter_is_contested_exactly_if_no_one_number_satisfies_all(given_values):
    """Intervals that meet pairwise share a point (Helly 1923, in one dimension)."""
    case = told(
        {
            f"c{k}": spoken(by, f"{{of: dead, number: {n}, comparator: {how}}}")
            for k, (n, how, by) in enumerate(given_values)
        }
    )
    points = [Point.model_validate({"of": "dead", "number": n, "comparator": how})
              for n, how, _ in given_values]  # fmt: skip
    ends = sorted({end for each in map(admits, points) for end in (each.low, each.high)})
    finite = [end for end in ends if math.isfinite(end)]
    between = [(a + b) / 2 for a, b in combinations(finite, 2)]
    grid = [*finite, *between, min(finite) - 1, max(finite) + 1]
    possible = any(all(holds(admits(each), x) for each in points) for x in grid)
    assert (state(case, "dead") == "contested") == (not possible)
    assert bool(contradictions(case)) == (not possible)
    claims = sorted(claim for clash in contradictions(case) for claim in clash.claims)
    assert claims == ([] if possible else sorted(case.claims))


@settings(max_examples=30, deadline=None)
@given(VALUES)
@example([(0, "exactly", "al"), (0, "about", "al"), (1, "exactly", "al")])
def test_the_register_does_not_depend_on_the_order_of_claims(given_values):
    texts = {
        f"c{k}": spoken(by, f"{{of: dead, number: {n}, comparator: {how}}}")
        for k, (n, how, by) in enumerate(given_values)
    }
    forward, backward = told(texts), told(dict(reversed(texts.items())))
    assert [sorted(x) for x in said(forward)] == [sorted(x) for x in said(backward)]


# how matters stand


@pytest.mark.parametrize(
    ("claims", "expected"),
    [
        ({}, "nothing said"),
        ({"c1": spoken("al", "{of: dead, number: 3}")}, "one line"),
        (
            {
                "c1": spoken("al", "{of: dead, number: 3}"),
                "c2": spoken("al", "{of: dead, number: 2..4}", source="radio"),
            },
            "one line",
        ),
        (
            {
                "c1": point("{of: dead, number: 3}"),
                "c2": "{source: copy, points: [{of: dead, number: 3}]}",
            },
            "one line",
        ),
        (
            {
                "c1": spoken("al", "{of: dead, number: 3}"),
                "c2": spoken("ada", "{of: dead, number: 3}"),
            },
            "corroborated",
        ),
        (
            {
                "c1": spoken("al", "{of: dead, number: 3}"),
                "c2": spoken("bo", "{of: dead, number: 2..4}"),
            },
            "compatible",
        ),
        (
            {
                "c1": spoken("al", "{of: dead, number: 3}"),
                "c2": spoken("bo", "{of: dead, number: 3}"),
            },
            "told by both sides",
        ),
        ({"c1": spoken("[al, bo]", "{of: dead, number: 3}")}, "told by both sides"),
        (
            {  # outlets of both sides are not the sides
                "c1": "{source: paper, points: [{of: dead, number: 3}]}",
                "c2": "{source: radio, points: [{of: dead, number: 3}]}",
            },
            "corroborated",
        ),
        (
            {
                "c1": spoken("[al, bo]", "{of: dead, number: 3}"),
                "c2": spoken("wise", "{of: dead, number: 4}"),
            },
            "contested",
        ),
    ],
)
def test_how_a_matter_stands(claims, expected):
    assert state(told(claims), "dead") == expected


def test_lines_of_a_matter_are_counted_over_all_its_accounts():
    case = told(
        {
            "c1": spoken("al", "{of: dead, number: 3}"),
            "c2": spoken("al", "{of: dead, number: 2..4}"),
            "c3": spoken("bo", "{of: dead, number: 3}"),
        }
    )
    each = next(each for each in standings(case) if each.matter == "dead")
    assert (each.n_lines, each.claims) == (2, ("c2", "c1", "c3"))


# who is heard


def test_coverage_counts_speakers_for_a_party_and_nobody_else():
    case = told(
        {
            "c1": "{by: al, about: [truce, war]}",
            "c2": "{by: [ada, bo], about: [truce]}",
            "c3": "{by: wise, about: [land]}",
            "c4": "{source: paper, about: [land]}",
            "c5": "{by: cast, about: [war]}",
        }
    )
    found = coverage(case)
    assert found.claims == {
        "truce": {"alba": ("c1", "c2"), "bor": ("c2",)},
        "land": {"": ("c3", "c4")},
        "war": {"alba": ("c1",), "cast": ("c5",)},
    }
    assert found.silent == (("land", "alba"), ("land", "bor"))
    assert (found.heard, found.unheard) == (("alba", "bor", "cast"), ())


BALANCED = {
    "c1": "{by: al, source: paper, unverified: true}",
    "c2": "{by: al, source: radio, how: indirect}",
    "c3": "{by: ada, source: radio}",
    "c4": "{by: bo, source: wire}",
    "c5": "{by: cast, source: radio}",
    "c6": "{source: paper}",
}


def test_balance_counts_each_side_by_the_same_measures():
    alba, bor, others, nobody = balance(told(BALANCED))
    assert [g.parties for g in (alba, bor, others, nobody)] == [("alba",), ("bor",), ("cast",), ()]
    assert (alba.claims, alba.voices) == (("c1", "c2", "c3"), ("Al", "Ada"))
    assert alba.how == {"direct": 2, "indirect": 1}
    assert alba.elsewhere == ("c2", "c3")
    assert alba.only_elsewhere == ("Ada",)
    assert (alba.unverified, alba.quoted) == (("c1",), ())
    assert alba.share(alba.elsewhere) == pytest.approx(2 / 3)
    assert (alba.sources, alba.kinds, alba.grades) == (("paper",), {"newspaper": 1}, {"B": 1})
    assert (bor.claims, bor.elsewhere, bor.sources) == (("c4",), (), ("radio",))
    assert (others.claims, others.elsewhere, others.sources) == (("c5",), (), ())
    assert others.share(()) == 0
    assert nobody.claims == ("c6",)
    assert balance(told({}))[0].share(()) is None


def test_swapping_the_sides_swaps_the_balance_and_nothing_else():
    swap = {"al": "bo", "bo": "al", "ada": "guard", "paper": "radio", "radio": "paper"}
    mirrored = {
        name: " ".join(
            word.replace(core, swap.get(core, core))
            for word in text.split()
            for core in [word.strip("{},")]
        )
        for name, text in BALANCED.items()
    }
    one, other = balance(told(BALANCED)), balance(told(mirrored))
    for mine, theirs in ((0, 1), (1, 0), (2, 2), (3, 3)):
        a, b = one[mine], other[theirs]
        assert (a.claims, a.how, a.elsewhere, a.unverified) == (
            b.claims,
            b.how,
            b.elsewhere,
            b.unverified,
        )
        assert len(a.only_elsewhere) == len(b.only_elsewhere)


def test_every_claim_is_in_some_group():
    case = told(BALANCED)
    grouped = {claim for group in balance(case) for claim in group.claims}
    assert grouped == set(case.claims)
    assert sum(len(group.sources) for group in balance(case)) == len(case.sources)


def test_pairs_of_the_register_agree_with_its_statements():
    case = told(
        {
            f"c{k}": point(f"{{of: dead, number: {n}, comparator: {how}}}")
            for k, (n, how) in enumerate(
                product((5, 9, 14), ("about", "at least", "less than", "exactly"))
            )
        }
    )
    by_claim = {each.claim: each for each in statements(case)}
    (clash,) = contradictions(case)
    for i, j in combinations(range(len(clash.accounts)), 2):
        one, other = clash.accounts[i], clash.accounts[j]
        expected = excludes(by_claim[one.claims[0]], by_claim[other.claims[0]])
        assert (j in one.excludes) == (i in other.excludes) == expected
