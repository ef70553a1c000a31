"""Preferences from little: what a few answers say about importance and values.

`comparisons`, `program`, `contradictions`, `inference` and `reweigh` know arrays only. `stated` and
`answers` take them from a case: `answered` is what a lens calls.
"""

from parley.models.elicitation.answers import Answered, Said, Told, answered, asked, recorded
from parley.models.elicitation.comparisons import (
    NO_DEAL,
    SAME,
    Alternatives,
    Comparison,
    Move,
    agreement,
    shown,
)
from parley.models.elicitation.contradictions import Contradictions, contradictions
from parley.models.elicitation.inference import (
    LEAST,
    Errors,
    Picture,
    Remaining,
    admitted_importance,
    contradicting,
    errors,
    remaining,
)
from parley.models.elicitation.program import Stated
from parley.models.elicitation.reweigh import FEW, Reweighed, reweigh

__all__ = [
    "FEW",
    "LEAST",
    "NO_DEAL",
    "SAME",
    "Alternatives",
    "Answered",
    "Comparison",
    "Contradictions",
    "Errors",
    "Move",
    "Picture",
    "Remaining",
    "Reweighed",
    "Said",
    "Stated",
    "Told",
    "admitted_importance",
    "agreement",
    "answered",
    "asked",
    "contradicting",
    "contradictions",
    "errors",
    "recorded",
    "remaining",
    "reweigh",
    "shown",
]
