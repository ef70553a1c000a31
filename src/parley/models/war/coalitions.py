"""Three sides or more: is there a settlement that nobody would rather fight on against?

Two sides always have one if war costs anything. With three there may be none, even if everybody
knows everything: each can count on a partner of whom only one can be had, so what they hold out
for adds up to more than there is, although no war by itself is worth as much.

    a division of 1 gives every party whose consent is needed its reservation value
        iff the reservation values add up to at most 1
    the core: shares x >= 0 that add up to 1, with sum_{i in S} x_i >= v(S) for every coalition S
        that can prevent the deal; empty iff the least total that serves them all is above 1

What a coalition can fight on for is given, not derived. A full core is no forecast: it does not
say that a settlement is reached. Static: nobody learns, and nothing shifts.

Sources: Gallop (2017), More Dangerous Than Dyads, Journal of Theoretical Politics 29(3); Jordan
(2015), A Bargain Might Not Exist, working paper; Gillies (1959), Solutions to General Non-Zero-Sum
Games, Annals of Mathematics Studies 40; Shapley (1967), On Balanced Sets and Cores, Naval Research
Logistics Quarterly 14(4), 453-460.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from parley.models.war.state import Floats

__all__ = ["Settlement", "settlement"]

TIE, SOLVER = 1e-9, 1e-10
Coalition = tuple[int, ...]


@dataclass(frozen=True, kw_only=True, eq=False)
class Settlement:
    """What must be met, and whether it can be; shares are parts of the good, parties from 0.

    reservation : (n,), the most a party expects of a war that it can be part of, at least 0.
    veto : parties without whose consent there is no deal. enough : those who consent most cheaply.
    feasible : whether 1 gives each of them its reservation value; surplus : what is left of 1
    then, negative if it cannot be.
    total : the least that serves every coalition that can prevent a deal. core_empty : whether it
    is above 1. shares : (n,), of `total`, one way to serve them: of many, and not a forecast.
    weight : by coalition, the proof of `total`: no party is in coalitions of more than 1 by weight,
    and their worths by weight add up to it.
    """

    reservation: Floats
    veto: Coalition
    enough: Coalition
    feasible: bool
    surplus: float
    total: float
    core_empty: bool
    shares: Floats
    weight: dict[Coalition, float]


def settlement(
    wars: Mapping[Coalition, ArrayLike], n_parties: int, *, enough: Sequence[Coalition] = ()
) -> Settlement:
    """Is there anything for n parties to agree on, and who could prevent it?

    wars : for each coalition that could fight on together, what each of its members expects of
    that, in its order, net of costs, parts of the good; v(S) is their sum. How they would divide
    it belongs to the data. A party that is in none has a reservation value of 0.
    enough : the consent rule, sets of parties any one of which suffices for a deal; without, all
    must consent. A coalition can prevent a deal if no set is enough without it.
    Grows with the number of coalitions. `ValueError` for parties that do not exist or are named
    twice, fewer than 2 of them, or worths that are not one finite number, at most 1, per member.

    >>> pair = settlement({(0,): [0.5], (1,): [0.3]}, 2)
    >>> pair.feasible, pair.core_empty, round(pair.surplus, 3)
    (True, False, 0.2)
    >>> half = [0.45, 0.45]  # any two of three beat the third
    >>> three = settlement({(0, 1): half, (0, 2): half, (1, 2): half}, 3)
    >>> three.feasible, three.core_empty, round(three.total, 3)
    (False, True, 1.35)
    """
    parties = range(n_parties)
    worth = {team: _worth(team, each, n_parties) for team, each in wars.items()}
    rule = [frozenset(team) for team in enough] or [frozenset(parties)]
    if n_parties < 2 or not all(team and team <= set(parties) for team in rule):
        raise ValueError(
            f"a deal is made by some of at least 2 parties, got {n_parties} and {rule}"
        )
    reservation = np.zeros(n_parties)
    for team, each in worth.items():
        reservation[list(team)] = np.maximum(reservation[list(team)], each)
    cheapest = min((sorted(team) for team in rule), key=lambda team: reservation[team].sum())
    surplus = float(1 - reservation[cheapest].sum())
    preventing = [team for team in worth if not any(other.isdisjoint(team) for other in rule)]
    total, shares, weight = _least(preventing, [worth[t].sum() for t in preventing], n_parties)
    return Settlement(
        reservation=reservation,
        veto=tuple(sorted(frozenset.intersection(*rule))),
        enough=tuple(cheapest),
        feasible=surplus >= -TIE,
        surplus=surplus,
        total=total,
        core_empty=total > 1 + TIE,
        shares=shares,
        weight=weight,
    )


def _worth(team: Coalition, each: ArrayLike, n_parties: int) -> Floats:
    """(members,), or `ValueError`."""
    found = np.asarray(each, float)
    if len(set(team)) != len(team) or not set(team) < set(range(n_parties)) or not team:
        raise ValueError(f"a coalition is some, not all, of {n_parties} parties, got {team}")
    if found.shape != (len(team),) or not (np.isfinite(found) & (found <= 1)).all():
        raise ValueError(f"{team} needs a worth for each member, at most 1, got {each!r}")
    return found


def _least(
    teams: list[Coalition], worth: list[float], n_parties: int
) -> tuple[float, Floats, dict[Coalition, float]]:
    """Least total of shares that give each coalition its worth, such shares, and its dual."""
    from scipy.optimize import linprog

    if not teams:
        return 0.0, np.zeros(n_parties), {}
    member = np.array([[float(i in team) for i in range(n_parties)] for team in teams])
    exact = {"primal_feasibility_tolerance": SOLVER, "dual_feasibility_tolerance": SOLVER}
    least = -np.array(worth)
    found = linprog(np.ones(n_parties), -member, least, method="highs", options=exact)
    if found.status != 0:  # shares large enough serve all, so this is the solver's failure
        raise ArithmeticError(f"no least total was found: {found.message}")
    dual = -found.ineqlin.marginals
    weight = {team: float(w) for team, w in zip(teams, dual, strict=True) if w > TIE}
    shares: Floats = found.x
    return float(found.fun), shares, weight
