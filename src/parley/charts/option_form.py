"""Option form, the picture of the graph model: options down, states across, Y where one is taken.

As in Fang, Hipel and Kilgour (1993), Interactive Decision Making, Wiley: each column is a state,
read from top to bottom. Below it may stand what an analysis says of the state.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

from parley.blocks import Cell, Column, Figure, Scalar, Table
from parley.charts.grouped import Rows, matrix_axes, tiles
from parley.charts.theme import (
    INK,
    LETTER,
    SOFT,
    WIDTH,
    folded,
    marks,
    name_room,
    specification,
    table,
)

__all__ = ["CountRow", "MarkRow", "OptionRow", "StateColumn", "option_form"]

MOST = 14  # states that fit side by side; the table holds them all
FEWEST = 4  # places across, so that a single column is not as broad as a page
BROAD, ROOM = 70, 220  # pixels of a column where there is space, and of names at least if long
ROW, TALL = 24, 30  # pixels of a row, and where a name takes two lines
YES_NO = ("N", "Y")
SHADE = 0.75  # of the darkest tint, for an option taken
EITHER = "\N{EN DASH}"  # the graph model's own sign for "taken or not"


@dataclass(frozen=True, kw_only=True)
class OptionRow:
    """An option of a party. levels : short names, the first where it is not taken at all."""

    party: str
    option: str
    levels: tuple[str, ...] = YES_NO
    refs: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class StateColumn:
    """A state. id : short, such as "s12" or "now"; label : in words, for table and tooltip.

    choice : for each option the place of its level, 0 for N and 1 for Y; None for either.
    """

    id: str
    choice: tuple[int | None, ...]
    label: str = ""
    refs: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class MarkRow:
    """Whether something holds of each state: a filled mark or a hollow one, none where None.

    group : the heading it stands under, such as "stable for".
    """

    group: str
    label: str
    holds: tuple[bool | None, ...]
    refs: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class CountRow:
    """A number for each state, none where None. percent : values are shares in [0, 1].

    Shaded from 0 to the largest of the row, a percentage to 1.
    """

    group: str
    label: str
    values: tuple[float | None, ...]
    kind: Literal["number", "percent"] = "number"
    refs: tuple[str, ...] = ()


Look = Literal["strong", "soft", "plain", "filled", "hollow"]


@dataclass(frozen=True)
class _Entry:
    """What stands in a cell, in words for the table and as it is drawn."""

    words: str
    drawn: str
    look: Look
    shade: float = 0.0


@dataclass(frozen=True)
class _Line:
    """A row of the picture; one without entries is the name of its group."""

    group: str
    name: str = ""
    entries: tuple[_Entry | None, ...] = ()
    refs: tuple[str, ...] = ()
    key: str = ""


def option_form(
    title: str,
    alt: str,
    states: Sequence[StateColumn],
    options: Sequence[OptionRow],
    *,
    below: Sequence[MarkRow | CountRow] = (),
) -> Figure:
    """Options under their parties, a column for each state; the first fourteen are drawn.

    below : rows under the options, grouped under their own headings.
    ValueError without a state or an option, or where a row has not an entry for each state.
    """
    _check(states, options, below)
    shown = states[:MOST]
    names = [name for o in options for name in (o.party, o.option)]
    room = _room([*names, *(name for r in below for name in (r.group, r.label))], len(shown))
    width = (WIDTH - room) / max(FEWEST, len(shown))
    lines = _lines(states, options, below, int((width - 2) / LETTER))
    spec = _spec(lines, shown, room, _key(states, options, below, lines))
    return Figure(title, alt, spec, _table(title, lines, states))


def _check(
    states: Sequence[StateColumn],
    options: Sequence[OptionRow],
    below: Sequence[MarkRow | CountRow],
) -> None:
    if not states or not options:
        raise ValueError("a figure needs at least one row to draw: a state and an option")
    for state in states:
        if len(state.choice) != len(options):
            raise ValueError(f"{state.id!r} has {len(state.choice)} levels, not {len(options)}")
        for option, level in zip(options, state.choice, strict=True):
            if level is not None and not 0 <= level < len(option.levels):
                raise ValueError(f"{state.id!r}: {option.option!r} has no level {level}")
    for row in below:
        found = len(row.holds if isinstance(row, MarkRow) else row.values)
        if found != len(states):
            raise ValueError(f"{row.label!r} has {found} entries, not {len(states)}")


def _room(names: Sequence[str], n_columns: int) -> float:
    """The pixels of the rows' names: what they need, as far as the columns leave it."""
    return min(name_room(names), max(ROOM, WIDTH - BROAD * n_columns))


def _lines(
    states: Sequence[StateColumn],
    options: Sequence[OptionRow],
    below: Sequence[MarkRow | CountRow],
    letters: int,
) -> list[_Line]:
    """Every row in reading order, each group under its name."""
    chosen = [
        _options(row, [s.choice[n] for s in states], letters) for n, row in enumerate(options)
    ]
    found = [*chosen, *(_marks(r) if isinstance(r, MarkRow) else _counts(r) for r in below)]
    lines = []
    for group in dict.fromkeys(line.group for line in found):
        lines += [_Line(group), *(line for line in found if line.group == group)]
    return lines


