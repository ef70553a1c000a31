"""Stability arc by arc: for moves and preferences that are not transitive, to some 20,000 states.

Hand-drawn moves, moves barred in some states only, preferences unknown, fuzzy or in probabilities,
attitudes. Where moves come from options and preferences are ranks, `conflict_graph.stability`
says the same, and much quicker.
"""

from parley.models.conflict_graph.explicit.arcs import (
    Arcs,
    Forbidden,
    arcs_from_lists,
    arcs_of,
    within,
)
from parley.models.conflict_graph.explicit.attitudes import by_attitude
from parley.models.conflict_graph.explicit.reasons import (
    listed_leaving,
    listed_needed,
    listed_why,
)
from parley.models.conflict_graph.explicit.relations import (
    EXTENSIONS,
    Relation,
    by_band,
    by_rank,
    fuzzy,
    probabilistic,
    with_unknown,
)
from parley.models.conflict_graph.explicit.sequences import Played, listed_evolution
from parley.models.conflict_graph.explicit.stability import explicit_stability

__all__ = [
    "EXTENSIONS",
    "Arcs",
    "Forbidden",
    "Played",
    "Relation",
    "arcs_from_lists",
    "arcs_of",
    "by_attitude",
    "by_band",
    "by_rank",
    "explicit_stability",
    "fuzzy",
    "listed_evolution",
    "listed_leaving",
    "listed_needed",
    "listed_why",
    "probabilistic",
    "with_unknown",
    "within",
]
