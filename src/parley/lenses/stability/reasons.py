"""Why a state is stable for a party or not, and what the party would have to prefer."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from parley.lenses.stability.listed import MAIN
from parley.models.conflict_graph.build import Conflict
from parley.models.conflict_graph.engine import Engine
from parley.models.conflict_graph.inverse import Clause, share, swaps
from parley.models.conflict_graph.preferences import ByStatements
from parley.models.conflict_graph.states import truth
from parley.models.conflict_graph.why import Verdict

__all__ = ["Need", "Reason", "needs", "reasons"]


@dataclass(frozen=True, kw_only=True)
class Reason:
    """A verdict with what speaks for it.

    could : whether answers that cost would hold the party. bound : whether it would gain if it
    could undo what only goes one way. gain, loss : the statement that decides for the first
    improvement, and against the answer to it; None where there is none.
    """

    state: int
    party: int
    verdict: Verdict
    could: bool
    bound: bool
    gain: int | None
    loss: int | None


@dataclass(frozen=True, kw_only=True)
class Need:
    """What would turn a verdict, if only this party's preference were another.

    stable : the verdict as it is. states : the fewest that would have to be at most as preferred
    as this one for the party to stay, or, if it would stay, preferred to it for the party to
    leave. share : of all strict rankings the party could have, those in which it would stay; None
    where too many states matter to count.
    """

    state: int
    party: int
    stable: bool
    share: float | None
    states: tuple[int, ...]


def reasons(found: Conflict, engine: Engine, states: Sequence[int]) -> tuple[Reason, ...]:
    """For each state and party; answers are taken as credible ones."""
    return tuple(_reason(found, engine, s, p) for s in states for p in range(len(found.parties)))


def _reason(found: Conflict, engine: Engine, s: int, party: int) -> Reason:
    verdict = engine.why(party, s, MAIN, most=1)
    first = verdict.improvements[0] if verdict.improvements else None
    end = first.path[-1].target if first and first.path else None
    return Reason(
        state=s,
        party=party,
        verdict=verdict,
        could=engine.why(party, s, "gmr", most=1).stable,
        bound=_bound(found, engine, s, party),
        gain=None if first is None else _decisive(found, party, s, first.target),
        loss=None if end is None else _decisive(found, party, end, s),
    )


def _decisive(found: Conflict, party: int, worse: int, better: int) -> int | None:
    """The most important statement of a party that holds in one state and not in the other.

    None if they are tied, or if the party's preference is not one of statements.
    """
    taste = found.tastes[party]
    recipe = taste.recipes[taste.middle]
    if not isinstance(recipe, ByStatements) or taste.given is None:
        return None
    at = {path: levels[[worse, better]] for path, levels in found.at.items()}
    for group in recipe.groups:
        held = [truth((taste.given.statements or ())[k].prefers, at, found.moves.paths)
                for k in group]  # fmt: skip
        if sum(int(h[1]) for h in held) != sum(int(h[0]) for h in held):
            return next((k for k, h in zip(group, held, strict=True) if h[1] and not h[0]), None)
    return None


def _bound(found: Conflict, engine: Engine, s: int, party: int) -> bool:
    """Whether the party prefers a state that differs from s in its own options alone, yet cannot
    be moved to."""
    graph, rank = found.graph, engine.rank[party]
    alike = np.ones(graph.n_states, bool)
    for option, path in zip(graph.options, found.paths, strict=True):
        if party not in option.owners:
            alike &= found.at[path] == found.at[path][s]
    free = alike & (rank > rank[s])
    free[engine.movable(party, s)] = False
    return bool(free.any())


def needs(engine: Engine, every: Sequence[Reason]) -> Iterator[Need]:
    """For each verdict that some other preference of the party would turn, the least that does.

    Of states that do not hold only for those who would leave, and not where too much matters.
    """
    leaving = {reason.state for reason in every if not reason.verdict.stable}
    for reason in every:
        if reason.verdict.stable and reason.state in leaving:
            continue
        try:
            clauses = engine.needed(reason.party, reason.state, MAIN)
            turned = swaps(clauses, engine.rank[reason.party], reason.state)
        except ValueError:
            continue
        if turned.states:
            yield Need(
                state=reason.state,
                party=reason.party,
                stable=turned.stable,
                share=_share(clauses),
                states=turned.states,
            )


def _share(clauses: Sequence[Clause]) -> float | None:
    try:
        return float(share(clauses))
    except ValueError:
        return None
