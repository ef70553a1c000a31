"""The offers result in sentences, figures and tables."""

from collections.abc import Iterator

import numpy as np

from parley.blocks import Block, Cell, Column, Figure, Heading, Note, Table
from parley.charts import Bar, PlanePoint, bars, plane
from parley.lenses.offers.solve import SOLUTIONS, OffersResult
from parley.lenses.offers.texts import SHOWN, describe_texts
from parley.lenses.offers.words import (
    UNIT,
    all_of,
    amount,
    issue_basis,
    issue_name,
    judged,
    listed,
    most_common,
    party_name,
    percent,
    text_name,
)

__all__ = ["describe"]


def describe(result: OffersResult) -> tuple[Block, ...]:
    """First whether there is a deal, then each text, then what the packages would settle."""
    return (
        _answer(result),
        _best_text(result),
        *_missing(result),
        *describe_texts(result),
        Heading("Which issues carry the conflict?"),
        _conflict_figure(result),
        Heading("What would a package acceptable to all look like?"),
        *_packages(result),
        *_plane(result),
        *_closing(result),
    )


def _answer(result: OffersResult) -> Note:
    space, zone, kept = result.space, result.zone, result.respecting
    if zone.share is None:
        text = "Not known: the search for a package did not finish in any draw."
        return Note(text, "answer", judged(space, space.consent), "open")
    found, packages = percent(zone.share), amount(space.packages.n or 0)
    text = (
        f"On the preferences the case records, at least one package among {packages} "
        f"is worth no deal or more to {all_of(space)} in {found} of {zone.decided.sum():,} draws"
    )
    if kept is None:
        text += ". No package is left if every red line is kept."
    elif kept.share is not None and any(table.any() for table in space.red):
        held = percent(kept.share)
        text += (
            ", red lines kept or not." if held == found else f"; with red lines kept, in {held}."
        )
    else:
        text += "."
    if not zone.decided.all():
        text += f" In {int((~zone.decided).sum()):,} further draws the search did not finish."
    if result.easy:
        text += (
            " With so many packages and with rankings left open, this is easily so; it does not "
            "say that the parties will agree."
        )
    return Note(text, "answer", judged(space, space.consent), "open")


def _best_text(result: OffersResult) -> Note:
    """Of the texts that still stand, those that serve all most often, and how often others do."""
    space = result.space
    if not space.texts:
        return Note("No proposal of the case settles a listed issue, so none is compared.")
    often, rest = result.serving, result.rest_at_most
    if not result.standing:
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


def _missing(result: OffersResult) -> Iterator[Note]:
    """How far the best package falls short, where there is no zone."""
    missing = result.zone.missing
    if missing is None:
        return
    if np.isinf(missing):
        yield Note("Where no such package exists, the best one leaves somebody far below no deal.")
    else:
        yield Note(
            "Where no such package exists, the party that fares worst in the best package is "
            f"{missing:.2f} short of its no-deal value (median; {UNIT})."
        )


def _conflict_figure(result: OffersResult) -> Figure:
    space = result.space
    order = np.argsort(-result.conflict[:, 1], kind="stable")
    rows = [
        Bar(
            label=issue_name(space, i),
            value=float(result.conflict[i, 1]),
            low=float(result.conflict[i, 0]),
            high=float(result.conflict[i, 2]),
            refs=issue_basis(space, i),
        )
        for i in order.tolist()
    ]
    top = listed([issue_name(space, i) for i in order[:3].tolist()])
    return bars(
        "Part of each issue in the conflict",
        f"Bars by issue, longest first. The most contested are {top}.",
        rows,
        axis="part of what all lose because not everybody can have their best",
        interval="middle 90% of draws",
    )


def _packages(result: OffersResult) -> Iterator[Block]:
    zone, space = result.zone, result.space
    if not zone.exists.any():
        yield Note("No draw has such a package, so no principle of division picks one.")
        return
    columns = (Column("issue"), *(Column(name) for name in SOLUTIONS))
    rows = tuple(
        (
            Cell(issue_name(space, i), issue_basis(space, i)),
            *(Cell(most_common(space, i, zone.packages[name][:, i])) for name in SOLUTIONS),
        )
        for i in range(len(space.issues))
    )
    yield Note(
        "Three principles of dividing the gains over no deal, side by side; none is preferred. "
        "Nash: largest product of gains. Kalai-Smorodinsky: equal shares of what each could hope "
        "for. Egalitarian: largest smallest gain, which compares the parties' scales."
    )
    yield Table(
        "What each principle settles, where a package acceptable to all exists",
        columns,
        rows,
        f"The option picked most often over {int(zone.exists.sum()):,} draws, and how often. The "
        "options of different rows need not belong to one package.",
    )


def _plane(result: OffersResult) -> Iterator[Figure]:
    """Two who must consent: gains of both, for texts and solutions."""
    space = result.space
    if len(space.consent) != 2:
        return
    first, second = space.consent
    points = [
        PlanePoint(
            label=text_name(space, text),
            x=float(result.gain[t, first, 1]),
            y=float(result.gain[t, second, 1]),
            x_low=float(result.gain[t, first, 0]),
            x_high=float(result.gain[t, first, 2]),
            y_low=float(result.gain[t, second, 0]),
            y_high=float(result.gain[t, second, 2]),
        )
        for t, text in enumerate(space.texts[:SHOWN])
    ]
    names = party_name(space, first), party_name(space, second)
    yield plane(
        "Gains over no deal, with the frontier at the mean of all draws",
        f"Texts by median gain for {names[0]} (across) and {names[1]} (up), with the middle 90% "
        "of draws as whiskers; the line joins packages that no other beats for both.",
        points,
        parties=names,
        measure="gain over no deal",
        no_deal=PlanePoint(label="no deal", x=0.0, y=0.0, kind="no deal"),
        frontier=[(float(x), float(y)) for x, y in result.central_gain],
    )


def _closing(result: OffersResult) -> Iterator[Note]:
    space = result.space
    yield Note(
        "Preferences are additive: importance times value, added up over issues. Rankings stand "
        "for every set of numbers that obeys them, all equally credible; what nobody recorded is "
        "left open, not guessed.",
        "assumption",
        page="rests",
    )
    yield Note(
        "An issue's part in the conflict adds up what different parties lose, and the egalitarian "
        "principle compares what they gain, as if one unit meant the same to each.",
        "assumption",
    )
    yield Note(
        "Values of no deal are judgements of the analysts named in the case.",
        "assumption",
        tuple(f"positions.{party}.no_deal" for party in space.parties),
    )
    yield Note(
        "A share of draws says how much of what the case leaves open speaks for an answer. It is "
        "not the probability of a deal: parties refuse deals that would serve both, and nothing "
        "here knows mandates, trust, or what happens after signature.",
        "limit",
    )
    yield Note(
        "Red lines count as said, for as long as the case holds them: a party may mean more or "
        "less than it says.",
        "limit",
    )
