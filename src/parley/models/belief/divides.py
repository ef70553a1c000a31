"""Which open numbers part the draws in which a party accepts from those in which it refuses."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from parley.models.belief.beliefs import Beliefs, Choice, Input, column, gains, inputs

__all__ = ["Divides", "divides"]

Floats = NDArray[np.float64]
Mask = NDArray[np.bool_]


@dataclass(frozen=True, kw_only=True, eq=False)
class Divides:
    """The inputs, those that part the draws most first; equal ones in the order of issues.

    share : of draws in which the package is at least as good as no deal.
    difference : (n_inputs,), mean where it accepts less mean where it refuses, in standard
        deviations of the input; 0 if it always accepts or always refuses.
    threshold, above, accuracy : (n_inputs,), the one cut that tells most draws right: it accepts
        at or above the threshold, or below it where `above` is False. To be read against the
        accuracy of not looking at all, the larger of share and 1 - share.
    """

    share: float
    inputs: tuple[Input, ...]
    difference: Floats
    threshold: Floats
    above: Mask
    accuracy: Floats


def divides(beliefs: Beliefs, choice: Choice) -> Divides:
    """How strongly each input parts accepting from refusing draws, by itself.

    Inputs that are the same in all draws, or do not enter, are left out.
    """
    accepts = gains(beliefs, choice) >= 0
    known = inputs(beliefs, choice)
    columns = [column(beliefs, each) for each in known]
    difference = np.array([_difference(each, accepts) for each in columns])
    cuts = [_cut(each, accepts) for each in columns]
    place = np.argsort(-np.abs(difference), kind="stable")
    return Divides(
        share=float(accepts.mean()),
        inputs=tuple(known[k] for k in place),
        difference=difference[place],
        threshold=np.array([cuts[k][0] for k in place]),
        above=np.array([cuts[k][1] for k in place], bool),
        accuracy=np.array([cuts[k][2] for k in place]),
    )


def _difference(x: Floats, accepts: Mask) -> float:
    if accepts.all() or not accepts.any():
        return 0.0
    return float((x[accepts].mean() - x[~accepts].mean()) / x.std())


def _cut(x: Floats, accepts: Mask) -> tuple[float, bool, float]:
    """(threshold, whether it accepts above, share told right); the lowest threshold of equals."""
    order = np.argsort(x, kind="stable")
    x, accepts = x[order], accepts[order]
    start = np.flatnonzero(np.append(True, x[1:] > x[:-1]))  # equal numbers stay on one side
    yes_below = np.append(0, np.cumsum(accepts))[start]
    no_below = start - yes_below
    right = no_below + accepts.sum() - yes_below
    up, down = int(right.argmax()), int(right.argmin())
    wrong = len(x) - int(right[down])
    if wrong > right[up]:
        return float(x[start[down]]), False, wrong / len(x)
    return float(x[start[up]]), True, int(right[up]) / len(x)
