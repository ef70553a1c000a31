"""Terms by subject, relations with their choices, answers with their conditions."""

from collections.abc import Iterator
from itertools import combinations, count, product
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parley.case import read_case
from parley.case.schema import Case
from parley.case.terms import variants
from parley.errors import CaseError
from parley.models.term_sheet import (
    KINDS,
    Mention,
    Relation,
    TermSheet,
    nodes,
    standing,
    strongest,
    term_sheet,
)

ISSUES = ("truce", "line")
OPTIONS = ("x", "y", "z")


def case_of(*terms: Any, responses: tuple[Any, ...] = (), **more: Any) -> Case:
    """A case with a proposal p0, p1, ... for each tree of terms."""
    issue = {"options": dict.fromkeys(OPTIONS, "an option"), "if_silent": "x", "question": "?"}
    return Case.model_validate(
        {
            "parley": 1,
            "case": "t",
            "title": "T",
            "as_of": "2020-02-01",
            "parties": {name: {"name": name.upper()} for name in "abc"},
            "consent": ["a", "b"],
            "topics": {"form": {"name": "Form"}},
            "issues": {name: {"name": name, **issue} for name in ISSUES},
            "proposals": {
                f"p{i}": {
                    "title": f"P{i}",
                    "short": f"P{i}",
                    "by": "a",
                    "on": "2020-01-01",
                    "terms": each,
                    "responses": responses,
                }
                for i, each in enumerate(terms)
            },
            **more,
        }
    )


def sheet_of(*terms: Any) -> TermSheet:
    return term_sheet(case_of(*terms))


def compared(first: Any, second: Any, issue: str = "truce") -> Relation:
    return sheet_of(first, second).relation(issue, "p0", "p1")


def leaf(value: str | None = None, **more: Any) -> dict[str, Any]:
    about = {"about": ["truce"]} if value is None else {"sets": {"truce": value}}
    return {"says": "words", **about, **more}


ONLY_IF = {"condition": {"says": "the other side does so too"}}
A_OR_B = {"one_of": [leaf("x", item="A"), leaf("y", item="B")]}


# relations, by hand


@pytest.mark.parametrize(
    ("first", "second", "kind"),
    [
        (leaf("x"), leaf("x"), "same"),
        (leaf("x"), leaf("y"), "conflicting"),
        (leaf("x"), leaf(), "compatible"),
        (leaf("x"), {"says": "nothing of it"}, "silent"),
        (leaf("x"), leaf("x", **ONLY_IF), "conditional"),
        (leaf("x"), leaf("y", **ONLY_IF), "conflicting"),
        (leaf("x"), leaf(None, **ONLY_IF), "conditional"),
        (leaf("x"), A_OR_B, "conditional"),
        (leaf("z"), A_OR_B, "conflicting"),
        (A_OR_B, A_OR_B, "conditional"),
        (leaf("x"), {"package": [leaf("x"), {"says": "more"}]}, "conditional"),
        (leaf("y"), {"one_of": [leaf("x"), {"says": "or not"}]}, "conflicting"),
        (leaf("x"), {"one_of": [leaf("x"), {"says": "or not"}]}, "conditional"),
        (leaf("x"), {"one_of": [leaf("x"), leaf("x")]}, "same"),
        (leaf("x"), {"sequence": [leaf("x")]}, "same"),
        (leaf("x"), {"all_of": [leaf("y"), leaf("x")]}, "same"),
    ],
)
def test_relation(first: Any, second: Any, kind: str) -> None:
    assert compared(first, second).kind == kind
    assert compared(second, first).kind == kind


def test_choices_are_named_and_not_flattened() -> None:
    told = {p.second.chosen: p.kind for p in compared(leaf("x"), A_OR_B).pairings}
    assert told == {("A",): "same", ("B",): "conflicting"}


def test_a_term_outside_the_package_makes_the_same_term_inside_firm() -> None:
    twice = {"all_of": [leaf("x"), {"package": [leaf("x"), {"says": "more"}]}]}
    assert compared(leaf("x"), twice).kind == "same"


