"""Settlements that are one of several packages: who offers and accepts which, and what it does."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from models import oracle_packages
from models.oracle_packages import sigmoid
from models.war_cases import FIXED, bargaining, one_battle

from parley.models.war.simulate import paths, simulate
from parley.models.war.war import changed, checked

SHARP = 1e7
FIRST = {"proposer": [[1, 0], [1, 0]]}  # side 1 makes every offer
ONCE = {"pause": 0.0, "talk_gain": 9}
COUNTS = ("tally", "ends", "pauses", "shares", "worth_sum", "end_week", "kind", "share", "worth")
NAN = np.nan
DIFFERENT = {
    "packages": [[0.7, 0.5], [0.5, 0.65], [0.85, 0.25], [0.4, 0.4]],
    "package_line": [NAN, 0.2, 0.9, 0.5],
    "package_guarantor": [0.9, NAN, 0, 0.3],
    "package_cap": [[[3, NAN], [NAN, 2]], *[[[NAN, NAN]] * 2] * 3],
    "cap": [[3.5, np.inf], [4, np.inf]],
}
PUBLIC = [[0.2, 0.3], [0.3, 0.2]]


def near(share, chance, n):
    """Within five standard errors."""
    return abs(share - chance) < 5 * np.sqrt(max(chance * (1 - chance), 1e-4) / n)


def choices(packages, lam, own, other):
    """Chances that side 1 offers each package or none, and that each is accepted; types known."""
    accepted = [sigmoid(lam * (v - other)) for _, v in packages]
    gains = [a * (u - own) for a, (u, _) in zip(accepted, packages, strict=True)]
    odds = np.exp(lam * np.array([*gains, 0]))
    return odds / odds.sum(), np.array(accepted)


# one week, refusing is worth 0.5 and 0.25


@pytest.mark.parametrize("packages", [[[0.55, 0.3]], [[0.6, 0.22], [0.52, 0.45]], [[0.4, 0.4]]])
def test_offers_and_answers_by_logit(packages):
    """One package: offered with chance 1 / (1 + exp(-lam A (u - r))), A that of acceptance."""
    war = one_battle(0.6, [0.1, 0.15], precision=20, packages=packages, **FIRST, **ONCE)
    found = simulate(war, replications=20_000, weeks=1, seed=3)
    offered, accepted = choices(packages, 20, 0.5, 0.25)
    for k in range(len(packages)):
        assert near(found.packages[k] / 20_000, offered[k] * accepted[k], 20_000)
    assert found.packages.sum() == found.ends[1, 2] == (found.kind == 2).sum()
    if len(packages) == 1:
        ((u, v),) = packages
        accepts = 1 / (1 + np.exp(-20 * (v - 0.25)))
        assert offered[0] == pytest.approx(1 / (1 + np.exp(-20 * accepts * (u - 0.5))))


worths = st.lists(st.tuples(*[st.floats(0, 1)] * 2), min_size=1, max_size=6)


@given(worths)
@settings(max_examples=40, deadline=None)
def test_sharp_offers_are_best_replies(packages):
    """The best for side 1 that side 2 takes; none, if that is worse than refusing."""
    war = one_battle(0.6, [0.1, 0.15], precision=SHARP, packages=packages, **FIRST, **ONCE)
    good = [(u, v) for u, v in packages if v > 0.25 and u > 0.5]
    edge = [each for each in packages if min(abs(each[0] - 0.5), abs(each[1] - 0.25)) < 1e-5]
    top = sorted((u for u, _ in good), reverse=True)
    tied = len(top) > 1 and top[0] - top[1] < 1e-5
    if not edge and not tied:
        found = simulate(war, replications=20, weeks=1)
        assert found.packages.sum() == (20 if good else 0)
        if good:
            assert found.share == pytest.approx(np.full(20, top[0]))
            assert found.worth[:, 1] == pytest.approx(np.full(20, dict(good)[top[0]]))


@given(worths, st.data())
@settings(max_examples=40, deadline=None)
def test_what_is_worse_for_both_is_hardly_ever_offered(packages, data):
    k = data.draw(st.integers(0, len(packages) - 1))
    worse = [(u, v) for u, v in [packages[k]] if u > 0.52 and v > 0.27]
    worse = [(u - 0.01, v - 0.01) for u, v in worse]
    war = one_battle(0.6, [0.1, 0.15], precision=2000, packages=[*packages, *worse], **ONCE)
    if worse:
        found = simulate(war, replications=500, weeks=1)
        assert found.packages[-1] <= 2


# where the packages are those of a divisible stake


def grid(n):
    share = np.linspace(0, 1, n)
    return np.stack([share, 1 - share], axis=1)


@pytest.mark.parametrize("lam", [20, 50, 200])
def test_the_likeliest_of_a_fine_grid_is_the_logit_offer(lam):
    """Signorino (1999): the mode at any precision, and the whole offer as precision rises."""
    from parley.models.war._rules_numba import offer

    given_ = {"precision": lam, **FIRST, **ONCE}
    war = one_battle(0.6, [0.1, 0.15], packages=grid(128), **given_)
    found = simulate(war, replications=40_000, weeks=1, seed=1)
    y, _ = offer(lam, 0.5, 0.25)
    offered, accepted = choices(grid(128), lam, 0.5, 0.25)
    assert abs(grid(128)[offered.argmax(), 1] - y) < 0.51 / 127
    assert found.packages / 40_000 == pytest.approx(offered[:-1] * accepted, abs=0.012)
    whole = simulate(changed(war, packages=np.zeros((0, 2))), replications=40_000, weeks=1, seed=1)
    agreed = [(each.kind == 2).mean() for each in (found, whole)]
    shares = [each.share[each.kind == 2].mean() for each in (found, whole)]
    assert abs(agreed[0] - agreed[1]) < 5 / lam + 0.01
    assert abs(shares[0] - shares[1]) < 2 / lam + 0.01


@pytest.mark.parametrize(("tough", "demand"), [(0.55, 0.9), (0.65, 0.6)])
def test_screening_by_packages_has_the_threshold_of_the_stake(tough, demand):
    """Fearon (1995): side 2 holds out for 0.4 or 0.1; being risky pays below a chance of 0.6."""
    war = one_battle(
        0.5,
        [0.1, 1],
        resolve=[[1, 1], [0.1, 0.4]],
        belief=[[tough, 1 - tough], [0, 0]],
        precision=SHARP,
        packages=grid(101),
        **FIRST,
        **ONCE,
    )
    found = simulate(war, replications=500, weeks=1, seed=4)
    settled = found.share[found.kind == 2]
    assert settled == pytest.approx(np.full(len(settled), demand), abs=0.0101)


# what conduct teaches


def test_the_choice_teaches_what_who_offers_is():
    """Bayes by the odds of each type; side 2 has one type, so its answer teaches nothing."""
    packages, lam = [[0.6, 0.3], [0.52, 0.45]], 15
    given_ = {"precision": lam, "packages": packages, **FIRST, **ONCE}
    war = one_battle(
        0.6, [0.1, 0.15], resolve=[[1, 2], [1, 1]], belief=[[0.3, 0], [0.7, 0]], **given_
    )
    found = paths(war, replications=4000, weeks=1, seed=2)
    settled = simulate(war, replications=4000, weeks=1, seed=2)
    like = np.array([choices(packages, lam, own, 0.25)[0] for own in (0.5, 0.4)])
    posterior = [0.3, 0.7] * like.T
    posterior /= posterior.sum(axis=1, keepdims=True)
    belief = found.belief[:, 0, 0, :, 0]
    for k, (u, _) in enumerate(packages):
        seen = belief[abs(settled.share - u) < 1e-6]
        assert len(seen) > 100
        assert seen == pytest.approx(np.tile(posterior[k], (len(seen), 1)))
    assert belief[:, 0].mean() == pytest.approx(0.3, abs=0.02)  # right on average


@pytest.mark.parametrize(
    "more",
    [
        {},
        DIFFERENT,
        DIFFERENT | {"temper": 1, "precision": 60},
        DIFFERENT | {"belief": [PUBLIC, [[0.4, 0.1], [0.1, 0.4]]], "truth": 0.25},
        DIFFERENT | {"deadline": 8, "deadline_cost": 0.1, "cost_later": 0.03},
        DIFFERENT | {"proposer": [[0.3, 0.7], [0.6, 0.4]], "fail": 0.1},
    ],
)
def test_paths_are_those_of_the_oracle(more):
    war = bargaining(**more)
    found, each = (f(war, replications=60, weeks=50, seed=3) for f in (paths, simulate))
    count = np.zeros(len(war.packages))
    for e in range(60):
        path = oracle_packages.history(war, 3, e, 50)
        assert found.phase[e].tolist() == [week[0] for week in path]
        assert found.front[e].tolist() == [week[1] for week in path]
        belief = np.array([week[2] for week in path]).reshape(50, 2, 2, 2)
        assert found.belief[e] == pytest.approx(belief, abs=1e-9)
        if each.kind[e] == 2:
            worths, package = path[-1][3]
            assert each.share[e] == pytest.approx(worths[0], abs=1e-6)
            if package is not None:
                count[package] += 1
    assert each.packages.tolist() == count.tolist()
    assert set(found.phase.ravel().tolist()) >= {0, 1, 2, 3}


# what a package does when it is in force


def agreed_at_once(**more):
    """All expect one of two packages, and a chance settles on it in the first week."""
    given_ = {"stock": [[8], [8]], "cost": 0.01, "packages": [[0.6, 0.7], [0.5, 0.5]]}
    return checked(**given_ | FIXED | {"settle": 1, "fail": 1} | more)


def test_a_package_has_its_own_front_and_forces():
    """From 5 of 10, half of the way; forces of side 1 limited to 3."""
    plain = agreed_at_once(territory=1, cap=6)
    own = changed(plain, package_line=[0.9, NAN], package_cap=[[[3], [NAN]], [[1], [1]]])
    for war, front, forces in ((plain, 6, (6, 6)), (own, 9, (3, 6))):
        found = paths(war, replications=1, weeks=1)
        assert found.front.tolist() == [[front]]
        assert np.exp(found.power[0, 0]) == pytest.approx(forces)


def test_a_package_has_its_own_guarantor():
    war = agreed_at_once(
        fail=NAN, discount=0.99, precision=SHARP, temptation=[0.5, 0], penalty=[0.7, 0]
    )
    held = {}
    for guarantor in (0, 1):
        own = changed(war, guarantor=1 - guarantor, package_guarantor=[guarantor, NAN])
        found = paths(own, replications=200, weeks=2)
        held[guarantor] = (found.phase[:, 1] == 2).mean()
    assert held == {0: 0, 1: 1}


def test_defaults_are_what_the_single_fields_say():
    one = bargaining(packages=DIFFERENT["packages"], cap=DIFFERENT["cap"])
    said = {"package_line": one.packages[:, 0], "package_cap": np.tile(one.cap, (4, 1, 1))}
    other = changed(one, **said, package_guarantor=np.full(4, one.guarantor))
    a, b = (simulate(war, replications=300, weeks=60) for war in (one, other))
    for name in (*COUNTS, "packages"):
        np.testing.assert_array_equal(getattr(a, name), getattr(b, name))
    assert a.packages.sum() > 100


def test_other_packages_begin_again_from_the_defaults():
    one = bargaining(**DIFFERENT)
    other = changed(one, packages=[[0.5, 0.6]])
    assert np.isnan(other.package_line).tolist() == [True]
    assert other.package_cap.shape == (1, 2, 2)
    assert changed(one, cost=0.1).package_line.tolist()[1:] == [0.2, 0.9, 0.5]


def test_who_could_agree_on_a_package():
    """Worth more than refusing to both, and kept by who it is."""
    base = {"precision": 1000, "talk_cost": 9, "pause": 0, "discount": 0.99}
    for packages, both in (([[0.55, 0.3]], True), ([[0.55, 0.2]], False), ([[0.45, 0.5]], False)):
        war = one_battle(0.6, [0.1, 0.15], packages=packages, **base)
        tally = simulate(war, replications=1, weeks=1).tally[0, 7:9]
        assert (tally == 1).all() == both
    given_ = base | {"temptation": [0.5, 0], "packages": [[0.55, 0.3]]}
    war = one_battle(0.6, [0.1, 0.15], **given_)
    assert simulate(war, replications=1, weeks=1).tally[0, 7:9].tolist() == [0, 1]


@pytest.mark.parametrize(
    ("bad", "sentence"),
    [
        ({"packages": [0.5, 0.5]}, "packages must be a row of two worths each"),
        ({"packages": [[0.5, 0.5, 0.5]]}, "packages must be a row of two worths each"),
        ({"packages": [[1.5, 0.5]]}, "packages must lie between 0 and 1"),
        ({"packages": [[NAN, 0.5]]}, "packages must lie between 0 and 1"),
        ({"packages": np.full((129, 2), 0.5)}, "at most 128 packages"),
        ({"packages": [[0.5, 0.5]], "line": 0.5}, "packages leave it out"),
        ({"packages": [[0.5, 0.5]], "concede": 0.1, "demand": 0.6}, "it knows no packages"),
        ({"packages": [[0.5, 0.5]], "package_line": [0.5, 0.5]}, r"of shape \(1,\)"),
        ({"packages": [[0.5, 0.5]], "package_line": 2}, "package_line must lie between 0 and 1"),
        ({"packages": [[0.5, 0.5]], "package_guarantor": -1}, "package_guarantor must lie between"),
        ({"packages": [[0.5, 0.5]], "package_cap": -1}, "package_cap must not be negative"),
    ],
)
def test_bad_packages_in_a_sentence(bad, sentence):
    with pytest.raises(ValueError, match=sentence):
        checked(**{"stock": [[1], [1]], "cost": 0.01, "fail": 0.0} | bad)