def _options(row: OptionRow, choice: Sequence[int | None], letters: int) -> _Line:
    """Y and N, or levels: their places where a name is too long for its column."""
    short = all(len(level) <= letters for level in row.levels)
    drawn = row.levels if short else tuple(map(str, range(len(row.levels))))
    named = ", ".join(f"{d} {w}" for d, w in zip(drawn, row.levels, strict=True))
    top = max(1, len(row.levels) - 1)
    entries = tuple(
        _Entry(EITHER, EITHER, "soft") if n is None
        else _Entry(row.levels[n], drawn[n], "strong" if n else "soft", SHADE * n / top)
        for n in choice
    )  # fmt: skip
    return _Line(
        row.party, row.option, entries, row.refs, "" if short else f"{row.option}: {named}."
    )


def _marks(row: MarkRow) -> _Line:
    looks: dict[bool | None, _Entry | None] = {
        True: _Entry("yes", "", "filled"), False: _Entry("no", "", "hollow"), None: None
    }  # fmt: skip
    return _Line(row.group, row.label, tuple(looks[holds] for holds in row.holds), row.refs)


def _counts(row: CountRow) -> _Line:
    percent = row.kind == "percent"
    most = 1.0 if percent else max((v for v in row.values if v is not None), default=0.0)
    form = ".0%" if percent else ",.4g"
    entries = tuple(
        None if v is None
        else _Entry(words := format(v, form), words, "plain", max(0.0, v) / (most or 1.0))
        for v in row.values
    )  # fmt: skip
    return _Line(row.group, row.label, entries, row.refs)


def _spec(
    lines: Sequence[_Line], states: Sequence[StateColumn], room: float, key: list[str]
) -> dict[str, Any]:
    import altair as alt

    heads = [*(s.id for s in states), *[""] * (FEWEST - len(states))]
    rows: Rows = [(line.group, line.name) for line in lines]
    at = matrix_axes(rows, heads, room)
    tips = [alt.Tooltip(f"{name}:N") for name in ("group", "row", "state", "says")]

    def cells(look: Look | Literal["any"]) -> Any:
        found = [
            {"y": y, "x": x, "group": line.group, "row": line.name, "text": entry.drawn,
             "shade": entry.shade, "state": f"{s.id} {s.label}".strip(), "says": entry.words}
            for y, line in enumerate(lines)
            for x, (s, entry) in enumerate(zip(states, line.entries, strict=False))
            if entry and look in ("any", entry.look)
        ]  # fmt: skip
        return marks(found).encode(**at, tooltip=tips)

    def words(look: Look, **style: Any) -> Any:
        return cells(look).mark_text(fontSize=11, **style).encode(text="text:N")

    deep = max(len(folded(line.name or line.group, room - 10)) for line in lines)
    dot = {"shape": "circle", "size": 80, "strokeWidth": 1.5, "opacity": 1, "color": INK}
    return specification(
        tiles(cells("any")),
        words("strong", color=INK, fontWeight=600),
        words("plain", color=INK),
        words("soft", color=SOFT),
        cells("filled").mark_point(filled=True, **dot),
        cells("hollow").mark_point(filled=False, **dot),
        height=(TALL if deep > 1 else ROW) * len(lines),
        key=key,
    )


def _key(
    states: Sequence[StateColumn],
    options: Sequence[OptionRow],
    below: Sequence[MarkRow | CountRow],
    lines: Sequence[_Line],
) -> list[str]:
    """What the signs mean, as far as they occur."""
    words = ["Y: taken; N: not taken."] if any(o.levels == YES_NO for o in options) else []
    if any(None in s.choice for s in states):
        words.append(f"{EITHER}: either.")
    if any(isinstance(row, MarkRow) for row in below):
        words.append("Filled mark: yes; hollow mark: no.")
    key = [" ".join(words)] if words else []
    for text in dict.fromkeys(line.key for line in lines if line.key):
        key += folded(text, WIDTH, 3)
    if len(states) > MOST:
        key.append(f"The first {MOST} of {len(states)} states; the table has them all.")
    return key


def _table(title: str, lines: Sequence[_Line], states: Sequence[StateColumn]) -> Table:
    """A line for each row; the states' own words, where they have any, come first."""
    heads = [Column("group"), Column("row"), *(Column(s.id) for s in states)]
    rows: list[tuple[Scalar | Cell, ...]] = []
    if any(s.label or s.refs for s in states):
        rows.append(("", "state", *(Cell(s.label or s.id, s.refs) for s in states)))
    rows += [
        (line.group, Cell(line.name, line.refs), *(e.words if e else None for e in line.entries))
        for line in lines
        if line.entries
    ]
    return table(title, heads, rows)