def test_what_was_overwritten_does_not_make_a_later_term_firm() -> None:
    back = {"all_of": [leaf("y"), leaf("x", **ONLY_IF)]}
    assert compared(leaf("x"), {"all_of": [leaf("x"), back]}).kind == "conditional"


def test_choices_that_make_no_difference_are_not_named() -> None:
    aside = {"one_of": [{"item": "C", "says": "one way"}, {"item": "D", "says": "or another"}]}
    sheet = sheet_of({"all_of": [A_OR_B, aside]})
    assert [reading.chosen for reading in sheet.readings("p0", "truce")] == [("A",), ("B",)]


def test_a_box_that_is_stated_and_imported_is_filled_once() -> None:
    box = {"item": "1", "says": "words", "covers": {"scope": "all"}}
    sheet = sheet_of({"all_of": [box, {"item": "2", "refers_to": "1"}]}, {"refers_to": "p0:1"})
    assert [entry.place.item for entry in sheet.boxes("p0")["scope"]] == ["1"]
    assert [entry.place.source for entry in sheet.boxes("p1")["scope"]] == ["p0"]


def test_what_a_text_imports_keeps_the_package_and_the_choice() -> None:
    text = {
        "all_of": [
            {"item": "I", "all_of": [leaf("x", item="I.1")]},
            {
                "item": "II",
                "one_of": [
                    {"item": "II.A", "says": "nothing"},
                    {"item": "II.B", "package": [{"item": "II.B1", "refers_to": "I"}]},
                ],
            },
        ]
    }
    sheet = sheet_of(text, {"refers_to": "p0:II.B"})
    (stated,) = sheet.mentions["p0", "truce"]
    assert (stated.place.item, stated.also, stated.place.hedged) == ("I.1", ("II.B1",), False)
    (imported,) = sheet.mentions["p1", "truce"]
    assert imported.place.source == "p0"
    assert imported.place.packages == ("II.B",)
    assert imported.place.via[-1] == "II.B1"
    assert sheet.relation("truce", "p0", "p1").kind == "conditional"


def test_what_is_stated_only_under_a_choice_does_not_hide_a_freer_import() -> None:
    text = {"all_of": [{"one_of": [leaf("x", item="A"), leaf("y", item="B")]}, {"refers_to": "A"}]}
    found = sheet_of(text).mentions["p0", "truce"]
    assert [(m.place.item, m.place.choices) for m in found] == [
        ("A", ("A",)),
        ("B", ("B",)),
        ("A", ()),
    ]


def test_terms_that_name_no_subject_are_listed() -> None:
    sheet = sheet_of({"all_of": [leaf("x"), {"item": "2", "says": "words"}]})
    assert sheet.subjects("p0") == ("truce", "")


def test_a_row_takes_what_stands_most_in_the_way() -> None:
    assert strongest(["silent", "same", "conditional"]) == "conditional"
    assert strongest([]) == "silent"
    assert KINDS[0] == "conflicting"


def test_a_case_without_texts_lacks_something() -> None:
    with pytest.raises(CaseError, match="proposals"):
        term_sheet(case_of())


# properties over random trees

JOINS = ("all_of", "one_of", "package", "sequence")
Tree = dict[str, Any]


def _leaf(sets: dict[str, str], about: list[str], condition: bool) -> Tree:
    term = {"says": "words", "sets": sets, "about": [x for x in about if x not in sets]}
    return term | ({"condition": {"says": "if"}} if condition else {})


SETS = st.dictionaries(st.sampled_from(ISSUES), st.sampled_from(OPTIONS), max_size=1)
LEAVES = st.builds(
    _leaf, SETS, st.lists(st.sampled_from((*ISSUES, "form")), max_size=1), st.booleans()
)


def _join(how: str, parts: list[Tree], sets: dict[str, str], condition: bool) -> Tree:
    return {how: parts, "sets": sets} | ({"condition": {"says": "if"}} if condition else {})


TREES = st.recursive(
    LEAVES,
    lambda parts: st.builds(
        _join,
        st.sampled_from(JOINS),
        st.lists(parts, min_size=1, max_size=3),
        SETS,
        st.sampled_from((False, False, False, True)),
    ),
    max_leaves=7,
).map(lambda tree: _numbered(tree, count(1)))


