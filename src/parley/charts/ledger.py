"""The concession ledger: what each issue of a text gives to a party or takes from it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from parley.blocks import Cell, Column, Figure
from parley.charts.theme import (
    HEAD,
    INK,
    LETTER,
    SOFT,
    WIDTH,
    colours,
    dressed,
    folded,
    folded_axis,
    marks,
    names_in_order,
    shapes,
    table,
    with_rows,
)

__all__ = ["LedgerEntry", "ledger"]

ROW = 32  # pixels of a row: two lines of an issue's name
ROOM = 210  # pixels of an issue's name at most
ABREAST = 4  # parties side by side; more would leave too little length for a bar
GAP = 16  # pixels between two parties


@dataclass(frozen=True, kw_only=True)
class LedgerEntry:
    """What one party gains on one issue; below zero, what it gives.

    low, high : the ends of its interval, where it has one.
    """

    issue: str
    party: str
    value: float
    low: float | None = None
    high: float | None = None
    refs: tuple[str, ...] = ()


def ledger(
    title: str,
    alt: str,
    entries: Sequence[LedgerEntry],
    *,
    parties: Sequence[str] = (),
    issues: Sequence[str] = (),
    measure: str = "gain",
    interval: str = "interval",
) -> Figure:
    """Issues down, parties side by side, all on one scale: gains to the right, gifts to the left.

    parties, issues : their order; of appearance otherwise. ValueError without an entry.
    measure : what the length of a bar means, and against what it is counted.
    interval : what the whisker covers, such as "middle 90% of draws".
    """
    parties = names_in_order(parties, (e.party for e in entries))
    issues = names_in_order(issues, (e.issue for e in entries))
    ranged = any(e.low is not None or e.high is not None for e in entries)
    spec = _spec(entries, parties, issues, measure, interval if ranged else "")
    columns = [Column("issue"), Column("party"), Column(measure, "number")]
    columns += [Column(f"{interval}: {end}", "number") for end in ("from", "to") if ranged]
    by_place = {(e.issue, e.party): e for e in entries}
    found = [by_place[i, p] for i in issues for p in parties if (i, p) in by_place]
    rows = [
        (e.issue, e.party, Cell(e.value, e.refs), *((e.low, e.high) if ranged else ()))
        for e in found
    ]
    return Figure(title, alt, spec, table(title, columns, rows))


def _spec(
    entries: Sequence[LedgerEntry],
    parties: Sequence[str],
    issues: Sequence[str],
    measure: str,
    interval: str,
) -> dict[str, Any]:
    import altair as alt

    if not entries:
        raise ValueError("a figure needs at least one row to draw")
    ends = [v for e in entries for v in (e.value, e.low, e.high) if v is not None]
    low, high = min(0.0, *ends), max(0.0, *ends)
    pad = 0.08 * (high - low) or 1.0
    room = min(ROOM, 20 + LETTER * max(map(len, issues)))
    present = {e.party for e in entries}
    bands = _bands([p for p, party in enumerate(parties) if party in present])
    width = (WIDTH - room - GAP * (len(bands[0]) - 1)) / len(bands[0])
    rows = _rows(entries, parties, issues)

    def panel(place: int, first: bool) -> Any:
        scale = alt.Scale(domain=[low - pad, high + pad], nice=False)
        axis = folded_axis(issues, room if first else 0)
        y = alt.Y("row:O", axis=axis, scale=alt.Scale(domain=list(range(len(issues)))))
        paint = colours(parties)[place], shapes(parties)[place]
        chart = _panel([r for r in rows if r["place"] == place], paint, scale, y)
        head = alt.TitleParams(folded(parties[place], width), **HEAD)
        return chart.properties(width=width, height=ROW * len(issues), title=head)

    lines = [alt.hconcat(*(panel(p, p == band[0]) for p in band), spacing=GAP) for band in bands]
    key = [f"Right of the line: {measure}; left of it: what the party gives. One scale for all."]
    key += [f"Whisker: {interval}."] if interval else []
    return dressed(alt.vconcat(*lines, spacing=24), key)


def _bands(places: list[int]) -> list[list[int]]:
    """The parties in as few bands as need be, of nearly equal length."""
    n_bands = -(-len(places) // ABREAST)
    size = -(-len(places) // n_bands)
    return [places[i : i + size] for i in range(0, len(places), size)]


def _rows(
    entries: Sequence[LedgerEntry], parties: Sequence[str], issues: Sequence[str]
) -> list[dict[str, Any]]:
    """Entries as data, with the positions of their party and issue."""
    return [
        {"place": parties.index(e.party), "row": issues.index(e.issue), "issue": e.issue,
         "party": e.party, "value": e.value, "low": e.low, "high": e.high}
        for e in entries
    ]  # fmt: skip


def _panel(rows: list[dict[str, Any]], paint: tuple[str, str], scale: Any, y: Any) -> Any:
    """One party's bars, whiskers and zero line, in its colour and with its shape."""
    import altair as alt

    colour, shape = paint
    ticks = alt.Axis(title=None, tickCount=4, format=",.2~r")
    x = alt.X("value:Q", scale=scale, axis=ticks)
    tips = [alt.Tooltip("issue:N"), alt.Tooltip("party:N")]
    tips += [alt.Tooltip(f"{name}:Q", format=",.3~r") for name in ("value", "low", "high")]
    ranged = [r for r in rows if r["low"] is not None and r["high"] is not None]
    bar = marks(rows).mark_bar(height={"band": 0.45}, color=colour, opacity=0.8)
    whisker = marks(ranged).mark_rule(color=INK, strokeWidth=1.5)
    end = marks(rows).mark_point(shape=shape, color=colour, filled=True, size=50, opacity=1)
    zero = marks([{"value": 0.0}]).mark_rule(color=SOFT, strokeWidth=1)
    layers = [
        zero.encode(x=x),
        bar.encode(x=x, y=y, tooltip=tips),
        whisker.encode(x=alt.X("low:Q", scale=scale), x2="high:Q", y=y),
        end.encode(x=x, y=y, tooltip=tips),
    ]
    return alt.layer(*with_rows(layers))
