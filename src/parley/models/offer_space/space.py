"""The arrays of an offer space: what each package is worth to each party in each draw."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from parley.case import Case
from parley.models.belief import Beliefs
from parley.models.domain import Part, Sample

__all__ = ["SCALE", "OfferSpace", "Text", "agreed", "coalitions", "enough"]

SCALE = 10**9  # one unit of utility; a billionth is far below anything a case can mean

Ints = NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Text:
    """A proposal as a package, or one way to take its choices.

    chosen : the alternatives taken. package : (n_issues,) level of each issue. said : (n_issues,)
    bool, False where the text is silent and the present state stands in. allowed : whether it
    satisfies the constraints.
    """

    proposal: str
    chosen: tuple[str, ...]
    package: Ints
    said: NDArray[np.bool_]
    allowed: bool


@dataclass(frozen=True, kw_only=True, eq=False)
class OfferSpace:
    """Issues with their levels, the packages they admit, and utilities per draw.

    parties : those with a position and a no-deal value. consent : who of them must agree.
    levels : per issue, option ids or numbers as text.
    sample : the packages, and what they and no deal are worth, in units of 1 / SCALE.
    beliefs : per party what its utilities are made of; None for a score sheet.
    red : per issue (n_levels, n_parties) bool, what a party calls unacceptable.
    stops : parts of the packages that stop the fighting, as far as the case says which; else ().
    """

    case: Case
    parties: tuple[str, ...]
    consent: tuple[int, ...]
    issues: tuple[str, ...]
    levels: tuple[tuple[str, ...], ...]
    sample: Sample
    beliefs: tuple[Beliefs | None, ...]
    red: tuple[NDArray[np.bool_], ...]
    stops: tuple[Part, ...]
    texts: tuple[Text, ...]

    def keeping(self, parties: Sequence[int]) -> tuple[Part, ...]:
        """Per issue with a red line of these parties, the levels that cross none of theirs."""
        chosen = list(parties)
        free = [~red[:, chosen].any(axis=1) for red in self.red]
        return tuple(
            (i, tuple(np.flatnonzero(levels).tolist()))
            for i, levels in enumerate(free)
            if not levels.all()
        )


def agreed(space: OfferSpace, accepts: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Whether those who accept, (..., n_parties), are enough for a deal, (...)."""
    consent = list(space.consent)
    rule = space.case.consent_rule
    if rule is None:
        return np.asarray(accepts[..., consent].all(axis=-1))
    needed = [space.parties.index(party) for party in rule.including]
    many = accepts[..., consent].sum(axis=-1) >= rule.at_least
    return np.asarray(many & accepts[..., needed].all(axis=-1))


def coalitions(space: OfferSpace) -> tuple[tuple[int, ...], ...]:
    """The smallest sets of parties whose consent makes a deal; all who must consent by default."""
    rule = space.case.consent_rule
    if rule is None:
        return (space.consent,)
    needed = {space.parties.index(party) for party in rule.including}
    others = [p for p in space.consent if p not in needed]
    more = max(rule.at_least - len(needed), 0)
    return tuple(tuple(sorted({*needed, *some})) for some in combinations(others, more))


def enough(space: OfferSpace, members: Collection[int]) -> bool:
    """Whether the consent of these makes a deal; members are positions in `consent`."""
    accepts = np.zeros(len(space.parties), bool)
    accepts[[space.consent[k] for k in members]] = True
    return bool(agreed(space, accepts))
