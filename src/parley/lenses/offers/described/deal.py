"""One package tried: what each party has of it, and what would change that."""

from collections.abc import Iterator, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from parley.blocks import Block, Cell, Column, Figure, Heading, Note, Table
from parley.case.tried import Tried
from parley.charts import PlanePoint, plane
from parley.lenses.offers.approach import CHANGES
from parley.lenses.offers.deal import DealResult
from parley.lenses.offers.described.approach import change_table, farther
from parley.lenses.offers.described.closing import closing
from parley.lenses.offers.described.ledger import ledger_figure, starts, sums, totals
from parley.lenses.offers.described.packages import gain_point, text_points
from parley.lenses.offers.described.premises import premise_blocks
from parley.lenses.offers.words import (
    UNIT,
    all_of,
    interval,
    issue_basis,
    issue_name,
    judged,
    listed,
    moved,
    option_name,
    party_name,
    percent,
    text_name,
    text_refs,
    touched,
    units,
)
from parley.models.deal import Beside, Ledger
from parley.models.offer_space import OfferSpace, Text

__all__ = ["describe_deal"]

DOMINATING = 3  # packages shown that serve everybody as well or better
NAMES = {
    "nash": "Nash",
    "kalai_smorodinsky": "Kalai-Smorodinsky",
    "egalitarian": "egalitarian",
    "utilitarian": "utilitarian",
    "equal_loss": "equal loss",
}
ORIGINS = {"text": "the text", "change": "changed here", "present state": "present state"}


def describe_deal(result: DealResult, tried: Tried) -> tuple[Block, ...]:
    """The answer, the package, each party's part, then what could be had instead."""
    return (
        _answer(result),
        _package(result, tried),
        _parties(result),
        *_left(result),
        *_frontier(result),
        *_ledgers(result, tried),
        *_ways(result),
        *_numbers(result),
        *premise_blocks(result.space, result.premises),
        *_picture(result),
        *closing(result.space),
    )


# the answer


def _answer(result: DealResult) -> Note:
    space = result.space
    each = listed(
        [f"{party_name(space, p)} in {percent(float(result.worth[p]))}" for p in space.consent]
    )
    told = (
        f"This package is worth no deal or more to {each} of {space.sample.n_draws:,} draws, and "
        f"to {_enough(space)} at once in {percent(result.together)}. "
        f"The constraints of the case allow it. {_crossing(result)}"
    )
    return Note(told, "answer", judged(space, space.consent), "open")


def _enough(space: OfferSpace) -> str:
    """Those whose consent makes a deal."""
    return all_of(space) if space.case.consent_rule is None else "enough of them for a deal"


def _crossing(result: DealResult) -> str:
    space = result.space
    if not result.crossed:
        return "Nothing it settles crosses a red line that the case records."
    told = [
        f"{party_name(space, p)} ({listed([issue_name(space, i) for i in issues])})"
        for p, issues in _by_party(result.crossed).items()
    ]
    text = f"It crosses what the case records as a red line of {listed(told)}"
    own = any(p in space.consent for _, p in result.crossed)
    if not own:
        return f"{text}."
    share = percent(result.agreed)
    return f"{text}; with that counted, it is acceptable to {_enough(space)} in {share}."


def _by_party(lines: Sequence[tuple[int, int]]) -> Mapping[int, list[int]]:
    found: dict[int, list[int]] = {}
    for i, p in lines:
        found.setdefault(p, []).append(i)
    return found


def _package(result: DealResult, tried: Tried) -> Table:
    space = result.space
    crossed = {
        i: listed([party_name(space, p) for j, p in (*result.crossed, *result.left) if j == i])
        for i in range(len(space.issues))
    }
    text = _text(space, tried.text)
    refs = text_refs(space, text) if text else ()
    rows = tuple(
        (
            Cell(issue_name(space, i), issue_basis(space, i)),
            Cell(option_name(space, i, int(result.package[i]))),
            Cell(ORIGINS[origin], refs if origin == "text" else ()),
            Cell(crossed[i] or None),
        )
        for i, origin in enumerate(tried.origin.values())
    )
    start = f"It starts from {text_name(space, text)}." if text else "It starts from no text."
    return Table(
        "The package",
        (Column("issue"), Column("option"), Column("from"), Column("red line of")),
        rows,
        f"{start} What neither the text nor a change settles stays as it is now; a red line there "
        "is crossed by silence and not counted.",
    )


