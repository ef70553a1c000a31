"""What a side is called, and where the case says what it rests on."""

from collections.abc import Iterable

from parley.models.fighting.sides import Fighting

__all__ = ["side_name", "side_refs"]


def side_name(found: Fighting, side: int) -> str:
    """The side in a sentence, table or figure."""
    return found.case.parties[found.sides[side]].label


def side_refs(found: Fighting, sides: Iterable[int] = (0, 1)) -> tuple[str, ...]:
    """What the strength and cost of these sides rest on."""
    return tuple(f"war.sides.{found.sides[side]}" for side in sides)
