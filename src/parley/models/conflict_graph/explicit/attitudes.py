"""Preferences of parties that care about each other: relational stability.

An attitude e[i][j] of party i to party j is +1, -1 or 0. With >=_j the weak preference of j, i
agrees as to j that t may replace s, written t RP_ij s, iff

    +1  t >=_j s            devoted to j
    -1  not t >=_j s        aggressive to j: t is worse for it
     0  always              indifferent

and t TRP_i s (totally relational preference) iff t RP_ij s for every j, i itself included. The
totally relational replies of i at s are its moves to t with t TRP_i s. RNash, RGMR, RSMR and RSEQ
are `nash`, `gmr`, `smr` and `seq` of `explicit_stability` over these relations: incentives to
leave s, and credible answers from it, are relational replies; what deters from leaving s is every
t without t TRP_i s, and s itself.

Ties: devotion is weak, so with +1 for itself and 0 for all others a party leaves a state for one
that is only as good, and a tie deters nobody. Fewer states are stable then than under the plain
concepts, which ask for strict improvements; without ties the two are the same. `strict` asks
devotion for t better for j, and gives the plain concepts with ties as well.

Sources: Inohara, Hipel and Walker (2007), Journal of Systems Science and Systems Engineering
16(2), 181-201, of which no text was at hand. What is fixed above is a form under which hold the
propositions announced in the abstract of Inohara and Hipel (2009), Interrelationships among
Attitude-Based and Conventional Stability Concepts, IEEE International Conference on Systems, Man,
and Cybernetics, which was read: with +1 for oneself and 0 for others, and complete preferences
without ties, each relational concept is the plain one (so s itself deters); with 0 for everybody,
RNash is RSMR and RGMR is RSEQ. They do not settle whether a tie satisfies an aggressive attitude;
here it does not.
"""

import numpy as np
from numpy.typing import ArrayLike, NDArray

from parley.models.conflict_graph.explicit.bits import negated, related
from parley.models.conflict_graph.explicit.relations import Relation, relations_fit

__all__ = ["by_attitude"]

Ints = NDArray[np.integer]
Flags = NDArray[np.bool_]
Bits = NDArray[np.uint64]


def by_attitude(rank: Ints, attitude: ArrayLike, *, strict: bool = False) -> tuple[Relation, ...]:
    """Relations of parties with attitudes to themselves and to each other.

    rank : (n_parties, n_states), larger is better. attitude : (n_parties, n_parties), row i what
    party i feels about each: +1, 0 or -1. strict : devotion is to what is better for somebody,
    not as good. `ValueError` for other attitudes, or too many states.
    """
    e = np.asarray(attitude)
    n_parties, n_states = rank.shape
    if e.shape != (n_parties, n_parties) or not np.isin(e, (-1, 0, 1)).all():
        raise ValueError(f"need {n_parties} x {n_parties} attitudes of -1, 0 or 1, got {e}")
    relations_fit(n_parties, n_states)
    found = []
    for row in e:
        agreed = _agreed(rank, row, strict)
        found.append(Relation(agreed, negated(agreed), agreed))
    return tuple(found)


def _agreed(rank: Ints, attitude: NDArray[np.integer], strict: bool) -> Bits:
    """Bit t of row s: t suits every attitude of one party, (n_parties,)."""
    friends, enemies = rank[attitude == 1], rank[attitude == -1]

    def holds(rows: slice) -> Flags:
        found = np.ones((len(rank[0, rows]), rank.shape[1]), bool)
        for friend in friends:
            here = friend[rows, np.newaxis]
            found &= here < friend if strict else here <= friend
        for enemy in enemies:
            found &= enemy < enemy[rows, np.newaxis]
        return found

    return related(rank.shape[1], holds)