def _text(space: OfferSpace, name: str) -> Text | None:
    """The text that was named, or the way to take its choices; None for no name."""
    for text in space.texts:
        if name in (text.proposal, f"{text.proposal}:{'/'.join(text.chosen)}"):
            return text
    return None


def _parties(result: DealResult) -> Table:
    space, stakes = result.space, result.stakes
    share = dict(zip(space.consent, result.judged.certificate.share.tolist(), strict=True))
    had = dict(zip(space.consent, stakes.had.tolist(), strict=True)) if stakes else {}
    secure = dict(zip(space.consent, (stakes and stakes.maximin) or (), strict=False))
    rows = tuple(
        (
            Cell(party_name(space, p), judged(space, [p])),
            Cell("yes" if p in space.consent else "no"),
            Cell(float(result.worth[p])),
            Cell(interval(result.gain[p])),
            Cell(_known(share.get(p))),
            Cell(had.get(p)),
            Cell(secure.get(p)),
        )
        for p in range(len(space.parties))
    )
    n = len(space.consent)
    return Table(
        "What each party has of it",
        (
            Column("party"),
            Column("must agree"),
            Column("no deal or more", "percent"),
            Column("gain over no deal"),
            Column("part of its hope", "percent"),
            Column("part of its stakes", "percent"),
            Column("could secure", "percent"),
        ),
        rows,
        f"Gain: median over draws, with the middle 90% in brackets; {UNIT}. The rest is at the "
        "mean of the draws. Part of its hope: of the most it could gain in any package that "
        "serves all who must agree; a dash where there is none or it is not known. Part of its "
        "stakes: 0% if every issue went its worst way, 100% if every one went its best. An equal "
        f"part would be {percent(1 / n)} (proportional share); could secure: the worst of "
        f"{n} bundles it would cut the issues into (maximin share). Both leave constraints and "
        "combinations aside.",
    )


def _known(share: float | None) -> float | None:
    return None if share is None or np.isnan(share) else share


def _left(result: DealResult) -> Iterator[Note]:
    space = result.space
    told = [
        f"{party_name(space, p)} ({listed([issue_name(space, i) for i in issues])})"
        for p, issues in _by_party(result.left).items()
    ]
    if told:
        yield Note(
            f"Where it leaves the present state, that state crosses a red line of {listed(told)}. "
            "It would do so without a deal as well, so it is not counted against the package."
        )


# against other packages


def _frontier(result: DealResult) -> Iterator[Block]:
    yield Heading("Could everybody have as much or more?")
    yield Note(_efficient(result))
    yield from _dominating(result)
    yield from _solutions(result)


def _efficient(result: DealResult) -> str:
    found, share = result.judged.certificate, result.judged.efficient
    told = _better(result)
    if share is None or found.efficient is None:
        return told
    return (
        f"{told} Looked at draw by draw, there is one in {percent(1 - share)} of the first "
        f"{result.judged.n_looked:,}."
    )


def _better(result: DealResult) -> str:
    found = result.judged.certificate
    if found.efficient is None:
        return (
            "Not known: the search for a better package did not finish. That is no sign that "
            "there is none."
        )
    n, among = found.n_dominating, _among(result)
    some = "at least one other is" if n is None or n == 1 else "others are"
    first = "no other is" if found.efficient else some
    return f"At the mean of the draws, {among}, {first} as good for all of them and better for one."


def _among(result: DealResult) -> str:
    """The set of packages it is compared with."""
    found = result.judged
    if not found.keeping:
        return "among all packages, for those who must agree"
    stops = " and stop what goes on without a deal" if found.stopping else ""
    return f"among packages that cross no red line of those who must agree{stops}"


