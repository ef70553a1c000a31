"""What a party, or the question itself, insists on.

Arrays only, as everywhere in models: a party is a column, an issue and a level are positions.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from parley.models.domain import Part

__all__ = ["Demand", "by_party", "demands", "kept", "red_lines"]


@dataclass(frozen=True, kw_only=True)
class Demand:
    """Something that a package meets or does not.

    party : whose demand; None for one that no party made, such as that the fighting ends.
    gain : the party must have at least its no-deal utility.
    parts : these must all hold.
    """

    party: int | None = None
    gain: bool = False
    parts: tuple[Part, ...] = ()


def demands(n_parties: int, red: Sequence[NDArray[np.bool_]] = ()) -> tuple[Demand, ...]:
    """The no-deal value of each party, and then each red line.

    red : per issue (n_levels, n_parties), the levels a party calls unacceptable.

    >>> [demand.parts for demand in demands(2, [np.array([[False, True], [False, False]])])]
    [(), (), ((0, (1,)),)]
    """
    return (*(Demand(party=p, gain=True) for p in range(n_parties)), *red_lines(red))


def red_lines(red: Sequence[NDArray[np.bool_]]) -> tuple[Demand, ...]:
    """One demand for each party and issue with unacceptable levels: only the others may be taken.

    Where a party accepts no level of an issue, no package meets the demand.
    """
    lines = [
        Demand(party=party, parts=((issue, tuple(np.flatnonzero(~column).tolist())),))
        for issue, columns in enumerate(red)
        for party, column in enumerate(columns.T)
        if column.any()
    ]
    return tuple(sorted(lines, key=lambda line: (line.party, line.parts[0][0])))


def by_party(wanted: Iterable[Demand]) -> tuple[Demand, ...]:
    """All that one party demands as one demand; what no party demanded stays as it is."""
    wanted = tuple(wanted)
    parties = sorted({demand.party for demand in wanted if demand.party is not None})
    merged = [
        Demand(
            party=party,
            gain=any(demand.gain for demand in wanted if demand.party == party),
            parts=tuple(
                part for demand in wanted if demand.party == party for part in demand.parts
            ),
        )
        for party in parties
    ]
    return (*merged, *(demand for demand in wanted if demand.party is None))


def kept(wanted: Iterable[Demand]) -> tuple[tuple[int, ...], tuple[Part, ...]]:
    """Who must have its no-deal value if all of this is met, and which parts must hold."""
    wanted = tuple(wanted)
    parties = {demand.party for demand in wanted if demand.gain and demand.party is not None}
    parts = dict.fromkeys(part for demand in wanted for part in demand.parts)
    return tuple(sorted(parties)), tuple(parts)
