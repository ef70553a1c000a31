"""A slow second opinion on elections and the Spatial Model of Politics, in plain Python loops.

Written from the printed definitions, one actor and one pair at a time. Actors are lists: position
and salience `x[i][k]`, `s[i][k]`, capability `c[i]`; options have KTAB's names.
"""

import math

PLAIN = {
    "VotingRule": "Prop",
    "VictoryProbModel": "Linear",
    "PCEModel": "Conditional",
    "StateTransitions": "Deterministic",
    "BigRAdjust": "OneThird",
    "BigRRange": "Mid",
    "ThirdPartyCommit": "SemiCommit",
    "InterVecBrgn": "S2P2",
    "BargnModel": "InitOnlyInterp",
}
TOWARDS_TRUTH = {"None": 0, "OneThird": 1 / 3, "Half": 1 / 2, "TwoThirds": 2 / 3, "Full": 1}
GAIN_TIE, CHANCE_TIE = 1e-12, 1e-9


def vote(w, ua, ub, rule):
    d = ua - ub
    if abs(d) < 1e-12:
        return 0
    full = max(-1, min(1, d / 1e-8))
    return (
        w
        * {
            "Prop": d,
            "PropBin": 0.8 * d + 0.2 * full,
            "Binary": full,
            "PropCbc": 0.5 * d + 0.5 * d**3,
            "Cubic": d**3,
            "ASymProsp": d if d < 0 else d * 2 / 3,
        }[rule]
    )


def coalitions(w, u, rule):
    """C[a][b]; u[m][a] is voter m's utility of option a."""
    n = len(u[0])
    c = [[1e-8] * n for _ in range(n)]
    for a in range(n):
        for b in range(a):
            for m in range(len(w)):
                v = vote(w[m], u[m][a], u[m][b], rule)
                c[a][b] += max(v, 0)
                c[b][a] += max(-v, 0)
    return c


def beats(p, q, model):
    if model == "Binary":
        if p >= 1.1 * q:
            x, y = 1, 1e-6
        elif q >= 1.1 * p:
            x, y = 1e-6, 1
        else:
            x = (p / (p + q) * 2.1 - 1) / 0.1
            y = 1 - x
        return x / (x + y)
    power = {"Linear": 1, "Square": 2, "Quartic": 4, "Octic": 8}[model]
    return p**power / (p**power + q**power)


def elected(w, u, options):
    """Chance of each option."""
    c = coalitions(w, u, options["VotingRule"])
    n = len(c)
    p = [[beats(c[a][b], c[b][a], options["VictoryProbModel"]) for b in range(n)] for a in range(n)]
    if options["PCEModel"] == "Conditional":
        product = [math.prod(row) for row in p]
        return [each / sum(product) for each in product]
    if options["PCEModel"] == "MarkovUniform":
        h, stop = [[1 / n] * n for _ in range(n)], 1e-6
    else:
        i = [[c[a][b] * p[a][b] + 1e-10 * (a == b) for b in range(n)] for a in range(n)]
        h, stop = [[i[a][b] / sum(r[b] for r in i) for b in range(n)] for a in range(n)], 1e-8
    pi = [1 / n] * n
    for _ in range(100_000):
        met = [[pi[a] * h[b][a] for b in range(n)] for a in range(n)]  # favourite a, challenger b
        q = [sum(p[a][b] * (met[a][b] + met[b][a]) for b in range(n)) for a in range(n)]
        change = max(abs(q[a] - pi[a]) for a in range(n))
        pi = [(pi[a] + q[a]) / 2 for a in range(n)]
        if change <= stop:
            break
    return pi


def utility(z, r):
    return (1 - z) * (1 + z * r) if z <= 1 else (1 - z) * (1 + r)


def distance(ideal, point, s):
    if not any(s):
        return 0.0
    square = sum(((a - b) * w) ** 2 for a, b, w in zip(ideal, point, s, strict=True))
    return math.sqrt(square / sum(w * w for w in s))


def apart(one, other):
    return math.sqrt(sum((a - b) ** 2 for a, b in zip(one, other, strict=True)))


