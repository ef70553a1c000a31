"""Scenario discovery: in which part of the space of inputs does an outcome come about?

Two methods over given draws and a yes/no outcome. `prim` peels one box from the outside in and
shows the trade between coverage (how much of the outcome is in it) and density (how much of it is
the outcome). `cart` cuts the whole space into few boxes at once. A box is data: an interval or
some levels for each input that matters.
"""

from parley.models.discovery.box import Box, Interval, Levels, Measures, in_words, inside, measured
from parley.models.discovery.cart import Leaf, Tree, cart
from parley.models.discovery.prim import Found, Trajectory, choose, prim, trajectory
from parley.models.discovery.support import Support

__all__ = [
    "Box",
    "Found",
    "Interval",
    "Leaf",
    "Levels",
    "Measures",
    "Support",
    "Trajectory",
    "Tree",
    "cart",
    "choose",
    "in_words",
    "inside",
    "measured",
    "prim",
    "trajectory",
]
