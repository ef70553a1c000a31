"""What a conclusion hangs on by a design: the lens is asked again with one input drawn anew.

With independent inputs this gives first-order and total effects without any fit, and the mean size
of the change when one input is drawn anew, all else equal (radial elementary effects). It costs n
draws for each input and twice more.

Sources: `parley.models.sensitivity.designed`; Campolongo, Saltelli and Cariboni (2011), Computer
Physics Communications 182(4), 978-988, radial effects.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from parley.blocks import Block, Cell, Column, Note, Table
from parley.case import Case
from parley.conclusion import Conclusion
from parley.draws import Draws, draws, mixed
from parley.lenses.hinges.build import Hinges
from parley.lenses.hinges.indices import explained
from parley.lenses.hinges.words import count, number, percent, whether
from parley.models.sensitivity import SobolIndices, sobol_of_runs
from parley.models.uncertain import Column as Input

__all__ = ["Designed", "describe_designed", "designed", "screened"]

Floats = NDArray[np.float64]
Z = 1.96
LEAST = 50  # draws known in all runs
NOTHING = (
    "there is no input to draw anew: the draws as given cannot tell which go with the conclusion, "
    "or it is the same in nearly all of them; more draws (`--draws`) may tell"
)


@dataclass(frozen=True, kw_only=True, eq=False)
class Designed:
    """inputs : those drawn anew. indices : (k, 1). change, spread : (k,), mean size of the change
    when the input is drawn anew, and its standard deviation. n : draws known in all runs."""

    conclusion: Conclusion
    inputs: tuple[Input, ...]
    indices: SobolIndices
    change: Floats
    spread: Floats
    n: int


def screened(found: Hinges, most: int) -> tuple[Input, ...]:
    """The inputs that go most with the first conclusion in the draws as given, one of each path."""
    asked = tuple(each for each in found.asked if each.open)
    if not asked:
        return ()
    told = explained(found, asked[:1])
    share = np.fmax(told.first.estimate[:, 0], told.delta.estimate[:, 0])
    order = np.argsort(-np.nan_to_num(share, nan=-1), kind="stable")
    best: dict[str, Input] = {}
    for k in order:
        about = found.given.about[int(k)]
        best.setdefault(_place(about.path), about)
    return tuple(best.values())[:most]


def _place(path: str) -> str:
    """A statement and the chance that it holds are one input."""
    return path.removesuffix(":coin").removesuffix(".chance")


def designed(
    case: Case,
    inputs: Sequence[Input],
    ask: Callable[[Draws], Conclusion],
    n: int,
    seed: int,
    *,
    progress: Callable[[str], None] = lambda _: None,
) -> Designed:
    """ask : the conclusion in given draws. `ValueError` without inputs, and where the conclusion is
    constant or hardly known."""
    if not inputs:
        raise ValueError(NOTHING)
    one, other = draws(case, n, seed), draws(case, n, seed, start=n)
    first = ask(one)
    runs = [first.values, ask(other).values]
    for each in inputs:
        progress(f"Drawing anew: {each.name}")
        place = _place(each.path)
        paths = {place, f"{place}.chance", f"{place}:coin"}
        runs.append(ask(mixed(case, one, other, paths)).values)
    known = np.isfinite(runs).all(axis=0)
    if known.sum() < LEAST:
        raise ValueError(f"'{first.id}' is known in {known.sum()} draws of all runs, need {LEAST}")
    at_a, at_b, *changed = (run[known, np.newaxis] for run in runs)
    if np.ptp(np.concatenate([at_a, at_b])) == 0:
        raise ValueError(f"'{first.id}' is the same in every draw of the design")
    moved = np.stack(changed)
    size = np.abs(moved - at_a)[:, :, 0]
    return Designed(
        conclusion=first,
        inputs=tuple(inputs),
        indices=sobol_of_runs(at_a, at_b, moved, seed=seed),
        change=size.mean(axis=1),
        spread=size.std(axis=1),
        n=int(known.sum()),
    )


def describe_designed(found: Designed) -> tuple[Block, ...]:
    """One table, the largest total effect first."""
    order = np.argsort(-found.indices.total[:, 0], kind="stable").tolist()
    moving = [i for i in order if found.change[i] > 0]
    return (
        Note(_answer(found, moving), "answer", found.conclusion.refs, "open"),
        Table(
            "First-order and total effects",
            tuple(
                Column(name)
                for name in ("input", "by itself", "with others", "mean change", "its spread")
            ),
            tuple(_row(found, i) for i in moving),
            "Shares of the variance with 95% intervals. Mean change: of the conclusion, when the "
            "input alone is drawn anew; for yes or no the share of draws in which it turns. "
            f"{_idle(len(order), len(moving))}",
        ),
        Note(
            "Inputs are drawn independently of each other, as the case has them.",
            "assumption",
            page="rests",
        ),
        Note(
            "The inputs were chosen by the draws as given: one that works only through others may "
            "not be among them (`--inputs` takes more). A design tells what the ranges of the "
            "case do, not whether they are right.",
            "limit",
        ),
    )


def _answer(found: Designed, moving: Sequence[int]) -> str:
    says, inputs = whether(found.conclusion), count(len(found.inputs), "input")
    if not moving:
        return (
            f"By a design of {count(found.indices.runs, 'draw')}, {says} hangs on nothing "
            f"that was drawn anew ({inputs})."
        )
    leading = [found.inputs[i].name for i in moving[:3]]
    total = percent(min(float(found.indices.first.clip(0).sum()), 1.0))
    told = f"By themselves the {inputs} explain {total}"
    rest = "what they do together, or in inputs that were not drawn anew"
    if len(found.inputs) == 1:
        told, rest = f"By itself it explains {total}", "other inputs, alone or with it"
    return (
        f"By a design of {count(found.indices.runs, 'draw')}, {says} hangs most on: "
        f"{'; '.join(leading)}. {told} of the variance; the rest lies in {rest}."
    )


def _idle(drawn: int, moving: int) -> str:
    idle = drawn - moving
    if not idle:
        return "Every input drawn anew changes something in some draw."
    verb = "changes" if idle == 1 else "change"
    return f"Of {count(drawn, 'input')} drawn anew {idle} {verb} nothing in any draw."


def _row(found: Designed, i: int) -> tuple[Cell, ...]:
    told = found.indices
    return (
        Cell(found.inputs[i].name, found.inputs[i].refs[:3]),
        Cell(_span(told.first[i, 0], told.first_error[i, 0])),
        Cell(_span(told.total[i, 0], told.total_error[i, 0])),
        Cell(number(float(found.change[i]))),
        Cell(number(float(found.spread[i]))),
    )


def _span(value: float, error: float) -> str:
    low, high = np.clip([value - Z * error, value + Z * error], 0, 1).tolist()
    return f"{percent(min(max(float(value), 0.0), 1.0))} ({percent(low)} to {percent(high)})"
