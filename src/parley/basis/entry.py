"""The entry of a case that a path of a judgement leads to."""

from collections.abc import Sequence

from parley.basis.fought import Fought, fought_at, fought_claims
from parley.case import Case
from parley.case.schema import (
    Actor,
    Answer,
    Importance,
    Influence,
    IssuePosition,
    NoDeal,
    PartyPosition,
    Preference,
    Scale,
    Stance,
    Statement,
    Together,
)

__all__ = ["Entry", "Position", "Weighed", "claims_of", "entry_at", "preference_at"]

Position = Importance | NoDeal | IssuePosition | Together | Answer
Weighed = Actor | Scale | Stance
Entry = Position | Preference | Statement | Weighed | Fought


def entry_at(case: Case, path: str) -> Entry:
    """The entry at a path; `KeyError` if there is none."""
    section, _, rest = path.partition(".")
    party, _, part = rest.partition(".")
    if section == "moves":
        return preference_at(case, path, rest.split("."))[1]
    if section == "influence" and case.influence is not None:
        return _weighed(case.influence, rest.split("."))
    if section in {"war", "settlement"}:
        return fought_at(case, path)
    if section == "positions" and party in case.positions:
        found = _part(case.positions[party], part)
        if isinstance(found, Entry):
            return found
    raise KeyError(path)


def _weighed(influence: Influence, steps: Sequence[str]) -> Weighed:
    match steps:
        case ["scales", name]:
            return influence.scales[name]
        case ["actors", name]:
            return influence.actors[name]
        case ["actors", name, "stances", scale]:
            return influence.actors[name].stances[scale]
    raise KeyError(".".join(steps))


def preference_at(
    case: Case, path: str, steps: Sequence[str]
) -> tuple[Preference, Preference | Statement]:
    """The preference that a path leads into, and what it leads to: itself or a statement."""
    for place, given in case.moves.every_preference() if case.moves else ():
        if list(place) == steps[: len(place)]:
            told = dict(enumerate(given.statements or ()))
            match steps[len(place) :]:
                case []:
                    return given, given
                case ["statements", i] if i.isdigit() and int(i) in told:
                    return given, told[int(i)]
    raise KeyError(path)


def _part(position: PartyPosition, part: str) -> object:
    kind, _, name = part.partition(".")
    match kind:
        case "issues":
            return position.issues.get(name)
        case "together" | "answers":
            return dict(enumerate(getattr(position, kind))).get(int(name) if name.isdigit() else -1)
        case _:
            return getattr(position, part, None)


def claims_of(entry: Entry) -> tuple[str, ...]:
    """The claims it rests on."""
    if isinstance(entry, IssuePosition):
        parts = (*entry.stated, *((entry.inferred,) if entry.inferred else ()))
        return tuple(claim for part in parts for claim in part.claims)
    return fought_claims(entry) if isinstance(entry, Fought) else entry.claims
