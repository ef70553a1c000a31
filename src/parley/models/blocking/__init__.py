"""Who and what cannot be met together, what each red line costs, and which options fit a deal.

Arrays only: no case and no names. Unless said otherwise all parties of a domain or a sample must
agree, so those whose consent is not needed are left out first, with `among`.
"""

from parley.models.blocking.conflict_shares import ConflictShares, conflict_shares
from parley.models.blocking.conflicts import Conflicts, Explored, conflicts
from parley.models.blocking.demands import Demand, by_party, demands, red_lines
from parley.models.blocking.options import Options, options
from parley.models.blocking.prices import Price, red_line_prices
from parley.models.blocking.relaxation import Cut, Drops, fewest_drops, least_cut

__all__ = [
    "ConflictShares",
    "Conflicts",
    "Cut",
    "Demand",
    "Drops",
    "Explored",
    "Options",
    "Price",
    "by_party",
    "conflict_shares",
    "conflicts",
    "demands",
    "fewest_drops",
    "least_cut",
    "options",
    "red_line_prices",
    "red_lines",
]
