"""What unknown preferences, degrees of preference and attitudes change for the named states."""

from collections.abc import Iterator, Mapping

import numpy as np
from numpy.typing import NDArray

from parley.blocks import Block, Cell, Column, Heading, Note, Table
from parley.lenses.stability.solve import StabilityResult
from parley.lenses.stability.words import count, ids, listed, party_name, party_refs, tagged

__all__ = ["describe_richer"]

Flags = NDArray[np.bool_]

EXTENSIONS = {
    "a": "tempts, and does not deter",
    "b": "neither tempts nor deters",
    "c": "tempts and deters",
    "d": "deters, and does not tempt",
}


def describe_richer(result: StabilityResult) -> Iterator[Block]:
    """A table with a column for each reading that the case gives reason for."""
    readings = dict(_readings(result))
    if not readings:
        return
    yield Heading("What if preferences are read otherwise?")
    yield from _notes(result)
    yield _table(result, {"as above": result.holds} | readings)


def _readings(result: StabilityResult) -> Iterator[tuple[str, Flags]]:
    richer = result.richer
    for name, held in (richer.unknown or {}).items():
        yield f"the unknown {EXTENSIONS[name]} ({name})", held
    if richer.strong is not None:
        yield "held by something much worse", richer.strong
    if richer.caring is not None:
        yield "by attitudes", richer.caring


def _notes(result: StabilityResult) -> Iterator[Note]:
    found, richer = result.conflict, result.richer
    if richer.unknown is not None:
        who = [p for p, pairs in enumerate(found.unknown) if pairs]
        yield Note(
            f"Some preferences of {listed([party_name(found, p) for p in who])} are marked as "
            "unknown. Above they are as the statements have them; here a state that a party may or "
            "may not prefer is taken to tempt it, to deter it, both or neither.",
            refs=party_refs(found, who),
        )
    if richer.strong is not None:
        yield Note(
            "A state is held strongly if every gain would be answered by something much worse for "
            "the party, not only worse: by a statement that the case marks so."
        )
    if richer.caring is not None:
        yield Note(
            "By attitudes a party moves only to what is as good as now for itself and for those it "
            "is well disposed to, and worse for those it is ill disposed to. Ties then tempt "
            "as well, so that fewer states hold."
        )


def _table(result: StabilityResult, readings: Mapping[str, Flags]) -> Table:
    found, names = result.conflict, ids(result.conflict, result.listed)
    columns = (Column("state"), *(Column(name) for name in readings))
    rows = tuple(
        (
            Cell(tagged(found, names, s)),
            *(Cell("holds" if held[s] else "does not") for held in readings.values()),
        )
        for s in result.looked
    )
    total = (
        Cell(f"of {count(found.graph.n_states, 'state')}, hold"),
        *(Cell(f"{int(held.sum()):,}") for held in readings.values()),
    )
    return Table("States that hold under other readings", columns, (*rows, total))
