"""Talks in a war by plain loops: one logit offer, and backward induction over weeks."""

import numpy as np
from scipy.special import lambertw


def gained(lam, r, least):
    """Gains of proposer and other over refusing, and the chance of agreement; offers are shares."""
    y = min(max(least + np.log(lambertw(np.exp(lam * (1 - r - least) - 1)).real) / lam, 0), 1)
    chance = 1 / (1 + np.exp(-lam * (y - least)))
    return chance * (1 - y - r), np.log1p(np.exp(lam * (y - least))) / lam, chance


def backwards(war, weeks, drift, grid, a, b):
    """What refusing is worth to types a and b, by week, proposer, front and point; plain loops."""
    types, n = (a, b), len(grid)

    def ended(k):
        return (float(k == war.fronts), float(k == 0)) if k in (0, war.fronts) else None

    def won(z):
        odds = np.exp(grid[z]) * war.strength[0, a] / war.strength[1, b]
        return odds / (1 + odds)

    def finish(z, cost):
        """The linear system of a war to the finish at one balance."""
        p, size = won(z), war.fronts - 1
        step = np.eye(size) * (1 - war.tempo)
        step += war.tempo * (p * np.eye(size, k=1) + (1 - p) * np.eye(size, k=-1))
        prize = np.zeros((size, 2))
        prize[-1, 0], prize[0, 1] = war.tempo * p, war.tempo * (1 - p)
        return np.linalg.solve(np.eye(size) - war.discount * step, war.discount * prize - cost)

    def paid(t):
        cost = war.cost_later if t > war.deadline >= 0 else war.cost
        own = np.array([war.resolve[j, types[j]] for j in range(2)])
        return cost * own + (war.deadline_cost if t == war.deadline else 0), cost * own

    def worth(t, y, k, z):
        """Before an offer of y in week t; after the last week there is none."""
        if ended(k):
            return ended(k)
        if t == weeks:
            return finish(z, paid(weeks)[1])[k - 1]
        refused = refusing(t, y, k, z)
        own, other = refused[y], refused[1 - y]
        r, least = (max(v, war.demand[i, types[i]]) for v, i in ((own, y), (other, 1 - y)))
        gain, more, agree = gained(war.precision, r, least)
        found = [0.0, 0.0]
        found[y] = own + gain + agree * (r - own)
        found[1 - y] = other + more + agree * (least - other)
        return found

    def refusing(t, x, k, z):
        place = min(max(z + drift / (grid[1] - grid[0]), 0), n - 1)
        left = min(int(place), n - 2)
        total = np.zeros(2)
        moves = ((1, war.tempo * won(z)), (-1, war.tempo * (1 - won(z))), (0, 1 - war.tempo))
        for step, p in moves:
            for point, share in ((left, 1 - place + left), (left + 1, place - left)):
                for y in range(2):
                    if share * war.proposer[x, y] > 0:
                        after = np.array(worth(t + 1, y, k + step, point))
                        total += p * share * war.proposer[x, y] * after
        return war.discount * total - paid(t)[0]

    return refusing
