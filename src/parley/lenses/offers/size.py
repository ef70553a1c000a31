"""How large the zone is, and who counts how much under the consent rule."""

from dataclasses import dataclass
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from parley.lenses.offers.standing import QUANTILES, TRIED
from parley.models.deal import rule_table, shares
from parley.models.fairness import banzhaf, shapley_shubik
from parley.models.offer_space import OfferSpace, enough

__all__ = ["Size", "Weight", "size", "weights"]

Floats = NDArray[np.float64]

MOST = 10  # parties; a table of coalitions has 2 to that power rows


@dataclass(frozen=True, kw_only=True, eq=False)
class Size:
    """Shares of all packages, quantiles over the draws looked at.

    each : (n_consent, 3) worth no deal or more to the party. together : (3,) to enough of them.
    n : packages counted. exact : these are all; else random ones, each equally likely.
    """

    each: Floats
    together: Floats
    n: int
    exact: bool


@dataclass(frozen=True)
class Weight:
    """Share of the power to make a deal, by two counts; party is a position among the parties."""

    party: int
    shapley_shubik: Fraction
    banzhaf: Fraction


def size(space: OfferSpace) -> Size | None:
    """Red lines left aside; None where no package could be found to count."""
    sample = space.sample.first(TRIED).among(space.consent)
    try:
        found = shares(sample)
    except ValueError:  # nothing to count: the clauses leave too few packages to meet at random
        return None
    rule = rule_table(len(space.consent), lambda members: enough(space, members))
    return Size(
        each=np.quantile(found.each(), QUANTILES, axis=0).T,
        together=np.quantile(found.under(rule), QUANTILES),
        n=found.n,
        exact=found.exact,
    )


def weights(space: OfferSpace) -> tuple[Weight, ...]:
    """By how often each party turns a coalition into one that is enough; empty where all must."""
    n = len(space.consent)
    if space.case.consent_rule is None or n > MOST:
        return ()
    by_order = shapley_shubik(n, lambda members: enough(space, members))
    by_set = banzhaf(n, lambda members: enough(space, members))
    return tuple(map(Weight, space.consent, by_order, by_set))
