"""Why news of strength can prolong a war: thresholds against a search over all peaces."""

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from parley.games.strong_opponent import (
    belief_after_refusal,
    fight_to_the_end,
    shares_that_prolong,
)

few = settings(max_examples=60, deadline=None)
declines = st.fixed_dictionaries(
    {
        "win_now": st.floats(0.3, 1),
        "win_later": st.floats(0, 0.29),
        "discount": st.floats(0.5, 0.99),
        "cost": st.floats(0, 3),
        "cost_opponent": st.floats(0, 3),
    }
)


@pytest.mark.parametrize(
    ("q", "later", "d", "cost", "expected"),
    [
        (0.6, 0.3, 0.9, 1, 0.185185),
        (0.7, 0.5, 0.95, 1, 0.0921053),
        (0.55, 0.45, 0.97, 2, 0.157732),
    ],
)
def test_all_out_war_threshold(q, later, d, cost, expected):
    """After Wolford, Reiter and Carrubba (2011), best conceivable peace of one period."""
    found = fight_to_the_end(win_now=q, win_later=later, discount=d, cost=cost)
    assert found.opponent_offers == pytest.approx(expected, abs=5e-7)
    assert isinstance(found.every_protocol, float)


@given(declines)
@few
def test_thresholds_by_bisection_on_the_best_peace(world):
    q, later, d = world["win_now"], world["win_later"], world["discount"]
    own, other, whole = world["cost"], world["cost_opponent"], 1 / (1 - d)
    war = q * whole - own
    after = {  # what D can have from the next period on, against R of that strength
        "opponent_offers": lambda chance: chance * whole - own,
        "every_protocol": lambda chance: whole - ((1 - chance) * whole - other),
    }
    found = fight_to_the_end(**world)
    for rule, worth in after.items():

        def peace(mu, worth=worth):
            return 1 + d * (mu * worth(later) + (1 - mu) * worth(q))

        low, high = 0.0, 1e6
        while high - low > 1e-9 * max(1, high):
            middle = (low + high) / 2
            low, high = (low, middle) if war > peace(middle) else (middle, high)
        assert getattr(found, rule) == pytest.approx(high, rel=1e-6, abs=1e-8)


def test_certainty_gives_the_thresholds_of_preventive_war():
    """Fearon (1995): q2* = .544444; Powell (2006): q2** = .344444, for q1 = .6, d = .9, C = 1."""
    facts = {"win_now": 0.6, "discount": 0.9, "cost": 1, "cost_opponent": 1}
    fearon = fight_to_the_end(win_later=0.49 / 0.9, **facts)
    assert fearon.opponent_offers == pytest.approx(1, abs=1e-12)
    powell = fight_to_the_end(win_later=0.31 / 0.9, **facts)
    assert powell.every_protocol == pytest.approx(1, abs=1e-12)


@given(declines, st.floats(0, 1))
@few
def test_who_offers_later_matters_and_cost_patience_and_speed_do_as_proven(world, more):
    found = fight_to_the_end(**world)
    assert found.opponent_offers <= found.every_protocol + 1e-12
    dearer = fight_to_the_end(**(world | {"cost": world["cost"] + more}))
    slower = fight_to_the_end(**(world | {"win_later": world["win_later"] * (1 - more)}))
    patient = world["discount"] + more * (0.995 - world["discount"])
    longer = fight_to_the_end(**(world | {"discount": patient}))
    for rule in ("opponent_offers", "every_protocol"):
        now = getattr(found, rule)
        assert getattr(dearer, rule) >= now - 1e-12
        assert getattr(slower, rule) <= now + 1e-12  # a larger shift
        assert getattr(longer, rule) <= now + 1e-12


