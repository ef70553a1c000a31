"""What can be said of one concrete deal: in one draw exactly, and over all draws.

Arrays only: issues, levels and parties are positions. `parley.models.offer_space` gives the names.
"""

from parley.models.deal.certificate import Beside, Certificate, certificate
from parley.models.deal.changes import Change, Changes, Step, changes, counter_offers
from parley.models.deal.cheapest import Cheapest, cheapest
from parley.models.deal.ledger import Ledger, ledger
from parley.models.deal.sample import best
from parley.models.deal.size import Shares, rule_table, shares
from parley.models.deal.tipping import Tipping, tipping
from parley.models.deal.trades import Trade, Trades, trades

__all__ = [
    "Beside",
    "Certificate",
    "Change",
    "Changes",
    "Cheapest",
    "Ledger",
    "Shares",
    "Step",
    "Tipping",
    "Trade",
    "Trades",
    "best",
    "certificate",
    "changes",
    "cheapest",
    "counter_offers",
    "ledger",
    "rule_table",
    "shares",
    "tipping",
    "trades",
]
