"""What a conflict of another tool must satisfy to become a case, and what it says in passing."""

from collections import Counter
from dataclasses import replace

from parley.case.formats.conflict import ConflictForm, State, Statement, feasible_states
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
    everywhere = "-" * len(form.options)
    statements = {
        party: tuple(each for each in given if each and everywhere not in each)
        for party, given in form.statements.items()
    }
    notes = [*form.notes, *_idle(form), *_shared(form)]
    if statements != form.statements:
        notes.append("Priorities that hold in every state, or in none, are left out.")
    return replace(form, statements=statements, notes=tuple(notes))


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
