"""Why the parties would stay or leave, in sentences, and what they would have to prefer instead."""

from collections.abc import Iterator, Sequence

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
    statement_words,
    tagged,
)
from parley.models.conflict_graph.build import Conflict
from parley.models.conflict_graph.evolution import Step
from parley.models.conflict_graph.why import Improvement

__all__ = ["describe_reasons", "path_words"]

FEW = 2  # states named where a party would have to think otherwise


def describe_reasons(result: StabilityResult) -> Iterator[Block]:
    """A list per state looked at, a sentence per party."""
    yield Heading("Why?")
    for s in result.looked:
        told = [reason for reason in result.reasons if reason.state == s]
        items = (*_idle(result.conflict, told), *_told(result.conflict, told))
        yield Bullets(capital(state_name(result.conflict, s)), items)
    yield from _needs(result)


def _idle(found: Conflict, told: Sequence[Reason]) -> Iterator[Cell]:
    """Parties without an improvement, in one sentence for all alike."""
    for bound in (False, True):
        idle = [r.party for r in told if not r.verdict.n_improvements and r.bound == bound]
        if not idle:
            continue
        gains, own = ("gains", "its") if len(idle) == 1 else ("gain", "their")
        undo = f", though {own} part in it would be undone if it could be" if bound else ""
        who = listed([party_name(found, p) for p in idle])
        yield Cell(f"{who} {gains} by no move of {own} own{undo}.", party_refs(found, idle))


def _told(found: Conflict, told: Sequence[Reason]) -> Iterator[Cell]:
    for reason in told:
        if reason.verdict.n_improvements:
            decisive = [k for k in (reason.gain, reason.loss) if k is not None]
            path = f"moves.preferences.{found.parties[reason.party]}.statements"
            refs = tuple(f"{path}.{k}" for k in dict.fromkeys(decisive))
            yield Cell(_reason(found, reason), refs or party_refs(found, [reason.party]))


def _reason(found: Conflict, reason: Reason) -> str:
    who, verdict = party_name(found, reason.party), reason.verdict
    first, others = verdict.improvements[0], verdict.n_improvements - 1
    what = move_words(found, reason.state, first.target)
    sake = _statement(found, reason, reason.gain)
    sake = f" for the sake of {sake}" if sake else ""
    if verdict.stable:
        more = f" Its {count(others, 'other gain')} would be answered as well." if others else ""
        return f"{who} would prefer {what}{sake}, but {_answer(found, reason, first)}.{more}"
    cost = (
        " Others could take the gain away only by moves that cost themselves."
        if reason.could
        else ""
    )
    ways = f", or by {count(others, 'other move')} that it prefers" if others else ""
    return (
        f"{who} would leave{sake}: {what}{ways}. Nobody answers that in their own interest.{cost}"
    )


def _statement(found: Conflict, reason: Reason, k: int | None) -> str:
    return "" if k is None else statement_words(found, reason.party, k)


def _answer(found: Conflict, reason: Reason, improvement: Improvement) -> str:
    answer = path_words(found, improvement.path)
    lost = _statement(found, reason, reason.loss)
    if lost:
        return f"{answer} would then cost it {lost}"
    return f"{answer} would then leave it no better than now"


def path_words(found: Conflict, path: tuple[Step, ...]) -> str:
    """Moves one after the other: who with what."""
    return ", then ".join(
        f"{party_name(found, step.party)} with {move_words(found, step.source, step.target)}"
        for step in path
    )


def _needs(result: StabilityResult) -> Iterator[Block]:
    leave = [need for need in result.needed if not need.stable]
    stay = [need for need in result.needed if need.stable]
    if not result.needed:
        return
    yield Note(
        "What would turn a verdict, with what the others prefer unchanged? Told are the fewest "
        "states that would have to change places with this one in the party's order, and of all "
        "orders the party could have the share in which it would stay."
    )
    if leave:
        yield _table(result, leave, "What a party would have to prefer to stay", "would leave",
                     "would have to find no better")  # fmt: skip
    if stay:
        yield _table(result, stay, "What a party would have to prefer to leave", "would stay",
                     "would have to find better")  # fmt: skip


def _table(
    result: StabilityResult, needed: Sequence[Need], title: str, who: str, what: str
) -> Table:
    found, names = result.conflict, ids(result.conflict, result.listed)
    rows = tuple(
        (
            Cell(tagged(found, names, need.state)),
            Cell(party_name(found, need.party), party_refs(found, [need.party])),
            Cell(_fewest(result, need)),
            Cell(None if need.share is None else percent(need.share)),
        )
        for need in needed
    )
    columns = (Column("state"), Column(who), Column(what), Column("stays in, of all orders"))
    return Table(title, columns, rows)


def _fewest(result: StabilityResult, need: Need) -> str:
    found, names = result.conflict, ids(result.conflict, result.listed)
    shown = [tagged(found, names, s) for s in need.states[:FEW]]
    more = len(need.states) - len(shown)
    return "; ".join([*shown, count(more, "other state")] if more else shown)
