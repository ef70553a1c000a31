"""One negotiation in exact numbers: which packages there are and what each is worth to whom.

Arrays only: issues, levels and parties are positions. `parley.models.offer_space` gives the names.
"""

from parley.models.domain.packages import (
    LARGEST,
    Clause,
    Packages,
    Part,
    allowed,
    listed_levels,
    only,
    packages,
)
from parley.models.domain.sample import Sample
from parley.models.domain.worth import Bonus, Domain, Points, among, points, tables, worth

__all__ = [
    "LARGEST",
    "Bonus",
    "Clause",
    "Domain",
    "Packages",
    "Part",
    "Points",
    "Sample",
    "allowed",
    "among",
    "listed_levels",
    "only",
    "packages",
    "points",
    "tables",
    "worth",
]
