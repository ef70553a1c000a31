"""How the parties see it themselves, and what would surprise whom."""

from collections.abc import Iterator

import numpy as np

from parley.blocks import Block, Cell, Column, Heading, Note, Table
from parley.lenses.stability.solve import StabilityResult
from parley.lenses.stability.words import count, ids, listed, party_name, state_name, tagged
from parley.models.conflict_graph.hypergame import Hypergame

__all__ = ["describe_seen"]


def describe_seen(result: StabilityResult) -> Iterator[Block]:
    """A line for each party with a picture of its own."""
    if result.hyper is not None:
        yield Heading("How do the parties see it themselves?")
        yield from _pictures(result, result.hyper)


def _pictures(result: StabilityResult, hyper: Hypergame) -> Iterator[Block]:
    found, names = result.conflict, ids(result.conflict, result.listed)
    viewers = [found.parties.index(viewer) for viewer in found.moves.views]
    refs = tuple(
        f"moves.views.{viewer}.preferences.{party}"
        for viewer, view in found.moves.views.items()
        for party in view.preferences
    )
    held = [state_name(found, s) for s in result.looked if hyper.holds[s]]
    yield Note(
        f"Each party moves by its own picture of the conflict. If {_who(result, viewers)} see it "
        f"as the case records, {count(int(hyper.holds.sum()), 'state')} would hold"
        + (f", among them {listed(held)}." if held else ", none of the named ones."),
        refs=refs,
    )
    rows = tuple(
        (
            Cell(party_name(found, p)),
            Cell(int(hyper.expected[p].sum())),
            Cell(int(hyper.surprises[p].sum())),
            Cell(_first(result, hyper.surprises[p], names)),
            Cell(int((~hyper.seen[p]).sum())),
        )
        for p in viewers
    )
    columns = (
        Column("party"),
        Column("states it expects to hold", "number"),
        Column("hold unexpected", "number"),
        Column("for instance"),
        Column("states it cannot see", "number"),
    )
    yield Table("What each party expects", columns, rows)


def _who(result: StabilityResult, viewers: list[int]) -> str:
    return listed([party_name(result.conflict, p) for p in viewers])


def _first(result: StabilityResult, surprise: np.ndarray, names: dict[int, str]) -> str | None:
    """A named state among those, else the first."""
    some = [s for s in result.listed if surprise[s]] or np.flatnonzero(surprise)[:1].tolist()
    return tagged(result.conflict, names, some[0]) if some else None
