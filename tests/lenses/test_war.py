"""The lens war: what it finds on the small case, and what it says."""

import re
from dataclasses import replace

import numpy as np
import pytest
from small_case import small

from parley.blocks import Bullets, Figure, Heading, Note, Table
from parley.draws import draws
from parley.games.pause import pause_gains
from parley.lenses import war
from parley.lenses.war import compared as comparing
from parley.lenses.war.compared import compared
from parley.lenses.war.regions import LENGTHS, REARMING, region
from parley.lenses.war.solve import WEEKS
from parley.lenses.war.weeks import PATHS, _held
from parley.models.fighting import fighting, paused
from parley.models.fighting.engine import refusing
from parley.models.fighting.ensemble import ensemble

N = 12


@pytest.fixture(scope="module")
def result():
    case = small()
    return war.solve(war.build(case, draws(case, N, 2)))


@pytest.fixture(scope="module")
def blocks(result):
    return war.describe(result)


def notes(blocks, role=""):
    return [b.text for b in blocks if isinstance(b, Note) and (not role or b.role == role)]


def table(blocks, title):
    return next(b for b in blocks if isinstance(b, Table) and b.title.startswith(title))


def test_the_answer_says_what_refusing_is_worth_and_leaves(result, blocks):
    low, middle, high = np.quantile(result.refusing[0], [0.1, 0.5, 0.9])
    (answer,) = notes(blocks, "answer")
    assert f"worth {middle:.2f} to Alba ({low:.2f} to {high:.2f})" in answer
    left = 1 - result.refusing.sum(axis=0)
    assert f"A settlement would leave {np.median(left):.2f}" in answer
    assert "“the land”" in answer


def test_talks_that_go_on_make_refusing_worth_more(result):
    m = result.talking_on.shape[1]
    assert m == N
    assert (result.talking_on.sum(axis=0) <= 1 + 1e-6).all()
    assert (result.talking_on > result.refusing[:, :m] + 0.05).all()


def test_weeks_are_shares_of_the_runs(result):
    phases = np.stack([band.middle for band in result.weeks.phases])
    assert phases.shape == (4, WEEKS)
    assert ((phases >= 0) & (phases <= 1)).all()
    for share in (result.weeks.paused, result.weeks.settled, result.weeks.collapsed):
        assert (np.diff(share) >= -1e-12).all()
        assert 0 <= share[-1] <= 1 + 1e-9
    assert 0 < result.weeks.n_settled <= N * PATHS
    assert 0 <= result.weeks.settled_held <= 1
    for band in (*result.weeks.phases, result.weeks.front, result.weeks.ratio):
        assert (band.low <= band.middle + 1e-12).all()
        assert (band.middle <= band.high + 1e-12).all()


def test_a_scenario_is_compared_draw_by_draw(result):
    """The mean of paired differences by hand, from runs made apart."""
    found, how = result.fought, {"replications": 20, "weeks": WEEKS, "seed": 2}
    runs = [ensemble(each, range(N), **how) for each in (found.other["pact"], found.base)]
    by_draw = runs[0].phase[:, -1, 2] - runs[1].phase[:, -1, 2]
    told = next(each for each in result.compared if each.scenario == "pact").changed["settled"]
    assert told.mean == pytest.approx(float(result.weight @ by_draw))
    spread = np.sqrt((result.weight**2) @ (by_draw - told.mean) ** 2)
    assert told.error == pytest.approx(float(spread))
    assert told.up == pytest.approx(float(result.weight[by_draw > 1e-3].sum()))


def test_ending_the_aid_of_one_side_helps_the_other(result):
    changed = next(each for each in result.compared if each.scenario == "stopped").changed
    assert changed["refusing_1"].mean > 0 > changed["refusing_2"].mean
    assert changed["refusing_1"].up == pytest.approx(1)


def test_a_scenario_that_changes_nothing_is_told_as_nothing():
    same = {"title": "Same", "set": {"war.sides.b.aid_ends": 26}}
    case = small({"scenarios.same": same})
    found = war.solve(war.build(case, draws(case, 4, 2)))
    told = next(each for each in found.compared if each.scenario == "same").changed
    assert all(each.mean == each.error == each.up == each.down == 0 for each in told.values())
    shown = table(war.describe(found), "Mean change")
    assert "Same" not in [row[0].value for row in shown.rows]
    assert "Nothing here is changed by “Same”." in shown.caption


def test_accounts_of_a_loss_are_told_side_by_side(result, blocks):
    """By hand: a class of weight 0.5 that loses 0.3 takes 1 - 0.7^0.5 of the strength."""
    small_, large = sorted(result.accounts, key=lambda each: each.share)
    assert (small_.share, large.share) == (0.1, 0.3)
    assert large.strength == pytest.approx(1 - 0.7**0.5)
    assert large.worth[0] < small_.worth[0] < 0 < small_.worth[1] < large.worth[1]
    assert large.won < small_.won < 0
    rows = table(blocks, "Guns of Alba").rows
    assert [row[0].refs for row in rows] == [("k3",), ("k2",)]
    assert "run from 10% to 30% of the class" in " ".join(notes(blocks))


