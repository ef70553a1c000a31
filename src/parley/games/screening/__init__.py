"""Screening while fighting: offers that only the weak accept, and what refusing them costs.

A proposer does not know whether the responder is tough or weak. It can buy peace at once with an
offer that even the tough type accepts, or offer less, fight whoever refuses, and offer again. The
cheap offer is a gamble: it pays if the responder is weak, and costs a battle if it is not. What
the proposer cannot do is promise that it will not improve a refused offer, and so a weak responder
may hold out for a price far above what war is worth to it.

    private_cost        the types differ in what fighting costs them; two offers
    private_strength    the types differ in how well they fight; two offers
    screening_deadline  private cost, any number of offers until a deadline
    war_of_units        the war itself if each side has a number of units to lose

Which kind of ignorance it is matters: battles teach nothing about costs, only refusals do; about
strength both teach. Uncertainty about the responder's *aims* is a third kind, and here nothing
holds for it.

Common assumptions: the proposer makes every offer; the disputed good is worth 1 to both sides and
costs are parts of it; the tough type accepts an offer that is just worth war; at equal worth the
proposer makes the lower offer. Other protocols lead elsewhere.

Sources: Powell (2004), "Bargaining and Learning While Fighting", American Journal of Political
Science 48(2), 344-361; Filson and Werner (2002), "A Bargaining Model of War and Peace", American
Journal of Political Science 46(4), 819-837; the same problem with a seller and a buyer: Fudenberg
and Tirole (1983), "Sequential Bargaining with Incomplete Information", Review of Economic Studies
50(2), 221-247; the parallel: Ramsay (2023), Games 14(3), 39. All games here are after these, in a
form of our own.
"""

from parley.games.screening.deadline import Deadline, screening_deadline
from parley.games.screening.two_rounds import TwoRounds, private_cost, private_strength
from parley.games.screening.units import UnitsWar, war_of_units

__all__ = [
    "Deadline",
    "TwoRounds",
    "UnitsWar",
    "private_cost",
    "private_strength",
    "screening_deadline",
    "war_of_units",
]
