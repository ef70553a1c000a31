"""Issues that are numbers: against a list of every thousandth, here of every quarter."""

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from models.oracle_solver import Listed
from models.solver_cases import BACKENDS, plain, small

from parley.models import solver
from parley.models.domain import Bonus, Domain, packages
from parley.models.solver import changes, model, search

QUARTERS = 4
backends = pytest.mark.parametrize("backend", BACKENDS)


@pytest.fixture(autouse=True)
def _installed(request):
    if "backend" in request.fixturenames and request.getfixturevalue("backend") == "cp-sat":
        pytest.importorskip("ortools", reason="OR-tools is not installed")


def mixes(n):
    """Weights on n levels, by position: all on one, or shared by two neighbours."""
    for k, step in itertools.product(range(n), range(QUARTERS)):
        if step == 0 or k + 1 < n:
            yield tuple({k: QUARTERS - step, k + 1: step}.get(j, 0) for j in range(n))


def listed(domain, continuous):
    """The same domain with every mix as a level of its own, in quarters of a unit."""
    rows = [
        list(mixes(n)) if i in continuous else [*(QUARTERS * np.eye(n, dtype=int)).tolist()]
        for i, n in enumerate(domain.packages.n_levels)
    ]

    def part(issue, levels):
        inside = [k for k, row in enumerate(rows[issue]) if sum(row[j] for j in set(levels)) == 4]
        return issue, tuple(inside)

    clauses = [tuple(part(*each) for each in clause) for clause in domain.packages.clauses]
    bonuses = [
        Bonus(parts=tuple(part(*each) for each in bonus.parts), worth=QUARTERS * bonus.worth)
        for bonus in domain.bonuses
    ]
    tables = (np.array(row) @ table for row, table in zip(rows, domain.utility, strict=True))
    return rows, Domain(
        packages=packages(
            [len(row) for row in rows], clauses, [{i for i, _ in b.parts} for b in bonuses]
        ),
        utility=tuple(tables),
        floor=QUARTERS * domain.floor,
        bonuses=tuple(bonuses),
    )


def same(found, expected, known, rows, continuous, bound):
    if expected is None:
        assert (found.status, found.package, found.mix) == ("infeasible", None, None)
        return
    score, package = expected
    assert found.status == "optimal"
    assert found.mix == {i: rows[i][package[i]] for i in sorted(continuous)}
    at = [row[k].index(max(row[k])) for row, k in zip(rows, package, strict=True)]
    assert found.package.tolist() == at
    assert found.utility.tolist() == [u // QUARTERS for u in known.worth[package]]
    if bound:
        assert found.bound * QUARTERS == bound(score)


@backends
@settings(max_examples=12, deadline=None)
@given(
    seed=st.integers(0, 2**32),
    scale=st.sampled_from([6, 10**9]),
    continuous=st.sampled_from([{0}, {1}, {0, 1}]),
)
def test_mixes_are_those_of_a_finer_list(backend, seed, scale, continuous):
    domain = small(seed, scale)
    rows, finer = listed(domain, continuous)
    known = Listed(finer)
    how = {"backend": backend, "continuous": frozenset(continuous)}
    with pytest.MonkeyPatch.context() as patch:
        for module in (model, search, changes):
            patch.setattr(module, "STEPS", QUARTERS)
        for question, score, bound in (
            (solver.utilitarian, known.total, lambda v: v),
            (solver.egalitarian, known.egalitarian, lambda v: v[0]),
            (solver.kalai_smorodinsky, known.kalai_smorodinsky, None),
            (solver.nash, known.nash, None),
        ):
            expected = known.best(score)
            same(question(domain, **how), expected, known, rows, continuous, bound)
        least = solver.least_cut(domain, **how)
        expected = known.best(lambda p: -known.cut(p, [1] * domain.n_parties), list(known.worth))
        same(least.found, expected, known, rows, continuous, lambda v: -v)
        start = np.zeros(len(rows), int)
        price, near = known.changes(start, [1] * len(rows), known.parties)
        found = solver.fewest_changes(domain, start, most=3, **how)
        assert (found.cost, len(found.found)) == (price, min(3, len(near)))
        for each, package in zip(found.found, near, strict=False):
            same(each, (0, package), known, rows, continuous, None)


@backends
def test_a_number_between_two_breakpoints(backend):
    """Kinked for one party, straight for the other: fair where 300 + 400 t = 1000 - 600 t."""
    domain = plain([[0, 1600], [300, 1000], [700, 400]], floor=[0, 0])
    found = solver.egalitarian(domain, continuous=frozenset({0}), backend=backend)
    assert found.status == "optimal"
    assert found.mix == {0: (0, 300, 700)}
    assert (found.utility.tolist(), found.bound) == ([580, 580], 580)
    by_level = solver.egalitarian(domain, backend=backend)
    assert (by_level.utility.tolist(), by_level.mix) == ([700, 400], None)


@backends
def test_a_bonus_for_a_number_needs_all_weight_on_its_levels(backend):
    bonus = Bonus(parts=((0, (1,)),), worth=np.array([-50]))
    domain = plain([[0], [100], [90]], floor=[0], bonuses=[bonus])
    found = solver.utilitarian(domain, continuous=frozenset({0}), backend=backend)
    assert found.mix == {0: (0, 999, 1)}
    assert (found.utility.tolist(), float(found.bound)) == ([99], 99.99)
    clause = [((0, (0,)), (0, (2,)))]
    never = plain([[0], [100], [90]], floor=[0], clauses=clause)
    found = solver.utilitarian(never, continuous=frozenset({0}), backend=backend)
    assert found.mix == {0: (0, 0, 1000)}
