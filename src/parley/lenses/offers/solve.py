"""Everything the offers lens finds, over all draws; a module beside this one for each part."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from parley.lenses.offers.answers import Answers, answers
from parley.lenses.offers.approach import Approach, approaches
from parley.lenses.offers.bargaining import Bargaining, bargaining
from parley.lenses.offers.concessions import Concessions, concessions
from parley.lenses.offers.conflict import conflict
from parley.lenses.offers.history import Dated, history
from parley.lenses.offers.obstacles import Obstacles, obstacles
from parley.lenses.offers.packages import WholePackages, whole_packages
from parley.lenses.offers.premises import Premise, premises
from parley.lenses.offers.size import Size, Weight, size, weights
from parley.lenses.offers.standing import MOST, Texts, texts
from parley.lenses.offers.zone import Zones, central_frontier, zones
from parley.models.blocking import Cut, Options
from parley.models.deal import Change
from parley.models.domain import points
from parley.models.offer_space import SCALE, OfferSpace

__all__ = ["OffersResult", "solve"]

Floats = NDArray[np.float64]

CONTESTED = 6  # issues whose options are shown one by one
FAINT = 6  # frontiers of single draws in the picture
MANY = 1_000  # packages among which one that serves all is no surprise


@dataclass(frozen=True, kw_only=True, eq=False)
class OffersResult:
    """Answer, evidence and recipe of the offers lens.

    zones : whether some package serves all. easy : in most draws, among so many packages that
    this says little. texts : each text against no deal. approaches : how texts could be changed.
    closest : of the fullest text of each proposer, the small change that works in most draws.
    whole : whole packages. obstacles : what stands in the way.
    cuts : (n_consent,) what no deal would have to be worth less for a zone, see `obstacles`.
    conflict : (n_issues, 3) quantiles of the issue's part in the conflict, 0 to 1. contested : the
    issues with the largest part. values : per issue (n_levels, n_consent) median over draws of
    what each option is worth. room : per issue (n_levels,) median over draws of the most that all
    who must consent can gain at once with the option, nan where it is not known; None if unknown.
    answers : what the answers given leave of the draws; None without any.
    size : how large the zone is. weights : who counts how much under the consent rule.
    premises : on which belief each party's answer to each of the fullest texts hangs.
    concessions : who gives and gains what. bargaining : patience, concession, division.
    dated : texts by date.
    central_gain : (n_points, n_consent) frontier at the mean utilities, over no deal. drawn_gain :
    the same, where all gain, in each of a few single draws.
    hope : (n_consent,) the most each could gain at the mean; nan where nothing, or not known.
    """

    space: OfferSpace
    zones: Zones
    easy: bool
    texts: Texts
    approaches: tuple[Approach, ...]
    closest: tuple[tuple[Approach, Change], ...]
    whole: WholePackages
    obstacles: Obstacles
    cuts: tuple[float, ...]
    conflict: Floats
    contested: tuple[int, ...]
    values: tuple[Floats, ...]
    room: tuple[Floats, ...] | None
    answers: Answers | None
    size: Size | None
    weights: tuple[Weight, ...]
    premises: tuple[Premise, ...]
    concessions: Concessions
    bargaining: Bargaining | None
    dated: tuple[Dated, ...]
    central_gain: Floats
    drawn_gain: tuple[Floats, ...]
    hope: Floats


def solve(space: OfferSpace) -> OffersResult:
    """Compare every text and every package with no deal, in every draw."""
    found, standing = zones(space), texts(space)
    domain, central = central_frontier(space)
    n = space.sample.packages.n
    ways = approaches(space, standing)
    whole = whole_packages(space, found)
    hindered, parts = obstacles(space), conflict(space)
    gain = (central.found.utility - domain.floor) / SCALE
    return OffersResult(
        space=space,
        zones=found,
        easy=(n is None or n >= MANY) and (found.every.share or 0) > MOST,
        texts=standing,
        approaches=ways,
        closest=_closest(space, ways),
        whole=whole,
        obstacles=hindered,
        cuts=() if hindered.cut is None else _cuts(hindered.cut),
        conflict=parts,
        contested=tuple(np.argsort(-parts[:, 1], kind="stable")[:CONTESTED].tolist()),
        values=tuple(
            np.median(table[:, :, list(space.consent)], axis=0) / SCALE
            for table in space.sample.utility
        ),
        room=_room(hindered.fits),
        answers=answers(space, standing),
        size=size(space),
        weights=weights(space),
        premises=premises(space, standing),
        concessions=concessions(space, standing, whole),
        bargaining=bargaining(space),
        dated=history(space),
        central_gain=gain,
        drawn_gain=_drawn_gain(space),
        hope=_hope(gain),
    )


def _room(fits: Options) -> tuple[Floats, ...] | None:
    if fits.gain is None:
        return None
    some = [np.where(gain >= 0, gain / SCALE, np.nan) for gain in fits.gain]
    return tuple(np.array([_median(column) for column in each.T]) for each in some)


def _median(column: Floats) -> float:
    """Of the draws in which the option fits; nan if it fits in less than half."""
    fits = column[~np.isnan(column)]
    return float(np.median(fits)) if 2 * len(fits) >= len(column) else float("nan")


def _cuts(cut: Cut) -> tuple[float, ...]:
    return () if cut.cut is None else tuple((cut.cut / SCALE).tolist())


def _hope(gain: Floats) -> Floats:
    serves = gain[(gain >= 0).all(axis=1)]
    most = serves.max(axis=0, initial=0.0)
    return np.where(most > 0, most, np.nan)


def _drawn_gain(space: OfferSpace) -> tuple[Floats, ...]:
    """Frontiers of the first draws, for the picture of two parties."""
    if len(space.consent) != 2:
        return ()
    sample = space.sample.among(space.consent)
    domains = [sample.at(k) for k in range(min(FAINT, sample.n_draws))]
    return tuple((points(each).found.utility - each.floor) / SCALE for each in domains)


def _closest(space: OfferSpace, ways: tuple[Approach, ...]) -> tuple[tuple[Approach, Change], ...]:
    """For each proposer of a full text, the way and the change that works in most draws."""
    best: dict[tuple[str, ...], tuple[Approach, Change]] = {}
    for way in ways:
        if way.text is None:
            continue
        by = space.case.proposals[space.texts[way.text].proposal].by
        for change in way.improving[-1:] if way.full else ():
            if by not in best or best[by][1].share < change.share:
                best[by] = way, change
    return tuple(best.values())