def test_refusal_is_counted_in_people():
    """Of 1000, 100 are strong; half of the weak accept: 100 of 550 who refuse are strong."""
    found = belief_after_refusal(strong=0.1, weak_accept=0.5)
    assert found == pytest.approx(100 / 550, abs=1e-12)
    some = belief_after_refusal(strong=0.1, weak_accept=0.5, strong_accept=0.2)
    assert some == pytest.approx(80 / 530, abs=1e-12)
    assert belief_after_refusal(strong=0.3, weak_accept=0) == pytest.approx(0.3)
    assert belief_after_refusal(strong=0.3, weak_accept=1) == 1
    assert np.isnan(belief_after_refusal(strong=0, weak_accept=1))


@given(st.floats(0.01, 0.99), st.floats(0.01, 0.99), st.floats(0.001, 0.2))
@few
def test_the_share_that_prolongs_is_where_a_refusal_crosses(strong, threshold, step):
    assume(abs(strong - threshold) > 1e-3)
    share = shares_that_prolong(strong=strong, threshold=threshold)
    assert 0 <= share < 1
    at = belief_after_refusal(strong=strong, weak_accept=share)
    if strong >= threshold:
        assert share == 0
        assert at == pytest.approx(strong)
    else:
        assert at == pytest.approx(threshold, abs=1e-9)
        over = min(1, share + step)
        assert belief_after_refusal(strong=strong, weak_accept=over) > threshold


def test_a_refusal_that_ends_talks():
    """A belief of .1 is below the threshold of .185; an offer that 60 % of the weak take is not."""
    bar = fight_to_the_end(win_now=0.6, win_later=0.3, discount=0.9, cost=1).opponent_offers
    assert bar > 0.1
    assert belief_after_refusal(strong=0.1, weak_accept=0.6) > bar
    assert belief_after_refusal(strong=0.1, weak_accept=0.4) < bar


def test_no_belief_is_enough_where_the_shift_is_small():
    found = fight_to_the_end(win_now=0.6, win_later=0.59, discount=0.9, cost=1)
    assert found.opponent_offers > 1
    assert shares_that_prolong(strong=0.4, threshold=found.opponent_offers) == 1


def test_arrays_broadcast():
    found = fight_to_the_end(
        win_now=[[0.6], [0.7]], win_later=[0.3, 0.2, 0.1], discount=0.9, cost=1
    )
    assert found.opponent_offers.shape == found.every_protocol.shape == (2, 3)
    assert found.opponent_offers[0, 0] == pytest.approx(0.185185, abs=5e-7)
    shares = shares_that_prolong(strong=[0.1, 0.9], threshold=found.opponent_offers[:, :1])
    assert shares.shape == (2, 2)
    assert belief_after_refusal(strong=[0.1, 0.2], weak_accept=[[0.5]]).shape == (1, 2)


@pytest.mark.parametrize(
    ("wrong", "named"),
    [
        ({"win_now": 1.1}, "win_now"),
        ({"win_later": -0.1}, "win_later"),
        ({"win_later": 0.6}, "below win_now"),
        ({"discount": 1}, "discount"),
        ({"cost": -1}, "cost"),
        ({"cost_opponent": np.nan}, "cost_opponent"),
    ],
)
def test_bad_declines(wrong, named):
    facts = {"win_now": 0.6, "win_later": 0.3, "discount": 0.9, "cost": 1}
    with pytest.raises(ValueError, match=named):
        fight_to_the_end(**(facts | wrong))


@pytest.mark.parametrize("name", ["strong", "weak_accept", "strong_accept"])
def test_bad_refusals(name):
    with pytest.raises(ValueError, match=name):
        belief_after_refusal(**({"strong": 0.3, "weak_accept": 0.5} | {name: 1.5}))


@pytest.mark.parametrize(("strong", "threshold"), [(1.5, 0.3), (0.3, 0)])
def test_bad_thresholds(strong, threshold):
    with pytest.raises(ValueError, match="strong" if strong > 1 else "threshold"):
        shares_that_prolong(strong=strong, threshold=threshold)