def test_pauses_are_the_canonical_game_over_length_and_rearming():
    case = small()
    found = fighting(case, draws(case, 50, 2))
    told, pause = region(found), paused(found, "winter")
    gains = pause_gains(
        strength_a=found.strength[0],
        strength_b=found.strength[1],
        growth_a=0.5 * found.growth[0],
        growth_b=0.5 * found.growth[1],
        weeks=13.0,
        settle=pause.settles,
        share_a=pause.share,
        cost_a=found.cost[0],
        cost_b=found.cost[1],
    )
    r, c = REARMING.index(0.5), LENGTHS.index(13)
    assert told.both[r, c] == np.mean(gains.accept_a & gains.accept_b)
    assert told.either[1, r, c] == np.mean(gains.accept_b)


def test_without_pauses_or_settlement_the_rest_is_answered():
    case = small({"war.pauses": {}, "settlement": None, "scenarios": {}})
    found = war.solve(war.build(case, draws(case, 4, 2)))
    text = " ".join(notes(war.describe(found)))
    assert found.region is None
    assert found.compared == ()
    assert "for comparing" not in text


def test_a_scenario_that_cannot_be_is_left_out_with_its_reason():
    bad = {"title": "Bad", "set": {"settlement.in_force": "nobody"}}
    case = small({"scenarios.bad": bad})
    found = war.solve(war.build(case, draws(case, 2, 2)))
    (warned,) = notes(war.describe(found), "warning")
    assert "“Bad” was left out: no guarantee 'nobody'" in warned
    assert {each.scenario for each in found.compared} == {"stopped", "pact"}


def test_an_interrupt_keeps_what_is_done_and_says_so(result):
    cut = replace(result, partial=True, compared=result.compared[:1])
    (told,) = notes(war.describe(cut), "warning")
    assert told == "The run was cut short: what is shown comes from 12 draws and 1 scenario of 2."


def test_an_interrupted_scenario_is_not_compared_and_that_is_said(result, monkeypatch):
    partial = replace(result.run, partial=True)
    monkeypatch.setattr(comparing, "ensemble", lambda *_, **__: partial)
    assert compared(result.fought, result.run, result.weight, 0) == ()
    found = war.solve(result.fought)
    assert found.partial
    assert not result.partial


def test_the_largest_changes_are_named_whatever_their_sign(result):
    def row(name, mean):
        changed = dict.fromkeys(comparing.MEASURES, comparing.Changed(
            mean=mean, error=0.1, low=mean, middle=mean, high=mean, up=0, down=1))  # fmt: skip
        return comparing.Compared(scenario=name, changed=changed)

    names = ("cold", "loud", "stopped")
    rows = tuple(row(name, mean) for name, mean in zip(names, (-0.3, -9, -8), strict=True))
    told = notes(war.describe(replace(result, compared=rows)), "text")[0]
    assert "most by “No quiet” (\N{MINUS SIGN}9.00 " in told
    assert "and “Aid to Borduria ends” (\N{MINUS SIGN}8.00 " in told
    assert "A cold winter" not in told


def test_nothing_left_to_share_is_said_as_such(result):
    dear = replace(result, refusing=np.full((2, N), 0.7))
    (answer,) = notes(war.describe(dear), "answer")
    assert "A settlement would leave \N{MINUS SIGN}0.40" in answer
    assert "something in 0% of the draws." in answer


def test_a_year_without_fighting_after_the_first_settlement_by_hand():
    """Weeks of war, peace, ... : one holds a year, one breaks in the third week."""
    phase = np.full((1, 2, 60), 2, np.int8)
    phase[0, :, :4] = 0
    phase[0, 1, 6] = 0
    settled = np.logical_or.accumulate(phase == 2, axis=2)
    assert _held(phase, settled).tolist() == [[True, False]]


def test_age_is_said_and_base_rates_stand_beside_levels(blocks):
    limits = " ".join(notes(blocks, "limit"))
    assert "70% (of 95; 95% interval 61% to 79%)" in limits
    assert "count for more" in limits
    case = small({"war.age": 170})
    old = war.describe(war.solve(war.build(case, draws(case, 2, 2))))
    assert "18% (of 11; 95% interval 5% to 48%)" in " ".join(notes(old, "limit"))


def test_it_ends_with_what_it_cannot_tell(blocks):
    assert [b.text for b in blocks if isinstance(b, Heading)][-1] == "What this cannot tell"
    assert isinstance(blocks[-1], Bullets)
    assert any("sincere" in str(item.value) for item in blocks[-1].items)


def test_no_side_is_called_sincere_and_no_date_is_given(blocks):
    text = " ".join(notes(blocks))
    assert not re.search(r"is (in)?sincere|by 20\d\d", text)


def test_figures_name_both_sides_and_hold_their_numbers(blocks):
    figures = {b.title: b for b in blocks if isinstance(b, Figure)}
    assert len(figures) == 6
    worths = next(f for title, f in figures.items() if title.startswith("What each side"))
    assert {row[1].value for row in worths.data.rows} == {"Alba", "Bor"}


def test_the_same_seed_gives_the_same_answer_and_another_does_not():
    case = small({"scenarios": {}})
    one, same, other = (war.solve(war.build(case, draws(case, 3, seed))) for seed in (1, 1, 2))
    assert one.run.worth.tolist() == same.run.worth.tolist() != other.run.worth.tolist()


def test_worths_reach_the_result_as_they_are(result):
    case = small()
    assert result.refusing.tolist() == refusing(fighting(case, draws(case, N, 2))).tolist()
