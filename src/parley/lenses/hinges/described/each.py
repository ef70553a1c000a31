"""Every conclusion with what it hangs on: a table, a matrix, and bars for the most open ones."""

from collections.abc import Iterator

import numpy as np

from parley.blocks import Block, Cell, Column, Heading, Note, Table
from parley.charts import Estimate, HeatCell, TornadoBar, heat, tornado
from parley.lenses.hinges.build import LEAST_OF_A_KIND
from parley.lenses.hinges.hung import End, Hung
from parley.lenses.hinges.solve import HingesResult
from parley.lenses.hinges.words import (
    capital,
    count,
    input_name,
    input_refs,
    listed,
    mean_words,
    number,
    percent,
    tag,
)
from parley.models.sensitivity import TotalEffects

__all__ = ["describe_each"]

NAMED = 3  # inputs beside a conclusion
ROWS, COLUMNS = 10, 8  # of the matrix
BARS, LEAST_BARS = 6, 3


def describe_each(result: HingesResult) -> Iterator[Block]:
    """Nothing where no conclusion is open."""
    if not result.asked:
        return
    yield Heading("What each conclusion hangs on")
    yield _table(result)
    yield from _shut(result)
    yield from _matrix(result)
    for scene in result.scenes[:2]:
        yield _bars(result, result.hung[scene.at])
    yield _sides(result)


def _table(result: HingesResult) -> Table:
    rows = []
    for each in result.hung:
        asked, clear = result.asked[each.at], each.columns[: each.clear][:NAMED]
        refs = tuple(dict.fromkeys(r for c in clear for r in input_refs(result.found, c)[:2]))
        rows.append(
            (
                Cell(tag(each.at)),
                Cell(capital(asked.conclusion.says), asked.conclusion.refs[:NAMED]),
                Cell(mean_words(asked)),
                Cell(_hangs(result, each), refs),
            )
        )
    return Table(
        "Conclusions and the inputs they hang on",
        tuple(Column(name) for name in ("", "conclusion", "so in, or mean", "hangs on")),
        tuple(rows),
        "In brackets the share of its variance that the input explains by itself, where that "
        "stands clear of what inputs that change nothing show. What is missing to 100% lies in "
        "many small inputs, or in what inputs do together.",
    )


def _hangs(result: HingesResult, each: Hung) -> str:
    if not each.clear:
        return f"nothing that {count(int(result.asked[each.at].known.sum()), 'draw')} can tell"
    told = [
        f"{input_name(result.found, c)} ({percent(result.told.first.estimate[c, each.at])})"
        for c in each.columns[: each.clear][:NAMED]
    ]
    more = each.clear - len(told)
    return "; ".join(told) + (f"; {more} more" if more > 0 else "")


def _shut(result: HingesResult) -> Iterator[Note]:
    same = [each for each in result.shut if each.why == "the same in all"]
    rare = [each for each in result.shut if each.why == "too few of a kind"]
    few = [each for each in result.shut if each.why == "too few draws"]
    parts = []
    if same:
        parts.append(f"the same in every draw, so that nothing open moves them, {len(same)}")
    if rare:
        parts.append(
            f"so, or not so, in fewer than {LEAST_OF_A_KIND} draws, too few to search, {len(rare)}"
        )
    if few:
        names = listed([f"‘{each.conclusion.says}’" for each in few[:NAMED]])
        more = f" and {len(few) - NAMED} more" if len(few) > NAMED else ""
        parts.append(f"looked at in too few draws {len(few)} ({names}{more})")
    if parts:
        yield Note(f"Of {count(len(result.shut), 'other conclusion')}: {'; '.join(parts)}.")


def _matrix(result: HingesResult) -> Iterator[Block]:
    """Inputs by conclusions, shares that stand clear; conclusions under their tags."""
    inputs = [each for each in result.overall.inputs if each.hung][:ROWS]
    columns = list(dict.fromkeys(each.hung[0] for each in inputs))[:COLUMNS]
    inputs = [each for each in inputs if each.hung[0] in columns]
    if len(inputs) < 2 or len(columns) < 2:
        return
    table = result.told.first
    cells = [
        HeatCell(
            row=input_name(result.found, each.at),
            column=tag(j),
            text=percent(table.estimate[each.at, j]) if table.above[each.at, j] else "",
            value=float(table.estimate[each.at, j]) if table.above[each.at, j] else 0.0,
            refs=input_refs(result.found, each.at) if j == columns[0] else (),
        )
        for each in inputs
        for j in sorted(columns)
    ]
    yield heat(
        "Which input explains how much of which conclusion",
        f"{len(inputs)} inputs down, {len(columns)} conclusions across, named by the table above; "
        f"most is explained of {tag(columns[0])} by ‘{input_name(result.found, inputs[0].at)}’. "
        "Empty: not to be told from chance.",
        cells,
    )


