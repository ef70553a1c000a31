"""Conditions over options with levels as patterns over yes/no options.

An option with n levels becomes n - 1 yes/no options, a *ladder*: step k says that the level is at
least k, so a step can only be taken where all below it are.
"""

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations, product

from parley.case.formats.conflict import Pattern
from parley.case.formats.patterns import simplified
from parley.case.rules import COMPARE, And, Atom, Implies, Not, Or, Rule
from parley.case.schema import Condition, MoveOption

__all__ = ["MOST_PATTERNS", "broken", "holding", "ladder", "ladders"]

MOST_PATTERNS = 300  # of one condition; they are compared pairwise

Cube = Mapping[str, tuple[int, int]]  # party.option -> lowest and highest level, where bounded
Options = Mapping[str, MoveOption]


def ladder(level: int, n_levels: int) -> str:
    """A level as steps.

    >>> ladder(0, 2), ladder(1, 2), ladder(1, 4)
    ('N', 'Y', 'YNN')
    """
    return "Y" * level + "N" * (n_levels - 1 - level)


def ladders(options: Options) -> tuple[Pattern, ...]:
    """What no state can be: a step that is taken above one that is not."""
    return tuple(
        _pattern(options, {path: f"{'-' * k}NY{'-' * (n - 3 - k)}"})
        for path, n in _sizes(options).items()
        for k in range(n - 2)
    )


def holding(rule: Rule, options: Options) -> tuple[Pattern, ...]:
    """Patterns that cover the states where the rule holds; `ValueError` for too many of them."""
    return _patterns(_cubes(rule, options, True), options)


def broken(condition: Condition, options: Options) -> tuple[Pattern, ...]:
    """Patterns that cover the states which the condition rules out; `ValueError` for too many."""
    if condition.rule is not None:
        return _patterns(_cubes(condition.rule, options, False), options)
    (low, high), n = condition.bounds, len(condition.of)
    few, many = n - low + 1, high + 1  # so many do not hold, or hold
    if math.comb(n, few) + math.comb(n, many) > MOST_PATTERNS:
        raise _too_many()
    found = [
        cube
        for size, wanted in ((few, False), (many, True))
        for some in combinations(condition.of, size)
        for cube in _all([_cubes(rule, options, wanted) for rule in some])
    ]
    return _patterns(_fewest(found), options)


def _too_many() -> ValueError:
    return ValueError(f"it takes more than {MOST_PATTERNS} patterns of yes and no")


def _cubes(rule: Rule, options: Options, wanted: bool) -> list[Cube]:
    """Where the rule holds, or where it does not: in any of these."""
    match rule:
        case Atom(path, sign, option):
            return list(_runs(path, sign, option, list(options[path].labels), wanted))
        case Not(part):
            return _cubes(part, options, not wanted)
        case And(left, right):
            parts = [_cubes(left, options, wanted), _cubes(right, options, wanted)]
            return _all(parts) if wanted else _fewest([*parts[0], *parts[1]])
        case Or(left, right):
            return _cubes(And(Not(left), Not(right)), options, not wanted)
        case Implies(left, right):
            return _cubes(And(left, Not(right)), options, not wanted)


def _runs(path: str, sign: str, option: str, levels: Sequence[str], wanted: bool) -> Iterator[Cube]:
    """Runs of levels in which the atom holds, or does not."""
    at, top = levels.index(option), len(levels) - 1
    inside = [COMPARE[sign](k, at) == wanted for k in range(top + 1)]
    first = 0
    for k, each in enumerate(inside):
        if not each:
            first = k + 1
        elif k == top or not inside[k + 1]:
            yield {} if (first, k) == (0, top) else {path: (first, k)}


def _all(parts: Iterable[Sequence[Cube]]) -> list[Cube]:
    """Where something of each part holds."""
    found: list[Cube] = [{}]
    for part in parts:
        if len(found) * len(part) > MOST_PATTERNS**2:
            raise _too_many()
        both = (_both(one, other) for one, other in product(found, part))
        found = _fewest([cube for cube in both if cube is not None])
    return found


def _both(one: Cube, other: Cube) -> Cube | None:
    found = dict(one)
    for path, (low, high) in other.items():
        least, most = found.get(path, (low, high))
        found[path] = (max(low, least), min(high, most))
        if found[path][0] > found[path][1]:
            return None
    return found


def _fewest(cubes: Iterable[Cube]) -> list[Cube]:
    """All different, without those that lie inside another one."""
    every = list({tuple(sorted(cube.items())): cube for cube in cubes}.values())
    if len(every) > 10 * MOST_PATTERNS:
        raise _too_many()
    found = [a for a in every if not any(a is not b and _inside(a, b) for b in every)]
    if len(found) > MOST_PATTERNS:
        raise _too_many()
    return found


def _inside(one: Cube, other: Cube) -> bool:
    return all(
        path in one and low <= one[path][0] and one[path][1] <= high
        for path, (low, high) in other.items()
    )


def _sizes(options: Options) -> dict[str, int]:
    return {path: len(option.labels) for path, option in options.items()}


def _patterns(cubes: Iterable[Cube], options: Options) -> tuple[Pattern, ...]:
    sizes = _sizes(options)
    return simplified(
        [
            _pattern(options, {path: _steps(*levels, sizes[path]) for path, levels in cube.items()})
            for cube in cubes
        ]
    )


def _steps(low: int, high: int, n_levels: int) -> str:
    """At least the lower level, at most the higher one.

    >>> _steps(1, 2, 5), _steps(2, 4, 5), _steps(0, 0, 2)
    ('Y-N-', '-Y--', 'N')
    """
    signs = ["-"] * (n_levels - 1)
    if low > 0:
        signs[low - 1] = "Y"
    if high < n_levels - 1:
        signs[high] = "N"
    return "".join(signs)


def _pattern(options: Options, named: Mapping[str, str]) -> Pattern:
    return "".join(named.get(path, "-" * (n - 1)) for path, n in _sizes(options).items())
