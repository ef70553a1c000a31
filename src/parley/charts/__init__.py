"""Charts as blocks: each function turns plain rows into a `Figure` with its numbers beside it.

Parties are told apart by colour and by shape, in the order given; nothing is said by colour
alone. Altair checks every specification and is imported only when a chart is made.
"""

from parley.charts.bargains import Bargain, BargainNode, bargains
from parley.charts.bars import Bar, bars
from parley.charts.challenge_map import Challenge, challenge_map
from parley.charts.changes import Change, changes
from parley.charts.evolution import EvolutionArc, EvolutionNode, evolution
from parley.charts.fan import FanPoint, fan
from parley.charts.forecast import Place, forecast
from parley.charts.grouped import grouped_heat
from parley.charts.heat import HeatCell, heat
from parley.charts.ledger import LedgerEntry, ledger
from parley.charts.option_form import CountRow, MarkRow, OptionRow, StateColumn, option_form
from parley.charts.over_time import DatedOffer, offers_over_time
from parley.charts.parallel import ParallelLine, parallel
from parley.charts.pathways import PathPoint, pathways
from parley.charts.plane import PlanePoint, plane
from parley.charts.power import PowerShare, power
from parley.charts.response import ResponsePoint, response
from parley.charts.scale import ScaleMark
from parley.charts.shares import shares
from parley.charts.surface import SurfaceCell, surface
from parley.charts.theme import PARTY_COLOURS, PARTY_SHAPES
from parley.charts.timeline import TimelineEvent, timeline
from parley.charts.tornado import Estimate, TornadoBar, tornado

__all__ = [
    "PARTY_COLOURS",
    "PARTY_SHAPES",
    "Bar",
    "Bargain",
    "BargainNode",
    "Challenge",
    "Change",
    "CountRow",
    "DatedOffer",
    "Estimate",
    "EvolutionArc",
    "EvolutionNode",
    "FanPoint",
    "HeatCell",
    "LedgerEntry",
    "MarkRow",
    "OptionRow",
    "ParallelLine",
    "PathPoint",
    "Place",
    "PlanePoint",
    "PowerShare",
    "ResponsePoint",
    "ScaleMark",
    "StateColumn",
    "SurfaceCell",
    "TimelineEvent",
    "TornadoBar",
    "bargains",
    "bars",
    "challenge_map",
    "changes",
    "evolution",
    "fan",
    "forecast",
    "grouped_heat",
    "heat",
    "ledger",
    "offers_over_time",
    "option_form",
    "parallel",
    "pathways",
    "plane",
    "power",
    "response",
    "shares",
    "surface",
    "timeline",
    "tornado",
]
