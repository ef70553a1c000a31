"""What a sweep varies: ranges and lists of values, and the points that they span."""

import itertools
import json
import math
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from parley.case.compose import compose
from parley.errors import CaseError, Problem

__all__ = ["MOST_POINTS", "Axis", "Design", "axis", "n_points", "points"]

MOST_POINTS = 10_000_000  # more than that is a mistake, or another question
_RANGE = re.compile(r"(?P<low>[^,:]+?)\.\.(?P<high>[^,:]+?)(?::(?P<steps>[^,:]*))?")
USAGE = "write PATH=LOW..HIGH:STEPS, or PATH=A,B,C"

Point = tuple[Any, ...]  # a value for each axis
Design = Literal["grid", "lhs", "sobol"]


@dataclass(frozen=True)
class Axis:
    """A path in the case file, and what is to stand there.

    Either values, or everything from low to high, of which a grid takes `steps` (0: not said).
    """

    path: str
    values: tuple[Any, ...] = ()
    low: float = 0.0
    high: float = 0.0
    steps: int = 0

    @property
    def grid(self) -> tuple[Any, ...]:
        """The values of a list, or those of a range at equal distances with both ends."""
        steps = np.linspace(self.low, self.high, self.steps)
        return self.values or tuple(float(f"{step:.15g}") for step in steps)  # 0.45, as one writes

    @property
    def ends(self) -> tuple[Any, ...]:
        """The values of a list, or the ends of a range."""
        return self.values or (self.low, self.high)


def axis(word: str) -> Axis:
    """What `PATH=LOW..HIGH:STEPS` or `PATH=A,B,C` says; `CaseError` with what is wrong in it.

    The values of a list are written as in the case file.

    >>> axis("war.held=0.3..0.5:3").grid
    (0.3, 0.4, 0.5)
    >>> axis("settlement.in_force=watch,pact").grid
    ('watch', 'pact')
    """
    path, sign, text = (part.strip() for part in word.partition("="))
    if not (path and sign and text):
        raise _wrong(word, "no path, or no values", USAGE)
    found = _RANGE.fullmatch(text)
    if found:
        return _range(path, text, **found.groupdict())
    composed = compose(f"values: [{text}]", f"--over {path}")
    values = tuple(composed.data["values"])
    if composed.problems:
        raise CaseError([Problem(p.file, 0, 0, p.what, p.fix) for p in composed.problems])
    written = [json.dumps(value) for value in values]  # to Python, 1 and true are the same
    if twice := [each for i, each in enumerate(written) if each in written[:i]]:
        raise _wrong(path, f"{twice[0]} stands there twice", "keep one of them")
    return Axis(path, values)


def _range(path: str, text: str, low: str, high: str, steps: str | None) -> Axis:
    try:
        ends = float(low), float(high)
        n = int(steps) if steps is not None else 0
    except ValueError:
        raise _wrong(path, f"'{text}' is no range", USAGE) from None
    if not all(map(math.isfinite, ends)):
        raise _wrong(path, "the ends of a range are finite numbers", USAGE)
    if ends[0] >= ends[1]:
        raise _wrong(path, f"the range {low}..{high} does not rise", "write the lower end first")
    if steps is not None and n < 2:
        raise _wrong(path, f"a range takes 2 steps or more, not {n}", "both ends are steps")
    return Axis(path, (), *ends, n)


def _wrong(where: str, what: str, fix: str) -> CaseError:
    return CaseError([Problem(f"--over {where}", 0, 0, what, fix)])


def n_points(axes: Sequence[Axis], design: Design, n: int) -> int:
    """How many points there will be, without making them."""
    return math.prod(len(a.values) or a.steps for a in axes) if design == "grid" else n


def points(axes: Sequence[Axis], design: Design, n: int, seed: int) -> Iterator[Point]:
    """A value for each axis: every combination, the last axis first; or n points of a sample.

    lhs : a Latin hypercube, with one point in each n-th of every range. sobol : the first n points
    of a scrambled Sobol sequence; even where n is a power of two.
    """
    if design == "grid":
        return itertools.product(*(a.grid for a in axes))
    low, high = (np.array(end) for end in zip(*((a.low, a.high) for a in axes), strict=True))
    sample = low + (high - low) * _SAMPLES[design](len(axes), n, seed)
    return map(tuple, np.clip(sample, low, high).tolist())


def _lhs(d: int, n: int, seed: int) -> NDArray[np.float64]:
    from scipy.stats import qmc

    sample: NDArray[np.float64] = qmc.LatinHypercube(d, rng=seed).random(n)
    return sample


def _sobol(d: int, n: int, seed: int) -> NDArray[np.float64]:
    from scipy.stats import qmc

    m = (n - 1).bit_length()  # the first n of the next power of two: the sequence is the same
    sample: NDArray[np.float64] = qmc.Sobol(d, rng=seed).random_base2(m)[:n]
    return sample


_SAMPLES: dict[str, Callable[[int, int, int], NDArray[np.float64]]] = {
    "lhs": _lhs,
    "sobol": _sobol,
}
