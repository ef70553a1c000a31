"""What analysts expect: likelihood in the words of ICD 203, and confidence apart from it."""

from collections.abc import Iterator

from parley.blocks import Block, Bullets, Cell, Column, Heading, Note, Table
from parley.case.quantity import ICD_203, Between, Quantity
from parley.case.schema import Expectation
from parley.lenses.table.solve import TableResult
from parley.lenses.table.words import when

__all__ = ["expected"]

FIRST = 3  # named on the first page; the table holds them all


def expected(result: TableResult) -> Iterator[Block]:
    """Judgements of likelihood with their bands; how good their basis is stands in a list below."""
    case, entries = result.sheet.case, result.expectations
    if not entries:
        return
    yield Heading("What do analysts expect?")
    refs = tuple(dict.fromkeys(claim for each in entries[:FIRST] for claim in each.claims))
    yield Note(_soonest(result), refs=refs, page="open")
    heads = ("what", "until", "likelihood", "judged by", "judged on", "because")
    yield Table(
        "Judgements of likelihood",
        tuple(Column(head) for head in heads),
        tuple(
            (
                Cell(each.what, each.claims),
                Cell(when(case, each.until)),
                Cell(_likelihood(each.likelihood)),
                Cell(each.by),
                Cell(when(case, each.on)),
                Cell(each.because),
            )
            for each in entries
        ),
        "Words and bands of ICD 203. A judgement made after the case's date rests on what was "
        "known on that date only as far as its author kept to it.",
    )
    yield Bullets(
        "Confidence in these judgements: how good their basis is",
        tuple(Cell(f"{each.what}: {each.confidence} confidence") for each in entries),
    )


def _soonest(result: TableResult) -> str:
    """The judgements that can be held against events first, those of each author together."""
    told: dict[str, list[str]] = {}
    for each in result.expectations[:FIRST]:
        words = f"{_what(result, each)}: {_likelihood(each.likelihood)}"
        told.setdefault(each.by, []).append(words)
    return " ".join(f"Judged by {by}. {'; '.join(words)}." for by, words in told.items())


def _what(result: TableResult, each: Expectation) -> str:
    return f"{each.what}, {when(result.sheet.case, each.until)}"


def _likelihood(given: Quantity) -> str:
    """The word and its band, or the band alone."""
    assert isinstance(given, Between)  # the case admits nothing else here
    band = f"{given.low * 100:.0f} to {given.high * 100:.0f}%"
    return f"{given.word} ({band})" if given.word in ICD_203 else band
