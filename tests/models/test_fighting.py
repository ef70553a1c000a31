"""From the sections `war` and `settlement` to numbers of games and of the weekly model."""

from dataclasses import replace

import numpy as np
import pytest
from small_case import small

from parley.draws import draws
from parley.errors import CaseError
from parley.games.front import fight_to_finish
from parley.models.fighting import chance, fighting, growing, paused, shares_of_types
from parley.models.fighting import ensemble as ensembles
from parley.models.fighting.engine import FRONTS, engine_wars, fields, refusing
from parley.models.fighting.ensemble import ensemble, quantile, weights
from parley.models.fighting.no_deal import filled
from parley.models.fighting.scenarios import DRAWS, fought
from parley.models.offer_space import SCALE, offer_space
from parley.models.war.simulate import simulate
from parley.models.war.war import changed

N = 8
GUNS = "war.sides.b.capabilities.guns"


def made(n=N, **changes):
    return fighting(*_drawn(n, **changes))


def _drawn(n=N, **changes):
    case = small(changes)
    return case, draws(case, n, 3)


def test_a_case_without_the_section_is_told_so():
    case = small().model_copy(update={"war": None})
    with pytest.raises(CaseError, match="add the section 'war'"):
        fighting(case, draws(case, 2))


def test_strength_is_what_is_left_after_what_was_struck():
    """By hand: 5 x 0.8^0.4; it grows by 0.4 x (0.02 + 0.005) / 0.8 of itself a week."""
    found = made(**{f"{GUNS}.struck": 0.2, f"{GUNS}.production": 0.02})
    left = 5 * 0.8**0.4
    assert found.before[1] == pytest.approx(np.full(N, 5.0))
    assert found.strength[1] == pytest.approx(np.full(N, left))
    assert found.growth[1] == pytest.approx(np.full(N, left * 0.4 * 0.025 / 0.8))
    assert found.change[1] == pytest.approx(np.full(N, left * 0.4 * (0.025 / 0.8 - 0.01)))
    assert chance(found.strength) == pytest.approx(
        found.strength[0] / (found.strength[0] + found.strength[1])
    )


def test_rearming_cuts_growth_and_nothing_else():
    found = made()
    assert paused(found, "long").growth == pytest.approx(found.growth * 0.5)
    assert paused(found, "winter").growth == pytest.approx(found.growth)


def test_types_add_up_and_a_side_without_them_has_one():
    found = made(**{"war.sides.a.types.firm.believed": 0.7, "war.sides.a.types.firm.likely": 0.1})
    likely, believed = shares_of_types(found, 0)
    assert likely == pytest.approx(np.tile([0.125, 0.875], (N, 1)))
    assert believed == pytest.approx(np.tile([0.5, 0.5], (N, 1)))
    assert shares_of_types(found, 1)[0].tolist() == [[1.0]] * N


def test_beliefs_of_the_engine_differ_where_the_case_says_so():
    found = made(**{"war.sides.a.types.firm.believed": 0.7, "war.sides.a.types.firm.likely": 0.1})
    belief, truth = fields(found)["belief"], fields(found)["truth"]
    assert belief[0, 0, :, 0] == pytest.approx([0.125, 0.875])  # what a holds: it knows itself
    assert belief[0, 1, :, 0] == pytest.approx([0.5, 0.5])  # what b holds of a
    assert truth[0, :, 0] == pytest.approx([0.125, 0.875])
    assert belief.sum(axis=(2, 3)) == pytest.approx(np.ones((N, 2)))


def test_a_war_to_the_finish_lasts_and_costs_what_the_case_says():
    """By simulation, nobody settling: `lasts` weeks on average, at `cost` in all."""
    found = made(n=1, **{"war.lasts": 80, "war.engine": {"collapse": 0}, f"{GUNS}.attrition": 0})
    how = fields(found)
    assert how["cost"][0] * 80 == pytest.approx(found.cost[:, 0])
    (war,) = engine_wars(found, [0])
    still = {"loss": 0, "production": 0, "aid": 0, "strength": 1.0}
    alone = changed(war, settle=0, pause=0, **still)
    run = simulate(alone, replications=4000, weeks=1500)
    assert run.end_share[3:].sum() == 1
    assert run.end_week.mean() == pytest.approx(80, abs=4 * run.end_week.std() / 4000**0.5)


