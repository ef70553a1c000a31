"""What decides the answer, and what should we find out next?

Every conclusion that the other lenses draw, against every input that the case leaves open, in the
draws they have used. It knows nothing of a lens but its conclusions.
"""

from parley.lenses.hinges.build import Hinges, build
from parley.lenses.hinges.described import describe
from parley.lenses.hinges.designed import describe_designed, designed, screened
from parley.lenses.hinges.solve import HingesResult, solve

__all__ = [
    "QUESTION",
    "Hinges",
    "HingesResult",
    "build",
    "describe",
    "describe_designed",
    "designed",
    "screened",
    "solve",
]

QUESTION = "What decides the answer, and what should we find out next?"