def _numbered(tree: Tree, numbers: Iterator[int]) -> Tree:
    """The same tree with an item number on every term."""
    tree = tree | {"item": f"i{next(numbers)}"}
    for how in JOINS:
        if how in tree:
            tree[how] = [_numbered(part, numbers) for part in tree[how]]
    return tree


@settings(max_examples=60, deadline=None)
@given(TREES, TREES)
def test_the_relation_is_symmetric_and_a_text_never_conflicts_with_itself(
    first: Tree, second: Tree
) -> None:
    sheet = sheet_of(first, second)
    for issue in ISSUES:
        there, back = sheet.relation(issue, "p0", "p1"), sheet.relation(issue, "p1", "p0")
        assert there.kind == back.kind
        assert sheet.relation(issue, "p0", "p0").kind in ("same", "conditional", "silent")


@settings(max_examples=60, deadline=None)
@given(TREES)
def test_readings_are_what_the_ways_to_choose_amount_to(tree: Tree) -> None:
    case = case_of(tree)
    sheet = term_sheet(case)
    for issue in ISSUES:
        read = {r.decides.value if r.decides else None for r in sheet.readings("p0", issue)}
        assert read == {variant.sets.get(issue) for variant in variants(case, "p0")}


@settings(max_examples=60, deadline=None)
@given(TREES, TREES)
def test_the_relation_is_that_of_all_pairs_of_worlds(first: Tree, second: Tree) -> None:
    sheet = sheet_of(first, second)
    for issue in ISSUES:
        slow = _slow_kind(_worlds(first, issue), _worlds(second, issue))
        assert sheet.relation(issue, "p0", "p1").kind == slow


@settings(max_examples=60, deadline=None)
@given(TREES)
def test_every_term_stands_in_exactly_its_cells_with_all_it_hangs_on(tree: Tree) -> None:
    sheet = sheet_of(tree)
    found = sorted(
        (subject, *_context(mention))
        for (_, subject), mentions in sheet.mentions.items()
        for mention in mentions
    )
    assert found == sorted(_plain_cells(tree))


@settings(max_examples=60, deadline=None)
@given(TREES, TREES)
def test_flattening_what_simply_stands_together_changes_nothing(first: Tree, second: Tree) -> None:
    nested, flat = sheet_of(first, second), sheet_of(_flat(first), second)
    for issue in ISSUES:
        relations = [sheet.relation(issue, "p0", "p1") for sheet in (nested, flat)]
        assert relations[0].kind == relations[1].kind
        words = [
            [
                (m.place.item, m.value, m.place.n_hedges)
                for m in sheet.mentions.get(("p0", issue), ())
            ]
            for sheet in (nested, flat)
        ]
        assert words[0] == words[1]


def _cells(sheet: TermSheet, issue: str) -> list[tuple[str, object, int]]:
    found = sheet.mentions.get(("p0", issue), ())
    return [(m.place.item, m.value, m.place.n_hedges) for m in found]


def _context(mention: Mention) -> tuple[str, int, int, int]:
    place = mention.place
    return place.item, len(place.choices), len(place.packages), len(place.conditions)


def _plain_cells(
    tree: Tree, choices: int = 0, packages: int = 0, conditions: int = 0
) -> Iterator[tuple[str, str, int, int, int]]:
    conditions += "condition" in tree
    parts = [part for how in JOINS for part in tree.get(how, ())]
    subjects = {*tree["sets"], *tree.get("about", ())} or ({""} if not parts else set())
    for subject in subjects:
        yield subject, tree["item"], choices, packages, conditions
    for part in parts:
        yield from _plain_cells(
            part, choices + ("one_of" in tree), packages + ("package" in tree), conditions
        )


def _flat(tree: Tree) -> Tree:
    """all_of inside all_of taken up into it, where the inner one says nothing itself."""
    tree = dict(tree)
    for how in JOINS:
        if how in tree:
            tree[how] = [_flat(part) for part in tree[how]]
    if "all_of" in tree:
        parts = []
        for part in tree["all_of"]:
            plain = "all_of" in part and not part["sets"] and "condition" not in part
            parts += part["all_of"] if plain else [part]
        tree["all_of"] = parts
    return tree


