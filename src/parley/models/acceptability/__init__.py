"""How often, over the draws, packages are acceptable, efficient, or picked by a solution.

Arrays only: draws, issues, levels and parties are positions. Shares over draws in the manner of
stochastic multicriteria acceptability analysis.

Sources: Lahdelma, Hokkanen and Salminen (1998), European Journal of Operational Research 106(1),
137-143; Lahdelma and Salminen (2001), Operations Research 49(3), 444-454.
"""

from parley.models.acceptability.listed import (
    MOST,
    SOLUTIONS,
    Acceptability,
    acceptability,
    efficient_share,
    package_at,
)
from parley.models.acceptability.ranks import Ranks, central_weights, ranks
from parley.models.acceptability.search import Robust, robust

__all__ = [
    "MOST",
    "SOLUTIONS",
    "Acceptability",
    "Ranks",
    "Robust",
    "acceptability",
    "central_weights",
    "efficient_share",
    "package_at",
    "ranks",
    "robust",
]
