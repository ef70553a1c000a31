"""Days, names, lists and counts in words, alike in every lens."""

import calendar
from collections.abc import Iterable
from datetime import date

from parley.case.dates import span
from parley.case.schema import Case
from parley.case.when import Span, When

__all__ = ["capital", "count", "day", "days", "label", "listed", "percent", "when"]

DASH = "\N{EN DASH}"


def day(when: date) -> str:
    """4 June 2025, whatever the locale.

    >>> day(date(2025, 6, 4))
    '4 June 2025'
    """
    return f"{when.day} {calendar.month_name[when.month]} {when.year}"


def days(span: Span) -> str:
    """A span of days as short as it can be said.

    >>> days(Span(date(2025, 5, 17), date(2025, 5, 30))), days(Span(None, date(2025, 6, 9)))
    ('17\N{EN DASH}30 May 2025', 'by 9 June 2025')
    """
    first, last = span.earliest, span.latest
    if first is None or last is None:
        if first is None and last is None:
            return "date unknown"
        return f"by {day(last)}" if last else f"from {day(first or date.min)}"
    if first == last:
        return day(first)
    if (first, last) == (date(first.year, 1, 1), date(first.year, 12, 31)):
        return str(first.year)
    month = f"{calendar.month_name[last.month]} {last.year}"
    if (first.year, first.month) == (last.year, last.month):
        whole = first.day == 1 and last.day == calendar.monthrange(last.year, last.month)[1]
        return month if whole else f"{first.day}{DASH}{last.day} {month}"
    start = day(first).removesuffix(f" {last.year}")
    return f"{start} {DASH} {day(last)}"


def when(case: Case, given: When | None) -> str:
    """The days of a date of the case; empty if there is none."""
    return days(span(case, given)) if given else ""


def listed(words: Iterable[str]) -> str:
    """a, b and c."""
    *most, last = [*words] or [""]
    return f"{', '.join(most)} and {last}" if most else last


def capital(text: str) -> str:
    """The text with a capital first letter, whatever comes after."""
    return text[:1].upper() + text[1:]


def count(n: int, one: str, many: str = "") -> str:
    """A number with its noun.

    >>> count(1, "claim"), count(1200, "claim")
    ('1 claim', '1,200 claims')
    """
    return f"{n:,} {one if n == 1 else many or one + 's'}"


def label(case: Case, who: str) -> str:
    """A party's short name, for tables, or a person's name."""
    return case.parties[who].label if who in case.parties else case.people[who].name


def percent(part: float) -> str:
    """A share that never rounds to a certainty that it is not.

    >>> [percent(part) for part in (0.0, 0.004, 0.456, 0.999, 1.0)]
    ['0%', 'under 1%', '46%', 'over 99%', '100%']
    """
    if 0 < part < 0.01:
        return "under 1%"
    return "over 99%" if 0.99 < part < 1 else f"{part:.0%}"
