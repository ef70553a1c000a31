"""Any number of offers until a deadline, a battle after each refusal, war after the last.

The responder's cost is private, tough or weak, as in `private_cost`; the proposer makes N offers.
Count the weak who have not yet accepted as w for each tough one. V_n(w) is what the proposer has
from round n on, and U_n(w) its offer, both per tough responder:

    V_N(w) = max{ (w + 1)(1 - w_T),  w (1 - w_W) + f }
    V_n(w) = max{ (w + 1)(1 - w_T),  (w - v)(1 - p_n(v)) + (v + 1) e + s V_{n+1}(v) over v <= w }
    p_n(v) = b_W + s U_{n+1}(v)

p_n(v) is the offer that leaves the weak indifferent to waiting if v of them refuse it. By induction
from the last round, V_n is a maximum of straight lines and U_n falls in steps, where steps begin
the lower offer is made, and a best v is always where a step of U_{n+1} begins: each round adds one
line, and the whole is exact.

Source: after Powell (2004); the mathematics is that of a seller who cannot commit to prices,
Fudenberg and Tirole (1983). Full references in the package.
"""

from dataclasses import dataclass

import numpy as np

from parley.games._ranges import TIE, Floats, within
from parley.games.screening.lines import Line, highest
from parley.games.screening.stakes import Stakes, stakes_of_cost

__all__ = ["Deadline", "screening_deadline"]


@dataclass(frozen=True, kw_only=True, eq=False)
class Deadline:
    """The proposer's plan and where it leads, round by round; arrays have shape (rounds,).

    value : to the proposer, part of the good; more is better for it. offer : responder's share,
    nan where no offer can still be needed. belief : Pr(tough) when it is made. reached : chance
    that the round is reached. agree : chance that it ends in agreement. collapse : chance that the
    battle after it ends the war. war : chance of war to the end, after the last refusal. All
    agree, all collapse and war add up to 1.
    switch : beliefs at the start at which the first offer changes, ascending; above the last one
    the offer is one that both types accept.
    """

    value: float
    offer: Floats
    belief: Floats
    reached: Floats
    agree: Floats
    collapse: Floats
    war: float
    switch: tuple[float, ...]


def screening_deadline(
    *,
    tough: float,
    rounds: int,
    cost_tough: float,
    cost_weak: float,
    cost_proposer: float,
    collapse_proposer: float,
    collapse_responder: float,
    discount: float,
) -> Deadline:
    """When do the parties agree, if the proposer has so many offers until a deadline?

    If the deadline is near, agreement comes at once or in the last round, where nobody can expect
    a better offer any more: a deadline moves agreement, it creates nothing to share. If it is far
    the proposer gives in long before. Nothing is worth more to it than one offer and no other; it
    would rather be unable to offer again.

    tough : 0 to 1, belief. rounds : number of offers, at least 1. The others as in `private_cost`,
    which is the case of two rounds. `ValueError` out of range. After Powell (2004).

    >>> facts = dict(cost_tough=0.01, cost_weak=0.06, cost_proposer=0.03, collapse_proposer=0.08,
    ...              collapse_responder=0.08, discount=0.98)
    >>> screening_deadline(tough=0.3, rounds=3, **facts).agree.round(2)
    array([0.2 , 0.13, 0.24])
    """
    if rounds < 1:
        raise ValueError(f"rounds must be at least 1, got {rounds}")
    mu = float(within("tough", tough, "[0, 1]"))
    stakes = stakes_of_cost(
        cost_tough, cost_weak, cost_proposer, collapse_proposer, collapse_responder, discount
    )
    plan = _plan(stakes, rounds)
    go_on = 1 - collapse_proposer - collapse_responder
    worth = [mu * line.per_tough + (1 - mu) * (1 - line.offer) for line in plan[0]]
    first = max(i for i, value in enumerate(worth) if value >= max(worth) - TIE)
    path, war = _path(plan, first, mu, go_on)
    return Deadline(
        value=max(worth),
        offer=path[0],
        belief=path[1],
        reached=path[2],
        agree=path[3],
        collapse=path[4],
        war=war,
        switch=tuple(1 / (1 + line.start) for line in reversed(plan[0][1:])),
    )


def _plan(g: Stakes, rounds: int) -> list[list[Line]]:
    """Lines of every round, by falling offer and so by rising start."""
    both = Line(float(g.w_T), float(1 - g.w_T), 0.0, pools=True)
    plan = [highest([both, Line(float(g.w_W), float(g.f), 0.0)])]
    for _ in range(rounds - 1):
        plan.insert(0, highest([both, *_waiting(g, plan[0])]))
    return plan


def _waiting(g: Stakes, later: list[Line]) -> list[Line]:
    """Plans that leave exactly so many weak as begin a step of the next round's offers."""
    e, s = float(g.e), float(g.s_W)
    found = []
    for i, line in enumerate(later):
        v, price = line.start, float(g.b_W) + s * line.offer
        then = line.per_tough + v * (1 - line.offer)
        found.append(Line(price, (v + 1) * e + s * then - v * (1 - price), 0.0, v, i))
    return found


def _path(plan: list[list[Line]], first: int, mu: float, go_on: float) -> tuple[Floats, float]:
    """Rows offer, belief, reached, agree, collapse; and the chance of war to the end."""
    rows = np.zeros((5, len(plan)))
    rows[:2] = np.nan
    alive, weak, war, at = 1.0, 1 - mu, 0.0, first
    for n, lines in enumerate(plan):
        line, mass = lines[at], mu + weak
        if mass == 0:
            break
        left = 0.0 if line.pools else mu + mu * line.left
        rows[:4, n] = line.offer, mu / mass, alive * mass, alive * (mass - left)
        if n == len(plan) - 1:
            war = alive * left
        else:
            rows[4, n] = alive * left * (1 - go_on)
        if line.pools:
            break
        alive, weak, at = alive * go_on, mu * line.left, line.then
    return rows, war
