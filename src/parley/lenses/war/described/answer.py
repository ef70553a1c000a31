"""The answer: what refusing is worth to each side, and what would be there to share."""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from parley.blocks import Block, Cell, Column, Note, Table
from parley.lenses.war.compared import Changed
from parley.lenses.war.solve import WEEKS, WarResult
from parley.lenses.war.words import (
    count,
    listed,
    part,
    percent,
    scenario_name,
    side_name,
    side_refs,
    signed,
    span,
)

__all__ = ["describe_answer"]

Floats = NDArray[np.float64]


def describe_answer(result: WarResult) -> Iterator[Block]:
    """Worths, what they leave, and the scenario that changes most."""
    yield Note(_answer(result), "answer", side_refs(result.fought.base), "open")
    if result.partial:
        yield Note(
            "The run was cut short: what is shown comes from "
            f"{count(len(result.run.which), 'draw')} and "
            f"{count(len(result.compared), 'scenario')} of {len(result.fought.other)}.",
            "warning",
        )
    if result.compared:
        yield Note(_most(result), "text", (), "open")
    yield _table(result)
    yield Note(
        "Fighting on to the end is a low reading of what refusing is worth: the chance to win by "
        "the balance of strengths half-way, less what it costs; at least nothing, and without what "
        "later talks could bring. Who reckons with talks that go on asks for more: who can settle "
        "next week loses little by refusing in this one. Which of the two a side goes by, no "
        "conduct tells. The section on pauses takes chances to win by the strengths of now, and "
        "nothing discounted, so that its figures differ from these.",
        "assumption",
    )


def _answer(result: WarResult) -> str:
    base, left = result.fought.base, 1 - result.refusing.sum(axis=0)
    told = listed(
        f"{part(middle)} to {side_name(base, j)} ({span(low, high)})"
        for j, (low, middle, high) in enumerate(_spread(result.refusing))
    )
    low, middle, high = np.quantile(left, [0.1, 0.5, 0.9])
    some = float((left > 0).mean())
    return (
        f"Of the stake, {_stake(result)}, fighting on to the end is worth {told}, costs taken off; "
        f"in brackets what 80% of the draws have. A settlement would leave {part(middle)} "
        f"({span(low, high)}) more to share, and something in {percent(some)} of the draws"
        f"{', which is not to say that it will be agreed on' if some > 0.5 else ''}."
    )


def _stake(result: WarResult) -> str:
    return f"“{result.fought.base.war.stake}”"


def _most(result: WarResult) -> str:
    """Of the scenarios that stand clear of the noise those that change weeks of fighting most."""
    base = result.fought.base
    clear = [
        (each.scenario, each.changed["at_war"])
        for each in result.compared
        if each.changed["at_war"].clear
    ]
    n = count(len(result.compared), "scenario")
    if not clear:
        return (
            f"Of {n} none changes the weeks of fighting by more than twice the standard error of "
            "the comparison."
        )
    clear.sort(key=lambda pair: -abs(pair[1].mean))
    told = [f"{scenario_name(base, name)} ({_weeks(change)})" for name, change in clear[:2]]
    return (
        f"Of {n}, with the same random numbers, {_changing(len(clear))} the weeks of fighting in "
        f"{WEEKS} by more than twice the standard error of the comparison; of these most by "
        f"{listed(told)}. These are differences of a simple model, for comparing, not forecasts."
    )


def _changing(n: int) -> str:
    return f"{n} {'changes' if n == 1 else 'change'}"


def _weeks(change: Changed) -> str:
    return f"{signed(change.mean)} \N{PLUS-MINUS SIGN} {change.error:.2f}"


def _spread(worth: Floats) -> list[list[float]]:
    found: list[list[float]] = np.quantile(worth, [0.1, 0.5, 0.9], axis=1).T.tolist()
    return found


def _table(result: WarResult) -> Table:
    base = result.fought.base
    rows = []
    for j in range(2):
        cells = [Cell(side_name(base, j), side_refs(base, (j,)))]
        for low, middle, high in (_spread(result.refusing)[j], _spread(result.talking_on)[j]):
            cells += [Cell(part(middle)), Cell(span(low, high))]
        rows.append(tuple(cells))
    heads = ("side", "fighting on to the end", "80% of draws", "talks go on", "80% of draws ")
    return Table(
        "What refusing is worth, as a part of the stake",
        tuple(Column(head) for head in heads),
        tuple(rows),
        f"The last two columns from {result.talking_on.shape[1]} draws: sides at the averages of "
        "their types, strengths that go on changing as in the first week, no deadline.",
    )
