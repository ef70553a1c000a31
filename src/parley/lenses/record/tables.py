"""Tables of accounts: clashes, what is told alike, copies."""

from collections.abc import Iterator, Sequence

from parley.blocks import Block, Cell, Column, Note, Table
from parley.case import Case
from parley.lenses.record.solve import RecordResult
from parley.lenses.record.words import KINDS, label, listed, marks, question, told
from parley.models.accounts import Clash, MatterState, sides_of

__all__ = ["alike", "copies", "register"]

STANDING = {
    "told by both sides": "told alike by all whose consent is needed",
    "corroborated": "told by several independent lines",
    "compatible": "accounts differ, but all may be true",
    "one line": "rests on one line",
}


def register(result: RecordResult) -> Iterator[Block]:
    """One row for each clash; the accounts of each side in a column of its own."""
    case, clashes = result.record.case, result.record.clashes
    if not clashes:
        yield Note("The register is empty: no clash was found or declared.")
        return
    columns = (
        Column("question"),
        Column("clash of"),
        *(Column(label(case, name)) for name in case.consent),
        Column("other parties"),
        Column("other voices"),
        Column("remarks"),
    )
    yield Table(
        "Contradiction register",
        columns,
        tuple(_row(result, clash) for clash in clashes),
        "Accounts stand in the column of the party whose named speakers give them; outlets and "
        "unnamed speakers stand under other voices. At least two accounts of a row exclude each "
        "other; the rest may fit.",
    )


def _row(result: RecordResult, clash: Clash) -> tuple[Cell, ...]:
    case = result.record.case
    lead = question(case, clash.matter) or "Declared by a reader of both claims"
    return (
        Cell(lead, clash.claims),
        Cell(KINDS[clash.kind]),
        *(_cell(result, clash, group) for group in _columns(case)),
        Cell(_remarks(case, clash) or None),
    )


def _columns(case: Case) -> list[set[str]]:
    """Sides of each column of the register: consenting parties, other parties, nobody."""
    others = {name for name in case.parties if name not in case.consent}
    return [*({name} for name in case.consent), others, {""}]


def _cell(result: RecordResult, clash: Clash, group: set[str]) -> Cell:
    parts, refs = [], []
    for account in clash.accounts:
        mine = _of(result.record.case, account.claims, group)
        if mine:
            parts.append(told(result, account, mine))
            refs += mine
    return Cell("; ".join(parts) or None, tuple(refs))


def _of(case: Case, claims: Sequence[str], group: set[str]) -> list[str]:
    return [name for name in claims if group & set(sides_of(case, name) or ("",))]


def _remarks(case: Case, clash: Clash) -> str:
    parts = [f"more than one account by {name}" for name in clash.own]
    if clash.within:
        sides = listed([label(case, name) for name in clash.within])
        parts.append(f"speakers for {sides} differ")
    if clash.how != "found":
        parts.append("declared only" if clash.how == "declared" else "found, and declared as well")
    return "; ".join(parts)


def alike(result: RecordResult) -> Iterator[Block]:
    """Matters without a clash, the best supported first, then those nobody speaks to."""
    case, states = result.record.case, result.by_state
    rows = tuple(
        _alike_row(result, each, words)
        for state, words in STANDING.items()
        for each in states.get(state, ())
    )
    if not rows:
        yield Note("No question of fact is free of a clash.")
    else:
        columns = [Column(n) for n in ("question", "account", "standing")]
        yield Table(
            "Questions on which no account excludes another",
            (*columns, Column("claims", "number"), Column("independent lines", "number")),
            rows,
        )
    empty = [question(case, each.matter) for each in states.get("nothing said", ())]
    if empty:
        yield Note(f"Listed as questions of fact, but no claim answers them: {' '.join(empty)}")


def _alike_row(result: RecordResult, each: MatterState, words: str) -> tuple[Cell, ...]:
    case = result.record.case
    said = "; ".join(told(result, account, account.claims) for account in each.accounts)
    return (
        Cell(question(case, each.matter)),
        Cell(said, each.claims),
        Cell(words),
        Cell(len(each.claims)),
        Cell(each.n_lines),
    )


def copies(result: RecordResult) -> Iterator[Block]:
    """Where several claims are one line, and which outlets pass on whom."""
    case = result.record.case
    if not result.copies:
        yield Note("No account is told twice by one line.")
    else:
        rows = tuple(
            (
                Cell(question(case, each.matter)),
                Cell(each.said + marks(case, each.claims), each.claims),
                Cell(len(each.claims)),
                Cell(
                    f"one speaker: {each.voices[0]}"
                    if len(each.voices) == 1
                    else f"one origin: {' / '.join(each.voices)}"
                ),
            )
            for each in result.copies
        )
        columns = (
            Column("question"),
            Column("account"),
            Column("claims", "number"),
            Column("counted as one because"),
        )
        yield Table("Several claims, one independent line", columns, rows)
    if result.relays:
        yield Table(
            "Sources that pass on others",
            (Column("origin"), Column("passed on by")),
            tuple(
                (Cell(origin), Cell(", ".join(case.sources[name].outlet for name in names)))
                for origin, names in result.relays.items()
            ),
            "With no speaker named, outlets that pass on the same origin count as one line.",
        )
