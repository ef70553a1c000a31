"""Loops over arcs and words of bits: moves, replies by legal sequences, answers that last.

Arrays only, and trusted. Imported only where it is needed, because importing numba takes long.
"""

import numpy as np
from numpy.typing import NDArray

from parley.models.compiled import compiled

__all__ = [
    "answered",
    "components",
    "flagged",
    "lasting",
    "moves",
    "reached",
    "transposed",
]

Ints = NDArray[np.int32]
Longs = NDArray[np.int64]
Flags = NDArray[np.bool_]
Bits = NDArray[np.uint64]


@compiled
def moves(
    block: Ints, start: Longs, member: Ints, onto_start: Longs, onto: Ints, rules: Flags
) -> tuple[Longs, Ints]:
    """Per state of one party how many moves it has, and where they go, ascending.

    block : (n_states,), the party's; the rest as in `Graph`. rules : (n_rules, 2, n_states).
    """
    count = np.zeros(len(block), np.int64)
    target = np.empty(0, np.int32)
    for filling in (False, True):
        if filling:
            target = np.empty(count.sum(), np.int32)
        n = 0
        for s in range(len(block)):
            first = n
            for e in range(onto_start[block[s]], onto_start[block[s] + 1]):
                for p in range(start[onto[e]], start[onto[e] + 1]):
                    t = member[p]
                    barred = t == s
                    for rule in range(len(rules)):
                        barred |= rules[rule, 0, s] and rules[rule, 1, t]
                    if not barred:
                        if filling:
                            target[n] = t
                        n += 1
            count[s] = n - first
            if filling:
                target[first:n] = np.sort(target[first:n])
    return count, target


@compiled
def flagged(start: Longs, target: Ints, bits: Bits) -> Flags:
    """Which arcs of one party are in the relation, in the order of `target` from start[0] on."""
    found = np.zeros(start[-1] - start[0], np.bool_)
    for s in range(len(start) - 1):
        for e in range(start[s], start[s + 1]):
            t = target[e]
            found[e - start[0]] = bits[s, t >> 6] >> np.uint64(t & 63) & np.uint64(1)
    return found


@compiled
def components(start: Longs, target: Ints) -> tuple[Ints, int]:
    """Strongly connected components, numbered so that arcs lead to the same or a lower number.

    Nodes that lead nowhere share number 0, though nothing connects them: they reach the same.
    Tarjan (1972), SIAM Journal on Computing 1(2), 146-160, without recursion. Linear in arcs.
    """
    n = len(start) - 1
    found = np.full(n, -1, np.int32)
    low, at = np.zeros(n, np.int32), start[:-1].copy()
    path, stack = np.empty(n, np.int32), np.empty(n, np.int32)
    n_found, n_seen, held = 1, 0, 0
    own = np.zeros(n, np.int32)  # the order in which nodes are seen, from 1 on
    for v in range(n):
        if start[v] == start[v + 1]:
            found[v], own[v] = 0, n
    for root in range(n):
        if own[root]:
            continue
        path[0], depth = root, 1
        while depth:
            v = path[depth - 1]
            if not own[v]:
                n_seen += 1
                own[v] = low[v] = n_seen
                stack[held] = v
                held += 1
            deeper = False
            while at[v] < start[v + 1]:
                w = target[at[v]]
                if not own[w]:
                    path[depth] = w
                    depth += 1
                    deeper = True
                    break
                if found[w] < 0:
                    low[v] = min(low[v], low[w])
                at[v] += 1
            if deeper:
                continue
            depth -= 1
            if low[v] == own[v]:
                while found[v] < 0:
                    held -= 1
                    found[stack[held]] = n_found
                n_found += 1
    return found, n_found


@compiled
def reached(
    start: Longs,
    target: Ints,
    order: Longs,
    component: Ints,
    n_components: int,
    n_states: int,
    n_movers: int,
    first: int,
    n_words: int,
) -> Bits:
    """Which states can be reached from each state, in the words from `first` on.

    Nodes as in `replies`: n_movers * n_states for a mover about to move, then as many for one
    that has just moved. order : nodes by ascending component, so that what a component leads to
    is complete before it. Words times arcs at most.
    """
    rows = np.zeros((n_components, n_words), np.uint64)
    merged = np.full(n_components, -1, np.int32)  # for which component it was merged last
    for v in order:
        c = component[v]
        for e in range(start[v], start[v + 1]):
            w = target[e]
            if w >= n_movers * n_states:
                t = w % n_states
                if first <= t >> 6 < first + n_words:
                    rows[c, (t >> 6) - first] |= np.uint64(1) << np.uint64(t & 63)
            d = component[w]
            if d != c and merged[d] != c:
                merged[d] = c
                for word in range(n_words):
                    rows[c, word] |= rows[d, word]
    found = np.zeros((n_states, n_words), np.uint64)
    for v in range(n_movers * n_states):
        for word in range(n_words):
            found[v % n_states, word] |= rows[component[v], word]
    return found


@compiled
def transposed(bits: Bits) -> Bits:
    """Bit s of row t for bit t of row s, in squares of 64 x 64 that are halved six times.

    Warren (2012), Hacker's Delight, 2nd edition, section 7-3.
    """
    n, n_words = bits.shape
    found = np.zeros((n, n_words), np.uint64)
    square = np.empty(64, np.uint64)
    for rows in range(n_words):
        for word in range(n_words):
            for k in range(64):
                s = rows * 64 + k
                square[k] = bits[s, word] if s < n else np.uint64(0)
            j, mask = 32, np.uint64(0x00000000FFFFFFFF)
            while j:
                shift = np.uint64(j)
                for k in range(64):
                    if not k & j:
                        swap = (square[k] >> shift ^ square[k + j]) & mask
                        square[k + j] ^= swap
                        square[k] ^= swap << shift
                j >>= 1
                mask ^= mask << np.uint64(j)
            for k in range(min(64, n - word * 64)):
                found[word * 64 + k, rows] = square[k]
    return found


@compiled
def lasting(start: Longs, target: Ints, deterred: Bits) -> Bits:
    """For which s a state t deters and so does all that the party can move to from t.

    deterred : bit s of row t, whether t deters the party from leaving s; the same form returned.
    """
    found = deterred.copy()
    for t in range(len(start) - 1):
        for e in range(start[t], start[t + 1]):
            for word in range(deterred.shape[1]):
                found[t, word] &= deterred[target[e], word]
    return found


@compiled
def answered(start: Longs, target: Ints, reply: Bits, deterrent: Bits) -> Flags:
    """Whether each improvement from a state can be answered by something that deters from it.

    start, target : the party's improvements. reply : per state what others can reach from it.
    """
    found = np.ones(len(start) - 1, np.bool_)
    for s in range(len(found)):
        for e in range(start[s], start[s + 1]):
            hit = False
            for word in range(reply.shape[1]):
                if reply[target[e], word] & deterrent[s, word]:
                    hit = True
                    break
            if not hit:
                found[s] = False
                break
    return found
