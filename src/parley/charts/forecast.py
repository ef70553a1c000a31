"""Where it may end: a distribution over the scale, with named forecasts beside it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from parley.blocks import Cell, Column, Figure, Scalar, Table
from parley.charts.scale import (
    LANE,
    ScaleMark,
    across,
    axis,
    check_place,
    check_share,
    end_words,
    flags,
    rows_of_names,
    step,
)
from parley.charts.sheet import PLOT, SPACE, Ink, area, dot, joined, line, sheet, wide, words
from parley.charts.theme import INK, LINE, PARTY_COLOURS, SOFT, folded, table

__all__ = ["Place", "forecast"]

WIDTH = 5  # of a step of the scale
TALL = 220  # pixels of the largest bar
RULE, TOP = 26, 50  # pixels down to the whisker and to the head of the largest bar
BAR = PARTY_COLOURS[5]  # of no party here: parties do not appear


@dataclass(frozen=True, kw_only=True)
class Place:
    """A position, 0 to 100, and the probability that it ends there, 0 to 1."""

    position: float
    probability: float
    refs: tuple[str, ...] = ()


def forecast(
    title: str,
    alt: str,
    places: Sequence[Place],
    *,
    mean: ScaleMark | None = None,
    interval: tuple[float, float] | None = None,
    within: str = "interval",
    marks: Sequence[ScaleMark] = (),
    low: str = "",
    high: str = "",
) -> Figure:
    """Probability in steps of five along the scale, the mean as a strong rule through them.

    A step holds its lower end and not its upper one; 100 belongs to the last.
    mean : the forecast drawn strongly, with its name. interval : a band around it; within : what
    it covers, such as "90% of draws". marks : other forecasts, as ticks below the axis.
    low, high : what 0 and 100 mean.
    ValueError without a place, for a position outside 0 to 100 or a probability outside 0 to 1.
    """
    if not places:
        raise ValueError("a figure needs at least one row to draw")
    named = [mean, *marks] if mean else list(marks)
    for place in places:
        check_place("place", place.position)
        check_share("place", place.probability)
    for mark in named:
        check_place(mark.name, mark.position)
    for end in interval or ():
        check_place(within, end)
    spec = _spec(places, mean, interval, within, marks, low, high)
    return Figure(title, alt, spec, _table(title, places, mean, interval, within, marks))


def _steps(places: Sequence[Place]) -> list[float]:
    """The probability of each step."""
    found = [0.0] * (100 // WIDTH)
    for place in places:
        found[step(place.position, WIDTH)] += place.probability
    return found


def _table(
    title: str,
    places: Sequence[Place],
    mean: ScaleMark | None,
    interval: tuple[float, float] | None,
    within: str,
    marks: Sequence[ScaleMark],
) -> Table:
    """A row for each step of the scale, then the forecasts with a name."""
    heads = [Column("step or forecast"), Column("probability", "percent")]
    heads += [Column("position", "number")]
    heads += [Column(f"{within}: {end}", "number") for end in ("from", "to") if interval]
    empty = [None] * (2 if interval else 0)
    rows: list[list[Scalar | Cell]] = [
        [f"{WIDTH * n}\N{EN DASH}{WIDTH * (n + 1)}", Cell(share, refs), None, *empty]
        for n, (share, refs) in enumerate(zip(_steps(places), _refs(places), strict=True))
    ]
    for mark in [mean] if mean else []:
        rows.append([mark.name, None, Cell(mark.position, mark.refs), *(interval or ())])
    rows += [[m.name, None, Cell(m.position, m.refs), *empty] for m in marks]
    return table(title, heads, rows)


def _refs(places: Sequence[Place]) -> list[tuple[str, ...]]:
    """What the probability of each step rests on, each once."""
    found: list[dict[str, None]] = [{} for _ in range(100 // WIDTH)]
    for place in places:
        found[step(place.position, WIDTH)].update(dict.fromkeys(place.refs))
    return [tuple(refs) for refs in found]


def _spec(
    places: Sequence[Place],
    mean: ScaleMark | None,
    interval: tuple[float, float] | None,
    within: str,
    marks: Sequence[ScaleMark],
    low: str,
    high: str,
) -> dict[str, Any]:
    base = TOP + TALL
    numbers, foot = axis(base)
    n_rows = rows_of_names(marks)
    poles = flags(marks, base, foot + LANE / 2 + 2, up=False)
    ends, foot = end_words(foot + LANE * n_rows + (8 if n_rows else 0), low, high)
    key = "Bars: probability of each step of five."
    ink = joined([
        _band(interval, base),
        _bars(_steps(places), base),
        _rule(mean, interval, within, base),
        poles,
        numbers,
        ends,
        words(complex(8, foot + 10 + SPACE / 2), key, colour=SOFT),
    ])  # fmt: skip
    return sheet(ink, foot + 14 + SPACE)


def _band(interval: tuple[float, float] | None, base: float) -> Ink:
    if not interval:
        return {}
    low, high = (across(end) for end in interval)
    return area(complex(low, RULE), complex(high, base), LINE, opacity=0.6)


def _bars(shares: Sequence[float], base: float) -> Ink:
    """A bar for each step with its share above it."""
    pixel = TALL / (max(shares) or 1)
    inks = []
    for n, share in enumerate(shares):
        left, right = across(WIDTH * n) + 1.5, across(WIDTH * (n + 1)) - 1.5
        head = base - share * pixel
        says = f"{WIDTH * n}\N{EN DASH}{WIDTH * (n + 1)}: {share:.1%}"
        inks.append(area(complex(left, base), complex(right, head), BAR, opacity=0.75, says=says))
        if share:
            said = f"{share:.0%}" if share >= 0.005 else "<1%"
            at = complex((left + right) / 2, head - 8)
            inks.append(words(at, said, align="center", size=10, says=says))
    return joined(inks)


def _rule(
    mean: ScaleMark | None, interval: tuple[float, float] | None, within: str, base: float
) -> Ink:
    """The mean's strong rule, the whisker of its interval at the top, and words above both."""
    inks = []
    said = [f"{mean.name} {mean.position:.0f}"] if mean else []
    ends = [across(end) for end in interval] if interval else []
    if interval:
        said.append(f"{within} {interval[0]:.0f} to {interval[1]:.0f}")
        inks.append(line([complex(x, RULE) for x in ends], width=1.5))
        inks += [line([complex(x, RULE - 4), complex(x, RULE + 4)], width=1.5) for x in ends]
    if mean:
        x = across(mean.position)
        inks.append(line([complex(x, RULE), complex(x, base)], width=3))
        inks.append(dot(complex(x, RULE), fill=INK, radius=5))
    middle = across(mean.position) if mean else sum(ends) / 2
    if said:
        inks.append(_heading(said, middle))
    return joined(inks)


def _heading(said: Sequence[str], middle: float) -> Ink:
    """Words above a place, moved inside the picture."""
    text = folded("; ".join(said), PLOT - 10, 1)[0]
    half = wide(text, 12) / 2
    x = min(max(middle, half + 4), PLOT - half - 4)
    return words(complex(x, 9), text, align="center", size=12, bold=True)
