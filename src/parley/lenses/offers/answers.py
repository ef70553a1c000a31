"""What the answers that parties gave leave of the draws, and whether they contradict each other."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from parley.lenses.offers.standing import Texts
from parley.models.elicitation import FEW, Answered, answered
from parley.models.offer_space import OfferSpace, agreed

__all__ = ["Answers", "Shift", "answers"]

Floats = NDArray[np.float64]

SHIFTS = 3  # issues of a party whose importance moves most


@dataclass(frozen=True)
class Shift:
    """Median importance of an issue to a party before and after the answers."""

    party: int
    issue: int
    before: float
    after: float


@dataclass(frozen=True, kw_only=True, eq=False)
class Answers:
    """found : per party that must consent and answered. kept : draws that agree with all answers.

    together : (n_texts,) share of those draws in which a text serves enough and crosses no red
    line, None where too few are left. shifts : whose importance moves most.
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
        together=_together(space, texts, kept) if kept.sum() >= FEW else None,
        shifts=tuple(shift for each in found for shift in _shifts(each)),
    )


def _together(space: OfferSpace, texts: Texts, kept: NDArray[np.bool_]) -> Floats:
    shares = []
    for text, crossed in zip(space.texts, texts.crossed, strict=True):
        accepts = (space.sample.worth(text.package) - space.sample.no_deal >= 0)[kept]
        accepts[:, sorted({party for _, party in crossed})] = False
        shares.append(float(agreed(space, accepts).mean()))
    return np.array(shares)


def _shifts(found: Answered) -> list[Shift]:
    if found.importance.after is None:
        return []
    before, after = found.importance.before[:, 1], found.importance.after[:, 1]
    most = np.argsort(-np.abs(after - before), kind="stable")[:SHIFTS]
    return [Shift(found.party, i, float(before[i]), float(after[i])) for i in most.tolist()]
