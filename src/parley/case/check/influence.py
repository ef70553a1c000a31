"""What is wrong with the section `influence`, beyond the form of its entries."""

from collections.abc import Iterator

from parley.case.quantity import ends
from parley.case.references import Finding, nearest
from parley.case.schema import Actor, Case, Influence, Stance
from parley.case.select import Path

__all__ = ["influence_findings"]

TOP: Path = ("influence",)


def influence_findings(case: Case) -> Iterator[Finding]:
    """Unknown scales, missing capabilities, what rests on nothing, and shares above one."""
    if case.influence is None:
        return
    for name, actor in case.influence.actors.items():
        where = (*TOP, "actors", name)
        yield from _stances(case.influence, actor, where)
        yield from _followed(case.influence, actor, name, where)
        if not _reasoned(actor):
            what = f"the capability of '{name}' rests on nothing"
            yield where, what, "name claims in 'from', or say why in 'because'"
    yield from _scales(case.influence)
    yield from _alike(case)
    yield from _hindsight(case.influence)


def _stances(influence: Influence, actor: Actor, where: Path) -> Iterator[Finding]:
    for scale, stance in actor.stances.items():
        place = (*where, "stances", scale)
        if scale not in influence.scales:
            yield place, f"no scale '{scale}' in 'influence'", nearest(scale, influence.scales)
        if actor.capability is None and stance.capability is None:
            what = f"'{where[-1]}' has no capability on '{scale}'"
            yield place, what, "give the actor one, or this stance"
        if not _reasoned(stance):
            what = f"where '{where[-1]}' stands on '{scale}' rests on nothing"
            yield place, what, "name claims in 'from', or say why in 'because'"


def _followed(influence: Influence, actor: Actor, name: str, where: Path) -> Iterator[Finding]:
    for other in actor.follows:
        if other not in influence.actors:
            what = f"'{other}' is no actor in 'influence'"
            yield (*where, "follows", other), what, nearest(other, influence.actors)
        elif other == name:
            yield (*where, "follows", other), f"'{name}' follows itself", "leave it out"
    if (most := sum(max(ends(share)) for share in actor.follows.values())) > 1 + 1e-9:
        what = f"'{name}' follows others by up to {most:g} in all"
        yield (*where, "follows"), what, "shares may add up to 1"


def _scales(influence: Influence) -> Iterator[Finding]:
    for name, scale in influence.scales.items():
        where = (*TOP, "scales", name)
        if not any(name in actor.stances for actor in influence.actors.values()):
            yield where, f"nobody has a stance on '{name}'", "add stances, or leave the scale out"
        elif not any(_weighs(actor, name) for actor in influence.actors.values()):
            fix = "give an actor a capability and a salience above 0"
            yield where, f"nobody has any weight on '{name}'", fix
        for mark in scale.marks:
            if not _on_scale(mark):
                yield (*where, "marks", mark), f"'{mark}' is no number from 0 to 100", ""


def _alike(case: Case) -> Iterator[Finding]:
    """Names that a figure could not tell apart."""
    influence = case.influence
    assert influence is not None
    scales = {name: scale.name for name, scale in influence.scales.items()}
    labels = {name: case.parties[name].label for name in influence.actors if name in case.parties}
    for section, names in (("scales", scales), ("actors", labels)):
        seen: dict[str, str] = {}
        for name, label in names.items():
            if label in seen:
                what = f"'{name}' and '{seen[label]}' are both called '{label}'"
                yield (*TOP, section, name), what, "give one of them another name"
            seen.setdefault(label, name)


def _on_scale(mark: str) -> bool:
    try:
        return 0 <= float(mark) <= 100
    except ValueError:
        return False


def _hindsight(influence: Influence) -> Iterator[Finding]:
    """What cannot be left out of the case without the rest falling apart."""
    for name, scale in influence.scales.items():
        if scale.hindsight:
            what = "a scale cannot be hindsight: stances are on it"
            yield (*TOP, "scales", name), what, "mark the stances, or the whole section"
    for actor in influence.actors.values():
        for other in actor.follows:
            if other in influence.actors and influence.actors[other].hindsight:
                what = f"'{other}' is hindsight, and another actor follows it"
                yield (*TOP, "actors", other), what, "leave it unmarked"


def _weighs(actor: Actor, scale: str) -> bool:
    """Whether the actor can have some weight on a scale."""
    stance = actor.stances.get(scale)
    if stance is None:
        return False
    capability = stance.capability or actor.capability
    return all(max(ends(each)) > 0 for each in (stance.salience, capability) if each is not None)


def _reasoned(entry: Actor | Stance) -> bool:
    return bool(entry.claims or entry.because)
