"""Every question of the solver against plain enumeration, by both back-ends."""

import sys
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from models.oracle_solver import Listed
from models.solver_cases import BACKENDS, domains, opposed, plain

from parley.models import frontier as solutions
from parley.models import solver
from parley.models.domain import Bonus, points

few = settings(max_examples=20, deadline=None)
backends = pytest.mark.parametrize("backend", BACKENDS)


@pytest.fixture(autouse=True)
def _installed(request):
    if "backend" in request.fixturenames and request.getfixturevalue("backend") == "cp-sat":
        pytest.importorskip("ortools", reason="OR-tools is not installed")


def same(found, expected, worth, bound):
    """The canonical package, its utilities and the exact value, or a proof that there is none."""
    if expected is None:
        assert (found.status, found.package, found.bound) == ("infeasible", None, None)
        return
    score, package = expected
    assert found.status == "optimal"
    assert tuple(found.package.tolist()) == package
    assert tuple(found.utility.tolist()) == worth[package]
    assert found.bound == bound(score)


@backends
@few
@given(domain=domains())
def test_fair_packages_are_those_of_enumeration(backend, domain):
    known = Listed(domain)
    for question, score, bound in (
        (solver.utilitarian, known.total, lambda v: v),
        (solver.egalitarian, known.egalitarian, lambda v: v[0]),
        (solver.kalai_smorodinsky, known.kalai_smorodinsky, lambda v: v[0] if v else None),
        (solver.equal_loss, known.equal_loss, lambda v: v[0]),
        (solver.nash, known.nash, lambda v: v[1]),
    ):
        same(question(domain, backend=backend), known.best(score), known.worth, bound)


@backends
@few
@given(domain=domains(), weights=st.lists(st.integers(1, 3), min_size=4, max_size=4))
def test_weighted_products_are_those_of_enumeration(backend, domain, weights):
    known, weights = Listed(domain), weights[: domain.n_parties]
    found = solver.nash(domain, weights, backend=backend)
    same(found, known.best(lambda p: known.nash(p, weights)), known.worth, lambda v: v[1])


@backends
@few
@given(domain=domains())
def test_feasibility_and_ideals_are_those_of_enumeration(backend, domain):
    known = Listed(domain)
    found = solver.feasible(domain, backend=backend)
    most = solver.ideal(domain, backend=backend)
    if known.rational():
        assert found.status == "feasible"
        assert tuple(found.package.tolist()) in known.rational()
        assert (most.status, most.utility.tolist()) == ("optimal", known.ideal())
    else:
        assert (found.status, found.package) == ("infeasible", None)
        assert (most.status, most.utility) == ("infeasible", None)


@backends
@few
@given(domain=domains(), parties=st.sets(st.integers(0, 3), min_size=1), most=st.integers(1, 4))
def test_cheapest_changes_are_those_of_enumeration(backend, domain, parties, most):
    known = Listed(domain)
    parties = sorted(parties & set(known.parties)) or [0]
    start, cost = np.zeros(len(known.n_levels), int), [1, 2, 1, 2][: len(known.n_levels)]
    least, packages = known.changes(start.tolist(), cost, parties)
    found = solver.fewest_changes(
        domain, start, cost=cost, most=most, parties=parties, backend=backend
    )
    assert (found.status, found.cost) == ("optimal" if packages else "infeasible", least)
    assert [tuple(each.package.tolist()) for each in found.found] == packages[:most]
    if packages:
        assert found.complete == (len(packages) <= most)


@backends
@few
@given(domain=domains(), at=st.integers(0, 80))
def test_improvements_are_those_of_enumeration(backend, domain, at):
    known = Listed(domain)
    if not known.worth:
        return
    start = sorted(known.worth)[at % len(known.worth)]
    total, package = known.best(known.total, known.rational(known.worth[start]))
    found = solver.dominating(domain, np.array(start), backend=backend)
    assert (found.status, found.bound) == ("optimal", total - known.total(start))
    assert tuple(found.package.tolist()) == (package if found.bound else start)


