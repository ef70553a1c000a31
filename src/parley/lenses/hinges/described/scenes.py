"""Where a conclusion comes about: boxes as sentences, a tree beside them, inputs one and two."""

from collections.abc import Iterator

import numpy as np

from parley.blocks import Block, Heading, Note
from parley.charts import ResponsePoint, SurfaceCell, response, surface
from parley.lenses.hinges.scenes import Scene
from parley.lenses.hinges.solve import HingesResult
from parley.lenses.hinges.words import (
    box_words,
    count,
    input_name,
    input_refs,
    level,
    number,
    percent,
    tag,
)
from parley.models.discovery.shares import wilson
from parley.models.flips import Turn

__all__ = ["describe_scenes"]


def describe_scenes(result: HingesResult) -> Iterator[Block]:
    """Nothing where no yes-or-no conclusion hangs clearly on anything."""
    if not result.scenes:
        return
    yield Heading("In which draws it is so")
    for place, scene in enumerate(result.scenes):
        yield Note(_told(result, scene), refs=_refs(result, scene), page="" if place else "open")
        yield Note(_tree(result, scene))
    yield from _pictures(result, result.scenes[0])


def _refs(result: HingesResult, scene: Scene) -> tuple[str, ...]:
    held = [scene.columns[k] for k in scene.box.box.restrictions]
    return tuple(dict.fromkeys(r for c in held for r in input_refs(result.found, c)))


def _told(result: HingesResult, scene: Scene) -> str:
    asked, box = result.asked[scene.at].conclusion, scene.box
    so, share = ("is so", asked.mean) if scene.so else ("is not so", 1 - asked.mean)
    head = f"{tag(scene.at)}, ‘{asked.says}’, {so} in {percent(share)} of all draws"
    if not box.box.restrictions:
        return f"{head}; no box of inputs has clearly more of them."
    density, coverage = box.measures.density, box.measures.coverage
    low, middle, high = box.fresh_density
    fresh = (
        f" On draws that the search had not seen such boxes hold {percent(middle)} "
        f"({percent(low)} to {percent(high)})."
        if np.isfinite(middle)
        else ""
    )
    doubtful = [k for k in box.support if k.verdict != "clear"]
    worst = max(each.quasi_p for each in box.support)
    doubt = (
        f" {count(len(doubtful), 'of the conditions is', 'of the conditions are')} not clear of "
        "what an input that changes nothing gets."
        if doubtful
        else ""
    )
    return (
        f"{head}, but in {percent(density)} of the draws where "
        f"{box_words(result.found, scene.columns, box.box)}: {percent(coverage)} of all such "
        f"draws. Quasi-p of its weakest condition {_quasi(worst)}.{fresh}{doubt}"
    )


def _quasi(p: float) -> str:
    return "below 0.001" if p < 0.001 else number(round(p, 3))


def _tree(result: HingesResult, scene: Scene) -> str:
    """What the tree makes of it, if it parts the draws at all."""
    leaves = scene.tree.leaves
    if len(leaves) < 2:
        return f"A tree for {tag(scene.at)} finds nothing that holds on draws left out."
    best = leaves[0]
    where = box_words(result.found, scene.columns, best.box)
    return (
        f"A tree for {tag(scene.at)} of {count(len(leaves), 'part')} has its densest where "
        f"{where}: {percent(best.measures.density)} of {count(best.measures.n_in, 'draw')}."
    )


def _pictures(result: HingesResult, scene: Scene) -> Iterator[Block]:
    """The leading input by itself, and with the second."""
    hung, asked = result.hung[scene.at], result.asked[scene.at].conclusion
    if hung.turns:
        yield _response(result, scene, hung.turns[0])
    pair = scene.pair
    if pair is None or len({c.x for c in pair.cells}) < 2 or len({c.y for c in pair.cells}) < 2:
        return
    one, other = (input_name(result.found, c) for c in pair.columns)
    cells = [
        SurfaceCell(
            x_low=c.x[0], x_high=c.x[1], y_low=c.y[0], y_high=c.y[1], value=c.share, n=c.n,
            refs=input_refs(result.found, pair.columns[0]) if not i else (),
        )
        for i, c in enumerate(pair.cells)
    ]  # fmt: skip
    yield surface(
        f"{tag(scene.at)} by its two leading inputs",
        f"Share of draws in which ‘{asked.says}’, by quarters of ‘{one}’ across and ‘{other}’ up.",
        cells,
        x_axis=one,
        y_axis=other,
        legend="share of draws in which it is so",
    )


def _response(result: HingesResult, scene: Scene, turn: Turn) -> Block:
    about, asked = result.found.given.about[scene.columns[0]], result.asked[scene.at].conclusion
    n = len(turn.centre)
    each = turn.n / n
    points = []
    for at, share in zip(turn.centre.tolist(), turn.share_at.tolist(), strict=True):
        low, high = wilson(share * each, each)
        points.append(
            ResponsePoint(
                at=about.levels.get(at, number(at)) if about.levels else at,
                value=share,
                low=float(low),
                high=float(high),
                n=round(each),
                refs=input_refs(result.found, scene.columns[0]),
            )
        )
    turns = turn.verdict == "turns" and not about.levels
    return response(
        f"{tag(scene.at)} by its leading input",
        f"Share of draws in which ‘{asked.says}’ over ‘{about.name}’, from "
        f"{percent(turn.share_at[0])} at {level(about, float(turn.centre[0]))} to "
        f"{percent(turn.share_at[-1])} at {level(about, float(turn.centre[-1]))}.",
        points,
        x_axis=about.name,
        y_axis="share of draws in which it is so",
        level=turn.level if turns else None,
        reference=asked.mean,
    )
