"""Spatial Model of Politics: runs of KTAB, plain loops for every option, and awkward actors."""

import random
from itertools import repeat

import numpy as np
import pytest
from hypothesis import given
from models import oracle_smp
from models.influence_cases import KTAB_RUNS, few, ktab_run, run_again, seeds, some_actors

from parley.models.influence.actors import actors
from parley.models.influence.one_shot import one_shot, standing
from parley.models.influence.smp import (
    KTAB,
    Options,
    from_ktab,
    moves,
    smp,
    smp_over,
)

OTHER_SPELLINGS = ("Proportional", "No")


@pytest.mark.parametrize("name", KTAB_RUNS)
def test_runs_of_ktab(name):
    """KAPSARC/KTAB, commit 3b5b063; positions to 1e-6 of 100 and chances to 1e-8.

    Its program prints chances at 4 decimals, an independent one to 12.
    """
    data, found = run_again(name, as_ktab=True)
    assert found.n_turns + 1 == data["n_states"]
    assert found.settled
    at = data["states"]
    assert 100 * found.position[at] == pytest.approx(np.array(data["positions"]), abs=1e-6)
    assert found.chance[at] == pytest.approx(np.array(data["chance"]), abs=1e-8)
    assert found.chance[at] == pytest.approx(np.array(data["printed"]), abs=6e-5)


@pytest.mark.parametrize("name", KTAB_RUNS)
def test_the_unit_of_capability_makes_no_difference_there(name):
    data, found = run_again(name)
    at = data["states"]
    assert 100 * found.position[at] == pytest.approx(np.array(data["positions"]), abs=1e-6)
    assert found.chance[at] == pytest.approx(np.array(data["chance"]), abs=1e-6)


@pytest.mark.parametrize("name", ["smp_tiny4", "smp_dummy3dim"])
def test_inside_the_first_turn_of_ktab(name):
    """Utilities, chances, gains, proposals and choices as KTAB's log has them, to 1e-8."""
    data, found = run_again(name, as_ktab=True)
    log, turn = data["first_turn"], found.turn
    x, s = found.position[:1], found.actors.salience[np.newaxis]
    now = standing(x, x, s, found.actors.capability[np.newaxis], found.options.rules)
    own = now.utility[0].T
    assert own == pytest.approx(np.array(log["utility"]), abs=1e-8)
    for i, j, gain, by_i, took_i, by_j, took_j, end_i, end_j in log["bargains"]:
        if j == i:
            if took_i:
                assert turn.taken[0, i] == -1
                assert turn.support[0, i] == pytest.approx(by_i, abs=1e-8)
            continue
        assert turn.target[0, i] == j
        assert turn.win[0, i] == pytest.approx(log["win"][i][j], abs=1e-8)
        assert turn.gain[0, i] == pytest.approx(log["gain"][i][j], abs=1e-8)
        assert gain == pytest.approx(log["gain"][i][j], abs=1e-8)
        for k, support, took, end in ((i, by_i, took_i, end_i), (j, by_j, took_j, end_j)):
            assert bool(took) == (turn.taken[0, k] == i)
            if took:
                assert turn.support[0, k] == pytest.approx(support, abs=1e-8)
                assert 100 * found.position[1, k] == pytest.approx(end, abs=1e-6)


def mixed(seed):
    """KTAB's names of options at random, with accommodation at times, and actors for them."""
    picked = random.Random(seed)
    names = {
        name: picked.choice([value for value in values if value not in OTHER_SPELLINGS])
        for name, (_, values) in KTAB.items()
    }
    given, rng = some_actors(seed), np.random.default_rng(seed)
    n, accommodation = given.n_actors, None
    if seed % 3 == 0:
        accommodation = rng.dirichlet(np.ones(n), n) * rng.uniform(0.5, 1, (n, 1))
    return given, names, accommodation, seed % 4 == 0


