"""Names of actors and scales as the positions lens says them, and places on a scale."""

from collections.abc import Iterable

from parley.case.schema import Scale
from parley.case.words import count, listed, percent
from parley.models.influence.build import Stances

__all__ = [
    "actor_name",
    "actor_refs",
    "count",
    "fine",
    "listed",
    "names",
    "percent",
    "place",
    "scale_name",
    "scale_of",
    "signed",
    "span",
    "stance_refs",
]


def actor_name(found: Stances, i: int) -> str:
    """The actor in a sentence, table or figure."""
    return found.case.parties[found.actors[i]].label


def names(found: Stances, actors: Iterable[int]) -> list[str]:
    """The same of several."""
    return [actor_name(found, i) for i in actors]


def scale_of(found: Stances, scale: str) -> Scale:
    """The entry of the case."""
    return found.given.scales[scale]


def scale_name(found: Stances, scale: str) -> str:
    """The scale in a sentence."""
    return f"“{scale_of(found, scale).name}”"


def place(at: float) -> str:
    """A place on a scale, given from 0 to 1, as a whole number from 0 to 100.

    >>> place(0.415), place(1.0)
    ('42', '100')
    """
    return str(round(100 * at + 1e-9))


def fine(at: float) -> str:
    """A place on a scale with one decimal, for before and after.

    >>> fine(0.4251), fine(0.5)
    ('42.5', '50')
    """
    return f"{round(100 * at, 1) + 0.0:g}"


def span(low: float, high: float) -> str:
    """Two places.

    >>> span(0.1, 0.104), span(0.1, 0.3)
    ('10', '10 to 30')
    """
    return place(low) if place(low) == place(high) else f"{place(low)} to {place(high)}"


def signed(shift: float) -> float:
    """A shift on a scale, given from 0 to 1, in points of 100 with one decimal."""
    return round(100 * shift, 1) + 0.0


def actor_refs(found: Stances, actors: Iterable[int]) -> tuple[str, ...]:
    """What the capability of these actors rests on."""
    return tuple(f"influence.actors.{found.actors[i]}" for i in actors)


def stance_refs(found: Stances, scale: str, actors: Iterable[int]) -> tuple[str, ...]:
    """What the stances of these actors on a scale rest on."""
    k = found.scales.index(scale)
    return tuple(found.path(i, k) for i in actors)
