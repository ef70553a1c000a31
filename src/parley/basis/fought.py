"""What the sections `war` and `settlement` say at a path, in words."""

from parley.basis.quantities import quantity_words
from parley.case import Case
from parley.case.quantity import Claimed, Exact, Quantity
from parley.case.schema import (
    Attack,
    Capability,
    Conceding,
    Deadline,
    Guarantee,
    Keeping,
    Package,
    Pause,
    Settlement,
    Side,
    Type,
    War,
)

__all__ = ["Fought", "fought_at", "fought_claims", "fought_says"]

Fighting = War | Side | Capability | Type | Pause | Conceding | Deadline
Settled = Settlement | Keeping | Guarantee | Package | Attack
Fought = Fighting | Settled

NONE, ALL = Exact(0.0), Exact(1.0)


def fought_at(case: Case, path: str) -> Fought:
    """The entry at a path; `KeyError` if there is none."""
    section, *steps = path.split(".")
    found: Fought | None = None
    if section == "war" and case.war is not None:
        found = _in_war(case.war, steps)
    if section == "settlement" and case.settlement is not None:
        found = _in_settlement(case.settlement, steps)
    if found is None:
        raise KeyError(path)
    return found


def _in_war(war: War, steps: list[str]) -> Fighting | None:
    match steps:
        case []:
            return war
        case ["sides", side]:
            return war.sides.get(side)
        case ["sides", side, "capabilities", kind] if side in war.sides:
            return war.sides[side].capabilities.get(kind)
        case ["sides", side, "types", kind] if side in war.sides:
            return war.sides[side].types.get(kind)
        case ["pauses", name]:
            return war.pauses.get(name)
        case ["conceding", place] if place.isdigit():
            return dict(enumerate(war.conceding)).get(int(place))
        case ["deadline"]:
            return war.deadline
    return None


def _in_settlement(settlement: Settlement, steps: list[str]) -> Settled | None:
    match steps:
        case []:
            return settlement
        case ["keeping", side]:
            return settlement.keeping.get(side)
        case ["guarantees", name]:
            return settlement.guarantees.get(name)
        case ["packages", name]:
            return settlement.packages.get(name)
        case ["attack"]:
            return settlement.attack
    return None


def fought_claims(entry: Fought) -> tuple[str, ...]:
    """The claims it rests on, and those of every account of its numbers."""
    accounts = (
        account
        for field in type(entry).model_fields
        if isinstance(given := getattr(entry, field), Claimed)
        for account in given.accounts
    )
    return (*entry.claims, *(claim for account in accounts for claim in account.claims))


def fought_says(case: Case, path: str, entry: Fought) -> str:
    """The entry at this path in one sentence without its full stop."""
    steps = path.split(".")
    match entry:
        case War() | Side() | Capability() | Type() | Pause() | Conceding() | Deadline():
            return _fighting(case, steps, entry)
        case Settlement():
            weeks = quantity_words(entry.weeks)
            return f"What would keep a settlement, in periods of {weeks} weeks: {entry.period}"
        case Keeping():
            keeps, cheats, war = map(quantity_words, (entry.keeps, entry.cheats, entry.war))
            return (
                f"What a period brings {_name(case, steps[2])}: {keeps} if it keeps the "
                f"settlement, {cheats} if it cheats once, {war} at war"
            )
        case Guarantee():
            return _guarantee(case, entry)
        case Package():
            return _package(case, entry)
        case Attack():
            return _attack(case, entry)


def _fighting(case: Case, steps: list[str], entry: Fighting) -> str:
    match entry:
        case War():
            first = _name(case, next(iter(entry.sides)))
            mediated = _part(
                "; what is proposed is a mediator's text with chance {}", entry.mediator
            )
            return (
                f"What is divided: {entry.stake}; {first} holds {quantity_words(entry.held)} of "
                f"it; fighting on to the end takes {quantity_words(entry.lasts)} weeks; a gain a "
                f"year from now is worth {quantity_words(entry.year)} of one now{mediated}"
            )
        case Side():
            ends = _part("; aid ends after {} weeks", entry.aid_ends)
            return (
                f"What {_name(case, steps[2])} can fight with: {quantity_words(entry.strength)}; "
                f"fighting on to the end costs it {quantity_words(entry.cost)} of the stake{ends}"
            )
        case Capability():
            return _capability(case, steps[2], entry)
        case Type():
            return _type(case, steps[2], entry)
        case Pause():
            return _pause(case, entry)
        case Conceding():
            asked = ", ".join(f"{step:g}" for step in entry.steps)
            return (
                f"What {_name(case, entry.rising)} may ask of {_name(case, entry.declining)}, step "
                f"by step: {asked} of the stake; that it wants no more than step {entry.aim}: "
                f"{quantity_words(entry.limited)}"
            )
        case Deadline():
            lost = ", ".join(
                f"{_name(case, side)} {quantity_words(part)}" for side, part in entry.lost.items()
            )
            return (
                f"“{entry.name}” in {quantity_words(entry.weeks)} weeks; what not having agreed "
                f"by then costs, as a part of the stake: {lost}"
            )


