"""Bueno de Mesquita's expected utility model, in the two readings of Scholz, Calbert and Smith.

Actors hold positions on one issue, size up a challenge to each other, make offers, and move to
the best that they receive; round after round. `contest` has the expectations, `offers` who offers
what and which is taken, `run` the rounds.
"""

from parley.models.influence.bdm.contest import (
    Contest,
    Views,
    chances,
    exponents,
    security,
    support,
    views,
)
from parley.models.influence.bdm.offers import KINDS, Offers, offers, taken
from parley.models.influence.bdm.run import VARIANTS, Move, Rounds, Variant, bdm, moves

__all__ = [
    "KINDS",
    "VARIANTS",
    "Contest",
    "Move",
    "Offers",
    "Rounds",
    "Variant",
    "Views",
    "bdm",
    "chances",
    "exponents",
    "moves",
    "offers",
    "security",
    "support",
    "taken",
    "views",
]
