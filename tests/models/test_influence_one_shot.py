"""The position that prevails in a vote: KTAB's first turn, closed forms, and awkward actors."""

import numpy as np
import pytest
from hypothesis import given
from models import oracle_smp
from models.influence_cases import KTAB_RUNS, few, ktab_run, seeds, some_actors

from parley.models.influence import one_shot as module
from parley.models.influence.actors import actors
from parley.models.influence.one_shot import one_shot, one_shot_over
from parley.models.influence.smp import from_ktab

SETTINGS = {
    "conditional": {"PCEModel": "Conditional"},
    "markov uniform": {"PCEModel": "MarkovUniform"},
    "markov incentive": {"PCEModel": "MarkovIncentive"},
}


@pytest.mark.parametrize("name", KTAB_RUNS)
def test_the_first_turn_of_ktab(name):
    """KAPSARC/KTAB, commit 3b5b063: what its runs print for turn 0, at 4 decimals."""
    data, given = ktab_run(name)
    options = from_ktab(data["options"])
    found = one_shot(
        given, voting=options.voting, victory=options.victory, election=options.election
    )
    assert found.sum() == pytest.approx(1, abs=1e-12)
    own = found > 0
    assert found[own] == pytest.approx(np.array(data["printed"][0])[own], abs=6e-5)
    assert found[own] == pytest.approx(np.array(data["chance"][0])[own], abs=3e-7)


def test_two_actors_by_hand():
    """Half a scale apart, 3 to 2: the first, who would win, shuns risk (R = 1) and minds less.

    Utility of the other's place is 1/2 * 3/2 to the first and 1/2 * 3/4 to the second, so votes
    are 3 * 1/4 against 2 * 5/8: the stronger is the likelier to give in.
    """
    two = actors([0.2, 0.7], [1, 0.1], [3, 2])
    found = one_shot(two, election="conditional")
    assert found == pytest.approx([0.75 / 2, 1.25 / 2], abs=1e-8)


@given(seeds)
@few
def test_against_plain_loops(seed):
    given = some_actors(seed)
    x, s = given.position.tolist(), given.salience.tolist()
    c = (given.capability / given.capability.max() * 100).tolist()
    for election, names in SETTINGS.items():
        found = one_shot(given, election=election)
        slow = oracle_smp.standing(x, x, s, c, {**oracle_smp.PLAIN, **names})[2]
        own = found > 0
        assert found[own] == pytest.approx(np.array(slow)[own], abs=1e-8)
        assert found.sum() == pytest.approx(1, abs=1e-12)


@given(seeds)
@few
def test_the_order_of_actors_and_the_unit_do_not_matter(seed):
    given = some_actors(seed, awkward=False)
    order = np.random.default_rng(seed).permutation(given.n_actors)
    other = actors(given.position[order], given.salience[order], 1e-7 * given.capability[order])
    assert one_shot(other) == pytest.approx(one_shot(given)[order], abs=1e-9)


@given(seeds)
@few
def test_with_one_issue_only_capability_counts(seed):
    given = some_actors(seed, n_issues=1, awkward=False)
    other = actors(given.position, np.ones_like(given.salience), given.capability)
    assert one_shot(other) == pytest.approx(one_shot(given), abs=1e-12)


@given(seeds)
@few
def test_who_counts_for_nothing_has_no_say(seed):
    """Without capability, whatever it cares for; without salience, whatever it could do."""
    given = some_actors(seed, n=4, awkward=False)
    x, s, c = given.position, given.salience.copy(), given.capability.copy()
    c[0] = 0
    other = s.copy()
    other[0] = other[0][::-1] / 2
    assert one_shot(actors(x, s, c)) == pytest.approx(one_shot(actors(x, other, c)), abs=1e-12)
    s[0] = 0
    weaker = c.copy()
    weaker[0] = c[1:].max() / 2
    assert one_shot(actors(x, s, c)) == pytest.approx(one_shot(actors(x, s, weaker)), abs=1e-12)


def test_who_cares_for_nothing_casts_no_vote():
    """Its capability is there, but all places are the same to it."""
    found = one_shot(actors([0.2, 0.7], [0, 1], [100, 1]))
    assert found[1] > 0.999


def test_one_actor_and_one_place():
    assert one_shot(actors([0.3], [1], [5])).tolist() == [1]
    assert one_shot(actors([0.3], [0], [5])).tolist() == [1]
    assert one_shot(actors([0.3] * 3, [1] * 3, [5, 1, 2])).tolist() == [1, 0, 0]
    near = one_shot(actors([0.3, 0.3009, 0.3011, 0.302], [1] * 4, [5, 1, 2, 1]))
    assert (near > 0).tolist() == [True, False, True, False]


def test_equal_actors_have_equal_chances():
    for election in SETTINGS:
        found = one_shot(actors([0, 1], [0.7, 0.7], [9, 9]), election=election)
        assert found == pytest.approx([0.5, 0.5], abs=1e-15)
        mirrored = one_shot(actors([0.1, 0.5, 0.9], [1, 1, 1], [3, 7, 3]), election=election)
        assert mirrored[0] == pytest.approx(mirrored[2], abs=1e-12)


def test_nobody_with_any_capability():
    with pytest.raises(ValueError, match="nobody has any weight"):
        one_shot(actors([0.1, 0.2], [1, 1], [0, 0]))
    with pytest.raises(ValueError, match="none of"):
        one_shot(actors([0.1, 0.2], [1, 1], [1, 0]), election="lot")


@pytest.mark.parametrize("cells", [1, 100, 1 << 21])
def test_draws_are_each_alone(monkeypatch, cells):
    monkeypatch.setattr(module, "CELLS", cells)
    rng = np.random.default_rng(3)
    x, s, c = rng.random((9, 5, 2)), rng.random((9, 5, 2)), rng.random((9, 5))
    found = one_shot_over(x, s, c)
    for d in range(9):
        assert found[d].tolist() == one_shot(actors(x[d], s[d], c[d])).tolist()
    assert one_shot_over(x, s[0], c[0])[4].tolist() == one_shot(actors(x[4], s[0], c[0])).tolist()
