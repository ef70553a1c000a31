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
from parley.models.term_sheet import stands

__all__ = ["QUANTILES", "SOLUTIONS", "OffersResult", "Solved", "solve"]

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
RedLines = tuple[tuple[int, int], ...]

QUANTILES = (0.05, 0.5, 0.95)
MOST = 0.5  # a text serves all "in most draws" above this share
MANY = 1_000  # packages among which one that serves all is no surprise
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
    """

    exists: NDArray[np.bool_]
    decided: NDArray[np.bool_]
    worst: Floats
    packages: Mapping[str, Ints]

    @property
    def share(self) -> float | None:
        """Part of the decided draws with such a package; None if no draw is decided."""
        return float(self.exists[self.decided].mean()) if self.decided.any() else None

    @property
    def missing(self) -> float | None:
        """Median of what the best package lacks where none reaches no deal for all.

        inf if that is more than `REACH`; None if no decided draw lacks anything.
        """
        short = self.worst[self.decided & ~self.exists]
        return -float(np.median(short)) if len(short) else None


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
    easy : a zone in most draws, among so many packages that this says little.
    standing : texts that nobody has replaced, withdrawn or let expire. serving : those of them
        that serve all in most draws. rest_at_most : the largest share of the others, if any.
    central_gain : (n_points, n_consent) frontier at the mean utilities, over no deal.
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
    easy: bool
    standing: tuple[int, ...]
    serving: tuple[int, ...]
    rest_at_most: float | None
    central_gain: Floats


def solve(space: OfferSpace) -> OffersResult:
    """Compare every text and every package with no deal, in every draw."""
    gains = np.array([space.worth(text.package) - space.no_deal for text in space.texts])
    gains = gains.reshape(len(space.texts), *space.no_deal.shape)
    worth = gains >= 0
    crossed = tuple(_red_lines(space, text, said=True) for text in space.texts)
    accepts = worth & ~_blocked(space, crossed)[:, None, :]
    together = accepts[:, :, list(space.consent)].all(axis=2).mean(axis=1)
    standing = tuple(t for t, text in enumerate(space.texts) if stands(space.case, text.proposal))
    serving = tuple(t for t in standing if together[t] > MOST)
    rest = [float(together[t]) for t in standing if t not in serving]
    zone = _solved(space, space.rows)
    return OffersResult(
        space=space,
        worth=worth.mean(axis=1),
        accepts=accepts.mean(axis=1),
        together=together,
        gain=np.moveaxis(np.quantile(gains / SCALE, QUANTILES, axis=1), 0, -1),
        conflict=_conflict(space),
        crossed=crossed,
        left=tuple(_red_lines(space, text, said=False) for text in space.texts),
        recorded=recorded(space, worth, crossed),
        zone=zone,
        respecting=_respecting(space, zone),
        easy=space.n_packages >= MANY and (zone.share or 0) > MOST,
        standing=standing,
        serving=serving,
        rest_at_most=max(rest, default=None),
        central_gain=_central_gain(space),
    )


def _respecting(space: OfferSpace, zone: Solved) -> Solved | None:
    rows = space.kept_rows(space.consent)
    if all(len(kept) == len(every) for kept, every in zip(rows, space.rows, strict=True)):
        return zone  # no red line takes a package away: the search would find the same
    return _solved(space, rows) if all(len(kept) for kept in rows) else None


def _solved(space: OfferSpace, rows: Sequence[Ints]) -> Solved:
    n = len(space.no_deal)
    exists, decided = np.zeros(n, bool), np.ones(n, bool)
    worst = np.full(n, -np.inf)
    packages: dict[str, list[Ints]] = {name: [] for name in SOLUTIONS}
    consent = list(space.consent)
    utility = [np.ascontiguousarray(table[:, :, consent]) for table in space.utility]
    for k in range(n):
        floor = space.no_deal[k, consent]
        tables = _tables([table[k] for table in utility], space.clusters, rows)
        found = frontier(tables, floor)
        decided[k] = found.complete
        if not found.complete:
            continue  # a lower floor leaves more to search, so it would stop as well
        exists[k] = len(found.utility) > 0
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
    return Solved(exists=exists, decided=decided, worst=worst, packages=stacked)


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


def _central_gain(space: OfferSpace) -> Floats:
    """The frontier at the mean of the draws, over the mean no-deal value."""
    consent = list(space.consent)
    mean = [np.rint(table[:, :, consent].mean(axis=0)).astype(np.int64) for table in space.utility]
    floor = np.rint(space.no_deal[:, consent].mean(axis=0)).astype(np.int64)
    found = frontier(_tables(mean, space.clusters, space.rows), floor - REACH)
    gain: Floats = (found.utility - floor) / SCALE
    return gain


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
