"""Write a conflict in option form as a GMCR+ file.

Options stand in the order in which GMCR+ puts them when it loads a file, so that the numbers of
states mean the same to it. What the numbers count: see `parley.case.formats.gmcr`.
"""

import json
from collections.abc import Sequence
from typing import Any

from parley.case.formats.conflict import (
    ConflictForm,
    Groups,
    Pattern,
    State,
    feasible_states,
    reordered,
)
from parley.case.formats.gmcr import DIRECTIONS

__all__ = ["gmcr_text"]

WAYS = {one_way: name for name, one_way in DIRECTIONS.items()}


def gmcr_text(form: ConflictForm) -> str:
    """The file: priorities, or rankings of all parties where the conflict has a ranking at all.

    A party without either finds all states alike. What the format has no place for is left out:
    forbidden moves and names of states. `ValueError` where states to be ranked cannot be listed.
    """
    owned = [
        [k for k, option in enumerate(form.options) if party in option.owners]
        for party in range(len(form.parties))
    ]
    order = list(dict.fromkeys(k for own in owned for k in own))
    form, new = reordered(form, order), {old: k for k, old in enumerate(order)}
    states = list(feasible_states(len(order), form.infeasible)) if form.rankings else []
    makers = [_maker(form, party, [new[k] for k in own], states) for party, own in enumerate(owned)]
    written = {
        "decisionMakers": makers,
        "coalitions": list(range(len(makers))),
        "options": [
            {"name": option.name, "permittedDirection": WAYS[option.one_way]}
            for option in form.options
        ],
        "infeasibles": [_condition(each) for each in form.infeasible],
        "useManualPreferenceRanking": bool(form.rankings),
        "program": "parley",
    }
    entries = [f"{json.dumps(key)}: {_lines(each)}" for key, each in written.items()]
    return "{\n" + ",\n".join(entries) + "\n}\n"


def _lines(raw: Any) -> str:
    """JSON, with each entry of a list on a line of its own unless it is a number."""
    if not isinstance(raw, list) or not raw or isinstance(raw[0], int):
        return json.dumps(raw)
    return "[\n  " + ",\n  ".join(map(json.dumps, raw)) + "\n]"


def _maker(
    form: ConflictForm, party: int, own: Sequence[int], states: Sequence[State]
) -> dict[str, Any]:
    found: dict[str, Any] = {
        "name": form.parties[party],
        "options": list(own),
        "preferences": [_priority(each) for each in form.statements.get(party, ())],
        "misperceptions": [_condition(each) for who, each in form.misperceived if who == party],
    }
    if form.rankings:
        ranking = form.rankings.get(party, (tuple(states),))
        found |= {"preferenceRanking": _numbers(ranking, states)}
    return found


def _priority(patterns: Sequence[Pattern]) -> Any:
    if len(patterns) == 1:
        return _condition(patterns[0])
    return {"compound": True, "members": [_condition(each) for each in patterns]}


def _condition(pattern: Pattern) -> list[tuple[int, str]]:
    return [(k, each) for k, each in enumerate(pattern) if each != "-"]


def _numbers(ranking: Groups, states: Sequence[State]) -> list[int | list[int]]:
    """The states by number, from 1; ties as lists."""
    number = {state: k for k, state in enumerate(states, 1)}
    return [
        number[group[0]] if len(group) == 1 else [number[state] for state in group]
        for group in ranking
    ]
