"""Talks in which one side does not know the other's type: what holding out teaches, exactly.

One side makes an offer in each of so many weeks and does not know whether the other is tough or
weak. After a refusal there is a week of war; after the last one, war to the finish. The values of
`worth` leave out that the weak refuse what war is worth to them, if that brings a better offer
later; here it is in.

Count the weak as w for each tough one. V_n(w) is what the proposer has from offer n on, and U_n(w)
its offer, both per tough responder. b, e : worth of a week of war to responder and proposer. s :
discounted chance that the war goes on. r : what a week of war makes of w. F, f : worth of war to
the finish, and P_n = b_T + s_T P_{n+1} what it is to the tough at offer n.

    V_N(w) = max{ (w + 1)(1 - F_T),  w (1 - F_W) + f_T },   P_N = F_T
    V_n(w) = max{ (w + 1)(1 - P_n),
                  (w - v)(1 - p(v)) + e_T + v e_W + s_T V_{n+1}(r v) over v <= w }
    p(v) = b_W + s_W U_{n+1}(r v)

V_n is a maximum of straight lines, and a best v is where a step of U_{n+1} begins: each offer adds
one line, and the whole is exact. `parley.games.screening` has the case without r, e and b by type.

Sources: after Powell (2004), "Bargaining and Learning While Fighting", American Journal of
Political Science 48(2), 344-361, types that differ in cost; Filson and Werner (2002), "A Bargaining
Model of War and Peace", American Journal of Political Science 46(4), 819-837, types that differ in
strength; the mathematics: Fudenberg and Tirole (1983), Review of Economic Studies 50(2), 221-247.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from parley.games.screening import Deadline
from parley.games.screening.lines import Line, highest
from parley.models.war.state import Floats
from parley.models.war.war import War
from parley.models.war.worth import balance, pairs, static

__all__ = ["Battles", "battles", "screened", "screening"]

TIE = 1e-9
NOTHING = ("collapse", "strike", "floor", "demand", "concede", "news", "talk_cost", "pause_share")


@dataclass(frozen=True, kw_only=True, eq=False)
class Battles:
    """What war brings between the offers, in parts of the stake; types are tough, then weak.

    responder, proposer : (offers - 1, 2), worth to each of the week of war after a refusal: chance
    to win the war in it, discounted, less its cost. on : likewise, chance that the war goes on.
    finish_responder, finish_proposer : (2,), worth of war to the finish after the last refusal.
    """

    responder: Floats
    proposer: Floats
    on: Floats
    discount: float
    finish_responder: Floats
    finish_proposer: Floats


def screening(war: War, offers: int) -> Deadline:
    """What a side offers, week by week, that does not know the other's type and cannot commit.

    Best replies, so the war's precision is not used; what comes after a settlement is left out, as
    in `bellman`. Rounds are weeks; a war won in a week counts from the next, so a win is
    discounted. To the weak it is worth the first offer, to the tough what war is.

    Exact where one side makes all offers and has one type, the other two; the front is of length
    2, or of length 3 with a battle each week, so that a war that goes on stands at a place that is
    known; the balance stands still; there is no deadline and nothing of NOTHING.
    `ValueError` otherwise, or if not both types gain by war, the tough more in each week.

    `bellman` and `weekly` let the weak accept what war is worth to them, so they put the
    proposer's value too high, and take risks where both types should be offered enough. Largest
    gap over all beliefs, in parts of the stake, in the two wars of the tests: 0.08 and 0.14 with
    two offers, 0.09 and 0.18 with four, 0.09 and 0.19 with thirty; none with one offer, nor where
    the values too say to offer what both accept.
    """
    if found := ", ".join(_misfits(war)):
        raise ValueError(
            "exact values need one side that makes all offers, one type of it and two of the "
            "other, a front of 2, or 3 with a battle a week, a balance that stands still, and "
            f"no deadline, collapse, strikes, demands, news or pauses; not so here: {found}"
        )
    known, tough = battles(war, offers)
    return screened(tough, known)


def battles(war: War, offers: int) -> tuple[Battles, float]:
    """What war brings in a war that fits `screening`, and the belief that the other is tough."""
    if offers < 1:
        raise ValueError(f"needs an offer, got {offers}")
    x = int(war.proposer[0, 1])
    j, fronts = 1 - x, _places(war, offers)
    rows = []
    for a, b, p, resolve, _ in pairs(war, np.array([balance(war)])):
        if (a, b)[x]:
            continue
        cost = war.cost * resolve
        wins = np.array([[_win(war, i, k, float(p[0])) for k in fronts] for i in (j, x)])
        weeks = war.discount * wins - cost[[j, x], np.newaxis]
        finish = static(war, p, cost)[0, [j, x], fronts[-1], 0]
        rows.append((*weeks[:, :-1], 1 - wins.sum(axis=0)[:-1], *finish))
    order = sorted(range(2), key=lambda i: -float(rows[i][3]))
    each = [np.stack([rows[i][n] for i in order], axis=-1) for n in range(5)]
    names = ("responder", "proposer", "on", "finish_responder", "finish_proposer")
    found = Battles(discount=war.discount, **dict(zip(names, each, strict=True)))
    held = war.belief if war.belief.ndim == 2 else war.belief[x]
    return found, float(held.sum(axis=x)[order[0]])


def screened(tough: float, battles: Battles) -> Deadline:
    """The same from what war brings. tough : belief, 0 to 1."""
    plan = _plan(battles)
    worth = [tough * line.per_tough + (1 - tough) * (1 - line.offer) for line in plan[0]]
    first = max(i for i, value in enumerate(worth) if value >= max(worth) - TIE)
    rows, war = _course(plan, battles.on, first, tough)
    return Deadline(
        value=max(worth),
        offer=rows[0],
        belief=rows[1],
        reached=rows[2],
        agree=rows[3],
        collapse=rows[4],
        war=war,
        switch=tuple(1 / (1 + line.start) for line in reversed(plan[0][1:])),
    )


def _misfits(war: War) -> Iterator[str]:
    first = war.proposer[:, 0]
    if first[0] != first[1] or first[0] not in (0, 1):
        yield "proposer"
    if war.belief.shape[-1] != 2:
        yield "belief"
    else:
        x = int(war.proposer[0, 1] > 0.5)
        for name in ("strength", "resolve"):
            own = getattr(war, name)[x]
            if own[0] != own[1]:
                yield name
    if not (war.fronts == 2 or (war.fronts == 3 and war.tempo == 1)):
        yield "fronts"
    if abs(balance(war, 1) - balance(war)) > TIE:
        yield "loss, production or aid"
    yield from (name for name in NOTHING if np.any(getattr(war, name)))
    if war.deadline >= 0:
        yield "deadline"
    if not np.isnan(war.settle) or war.pause > 0:
        yield "settle or pause"


def _places(war: War, offers: int) -> list[int]:
    """Where the front stands at each offer."""
    return [war.front if war.fronts == 2 or n % 2 == 0 else 3 - war.front for n in range(offers)]


def _win(war: War, side: int, front: int, p: float) -> float:
    """Chance that a side wins the war in a week."""
    if front != (war.fronts - 1, 1)[side]:
        return 0.0
    return war.tempo * (p, 1 - p)[side]


def _plan(g: Battles) -> list[list[Line]]:
    """Lines of every offer, by falling offer and rising start."""
    war, on = g.finish_responder, g.discount * g.on
    plan = [highest([_pool(war, war), Line(float(war[1]), float(g.finish_proposer[0]))])]
    for n in reversed(range(len(on))):
        waits = g.responder[n] + on[n] * war[0]  # for the offer that both types accept
        war = g.responder[n] + on[n] * war
        plan.insert(0, highest([_pool(war, waits), *_waiting(g, n, plan[0])]))
    return plan


def _pool(war: Floats, waits: Floats) -> Line:
    """The offer that both types accept."""
    if not (war[0] > war[1] >= -TIE and waits[0] >= waits[1] - TIE):
        raise ValueError("war must be worth something to both types, and more to the tough")
    return Line(float(war[0]), float(1 - war[0]), pools=True)


def _waiting(g: Battles, n: int, later: list[Line]) -> list[Line]:
    """Plans that leave so many weak that after the battle a step of the next offers begins."""
    found, on = [], g.on[n]
    ratio = float(on[1] / on[0]) if on[1] > 0 else 1.0
    for i, line in enumerate(later):
        v, price = line.start / ratio, float(g.responder[n, 1] + g.discount * on[1] * line.offer)
        then = g.discount * on[0] * (line.per_tough + line.start * (1 - line.offer))
        now = float(g.proposer[n] @ (1, v) + then) - v * (1 - price)
        found.append(Line(price, now, left=v, then=i))
    return found


def _course(plan: list[list[Line]], on: Floats, first: int, mu: float) -> tuple[Floats, float]:
    """Rows offer, belief, reached, agree, collapse; and the chance of war to the finish."""
    rows = np.zeros((5, len(plan)))
    rows[:2] = np.nan
    tough, weak, at = mu, 1 - mu, first
    for n, lines in enumerate(plan):
        line, mass = lines[at], tough + weak
        if mass == 0:
            return rows, 0.0
        stay_t, stay_w = (0.0, 0.0) if line.pools else (tough, tough * line.left)
        rows[:4, n] = line.offer, tough / mass, mass, mass - stay_t - stay_w
        if n == len(plan) - 1:
            return rows, stay_t + stay_w
        tough, weak, at = stay_t * on[n, 0], stay_w * on[n, 1], line.then
        rows[4, n] = stay_t + stay_w - tough - weak
    return rows, 0.0
