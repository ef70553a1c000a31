"""Weighted voting over options, and the chance of each option to be what comes out.

Voter m has weight w[m] and utility u[m, a] of option a. Between two options it casts a vote: how
strongly depends on the voting rule. Votes for a against b add up to a coalition C[a, b]; the
stronger of the two coalitions is the likelier to win, P[a, b]; and from these chances of pairs
follows the chance pi[a] of each option:

    conditional         pi[a] in proportion to the product of P[a, b] over b: a beats all others
    markov uniform      the favourite meets a challenger drawn by lot, and the winner stays
    markov incentive    a challenger appears the likelier the more its coalition has to gain

The last two are long-run shares of a chain, found by damped passes that stop where no share moves
by more than `UNIFORM_STOP` or `INCENTIVE_STOP`, so they are exact to about that. A chain that is
not there after `PASSES` is left as it is: its shares are still an average of those on the way.

Source: Wise, Lester and Efird (2015), Multidimensional Bargaining Using KTAB, KAPSARC discussion
paper; its program at github.com/KAPSARC/KTAB, commit 3b5b063, whose constants are kept.
"""

from collections.abc import Callable
from typing import Literal, get_args

import numpy as np
from numpy.typing import ArrayLike, NDArray

__all__ = [
    "KTAB",
    "Election",
    "Victory",
    "VotingRule",
    "coalitions",
    "elected",
    "vote",
    "win_chance",
]

Floats = NDArray[np.float64]

VotingRule = Literal[
    "proportional", "mixed binary", "binary", "mixed cubic", "cubic", "loss averse"
]
Victory = Literal["linear", "square", "quartic", "octic", "binary"]
Election = Literal["conditional", "markov incentive", "markov uniform"]

KTAB = {
    "VotingRule": {
        "Prop": "proportional",
        "Proportional": "proportional",  # as its schema spells it
        "PropBin": "mixed binary",
        "Binary": "binary",
        "PropCbc": "mixed cubic",
        "Cubic": "cubic",
        "ASymProsp": "loss averse",
    },
    "VictoryProbModel": {
        "Linear": "linear",
        "Square": "square",
        "Quartic": "quartic",
        "Octic": "octic",
        "Binary": "binary",
    },
    "PCEModel": {
        "Conditional": "conditional",
        "MarkovIncentive": "markov incentive",
        "MarkovUniform": "markov uniform",
    },
}
"""What KTAB's files call these options, and what they are called here."""

SAME = 1e-12
"""Difference in utility that is only rounding: without it, it would decide between equals."""
SHARP = 1e-8
"""Difference in utility from which on a binary vote is full."""
NOBODY = 1e-8
"""Strength of a coalition that nobody joins: without it, two of them would have no winner."""
THRESHOLD = 1.1
"""How much stronger a coalition must be to be sure to win under the binary victory model."""
UPSET = 1e-6
"""Odds that are left to the weaker coalition then."""
LAZY = 1e-10
"""Incentive to challenge oneself: without it, nobody might challenge."""
UNIFORM_STOP = 1e-6
INCENTIVE_STOP = 1e-8
PASSES = 100_000

POWERS = {"linear": 1, "square": 2, "quartic": 4, "octic": 8}


def vote(weight: ArrayLike, ua: ArrayLike, ub: ArrayLike, rule: VotingRule) -> Floats:
    """Votes for a (positive) or b (negative) of voters with these utilities, elementwise.

    A loss-averse voter counts a gain two thirds as much as a loss, so that rule alone depends on
    which of two options is called a. `ValueError` for an unknown rule.

    >>> vote(10, 0.75, [0.25, 1], "mixed cubic").tolist()
    [3.125, -1.328125]
    """
    w, d = np.asarray(weight, float), np.asarray(ua, float) - np.asarray(ub, float)
    d = np.where(np.abs(d) < SAME, 0, d)
    strength: dict[VotingRule, Callable[[], Floats]] = {
        "proportional": lambda: d,
        "mixed binary": lambda: 0.8 * d + 0.2 * np.clip(d / SHARP, -1, 1),
        "binary": lambda: np.clip(d / SHARP, -1, 1),
        "mixed cubic": lambda: 0.5 * d + 0.5 * d * d * d,
        "cubic": lambda: d * d * d,
        "loss averse": lambda: np.where(d < 0, d, 2 / 3 * d),
    }
    if rule not in strength:
        raise ValueError(f"voting rule {rule!r} is none of {list(strength)}")
    return w * strength[rule]()


