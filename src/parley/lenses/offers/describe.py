"""The offers result in sentences, figures and tables."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from parley.blocks import Block, Cell, Column, Figure, Heading, Note, Table
from parley.charts import Bar, PlanePoint, bars, plane
from parley.lenses.offers.solve import SOLUTIONS, OffersResult
from parley.models.offer_space import OfferSpace, Text

__all__ = ["describe"]

SHOWN = 12  # texts drawn in a figure; the table beside it holds them all


def describe(result: OffersResult) -> tuple[Block, ...]:
    """First whether there is a deal, then each text, then what the packages would settle."""
    return (
        _answer(result),
        _best_text(result),
        *_missing(result),
        Heading("Does each text beat no deal, and for whom?"),
        _acceptance_figure(result),
        _text_table(result),
        Heading("Which issues carry the conflict?"),
        _conflict_figure(result),
        Heading("What would a package acceptable to all look like?"),
        *_packages(result),
        *_plane(result),
        *_closing(result),
    )


def _answer(result: OffersResult) -> Note:
    space, zone = result.space, result.zone
    share = _share(zone.exists[zone.decided])
    text = (
        f"On the preferences the case records, at least one package is worth no deal or more to "
        f"{_all_of(space)} in {share} of {len(zone.exists):,} draws."
    )
    if result.respecting is not None:
        kept = _share(result.respecting.exists)
        text += f" If every red line is kept, in {kept}."
    elif any(table.any() for table in space.red):
        text += " No package is left if every red line is kept."
    if not zone.decided.all():
        text += f" In {int((~zone.decided).sum()):,} draws the search did not finish."
    return Note(text, "answer", _basis(space, space.consent), "known")


def _best_text(result: OffersResult) -> Note:
    space = result.space
    if not space.texts:
        return Note("No proposal of the case settles a listed issue, so none is compared.")
    best = result.together.max()
    names = [
        text_name(space, text)
        for text, share in zip(space.texts, result.together, strict=True)
        if share == best
    ]
    if best == 0:
        return Note(
            f"No text on the table beats no deal for {_all_of(space)} in any draw.", page="open"
        )
    most = f"{names[0]} does" if len(names) == 1 else f"{_listed(names[:3])} do"
    return Note(
        f"Of the texts on the table, {most} so for {_all_of(space)} most often: in "
        f"{_percent(best)} of draws. A text that leaves most issues as they are can do so easily.",
        page="open",
    )


def _missing(result: OffersResult) -> Iterator[Note]:
    """How far the best package falls short, where there is no zone."""
    zone = result.zone
    short = zone.worst[zone.decided & ~zone.exists]
    if not len(short):
        return
    middle = float(np.median(short))
    if np.isneginf(middle):
        yield Note("Where no such package exists, the best one leaves somebody far below no deal.")
    else:
        yield Note(
            "Where no such package exists, the party that fares worst in the best package is "
            f"{-middle:.2f} short of its no-deal value (median; 1 is the whole distance between "
            "its worst and its best package)."
        )


def _acceptance_figure(result: OffersResult) -> Figure:
    space = result.space
    rows = [
        Bar(
            label=text_name(space, text),
            value=float(result.accepts[t, p]),
            party=_name(space, party),
        )
        for t, text in enumerate(space.texts[:SHOWN])
        for p, party in enumerate(space.parties)
    ]
    alt = "For each text and party, the share of draws in which the text beats no deal."
    return bars(
        "Share of draws in which a text is worth no deal or more",
        alt,
        rows,
        axis="share of draws",
        parties=[_name(space, party) for party in space.parties],
    )


def _text_table(result: OffersResult) -> Table:
    space = result.space
    parties = [_name(space, party) for party in space.parties]
    columns = [Column("text"), Column("issues settled", "number")]
    columns += [Column(f"{name}: beats no deal", "percent") for name in parties]
    columns += [Column(f"{name}: gain over no deal") for name in parties]
    columns += [Column("all who must consent", "percent"), Column("red lines touched")]
    rows = tuple(
        (
            Cell(text_name(space, text), _refs(space, text)),
            Cell(int(text.said.sum())),
            *(Cell(float(share)) for share in result.accepts[t]),
            *(Cell(_interval(result.gain[t, p])) for p in range(len(parties))),
            Cell(float(result.together[t])),
            Cell(_red_lines(space, result.touched[t], text) or None),
        )
        for t, text in enumerate(space.texts)
    )
    return Table(
        "Each text against no deal",
        tuple(columns),
        rows,
        "Gain: median over draws, with the middle 90 % in brackets; above zero is better than no "
        "deal; 1 is the whole distance between a party's worst and best package. Issues on which "
        "a text is silent stay as they are.",
    )


def _conflict_figure(result: OffersResult) -> Figure:
    space = result.space
    order = np.argsort(-result.conflict[:, 1], kind="stable")
    rows = [
        Bar(
            label=_issue(space, i),
            value=float(result.conflict[i, 1]),
            low=float(result.conflict[i, 0]),
            high=float(result.conflict[i, 2]),
            refs=_issue_basis(space, i),
        )
        for i in order.tolist()
    ]
    top = _listed([_issue(space, i) for i in order[:3].tolist()])
    return bars(
        "Part of each issue in the conflict",
        f"Bars by issue, longest first. The most contested are {top}.",
        rows,
        axis="part of what all lose because not everybody can have their best",
        interval="middle 90 % of draws",
    )


def _packages(result: OffersResult) -> Iterator[Block]:
    zone, space = result.zone, result.space
    if not zone.exists.any():
        yield Note("No draw has such a package, so no principle of division picks one.")
        return
    columns = (Column("issue"), *(Column(name) for name in SOLUTIONS))
    rows = tuple(
        (
            Cell(_issue(space, i), _issue_basis(space, i)),
            *(Cell(_most_common(space, i, zone.packages[name][:, i])) for name in SOLUTIONS),
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
    names = _name(space, space.parties[first]), _name(space, space.parties[second])
    yield plane(
        "Gains over no deal, with the frontier at the mean of all draws",
        f"Texts by median gain for {names[0]} (across) and {names[1]} (up), with the middle 90 % "
        "of draws as whiskers; the line joins packages that no other beats for both.",
        points,
        parties=names,
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
    yield Note("Red lines count as said: a party may mean more or less than it says.", "limit")


# words


def text_name(space: OfferSpace, text: Text) -> str:
    """The short name of a text, with the alternatives taken."""
    short = space.case.proposals[text.proposal].short
    return f"{short}, option {' / '.join(text.chosen)}" if text.chosen else short


def _name(space: OfferSpace, party: str) -> str:
    return space.case.parties[party].label


def _issue(space: OfferSpace, i: int) -> str:
    return space.case.issues[space.issues[i]].name


def _option(space: OfferSpace, i: int, level: int) -> str:
    issue = space.case.issues[space.issues[i]]
    option = space.levels[i][level]
    return issue.labels.get(option) or f"{option} {issue.unit}".strip()


def _all_of(space: OfferSpace) -> str:
    names = [_name(space, space.parties[p]) for p in space.consent]
    return f"both {' and '.join(names)}" if len(names) == 2 else f"all of {_listed(names)}"


def _listed(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def _percent(share: float) -> str:
    if 0 < share < 0.01:
        return "under 1 %"
    return "over 99 %" if 0.99 < share < 1 else f"{share:.0%}".replace("%", " %")


def _share(flags: NDArray[np.bool_]) -> str:
    return _percent(float(flags.mean())) if len(flags) else "none"


def _interval(gain: NDArray[np.float64]) -> str:
    low, middle, high = gain.tolist()
    return f"{middle:+.2f} ({low:+.2f} to {high:+.2f})"


def _most_common(space: OfferSpace, i: int, picked: NDArray[np.int64]) -> str:
    level, times = Counter(picked.tolist()).most_common(1)[0]
    return f"{_option(space, i, level)} ({_percent(times / len(picked))})"


def _red_lines(space: OfferSpace, touched: Sequence[tuple[int, int]], text: Text) -> str:
    by_party: Mapping[str, list[str]] = {party: [] for party in space.parties}
    for i, party in touched:
        silent = "" if text.said[i] else " (by silence)"
        by_party[space.parties[party]].append(_issue(space, i) + silent)
    return "; ".join(
        f"{_name(space, party)}: {', '.join(issues)}"
        for party, issues in by_party.items()
        if issues
    )


# what it rests on


def _basis(space: OfferSpace, parties: Sequence[int]) -> tuple[str, ...]:
    return tuple(
        f"positions.{space.parties[p]}.{part}"
        for p in parties
        for part in ("importance", "no_deal")
    )


def _issue_basis(space: OfferSpace, i: int) -> tuple[str, ...]:
    return tuple(
        f"positions.{space.parties[p]}.issues.{space.issues[i]}"
        for p in space.consent
        if space.issues[i] in space.case.positions[space.parties[p]].issues
    )


def _refs(space: OfferSpace, text: Text) -> tuple[str, ...]:
    return space.case.proposals[text.proposal].claims
