"""What the zone of one negotiation holds in each of many draws."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from parley.models.blocking.demands import demands
from parley.models.blocking.gains import Gains, can_meet, gains
from parley.models.domain import Packages, Sample, points
from parley.models.domain.columns import columns, listing
from parley.models.threads import in_threads

__all__ = [
    "NO",
    "UNKNOWN",
    "YES",
    "DrawnGains",
    "affordable",
    "drawn_gains",
    "fewer",
    "largest_first",
]

Ints = NDArray[np.int64]
Mask = NDArray[np.bool_]

FEW = 100  # draws of three or more parties that are looked at; each takes a merge
FEWEST = 20  # draws that are looked at however long each takes
WORK = 500_000  # points in the merges of all zones of three or more parties; some seconds
SUMS = 2_000  # held in one merge, of hundreds
TRIES = 3  # merges that may give up before only a yes or no is asked for
NO, YES, UNKNOWN = 0, 1, -1


@dataclass(frozen=True, kw_only=True, eq=False)
class DrawnGains:
    """`Gains`, draw by draw.

    exists : (n_draws,) 1 a zone, 0 none, -1 not known.
    valued : (n_draws,) whether the gains are known; only where a zone exists.
    best : (n_draws, n_parties) most each can gain within the zone. worst : (n_draws,) the largest
        gain that all can have at once. Both 0 where not known.
    """

    exists: NDArray[np.int8]
    valued: Mask
    best: Ints
    worst: Ints


def fewer(sample: Sample, most: int = FEW) -> Sample:
    """All draws where they are quickly looked through, else `most` of them, evenly spaced.

    Quick are up to two parties whose packages can be listed.
    """
    n = sample.n_draws
    if n <= most or (sample.n_parties <= 2 and sample.packages.rows is not None):
        return sample
    return sample.some(np.linspace(0, n - 1, most).round().astype(int))


def affordable(sample: Sample, n_zones: int) -> Sample:
    """`fewer` draws where so many zones of each are to be valued.

    By the size of the zone at the mean, never by the clock: so the answer is always the same.
    """
    if sample.n_parties <= 2 or sample.packages.rows is None:
        return fewer(sample)
    found = points(sample.mean(), cap=SUMS).found
    size = max(len(found.utility), 1) if found.complete else SUMS
    return fewer(sample, min(FEW, max(FEWEST, WORK // (size * n_zones))))


def drawn_gains(sample: Sample) -> DrawnGains:
    """What the zone of all parties holds, in every draw given."""
    rows, n_parties = sample.packages.rows, sample.n_parties
    if rows is None or n_parties > 2:
        return _one_by_one(sample)
    if not all(len(listed) for listed in rows):
        return _drawn(np.full((sample.n_draws, n_parties + 1), -1))
    from parley.models.blocking._numba import most, two_party_gains

    worth, listed = columns(sample).worth, listing(sample, largest_first(sample.packages))
    if n_parties == 1:
        gain = most(worth, listed) - sample.no_deal
        return _drawn(np.column_stack([gain, gain]))
    found = in_threads(
        lambda draws: two_party_gains(worth[draws], listed, sample.no_deal[draws]), sample.n_draws
    )
    return _drawn(np.concatenate(found))


def largest_first(found: Packages) -> list[int]:
    """The clusters, those with most rows first: they are merged while there is little else."""
    sizes = [len(rows) for rows in found.rows or ()]
    return sorted(range(len(sizes)), key=lambda c: -sizes[c])


def _drawn(gain: Ints) -> DrawnGains:
    """From (n_draws, n_parties + 1): the best gains and the worst, negative where no zone is."""
    exists = gain[:, -1] >= 0
    gain = np.where(exists[:, None], gain, 0)
    return DrawnGains(
        exists=exists.astype(np.int8), valued=exists, best=gain[:, :-1], worst=gain[:, -1]
    )


def _one_by_one(sample: Sample) -> DrawnGains:
    n_draws, n_parties = sample.no_deal.shape
    exists = np.zeros(n_draws, np.int8)
    gain = np.zeros((n_draws, n_parties + 1), np.int64)
    valued = np.zeros(n_draws, bool)
    tries = TRIES
    for draw in range(n_draws):
        domain = sample.at(draw)
        # where the first few merges gave up, the others would too
        each = (
            gains(domain, cap=SUMS) if tries else Gains(exists=can_meet(domain, demands(n_parties)))
        )
        tries -= tries > 0 and each.exists is not False and each.best is None
        exists[draw] = UNKNOWN if each.exists is None else each.exists
        if each.best is not None and each.worst is not None:
            valued[draw] = True
            gain[draw] = [*each.best.tolist(), each.worst]
    return DrawnGains(exists=exists, valued=valued, best=gain[:, :-1], worst=gain[:, -1])
