"""The answer: whether there is a deal, and how close the texts come."""

from collections.abc import Iterator

import numpy as np

from parley.blocks import Block, Cell, Column, Note, Table
from parley.lenses.offers.approach import CHANGES
from parley.lenses.offers.solve import OffersResult
from parley.lenses.offers.standing import TRIED
from parley.lenses.offers.words import (
    all_alike,
    all_of,
    amount,
    everybody,
    judged,
    listed,
    party_name,
    percent,
    percents,
    text_name,
    touched,
    tried_name,
    unit,
)
from parley.lenses.offers.zone import Zone
from parley.models.offer_space import OfferSpace

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
    n, alike = space.sample.packages.n, bool(zone.decided.all()) and all_alike(space)
    among = "" if n is None else f" among {amount(n)}"
    some = "at least one" if zone.share or not alike else "no"
    text = (
        f"On the preferences the case records, {some} package{among} is worth no deal or more to "
        f"{all_of(space)}"
    )
    if alike:
        text += f"{_narrower_alike(result, zone)}. Nothing in the case leaves this open."
    else:
        text += f" in {percent(zone.share)} of {zone.decided.sum():,} draws"
        text += f"{_narrower(result, zone)}."
    text += f"{_by_rule(result, alike=alike)}{_undecided(zone)}"
    if result.easy:
        left = "" if alike else " and with so much left open"
        text += (
            f" With so many packages{left}, this is easily so; it does not say that the parties "
            "will agree."
        )
    return Note(text, "answer", refs, "open")


def _by_rule(result: OffersResult, *, alike: bool) -> str:
    """The same question of as many as the consent rule asks for."""
    rule, share = result.space.case.consent_rule, result.zones.share_enough
    if rule is None:
        return ""
    parties = result.space.case.parties
    named = listed([parties[party].label for party in rule.including])
    who = f"{rule.at_least} of the {len(result.space.consent)}" + (
        f", {named} among them," if named else ""
    )
    if share is None:
        return f" By the consent rule {who} are enough; whether a package suits them is not known."
    often = ("exists" if share else "does not exist") if alike else f"exists in {percent(share)}"
    return (
        f" By the consent rule {who} are enough: a package worth no deal or more to such a group, "
        f"and crossing none of its red lines, {often}{'' if alike else ' of draws'}."
    )


def _narrower_alike(result: OffersResult, zone: Zone) -> str:
    """The same as `_narrower` where one draw is as good as all."""
    kept, ended = result.zones.kept, result.zones.ended
    if kept is None:
        return "; none is left if every red line is kept"
    if not zone.share or (kept is zone and ended is None):
        return ""
    if not kept.share:
        return "; each of them crosses a red line"
    stops = "stops what goes on without a deal"
    told = [] if kept is zone else ["crosses no red line"]
    told += [stops] if ended is not None and ended.share else []
    none = f"; none of those {stops}" if ended is not None and not ended.share else ""
    return (f"; so is one that {' and '.join(told)}" if told else "") + none


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
        text = f"No text on the table is worth no deal or more to {_who(space)} in any draw"
        return Note(f"{text} without crossing a red line.", page="open")
    told = []
    if often:
        names = [text_name(space, space.texts[t]) for t in often]
        told.append(f"{listed(names)} in most draws")
    if rest is not None:
        told.append(f"{'every other' if often else 'each'} in {percent(rest)} or less")
    easy = " It is easier for a text that leaves most issues as they are." if often else ""
    return Note(
        f"Texts on the table that are worth no deal or more to {_who(space)} without crossing a "
        f"red line: {', '.join(told)}.{easy}",
        page="open",
    )


def _who(space: OfferSpace) -> str:
    """Those whose consent makes a deal, by name where all of them must agree."""
    return all_of(space) if space.case.consent_rule is None else "enough of those who must agree"


def _closest(result: OffersResult) -> Iterator[Note]:
    """How far small changes to each side's fullest text would carry, side by side."""
    space = result.space
    told = [
        f"{percent(change.share)} for {tried_name(space, approach.text)} "
        f"({touched(space, change.issues)})"
        for approach, change in result.closest
    ]
    if told:
        n = result.closest[0][0].n_draws
        yield Note(
            f"With up to {CHANGES} issues changed, and no red line crossed, the largest share of "
            f"{n:,} draws in which a full text is worth no deal or more to {everybody(space)}: "
            f"{'; '.join(told)}. These are options, not advice.",
            refs=judged(space, space.consent),
            page="open",
        )


def _coalitions(result: OffersResult) -> Iterator[Note]:
    """Where fewer than all may agree: who could agree with whom."""
    space = result.space
    groups = result.zones.enough
    told = [f"{_members(space, members)} in {_in_share(zone)}" for members, zone in groups]
    if len({_in_share(zone) for _, zone in groups}) == 1:
        told = [f"each of the {len(groups)} smallest such groups in {_in_share(groups[0][1])}"]
    if told:
        yield Note(
            "Fewer than all are enough for a deal here. A package worth no deal or more, without "
            f"crossing their red lines, exists for {'; for '.join(told)} of draws."
        )


def _in_share(zone: Zone) -> str:
    return "an unknown share" if zone.share is None else percent(zone.share)


def _members(space: OfferSpace, members: tuple[int, ...]) -> str:
    """A group by its members, or by who is not in it where those are fewer."""
    absent = [p for p in space.consent if p not in members]
    if not absent or len(absent) >= len(members):
        return listed([party_name(space, p) for p in members])
    return f"all but {listed([party_name(space, p) for p in absent])}"


def _missing(result: OffersResult) -> Iterator[Note]:
    """How far the best package falls short, where there is no zone."""
    missing, space = result.zones.every.missing, result.space
    if missing is None:
        return
    if np.isinf(missing):
        yield Note("Where no such package exists, the best one leaves somebody far below no deal.")
    else:
        yield Note(
            "Where no such package exists, the party that fares worst in the best package is "
            f"{missing:.2f} short of its no-deal value (median; {unit(space, space.consent)})."
        )


def _size(result: OffersResult) -> Iterator[Note]:
    """How large the zone is, red lines aside."""
    found, space = result.size, result.space
    if found is None:
        return
    each = ", ".join(
        f"to {party_name(space, p)} {percents(share)}"
        for p, share in zip(space.consent, found.each, strict=True)
    )
    how = f"all {found.n:,}" if found.exact else f"{found.n:,} picked at random"
    n = min(TRIED, space.sample.n_draws)
    spread = "" if all_alike(space) else f" Median of {n:,} draws, the middle 90% in brackets."
    at_once = f"to {everybody(space)} at once"
    yield Note(
        f"Share of packages that are worth no deal or more, red lines aside, each package counted "
        f"alike ({how}): {each}, {at_once} {percents(found.together)}.{spread}"
    )


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
