"""The texts side by side: figure, matrix, and what stands outside it."""

from collections.abc import Iterator, Sequence

from parley.blocks import Block, Cell, Column, Figure, Note, Table
from parley.charts import HeatCell, heat
from parley.lenses.table.solve import Row, TableResult
from parley.lenses.table.words import (
    label,
    listed,
    marked,
    marks,
    mention_words,
    own_words,
    relation_words,
    when,
)
from parley.models.term_sheet import KINDS, UNNAMED, Mention

__all__ = ["letter", "side_by_side", "text_table"]


def text_table(result: TableResult) -> Table:
    """Every text with its neutral title and what each side calls it."""
    case = result.sheet.case
    columns = ("text", "title", "by", "date", "called", "issues touched", "side by side")
    rows = []
    for name in result.sheet.proposals:
        text = case.proposals[name]
        later = [p.short for p in case.proposals.values() if p.replaces == name]
        status = letter(result, name) or "no"
        rows.append(
            (
                Cell(text.short),
                Cell(marked(text.title, marks(text)), text.claims),
                Cell(listed(label(case, who) for who in text.by)),
                Cell(when(case, text.on)),
                Cell(own_words(case, text.called) or None),
                Cell(result.n_issues[name]),
                Cell(f"{status}; replaced by {listed(later)}" if later else status),
            )
        )
    kinds = (Column(c, "number" if c == "issues touched" else "text") for c in columns)
    return Table("Texts on record", tuple(kinds), tuple(rows))


def letter(result: TableResult, name: str) -> str:
    """A, B, ...: the letter of a compared text; empty for the others."""
    return chr(ord("A") + result.compared.index(name)) if name in result.compared else ""


def side_by_side(result: TableResult) -> Iterator[Block]:
    """The relations at a glance, then the words."""
    if result.closest:
        yield _figure(result)
    else:
        yield Note("No two of the compared texts speak on the same issue.")
    yield _compared(result)
    if rest := _others(result):
        yield rest
    if outside := _outside(result):
        yield outside


def _figure(result: TableResult) -> Figure:
    """The pairs that meet on most issues; blank where at most one of the two speaks."""
    case = result.sheet.case
    cells = [
        HeatCell(
            row=case.issues[row.issue].name,
            column=_pair(result, pair),
            text=row.relations[pair].kind,
            level=row.relations[pair].kind,
            refs=_pair_claims(result, row.issue, pair),
        )
        for row in result.rows
        for pair in result.closest
        if row.relations[pair].kind != "silent"
    ]
    key = "; ".join(f"{letter(result, n)} {case.proposals[n].short}" for n in result.compared)
    conflicts = [case.issues[issue].name for issue in result.by_kind["conflicting"]]
    seen = f"Some two texts conflict on {listed(conflicts)}." if conflicts else "None conflict."
    return heat(
        "How the texts stand to each other, issue by issue",
        f"Pairs of texts: {key}. Blank where at most one of the two speaks. {seen}",
        cells,
        columns=[_pair(result, pair) for pair in result.closest],
        levels=KINDS[:-1],
    )


def _pair(result: TableResult, pair: tuple[str, str]) -> str:
    return "\N{EN DASH}".join(letter(result, name) for name in pair)


def _compared(result: TableResult) -> Table:
    """Issues down, texts across: each term in short with its item and what it hangs on."""
    heads = ["issue", *(_head(result, name) for name in result.compared), "relation"]
    rows = tuple(
        (
            _issue(result, row.issue),
            *(_cell(result, name, row.issue) for name in result.compared),
            Cell(_relations(result, row)),
        )
        for row in result.rows
    )
    return Table(
        "Texts side by side",
        tuple(Column(head) for head in heads),
        rows,
        "Under an issue stand the sides' own terms. Item numbers in square brackets, then in "
        "brackets what the term hangs on. A dash: the text says nothing on the issue. The words "
        "for relations are explained below.",
    )


def _issue(result: TableResult, name: str) -> Cell:
    """The neutral name, then what each side calls it."""
    case = result.sheet.case
    issue = case.issues[name]
    return Cell(f"{issue.name}\n{own_words(case, issue.own_terms)}".strip(), issue.claims)


def _head(result: TableResult, name: str) -> str:
    text = result.sheet.case.proposals[name]
    return marked(f"{letter(result, name)}. {text.short}", marks(text))


def _cell(result: TableResult, text: str, subject: str) -> Cell:
    found = result.sheet.mentions.get((text, subject), ())
    words = "\n".join(mention_words(result.sheet.case, each, text) for each in found)
    return Cell(words or None, _claims(found))


def _claims(found: Sequence[Mention]) -> tuple[str, ...]:
    """The claims behind some terms, each once."""
    return tuple(dict.fromkeys(claim for each in found for claim in each.place.claims))


def _pair_claims(result: TableResult, issue: str, pair: tuple[str, str]) -> tuple[str, ...]:
    found = [m for name in pair for m in result.sheet.mentions.get((name, issue), ())]
    return _claims(found)


def _relations(result: TableResult, row: Row) -> str:
    """What holds between those that speak, with the pairs for which it does."""
    spoken = {pair: each for pair, each in row.relations.items() if each.kind != "silent"}
    if not spoken:
        texts = [name for name in result.compared if (name, row.issue) in result.sheet.mentions]
        return f"only {letter(result, texts[0])} speaks" if texts else "all are silent"
    told = {
        pair: relation_words(each, (letter(result, pair[0]), letter(result, pair[1])))
        for pair, each in spoken.items()
    }
    groups: dict[str, list[str]] = {}
    for pair, words in told.items():
        groups.setdefault(words, []).append(_pair(result, pair))
    return "\n".join(f"{', '.join(pairs)}: {words}" for words, pairs in groups.items())


def _others(result: TableResult) -> Table | None:
    """The texts that have no column, one row for each term on an issue."""
    sheet = result.sheet
    case = sheet.case
    rows = [
        (
            Cell(case.proposals[name].short),
            Cell(case.issues[issue].name),
            Cell(mention_words(case, mention, name), _claims([mention])),
        )
        for name in result.others
        for issue in case.issues
        for mention in sheet.mentions.get((name, issue), ())
    ]
    columns = tuple(Column(head) for head in ("text", "issue", "term"))
    return Table("Terms of the other texts", columns, tuple(rows)) if rows else None


def _outside(result: TableResult) -> Table | None:
    """Terms on subjects that are not listed as issues: shown, not compared."""
    sheet, case = result.sheet, result.sheet.case
    names = {key: topic.name for key, topic in case.topics.items()} | {UNNAMED: "none named"}
    rows = [
        (
            Cell(subject_name),
            Cell(case.proposals[name].short),
            Cell(mention_words(case, mention, name), _claims([mention])),
        )
        for subject, subject_name in names.items()
        for name in result.compared
        for mention in sheet.mentions.get((name, subject), ())
    ]
    columns = tuple(Column(head) for head in ("subject", "text", "term"))
    title = "Terms on subjects that are not issues of the case"
    return Table(title, columns, tuple(rows), "Not compared.") if rows else None
