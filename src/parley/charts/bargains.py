"""The bargains of one turn: actors along the scale, arrows from who proposes to who is asked."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import isfinite
from typing import Any

import numpy as np

from parley.blocks import Cell, Column, Figure, Scalar, Table
from parley.charts.circles import INSET, Circles, circles
from parley.charts.layered import Points, along, arrowhead, bends
from parley.charts.names import Box
from parley.charts.scale import axis, check_place, check_share, end_words
from parley.charts.sheet import (
    PLOT,
    SMALL,
    SPACE,
    Ink,
    dot,
    joined,
    line,
    looks,
    meet,
    sheet,
    tint,
    wide,
    words,
)
from parley.charts.theme import INK, SOFT, folded, names_in_order, table

__all__ = ["Bargain", "BargainNode", "bargains"]

MOST = 24  # arrows that can still be followed; more only if they were all taken
LABELS = 12  # arrows that say their chance
TIP, ARROW = 10.0, "M-1,-0.5L1,0L-1,0.5Z"
DASH = (5, 3)
FINE = 10  # so much finer is a curve cut at the rim of its circles


@dataclass(frozen=True, kw_only=True)
class BargainNode:
    """An actor at its position, 0 to 100. power : in any unit; its circle's area."""

    actor: str
    position: float
    power: float
    refs: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Bargain:
    """What the initiator proposes to the receiver.

    chance : to win, as the initiator sees it, 0 to 1, if known. taken : whether it is the one that
    is carried out.
    """

    initiator: str
    receiver: str
    chance: float | None = None
    taken: bool = False
    refs: tuple[str, ...] = ()


def bargains(
    title: str,
    alt: str,
    nodes: Sequence[BargainNode],
    arcs: Sequence[Bargain],
    *,
    parties: Sequence[str] = (),
    low: str = "",
    high: str = "",
) -> Figure:
    """Actors as circles along the scale, what was taken as solid arrows, the rest dashed.

    Up and down has no meaning: it keeps names apart. Made for up to 40 actors. All arcs that were
    taken are drawn, others up to two dozen in all, the likeliest first; the table has them all.
    parties : their order. low, high : what 0 and 100 mean.
    ValueError without a node, if two have one name, for a position outside 0 to 100, a power
    below 0, a chance outside 0 to 1, or if an arc does not join two of the actors.
    """
    _check(nodes, arcs)
    order = names_in_order(parties, (n.actor for n in nodes))
    ranked = sorted(arcs, key=lambda a: (not a.taken, -(a.chance or 0)))
    spec = _spec(nodes, ranked, order, low, high)
    return Figure(title, alt, spec, _table(title, nodes, ranked))


def _check(nodes: Sequence[BargainNode], arcs: Sequence[Bargain]) -> None:
    if not nodes:
        raise ValueError("a figure needs at least one row to draw: an actor")
    actors = [n.actor for n in nodes]
    if len(set(actors)) < len(actors):
        raise ValueError(f"two actors have one name among {actors}")
    for n in nodes:
        check_place(n.actor, n.position)
        if not (n.power >= 0 and isfinite(n.power)):
            raise ValueError(f"{n.actor!r}: power {n.power} is not a number from 0 on")
    for a in arcs:
        if a.initiator == a.receiver or not {a.initiator, a.receiver} <= set(actors):
            raise ValueError(f"no bargain of {a.initiator!r} with {a.receiver!r} can be drawn")
        if a.chance is not None:
            check_share(f"{a.initiator} with {a.receiver}", a.chance)


def _table(title: str, nodes: Sequence[BargainNode], ranked: Sequence[Bargain]) -> Table:
    """The bargains, those taken first, then where each actor stands."""
    heads = [Column("initiator or actor"), Column("receiver"), Column("chance", "percent")]
    heads += [Column("taken"), Column("position", "number"), Column("power", "number")]
    rows: list[tuple[Scalar | Cell, ...]] = [
        (Cell(a.initiator, a.refs), a.receiver, a.chance, "yes" if a.taken else "no", None, None)
        for a in ranked
    ]
    rows += [(Cell(n.actor, n.refs), None, None, None, n.position, n.power) for n in nodes]
    return table(title, heads, rows)


def _spec(
    nodes: Sequence[BargainNode],
    ranked: Sequence[Bargain],
    order: Sequence[str],
    low: str,
    high: str,
) -> dict[str, Any]:
    plan = circles([n.actor for n in nodes], [n.position for n in nodes], [n.power for n in nodes])
    drawn = [a for n, a in enumerate(ranked) if a.taken or n < MOST]
    colour = {name: look[0] for name, look in looks(order).items()}
    numbers, foot = axis(plan.foot + 22, INSET)
    ends, foot = end_words(foot, low, high)
    key, foot = _key(drawn, len(ranked), foot + 10)
    ink = joined([
        *_circles(nodes, plan, colour),
        *_arrows(nodes, drawn, plan, colour),
        *(words(spot, text, align="center") for spot, text in plan.names),
        numbers,
        ends,
        key,
    ])  # fmt: skip
    return sheet(ink, foot + 4)


