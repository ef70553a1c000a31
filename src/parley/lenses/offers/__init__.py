"""Is there a deal, and what would bring the refusing side in?

Each text and every package against no deal, over draws; exact in each draw.
"""

import numpy as np

from parley.blocks import Block
from parley.case.tried import Tried
from parley.draws import Draws
from parley.lenses.offers.conclusions import conclusions
from parley.lenses.offers.deal import deal
from parley.lenses.offers.described import describe
from parley.lenses.offers.described.deal import describe_deal
from parley.lenses.offers.solve import OffersResult, solve
from parley.models.offer_space import offer_space as build
from parley.models.offer_space.utilities import package_of

__all__ = [
    "QUESTION",
    "TRIED",
    "OffersResult",
    "build",
    "conclusions",
    "describe",
    "solve",
    "tried",
]

QUESTION = "Is there a deal, and what would bring the refusing side in?"
TRIED = "What would this package mean for each party?"


def tried(package: Tried, draws: Draws) -> tuple[Block, ...]:
    """What one package means, in blocks; `CaseError` for what the case lacks."""
    space = build(package.case, draws)
    said = np.array([origin != "present state" for origin in package.origin.values()])
    beside = package_of(package.case, package.beside) if package.against else None
    result = deal(space, package_of(package.case, package.values), said, beside)
    return describe_deal(result, package)
