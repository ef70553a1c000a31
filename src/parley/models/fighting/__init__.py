"""The sections `war` and `settlement` of a case in numbers, drawn: what games and the engine take.

`sides` has what the canonical games need, `engine` what the weekly model needs. Sides come in the
order of the case; shares are of the first.
"""

from parley.models.fighting.growth import Grown, grown
from parley.models.fighting.sides import (
    Fighting,
    Paused,
    chance,
    fighting,
    growing,
    paused,
    shares_of_types,
)

__all__ = [
    "Fighting",
    "Grown",
    "Paused",
    "chance",
    "fighting",
    "growing",
    "grown",
    "paused",
    "shares_of_types",
]
