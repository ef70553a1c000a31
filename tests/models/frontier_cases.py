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


def division(values):
    """Goods to share between two: option 0 gives the good to the first, option 1 to the second."""
    return [np.array([[first, 0], [0, second]]) for first, second in values]


BILL_OWNS = {"book": (2, 4), "whip": (2, 2), "ball": (2, 1), "bat": (2, 2), "box": (4, 1)}
JACK_OWNS = {"pen": (10, 1), "toy": (4, 1), "knife": (6, 2), "hat": (2, 2)}


def barter():
    """Nash (1950), The bargaining problem, Econometrica 18(2), 155-162: Bill and Jack."""
    goods = BILL_OWNS | JACK_OWNS
    bill, jack = (
        sum(pair[p] for pair in owns.values()) for p, owns in ((0, BILL_OWNS), (1, JACK_OWNS))
    )
    return goods, division(goods.values()), np.array([bill, jack])


def steps(first, last):
    return np.linspace(first, last, 5).round().astype(int)


# recruiter from best to worst option or the reverse, and candidate, as in the published table
NEW_RECRUIT = {
    "salary": ((-6000, 0), (0, -6000)),
    "signing bonus": ((0, 4000), (4000, 0)),
    "assignment": ((0, 0), (-2400, -2400)),
    "car": ((1200, 1200), (0, 0)),
    "start date": ((1600, 0), (0, 4000)),
    "vacation": ((0, 1600), (4000, 0)),
    "moving": ((0, 3200), (800, 0)),
    "insurance": ((0, 800), (3200, 0)),
}
