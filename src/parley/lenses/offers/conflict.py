"""Which issues carry the conflict."""

import numpy as np
from numpy.typing import NDArray

from parley.lenses.offers.standing import QUANTILES
from parley.models.offer_space import SCALE, OfferSpace

__all__ = ["conflict"]


def conflict(space: OfferSpace) -> NDArray[np.float64]:
    """(n_issues, 3) quantiles of each issue's part in the conflict, 0 to 1.

    What those who must consent lose together because they cannot all have their best on it.
    """
    consent = list(space.consent)
    lost = np.stack(
        [
            table[:, :, consent].max(axis=1).sum(axis=1)
            - table[:, :, consent].sum(axis=2).max(axis=1)
            for table in space.sample.utility
        ],
        axis=1,
    ) / float(SCALE)
    total = lost.sum(axis=1, keepdims=True)
    shares = np.divide(lost, total, out=np.zeros_like(lost), where=total > 0)
    found: NDArray[np.float64] = np.quantile(shares, QUANTILES, axis=0).T
    return found
