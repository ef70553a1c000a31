"""Legal sequences as walks: who moves when, nobody twice in a row.

With m movers and n states, node j * n + s says that mover j is about to move at s, and node
(m + j) * n + s that j has just moved to s. A walk through these nodes is a sequence of moves, and
no sequence is left out.

Source: Fang, Hipel and Kilgour (1993), Interactive Decision Making, Wiley, chapter 3.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

__all__ = ["Moves", "walk"]

Ints = NDArray[np.int32]
Longs = NDArray[np.int64]


class Moves(NamedTuple):
    """Moves between states, or steps between nodes: from s to target[start[s] : start[s + 1]]."""

    start: Longs
    target: Ints


def walk(movers: Sequence[Moves], n_states: int) -> Moves:
    """The nodes of the movers' legal sequences, and what each leads to."""
    n_movers = len(movers)
    if not n_movers:
        return Moves(np.zeros(1, np.int64), np.empty(0, np.int32))
    size = [np.diff(moves.start) for moves in movers]
    able = np.stack(size).T > 0
    target = []
    for j, moves in enumerate(movers):
        head = moves.target[moves.start[0] : moves.start[-1]]
        target.append(head + np.int32((n_movers + j) * n_states))
    states = np.arange(n_states, dtype=np.int32)[:, np.newaxis]
    for j in range(n_movers):
        others = np.delete(np.arange(n_movers, dtype=np.int32), j)
        size.append(able[:, others].sum(axis=1))
        target.append((others * np.int32(n_states) + states)[able[:, others]])
    start = np.cumsum(np.concatenate([[0], *size]))
    return Moves(start, np.concatenate(target))
