"""Score sheets, forms of importance, combinations, answers: read, or clearly refused."""

import pytest

from parley.case import read_case
from parley.case.compared import alternatives, package_named
from parley.case.preferences import centroid, levels, satisfying, score_sheet
from parley.case.quantity import Between, Exact
from parley.case.ranking import parse_ranking

# what is replaced, by what, where the problem stands (the first place of these words), its words
MISTAKES = [
    # score sheets
    ("road: {shut: 0, open: 10..20}", "road: {open: 10}", "{open: 10}",
     "the points of 'road' leave out 'shut'; give every option its points"),
    ("      toll: {0: 5, 4: 30, 10: 0}\n", "", "road: {shut", "'points' leaves out 'toll'; give"),
    ("{0: 5, 4: 30, 10: 0}", "{}", "{}", "the points of 'toll' are empty"),
    ("{0: 5, 4: 30, 10: 0}", "{0: 5, 11: 0}", "0}\n      fair",
     "11 is outside the range of 'toll'"),
    ("never: -8", "nevr: -8", "-8", "issue 'fair' has no option 'nevr'; did you mean 'never'?"),
    ("never: -8", "never: likely", "likely", "'likely' is no number here; write a number, or"),
    ("never: -8", "never: unknown", "unknown, soon", "'unknown' is no number here"),
    ("never: -8", "never: 2e6", "2e6", "2000000 is outside the admissible range -1000000..1000000"),
    ("    points:\n      road",
     "    importance: {ranks: road > toll, by: d, on: 2020, because: x}\n"
     "    points:\n      road", "{ranks", "give either 'points' or 'importance'; a score sheet"),
    ("    together:\n      - {when: road=open and toll",
     "    issues: {toll: {inferred: {prefers: more, by: d, on: 2020, because: x}}}\n"
     "    together:\n      - {when: road=open and toll", "{prefers",
     "give either 'points' or what is inferred of an issue"),
    ("no_deal: {points: 15..40", "no_deal: {value: 0.4", "0.4", "write 'points' in place of 'val"),
    ("no_deal: {value: 0.2", "no_deal: {points: 5",
     "5, by: desk, on: 2020, because: x}\n    issues",
     "the party has no score sheet; give"),
    ("no_deal: {points: 15..40", "no_deal: {plus: 0.1, package: {road: shut}", "0.1, package",
     "put the whole worth in 'points'"),
    ("no_deal: {points: 15..40", "no_deal: {points: 1, value: 0.1", "{points: 1,",
     "exactly one of"),
    ("no_deal: {points: 15..40", "no_deal: {points: 1, plus: 0.1", "{points: 1,",
     "put the whole worth in 'points'"),
    # importance
    ("road: 2..4, toll: 1, fair: 0", "road: 2, fair: 0", "{road: 2, f",
     "'weights' leaves out 'toll'; give every issue a number, 0 if"),
    ("toll: 1, fair: 0", "toll: 1, fair: -1", "-1}",
     "-1 is outside the admissible range 0..1000000"),
    ("toll: 1, fair: 0", "toll: 1, fair: -1..1", "-1..1}", "-1 is outside the admissible range"),
    ("road: 2..4, toll: 1, fair: 0", "road: 0, toll: 0, fair: 0", "{road: 0",
     "all weights can be zero at once; give one issue a weight above 0"),
    ("road: 2..4, toll: 1, fair: 0", "road: {claimed: [{value: 0, from: k}], prior: 0..1}, toll: 0,"
     " fair: 0", "{road: {c", "all weights can be zero at once"),
    ("weights: {road: 2..4, toll: 1, fair: 0}", "weights: {}", "{},",
     "'weights' leaves out 'road', 'toll', 'fair'"),
    ("toll: 100", "toll: 80", "{road: 40", "no swing is 100; give the issue that matters most 100"),
    ("toll: 100", "toll: 101", "101", "101 is outside the admissible range 0..100"),
    ("toll: 100, fair: unknown", "toll: 100, fair: likely", "likely", "'likely' is no number here"),
    ("toll: 100, fair: unknown", "toll: 100", "{road: 40", "'swing' leaves out 'fair'"),
    ("toll > road ~ fair", "toll > road", "toll > road", "'smarter' leaves out 'fair'; rank every"),
    ("toll > road ~ fair", "[toll > road, toll > fair]", "[toll > road",
     "the order of some issues"),
    ("toll > road ~ fair", "toll >> road > fair", "toll >>", "'>>' has no meaning for 'smarter'"),
    ("toll > road ~ fair", "toll >> road", "toll >>", "'fair' is left out"),
    ("toll > road ~ fair", "toll > raod ~ fair", "toll > raod", "did you mean 'road'?"),
    ("{smarter: toll", "{ranks: road, smarter: toll", "{ranks", "exactly one of: ranks, weights"),
    ("importance: {smarter: toll > road ~ fair, ", "importance: {",
     "{by: desk, on: 2020, because: x}"
     "\nproposals", "exactly one of: ranks, weights, swing, smarter"),
    # combinations
    ("road=open and fair=now", "road=open or fair=now", "{when: road=open or",
     "'when' joins conditions with 'and' alone; write one entry for each"),
    ("road=open and fair=now", "road=open and (fair=now or fair=soon)",
     "{when: road=open and (", "with 'and' alone"),
    ("road=open and fair=now", "not (road=open and fair=now)", "{when: not", "with 'and' alone"),
    ("road=open and fair=now", "road=open implies fair=now", "{when: road=open imp", "'and' alone"),
    ("road=open and fair=now", "fair=now and fair!=soon", "{when: fair", "on two issues or more"),
    ("road=open and fair=now", "road=open and fair=no", "road=open and fair=no,",
     "option 'no'; did"),
    ("road=open and fair=now", "rood=open and fair=now", "rood",
     "no issue with id 'rood'; did you"),
    ("road=open and fair=now", "road=open and road=shut and fair=now", "road=open and road",
     "no value of 'road' satisfies all conditions on it, so this never counts"),
    ("worth: -0.1..0.2", "worth: -0.1..1.2", "-0.1..1.2",
     "1.2 is outside the admissible range -1..1"),
    ("worth: -0.1..0.2", "worth: {mean: 0, sd: 1}", "{mean", "give it low and high within -1..1"),
    ("worth: 7.5", "worth: likely", "likely", "'likely' is no number here"),
    # consent
    ("at_least: 2", "at_least: 4", "4, incl",
     "at_least is 4, and the consent of 3 counts; write 1"),
    ("at_least: 2", "at_least: 0", "0, incl", "'at_least' must be at least 1, not '0'"),
    ("at_least: 2", "at_least: two", "two, incl", "'at_least' must be a whole number"),
    ("at_least: 2, including: [ada]", "at_least: 1, including: [ada, bob]", "1, inc",
     "at_least is 1, and 'including' names 2; raise it"),
    ("including: [ada]", "including: [dan]", "dan]",
     "'dan' is not among those whose consent counts"),
    ("including: [ada]", "including: [adda]", "adda]",
     "no party with id 'adda'; did you mean 'ada'?"),
    ("{at_least: 2, including: [ada]}", "{including: [ada]}", "{including",
     "missing key 'at_least'"),
    # the cost of reopening
    ("cost: 3", "cost: 0", "0}", "'cost' must be more than 0, not '0'"),
    ("cost: 3", "cost: .inf", ".inf", "'cost' must be"),
    ("cost: 3", "cost: dear", "dear}", "'cost' must be a number, not 'dear'"),
    # answers
    ("text-one > toll-free", "text-oen > toll-free", '"text-oen', "mean 'text-one'?"),
    ("~ text-two:A/D", "~ text-two", '"text-one',
     "'text-two' leaves open how to take the choices of"
     " the text; name one way: text-two:A/C, text-two:A/D, text-two:B/C, text-two:B/D"),
    ("~ text-two:A/D", "~ text-two:A", '"text-one', "'text-two:A' leaves open"),
    ("text-one > toll-free", "text-one:A > toll-free", '"text-one',
     "'text-one' has no choices, so"),
    ("> no_deal", "> no_deal > text-one", '"text-one', "'text-one' stands twice"),
    ("> no_deal", ">> no_deal", '"text-one', "'>>' has no meaning between packages; use '>'"),
    ('"text-one > toll-free ~ text-two:A/D > no_deal"', "no_deal", "no_deal, by",
     "a single name compares nothing"),
    ('"text-one > toll-free ~ text-two:A/D > no_deal"', "''", "''", "the ranking is empty"),
    ("{toll-free: {road: open, toll: 1}}", "{toll-free: {road: opn, toll: 1}}", "opn",
     "'opn'; did"),
    ("{toll-free: {road: open, toll: 1}}", "{toll-free: {toll: 1}, no_deal: {}}", "{}}",
     "'no_deal' already names something else"),
    ("on: 2020-01-02, terms", "on: 2020-01-02, hindsight: true, terms", '"text-one',
     "relies on proposal 'text-one', which is hindsight; mark this"),
    # scenarios
    ("weights.road: 5", "weights.road: -5", "{positions.bob",
     "this patch makes the case invalid: -5 is outside"),
    ("positions.bob.importance.weights.road: 5", "consent: [ada]", "{consent", "the consent of 1"),
    ("positions.bob.importance.weights.road: 5", "positions.ada.packages: {}", "{positions.ada",
     "no proposal with id 'toll-free'"),
]  # fmt: skip


