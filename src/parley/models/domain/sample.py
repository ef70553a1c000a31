"""One negotiation in many draws: the same packages, worth something else in each."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from parley.models.domain.packages import Packages, Part, only
from parley.models.domain.worth import Bonus, Domain

__all__ = ["Sample"]

Ints = NDArray[np.int64]


@dataclass(frozen=True, kw_only=True, eq=False)
class Sample:
    """A negotiation in exact numbers, over draws; higher is better.

    utility : per issue (n_draws, n_levels, n_parties). no_deal : (n_draws, n_parties).
    bonuses : their `worth` is (n_draws, n_parties) here.
    """

    packages: Packages
    utility: tuple[Ints, ...]
    no_deal: Ints
    bonuses: tuple[Bonus, ...] = ()

    @property
    def n_draws(self) -> int:
        """How many draws."""
        return len(self.no_deal)

    @property
    def n_parties(self) -> int:
        """How many parties."""
        return int(self.no_deal.shape[1])

    def at(self, draw: int) -> Domain:
        """The negotiation in one draw."""
        return Domain(
            packages=self.packages,
            utility=tuple(table[draw] for table in self.utility),
            floor=self.no_deal[draw],
            bonuses=tuple(replace(bonus, worth=bonus.worth[draw]) for bonus in self.bonuses),
        )

    def mean(self) -> Domain:
        """The negotiation at the mean of all draws, each number rounded by itself."""
        return Domain(
            packages=self.packages,
            utility=tuple(_mean(table) for table in self.utility),
            floor=_mean(self.no_deal),
            bonuses=tuple(replace(bonus, worth=_mean(bonus.worth)) for bonus in self.bonuses),
        )

    def among(self, parties: Sequence[int], parts: Sequence[Part] = ()) -> "Sample":
        """The same for these parties alone, keeping only packages with these parts."""
        chosen = list(parties)
        return replace(
            self,
            packages=only(self.packages, parts) if parts else self.packages,
            utility=tuple(np.ascontiguousarray(table[:, :, chosen]) for table in self.utility),
            no_deal=np.ascontiguousarray(self.no_deal[:, chosen]),
            bonuses=tuple(replace(b, worth=b.worth[:, chosen]) for b in self.bonuses),
        )

    def first(self, n_draws: int) -> "Sample":
        """The same in the first draws alone."""
        return self.some(slice(n_draws))

    def some(self, draws: Ints | slice) -> "Sample":
        """The same in these draws alone."""
        return replace(
            self,
            utility=tuple(table[draws] for table in self.utility),
            no_deal=self.no_deal[draws],
            bonuses=tuple(replace(b, worth=b.worth[draws]) for b in self.bonuses),
        )

    def worth(self, package: Ints) -> Ints:
        """Utility of one package in every draw, (n_draws, n_parties)."""
        total = np.zeros_like(self.no_deal)
        chosen = package.tolist()
        for table, level in zip(self.utility, chosen, strict=True):
            total += table[:, level]
        for bonus in self.bonuses:
            if all(chosen[i] in levels for i, levels in bonus.parts):
                total += bonus.worth
        return total


def _mean(table: Ints) -> Ints:
    # whole numbers added up first: the mean of floats hangs on how they are added
    mean: Ints = np.rint(table.sum(axis=0) / len(table)).astype(np.int64)
    return mean
