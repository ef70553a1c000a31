"""How bargaining could run from here: pathways, proposals, challenges and exchanges."""

from collections.abc import Iterator

import numpy as np

from parley.blocks import Block, Cell, Column, Figure, Heading, Note, Table
from parley.charts import (
    Bargain,
    BargainNode,
    Challenge,
    PathPoint,
    bargains,
    challenge_map,
    pathways,
)
from parley.lenses.positions.described.exchanges import describe_exchanges
from parley.lenses.positions.record import record
from parley.lenses.positions.solve import OnScale, PositionsResult
from parley.lenses.positions.words import (
    actor_name,
    count,
    listed,
    names,
    place,
    scale_name,
    scale_of,
    span,
    stance_refs,
)
from parley.models.influence.smp import Move

__all__ = ["describe_bargaining"]

MOVES = 8  # rows shown
FIRST = 8  # turns that are all drawn; further on ever fewer
LEAST = 0.01  # of the scale: a smaller move is not told


def describe_bargaining(result: PositionsResult) -> Iterator[Block]:
    """The Spatial Model of Politics over turns, then challenges and exchanges."""
    yield Heading("How could bargaining run from here?")
    yield _warning()
    yield _path_note(result)
    yield _pathways(result)
    yield from _moves(result)
    main = result.widest
    yield _proposals(result, main)
    yield from _challenges(result, main)
    yield from describe_exchanges(result)


def _warning() -> Note:
    mean, end = record("SMP, mean of last positions"), record("SMP, vote at the end")
    nothing = record("whole scale")
    return Note(
        "Read what follows for who could press whom, or exchange with whom, not for the outcome. "
        "On the decisions of the European Union the positions at the end of such bargaining were "
        f"off by {mean.mae:.1f} points on average, no better than the compromise mean before it, "
        f"and their distribution scored {end.crps:.1f} (CRPS) where taking every place for "
        f"equally likely scores {nothing.crps:.1f}: playing bargaining out makes forecasts worse "
        "and too sure. Moves are what the model's rules give, not what these actors would do: a "
        "small actor that many challenge gives way in a turn, whatever binds it.",
        "limit",
    )


def _path_note(result: PositionsResult) -> Note:
    run, found = result.journey.run, result.stances
    told = [_course(result, k) for k in range(len(found.scales))]
    ended = "until hardly anybody moves" if run.settled else "without coming to rest"
    return Note(
        "In the Spatial Model of Politics each actor challenges whom it gains most by, the two "
        "meet in between by their chance to win and salience, and all choose among what they were "
        f"offered. Played for {count(run.n_turns, 'turn')}, {ended}, it moves the mean by weight "
        f"on {listed(told)}."
    )


def _course(result: PositionsResult, k: int) -> str:
    """From where to where the mean by weight goes on one scale, and its end over draws."""
    journey, mean = result.journey, result.journey.mean[:, k]
    return (
        f"{scale_name(result.stances, result.stances.scales[k])} from {place(float(mean[0]))} to "
        f"{place(float(mean[-1]))} ({span(float(journey.low[k]), float(journey.high[k]))} in 80% "
        f"of {count(journey.n_draws, 'draw')})"
    )


def _pathways(result: PositionsResult) -> Figure:
    found, journey = result.stances, result.journey
    position, turns = 100 * journey.run.position, _shown(journey.run.n_turns)
    points = [
        PathPoint(
            actor=actor_name(found, int(i)),
            turn=t,
            position=float(position[t, m, k]),
            panel=scale_of(found, scale).name,
            refs=stance_refs(found, scale, [int(i)]),
        )
        for k, scale in enumerate(found.scales)
        for m, i in enumerate(journey.members)
        if found.has(int(i), k)
        for t in turns
    ]
    mean = [
        PathPoint(
            actor="mean by weight",
            turn=t,
            position=100 * float(journey.mean[t, k]),
            panel=scale_of(found, scale).name,
        )
        for k, scale in enumerate(found.scales)
        for t in turns
    ]
    return pathways(
        "Pathways",
        f"Positions of {count(len(journey.members), 'actor')} over "
        f"{count(journey.run.n_turns, 'turn')} of the Spatial Model of Politics, on each scale; "
        f"shown are {listed([str(t) for t in turns])}, where 0 is the start.",
        points,
        parties=names(found, range(len(found.actors))),
        mean=mean,
        ends={
            scale.name: (scale.low, scale.high) for scale in found.given.scales.values()
        },
    )  # fmt: skip


