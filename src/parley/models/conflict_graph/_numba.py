"""Loops over states: sorting by small numbers, the best of one's own moves, the worst reply.

Arrays only, and trusted. Imported only where it is needed, because importing numba takes long.
"""

import numpy as np
from numpy.typing import NDArray

from parley.models.compiled import compiled

__all__ = [
    "best_move",
    "blocks_of",
    "grouped",
    "ordered",
    "sorted_states",
    "worst_joined",
    "worst_reply",
]

Ints = NDArray[np.int32]
Longs = NDArray[np.int64]
Flags = NDArray[np.bool_]


@compiled
def ordered(key: Ints, among: Ints, start: Longs) -> Ints:
    """`among` in ascending order of `key`, stable; start : where each key's run begins."""
    at = start.copy()
    found = np.empty(len(among), np.int32)
    for s in among:
        found[at[key[s]]] = s
        at[key[s]] += 1
    return found


@compiled
def sorted_states(key: Ints, start: Longs) -> Ints:
    """All states in ascending order of `key`, stable; start : where each key's run begins."""
    at = start.copy()
    found = np.empty(len(key), np.int32)
    for s in range(len(key)):
        found[at[key[s]]] = s
        at[key[s]] += 1
    return found


@compiled
def grouped(key: Ints, n_keys: int) -> Longs:
    """Where each key's run begins once sorted, (n_keys + 1,)."""
    start = np.zeros(n_keys + 1, np.int64)
    for k in key:
        start[k + 1] += 1
    for k in range(n_keys):
        start[k + 1] += start[k]
    return start


@compiled
def blocks_of(key: Longs, cells: int) -> Ints:
    """Keys below `cells` as dense numbers in the same order."""
    number = np.zeros(cells, np.int32)
    for k in key:
        number[k] = 1
    n = 0
    for k in range(cells):
        if number[k]:
            number[k] = n
            n += 1
    found = np.empty(len(key), np.int32)
    for s in range(len(key)):
        found[s] = number[key[s]]
    return found


@compiled
def best_move(
    key: Ints, block: Ints, first: int, n_blocks: int, onto_start: Longs, onto: Ints
) -> Ints:
    """The largest key among each state and those a party can move to, (n_states,).

    block : (n_states,), the party's, numbered from `first` on.
    """
    best = np.full(n_blocks, -1, np.int32)
    for s in range(len(key)):
        b = block[s] - first
        best[b] = max(best[b], key[s])
    reached = best.copy()
    for b in range(n_blocks):
        for e in range(onto_start[first + b], onto_start[first + b + 1]):
            reached[b] = max(reached[b], best[onto[e] - first])
    found = np.empty(len(key), np.int32)
    for s in range(len(key)):
        found[s] = reached[block[s] - first]
    return found


@compiled
def worst_joined(key: Ints, movers: Ints, block: Ints, n_blocks: int) -> Ints:
    """The smallest key that `movers` can reach from each state where every move can be undone.

    States that share a block can reach each other, so what can be reached is what is joined.
    """
    root = np.arange(n_blocks)
    for s in range(len(key)):
        one = _root(root, block[movers[0], s])
        for j in movers[1:]:
            other = _root(root, block[j, s])
            root[max(one, other)] = min(one, other)
            one = min(one, other)
    least = np.full(n_blocks, np.iinfo(np.int32).max, np.int32)
    for s in range(len(key)):
        top = _root(root, block[movers[0], s])
        least[top] = min(least[top], key[s])
    found = np.empty(len(key), np.int32)
    for s in range(len(key)):
        found[s] = least[_root(root, block[movers[0], s])]
    return found


@compiled
def _root(root: Longs, b: int) -> int:
    """The smallest block joined to b; the way to it is halved for the next time."""
    while root[b] != b:
        root[b] = root[root[b]]
        b = root[b]
    return b


@compiled
def worst_reply(
    key: Ints,
    order: Ints,
    movers: Ints,
    block: Ints,
    start: Longs,
    member: Ints,
    into_start: Longs,
    into: Ints,
    rank: Ints,
    improving: bool,
) -> Ints:
    """The smallest key among each state and those that `movers` can reach from it, (n_states,).

    States are taken by ascending key, and each search goes backwards over unlabelled states, so
    that every state is labelled once. `member` holds each block by ascending rank of its party:
    the states that can improve to a state begin each block, so one pointer per block is enough
    and no arc is stored. improving : only moves that their mover prefers, by `rank`.
    """
    found = np.full(len(key), -1, np.int32)
    at = start.copy()
    stack = np.empty(len(key), np.int32)
    for source in order:
        if found[source] >= 0:
            continue
        found[source] = key[source]
        stack[0], n = source, 1
        while n:
            n -= 1
            y = stack[n]
            for j in movers:
                b, better = block[j, y], rank[j, y]
                for e in range(into_start[b], into_start[b + 1]):
                    c = into[e]
                    p, end = at[c], start[c + 1]
                    while p < end:
                        t = member[p]
                        if improving and rank[j, t] >= better:
                            break
                        p += 1
                        if found[t] < 0:
                            found[t] = key[source]
                            stack[n] = t
                            n += 1
                    at[c] = p
    return found
