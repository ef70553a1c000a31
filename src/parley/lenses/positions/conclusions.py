"""What the positions lens concludes in each draw."""

from parley.conclusion import Conclusion
from parley.lenses.positions.solve import PositionsResult
from parley.lenses.positions.words import scale_name, stance_refs

__all__ = ["conclusions"]

FULL = 100  # of a scale, as the report counts it


def conclusions(result: PositionsResult) -> tuple[Conclusion, ...]:
    """The balance point of every scale."""
    found = result.stances
    return tuple(
        Conclusion(
            id=f"balance.{each.scale}",
            says=f"the balance point of {scale_name(found, each.scale)}, 0 to 100",
            values=FULL * each.headline.means,
            yes=False,
            refs=stance_refs(found, each.scale, [a.actor for a in each.leverage[:3]]),
        )
        for each in result.scales
    )
