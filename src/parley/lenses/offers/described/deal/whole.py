"""One package tried: what each party has of it, and what would change that."""

from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from parley.blocks import Block, Cell, Column, Note, Table
from parley.case.tried import Tried
from parley.lenses.offers.deal import DealResult
from parley.lenses.offers.described.closing import closing
from parley.lenses.offers.described.deal.certificate import describe_certificate
from parley.lenses.offers.described.deal.movement import (
    describe_ledgers_of,
    describe_numbers,
    describe_picture,
    describe_ways,
)
from parley.lenses.offers.described.deal.names import enough_named, text_named
from parley.lenses.offers.described.premises import premise_blocks
from parley.lenses.offers.words import (
    interval,
    issue_basis,
    issue_name,
    judged,
    listed,
    option_name,
    party_name,
    percent,
    text_name,
    text_refs,
    unit,
)

__all__ = ["describe_deal"]

ORIGINS = {"text": "the text", "change": "changed here", "present state": "present state"}


def describe_deal(result: DealResult, tried: Tried) -> tuple[Block, ...]:
    """The answer, the package, each party's part, then what could be had instead."""
    return (
        _answer(result),
        _package(result, tried),
        _parties(result),
        *_left(result),
        *describe_certificate(result),
        *describe_ledgers_of(result, tried),
        *describe_ways(result),
        *describe_numbers(result),
        *premise_blocks(result.space, result.premises),
        *describe_picture(result),
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
        f"to {enough_named(space)} at once in {percent(result.together)}. "
        f"The constraints of the case allow it. {_crossing(result)}"
    )
    return Note(told, "answer", judged(space, space.consent), "open")


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
    return f"{text}; with that counted, it is acceptable to {enough_named(space)} in {share}."


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
    text = text_named(space, tried.text)
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
        "Gain: median over draws, with the middle 90% in brackets; "
        f"{unit(space)}. The rest is at the mean of the draws. Part of its hope: of the most it "
        "could gain in any package that serves all who must agree; a dash where there is none or "
        "it is not known. Part of its stakes: 0% if every issue went its worst way, 100% if every "
        "one went its best. An equal "
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
