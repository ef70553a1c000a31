"""Plans against a mass of weak responders as straight lines, and the highest of them."""

from typing import NamedTuple

__all__ = ["Line", "highest"]


class Line(NamedTuple):
    """One plan from an offer on, worth per_tough + w (1 - offer) per tough responder.

    start : w from which on it is best. left : how many weak refuse. then : its line at the next
    offer. pools : whether the tough accept as well.
    """

    offer: float
    per_tough: float
    start: float = 0.0
    left: float = 0.0
    then: int = -1
    pools: bool = False


def highest(lines: list[Line]) -> list[Line]:
    """Lines that are the highest somewhere, each with where it begins to be.

    They come by falling offers. Of those with one offer only the first counts: no battle is
    survived, and all plans to wait cost the same.

    >>> [line.start for line in highest([Line(0.5, 1.0), Line(0.0, 0.5)])]
    [0.0, 1.0]
    """
    kept = lines[:1]
    for line in lines[1:]:
        while line.offer < kept[-1].offer:
            top = kept[-1]
            start = (top.per_tough - line.per_tough) / (top.offer - line.offer)
            if start > top.start or len(kept) == 1:
                kept.append(line._replace(start=start))
                break
            kept.pop()
    return kept
