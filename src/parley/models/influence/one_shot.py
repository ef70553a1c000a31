"""The position that prevails if it comes to a vote today: a distribution, without bargaining.

Voters are the actors, weighted by capability; options are the places where somebody stands.
Actor m's utility of a place at distance z is (1 - z)(1 + z R_m), where z weighs issues by m's own
saliences,

    z = sqrt( sum_k ((x_mk - y_k) s_mk)^2 / sum_k s_mk^2 )

and R_m, its aversion to risk, follows from how well its own position would do among voters
neutral to risk: from -1/2 for the position that does worst to 1 for the one that does best. So
saliences matter only with two issues or more, and whoever cares for nothing casts no vote. Beware:
who does best is taken to mind other positions least, so of two actors nearly as strong the
stronger one is the likelier to lose.

By the continuous ranked probability score this distribution did better on 351 issues of the
Council of the European Union than the positions weighted by capability and salience, if the
election is by markov uniform and the victory model linear. Nobody has tested it on peace talks.

Source: Wise, Lester and Efird (2015), Multidimensional Bargaining Using KTAB, KAPSARC discussion
paper: what its Spatial Model of Politics reports for the first turn.
"""

from typing import Literal, NamedTuple, get_args

import numpy as np
from numpy.typing import ArrayLike, NDArray

from parley.models.influence.actors import Actors, over_draws
from parley.models.influence.voting import Election, Victory, VotingRule

__all__ = [
    "SAME_PLACE",
    "RiskRange",
    "Rules",
    "Standing",
    "distance",
    "one_shot",
    "one_shot_over",
    "scaled",
    "standing",
    "utility",
]

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
RiskRange = Literal["mid", "min", "max"]

SAME_PLACE = 1e-3
"""Distance below which an actor stands at the place of an earlier one: they are one option."""
EVEN = 1e-10
"""Spread of chances below which all do equally well and nobody has a reason for or against risk."""
LARGEST = 100.0
"""What the largest capability is scaled to, so that no unit comes near the small constants."""
CELLS = 1 << 21
"""Numbers per table worked on at once; answers do not depend on it."""


class Rules(NamedTuple):
    """How votes are cast, coalitions win, and options get their chances."""

    voting: VotingRule = "proportional"
    victory: Victory = "linear"
    election: Election = "conditional"

    def codes(self) -> tuple[int, int, int]:
        """Places in the lists of `voting`. `ValueError` for what is not there."""
        lists = (get_args(VotingRule), get_args(Victory), get_args(Election))
        for given, known in zip(self, lists, strict=True):
            if given not in known:
                raise ValueError(f"{given!r} is none of {list(known)}")
        return (
            lists[0].index(self.voting),
            lists[1].index(self.victory),
            lists[2].index(self.election),
        )


class Standing(NamedTuple):
    """Who stands where, and what that is worth, before anybody moves.

    distance, utility : (n_draws, n_actors, n_actors), of the position of the second index for the
    actor of the third. aversion : (n_draws, n_actors), -1 seeks risk, 0 is neutral, 1 shuns it.
    place : the actor that stands for the place, the first one there. chance : of the place, at that
    actor; 0 at the others.
    """

    distance: Floats
    utility: Floats
    aversion: Floats
    place: Ints
    chance: Floats


def one_shot(
    actors: Actors,
    *,
    voting: VotingRule = "proportional",
    victory: Victory = "linear",
    election: Election = "markov uniform",
) -> Floats:
    """Chance of each actor's position to prevail, (n_actors,), adding up to 1.

    Actors at one place share it: its whole chance is at the first of them, the others have 0.
    `ValueError` for an unknown rule or model, or if nobody has any capability.
    """
    found = one_shot_over(
        actors.position,
        actors.salience,
        actors.capability,
        voting=voting,
        victory=victory,
        election=election,
    )
    return np.asarray(found[0])