@backends
@few
@given(domain=domains(), weights=st.lists(st.integers(1, 3), min_size=4, max_size=4))
def test_coalitions_and_cuts_are_those_of_enumeration(backend, domain, weights):
    known, weights = Listed(domain), weights[: domain.n_parties]
    together = solver.largest_coalition(domain, backend=backend)
    cut = solver.least_cut(domain, weights, backend=backend)
    if not known.worth:
        assert together.status == cut.found.status == "infeasible"
        return
    assert (together.size, list(together.parties)) == known.coalitions()
    assert (together.status, together.complete) == ("optimal", True)
    for parties, each in zip(together.parties, together.found, strict=True):
        expected = known.best(known.total, known.rational(parties=parties))
        same(each, expected, known.worth, lambda v: v)
    expected = known.best(lambda p: -known.cut(p, weights), list(known.worth))
    same(cut.found, expected, known.worth, lambda v: -v)
    assert cut.cost == cut.found.bound == sum(cut.cut * weights)
    assert cut.cut.tolist() == [max(0, -gain) for gain in known.gains(expected[1])]


@few
@given(domain=domains())
def test_the_solver_finds_what_the_merge_finds(domain):
    found = points(domain).found
    for question, solution in (
        (solver.utilitarian, solutions.utilitarian),
        (solver.egalitarian, solutions.egalitarian),
        (solver.kalai_smorodinsky, solutions.kalai_smorodinsky),
        (solver.nash, solutions.nash),
    ):
        merged = solution(found, domain.floor)
        solved = question(domain)
        if merged:
            assert solved.utility.tolist() == found.utility[merged[0]].tolist()
        else:
            assert solved.status == "infeasible"
    if len(found.utility):
        assert solver.ideal(domain).utility.tolist() == solutions.ideal(found).tolist()


@backends
@pytest.mark.parametrize("scale", [10**4, 10**11])
def test_three_parties_and_a_hundred_million_million_packages(backend, scale):
    """20 issues of 5 levels: the merge and the solver meet at the same packages."""
    domain = opposed(20, 5, 3, share=0.6, scale=scale)
    merged = points(domain)
    for name in ("utilitarian", "egalitarian", "kalai_smorodinsky", "nash"):
        at = getattr(solutions, name)(merged.found, domain.floor)[0]
        solved = getattr(solver, name)(domain, backend=backend)
        assert solved.status == "optimal"
        assert solved.package.tolist() == merged.package[at].tolist()
    ideal = solver.ideal(domain, backend=backend)
    assert ideal.utility.tolist() == solutions.ideal(merged.found).tolist()


def test_sixty_bonuses_that_link_all_issues():
    """No cluster can be listed, so nothing else can answer; both back-ends agree."""
    pytest.importorskip("ortools", reason="OR-tools is not installed")
    domain = opposed(20, 5, 3, share=0.6, scale=10**4, pairs=60)
    assert domain.packages.rows is None
    assert not points(domain).found.complete
    for question in (solver.utilitarian, solver.egalitarian, solver.nash):
        one, other = (question(domain, backend=backend) for backend in BACKENDS)
        assert one.status == other.status == "optimal"
        assert one.package.tolist() == other.package.tolist()
        assert one.bound == other.bound
        better = solver.dominating(domain, one.package)
        assert (better.status, better.bound) == ("optimal", 0)


def test_the_answer_does_not_depend_on_threads():
    pytest.importorskip("ortools", reason="OR-tools is not installed")
    domain = plain(*[[[1, 1], [1, 1], [0, 2]]] * 6, floor=[3, 3])
    answers = {
        tuple(solver.utilitarian(domain, backend="cp-sat", threads=n).package.tolist())
        for n in (1, 2, 3)
    }
    assert answers == {(0,) * 6}


@backends
def test_a_single_unit_in_a_hundred_thousand_million_decides(backend):
    """Floats of relative precision 1e-6 would call both packages feasible and equally good."""
    whole = 10**11
    tables = [[whole, 0], [0, whole]], [[0, whole], [whole - 1, 0]]
    found = solver.feasible(plain(*tables, floor=[whole, whole]), backend=backend)
    assert found.package.tolist() == [0, 0]
    found = solver.feasible(plain(*tables, floor=[whole, whole + 1]), backend=backend)
    assert found.status == "infeasible"
    by_one = plain([[whole, 0], [whole + 1, 0]], floor=[0, 0])
    assert solver.utilitarian(by_one, backend=backend).package.tolist() == [1]
    assert solver.utilitarian(by_one, backend=backend).bound == whole + 1


