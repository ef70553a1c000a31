"""Constraints of a case as clauses over levels, the form that tables and solvers take."""

from collections.abc import Mapping, Sequence
from itertools import product

from parley.case.rules import And, Atom, Implies, Not, Or, Rule, holds
from parley.models.domain import Clause, Part

__all__ = ["MOST", "Values", "clauses"]

Values = Mapping[str, tuple[int, tuple[str | float, ...]]]
"""Issue -> its place and the values of its levels: option ids, or the numbers of a range."""

MOST = 1_000  # clauses of one rule; each "or" of several "and" multiplies them


def clauses(rule: Rule, values: Values) -> tuple[Clause, ...]:
    """The rule as clauses that all hold; `ValueError` where it would take more than `MOST`.

    >>> from parley.case.rules import parse_rule
    >>> clauses(parse_rule("a=x implies b<2"), {"a": (0, ("x", "y")), "b": (1, (1.0, 2.0))})
    (((0, (1,)), (1, (0,))),)
    """
    found = _clauses(rule, values, negated=False)
    kept = (_clause(parts) for parts in found)
    return tuple(dict.fromkeys(clause for clause in kept if not _always(clause, values)))


def _clauses(rule: Rule, values: Values, *, negated: bool) -> list[tuple[Part, ...]]:
    match rule, negated:
        case Atom(), _:
            return [(_part(rule, values, negated=negated),)]
        case Not(part), _:
            return _clauses(part, values, negated=not negated)
        case Implies(left, right), False:
            either = _clauses(left, values, negated=True), _clauses(right, values, negated=False)
            return _joined(*either)
        case Implies(left, right), True:
            return _clauses(left, values, negated=False) + _clauses(right, values, negated=True)
        case (And(left, right), False) | (Or(left, right), True):
            return _clauses(left, values, negated=negated) + _clauses(
                right, values, negated=negated
            )
        case (And(left, right), True) | (Or(left, right), False):
            return _joined(
                _clauses(left, values, negated=negated), _clauses(right, values, negated=negated)
            )
    raise TypeError(f"not a rule: {rule!r}")


def _joined(left: Sequence[Clause], right: Sequence[Clause]) -> list[Clause]:
    if len(left) * len(right) > MOST:
        raise ValueError("the condition joins too many cases; split it into several")
    return [one + other for one, other in product(left, right)]


def _part(atom: Atom, values: Values, *, negated: bool) -> Part:
    issue, levels = values[atom.issue]
    held = (holds(atom, {atom.issue: value}) != negated for value in levels)
    return issue, tuple(level for level, held_here in enumerate(held) if held_here)


def _clause(parts: Sequence[Part]) -> Clause:
    """Parts on the same issue as one; a part without levels can never hold, and may be left out."""
    merged: dict[int, set[int]] = {}
    for issue, levels in parts:
        merged.setdefault(issue, set()).update(levels)
    found = tuple((issue, tuple(sorted(levels))) for issue, levels in sorted(merged.items()))
    return tuple(part for part in found if part[1]) or found[:1]


def _always(clause: Clause, values: Values) -> bool:
    sizes = dict(values.values())
    return any(len(levels) == len(sizes[issue]) for issue, levels in clause)
