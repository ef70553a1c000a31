"""Why the parties would stay or leave, in sentences, and what they would have to prefer instead."""

from collections.abc import Iterator

from parley.blocks import Block, Bullets, Cell, Column, Heading, Note, Table
from parley.lenses.stability.reasons import Need, Reason
from parley.lenses.stability.solve import StabilityResult
from parley.lenses.stability.words import (
    capital,
    count,
    ids,
    listed,
    move_words,
    party_name,
    party_refs,
    percent,
    state_name,
    tagged,
)
from parley.models.conflict_graph.build import Conflict
from parley.models.conflict_graph.evolution import Step
from parley.models.conflict_graph.why import Improvement

__all__ = ["describe_reasons", "path_words"]

FEW = 3  # states named where a party would have to think otherwise


def describe_reasons(result: StabilityResult) -> Iterator[Block]:
    """A list per state looked at, a sentence per party."""
    yield Heading("Why?")
    if not result.conflict.transitive:
        yield Note(
            "Some moves are ruled out from some states only. Verdicts take account of that; "
            "reasons, ways, groups, levers and the parties' own pictures are not worked out then."
        )
        return
    for s in result.looked:
        items = tuple(
            Cell(_reason(result.conflict, reason), party_refs(result.conflict, [reason.party]))
            for reason in result.reasons
            if reason.state == s
        )
        yield Bullets(capital(state_name(result.conflict, s)), items)
    yield from _needs(result)


def _reason(found: Conflict, reason: Reason) -> str:
    who, verdict = party_name(found, reason.party), reason.verdict
    if not verdict.n_improvements:
        bound = ", though it would undo what it has taken if that could be undone"
        return f"{who} gains by no move of its own{bound if reason.bound else ''}."
    first = verdict.improvements[0]
    what = move_words(found, reason.state, first.target)
    others = verdict.n_improvements - 1
    if verdict.stable:
        more = f" Its {count(others, 'other gain')} would be answered as well." if others else ""
        return f"{who} would prefer {what}, but {_answer(found, first)}.{more}"
    cost = (
        " Others could take the gain away only by moves that cost themselves."
        if reason.could
        else ""
    )
    ways = f", or {count(others, 'other move')} that it prefers" if others else ""
    return f"{who} would leave for {what}{ways}: nobody answers in their own interest.{cost}"


def _answer(found: Conflict, improvement: Improvement) -> str:
    if not improvement.path:
        return "this by itself leaves it no better than now"
    return f"{path_words(found, improvement.path)} would then leave it no better than now"


def path_words(found: Conflict, path: tuple[Step, ...]) -> str:
    """Moves one after the other: who with what."""
    return ", then ".join(
        f"{party_name(found, step.party)} with {move_words(found, step.source, step.target)}"
        for step in path
    )


def _needs(result: StabilityResult) -> Iterator[Block]:
    if not result.needed:
        return
    found, names = result.conflict, ids(result.conflict, result.listed)
    yield Note(
        "What would keep a party in a state it would leave? With what the others prefer unchanged, "
        "it would have to find these states no better. Fewest states are given, and of all orders "
        "of preference the party could have, the share in which it would stay."
    )
    rows = tuple(
        (
            Cell(tagged(found, names, need.state)),
            Cell(party_name(found, need.party), party_refs(found, [need.party])),
            Cell(_fewest(result, need)),
            Cell(None if need.share is None else percent(need.share)),
        )
        for need in result.needed
    )
    columns = (
        Column("state"),
        Column("who would leave"),
        Column("would have to find no better"),
        Column("of all orders"),
    )
    yield Table("What a party would have to prefer to stay", columns, rows)


def _fewest(result: StabilityResult, need: Need) -> str:
    found, names = result.conflict, ids(result.conflict, result.listed)
    if not need.states:
        return "nothing would do"
    shown = [tagged(found, names, s) for s in need.states[:FEW]]
    more = len(need.states) - len(shown)
    return listed([*shown, count(more, "other state")] if more else shown)
