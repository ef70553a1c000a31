"""Loops over states for shortest sequences of moves.

Arrays only, and trusted. Imported only where it is needed, because importing numba takes long.
"""

import numpy as np
from numpy.typing import NDArray

from parley.models.compiled import compiled

__all__ = ["crossed", "spread"]

Ints = NDArray[np.int32]
Longs = NDArray[np.int64]
Flags = NDArray[np.bool_]


@compiled
def spread(
    seeds: Ints,
    due: Ints,
    length: Ints,
    beside: Ints,
    mover: Ints,
    at: Longs,
    movers: Ints,
    improving: bool,
    block: Ints,
    start: Longs,
    member: Ints,
    linked_start: Longs,
    linked: Ints,
    rank: Ints,
) -> Ints:
    """States found, nearest first, by a search in breadth over states of length -1.

    Seeds, by ascending `due`, join the search once it is as long as their due, if they are not
    found before. Of equally near seeds the earlier one wins. Per state found, `length`, `beside`
    (where it was found from) and `mover` are set; those of seeds, but for `length`, stay.
    linked : per block those whose states the search goes on to, of which it takes, if improving,
    the ones of lower rank: `member` is by ascending rank, so they begin each block, and with one
    pointer per block (`at`, kept between calls) each member is looked at once.
    """
    found = np.empty(len(length), np.int32)
    n = head = joined = 0
    while head < n or joined < len(seeds):
        # the queue must stay in order: who is due one move on comes before the moves to there
        while joined < len(seeds) and (head == n or due[seeds[joined]] <= length[found[head]] + 1):
            s = seeds[joined]
            joined += 1
            if length[s] < 0:
                length[s] = due[s]
                found[n] = s
                n += 1
        if head == n:
            break
        y = found[head]
        head += 1
        for j in movers:
            b = block[j, y]
            for e in range(linked_start[b], linked_start[b + 1]):
                c = linked[e]
                p, end = at[c], start[c + 1]
                while p < end:
                    t = member[p]
                    if improving and rank[j, t] >= rank[j, y]:
                        break
                    p += 1
                    if length[t] < 0:
                        length[t] = length[y] + 1
                        beside[t] = y
                        mover[t] = j
                        found[n] = t
                        n += 1
                at[c] = p
    return found[:n]


@compiled
def crossed(
    found: Ints,
    due: Ints,
    length: Ints,
    beside: Ints,
    mover: Ints,
    done: Flags,
    movers: Ints,
    block: Ints,
    start: Longs,
    member: Ints,
    linked_start: Longs,
    linked: Ints,
) -> Ints:
    """States of length -1 that any one move leads to from those found, by ascending due.

    found : nearest first, as from `spread`. done : per block whether it was gone through, kept
    between calls. Sets `due`, `beside` and `mover` of what it returns.
    """
    seeds = np.empty(len(length), np.int32)
    n = 0
    for y in found:
        for j in movers:
            b = block[j, y]
            for e in range(linked_start[b], linked_start[b + 1]):
                c = linked[e]
                if done[c]:
                    continue
                done[c] = True
                for p in range(start[c], start[c + 1]):
                    t = member[p]
                    if length[t] < 0 and due[t] < 0:
                        due[t] = length[y] + 1
                        beside[t] = y
                        mover[t] = j
                        seeds[n] = t
                        n += 1
    return seeds[:n]
