"""States of a conflict and who can move between them, in option form.

A state says for every option at which level it is. A party moves by changing any of the options
it controls, all at once, so only the end of a move must be a state. Each party's moves are
transitive, and that is what the fast engine rests on: the states among which a party moves to and
fro form a *block*, and moves between blocks go only the way that options without return allow.

Source: Fang, Hipel and Kilgour (1993), Interactive Decision Making, Wiley, chapters 2 and 3.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from math import prod
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

__all__ = ["Graph", "Option", "among", "bases", "graph", "level", "movable"]

Ints = NDArray[np.int32]
Longs = NDArray[np.int64]
Flags = NDArray[np.bool_]

ROOM = 8  # cells per state up to which a table finds equal keys faster than sorting them


class Option(NamedTuple):
    """Something parties can take or leave, in `n_levels` levels; 2 for yes or no.

    owners : parties that can change it; each of them alone, if there are several.
    one_way : 1 if its level can only rise, -1 if it can only fall, 0 otherwise.
    """

    owners: tuple[int, ...]
    n_levels: int = 2
    one_way: int = 0


@dataclass(frozen=True, kw_only=True, eq=False)
class Graph:
    """Feasible states and the moves between them.

    code : (n_states,), ascending; `level` reads it. Option 0 is the lowest digit.
    block : (n_parties, n_states), states of one block can be reached from each other by the party;
    numbers go on from party to party. first : (n_parties + 1,), the first block of each.
    start, member : the states of block b are member[start[b] : start[b + 1]], ascending.
    into, onto : per block the blocks from which, and into which, its party can move, itself
    included, in the same form. unseen : (n_parties, n_states), misperceived states, if any are.
    """

    options: tuple[Option, ...]
    code: Longs
    block: Ints
    first: tuple[int, ...]
    start: Longs
    member: Ints
    into_start: Longs
    into: Ints
    onto_start: Longs
    onto: Ints
    unseen: Flags | None = None

    @property
    def n_parties(self) -> int:
        return len(self.block)

    @property
    def n_states(self) -> int:
        return len(self.code)


def bases(options: Sequence[Option]) -> tuple[int, ...]:
    """What one level of each option adds to the code of a state.

    >>> bases([Option((0,)), Option((0,), 3), Option((1,))])
    (1, 2, 6)
    """
    return tuple(prod(option.n_levels for option in options[:k]) for k in range(len(options)))


def level(options: Sequence[Option], code: Longs, k: int) -> Longs:
    """The level of option k in each state."""
    found: Longs = code // bases(options)[k] % options[k].n_levels
    return found


def graph(
    options: Sequence[Option],
    code: Longs,
    n_parties: int,
    unseen: Flags | None = None,
) -> Graph:
    """The graph over the states of these codes, ascending.

    unseen : (n_parties, n_states), states a party misperceives; it moves neither into nor out of
    them.
    Cost: linear in states, but for the pairs of blocks that differ in one-way options only.
    """
    parts = [
        _blocks(options, code, party, None if unseen is None else unseen[party])
        for party in range(n_parties)
    ]
    return _joined(tuple(options), code, parts, unseen)


def among(whole: Graph, states: Longs) -> Graph:
    """The graph over some of the states, ascending; what parties misperceive stays so."""
    unseen = None if whole.unseen is None else whole.unseen[:, states]
    return graph(whole.options, whole.code[states], whole.n_parties, unseen)


def movable(graph: Graph, party: int, s: int) -> Ints:
    """The states that the party can move to from s, ascending."""
    b = graph.block[party, s]
    onto = graph.onto[graph.onto_start[b] : graph.onto_start[b + 1]]
    found = np.concatenate([graph.member[graph.start[c] : graph.start[c + 1]] for c in onto])
    return np.sort(found[found != s])


class _Part(NamedTuple):
    """One party's blocks from 0 on, and pairs (from, to) of different blocks it can move between"""

    block: Ints
    n_blocks: int
    links: Longs


