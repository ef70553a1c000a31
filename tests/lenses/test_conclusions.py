"""What each lens concludes in each draw, against what its own result and sentences say."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from conflict_case import moving
from hinges_cases import notes, small_looked
from small_case import small
from toy_case import toy

from parley import lenses
from parley.case import Case
from parley.conclusion import Conclusion
from parley.draws import draws
from parley.looked import concluded

TOLD = ("offers", "stability", "war", "games", "positions")


def result(lens: str) -> Any:
    return small_looked()[1][lens].result


def of(lens: str, found: Any = None) -> dict[str, Conclusion]:
    """By id, on the small case or another result."""
    return {each.id: each for each in lenses.ALL[lens].conclusions(found or result(lens))}


def solved(lens: str, case: Case, n: int = 12) -> Any:
    module = lenses.ALL[lens]
    return module.solve(module.build(case, draws(case, n)))


# Each lens on the small case


def test_the_ids_of_the_small_case_are_these():
    """Others build on them: a new one may come, one that is here may not go."""
    assert {lens: tuple(of(lens)) for lens in lenses.ALL} == {
        "record": (),
        "table": (),
        "offers": (
            *("zone.every", "zone.kept", "zone.ended"),
            *(f"text.{name}.{p}" for name in ("plan/A", "plan/B", "answer") for p in "ab"),
        ),
        "stability": ("holds.now", "holds.calm", "holds.walled"),
        "war": ("refusing.a", "refusing.b", "left", "at_war", "settled", "worth.a", "worth.b"),
        "games": (
            *(f"pause.{name}.{p}.loses_nothing" for name in ("winter", "long") for p in "ab"),
            *("division.held_inside", "division.shift_certain", "settlement.kept"),
            *("guarantee.watch.kept", "guarantee.pact.kept", "conceding.0.firm"),
        ),
        "positions": ("balance.line", "balance.pay"),
    }


def test_ids_are_unique_and_values_are_one_for_each_draw():
    drawn, looked = small_looked()
    every = concluded(looked.values())
    assert len({each.id for each in every}) == len(every)
    for each in every:
        assert each.id.partition(".")[0] in TOLD
        assert each.values.shape == (drawn.n,), each.id
        assert each.values.dtype == float
        known = each.values[~np.isnan(each.values)]
        assert not each.yes or np.isin(known, (0, 1)).all()
        assert each.says.strip(". ") == each.says
        assert each.refs


def test_offers_conclude_what_they_say_of_zones_and_texts():
    found, told = result("offers"), of("offers")
    for name in ("every", "kept", "ended"):
        assert told[f"zone.{name}"].mean == getattr(found.zones, name).share
    space = found.space
    for t, text in enumerate(space.texts):
        name = "/".join((text.proposal, *text.chosen))
        for p in space.consent:
            share = found.texts.worth[t, p]
            assert told[f"text.{name}.{space.parties[p]}"].mean == pytest.approx(share)
    shares = [each.mean for each in told.values()]
    assert len(set(shares)) > 3  # or the wrong one could pass for the right one


def test_offers_say_nothing_of_draws_that_were_not_decided():
    found = result("offers")
    zone = found.zones.every
    exists, decided = np.arange(8) % 2 == 0, np.arange(8) > 1
    cut = replace(zone, exists=exists, decided=decided)
    told = of("offers", replace(found, zones=replace(found.zones, every=cut)))["zone.every"]
    assert np.flatnonzero(~np.isnan(told.values)).tolist() == [2, 3, 4, 5, 6, 7]
    assert told.values[2:8].tolist() == [1, 0, 1, 0, 1, 0]
    assert told.mean == cut.share == 0.5


def test_stability_concludes_what_it_says_of_states():
    found, told = result("stability"), of("stability")
    for state, each in zip(found.looked, told.values(), strict=True):
        assert each.mean == pytest.approx(found.robust.equilibrium[state])
    assert 0 < told["holds.now"].mean != told["holds.calm"].mean < 1


def test_stability_says_nothing_of_draws_that_were_not_looked_at():
    found = result("stability")
    robust = found.robust
    cut = replace(robust, profiles=robust.profiles[:3], watched=robust.watched[:3])
    looked = sorted(draw for each in cut.profiles for draw in each.draws)
    told = of("stability", replace(found, robust=cut))
    assert 0 < len(looked) < 70
    for k, each in enumerate(told.values()):
        assert np.flatnonzero(~np.isnan(each.values)).tolist() == looked
        for profile, verdict in zip(cut.profiles, cut.watched, strict=True):
            assert (each.values[list(profile.draws)] == verdict[k]).all()


def test_war_concludes_the_worths_and_weeks_it_has():
    found, told = result("war"), of("war")
    for j, side in enumerate("ab"):
        assert told[f"refusing.{side}"].values.tolist() == found.refusing[j].tolist()
        worth = told[f"worth.{side}"].values[found.run.which]
        assert worth == pytest.approx(found.run.worth[:, :, j].mean(axis=1))
    assert told["left"].values.tolist() == (found.refusing.sum(axis=0) < 1).tolist()
    year = found.run.phase[:, 51]  # the week that ends the year
    assert told["at_war"].mean == pytest.approx(year[:, 0].mean())
    assert told["settled"].mean == pytest.approx(year[:, 2].mean())
    for name in ("at_war", "settled", "worth.a"):
        known = np.flatnonzero(~np.isnan(told[name].values))
        assert known.tolist() == sorted(found.run.which)
        assert len(known) == 60


def test_games_conclude_the_shares_they_say():
    found, told = result("games"), of("games")
    for on in found.pauses:
        for side, name in zip(on.sides, "ab", strict=True):
            each = told[f"pause.{on.paused.name}.{name}.loses_nothing"]
            assert each.mean == side.gains
            assert each.values.tolist() == (side.gain >= -1e-9).tolist()
    assert told["division.held_inside"].mean == found.division.inside
    assert told["division.shift_certain"].mean == found.division.shift.certain
    for backed in found.backed:
        assert told[f"guarantee.{backed.guarantee}.kept"].mean == backed.every
    assert told["settlement.kept"].mean == told["guarantee.watch.kept"].mean
    assert told["conceding.0.firm"].mean == found.ladders[0].firm
    assert 0 < told["conceding.0.firm"].mean < 1


def test_positions_conclude_the_balance_of_each_draw():
    found, told = result("positions"), of("positions")
    for each in found.scales:
        balance = told[f"balance.{each.scale}"]
        assert balance.values == pytest.approx(100 * each.headline.means)
        low, high = np.quantile(balance.values, [0.1, 0.9]) / 100
        assert (low, high) == pytest.approx(each.headline.interval)


@pytest.mark.parametrize("lens", TOLD)
def test_sentences_and_conclusions_give_the_same_share(lens):
    """The note that tells a conclusion names its share in per cent."""
    text = " ".join(note.text for note in notes(lenses.ALL[lens].describe(result(lens))))
    asked = {
        "offers": ("zone.every",),
        "stability": ("holds.now",),
        "war": ("refusing.a",),
        "games": ("division.held_inside", "conceding.0.firm"),
        "positions": ("balance.line",),
    }[lens]
    for name in asked:
        each = of(lens)[name]
        middle = each.mean if each.yes else float(np.median(each.values))
        shown = f"{middle:.0%}" if each.yes or lens == "war" else f"{each.mean:.0f}"
        assert shown in text, (name, shown)


# Cases worked out by hand


def test_the_toy_war_by_hand():
    """The file of the toy has every step: a loses by the pause, b gains; only `firm` is kept."""
    told = {name: each.mean for name, each in of("games", solved("games", toy())).items()}
    assert told == {
        "pause.month.a.loses_nothing": 0,
        "pause.month.b.loses_nothing": 1,
        "division.held_inside": 1,
        "division.shift_certain": 0,
        "settlement.kept": 0,
        "guarantee.watch.kept": 0,
        "guarantee.firm.kept": 1,
        "conceding.0.firm": 0,
    }
    firm = solved("games", toy({"settlement.in_force": "firm"}))
    assert of("games", firm)["settlement.kept"].mean == 1
    low = solved("games", toy({"war.held": 0.3}))  # below p - k = 0.4
    assert of("games", low)["division.held_inside"].mean == 0


def test_with_nothing_behind_it_a_settlement_is_kept_if_every_side_keeps():
    """Cheating brings a no more than keeping; b would cheat."""
    found = solved("games", toy({"settlement.in_force": None, "settlement.keeping.a.cheats": 1}))
    assert [each.keeps for each in found.unbacked] == [1, 0]
    told = of("games", found)
    assert told["settlement.kept"].mean == 0
    for each in told.values():
        assert each.values.shape == (12,)


def test_in_the_dilemma_the_present_state_holds():
    """Neither can better itself alone where both keep their arms (Nash)."""
    found = solved("stability", moving())
    told = of("stability", found)
    assert told["holds.now"].mean == 1
    for state, each in zip(found.looked, told.values(), strict=True):
        assert each.mean == found.robust.equilibrium[state]


def test_the_balance_by_hand():
    """(40 x 0.9 x 90 + 40 x 0.6 x 10 + 20 x 0.3 x 50) / (36 + 24 + 6)."""
    at = "influence.actors.{}.stances.line.{}"
    exact = {
        "influence.actors.a.capability": 40,
        "influence.actors.b.follows": {},
        at.format("a", "position"): 90,
        at.format("b", "salience"): 60,
        at.format("c", "position"): 50,
    }
    told = of("positions", solved("positions", small(exact), n=3))["balance.line"]
    assert told.values == pytest.approx([3780 / 66] * 3)
