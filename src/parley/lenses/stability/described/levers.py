"""Levers of third parties: which option, taken or promised, turns a state."""

from collections.abc import Iterator

from parley.blocks import Block, Cell, Column, Heading, Note, Table
from parley.lenses.stability.pulling import Pull
from parley.lenses.stability.solve import StabilityResult
from parley.lenses.stability.words import (
    count,
    level_name,
    listed,
    option_name,
    option_refs,
    party_name,
    party_refs,
    state_name,
)
from parley.models.conflict_graph.build import Conflict

__all__ = ["describe_levers", "lever_words"]

ROWS = 12  # levers shown


def lever_words(found: Conflict, pull: Pull) -> str:
    """Who does what, when, as the beginning of a sentence."""
    lever = pull.lever
    what = f"“{option_name(found, lever.option)}"
    if found.moves.paths[found.paths[lever.option]].levels is not None:
        what += f": {level_name(found, lever.option, lever.level)}"
    elif not lever.level:
        what = f"not {what}"
    when = {
        "held": "whatever others do",
        "promised": "promised for this state only",
        "threatened": "if anybody leaves this state",
    }[lever.policy]
    return f"{party_name(found, lever.party)} with {what}”, {when}"


def describe_levers(result: StabilityResult) -> Iterator[Block]:
    """A line for each lever that changes a share, those that turn the middle first."""
    yield Heading("Which lever of a third party would change that?")
    found, pulled = result.conflict, result.pulled
    if pulled is None:
        yield Note(
            "Levers are tried from the present state, and where no move is forbidden from some "
            "states only; this case does not allow it."
        )
        return
    who = listed([party_name(found, p) for p in pulled.parties])
    yield Note(
        f"Levers are single options of {who}. Each is taken as held, promised or threatened by a "
        "party whom all believe, while its other options stay as the state has them; the state is "
        "then asked for stability among the others. "
        f"{count(pulled.n_tried, 'lever')} were tried in {count(pulled.n_draws, 'draw')}; "
        f"{len(pulled.found):,} of them change a share.",
        refs=party_refs(found, pulled.parties),
    )
    if pulled.found:
        yield _table(result, pulled.found[:ROWS])


def _table(result: StabilityResult, shown: tuple[Pull, ...]) -> Table:
    found = result.conflict
    columns = (
        Column("lever"),
        Column("state"),
        Column("at the middle"),
        Column("holds, without", "percent"),
        Column("holds, with", "percent"),
        Column("whom it turns"),
    )
    rows = tuple(
        (
            Cell(lever_words(found, pull), option_refs(found, pull.lever.option)),
            Cell(state_name(found, pull.target)),
            Cell(_turned(pull)),
            Cell(pull.share_before),
            Cell(pull.share_after),
            Cell(_whom(found, pull)),
        )
        for pull in shown
    )
    more = len(result.pulled.found) - len(shown) if result.pulled else 0
    caption = f"{more:,} levers with smaller effects are left out." if more else ""
    return Table("Levers of third parties", columns, rows, caption)


def _turned(pull: Pull) -> str:
    if pull.turns:
        return "holds with it" if pull.after else "no longer holds"
    return "holds either way" if pull.after else "does not hold either way"


def _whom(found: Conflict, pull: Pull) -> str:
    told = [f"{party_name(found, p)} would stay" for p in pull.gains]
    told += [f"{party_name(found, p)} would leave" for p in pull.loses]
    return "; ".join(told)
