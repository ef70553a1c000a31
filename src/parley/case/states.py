"""States of a conflict by name: the level of every option, and which conditions they satisfy."""

from collections.abc import Iterator, Mapping, Sequence

from parley.case.rules import COMPARE, And, Atom, Implies, Not, Or, Rule, atoms
from parley.case.schema import Case, Condition, MoveOption, Moves

__all__ = ["allowed", "decided", "impossible", "possible", "rule_words", "whole"]

TRIED = 200_000  # partial states looked at before the search for a state gives up

State = Mapping[str, int]  # party.option -> place of its level, from the lowest up


def decided(rule: Rule, state: State, options: Mapping[str, MoveOption]) -> bool | None:
    """Whether a state satisfies a rule; None where options that `state` lacks may decide."""
    match rule:
        case Atom(path, sign, wanted):
            if path not in state:
                return None
            return COMPARE[sign](state[path], list(options[path].labels).index(wanted))
        case Not(part):
            found = decided(part, state, options)
            return None if found is None else not found
        case Or(left, right):
            return _any(decided(left, state, options), decided(right, state, options))
        case And(left, right):
            return decided(Not(Or(Not(left), Not(right))), state, options)
        case Implies(left, right):
            return decided(Or(Not(left), right), state, options)


def _any(one: bool | None, other: bool | None) -> bool | None:
    if one or other:
        return True
    return None if one is None or other is None else False


def allowed(condition: Condition, state: State, options: Mapping[str, MoveOption]) -> bool | None:
    """Whether a state satisfies a condition; None where that is still open."""
    if condition.rule is not None:
        return decided(condition.rule, state, options)
    found = [decided(rule, state, options) for rule in condition.of]
    low, high = condition.bounds
    least, most = found.count(True), found.count(True) + found.count(None)
    if least > high or most < low:
        return False
    return True if low <= least and most <= high else None


def whole(moves: Moves, levels: Mapping[str, str]) -> dict[str, int]:
    """A state that names some levels, the others as they are now; options unknown are left out."""
    named = {**moves.now, **levels}
    return {
        path: list(option.labels).index(named[path])
        for path, option in moves.paths.items()
        if named.get(path) in option.labels
    }


def impossible(moves: Moves) -> tuple[int, ...]:
    """A smallest set of conditions, by place, that no state satisfies; empty if some state does.

    Also empty where the search gives up. Smallest: without any one of them a state is found.
    """
    left = list(range(len(moves.conditions)))
    if possible(moves, moves.conditions):
        return ()
    for k in tuple(left):
        without = [i for i in left if i != k]
        if not possible(moves, [moves.conditions[i] for i in without]):
            left = without
    return tuple(left)


def possible(moves: Moves, asked: Sequence[Condition]) -> bool:
    """Whether some state satisfies these conditions, or the search gives up."""
    options = moves.paths
    about = [set(_paths(condition)) for condition in asked]
    order = [path for path in options if any(path in named for named in about)]
    touched = {path: [asked[i] for i, named in enumerate(about) if path in named] for path in order}
    budget = TRIED
    todo: list[dict[str, int]] = [{}]
    while todo and budget:
        state, budget = todo.pop(), budget - 1
        if len(state) == len(order):
            return True
        path = order[len(state)]
        for k in reversed(range(len(options[path].labels))):
            longer = state | {path: k}
            if all(allowed(each, longer, options) is not False for each in touched[path]):
                todo.append(longer)
    return bool(todo)


def _paths(condition: Condition) -> Iterator[str]:
    rules: Sequence[Rule] = condition.of if condition.rule is None else (condition.rule,)
    for rule in rules:
        yield from (atom.issue for atom in atoms(rule))


SIGNS = {
    "=": "",
    "!=": "other than ",
    "<": "less than ",
    "<=": "at most ",
    ">": "more than ",
    ">=": "at least ",
}


def _atom_words(case: Case, atom: Atom) -> str:
    assert case.moves is not None
    option = case.moves.paths[atom.issue]
    what = f"{case.parties[atom.issue.partition('.')[0]].label}: {option.name}"
    if option.levels is None:
        return f"“{what}”" if (atom.option == "yes") == (atom.sign == "=") else f"not “{what}”"
    return f"“{what}: {SIGNS[atom.sign]}{option.labels[atom.option]}”"


def rule_words(case: Case, rule: Rule) -> str:
    """A condition on states in words; parentheses around each part that is not an atom."""

    def part(inner: Rule) -> str:
        words = rule_words(case, inner)
        return words if isinstance(inner, Atom | Not) else f"({words})"

    match rule:
        case Atom():
            return _atom_words(case, rule)
        case Not(inner):
            return f"not {part(inner)}"
        case And(Implies(left, right), Implies(again, back)) if (left, right) == (back, again):
            return f"{part(left)} exactly if {part(right)}"
        case And(left, right):
            return f"{part(left)} and {part(right)}"
        case Or(left, right):
            return f"{part(left)} or {part(right)}"
        case Implies(left, right):
            return f"{part(right)}, if {part(left)}"
