"""Events in order of time, one row each."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from parley.blocks import Cell, Column, Figure
from parley.charts.theme import (
    INK,
    colours,
    marks,
    names_in_order,
    row_axis,
    shapes,
    specification,
    table,
)

__all__ = ["TimelineEvent", "timeline"]


@dataclass(frozen=True, kw_only=True)
class TimelineEvent:
    """Something that happened between two days, both ISO dates, both included.

    latest : empty where the day is known.
    lane : the kind of event (round, text, strike, ...), shown by shape and colour.
    certainty : a word such as "reported" or "disputed"; shown behind the label, empty for none.
    """

    label: str
    earliest: str
    latest: str = ""
    lane: str = "event"
    certainty: str = ""
    refs: tuple[str, ...] = ()

    @property
    def days(self) -> tuple[date, date]:
        """First and last possible day. ValueError where a date is not ISO or out of order."""
        return days_between(self.label, self.earliest, self.latest)


def days_between(label: str, earliest: str, latest: str = "") -> tuple[date, date]:
    """First and last possible day. ValueError where a date is not ISO or out of order."""
    first = date.fromisoformat(earliest)
    last = date.fromisoformat(latest or earliest)
    if last < first:
        raise ValueError(f"{label!r}: latest {last} is before earliest {first}")
    return first, last


def timeline(
    title: str,
    alt: str,
    events: Sequence[TimelineEvent],
    *,
    as_of: str = "",
    lanes: Sequence[str] = (),
) -> Figure:
    """Events from first to last; a band where the day is uncertain, a rule at `as_of`.

    alt : what is to be seen, for readers who cannot see it. ValueError if there are no events.
    lanes : their order in the legend; order of appearance otherwise.
    """
    events = sorted(events, key=lambda event: event.days)
    order = names_in_order(lanes, (event.lane for event in events))
    return Figure(title, alt, _spec(_rows(events), order, as_of), _table(title, events))


def _rows(events: Sequence[TimelineEvent]) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = []
    seen: dict[str, int] = {}
    for event in events:
        first, last = event.days
        doubt = f" ({event.certainty})" if event.certainty else ""
        name = f"{day_words(first, last)}  {event.label}{doubt}"
        seen[name] = seen.get(name, 0) + 1  # the axis would merge two rows of one name
        rows.append(
            {
                "name": name if seen[name] == 1 else f"{name} ({seen[name]})",
                "lane": event.lane,
                "certainty": event.certainty,
                "first": first.isoformat(),
                "last": last.isoformat(),
                "middle": (first + (last - first) / 2).isoformat(),
                "known": first == last,
            }
        )
    return rows


def day_words(first: date, last: date) -> str:
    """A day, or the first and the last of several, for readers."""
    if first == last:
        return f"{first.day} {first:%b %Y}"
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}\N{EN DASH}{last.day} {last:%b %Y}"
    return f"{first.day} {first:%b %Y} \N{EN DASH} {last.day} {last:%b %Y}"


def _spec(rows: list[dict[str, Any]], lanes: list[str], as_of: str) -> dict[str, Any]:
    import altair as alt

    # Without utc, a day is drawn as the evening before it west of Greenwich.
    time = alt.Scale(type="utc", nice=False, padding=12)
    first = date.fromisoformat(min(row["first"] for row in rows))
    form = day_format(first, date.fromisoformat(max(row["last"] for row in rows)))
    axis = alt.Axis(orient="top", title=None, format=form, tickCount=5, labelOverlap=True)
    names = [row["name"] for row in rows]
    colour = alt.Color("lane:N", title=None, scale=alt.Scale(domain=lanes, range=colours(lanes)))
    shape = alt.Shape("lane:N", title=None, scale=alt.Scale(domain=lanes, range=shapes(lanes)))
    every = {
        "y": alt.Y("name:N", sort=names, axis=row_axis(names, grid=True)),
        "color": colour,
        "tooltip": [
            alt.Tooltip("name:N", title="event"),
            alt.Tooltip("lane:N", title="kind"),
            alt.Tooltip("certainty:N", title="certainty"),
        ],
    }
    vague = marks([row for row in rows if not row["known"]])
    span = vague.mark_bar(height=6, opacity=0.35).encode(
        x=alt.X("first:T", scale=time, axis=axis), x2="last:T", **every
    )
    points = marks(rows).mark_point(size=90, strokeWidth=2, opacity=1)
    points = points.encode(
        x=alt.X("middle:T", scale=time, axis=axis),
        shape=shape,
        fill=alt.condition("datum.known", colour, alt.value("white")),
        **every,
    )
    return specification(span, points, *_rule(as_of), height=20 * len(rows))


def _rule(as_of: str) -> list[Any]:
    import altair as alt

    day = marks([{"day": as_of, "words": "as of"}] if as_of else []).encode(x="day:T")
    return [
        day.mark_rule(strokeDash=[4, 3], color=INK),
        day.mark_text(align="left", dx=4).encode(text="words:N", y=alt.value(8)),
    ]


def day_format(first: date, last: date) -> str:
    """How an axis names its days: by year, month or day, as its length allows."""
    span = last - first
    if span > timedelta(days=1500):
        return "%Y"
    return "%b %Y" if span > timedelta(days=150) else "%-d %b"


def _table(title: str, events: Sequence[TimelineEvent]) -> Any:
    columns = [Column(name) for name in ("event", "kind", "earliest", "latest", "certainty")]
    return table(
        title,
        columns,
        (
            (Cell(e.label, e.refs), e.lane, e.earliest, e.latest or e.earliest, e.certainty)
            for e in events
        ),
    )
