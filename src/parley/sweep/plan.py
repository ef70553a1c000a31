"""What a sweep is to compute, checked before anything is computed."""

import hashlib
import itertools
import json
import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from parley import lenses as every_lens
from parley.case.raw import load
from parley.case.reader import case_files, find_case, read_case
from parley.case.references import nearest
from parley.case.scenario import patched
from parley.errors import CaseError, Problem
from parley.sweep.axes import MOST_POINTS, Axis, Design, Point, axis, n_points, points
from parley.sweep.point import Base, base, case_at
from parley.sweep.work import Recipe, code, packed

__all__ = ["Asked", "Plan", "plan"]

ROWS, BYTES = 10, 100  # of a point through one lens, and of a row with its share of the units
CORNERS = 64  # combinations of ends that are tried beforehand; of more, each end by itself


@dataclass(frozen=True)
class Asked:
    """What the user asks for.

    over : `PATH=LOW..HIGH:STEPS` or `PATH=A,B,C`. scenarios : "" is the case as it is.
    lenses : all if none is named. sample : how many points of a design that is no grid.
    """

    case: str
    over: tuple[str, ...]
    scenarios: tuple[str, ...] = ("",)
    lenses: tuple[str, ...] = ()
    draws: int = 1000
    seed: int = 0
    design: Design = "grid"
    sample: int = 0


@dataclass(frozen=True, eq=False)
class Plan:
    """What is computed: every point in every scenario.

    lenses : in reading order. recipes : for each scenario what workers are sent. keys : for each
    scenario the key of each point, which says all that its rows depend on.
    """

    asked: Asked
    lenses: tuple[str, ...]
    axes: tuple[Axis, ...]
    points: tuple[Point, ...]
    recipes: tuple[bytes, ...]
    keys: tuple[tuple[str, ...], ...]

    def patch(self, point: int) -> dict[str, Any]:
        """Path -> value at a point."""
        return _patch(self.axes, self.points[point])

    def where(self, point: int, scenario: str) -> str:
        """A point in words."""
        return _where(scenario, self.patch(point))

    @property
    def size(self) -> str:
        """What there will be, roughly, in words."""
        n = len(self.points) * len(self.keys)
        rows = n * len(self.lenses) * ROWS
        many = f" in {len(self.keys)} scenarios" if len(self.keys) > 1 else ""
        mega = max(rows * BYTES // 1_000_000, 1)
        return f"{len(self.points):,} points{many}: about {rows:,} rows, {mega:,} MB at most"


def plan(asked: Asked) -> Plan:
    """The plan, or `CaseError` with every problem of the case and of what is asked."""
    problems = [*_unknown_lenses(asked)]
    axes = _axes(asked, problems)
    data = _data(asked.case, problems)
    cases = _scenarios(asked.scenarios, data, problems) if data else {}
    problems += (each for name, at in cases.items() for each in _wrong(name, at, axes))
    if problems:
        raise CaseError(problems)
    lenses = tuple(name for name in every_lens.ALL if not asked.lenses or name in asked.lenses)
    found = tuple(points(axes, asked.design, asked.sample, asked.seed))
    recipes = [Recipe(at.data, lenses, asked.draws, asked.seed, code()) for at in cases.values()]
    keys = tuple(tuple(_keys(recipe, axes, found)) for recipe in recipes)
    return Plan(asked, lenses, tuple(axes), found, tuple(map(packed, recipes)), keys)


def _unknown_lenses(asked: Asked) -> Iterator[Problem]:
    for name in asked.lenses:
        if name not in every_lens.ALL:
            yield Problem("--lens", 0, 0, f"no lens '{name}'", nearest(name, every_lens.ALL))


def _axes(asked: Asked, problems: list[Problem]) -> list[Axis]:
    """What is swept; what is wrong with it is added to the problems."""
    axes = []
    for word in asked.over:
        try:
            axes.append(axis(word))
        except CaseError as error:
            problems += error.problems
    for each in axes:
        if asked.design == "grid" and not each.grid:
            fix = f"write {each.path}={each.low:g}..{each.high:g}:5 for a grid"
            problems.append(_over(each.path, "the range has no steps", fix))
        if asked.design != "grid" and each.values:
            what = f"--{asked.design} takes its points from ranges, and this is a list"
            problems.append(_over(each.path, what, "write LOW..HIGH"))
    for one, other in itertools.combinations([each.path for each in axes], 2):
        if f"{one}.".startswith(f"{other}.") or f"{other}.".startswith(f"{one}."):
            problems.append(_over(one, f"it is swept already, with '{other}'", "keep one of them"))
    n = n_points(axes, asked.design, asked.sample) * len(asked.scenarios)
    if n > MOST_POINTS:
        what = f"{n:,} points and scenarios, and at most {MOST_POINTS:,} are computed"
        problems.append(_over("", what, "take fewer steps, or --lhs or --sobol"))
    return axes


def _over(path: str, what: str, fix: str) -> Problem:
    return Problem(f"--over {path}".strip(), 0, 0, what, fix)


def _data(case: str, problems: list[Problem]) -> dict[str, Any]:
    """The plain data of a case without problems."""
    try:
        read_case(case)
        return load(case_files(find_case(case))).data
    except CaseError as error:
        problems += error.problems
        return {}


def _scenarios(
    names: Sequence[str], data: Mapping[str, Any], problems: list[Problem]
) -> dict[str, Base]:
    known = data.get("scenarios") or {}
    for name in names:
        if name and name not in known:
            what = f"no scenario '{name}' in this case"
            problems.append(Problem("--scenario", 0, 0, what, nearest(name, known)))
    return {
        name: base(patched(data, known[name]["set"]) if name else data)
        for name in names
        if not name or name in known
    }


def _wrong(scenario: str, at: Base, axes: Sequence[Axis]) -> Iterator[Problem]:
    """Ends of an axis that make the case invalid whatever the ends of the others are."""
    corners = [{a.path: end} for a in axes for end in a.ends]
    if math.prod(len(a.ends) for a in axes) <= CORNERS:
        corners = [_patch(axes, corner) for corner in itertools.product(*(a.ends for a in axes))]
    tried = [(corner, _problem(scenario, at, corner)) for corner in corners]
    for each, end in ((a, end) for a in axes for end in a.ends):
        found = [wrong for corner, wrong in tried if corner.get(each.path) == end]
        if all(found):
            alone = _problem(scenario, at, {each.path: end})
            yield from alone or found[0]


def _problem(scenario: str, at: Base, patch: Mapping[str, Any]) -> list[Problem]:
    try:
        case_at(at, patch)
    except (LookupError, ValueError) as error:
        what, _, fix = str(error.args[0]).partition("; ")
        return [_over(_where(scenario, patch), what, fix)]
    return []


def _where(scenario: str, patch: Mapping[str, Any]) -> str:
    at = ", ".join(f"{path}={value}" for path, value in patch.items())
    return f"{at} in scenario '{scenario}'" if scenario else at


def _patch(axes: Sequence[Axis], point: Point) -> dict[str, Any]:
    return dict(zip((a.path for a in axes), point, strict=True))


def _keys(recipe: Recipe, axes: Sequence[Axis], found: Sequence[Point]) -> Iterator[str]:
    """Of each point a digest of all that its rows depend on: the recipe, and what is changed."""
    shared = hashlib.sha256(json.dumps(recipe).encode())
    for point in found:
        key = shared.copy()
        key.update(json.dumps(_patch(axes, point), sort_keys=True).encode())
        yield key.hexdigest()[:32]
