"""Reputation and capacity: published points, the chain store checked as an equilibrium, the tree.

Test points: model "reputation and limited capacity across challengers", Kreps and Wilson (1982) and
after Treisman (2004).
"""

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from parley.games.reputation import capacity, chain_store, first_challenge

few = settings(max_examples=60, deadline=None)


@pytest.mark.parametrize(
    ("p", "n", "a", "b", "away", "fights"),
    [
        (0.1, 5, 2, 0.5, 1, 1),
        (0.1, 3, 2, 0.5, 0, 0.333333),
        (0.05, 4, 3, 0.6, 0, 0.191033),
        (0.3, 2, 2, 0.7, 0, 0.183673),
    ],
)
def test_published_chain_store(p, n, a, b, away, fights):
    found = chain_store(strong=p, challengers=n, entrant_gain=b, deterrence_gain=a)
    assert (found.stays_away, found.weak_fights) == pytest.approx((away, fights), abs=1e-6)


@pytest.mark.parametrize(("n", "after"), [(3, 0.25), (2, 0.5)])
def test_published_posterior(n, after):
    found = chain_store(strong=0.1, challengers=n, entrant_gain=0.5, deterrence_gain=2)
    assert found.after_fight == pytest.approx(after)


@pytest.mark.parametrize(
    ("stakes", "cost", "fights", "payoff", "held"),
    [
        ([3.5, 2, 2], 1, 1, 5.5, [1, 0, 1]),
        ([3, 2, 2], 1, 1, 2, [0, 0, 1]),
        ([3.5, 2, 2], 1, 2, 7.5, [1, 1, 1]),
        ([1, 4, 2, 6], 1.5, 1, 6, [0, 0, 0, 1]),
        ([1, 4, 2, 6], 1.5, 2, 12, [0, 1, 1, 1]),
    ],
)
def test_published_capacity(stakes, cost, fights, payoff, held):
    found = capacity(stakes=stakes, cost=cost, fights=fights)
    assert found.payoff == pytest.approx(payoff)
    assert list(found.held) == [bool(x) for x in held]


def store(p, n, a, b):
    return chain_store(strong=p, challengers=n, entrant_gain=b, deterrence_gain=a)


def plays(p, n, a, b):
    """Worth to a weak defender of what is left, playing on by the answers for each belief."""
    if n == 0:
        return 0.0
    now = store(p, n, a, b)
    fight = -1 + plays(now.after_fight, n - 1, a, b)
    entered = now.weak_fights * fight  # conceding is worth 0 now, and 0 later: it is known as weak
    return now.stays_away * (a + plays(p, n - 1, a, b)) + (1 - now.stays_away) * entered


games = st.tuples(
    st.floats(0.001, 0.999), st.integers(1, 7), st.floats(1.05, 4), st.floats(0.1, 0.95)
)


@given(games)
@few
def test_chain_store_is_an_equilibrium(game):
    """Nobody gains by a deviation, beliefs follow from Bayes' rule, the worth is as said."""
    p, n, a, b = game
    assume(all(abs(p - b**m) > 1e-6 for m in range(1, n + 1)))
    now = store(p, n, a, b)
    fought = p + (1 - p) * now.weak_fights
    entrant = b - fought  # from coming; staying away is worth 0
    assert now.stays_away == (1 if entrant < 0 else 0)
    assert now.after_fight == pytest.approx(p / fought)
    fight = -1 + plays(now.after_fight, n - 1, a, b)
    if now.weak_fights == 1:
        assert fight >= -1e-9
    elif now.weak_fights == 0:
        assert fight <= 1e-9
    else:
        assert fight == pytest.approx(0, abs=1e-9)  # mixing needs indifference
    assert now.weak_value == pytest.approx(plays(p, n, a, b))


@given(games)
@few
def test_how_many_stay_away(game):
    p, n, a, b = game
    found, left = 0, n
    while left and store(p, left, a, b).stays_away == 1:
        found, left = found + 1, left - 1
    assert store(p, n, a, b).deterred == found


@given(games, st.integers(1, 4))
@few
def test_more_challengers_and_more_doubt_deter(game, more):
    p, n, a, b = game
    base, longer, doubt = store(p, n, a, b), store(p, n + more, a, b), store((1 + p) / 2, n, a, b)
    assert longer.stays_away >= base.stays_away
    assert longer.weak_fights >= base.weak_fights
    assert doubt.weak_value >= base.weak_value


