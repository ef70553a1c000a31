"""The challenge model: who gives way to whom if nobody minds risk.

A reconstruction. The challenge model of the project on decision making in the European Union is
the risk-neutral descendant of Bueno de Mesquita's expected utility model; its full text was not at
hand. Here it is the printed reading of `bdm` with every exponent of risk 1 and Q = 1, so that

    E_ij = 2 D_ij (1 - 2 s_j (1 - P_ij))

with distances D as shares of the range, P_ij the weighted share of support for i against j, and
s_j the salience of the one who is challenged: a challenge pays if P_ij > 1 - 1 / (2 s_j), so
always against salience up to 1/2. Offers and moves are as in `bdm`, and the forecast is the mean
of the voting positions, weighted by capability times salience.

Sources: Arregui, Stokman and Thomson (2004), European Union Politics 5(1), 47-72, and chapter 5 of
Thomson, Stokman, Achen and Koenig (eds, 2006), The European Union Decides, which describe the
model; Achterkamp (1999), Influence strategies in collective decision making, University of
Groningen. Equations as in `bdm`.
"""

from dataclasses import dataclass

from numpy.typing import ArrayLike

from parley.models.influence.bdm.run import Rounds, played

__all__ = ["Challenge", "challenge"]


@dataclass(frozen=True, kw_only=True, eq=False)
class Challenge:
    """Rounds of challenges among actors neutral to risk, a reconstruction of the model.

    rounds : voting positions, their weighted mean and who moved, as in `bdm`. settled : whether
    some round left everybody in place, so that more rounds change nothing.
    """

    rounds: Rounds
    settled: bool

    @property
    def forecast(self) -> float:
        """Mean of the last voting positions, weighted by capability times salience, 0 to 1."""
        return float(self.rounds.mean[-1])


def challenge(
    position: ArrayLike, salience: ArrayLike, capability: ArrayLike, *, rounds: int = 1
) -> Challenge:
    """So many rounds on one issue; the last ones change nothing once it has settled.

    position, salience : (n_actors,), 0 to 1. capability : (n_actors,), any unit. More than one
    round made forecasts worse on decisions of the European Union. `ValueError` as in `bdm`; cubic
    in actors per round.

    >>> challenge([0, 0.4, 1], [1, 0.5, 1], [1, 1, 2]).rounds.position[1].tolist()
    [0.4, 0.55, 1.0]
    """
    run = played(
        position, salience, capability, variant="challenge", q=1, rounds=rounds, neutral=True
    )
    return Challenge(rounds=run, settled=bool((run.taken < 0).all(axis=1).any()))
