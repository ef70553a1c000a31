"""Which states hold: the option form, what they have in common, and the outcomes of the case."""

from collections.abc import Iterator

import numpy as np

from parley.blocks import Block, Cell, Column, Heading, Note, Table
from parley.charts import CountRow, HeatCell, MarkRow, OptionRow, StateColumn, heat, option_form
from parley.lenses.stability.listed import MAIN
from parley.lenses.stability.solve import StabilityResult
from parley.lenses.stability.words import (
    capital,
    changed,
    count,
    ids,
    levels_of,
    listed,
    option_name,
    option_refs,
    party_name,
    party_refs,
    state_name,
    state_refs,
    state_words,
    tagged,
)
from parley.models.conflict_graph.build import Conflict

__all__ = ["describe_states"]

NAMES = {
    "nash": ("no one gains by moving", "Nash"),
    "gmr": ("others can answer every gain", "GMR"),
    "smr": ("and the mover cannot escape the answer", "SMR"),
    "seq": ("others answer in their own interest", "SEQ"),
    "sseq": ("and the mover cannot escape that answer", "SSEQ"),
}
GRADES = ("gains nothing", "held", "held at a cost", "would leave")


def describe_states(result: StabilityResult) -> Iterator[Block]:
    """The picture of the states, what each is in words, and how many hold in which sense."""
    yield Heading("Which states would hold?")
    yield _form(result)
    yield _in_words(result)
    yield _matrix(result)
    yield _counts(result)
    yield from _shared(result)
    yield from _outcomes(result)


def _form(result: StabilityResult) -> Block:
    found, names = result.conflict, ids(result.conflict, result.listed)
    held = [names[s] for s in result.listed if result.holds[s]]
    alt = (
        f"A column for each of {count(len(result.listed), 'state')}, a row for each option; below, "
        f"for whom the state is stable. {capital(listed(held)) or 'None'} would hold."
    )
    return option_form("States and who would stay in them", alt, _columns(result), _options(found),
                       below=_below(result))  # fmt: skip


def _columns(result: StabilityResult) -> list[StateColumn]:
    found, names = result.conflict, ids(result.conflict, result.listed)
    return [
        StateColumn(
            id=names[s],
            choice=tuple(levels_of(found, s)),
            label=state_name(found, s),
            refs=state_refs(found, s),
        )
        for s in result.listed
    ]


def _options(found: Conflict) -> list[OptionRow]:
    return [
        OptionRow(
            party=party_name(found, found.graph.options[k].owners[0]),
            option=option_name(found, k),
            levels=tuple(option.levels) if option.levels else ("N", "Y"),
            refs=option_refs(found, k),
        )
        for k, option in enumerate(found.moves.paths.values())
    ]


def _below(result: StabilityResult) -> list[MarkRow | CountRow]:
    found = result.conflict
    rows: list[MarkRow | CountRow] = [
        MarkRow(
            group="would stay",
            label=party_name(found, p),
            holds=tuple(bool(result.verdict[MAIN][p, s]) for s in result.listed),
            refs=party_refs(found, [p]),
        )
        for p in range(len(found.parties))
    ]
    share = result.robust.equilibrium
    rows.append(
        CountRow(
            group="all would stay",
            label="share of draws",
            values=tuple(float(share[s]) for s in result.listed),
            kind="percent",
        )
    )
    return rows


def _in_words(result: StabilityResult) -> Table:
    found, names = result.conflict, ids(result.conflict, result.listed)
    rows = tuple(
        (
            Cell(names[s]),
            Cell(_name(found, s), state_refs(found, s)),
            Cell(capital(state_words(found, s))),
            Cell(_sense(result, s)),
        )
        for s in result.listed
    )
    columns = (Column("state"), Column("name"), Column("what it is"), Column("would it hold?"))
    more = int(result.holds.sum()) - sum(bool(result.holds[s]) for s in result.listed)
    caption = f"{more:,} more states would hold and are not listed." if more else ""
    return Table("The states in words", columns, rows, caption)


def _name(found: Conflict, s: int) -> str | None:
    names = [found.moves.states[name].name for name, state in found.named.items() if state == s]
    return names[0] if names else None


def _sense(result: StabilityResult, s: int) -> str:
    """The strictest sense in which the state holds."""
    for concept in ("nash", MAIN, "gmr"):
        if result.verdict[concept][:, s].all():
            return {
                "nash": "yes: no one gains by moving",
                MAIN: "yes: gains are answered in others' own interest",
                "gmr": "only if others answer at a cost to themselves",
            }[concept]
    return "no"


def _matrix(result: StabilityResult) -> Block:
    found, names = result.conflict, ids(result.conflict, result.listed)
    cells = [
        HeatCell(
            row=tagged(found, names, s),
            column=party_name(found, p),
            text=_grade(result, p, s),
            level=_grade(result, p, s),
            refs=party_refs(found, [p]),
        )
        for s in result.looked
        for p in range(len(found.parties))
    ]
    alt = (
        "For each named state and party: it gains nothing by moving, is held by answers in others' "
        "own interest, only by answers that cost them, or would leave."
    )
    return heat("What keeps each party in each state", alt, cells, levels=GRADES)


def _grade(result: StabilityResult, p: int, s: int) -> str:
    for concept, grade in zip(("nash", MAIN, "gmr"), GRADES, strict=False):
        if result.verdict[concept][p, s]:
            return grade
    return GRADES[-1]


def _counts(result: StabilityResult) -> Table:
    found = result.conflict
    rows = tuple(
        (
            Cell(f"{NAMES[concept][0]} ({NAMES[concept][1]})"),
            Cell(int(np.logical_and.reduce(stable).sum())),
            *(Cell(int(stable[p].sum())) for p in range(len(found.parties))),
        )
        for concept, stable in result.verdict.items()
    )
    columns = (
        Column("a state holds if"),
        Column("for all", "number"),
        *(Column(f"for {party_name(found, p)}", "number") for p in range(len(found.parties))),
    )
    return Table(f"How many of {count(found.graph.n_states, 'state')} hold", columns, rows)


def _shared(result: StabilityResult) -> Iterator[Note]:
    n = int(result.holds.sum())
    if n > 1 and result.shared:
        told = listed([changed(result.conflict, k, at) for k, at in result.shared])
        yield Note(f"All {n:,} states that would hold share: {told}.")
    elif n > 1:
        yield Note(f"No option is at the same level in all {n:,} states that would hold.")


def _outcomes(result: StabilityResult) -> Iterator[Table]:
    if not result.kinds:
        return
    columns = (
        Column("kind of state"),
        Column("states", "number"),
        Column("would hold", "number"),
        Column("of these, no one gains by moving", "number"),
        Column("some would hold", "percent"),
        Column("led to by improvements"),
    )
    rows = tuple(
        (
            Cell(result.conflict.moves.outcomes[kind.name].name,
                 result.conflict.moves.outcomes[kind.name].claims),
            Cell(kind.n_states),
            Cell(kind.holds),
            Cell(kind.nash),
            Cell(kind.some),
            Cell({None: None, True: "yes", False: "no"}[kind.reached]),
        )
        for kind in result.kinds
    )  # fmt: skip
    caption = (
        "Counts are at the middle of the draws; the share is of draws in which at least one state "
        "of the kind would hold. Led to: from the present state, by moves that each mover prefers."
    )
    yield Table("Which outcomes would hold?", columns, rows, caption)
