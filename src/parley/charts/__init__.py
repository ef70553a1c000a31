"""Charts as blocks: each function turns plain rows into a `Figure` with its numbers beside it.

Parties are told apart by colour and by shape, in the order given; nothing is said by colour
alone. Altair checks every specification and is imported only when a chart is made.
"""

from parley.charts.bars import Bar, bars
from parley.charts.evolution import EvolutionArc, EvolutionNode, evolution
from parley.charts.grouped import grouped_heat
from parley.charts.heat import HeatCell, heat
from parley.charts.ledger import LedgerEntry, ledger
from parley.charts.option_form import CountRow, MarkRow, OptionRow, StateColumn, option_form
from parley.charts.over_time import DatedOffer, offers_over_time
from parley.charts.parallel import ParallelLine, parallel
from parley.charts.plane import PlanePoint, plane
from parley.charts.shares import shares
from parley.charts.theme import PARTY_COLOURS, PARTY_SHAPES
from parley.charts.timeline import TimelineEvent, timeline

__all__ = [
    "PARTY_COLOURS",
    "PARTY_SHAPES",
    "Bar",
    "CountRow",
    "DatedOffer",
    "EvolutionArc",
    "EvolutionNode",
    "HeatCell",
    "LedgerEntry",
    "MarkRow",
    "OptionRow",
    "ParallelLine",
    "PlanePoint",
    "StateColumn",
    "TimelineEvent",
    "bars",
    "evolution",
    "grouped_heat",
    "heat",
    "ledger",
    "offers_over_time",
    "option_form",
    "parallel",
    "plane",
    "shares",
    "timeline",
]
