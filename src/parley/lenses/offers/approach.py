"""What would bring the refusing side in: the fewest changes to a text, trades, counter-offers."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from parley.lenses.offers.standing import MOST, TRIED, Texts
from parley.models.deal import (
    Change,
    Changes,
    Cheapest,
    Trades,
    changes,
    cheapest,
    counter_offers,
    trades,
)
from parley.models.offer_space import OfferSpace, coalitions

__all__ = ["CHANGES", "Approach", "approach", "approaches"]

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Mask = NDArray[np.bool_]

TEXTS = 6  # texts for which changes are looked for, those that settle most issues first
CHANGES = 3  # issues changed at once


@dataclass(frozen=True, kw_only=True, eq=False)
class Approach:
    """How a package could be changed so that enough of those who must consent have no deal or more.

    text : its place among the texts; None if it is none of them. full : it settles half as many
    issues as the fullest or more.
    refusing : parties that must consent and that it gives less
    than no deal in most draws, or whose red line it crosses.
    changes : every combination of up to `CHANGES` changed issues, in the first `n_draws` draws.
    improving : of each cost the best, where it does better than every cheaper one.
    cheapest : the least cost at the mean of all draws, however many issues it takes. far : the
    first such package, where it takes more changes than were tried together.
    trades : what could be exchanged in the package at nobody's loss.
    counter : per party that must consent, what it could offer instead at no loss to itself.
    """

    text: int | None
    package: Ints
    full: bool
    refusing: tuple[int, ...]
    changes: Changes
    improving: tuple[Change, ...]
    cheapest: Cheapest
    far: Ints | None
    trades: Trades
    counter: tuple[tuple[Change, ...], ...]
    n_draws: int


def approaches(space: OfferSpace, texts: Texts) -> tuple[Approach, ...]:
    """One for each text that stands and does not yet serve all, most issues first.

    Of texts that come to the same package only the first is taken.
    """
    said = [int(text.said.sum()) for text in space.texts]
    standing = sorted(texts.standing, key=lambda t: -said[t])
    most = max((said[t] for t in standing), default=0)
    by_package = {
        tuple(space.texts[t].package.tolist()): t
        for t in reversed(standing)
        if texts.together[t] <= MOST
    }
    chosen = sorted(by_package.values(), key=standing.index)[:TEXTS]
    return tuple(
        approach(
            space,
            space.texts[t].package,
            space.texts[t].said,
            texts.accepts[t],
            text=t,
            full=2 * said[t] >= most,
        )
        for t in chosen
    )


def _levels(space: OfferSpace, package: Ints, said: Mask) -> tuple[Mask, ...]:
    """Per issue (n_levels,), what a change may turn to.

    No red line of who must consent; nothing that restarts what the package stops; and where it
    stops nothing, what it says stays, for taking that back would only take back the package.
    """
    kept: list[Mask] = [np.asarray(~red[:, list(space.consent)].any(axis=1)) for red in space.red]
    stops = all(package[i] in levels for i, levels in space.stops)
    for i, levels in space.stops if stops else ():
        kept[i] &= np.isin(np.arange(len(kept[i])), levels)
    for i in np.flatnonzero(said).tolist() if space.stops and not stops else ():
        if kept[i][package[i]]:
            kept[i] &= np.arange(len(kept[i])) == package[i]
    return tuple(kept)


def _rank(found: Cheapest) -> tuple[bool, int]:
    return found.cost is None, found.cost or 0


def _improving(found: Changes) -> tuple[Change, ...]:
    """The best change of each cost that does better than every cheaper one."""
    best, improving = found.standing, []
    for step in found.steps:
        for change in step.best[:1]:
            if change.issues and change.share > best:
                best = change.share
                improving.append(change)
    return tuple(improving)


def _costs(space: OfferSpace) -> Ints:
    """Of changing each issue, in tenths of the smallest as far as they are needed."""
    cost = np.array([issue.cost for issue in space.case.issues.values()])
    tenths = np.maximum(np.rint(10 * cost / cost.min()), 1).astype(np.int64)
    return np.asarray(tenths // np.gcd.reduce(tenths))


def approach(
    space: OfferSpace,
    package: Ints,
    said: Mask,
    accepts: Floats,
    *,
    text: int | None = None,
    full: bool = True,
) -> Approach:
    """Changes to any package.

    said : (n_issues,) what it settles on purpose. accepts : (n_parties,) share of draws in which
    each has no deal or more, and no red line crossed.
    """
    kept = _levels(space, package, said)
    whole = _costs(space)
    sample = space.sample.first(TRIED)
    consent, sets = list(space.consent), coalitions(space)
    parts = [(i, tuple(np.flatnonzero(mask).tolist())) for i, mask in enumerate(kept)]
    mean = space.sample.among(range(len(space.parties)), parts).mean()
    least = min((cheapest(mean, package, each, cost=whole) for each in sets), key=_rank)
    first = least.packages[0] if len(least.packages) else None
    found = changes(sample, package, sets, cost=whole, kept=kept, most=CHANGES, show=3)
    return Approach(
        text=text,
        package=package,
        full=full,
        refusing=tuple(p for p in consent if accepts[p] <= MOST),
        changes=found,
        improving=_improving(found),
        cheapest=least,
        far=first if first is not None and (first != package).sum() > CHANGES else None,
        trades=trades(sample, package, consent, kept=kept, show=3),
        counter=tuple(
            counter_offers(sample, package, p, [q for q in consent if q != p], kept=kept, n=1)
            for p in consent
        ),
        n_draws=sample.n_draws,
    )
