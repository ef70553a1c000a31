"""The language of rankings: what it accepts, what it refuses and why, and the round trip."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parley.case.ranking import check_gaps, parse_ranking

ids = st.text("abcXYZ019_.-", min_size=1, max_size=3)


@st.composite
def chains(draw):
    """Chains that agree with one hidden weak order, with signs spaced at will."""
    items = draw(st.lists(ids, min_size=1, max_size=7, unique=True))
    level = [0]
    for _ in items[1:]:
        level.append(level[-1] + draw(st.integers(0, 1)))
    found = []
    for _ in range(draw(st.integers(1, 4))):
        places = sorted(draw(st.sets(st.sampled_from(range(len(items))), min_size=1)))
        text = items[places[0]]
        for left, right in itertools.pairwise(places):
            sign = "~" if level[left] == level[right] else ">"
            text += draw(st.sampled_from(["", " ", "  "])) + sign + " " + items[right]
        found.append(text)
    return found


def test_a_chain_is_a_complete_order_with_ties_and_gaps():
    ranking = parse_ranking("security >> territory > ceasefire ~ children >> sanctions")

    assert ranking.items == ("security", "territory", "ceasefire", "children", "sanctions")
    assert ranking.groups == (
        ("security",),
        ("territory",),
        ("ceasefire", "children"),
        ("sanctions",),
    )
    assert ranking.above == {(0, 1), (1, 2), (2, 3)}
    assert ranking.gaps == (0, 2)
    assert ranking.complete


def test_a_list_of_chains_is_a_partial_order():
    ranking = parse_ranking(["unconditional", "interim > local > after", "package > none"])

    named = {(ranking.groups[g], ranking.groups[h]) for g, h in ranking.above}
    assert named == {
        (("interim",), ("local",)),
        (("local",), ("after",)),
        (("package",), ("none",)),
    }
    assert ("unconditional",) in ranking.groups
    assert not ranking.complete
    assert ranking.gaps == ()


def test_chains_can_add_up_to_a_complete_order_best_first():
    ranking = parse_ranking(["c > d", "b > c", "a ~ b"])

    assert ranking.groups == (("b", "a"), ("c",), ("d",))
    assert ranking.complete


def test_two_ends_that_meet_no_chain_stay_open():
    assert not parse_ranking(["a > b > d", "a > c > d"]).complete


def test_ties_carry_across_chains():
    assert parse_ranking(["a ~ b", "c ~ d", "d ~ a"]).groups == (("a", "b", "c", "d"),)


def test_chains_are_parted_by_semicolons_in_one_text():
    assert parse_ranking("a;b>c") == parse_ranking(["a", "b > c"])
    assert str(parse_ranking(["a", "b>c"])) == "a; b > c"


def test_one_item_is_a_ranking():
    ranking = parse_ranking("peace")

    assert ranking.groups == (("peace",),)
    assert ranking.complete


@pytest.mark.parametrize("text", ["a>b~c>>d", " a > b~ c >>d ", ["a > b ~ c >> d"]])
def test_spaces_do_not_matter(text):
    assert str(parse_ranking(text)) == "a > b ~ c >> d"


@given(chains())
def test_the_text_gives_the_ranking_back(texts):
    ranking = parse_ranking(texts)

    assert parse_ranking(str(ranking)) == ranking
    assert str(parse_ranking(str(ranking))) == str(ranking)
    assert str(ranking).replace(" ", "") == ";".join(texts).replace(" ", "")


@given(chains())
def test_groups_part_the_items_and_better_ones_come_first(texts):
    ranking = parse_ranking(texts)

    assert sorted(item for group in ranking.groups for item in group) == sorted(ranking.items)
    assert all(g < h for g, h in ranking.above)


@given(chains(), st.data())
def test_turning_one_relation_round_contradicts_the_rest(texts, data):
    ranking = parse_ranking(texts)
    if ranking.above:
        better, worse = data.draw(st.sampled_from(sorted(ranking.above)))
        upside_down = f"{ranking.groups[worse][0]} > {ranking.groups[better][0]}"
        with pytest.raises(ValueError, match="contradicts itself"):
            parse_ranking([*texts, upside_down])


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("a > b; b > a", "the ranking contradicts itself: a > b > a; drop one of these"),
        ("b > c; c > a; a > b", "contradicts itself: b > c > a > b"),
        ("x > a; a ~ b > c; c > a", "contradicts itself: a ~ b > c > a ~ b"),
        ("r > s; p > q; q > p; s > q", "itself: p > q > p; drop"),
        ("a ~ b; a > b", "'a' and 'b' are both tied and ordered; keep one of the two"),
        ("a ~ b; b ~ c; c > a", "'c' and 'a' are both tied and ordered"),
        ("a > b > a", "'a' stands twice in 'a > b > a'; name it once in a chain"),
        ("a ~ a", "'a' stands twice"),
        ("", "the ranking is empty"),
        ("  ", "one chain of the ranking is empty"),
        ("a > b;", "one chain of the ranking is empty"),
        ("> a", "nothing stands before '>' in '> a'"),
        ("a > ~ b", "nothing stands before '~' in 'a > ~ b'"),
        ("a >", "nothing stands after the last '>' in 'a >'"),
        ("a b > c", "no sign between 'a' and 'b'; use '>'"),
        ("a >= b", "'>=' in 'a >= b' is not allowed; use '>' (better), '>>' (much better) or"),
        ("a >>> b", "'>>>' in 'a >>> b' is not allowed"),
        ("a < b", "'<' in 'a < b' is not allowed; put the better one first, with '>'"),
        ("a = b", "'=' in 'a = b' is not allowed; write '~' for a tie"),
        ("a, b", "',' in 'a , b' is not allowed; write a list of chains, or part them with ';'"),
        ("é > b", "'é' in 'é > b' is not allowed"),
        ("a >> b; c", "'>>' needs every item in one chain; write a single chain, or use '>'"),
    ],
)
def test_refusals_say_what_is_wrong_and_what_to_do(text, message):
    with pytest.raises(ValueError) as caught:  # noqa: PT011 - the text is compared below
        parse_ranking(text)
    assert message in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("raw", [None, 3, {"a": 1}, ["a", None], ["a", ["b"]]])
def test_what_is_not_text_is_refused(raw):
    with pytest.raises(ValueError, match="a ranking is text such as"):
        parse_ranking(raw)


def test_an_empty_list_is_refused():
    with pytest.raises(ValueError, match="the ranking is empty"):
        parse_ranking([])


@given(st.text("ab >~<=;,-\n", max_size=12))
def test_any_text_is_read_or_refused_in_a_sentence(text):
    try:
        outcome = str(parse_ranking(text))
    except ValueError as error:
        outcome = str(error)
    assert outcome
    assert "\n" not in outcome


def test_a_long_ranking_is_read_at_once():
    items = [f"i{k}" for k in range(5000)]

    assert len(parse_ranking(" > ".join(items)).groups) == 5000
    assert len(parse_ranking([" ~ ".join(pair) for pair in itertools.pairwise(items)]).groups) == 1


def test_items_never_mentioned_are_free():
    ranking = parse_ranking("b > a").over(["a", "b", "c", "d"])

    assert ranking.items == ("b", "a", "c", "d")
    assert not ranking.complete
    assert ranking.over(["d", "c", "b", "a"]) is ranking


def test_over_refuses_items_it_does_not_know():
    with pytest.raises(ValueError, match="the ranking names 'b', not among 'a', 'c'"):
        parse_ranking("a > b").over(["a", "c"])


def test_much_better_needs_every_item():
    with pytest.raises(ValueError, match="'c' is left out; rank it as well, or use '>'"):
        parse_ranking("a >> b").over(["a", "b", "c"])


def test_only_four_quarters_fit_between_worst_and_best():
    assert check_gaps(parse_ranking("a >> b >> c >> d >> e > f")) is None
    assert "keep at most 4" in check_gaps(parse_ranking("a >> b >> c >> d >> e >> f"))