def coalitions(weight: ArrayLike, utility: ArrayLike, rule: VotingRule = "proportional") -> Floats:
    """Strength C[a, b] of the votes for a against b, shape (n_options, n_options).

    weight : (n_voters,), at least 0. utility : (n_voters, n_options), larger is better. Each pair
    is voted on once, with the later option as a. The square of options, times voters.
    """
    w, u = np.asarray(weight, float), np.asarray(utility, float)
    n = u.shape[1]
    strength = np.full((n, n), NOBODY)
    for a in range(n):
        cast = vote(w[:, np.newaxis], u[:, a : a + 1], u[:, :a], rule)
        strength[a, :a] += np.maximum(cast, 0).sum(axis=0)
        strength[:a, a] += np.maximum(-cast, 0).sum(axis=0)
    return strength


def win_chance(strength: Floats, victory: Victory = "linear") -> Floats:
    """Chance P[a, b] that a's coalition beats b's; P[a, b] + P[b, a] = 1, P[a, a] = 1/2.

    In proportion to the strengths or a power of them; binary: sure from 1.1 times as strong, and
    in proportion to how far it is from there in between. `ValueError` for an unknown model.
    """
    p, q = strength, strength.T
    if victory in POWERS:
        odds: Floats = p ** POWERS[victory]
    elif victory == "binary":
        share = (p / (p + q) * (THRESHOLD + 1) - 1) / (THRESHOLD - 1)
        odds = np.where(p >= THRESHOLD * q, 1, np.where(q >= THRESHOLD * p, UPSET, share))
    else:
        raise ValueError(f"victory model {victory!r} is none of {list(get_args(Victory))}")
    return odds / (odds + odds.T)


def elected(
    weight: ArrayLike,
    utility: ArrayLike,
    *,
    voting: VotingRule = "proportional",
    victory: Victory = "linear",
    election: Election = "conditional",
) -> Floats:
    """Chance of each option, shape (n_options,), adding up to 1.

    weight : (n_voters,), at least 0, not all 0. utility : (n_voters, n_options), larger is
    better. `ValueError` for an unknown rule or model, or if nobody has any weight.

    >>> elected([2, 1], [[1, 0], [0, 1]]).round(6)
    array([0.666667, 0.333333])
    """
    if not np.asarray(weight, float).sum() > 0:
        raise ValueError("nobody has any weight on these options")
    strength = coalitions(weight, utility, voting)
    chance = win_chance(strength, victory)
    if election == "conditional":
        log = np.log(chance).sum(axis=1)
        product = np.exp(log - log.max())
        return np.asarray(product / product.sum())
    n = len(strength)
    if election == "markov uniform":
        return _settled(np.full((n, n), 1 / n), chance, UNIFORM_STOP)
    if election == "markov incentive":
        incentive = strength * chance + LAZY * np.eye(n)
        return _settled(incentive / incentive.sum(axis=0), chance, INCENTIVE_STOP)
    raise ValueError(f"election {election!r} is none of {list(get_args(Election))}")


def _settled(challenge: Floats, chance: Floats, stop: float) -> Floats:
    """Long-run shares where a challenges favourite b with chance `challenge[a, b]`."""
    arrives = chance * challenge
    stays = (chance * challenge.T).sum(axis=1)
    share = np.full(len(chance), 1 / len(chance))
    for _ in range(PASSES):
        new = stays * share + arrives @ share
        change = np.abs(new - share).max()
        share = (share + new) / 2
        if change <= stop:
            break
    return share
