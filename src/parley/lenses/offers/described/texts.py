"""What each text is worth to each party, in figures, tables and sentences."""

from collections.abc import Iterator, Sequence
from typing import Literal

from parley.blocks import Block, Bullets, Cell, Column, Figure, Heading, Note, Table
from parley.charts import Bar, bars
from parley.lenses.offers.recorded import Recorded
from parley.lenses.offers.solve import OffersResult
from parley.lenses.offers.words import (
    everybody,
    interval,
    issue_name,
    judged,
    listed,
    party_name,
    percent,
    red_lines,
    text_name,
    text_refs,
    unit,
    when,
)

__all__ = ["SHOWN", "describe_texts"]

SHOWN = 12  # texts drawn in a figure; the table beside it holds them all
FEWEST = 2  # texts that a party can compare


def describe_texts(result: OffersResult) -> Iterator[Block]:
    """Each text against no deal, then the model against the answers given; nothing if no text."""
    if result.space.texts:
        yield Heading("Does each text beat no deal, and for whom?")
        yield _acceptance_figure(result)
        yield from _crossing(result)
        yield _text_table(result)
        yield from _against_constraints(result)
        yield from _ranking(result)
        yield from _record(result)


def _acceptance_figure(result: OffersResult) -> Figure:
    space = result.space
    rows = [
        Bar(
            label=text_name(space, text),
            value=float(result.texts.accepts[t, p]),
            party=party_name(space, p),
        )
        for t, text in enumerate(space.texts[:SHOWN])
        for p in range(len(space.parties))
    ]
    some = "" if len(space.texts) <= SHOWN else f" The first {SHOWN} of {len(space.texts)} texts."
    return bars(
        "Share of draws in which a text is worth no deal or more and crosses no red line",
        f"By text and party; no bar where the text crosses a red line of the party.{some}",
        rows,
        axis="share of draws",
        parties=[party_name(space, p) for p in range(len(space.parties))],
    )


def _crossing(result: OffersResult) -> Iterator[Bullets]:
    """What the figure leaves out: what a text would be worth but for a red line."""
    space = result.space
    items = []
    for t, text in enumerate(space.texts):
        for p in dict.fromkeys(party for _, party in result.texts.crossed[t]):
            issues = [i for i, party in result.texts.crossed[t] if party == p]
            words = (
                f"{text_name(space, text)}: red line of {party_name(space, p)} on "
                f"{listed([issue_name(space, i) for i in issues])}. Leaving red lines aside, worth "
                f"no deal or more to it in {percent(result.texts.worth[t, p])} of draws."
            )
            refs = tuple(f"positions.{space.parties[p]}.issues.{space.issues[i]}" for i in issues)
            items.append(Cell(words, refs))
    if items:
        yield Bullets(
            "Texts that cross a red line, and so count as acceptable in no draw", tuple(items)
        )


def _text_table(result: OffersResult) -> Table:
    space = result.space
    parties = [party_name(space, p) for p in range(len(space.parties))]
    columns = [Column("text"), Column("issues settled", "number"), Column("red lines crossed")]
    columns += [Column(f"{name}: acceptable", "percent") for name in parties]
    columns += [Column(f"acceptable to {everybody(space)}", "percent")]
    columns += [Column(f"{name}: gain over no deal") for name in parties]
    rows = tuple(
        (
            Cell(text_name(space, text), text_refs(space, text)),
            Cell(int(text.said.sum())),
            Cell(red_lines(space, result.texts.crossed[t], result.texts.left[t]) or None),
            *(Cell(float(accepts)) for accepts in result.texts.accepts[t]),
            Cell(float(result.texts.together[t])),
            *(Cell(interval(gain)) for gain in result.texts.gain[t]),
        )
        for t, text in enumerate(space.texts)
    )
    return Table(
        "Each text against no deal",
        tuple(columns),
        rows,
        "Acceptable: share of draws in which the text is worth no deal or more to the party; 0% "
        "where what it says crosses a red line of the party. Gain: median over draws, with the "
        f"middle 90% in brackets; above zero is better than no deal; {unit(space)}. Issues on "
        "which a text is silent stay as they are.",
    )


