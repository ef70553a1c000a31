"""What an uncertain input is called, read from its path in the case file."""

from collections.abc import Mapping, Sequence

from parley.case import Case
from parley.case.quantity import Claimed
from parley.case.schema import Preference, Statement
from parley.case.states import rule_words
from parley.case.words import count

__all__ = ["account_names", "column_name", "owner_of", "statement_at"]

KEYS: Mapping[str, str] = {
    "plus": "gain of going on without a deal",
    "worth": "what it is worth",
    "cost": "cost of fighting on",
    "likely": "how likely",
    "believed": "how likely the other side takes it to be",
    "resolve": "what fighting costs it, times",
    "least": "share it would never go below",
    "talks": "what talking as such brings it",
    "struck": "part lost at once",
    "attrition": "part lost in a week of fighting",
    "production": "added a week by itself",
    "aid": "added a week by its backers",
    "weight": "weight in its strength",
    "aid_ends": "weeks until aid ends",
    "weeks": "length in weeks",
    "mediator": "how likely what is proposed is a mediator's text",
    "settles": "chance that a settlement comes of it",
    "share": "share of {first} in the settlement",
    "rearming": "part of rearming that goes on",
    "surprise": "gain of attacking first",
    "accidents": "chance {often} of breaking down by itself",
    "held": "what {first} holds now",
    "age": "weeks it has lasted",
    "lasts": "weeks that fighting to the end takes",
    "year": "what a gain in a year is worth now",
    "limited": "how likely the aims are limited",
    "lost": "lost by not agreeing in time",
    "keeps": "what keeping brings",
    "cheats": "what cheating once brings",
    "war": "what fighting brings",
    "detection": "chance that cheating is noticed",
    "penalty": "penalty for cheating",
    "honoured": "chance that it is honoured",
    "wins": "chance to win alone",
    "wins_against_guarantor": "chance to win against a guarantor",
    "cost_by": "cost to the attacker",
    "cost_on": "cost to the attacked",
    "contest": "how strengths decide",
    "precision": "how surely parties take what is better for them",
    "talk_gain": "gain of being seen to talk",
    "talk_cost": "cost of talking",
    "pauses": "how likely a week's offer is a pause",
    "review": "how often a side thinks of breaking its word",
    "collapse": "chance a year that a side gives way for other reasons",
    "territory": "how far a settlement moves the front",
    "temper": "how much of the news in an act is believed",
    "lasted": "how long it lasted",
}


def column_name(case: Case, path: str, part: str = "") -> str:
    """In words: whose it is, and what. part : the item of a ranking, or "account"."""
    place = path.partition(":")[0].split(".")
    if part == "account":
        return f"which account is right of {column_name(case, path)}"
    match place:
        case ["positions", party, *rest]:
            return f"{_party(case, party)}: {_position(case, party, rest, part)}"
        case ["influence", *rest]:
            return _weighed(case, rest)
        case ["moves", *rest]:
            return _preferred(case, rest, part)
        case ["war" | "settlement" as section, *rest]:
            return _fought(case, section, rest)
    return " ".join(_key(each) for each in place)


def account_names(given: Claimed) -> Mapping[float, str]:
    """Accounts by their numbers, each by its claims; -1 is none of them."""
    told = {float(i): ", ".join(each.claims) for i, each in enumerate(given.accounts)}
    return {-1.0: "none of them"} | told


def owner_of(case: Case, path: str, part: str) -> tuple[str, str]:
    """Whose the input is and which issue it is about; empty where that is nobody or nothing."""
    steps = path.partition(":")[0].split(".")
    party = next((each for each in steps[1:] if each in case.parties), "")
    if steps[0] == "positions":
        named = next((each for each in steps[2:] if each in case.issues), "")
        return party, named or (part if part in case.issues else "")
    scales = case.influence.scales if case.influence and steps[0] == "influence" else {}
    scale = next((scales[each] for each in steps[1:] if each in scales), None)
    return party, (scale.issue or "") if scale else ""


def _party(case: Case, party: str) -> str:
    return case.parties[party].label if party in case.parties else party


def _key(step: str) -> str:
    return KEYS.get(step, step.replace("_", " ").replace("-", " "))


def _position(case: Case, party: str, rest: Sequence[str], part: str) -> str:
    match rest:
        case ["importance", *form]:
            issue = part or form[-1]
            return f"weight of “{case.issues[issue].name}”"
        case ["issues" | "points", issue, *inside]:
            level = part or ".".join(inside).rpartition("values.")[2]
            return f"worth of {_option(case, issue, level)} on “{case.issues[issue].name}”"
        case ["no_deal", *inside]:
            return _key(inside[-1]) if inside else "no deal"
        case ["together", i, *_]:
            at = case.positions[party].together[int(i)].atoms
            both = " and ".join(_option(case, each.issue, str(each.option)) for each in at)
            return f"worth of {both} together"
    return " ".join(_key(each) for each in rest)


def _option(case: Case, issue: str, level: str) -> str:
    given = case.issues[issue]
    name = given.labels.get(level, "") or f"{level} {given.unit or ''}".strip()
    return f"“{name}”"


