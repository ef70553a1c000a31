"""Write a conflict in option form as a case file with a section `moves`."""

import json
from collections.abc import Iterator
from datetime import date

from parley.case.formats.as_case import WORDS
from parley.case.formats.conflict import ConflictForm, Groups, State, feasible_states
from parley.case.formats.names import ids
from parley.case.formats.patterns import conditions, rule, simplified

__all__ = ["conflict_text"]

BRIEF = 32  # characters of an id: conditions name many options in one line


def conflict_text(form: ConflictForm, *, name: str = "", on: date | None = None) -> str:
    """The case file of a conflict. name : id of the case. on : its date; None for today.

    States are named where a ranking needs them, and where the file gives a label. Which state
    holds now, the formats do not tell; a comment says so.
    """
    day = (on or date.today()).isoformat()
    lines = [*_head(form, name, day), *_options(form), *_conditions(form), *_barred(form)]
    return "\n".join([*lines, *_states(form), *_preferences(form, day), ""])


def _head(form: ConflictForm, name: str, day: str) -> Iterator[str]:
    yield "# yaml-language-server: $schema=parley.schema.json"
    yield "parley: 1"
    yield f"case: {_key(name or ids([form.title or 'conflict'])[0])}"
    yield f"title: {_quoted(form.title or 'A conflict')}"
    yield f"as_of: {day}"
    read = f"Read from {form.source}." if form.source else "Taken over from another tool."
    yield f"summary: {_quoted(' '.join([read, *form.notes]))}"
    yield "\nparties:"
    for party, label in zip(_party_ids(form), form.parties, strict=True):
        yield f"  {_key(party)}: {{name: {_quoted(label)}, roles: [{{is: party}}]}}"


def _owned(form: ConflictForm) -> dict[int, list[int]]:
    """The options that stand under each party, by place; parties without options are left out."""
    found: dict[int, list[int]] = {}
    for k, option in enumerate(form.options):
        found.setdefault(option.owners[0], []).append(k)
    return found


def _brief(name: str) -> str:
    """The first words of a long name."""
    return name if len(name) <= BRIEF else name[: BRIEF + 1].rpartition(" ")[0] or name[:BRIEF]


def _party_ids(form: ConflictForm) -> tuple[str, ...]:
    return ids(map(_brief, form.parties))


def _paths(form: ConflictForm) -> tuple[str, ...]:
    """``party.option`` of each option."""
    parties = _party_ids(form)
    return tuple(
        f"{parties[party]}.{name}"
        for party, own in _owned(form).items()
        for name in ids(_brief(form.options[k].name) for k in own)
    )


def _movers(form: ConflictForm) -> dict[int, str]:
    """Parties that can change something: place -> id."""
    parties = _party_ids(form)
    owners = {owner for option in form.options for owner in option.owners}
    return {party: parties[party] for party in sorted(owners)}


def _options(form: ConflictForm) -> Iterator[str]:
    parties, paths = _party_ids(form), _paths(form)
    yield "\nmoves:"
    yield "  options:"
    for party, own in _owned(form).items():
        yield f"    {_key(parties[party])}:"
        for k in own:
            option = form.options[k]
            also = ", ".join(_key(parties[owner]) for owner in option.owners[1:])
            more = f", one_way: {option.one_way}" if option.one_way else ""
            more += f", also: [{also}]" if also else ""
            label = _quoted(option.name)
            key = _key(paths[k].partition(".")[2])
            yield f"      {key}: {{name: {label}{more}}}" if more else f"      {key}: {label}"


def _conditions(form: ConflictForm) -> Iterator[str]:
    if form.infeasible:
        yield "  conditions:"
        for line in conditions(form.infeasible, _paths(form)):
            yield f"    - {line}"


def _barred(form: ConflictForm) -> Iterator[str]:
    """Moves that are forbidden, and states that are not seen."""
    paths, movers = _paths(form), _movers(form)
    barred = [each for each in form.forbidden if each[0] in movers]
    if barred:
        yield "  forbidden:"
    for party, out, into in barred:
        yield f"    - by: {_key(movers[party])}"
        yield f"      out_of: {rule([out], paths)}"
        yield f"      into: {rule([into], paths)}"
    unseen = [each for each in form.misperceived if each[0] in movers]
    if unseen:
        yield "  misperceived:"
    for party, pattern in unseen:
        yield f"    - {{by: {_key(movers[party])}, when: {rule([pattern], paths)}}}"


def _states(form: ConflictForm) -> Iterator[str]:
    yield "  # The file does not say which state holds now: add 'now' with a level of each option."
    names = _state_names(form)
    if names:
        yield "  states:"
    for state, name in names.items():
        levels = zip(_paths(form), state, strict=True)
        told = ", ".join(f"{path}: {'yes' if each == 'Y' else 'no'}" for path, each in levels)
        yield f"    {_key(name)}: {{name: {_quoted(form.labels.get(state, name))}, is: {{{told}}}}}"


def _ranked(form: ConflictForm) -> dict[int, Groups]:
    """Rankings of parties that a case can ask."""
    return {party: given for party, given in form.rankings.items() if party in _movers(form)}


def _state_names(form: ConflictForm) -> dict[State, str]:
    """Ids of the states: their labels if all have one, else s1, s2, ... in their order."""
    if _ranked(form):
        states = list(feasible_states(len(form.options), form.infeasible))
    else:
        states = list(form.labels)
    if all(state in form.labels for state in states):
        return dict(zip(states, ids(form.labels[state] for state in states), strict=True))
    return {state: f"s{k}" for k, state in enumerate(states, 1)}


def _preferences(form: ConflictForm, day: str) -> Iterator[str]:
    movers, ranked, names = _movers(form), _ranked(form), _state_names(form)
    because = _quoted(f"It stands in {form.source or 'the file'}.")
    told = {p for p in movers if form.statements.get(p)} | set(ranked)
    if told:
        yield "  preferences:"
    for party in sorted(told):
        yield f"    {_key(movers[party])}:"
        if party in ranked:
            groups = (" ~ ".join(names[state] for state in group) for group in ranked[party])
            yield f"      ranks: {' > '.join(groups)}"
        else:
            yield "      statements:"
            for each in form.statements[party]:
                yield f"        - {rule(simplified(each), _paths(form))}"
        yield "      by: taken over from the file"
        yield f"      on: {day}"
        yield f"      because: {because}"


def _key(name: str) -> str:
    return _quoted(name) if name.lower() in WORDS else name


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
