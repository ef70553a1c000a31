"""What a conflict of another tool must satisfy to become a case, and what it says in passing."""

from collections import Counter
from dataclasses import replace

from parley.case.formats.conflict import (
    ConflictForm,
    Pattern,
    State,
    Statement,
    feasible_states,
)
from parley.case.formats.json_parts import Parts
from parley.case.formats.patterns import MOST_LITERALS, literals, simplified

__all__ = ["MOST_NAMED", "checked", "statement", "states"]

MOST_NAMED = 5_000  # states that are ranked one by one: a case file names each of them


def statement(parts: Parts, patterns: Statement, where: str) -> Statement:
    """The patterns in their shortest form; a problem if no condition can be so long."""
    found = simplified(patterns)
    if literals(found) > MOST_LITERALS:
        what = f"{literals(found):,} options are named here"
        parts.wrong(where, what, f"a condition takes {MOST_LITERALS}; split it into several")
    return found


def checked(form: ConflictForm, parts: Parts) -> ConflictForm:
    """The conflict without what says nothing, with notes on it; a problem if no state is left."""
    try:
        if next(feasible_states(len(form.options), form.infeasible), None) is None:
            parts.wrong("", "no state is feasible", "drop one of the infeasible patterns")
    except ValueError as error:
        parts.wrong("", str(error), "give fewer options")
    parts.found.close()
    statements = {
        party: tuple(each for each in given if _tells(form, each))
        for party, given in form.statements.items()
    }
    notes = [*form.notes, *_idle(form), *_shared(form)]
    for party, given in form.statements.items():
        if gone := len(given) - len(statements[party]):
            which = f"{gone} of the priorities of {form.parties[party]}"
            notes.append(f"Left out, as true of every state or of none: {which}.")
    return replace(form, statements=statements, notes=tuple(notes))


def _tells(form: ConflictForm, patterns: Statement) -> bool:
    """Whether a statement holds in some feasible state, and is not one that holds in all states."""
    return "-" * len(form.options) not in patterns and any(_occurs(form, each) for each in patterns)


def _occurs(form: ConflictForm, pattern: Pattern) -> bool:
    """Whether the pattern covers a feasible state, or the search for one gives up."""
    n = len(form.options)
    outside = [
        "-" * k + ("N" if each == "Y" else "Y") + "-" * (n - k - 1)
        for k, each in enumerate(pattern)
        if each != "-"
    ]
    try:
        return next(feasible_states(n, (*form.infeasible, *outside)), None) is not None
    except ValueError:
        return True


def states(parts: Parts, form: ConflictForm) -> tuple[State, ...]:
    """All feasible states; a problem if there are more than can be ranked one by one."""
    found: list[State] = []
    try:
        for state in feasible_states(len(form.options), form.infeasible):
            found.append(state)
            if len(found) > MOST_NAMED:
                raise ValueError(f"more than {MOST_NAMED:,} states are feasible")
    except ValueError as error:
        parts.wrong("", f"states are ranked one by one, and {error}", "give priorities instead")
        parts.found.close()
    return tuple(found)


def _idle(form: ConflictForm) -> list[str]:
    owners = {owner for option in form.options for owner in option.owners}
    idle = [name for i, name in enumerate(form.parties) if i not in owners]
    if not idle:
        return []
    return [f"Without options, and so without moves and preferences here: {', '.join(idle)}."]


def _shared(form: ConflictForm) -> list[str]:
    """Options of one party that bear one name are told apart by number."""
    seen = Counter((option.owners[0], option.name) for option in form.options)
    return [
        f"{form.parties[party]} has {n} options called '{name}'; they are numbered here."
        for (party, name), n in seen.items()
        if n > 1
    ]
