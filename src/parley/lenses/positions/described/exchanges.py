"""Exchanges of positions between two scales, and what they do to those who were not asked."""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from parley.blocks import Block, Cell, Column, Note, Table
from parley.lenses.positions.record import record
from parley.lenses.positions.solve import PositionsResult
from parley.lenses.positions.words import (
    actor_name,
    count,
    listed,
    names,
    place,
    scale_name,
    scale_of,
    signed,
    stance_refs,
)

__all__ = ["describe_exchanges"]

ROWS, HELD = 6, 3  # exchanges shown, and actors named as moved by each


def describe_exchanges(result: PositionsResult) -> Iterator[Block]:
    """What they would shift, then the largest of them; nothing with a single scale."""
    made, found = result.exchanges, result.stances
    if made is None:
        return
    if not made.exchanges:
        yield Note("No two actors would both gain by an exchange of positions between two scales.")
        return
    past = record("exchange within the proposal")
    told = [
        f"{scale_name(found, scale)} from {place(float(a))} to {place(float(b))}"
        for scale, a, b in zip(found.scales, made.before, made.after, strict=True)
    ]
    yield Note(
        f"{count(len(made.exchanges), 'exchange')} would let two actors gain alike by voting for "
        "what the other cares more about. An arithmetic what-if: with all of them made, the mean "
        f"by weight goes on {listed(told)}. Whoever is not asked is moved as well. As a forecast "
        f"it was off by {past.mae:.1f} points on {past.n} decisions of the European Union, where "
        f"the compromise mean was off by {past.mae - past.gap[0]:.1f}."
    )
    rows = tuple(
        (
            Cell(actor_name(found, one.demander),
                 stance_refs(found, found.scales[one.issue], [one.demander])),
            Cell(scale_of(found, found.scales[one.issue]).name),
            Cell(actor_name(found, one.partner),
                 stance_refs(found, found.scales[one.price], [one.partner])),
            Cell(scale_of(found, found.scales[one.price]).name),
            Cell(signed(one.shifts[0])),
            Cell(signed(one.shifts[1])),
            Cell(signed(one.gain)),
            Cell(_moved(result, one.externality, (one.demander, one.partner))),
        )
        for one in made.exchanges[:ROWS]
    )  # fmt: skip
    yield Table(
        "Exchanges of positions",
        (Column("actor"), Column("gains on"), Column("and pays"), Column("on"),
         Column("mean on the first scale moves by", "number"),
         Column("on the second by", "number"), Column("gain of each", "number"),
         Column("who loses most without being asked")),
        rows,
        f"By the model of Stokman and Van Oosten; {min(ROWS, len(made.exchanges))} of "
        f"{len(made.exchanges)}, in the order in which they would be made. Shifts in points of "
        "100; gains in the same, times salience.",
    )  # fmt: skip


def _moved(
    result: PositionsResult, externality: NDArray[np.float64], partners: tuple[int, int]
) -> str | None:
    loss = np.nan_to_num(externality)
    order = [int(i) for i in np.argsort(loss, kind="stable") if loss[i] < 0 and i not in partners]
    return listed(names(result.stances, order[:HELD])) or None