def test_odds_of_the_war_are_those_of_the_canonical_games_from_the_middle():
    """With contest 1 the side of strength 6 of 11 wins with chance 6 / 11."""
    found = made(**{"war.engine": {"contest": 1}, "war.held": 0.5, "war.sides.a.strength": 6})
    how = fields(found)
    ratio = found.strength[0] / found.strength[1]
    p = 1 / (1 + ratio ** -how["contest"])
    won = fight_to_finish(p, how["front"], FRONTS, 0, 0).win
    assert won == pytest.approx(chance(found.strength))


def test_chances_a_period_and_a_week_are_the_same_chance():
    found = made(**{"settlement.in_force": "watch", "war.engine": {"collapse": 0.1}})
    how = fields(found)
    assert 1 - (1 - how["breakdown"]) ** 13 == pytest.approx(np.full(N, 0.02))
    assert 1 - (1 - how["collapse"]) ** 52 == pytest.approx(np.full((N, 2), 0.1))
    assert how["discount"] ** 52 == pytest.approx(found.year)


def test_what_cheating_gains_and_a_penalty_takes_are_parts_of_the_stake():
    """A period of a settlement that gives a 0.45 is worth 0.45 x (1 - discount of 13 weeks)."""
    found = made(**{"settlement.in_force": "pact", "settlement.keeping.b.cheats": 2})
    how = fields(found)
    period = 1 - how["discount"] ** 13
    assert how["temptation"][:, 0] == pytest.approx(0.2 * 0.45 * period)
    assert how["temptation"][:, 1] == pytest.approx(1.0 * 0.55 * period)
    assert how["penalty"][:, 1] == pytest.approx(2 * 0.55 * period)
    assert how["guarantor"] == pytest.approx(
        found.number("settlement.guarantees.pact.honoured", _pact(found).honoured)
    )


def _pact(found):
    return found.settlement.guarantees["pact"]


def test_without_a_settlement_nothing_tempts():
    case = small().model_copy(update={"settlement": None})
    found = fighting(case, draws(case, 2))
    assert "temptation" not in fields(found)
    assert engine_wars(found, [0, 1])[1].temptation.tolist() == [0, 0]


def test_limits_hold_what_a_settlement_leaves():
    found = made(**{f"{GUNS}.struck": 0.5})
    cap = fields(found)["cap"]
    assert cap[:, 1, 1] == pytest.approx(np.full(N, 0.9 * 0.5))
    assert np.isinf(cap[:, 0]).all()


def test_refusing_is_a_fight_to_the_finish_over_what_the_other_may_be():
    """One type, nothing growing: the closed form of the canonical game, by the week."""
    plain = {
        "war.sides.a.types": {},
        "war.sides.a.capabilities": {},
        "war.sides.b.capabilities": {},
        "settlement.limits": {},
        "war.conceding": [],
    }
    found = made(**plain)
    how = fields(found)
    week = 1 - how["discount"] * (1 - how["tempo"])
    p = 1 / (1 + (found.strength[0] / found.strength[1]) ** -how["contest"])
    step = how["discount"] * how["tempo"] / week
    costs = how["cost"][:, 0] / week, how["cost"][:, 1] / week
    expected = fight_to_finish(p, how["front"], FRONTS, *costs, step)
    assert refusing(found) == pytest.approx(np.maximum(np.stack(expected[:2]), 0))


def test_refusing_is_worth_less_to_who_loses_its_aid_and_never_less_than_nothing():
    aided, alone = made(**{"war.sides.b.aid_ends": 500}), made(**{"war.sides.b.aid_ends": 0})
    assert (refusing(alone)[1] < refusing(aided)[1]).all()
    assert (refusing(alone)[0] > refusing(aided)[0]).all()
    dear = made(**{"war.sides.a.cost": 5})
    assert refusing(dear)[0].tolist() == [0] * N


def test_runs_do_not_depend_on_which_draws_are_run_with_them():
    found = made()
    all_, some = (
        ensemble(found, which, replications=6, weeks=20, seed=1) for which in (range(4), [3, 1])
    )
    assert all_.worth[[3, 1]].tolist() == some.worth.tolist()
    assert all_.phase[[3, 1]].tolist() == some.phase.tolist()
    assert not all_.partial
    assert all_.phase.sum(axis=2) == pytest.approx(np.ones((4, 20)))