def standing(x, ideal, s, c, options):
    """Distances z[i][j], aversions to risk, and per actor the chance of its place."""
    n = len(x)
    z = [[distance(ideal[i], x[j], s[i]) for j in range(n)] for i in range(n)]
    p = elected(c, [[utility(z[m][j], 0) for j in range(n)] for m in range(n)], options)
    lo, hi = min(p), max(p)
    if hi - lo <= 1e-10:
        risk = [0.0] * n
    else:
        risk = [
            {
                "Min": (each - lo) / (hi - lo),
                "Mid": (3 * each - (hi + 2 * lo)) / (2 * (hi - lo)),
                "Max": (2 * each - (hi + lo)) / (hi - lo),
            }[options["BigRRange"]]
            for each in p
        ]
    unique = []
    for i in range(n):
        if all(apart(x[i], x[j]) >= 1e-3 for j in unique):
            unique.append(i)
    pi = elected(c, [[utility(z[m][j], risk[m]) for j in unique] for m in range(n)], options)
    chance = []
    for i in range(n):
        near = [k for k, j in enumerate(unique) if apart(x[i], x[j]) < 1e-3 or i == j]
        chance.append(pi[near[-1]])
    return z, risk, chance


def contest(h, k, i, j, z, risk, s, c, options):
    """Chance of i against j and k's gain from that challenge, as h guesses them."""
    n, a = len(z), TOWARDS_TRUTH[options["BigRAdjust"]]
    rule = options["VotingRule"]

    def u(m, at):
        return utility(z[m][at], (1 - a) * risk[h] + a * risk[m])

    w, care = [c[m] * sum(s[m]) for m in range(n)], sum(s[j])
    for_i = for_j = 1e-10
    for m in (i, j):
        v = vote(w[m], u(m, i), u(m, j), rule)
        for_i, for_j = for_i + max(v, 0), for_j + max(-v, 0)
    total_i, total_j = for_i, for_j
    for m in range(n):
        if m in (i, j):
            continue
        v = vote(w[m], u(m, i), u(m, j), rule)
        p = (for_i + max(v, 0)) / (for_i + max(v, 0) + for_j + max(-v, 0))
        ui, uj, um = u(m, i), u(m, j), u(m, m)
        win_i, lose_i, lose_j, win_j = {
            "SemiCommit": (2 * ui + um, 3 * uj, 3 * ui, 2 * uj + um),
            "FullCommit": (3 * ui, 3 * uj, 3 * ui, 3 * uj),
            "NoCommit": (2 * ui + um, 2 * uj + um, 2 * ui + um, 2 * uj + um),
        }[options["ThirdPartyCommit"]]
        v = vote(w[m], p * win_i + (1 - p) * lose_i, p * lose_j + (1 - p) * win_j, rule)
        total_i, total_j = total_i + max(v, 0), total_j + max(-v, 0)
    p = total_i / (total_i + total_j)
    ui, uj = u(k, i), u(k, j)
    fought = p * 2 * ui + (1 - p) * 2 * uj
    return p, (1 - care) * 2 * ui + care * fought - (ui + uj)


def proposal(i, j, p, x, s, options):
    """Where i and j would stand, if i's chance is p."""
    ends = [], []
    for xi, xj, si, sj in zip(x[i], x[j], s[i], s[j], strict=True):
        if options["InterVecBrgn"] == "S2PMax":
            di, dj = max(1 - p - p, 0), max(p - (1 - p), 0)
            fi = di * sj**2 / (di * sj**2 + 1e-6 + (1 - di) * si**2)
            fj = dj * si**2 / (dj * si**2 + 1e-6 + (1 - dj) * sj**2)
            ends[0].append(xi + fi * (xj - xi))
            ends[1].append(xj + fj * (xi - xj))
        else:
            power = 2 if options["InterVecBrgn"] == "S2P2" else 1
            wi, wj, e = si**power * p**power, sj**power * (1 - p) ** power, 1e-6
            for end, at in (
                (ends[0], ((wi + e) * xi + wj * xj) / (wi + e + wj)),
                (ends[1], (wi * xi + (wj + e) * xj) / (wi + e + wj)),
            ):
                end.append(math.trunc(0.5 + 10000 * at) / 10000)
    return ends


