"""Learning from battles and conduct: published logic, enumeration of records, and Bayes' rule."""

from fractions import Fraction
from itertools import product
from math import log

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from parley.games.learning import battles_to_move_odds, convergence, information, posterior

few = settings(max_examples=60, deadline=None)
chances = st.floats(0.02, 0.98)
types = st.tuples(chances, chances).map(sorted)
counts = st.integers(0, 12)


@pytest.mark.parametrize(
    ("prior", "p_strong", "p_weak", "wins", "losses", "conduct", "expected"),
    [
        (0.5, 0.4, 0.6, 5, 2, 1, 0.228571),
        (0.3, 0.45, 0.6, 2, 6, 1, 0.619649),
        (0.5, 0.4, 0.6, 2, 3, 1.5, 0.692308),
    ],
)
def test_posterior_after_a_record(prior, p_strong, p_weak, wins, losses, conduct, expected):
    """Battles and conduct as in Slantchev (2003) and Smith and Stam (2004), numbers our own."""
    facts = {"prior": prior, "p_strong": p_strong, "p_weak": p_weak}
    found = posterior(**facts, wins=wins, losses=losses, conduct=conduct)
    assert isinstance(found, float)
    assert found == pytest.approx(expected, abs=5e-7)


@given(st.integers(1, 9), types, counts, counts, st.floats(0.1, 10))
@few
def test_posterior_is_bayes_rule_in_fractions(tenths, both, wins, losses, conduct):
    p, q = (Fraction(x).limit_denominator(1000) for x in both)
    ratio = Fraction(conduct).limit_denominator(1000)
    strong = Fraction(tenths, 10) * p**wins * (1 - p) ** losses * ratio
    weak = (1 - Fraction(tenths, 10)) * q**wins * (1 - q) ** losses
    found = posterior(
        prior=tenths / 10,
        p_strong=float(p),
        p_weak=float(q),
        wins=wins,
        losses=losses,
        conduct=float(ratio),
    )
    assert found == pytest.approx(float(strong / (strong + weak)), rel=1e-11)


@given(st.floats(0.01, 0.99), types, counts, counts)
@few
def test_wins_lower_and_losses_raise_the_belief(prior, both, wins, losses):
    assume(both[1] - both[0] > 1e-3)
    facts = {"prior": prior, "p_strong": both[0], "p_weak": both[1]}
    now = posterior(**facts, wins=wins, losses=losses)
    assume(1e-9 < now < 1 - 1e-9)  # a belief that is certain to the last digit moves no more
    assert posterior(**facts, wins=wins + 1, losses=losses) < now
    assert posterior(**facts, wins=wins, losses=losses + 1) > now
    half = posterior(**facts, conduct=3.0, temper=0.5)
    assert prior < half < posterior(**facts, conduct=3.0)
    assert posterior(**facts, conduct=3.0, temper=0) == pytest.approx(prior, abs=1e-12)


def test_evidence_comes_in_any_order():
    facts = {"p_strong": 0.35, "p_weak": 0.55}
    first = posterior(prior=0.2, **facts, wins=2, losses=5)
    assert posterior(prior=first, **facts, wins=3, conduct=0.7) == pytest.approx(
        posterior(prior=0.2, **facts, wins=5, losses=5, conduct=0.7), abs=1e-14
    )


def test_dogmatists_do_not_learn_and_long_records_do_not_overflow():
    facts = {"p_strong": 0.1, "p_weak": 0.9}
    found = posterior(
        prior=[0, 0.5, 0.5, 1], **facts, wins=[0, 10**6, 0, 9], losses=[9, 0, 10**6, 0]
    )
    assert found.tolist() == [0, 0, 1, 1]


@pytest.mark.parametrize(
    ("prior", "p_strong", "p_weak", "threshold", "battles", "p_true", "settled", "expected"),
    [
        (0.3, 0.4, 0.6, 0.6, 12, 0.4, 0.515469, 9.62667),
        (0.3, 0.4, 0.6, 0.6, 12, 0.6, 0.101821, 11.5312),
        (0.2, 0.45, 0.65, 0.5, 14, 0.45, 0.613686, 10.2848),
        (0.2, 0.45, 0.65, 0.5, 14, 0.65, 0.128108, 13.2269),
    ],
)
def test_convergence_within_so_many_battles(
    prior, p_strong, p_weak, threshold, battles, p_true, settled, expected
):
    facts = {"prior": prior, "p_strong": p_strong, "p_weak": p_weak, "threshold": threshold}
    found = convergence(**facts, battles=battles, p_true=p_true)
    assert found.settled[-1] == pytest.approx(settled, abs=5e-7)
    assert found.expected_battles == pytest.approx(expected, abs=5e-5)
    assert found.settled.shape == (battles + 1,)


def all_records(prior, p, q, threshold, battles, p_true):
    """Chance of having settled after each number of battles, and the mean; every record in turn."""
    settled, mean = np.zeros(battles + 1), 0.0
    for record in product([True, False], repeat=battles):
        odds, chance, stopped = prior / (1 - prior), 1.0, None
        for n in range(battles + 1):
            if stopped is None and odds >= threshold / (1 - threshold) * (1 - 1e-11):
                stopped = n
            if n < battles:
                won = record[n]
                chance *= p_true if won else 1 - p_true
                odds *= p / q if won else (1 - p) / (1 - q)
        if stopped is not None:
            settled[stopped:] += chance
        mean += chance * (battles if stopped is None else stopped)
    return settled, mean


