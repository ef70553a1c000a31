"""What is wrong with the sections `war` and `settlement`, beyond the form of their entries."""

from collections.abc import Iterable, Iterator, Mapping

from parley.case.quantity import Normal, Quantity, ends
from parley.case.references import Finding, nearest
from parley.case.schema import (
    Attack,
    Capability,
    Case,
    Conceding,
    Guarantee,
    Keeping,
    Package,
    Pause,
    Settlement,
    Side,
    Type,
    War,
)
from parley.case.select import Path

__all__ = ["war_findings"]

_Reasoned = Side | Capability | Type | Pause | Conceding | Keeping | Guarantee | Attack | Package
MOST_WEEKS = 1_000  # of one thing; twenty years and no talks are another question
MOST_PAUSE = 104
MOST = {"capabilities": 7, "types": 8, "packages": 128}  # as the engine; one class is the side


def war_findings(case: Case) -> Iterator[Finding]:
    """Unknown sides, numbers that leave a side nothing, and what rests on nothing."""
    if case.war is not None:
        yield from _war(case.war)
        yield from _hindsight(case.war)
    if case.settlement is not None:
        if case.war is None:
            yield ("settlement",), "a settlement needs the section 'war' it would end", "add it"
        else:
            yield from _settlement(case.settlement, case.war)


def _war(war: War) -> Iterator[Finding]:
    top: Path = ("war",)
    if not 0 < _low(war.held) <= _high(war.held) < 1:
        fix = "write a share of the stake between 0 and 1, ends excluded"
        yield (*top, "held"), "each side must hold something for the talks to be about", fix
    if _low(war.year) <= 0:
        yield (*top, "year"), "a gain a year from now must be worth something", "write above 0"
    yield from _weeks((*top, "lasts"), war.lasts, MOST_WEEKS)
    for name, side in war.sides.items():
        yield from _side(side, (*top, "sides", name))
    if war.pause is not None and war.pause not in war.pauses:
        where = (*top, "pause")
        yield where, f"no pause '{war.pause}' in 'pauses'", nearest(war.pause, war.pauses)
    for name, pause in war.pauses.items():
        where = (*top, "pauses", name)
        yield from _weeks((*where, "weeks"), pause.weeks, MOST_PAUSE)
        yield from _rests(pause, where, f"the pause '{name}'")
    for i, each in enumerate(war.conceding):
        yield from _conceding(each, war, (*top, "conceding", i))
    if war.deadline is not None:
        yield from _weeks((*top, "deadline", "weeks"), war.deadline.weeks, MOST_WEEKS)
        yield from _sides(war.deadline.lost, war, (*top, "deadline", "lost"))


def _side(side: Side, where: Path) -> Iterator[Finding]:
    name = where[-1]
    if _low(side.strength) <= 0:
        yield (*where, "strength"), f"'{name}' may have no strength at all", "write above 0"
    yield from _rests(side, where, f"the strength of '{name}'")
    for what, entries in (("capabilities", side.capabilities), ("types", side.types)):
        if len(entries) > MOST[what]:
            told = f"'{name}' has {len(entries)} {what}, and at most {MOST[what]} are allowed"
            yield (*where, what), told, "put some together"
    total = sum(_high(each.weight) for each in side.capabilities.values())
    if total > 1 + 1e-9:
        fix = "weights may add up to 1; what is left does not change"
        yield (*where, "capabilities"), f"weights of '{name}' add up to {total:g}", fix
    for kind, each in side.capabilities.items():
        place = (*where, "capabilities", kind)
        yield from _rests(each, place, f"'{kind}' of '{name}'")
        if _high(each.struck) >= 1:
            yield (*place, "struck"), f"nothing may be left of '{kind}'", "write less than 1"
    yield from _types(side, where)


def _types(side: Side, where: Path) -> Iterator[Finding]:
    for kind, each in side.types.items():
        place = (*where, "types", kind)
        yield from _rests(each, place, f"the type '{kind}' of '{where[-1]}'")
        for key in ("strength", "resolve"):
            if _low(getattr(each, key)) <= 0:
                yield (*place, key), f"'{key}' multiplies, and may be 0", "write above 0"
    if side.types and not any(_high(each.likely) > 0 for each in side.types.values()):
        yield (*where, "types"), f"no type of '{where[-1]}' is likely at all", "write above 0"


def _conceding(each: Conceding, war: War, where: Path) -> Iterator[Finding]:
    for key in ("rising", "declining"):
        yield from _sides((getattr(each, key),), war, (*where, key), inside=False)
    if each.rising == each.declining:
        yield where, "'rising' and 'declining' are the same side", "name both"
    if any(_low(later) > _high(now) for now, later in zip(each.war, each.war[1:], strict=False)):
        what = "'war' is worth more after a concession than before"
        yield (*where, "war"), what, "each concession weakens the side that makes it"
    yield from _rests(each, where, "what is said of conceding")


