"""The weekly model of every draw: what a case says, as `parley.models.war` takes it.

Where the case and the engine speak of different things, this is how one becomes the other.

- The first class of capability is the side's strength as a whole, of weight 1; nothing changes it.
  The others are the case's, from 1 - struck on.
- The front has `FRONTS` places; the first side stands at its share of the stake. From the middle it
  wins in the end with odds (S1 / S2)^contest, as in the canonical games where that is 1; a battle
  has the odds that make it so. A week moves the front as often as makes a war to the finish last
  `lasts` weeks on average, by the strengths of now, but at most once: so it lasts at least as many
  weeks as battles, some 25 from the middle. `cost` is spread over the weeks it lasts.
- A settlement after a pause splits the stake as the pause that talks are about has it; where the
  case names packages, it is the one that all expect. What keeps it stands in `settling`.
- Time is worth at most 0.9999 a week, or what both hope for later could not be reckoned.
- Both sides hold of each other's types what `believed` says, and act by it.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from parley.case.quantity import Quantity
from parley.games.front import fight_to_finish
from parley.models.fighting.settling import cap, kept, on_the_table
from parley.models.fighting.sides import YEAR, Fighting, Paused, paused, shares_of_types
from parley.models.war.assumptions import War
from parley.models.war.war import checked

__all__ = ["FRONTS", "engine_wars", "fields", "refusing"]

Floats = NDArray[np.float64]

FRONTS = 10
NEVER = 2**31 - 1
LONGEST = 104  # weeks of a pause, as the engine has it


def engine_wars(found: Fighting, which: Sequence[int]) -> list[War]:
    """The checked war of each of these draws."""
    given = fields(found)
    return [checked(**{name: value[k] for name, value in given.items()}) for k in which]


def fields(found: Fighting) -> Mapping[str, NDArray[Any]]:
    """Fields of `War` with the draws first; those left out keep the engine's default."""
    name = found.war.talked_name
    pause = None if name is None else paused(found, name)
    how, forces = _fought(found), _capabilities(found, pause)
    return (
        how
        | forces
        | _types(found)
        | _talked(found, pause)
        | on_the_table(found, forces["stock"])
        | kept(found, how["discount"], pause)
    )


def _fought(found: Fighting) -> dict[str, NDArray[Any]]:
    """How fighting goes, and what time is worth."""
    contest = np.maximum(_engine(found, "contest"), 1e-3) * 2 / FRONTS
    p = _won(found.strength[0] / found.strength[1], contest)
    front = np.clip(np.rint(FRONTS * found.held), 1, FRONTS - 1).astype(np.int64)
    battles = np.asarray(fight_to_finish(p, front, FRONTS, 0, 0).battles)
    tempo = np.clip(battles / found.lasts, 1e-3, 1)
    week = 1 - (1 - _engine(found, "collapse")) ** (1 / YEAR)
    return {
        "contest": contest,
        "tempo": tempo,
        "fronts": np.full(found.n, FRONTS),
        "front": front,
        "collapse": np.stack([week, week], axis=1),
        "cost": (found.cost * tempo / battles).T,
        "discount": np.clip(found.discount(np.ones(found.n)), 0.5, 0.9999),
    } | _deadline(found)


def _won(ratio: Floats, contest: Floats) -> Floats:
    """Chance that the first side wins a battle, kept away from certainty."""
    found: Floats = 1 / (1 + np.clip(ratio, 1e-3, 1e3) ** -contest)
    return np.clip(found, 1e-4, 1 - 1e-4)


def refusing(found: Fighting) -> Floats:
    """What refusing all that is offered is worth to each side now, (2, n): a war to the finish.

    By the balance half-way through, so that aid and losses count; over what it may be itself and
    what it holds the other to be; as parts of the stake, less what the war costs it, at least 0:
    who is worth less to itself gives up. Later talks are worth nothing in it, so it is the least
    that a side can hope for. Fight to the finish of `parley.games.front`.
    """
    how, total = fields(found), np.zeros((2, found.n))
    belief, types, strength = how["belief"], how["strength"].shape[2], _halfway(found, how)
    fought = 1 - how["discount"] * (1 - how["tempo"])
    step = np.minimum(how["discount"] * how["tempo"] / fought, 1.0)
    cost = how["cost"] / fought[:, None]
    for a, b in ((a, b) for a in range(types) for b in range(types)):
        own = strength[0] * how["strength"][:, 0, a], strength[1] * how["strength"][:, 1, b]
        costs = cost[:, 0] * how["resolve"][:, 0, a], cost[:, 1] * how["resolve"][:, 1, b]
        p = _won(own[0] / own[1], how["contest"])
        worth = fight_to_finish(p, how["front"], FRONTS, *costs, step)
        for j, each in enumerate(worth[:2]):
            total[j] += belief[:, j, a, b] * each
    return np.maximum(total, 0)


def _halfway(found: Fighting, how: Mapping[str, NDArray[Any]]) -> Floats:
    """(2, n), strengths after half the weeks that fighting on to the end takes."""
    weeks, until = (found.lasts / 2)[:, None, None], how["aid_until"][:, :, None]
    lost = np.clip(how["loss"][:, 0], 1e-9, 1 - 1e-9)

    def gathered(t: Floats) -> Floats:
        """Of one a week, what is there after t weeks."""
        there: Floats = (1 - (1 - lost) ** t) / lost
        return there

    aided, since = np.minimum(weeks, until), np.maximum(weeks - until, 0)
    stock = (1 - lost) ** weeks * how["stock"] + gathered(weeks) * how["production"][:, 0]
    stock = stock + gathered(aided) * (1 - lost) ** since * how["aid"][:, 0]
    strength: Floats = (np.maximum(stock, 1e-9) ** how["weight"]).prod(axis=2).T
    return strength


