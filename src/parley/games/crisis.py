"""Threat, bluff and challenge: a small crisis game with exact answers.

Chance makes the defender resolved or not; only it knows. It threatens or stays quiet; after a
threat the challenger challenges or backs down, not knowing whom it faces. Payoffs (defender,
challenger):

    quiet (0, 1)   backing down (1, 0)   war with a resolved defender (1/4, -1)   bluff (-1/2, 1)

The resolved always threaten. With Pr(resolved) = q < 1/2 the unresolved bluff with q / (1 - q),
just so often that a threat means resolve with 1/2, and 2/3 of threats are challenged, just so many
that a bluff is worth nothing; war has chance 2q/3. With q > 1/2 everybody threatens and nobody
challenges. So war is likelier the likelier resolve is, up to 1/2, and then gone.

Our own reference game, after the literature on signals of resolve (Fearon 1997, Signaling Foreign
Policy Interests, Journal of Conflict Resolution 41(1), 68-90), no paper's exact one. Solution:
Kreps and Wilson (1982), Sequential Equilibria, Econometrica 50(4), 863-894. With errors:
McKelvey and Palfrey (1998), Quantal Response Equilibria for Extensive Form Games, Experimental
Economics 1(1), 9-41.
"""

from fractions import Fraction
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from parley.games._ranges import Floats, Number, plain, within
from parley.games.game_tree import Chance, Decision, Game, Node, Outcome, Prior, exact_chance
from parley.games.sequential import Profile

__all__ = [
    "CrisisEquilibrium",
    "CrisisLogit",
    "crisis_equilibrium",
    "crisis_logit",
    "crisis_profile",
    "crisis_reference",
]

HALF = Fraction(1, 2)
CRISIS_OUTCOMES = {
    "quiet": (Fraction(0), Fraction(1)),
    "back down": (Fraction(1), Fraction(0)),
    "war": (Fraction(1, 4), Fraction(-1)),
    "bluff called": (Fraction(-1, 2), Fraction(1)),
}
HALVINGS = 60
"""After so many a bracket of 1 is below the spacing of doubles near the answer."""


class CrisisEquilibrium(NamedTuple):
    """The sequential equilibrium of the crisis game.

    threat_resolved, threat_unresolved, challenge : chance of the move. belief : Pr(resolved) after
    a threat. war : chance of war, before the game. defender, challenger : expected payoffs, more is
    better. unique : false only at a prior of 1/2, where a challenge may have any chance up to 2/3;
    0 is given.
    """

    threat_resolved: Fraction
    threat_unresolved: Fraction
    challenge: Fraction
    belief: Fraction
    war: Fraction
    defender: Fraction
    challenger: Fraction
    unique: bool


class CrisisLogit(NamedTuple):
    """The agent logit equilibrium of the crisis game: chance of each move; numbers or arrays."""

    threat_resolved: Number
    threat_unresolved: Number
    challenge: Number


def crisis_reference(resolved: Prior = Fraction(1, 3)) -> Game:
    """The crisis game as a tree. resolved : Pr(resolved), between 0 and 1, both excluded.

    A float counts as the decimal that it prints as. `ValueError` otherwise.

    >>> crisis_reference("1/3").players
    ('Defender', 'Challenger')
    """
    q = exact_chance(resolved, "resolved")
    types = (("resolved", q, "war"), ("unresolved", 1 - q, "bluff called"))
    root = Chance(event="type", branches=tuple((t, p, _threat(t, end)) for t, p, end in types))
    return Game(title="Threat, bluff and challenge", players=("Defender", "Challenger"), root=root)


def crisis_equilibrium(resolved: Prior = Fraction(1, 3)) -> CrisisEquilibrium:
    """Who threatens, who bluffs, who challenges, and how likely is war? Exact.

    Argument and `ValueError` as in `crisis_reference`. Ties go to peace.

    >>> found = crisis_equilibrium("1/3")
    >>> [str(x) for x in found[:-1]]
    ['1', '1/2', '2/3', '1/2', '2/9', '1/6', '1/3']
    """
    q = exact_chance(resolved, "resolved")
    if q >= HALF:  # a threat is believed even if everybody makes it
        one, none = Fraction(1), Fraction(0)
        return CrisisEquilibrium(one, one, none, q, none, one, none, q > HALF)
    challenge = Fraction(2, 3)
    return CrisisEquilibrium(
        threat_resolved=Fraction(1),
        threat_unresolved=q / (1 - q),
        challenge=challenge,
        belief=HALF,
        war=q * challenge,
        defender=q * (1 - challenge + challenge / 4),
        challenger=1 - 2 * q,
        unique=True,
    )


def crisis_profile(found: CrisisEquilibrium) -> Profile:
    """The chances of the moves as a profile for `crisis_reference`.

    >>> crisis_profile(crisis_equilibrium("1/3"))["threat"]["challenge"]
    Fraction(2, 3)
    """
    r, u, c = found[:3]
    return {
        "resolved": {"threat": r, "quiet": 1 - r},
        "unresolved": {"threat": u, "quiet": 1 - u},
        "threat": {"back down": 1 - c, "challenge": c},
    }


def crisis_logit(lam: ArrayLike, resolved: ArrayLike = 1 / 3) -> CrisisLogit:
    """What happens in the crisis game if everybody errs, the less the larger lam?

    Each side picks a move with odds exp(lam times the difference in expected payoff), knowing that
    the others do so: the agent logit equilibrium. There is exactly one for each lam: the likelier a
    challenge, the more a threat speaks of resolve, as a bluff has more to lose, and the less a
    challenge pays; so the challenge solves a falling equation, by halving.

    lam : >= 0 and finite, per unit of payoff. resolved : between 0 and 1. Both broadcast; numbers
    give numbers. `ValueError` otherwise.

    >>> [round(x, 6) for x in crisis_logit(1)]
    [0.640508, 0.538707, 0.56324]
    """
    from scipy.special import expit

    known = within("resolved", resolved, "(0, 1)")
    rate, q = np.broadcast_arrays(within("lam", lam, "[0, inf)"), known)

    def answer(c: Floats) -> tuple[Floats, ...]:
        r, u = expit(rate * (1 - 3 * c / 4)), expit(rate * (1 - 3 * c / 2))
        belief = q * r / (q * r + (1 - q) * u)
        return r, u, expit(rate * (1 - 2 * belief))

    low, high = np.zeros(rate.shape), np.ones(rate.shape)
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        more = answer(middle)[2] > middle
        low, high = np.where(more, middle, low), np.where(more, high, middle)
    r, u, _ = answer(low)
    return CrisisLogit(plain(r), plain(u), plain(low))


def _threat(kind: str, challenged: str) -> Node:
    """The defender's choice and what follows; the challenger does not see which type it is."""
    answer = Decision(
        player="Challenger",
        information_set="threat",
        moves=(("back down", _ends("back down")), ("challenge", _ends(challenged))),
    )
    moves = (("threat", answer), ("quiet", _ends("quiet")))
    return Decision(player="Defender", information_set=kind, moves=moves)


def _ends(name: str) -> Outcome:
    return Outcome(name=name, payoffs=CRISIS_OUTCOMES[name])
