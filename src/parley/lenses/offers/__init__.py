"""Is there a deal, and what would bring the refusing side in?

Each text and every package against no deal, over draws; exact in each draw.
"""

from parley.lenses.offers.described import describe
from parley.lenses.offers.solve import OffersResult, solve
from parley.models.offer_space import offer_space as build

__all__ = ["QUESTION", "OffersResult", "build", "describe", "solve"]

QUESTION = "Is there a deal, and what would bring the refusing side in?"
