"""Over all draws: which texts beat no deal for whom, whether any package does for all, and which.

First cut of the lens: exact in each draw, by merging the tables of the issues (see
`parley.models.frontier`).
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from parley.lenses.offers.recorded import Recorded, recorded
from parley.models.frontier import (
    Frontier,
    egalitarian,
    frontier,
    kalai_smorodinsky,
    nash,
)
from parley.models.offer_space import SCALE, OfferSpace, Text

__all__ = ["QUANTILES", "SOLUTIONS", "OffersResult", "Solved", "solve"]

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
RedLines = tuple[tuple[int, int], ...]

QUANTILES = (0.05, 0.5, 0.95)
REACH = SCALE // 4  # packages worse than no deal by more than this are not searched for
SOLUTIONS: Mapping[str, Callable[[Frontier, Ints], tuple[int, ...]]] = {
    "Nash": nash,
    "Kalai-Smorodinsky": kalai_smorodinsky,
    "egalitarian": egalitarian,
}


@dataclass(frozen=True, kw_only=True, eq=False)
class Solved:
    """What the packages of the space offer to those who must consent.

    exists : (n_draws,) bool, some package reaches the no-deal value of all of them.
    decided : (n_draws,) bool, False where the search stopped at its cap: then nothing is known.
    worst : (n_draws,) gain over no deal of the party that gains least, in the package where it is
        largest; below zero it says how much is missing, -inf if more than `REACH`.
    packages : per solution (n_draws_with_zone, n_issues) levels, first of the ties.
    n_points : (n_draws,) points on the frontier at or above no deal.
    """

    exists: NDArray[np.bool_]
    decided: NDArray[np.bool_]
    worst: Floats
    packages: Mapping[str, Ints]
    n_points: Ints


@dataclass(frozen=True, kw_only=True, eq=False)
class OffersResult:
    """Answer, evidence and recipe of the offers lens.

    worth : (n_texts, n_parties) share of draws in which the text is worth no deal or more.
    accepts : (n_texts, n_parties) the same, but 0 where the text crosses a red line of the party.
    together : (n_texts,) share in which it is worth no deal or more to all who must consent, and
        crosses a red line of none of them.
    gain : (n_texts, n_parties, 3) quantiles of utility over no deal; above zero is better.
    conflict : (n_issues, 3) quantiles of the issue's part in the conflict, 0 to 1, among those
        who must consent: what they lose together because they cannot all have their best.
    crossed : per text the (issue, party) red lines it crosses by what it says.
    left : per text the (issue, party) red lines that stay crossed where it is silent.
    recorded : definite answers to whole texts, beside what the model says of them.
    zone : all packages. respecting : only packages that touch no red line; None if no package
        is left.
    central : frontier at the mean utilities. picks : per solution its package there, if any.
    """

    space: OfferSpace
    worth: Floats
    accepts: Floats
    together: Floats
    gain: Floats
    conflict: Floats
    crossed: tuple[RedLines, ...]
    left: tuple[RedLines, ...]
    recorded: tuple[Recorded, ...]
    zone: Solved
    respecting: Solved | None
    central: Frontier
    central_gain: Floats
    picks: Mapping[str, Ints]


def solve(space: OfferSpace) -> OffersResult:
    """Compare every text and every package with no deal, in every draw."""
    gains = np.array([space.worth(text.package) - space.no_deal for text in space.texts])
    gains = gains.reshape(len(space.texts), *space.no_deal.shape)
    worth = gains >= 0
    crossed = tuple(_red_lines(space, text, said=True) for text in space.texts)
    accepts = worth & ~_blocked(space, crossed)[:, None, :]
    central, floor = _central(space)
    return OffersResult(
        space=space,
        worth=worth.mean(axis=1),
        accepts=accepts.mean(axis=1),
        together=accepts[:, :, list(space.consent)].all(axis=2).mean(axis=1),
        gain=np.moveaxis(np.quantile(gains / SCALE, QUANTILES, axis=1), 0, -1),
        conflict=_conflict(space),
        crossed=crossed,
        left=tuple(_red_lines(space, text, said=False) for text in space.texts),
        recorded=recorded(space, worth, crossed),
        zone=_solved(space, space.rows),
        respecting=_respecting(space),
        central=central,
        central_gain=(central.utility - floor) / SCALE,
        picks={
            name: _package(space, space.rows, central.package[found[0]])
            for name, solution in SOLUTIONS.items()
            if (found := solution(central, floor))
        },
    )


def _respecting(space: OfferSpace) -> Solved | None:
    rows = space.kept_rows(space.consent, red=False)
    return _solved(space, rows) if all(len(kept) for kept in rows) else None


def _solved(space: OfferSpace, rows: Sequence[Ints]) -> Solved:
    n = len(space.no_deal)
    exists, decided, n_points = np.zeros(n, bool), np.ones(n, bool), np.zeros(n, np.int64)
    worst = np.full(n, -np.inf)
    packages: dict[str, list[Ints]] = {name: [] for name in SOLUTIONS}
    consent = list(space.consent)
    utility = [np.ascontiguousarray(table[:, :, consent]) for table in space.utility]
    for k in range(n):
        floor = space.no_deal[k, consent]
        tables = _tables([table[k] for table in utility], space.clusters, rows)
        found = frontier(tables, floor)
        decided[k], n_points[k] = found.complete, len(found.utility)
        exists[k] = n_points[k] > 0
        nearest = found if exists[k] else frontier(tables, floor - REACH)
        if len(nearest.utility):
            worst[k] = (nearest.utility - floor).min(axis=1).max() / SCALE
        if exists[k]:
            for name, solution in SOLUTIONS.items():
                best = solution(found, floor)[0]
                packages[name].append(_package(space, rows, found.package[best]))
    stacked = {
        name: np.array(chosen, np.int64).reshape(-1, len(space.issues))
        for name, chosen in packages.items()
    }
    return Solved(exists=exists, decided=decided, worst=worst, packages=stacked, n_points=n_points)


def _tables(
    utility: Sequence[Ints], clusters: Sequence[tuple[int, ...]], rows: Sequence[Ints]
) -> list[Ints]:
    """Per cluster (n_rows, n_parties): the issues of a cluster added up row by row."""
    tables = []
    for cluster, kept in zip(clusters, rows, strict=True):
        table = utility[cluster[0]].take(kept[:, 0], axis=0)  # much faster than indexing
        for i, column in zip(cluster[1:], kept.T[1:], strict=True):
            table += utility[i].take(column, axis=0)
        tables.append(table)
    return tables


def _package(space: OfferSpace, rows: Sequence[Ints], chosen: Ints) -> Ints:
    """(n_issues,) levels from the row taken in each cluster."""
    package = np.empty(len(space.issues), np.int64)
    for cluster, kept, row in zip(space.clusters, rows, chosen.tolist(), strict=True):
        package[list(cluster)] = kept[row]
    return package


def _central(space: OfferSpace) -> tuple[Frontier, Ints]:
    """The frontier at the mean of the draws, and the mean no-deal value."""
    consent = list(space.consent)
    mean = [np.rint(table[:, :, consent].mean(axis=0)).astype(np.int64) for table in space.utility]
    floor = np.rint(space.no_deal[:, consent].mean(axis=0)).astype(np.int64)
    return frontier(_tables(mean, space.clusters, space.rows), floor - REACH), floor


def _conflict(space: OfferSpace) -> Floats:
    consent = list(space.consent)
    lost = np.stack(
        [
            table[:, :, consent].max(axis=1).sum(axis=1)
            - table[:, :, consent].sum(axis=2).max(axis=1)
            for table in space.utility
        ],
        axis=1,
    ) / float(SCALE)
    total = lost.sum(axis=1, keepdims=True)
    shares = np.divide(lost, total, out=np.zeros_like(lost), where=total > 0)
    found: Floats = np.quantile(shares, QUANTILES, axis=0).T
    return found


def _red_lines(space: OfferSpace, text: Text, *, said: bool) -> RedLines:
    """(issue, party) for each red line at what a text says, or at what its silence leaves."""
    return tuple(
        (issue, party)
        for issue, level in enumerate(text.package.tolist())
        if text.said[issue] == said
        for party in range(len(space.parties))
        if space.red[issue][level, party]
    )


def _blocked(space: OfferSpace, crossed: Sequence[RedLines]) -> NDArray[np.bool_]:
    """(n_texts, n_parties): the text crosses a red line of the party."""
    blocked = np.zeros((len(space.texts), len(space.parties)), bool)
    for text, red_lines in enumerate(crossed):
        for _, party in red_lines:
            blocked[text, party] = True
    return blocked