def _blocks(options: Sequence[Option], code: Longs, party: int, unseen: Flags | None) -> _Part:
    own = {k for k, option in enumerate(options) if party in option.owners}
    free = {k for k in own if not options[k].one_way}
    block = _dense(_without(options, code, free), options)
    n_blocks = int(block.max()) + 1
    links = np.empty((0, 2), np.int64)
    if own - free:
        links = _links(options, code, block, n_blocks, own, sorted(own - free))
    if unseen is not None and unseen.any():  # alone in a block of its own, without links
        block[unseen] = n_blocks + np.arange(unseen.sum())
        n_blocks += int(unseen.sum())
    return _Part(block, n_blocks, links)


def _without(options: Sequence[Option], code: Longs, gone: Iterable[int]) -> Longs:
    """The code with the digits of some options set to 0; neighbouring digits in one step."""
    gone, base = set(gone), (*bases(options), prod(option.n_levels for option in options))
    key = code.copy()
    for is_gone, run in groupby(range(len(options)), key=lambda k: k in gone):
        ks = list(run)
        if is_gone:
            key -= code % base[ks[-1] + 1] // base[ks[0]] * base[ks[0]]
    return key


def _dense(key: Longs, options: Sequence[Option]) -> Ints:
    """Equal keys as equal numbers from 0 on, in the order of the keys."""
    cells = prod(option.n_levels for option in options)
    if cells > ROOM * len(key):
        return np.unique(key, return_inverse=True)[1].astype(np.int32)
    from parley.models.conflict_graph._numba import blocks_of

    return blocks_of(key, cells)


def _links(
    options: Sequence[Option],
    code: Longs,
    block: Ints,
    n_blocks: int,
    own: Iterable[int],
    one_way: Sequence[int],
) -> Longs:
    """Pairs of blocks that differ in one-way options alone, in the direction these allow."""
    one = np.empty(n_blocks, np.int64)
    one[block] = code  # some state of each block
    fibre = _dense(_without(options, one, own), options)
    steps = [level(options, one, k) * options[k].one_way for k in one_way]
    order = np.argsort(fibre, kind="stable")
    runs = np.split(order, np.flatnonzero(np.diff(fibre[order])) + 1)
    pairs = [_rising(run, [step[run] for step in steps]) for run in runs if len(run) > 1]
    return np.concatenate(pairs) if pairs else np.empty((0, 2), np.int64)


def _rising(blocks: Longs, steps: Sequence[Longs]) -> Longs:
    """Pairs of different blocks with no step lower in the second."""
    rises = np.ones((len(blocks), len(blocks)), bool)
    for step in steps:
        rises &= step[:, np.newaxis] <= step
    np.fill_diagonal(rises, False)
    source, target = np.nonzero(rises)
    return np.stack([blocks[source], blocks[target]], axis=1)


def _joined(
    options: tuple[Option, ...], code: Longs, parts: Sequence[_Part], unseen: Flags | None = None
) -> Graph:
    from parley.models.conflict_graph._numba import grouped, sorted_states

    n_states, first = len(code), [0]
    for part in parts:
        first.append(first[-1] + part.n_blocks)
    start, member, links = [], [], []
    for j, part in enumerate(parts):
        begins = grouped(part.block, part.n_blocks)
        member.append(sorted_states(part.block, begins))
        start.append(begins[:-1] + j * n_states)
        links.append(part.links + first[j])
        part.block[:] += first[j]
    pairs = np.concatenate(links)
    into_start, into = _lists(pairs[:, ::-1], first[-1])
    onto_start, onto = _lists(pairs, first[-1])
    return Graph(
        options=options,
        code=code,
        block=np.stack([part.block for part in parts]),
        first=tuple(first),
        start=np.concatenate([*start, [len(parts) * n_states]]),
        member=np.concatenate(member),
        into_start=into_start,
        into=into,
        onto_start=onto_start,
        onto=onto,
        unseen=unseen,
    )


def _lists(pairs: Longs, n: int) -> tuple[Longs, Ints]:
    """Per number below n itself and its seconds, ascending, as starts and one list."""
    every = np.concatenate([pairs, np.repeat(np.arange(n), 2).reshape(n, 2)])
    every = every[np.lexsort((every[:, 1], every[:, 0]))] if len(pairs) else every
    start = np.searchsorted(every[:, 0], np.arange(n + 1))
    return start.astype(np.int64), every[:, 1].astype(np.int32)