def _capability(case: Case, side: str, entry: Capability) -> str:
    changes = (
        _part(", {} made in a week", entry.production),
        _part(", {} from backers in a week", entry.aid),
        _part(", {} lost in a week of fighting", entry.attrition),
        _part(", {} lost at once", entry.struck),
    )
    weight = quantity_words(entry.weight)
    return f"“{entry.name}” of {_name(case, side)}: weight {weight}{''.join(changes)}"


def _type(case: Case, side: str, entry: Type) -> str:
    changes = (
        _part("; the other side takes it for {}", entry.believed),
        _part("; strength times {}", entry.strength, ALL),
        _part("; cost of fighting times {}", entry.resolve, ALL),
        _part("; never below {} of the stake", entry.least),
        _part("; talking brings it {}", entry.talks),
    )
    likely = quantity_words(entry.likely)
    return f"That {_name(case, side)} is “{entry.name}”: {likely}{''.join(changes)}"


def _pause(case: Case, entry: Pause) -> str:
    assert case.war is not None  # the pause stands in it
    first = _name(case, next(iter(case.war.sides)))
    changes = (
        _part("; {} of production and aid goes on", entry.rearming, ALL),
        _part("; attacking first out of it gains {}", entry.surprise),
        _part("; chance to break down by itself in a week {}", entry.accidents),
    )
    return (
        f"“{entry.name}”: {quantity_words(entry.weeks)} weeks; chance of a settlement "
        f"{quantity_words(entry.settles)}, in which {first} has {quantity_words(entry.share)} of "
        f"the stake{''.join(changes)}"
    )


def _guarantee(case: Case, entry: Guarantee) -> str:
    defends = f"; it would fight for {_name(case, entry.defends)}" if entry.defends else ""
    return (
        f"“{entry.name}”: cheating is noticed in a period with chance "
        f"{quantity_words(entry.detection)}; penalty {quantity_words(entry.penalty)} periods of "
        f"keeping; it acts with chance {quantity_words(entry.honoured)}"
        f"{_part('; breaks down by accident in a period with chance {}', entry.accidents)}{defends}"
    )


def _package(case: Case, entry: Package) -> str:
    assert case.war is not None and case.settlement is not None  # the package stands in it
    first = _name(case, next(iter(case.war.sides)))
    worth = " and ".join(
        f"{quantity_words(share)} of the stake to {_name(case, side)}"
        for side, share in entry.worth.items()
    )
    front = _part(f"; the front then moves towards {{}} to {first}", entry.held)
    limits = "; ".join(
        f"at most {quantity_words(most)} of “{case.war.sides[side].capabilities[kind].name}” of "
        f"{_name(case, side)}"
        for side, each in (entry.limits or {}).items()
        for kind, most in each.items()
    )
    behind = case.settlement.guarantees.get(entry.guarantee or "")
    stands = f"; “{behind.name}” stands behind it" if behind else ""
    return f"“{entry.name}”: worth {worth}{front}{'; ' if limits else ''}{limits}{stands}"


def _attack(case: Case, entry: Attack) -> str:
    by, on = _name(case, entry.by), _name(case, entry.on)
    return (
        f"A renewed attack by {by} on {on}: {by} wins with chance {quantity_words(entry.wins)}, "
        f"against a guarantor as well {quantity_words(entry.wins_against_guarantor)}; it costs "
        f"{by} {quantity_words(entry.cost_by)} and {on} {quantity_words(entry.cost_on)} of what it "
        "is about"
    )


def _part(words: str, given: Quantity | None, usual: Quantity = NONE) -> str:
    """Words with the quantity in them; empty for one that is not given or changes nothing."""
    return "" if given is None or given == usual else words.format(quantity_words(given))


def _name(case: Case, party: str) -> str:
    return case.parties[party].name
