from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import days

from parley.case.when import ABOUT, Span, parse_when

FORMS = {
    "2025-06-02": ("2025-06-02", "2025-06-02"),
    "2025-06": ("2025-06-01", "2025-06-30"),
    "2024-02": ("2024-02-01", "2024-02-29"),
    "2025": ("2025-01-01", "2025-12-31"),
    "2025-06-20..2025-06-30": ("2025-06-20", "2025-06-30"),
    "2025-05..2025-06": ("2025-05-01", "2025-06-30"),
    "..2025-07-17": (None, "2025-07-17"),
    "2025-07-18..": ("2025-07-18", None),
    "by 2025-06-09": (None, "2025-06-09"),
    "by the end of 2025-06": (None, "2025-06-30"),
    "about 2025-06-11": ("2025-06-08", "2025-06-14"),
    "about 2025-06": ("2025-05-29", "2025-07-03"),
    "the day after 2025-06-30": ("2025-07-01", "2025-07-01"),
    "2 weeks before 2025-06-15": ("2025-06-01", "2025-06-01"),
    "a month after 2025-06-01": ("2025-07-01", "2025-07-01"),
    "after 2025-06-01": ("2025-06-01", None),
    "before 2025-06": (None, "2025-06-30"),
    "same day as 2025-06-01": ("2025-06-01", "2025-06-01"),
}


@pytest.mark.parametrize(("text", "ends"), FORMS.items())
def test_each_form_admits_these_days(text, ends):
    span = parse_when(f" {text.replace(' ', '  ')} ").span
    assert (span.earliest, span.latest) == tuple(end and date.fromisoformat(end) for end in ends)
    assert str(parse_when(text)) == text


def test_a_year_may_be_a_number():
    assert parse_when(2025).span == parse_when("2025").span


@pytest.mark.parametrize(
    ("text", "days"),
    [("the day after x", 1), ("3 weeks before x", -21), ("the same day as x", 0)],
)
def test_a_relative_date_moves_with_its_event(text, days):
    when = parse_when(text)
    base = Span(date(2025, 6, 1), date(2025, 6, 3))
    assert when.anchor == "x"
    assert when.resolve(lambda _: base) == base.moved(days)


def test_after_and_before_an_event_are_open_on_one_side():
    base = Span(date(2025, 6, 1), date(2025, 6, 3))
    assert parse_when("after x").resolve(lambda _: base) == Span(base.earliest, None)
    assert parse_when("before x").resolve(lambda _: base) == Span(None, base.latest)


@pytest.mark.parametrize(
    "text",
    [
        *("", "soon", "2025-6-1", "25-06-01", "2025/06/01", "2025-13", "2025-02-29", "0000-01-01"),
        *("2025-06-02..2025-06-01", "by", "about", "by soon", "the day after", "2025-06-01T10:00"),
        *("２０２５-06-01", "² days after x", "-1 days after x", "9999999999 days after x"),  # noqa: RUF001
        *("about 9999-12-31", "about 0001-01-01", "999999999 weeks before 2000", None, True, []),
    ],
)
def test_anything_else_is_refused_in_one_sentence(text):
    with pytest.raises(
        ValueError, match=r"is not a date|no day|before it begins|outside the years"
    ):
        parse_when(text)


def test_a_relative_date_beyond_the_calendar_is_a_lookup_error():
    with pytest.raises(LookupError, match="outside the years 1 to 9999"):
        parse_when("999999 weeks after x").resolve(lambda _: Span(date(2025, 1, 1), None))


@given(days)
def test_a_day_is_itself_and_about_it_is_three_days_either_side(day):
    assert parse_when(day.isoformat()).span == Span(day, day)
    around = parse_when(f"about {day}").span
    assert (around.latest - around.earliest).days == 2 * ABOUT
    assert around == Span(day - timedelta(ABOUT), day + timedelta(ABOUT))


@given(days, days, days, days)
def test_spans_overlap_if_and_only_if_they_share_a_day(a, b, c, d):
    one, other = Span(*sorted((a, b))), Span(*sorted((c, d)))
    shared = max(one.earliest, other.earliest) <= min(one.latest, other.latest)
    assert one.overlaps(other) == other.overlaps(one) == shared
    assert Span(None, None).overlaps(one)


@given(days, st.integers(1, 500), st.sampled_from(["after", "before"]))
def test_days_after_undo_days_before(day, n, side):
    other = {"after": "before", "before": "after"}[side]
    moved = parse_when(f"{n} days {side} {day}").span.earliest
    assert parse_when(f"{n} days {other} {moved}").span.earliest == day
    assert parse_when(str(moved)).span.starts_after(day) == (side == "after")
