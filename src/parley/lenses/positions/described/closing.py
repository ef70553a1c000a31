"""What every answer of the lens rests on, and what it cannot say."""

from collections.abc import Iterator

from parley.blocks import Note
from parley.case.schema import Actor
from parley.lenses.positions.solve import PositionsResult
from parley.lenses.positions.words import actor_name, count, listed, percent

__all__ = ["closing"]


def closing(result: PositionsResult) -> Iterator[Note]:
    """Assumptions, then limits."""
    found = result.stances
    yield Note(
        "Positions, saliences and capabilities are judgements of whoever wrote the case, as wide "
        "as the case makes them. Effective power is capability times salience: an actor that does "
        "not care does not use what it has.",
        "assumption",
        page="rests",
    )
    filled = [
        actor_name(found, i)
        for i, actor in enumerate(found.given.actors.values())
        if len(actor.stances) < len(found.scales)
    ]
    if filled:
        yield Note(
            f"{listed(filled)} {'have' if len(filled) > 1 else 'has'} no stance on some scales and "
            "no part in them. In the bargaining over all scales they stand there at the compromise "
            "mean and do not care.",
            "assumption",
        )
    following = [
        f"{actor_name(found, found.actors.index(name))} {_followed(result, actor)}"
        for name, actor in found.given.actors.items()
        if actor.follows
    ]
    if following:
        yield Note(
            f"In the bargaining over all scales what some actors want follows where others stand: "
            f"{'; '.join(following)}.",
            "assumption",
        )
    if result.journey.scaling < 1:
        yield Note(
            "In the bargaining over all scales nobody can care for everything at once: saliences "
            f"are multiplied by {percent(result.journey.scaling)}, so that the largest sum is 100.",
            "assumption",
        )
    yield Note(
        "Influence is taken to work on a line between two ends, by weight alone. Red lines, "
        "domestic consent, mandates, the fighting and whether a party would rather have no deal "
        "are not in it; other sections ask about these.",
        "limit",
    )
    yield Note(
        f"The figures come from {count(found.n_draws, 'draw')} of the open numbers. Who was left "
        "out of the table has no weight in it, and a party that is one here may be many.",
        "limit",
    )


def _followed(result: PositionsResult, actor: Actor) -> str:
    """Whom the actor follows, and how far at the middle of the draws."""
    found = result.stances
    i = next(k for k, name in enumerate(found.actors) if found.given.actors[name] is actor)
    shares = found.follows[:, i].mean(axis=0)
    return listed(
        [
            f"{actor_name(found, found.actors.index(other))} by {percent(float(shares[j]))}"
            for other in actor.follows
            for j in (found.actors.index(other),)
        ]
    )