Said = tuple[str | None, int, int, str]  # value, conditions and packages, choices, item


def _worlds(tree: Tree, issue: str, tied: int = 0, choices: int = 0) -> list[list[Said]]:
    """For each way to choose, what is said on the issue in the order of the text."""
    tied += "condition" in tree
    touches = issue in tree["sets"] or issue in tree.get("about", ())
    own = [(tree["sets"].get(issue), tied, choices, tree["item"])] if touches else []
    parts = [
        _worlds(part, issue, tied + ("package" in tree), choices + ("one_of" in tree))
        for how in JOINS
        for part in tree.get(how, ())
    ]
    if "one_of" in tree:
        return [own + world for part in parts for world in part]
    return [own + [said for world in taken for said in world] for taken in product(*parts)]


def _decides(world: list[Said]) -> Said | None:
    settled = [said for said in world if said[0] is not None]
    if not settled:
        return world[0] if world else None
    run = [settled[-1]]
    for said in reversed(settled[:-1]):
        if said[0] != run[0][0]:
            break
        run.insert(0, said)
    return min(run, key=lambda said: said[1] + said[2])


def _slow_kind(first: list[list[Said]], second: list[list[Said]]) -> str:
    pairs = [(_decides(a), _decides(b)) for a, b in product(first, second)]
    spoken = [(a, b) for a, b in pairs if a and b]
    if not spoken:
        return "silent"
    kinds = {
        "compatible" if None in (a[0], b[0]) else "same" if a[0] == b[0] else "conflicting"
        for a, b in spoken
    }
    if kinds == {"conflicting"}:
        return "conflicting"
    firm = len(spoken) == len(pairs) and not any(a[1] + b[1] for a, b in spoken)
    return kinds.pop() if len(kinds) == 1 and firm else "conditional"


# answers


def answer(by: str, state: str, on: str, *items: str, **more: Any) -> dict[str, Any]:
    return {"by": by, "is": state, "on": on, "items": list(items), **more}


def test_the_last_answer_stands_and_the_history_stays() -> None:
    given_ = (
        answer("b", "rejected", "2020-01-20"),
        answer("b", "in principle", "2020-01-05", conditions=["if it lasts"]),
    )
    found = standing(case_of(leaf("x"), responses=given_), "p0", "b")
    assert [each.state for each in found.history] == ["in principle", "rejected"]
    assert found.whole is not None
    assert (found.whole.state, found.final, found.outstanding) == ("rejected", True, False)


def test_answers_to_items_stand_beside_until_the_whole_is_answered() -> None:
    tree = {"all_of": [leaf("x", item="1"), leaf("y", item="2")]}
    early = (
        answer("b", "deferred", "2020-01-02"),
        answer("b", "rejected", "2020-01-02", "1"),
        answer("b", "accepted", "2020-01-03", "1"),
    )
    found = standing(case_of(tree, responses=early), "p0", "b")
    assert [each.state for each in found.current] == ["deferred", "accepted"]
    assert found.outstanding
    late = (*early, answer("b", "countered", "2020-01-09"))
    found = standing(case_of(tree, responses=late), "p0", "b")
    assert [each.state for each in found.current] == ["countered"]
    assert (found.final, found.outstanding) == (False, False)


def test_a_text_answered_item_by_item_for_good_is_not_outstanding() -> None:
    tree = {"item": "0", "all_of": [leaf("x", item="1"), leaf("y", item="2")]}
    one = (answer("b", "rejected", "2020-01-02", "1"),)
    both = (*one, answer("b", "accepted", "2020-01-03", "2"))
    assert standing(case_of(tree, responses=one), "p0", "b").outstanding
    assert not standing(case_of(tree, responses=both), "p0", "b").outstanding


