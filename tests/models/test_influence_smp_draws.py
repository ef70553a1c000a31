"""Runs of the Spatial Model of Politics over draws and by chance, and what is read from them."""

import numpy as np
import pytest
from models.influence_cases import ktab_run, run_again

from parley.models.influence.actors import actors
from parley.models.influence.central import compromise, weighted_median, weights
from parley.models.influence.smp import Options, mean, median, moves, prevailing, run, smp, smp_over

# draws and chance


def some_draws():
    rng = np.random.default_rng(8)
    return rng.random((7, 5, 2)), rng.random((7, 5, 2)) / 2, rng.uniform(1, 9, (7, 5))


@pytest.mark.parametrize("cells", [1, 60, 1 << 21])
@pytest.mark.parametrize("election", ["conditional", "markov incentive"])
def test_draws_are_each_alone(monkeypatch, cells, election):
    monkeypatch.setattr(run, "CELLS", cells)
    x, s, c = some_draws()
    options = Options(election=election, view="both")
    ends = smp_over(x, s, c, options)
    for d in range(len(x)):
        alone = smp(actors(x[d], s[d], c[d]), options)
        assert ends.position[d].tolist() == alone.position[-1].tolist()
        assert ends.mean[d].tolist() == mean(alone).tolist()
        assert (ends.n_turns[d], ends.settled[d]) == (alone.n_turns, alone.settled)


def test_a_seed_gives_the_same_and_another_one_another():
    x, s, c = some_draws()
    options, given = Options(stochastic=True), actors(x[0], s[0], c[0])
    found = [smp(given, options, seed=seed).position for seed in (0, 0, 1)]
    assert found[0].tolist() == found[1].tolist()
    assert found[0].tolist() != found[2].tolist()
    ends = smp_over(np.array([x[0], x[0]]), s[0], c[0], options, seed=1)
    assert ends.position[0].tolist() == found[2][-1].tolist()
    assert ends.position[0].tolist() != ends.position[1].tolist()


def test_draws_keep_their_seeds_however_many_run_together(monkeypatch):
    x, s, c = some_draws()
    ends = smp_over(x, s, c, Options(stochastic=True), seed=5)
    monkeypatch.setattr(run, "CELLS", 60)
    assert smp_over(x, s, c, Options(stochastic=True), seed=5).position.tolist() == (
        ends.position.tolist()
    )


def test_choices_are_drawn_by_their_chances(monkeypatch):
    """Of 2000 first turns, an actor takes each proposal as often as its chance says.

    KTAB's log of this turn: actor 0 stays at 10 or takes a proposal of 0, 2 or 3.
    """
    monkeypatch.setattr(run, "TURNS_MOST", 1)
    _, given = ktab_run("smp_tiny4")
    many = np.repeat(given.position[np.newaxis], 2000, axis=0)
    ends = smp_over(many, given.salience, given.capability, Options(stochastic=True))
    for end, chance in ((0.1, 0.0478), (0.2294, 0.4090), (0.4038, 0.2116), (0.2224, 0.3316)):
        there = np.isclose(ends.position[:, 0, 0], end)
        assert there.mean() == pytest.approx(chance, abs=0.03)


def test_a_run_that_never_settles_is_cut_off(monkeypatch):
    monkeypatch.setattr(run, "TURNS_MOST", 3)
    _, given = ktab_run("smp_tiny4")
    found = smp(given)
    assert found.n_turns == 3
    assert not found.settled
    ends = smp_over(given.position, given.salience, given.capability)
    assert (ends.n_turns[0], ends.settled[0]) == (3, False)
    assert ends.position[0].tolist() == found.position[-1].tolist()


# readouts


def test_what_a_run_says_on_a_turn():
    data, found = run_again("smp_soe_pol_comp")
    x, w = np.array(data["positions"]) / 100, weights(found.actors)
    for t in (0, 3, -1):
        assert mean(found, t) == pytest.approx(compromise(x[t].T, w.T))
        assert median(found, t) == pytest.approx(weighted_median(x[t].T, w.T))
        said = prevailing(found, t)
        assert said.chance.sum() == pytest.approx(1)
        assert (np.diff(said.chance) <= 0).all()
        assert said.mean == pytest.approx(said.chance @ said.place)
        best = found.chance[t].argmax()
        assert said.place[0] == pytest.approx(x[t, best])


def test_moves_say_who_moved_whom():
    """The first turn of four actors, as KTAB's log has it: 0 challenges 3, and both meet."""
    _, found = run_again("smp_tiny4")
    first = {each.actor: each for each in moves(found, 0)}
    assert [(k, m.initiator, m.receiver) for k, m in sorted(first.items())] == [
        (0, 0, 3),
        (1, 1, 3),
        (2, 2, 0),
        (3, 0, 3),
    ]
    assert first[3].start == (0.9,)
    assert first[3].end == pytest.approx((0.2294,))
    assert first[3].win == pytest.approx(0.7320080140)
    assert first[3].gain == pytest.approx(0.5425521792)
    assert first[3].support < 0.5
