"""Levers of third parties: which option, taken or promised, turns a state."""

from collections.abc import Iterator, Sequence

from parley.blocks import Block, Cell, Column, Heading, Note, Table
from parley.lenses.stability.pulling import Pull
from parley.lenses.stability.solve import StabilityResult
from parley.lenses.stability.words import (
    changed,
    count,
    listed,
    option_refs,
    party_name,
    party_refs,
    state_name,
)
from parley.models.conflict_graph.build import Conflict

__all__ = ["describe_levers", "lever_words"]

ROWS = 8  # levers shown in each table


HOW = {
    "held": "whatever others do",
    "promised": "promised while this state is kept",
    "threatened": "threatened if this state is left",
}


def lever_words(found: Conflict, pull: Pull) -> str:
    """Who does what, when, as the beginning of a sentence."""
    lever = pull.lever
    return f"{changed(found, lever.option, lever.level)}, {HOW[lever.policy]}"


def describe_levers(result: StabilityResult) -> Iterator[Block]:
    """A line for each lever that changes a share: those that make a state hold, then the others."""
    found, pulled = result.conflict, result.pulled
    if pulled is None:
        return
    yield Heading("Which lever of a third party would change that?")
    who = listed([party_name(found, p) for p in pulled.parties])
    yield Note(
        f"Levers are single options of {who}. Each is taken as held, promised or threatened by a "
        "party whom all believe, while its other options stay as the state has them; the state is "
        "then asked for stability among the others. "
        f"{count(pulled.n_tried, 'lever')} were tried in {count(pulled.n_draws, 'draw')}; "
        f"{len(pulled.found):,} of them change a share.",
        refs=party_refs(found, pulled.parties),
    )
    makes = [pull for pull in pulled.found if pull.share_after > pull.share_before]
    breaks = [pull for pull in pulled.found if pull.share_after <= pull.share_before]
    if makes:
        yield _table(found, "Levers that make a state hold more often", makes)
    if breaks:
        yield _table(found, "Levers that make a state hold less often", breaks)


def _table(found: Conflict, title: str, pulls: Sequence[Pull]) -> Table:
    columns = (
        Column("lever"),
        Column("how"),
        Column("state"),
        Column("holds, without", "percent"),
        Column("holds, with", "percent"),
        Column("at the middle"),
    )
    rows = tuple(
        (
            Cell(changed(found, pull.lever.option, pull.lever.level),
                 option_refs(found, pull.lever.option)),
            Cell(HOW[pull.lever.policy]),
            Cell(state_name(found, pull.target)),
            Cell(pull.share_before),
            Cell(pull.share_after),
            Cell(_whom(found, pull)),
        )
        for pull in pulls[:ROWS]
    )  # fmt: skip
    more = len(pulls) - ROWS
    caption = f"{more:,} levers with smaller effects are left out." if more > 0 else ""
    return Table(title, columns, rows, caption)


def _whom(found: Conflict, pull: Pull) -> str:
    told = [f"{party_name(found, p)} would stay" for p in pull.gains]
    told += [f"{party_name(found, p)} would leave" for p in pull.loses]
    told += [f"{party_name(found, p)} has no possible state to go to" for p in pull.cornered]
    if not told:
        return "as before"
    turned = {True: "; it then holds", False: "; it no longer holds"}[pull.after]
    return "; ".join(told) + (turned if pull.turns else "")
