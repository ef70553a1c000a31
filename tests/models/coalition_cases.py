"""Random conflicts, and coalitions and strength of preference by their definitions, with sets.

Moves are kept as lists of states per mover; what several movers reach is searched over pairs of
state and last mover, so that nobody moves twice in a row (Fang, Hipel and Kilgour 1993, 3.4).
"""

import random
from itertools import chain, combinations, product
from types import SimpleNamespace

import numpy as np

from parley.models.conflict_graph.graph import Option, graph, level


def conflict(options, ranks, infeasible=(), n_parties=None, unseen=None):
    """Patterns of levels, option 0 first, - for any; ranks : per party, in the order of states."""
    n = n_parties or len(ranks)
    every = product(*[range(option.n_levels) for option in reversed(options)])
    states = ["".join(map(str, reversed(levels))) for levels in every]
    feasible = [c for c, s in enumerate(states) if not any(fits(s, p) for p in infeasible)]
    built = graph(options, np.array(feasible, np.int64), n, unseen)
    return SimpleNamespace(graph=built, rank=dense(ranks), states=[states[c] for c in feasible])


def fits(state, pattern):
    return all(q in ("-", d) for d, q in zip(state, pattern, strict=True))


def dense(ranks):
    return np.stack([np.unique(row, return_inverse=True)[1] for row in ranks]).astype(np.int32)


def random_conflict(seed):
    """1 to 4 parties; some options shared, in three levels or without return, states missing,
    ranks tied; every fifth with misperceived states."""
    draw = random.Random(seed)
    n = draw.randint(1, 4)
    options = [_option(draw, k, n) for k in range(draw.randint(n, 5))]
    n_codes = np.prod([option.n_levels for option in options])
    share = draw.choice([1, 0.8, 0.5, 0.3])
    code = np.array([c for c in range(n_codes) if draw.random() < share] or [0], np.int64)[:36]
    unseen = None
    if draw.random() < 0.2:
        unseen = [np.array([draw.random() < 0.15 for _ in code]) for _ in range(n)]
    top = draw.choice([3, 6, 100])
    rank = dense([[draw.randrange(top) for _ in code] for _ in range(n)])
    steps = [sorted(draw.randrange(4) for _ in range(row.max() + 1)) for row in rank]
    band = np.stack([np.array(step)[row] for step, row in zip(steps, rank, strict=True)])
    return SimpleNamespace(
        graph=graph(options, code, n, unseen),
        rank=rank,
        band=band.astype(np.int32),
        moves=[moves(options, code, {j}, unseen and unseen[j]) for j in range(n)],
        known={},
        misperceived=bool(unseen) and any(flags.any() for flags in unseen),
    )


def _option(draw, k, n):
    owners = {k if k < n else draw.randrange(n)}
    if draw.random() < 0.15:
        owners.add(draw.randrange(n))
    return Option(tuple(owners), draw.choice([2, 2, 2, 3]), draw.choice([0, 0, 0, 1, -1]))


def moves(options, code, team, unseen=None):
    """Per state those that differ in options of the team only, each changed as it may be."""
    at = [[int(level(options, code, k)[s]) for k in range(len(options))] for s in range(len(code))]

    def allowed(s, t):
        if s == t or (unseen is not None and (unseen[s] or unseen[t])):
            return False
        changed = [(o, t_k - s_k) for o, s_k, t_k in zip(options, at[s], at[t], strict=True)]
        return all(
            step == 0 or (team & set(o.owners) and step * o.one_way >= 0) for o, step in changed
        )

    return [[t for t in range(len(code)) if allowed(s, t)] for s in range(len(code))]


def legal(arcs, movers, s):
    """The states at the end of a sequence of arcs from s with no mover twice in a row."""
    seen = {(t, j) for j in movers for t in arcs[j][s]}
    todo = list(seen)
    while todo:
        t, last = todo.pop()
        new = {(u, j) for j in movers if j != last for u in arcs[j][t]} - seen
        seen |= new
        todo += new
    return {t for t, _ in seen}


def subsets(parties):
    return list(chain(*[combinations(parties, size + 1) for size in range(len(parties))]))


def better(rank, team, t, s):
    return all(rank[j, t] > rank[j, s] for j in team)


def improvements(rank, reach, team):
    """reach : per state where the team can go. Those of them that each of it prefers."""
    return [[t for t in there if better(rank, team, t, s)] for s, there in enumerate(reach)]


def reach(case, team):
    """Where the team can go from each state, kept with the case."""
    if team not in case.known:
        arcs = dict(enumerate(case.moves))
        case.known[team] = [legal(arcs, team, s) for s in range(case.graph.n_states)]
    return case.known[team]


def credibly(case, others, credible):
    """Where the others can go from each state if each step improves things for who makes it."""
    if (credible, others) not in case.known:
        teams = [(j,) for j in others] if credible == "individual" else subsets(others)
        gains = {team: improvements(case.rank, reach(case, team), team) for team in teams}
        states = range(case.graph.n_states)
        case.known[credible, others] = [legal(gains, teams, s) for s in states]
    return case.known[credible, others]


def unsanctioned(case, team, credible, joint):
    """Per concept and state the improvements that cannot be answered; for cnash all."""
    rank, graph = case.rank, case.graph
    others = tuple(j for j in range(len(rank)) if j not in team)
    own = moves(graph.options, graph.code, set(team)) if joint else reach(case, team)
    replies, credible_replies = reach(case, others), credibly(case, others, credible)

    def open_to(answered):
        return [
            [t for t in gain if not answered(t, lambda x, s=s: not better(rank, team, x, s))]
            for s, gain in enumerate(improvements(rank, own, team))
        ]

    return {
        "cnash": open_to(lambda _, __: False),
        "cgmr": open_to(lambda t, sanction: any(map(sanction, replies[t]))),
        "csmr": open_to(
            lambda t, sanction: any(sanction(x) and all(map(sanction, own[x])) for x in replies[t])
        ),
        "cseq": open_to(lambda t, sanction: any(map(sanction, credible_replies[t]))),
    }


def strongly_stable(case, i, concept):
    """Per state whether each improvement of party i can be answered by one much worse."""
    rank, band, own = case.rank, case.band, case.moves[i]
    others = [j for j in range(len(rank)) if j != i]
    arcs = dict(enumerate(case.moves))
    if "seq" in concept:
        arcs = {j: improvements(rank, arcs[j], (j,)) for j in others}

    def answered(s, t):
        then = {
            x: [x, *(own[x] if concept in ("smr", "sseq") else [])] for x in legal(arcs, others, t)
        }
        return any(all(band[i, y] < band[i, s] for y in ends) for ends in then.values())

    gains = improvements(rank, own, (i,))
    return [all(answered(s, t) for t in gains[s]) for s in range(len(rank[0]))]
