"""Keeping a settlement: temptation against monitoring, guarantees and accidents.

In each period of peace a party complies and gets R, or cheats and gets T once. Cheating is detected
with chance q; then a guarantor takes G from it, and the war is back from the next period at P a
period for ever, P < R. Accidents and false alarms end the peace in any case, with chance f a
period. The party discounts by d. It complies if

    T - R <= q G + d (1 - f) q (R - P) / (1 - d (1 - f))

The left side is the temptation, the right what cheating puts at risk. Everything is in payoff of
one period, in any unit, the same for R, T, P and G.

Assumptions: one party at a time, the other keeps the settlement (run it for each); a cheat that
nobody sees changes nothing later; the war that follows is never settled again, the harshest threat
there is and one that must itself be believed; monitoring raises no false alarms beyond f.
Monitoring and penalty replace each other: half the detection needs twice the cover of the
temptation.

Sources: Friedman (1971), A non-cooperative equilibrium for supergames, Review of Economic Studies
38(1), 1-12, the critical discount factor; Green and Porter (1984), Noncooperative collusion under
imperfect price information, Econometrica 52(1), 87-100, breakdowns by accident; Walter (1997), The
critical barrier to civil war settlement, International Organization 51(3), 335-364, guarantors;
Fearon (1995), Rationalist explanations for war, International Organization 49(3), 379-414, power
that moves. The game put together here is our own; all but `durability` broadcast.
"""

from parley.games.compliance.durability import Durability, durability
from parley.games.compliance.thresholds import (
    compliance_margin,
    least_detection,
    least_discount,
    least_penalty,
    mean_peace,
    most_accidents,
    peace_survival,
)

__all__ = [
    "Durability",
    "compliance_margin",
    "durability",
    "least_detection",
    "least_discount",
    "least_penalty",
    "mean_peace",
    "most_accidents",
    "peace_survival",
]
