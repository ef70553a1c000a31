"""Who and what cannot be met together, what each red line costs, and which options fit a deal.

Arrays only: no case and no names. Unless said otherwise all parties of a domain must agree, so
those whose consent is not needed are left out first, with `domain.among` or `restricted`.
"""

from parley.models.blocking.conflicts import Conflicts, Explored, conflicts
from parley.models.blocking.demands import Demand, by_party, demands, red_lines
from parley.models.blocking.draws import Drawn, drawn, restricted
from parley.models.blocking.options import Options, options
from parley.models.blocking.quota import Coalition, coalitions
from parley.models.blocking.relaxation import Cut, Drops, fewest_drops, least_cut
from parley.models.blocking.shares import (
    ConflictShares,
    Price,
    conflict_shares,
    red_line_prices,
)
from parley.models.blocking.zones import Zone, can_meet, zone

__all__ = [
    "Coalition",
    "ConflictShares",
    "Conflicts",
    "Cut",
    "Demand",
    "Drawn",
    "Drops",
    "Explored",
    "Options",
    "Price",
    "Zone",
    "by_party",
    "can_meet",
    "coalitions",
    "conflict_shares",
    "conflicts",
    "demands",
    "drawn",
    "fewest_drops",
    "least_cut",
    "options",
    "red_line_prices",
    "red_lines",
    "restricted",
    "zone",
]
