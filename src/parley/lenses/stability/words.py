"""Names of parties, options and states as the stability lens says them."""

from collections.abc import Mapping, Sequence
from itertools import count as count_from

from parley.case.states import rule_words
from parley.case.words import capital, count, listed, percent
from parley.models.conflict_graph.build import Conflict

__all__ = [
    "capital",
    "changed",
    "count",
    "differences",
    "ids",
    "level_name",
    "levels_of",
    "listed",
    "move_words",
    "option_name",
    "option_refs",
    "party_name",
    "party_refs",
    "percent",
    "state_name",
    "state_refs",
    "state_words",
    "statement_words",
    "tagged",
]

SHORT = 4  # letters of an id that fits a column


def party_name(found: Conflict, party: int) -> str:
    """The party in a sentence, table or figure."""
    return found.case.parties[found.parties[party]].label


def party_refs(found: Conflict, parties: Sequence[int]) -> tuple[str, ...]:
    """Judgements on what these parties prefer, as far as the case has them."""
    names = (found.parties[party] for party in parties)
    return tuple(f"moves.preferences.{name}" for name in names if name in found.moves.preferences)


def option_name(found: Conflict, k: int) -> str:
    """The option, without its owner."""
    return found.moves.paths[found.paths[k]].name


def level_name(found: Conflict, k: int, at: int) -> str:
    """The level as its label says; yes or no where there are two."""
    return list(found.moves.paths[found.paths[k]].labels.values())[at]


def levels_of(found: Conflict, s: int) -> list[int]:
    """The level of every option in a state."""
    return [int(found.at[path][s]) for path in found.paths]


def differences(found: Conflict, s: int, other: int) -> list[tuple[int, int]]:
    """Options at another level in s than in `other`, with their level in s."""
    pairs = zip(levels_of(found, s), levels_of(found, other), strict=True)
    return [(k, here) for k, (here, there) in enumerate(pairs) if here != there]


def changed(found: Conflict, k: int, at: int) -> str:
    """An option at a level, with its owner, as something that is so."""
    owner = party_name(found, found.graph.options[k].owners[0])
    if found.moves.paths[found.paths[k]].levels is None:
        return f"{owner}: {'' if at else 'not '}“{option_name(found, k)}”"
    return f"{owner}: “{option_name(found, k)}: {level_name(found, k, at)}”"


def state_words(found: Conflict, s: int) -> str:
    """The state by what differs from now, or by all it has where there is no present state."""
    if found.now is None:
        every = [(k, at) for k, at in enumerate(levels_of(found, s)) if at]
        return "; ".join(changed(found, k, at) for k, at in every) or "nothing taken"
    if s == found.now:
        return "as it is now"
    return "as now, but " + "; ".join(
        changed(found, k, at) for k, at in differences(found, s, found.now)
    )


def state_name(found: Conflict, s: int) -> str:
    """The name the case gives the state, else what differs from now."""
    if s == found.now:
        return "the present state"
    for name, state in found.named.items():
        if state == s:
            return f"“{found.moves.states[name].name}”"
    return f"the state {state_words(found, s)}"


def move_words(found: Conflict, source: int, target: int) -> str:
    """What somebody does who moves from one state to another."""
    return " and ".join(
        changed(found, k, at).partition(": ")[2] for k, at in differences(found, target, source)
    )


def ids(found: Conflict, listed: Sequence[int]) -> dict[int, str]:
    """Short ids of the states shown: "now", the case's own where short, else s1, s2, ..."""
    own = {s: name for name, s in found.named.items() if len(name) <= SHORT}
    fresh = (name for k in count_from(1) if (name := f"s{k}") not in own.values())
    given = {} if found.now is None else {found.now: "now"}
    return given | {s: own.get(s) or next(fresh) for s in listed if s != found.now}


def tagged(found: Conflict, names: Mapping[int, str], s: int) -> str:
    """The state in a table: its id and its name, or in words if it is not among those listed."""
    if s not in names:
        return state_words(found, s)
    if s == found.now:
        return state_name(found, s)
    called = s in found.named.values() and state_name(found, s) != f"“{names[s]}”"
    return f"{names[s]}: {state_name(found, s)}" if called else names[s]


def statement_words(found: Conflict, party: int, k: int) -> str:
    """What a statement of a party's preference says, in quotes; its rule has quotes of its own."""
    given = found.tastes[party].given
    assert given is not None and given.statements is not None
    statement = given.statements[k]
    return f"“{statement.says}”" if statement.says else rule_words(found.case, statement.prefers)


def state_refs(found: Conflict, s: int) -> tuple[str, ...]:
    """Claims that a named state rests on."""
    return tuple(
        ref
        for name, state in found.named.items()
        if state == s
        for ref in found.moves.states[name].claims
    )


def option_refs(found: Conflict, k: int) -> tuple[str, ...]:
    """Claims that an option rests on."""
    return found.moves.paths[found.paths[k]].claims
