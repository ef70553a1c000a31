"""The arrays of an offer space: what each package is worth to each party in each draw."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from parley.case import Case
from parley.models.domain import Bonus, Domain, Packages, Part

__all__ = ["SCALE", "OfferSpace", "Synergy", "Text"]

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


@dataclass(frozen=True, eq=False)
class Synergy:
    """What a combination of options adds: worth (n_draws, n_parties) where every part holds."""

    parts: tuple[Part, ...]
    worth: Ints


@dataclass(frozen=True, kw_only=True, eq=False)
class OfferSpace:
    """Issues with their levels, the packages they admit, and utilities per draw.

    parties : those with a position and a no-deal value. consent : who of them must agree.
    levels : per issue, option ids or numbers as text.
    utility : per issue (n_draws, n_levels, n_parties) in units of 1 / SCALE; higher is better.
    synergies : what combinations add. no_deal : (n_draws, n_parties), same units.
    red : per issue (n_levels, n_parties) bool, what a party calls unacceptable.
    stops : parts of the packages that stop the fighting, as far as the case says which; else ().
    """

    case: Case
    parties: tuple[str, ...]
    consent: tuple[int, ...]
    issues: tuple[str, ...]
    levels: tuple[tuple[str, ...], ...]
    packages: Packages
    utility: tuple[Ints, ...]
    synergies: tuple[Synergy, ...]
    no_deal: Ints
    red: tuple[NDArray[np.bool_], ...]
    stops: tuple[Part, ...]
    texts: tuple[Text, ...]

    @property
    def n_draws(self) -> int:
        """How many draws."""
        return len(self.no_deal)

    def worth(self, package: Ints) -> Ints:
        """Utility of one package in every draw, (n_draws, n_parties)."""
        total = np.zeros_like(self.no_deal)
        chosen = package.tolist()
        for table, level in zip(self.utility, chosen, strict=True):
            total += table[:, level, :]
        for each in self.synergies:
            if all(chosen[i] in levels for i, levels in each.parts):
                total += each.worth
        return total

    def at(self, draw: int) -> Domain:
        """The negotiation in one draw, for all parties."""
        return Domain(
            packages=self.packages,
            utility=tuple(table[draw] for table in self.utility),
            floor=self.no_deal[draw],
            bonuses=tuple(Bonus(parts=s.parts, worth=s.worth[draw]) for s in self.synergies),
        )

    def central(self) -> Domain:
        """The negotiation at the mean of all draws, for all parties."""
        return Domain(
            packages=self.packages,
            utility=tuple(_mean(table) for table in self.utility),
            floor=_mean(self.no_deal),
            bonuses=tuple(Bonus(parts=s.parts, worth=_mean(s.worth)) for s in self.synergies),
        )

    def keeping(self, parties: Sequence[int]) -> tuple[Part, ...]:
        """Per issue with a red line of these parties, the levels that cross none of theirs."""
        chosen = list(parties)
        free = [~red[:, chosen].any(axis=1) for red in self.red]
        return tuple(
            (i, tuple(np.flatnonzero(levels).tolist()))
            for i, levels in enumerate(free)
            if not levels.all()
        )


def _mean(table: Ints) -> Ints:
    # a mean of floats would round differently by how many are added at once
    mean: Ints = np.rint(table.sum(axis=0) / len(table)).astype(np.int64)
    return mean
