"""Offers over time: what each text was worth to each party on the day it was made."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from parley.blocks import Cell, Column, Figure
from parley.charts.theme import (
    HEAD,
    INK,
    SOFT,
    WIDTH,
    colours,
    dressed,
    folded,
    legend,
    marks,
    names_in_order,
    shapes,
    table,
    with_rows,
)
from parley.charts.timeline import day_format, day_words, days_between

__all__ = ["DatedOffer", "offers_over_time"]

HEIGHT = 130  # pixels of one party's panel
ROOM = 50  # pixels of the numbers beside it
APART = 15  # pixels between two marks: the width of a number over a whisker

Text = tuple[date, date, str]  # first day, last day, label


@dataclass(frozen=True, kw_only=True)
class DatedOffer:
    """What a text is worth to a party over no deal; higher is better.

    earliest, latest : ISO dates, both included; latest is empty where the day is known.
    low, high : the ends of its interval, where it has one.
    """

    label: str
    earliest: str
    latest: str = ""
    proposer: str
    party: str
    value: float
    low: float | None = None
    high: float | None = None
    refs: tuple[str, ...] = ()

    @property
    def days(self) -> tuple[date, date]:
        """First and last possible day. ValueError where a date is not ISO or out of order."""
        return days_between(self.label, self.earliest, self.latest)


def offers_over_time(
    title: str,
    alt: str,
    offers: Sequence[DatedOffer],
    *,
    parties: Sequence[str] = (),
    proposers: Sequence[str] = (),
    measure: str = "gain over no deal",
    interval: str = "interval",
) -> Figure:
    """A panel for each party, dates across; texts are numbered by date and named below.

    parties : their order. proposers : theirs, after the parties, who keep their colours.
    measure : what stands on the upright axis; each panel has its own scale, since the parties'
    scales are not one. interval : what the whisker covers. ValueError without an offer.
    """
    if not offers:
        raise ValueError("a figure needs at least one row to draw")
    texts = sorted({_text(o) for o in offers}, key=lambda text: (_middle(text), text))
    parties = names_in_order(parties, (o.party for o in offers))
    hands = names_in_order([*parties, *proposers], (o.proposer for o in offers))
    spec = _spec(offers, parties, hands, texts, _key(texts, measure, interval))
    heads = [Column(name) for name in ("text", "proposed by", "earliest", "latest", "party")]
    heads += [Column(measure, "number")]
    heads += [Column(f"{interval}: {end}", "number") for end in ("from", "to")]
    rows = (
        (f"{texts.index(_text(o)) + 1} {o.label}", o.proposer, o.earliest, o.latest or o.earliest,
         o.party, Cell(o.value, o.refs), o.low, o.high)
        for o in sorted(offers, key=lambda o: (texts.index(_text(o)), parties.index(o.party)))
    )  # fmt: skip
    return Figure(title, alt, spec, table(title, heads, rows))


def _text(offer: DatedOffer) -> Text:
    """What tells one text from another: one of the same name may come twice."""
    return *offer.days, offer.label


def _middle(text: Text) -> datetime:
    first, last, _ = text
    return datetime.combine(first, time(), UTC) + (last - first) / 2


def _key(texts: Sequence[Text], measure: str, interval: str) -> list[str]:
    """What the marks mean, then the texts by number."""
    names = (
        f"{n}  {label} ({day_words(first, last)})"
        for n, (first, last, label) in enumerate(texts, start=1)
    )
    moved = _moments(texts) != [_middle(text) for text in texts]
    beside = " Texts close in time stand side by side." if moved else ""
    return [
        f"Up: {measure}, each party on a scale of its own. Whisker: {interval}.",
        f"Colour and shape: who proposed it; a line joins what one proposed.{beside}",
        *(folded(name, WIDTH, 1)[0] for name in names),
    ]


def _spec(
    offers: Sequence[DatedOffer],
    parties: Sequence[str],
    hands: Sequence[str],
    texts: Sequence[Text],
    key: Sequence[str],
) -> dict[str, Any]:
    import altair as alt

    drawn = _moments(texts)
    rows = [_row(o, texts.index(_text(o)), drawn) for o in offers]
    paint = _paint(hands, {o.proposer for o in offers})
    present = [party for party in parties if any(o.party == party for o in offers)]
    form = day_format(texts[0][0], max(last for _, last, _ in texts))
    # Without utc, a day is drawn as the evening before it west of Greenwich.
    time_scale = alt.Scale(type="utc", nice=False, padding=14)
    panels = []
    for party in present:
        foot = party == present[-1]
        axis = alt.Axis(
            title=None, format=form, tickCount=5, labelOverlap=True, labels=foot, ticks=foot
        )
        x = alt.X("moment:T", scale=time_scale, axis=axis)
        panel = _panel([r for r in rows if r["party"] == party], x, paint)
        panels.append(panel.properties(title=alt.TitleParams(party, **HEAD)))
    chart = alt.vconcat(*panels, spacing=12).resolve_scale(x="shared")
    return dressed(chart, key)


def _moments(texts: Sequence[Text]) -> list[datetime]:
    """When each text is drawn: the middle of its days, later where marks would touch."""
    drawn = [_middle(text) for text in texts]
    step = max(drawn[-1] - drawn[0], timedelta(days=1)) * (APART / (WIDTH - ROOM))
    for i in range(1, len(drawn)):
        drawn[i] = max(drawn[i], drawn[i - 1] + step)
    return drawn


def _row(offer: DatedOffer, place: int, drawn: Sequence[datetime]) -> dict[str, Any]:
    """An offer as data; top : where its number stands."""
    top = max(v for v in (offer.value, offer.high) if v is not None)
    return {
        "text": offer.label, "number": str(place + 1), "moment": drawn[place].isoformat(),
        "day": day_words(*offer.days), "hand": offer.proposer, "party": offer.party,
        "value": offer.value, "low": offer.low, "high": offer.high, "top": top,
    }  # fmt: skip


def _paint(hands: Sequence[str], found: set[str]) -> dict[str, Any]:
    """Colour and shape by who proposed; the legend names only those who did."""
    import altair as alt

    named = [hand for hand in hands if hand in found]
    key = legend(named, values=named)
    colour = alt.Scale(domain=hands, range=colours(hands))
    shape = alt.Scale(domain=hands, range=shapes(hands))
    return {
        "color": alt.Color("hand:N", title=None, scale=colour, legend=key),
        "shape": alt.Shape("hand:N", title=None, scale=shape, legend=key),
    }


def _panel(rows: list[dict[str, Any]], x: Any, paint: dict[str, Any]) -> Any:
    """One party's texts: zero line, joining lines, whiskers, marks, numbers."""
    import altair as alt

    ends = [0.0, *(v for r in rows for v in (r["value"], r["low"], r["high"]) if v is not None)]
    room = 0.06 * (max(ends) - min(ends)) or 1.0
    domain = [min(ends) - room, max(ends) + 3 * room]  # numbers stand above
    axis = alt.Axis(
        title=None, tickCount=4, format=",.2~r", grid=False, minExtent=ROOM, maxExtent=ROOM,
        labelExpr="datum.value == 0 ? 'no deal' : datum.label",
    )  # fmt: skip
    y = alt.Y("value:Q", axis=axis, scale=alt.Scale(domain=domain, nice=False))
    tips = [alt.Tooltip(f"{name}:N") for name in ("text", "day", "hand", "party")]
    tips += [alt.Tooltip(f"{name}:Q", format=",.3~r") for name in ("value", "low", "high")]
    ranged = [r for r in rows if r["low"] is not None and r["high"] is not None]
    at = {"x": x, "y": y}
    number = {"x": x, "y": alt.Y("top:Q", axis=axis), "text": "number:N"}
    mark = marks(rows).mark_point(filled=True, size=70, opacity=1)
    layers = [
        marks([{"value": 0.0}]).mark_rule(color=INK, strokeWidth=1).encode(y=y),
        marks(rows).mark_line(strokeWidth=1, opacity=0.6).encode(**at, color=paint["color"]),
        marks(ranged).mark_rule(color=SOFT).encode(x=x, y=alt.Y("low:Q", axis=axis), y2="high:Q"),
        mark.encode(**at, **paint, tooltip=tips),
        marks(rows).mark_text(dy=-8, stroke="white", strokeWidth=4).encode(**number),
        marks(rows).mark_text(dy=-8).encode(**number),
    ]
    return alt.layer(*with_rows(layers)).properties(width=WIDTH - ROOM, height=HEIGHT)