@pytest.mark.parametrize("seed", range(1, 61))
def test_every_option_against_plain_loops(seed):
    given, names, accommodation, as_ktab = mixed(seed)
    found = smp(given, from_ktab(names, as_ktab=as_ktab), accommodation=accommodation, seed=seed)
    c = given.capability if as_ktab else given.capability / given.capability.max() * 100
    drawn = np.random.default_rng([seed, 0])
    stochastic = names["StateTransitions"] == "Stochastic"
    states, targets, taken = oracle_smp.run(
        given.position.tolist(),
        given.salience.tolist(),
        c.tolist(),
        names,
        None if accommodation is None else accommodation.tolist(),
        (drawn.random(given.n_actors) for _ in repeat(None)) if stochastic else None,
        as_ktab,
    )
    assert found.n_turns == len(targets)
    assert found.position == pytest.approx(np.array(states), abs=1e-8)
    for t, (aims, took) in enumerate(zip(targets, taken, strict=True)):
        assert found.turn.target[t].tolist() == [-1 if j is None else j for j in aims]
        # i's proposal to j and j's to i may be the same, and rounding chooses
        pairs = [None if i is None else {i, aims[i]} for i in took]
        ours = found.turn.taken[t].tolist()
        assert pairs == [None if i < 0 else {i, aims[i]} for i in ours]


def test_those_mixtures_have_every_value_of_every_option():
    seen = {(name, value) for seed in range(1, 61) for name, value in mixed(seed)[1].items()}
    assert seen == {
        (name, value)
        for name, (_, values) in KTAB.items()
        for value in values
        if value not in OTHER_SPELLINGS
    }


@pytest.mark.parametrize("view", ["both", "weighted"])
def test_the_slips_of_ktab_matter(view):
    """Two options only differ by them; without them a run is another one."""
    _, given = ktab_run("smp_dummy3dim")
    plain = smp(given, Options(view=view))
    assert not np.array_equal(
        plain.position[1], smp(given, Options(view=view, as_ktab=True)).position[1]
    )
    assert smp(given, Options(as_ktab=True)).position == pytest.approx(smp(given).position)


@pytest.mark.parametrize("seed", range(40))
def test_the_order_of_actors_does_not_matter(seed):
    """Where there are no ties, which go by order: once in a thousand such problems."""
    given = some_actors(seed, awkward=False)
    order = np.random.default_rng(seed).permutation(given.n_actors)
    other = smp(actors(given.position[order], given.salience[order], given.capability[order]))
    found = smp(given)
    assert other.n_turns == found.n_turns
    assert other.position == pytest.approx(found.position[:, order], abs=1e-8)


@given(seeds)
@few
def test_the_unit_of_capability_does_not_matter(seed):
    given = some_actors(seed)
    found = smp(given)
    for unit in (1e-9, 1e9):
        other = smp(actors(given.position, given.salience, unit * given.capability))
        assert other.position == pytest.approx(found.position, abs=1e-8)
        assert other.chance == pytest.approx(found.chance, abs=1e-8)


@given(seeds)
@few
def test_no_commitment_and_full_commitment_are_the_same(seed):
    """Either way a third party gets the same from both sides, so none ever weighs in."""
    given = some_actors(seed)
    none, full = (smp(given, Options(commitment=each)) for each in ("none", "full"))
    assert none.position.tolist() == full.position.tolist()


@given(seeds)
@few
def test_all_at_one_point_stay(seed):
    given = some_actors(seed)
    same = np.tile(given.position[:1], (given.n_actors, 1))
    found = smp(actors(same, given.salience, given.capability))
    assert found.n_turns == 2
    assert found.settled
    assert found.position.tolist() == [same.tolist()] * 3
    assert found.chance == pytest.approx(1)
    assert (found.turn.target == -1).all()


@given(seeds)
@few
def test_nobody_leaves_the_range_of_the_first_positions(seed):
    """But for rounding to one part in 10,000."""
    given, names, _, _ = mixed(seed)
    found = smp(given, from_ktab(names))
    assert (found.position >= given.position.min(axis=0) - 5.1e-5).all()
    assert (found.position <= given.position.max(axis=0) + 5.1e-5).all()


@given(seeds)
@few
def test_without_a_challenge_to_or_from_it_an_actor_stays(seed):
    given, names, _, _ = mixed(seed)
    found = smp(given, from_ktab(names))
    for t, target in enumerate(found.turn.target):
        for k in range(given.n_actors):
            if target[k] < 0 and k not in target:
                assert found.turn.taken[t, k] == -1
                assert found.turn.support[t, k] == 1
                assert found.position[t + 1, k].tolist() == found.position[t, k].tolist()


