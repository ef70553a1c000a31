"""The table result in sentences, figures and tables."""

from collections.abc import Iterator

from parley.blocks import Block, Heading, Note
from parley.case.schema import Case, Proposal
from parley.lenses.table.answers import answers, documents
from parley.lenses.table.checklist import checklist
from parley.lenses.table.expected import expected
from parley.lenses.table.happened import happened
from parley.lenses.table.matrix import side_by_side, text_table
from parley.lenses.table.positions import wants
from parley.lenses.table.running import changed, clocks, commitments, left
from parley.lenses.table.solve import TableResult
from parley.lenses.table.words import (
    count,
    day,
    days,
    label,
    listed,
    marked,
    marks,
    quoted,
    state_words,
)
from parley.models.term_sheet import Kind, Standing

__all__ = ["describe"]

FIRST = 3  # time limits named at the top; the table holds them all
FEW = 2  # commitments named where no more are new

COUNTED: dict[Kind, str] = {
    "conflicting": "conflict",
    "conditional": "agree or differ only under conditions or choices",
    "compatible": "can stand together",
    "same": "agree",
    "silent": "have at most one that speaks",
}
BETWEEN: dict[Kind, str] = {
    "conflicting": "They exclude each other on",
    "conditional": "They agree or differ only under conditions or choices on",
    "compatible": "They can stand together on",
    "same": "They agree on",
}
NEWS = ("text", "answer", "commitment")


def describe(result: TableResult) -> tuple[Block, ...]:
    """First how the texts stand to each other and what is unanswered, then each in detail."""
    return (
        _answer(result),
        *_between(result),
        *_outstanding(result),
        *_clock(result),
        *_news(result),
        Heading("Which texts are there?"),
        text_table(result),
        Heading("Where do they agree, conflict, or keep silent?"),
        *side_by_side(result),
        Heading("Who answered what, and on which conditions?"),
        *answers(result),
        Heading("What do the ceasefire texts leave open?"),
        *checklist(result),
        Heading("What time limits run, and what was promised?"),
        *clocks(result),
        *commitments(result),
        *expected(result),
        Heading("Who handed what to whom?"),
        documents(result),
        Heading("What happened, and when?"),
        *happened(result),
        Heading("What changed?"),
        *changed(result),
        *wants(result),
        *_closing(),
    )


def _answer(result: TableResult) -> Note:
    return Note(f"{_compared(result)} {_waiting(result)}", "answer")


def _compared(result: TableResult) -> str:
    texts = count(len(result.sheet.proposals), "text")
    n = len(result.compared)
    if n < 2:
        return f"The case records {texts}; there is nothing to compare."
    told = [
        f"{words} on {len(result.by_kind[kind])}"
        for kind, words in COUNTED.items()
        if result.by_kind[kind]
    ]
    return (
        f"The case records {texts}. Of {count(len(result.rows), 'issue')}, the {n} texts compared "
        f"side by side {listed(told)}."
    )


def _waiting(result: TableResult) -> str:
    """How many answers are due from those whose consent is needed, and how many are half given."""
    due, partial = len(result.outstanding), len(result.unsettled)
    if not due and not partial:
        return "Every party whose consent is needed has answered every text for good."
    said = f"{count(due, 'answer is', 'answers are') if due else 'No answer is'} outstanding"
    if not partial:
        return f"{said}."
    tied = count(partial, "answer comes", "answers come")
    return f"{said}, and {tied} with conditions or a counter-proposal."


def _between(result: TableResult) -> Iterator[Note]:
    """The two texts of those who must agree."""
    if result.sides is None:
        return
    case = result.sheet.case
    first, second = (case.proposals[text] for text in result.sides)
    told = [
        f"{words}: {', '.join(case.issues[issue].name for issue in result.between[kind])}"
        for kind, words in BETWEEN.items()
        if result.between[kind]
    ]
    if not told:
        told = ["They speak on no issue in common"]
    yield Note(
        f"Side by side: {_title(first)} and {_title(second)}. {'. '.join(told)}.",
        refs=tuple(dict.fromkeys((*first.claims, *second.claims))),
        page="known",
    )


def _title(text: Proposal) -> str:
    return marked(quoted(text.title), marks(text))


def _outstanding(result: TableResult) -> Iterator[Note]:
    case = result.sheet.case
    if not result.outstanding:
        return
    told = [
        f"{label(case, each.party)} on {case.proposals[each.proposal].short}, "
        + _so_far(case, each)
        for each in result.outstanding
    ]
    answers_ = (answer for each in result.outstanding for answer in each.current)
    claims = tuple(dict.fromkeys(claim for answer in answers_ for claim in answer.claims))
    yield Note(f"Outstanding answers: {'; '.join(told)}.", refs=claims, page="open")


def _so_far(case: Case, each: Standing) -> str:
    """The last answer to the whole text, or that there is none."""
    if each.whole:
        return marked(state_words(case, each.whole), marks(each.whole))
    return "answered only in part" if each.current else "no answer on record"


def _clock(result: TableResult) -> Iterator[Note]:
    """The limits that run out first."""
    running = [due for due in result.dues if due.state == "open"][:FIRST]
    told = [f"{marked(due.what, due.marks)}, {days(due.days)} ({left(due)})" for due in running]
    claims = tuple(dict.fromkeys(claim for due in running for claim in due.claims))
    if told:
        yield Note(f"Time limits that run out first: {'; '.join(told)}.", refs=claims, page="open")


def _news(result: TableResult) -> Iterator[Note]:
    """New texts, new answers of those who must consent, and what was promised."""
    if result.since is None:
        return
    case = result.sheet.case
    new = {id(change.entry) for change in result.changes}
    texts = [case.proposals[text] for text in result.sheet.proposals]
    handed = [marked(text.short, marks(text)) for text in texts if id(text) in new]
    given = [
        f"{label(case, each.party)} on {case.proposals[each.proposal].short}, "
        + marked(state_words(case, each.whole), marks(each.whole))
        for each in result.standings
        if each.needed and each.whole and id(each.whole) in new
    ]
    promised = [marked(each.what, marks(each)) for each in case.commitments if id(each) in new]
    told = [
        f"{head}: {'; '.join(items)}"
        for head, items in (
            ("New texts", handed),
            ("New answers", given),
            ("New commitments", promised[: FEW * (len(promised) <= FEW)]),
        )
        if items
    ]
    told += [f"{len(promised)} new commitments"] if len(promised) > FEW else []
    said = ". ".join(told) if told else "No new text, answer or promise is recorded"
    claims = (claim for c in result.changes if c.kind in NEWS for claim in c.claims)
    yield Note(
        f"After {day(result.since)}. {said}.", refs=tuple(dict.fromkeys(claims)), page="changed"
    )


def _closing() -> Iterator[Note]:
    yield Note(
        "An issue takes one option, or one number: two texts that set different ones conflict. "
        "Same: both set the same, and neither makes it hang on anything. Compatible: both speak, "
        "and at least one leaves the option open. Conditional: they agree, or only sometimes "
        "differ, under a choice, a package or a condition. Conflicting: wherever both speak, they "
        "exclude each other. Silent: one says nothing, whichever choice is taken.",
        "assumption",
    )
    yield Note(
        "The relation is judged on the options as coded in the case, not on the wording: texts "
        "that set the same option can still differ in their words.",
        "limit",
    )
    yield Note(
        "Silence is not consent: a party without an answer on record has agreed to nothing.",
        "limit",
    )
    yield Note(
        "The order of a text, its packages and its conditions are kept and shown, but what they "
        "are worth to a party is not weighed here.",
        "limit",
    )
