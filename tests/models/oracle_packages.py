"""The dynamic model where the sides decide on settlements: packages or a split, a mediator.

One replication at a time, in plain Python, from the same streams as the engine. Pauses, breaches
and renewals are by fixed chances here, and refusing is worth a fight to the finish. Written from
the description of the model, not from its code.
"""

import math

import numpy as np
from models.oracle_war import (
    PURPOSE,
    battle,
    drawn,
    fallen,
    grow,
    moved,
    pair,
    pairs,
    report,
    strength,
    strike,
    update,
)
from scipy.special import lambertw


def sigmoid(x):
    return 1 / (1 + math.exp(-x)) if x > -700 else 0.0


def history(war, seed, replication, weeks):
    """By week: phase (0 to 4), front, beliefs, and the settlement in force: worths, package."""
    s = Side(war, seed, replication)
    found = []
    for t in range(weeks):
        draw = {name: pair(seed, replication, t, k) for name, k in PURPOSE.items()}
        before = s.phase
        if before < 3:
            report(war, s.own, s.belief, draw)
            (s.war, s.pause, s.peace)[before](t, draw)
        if s.phase < 3 and before < 3:
            s.grow(t)
        found.append((s.phase, s.front, [list(b.values()) for b in s.belief], s.settled))
    return found