def _shown(n_turns: int) -> list[int]:
    """Turns that are drawn: the first ones, then ever fewer, and the last.

    >>> _shown(3), _shown(33)
    ([0, 1, 2, 3], [0, 1, 2, 3, 4, 5, 6, 7, 8, 12, 18, 27, 33])
    """
    turns = list(range(FIRST + 1))
    while turns[-1] < n_turns:
        turns.append(turns[-1] * 3 // 2)
    return sorted({min(t, n_turns) for t in turns})


def _moves(result: PositionsResult) -> Iterator[Table]:
    moved = sorted(
        ((t, move) for t, move in result.journey.moved if _way(result, move)),
        key=lambda each: -_length(result, each[1]),
    )
    if not moved:
        return
    found, who = result.stances, result.journey.members
    rows = tuple(
        (
            Cell(t + 1),
            Cell(actor_name(found, int(who[move.actor]))),
            Cell(_way(result, move)),
            Cell(actor_name(found, int(who[move.initiator]))),
            Cell(actor_name(found, int(who[move.receiver]))),
            Cell(move.win),
        )
        for t, move in moved[:MOVES]
    )
    more = len(moved) - MOVES
    yield Table(
        "Who moved whom",
        (Column("turn", "number"), Column("actor"), Column("moves"), Column("proposed by"),
         Column("to"), Column("chance the proposer gave itself", "percent")),
        rows,
        f"The largest moves; {more:,} smaller ones are left out." if more > 0 else "",
    )  # fmt: skip


def _length(result: PositionsResult, move: Move) -> float:
    """How far it goes on the scales on which the actor has a stance."""
    actor = int(result.journey.members[move.actor])
    has = ~np.isnan(result.stances.position[0, actor])
    return float(np.linalg.norm(np.subtract(move.end, move.start)[has]))


def _way(result: PositionsResult, move: Move) -> str:
    """From where to where on each scale on which it moves, and has a stance."""
    actor = int(result.journey.members[move.actor])
    parts = [
        f"{scale_name(result.stances, scale)} {place(a)} to {place(b)}"
        for k, (scale, a, b) in enumerate(
            zip(result.stances.scales, move.start, move.end, strict=True)
        )
        if abs(a - b) >= LEAST and result.stances.has(actor, k)
    ]
    return "; ".join(parts)


def _proposals(result: PositionsResult, each: OnScale) -> Figure:
    found, journey = result.stances, result.journey
    turn, n = journey.run.turn, journey.run.actors.n_actors
    k = found.scales.index(each.scale)
    scale = scale_of(found, each.scale)
    weight = journey.run.actors.capability * journey.run.actors.salience.sum(axis=1)
    nodes = [
        BargainNode(
            actor=actor_name(found, int(i)),
            position=100 * float(journey.run.position[0, m, k]),
            power=float(weight[m]),
            refs=stance_refs(found, each.scale, [int(i)]) if found.has(int(i), k) else (),
        )
        for m, i in enumerate(journey.members)
    ]
    arcs = [
        Bargain(
            initiator=nodes[i].actor,
            receiver=nodes[turn.target[0, i]].actor,
            chance=float(turn.win[0, i]),
            taken=bool(turn.taken[0, turn.target[0, i]] == i),
        )
        for i in range(n)
        if turn.target[0, i] >= 0
    ]
    taken = sum(arc.taken for arc in arcs)
    return bargains(
        f"Proposals in the first turn, along {scale.name}",
        f"{count(len(arcs), 'proposal')} among {count(n, 'actor')}, {taken} of them taken up by "
        "the actor asked. Shown along the scale on which weight is spread widest.",
        nodes,
        arcs,
        parties=names(found, range(len(found.actors))),
        low=scale.low,
        high=scale.high,
    )


def _challenges(result: PositionsResult, each: OnScale) -> Iterator[Figure]:
    found, gain, who = result.stances, each.challenge, each.scaled.members
    stands = each.scaled.middle.position[:, 0]
    points = [
        Challenge(
            initiator=actor_name(found, int(who[i])),
            receiver=actor_name(found, int(who[j])),
            gain=round(float(gain[i, j]), 2),
            answer=round(float(gain[j, i]), 2),
            refs=stance_refs(found, each.scale, [int(who[i]), int(who[j])]),
        )
        for i in range(len(who))
        for j in range(len(who))
        if i < j and stands[i] != stands[j]
    ]
    if not points:
        return
    both = sum(point.gain > 0 and point.answer > 0 for point in points)
    past = record("BDM scholz-text, 10 rounds, mean")
    yield challenge_map(
        f"What a challenge is worth to either side: {scale_of(found, each.scale).name}",
        f"Of {count(len(points), 'pair')} of actors apart, {both} are such that each expects to "
        "gain by challenging the other. Shown for the scale on which weight is spread widest. By "
        "Bueno de Mesquita's equations as Scholz, Calbert and Smith print them; as a forecast "
        f"these were off by {past.mae:.0f} points of 100 on EU decisions.",
        points,
    )