def _weighed(case: Case, rest: Sequence[str]) -> str:
    scales = case.influence.scales if case.influence else {}
    match rest:
        case ["actors", actor, "stances", scale, key]:
            return f"{_party(case, actor)}: {_key(key)} on “{scales[scale].name}”"
        case ["actors", actor, *inside]:
            told = [_party(case, each) if each in case.parties else _key(each) for each in inside]
            return f"{_party(case, actor)}: {' '.join(told)}"
        case ["scales", scale, *_]:
            return f"no deal on “{scales[scale].name}”"
    return " ".join(_key(each) for each in rest)


def _preferred(case: Case, rest: Sequence[str], part: str) -> str:
    for place, given in case.moves.every_preference() if case.moves else ():
        steps = [str(each) for each in place]
        if list(rest[: len(steps)]) == steps:
            party = steps[steps.index("preferences") + 1]
            viewer = f" as {_party(case, steps[1])} sees it" if steps[0] == "views" else ""
            inside = rest[len(steps) :]
            return f"{_party(case, party)}{viewer}: {_preference(case, given, inside, part)}"
    return " ".join(_key(each) for each in rest)


def statement_at(case: Case, path: str) -> Statement:
    """The statement that a path inside the section `moves` leads to; `KeyError` if to none."""
    rest = path.partition(":")[0].split(".")[1:]
    for place, given in case.moves.every_preference() if case.moves else ():
        steps = [str(each) for each in place]
        if rest[: len(steps)] == steps and rest[len(steps)] == "statements":
            return (given.statements or ())[int(rest[len(steps) + 1])]
    raise KeyError(path)


def _preference(case: Case, given: Preference, inside: Sequence[str], part: str) -> str:
    match inside:
        case ["statements", i, *key]:
            said = _said(case, (given.statements or ())[int(i)])
            return f"{'how likely it wants' if key == ['chance'] else 'whether it wants'} {said}"
        case ["weights", *levels]:
            return f"what it gives for {' '.join(_key(each) for each in levels)}"
        case ["order"]:
            statement = (given.statements or ())[given.ids.index(part)]
            return f"how much it matters that {_said(case, statement)}"
        case ["ranks"]:
            name = case.moves.states[part].name if case.moves else part
            return f"how much it likes the state “{name}”"
    return " ".join(_key(each) for each in inside)


def _of_package(case: Case, inside: Sequence[str]) -> str:
    match inside:
        case ["worth", side]:
            return f"what it is worth to {_party(case, side)}"
        case ["held"]:
            return "where it leaves the front, as the share of {first}"
        case ["limits", *limited]:
            return _limit(case, limited)
    return " ".join(_key(each) for each in inside)


def _limit(case: Case, limited: Sequence[str]) -> str:
    """The most that terms leave of a class: side and class."""
    side, kind = limited
    name = case.war.sides[side].capabilities[kind].name if case.war else kind
    return f"the most of {_party(case, side)}, {name}"


def _after(steps: int) -> str:
    """Where on a ladder of demands."""
    return f"after {count(steps, 'concession')}" if steps else "before any concession"


def _said(case: Case, statement: Statement) -> str:
    return f"“{statement.says}”" if statement.says else rule_words(case, statement.prefers)


def _fought(case: Case, section: str, rest: Sequence[str]) -> str:
    words = _of_section(case, section, rest)
    first = next(iter(case.war.sides)) if case.war else ""
    often = "a week" if section == "war" else "a period"  # a settlement counts in its own
    return words.replace("{first}", _party(case, first)).replace("{often}", often)


def _of_section(case: Case, section: str, rest: Sequence[str]) -> str:
    war, settlement = case.war, case.settlement
    match rest:
        case ["sides", side, "capabilities", name, key] if war:
            what = war.sides[side].capabilities[name].name
            return f"{_party(case, side)}, {what}: {_key(key)}"
        case ["sides", side, "types", name, key] if war:
            return f"{_party(case, side)} if “{war.sides[side].types[name].name}”: {_key(key)}"
        case ["sides" | "keeping", side, key]:
            return f"{_party(case, side)}: {_key(key)}"
        case ["pauses", name, key] if war:
            return f"pause “{war.pauses[name].name}”: {_key(key)}"
        case ["conceding", i, key, *steps] if war:
            each = war.conceding[int(i)]
            after = f" {_after(int(steps[0]))}" if steps else ""
            names = f"{_party(case, each.rising)}'s demands on {_party(case, each.declining)}"
            return f"{names}: {_key(key)}{after}"
        case ["deadline", "lost", side]:
            return f"{_party(case, side)}: {_key('lost')}"
        case ["guarantees", name, key] if settlement:
            return f"guarantee “{settlement.guarantees[name].name}”: {_key(key)}"
        case ["limits", *limited]:
            return f"any settlement: {_limit(case, limited)}"
        case ["packages", name, *inside] if settlement:
            return f"package “{settlement.packages[name].name}”: {_of_package(case, inside)}"
        case ["engine", key]:
            return f"weekly model: {_key(key)}"
        case ["attack", key]:
            return f"a renewed attack: {_key(key)}"
    whole = {"war": "the fighting", "settlement": "any settlement"}[section]
    return f"{whole}: {' '.join(_key(each) for each in rest)}"
