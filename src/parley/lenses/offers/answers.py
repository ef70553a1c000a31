"""What the answers that parties gave leave of the draws, and whether they contradict each other."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from parley.lenses.offers.standing import Texts
from parley.models.belief import Input
from parley.models.belief.beliefs import column
from parley.models.elicitation import FEW, Answered, answered
from parley.models.offer_space import OfferSpace

__all__ = ["Answers", "Shift", "answers"]

Floats = NDArray[np.float64]

TINY = 1e-12  # for numbers that do not vary
SHIFTS = 3  # numbers of a party that move most


@dataclass(frozen=True)
class Shift:
    """The median of an open number of a party over all draws, and over those that agree."""

    party: int
    input: Input
    before: float
    after: float


@dataclass(frozen=True, kw_only=True, eq=False)
class Answers:
    """found : per party that must consent and answered. kept : draws that agree with all answers.

    together : (n_texts,) share of those draws in which a text serves enough and crosses no red
    line, None where too few are left. shifts : which open numbers move most against their spread.
    """

    found: tuple[Answered, ...]
    kept: int
    n_draws: int
    together: Floats | None
    shifts: tuple[Shift, ...]


def answers(space: OfferSpace, texts: Texts) -> Answers | None:
    """None if nobody who must consent gave a definite answer."""
    found = tuple(each for p in space.consent if (each := answered(space, p)) is not None)
    if not found:
        return None
    kept = np.logical_and.reduce([each.agrees for each in found])
    return Answers(
        found=found,
        kept=int(kept.sum()),
        n_draws=len(kept),
        together=texts.served[:, kept].mean(axis=1) if kept.sum() >= FEW else None,
        shifts=tuple(shift for each in found for shift in _shifts(space, each)),
    )


def _shifts(space: OfferSpace, found: Answered) -> list[Shift]:
    """By how many standard deviations the median moves, largest first."""
    believed = space.beliefs[found.party]
    if believed is None or found.agrees.sum() < FEW:
        return []
    known = [Input("other", other=0)]
    known += [Input("importance", issue=i) for i in range(len(space.issues))]
    columns = [column(believed, each) for each in known]
    both = [(float(np.median(x)), float(np.median(x[found.agrees]))) for x in columns]
    moved = [
        abs(after - before) / max(float(x.std()), TINY)
        for x, (before, after) in zip(columns, both, strict=True)
    ]
    most = sorted(range(len(known)), key=lambda k: -moved[k])[:SHIFTS]
    return [Shift(found.party, known[k], *both[k]) for k in most if moved[k] > 0]
