"""What a third party's single option, taken or promised, does to a state that others could leave.

A lever is one option of one party at one level. The party's other options stay as they are in the
state that is looked at, the *target*, and the lever follows a policy that nobody doubts:

    held        at this level in every state
    promised    at this level while the target is kept, as it is now everywhere else
    threatened  as it is in the target while that is kept, at this level everywhere else

The target is kept in every state that has what the others must change now to make it; if it is the
present state, only in that. So nobody earns a promise, or draws a threat, by something beside the
point. The target is then asked for stability among the other parties alone. A promise or threat
that can be doubted, or that its party would rather not keep, is not in the model; so a lever that
works here is one that works if it is believed.

Source: third parties in the graph model: Hipel, Kilgour and Kinsara (2014), Group Decision and
Negotiation 23(3), 355-376; promises and threats as Schelling (1960), The Strategy of Conflict.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from parley.models.conflict_graph.engine import Engine, judging
from parley.models.conflict_graph.explicit import Forbidden, within
from parley.models.conflict_graph.graph import Graph, bases, level
from parley.models.conflict_graph.parts import part_without
from parley.models.conflict_graph.stability import holds, stability

__all__ = ["POLICIES", "Lever", "Pulled", "levers", "pulled"]

Ints = NDArray[np.int32]
Longs = NDArray[np.int64]
Flags = NDArray[np.bool_]

Policy = Literal["held", "promised", "threatened"]
POLICIES: tuple[Policy, ...] = ("held", "promised", "threatened")


@dataclass(frozen=True, kw_only=True)
class Lever:
    """One option of a party at one level, under a policy."""

    party: int
    option: int
    level: int
    policy: Policy


@dataclass(frozen=True, kw_only=True, eq=False)
class Pulled:
    """What a lever does to a target.

    stable : (n_parties,), for whom the target is stable among the parties but the lever's, at the
    first profile; whoever cannot move counts as stable. holds : (n_profiles,), whether it is so
    for all. stable_before, holds_before : the same with the lever where the target has it, in
    every state. cornered : parties that could move then and cannot with the lever, because the
    states they would move to are not possible with it; they stay for want of a way out.
    """

    lever: Lever
    target: int
    stable: Flags
    holds: Flags
    stable_before: Flags
    holds_before: Flags
    cornered: tuple[int, ...]


def levers(graph: Graph, party: int, now: int, target: int) -> Iterator[Lever]:
    """Every lever of a party on a target: levels that change something under the policy."""
    for k, option in enumerate(graph.options):
        if option.owners != (party,):
            continue
        today, there = (int(level(graph.options, graph.code[[s]], k)[0]) for s in (now, target))
        for at in range(option.n_levels):
            if at != there:
                yield Lever(party=party, option=k, level=at, policy="held")
                yield Lever(party=party, option=k, level=at, policy="threatened")
            if at != today:
                yield Lever(party=party, option=k, level=at, policy="promised")


def pulled(
    graph: Graph,
    ranks: Sequence[Ints],
    concept: str,
    now: int,
    target: int,
    party: int,
    forbidden: Sequence[Forbidden] = (),
) -> tuple[Pulled, ...]:
    """All levers of a party on a target that leave it possible.

    ranks : (n_parties, n_states) for each profile. forbidden : as in `judging`.
    """
    own = [k for k, option in enumerate(graph.options) if option.owners == (party,)]
    base = _chosen(graph, own, target, None, now)

    def verdict(chosen: Longs, target: int) -> _Verdict:
        return _verdict(_part(graph, own, chosen, forbidden), ranks, concept, target)

    before = verdict(base, target)
    found = []
    for lever in levers(graph, party, now, target):
        chosen, moved = _chosen(graph, own, target, lever, now), _moved(graph, target, lever)
        if moved in chosen:
            after = verdict(chosen, moved)
            found.append(
                Pulled(
                    lever=lever,
                    target=target,
                    stable=after.stable,
                    holds=after.holds,
                    stable_before=before.stable,
                    holds_before=before.holds,
                    cornered=tuple(np.flatnonzero(before.moves & ~after.moves).tolist()),
                )
            )
    return tuple(found)


def _moved(graph: Graph, target: int, lever: Lever) -> int:
    """The target with the lever as the policy has it there; -1 if it is no state."""
    if lever.policy == "threatened":
        return target
    there = int(level(graph.options, graph.code[[target]], lever.option)[0])
    code = graph.code[target] + (lever.level - there) * bases(graph.options)[lever.option]
    place = int(np.searchsorted(graph.code, code))
    return place if place < graph.n_states and graph.code[place] == code else -1


def _chosen(graph: Graph, own: Sequence[int], target: int, lever: Lever | None, now: int) -> Longs:
    """The states of the part: a party's options as in the target, the lever by its policy."""
    fits = np.ones(graph.n_states, bool)
    for k in own:
        if lever is None or k != lever.option:
            at = level(graph.options, graph.code, k)
            fits &= at == at[target]
    if lever is not None:
        kept = _kept(graph, own, target, now)
        fits &= _policy(level(graph.options, graph.code, lever.option), kept, lever, now, target)
    return np.flatnonzero(fits)


def _kept(graph: Graph, own: Sequence[int], target: int, now: int) -> Flags:
    """States in which the others keep the target, (n_states,)."""
    kept, made = np.ones(graph.n_states, bool), np.ones(graph.n_states, bool)
    for k in range(len(graph.options)):
        if k not in own:
            at = level(graph.options, graph.code, k)
            kept &= at == at[target]
            made &= (at == at[target]) | (at[now] == at[target])
    return kept if kept[now] else made


def _policy(at: Longs, kept: Flags, lever: Lever, now: int, target: int) -> Flags:
    wanted: int | Longs = lever.level
    if lever.policy == "promised":
        wanted = np.where(kept, lever.level, at[now])
    elif lever.policy == "threatened":
        wanted = np.where(kept, at[target], lever.level)
    found: Flags = at == wanted
    return found


class _Verdict(NamedTuple):
    """stable, moves : (n_parties,), for whom the target is stable at the first profile, and who
    can move from it. holds : (n_profiles,), whether it is stable for all."""

    stable: Flags
    holds: Flags
    moves: Flags


class _Part(NamedTuple):
    """The graph without the party's own options, and the states of the whole that it has."""

    graph: Graph
    of: Longs
    forbidden: Sequence[Forbidden]


def _part(
    graph: Graph, held: Sequence[int], chosen: Longs, forbidden: Sequence[Forbidden]
) -> _Part:
    part = part_without(graph, held, chosen)
    return _Part(part.graph, part.of, within(forbidden, part.of))


def _verdict(part: _Part, ranks: Sequence[Ints], concept: str, target: int) -> _Verdict:
    s = int(np.flatnonzero(part.of == target)[0])
    own = [np.ascontiguousarray(rank[:, part.of]) for rank in ranks]
    moves = Engine(part.graph, own[0], part.forbidden).movable
    able = np.array([len(moves(p, s)) > 0 for p in range(part.graph.n_parties)])
    if part.forbidden:
        stable_by = judging(part.graph, part.forbidden, (concept,))
        every = [stable_by(rank)[concept][:, s] for rank in own]
        return _Verdict(every[0], np.array([stable.all() for stable in every]), able)
    stable = stability(part.graph, own[0], (concept,), workers=1)[concept][:, s]
    likeliest = np.argsort(stable, kind="stable").tolist()  # whoever leaves first is asked first
    holding = [holds(part.graph, rank, concept, s, likeliest) for rank in own]
    return _Verdict(stable, np.array(holding), able)
