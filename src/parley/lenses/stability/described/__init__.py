"""The stability result in sentences, figures and tables."""

from parley.blocks import Block
from parley.lenses.stability.described.ahead import describe_ahead
from parley.lenses.stability.described.answer import describe_answer
from parley.lenses.stability.described.closing import closing
from parley.lenses.stability.described.levers import describe_levers
from parley.lenses.stability.described.open import describe_open
from parley.lenses.stability.described.reasons import describe_reasons
from parley.lenses.stability.described.richer import describe_richer
from parley.lenses.stability.described.seen import describe_seen
from parley.lenses.stability.described.states import describe_states
from parley.lenses.stability.solve import StabilityResult

__all__ = ["describe"]


def describe(result: StabilityResult) -> tuple[Block, ...]:
    """Whether the present state holds, which states do, why, and what would change that."""
    return (
        *describe_answer(result),
        *describe_states(result),
        *describe_reasons(result),
        *describe_levers(result),
        *describe_ahead(result),
        *describe_open(result),
        *describe_seen(result),
        *describe_richer(result),
        *closing(result),
    )
