"""Spatial Model of Politics: actors challenge, propose and move, turn after turn.

Each turn, from where everybody stands (after Wise, Lester and Efird, who follow Bueno de Mesquita):

1. Aversion to risk: the better an actor's position would do in a vote, the less it risks.
2. Each actor looks for the challenge with the largest expected gain. By default third parties
   join the likely winner, and the more strongly, the farther from them it stands: they insure
   themselves. With no commitment, or a full one, they stay out.
3. It proposes to that target a point between the two, closer to whoever cares more and is
   likelier to win.
4. Each actor chooses between staying and the proposals to or from it, by a vote of all. It moves
   to its own side of the proposal; the other side may choose otherwise.

A run ends when a turn moves actors little. Its end is no forecast of the outcome (`readouts` says
why); its use is in who has power over whom and where coalitions come from.

Sources: Wise, Lester and Efird (2015), Multidimensional Bargaining Using KTAB, KAPSARC discussion
paper; github.com/KAPSARC/KTAB, commit 3b5b063 (MIT licence), whose runs this reproduces. Different
from that program on purpose: actors without salience or capability, one or two actors and equal
actors are allowed; ties within rounding go to staying, the first initiator and the lowest target;
a seed repeats a stochastic run; `Options.as_ktab` lists the rest.
"""

from parley.models.influence.smp.options import KTAB, Options, from_ktab
from parley.models.influence.smp.readouts import Move, Prevailing, mean, median, moves, prevailing
from parley.models.influence.smp.run import Ends, Run, smp, smp_over
from parley.models.influence.smp.turn import Turn

__all__ = [
    "KTAB",
    "Ends",
    "Move",
    "Options",
    "Prevailing",
    "Run",
    "Turn",
    "from_ktab",
    "mean",
    "median",
    "moves",
    "prevailing",
    "smp",
    "smp_over",
]