def test_ties_and_edges():
    tie = store(0.25, 2, 4, 0.5)
    assert (tie.stays_away, tie.weak_value, tie.deterred) == (0.25, 1, 0)
    assert tie.weak_value == pytest.approx(plays(0.25, 2, 4, 0.5))
    rounded = store(0.3 * 0.3 * 0.3, 3, 4, 0.3)  # not 0.3**3 in floats
    assert rounded.stays_away == 0.25
    weak, strong = store(0, 3, 2, 0.5), store(1, 1, 2, 0.5)
    assert (weak.weak_fights, weak.after_fight, weak.weak_value) == (0, 0, 0)
    assert (strong.weak_fights, strong.stays_away, strong.after_fight) == (0, 1, 1)


def tree(stakes, cost, fights):
    """Subgame-perfect play of the whole tree: come or not, then fight or concede."""
    if not len(stakes):
        return 0.0, []
    kept, held = tree(stakes[1:], cost, fights)
    concedes = kept, False
    fight = stakes[0] - cost + tree(stakes[1:], cost, fights - 1)[0] if fights else -np.inf
    comes = fight <= kept  # it gets its way only if the defender would rather concede
    return (concedes[0], [False, *held]) if comes else (stakes[0] + kept, [True, *held])


@given(st.lists(st.integers(0, 20), min_size=1, max_size=6), st.integers(0, 8), st.integers(0, 7))
@few
def test_capacity_by_the_tree(stakes, cost, fights):
    found = capacity(stakes=stakes, cost=cost, fights=fights)
    payoff, held = tree(stakes, cost, fights)
    assert found.payoff == payoff
    assert list(found.held) == held
    assert found.payoff == sum(v for v, h in zip(stakes, found.held, strict=True) if h)


def test_capacity_limits():
    """None: all is lost. One for each: all that is worth a fight is held."""
    stakes = [3, 1, 2, 0.5]
    assert capacity(stakes=stakes, cost=1, fights=0).payoff == 0
    assert capacity(stakes=stakes, cost=1, fights=4).held == (True, False, True, False)
    assert capacity(stakes=[], cost=1, fights=2).held == ()


def test_same_facts_opposite_advice():
    """Doubt about the will says fight the first; counting the means says let it go."""
    means = {"stakes": [3, 2, 2, 2], "cost": 1, "fights": 1}
    found = first_challenge(strong=0.2, entrant_gain=0.5, deterrence_gain=2, **means)
    assert (found.reputation, found.capacity, found.opposite) == (1, False, True)
    firm = {"stakes": [9, 2, 2, 2], "cost": 1, "fights": 1}
    found = first_challenge(strong=0.2, entrant_gain=0.5, deterrence_gain=2, **firm)
    assert (found.reputation, found.capacity, found.opposite) == (1, True, False)


def test_arrays_broadcast_and_scalars_stay_scalars():
    found = store(np.array([0.05, 0.1, 0.5]), 3, 2, np.array([[0.3], [0.6]]))
    assert {x.shape for x in found} == {(2, 3)}
    for i, b in enumerate((0.3, 0.6)):
        for j, p in enumerate((0.05, 0.1, 0.5)):
            assert [x[i, j] for x in found] == list(store(p, 3, 2, b))
    assert all(isinstance(x, float) for x in store(0.1, 3, 2, 0.5))


@pytest.mark.parametrize(
    ("name", "value", "says"),
    [
        ("strong", 1.1, "strong must be in"),
        ("challengers", 0, "challengers must be a whole number, at least 1"),
        ("challengers", 1.5, "challengers must be a whole number"),
        ("entrant_gain", 1, "entrant_gain must be in"),
        ("deterrence_gain", 1, "deterrence_gain must be in"),
    ],
)
def test_bad_chain_store(name, value, says):
    good = {"strong": 0.1, "challengers": 3, "entrant_gain": 0.5, "deterrence_gain": 2}
    with pytest.raises(ValueError, match=says):
        chain_store(**(good | {name: value}))


@pytest.mark.parametrize(
    ("name", "value", "says"),
    [
        ("stakes", [-1], "stakes must be in"),
        ("stakes", 1, "stakes must be a list"),
        ("cost", -1, "cost must be in"),
        ("fights", -1, "fights must be a whole number, at least 0"),
    ],
)
def test_bad_capacity(name, value, says):
    with pytest.raises(ValueError, match=says):
        capacity(**({"stakes": [1, 2], "cost": 1, "fights": 1} | {name: value}))
