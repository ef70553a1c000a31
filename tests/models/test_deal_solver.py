"""Where the merge gives up, the solver says the same of a deal, or that it does not know."""

import numpy as np
from hypothesis import given, settings
from models.deal_cases import LLM_OPENING, llm_deliberation, samples

from parley.models import solver
from parley.models.deal import certificate, cheapest

few = settings(max_examples=8, deadline=None)


@few
@given(samples(most=3))
def test_without_the_merge_a_certificate_says_the_same(case):
    sample, package = case
    domain = sample.at(0)
    merged, solved = certificate(domain, package), certificate(domain, package, cap=0)
    assert (solved.efficient, solved.zone) == (merged.efficient, merged.zone)
    assert solved.n_dominating in (None, merged.n_dominating)
    assert np.array_equal(solved.ideal, merged.ideal)
    assert {name: of.difference.tolist() for name, of in solved.solutions.items()} == {
        name: of.difference.tolist() for name, of in merged.solutions.items()
    }
    for beside in solved.dominating:
        assert min(beside.difference) >= 0 < max(beside.difference)


@few
@given(samples(most=3))
def test_without_the_merge_the_cheapest_change_costs_the_same(case):
    sample, package = case
    domain, everybody = sample.at(0), range(sample.n_parties)
    merged = cheapest(domain, package, everybody)
    solved = cheapest(domain, package, everybody, cap=0)
    assert (solved.cost, solved.proved) == (merged.cost, True)
    listed = solved.packages.tolist()
    assert all(each in listed for each in merged.packages.tolist()) or len(listed) == 10


def test_a_solver_that_fails_leaves_everything_unknown(monkeypatch):
    nothing = solver.Found(status="failed")
    monkeypatch.setattr(solver, "dominating", lambda *_: nothing)
    monkeypatch.setattr(solver, "feasible", lambda *_: nothing)
    unsure = solver.Changes(status="failed", cost=None, found=(), complete=False)
    monkeypatch.setattr(solver, "fewest_changes", lambda *_, **__: unsure)
    found = certificate(llm_deliberation(), LLM_OPENING, cap=0)
    assert (found.efficient, found.n_dominating, found.zone, found.ideal) == (None,) * 4
    assert (found.dominating, found.solutions) == ((), {})
    deal = cheapest(llm_deliberation(), LLM_OPENING, range(6), cap=0)
    assert (deal.cost, deal.proved) == (None, False)


def test_a_sound_but_unproved_answer_is_no_proof_of_efficiency(monkeypatch):
    same = solver.Found(
        status="feasible", package=LLM_OPENING, utility=np.array([76, 0, 45, 100, 19, 0])
    )
    monkeypatch.setattr(solver, "dominating", lambda *_: same)
    found = certificate(llm_deliberation(), LLM_OPENING, cap=0)
    assert (found.efficient, found.n_dominating) == (None, None)
