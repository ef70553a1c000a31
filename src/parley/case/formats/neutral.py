"""The schema `parley-gmcr-conflict/1`: one JSON file for each conflict, states as Y/N strings.

Fields: `dms` with id and name; `options` with name, dm and direction (both, forward, backward);
`infeasible` patterns; `misperceived` per dm; `forbidden_moves` with dm, from and to;
`preferences` per dm, groups of states, the best first, or `preference_statements`, where the
patterns of one statement stand for either; `state_labels`. All else is left aside.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from parley.case.formats.conflict import (
    MOST_OPTIONS,
    ConflictForm,
    Direction,
    FormOption,
    Groups,
    Pattern,
    State,
    covers,
    reordered,
)
from parley.case.formats.conflict_checks import checked, statement, states
from parley.case.formats.json_parts import Parts, clean
from parley.case.formats.problems import Findings, once

__all__ = ["SCHEMA", "read_neutral"]

SCHEMA = "parley-gmcr-conflict/1"
DIRECTIONS: Mapping[str, Direction | None] = {"both": None, "forward": "up", "backward": "down"}


def read_neutral(file: Path, raw: Any) -> ConflictForm:
    """The conflict in the JSON of a file of this schema; `CaseError` with all problems."""
    parts = Parts(file, Findings())
    top = parts.table(raw, "")
    if top.get("schema") != SCHEMA:
        parts.wrong("schema", "this is another schema", f"write {SCHEMA}")
    dms = _dms(parts, top)
    options = _options(parts, top, list(dms))
    parts.found.close()
    form = ConflictForm(
        title=clean(top["title"]) if isinstance(top.get("title"), str) else parts.file.stem,
        parties=tuple(dms.values()),
        options=options,
        **_states(parts, top, list(dms), len(options)),
        source=f"the file {file.name}",
    )
    parts.found.close()
    order = sorted(range(len(options)), key=lambda k: options[k].owners[0])
    form = checked(reordered(form, order), parts)
    _whole(parts, form, list(dms))
    parts.found.close()
    return form


def _dms(parts: Parts, top: Mapping[str, Any]) -> dict[str, str]:
    """The id of each decision maker -> its name."""
    found = {}
    rows = parts.row(top.get("dms"), "dms")
    for i, each in enumerate(rows):
        entry = parts.table(each, f"dms[{i}]")
        key = parts.name(entry.get("id"), f"dms[{i}].id")
        found[key] = parts.name(entry.get("name", key), f"dms[{i}].name")
    if rows and len(found) < len(rows):
        parts.wrong("dms", "an id stands twice", "ids must differ")
    return found


def _options(parts: Parts, top: Mapping[str, Any], dms: Sequence[str]) -> tuple[FormOption, ...]:
    rows = parts.row(top.get("options"), "options")
    if not 0 < len(rows) <= MOST_OPTIONS:
        parts.wrong("options", f"{len(rows):,} options", f"give 1 to {MOST_OPTIONS}")
        return ()
    found = []
    for k, each in enumerate(rows):
        where = f"options[{k}]"
        entry = parts.table(each, where)
        way = entry.get("direction", "both")
        if not isinstance(way, str) or way not in DIRECTIONS:
            fix = f"write one of {', '.join(DIRECTIONS)}"
            parts.wrong(f"{where}.direction", "this is no direction", fix)
            way = "both"
        owner = _dm(parts, entry.get("dm"), dms, f"{where}.dm")
        name = parts.name(entry.get("name"), f"{where}.name")
        found.append(FormOption(name, (owner,), DIRECTIONS[way]))
    return tuple(found)


def _dm(parts: Parts, raw: Any, dms: Sequence[str], where: str) -> int:
    name = clean(raw) if isinstance(raw, str) else None
    if name in dms:
        return dms.index(name)
    parts.wrong(where, "this is the id of no decision maker", f"there are {', '.join(dms)[:200]}")
    return 0


def _states(
    parts: Parts, top: Mapping[str, Any], dms: Sequence[str], n_options: int
) -> dict[str, Any]:
    """All that is said of states, in the order of the options in the file."""
    labels = parts.table(top.get("state_labels", {}), "state_labels")
    return {
        "infeasible": _patterns(parts, top.get("infeasible", []), n_options, "infeasible"),
        "misperceived": tuple(
            (party, each)
            for party, given, where in _of_dms(parts, top, dms, "misperceived")
            for each in _patterns(parts, given, n_options, where)
        ),
        "forbidden": _forbidden(parts, top, dms, n_options),
        **_preferences(parts, top, dms, n_options),
        "labels": {
            _pattern(parts, state, n_options, "state_labels"): parts.name(each, "state_labels")
            for state, each in labels.items()
        },
    }


def _preferences(
    parts: Parts, top: Mapping[str, Any], dms: Sequence[str], n_options: int
) -> dict[str, Any]:
    """Statements, and rankings of those who have none."""

    def groups(raw: Any, where: str) -> list[tuple[tuple[Pattern, ...], str]]:
        rows = enumerate(parts.row(raw, where))
        places = [(each, f"{where}[{j}]") for j, each in rows]
        return [(_patterns(parts, each, n_options, at), at) for each, at in places]

    statements = {
        party: tuple(statement(parts, each, at) for each, at in groups(given, where))
        for party, given, where in _of_dms(parts, top, dms, "preference_statements")
    }
    rankings = {
        party: tuple(each for each, _ in groups(given, where))
        for party, given, where in _of_dms(parts, top, dms, "preferences")
        if not statements.get(party)
    }
    telling = {party: given for party, given in rankings.items() if len(given) > 1}
    return {"statements": statements, "rankings": telling}


def _of_dms(
    parts: Parts, top: Mapping[str, Any], dms: Sequence[str], key: str
) -> list[tuple[int, Any, str]]:
    """What a field says of each decision maker: its place, what is said, and where."""
    table = parts.table(top.get(key, {}), key)
    return [
        (_dm(parts, name, dms, key), given, f"{key}.{clean(name)}") for name, given in table.items()
    ]


def _patterns(parts: Parts, raw: Any, n_options: int, where: str) -> tuple[Pattern, ...]:
    rows = enumerate(parts.row(raw, where))
    return tuple(_pattern(parts, each, n_options, f"{where}[{j}]") for j, each in rows)


def _forbidden(
    parts: Parts, top: Mapping[str, Any], dms: Sequence[str], n_options: int
) -> tuple[tuple[int, Pattern, Pattern], ...]:
    found = []
    for j, each in enumerate(parts.row(top.get("forbidden_moves", []), "forbidden_moves")):
        where = f"forbidden_moves[{j}]"
        entry = parts.table(each, where)
        party = _dm(parts, entry.get("dm"), dms, f"{where}.dm")
        out = _pattern(parts, entry.get("from"), n_options, f"{where}.from")
        into = _pattern(parts, entry.get("to"), n_options, f"{where}.to")
        found.append((party, out, into))
    return tuple(found)


def _pattern(parts: Parts, raw: Any, n_options: int, where: str) -> Pattern:
    if isinstance(raw, str) and len(raw) == n_options and not set(raw) - set("YN-"):
        return raw
    shown = f"'{clean(raw)[:70]}'" if isinstance(raw, str) else "this"
    fix = f"write {n_options} letters, Y, N or - for each option"
    parts.wrong(where, f"{shown} is no pattern of states", fix)
    return "-" * n_options


def _whole(parts: Parts, form: ConflictForm, dms: Sequence[str]) -> None:
    """A ranking names each feasible state once; a label names one."""
    known = set(states(parts, form)) if form.rankings else set()
    for party, groups in form.rankings.items():
        _ranked_once(parts, groups, known, f"preferences.{dms[party]}")
    for state, label in form.labels.items():
        if "-" in state or any(covers(pattern, state) for pattern in form.infeasible):
            parts.wrong("state_labels", f"'{label}' is the name of no feasible state", "drop it")


def _ranked_once(parts: Parts, groups: Groups, known: set[State], where: str) -> None:
    named = [state for group in groups for state in group]
    if twice := once(named):
        parts.wrong(where, f"the state {twice} stands twice", "rank each feasible state once")
    elif wrong := [state for state in named if state not in known]:
        parts.wrong(where, f"the state {wrong[0]} is not feasible", "rank feasible states only")
    elif missing := known - set(named):
        parts.wrong(where, f"the state {min(missing)} is missing", "rank each feasible state once")
