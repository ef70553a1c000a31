"""Two offers, private cost: the smallest game of risking war for a better deal, exact.

A demands 11/20 (safe) or 17/20 (risky) of a good of size 1; B accepts, or there is war, which A
wins with 1/2. War costs A 1/10, a tough B 1/10 and a weak B 2/5; only B knows which it is. A weak B
takes both demands, a tough one the safe demand only, and each by a margin of 1/20, so that nobody
is indifferent. A is better off with the risky demand if Pr(tough) < 2/3.

The strategic form has four to six pure Nash equilibria, five with Pr(tough) = 1/2. One is credible:
in the others some type would refuse what it should take. (Two at 2/3, where A is indifferent.) Do
not read a list of Nash equilibria as a forecast.

Our own reference game, after Fearon (1995), Rationalist Explanations for War, International
Organization 49(3), 379-414, where demands are continuous. With errors: McKelvey and Palfrey (1998),
Quantal Response Equilibria for Extensive Form Games, Experimental Economics 1(1), 9-41.
"""

from fractions import Fraction
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from parley.games._ranges import Number, plain, within
from parley.games.game_tree import Chance, Decision, Game, Node, Outcome, Prior, exact_chance

__all__ = [
    "OffersEquilibrium",
    "OffersLogit",
    "offers_equilibrium",
    "offers_logit",
    "offers_reference",
]

HALF = Fraction(1, 2)
DEMANDS = {"safe": Fraction(11, 20), "risky": Fraction(17, 20)}
WAR_A = Fraction(2, 5)
WAR_B = {"tough": Fraction(2, 5), "weak": Fraction(1, 10)}
RISKY_BELOW = Fraction(2, 3)
"""Pr(tough) at which both demands are worth the same to A."""


class OffersEquilibrium(NamedTuple):
    """The sequential equilibrium of the game of two offers.

    risky : is the demand the risky one (not so at Pr(tough) = 2/3, where A is indifferent). payoff
    : A's, expected. war : its chance.
    """

    risky: bool
    payoff: Fraction
    war: Fraction


class OffersLogit(NamedTuple):
    """The agent logit equilibrium of the game of two offers: chances; numbers or arrays.

    risky : of the risky demand. Then of acceptance, by type and demand.
    """

    risky: Number
    tough_safe: Number
    tough_risky: Number
    weak_safe: Number
    weak_risky: Number


def offers_reference(tough: Prior = HALF) -> Game:
    """The game of two offers as a tree. tough : Pr(tough), between 0 and 1, both excluded.

    A float counts as the decimal that it prints as. `ValueError` otherwise.

    >>> offers_reference("3/4").root.information_set
    'demand'
    """
    tau = exact_chance(tough, "tough")
    types = (("tough", tau), ("weak", 1 - tau))
    moves = tuple(
        (
            name,
            Chance(
                event=f"type ({name})", branches=tuple((t, p, _answer(t, name)) for t, p in types)
            ),
        )
        for name in DEMANDS
    )
    root = Decision(player="A", information_set="demand", moves=moves)
    return Game(title="Two offers, private cost", players=("A", "B"), root=root)


def offers_equilibrium(tough: Prior = HALF) -> OffersEquilibrium:
    """Is it worth the risk of war to demand more? Exact.

    Argument and `ValueError` as in `offers_reference`. Ties go to peace.

    >>> offers_equilibrium("1/2")
    OffersEquilibrium(risky=True, payoff=Fraction(5, 8), war=Fraction(1, 2))
    """
    tau = exact_chance(tough, "tough")
    if tau >= RISKY_BELOW:
        return OffersEquilibrium(False, DEMANDS["safe"], Fraction(0))
    return OffersEquilibrium(True, (1 - tau) * DEMANDS["risky"] + tau * WAR_A, tau)


def offers_logit(lam: ArrayLike, tough: ArrayLike = 0.5) -> OffersLogit:
    """What happens in the game of two offers if both sides err, the less the larger lam?

    The agent logit equilibrium, from the end backwards: B knows all, then A knows how B errs.

    lam : >= 0 and finite, per unit of payoff. tough : between 0 and 1. Both broadcast; numbers
    give numbers. `ValueError` otherwise.

    >>> round(offers_logit(200, 0.5).risky, 4), round(offers_logit(200, 0.75).risky, 4)
    (1.0, 0.0006)
    """
    from scipy.special import expit

    known = within("tough", tough, "(0, 1)")
    rate, tau = np.broadcast_arrays(within("lam", lam, "[0, inf)"), known)
    accept = {
        (kind, name): expit(rate * float(1 - demand - war))
        for kind, war in WAR_B.items()
        for name, demand in DEMANDS.items()
    }
    worth = {
        name: float(WAR_A)
        + float(demand - WAR_A) * (tau * accept["tough", name] + (1 - tau) * accept["weak", name])
        for name, demand in DEMANDS.items()
    }
    risky = expit(rate * (worth["risky"] - worth["safe"]))
    return OffersLogit(plain(risky), *(plain(chance) for chance in accept.values()))


def _answer(kind: str, name: str) -> Node:
    """B's choice; peace first, so that ties go to it."""
    deal = Outcome(name=f"{name} deal", payoffs=(DEMANDS[name], 1 - DEMANDS[name]))
    war = Outcome(name=f"war with {kind}", payoffs=(WAR_A, WAR_B[kind]))
    return Decision(
        player="B", information_set=f"{kind}, {name}", moves=(("accept", deal), ("fight", war))
    )
