"""What many replications of a war come to."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from parley.models.war.state import COLLAPSE_1, PEACE, RELIEF, SINCERE, STALLING, Floats, Ints
from parley.models.war.war import War

__all__ = ["KINDS", "WORTH_UNIT", "Outcomes", "Paths"]

KINDS = ("at war", "in a pause", "settled", "side 1 collapsed", "side 2 collapsed")
WORTH_UNIT = 2.0**-32
"""Sums of worths are whole numbers of this, so that no order of adding changes them."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Outcomes:
    """Counts over all replications, and a few numbers of each, if they are kept.

    Counts need the same memory for any number of replications, and weeks are whole, so quantiles
    from `ends` are exact. Each replication kept takes 28 bytes; only paired differences need it.

    tally : (weeks, 12), replications by week in each phase of KINDS; then where both talked, where
    a pause was agreed, where side 1 and 2 could agree on something and keep it, where they talk
    and could not, and with a humanitarian deal. ends : (weeks + 1, 5), by week of the end and
    kind; who is still at war, or in a pause, ends with the last week. pauses : (weeks + 1,), by
    week of the first pause. shares : (1000,), by side 1's share of the settlement, or of its end:
    the worth to it of a package. packages : (K,), settled by each. worth_sum : (2,), in WORTH_UNIT.
    done : how many replications there are; fewer than asked for if partial.
    replication, end_week, kind, first_pause (-1: none), front, share (nan: not over) : (done,).
    worth : (done, 2), what each side has at its end, less what the war has cost; both discounted.
    """

    war: War
    seed: int
    weeks: int
    done: int
    partial: bool
    tally: Ints
    ends: Ints
    pauses: Ints
    shares: Ints
    packages: Ints
    worth_sum: Ints
    replication: Ints
    end_week: NDArray[np.int16]
    kind: NDArray[np.int16]
    first_pause: NDArray[np.int16]
    front: NDArray[np.int16]
    share: NDArray[np.float32]
    worth: NDArray[np.float32]

    @property
    def phase_share(self) -> Floats:
        """(weeks, 5), of all replications in each phase of KINDS at the end of each week."""
        found: Floats = self.tally[:, :5] / self.done
        return found

    @property
    def end_share(self) -> Floats:
        """(5,), of all replications by kind of their end."""
        found: Floats = self.ends.sum(axis=0) / self.done
        return found

    @property
    def mean_worth(self) -> Floats:
        """(2,), of each side."""
        found: Floats = self.worth_sum * WORTH_UNIT / self.done
        return found

    @property
    def sincere_share(self) -> Floats:
        """(weeks, 2), where a side would rather settle on something the other accepts, and keep it.

        Of all replications; derived from worths in the week, not a label of anybody.
        """
        return self.tally[:, SINCERE : SINCERE + 2] / self.done

    @property
    def stalling_share(self) -> Floats:
        """(weeks, 2), where there is no such thing and it would rather talk than not."""
        return self.tally[:, STALLING : STALLING + 2] / self.done

    @property
    def relief_share(self) -> Floats:
        """(weeks,), with a humanitarian deal."""
        return self.tally[:, RELIEF] / self.done

    def end_week_quantile(self, q: float) -> int:
        """First week by whose end at least q of all replications are over; weeks + 1 if none is."""
        over = self.ends[:, PEACE : COLLAPSE_1 + 2].sum(axis=1).cumsum()
        return int(np.searchsorted(over, q * self.done, side="left"))


@dataclass(frozen=True, kw_only=True, eq=False)
class Paths:
    """Week by week, at its end.

    phase, front : (n, weeks). power : (n, weeks, 2), log of each strength. belief : (n, weeks, 2,
    T, T), what each side believes of the types of 1 and 2.
    """

    phase: NDArray[np.int8]
    front: NDArray[np.int16]
    power: Floats
    belief: Floats
