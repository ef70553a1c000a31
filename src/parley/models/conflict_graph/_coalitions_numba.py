"""The worst reply where subsets of parties improve together. Arrays only, and trusted."""

import numpy as np
from numpy.typing import NDArray

from parley.models.compiled import compiled

__all__ = ["worst_team_reply"]

Ints = NDArray[np.int32]
Longs = NDArray[np.int64]


@compiled
def worst_team_reply(
    key: Ints,
    order: Ints,
    team_start: Longs,
    team: Ints,
    block: Ints,
    start: Longs,
    member: Ints,
    into_start: Longs,
    into: Ints,
    rank: Ints,
) -> Ints:
    """The smallest key among each state and those that teams can reach by improving, (n_states,).

    The parties of team k are team[team_start[k] : team_start[k + 1]]; block (n_teams, n_states)
    and the rest are as in `Graph`, of teams. A team moves only to states that all of it prefer.
    States are taken by ascending key, each search goes backwards. States once labelled are
    dropped from their block's list, so that late searches, which find little, look at few.
    """
    found = np.full(len(key), -1, np.int32)
    left, end = member.copy(), start[1:].copy()
    stack = np.empty(len(key), np.int32)
    for source in order:
        if found[source] >= 0:
            continue
        found[source] = key[source]
        stack[0], n = source, 1
        while n:
            n -= 1
            y = stack[n]
            for k in range(len(block)):
                b = block[k, y]
                for e in range(into_start[b], into_start[b + 1]):
                    c = into[e]
                    kept = start[c]
                    for p in range(start[c], end[c]):
                        t = left[p]
                        if found[t] >= 0:
                            continue
                        improves = True
                        for m in range(team_start[k], team_start[k + 1]):
                            improves = improves and rank[team[m], t] < rank[team[m], y]
                        if improves:
                            found[t] = key[source]
                            stack[n] = t
                            n += 1
                        else:
                            left[kept] = t
                            kept += 1
                    end[c] = kept
    return found
