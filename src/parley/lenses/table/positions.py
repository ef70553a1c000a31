"""What each party wants: what it stated, in order of date, its interests and its mandate."""

from collections.abc import Iterator

from parley.blocks import Block, Bullets, Cell, Column, Heading, Note, Table
from parley.case.schema import Interest, Stated
from parley.lenses.table.diary import Movement
from parley.lenses.table.solve import TableResult
from parley.lenses.table.words import label, listed, marked, marks, when

__all__ = ["wants"]


def wants(result: TableResult) -> Iterator[Block]:
    """Positions, interests, mandates; nothing if the case records none."""
    found = [*_positions(result), *_interests(result), *_mandates(result)]
    if found:
        yield Heading("What does each party want, and why?")
        yield from found


def _positions(result: TableResult) -> Iterator[Block]:
    """What each party said on each issue in order, so that a move can be seen."""
    case = result.sheet.case
    if not result.movements:
        return
    here = {each.party for each in result.movements}
    parties = [party for party in case.parties if party in here]
    at = {(each.issue, each.party): each for each in result.movements}
    moved = [each for each in result.movements if each.moved]
    if moved:
        yield Bullets(
            "Where a party has named other options than before",
            tuple(_move(result, each) for each in moved),
        )
    else:
        yield Note("On the options as coded, no party has named other options than before.")
    yield Table(
        "Stated positions in order of date",
        (Column("issue"), *(Column(label(case, party)) for party in parties)),
        tuple(
            (
                Cell(case.issues[issue].name),
                *(_stated_cell(result, at.get((issue, party))) for party in parties),
            )
            for issue in case.issues
        ),
    )


def _move(result: TableResult, each: Movement) -> Cell:
    case = result.sheet.case
    told = "; ".join(_stated(result, each.issue, stated) for stated in each.stated if stated.on)
    words = f"{label(case, each.party)} on {case.issues[each.issue].name}: {told}"
    return Cell(words, (f"positions.{each.party}.issues.{each.issue}",))


def _stated_cell(result: TableResult, each: Movement | None) -> Cell:
    if each is None:
        return Cell(None)
    words = [
        _stated(result, each.issue, stated) + (" [new]" if new else "")
        for stated, new in zip(each.stated, each.new, strict=True)
    ]
    claims = dict.fromkeys(claim for stated in each.stated for claim in stated.claims)
    return Cell("\n".join(words), tuple(claims))


def _stated(result: TableResult, issue: str, stated: Stated) -> str:
    case = result.sheet.case
    labels = case.issues[issue].labels
    stances = (
        ("wants", stated.wants),
        ("accepts", stated.accepts),
        ("refuses", stated.refuses),
        ("calls unacceptable", stated.red),
    )
    given = [(verb, options) for verb, options in stances if options]
    told = [f"{verb}: {listed(labels.get(o, o) for o in options)}" for verb, options in given]
    if stated.says:  # in the party's terms; it stands for the first of the stances
        told[:1] = [f"{given[0][0]}: {stated.says}" if given else stated.says]
    words = "; ".join(told)
    date_words = f"{when(case, stated.on)}, " if stated.on else ""
    return marked(f"{date_words}{words}", marks(stated))


def _interests(result: TableResult) -> Iterator[Table]:
    """Why each party wants what it wants, and who says so."""
    case = result.sheet.case
    rows = tuple(
        (
            Cell(label(case, party)),
            Cell(marked(interest.says, marks(interest)), interest.claims),
            Cell(_basis(interest)),
            Cell(", ".join(case.issues[issue].name for issue in interest.issues) or None),
        )
        for party in case.parties
        if party in case.positions
        for interest in case.positions[party].interests
    )
    if rows:
        columns = tuple(
            Column(head) for head in ("party", "interest", "stated or inferred", "issues")
        )
        yield Table("Interests", columns, rows)


def _basis(interest: Interest) -> str:
    return f"{interest.basis} by {interest.by}" if interest.by else interest.basis


def _mandates(result: TableResult) -> Iterator[Bullets]:
    """What those at the table may decide."""
    case = result.sheet.case
    items = tuple(
        Cell(f"{label(case, party)}: {mandate}")
        for party in case.parties
        if party in case.positions
        for mandate in case.positions[party].mandate
    )
    if items:
        yield Bullets("Mandates", items)