@given(st.floats(0.05, 0.9), types, st.floats(0.1, 0.9), st.integers(0, 7), chances)
@settings(max_examples=30, deadline=None)
def test_convergence_is_the_sum_over_all_records(prior, both, threshold, battles, p_true):
    p, q = both
    found = convergence(
        prior=prior, p_strong=p, p_weak=q, threshold=threshold, battles=battles, p_true=p_true
    )
    settled, mean = all_records(prior, p, q, threshold, battles, p_true)
    assert found.settled == pytest.approx(settled, abs=1e-10)
    assert found.expected_battles == pytest.approx(mean, abs=1e-10)


@given(st.floats(0.1, 0.5), types, st.floats(0.55, 0.9))
@few
def test_a_strong_opponent_convinces_sooner(prior, both, threshold):
    p, q = both
    facts = {"prior": prior, "p_strong": p, "p_weak": q, "threshold": threshold, "battles": 10}
    strong, weak = convergence(**facts, p_true=p), convergence(**facts, p_true=q)
    assert (strong.settled >= weak.settled - 1e-12).all()
    assert strong.expected_battles <= weak.expected_battles + 1e-12
    assert (np.diff(strong.settled) >= -1e-12).all()


@given(st.floats(0.05, 0.5), types, st.floats(0.55, 0.95))
@few
def test_a_weak_opponent_is_seldom_taken_for_a_strong_one(prior, both, threshold):
    """If it is weak the odds are a martingale: they ever rise f-fold with chance 1 / f at most."""
    p, q = both
    found = convergence(
        prior=prior, p_strong=p, p_weak=q, threshold=threshold, battles=40, p_true=q
    )
    factor = threshold / (1 - threshold) / (prior / (1 - prior))
    assert found.settled[-1] <= 1 / factor + 1e-9


def test_settled_at_once_where_the_prior_is_enough():
    found = convergence(prior=0.6, p_strong=0.4, p_weak=0.6, threshold=0.6, battles=5, p_true=0.5)
    assert found.settled.tolist() == [1] * 6
    assert found.expected_battles == 0


def test_information_per_battle():
    assert information(p_strong=0.4, p_weak=0.6) == pytest.approx(0.081093, abs=5e-7)
    assert battles_to_move_odds(factor=9, p_strong=0.4, p_weak=0.6) == pytest.approx(27.1, abs=0.05)
    alike = battles_to_move_odds(factor=[1, 2], p_strong=0.5, p_weak=0.5)
    assert alike.tolist() == [0, np.inf]


@given(types, st.floats(0.05, 0.95))
@few
def test_information_is_the_expected_move_of_the_log_odds(both, prior):
    facts = {"p_strong": both[0], "p_weak": both[1]}

    def log_odds(**record):
        belief = posterior(prior=prior, **facts, **record)
        return log(belief / (1 - belief))

    moved = both[0] * log_odds(wins=1) + (1 - both[0]) * log_odds(losses=1) - log_odds()
    assert information(**facts) == pytest.approx(moved, abs=1e-9)
    assert information(**facts) >= 0


@given(chances, chances, chances)
@few
def test_types_further_apart_are_told_apart_sooner(x, y, z):
    p, q, r = sorted((x, y, z))
    assert information(p_strong=p, p_weak=r) >= information(p_strong=p, p_weak=q) - 1e-12
    assert battles_to_move_odds(factor=4, p_strong=p, p_weak=r) <= battles_to_move_odds(
        factor=4, p_strong=p, p_weak=q
    ) * (1 + 1e-9)


def test_arrays_broadcast():
    facts = {"p_strong": np.array([[0.3], [0.4]]), "p_weak": 0.6}
    found = posterior(prior=np.array([0.2, 0.5, 0.7]), **facts, losses=2)
    assert found.shape == (2, 3)
    assert found[1, 2] == posterior(prior=0.7, p_strong=0.4, p_weak=0.6, losses=2)
    assert information(**facts).shape == (2, 1)


@pytest.mark.parametrize(
    ("wrong", "named"),
    [
        ({"prior": 1.2}, "prior"),
        ({"p_strong": 0}, "p_strong"),
        ({"p_weak": 1}, "p_weak"),
        ({"p_strong": 0.7}, "at most p_weak"),
        ({"wins": -1}, "wins"),
        ({"losses": np.nan}, "losses"),
        ({"conduct": 0}, "conduct"),
        ({"temper": 1.1}, "temper"),
    ],
)
def test_bad_records(wrong, named):
    with pytest.raises(ValueError, match=named):
        posterior(**({"prior": 0.5, "p_strong": 0.4, "p_weak": 0.6} | wrong))


@pytest.mark.parametrize(
    ("wrong", "named"),
    [({"threshold": 1.5}, "threshold"), ({"battles": -1}, "battles"), ({"p_true": 2}, "p_true")],
)
def test_bad_thresholds(wrong, named):
    facts = {"prior": 0.5, "p_strong": 0.4, "p_weak": 0.6}
    with pytest.raises(ValueError, match=named):
        convergence(**(facts | {"threshold": 0.6, "battles": 3, "p_true": 0.5} | wrong))


def test_bad_factor():
    with pytest.raises(ValueError, match="factor"):
        battles_to_move_odds(factor=0.5, p_strong=0.4, p_weak=0.6)
