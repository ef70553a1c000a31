"""Each point of each claim as a statement, and which two statements cannot both be true."""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from parley.case import Case
from parley.case.dates import span
from parley.case.lineage import named, voice
from parley.case.quantity import Between, Claimed, Exact, Normal, Quantity, Triangle
from parley.case.schema import Claim, Point
from parley.case.when import Span
from parley.case.words import day

__all__ = ["ABOUT", "Interval", "Kind", "Statement", "admits", "excludes", "statements"]

Kind = Literal["number", "base", "date", "agent", "status", "attribution", "wording"]

ABOUT = 0.10  # "about 60" admits 54 to 66: ten per cent on either side, a convention
SPREAD = 2.0  # a normal bell is compared by its mean, this many sd on either side


@dataclass(frozen=True)
class Interval:
    """Numbers from low to high; an open end is itself left out."""

    low: float
    high: float
    low_open: bool = False
    high_open: bool = False

    def overlaps(self, other: "Interval") -> bool:
        """True if some number belongs to both."""
        low, high = max(self.low, other.low), min(self.high, other.high)
        if low < high:
            return True
        ends = (
            (self.low_open, self.low == low),
            (other.low_open, other.low == low),
            (self.high_open, self.high == high),
            (other.high_open, other.high == high),
        )
        return low == high and not any(is_open and here for is_open, here in ends)


@dataclass(frozen=True)
class Statement:
    """What one claim says about one facet of one matter.

    value : what it admits: numbers, days, or a word (lower case, or the id of who is meant).
    said : the value as a reader sees it. voice : who says it; two claims of one voice can differ.
    unit, base : of a number; empty where none is given.
    """

    matter: str
    claim: str
    kind: Kind
    value: Interval | Span | str
    said: str
    voice: str
    unit: str = ""
    base: str = ""


def statements(case: Case) -> tuple[Statement, ...]:
    """Every point of every claim, in the order of the matters, then of the claims."""
    order = {name: place for place, name in enumerate(case.matters)}
    found = [
        _statement(case, name, claim, point)
        for name, claim in case.claims.items()
        for point in claim.points
    ]
    return tuple(sorted(found, key=lambda each: order[each.matter]))


def excludes(one: Statement, other: Statement) -> bool:
    """Can the two not both be true? Numbers of different units or wholes are never compared."""
    if (one.matter, one.kind) != (other.matter, other.kind):
        return False
    match one.value, other.value:
        case Interval() as a, Interval() as b:
            return one.unit == other.unit and not _other_whole(one, other) and not a.overlaps(b)
        case Span() as a, Span() as b:
            return not a.overlaps(b)
    return one.value != other.value


def same_figure(one: Statement, other: Statement) -> bool:
    """Do two numbers agree only in the figure, each a part of a different whole?"""
    match one.value, other.value:
        case Interval() as a, Interval() as b:
            alike = one.matter == other.matter and one.unit == other.unit
            return alike and _other_whole(one, other) and a.overlaps(b)
    return False


def _other_whole(one: Statement, other: Statement) -> bool:
    """Where one of them names no whole, the same is meant as far as anybody knows."""
    return bool(one.base and other.base) and _plain(one.base) != _plain(other.base)


def _statement(case: Case, name: str, claim: Claim, point: Point) -> Statement:
    kind, value, said = next(_facets(case, point))
    unit = point.unit or case.matters[point.of].unit
    number = kind == "number"
    return Statement(
        matter=point.of,
        claim=name,
        kind=kind,
        value=value,
        said=said,
        voice=voice(case, claim),
        unit=_plain(unit) if number else "",
        base=point.base if number else "",
    )


def _facets(case: Case, point: Point) -> Iterator[tuple[Kind, Interval | Span | str, str]]:
    if point.number is not None:
        yield "number", admits(point), _number_said(case, point)
    if point.date is not None:
        days = span(case, point.date)
        yield "date", days, _date_said(days, str(point.date))
    words: tuple[tuple[Kind, str | None], ...] = (
        ("agent", point.agent),
        ("attribution", point.holder),
        ("status", point.status),
        ("wording", point.wording),
    )
    for kind, text in words:
        if text is not None:
            who = named(case, text) if kind in ("agent", "attribution") else None
            yield kind, who or _plain(text), _who_said(case, who, text)


def admits(point: Point) -> Interval:
    """The numbers that a point's quantity and comparator admit. ValueError without a number."""
    if point.number is None:
        raise ValueError(f"the point on '{point.of}' gives no number")
    low, high = _support(point.number)
    match point.comparator:
        case "about":
            return Interval(low - ABOUT * abs(low), high + ABOUT * abs(high))
        case "at least":
            return Interval(low, math.inf)
        case "more than":
            return Interval(low, math.inf, low_open=True)
        case "at most":
            return Interval(-math.inf, high)
        case "less than":
            return Interval(-math.inf, high, high_open=True)
        case _:
            return Interval(low, high)


def _support(number: Quantity) -> tuple[float, float]:
    match number:
        case Exact(value):
            return value, value
        case Between(low, high) | Triangle(low, _, high):
            return low, high
        case Normal(mean, sd, low, high):
            return max(low, mean - SPREAD * sd), min(high, mean + SPREAD * sd)
        case Claimed(accounts, _):
            ends = [_support(account.value) for account in accounts]
            return min(low for low, _ in ends), max(high for _, high in ends)


def _number_said(case: Case, point: Point) -> str:
    assert point.number is not None
    unit = point.unit or case.matters[point.of].unit
    low, high = (_figure(end, unit) for end in _support(point.number))
    figure = low if low == high else f"{low} to {high}"
    sign = "" if point.comparator == "exactly" else f"{point.comparator} "
    whole = f" ({point.base})" if point.base else ""
    suffix = " %" if unit == "share" else f" {unit}" if unit else ""
    return f"{sign}{figure}{suffix}{whole}"


def _figure(number: float, unit: str) -> str:
    scaled = 100 * number if unit == "share" else number
    return f"{scaled:,.0f}" if scaled == round(scaled) else f"{scaled:,.4g}"


def _date_said(days: Span, written: str) -> str:
    first, last = days.earliest, days.latest
    if first is None or last is None or (first != last and ".." not in written):
        return written
    if first == last:
        return day(last)
    same_month = (first.year, first.month) == (last.year, last.month)
    return f"{first.day if same_month else day(first)} to {day(last)}"


def _who_said(case: Case, who: str | None, text: str) -> str:
    if who is None:
        return text
    return case.parties[who].label if who in case.parties else case.people[who].name


def _plain(words: str) -> str:
    return " ".join(words.casefold().split())
