"""Armed peace: windows, an enumeration of all patterns of war and peace, and limits."""

from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parley.games.armed_peace import armed_peace

few = settings(max_examples=60, deadline=None)
worlds = st.fixed_dictionaries(
    {
        "destruction": st.floats(0, 0.3),
        "discount": st.floats(0.3, 0.98),
        "surprise": st.floats(0, 1),
        "victory": st.floats(0, 0.5),
        "cost": st.floats(0, 2),
        "last": st.integers(1, 9),
    }
)


@pytest.mark.parametrize(
    ("b", "d", "sigma", "rho", "kappa", "last", "battles", "value", "windows"),
    [
        (0.12, 0.95, 0.35, 0.1, 0.15, 8, 0, 10, [1, 0, 0, 0, 1, 0, 1, 1]),
        (0.09, 0.95, 0.45, 0.1, 0.3, 11, 8, 4.23241, [0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 1]),
        (0.1, 0.9, 0.1, 0.1, 0.05, 10, 0, 5, [1] * 10),
        (0.15, 0.95, 0.4, 0.2, 1, 6, 2, 5.4505, [0, 0, 1, 0, 1, 1]),
    ],
)
def test_windows_for_peace(b, d, sigma, rho, kappa, last, battles, value, windows):
    """After Leventoglu and Slantchev (2007); numbers our own."""
    found = armed_peace(
        destruction=b, discount=d, surprise=sigma, victory=rho, cost=kappa, last=last
    )
    assert found.battles == battles
    assert found.value[0] == pytest.approx(value, abs=5e-6)
    assert found.windows.astype(int).tolist() == windows


def flows(b, d, n, periods=4000):
    """The good after n battles: what it gives in every period, added up."""
    return sum(d**t * max(0.0, 1 - b * n) for t in range(periods))


def worth(peace, good, d, sigma, rho, kappa):
    """Of each side after each number of battles, if peace is kept exactly where the pattern says.

    One linear system: no recursion backwards.
    """
    last = len(peace)
    a, rhs = np.eye(last + 1), np.zeros(last + 1)
    rhs[last] = good[last] / 2
    for n, quiet in enumerate(peace):
        if quiet:  # half of this period's flow, and then the same again
            a[n, n], rhs[n] = 1 - d, (1 - d) * good[n] / 2
        else:
            a[n, n + 1], rhs[n] = -d * (1 - 2 * rho), -kappa + d * rho * good[n + 1]
    value = np.linalg.solve(a, rhs)
    strike = -kappa + sigma * good[:-1] + (1 - sigma) * d * value[1:]
    return value, strike


@given(worlds)
@few
def test_it_is_the_most_peaceful_of_all_patterns_that_hold(world):
    """All 2^last patterns: those where no strike pays in peace, compared from the end backwards."""
    b, d, last = world["destruction"], world["discount"], min(world["last"], 7)
    sigma, rho, kappa = world["surprise"], world["victory"], world["cost"]
    good = np.array([flows(b, d, n) for n in range(last + 1)])
    best = None
    for peace in product([False, True], repeat=last):
        value, strike = worth(peace, good, d, sigma, rho, kappa)
        if all(value[n] >= strike[n] - 1e-9 for n in range(last) if peace[n]) and (
            best is None or peace[::-1] > best[0][::-1]
        ):
            best = peace, value, strike
    found = armed_peace(**(world | {"last": last}))
    if np.abs(found.spare).min() < 1e-8:
        return  # a tie may fall either way
    assert best is not None
    assert tuple(found.windows) == best[0]
    assert found.value == pytest.approx(best[1], abs=1e-7)
    assert found.strike == pytest.approx(best[2], abs=1e-7)
    assert found.battles == (*best[0], True).index(True)


@given(worlds)
@few
def test_war_never_pays_both_and_peace_is_the_upper_bound(world):
    found = armed_peace(**world)
    assert (found.value <= found.good / 2 + 1e-9).all()
    assert ((found.value[:-1] == found.good[:-1] / 2) | ~found.windows).all()
    assert ((found.spare >= -1e-9) == found.windows).all() or np.abs(found.spare).min() < 1e-8


@given(worlds, st.floats(0.01, 1))
@few
def test_an_unequal_peace_holds_nowhere_else(world, share):
    found = armed_peace(**world)
    enough = np.minimum(share, 1 - share) * found.good[:-1] >= found.strike + 1e-9
    assert (found.windows | ~enough).all()


@given(worlds)
@few
def test_peace_one_battle_later_makes_a_strike_now_worth_more(world):
    """With one battle left, compare peace after it with war after it."""
    found = armed_peace(**(world | {"last": 2}))
    d, sigma = world["discount"], world["surprise"]
    if not found.windows[1]:
        after_peace = -world["cost"] + sigma * found.good[0] + (1 - sigma) * d * found.good[1] / 2
        assert found.strike[0] <= after_peace + 1e-9


@given(worlds)
@few
def test_limits(world):
    harmless = armed_peace(**(world | {"surprise": 0}))
    assert harmless.windows.all()
    assert harmless.battles == 0
    sure = armed_peace(**(world | {"surprise": 1, "cost": 0, "destruction": 0}))
    assert not sure.windows.any()
    assert sure.battles == world["last"]
    dear = armed_peace(**(world | {"cost": 1 / (1 - world["discount"]) + 0.01}))
    assert dear.windows.all()


@given(worlds, st.floats(0, 1))
@few
def test_the_last_window_opens_with_cost_and_closes_with_surprise(world, more):
    """With one battle to go nothing follows that could turn the effect around."""
    one = world | {"last": 1}
    spare = armed_peace(**one).spare[0]
    assert armed_peace(**(one | {"cost": one["cost"] + more})).spare[0] >= spare - 1e-12
    surer = one["surprise"] + more * (1 - one["surprise"])
    assert armed_peace(**(one | {"surprise": surer})).spare[0] <= spare + 1e-12


@pytest.mark.parametrize(
    ("wrong", "named"),
    [
        ({"destruction": -0.1}, "destruction"),
        ({"discount": 1}, "discount"),
        ({"surprise": 1.1}, "surprise"),
        ({"victory": 0.6}, "victory"),
        ({"cost": np.inf}, "cost"),
        ({"last": 0}, "last"),
    ],
)
def test_bad_worlds(wrong, named):
    world = {"destruction": 0.1, "discount": 0.9, "surprise": 0.3, "victory": 0.2, "cost": 0.1}
    with pytest.raises(ValueError, match=named):
        armed_peace(**(world | {"last": 3} | wrong))