def test_a_dispute_over_an_answer_does_not_replace_it() -> None:
    given_ = (
        answer("b", "deferred", "2020-01-02", conditions=["each name is examined"]),
        answer("b", "disputed", "2020-01-03"),
    )
    found = standing(case_of(leaf("x"), responses=given_), "p0", "b")
    assert [each.state for each in found.current] == ["deferred", "disputed"]
    assert found.current[0].conditions == ("each name is examined",)


def test_silence_of_those_who_must_agree_is_outstanding() -> None:
    case = case_of(leaf("x"))
    assert standing(case, "p0", "b").outstanding
    assert not standing(case, "p0", "a").outstanding  # the author
    assert not standing(case, "p0", "c").outstanding  # not asked


# the Istanbul texts


@pytest.mark.parametrize(
    ("tree", "names"),
    [
        ({"one_of": [leaf("x"), leaf("y")]}, ["(1)", "(2)"]),
        ({"item": "I", "one_of": [leaf("x"), leaf("y", item="I.b")]}, ["I(1)", "I.b"]),
        ({"item": "I", "all_of": [{"one_of": [leaf("x"), leaf("y")]}]}, ["I(1)", "I(2)"]),
    ],
)
def test_an_alternative_has_one_name_wherever_it_is_read(
    tree: dict[str, Any], names: list[str]
) -> None:
    sheet = sheet_of(tree)
    assert [each.chosen for each in variants(sheet.case, "p0")] == [(name,) for name in names]
    assert [each.chosen for each in sheet.readings("p0", "truce")] == [(name,) for name in names]


# the Istanbul texts

CONFLICTS = {
    "ceasefire",
    "sequence",
    "monitoring",
    "territory",
    "recognition",
    "neutrality",
    "force_limits",
    "foreign_troops",
    "security_guarantees",
    "sanctions",
    "reparations",
}


@pytest.fixture(scope="module")
def istanbul() -> TermSheet:
    return term_sheet(read_case("istanbul-2025-06"))


def test_the_two_texts_of_june_exclude_each_other_where_the_record_says_so(
    istanbul: TermSheet,
) -> None:
    kinds = {i: istanbul.relation(i, "p-ua-1", "p-ru-1").kind for i in istanbul.case.issues}
    assert {issue for issue, kind in kinds.items() if kind == "conflicting"} == CONFLICTS
    assert kinds["ceasefire_duration"] == kinds["prisoners"] == "conditional"


def test_monitoring_conflicts_under_option_b_only(istanbul: TermSheet) -> None:
    pairings = istanbul.relation("monitoring", "p-ua-1", "p-ru-1").pairings
    assert {p.second.chosen: p.kind for p in pairings} == {
        ("II.A",): "silent",
        ("II.B",): "conflicting",
    }


def test_the_31_items_of_the_memorandum_all_stand_somewhere(istanbul: TermSheet) -> None:
    items = {
        mention.place.item
        for (text, _), found in istanbul.mentions.items()
        for mention in found
        if text == "p-ru-1"
    }
    numbered = {node.place.item for node in nodes(istanbul.trees["p-ru-1"])}
    assert numbered - items <= {"", "I", "II"}  # headings only
    assert len({item for item in items if item not in ("II.A", "II.B", "III")}) == 31


def test_the_march_answer_of_kyiv_keeps_its_condition(istanbul: TermSheet) -> None:
    kyiv = standing(istanbul.case, "p-us-1", "ukraine")
    assert kyiv.whole is not None
    assert kyiv.whole.state == "accepted with conditions"
    assert kyiv.whole.conditions
    assert not kyiv.final


def test_both_texts_of_june_leave_boxes_empty(istanbul: TermSheet) -> None:
    empty = {
        text: {box for box, entries in istanbul.boxes(text).items() if not entries}
        for text in ("p-ua-1", "p-ru-1")
    }
    assert {"heavy weapons", "dispute route"} <= empty["p-ua-1"] & empty["p-ru-1"]
    assert "scope" in empty["p-ru-1"] - empty["p-ua-1"]


def test_every_pair_of_texts_has_a_relation_on_every_issue(istanbul: TermSheet) -> None:
    for first, second in combinations(istanbul.proposals, 2):
        for issue in istanbul.case.issues:
            assert istanbul.relation(issue, first, second).kind in KINDS
