"""What the offers lens concludes in each draw."""

from collections.abc import Iterator

import numpy as np

from parley.conclusion import Conclusion, yes_or_no
from parley.lenses.offers.premises import TEXTS
from parley.lenses.offers.solve import OffersResult
from parley.lenses.offers.words import all_of, judged, party_name, text_name
from parley.lenses.offers.zone import Zone

__all__ = ["conclusions"]


def conclusions(result: OffersResult) -> tuple[Conclusion, ...]:
    """Whether there is a zone, and who has no less than no deal in the fullest texts."""
    return (*_zones(result), *_texts(result))


def _zones(result: OffersResult) -> Iterator[Conclusion]:
    space, zones, n = result.space, result.zones, len(result.space.sample.no_deal)
    some = f"some package is worth no deal or more to {all_of(space)}"
    asked: tuple[tuple[str, str, Zone | None], ...] = (
        ("every", some, zones.every),
        ("kept", f"{some} and crosses no red line", zones.kept),
        ("ended", f"{some}, crosses no red line and stops what goes on without one", zones.ended),
    )
    for name, says, zone in asked:
        if zone is None or (name != "every" and zone is zones.every):
            continue
        looked = len(zone.exists)
        holds, known = np.zeros(n, bool), np.zeros(n, bool)
        holds[:looked], known[:looked] = zone.exists, zone.decided
        yield yes_or_no(f"zone.{name}", says, holds, judged(space, space.consent), known=known)


def _texts(result: OffersResult) -> Iterator[Conclusion]:
    space, texts = result.space, result.texts
    fullest = sorted(texts.standing, key=lambda t: -int(space.texts[t].said.sum()))[:TEXTS]
    for t in fullest:
        text = space.texts[t]
        gain = space.sample.worth(text.package) - space.sample.no_deal
        for p in space.consent:
            name = "/".join((text.proposal, *text.chosen))
            yield yes_or_no(
                f"text.{name}.{space.parties[p]}",
                f"{text_name(space, text)} is worth no deal or more to {party_name(space, p)}",
                gain[:, p] >= 0,
                judged(space, [p]),
            )