def _circles(nodes: Sequence[BargainNode], plan: Circles, colour: dict[str, str]) -> Iterator[Ink]:
    for n, spot, radius in zip(nodes, plan.spots.tolist(), plan.radii, strict=True):
        says = f"{n.actor}: at {n.position:.0f}, power {n.power:.3g}"
        yield dot(
            spot, colour=colour[n.actor], fill=tint(colour[n.actor]), radius=radius, says=says
        )


def _arrows(
    nodes: Sequence[BargainNode], drawn: Sequence[Bargain], plan: Circles, colour: dict[str, str]
) -> Iterator[Ink]:
    """The arrows, bent around circles, names and one another; the likeliest with their chance."""
    place = {n.actor: i for i, n in enumerate(nodes)}
    pairs = [(place[a.initiator], place[a.receiver]) for a in drawn]
    corners = bends(plan.obstacles, pairs, plan.written, complex(PLOT, plan.foot + 16))
    curves = [
        along(complex(plan.spots[a]), corner, complex(plan.spots[b]))
        for (a, b), corner in zip(pairs, corners, strict=True)
    ]
    for arc, (a, b), curve in zip(drawn, pairs, curves, strict=True):
        radii, own = (plan.radii[a], plan.radii[b]), colour[arc.initiator]
        yield _arrow(curve, radii, own, taken=arc.taken, says=_said(arc))
    yield from _chances(drawn, curves, plan)


def _chances(arcs: Sequence[Bargain], curves: Sequence[Points], plan: Circles) -> Iterator[Ink]:
    """The highest chances, each on its arrow near the middle; none where all of it is covered."""
    taken = plan.boxes
    known = [n for n, a in enumerate(arcs) if a.chance is not None]
    for n in sorted(known, key=lambda n: -(arcs[n].chance or 0))[:LABELS]:
        said = f"{arcs[n].chance:.0%}"
        others = np.concatenate([[], *(c for k, c in enumerate(curves) if k != n)])
        half = complex(wide(said) / 2 + 5, 8)
        spots = [s for s in curves[n].tolist() if not any(meet(_box(s, half), b) for b in taken)]
        if spots:
            middle = complex(curves[n][len(curves[n]) // 2])
            near = [_within(others, s, half) + abs(s - middle) / 1000 for s in spots]
            spot = spots[int(np.argmin(near))]
            taken.append(_box(spot, half))
            yield words(spot, said, align="center", bold=arcs[n].taken)


def _box(middle: complex, half: complex) -> Box:
    start, end = middle - half, middle + half
    return start.real, start.imag, end.real, end.imag


def _within(points: Points, middle: complex, half: complex) -> int:
    """How many of the points lie in a box."""
    away = points - middle
    return int(((abs(away.real) < half.real) & (abs(away.imag) < half.imag)).sum())


def _arrow(
    curve: Points, radii: tuple[float, float], colour: str, *, taken: bool, says: str
) -> Ink:
    """From rim to rim, with a tip at the receiver's."""
    start, end = complex(curve[0]), complex(curve[-1])
    fine = np.interp(np.arange(0, len(curve) - 1, 1 / FINE), range(len(curve)), curve)
    free = (abs(fine - start) > radii[0] + 1) & (abs(fine - end) > radii[1] + TIP - 2)
    spot, angle = arrowhead(curve, end, radii[1] + 1, TIP)
    path = [*fine[free][::FINE].tolist(), spot]
    look = {"colour": colour, "says": says}
    return joined([
        line(path, width=2.25 if taken else 1.25, dash=(1, 0) if taken else DASH, **look),
        dot(spot, fill=colour, shape=ARROW, radius=TIP / 2, angle=angle, **look),
    ])  # fmt: skip


def _said(arc: Bargain) -> str:
    chance = "" if arc.chance is None else f", chance {arc.chance:.0%}"
    return f"{arc.initiator} \N{RIGHTWARDS ARROW} {arc.receiver}{chance}: {_kind(arc.taken)}"


def _kind(taken: bool) -> str:
    return "taken" if taken else "not taken"


def _key(drawn: Sequence[Bargain], n_arcs: int, top: float) -> tuple[Ink, float]:
    """A sample of each kind of arrow, what else is drawn; and how far down the words go."""
    inks, x = [], 8.0
    for taken in (True, False):
        if any(a.taken == taken for a in drawn):
            curve = np.linspace(x, x + 40, 9) + 1j * (top + SPACE / 2)
            kind = _kind(taken)
            sample = curve.astype(np.complex128)
            inks.append(_arrow(sample, (0, 0), INK, taken=taken, says=kind))
            inks.append(words(complex(x + 48, top + SPACE / 2), kind, colour=SOFT))
            x += 48 + wide(kind) + 16
    top += SPACE + 4 if inks else 0
    said = ["Circle: its area is the actor's power; up and down has no meaning."]
    if drawn:
        said.append("Arrow: from who proposes, whose colour it has, to who is asked.")
    if any(a.chance is not None for a in drawn):
        said.append("Percent: chance to win, as who proposes sees it; the highest that fit.")
    if len(drawn) < n_arcs:
        said.append(f"Drawn: {len(drawn)} of {n_arcs}.")
    lines = folded(" ".join(said), (PLOT - 12) * 12 / SMALL, 4)
    deep = SPACE * len(lines)
    return joined([*inks, words(complex(8, top + deep / 2), lines, colour=SOFT)]), top + deep
