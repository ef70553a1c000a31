"""GMCR+ files (.gmcr): JSON as gmcr-py writes it.

What the file holds: options with the direction they can go (both, fwd, back); decision makers with
the places of their options, priorities, and states they misperceive; patterns of infeasible
states. A condition is a list of [option, "Y" or "N"]; an object with `members` holds where one of
its conditions does. Priorities are the most important first.

The tool puts the options of each decision maker together when it loads a file, in the order in
which they are listed there. Rankings and payoffs number the feasible states from 1 in that order,
ascending as numbers with the first option as the lowest bit; they may have been made by hand.
Source of the facts: files and program of gmcr-py, github.com/onp/gmcr-py, up to version 0.3.13.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
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
    Statement,
    grouped,
    reordered,
)
from parley.case.formats.conflict_checks import checked, statement, states
from parley.case.formats.json_parts import Parts
from parley.case.formats.problems import Findings

__all__ = ["DIRECTIONS", "read_gmcr"]

DIRECTIONS: Mapping[str, Direction | None] = {"both": None, "fwd": "up", "back": "down"}
MANUAL = ("useManualPreferenceRanking", "useManualPreferenceVectors")  # new and old names
RANKING = ("preferenceRanking", "preferenceVector")

Makers = Sequence[Mapping[str, Any]]


def read_gmcr(file: Path, raw: Any) -> ConflictForm:
    """The conflict in the JSON of a GMCR+ file; `CaseError` with all problems."""
    parts = Parts(file, Findings())
    top = parts.table(raw, "")
    makers = [
        parts.table(each, f"decisionMakers[{i}]")
        for i, each in enumerate(parts.row(top.get("decisionMakers"), "decisionMakers"))
    ]
    form, order = _options(parts, top, makers)
    parts.found.close()
    form = replace(form, **_patterns(parts, top, makers, len(form.options)))
    parts.found.close()
    form = checked(reordered(form, order), parts)
    form = _ranked(parts, form, makers, manual=any(top.get(key) is True for key in MANUAL))
    parts.found.close()
    return replace(form, notes=(*form.notes, *_notes(top)))


def _options(
    parts: Parts, top: Mapping[str, Any], makers: Makers
) -> tuple[ConflictForm, list[int]]:
    """Parties and options in the order of the file, and the order in which the tool has them."""
    given = parts.row(top.get("options"), "options")
    if not 0 < len(given) <= MOST_OPTIONS:
        parts.wrong("options", f"{len(given):,} options", f"give 1 to {MOST_OPTIONS}")
        parts.found.close()
    owners = _owners(parts, makers, len(given))
    names = [
        parts.name(maker.get("name"), f"decisionMakers[{i}].name") for i, maker in enumerate(makers)
    ]
    form = ConflictForm(
        title=parts.file.stem,
        parties=tuple(names),
        options=tuple(
            _option(parts, each, tuple(owners.get(k, ())), f"options[{k}]")
            for k, each in enumerate(given)
        ),
        statements={},
        rankings={},
        labels={},
        source=f"the GMCR+ file {parts.file.name}",
    )
    return form, list(owners)


def _owners(parts: Parts, makers: Makers, n_options: int) -> dict[int, list[int]]:
    """Option -> those who list it, in the order in which options are listed first."""
    found: dict[int, list[int]] = {}
    for i, maker in enumerate(makers):
        where = f"decisionMakers[{i}].options"
        for j, each in enumerate(parts.row(maker.get("options"), where)):
            k = parts.place(each, n_options, f"{where}[{j}]", "option")
            if k is not None and i not in found.setdefault(k, []):
                found[k].append(i)
    return found


def _option(parts: Parts, raw: Any, owners: tuple[int, ...], where: str) -> FormOption:
    entry = parts.table(raw, where)
    way = entry.get("permittedDirection", "both")
    if not isinstance(way, str) or way not in DIRECTIONS:
        fix = f"write one of {', '.join(DIRECTIONS)}"
        parts.wrong(f"{where}.permittedDirection", "this is no direction", fix)
        way = "both"
    if not owners:
        fix = "list it under the 'options' of one, or remove it"
        parts.wrong(where, "this option belongs to no decision maker", fix)
    return FormOption(parts.name(entry.get("name"), f"{where}.name"), owners, DIRECTIONS[way])


def _patterns(
    parts: Parts, top: Mapping[str, Any], makers: Makers, n_options: int
) -> dict[str, Any]:
    """Infeasible and misperceived states and priorities, in the order of the file."""

    def every(table: Mapping[str, Any], key: str, where: str) -> list[tuple[Statement, str]]:
        rows = parts.row(table.get(key, []), where)
        places = [f"{where}[{j}]" for j in range(len(rows))]
        return [
            (_condition(parts, each, n_options, at), at)
            for each, at in zip(rows, places, strict=True)
        ]

    unseen, wanted = [], {}
    for i, maker in enumerate(makers):
        where = f"decisionMakers[{i}]"
        hidden = every(maker, "misperceptions", f"{where}.misperceptions")
        unseen += [(i, pattern) for patterns, _ in hidden for pattern in patterns]
        given = every(maker, "preferences", f"{where}.preferences")
        wanted[i] = tuple(statement(parts, patterns, at) for patterns, at in given)
    wrong = every(top, "infeasibles", "infeasibles")
    return {
        "infeasible": tuple(pattern for patterns, _ in wrong for pattern in patterns),
        "misperceived": tuple(unseen),
        "statements": wanted,
    }


def _condition(parts: Parts, raw: Any, n_options: int, where: str) -> Statement:
    """The patterns of a condition: one, or one for each member."""
    if not isinstance(raw, dict):
        return (_pattern(parts, raw, n_options, where),)
    members = parts.row(raw.get("members"), f"{where}.members")
    return tuple(
        _pattern(parts, each, n_options, f"{where}.members[{j}]") for j, each in enumerate(members)
    )


def _pattern(parts: Parts, raw: Any, n_options: int, where: str) -> Pattern:
    found = ["-"] * n_options
    for j, each in enumerate(parts.row(raw, where)):
        place = f"{where}[{j}]"
        pair = parts.row(each, place)
        if len(pair) != 2 or not isinstance(pair[1], str) or pair[1] not in ("Y", "N"):
            parts.wrong(place, "this does not say of one option Y or N", 'write [0, "Y"]')
            continue
        k = parts.place(pair[0], n_options, place, "option")
        if k is not None and found[k] not in ("-", pair[1]):
            parts.wrong(place, f"option {k} is both Y and N here", "keep one of the two")
        elif k is not None:
            found[k] = pair[1]
    return "".join(found)


def _ranked(parts: Parts, form: ConflictForm, makers: Makers, *, manual: bool) -> ConflictForm:
    """With the rankings that count: those made by hand, or payoffs where there is nothing else."""
    notes, rankings, statements = list(form.notes), {}, dict(form.statements)
    for i, maker in enumerate(makers):
        where = f"decisionMakers[{i}]"
        found = _by_hand(parts, form, maker, where) if manual else ()
        if not manual and not statements[i] and _telling(maker.get("payoffs")):
            found = _payoffs(parts, form, maker["payoffs"], where)
        if not found or _same(grouped(states(parts, form), statements[i]), found):
            continue
        if statements.pop(i):
            which = f"A ranking by hand says what {form.parties[i]} prefers"
            notes.append(f"{which}; its priorities, which differ, are left out.")
        if len(found) > 1:
            rankings[i] = found
    return replace(form, rankings=rankings, statements=statements, notes=tuple(notes))


def _by_hand(parts: Parts, form: ConflictForm, maker: Mapping[str, Any], where: str) -> Groups:
    for key in RANKING:
        if maker.get(key) is not None:
            return _ranking(parts, form, maker[key], f"{where}.{key}")
    if "payoffs" in maker:
        return _payoffs(parts, form, maker["payoffs"], where)
    fix = "save the file again in GMCR+"
    parts.wrong(f"{where}.{RANKING[0]}", "there is no ranking", fix)
    return ()


def _telling(raw: Any) -> bool:
    """Whether payoffs tell states apart; GMCR+ writes equal ones where it has no priorities."""
    return isinstance(raw, list) and any(each != raw[0] for each in raw)


def _same(one: Groups, other: Groups) -> bool:
    return list(map(set, one)) == list(map(set, other))


def _ranking(parts: Parts, form: ConflictForm, raw: Any, where: str) -> Groups:
    """States by their numbers, the best first; a list within the list is a tie."""
    known = states(parts, form)
    found = []
    for j, each in enumerate(parts.row(raw, where)):
        tied = each if isinstance(each, list) else [each]
        places = [
            parts.place(one, len(known), f"{where}[{j}]", "feasible state", first=1) for one in tied
        ]
        found.append(tuple(known[k] for k in places if k is not None))
    named = [state for group in found for state in group]
    if len(named) != len(known) or set(named) != set(known):
        what = f"{len(named):,} states are ranked, and {len(known):,} are feasible"
        parts.wrong(where, what, "rank each feasible state once")
    return tuple(group for group in found if group)


def _payoffs(parts: Parts, form: ConflictForm, raw: Any, where: str) -> Groups:
    """States by their payoffs, more is better."""
    known, where = states(parts, form), f"{where}.payoffs"
    given = parts.row(raw, where)
    numbers = [parts.place(each, 10**9, f"{where}[{j}]", "payoff") for j, each in enumerate(given)]
    if len(numbers) != len(known):
        what = f"{len(numbers):,} payoffs, and {len(known):,} states are feasible"
        parts.wrong(where, what, "give one to each feasible state")
    groups: dict[int, list[State]] = {}
    for state, number in zip(known, numbers, strict=False):
        groups.setdefault(number or 0, []).append(state)
    return tuple(tuple(groups[number]) for number in sorted(groups, reverse=True))


def _notes(top: Mapping[str, Any]) -> list[str]:
    given = top.get("coalitions")
    every = given if isinstance(given, list) else []
    if not any(isinstance(each, list) and len(each) > 1 for each in every):
        return []
    return ["Coalitions are left out: no parties are taken together beforehand."]
