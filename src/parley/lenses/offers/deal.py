"""What one package means for each party: the parts of the lens, asked of a package of one's own."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from parley.lenses.offers.approach import Approach, approach
from parley.lenses.offers.bargaining import stakes
from parley.lenses.offers.concessions import Opening, openings, units
from parley.lenses.offers.premises import Premise, premise
from parley.lenses.offers.standing import MOST, QUANTILES, RedLines, Texts, red_lines, texts
from parley.lenses.offers.zone import central_frontier
from parley.models.deal import Certificate, Ledger, certificate, ledger, tipping
from parley.models.domain import Domain, Part, only, points, worth
from parley.models.fairness import maximin_share
from parley.models.offer_space import SCALE, OfferSpace, agreed
from parley.models.offer_space.utilities import package_of

__all__ = ["DealResult", "Judged", "Stakes", "Tipped", "deal"]

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Mask = NDArray[np.bool_]

EFFICIENT = 200  # draws in which it is asked whether another package serves everybody better
TIPPED = 300  # draws in which a number is moved along its range


@dataclass(frozen=True, kw_only=True, eq=False)
class Judged:
    """The package against others, for those who must consent; parties are positions among them.

    stopping : only packages that stop the fighting were looked at, as the package does. keeping :
    only packages that cross no red line of theirs; both False where none would be left.
    certificate : at the mean of the draws. gain : principle -> (n_consent, 3) quantiles over no
    deal of its pick. efficient : share of `n_looked` draws in which no other package is as good for
    all and better for one; None where it was not asked or not found out.
    """

    keeping: bool
    stopping: bool
    certificate: Certificate
    gain: Mapping[str, Floats]
    efficient: float | None
    n_looked: int


@dataclass(frozen=True, kw_only=True)
class Tipped:
    """One number of the package moved alone; party is None for all who must consent together.

    runs : (first, last) levels between which the package is worth no deal or more in most draws.
    admitted : the same of levels that the constraints admit with the rest of the package.
    never, always : share of draws in which no value is enough, and every value.
    """

    issue: int
    party: int | None
    runs: tuple[tuple[int, int], ...]
    admitted: tuple[tuple[int, int], ...]
    never: float
    always: float


@dataclass(frozen=True, kw_only=True, eq=False)
class Stakes:
    """What the package gives each of those who must consent of all that is at stake for it.

    had : (n_consent,) 0 where every issue goes its worst way, 1 where every issue goes its best;
    combinations aside. maximin : what each could secure by cutting the issues into as many bundles
    as there are of them and getting the worst; None where that takes too long.
    """

    had: Floats
    maximin: tuple[float, ...] | None


@dataclass(frozen=True, kw_only=True, eq=False)
class DealResult:
    """One package, judged by every part of the lens.

    package, said : (n_issues,) levels, and which were settled by a text or by hand.
    worth : (n_parties,) share of draws in which it is worth no deal or more. accepts : the same,
    but 0 where it crosses a red line of the party on purpose. together : share in which it is worth
    no deal or more to enough of those who must consent, red lines aside. agreed : the same with no
    red line of theirs crossed on purpose. crossed, left : red lines crossed on purpose, and where
    the present state stays.
    gain : (n_parties, 3) quantiles over no deal.
    no_deal, opening, beside : ledgers against what each has without a deal, against where each who
    must consent started, and against another text; None where there is no such start.
    ways : changes that would bring the others in; None if it serves enough in most draws.
    texts : those of the case. central_gain : (n_points, n_consent) the frontier at the mean.
    """

    space: OfferSpace
    package: Ints
    said: Mask
    worth: Floats
    accepts: Floats
    together: float
    agreed: float
    crossed: RedLines
    left: RedLines
    gain: Floats
    judged: Judged
    stakes: Stakes | None
    no_deal: Ledger
    openings: tuple[Opening, ...]
    opening: Ledger | None
    beside: Ledger | None
    ways: Approach | None
    tipped: tuple[Tipped, ...]
    premises: tuple[Premise, ...]
    texts: Texts
    central_gain: Floats


def deal(
    space: OfferSpace, package: Ints, said: Mask | None = None, beside: Ints | None = None
) -> DealResult:
    """Judge a package; `beside` is another to put in a ledger with it."""
    said = np.ones(len(package), bool) if said is None else said
    gains = space.sample.worth(package) - space.sample.no_deal
    crossed = red_lines(space, package, said)
    free = np.array([p not in {q for _, q in crossed} for p in range(len(space.parties))])
    accepts = ((gains >= 0) & free).mean(axis=0)
    both = float(agreed(space, (gains >= 0) & free).mean())
    known = texts(space)
    starting = openings(space, known)
    domain, central = central_frontier(space)
    consent = space.sample.among(space.consent)
    return DealResult(
        space=space,
        package=package,
        said=said,
        worth=(gains >= 0).mean(axis=0),
        accepts=accepts,
        together=float(agreed(space, gains >= 0).mean()),
        agreed=both,
        crossed=crossed,
        left=red_lines(space, package, ~said),
        gain=_quantiles(gains),
        judged=_judged(space, package),
        stakes=_stakes(consent.mean(), package),
        no_deal=units(ledger(space.sample, package, _without(space))),
        openings=starting,
        opening=units(ledger(consent, package, np.stack([each.package for each in starting])))
        if starting
        else None,
        beside=None if beside is None else units(ledger(space.sample, package, beside)),
        ways=approach(space, package, said, accepts) if both <= MOST else None,
        tipped=_tipped(space, package),
        premises=tuple(
            premise(space, package, p) for p in space.consent if space.beliefs[p] is not None
        ),
        texts=known,
        central_gain=(central.found.utility - domain.floor) / SCALE,
    )


def _quantiles(gains: Ints) -> Floats:
    """(n_draws, n_parties) to (n_parties, 3)."""
    found: Floats = np.quantile(gains / SCALE, QUANTILES, axis=0).T
    return found


def _without(space: OfferSpace) -> Ints:
    """(n_parties, n_issues): what holds without a deal, by each party's own account."""
    deals = [space.case.positions[party].no_deal for party in space.parties]
    return np.stack(
        [package_of(space.case, (each.package if each else None) or {}) for each in deals]
    )