def _ranking(result: OffersResult) -> Iterator[Table]:
    """How often each party likes a text best, or least, of all that stand; nothing for one text."""
    space, texts = result.space, result.texts
    if len(texts.standing) < FEWEST:
        return
    names = [text_name(space, space.texts[t]) for t in texts.standing]
    rows = tuple(
        (Cell(name), *(Cell(float(share)) for share in ranked[list(space.consent)].ravel()))
        for name, ranked in zip([*names, "no deal"], texts.ranked, strict=True)
    )
    parties = [party_name(space, p) for p in space.consent]
    yield Table(
        "How often each party likes which text best, and least",
        (
            Column("text"),
            *(Column(f"{name}: {end}", "percent") for name in parties for end in ("best", "least")),
        ),
        rows,
        "Share of draws in which the party likes it best, or least, of the texts that stand and no "
        "deal, red lines aside; texts that tie share a draw.",
    )


def _against_constraints(result: OffersResult) -> Iterator[Note]:
    space = result.space
    names = [text_name(space, text) for text in space.texts if not text.allowed]
    if names:
        yield Note(
            "Ruled out by the constraints of the case, with the present state where a text is "
            f"silent: {listed(names)}. What is said of such a text is said of a package that "
            "cannot be.",
            "warning",
        )


def _record(result: OffersResult) -> Iterator[Block]:
    """The model held against the answers that were given."""
    space = result.space
    if not result.texts.recorded:
        return
    columns = (Column("text"), Column("party"), Column("answer"), Column("given on"))
    rows = tuple(
        (
            Cell(space.case.proposals[each.proposal].short),
            Cell(party_name(space, each.party)),
            Cell(f"{each.answer.state}{_mark(each)}", each.answer.claims),
            Cell(when(space.case, each.answer.on)),
            Cell(each.agrees),
        )
        for each in result.texts.recorded
    )
    yield Table(
        "Answers on record against the model",
        (*columns, Column("draws that agree", "percent")),
        rows,
        "Each party's last answer to a whole text, where it is a plain yes or no. A draw agrees "
        "with a yes if the text is worth no deal or more to the party, with a no if it is worth "
        "less. Where a text leaves a choice, one way to take it is enough for a yes; a no takes "
        "every way. Red lines are not counted here.",
    )
    doubted = [each for each in result.texts.recorded if each.doubted]
    if len(doubted) > 1:
        yield _doubts(result, doubted)
    yield from (_doubt(result, each, page="" if len(doubted) > 1 else "open") for each in doubted)


def _doubts(result: OffersResult, doubted: Sequence[Recorded]) -> Note:
    """Several of them in one sentence, for the summary."""
    space = result.space
    told = [
        f"{party_name(space, each.party)} on {space.case.proposals[each.proposal].short}"
        for each in doubted
    ]
    return Note(
        f"Most draws contradict {len(doubted)} of {len(result.texts.recorded)} answers on record: "
        f"{listed(told)}. What the case says of these parties may be wrong, or not be all.",
        "warning",
        tuple(claim for each in doubted for claim in each.answer.claims),
        "open",
    )


def _doubt(result: OffersResult, each: Recorded, *, page: Literal["", "open"]) -> Note:
    """Most draws say the opposite of what the party said."""
    space = result.space
    party, short = party_name(space, each.party), space.case.proposals[each.proposal].short
    no = each.answer.state == "rejected"
    text = (
        f"{party} {each.answer.state} {short} ({when(space.case, each.answer.on)}){_mark(each)}, "
        f"yet the text is worth {'no deal or more' if no else 'less than no deal'} to it in "
        f"{percent(1 - each.agrees)} of draws. Either its value of no deal or its rankings are "
        f"recorded too {'favourably' if no else 'unfavourably'} for the text, or the answer has "
        "reasons outside the listed issues."
    )
    if no and each.crossed:
        names = listed([issue_name(space, i) for i in each.crossed])
        text += f" The text crosses a red line of the party ({names}), which explains a refusal."
    refs = (*each.answer.claims, *judged(space, [each.party]))
    return Note(text, "warning", refs, page)


def _mark(each: Recorded) -> str:
    return " (unverified)" if each.answer.unverified else ""