def test_scenarios_share_every_random_number():
    """What changes nothing changes nothing, and what helps one side a little helps it a little."""
    changes = {"title": "Same", "set": {"war.sides.b.aid_ends": 26}}
    case = small({"scenarios.same": changes})
    found = fought(case, draws(case, N, 3))
    runs = {
        name: ensemble(each, range(4), replications=20, weeks=40, seed=3)
        for name, each in {"base": found.base, **found.other}.items()
    }
    assert runs["same"].worth.tolist() == runs["base"].worth.tolist()
    assert runs["stopped"].worth.tolist() != runs["base"].worth.tolist()
    apart = runs["base"].worth - runs["stopped"].worth
    assert apart.std() < 0.7 * np.sqrt(runs["base"].worth.var() + runs["stopped"].worth.var())


def test_a_scenario_draws_the_numbers_of_the_base_case():
    case = small()
    found = fought(case, draws(case, N, 3))
    assert found.other["stopped"].strength.tolist() == found.base.strength.tolist()
    assert found.other["stopped"].n == min(N, DRAWS)
    assert found.wrong == {}


def test_a_draw_counts_by_how_likely_it_makes_a_war_of_that_age():
    run = ensemble(made(), range(3), replications=10, weeks=30, seed=1)
    phase = np.zeros((3, 30, 5))
    phase[:, :, 0] = [[0.6], [0.2], [0.0]]
    phase[:, :, 1] = [[0.2], [0.0], [0.0]]
    aged = replace(run, phase=phase)
    assert weights(aged, np.full(3, 12.0)) == pytest.approx([0.8, 0.2, 0])
    assert weights(aged, None) == pytest.approx([1 / 3] * 3)
    over = replace(run, phase=0 * phase)
    assert weights(over, np.full(3, 900.0)) == pytest.approx([1 / 3] * 3)


@pytest.mark.parametrize("q", [0.1, 0.5, 0.9, 1.0])
def test_quantiles_of_equal_weights_are_those_of_numpy(q):
    values = np.random.default_rng(1).normal(size=(30, 4))
    expected = np.quantile(values, q, axis=0, method="inverted_cdf")
    assert quantile(values, np.full(30, 1 / 30), q).tolist() == expected.tolist()


def test_quantiles_weigh():
    values, weight = np.array([1.0, 2.0, 3.0]), np.array([0.7, 0.1, 0.2])
    assert [float(quantile(values, weight, q)) for q in (0.5, 0.75, 0.95)] == [1, 2, 3]


FROM_WAR = {"from": "war", "by": "desk", "on": "2020-01-09", "because": "x"}


def test_no_deal_is_worth_what_the_war_says():
    case, sample = _drawn(**{"positions.b.no_deal": FROM_WAR})
    full, drawn = filled(case, sample)
    worth = refusing(fighting(case, sample))[1]
    assert drawn.arrays["positions.b.no_deal.value"].tolist() == worth.tolist()
    assert full.positions["b"].no_deal.value.low == worth.min()
    space = offer_space(case, sample)
    place = space.parties.index("b")
    assert space.sample.no_deal[:, place] / SCALE == pytest.approx(worth, abs=1e-6)


def test_a_case_that_leaves_nothing_to_the_war_stays_as_it_is():
    case, sample = _drawn()
    assert filled(case, sample) == (case, sample)


def test_an_interrupt_keeps_the_draws_that_are_done(monkeypatch):
    """The third draw to begin raises it in the thread that waits."""
    found, begun = made(), []

    def interrupted(war, **how):
        begun.append(how["first"])
        if len(begun) == 3:
            raise KeyboardInterrupt
        return simulate(war, **how)

    monkeypatch.setattr(ensembles, "simulate", interrupted)
    monkeypatch.setattr(ensembles, "WORKERS", 1)
    run = ensemble(found, range(6), replications=4, weeks=10, seed=1)
    assert run.partial
    assert run.which.tolist()[:2] == [0, 1]
    assert 2 not in run.which
    monkeypatch.undo()
    whole = ensemble(found, range(6), replications=4, weeks=10, seed=1)
    assert run.worth.tolist() == whole.worth[run.which].tolist()


def test_aid_that_ends_makes_a_side_grow_for_as_long_as_it_lasts():
    """By hand: of a growth of 5 x 0.4 x (0.02 + 0.005) a week a fifth is aid, for 2 weeks of 8."""
    found = made(**{"war.sides.b.aid_ends": 2, f"{GUNS}.production": 0.02})
    assert growing(found, 1)[1] == pytest.approx(np.full(N, 0.05))
    assert growing(found, 8)[1] == pytest.approx(np.full(N, 0.04 + 0.01 * 2 / 8))
    assert growing(found, 8)[0] == pytest.approx(found.growth[0])
    lasting = made(**{f"{GUNS}.production": 0.02})
    assert growing(lasting, 26)[1] == pytest.approx(np.full(N, 0.05))
