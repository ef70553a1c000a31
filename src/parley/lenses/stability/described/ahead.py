"""What the present state can come to, by whose moves, and who would leave together."""

from collections.abc import Iterator

from parley.blocks import Block, Cell, Column, Heading, Note, Table
from parley.charts import EvolutionArc, EvolutionNode, evolution
from parley.lenses.stability.described.reasons import path_words
from parley.lenses.stability.solve import StabilityResult
from parley.lenses.stability.words import (
    count,
    ids,
    listed,
    party_name,
    party_refs,
    state_refs,
    tagged,
)
from parley.models.conflict_graph.evolution import Evolution

__all__ = ["describe_ahead"]

NODES = 20  # states in the picture


def describe_ahead(result: StabilityResult) -> Iterator[Block]:
    """Ways from the present state, with the moves that would have to be made against preference."""
    if result.ahead is not None:
        yield Heading("Where could it go from here?")
        yield _reached(result, result.ahead)
        yield from _figure(result, result.ahead)
        yield from _ways(result)
    yield from _leaving(result)


def _reached(result: StabilityResult, ahead: Evolution) -> Note:
    n = int((ahead.improvements > 0).sum())
    held = int((result.holds & (ahead.improvements > 0)).sum())
    text = (
        f"By moves that each mover prefers, {count(n, 'other state')} can be reached from the "
        f"present one, {held:,} of which would hold."
        if n
        else "No party prefers any move from the present state, so nothing follows of itself."
    )
    return Note(text, refs=party_refs(result.conflict, range(len(result.conflict.parties))))


def _figure(result: StabilityResult, ahead: Evolution) -> Iterator[Block]:
    ways = [way for way in result.ways if way.steps]
    if not ways:
        return
    found = result.conflict
    states = [ahead.start]
    arcs: dict[tuple[int, int, int], bool] = {}
    for way in ways:
        fresh = [step.target for step in way.steps if step.target not in states]
        if len(states) + len(fresh) > NODES:
            continue
        states += fresh
        arcs |= {(step.source, step.target, step.party): step.improves for step in way.steps}
    names = _all_ids(result, states)
    nodes = [
        EvolutionNode(
            id=names[s],
            label="now" if s == ahead.start else "",
            layer=int(ahead.moves[s]),
            start=s == ahead.start,
            equilibrium=bool(result.holds[s]),
            refs=state_refs(found, s),
        )
        for s in states
    ]
    moves = [
        EvolutionArc(
            start=names[a], end=names[b], party=party_name(found, p), improves=improves,
            refs=party_refs(found, [p]),
        )
        for (a, b, p), improves in arcs.items()
    ]  # fmt: skip
    alt = (
        f"{count(len(nodes), 'state')} from the present one on, with the easiest way to each; "
        f"{sum(not arc.improves for arc in moves)} of {count(len(moves), 'move')} are not "
        "preferred by whoever would make them."
    )
    parties = [party_name(found, p) for p in range(len(found.parties))]
    yield evolution("The easiest ways from the present state", alt, nodes, moves, parties=parties)


def _all_ids(result: StabilityResult, states: list[int]) -> dict[int, str]:
    """Ids of the listed states, and t1, t2, ... for those on the way."""
    names = ids(result.conflict, result.listed)
    passed = [s for s in states if s not in names]
    return names | {s: f"t{i}" for i, s in enumerate(passed, 1)}


def _ways(result: StabilityResult) -> Iterator[Block]:
    if not result.ways:
        return
    found, names = result.conflict, ids(result.conflict, result.listed)
    columns = (
        Column("to"),
        Column("moves", "number"),
        Column("of these against the mover's preference", "number"),
        Column("blocked by"),
        Column("the easiest way"),
    )
    rows = tuple(
        (
            Cell(tagged(found, names, way.target), state_refs(found, way.target)),
            Cell(len(way.steps)),
            Cell(sum(not step.improves for step in way.steps)),
            Cell(listed([party_name(found, p) for p in way.blocked]) or None,
                 party_refs(found, way.blocked)),
            Cell(path_words(found, way.steps)),
        )
        for way in result.ways
    )  # fmt: skip
    yield Table("Ways from the present state", columns, rows, _unreached(result))


def _unreached(result: StabilityResult) -> str:
    names, found = ids(result.conflict, result.listed), result.conflict
    reached = {way.target for way in result.ways} | {found.now}
    missing = [names[s] for s in result.listed if s not in reached]
    return f"No way leads to {listed(missing)}." if missing else ""


def _leaving(result: StabilityResult) -> Iterator[Block]:
    found, names = result.conflict, ids(result.conflict, result.listed)
    held = list(result.leaving)
    if not held:
        return
    yield Heading("Who would leave together?")
    rows = tuple(
        (
            Cell(tagged(found, names, s)),
            Cell(listed([party_name(found, p) for p in each.members]),
                 party_refs(found, each.members)),
            Cell(tagged(found, names, each.target)),
        )
        for s in held
        for each in result.leaving[s]
    )  # fmt: skip
    if not rows:
        yield Note(
            f"No two or more parties would leave any of the {count(len(held), 'listed state')} "
            "that hold, for one that each of them prefers and that the others would let stand."
        )
        return
    columns = (Column("state"), Column("would leave together"), Column("for"))
    caption = (
        "Smallest groups, none of whose parts would leave alone; each member prefers where they "
        "go, and no other party answers in its own interest so that a member loses by it."
    )
    yield Table("States that hold for each party alone, but not for all groups", columns, rows,
                caption)  # fmt: skip
