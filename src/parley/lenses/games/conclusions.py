"""What the games conclude in each draw."""

from collections.abc import Iterator

import numpy as np

from parley.case.schema import Settlement
from parley.conclusion import Conclusion, yes_or_no
from parley.lenses.games.solve import GamesResult
from parley.lenses.games.words import pause_name, pause_refs, side_name, side_refs

__all__ = ["conclusions"]


def conclusions(result: GamesResult) -> tuple[Conclusion, ...]:
    """Who loses by each pause, what there is to divide, what would be kept, whether to give way."""
    return (*_pauses(result), *_divided(result), *_kept(result), *_conceding(result))


def _pauses(result: GamesResult) -> Iterator[Conclusion]:
    for on in result.pauses:
        for i, side in enumerate(result.found.sides):
            yield yes_or_no(
                f"pause.{on.paused.name}.{side}.loses_nothing",
                f"{side_name(result.found, i)} loses nothing by the pause {pause_name(on)}",
                on.sides[i].gains.each,
                (*pause_refs(on), *side_refs(result.found, (i,))),
            )


def _divided(result: GamesResult) -> Iterator[Conclusion]:
    told, refs = result.division, ("war", *side_refs(result.found))
    yield yes_or_no(
        "division.held_inside",
        "what is held now is better for both sides than fighting on to the end",
        told.inside.each,
        refs,
    )
    yield yes_or_no(
        "division.shift_certain",
        "a year of peace would shift power so far that the side that falls does better to fight "
        "now",
        told.shift.certain.each,
        refs,
    )


def _kept(result: GamesResult) -> Iterator[Conclusion]:
    settlement = result.found.settlement
    if settlement is None:
        return
    yield from _in_force(result, settlement)
    for backed in result.backed:
        yield yes_or_no(
            f"guarantee.{backed.guarantee}.kept",
            "keeping a settlement pays every side with the guarantee "
            f"“{settlement.guarantees[backed.guarantee].name}”",
            backed.every.each,
            ("settlement", f"settlement.guarantees.{backed.guarantee}"),
        )


def _in_force(result: GamesResult, settlement: Settlement) -> Iterator[Conclusion]:
    """What scenarios that put another guarantee in force can be compared by."""
    behind = [each.every.each for each in result.backed if each.guarantee == settlement.in_force]
    holds = behind or [each.keeps.each for each in result.unbacked]
    if holds:
        yield yes_or_no(
            "settlement.kept",
            "keeping a settlement pays every side with what stands behind it",
            np.logical_and.reduce(np.broadcast_arrays(*holds)),
            ("settlement",),
        )


def _conceding(result: GamesResult) -> Iterator[Conclusion]:
    parties = result.found.case.parties
    for i, ladder in enumerate(result.ladders):
        one, other = (parties[p].label for p in (ladder.given.declining, ladder.given.rising))
        yield yes_or_no(
            f"conceding.{i}.firm",
            f"{one} does better to stand firm against {other}'s demands from the start",
            ladder.firm.each,
            (f"war.conceding.{i}",),
        )
