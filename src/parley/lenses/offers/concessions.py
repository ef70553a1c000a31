"""Who gives and gains what: texts against the present state, a deal against openings."""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from parley.lenses.offers.packages import WholePackages
from parley.lenses.offers.standing import Texts
from parley.models.deal import Ledger, best, ledger
from parley.models.offer_space import SCALE, OfferSpace
from parley.models.offer_space.utilities import package_of

__all__ = ["Concessions", "Opening", "TextLedger", "concessions", "openings", "units"]

Ints = NDArray[np.int64]

TEXTS = 2  # texts shown issue by issue; one for each proposer, those that settle most


@dataclass(frozen=True, kw_only=True, eq=False)
class TextLedger:
    """What one text changes against the present state, issue by issue."""

    text: int
    ledger: Ledger


@dataclass(frozen=True, kw_only=True, eq=False)
class Opening:
    """Where a party started: its own fullest text, or the package it likes best (text is None)."""

    party: int
    text: int | None
    package: Ints


@dataclass(frozen=True, kw_only=True, eq=False)
class Concessions:
    """texts : the fullest ones. openings : per party that must consent, in their order.

    widest : the most widely acceptable package against the openings of those who must consent, its
    party axis in their order; None if there is no such package, or no party can be given a start.
    """

    texts: tuple[TextLedger, ...]
    openings: tuple[Opening, ...]
    widest: Ledger | None


def concessions(space: OfferSpace, texts: Texts, whole: WholePackages) -> Concessions:
    """Ledgers over all draws."""
    present = package_of(space.case, {})
    shown = list(dict.fromkeys(_fullest(space, texts).values()))[:TEXTS]
    starting = openings(space, texts)
    against = None
    if whole.widest is not None and starting:
        starts = np.stack([each.package for each in starting])
        sample = space.sample.among(space.consent)
        against = units(ledger(sample, whole.widest.levels, starts))
    return Concessions(
        texts=tuple(
            TextLedger(text=t, ledger=units(ledger(space.sample, space.texts[t].package, present)))
            for t in shown
        ),
        openings=starting,
        widest=against,
    )


def units(found: Ledger) -> Ledger:
    """The same in whole units of utility."""
    return replace(
        found,
        change=found.change / SCALE,
        given=found.given / SCALE,
        gained=found.gained / SCALE,
        net=found.net / SCALE,
    )


def _fullest(space: OfferSpace, texts: Texts) -> dict[tuple[str, ...], int]:
    """Per proposer the standing text that settles most issues, most first."""
    order = sorted(texts.standing, key=lambda t: -int(space.texts[t].said.sum()))
    found: dict[tuple[str, ...], int] = {}
    for t in order:
        found.setdefault(space.case.proposals[space.texts[t].proposal].by, t)
    return found


def openings(space: OfferSpace, texts: Texts) -> tuple[Opening, ...]:
    """A party's own text, not one it put forward with others; else what it likes best.

    In the order of those who must consent; empty if one of them can be given none.
    """
    own = {by[0]: t for by, t in _fullest(space, texts).items() if len(by) == 1}
    found = []
    for p in space.consent:
        t = own.get(space.parties[p])
        if t is not None:
            found.append(Opening(party=p, text=t, package=space.texts[t].package))
        elif space.sample.packages.rows is not None:
            found.append(Opening(party=p, text=None, package=best(space.sample, p)))
    return tuple(found) if len(found) == len(space.consent) else ()
