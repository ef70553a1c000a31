"""Over all draws: which texts beat no deal for whom, whether any package does for all, and which.

First cut of the lens: exact in each draw, by merging the tables of the issues (see
`parley.models.frontier`).
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from parley.lenses.offers.recorded import Recorded, recorded
from parley.models.domain import Part, among, only, points
from parley.models.frontier import Frontier, egalitarian, kalai_smorodinsky, nash
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
    zone = _solved(space, ())
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
        easy=(space.packages.n or MANY) >= MANY and (zone.share or 0) > MOST,
        standing=standing,
        serving=serving,
        rest_at_most=max(rest, default=None),
        central_gain=_central_gain(space),
    )


def _respecting(space: OfferSpace, zone: Solved) -> Solved | None:
    parts = space.keeping(space.consent)
    if not parts:
        return zone  # no red line takes a package away: the search would find the same
    return _solved(space, parts) if only(space.packages, parts).n else None


def _solved(space: OfferSpace, parts: Sequence[Part]) -> Solved:
    n = space.n_draws
    exists, decided = np.zeros(n, bool), np.ones(n, bool)
    worst = np.full(n, -np.inf)
    packages: dict[str, list[Ints]] = {name: [] for name in SOLUTIONS}
    kept = replace(space, packages=only(space.packages, parts))
    for k in range(n):
        domain = among(kept.at(k), space.consent)
        found = points(domain)
        decided[k] = found.found.complete
        if not found.found.complete:
            continue  # a lower floor leaves more to search, so it would stop as well
        exists[k] = len(found.package) > 0
        nearest = found if exists[k] else points(domain, floor=domain.floor - REACH)
        if len(nearest.package):
            worst[k] = (nearest.found.utility - domain.floor).min(axis=1).max() / SCALE
        if exists[k]:
            for name, solution in SOLUTIONS.items():
                packages[name].append(found.package[solution(found.found, domain.floor)[0]])
    stacked = {
        name: np.array(chosen, np.int64).reshape(-1, len(space.issues))
        for name, chosen in packages.items()
    }
    return Solved(exists=exists, decided=decided, worst=worst, packages=stacked)


def _central_gain(space: OfferSpace) -> Floats:
    """The frontier at the mean of the draws, over the mean no-deal value."""
    domain = among(space.central(), space.consent)
    found = points(domain, floor=domain.floor - REACH)
    gain: Floats = (found.found.utility - domain.floor) / SCALE
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