def one_shot_over(
    position: ArrayLike,
    salience: ArrayLike,
    capability: ArrayLike,
    *,
    voting: VotingRule = "proportional",
    victory: Victory = "linear",
    election: Election = "markov uniform",
) -> Floats:
    """`one_shot` for many draws, (n_draws, n_actors); the inputs as in `over_draws`.

    The cube of actors, times draws.
    """
    x, s, c = over_draws(position, salience, capability)
    c, rules = scaled(c), Rules(voting, victory, election)
    chance, step = np.empty(c.shape), max(1, CELLS // c.shape[1] ** 2)
    for k in range(0, len(c), step):
        some = slice(k, k + step)
        chance[some] = standing(x[some], x[some], s[some], c[some], rules).chance
    return chance


def scaled(capability: Floats) -> Floats:
    """Capabilities of each draw with a largest of 100. `ValueError` if nobody has any."""
    largest = capability.max(axis=-1, keepdims=True)
    if not (largest > 0).all():
        raise ValueError("nobody has any weight on these positions: all capabilities are 0")
    return np.asarray(capability / largest * LARGEST)


def standing(
    ideal: Floats,
    position: Floats,
    salience: Floats,
    capability: Floats,
    rules: Rules,
    risk_range: RiskRange = "mid",
) -> Standing:
    """Distances, aversions to risk, utilities and chances of places, for draws of actors.

    ideal, position, salience : (n_draws, n_actors, n_issues). capability : (n_draws, n_actors).
    """
    from parley.models.influence._elections_numba import elections, places

    z, (n_draws, n) = distance(ideal, position, salience), capability.shape
    every, codes = np.arange(n_draws), rules.codes()
    start, option = np.arange(0, n_draws * n + 1, n), np.tile(np.arange(n), n_draws)
    does = elections(capability, utility(z, 0), every, start, option, *codes).reshape(n_draws, n)
    aversion = _aversion(does, risk_range)
    u = utility(z, aversion[:, np.newaxis])
    place = places(position, SAME_PLACE)
    draw, option = np.nonzero(place == np.arange(n))
    start = np.concatenate([[0], np.cumsum(np.bincount(draw, minlength=n_draws))])
    chance = np.zeros((n_draws, n))
    chance[draw, option] = elections(capability, u, every, start, option, *codes)
    return Standing(z, u, aversion, place, chance)


def distance(ideal: Floats, point: Floats, salience: Floats) -> Floats:
    """How far points are from each actor's ideal, weighing issues by its own saliences.

    ideal, salience : (n_draws, n_actors, n_issues). point : (n_draws, n_points, n_issues). Result
    (n_draws, n_points, n_actors), 0 to 1; 0 for an actor that cares for nothing.
    """
    largest = salience.max(axis=-1, keepdims=True)
    s = salience / np.where(largest > 0, largest, 1)  # squares of small ones would vanish
    square = np.zeros((len(point), point.shape[1], ideal.shape[1]))
    for k in range(ideal.shape[2]):
        apart = ideal[:, np.newaxis, :, k] - point[:, :, np.newaxis, k]
        square += (apart * s[:, np.newaxis, :, k]) ** 2
    total = (s * s).sum(axis=-1)[:, np.newaxis]
    return np.sqrt(square / np.where(total > 0, total, 1))


def utility(z: Floats, aversion: Floats | float) -> Floats:
    """Utility of a place at distance z: 1 for the ideal, 0 at distance 1, concave if averse."""
    return np.asarray((1 - z) * (1 + np.minimum(z, 1) * aversion))


def _aversion(does: Floats, risk_range: RiskRange) -> Floats:
    """From how well each position does: the better, the less its owner has to win by risk."""
    lowest = {"min": 0.0, "mid": -0.5, "max": -1.0}
    if risk_range not in lowest:
        raise ValueError(f"risk range {risk_range!r} is none of {list(lowest)}")
    low, high = does.min(axis=-1, keepdims=True), does.max(axis=-1, keepdims=True)
    even = high - low <= EVEN
    share = (does - low) / np.where(even, 1, high - low)
    aversion = lowest[risk_range] + (1 - lowest[risk_range]) * share
    return np.where(even, 0, aversion)
