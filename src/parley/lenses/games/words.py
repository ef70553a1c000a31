"""Names of sides and pauses, and numbers of the games, as the lens says them."""

from collections.abc import Callable
from math import isfinite, isinf

from parley.case.words import count, listed, percent
from parley.lenses.games.pauses import OnPause
from parley.lenses.games.spread import Spread
from parley.models.fighting.naming import side_name, side_refs

__all__ = [
    "chance_span",
    "count",
    "listed",
    "numbers",
    "part",
    "part_span",
    "pause_name",
    "pause_refs",
    "percent",
    "points",
    "points_span",
    "rate",
    "rate_span",
    "side_name",
    "side_refs",
    "weeks",
    "weeks_span",
    "years_span",
]

MINUS = "\N{MINUS SIGN}"
ALL, NONE = "any length", "none"


def pause_name(on: OnPause) -> str:
    """The pause in a sentence."""
    return f"“{on.paused.pause.name}”"


def pause_refs(on: OnPause) -> tuple[str, ...]:
    """What a pause rests on."""
    return (f"war.pauses.{on.paused.name}",)


def weeks(length: float) -> str:
    """A length of time.

    >>> weeks(2.7027), weeks(0.4149), weeks(1.0), weeks(float("inf")), weeks(0.0)
    ('2.7 weeks', '3 days', '1 week', 'any length', 'none')
    >>> weeks(0.02), weeks(140.3)
    ('under a day', '140 weeks')
    """
    if isinf(length):
        return ALL
    if length == 0:
        return NONE
    if length < 0.95:
        whole = round(7 * length)
        return count(whole, "day") if whole else "under a day"
    shown = f"{length:.0f}" if length >= 20 else f"{round(length, 1):g}"
    return f"{shown} week{'' if shown == '1' else 's'}"


def weeks_span(given: Spread) -> str:
    """The median with what 90 % of draws have it between.

    >>> weeks_span(Spread(low=0.4, middle=2.7, high=float("inf")))
    '2.7 weeks (3 days to any length)'
    """
    return _with_ends(given, weeks)


def years_span(given: Spread) -> str:
    """The same in years.

    >>> years_span(Spread(low=4.2, middle=12.5, high=float("inf")))
    '12.5 years (4.2 years to no end)'
    """
    return _with_ends(given, _years)


def _years(length: float) -> str:
    if isinf(length):
        return "no end"
    shown = f"{length:.0f}" if length >= 20 else f"{round(length, 1):g}"
    return f"{shown} year{'' if shown == '1' else 's'}"


def part(of_stake: float) -> str:
    """A part of something, with its sign if it is below 0.

    >>> part(0.0086), part(0.2), part(0.0001), part(0.0), part(float("-inf"))
    ('0.9%', '20%', 'under 0.1%', '0%', 'none')
    """
    if not isfinite(of_stake):
        return "any" if of_stake > 0 else NONE
    size = round(100 * abs(of_stake), 1)
    if size == 0:
        return "0%" if abs(of_stake) < 1e-9 else "under 0.1%"
    shown = f"{size:.0f}" if size >= 10 else f"{size:g}"
    return f"{MINUS if of_stake < 0 else ''}{shown}%"


def part_span(given: Spread) -> str:
    """The median with its ends.

    >>> part_span(Spread(low=0.01, middle=0.02, high=0.034))
    '2% (1% to 3.4%)'
    """
    return _with_ends(given, part)


def rate(a_week: float) -> str:
    """A part of a strength in a week, two decimals.

    >>> rate(0.00453), rate(0.0), rate(float("-inf"))
    ('0.45%', '0%', 'none')
    """
    if not isfinite(a_week):
        return part(a_week)
    size = round(100 * abs(a_week), 2)
    return f"{MINUS if a_week < 0 and size else ''}{size:g}%"


def rate_span(given: Spread) -> str:
    """The median with its ends."""
    return _with_ends(given, rate)


def points(of_chance: float) -> str:
    """A difference of two chances in points of a hundred.

    >>> points(0.0123), points(0.01), points(0.0001), points(0.0)
    ('1.2 points', '1 point', 'under 0.1 points', '0 points')
    """
    size = round(100 * abs(of_chance), 1)
    if size == 0:
        return "0 points" if abs(of_chance) < 1e-9 else "under 0.1 points"
    return f"{MINUS if of_chance < 0 else ''}{size:g} point{'' if size == 1 else 's'}"


def points_span(given: Spread) -> str:
    """The median with its ends.

    >>> points_span(Spread(low=0.001, middle=0.01, high=0.034))
    '1 point (0.1 points to 3.4 points)'
    """
    return _with_ends(given, points)


def chance_span(given: Spread) -> str:
    """A chance or a share with its ends.

    >>> chance_span(Spread(low=0.1, middle=0.26, high=float("inf")))
    '26% (10% to not even certainty)'
    """
    return _with_ends(given, _chance)


def _chance(of: float) -> str:
    return "not even certainty" if isinf(of) else percent(of)


def numbers(given: Spread) -> str:
    """Plain numbers with two decimals.

    >>> numbers(Spread(low=0, middle=1.40097, high=float("inf")))
    '1.4 (0 to no amount)'
    """
    return _with_ends(given, lambda x: "no amount" if isinf(x) else f"{round(x, 2):g}")


def _with_ends(given: Spread, said: Callable[[float], str]) -> str:
    low, middle, high = (said(each) for each in (given.low, given.middle, given.high))
    return middle if low == high else f"{middle} ({low} to {high})"
