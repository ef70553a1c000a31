"""From a case and its draws to actors on scales."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from parley.case import Case
from parley.case.quantity import Quantity
from parley.case.schema import Influence, Stance
from parley.draws import Draws
from parley.errors import CaseError
from parley.models.influence.actors import Actors, actors

__all__ = ["FULL", "Scaled", "Stances", "influence", "on_scale"]

Floats = NDArray[np.float64]
Longs = NDArray[np.intp]

FULL = 100.0


@dataclass(frozen=True, kw_only=True, eq=False)
class Stances:
    """The section `influence` of a case.

    actors, scales : ids in the order of the file. position, salience : (n_draws, n_actors,
    n_scales), 0 to 1; nan and 0 for an actor without a stance. capability : the same shape, any
    unit; 0 without a stance. reference : (n_draws, n_scales), 0 to 1; nan if not given.
    follows : (n_draws, n_actors, n_actors), how far what the first wants follows where the second
    stands; the rest is what it wants by itself.
    """

    case: Case
    given: Influence
    actors: tuple[str, ...]
    scales: tuple[str, ...]
    position: Floats
    salience: Floats
    capability: Floats
    reference: Floats
    follows: Floats

    @property
    def n_draws(self) -> int:
        return len(self.position)

    def has(self, i: int, k: int) -> bool:
        """Whether an actor has a stance on a scale."""
        return not np.isnan(self.position[0, i, k])

    def path(self, i: int, k: int) -> str:
        """Where the stance of an actor on a scale is in the case file."""
        return f"influence.actors.{self.actors[i]}.stances.{self.scales[k]}"


@dataclass(frozen=True, kw_only=True, eq=False)
class Scaled:
    """Those with a stance on one scale.

    members : (n,), places among all actors. position, salience, capability : (n_draws, n), as in
    `Stances`. reference : (n_draws,), 0 to 1 or nan. middle : the actors at the mean of each
    number over the draws; middle_reference : the same of the reference.
    """

    members: Longs
    position: Floats
    salience: Floats
    capability: Floats
    reference: Floats
    middle: Actors
    middle_reference: float

    @property
    def weight(self) -> Floats:
        """(n_draws, n), effective power: capability times salience."""
        return self.capability * self.salience

    @property
    def middle_weight(self) -> Floats:
        """(n,), effective power at the middle of the draws."""
        return self.middle.capability * self.middle.salience[:, 0]


def influence(case: Case, draws: Draws) -> Stances:
    """Actors on scales, or `CaseError` for a case that lacks them or where nobody has weight."""
    given = case.influence
    if given is None:
        what = "the case says nothing on who stands where with what weight"
        raise CaseError.lacks("influence", what, "add an 'influence' section")
    found = Stances(
        case=case,
        given=given,
        actors=tuple(given.actors),
        scales=tuple(given.scales),
        position=_numbers(given, draws, lambda s: s.position, "position", np.nan) / FULL,
        salience=_numbers(given, draws, lambda s: s.salience, "salience", 0.0) / FULL,
        capability=_capability(given, draws),
        reference=_references(given, draws),
        follows=_follows(given, draws),
    )
    _check(found)
    return found


def _numbers(
    given: Influence, draws: Draws, of: Callable[[Stance], Quantity], key: str, none: float
) -> Floats:
    """One number of every stance over draws, (n_draws, n_actors, n_scales); `none` without one."""
    found = np.full((draws.n, len(given.actors), len(given.scales)), none)
    for i, (name, actor) in enumerate(given.actors.items()):
        for k, scale in enumerate(given.scales):
            if (stance := actor.stances.get(scale)) is not None:
                path = f"influence.actors.{name}.stances.{scale}.{key}"
                found[:, i, k] = draws.number(path, of(stance))
    return found


def _capability(given: Influence, draws: Draws) -> Floats:
    found = np.zeros((draws.n, len(given.actors), len(given.scales)))
    for i, (name, actor) in enumerate(given.actors.items()):
        path = f"influence.actors.{name}"
        own = draws.number(f"{path}.capability", actor.capability)
        for k, scale in enumerate(given.scales):
            if (stance := actor.stances.get(scale)) is not None:
                there = f"{path}.stances.{scale}.capability"
                special = stance.capability is not None
                found[:, i, k] = draws.number(there, stance.capability) if special else own
    return found


def _references(given: Influence, draws: Draws) -> Floats:
    every = [
        np.full(draws.n, np.nan)
        if scale.reference is None
        else draws.number(f"influence.scales.{name}.reference", scale.reference) / FULL
        for name, scale in given.scales.items()
    ]
    return np.stack(every, axis=1)


def _follows(given: Influence, draws: Draws) -> Floats:
    """Rows add up to at most 1: where shares drawn add up to more, they are cut in proportion."""
    place = {name: i for i, name in enumerate(given.actors)}
    found = np.zeros((draws.n, len(place), len(place)))
    for name, actor in given.actors.items():
        for other, share in actor.follows.items():
            path = f"influence.actors.{name}.follows.{other}"
            found[:, place[name], place[other]] = draws.number(path, share)
    shares: Floats = found / np.maximum(1.0, found.sum(axis=2, keepdims=True))
    return shares


def _check(found: Stances) -> None:
    """Some weight on every scale in every draw."""
    weight = (found.capability * found.salience).sum(axis=1)
    for k, scale in enumerate(found.scales):
        if not (weight[:, k] > 0).all():
            raise CaseError.lacks(
                f"influence.scales.{scale}",
                "in some draws nobody has any weight on it",
                "give an actor a capability and a salience above 0",
            )


def on_scale(found: Stances, k: int) -> Scaled:
    """Those with a stance on scale k."""
    members = np.flatnonzero(~np.isnan(found.position[0, :, k]))
    x, s, c = (each[:, members, k] for each in (found.position, found.salience, found.capability))
    return Scaled(
        members=members,
        position=x,
        salience=s,
        capability=c,
        reference=found.reference[:, k],
        middle=actors(*(each.mean(axis=0) for each in (x, s, c))),
        middle_reference=float(found.reference[:, k].mean()),
    )
