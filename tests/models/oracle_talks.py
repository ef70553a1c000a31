"""Talks in a war by plain loops: one logit offer, and backward induction over weeks."""

import numpy as np
from scipy.special import lambertw


def gained(lam, r, least):
    """Gains of proposer and other over refusing, and the chance of agreement; offers are shares."""
    y = min(max(least + np.log(lambertw(np.exp(lam * (1 - r - least) - 1)).real) / lam, 0), 1)
    chance = 1 / (1 + np.exp(-lam * (y - least)))
    return chance * (1 - y - r), np.log1p(np.exp(lam * (y - least))) / lam, chance


def packed(lam, packages, r, least):
    """The same where the proposer offers a package, first its worth, or none: by logit."""
    mine, yours = np.array(packages, float).T
    accepts = 1 / (1 + np.exp(-lam * (yours - least)))
    gain = accepts * (mine - r)
    odds = np.exp(lam * gain) / (1 + np.exp(lam * gain).sum())
    more = np.log1p(np.exp(lam * (yours - least))) / lam
    return odds @ gain, odds @ more, odds @ accepts


def texts(war, refused):
    """Worths of what a mediator may put to both, with the chance of each; the rest is no text."""
    if not len(war.packages):
        even = min(max((1 + refused[0] - refused[1]) / 2, 0), 1)
        share = even if np.isnan(war.line) else war.line
        return [(1.0, np.array([share, 1 - share]))]
    serves = [package for package in war.packages if (package > refused).all()]
    odds = []
    for gains in (package - refused for package in serves):
        sure = 1 - np.exp(-war.precision * gains.min())
        odds.append(np.expm1(war.precision * gains.prod() ** 0.5 * sure))
    return [(x / (1 + sum(odds)), package) for x, package in zip(odds, serves, strict=True)]


def proposed(war, refused, least, y):
    """Gains of y and of the other over what they never go below, and the chance of agreement."""
    lam, own, other = war.precision, least[y], least[1 - y]
    if len(war.packages):
        found = np.array(packed(lam, war.packages[:, [y, 1 - y]], own, other))
    else:
        found = np.array(gained(lam, own, other))
    by_text = np.zeros(3)
    for chance, text in texts(war, refused):
        gains = np.array([text[y] - own, text[1 - y] - other])
        accepts, worth = 1 / (1 + np.exp(-lam * gains)), np.log1p(np.exp(lam * gains)) / lam
        by_text += chance * np.array([*(worth * accepts[::-1]), accepts.prod()])
    return (1 - war.mediator) * found + war.mediator * by_text


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
        least = [max(v, war.demand[i, types[i]]) for i, v in enumerate(refused)]
        gain, more, agree = proposed(war, np.array(refused), least, y)
        found = [0.0, 0.0]
        found[y] = own + gain + agree * (least[y] - own)
        found[1 - y] = other + more + agree * (least[1 - y] - other)
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