def _dominating(result: DealResult) -> Iterator[Table]:
    space, found = result.space, result.judged.certificate
    if not found.dominating:
        return
    rows = tuple(
        (Cell(len(each.issues)), Cell(moved(space, result.package, each.package)), *_gains(each))
        for each in found.dominating[:DOMINATING]
    )
    yield Table(
        "Packages that give up nothing for anybody who must agree",
        (
            Column("issues changed", "number"),
            Column("changes"),
            *(Column(f"{party_name(space, p)}: change") for p in space.consent),
        ),
        rows,
        "At the mean of the draws, fewest changes first.",
    )


def _gains(each: Beside) -> Iterator[Cell]:
    return (Cell(units(change)) for change in each.difference)


def _solutions(result: DealResult) -> Iterator[Block]:
    space, found = result.space, result.judged.certificate
    if found.zone is None:
        yield Note(
            "Not known: the search for what principles of division pick did not finish. That is no "
            "sign that they pick nothing."
        )
    elif not found.zone:
        yield Note(
            f"At the mean of the draws, {_among(result)}, none serves all of them, so no principle "
            "of division picks one."
        )
    else:
        yield Table(
            "How far it is from what principles of division pick",
            (
                Column("principle"),
                Column("issues apart", "number"),
                Column("which"),
                *(Column(f"{party_name(space, p)}: there") for p in space.consent),
            ),
            tuple(
                (
                    Cell(", ".join(names)),
                    Cell(len(each.issues)),
                    Cell(_apart(space, each.issues) or None),
                    *_gains(each),
                )
                for names, each in _grouped(result)
            ),
            "There: how much more (or less) the party has in that package, at the mean of the "
            "draws. None of the principles is preferred.",
        )


def _apart(space: OfferSpace, issues: Sequence[int]) -> str:
    """The issues by name, or the others where those are fewer."""
    same = [i for i in range(len(space.issues)) if i not in issues]
    if len(issues) <= len(same):
        return touched(space, issues)
    return f"all but {touched(space, same)}" if same else "all"


def _grouped(result: DealResult) -> list[tuple[list[str], Beside]]:
    """Principles that pick the same package together."""
    groups: dict[tuple[int, ...], tuple[list[str], Beside]] = {}
    for name, each in result.judged.certificate.solutions.items():
        groups.setdefault(tuple(each.package.tolist()), ([], each))[0].append(NAMES[name])
    return list(groups.values())


# who gives and gains what


def _ledgers(result: DealResult, tried: Tried) -> Iterator[Block]:
    space, all_who = result.space, range(len(result.space.consent))
    told: list[tuple[str, str, Ledger, Sequence[int]]] = [
        (
            "What each issue changes against no deal",
            "no deal",
            result.no_deal,
            space.consent,
        )
    ]
    if result.opening is not None:
        title = "What each gives and gains from where it started"
        told.append((title, "own opening", result.opening, all_who))
    other = _text(space, tried.against)
    if result.beside is not None and other is not None:
        name = text_name(space, other)
        title = f"What each issue changes against {name}"
        told.append((title, name, result.beside, space.consent))
    yield Heading("Who gives and gains what?")
    if result.opening is not None:
        yield starts(space, result.openings)
    for title, _, found, columns in told:
        yield from ledger_figure(space, title, found, space.consent, columns)
    yield totals(
        [
            (
                Cell("this package"),
                Cell(against),
                Cell(party_name(space, p)),
                *sums(found, column),
            )
            for _, against, found, columns in told
            for p, column in zip(space.consent, columns, strict=True)
        ]
    )
    yield Note(
        "Against no deal: the package that the case says holds without a deal for the party, or "
        "the present state where it gives no deal a value. What going on brings, or costs, beyond "
        "the issues is not in the ledger, so its net need not be the gain over no deal."
    )


# what would bring others in


