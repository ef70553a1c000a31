"""Who and what stands in the way: demands that cannot be met together, red lines, options."""

from collections.abc import Sequence
from dataclasses import dataclass

from parley.lenses.offers.standing import TRIED
from parley.models.blocking import (
    ConflictShares,
    Cut,
    Demand,
    Options,
    Price,
    by_party,
    conflict_shares,
    demands,
    fewest_drops,
    least_cut,
    options,
    red_line_prices,
    red_lines,
)
from parley.models.domain import Domain
from parley.models.offer_space import OfferSpace

__all__ = ["Obstacles", "obstacles"]


@dataclass(frozen=True, kw_only=True, eq=False)
class Obstacles:
    """What stands between the parties that must consent; their positions are those in `consent`.

    conflicts : sets of demands (no-deal values and red lines by party, and that the fighting
    stops) that cannot be met together, by share of draws.
    prices : what each red line takes away while the others are kept.
    fits : which options some package has that serves all and crosses no red line of theirs.
    cut : the least that no-deal values would have to fall at the mean of the draws for a zone; None
    where there is one, or it is not known.
    drops : the fewest red lines whose loss would open a zone there, every way of that size, each as
    the demands to drop; empty where none has to go, or dropping all of them is not enough.
    """

    conflicts: ConflictShares
    prices: tuple[Price, ...]
    fits: Options
    cut: Cut | None
    drops: tuple[tuple[Demand, ...], ...]


def obstacles(space: OfferSpace) -> Obstacles:
    """Look for them over all draws, or fewer where each takes long."""
    consent = list(space.consent)
    sample = space.sample.first(TRIED).among(consent)
    red = [each[:, consent] for each in space.red]
    wanted = demands(len(consent), red)
    stops = tuple(Demand(party=None, gain=False, parts=(part,)) for part in space.stops)
    lines, mean = red_lines(red), sample.mean()
    return Obstacles(
        conflicts=conflict_shares(sample, (*by_party(wanted), *stops)),
        prices=red_line_prices(sample, lines, stops),
        fits=options(sample, space.keeping(consent)),
        cut=least_cut(mean, wanted),
        drops=_drops(mean, [each for each in wanted if each.gain], lines),
    )


def _drops(
    domain: Domain, keep: Sequence[Demand], lines: Sequence[Demand]
) -> tuple[tuple[Demand, ...], ...]:
    found = fewest_drops(domain, keep, lines)
    known = found.drops if found.complete else ()  # else fewer might do
    return tuple(tuple(lines[k] for k in some) for some in known if some)
