"""Which preferences of a party would make a state stable for it: inverse analysis.

With the other parties' preferences fixed, the verdict on state s depends only on which states
are at most as preferred as s, and it can only turn to stable as these become more. So the
condition is a list of clauses, one per move of the party to a state s1, and all must hold:

    nash        s1 is at most as preferred as s
    gmr, seq    the same, or some state is that the others can bring about from s1
    smr, sseq   the same, or for some such state, it and all the party can escape to are

Sources: Kinsara, Kilgour and Hipel (2015), Inverse approach to the graph model for conflict
resolution, IEEE Transactions on Systems, Man, and Cybernetics: Systems 45(5), 734-742.
"""

from parley.models.conflict_graph.inverse.clauses import Clause, States, apart, needed
from parley.models.conflict_graph.inverse.fewest import Swaps, minimal_sets, swaps
from parley.models.conflict_graph.inverse.rankings import rankings, share

__all__ = [
    "Clause",
    "States",
    "Swaps",
    "apart",
    "minimal_sets",
    "needed",
    "rankings",
    "share",
    "swaps",
]