def _ways(result: DealResult) -> Iterator[Block]:
    space, found = result.space, result.ways
    yield Heading("Which few changes would bring the refusing side in?")
    if found is None:
        yield Note(
            f"None is needed: in most draws it is worth no deal or more to {_enough(space)}, "
            "without crossing a red line of theirs."
        )
        return
    yield Note(
        f"Every combination of up to {CHANGES} changed issues was tried in {found.n_draws:,} "
        "draws; no change crosses a red line, restarts what the package stops, or, where it stops "
        "nothing, takes back what it settles. These are options with who pays, not advice."
    )
    yield change_table(space, [found])
    yield from farther(space, [found])


def _numbers(result: DealResult) -> Iterator[Block]:
    if not result.tipped:
        return
    space = result.space
    yield Heading("Where would a number tip the answer?")
    yield Table(
        "Each number moved alone",
        (
            Column("issue"),
            Column("here"),
            Column("party"),
            Column("no deal or more in most draws"),
            Column("constraints admit"),
            Column("at every value", "percent"),
            Column("at no value", "percent"),
        ),
        tuple(
            (
                Cell(_measured(space, each.issue), issue_basis(space, each.issue)),
                Cell(_number(space, each.issue, int(result.package[each.issue]))),
                Cell("all together" if each.party is None else party_name(space, each.party)),
                Cell(_runs(space, each.issue, each.runs)),
                Cell(_runs(space, each.issue, each.admitted)),
                Cell(each.always),
                Cell(each.never),
            )
            for each in result.tipped
        ),
        "For which values the package is worth no deal or more to the party in most draws, all "
        "else as it is, red lines aside; and which values the constraints admit beside it. At "
        "every, at no value: share of draws in which the answer does not hang on this number.",
    )


def _measured(space: OfferSpace, i: int) -> str:
    unit = space.case.issues[space.issues[i]].unit
    return f"{issue_name(space, i)} ({unit})" if unit else issue_name(space, i)


def _number(space: OfferSpace, i: int, level: int) -> str:
    issue = space.case.issues[space.issues[i]]
    number = space.levels[i][level]
    return f"{float(number):.0%}" if issue.range == (0.0, 1.0) else number


def _runs(space: OfferSpace, i: int, runs: Sequence[tuple[int, int]]) -> str:
    if runs == ((0, len(space.levels[i]) - 1),):
        return "every value"
    told = [
        _number(space, i, a) if a == b else f"{_number(space, i, a)} to {_number(space, i, b)}"
        for a, b in runs
    ]
    return listed(told) or "no value"


# the picture


def _picture(result: DealResult) -> Iterator[Figure]:
    """Two who must agree: where the package lies among the texts and solutions."""
    space = result.space
    if len(space.consent) != 2:
        return
    first, second = space.consent
    own = gain_point("this package", result.gain[first], result.gain[second], "this package")
    names = party_name(space, first), party_name(space, second)
    yield plane(
        "Where it lies: gains over no deal",
        f"This package and the texts by median gain for {names[0]} (across) and {names[1]} (up), "
        "with the middle 90% of draws as whiskers; the line joins packages that no other beats for "
        "both at the mean of the draws.",
        [own, *text_points(space, result.texts)],
        parties=names,
        measure="gain over no deal",
        no_deal=PlanePoint(label="no deal", x=0.0, y=0.0, kind="no deal"),
        frontier=[(float(x), float(y)) for x, y in result.central_gain],
        solutions=_picked(result),
    )


def _picked(result: DealResult) -> list[PlanePoint]:
    gain = result.judged.gain
    by_name = {NAMES[name]: each for name, each in gain.items()}
    return [
        PlanePoint(
            label=", ".join(names),
            x=_middle(by_name[names[0]], 0),
            y=_middle(by_name[names[0]], 1),
            kind="solution",
        )
        for names, _ in _grouped(result)
    ]


def _middle(gain: NDArray[np.float64], column: int) -> float:
    return float(gain[column, 1])
