"""Dates as people give them: a day, a month, an interval, "by" a day, or relative to an event.

Every date is kept as written and read as a span of days, open on a side where nothing is said:

    2025-06-02   2025-06   2025   2025-06-20..2025-06-30   ..2025-07-17   2025-07-18..
    by 2025-06-09   by the end of 2025-06   about 2025-06-11 (three days either side)
    the day after spiderweb   2 weeks before round-2   same day as round-2   after round-2
"""

import calendar
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

__all__ = ["Span", "When", "parse_when"]

ABOUT = 3  # days; what "about" a day admits on either side
_DAYS = {"day": 1, "week": 7, "month": 30}
_RELATIVE = re.compile(
    r"(?:(?P<same>(?:the )?same day as)|"
    r"(?:(?P<n>the|a|[0-9]{1,9}) (?P<unit>day|week|month)s? )?"
    r"(?P<side>after|before)) (?P<anchor>\S+)"
)
_FORMS = (
    "write 2025-06-02, 2025-06, 2025-06-20..2025-06-30, by 2025-06-09, about 2025-06-11, "
    "or 'the day after EVENT'"
)


@dataclass(frozen=True)
class Span:
    """Days from `earliest` to `latest`, both included; None where that side is open."""

    earliest: date | None
    latest: date | None

    def starts_after(self, day: date) -> bool:
        """True if no day of the span is on or before `day`."""
        return self.earliest is not None and self.earliest > day

    def overlaps(self, other: "Span") -> bool:
        """True if some day belongs to both."""
        return not (
            (self.latest and other.earliest and self.latest < other.earliest)
            or (other.latest and self.earliest and other.latest < self.earliest)
        )

    def moved(self, days: int) -> "Span":
        """The same span, `days` later. `LookupError` if there is no such day."""
        try:
            step = timedelta(days=days)
            return Span(self.earliest and self.earliest + step, self.latest and self.latest + step)
        except OverflowError:
            raise LookupError("the date lies outside the years 1 to 9999") from None


@dataclass(frozen=True)
class When:
    """A date as written. `anchor` names an event if the date is relative; else `span` is final.

    side : "after" or "before" gives a half-open span when `days` is None.
    """

    text: str
    span: Span
    anchor: str = ""
    days: int | None = 0
    side: str = ""

    def resolve(self, event: Callable[[str], Span]) -> Span:
        """The span of days, with `event` giving the span of the anchor."""
        if not self.anchor:
            return self.span
        base = event(self.anchor)
        if self.days is not None:
            return base.moved(self.days)
        if self.side == "after":
            return Span(base.earliest, None)
        return Span(None, base.latest)

    def __str__(self) -> str:
        return self.text


def parse_when(text: object) -> When:
    """Read a date; `ValueError` with the accepted forms otherwise.

    >>> parse_when("2025-06").span
    Span(earliest=datetime.date(2025, 6, 1), latest=datetime.date(2025, 6, 30))
    >>> parse_when("by the end of 2025-06").span.latest
    datetime.date(2025, 6, 30)
    >>> parse_when("2 days after round-2").days
    2
    """
    if isinstance(text, bool) or not isinstance(text, str | int):
        raise ValueError(f"this is not a date; {_FORMS}")
    words = " ".join(str(text).split())
    try:
        return _parsed(words)
    except LookupError as beyond:
        raise ValueError(beyond.args[0]) from None


def _parsed(words: str) -> When:
    if relative := _RELATIVE.fullmatch(words):
        return _relative(words, relative)
    if words.startswith("by "):
        day = _single(words.removeprefix("by ").removeprefix("the end of "))
        return When(words, Span(None, day.latest))
    if words.startswith("about "):
        day = _single(words.removeprefix("about "))
        assert day.earliest and day.latest  # a single date is closed on both sides
        low, high = Span(day.earliest, day.earliest), Span(day.latest, day.latest)
        return When(words, Span(low.moved(-ABOUT).earliest, high.moved(ABOUT).latest))
    if ".." in words:
        return When(words, _interval(words))
    return When(words, _single(words))


def _relative(words: str, found: re.Match[str]) -> When:
    anchor, side = found["anchor"], found["side"]
    days: int | None = 0
    if not found["same"]:
        n = found["n"]
        count = None if n is None else 1 if n in ("the", "a") else int(n)
        days = None if count is None else count * _DAYS[found["unit"]]
        days = -days if days is not None and side == "before" else days
    if re.match(r"[0-9]{4}", anchor):  # relative to a plain date: nothing left to look up
        plain = When(words, Span(None, None), anchor, days, side or "")
        return When(words, plain.resolve(lambda _: _single(anchor)))
    return When(words, Span(None, None), anchor, days, side or "")


def _interval(words: str) -> Span:
    low, _, high = words.partition("..")
    earliest = _single(low).earliest if low.strip() else None
    latest = _single(high).latest if high.strip() else None
    if earliest and latest and latest < earliest:
        raise ValueError(f"the interval '{words}' ends before it begins")
    return Span(earliest, latest)


def _single(words: str) -> Span:
    found = re.fullmatch(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?", words.strip())
    if not found:
        raise ValueError(f"'{words[:60]}{'...' * (len(words) > 60)}' is not a date; {_FORMS}")
    year, month, day = (int(part) if part else None for part in found.groups())
    try:
        first = date(year or 0, month or 1, day or 1)
    except ValueError as wrong:
        raise ValueError(f"there is no day '{words.strip()}' ({wrong})") from None
    if day:
        return Span(first, first)
    last_month = month or 12
    return Span(first, date(first.year, last_month, calendar.monthrange(first.year, last_month)[1]))