# against other packages


def _judged(space: OfferSpace, package: Ints) -> Judged:
    parts, keeping, stopping = _set(space, package)
    sample = space.sample.among(space.consent, parts)
    found = certificate(sample.mean(), package)
    shares = _efficient(space, package, parts) if found.n_dominating is not None else []
    return Judged(
        keeping=keeping,
        stopping=stopping,
        certificate=found,
        gain={
            name: _quantiles(sample.worth(each.package) - sample.no_deal)
            for name, each in found.solutions.items()
        },
        efficient=float(np.mean(shares)) if shares else None,
        n_looked=len(shares),
    )


def _set(space: OfferSpace, package: Ints) -> tuple[tuple[Part, ...], bool, bool]:
    """The packages it is compared with: no red line crossed, and nothing restarted."""
    red = space.keeping(space.consent)
    stops = bool(space.stops) and all(package[i] in levels for i, levels in space.stops)
    for parts, keeping, stopping in (
        ((*red, *(space.stops if stops else ())), True, stops),
        (red, True, False),
    ):
        if only(space.sample.packages, parts).n != 0:
            return parts, keeping, stopping
    return (), False, False


def _efficient(space: OfferSpace, package: Ints, parts: Sequence[Part]) -> list[bool]:
    """Per draw looked at, whether nothing serves both better; only for two, where it is quick."""
    if len(space.consent) != 2:
        return []
    sample = space.sample.among(space.consent, parts).first(EFFICIENT)
    found = []
    for k in range(sample.n_draws):
        domain = sample.at(k)
        own = worth(domain, package)
        better = points(domain, floor=own).found
        if better.complete:
            found.append(not (better.utility != own).any())
    return found


def _stakes(domain: Domain, package: Ints) -> Stakes | None:
    """None where nothing is at stake for one of them."""
    divided = stakes(domain)
    if divided is None:
        return None
    best = sum(table.max(axis=0) for table in domain.utility)
    worst = sum(table.min(axis=0) for table in domain.utility)
    had = sum(table[k] for table, k in zip(domain.utility, package.tolist(), strict=True))
    n = domain.n_parties
    try:
        secure = tuple(
            maximin_share(column.tolist(), n) / int(column.sum()) for column in divided.T
        )
    except ValueError:
        secure = None
    return Stakes(had=(had - worst) / (best - worst), maximin=secure)


# numbers


def _tipped(space: OfferSpace, package: Ints) -> tuple[Tipped, ...]:
    """Each number of the package, for each who must consent and for all of them."""
    sample = space.sample.among(space.consent).first(TIPPED)
    every = range(len(space.consent))
    return tuple(
        Tipped(
            issue=i,
            party=party,
            runs=_runs(found.share[:, column] > MOST),
            admitted=_runs(found.allowed),
            never=float(found.never[column]),
            always=float(found.always[column]),
        )
        for i, issue in enumerate(space.case.issues.values())
        if issue.range is not None
        for found in [tipping(sample, package, i, issue.grid(), every)]
        for column, party in enumerate((*space.consent, None))
    )


def _runs(enough: Mask) -> tuple[tuple[int, int], ...]:
    """First and last of each unbroken run."""
    edges = np.flatnonzero(np.diff(np.concatenate([[False], enough, [False]]).astype(int)))
    return tuple((int(a), int(b) - 1) for a, b in zip(edges[::2], edges[1::2], strict=True))
