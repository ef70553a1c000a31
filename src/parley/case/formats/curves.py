"""What a number is worth along a numeric issue, as straight lines from point to point.

Source of the forms: Genius 10.4, `EvaluatorInteger`, `EvaluatorReal` and `EVALFUNCTYPE`.
"""

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from parley.case.formats.exact import decimal_text

__all__ = ["MOST_STEPS", "STEPS", "Curve", "at", "grid", "line", "triangle", "whole_grid"]

STEPS = 11  # numbers compared along an issue, besides where a party's curve bends
MOST_STEPS = 101  # of whole numbers: as many as a case file compares
PLACES = 10  # decimals of a bend, as many as a case file compares


@dataclass(frozen=True)
class Curve:
    """Straight lines through points of ascending x; level before the first and after the last."""

    x: tuple[Fraction, ...]
    y: tuple[Fraction, ...]


def at(curve: Curve, x: Fraction) -> Fraction:
    """The curve's height at `x`."""
    k = bisect_right(curve.x, x)
    if k == 0 or k == len(curve.x):
        return curve.y[max(k - 1, 0)]
    x0, x1, y0, y1 = curve.x[k - 1], curve.x[k], curve.y[k - 1], curve.y[k]
    return y0 + (y1 - y0) * (x - x0) / (x1 - x0)


def line(slope: Fraction, offset: Fraction, low: Fraction, high: Fraction) -> Curve:
    """`offset + slope * x` from low to high, held between 0 and 1."""
    ends = [Fraction(0), Fraction(1)] if slope else []
    bends = [bend for bend in ((y - offset) / slope for y in ends) if low < bend < high]
    x = tuple(sorted({low, high, *bends}))
    return Curve(x, tuple(min(max(offset + slope * each, Fraction(0)), Fraction(1)) for each in x))


def triangle(left: Fraction, right: Fraction, top: Fraction) -> Curve:
    """From 0 at `left` up to 1 at `top` and down to 0 at `right`."""
    return Curve((left, top, right), (Fraction(0), Fraction(1), Fraction(0)))


def grid(low: Fraction, high: Fraction, curves: Iterable[Curve]) -> tuple[Fraction, ...]:
    """Even steps from low to high and every bend between them."""
    steps = {low + (high - low) * k / (STEPS - 1) for k in range(STEPS)}
    bends = {x for curve in curves for x in curve.x if low < x < high}
    rounded = (Fraction(decimal_text(x, PLACES)) for x in steps | bends)
    return tuple(sorted({x for x in rounded if low < x < high} | {low, high}))


def whole_grid(low: Fraction, high: Fraction) -> tuple[Fraction, ...]:
    """Every whole number from low to high, or `MOST_STEPS` spread over them."""
    n = int(high - low) + 1
    k = min(n, MOST_STEPS)
    return tuple(low + round(Fraction((n - 1) * i, max(k - 1, 1))) for i in range(k))
