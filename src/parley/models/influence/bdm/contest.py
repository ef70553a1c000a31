"""What an actor expects of challenging another on one issue.

Distances D are shares of the range of positions at the start, weights w are capability times
salience, and each actor has an exponent r of risk: 1 is neutral, below 1 risky, above 1 careful.
If i challenges j, then i

    wins    2 - 4 (1/2 - D_ij / 2)^r        stays    2 - 4 (1/2)^r
    loses   2 - 4 (1/2 + D_ij / 2)^r        drifts   2 - 4 (1/2 -+ (D_i,mu + D_ij) / 4)^r

where i drifts if it does nothing and j moves to the median mu: for the better (-) if i is nearer
to mu than to j, else for the worse (+). With chance P_ij of winning against one who resists,
which j does in proportion to its salience, i expects from the challenge

    E_ij = s_j (P_ij wins + (1 - P_ij) loses) + (1 - s_j) wins - Q stays - (1 - Q) drifts

The support of i against j is N_ij = sum_k w_k max(0, D_kj^e - D_ki^e). The readings differ:

    printed      P_ij = N_ij / (N_ij + N_ji) with e = 1; the drift counts; each actor has its own
                 view of its own challenges
    as coded     P_ij = N_ij / sum_ab (N_ab + N_ba) with e = r_k, so all chances are tiny; no
                 drift; an actor also judges challenges against itself with its own exponent

Sources: Bueno de Mesquita (1985), American Political Science Review 79(1), 156-177, and (1994),
chapter 4 of Bueno de Mesquita and Stokman (eds), European Community Decision Making; equations as
in Scholz, Calbert and Smith (2011), Unravelling Bueno de Mesquita's group decision model, ICAART
2011, 18-30, doi 10.5220/0003121500180030; as coded: bdm_scholz_model.py of
jmckib/bdm-scholz-expected-utility-model on GitHub, 2014, which follows Scholz's own code.
"""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

__all__ = ["Contest", "Views", "chances", "exponents", "security", "support", "views"]

Floats = NDArray[np.float64]

ROUNDED = 1e-12
"""Distances and sums of expectations this close are equal but for rounding."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Contest:
    """One issue at one moment.

    distance : (n, n), as shares of the range at the start. to_median : (n,), the same to the
    weighted median. weight, salience : (n,). q : share of the status quo term. as_coded : which
    reading.
    """

    distance: Floats
    to_median: Floats
    weight: Floats
    salience: Floats
    q: float
    as_coded: bool


class Views(NamedTuple):
    """Expectations, each (n, n); row i is about i, column j about its opponent.

    chance : that i wins against j. challenge : what i expects of challenging j. threat : what j
    expects of challenging i; as j sees it where printed, as i sees it where coded.
    """

    chance: Floats
    challenge: Floats
    threat: Floats


def support(distance: Floats, weight: Floats, exponent: Floats) -> Floats:
    """Weighted preference for i's position over j's by those who prefer it, (n, n). O(n^3)."""
    total = np.zeros_like(distance)
    for k, w in enumerate(weight):
        curved = distance[k] ** exponent[k]
        total += w * np.maximum(curved[np.newaxis, :] - curved[:, np.newaxis], 0)
    return total


def chances(contest: Contest, exponent: Floats) -> Floats:
    """Chance that i wins against j, (n, n).

    Printed: 1/2 where nobody prefers either. As coded: 0 there and everywhere far from 1.
    """
    if contest.as_coded:
        votes = support(contest.distance, contest.weight, exponent)
        total = 2 * votes.sum()
        return votes / total if total > 0 else votes
    votes = support(contest.distance, contest.weight, np.ones_like(exponent))
    pair = votes + votes.T
    return np.divide(votes, pair, out=np.full_like(votes, 0.5), where=pair > 0)


def views(contest: Contest, exponent: Floats) -> Views:
    """What everyone expects with these exponents, (n,). O(n^3)."""
    chance = chances(contest, exponent)
    s, r = contest.salience, exponent[:, np.newaxis]
    stays = _stays(contest, r)
    challenge = _expected(contest.distance, r, chance, s[np.newaxis, :]) - stays
    if contest.as_coded:
        threat = _expected(contest.distance, r, chance.T, s[:, np.newaxis]) - stays
    else:
        threat = challenge.T
    return Views(chance, challenge, threat)


def security(found: Views) -> Floats:
    """What all others together expect of challenging each actor, (n,): large is exposed."""
    threat = found.threat.copy()
    np.fill_diagonal(threat, 0)
    return np.asarray(threat.sum(axis=1))


def exponents(exposed: Floats) -> Floats:
    """Exponent of risk from `security`, (n,): 1/2 for the most exposed, 2 for the least.

    1 for all where all are equally exposed: the formula then divides nothing by nothing.
    """
    low, high = exposed.min(), exposed.max()
    if high - low < ROUNDED:
        return np.ones_like(exposed)
    taste = (2 * exposed - high - low) / (high - low)
    return np.asarray((1 - taste / 3) / (1 + taste / 3))


def _expected(distance: Floats, r: Floats, chance: Floats, resists: Floats) -> Floats:
    wins, loses = (_utility(sign * distance / 2, r) for sign in (-1, 1))
    return resists * (chance * wins + (1 - chance) * loses) + (1 - resists) * wins


def _stays(contest: Contest, r: Floats) -> Floats:
    """Value of not challenging, (n, n) or (n, 1)."""
    stays = contest.q * _utility(np.zeros_like(r), r)
    if contest.as_coded or contest.q == 1:
        return stays
    own = contest.to_median[:, np.newaxis]
    nearer = own < contest.distance - ROUNDED
    drift = np.where(nearer, -1, 1) * (own + contest.distance) / 4
    return stays + (1 - contest.q) * _utility(drift, r)


def _utility(shift: Floats, r: Floats) -> Floats:
    """2 - 4 (1/2 + shift)^r, where a rounded shift may pass -1/2."""
    return np.asarray(2 - 4 * np.maximum(0.5 + shift, 0) ** r)
