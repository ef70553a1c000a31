import pytest
from hypothesis import given
from hypothesis import strategies as st

from parley.case.schema import Case, Term
from parley.case.terms import MANY, items, locate, term_findings, variants


def case(**terms):
    """A case with one proposal per keyword."""
    texts = {"title": "T", "short": "T", "by": "a", "on": "2020-01-01"}
    return Case.model_validate(
        {
            "parley": 1,
            "case": "x",
            "title": "X",
            "as_of": "2020-01-10",
            "parties": {"a": {"name": "A"}},
            "proposals": {name: texts | {"terms": term} for name, term in terms.items()},
        }
    )


def says(item, **sets):
    return {"item": item, "says": item, "sets": sets}


def told(loaded):
    return [what for _, what, _ in term_findings(loaded)]


def read(loaded, name="p"):
    return [(each.chosen, each.sets) for each in variants(loaded, name)]


@pytest.mark.parametrize("join", ["all_of", "package", "sequence"])
def test_terms_that_stand_together_are_one_variant_and_later_ones_decide(join):
    loaded = case(p={"sets": {"x": "top"}, join: [says("1", x="a", y="b"), says("2", x="c")]})
    assert read(loaded) == [((), {"x": "c", "y": "b"})]


def test_each_choice_is_a_variant_in_the_order_of_the_text():
    loaded = case(
        p={
            "all_of": [
                {"one_of": [says("A", x="a"), {"says": "no number", "sets": {"x": "b"}}]},
                {"one_of": [says("C", y="c"), says("D", y="d")]},
            ]
        }
    )
    assert read(loaded) == [
        (("A", "C"), {"x": "a", "y": "c"}),
        (("A", "D"), {"x": "a", "y": "d"}),
        (("(2)", "C"), {"x": "b", "y": "c"}),
        (("(2)", "D"), {"x": "b", "y": "d"}),
    ]


def test_a_reference_brings_in_the_item_of_its_own_or_another_proposal():
    loaded = case(
        p={"all_of": [{"item": "1", "refers_to": "q:I"}, {"item": "2", "refers_to": "3"},
                      says("3", y="own")]},
        q={"all_of": [{"item": "I", "refers_to": "II"}, says("II", x="far")]},
    )  # fmt: skip
    assert told(loaded) == []
    assert read(loaded) == [((), {"x": "far", "y": "own"})]


def test_a_text_with_very_many_readings_is_cut_off_at_once():
    choice = {"one_of": [says("A", x="a"), says("B", x="b")]}
    loaded = case(p={"all_of": [{"all_of": [choice] * 30}] * 3})
    assert len(read(loaded)) == MANY


@given(st.lists(st.integers(1, 4), min_size=1, max_size=3))
def test_the_variants_are_as_many_as_the_choices_multiply_to(sizes):
    parts = [
        {"one_of": [says(f"{i}.{j}", **{f"x{i}": f"o{j}"}) for j in range(size)]}
        for i, size in enumerate(sizes)
    ]
    found = read(case(p={"all_of": parts}))
    product = 1
    for size in sizes:
        product *= size
    assert len(found) == product
    assert len({tuple(sets.items()) for _, sets in found}) == product


@pytest.mark.parametrize(
    ("terms", "circle"),
    [
        ({"p": {"item": "A", "refers_to": "A"}}, "p:A > p:A"),
        ({"p": {"item": "A", "all_of": [{"item": "B", "refers_to": "A"}]}}, "p:A > p:A"),
        (
            {"p": {"all_of": [{"item": "A", "refers_to": "B"}, {"item": "B", "refers_to": "A"}]}},
            "p:B > p:A > p:B",
        ),
        (
            {"p": {"item": "A", "refers_to": "q:B"}, "q": {"item": "B", "refers_to": "p:A"}},
            "p:A > q:B > p:A",
        ),
    ],
)
def test_a_circle_of_references_is_told_once_and_names_its_items(terms, circle):
    (what,) = told(case(**terms))
    start = "the terms refer to each other in a circle: "
    assert what.startswith(start)
    named = what.removeprefix(start).split(" > ")
    assert (set(named), named[0]) == (set(circle.split(" > ")), named[-1])


def test_two_circles_are_both_told():
    loop = {"item": "A", "refers_to": "A"}
    assert len(told(case(p=loop, q=loop))) == 2


def test_two_references_to_one_item_are_no_circle():
    part = {"refers_to": "A"}
    assert told(case(p={"all_of": [part, part, says("A")]})) == []


def test_items_and_where_a_reference_leads():
    loaded = case(p={"item": "I", "all_of": [says("I.A"), {"says": "no number"}]})
    assert list(items(loaded.proposals["p"])) == ["I", "I.A"]
    assert locate("p", "I.A") == ("p", "I.A")
    assert locate("p", "q:I.A") == ("q", "I.A")


def test_a_term_says_how_it_is_joined():
    term = Term.model_validate({"one_of": [says("A"), says("B")]})
    assert (term.joined, [part.item for part in term.parts]) == ("one_of", ["A", "B"])
    assert (term.parts[0].joined, term.parts[0].parts) == ("", ())


@pytest.mark.parametrize(
    ("term", "words"),
    [
        ({"all_of": [says("A")], "one_of": [says("B")]}, "joined in one way"),
        ({"all_of": []}, "has no terms"),
        ({"item": "A"}, "needs 'says'"),
    ],
)
def test_a_term_that_is_no_term_is_refused(term, words):
    with pytest.raises(ValueError, match=words):
        Term.model_validate(term)
