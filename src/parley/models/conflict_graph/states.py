"""Which states are feasible, and in which states a condition holds."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from parley.case.rules import COMPARE, And, Atom, Implies, Not, Or, Rule, atoms
from parley.case.schema import Condition, MoveOption
from parley.errors import CaseError
from parley.models.conflict_graph.graph import Option, bases, level

__all__ = ["MOST", "Levels", "feasible", "level_arrays", "permitted", "truth"]

Longs = NDArray[np.int64]
Flags = NDArray[np.bool_]
Levels = Mapping[str, NDArray[np.integer]]  # party.option -> (n_states,) level in each state

MOST = 1 << 24  # states; a state takes some 130 bytes with three parties, so about 2 GB
LARGEST = 1 << 62  # codes are 64-bit numbers


def truth(rule: Rule, at: Levels, options: Mapping[str, MoveOption]) -> Flags:
    """In which states the rule holds, (n_states,)."""
    match rule:
        case Atom(path, sign, wanted):
            compare: Any = COMPARE[sign]  # as good for arrays
            found: Flags = compare(at[path], list(options[path].labels).index(wanted))
            return found
        case Not(part):
            return ~truth(part, at, options)
        case And(left, right):
            return truth(left, at, options) & truth(right, at, options)
        case Or(left, right):
            return truth(left, at, options) | truth(right, at, options)
        case Implies(left, right):
            return ~truth(left, at, options) | truth(right, at, options)


def permitted(condition: Condition, at: Levels, options: Mapping[str, MoveOption]) -> Flags:
    """Which states satisfy a condition, (n_states,)."""
    if condition.rule is not None:
        return truth(condition.rule, at, options)
    holding = np.stack([truth(rule, at, options) for rule in condition.of]).sum(axis=0)
    low, high = condition.bounds
    within: Flags = (low <= holding) & (holding <= high)
    return within


def feasible(
    options: Sequence[Option],
    paths: Mapping[str, MoveOption],
    conditions: Sequence[Condition],
    *,
    most: int = MOST,
) -> Longs:
    """Codes of the states that satisfy every condition, ascending.

    Built option by option, so that a condition cuts as soon as all it names is there.
    Raises `CaseError` before anything larger than `most` states is made, or if none is left.
    """
    names, base = list(paths), bases(options)
    if base[-1] * options[-1].n_levels > LARGEST:
        raise _refused(f"{len(options)} options have more combinations than can be numbered")
    ready = [_last(condition, names) for condition in conditions]
    code = np.zeros(1, np.int64)
    for k, option in enumerate(options):
        if len(code) * option.n_levels > most:
            raise _refused(
                f"more than {most:,} states with option '{names[k]}', the "
                f"{k + 1}th of {len(options)}: {len(code) * option.n_levels:,} before conditions"
            )
        code = np.concatenate([code + i * base[k] for i in range(option.n_levels)])
        for condition, last in zip(conditions, ready, strict=True):
            if last == k:
                code = code[permitted(condition, _named(condition, options, names, code), paths)]
    if not len(code):
        raise CaseError.lacks("moves.conditions", "no state satisfies all conditions", "drop one")
    return code


def _refused(what: str) -> CaseError:
    fix = "add conditions early options can break, merge options, or leave some out"
    return CaseError.lacks("moves", what, fix)


def _last(condition: Condition, names: Sequence[str]) -> int:
    """The place of the last option that a condition names."""
    return max(names.index(atom.issue) for rule in _rules(condition) for atom in atoms(rule))


def _rules(condition: Condition) -> Sequence[Rule]:
    return condition.of if condition.rule is None else (condition.rule,)


def _named(
    condition: Condition, options: Sequence[Option], names: Sequence[str], code: Longs
) -> Levels:
    wanted = {atom.issue for rule in _rules(condition) for atom in atoms(rule)}
    return {path: level(options, code, names.index(path)) for path in wanted}


def level_arrays(options: Sequence[Option], names: Sequence[str], code: Longs) -> Levels:
    """The level of every option in every state, as small numbers."""
    return {path: level(options, code, k).astype(np.int16) for k, path in enumerate(names)}