def _settlement(settlement: Settlement, war: War) -> Iterator[Finding]:
    top: Path = ("settlement",)
    yield from _weeks((*top, "weeks"), settlement.weeks, MOST_WEEKS)
    yield from _sides(settlement.keeping, war, (*top, "keeping"))
    for side, each in settlement.keeping.items():
        where = (*top, "keeping", side)
        yield from _rests(each, where, f"what keeping it brings '{side}'")
        yield from _bells(each, where, ("keeps", "war"))
        if _low(each.keeps) <= 0:
            fix = "write it above 0; 1 is a good unit"
            yield (*where, "keeps"), f"keeping it may bring '{side}' nothing", fix
        if _high(each.war) >= _low(each.keeps):
            what = f"war may bring '{side}' as much as a settlement that is kept"
            yield (*where, "war"), what, "with war at least as good nothing can keep it"
    yield from _guarantee(settlement.in_force, settlement, (*top, "in_force"))
    for name, guarantee in settlement.guarantees.items():
        where = (*top, "guarantees", name)
        yield from _rests(guarantee, where, f"the guarantee '{name}'")
        if guarantee.defends is not None:
            yield from _sides((guarantee.defends,), war, (*where, "defends"), inside=False)
    if settlement.attack is not None:
        yield from _attack(settlement.attack, war)
    yield from _limits(settlement.limits, war, (*top, "limits"))
    if len(settlement.packages) > MOST["packages"]:
        told = f"there are {len(settlement.packages)} packages, and at most {MOST['packages']}"
        yield (*top, "packages"), f"{told} are allowed", "leave out those that hardly differ"
    for name, package in settlement.packages.items():
        yield from _package(package, settlement, war, (*top, "packages", name))


def _guarantee(named: str | None, settlement: Settlement, where: Path) -> Iterator[Finding]:
    if named is not None and named not in settlement.guarantees:
        fix = nearest(named, settlement.guarantees)
        yield where, f"no guarantee '{named}' in 'guarantees'", fix


def _package(package: Package, settlement: Settlement, war: War, where: Path) -> Iterator[Finding]:
    name = where[-1]
    yield from _rests(package, where, f"the package '{name}'")
    yield from _sides(package.worth, war, (*where, "worth"))
    for side in war.sides:
        if side not in package.worth:
            what = f"the package '{name}' does not say what it is worth to '{side}'"
            yield (*where, "worth"), what, f"add '{side}:' with a share of the stake"
    yield from _limits(package.limits or {}, war, (*where, "limits"))
    yield from _guarantee(package.guarantee, settlement, (*where, "guarantee"))
    behind = settlement.guarantees.get(package.guarantee or "")
    if behind is not None and behind.hindsight and not package.hindsight:
        what = f"'{package.guarantee}' is hindsight, and the package '{name}' stands on it"
        yield (*where, "guarantee"), what, "mark the package 'hindsight: true' as well"


def _attack(attack: Attack, war: War) -> Iterator[Finding]:
    where: Path = ("settlement", "attack")
    for key in ("by", "on"):
        yield from _sides((getattr(attack, key),), war, (*where, key), inside=False)
    if attack.by == attack.on:
        yield where, f"'{attack.by}' would attack itself", "name both sides"
    if _high(attack.wins_against_guarantor) >= _low(attack.wins):
        what = "a guarantor may leave the attacker's chances as they are"
        fix = "let 'wins_against_guarantor' lie below 'wins', without ranges that overlap"
        yield (*where, "wins_against_guarantor"), what, fix
    yield from _rests(attack, where, "what is said of an attack")
    yield from _bells(attack, where, ("wins", "wins_against_guarantor"))


def _bells(entry: Keeping | Attack, where: Path, keys: tuple[str, ...]) -> Iterator[Finding]:
    """Numbers that must not cross have ends; those of a bell are nowhere."""
    for key in keys:
        if isinstance(getattr(entry, key), Normal):
            yield (*where, key), "a bell has no ends that could be compared", "give a range"


def _limits(
    given: Mapping[str, Mapping[str, Quantity]], war: War, where: Path
) -> Iterator[Finding]:
    yield from _sides(given, war, where)
    for side, limits in given.items():
        known = war.sides[side].capabilities if side in war.sides else {}
        for kind in limits:
            if side in war.sides and kind not in known:
                what = f"'{side}' has no capability '{kind}'"
                yield (*where, side, kind), what, nearest(kind, known)


def _sides(
    names: Iterable[str], war: War, where: Path, *, inside: bool = True
) -> Iterator[Finding]:
    for name in names:
        if name not in war.sides:
            place = (*where, name) if inside else where
            yield place, f"'{name}' is no side in 'war'", nearest(name, war.sides)


def _weeks(where: Path, weeks: Quantity, most: int) -> Iterator[Finding]:
    low, high = _low(weeks), _high(weeks)
    if low <= 0 or high > most:
        yield where, f"weeks run from above 0 to {most}, not {low:g} to {high:g}", ""


def _rests(entry: _Reasoned, where: Path, what: str) -> Iterator[Finding]:
    if not (entry.claims or entry.because):
        yield where, f"{what} rests on nothing", "name claims in 'from', or say why in 'because'"


def _hindsight(war: War) -> Iterator[Finding]:
    """What cannot be left out of the case without the rest falling apart."""
    for name, side in war.sides.items():
        if side.hindsight:
            what = "a side cannot be hindsight: the war has two"
            yield ("war", "sides", name), what, "mark the whole section"
    if war.pause in war.pauses and war.pauses[war.pause].hindsight:
        what = f"'{war.pause}' is hindsight, and talks are said to be about it"
        yield ("war", "pause"), what, "leave 'pause' out"


def _low(given: Quantity) -> float:
    return min(ends(given))


def _high(given: Quantity) -> float:
    return max(ends(given))
