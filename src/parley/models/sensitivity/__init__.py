"""Which inputs an outcome hangs on: sensitivity over draws, or of a function that can be asked.

Inputs (n, k) and outcomes (n, m) are plain arrays; an input or outcome is a column. Start with
`given_data`; `regional` for yes-or-no outcomes; `group_first_order` for columns that belong
together; `total_effects` for what inputs do together; a design only where those cannot tell.
"""

from parley.models.sensitivity._bins import mid_ranks
from parley.models.sensitivity.designed import (
    ElementaryEffects,
    SobolIndices,
    elementary_effects,
    sobol_indices,
    sobol_of_runs,
)
from parley.models.sensitivity.given import GivenData, given_data
from parley.models.sensitivity.groups import group_first_order
from parley.models.sensitivity.index import Index
from parley.models.sensitivity.regional import Regional, regional
from parley.models.sensitivity.total import TotalEffects, total_effects

__all__ = [
    "ElementaryEffects",
    "GivenData",
    "Index",
    "Regional",
    "SobolIndices",
    "TotalEffects",
    "elementary_effects",
    "given_data",
    "group_first_order",
    "mid_ranks",
    "regional",
    "sobol_indices",
    "sobol_of_runs",
    "total_effects",
]
