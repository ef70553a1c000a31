"""Who answered what: where each party stands, and every answer in order."""

from collections.abc import Iterator

from parley.blocks import Block, Cell, Column, Table
from parley.lenses.table.solve import TableResult
from parley.lenses.table.words import (
    answer_words,
    label,
    listed,
    marked,
    marks,
    standing_words,
    when,
)
from parley.models.term_sheet import Standing

__all__ = ["answers", "documents"]


def answers(result: TableResult) -> Iterator[Block]:
    """Texts down, parties across; then the ledger of all answers."""
    case = result.sheet.case
    here = {each.party for each in result.standings}
    parties = [party for party in case.parties if party in here]
    at = {(each.proposal, each.party): each for each in result.standings}
    rows = (
        (
            Cell(case.proposals[name].short, case.proposals[name].claims),
            Cell(listed(label(case, who) for who in case.proposals[name].by)),
            *(_standing(result, at.get((name, party)), name, party) for party in parties),
        )
        for name in result.sheet.proposals
    )
    yield Table(
        "Where each party stands on each text",
        (Column("text"), Column("by"), *(Column(label(case, party)) for party in parties)),
        tuple(rows),
        "The last answer to the text as a whole, then the last answers to single items, with all "
        "conditions. Earlier answers stand in the next table.",
    )
    if any(each.history for each in result.standings):
        yield _ledger(result)


def _standing(result: TableResult, found: Standing | None, text: str, party: str) -> Cell:
    case = result.sheet.case
    words = standing_words(case, found) if found else ""
    if not words and party in case.proposals[text].by:
        words = "author"
    claims = (claim for answer in (found.current if found else ()) for claim in answer.claims)
    return Cell(words or None, tuple(dict.fromkeys(claims)))


def _ledger(result: TableResult) -> Table:
    case = result.sheet.case
    rows = tuple(
        (
            Cell(case.proposals[each.proposal].short),
            Cell(label(case, each.party)),
            Cell(answer_words(case, answer), answer.claims),
        )
        for each in result.standings
        for answer in each.history
    )
    columns = (Column("text"), Column("party"), Column("answer"))
    return Table("Every answer, in order", columns, rows)


def documents(result: TableResult) -> Table:
    """Who handed what to whom, when, in which language; and the versions of each text."""
    case = result.sheet.case
    rows: list[tuple[Cell, ...]] = []
    for name in result.sheet.proposals:
        text = case.proposals[name]
        spoken = Cell(", ".join(text.languages) or None)
        for version in text.versions:
            words = marked(f"version: {version.says or version.id}", marks(version))
            language = Cell(version.language) if version.language else spoken
            rows.append(
                (
                    Cell(text.short),
                    Cell(words, version.claims),
                    Cell(when(case, version.on)),
                    language,
                )
            )
        for handed in text.handed:
            by, to = (listed(label(case, who) for who in side) for side in (handed.by, handed.to))
            words = f"{by} to {to}: {handed.says}" if handed.says else f"{by} to {to}"
            language = Cell(handed.language) if handed.language else spoken
            rows.append(
                (
                    Cell(text.short),
                    Cell(marked(words, marks(handed)), handed.claims),
                    Cell(when(case, handed.on)),
                    language,
                )
            )
        if not text.handed:
            rows.append((Cell(text.short), Cell("no handover on record"), Cell(None), spoken))
    columns = tuple(Column(head) for head in ("text", "what", "when", "language"))
    return Table("Register of documents", columns, tuple(rows))
