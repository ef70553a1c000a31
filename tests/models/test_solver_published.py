"""A published negotiation game of six parties, and what its authors say of it.

Abdelnabi, Gomaa, Sivaprasad, Schönherr and Fritz (2024), "Cooperation, Competition, and
Maliciousness: LLM-Stakeholders Interactive Negotiation", NeurIPS Datasets and Benchmarks. Scores
and thresholds: github.com/S-Abdelnabi/LLM-Deliberation, commit 78e11e04, MIT licence,
games_descriptions/base/scores_files. Five issues A (3 options) to E (5), whole scores to 100.
"""

import numpy as np
import pytest
from models.oracle_solver import Listed
from models.solver_cases import BACKENDS, plain

from parley.models import solver

FLOOR = [30, 31, 50, 55, 65, 55]
# Mayor, Other cities, Local Labour Union, SportCo, Department of Tourism, Environmental League
SCORES = [  # per party, per issue
    [[14, 8, 0], [12, 8, 0], [24, 18, 12, 0], [40, 30, 23, 0], [0, 2, 4, 7, 10]],
    [[0, 4, 10], [0, 0, 0], [12, 8, 6, 0], [0, 8, 13, 18], [60, 45, 30, 15, 0]],
    [[15, 20, 0], [0, 0, 0], [42, 35, 25, 0], [30, 20, 10, 0], [2, 4, 6, 8, 0]],
    [[14, 8, 0], [11, 7, 0], [0, 5, 10, 17], [35, 29, 20, 0], [0, 5, 10, 15, 23]],
    [[0, 11, 5], [0, 20, 25], [0, 2, 4, 9], [10, 26, 40, 0], [4, 8, 15, 12, 0]],
    [[0, 22, 45], [0, 25, 55], [0, 0, 0, 0], [0, 0, 0, 0], [0, 0, 0, 0, 0]],
]
GAME = plain(*([*zip(*(own[i] for own in SCORES), strict=True)] for i in range(5)), floor=FLOOR)
backends = pytest.mark.parametrize("backend", BACKENDS)


def deal(text):
    """Levels of "A1 B1 C4 D1 E5"."""
    return [int(option[1]) - 1 for option in text.split()]


@pytest.fixture(autouse=True)
def _installed(request):
    if "backend" in request.fixturenames and request.getfixturevalue("backend") == "cp-sat":
        pytest.importorskip("ortools", reason="OR-tools is not installed")


def test_the_scores_are_copied_right():
    """720 deals, of which 12 suit all six; per party 646, 555, 462, 354, 195 and 320."""
    known = Listed(GAME)
    assert (len(known.worth), len(known.rational())) == (720, 12)
    each = [len(known.rational(parties=[p])) for p in known.parties]
    assert each == [646, 555, 462, 354, 195, 320]


@backends
def test_fair_deals(backend):
    for question, text, scores, value in (
        (solver.nash, "A2 B3 C3 D2 E3", [54, 48, 71, 57, 81, 77], 6031872),
        (solver.utilitarian, "A2 B3 C2 D2 E4", [63, 35, 83, 57, 76, 77], 391),
        (solver.egalitarian, "A2 B3 C4 D1 E3", [52, 34, 56, 70, 70, 77], 3),
    ):
        found = question(GAME, backend=backend)
        assert (found.status, found.bound) == ("optimal", value)
        assert found.package.tolist() == deal(text)
        assert found.utility.tolist() == scores
    free = solver.utilitarian(GAME, parties=[], backend=backend)
    assert (free.bound, free.package.tolist()) == (412, deal("A2 B3 C1 D1 E1"))


@backends
def test_from_the_opening_to_unanimity(backend):
    """SportCo's opening A1 B1 C4 D1 E5 needs three changes, and there is one way to make them."""
    found = solver.fewest_changes(GAME, np.array(deal("A1 B1 C4 D1 E5")), backend=backend)
    assert (found.status, found.cost, found.complete) == ("optimal", 3, True)
    assert [each.package.tolist() for each in found.found] == [deal("A2 B3 C4 D1 E3")]


@backends
def test_the_opening_can_be_improved_for_all_who_refuse_it(backend):
    """The opening is efficient among all six; without SportCo it is not."""
    opening = np.array(deal("A1 B1 C4 D1 E5"))
    found = solver.dominating(GAME, opening, backend=backend)
    assert (found.status, found.bound) == ("optimal", 0)
    assert found.package.tolist() == opening.tolist()
    others = solver.dominating(GAME, opening, parties=[1, 2, 4, 5], backend=backend)
    assert others.bound == 412 - 240


@backends
def test_with_higher_floors_no_deal_suits_all(backend):
    known = Listed(GAME)
    high = plain(*GAME.utility, floor=[60, 60, 60, 60, 60, 60])
    assert solver.feasible(high, backend=backend).status == "infeasible"
    together = solver.largest_coalition(high, backend=backend)
    assert (together.size, list(together.parties)) == Listed(high).coalitions()
    cut = solver.least_cut(high, backend=backend)
    expected = min(sum(max(0, 60 - u) for u in worth) for worth in known.worth.values())
    assert (cut.found.status, cut.cost, cut.cut.sum()) == ("optimal", expected, expected)
    assert (cut.found.utility >= 60 - cut.cut).all()