def _bars(result: HingesResult, each: Hung) -> Block:
    asked, table = result.asked[each.at], result.told.first
    says, yes = asked.conclusion.says, asked.conclusion.yes
    rows = [
        TornadoBar(
            label=input_name(result.found, c),
            at_low=_estimate(each.lowest[i]),
            at_high=_estimate(each.highest[i]),
            share=Estimate(
                *(_part(t[c, each.at]) for t in (table.estimate, table.low, table.high))
            ),
            floor=_part(table.floor[c, each.at]),
            refs=input_refs(result.found, c),
        )
        for i, c in enumerate(each.columns[: min(max(each.clear, LEAST_BARS), BARS)])
    ]
    return tornado(
        f"{tag(each.at)}: {says}",
        f"In {mean_words(asked)} of draws ‘{says}’; the bars show the same where an input is in "
        f"its lowest and its highest third. The widest is that of ‘{rows[0].label}’.",
        rows,
        axis="share of draws in which it is so" if yes else "mean",
        overall=asked.conclusion.mean,
        ends=("lowest third of draws", "highest third"),
        percent=yes,
        floor_note="Floor: the most that 19 inputs which change nothing seem to explain.",
    )


def _part(share: float) -> float:
    """An estimate without bias can be a little below 0 or above 1; a share cannot."""
    return float(np.clip(share, 0, 1))


def _estimate(end: End) -> Estimate:
    return Estimate(end.value, end.low, end.high)


def _sides(result: HingesResult) -> Table:
    """The leading input of each conclusion from all sides."""
    rows = []
    for each in result.hung:
        if each.clear:
            c = each.columns[0]
            rows.append(
                (
                    Cell(tag(each.at)),
                    Cell(input_name(result.found, c), input_refs(result.found, c)),
                    Cell(_with_ends(result, c, each.at)),
                    Cell(_total(each.total)),
                    Cell(_rounded(result.told.delta.estimate[c, each.at])),
                    Cell(_rounded(result.told.pawn.estimate[c, each.at])),
                    Cell(_rounded(each.ranks[0])),
                    Cell(_gap(result, each)),
                )
            )
    heads = (
        "",
        "leading input",
        "by itself",
        "with others",
        "delta",
        "PAWN",
        "rank regression",
        "gap",
    )
    return Table(
        "The leading input of each conclusion, measured in six ways",
        tuple(Column(name) for name in heads),
        tuple(rows),
        "By itself: first-order index with its 95% interval. With others: bounds of the total "
        "effect from these draws. Delta and PAWN: how far the distribution moves, 0 to 1. Rank "
        "regression: slope beside the other leading inputs, \N{MINUS SIGN}1 to 1, below 0 where "
        "more of the input makes the conclusion less so. Gap: for yes or no the largest distance "
        "between the distributions of the input where it is so and where not, above 0 where more "
        "of it goes with so, and where it lies.",
    )


def _with_ends(result: HingesResult, c: int, j: int) -> str:
    table = result.told.first
    low, high = max(float(table.low[c, j]), 0), min(float(table.high[c, j]), 1)
    return f"{percent(float(table.estimate[c, j]))} ({percent(low)} to {percent(high)})"


def _total(bounds: TotalEffects | None) -> str | None:
    """Of the leading input."""
    if bounds is None:
        return None
    lower, upper = np.clip([bounds.lower[0, 0], bounds.upper[0, 0]], 0, 1).tolist()
    return f"{percent(lower)} to {percent(upper)}"


def _gap(result: HingesResult, each: Hung) -> str | None:
    """The regional gap of the leading input, and the value where it is widest."""
    if each.regional is None:
        return None
    about = result.found.given.about[each.columns[0]]
    gap, split = float(each.regional.gap.estimate[0, 0]), float(each.regional.split[0, 0])
    at = "" if about.levels else f" at {number(split)}"
    return f"{_rounded(gap)}{at}"


def _rounded(value: float) -> str | None:
    return None if value != value else number(round(value, 2))
