"""The answer: whether there is a deal, and how close the texts come."""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from parley.blocks import Block, Cell, Column, Note, Table
from parley.lenses.offers.approach import CHANGES
from parley.lenses.offers.solve import OffersResult
from parley.lenses.offers.words import (
    UNIT,
    all_of,
    amount,
    judged,
    listed,
    party_name,
    percent,
    text_name,
    touched,
    tried_name,
)
from parley.lenses.offers.zone import Zone

__all__ = ["describe_answer"]


def describe_answer(result: OffersResult) -> Iterator[Block]:
    """Whether a zone exists, which texts lie in it, and which change comes closest."""
    yield _answer(result)
    yield _best_text(result)
    yield from _closest(result)
    yield from _coalitions(result)
    yield from _missing(result)
    yield from _size(result)
    yield from _weights(result)


def _answer(result: OffersResult) -> Note:
    space, zone = result.space, result.zones.every
    refs = judged(space, space.consent)
    if zone.share is None:
        text = (
            "Not known: the search for a package did not finish in any draw. That is no sign that "
            "there is none."
        )
        return Note(text, "answer", refs, "open")
    n = space.sample.packages.n
    among = "" if n is None else f" among {amount(n)}"
    text = (
        f"On the preferences the case records, at least one package{among} is worth no deal or "
        f"more to {all_of(space)} in {percent(zone.share)} of {zone.decided.sum():,} draws"
    )
    text += f"{_narrower(result, zone)}.{_undecided(zone)}"
    if result.easy:
        text += (
            " With so many packages and with rankings left open, this is easily so; it does not "
            "say that the parties will agree."
        )
    return Note(text, "answer", refs, "open")


def _narrower(result: OffersResult, zone: Zone) -> str:
    """The same with red lines kept, and with the fighting stopped."""
    space, kept, ended = result.space, result.zones.kept, result.zones.ended
    if kept is None:
        return ". No package is left if every red line is kept"
    told = []
    if kept is not zone and kept.share is not None:
        told.append((percent(kept.share), "crosses no red line"))
    if ended is not None and ended.share is not None:
        issues = touched(space, [i for i, _ in space.stops])
        told.append((percent(ended.share), f"stops what goes on without a deal ({issues})"))
    if told and zone.share is not None and {share for share, _ in told} == {percent(zone.share)}:
        return f"; so is one that {' and '.join(what for _, what in told)}"
    return "".join(
        f"; in {share} one that {'also ' * k}{what}" for k, (share, what) in enumerate(told)
    )


def _undecided(zone: Zone) -> str:
    n = int((~zone.decided).sum())
    return f" In {n:,} further draws the search did not finish." if n else ""


def _best_text(result: OffersResult) -> Note:
    """Of the texts that still stand, those that serve all most often, and how often others do."""
    space, texts = result.space, result.texts
    if not space.texts:
        return Note("No proposal of the case settles a listed issue, so none is compared.")
    often, rest = texts.serving, texts.rest_at_most
    if not texts.standing:
        return Note("No text that settles a listed issue still stands.", page="open")
    if not often and rest == 0:
        text = f"No text on the table is worth no deal or more to {all_of(space)} in any draw"
        return Note(f"{text} without crossing a red line.", page="open")
    told = []
    if often:
        names = [text_name(space, space.texts[t]) for t in often]
        told.append(f"{listed(names)} in most draws")
    if rest is not None:
        told.append(f"{'each other' if often else 'each'} in {percent(rest)} or less")
    return Note(
        f"Texts on the table that are worth no deal or more to {all_of(space)} without crossing a "
        f"red line: {', '.join(told)}. That is easy where a text leaves most issues as they are.",
        page="open",
    )


def _closest(result: OffersResult) -> Iterator[Note]:
    """How far small changes to each side's fullest text would carry, side by side."""
    space = result.space
    told = [
        f"{tried_name(space, approach.text)} in {percent(change.share)} of draws "
        f"({touched(space, change.issues)}; as it stands, red lines aside, in "
        f"{percent(approach.changes.standing)})"
        for approach, change in result.closest
    ]
    if told:
        yield Note(
            f"With up to {CHANGES} issues changed, and no red line crossed, the fullest texts "
            f"serve all who must agree at most: {'; '.join(told)}. Who would pay stands in the "
            "table of changes.",
            refs=judged(space, space.consent),
            page="open",
        )


def _coalitions(result: OffersResult) -> Iterator[Note]:
    """Where fewer than all may agree: who could agree with whom."""
    space = result.space
    told = [
        f"{listed([party_name(space, p) for p in members])} in "
        f"{'an unknown share' if zone.share is None else percent(zone.share)}"
        for members, zone in result.zones.enough
    ]
    if told:
        yield Note(
            "Fewer than all are enough for a deal here. A package worth no deal or more, without "
            f"crossing their red lines, exists for {'; for '.join(told)} of draws."
        )


def _missing(result: OffersResult) -> Iterator[Note]:
    """How far the best package falls short, where there is no zone."""
    missing = result.zones.every.missing
    if missing is None:
        return
    if np.isinf(missing):
        yield Note("Where no such package exists, the best one leaves somebody far below no deal.")
    else:
        yield Note(
            "Where no such package exists, the party that fares worst in the best package is "
            f"{missing:.2f} short of its no-deal value (median; {UNIT})."
        )


def _size(result: OffersResult) -> Iterator[Note]:
    """How large the zone is, red lines aside."""
    found, space = result.size, result.space
    if found is None:
        return
    each = "".join(
        f"{party_name(space, p)} has no deal or more in {_share(share)} of them, "
        for p, share in zip(space.consent, found.each, strict=True)
    )
    how = (
        f"all {found.n:,} packages"
        if found.exact
        else f"{found.n:,} packages picked at random, each equally likely"
    )
    yield Note(
        f"How large the zone is, red lines aside, counted over {how}: {each}and enough of those "
        f"who must agree have in {_share(found.together)} (median over draws, with the middle 90% "
        "in brackets)."
    )


def _share(quantiles: NDArray[np.float64]) -> str:
    low, middle, high = (percent(float(each)) for each in quantiles)
    return f"{middle} ({low} to {high})"


def _weights(result: OffersResult) -> Iterator[Table]:
    """Who counts how much where fewer than all may agree."""
    space = result.space
    rows = tuple(
        (
            Cell(party_name(space, each.party)),
            Cell(float(each.shapley_shubik)),
            Cell(float(each.banzhaf)),
        )
        for each in result.weights
    )
    if rows:
        yield Table(
            "Weight of each party under the consent rule",
            (Column("party"), Column("Shapley-Shubik", "percent"), Column("Banzhaf", "percent")),
            rows,
            "How often a party turns a set that is not enough into one that is: over all orders of "
            "joining (Shapley and Shubik 1954), and over all sets (Banzhaf 1965). By the rule "
            "alone, whatever the parties want.",
        )