class Side:
    """What one replication carries from week to week."""

    def __init__(self, war, seed, replication):
        self.given, self.phase, self.age, self.front = war, 0, 0, war.front
        self.stock, self.settled = war.stock.tolist(), None
        u, first = pair(seed, replication, 0, PURPOSE["types"])
        self.own, self.proposer = drawn(war, u), int(first >= 0.5)
        both = war.belief if war.belief.ndim == 3 else (war.belief, war.belief)
        self.belief = [dict(zip(pairs(war), b.ravel().tolist(), strict=True)) for b in both]

    # what refusing is worth

    def conditional(self, j, a):
        """What type a of j believes of the other, by type."""
        own = {ab[1 - j]: p for ab, p in self.belief[j].items() if ab[j] == a}
        if sum(own.values()) == 0:
            own = {b: sum(p for ab, p in self.belief[j].items() if ab[1 - j] == b) for b in own}
        return {b: p / sum(own.values()) for b, p in own.items()}

    def finish(self, stock, t):
        """(one, other) by pair of types: a war to the finish from here, by its linear equations."""
        war, found = self.given, {}
        odds = math.exp(war.contest * (strength(war, stock, 0) - strength(war, stock, 1)))
        cost = war.cost_later if t > war.deadline >= 0 else war.cost
        for a, b in pairs(war):
            x = odds * (war.strength[0, a] / war.strength[1, b]) ** war.contest
            p, n = x / (1 + x), war.fronts
            move = np.zeros((n + 1, n + 1))
            for k in range(1, n):
                move[k, k - 1], move[k, k] = war.tempo * (1 - p), 1 - war.tempo
                move[k, k + 1] = war.tempo * p
            paid = np.array([cost[0] * war.resolve[0, a], cost[1] * war.resolve[1, b]])
            right = war.discount * move[1:n][:, [n, 0]] - paid
            worth = np.linalg.solve(np.eye(n - 1) - war.discount * move[1:n, 1:n], right)
            found[a, b] = worth[self.front - 1]
        if t == war.deadline:
            found = {ab: worth - war.deadline_cost for ab, worth in found.items()}
        return found

    def mean(self, value, j, a):
        return sum(
            p * value[(a, b) if j == 0 else (b, a)][j] for b, p in self.conditional(j, a).items()
        )

    def by_type(self, value):
        return [[self.mean(value, j, a) for a in range(len(self.given.truth))] for j in range(2)]

    # what is on the table

    def expected(self, now):
        """(worths, package, whether it serves both) of the settlement that all expect."""
        war = self.given
        mean = [sum(p * now[j][ab[j]] for ab, p in self.belief[j].items()) for j in range(2)]
        if not len(war.packages):
            share = war.line
            if math.isnan(share):
                share = min(max((1 + mean[0] - mean[1]) / 2, 0), 1)
            return (share, 1 - share), None, True
        gains = [(u - mean[0], v - mean[1]) for u, v in war.packages.tolist()]
        good = [k for k, (x, y) in enumerate(gains) if x > 0 and y > 0]
        if good:
            k = max(good, key=lambda k: gains[k][0] * gains[k][1])
        else:
            k = max(range(len(gains)), key=lambda k: min(gains[k]))
        return tuple(war.packages[k].tolist()), k, bool(good)

    def talk(self, now, text, serves, draw):
        """Whether both come, by the gain that each expects; and what each type never goes below."""
        war, both, lam = self.given, True, self.given.precision
        least = [[max(v, d) for v, d in zip(now[j], war.demand[j], strict=True)] for j in range(2)]
        for j in range(2):
            own = least[j][self.own[j]]
            beliefs = self.conditional(j, self.own[j]).items()
            other = sum(p * least[1 - j][b] for b, p in beliefs)
            gain = (1 - war.mediator) * self.from_offers(j, own, other)
            if serves and war.mediator:
                accepts = sigmoid(lam * (text[1 - j] - other))
                gain += war.mediator * accepts * np.logaddexp(0, lam * (text[j] - own))
            cost = lam * (war.talk_cost[j] - war.talk_gain[j, self.own[j]])
            both &= draw["talk"][j] < sigmoid(gain - cost)
        return both, least

    def from_offers(self, j, own, other):
        lam, packages = self.given.precision, self.given.packages.tolist()
        if not packages:
            u = lambertw(math.exp(lam * (1 - own - other) - 1)).real
            return (u + math.log1p(u)) / 2
        offering = [sigmoid(lam * (p[1 - j] - other)) * (p[j] - own) for p in packages]
        theirs = [sigmoid(lam * (p[j] - own)) * (p[1 - j] - other) for p in packages]
        answer = [np.logaddexp(0, lam * (p[j] - own)) for p in packages]
        odds = [math.exp(lam * g) for g in offering], [math.exp(lam * g) for g in theirs]
        first = sum(o * lam * g for o, g in zip(odds[0], offering, strict=True))
        second = sum(o * g for o, g in zip(odds[1], answer, strict=True))
        return first / (1 + sum(odds[0])) / 2 + second / (1 + sum(odds[1])) / 2

    def agreed(self, value, least, expected, draw):
        """A settlement, or None."""
        war, lam, j = self.given, self.given.precision, self.proposer
        text, package, serves = expected
        if war.mediator and draw["text"][0] < war.mediator:
            if not serves:
                return None
            said = [self.answer(i, [text[i] - x for x in least[i]], draw) for i in range(2)]
            return (text, package) if all(said) else None
        if not len(war.packages):
            return self.divided(value, least, draw)
        packages = war.packages.tolist()

        def odds(a):
            found = []
            for package in packages:
                gain = 0
                for b, p in self.conditional(j, a).items():
                    r = max(value[(a, b) if j == 0 else (b, a)][j], war.demand[j, a])
                    gain += p * sigmoid(lam * (package[1 - j] - least[1 - j][b])) * (package[j] - r)
                found.append(math.exp(lam * gain))
            return [*found, 1.0]

        every = [odds(a) for a in range(len(war.truth))]
        own, left = every[self.own[j]], draw["choice"][j]
        chosen = next(k for k in range(len(own)) if left < sum(own[: k + 1]) / sum(own))
        self.learn(j, [each[chosen] / sum(each) for each in every])
        if chosen == len(packages):
            return None
        gains = [packages[chosen][1 - j] - x for x in least[1 - j]]
        return (tuple(packages[chosen]), chosen) if self.answer(1 - j, gains, draw) else None

    def divided(self, value, least, draw):
        """Of the offers that are best against one type of the other, the best over all."""
        war, lam, j = self.given, self.given.precision, self.proposer
        own, held = self.own[j], self.conditional(j, self.own[j])

        def refusing(b):
            return max(value[(own, b) if j == 0 else (b, own)][j], war.demand[j, own])

        offers = []
        for b in (b for b, p in held.items() if p > 0):
            u = lambertw(math.exp(lam * (1 - refusing(b) - least[1 - j][b]) - 1)).real
            y = min(max(least[1 - j][b] + math.log(u) / lam, 0), 1)
            gain = sum(
                p * sigmoid(lam * (y - least[1 - j][c])) * (1 - y - refusing(c))
                for c, p in held.items()
            )
            offers.append((gain, y))
        y = max(offers, key=lambda each: each[0])[1]
        if not self.answer(1 - j, [y - x for x in least[1 - j]], draw):
            return None
        return ((1 - y, y) if j == 0 else (y, 1 - y)), None

    def answer(self, j, gains, draw):
        """Whether j accepts; what that teaches, by type."""
        chance = [sigmoid(self.given.precision * gain) for gain in gains]
        yes = draw["answer"][j] < chance[self.own[j]]
        self.learn(j, chance if yes else [1 - c for c in chance])
        return yes

    def learn(self, j, like):
        like = [each**self.given.temper for each in like]
        update(self.belief, lambda *ab: like[ab[j]])

    # weeks

    def settle(self, worths, package):
        war, self.phase, self.settled = self.given, 2, (worths, package)
        line = worths[0]
        if package is not None and not math.isnan(war.package_line[package]):
            line = war.package_line[package]
        if war.territory:
            self.front = moved(war, self.front, line)

    def next_proposer(self, draw):
        self.proposer = int(draw["table"][0] >= self.given.proposer[self.proposer, 0])

    def war(self, t, draw):
        war = self.given
        strike(war, self.stock, draw)
        self.next_proposer(draw)
        value = self.finish(self.stock, t)
        now = self.by_type(value)
        expected = self.expected(now)
        talks, least = self.talk(now, expected[0], expected[2], draw)
        if talks and draw["table"][1] >= war.pause_share:
            found = self.agreed(value, least, expected, draw)
            if found:
                return self.settle(*found)
        if draw["fixed"][1] < war.pause:
            self.phase, self.age = 1, 0
            return None
        self.front += battle(war, self.stock, self.own, self.belief, draw)
        end = fallen(war, self.stock, self.front, draw)
        self.phase = {None: 0, "fell 1": 3, "fell 2": 4}[end]
        return None

    def pause(self, t, draw):
        """Refusing keeps the pause, which may end in what all expect."""
        war = self.given
        self.age += 1
        self.next_proposer(draw)
        now = self.by_type(self.finish(self.stock, t))
        expected = self.expected(now)
        then = [list(row) for row in self.stock]
        for _ in range(war.pause_weeks - self.age):
            for j in range(2):
                for c in range(len(then[j])):
                    more = war.production[1, j, c] + war.aid[1, j, c] * (t < war.aid_until[j])
                    then[j][c] = (1 - war.loss[1, j, c]) * then[j][c] + more
        later = self.finish(then, t)
        held = {
            ab: [war.hope * expected[0][j] + (1 - war.hope) * v[j] for j in range(2)]
            for ab, v in later.items()
        }
        talks, least = self.talk(self.by_type(held), expected[0], expected[2], draw)
        found = self.agreed(held, least, expected, draw) if talks else None
        if found:
            return self.settle(*found)
        if draw["fixed"][1] < war.violate:
            self.phase = 0
        elif self.age == war.pause_weeks:
            self.phase, self.age = (1, 0) if draw["guarantor"][1] < war.renew else (0, 0)
        return None

    def peace(self, t, draw):
        """Kept while complying beats cheating once, by both streams summed."""
        war, (worths, package) = self.given, self.settled
        if not math.isnan(war.fail):
            self.phase = 0 if draw["fixed"][0] < war.fail else 2
            return
        now = self.by_type(self.finish(self.stock, t))
        guarantor, d, q, f = war.guarantor, war.discount, war.detection, war.breakdown
        if package is not None and not math.isnan(war.package_guarantor[package]):
            guarantor = war.package_guarantor[package]
        over = draw["accident"][0] < f
        for j in range(2):
            flow, war_worth = (1 - d) * worths[j], now[j][self.own[j]]
            keep = (flow + d * f * war_worth) / (1 - d * (1 - f))
            caught = q * war_worth + (1 - q) * keep
            cheat = flow + war.temptation[j] + d * ((1 - f) * caught + f * war_worth)
            better = keep - cheat + q * guarantor * war.penalty[j]
            cheats = draw["break"][j] < war.review[j] * sigmoid(-war.precision * better)
            over |= cheats and draw["accident"][1] < q
        if over:
            self.phase = 0

    def grow(self, t):
        grow(self.given, self.stock, self.phase, t)
        if self.phase == 2 and self.settled[1] is not None:
            for j in range(2):
                for c, cap in enumerate(self.given.package_cap[self.settled[1], j]):
                    if not math.isnan(cap):
                        self.stock[j][c] = min(self.stock[j][c], cap)
