"""Tables of speakers: who is heard on what, how even the record is, how it is graded."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Literal

from parley.blocks import (
    CREDIBILITY,
    RELIABILITY,
    Block,
    Cell,
    Column,
    Figure,
    Note,
    Table,
)
from parley.case import Case
from parley.charts import HeatCell, heat
from parley.lenses.record.solve import RecordResult
from parley.lenses.record.words import label, listed, speaker

__all__ = ["acts", "grades", "matrix", "relations", "sides", "speakers", "subjects"]

NOBODY = "no side"
VOICES = 4  # speakers named for each subject; the table of speakers holds them all


def matrix(result: RecordResult) -> Iterator[Figure]:
    """Claims by issue and side; a zero is a gap."""
    case, coverage = result.record.case, result.record.coverage
    if not case.issues:
        return
    others = [name for name in coverage.heard if name not in case.consent]
    columns = [*case.consent, *others, ""]
    cells = [
        HeatCell(
            row=issue.name,
            column=label(case, side) if side else NOBODY,
            text=str(len(claims)),
            value=float(len(claims)),
            refs=claims,
        )
        for name, issue in case.issues.items()
        for side in columns
        for claims in [coverage.claims[name].get(side, ())]
    ]
    yield heat(
        "Claims by issue and side",
        "For each issue, the number of claims by speakers for each party; outlets, analysts and "
        "unnamed speakers stand under no side. A zero is a gap in the record.",
        cells,
    )


def subjects(result: RecordResult) -> Iterator[Table]:
    """How many claims on each issue and topic, and by whom."""
    case = result.record.case
    names = {**{k: v.name for k, v in case.issues.items()}}
    names |= {name: topic.name for name, topic in case.topics.items()}
    rows = []
    for subject, by_side in result.record.coverage.claims.items():
        claims = tuple(dict.fromkeys(claim for ids in by_side.values() for claim in ids))
        kind = "issue" if subject in case.issues else "topic"
        who = _who(result, claims)
        rows.append((Cell(names[subject]), Cell(kind), Cell(len(claims), claims), Cell(who)))
    if rows:
        columns = (Column("subject"), Column("kind"), Column("claims", "number"), Column("by"))
        yield Table("Claims by issue and topic", columns, tuple(rows))


def _who(result: RecordResult, claims: Sequence[str]) -> str | None:
    said = [
        (len(mine), each.name)
        for each in result.speakers
        if (mine := set(each.claims) & set(claims))
    ]
    said.sort(key=lambda pair: -pair[0])
    named = [f"{name} ({number})" for number, name in said[:VOICES]]
    more = [f"{len(said) - VOICES} more"] if len(said) > VOICES else []
    return ", ".join([*named, *more]) or None


def speakers(result: RecordResult) -> Iterator[Table]:
    """Every voice with its claims and dates."""
    case = result.record.case
    columns = (
        Column("speaker"),
        Column("side"),
        Column("claims", "number"),
        Column("first"),
        Column("last"),
    )
    rows = tuple(
        (
            Cell(speaker(case, each)),
            Cell(listed([label(case, side) for side in each.sides]) if each.sides else NOBODY),
            Cell(len(each.claims), each.claims),
            Cell(each.first or None),
            Cell(each.last or None),
        )
        for each in result.speakers
    )
    yield Table("Claims by speaker", columns, rows)


def sides(result: RecordResult) -> Iterator[Block]:
    """The same measures for each side, laid out alike."""
    case, groups = result.record.case, result.record.balance
    heads = _sides(case)
    counts: list[tuple[str, list[Cell]]] = [
        ("claims by its speakers", [Cell(len(g.claims), g.claims) for g in groups]),
        ("distinct speakers", [Cell(len(g.voices)) for g in groups]),
        *(
            (f"claims: {how}", [Cell(g.how.get(how, 0)) for g in groups])
            for how in dict.fromkeys(how for g in groups for how in g.how)
        ),
        ("sources on its side", [Cell(len(g.sources)) for g in groups]),
        *_counted("sources:", [g.kinds for g in groups]),
        *_counted("sources graded", [g.grades for g in groups]),
    ]
    yield _measures("The record by side: numbers", heads, "number", counts)
    shares = [
        ("claims marked unverified", [Cell(g.share(g.unverified), g.unverified) for g in groups]),
        ("claims with checked quotation", [Cell(g.share(g.quoted), g.quoted) for g in groups]),
        (
            "claims read in outlets of the other side",
            [
                Cell(g.share(g.elsewhere) if {*g.parties} & {*case.consent} else None, g.elsewhere)
                for g in groups
            ],
        ),
    ]
    yield _measures("The record by side: shares of its claims", heads, "percent", shares)
    for group in groups:
        if group.only_elsewhere:
            yield Note(
                f"Speakers of {label(case, group.parties[0])} heard only through outlets of the "
                f"other side: {', '.join(group.only_elsewhere)}."
            )


def _sides(case: Case) -> list[str]:
    """What the groups of the balance are called."""
    return [*(label(case, name) for name in case.consent), "other parties", NOBODY]


def acts(result: RecordResult) -> Iterator[Table]:
    """What was done with words, by family of act and side."""
    columns = [Column("acts"), *(Column(head, "number") for head in _sides(result.record.case))]
    rows = tuple(
        (Cell(family), *(Cell(len(claims), claims) for claims in by_side))
        for family, by_side in result.acts.items()
    )
    yield Table(
        "Claims by family of act and side",
        tuple(columns),
        rows,
        "What each claim reports: a text put forward, an answer, a step of the talks, and so on. "
        "A claim by speakers of two sides counts for both.",
    )


def _counted(label: str, groups: Sequence[Mapping[str, int]]) -> list[tuple[str, list[Cell]]]:
    names = sorted({name for group in groups for name in group})
    return [(f"{label} {name}", [Cell(group.get(name, 0)) for group in groups]) for name in names]


def _measures(
    title: str,
    heads: Sequence[str],
    kind: Literal["number", "percent"],
    measures: Sequence[tuple[str, Sequence[Cell]]],
) -> Table:
    columns = (Column("measure"), *(Column(head, kind) for head in heads))
    return Table(title, columns, tuple((Cell(label), *cells) for label, cells in measures))


def grades(result: RecordResult) -> Iterator[Table]:
    """The two Admiralty grades, kept apart."""
    case = result.record.case
    yield Table(
        "Grade of the source",
        (
            Column("grade"),
            Column("the source is"),
            Column("sources", "number"),
            Column("claims", "number"),
        ),
        tuple(
            (
                Cell(grade),
                Cell(words),
                Cell(len(result.grades.get(grade, ()))),
                _claims(case, result.grades.get(grade, ())),
            )
            for grade, words in RELIABILITY.items()
        ),
        "Admiralty code; only sources that some claim rests on.",
    )
    yield Table(
        "Grade of the information",
        (Column("grade"), Column("the information is"), Column("claims", "number")),
        tuple(
            (
                Cell(grade),
                Cell(words),
                Cell(len(claims := result.credibility.get(int(grade), ())), claims),
            )
            for grade, words in CREDIBILITY.items()
        ),
        "Admiralty code.",
    )


def _claims(case: Case, sources: Sequence[str]) -> Cell:
    claims = tuple(name for name, claim in case.claims.items() if claim.source in sources)
    return Cell(len(claims), claims)


def relations(result: RecordResult) -> Iterator[Table]:
    """What a reader declared about pairs of claims."""
    if result.relations:
        yield Table(
            "How claims bear on one another, as declared",
            (Column("relation"), Column("pairs", "number"), Column("which, and on which it bears")),
            tuple(
                (
                    Cell(kind),
                    Cell(len(pairs), tuple(dict.fromkeys(name for pair in pairs for name in pair))),
                    Cell(", ".join(f"{claim} on {other}" for claim, other in pairs)),
                )
                for kind, pairs in result.relations.items()
            ),
        )
