"""Names beside points: each where it covers least of what is there already. All in pixels."""

from collections.abc import Iterator, Sequence

from parley.charts.theme import LETTER

__all__ = ["names_beside"]

Box = tuple[float, float, float, float]  # left, top, right, foot

LINE = 14  # a line of text
MARK = 6  # half of a mark
GAP = 9  # from the middle of a mark to its name


def names_beside(
    spots: Sequence[tuple[str, float, float]], width: float, height: float
) -> list[tuple[float, bool]]:
    """For each (name, x, y), the height of its name and whether it ends at the mark's left.

    Down the picture, one after the other; quadratic in the number of names.
    """
    taken = [(x - MARK, y - MARK, x + MARK, y + MARK) for _, x, y in spots]
    found: dict[int, tuple[float, bool]] = {}
    for place in sorted(range(len(spots)), key=lambda place: spots[place][2]):
        name, x, y = spots[place]
        boxes = _boxes(LETTER * len(name), x, y, x > width / 2)
        costs = ((_cover(box, taken, width, height) + away, n, box, left)
                 for n, (box, left, away) in enumerate(boxes))  # fmt: skip
        _, _, box, left = min(costs)
        taken.append(box)
        found[place] = (box[1] + box[3]) / 2, left
    return [found[place] for place in range(len(spots))]


def _boxes(length: float, x: float, y: float, inward: bool) -> Iterator[tuple[Box, bool, float]]:
    """Places for a name: the box, whether at the left, and what its distance costs.

    inward : the left is better, since the mark lies in the right half.
    """
    for step in range(20):
        for middle in (y - (step + 1) * LINE / 2, y + (step + 1) * LINE / 2):
            for left in (inward, not inward):
                start = x - GAP - length if left else x + GAP
                box = (start, middle - LINE / 2, start + length, middle + LINE / 2)
                yield box, left, step / 40


def _cover(box: Box, taken: Sequence[Box], width: float, height: float) -> float:
    """How many of the boxes taken this one meets, and the pixels by which it leaves the picture."""
    left, top, right, foot = box
    met = sum(left < b[2] and b[0] < right and top < b[3] and b[1] < foot for b in taken)
    return met + max(0.0, -left, right - width, -top, foot - height)
