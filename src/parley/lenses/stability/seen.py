"""The conflict as each party sees it, and as parties that care for each other would play it."""

import numpy as np
from numpy.typing import NDArray

from parley.lenses.stability.listed import MAIN
from parley.models.conflict_graph.build import Conflict, seen_by
from parley.models.conflict_graph.hypergame import Hypergame, Picture, hypergame
from parley.models.conflict_graph.preferences import Ranked

__all__ = ["attitudes", "seen"]

Signs = NDArray[np.int8]


def seen(found: Conflict, middle: Ranked) -> Hypergame | None:
    """The hypergame of the case's views; None without views or a present state."""
    if not found.moves.views or found.now is None:
        return None
    pictures = {
        found.parties.index(viewer): Picture(
            unaware=tuple(found.paths.index(path) for path in view.unaware),
            rank=seen_by(found, found.parties.index(viewer), middle),
        )
        for viewer, view in found.moves.views.items()
    }
    return hypergame(found.graph, middle.rank, pictures, found.now, MAIN, found.forbidden)


def attitudes(found: Conflict) -> Signs | None:
    """Attitude of each party to each, (n_parties, n_parties): 1, 0 or -1; 1 to itself.

    None where the case says nothing of them.
    """
    if not found.moves.attitudes:
        return None
    sign = {"positive": 1, "neutral": 0, "negative": -1}
    signs = np.eye(len(found.parties), dtype=np.int8)
    for party, towards in found.moves.attitudes.items():
        for other, attitude in towards.items():
            if party in found.parties and other in found.parties:
                signs[found.parties.index(party), found.parties.index(other)] = sign[attitude]
    return signs
