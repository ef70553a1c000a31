"""Smaller conflicts inside a conflict: some options held, some states out of sight."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from parley.models.conflict_graph.graph import Graph, Option, bases, graph, level

__all__ = ["Part", "part_without"]

Ints = NDArray[np.int32]
Longs = NDArray[np.int64]


@dataclass(frozen=True, kw_only=True, eq=False)
class Part:
    """The graph of a part and, per state of it, the state of the whole it stands for."""

    graph: Graph
    of: Longs


def part_without(whole: Graph, held: Sequence[int], chosen: Longs) -> Part:
    """The part in which nobody changes the options `held` by itself.

    chosen : states of the whole, one for each way to set the other options; moves are between
    these, so that the held options may differ from state to state, as a promise makes them.
    `ValueError` if two of them agree in all other options.
    """
    kept = [k for k in range(len(whole.options)) if k not in held]
    options = [whole.options[k] for k in kept] or [Option(())]
    code = np.zeros(len(chosen), np.int64)
    for base, k in zip(bases(options), kept, strict=False):
        code += base * level(whole.options, whole.code[chosen], k)
    order = np.argsort(code, kind="stable")
    if (np.diff(code[order]) == 0).any():
        raise ValueError("two of the states differ only in options that are held")
    unseen = None if whole.unseen is None else whole.unseen[:, chosen[order]]
    return Part(graph=graph(options, code[order], whole.n_parties, unseen), of=chosen[order])
