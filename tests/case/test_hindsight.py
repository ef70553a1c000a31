"""What became known only later is hidden, wherever it stands, and nothing shown leans on it."""

import pytest

from parley.case import read_case
from parley.case.hindsight import without_hindsight
from parley.case.schema import Case, Entry
from parley.case.walk import walk


def test_entries_inside_entries_are_hidden_and_all_others_stay(bench, sound):
    text = sound.replace("stated: [{wants", "stated: [{hindsight: true, wants: pause}, {wants")
    whole = bench.read(text)
    shown = without_hindsight(whole)
    assert "later-news" in whole.claims
    assert "later-news" not in shown.claims
    assert "archive" not in shown.sources
    stated = shown.positions["alba"].issues["ceasefire"].stated
    assert [each.wants for each in stated] == [("lasting",)]
    assert not any(getattr(part, "hindsight", False) for _, part in walk(shown))
    assert shown.issues == whole.issues


def test_a_single_entry_that_is_hindsight_leaves_its_place_empty(bench, change):
    text = change("inferred: {prefers: less", "inferred: {hindsight: true, prefers: less")
    assert bench.read(text).positions["alba"].issues["pullback"].inferred
    assert without_hindsight(bench.read(text)).positions["alba"].issues["pullback"].inferred is None


def test_an_office_that_began_later_is_hidden_by_its_date(bench, change):
    text = change("during: 2019..}", "during: 2019..}, {title: Minister, during: 2020-02..}")
    whole = bench.read(text)
    assert [each.title for each in whole.people["almond"].offices] == ["Envoy", "Minister"]
    shown = without_hindsight(whole)
    assert [each.title for each in shown.people["almond"].offices] == ["Envoy"]


def test_hiding_twice_hides_no_more(bench, sound):
    shown = without_hindsight(bench.read(sound))
    assert without_hindsight(shown) == shown


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("other: quiet-now", "other: later-news"),
        ("from: [quiet-now]", "from: [later-news]"),
        ("prior: 0..0.4}", "prior: 0..0.4}\n      from: later-news"),
        ("replaces: first-text", "replaces: hidden-text"),
        ('refers_to: "first-text:I"', 'refers_to: "hidden-text:X"'),
        ("items: [I]", 'items: ["hidden-text:X"]'),
        ("depends_on: [I]", 'depends_on: ["hidden-text:X"]'),
        ("on: the day after meeting", "on: before truce"),
    ],
)
def test_nothing_that_is_shown_may_lean_on_what_is_hidden(bench, change, old, new):
    text = change(old, new).replace(
        "chronology:\n",
        "  hidden-text: {title: H, short: H, by: alba, on: 2020-02-01, hindsight: true,\n"
        "    terms: {item: X, says: Later}}\n"
        "chronology:\n"
        "  truce: {is: truce, on: 2020-02-01, title: T, hindsight: true}\n",
    )
    (problem,) = bench.problems(text)
    assert "is hindsight" in problem.what
    assert "hindsight" in problem.fix


def test_what_is_hidden_may_lean_on_anything(bench, sound):
    text = sound
    text = text.replace("relations:\n", "relations:\n  - {claim: later-news, is: answers, "
                        "other: quiet-now, hindsight: true}\n")  # fmt: skip
    assert len(bench.read(text).relations) == 2


@pytest.mark.parametrize("name", ["korea-1952", "istanbul-2025-06"])
def test_no_shipped_case_shows_what_its_date_could_not_know(name):
    shown: Case = read_case(name)
    assert not any(
        isinstance(part, Entry) and getattr(part, "hindsight", False) for _, part in walk(shown)
    )
