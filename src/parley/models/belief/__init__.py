"""What would have to be true for a party to prefer a package to no deal.

Arrays only: draws, issues and levels are positions; one party at a time. Two answers: what the
stated rankings and ranges admit at all (`reach`), and what parts the draws in which the party
accepts from those in which it refuses (`divides`, `flips`).
"""

from parley.models.belief.beliefs import Beliefs, Choice, Input, gains
from parley.models.belief.divides import Divides, divides
from parley.models.belief.flips import Flips, Joint, flips
from parley.models.belief.orders import Order, Ranges, Values, order
from parley.models.belief.reach import TOLERANCE, Belief, Reach, contrast, reach

__all__ = [
    "TOLERANCE",
    "Belief",
    "Beliefs",
    "Choice",
    "Divides",
    "Flips",
    "Input",
    "Joint",
    "Order",
    "Ranges",
    "Reach",
    "Values",
    "contrast",
    "divides",
    "flips",
    "gains",
    "order",
    "reach",
]
