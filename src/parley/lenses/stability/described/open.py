"""How much hangs on what nobody knows: shares of draws, and the beliefs that turn a verdict."""

from collections.abc import Iterator

from parley.blocks import Block, Cell, Column, Heading, Note, Table
from parley.charts import Bar, shares
from parley.lenses.stability.solve import StabilityResult
from parley.lenses.stability.words import (
    count,
    ids,
    party_name,
    state_name,
    statement_words,
    tagged,
)
from parley.models.conflict_graph.build import Conflict
from parley.models.conflict_graph.robustness import Hinge

__all__ = ["describe_open"]

CLEAR = 0.1  # a difference in shares below this is told as none
HUNG = 3  # beliefs told for each state


def describe_open(result: StabilityResult) -> Iterator[Block]:
    """Shares of draws for the listed states, then what each named state hangs on."""
    yield Heading("How much hangs on what is not known?")
    robust = result.robust
    if len(robust.profiles) == 1:
        yield Note("Nothing in the case leaves the parties' preferences open: all draws agree.")
        return
    yield Note(
        f"Preferences differ in {count(len(robust.profiles), 'way')} over "
        f"{count(robust.n_draws, 'draw')}. Each is worked out for every state."
    )
    yield _figure(result)
    yield from _hinges(result)


def _figure(result: StabilityResult) -> Block:
    found, names = result.conflict, ids(result.conflict, result.listed)
    rows = [
        Bar(
            label=tagged(found, names, s),
            value=float(result.robust.stable[p, s]),
            party=party_name(found, p),
        )
        for s in result.looked
        for p in range(len(found.parties))
    ]
    parties = [party_name(found, p) for p in range(len(found.parties))]
    best = max(result.looked, key=lambda s: result.robust.equilibrium[s])
    alt = (
        "For each named state the share of draws in which each party would stay; "
        f"all of them most often in {state_name(found, best)}."
    )
    return shares("In how many draws each party would stay", alt, rows, axis="share of draws",
                  parties=parties)  # fmt: skip


def _hinges(result: StabilityResult) -> Iterator[Block]:
    found, names = result.conflict, ids(result.conflict, result.listed)
    rows = tuple(
        (
            Cell(tagged(found, names, s)),
            Cell(_belief(found, hinge), _refs(found, hinge)),
            Cell(hinge.part),
            Cell(hinge.yes),
            Cell(hinge.no),
        )
        for s, every in result.hung.items()
        for hinge in every[:HUNG]
        if abs(hinge.yes - hinge.no) >= CLEAR
    )
    if not rows:
        yield Note("No single belief on a preference turns whether a named state holds.")
        return
    columns = (
        Column("state"),
        Column("belief"),
        Column("so in", "percent"),
        Column("holds if so", "percent"),
        Column("holds if not", "percent"),
    )
    caption = "Shares are of draws; other beliefs vary along, so that these are not causes alone."
    yield Table("The beliefs on which a verdict hangs most", columns, rows, caption)


def _belief(found: Conflict, hinge: Hinge) -> str:
    who = party_name(found, hinge.party)
    first = statement_words(found, hinge.party, hinge.statement)
    if hinge.over is None:
        return f"{who} wants {first}"
    return f"{who} puts {first} above {statement_words(found, hinge.party, hinge.over)}"


def _refs(found: Conflict, hinge: Hinge) -> tuple[str, ...]:
    both = [hinge.statement] if hinge.over is None else [hinge.statement, hinge.over]
    path = f"moves.preferences.{found.parties[hinge.party]}.statements"
    return tuple(f"{path}.{k}" for k in both)
