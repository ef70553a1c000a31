"""Why would one side accept a pause and the other refuse it, and what would keep a settlement?

The canonical games of `parley.games`, each fed with the sections `war` and `settlement` of the case
in every draw.
"""

from parley.lenses.games.conclusions import conclusions
from parley.lenses.games.described import describe
from parley.lenses.games.solve import GamesResult, solve
from parley.models.fighting import fighting as build

__all__ = ["QUESTION", "GamesResult", "build", "conclusions", "describe", "solve"]

QUESTION = (
    "Why would one side accept a pause and the other refuse it, and what would keep a settlement?"
)