def _deadline(found: Fighting) -> dict[str, NDArray[Any]]:
    given = found.war.deadline
    if given is None:
        return {}
    weeks = found.number("war.deadline.weeks", given.weeks)
    lost = [found.number(f"war.deadline.lost.{side}", given.lost.get(side)) for side in found.sides]
    return {
        "deadline": np.rint(weeks).astype(np.int64),
        "deadline_cost": np.stack(lost, axis=1),
    }


def _capabilities(found: Fighting, pause: Paused | None) -> dict[str, NDArray[Any]]:
    """Stocks and what changes them, (n, ..., 2, C)."""
    most = 1 + max(len(side.capabilities) for side in found.war.sides.values())
    stock, weight, made, aid, lost = np.zeros((5, found.n, 2, most))
    stock[:], weight[:, :, 0] = 1, 1
    stock[:, :, 0] = found.before.T
    for j, (name, side) in enumerate(found.war.sides.items()):
        for c, (kind, each) in enumerate(side.capabilities.items(), 1):
            path = f"war.sides.{name}.capabilities.{kind}"

            def number(key: str, given: Quantity, path: str = path) -> Floats:
                return found.number(f"{path}.{key}", given)

            weight[:, j, c] = number("weight", each.weight)
            made[:, j, c] = number("production", each.production)
            aid[:, j, c] = number("aid", each.aid)
            lost[:, j, c] = number("attrition", each.attrition)
            stock[:, j, c] = np.maximum(1 - number("struck", each.struck), 1e-6)
    rearming = np.ones(found.n) if pause is None else pause.rearming
    part = np.stack([np.ones(found.n), rearming, np.ones(found.n)], axis=1)[:, :, None, None]
    limits = {} if found.settlement is None else found.settlement.limits
    return {
        "stock": stock,
        "weight": weight,
        "loss": np.stack([lost, 0 * lost, 0 * lost], axis=1),
        "production": part * made[:, None],
        "aid": part * aid[:, None],
        "aid_until": np.stack([_aid_ends(found, name) for name in found.sides], axis=1),
        "cap": cap(found, "settlement.limits", limits, stock),
    }


def _aid_ends(found: Fighting, name: str) -> NDArray[np.int64]:
    given = found.war.sides[name].aid_ends
    if given is None:
        return np.full(found.n, NEVER)
    return np.rint(found.number(f"war.sides.{name}.aid_ends", given)).astype(np.int64)


def _types(found: Fighting) -> dict[str, NDArray[Any]]:
    """What either side may be; the side with fewer types has some that are not likely at all."""
    shares = [shares_of_types(found, j) for j in range(2)]
    most = max(likely.shape[1] for likely, _ in shares)
    strength, resolve = np.ones((2, found.n, 2, most))
    demand, talks, likely, believed = np.zeros((4, found.n, 2, most))
    for j, name in enumerate(found.sides):
        own, held = shares[j]
        likely[:, j, : own.shape[1]], believed[:, j, : own.shape[1]] = own, held
        for k, (kind, each) in enumerate(found.war.sides[name].types.items()):
            path = f"war.sides.{name}.types.{kind}"
            strength[:, j, k] = np.maximum(found.number(f"{path}.strength", each.strength), 1e-3)
            resolve[:, j, k] = np.maximum(found.number(f"{path}.resolve", each.resolve), 1e-3)
            demand[:, j, k] = found.number(f"{path}.least", each.least)
            talks[:, j, k] = found.number(f"{path}.talks", each.talks)
    first = likely[:, 0, :, None] * believed[:, 1, None, :]
    second = believed[:, 0, :, None] * likely[:, 1, None, :]
    return {
        "strength": strength,
        "resolve": resolve,
        "demand": demand,
        "talk_gain": talks + _engine(found, "talk_gain")[:, None, None],
        "belief": np.stack([first, second], axis=1),
        "truth": likely[:, 0, :, None] * likely[:, 1, None, :],
        "temper": _engine(found, "temper"),
    }


def _talked(found: Fighting, pause: Paused | None) -> dict[str, NDArray[Any]]:
    """How talks go, and what is on the table."""
    always = {
        "precision": np.maximum(_engine(found, "precision"), 1e-3),
        "talk_cost": _both(_engine(found, "talk_cost")),
        "review": _both(_engine(found, "review")),
        "territory": _engine(found, "territory"),
        "mediator": found.number("war.mediator", found.war.mediator),
    }
    if pause is None:
        return always
    talked = always | {
        "pause_share": _engine(found, "pauses"),
        "pause_weeks": np.clip(np.rint(pause.weeks), 1, LONGEST).astype(np.int64),
        "hope": pause.settles,
        "surprise": _both(pause.surprise),
        "accident": pause.accidents,
    }
    # packages are what a settlement can be; the engine refuses a share of the stake beside them
    return talked if found.packages else talked | {"line": pause.share}


def _engine(found: Fighting, name: str) -> Floats:
    return found.number(f"war.engine.{name}", getattr(found.war.engine, name))


def _both(value: Floats) -> Floats:
    return np.stack([value, value], axis=1)