@backends
def test_largest_total_comes_before_smallest_package(backend):
    """All have the same smallest gain; one has more in total; two share even that."""
    domain = plain([[1, 1, 1], [1, 1, 2], [1, 2, 1]], floor=[0, 0, 0], clauses=[])
    assert solver.kalai_smorodinsky(domain, backend=backend).package.tolist() == [1]
    assert solver.egalitarian(domain, backend=backend).package.tolist() == [1]


@backends
def test_who_can_gain_counts_before_what_is_gained(backend):
    """Two gain a little rather than one a lot: a zero among the factors decides nothing."""
    domain = plain([[90, 0, 0], [1, 1, 0], [0, 0, 0]], floor=[0, 0, 0])
    found = solver.nash(domain, backend=backend)
    assert (found.package.tolist(), found.bound) == ([1], 1)


@pytest.mark.parametrize("status", [1, 3, 4])
def test_a_solver_that_errs_or_runs_out_of_time_proves_nothing(monkeypatch, status):
    """HiGHS status 4 ("solve error") without a point was met on solvable models."""
    from scipy.optimize import OptimizeResult

    seen = []

    def broken(*_, options, **__):
        seen.append(options["presolve"])
        return OptimizeResult(status=status, x=None, mip_dual_bound=None)

    monkeypatch.setattr("scipy.optimize.milp", broken)
    domain = plain([[1, 0], [0, 1]], floor=[0, 0])
    start = np.zeros(1, int)
    answers = [
        solver.feasible(domain),
        solver.utilitarian(domain),
        solver.egalitarian(domain),
        solver.kalai_smorodinsky(domain),
        solver.nash(domain),
        solver.equal_loss(domain),
        solver.ideal(domain),
        solver.dominating(domain, start),
        solver.fewest_changes(domain, start),
        solver.largest_coalition(domain),
        solver.least_cut(domain).found,
    ]
    assert {answer.status for answer in answers} == {"failed"}
    assert (False in seen) == (status != 1)  # one more try, without presolve


def test_a_point_that_fails_in_integers_is_no_answer(monkeypatch):
    """Scipy issue 24141: a point called optimal that is not feasible."""
    from scipy.optimize import OptimizeResult

    def wrong(c, **_):
        return OptimizeResult(status=0, x=np.zeros(len(c)), mip_dual_bound=0.0)

    monkeypatch.setattr("scipy.optimize.milp", wrong)
    assert solver.utilitarian(plain([[1], [2]], floor=[0])).status == "failed"


def test_what_is_not_proved_is_not_called_optimal(monkeypatch):
    """The first call answers, all others fail: a sound package, and no claim about it."""
    import scipy.optimize

    real, calls = scipy.optimize.milp, []

    def once(*args, **options):
        calls.append(1)
        found = real(*args, **options)
        if len(calls) > 1:
            found.status, found.x = 1, None
        return found

    monkeypatch.setattr("scipy.optimize.milp", once)
    domain = opposed(5, 3, 2, share=0.5, scale=100)
    found = solver.utilitarian(domain)
    assert found.status == "feasible"
    assert (found.utility >= domain.floor).all()
    assert found.bound >= found.utility.sum()
    calls.clear()
    assert solver.fewest_changes(domain, np.zeros(5, int)).status == "feasible"
    calls.clear()
    assert solver.nash(domain).status in ("feasible", "failed")


def test_no_time_is_not_a_proof():
    domain = opposed(20, 5, 10, share=0.45, scale=10**9)
    found = solver.egalitarian(domain, seconds=0.01)
    assert found.status in ("feasible", "failed")


def test_without_or_tools_a_sentence_says_what_to_install(monkeypatch):
    monkeypatch.setitem(sys.modules, "ortools.sat.python", None)
    with pytest.raises(ImportError, match=r"pip install 'parley-workbench\[exact\]'"):
        solver.feasible(plain([[1]], floor=[0]), backend="cp-sat")


