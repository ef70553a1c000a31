"""Cases and shorthands that the tests of frontiers and of solutions share."""

import numpy as np
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from parley.models.frontier import egalitarian, frontier, kalai_smorodinsky, nash, utilitarian

SOLUTIONS = (nash, kalai_smorodinsky, egalitarian, utilitarian)
modest = settings(max_examples=60, deadline=None)


def points(found, indices):
    return {tuple(found.utility[i].tolist()) for i in indices}


def listed(*vectors, floor=None):
    """A frontier over packages listed one by one: a single cluster."""
    table = np.array(vectors, dtype=np.int64)
    return frontier([table], np.zeros(table.shape[1], int) if floor is None else np.array(floor))


@st.composite
def cases(draw, most=6):
    """Small tables with many ties, and floors from nobody minds to nobody can be content."""
    n_parties = draw(st.integers(1, 4))
    n_options = draw(st.lists(st.integers(1, 4), min_size=0, max_size=4))
    cell = st.integers(-most, most)
    tables = [draw(arrays(np.int64, (n, n_parties), elements=cell)) for n in n_options]
    floor = draw(arrays(np.int64, n_parties, elements=st.integers(-3 * most, 2 * most)))
    return tables, floor
