"""The packages a case admits, and what each is worth to each party in each draw.

A party's utility of a package is additive, sum over issues of importance x value, plus the gain of
going on where the package leaves things going on, plus what combinations of options add. All
utilities are whole numbers in units of 1 / `SCALE`, so that comparisons are exact.
"""

from parley.models.offer_space.build import offer_space
from parley.models.offer_space.space import SCALE, OfferSpace, Text, agreed, coalitions, enough

__all__ = ["SCALE", "OfferSpace", "Text", "agreed", "coalitions", "enough", "offer_space"]
