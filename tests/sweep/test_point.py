"""One point: the quick way is the same as reading the patched file, and the figures are right."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from small_case import DATA

from parley.case import find_case
from parley.case.hindsight import without_hindsight
from parley.case.quantity import Quantity, ends
from parley.case.raw import load
from parley.case.reader import case_files
from parley.case.scenario import patched
from parley.case.select import dotted
from parley.case.walk import walk
from parley.draws import draws
from parley.sweep import placed
from parley.sweep.placed import checked, quick
from parley.sweep.point import INVALID, _figures, base, case_at, draws_at, rows

SMALL = base(DATA)
DRAWN = draws(SMALL.known, 20, 3)


def numbers(at):
    """Path -> the number that stands there, for all that can be set quickly."""
    found = {dotted(path): value for path, value in walk(at.whole) if isinstance(value, Quantity)}
    return {path: value for path, value in found.items() if quick(at.whole, at.known, path)}


def in_file(at, path):
    try:
        patched(at.data, {path: 0})
    except LookupError:
        return False
    return True


def same(at, drawn, patch):
    """The quick way and the slow one, with the same case and the same draws."""
    slow = without_hindsight(checked(patched(at.data, patch)))
    again = draws(slow, drawn.n, drawn.seed)
    case = case_at(at, patch)
    got = draws_at(at, drawn, case, patch)
    assert case == slow
    assert got.inputs == again.inputs
    assert got.arrays.keys() == again.arrays.keys()
    assert all((got.arrays[path] == again.arrays[path]).all() for path in got.arrays)


NUMBERS = {path: given for path, given in numbers(SMALL).items() if in_file(SMALL, path)}


def test_most_numbers_can_be_set_quickly():
    assert len(NUMBERS) > 80
    for path in ("war.held", "war.sides.a.capabilities.guns.struck", "war.conceding.0.war.0"):
        assert path in NUMBERS
    for path in ("positions.a.importance.weights.quiet", "moves.preferences.a.statements.2.chance",
                 "war.nothing", "war.conceding.7.limited", "war.conceding.x", "title"):  # fmt: skip
        assert not quick(SMALL.whole, SMALL.known, path)


@pytest.mark.parametrize("path", NUMBERS)
def test_a_number_set_quickly_is_as_if_it_were_read(path):
    same(SMALL, DRAWN, {path: float(np.mean(ends(NUMBERS[path])))})


@pytest.mark.parametrize("name", ["istanbul-2025-06", "korea-1952"])
def test_so_it_is_in_the_shipped_cases(name):
    at = base(load(case_files(find_case(name))).data)
    drawn = draws(at.known, 5, 1)
    paths = [path for path in numbers(at) if in_file(at, path)]
    assert len(paths) > 200
    for k in (0, len(paths) // 3, -1):
        same(at, drawn, {paths[k]: float(np.mean(ends(numbers(at)[paths[k]])))})


def test_worths_and_limits_of_a_package_are_set_as_if_read():
    lease = {"name": "Lease", "worth": {"a": "0.4..0.6", "b": 0.5}, "because": "x"}
    lease["limits"] = {"b": {"guns": "0.5..0.8"}}
    at = base(patched(DATA, {"settlement.packages": {"lease": lease}, "war.mediator": "unlikely"}))
    path = "settlement.packages.lease."
    patch = {f"{path}worth.a": 0.3, f"{path}limits.b.guns": 0.6, "war.mediator": 0.4}
    assert patch.keys() <= numbers(at).keys()
    same(at, draws(at.known, 5, 1), patch)


def test_what_is_no_number_is_read_again():
    for patch in ({"settlement.in_force": "pact"}, {"war.held": "0.2..0.3"},
                  {"war.held": 0.4, "moves.preferences.a.statements.2.chance": 0.5}):  # fmt: skip
        same(SMALL, DRAWN, patch)


def test_values_that_only_fit_together_are_set_together():
    """War must be worth less than a settlement that is kept: 1 here, and 0.4."""
    path = "settlement.keeping.a."
    same(SMALL, DRAWN, {f"{path}war": 3.0, f"{path}keeps": 4.0, f"{path}cheats": 5.0})
    with pytest.raises(ValueError, match="war may bring 'a' as much as a settlement"):
        case_at(SMALL, {f"{path}war": 3.0})


@pytest.mark.parametrize(
    ("patch", "says"),
    [
        ({"war.held": 1.2}, "1.2 is outside the admissible range 0..1"),
        ({"war.held": 0.0}, "each side must hold something"),
        ({"war.held": True}, "not true or false"),
        ({"influence.actors.b.capability": -1.0}, "outside the admissible range"),
        ({"positions.c.no_deal.value": 3.0}, "3 is outside the admissible range"),
        ({"settlement.in_force": "pct"}, "no guarantee 'pct'"),
        ({"positions.z.no_deal.value": 1.0}, "does not exist at 'z'"),
        ({"claims.k1.source": "s9"}, "no source with id 's9'"),
    ],
)
def test_a_point_that_makes_the_case_invalid_is_not_computed(patch, says, monkeypatch):
    with pytest.raises((LookupError, ValueError), match=says):
        case_at(SMALL, patch)
    monkeypatch.setattr("parley.sweep.point.look", None)
    found = rows(SMALL, DRAWN, patch, ("games",))
    assert [row[0] for row in found] == [""]
    assert found[0][-1].startswith(INVALID)
    assert says in found[0][-1]


def test_places_in_a_list_that_move_without_hindsight_are_read_again():
    later = {**DATA["war"]["conceding"][0], "hindsight": True}
    data = patched(DATA, {"war.conceding": [later, *DATA["war"]["conceding"]]})
    at = base(data)
    assert not quick(at.whole, at.known, "war.conceding.1.limited")
    assert not quick(at.whole, at.known, "war.conceding.0.limited")
    same(at, draws(at.known, 5, 1), {"war.conceding.1.limited": 0.5})


def test_every_section_with_quick_numbers_has_its_checks():
    assert {path.split(".")[0] for path in NUMBERS} == set(placed._CHECKS)


values = arrays(
    float, st.tuples(st.integers(1, 4), st.integers(1, 9)),
    elements=st.one_of(st.floats(-5, 5), st.just(np.nan)),
)  # fmt: skip


@given(values)
def test_figures_are_those_of_the_draws_that_are_known(values):
    for row, (n, mean, error, *quantiles) in zip(values, _figures(values), strict=True):
        known = row[~np.isnan(row)]
        assert n == len(known)
        assert np.isnan(mean) if n == 0 else mean == known.mean()
        assert np.isnan(error) if n < 2 else np.isclose(error, known.std(ddof=1) / n**0.5)
        want = np.quantile(known, [0.05, 0.5, 0.95]) if n else [np.nan] * 3
        assert np.array_equal(quantiles, want, equal_nan=True)