def test_highs_prints_nothing(capfd):
    solver.nash(opposed(8, 3, 3, share=0.5, scale=10**9))
    assert capfd.readouterr().out == ""


@pytest.mark.parametrize(
    ("ask", "problem"),
    [
        (lambda d: solver.feasible(d, parties=[2]), "parties"),
        (lambda d: solver.feasible(d, continuous=frozenset({1})), "continuous"),
        (lambda d: solver.nash(d, [1, 0]), "weights"),
        (lambda d: solver.nash(d, [1]), "weights"),
        (lambda d: solver.least_cut(d, [1, 0]), "weights"),
        (lambda d: solver.fewest_changes(d, np.array([5])), "no package"),
        (lambda d: solver.fewest_changes(d, np.array([0]), cost=[-1]), "costs"),
    ],
)
def test_mistakes_of_the_caller_are_named(ask, problem):
    with pytest.raises(ValueError, match=problem):
        ask(plain([[1, 2], [2, 1]], floor=[0, 0]))


def test_utilities_beyond_int64_are_refused():
    with pytest.raises(ValueError, match="coarser scale"):
        solver.feasible(plain([[2**60, 0]], floor=[0, 0]))


@backends
def test_of_many_equal_products_the_largest_total_wins(backend):
    """Along a hyperbola every tangent misleads; sixteen packages have the product 120."""
    domain = plain([[gain, 120 // gain] for gain in range(120, 0, -1)], floor=[0, 0])
    found = solver.nash(domain, backend=backend)
    assert (found.status, found.bound) == ("optimal", 120)
    assert (found.package.tolist(), found.utility.tolist()) == ([0], [120, 1])
    near = plain([[gain, 120 // gain + (gain == 7)] for gain in range(1, 121)], floor=[0, 0])
    found = solver.nash(near, backend=backend)
    assert (found.utility.tolist(), found.bound) == ([7, 18], 126)


@backends
def test_equal_shares_of_other_parties_go_by_the_total(backend):
    """One has all it can hope for and the other a third of it, either way round."""
    domain = plain([[9, 6], [3, 18]], floor=[0, 0])
    found = solver.kalai_smorodinsky(domain, backend=backend)
    assert (found.package.tolist(), found.bound) == ([1], Fraction(1, 3))
    domain = plain([[7, 5, 0], [7, 5, 1], [2, 11, 9], [3, 5, 3]], floor=[0, 0, 0])
    known = Listed(domain)
    found = solver.kalai_smorodinsky(domain, backend=backend)
    same(found, known.best(known.kalai_smorodinsky), known.worth, lambda v: v[0])


@backends
def test_large_coefficients_do_not_mislead_the_presolve(backend):
    """CP-SAT of OR-tools 9.15 called 229994508918 the largest total here, were rows not split."""
    domain = plain(
        [
            [-35812971985, -11279978447, 95554122354, -30751850323],
            [-53147899860, -69439712449, 9507159476, -39776760738],
            [98692152559, -52618417832, -12204158035, 76268319222],
        ],
        [
            [-71809380826, 2513371415, -63768915328, 79266808792],
            [6574235286, -42270863925, 63961393202, 80634436998],
            [14114129434, 45198678499, -69188071909, -35900842500],
        ],
        [
            [41284459608, -42944664483, 5589558414, 74985960896],
            [6775479294, 96712667916, 34777239839, -80439568544],
        ],
        floor=[-123576056132, -67757499757, -33401249086, -41285411118],
        clauses=[((0, (0, 1)), (2, (1,)))],
        bonuses=[
            Bonus(
                parts=((1, (2, 0)), (0, (0, 2, 1))),
                worth=np.array([-49501382926, 86348280850, -5227175614, 59973467989]),
            ),
            Bonus(
                parts=((1, (0, 2, 1)), (1, (0,)), (0, (1, 2, 0))),
                worth=np.array([61387091187, -2243776745, 63022106158, 16235898019]),
            ),
        ],
    )
    found = solver.least_cut(domain, backend=backend).found
    assert (found.status, found.bound, found.package.tolist()) == ("optimal", 0, [2, 0, 1])
