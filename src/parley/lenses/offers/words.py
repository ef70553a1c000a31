"""Names, shares and references of the offers lens, as its sentences and tables say them."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from parley.case.words import listed, percent, when
from parley.models.belief import Input
from parley.models.offer_space import SCALE, OfferSpace, Text

__all__ = [
    "UNIT",
    "all_alike",
    "all_of",
    "amount",
    "brief",
    "everybody",
    "input_name",
    "interval",
    "issue_basis",
    "issue_name",
    "judged",
    "listed",
    "moved",
    "number",
    "option_name",
    "party_name",
    "percent",
    "percents",
    "plain",
    "red_lines",
    "text_name",
    "text_refs",
    "touched",
    "tried_name",
    "unit",
    "units",
    "when",
]

Ints = NDArray[np.int64]

MINUS = "\N{MINUS SIGN}"
UNIT = "1 is every issue going from worth nothing to worth all to the party"
NAMED = 3  # parties named one by one


def text_name(space: OfferSpace, text: Text) -> str:
    """The short name of a text, with the alternatives taken."""
    short = space.case.proposals[text.proposal].short
    return f"{short}, option {' / '.join(text.chosen)}" if text.chosen else short


def tried_name(space: OfferSpace, text: int | None) -> str:
    """A text by its place, or a package that is none of them."""
    return "this package" if text is None else text_name(space, space.texts[text])


def party_name(space: OfferSpace, party: int) -> str:
    """The party in a table or figure."""
    return space.case.parties[space.parties[party]].label


def issue_name(space: OfferSpace, i: int) -> str:
    """The issue in a table or figure."""
    return space.case.issues[space.issues[i]].name


def option_name(space: OfferSpace, i: int, level: int) -> str:
    """The option in a table: its label, or the number with its unit."""
    issue = space.case.issues[space.issues[i]]
    option = space.levels[i][level]
    if issue.range == (0.0, 1.0):
        return f"{float(option):.0%} {issue.unit}".strip()
    return issue.labels.get(option) or f"{option} {issue.unit}".strip()


def brief(space: OfferSpace, i: int, level: int) -> str:
    """The option as far as its first semicolon, for tables with many."""
    return option_name(space, i, level).split(";")[0]


def all_of(space: OfferSpace) -> str:
    """Those who must consent, by name as far as they are few."""
    names = [party_name(space, p) for p in space.consent]
    if len(names) > NAMED:
        return f"all {len(names)} who must agree"
    return f"both {' and '.join(names)}" if len(names) == 2 else f"all of {listed(names)}"


def everybody(space: OfferSpace) -> str:
    """Those whose consent makes a deal, in one or two words."""
    if space.case.consent_rule is not None:
        return "enough of them"
    return "both" if len(space.consent) == 2 else "all who must agree"


def unit(space: OfferSpace, parties: Sequence[int] | None = None) -> str:
    """What 1 is to these parties, or to all: two who are asked in other ways may differ."""
    asked = range(len(space.parties)) if parties is None else parties
    sheets = [bool(space.case.positions[space.parties[p]].points) for p in asked]
    if not any(sheets):
        return UNIT
    if all(sheets):
        return "1 is the best total of the party's score sheet"
    return f"{UNIT} or, on a score sheet, its best total of points"


def all_alike(space: OfferSpace) -> bool:
    """Nothing in the case is left open that bears on a utility: every draw is the same."""
    sample = space.sample
    arrays = (*sample.utility, sample.no_deal, *(bonus.worth for bonus in sample.bonuses))
    return all(bool((each == each[:1]).all()) for each in arrays)


def amount(number: int) -> str:
    """A number as far as it can be read: large ones in millions, billions or trillions.

    >>> [amount(n) for n in (12, 999_999, 4_354_560_000, 10**19)]
    ['12', '999,999', '4.4 billion', '10,000,000 trillion']
    """
    for size, word in ((10**12, "trillion"), (10**9, "billion"), (10**6, "million")):
        if number >= size:
            return f"{number / size:,.{1 if number < 100 * size else 0}f} {word}"
    return f"{number:,}"


def percents(quantiles: NDArray[np.float64]) -> str:
    """The middle of three quantiles of a share, with the outer two in brackets if they differ."""
    return _between([percent(each) for each in quantiles.tolist()])


def interval(quantiles: NDArray[np.float64], *, signed: bool = True) -> str:
    """The middle of three quantiles, with the outer two in brackets if they differ.

    signed : a gain or loss; otherwise an amount.

    >>> interval(np.array([-0.25, -0.001, 0.5])).replace(MINUS, "-")
    '0.00 (-0.25 to +0.50)'
    >>> interval(np.array([0.1, 0.25, 0.5]), signed=False), interval(np.array([0.25] * 3))
    ('0.25 (0.10 to 0.50)', '+0.25')
    """
    shown = [_signed(each) if signed else f"{each:.2f}" for each in quantiles.tolist()]
    return _between(shown)


def _between(shown: Sequence[str]) -> str:
    low, middle, high = shown
    return middle if low == high else f"{middle} ({low} to {high})"


def _signed(value: float) -> str:
    shown = f"{value:+.2f}"
    return "0.00" if shown[1:] == "0.00" else shown.replace("-", MINUS)


def units(utility: int | np.int64) -> str:
    """A gain or loss in whole units, to two places.

    >>> units(-254_000_000).replace(MINUS, "-"), units(1_000)
    ('-0.25', '0.00')
    """
    return _signed(int(utility) / SCALE)


def plain(gain: float) -> str:
    """A gain or loss to two places.

    >>> plain(-0.254).replace(MINUS, "-"), plain(0.001)
    ('-0.25', '0.00')
    """
    return _signed(gain)


def moved(space: OfferSpace, before: Ints, after: Ints) -> str:
    """What a package changes another to, issue by issue, in the order of the case."""
    return "; ".join(
        f"{issue_name(space, i)}: {brief(space, i, new)}"
        for i, (old, new) in enumerate(zip(before.tolist(), after.tolist(), strict=True))
        if old != new
    )


def touched(space: OfferSpace, issues: Sequence[int]) -> str:
    """Issues by name."""
    return listed([issue_name(space, i) for i in issues])


def red_lines(
    space: OfferSpace, crossed: Sequence[tuple[int, int]], left: Sequence[tuple[int, int]]
) -> str:
    """By party, the issues on which a text crosses its red line or, silent, leaves it crossed."""
    found: dict[int, list[str]] = {p: [] for p in range(len(space.parties))}
    for i, p in crossed:
        found[p].append(issue_name(space, i))
    for i, p in left:
        found[p].append(f"{issue_name(space, i)} (by silence)")
    return "; ".join(
        f"{party_name(space, p)}: {', '.join(issues)}" for p, issues in found.items() if issues
    )


def judged(space: OfferSpace, parties: Sequence[int]) -> tuple[str, ...]:
    """Judgements of the case on what the issues and no deal are worth to these parties."""
    return tuple(
        f"positions.{space.parties[p]}.{part}"
        for p in parties
        for part in ("importance", "no_deal")
        if getattr(space.case.positions[space.parties[p]], part) is not None
    )


def issue_basis(space: OfferSpace, i: int) -> tuple[str, ...]:
    """Positions on an issue of those who must consent, as far as the case has them."""
    return tuple(
        f"positions.{space.parties[p]}.issues.{space.issues[i]}"
        for p in space.consent
        if space.issues[i] in space.case.positions[space.parties[p]].issues
    )


def text_refs(space: OfferSpace, text: Text) -> tuple[str, ...]:
    """Claims that a text rests on."""
    return space.case.proposals[text.proposal].claims


def number(space: OfferSpace, of: Input, party: int, value: float) -> str:
    """An open number of a party: signed where it is a gain or loss, not where it is an amount."""
    adds = of.kind == "other" and (of.other > 0 or not _values_no_deal(space, party))
    return plain(value) if adds else f"{value:.2f}"


def _values_no_deal(space: OfferSpace, party: int) -> bool:
    deal = space.case.positions[space.parties[party]].no_deal
    return deal is not None and deal.value is not None


def input_name(space: OfferSpace, of: Input, party: int) -> str:
    """An open number of a party in words."""
    if of.kind == "importance":
        return f"the importance of {issue_name(space, of.issue)}"
    if of.kind == "value":
        return f"the value of “{brief(space, of.issue, of.level)}” ({issue_name(space, of.issue)})"
    if of.other > 0:
        return f"what combination {of.other} adds"
    known = _values_no_deal(space, party)
    return "the value of no deal" if known else "its gain of going on without a deal"