def place(text: str, words: str) -> tuple[int, int]:
    before = text[: text.index(words)]
    return before.count("\n") + 1, len(before) - before.rfind("\n")


def test_the_case_with_score_sheets_is_sound(bench, scored):
    assert bench.read(scored).title == "Talks with a score sheet"


@pytest.mark.parametrize(("old", "new", "at", "words"), MISTAKES)
def test_a_mistake_is_told_once_where_it_stands(bench, rescored, old, new, at, words):
    text = rescored(old, new)
    told = [each for each in bench.problems(text) if words in f"{each.what}; {each.fix}"]
    assert [(problem.line, problem.column) for problem in told] == [place(text, at)]
    assert len(str(told[0]).splitlines()) == 1


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("worth: -0.1..0.2", "worth: {mean: 0, sd: 0.1, low: -0.2, high: 0.3}"),
        ("worth: 7.5", "worth: {mean: 50, sd: 10}"),
        ("worth: 7.5", "worth: -900"),
        ("toll<=6 and fair!=never", "toll<=6 and toll>=2 and fair!=never"),
        ("road: 2..4, toll: 1, fair: 0", "road: 0..4, toll: 0, fair: 0"),
        ("at_least: 2, including: [ada]", "at_least: 3"),
        ("at_least: 2, including: [ada]", "at_least: 1, including: ada"),
        ("no_deal: {points: 15..40", "no_deal: {package: {road: shut}"),
        ("toll > road ~ fair", "toll ~ road ~ fair"),
        ("      - {order", "      - {order: no_deal > text-one, by: d, on: 2020, because: y}\n"
         "      - {order"),  # answers may contradict each other: finding that out is the point
        ("on: 2020-01-02, terms", "on: 2020-01-02, ceasefire: true, terms"),
    ],
)  # fmt: skip
def test_what_is_close_to_a_mistake_but_none_is_read(bench, rescored, old, new):
    assert bench.read(rescored(old, new))