def proposals(i, x, s, c, z, risk, options, as_ktab):
    """The target of i, or None, and its proposals as (i, j, i's end, j's end)."""
    n, best, target = len(x), 1e-5, None
    for j in range(n):
        if j != i:
            gain = contest(i, i, i, j, z, risk, s, c, options)[1]
            if gain > best + (GAIN_TIE if target is not None else 0):
                best, target = gain, j
    if target is None:
        return None, []
    j = target
    mine = contest(i, i, i, j, z, risk, s, c, options)[0]
    p, gain = contest(j, i, i, j, z, risk, s, c, options)
    views = [proposal(i, j, v, x, s, options) for v in (mine, gain if as_ktab else p)]
    if options["BargnModel"] == "InitOnlyInterp":
        views = views[:1]
    if options["BargnModel"] == "PWCompInterp":
        wi, wj = c[i] * sum(s[i]), c[i if as_ktab else j] * sum(s[j])
        share = wi / (wi + wj) if wi + wj > 0 else 0.5
        one, other = views
        views = [
            [
                [share * a + (1 - share) * b for a, b in zip(one[side], other[side], strict=True)]
                for side in (0, 1)
            ]
        ]
    return target, [(i, j, *ends) for ends in views]


def turn(x, ideal, s, c, options, numbers=None, as_ktab=False):
    """New positions, targets, and per actor the initiator of what it took, or None."""
    n = len(x)
    z, risk, _ = standing(x, ideal, s, c, options)
    targets, made = zip(
        *[proposals(i, x, s, c, z, risk, options, as_ktab) for i in range(n)], strict=True
    )
    u = [[utility(z[m][a], risk[m]) for a in range(n)] for m in range(n)]

    def worth(m, each):
        total = sum(u[m])
        if each is not None:
            i, j, end_i, end_j = each
            total += -u[m][i] - u[m][j]
            total += utility(distance(ideal[m], end_i, s[m]), risk[m])
            total += utility(distance(ideal[m], end_j, s[m]), risk[m])
        return total / n

    moved, taken = [], []
    for k in range(n):
        queue = [None] + [each for of_i in made for each in of_i if k in each[:2]]
        pi = elected(c, [[worth(m, each) for each in queue] for m in range(n)], options)
        if numbers is None:
            best = 0
            for q in range(len(queue)):
                if pi[q] > pi[best] + CHANCE_TIE:
                    best = q
        else:
            best = next((q for q in range(len(pi)) if sum(pi[: q + 1]) > numbers[k]), len(pi) - 1)
        chosen = queue[best]
        taken.append(None if chosen is None else chosen[0])
        moved.append(x[k] if chosen is None else chosen[2 + chosen[:2].index(k)])
    return moved, targets, taken


def run(x, s, c, options, accommodation=None, numbers=None, as_ktab=False):
    """Positions by state, chances of places by state, targets and choices by turn.

    numbers : yields what a stochastic turn draws, or None.
    """
    n, ideal = len(x), x
    a = accommodation or [[float(i == j) for j in range(n)] for i in range(n)]
    states, targets, taken, first = [x], [], [], None
    while True:
        drawn = next(numbers) if numbers else None
        new, aims, took = turn(x, ideal, s, c, options, drawn, as_ktab)
        moved = sum(apart(p, q) for p, q in zip(new, x, strict=True))
        ideal = [
            [
                sum(a[i][j] * new[j][k] for j in range(n)) + (1 - min(1, sum(a[i]))) * ideal[i][k]
                for k in range(len(x[0]))
            ]
            for i in range(n)
        ]
        x = new
        states.append(x)
        targets.append(aims)
        taken.append(took)
        first = moved if first is None else first
        t = len(targets)
        if t >= 100 or (t >= 2 and moved / (first + 1e-4) < 0.02):
            return states, targets, taken