def test_the_chances_are_those_of_one_shot():
    given = some_actors(5, n=6)
    found = smp(given, Options(election="markov uniform"))
    single = one_shot(given)
    assert found.chance[0, found.place[0]] == pytest.approx(single[found.place[0]])


# awkward actors


def test_one_actor_stays():
    found = smp(actors([0.3], [1], [5]))
    assert found.position.ravel().tolist() == [0.3] * 3
    assert found.chance.ravel().tolist() == [1] * 3
    assert moves(found, 0) == ()


def test_two_equal_actors_have_equal_chances_and_prospects():
    found = smp(actors([0, 1], [0.5, 0.5], [7, 7]))
    assert found.chance[0].tolist() == [0.5, 0.5]
    assert found.aversion[0].tolist() == [0, 0]
    assert found.turn.win[0] == pytest.approx([0.5, 0.5])
    # each at stake: (1 - 2 * salience * chance to lose) * the distance
    assert found.turn.gain[0] == pytest.approx([0.5, 0.5])
    assert found.turn.target[0].tolist() == [1, 0]
    # the middle is worth as much to both together as where they are, so they stay
    assert found.turn.taken[0].tolist() == [-1, -1]


def test_between_equals_the_lowest_is_challenged():
    found = smp(actors([0.5, 0.1, 0.9], [0.5] * 3, [9, 5, 5]))
    assert found.turn.target[0, 0] == 1
    assert found.chance[0, 1] == found.chance[0, 2]


def test_who_has_no_weight_challenges_nobody_or_follows():
    """Without salience nothing is to be gained, and whoever cares pulls it along."""
    found = smp(actors([0.2, 0.8, 0.6], [0.9, 0, 0.5], [5, 5, 0]))
    assert (found.turn.target[:, 1] == -1).all()
    assert np.isfinite(found.position).all()
    assert np.isfinite(found.chance).all()


def test_a_weighted_proposal_between_two_without_weight():
    """Neither view weighs anything, so both count half; only the fourth actor has weight."""
    given = some_actors(0, n=4, n_issues=1, awkward=False)
    found = smp(actors(given.position, given.salience, [0, 0, 0, 1]), Options(view="weighted"))
    assert found.turn.target[0].tolist() == [1, 0, 0, 0]
    assert ((found.position >= 0) & (found.position <= 1)).all()


@pytest.mark.parametrize(
    ("salience", "capability", "problem"),
    [
        ([[0.7, 0.4], [0.5, 0.5]], [1, 1], "add up to at most 1"),
        ([[0.7, 0], [0.5, 0]], [1, 1], "nobody has any weight"),
        ([[0.7, 0], [0, 0.5]], [1, 0], "nobody has any weight"),
        ([[0.7, 0.3], [0.5, 0.5]], [0, 0], "nobody has any weight"),
    ],
)
def test_what_cannot_run(salience, capability, problem):
    given = actors([[0.1, 0.2], [0.3, 0.4]], salience, capability)
    with pytest.raises(ValueError, match=problem):
        smp(given)
    with pytest.raises(ValueError, match=problem):
        smp_over(given.position, given.salience, given.capability)


@pytest.mark.parametrize("wrong", [np.eye(3), [[1, 0.1], [0, 1]], [[-1, 0], [0, 1]]])
def test_what_is_no_accommodation(wrong):
    with pytest.raises(ValueError, match="accommodation must be"):
        smp(actors([0.1, 0.2], [1, 1], [1, 1]), accommodation=wrong)


@pytest.mark.parametrize("field", ["voting", "insight", "risk_range", "commitment", "view"])
def test_what_is_no_option(field):
    with pytest.raises(ValueError, match="none of"):
        Options(**{field: "Prop"})
    with pytest.raises(ValueError, match="KTAB knows no option"):
        from_ktab({"VotingRule": "proportional"})
    with pytest.raises(ValueError, match="KTAB knows no option"):
        from_ktab({"Turns": "10"})
