"""How a conflict may evolve: states in layers from the start, and each party's moves between them.

As in status quo analysis: Li, Kilgour and Hipel (2005), "Status quo analysis in the graph model
for conflict resolution".
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np

from parley.blocks import Cell, Column, Figure, Table
from parley.charts.layered import RADIUS, Points, along, bends, middles, orders
from parley.charts.nodelink import (
    BADGE,
    PLOT,
    RING,
    Ink,
    Symbol,
    arrow,
    form,
    joined,
    key,
    layers,
    words,
)
from parley.charts.theme import LETTER, folded, names_in_order, specification, table

__all__ = ["EvolutionArc", "EvolutionNode", "evolution"]

TOP, GAP = 38, 22  # pixels above the first nodes, for the layers' names, and between two nodes
LINE = 14  # a line of text
EDGE = 85  # pixels from the outermost layers to the picture's sides, at most
ARROW, NODE = 44.0, 20.0  # pixels: width of an arrow and of a node in the key
KINDS = ("improvement", "other move")
SAYS = ("improvement for its mover", "other move")


@dataclass(frozen=True, kw_only=True)
class EvolutionNode:
    """A state. id : at most four letters; label : a few words that stand below it.

    layer : how many moves from the start it can be reached in; None where it cannot.
    """

    id: str
    label: str = ""
    layer: int | None = 0
    start: bool = False
    equilibrium: bool = False
    blocked: bool = False
    refs: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class EvolutionArc:
    """A move of one party. start, end : ids of states. improves : for the party that moves."""

    start: str
    end: str
    party: str
    improves: bool = True
    refs: tuple[str, ...] = ()


def evolution(
    title: str,
    alt: str,
    nodes: Sequence[EvolutionNode],
    arcs: Sequence[EvolutionArc],
    *,
    parties: Sequence[str] = (),
    blocked: str = "blocked",
) -> Figure:
    """States from left to right by the number of moves from the start, moves as arrows.

    Made for up to 30 nodes and 60 arcs; the caller chooses which. parties : their order; of
    appearance otherwise. blocked : what it means here that a state is.
    ValueError without a node, if two have one id, or if an arc does not join two of them.
    """
    _check(nodes, arcs)
    parties = names_in_order(parties, (a.party for a in arcs))
    spec = _spec(nodes, arcs, parties, blocked)
    return Figure(title, alt, spec, _table(title, nodes, arcs, blocked))


def _check(nodes: Sequence[EvolutionNode], arcs: Sequence[EvolutionArc]) -> None:
    if not nodes:
        raise ValueError("a figure needs at least one row to draw: a state")
    ids = [n.id for n in nodes]
    if len(set(ids)) < len(ids):
        raise ValueError(f"two states have one id among {ids}")
    for arc in arcs:
        if arc.start == arc.end or not {arc.start, arc.end} <= set(ids):
            raise ValueError(f"no move from {arc.start!r} to {arc.end!r} can be drawn")


def _table(
    title: str, nodes: Sequence[EvolutionNode], arcs: Sequence[EvolutionArc], blocked: str
) -> Table:
    """The moves, then what is said of each state."""
    heads = [Column("from"), Column("to"), Column("by"), Column("kind")]
    moves = [(a.start, a.end, a.party, Cell(_kind(a), a.refs)) for a in arcs]
    states = [
        (Cell(_named(n), n.refs), None, None, ", ".join(["state", *_said(n, blocked)]))
        for n in nodes
    ]
    return table(title, heads, [*moves, *states])


def _kind(arc: EvolutionArc) -> str:
    return KINDS[0] if arc.improves else KINDS[1]


def _named(node: EvolutionNode) -> str:
    return f"{node.id} {node.label}".strip()


def _said(node: EvolutionNode, blocked: str) -> list[str]:
    """What the picture shows of a state, in words."""
    flags = ((node.start, "start"), (node.equilibrium, "equilibrium"), (node.blocked, blocked))
    said = [word for flag, word in flags if flag]
    return said if node.start else [_distance(node.layer), *said]


def _distance(layer: int | None) -> str:
    if not layer:
        return "not reached" if layer is None else "start"
    return "1 move" if layer == 1 else f"{layer} moves"


@dataclass(frozen=True, eq=False)
class _Plan:
    """Where everything stands: the layers across, each node and its label, the lowest point."""

    heads: list[tuple[float, str]]
    spots: Points
    labels: list[list[str]]
    foot: float


def _plan(nodes: Sequence[EvolutionNode], pairs: Sequence[tuple[int, int]]) -> _Plan:
    layers = sorted({n.layer for n in nodes}, key=lambda k: (k is None, k or 0))
    places = [layers.index(n.layer) for n in nodes]
    edge = min(EDGE, PLOT / 2 / len(layers)) if len(layers) > 1 else PLOT / 2
    gap = (PLOT - 2 * edge) / max(1, len(layers) - 1)
    room = min(2 * edge, gap or PLOT) - 8
    labels = [folded(n.label, room, 3) if n.label else [] for n in nodes]
    found = orders(places, pairs)
    pitch = 2 * RADIUS + GAP + LINE * max(map(len, labels))
    tall = pitch * max(2, *map(len, found))
    spots = np.zeros(len(nodes), complex)
    for k, layer in enumerate(found):
        for i, node in enumerate(layer):
            y = TOP + tall * (i + 0.5) / len(layer) - (pitch - 2 * RADIUS) / 2
            spots[node] = complex(edge + k * gap, y)
    heads = [(edge + k * gap, _distance(layer)) for k, layer in enumerate(layers)]
    return _Plan(heads, spots, labels, TOP + tall)


def _spec(
    nodes: Sequence[EvolutionNode],
    arcs: Sequence[EvolutionArc],
    parties: Sequence[str],
    blocked: str,
) -> dict[str, Any]:
    place = {n.id: i for i, n in enumerate(nodes)}
    pairs = [(place[a.start], place[a.end]) for a in arcs]
    letters = _letters(parties)
    plan = _plan(nodes, pairs)
    signs, foot = key(_signs(nodes, arcs, letters, blocked), plan.foot + 4)
    ink = joined([
        *(words("head", complex(x, 4), text) for x, text in plan.heads),
        *_states(nodes, plan, blocked),
        *_moves(nodes, arcs, pairs, letters, plan),
        signs,
    ])  # fmt: skip
    return specification(*layers(ink, parties, foot), height=round(foot))


def _states(nodes: Sequence[EvolutionNode], plan: _Plan, blocked: str) -> Iterator[Ink]:
    """The nodes with their ids and labels."""
    for node, spot, label in zip(nodes, plan.spots.tolist(), plan.labels, strict=True):
        says = f"{_named(node)}: {', '.join(_said(node, blocked))}"
        square, ringed, dotted = node.start, node.equilibrium, node.blocked
        yield form(spot, RADIUS, square=square, ringed=ringed, dotted=dotted, says=says)
        yield words("id", spot, node.id, says)
        below = spot + 1j * (RADIUS + (9 if node.equilibrium else 5))
        for i, text in enumerate(label):
            yield words("label", below + 1j * LINE * i, text)


def _moves(
    nodes: Sequence[EvolutionNode],
    arcs: Sequence[EvolutionArc],
    pairs: Sequence[tuple[int, int]],
    letters: Mapping[str, str],
    plan: _Plan,
) -> Iterator[Ink]:
    """The moves, bent around nodes, labels and one another as far as that can be done."""
    written = _written(plan)
    corners = bends(plan.spots, pairs, written, complex(PLOT, plan.foot))
    paths = [
        (complex(plan.spots[a]), corner, complex(plan.spots[b]))
        for (a, b), corner in zip(pairs, corners, strict=True)
    ]
    badges = middles([along(*path) for path in paths], plan.spots, written, BADGE)
    for n, (arc, path, badge) in enumerate(zip(arcs, paths, badges, strict=True)):
        says = f"{arc.start} \N{RIGHTWARDS ARROW} {arc.end}, {arc.party}: {_kind(arc)}"
        reach = RADIUS * (RING if nodes[pairs[n][1]].equilibrium else 1) + 1
        yield arrow(
            f"{n}", path, badge, reach=reach, party=arc.party, letter=letters[arc.party],
            solid=arc.improves, says=says,
        )  # fmt: skip


def _written(plan: _Plan) -> Points:
    """Points all along the lines of every label."""
    found = [
        spot + 1j * (RADIUS + 12 + LINE * i) + side * 0.4 * LETTER * len(text)
        for spot, label in zip(plan.spots, plan.labels, strict=True)
        for i, text in enumerate(label)
        for side in (-1, -0.5, 0, 0.5, 1)
    ]
    return np.array(found, complex)


def _letters(parties: Sequence[str]) -> dict[str, str]:
    """A letter for each party, two where one is not enough, numbers where two are not."""
    parts = [party.split() or [""] for party in parties]
    for signs in (
        [p[0][:1].upper() for p in parts],
        ["".join(word[0] for word in p[:2] if word).upper() for p in parts],
        [p[0][:2].title() for p in parts],
    ):
        if len(set(signs) - {""}) == len(parties):
            return dict(zip(parties, signs, strict=True))
    return {party: str(n) for n, party in enumerate(parties, start=1)}


def _signs(
    nodes: Sequence[EvolutionNode],
    arcs: Sequence[EvolutionArc],
    letters: Mapping[str, str],
    blocked: str,
) -> list[tuple[float, Symbol, str]]:
    """What is explained in the key: only what occurs."""
    movers = {arc.party for arc in arcs}
    found: list[tuple[float, Symbol, str]] = [
        (ARROW, partial(_sign, party, letter, True), party)
        for party, letter in letters.items() if party in movers
    ]  # fmt: skip
    for kind, improves in zip(SAYS, (True, False), strict=True):
        if any(arc.improves == improves for arc in arcs):
            found.append((ARROW, partial(_sign, "", "", improves), kind))
    for flag, meaning in (("start", "start"), ("equilibrium", "equilibrium"), ("blocked", blocked)):
        if any(getattr(node, flag) for node in nodes):
            found.append((NODE, partial(_sample, flag), meaning))
    return found


def _sample(flag: str, at: complex) -> Ink:
    """A node of the key."""
    square, ringed, dotted = flag == "start", flag == "equilibrium", flag == "blocked"
    return form(at + NODE / 2, 7.5, square=square, ringed=ringed, dotted=dotted)


def _sign(party: str, letter: str, solid: bool, at: complex) -> Ink:
    """An arrow of the key."""
    path = (at, at + ARROW / 2, at + ARROW)
    return arrow(
        f"key {party} {solid}", path, at + 0.4 * ARROW, reach=0, party=party, letter=letter,
        solid=solid,
    )  # fmt: skip