def test_terms_in_a_circle_are_told_not_followed_into_answers(bench, rescored):
    text = rescored("{item: B, says: S}", "{item: B, refers_to: B}")
    assert any("in a circle" in problem.what for problem in bench.problems(text))


def test_left_out_is_the_common_case(bench, sound):
    case = bench.read(sound)
    assert case.consent_rule is None
    assert case.issues["pullback"].cost == 1
    assert case.positions["alba"].points is None
    assert (case.positions["alba"].together, case.positions["alba"].answers) == ((), ())


def test_what_is_read(bench, scored):
    case = bench.read(scored)
    ada = case.positions["ada"]
    assert (case.consent_rule.at_least, case.consent_rule.including) == (2, ("ada",))
    assert case.consent == ("ada", "bob", "cyd")
    assert case.issues["road"].cost == 3
    assert score_sheet(ada.points["toll"]) == {"0": Exact(5), "4": Exact(30), "10": Exact(0)}
    assert ada.points["road"]["open"] == Between(10, 20)
    assert ada.no_deal.points == Between(15, 40)
    # numbers that sheets, packages, texts and combinations name are compared with the steps
    assert levels(case.issues["toll"]) == ("0", "1", "2", "4", "5", "6", "10")
    atoms = ada.together[0].atoms
    assert [satisfying(case.issues[name], atoms, name) for name in case.issues] == [
        (1,), (0, 1, 2, 3, 4, 5), (1, 2),
    ]  # fmt: skip


def test_a_late_party_to_a_rule_is_left_out_with_it(bench, rescored):
    text = rescored("including: [ada]}", "including: [ada], hindsight: true}")
    assert read_case(bench.write(text)).consent_rule is None


def test_names_in_answers_stand_for_whole_packages(bench, scored):
    case = bench.read(scored)
    silent = {"road": "shut", "toll": 0, "fair": "never"}
    assert case.positions["ada"].answers[0].order.items == (
        *("text-one", "toll-free", "text-two:A/D", "no_deal"),
    )
    assert package_named(case, "ada", "no_deal") is None
    assert package_named(case, "ada", "text-one") == silent | {"toll": 2}
    assert package_named(case, "ada", "toll-free") == silent | {"road": "open", "toll": 1}
    assert package_named(case, "ada", "text-two:A/D") == silent | {"road": "open", "fair": "now"}
    assert alternatives(case, "text-one") == {}
    with pytest.raises(KeyError):
        package_named(case, "ada", "text-two:B")


def test_an_alternative_without_a_number_is_named_by_its_place(bench, rescored):
    text = rescored("{item: A, says: S, sets: {road: open}}", "{says: S, sets: {road: open}}")
    case = bench.read(text.replace("text-two:A/D", "text-two:(1)/D"))
    assert package_named(case, "ada", "text-two:(1)/D")["road"] == "open"


def test_rank_order_centroid_weights():
    """Edwards and Barron (1994), OBHDP 60, 306-325: the table for four attributes."""
    found = centroid(parse_ranking("a > b > c > d"))
    assert {item: round(weight, 4) for item, weight in found.items()} == {
        "a": 0.5208, "b": 0.2708, "c": 0.1458, "d": 0.0625,
    }  # fmt: skip
    tied = centroid(parse_ranking("a > b ~ c > d"))
    assert tied["b"] == tied["c"] == pytest.approx((0.2708 + 0.1458) / 2, abs=1e-4)
    assert sum(tied.values()) == pytest.approx(1, abs=1e-15)
    assert centroid(parse_ranking("a ~ b")) == {"a": 0.5, "b": 0.5}
