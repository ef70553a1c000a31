"""Other games of the lens, each by hand: division, shifts of power, conceding, types."""

import numpy as np
import pytest
from games_cases import middles, solved, text
from hypothesis import given, settings
from hypothesis import strategies as st
from small_case import small
from toy_case import toy

from parley.lenses.games.spread import spread
from parley.models.fighting import grown


def test_the_range_to_bargain_over():
    """p = 0.5, costs 0.1 and 0.15: from 0.4 to 0.65."""
    found = solved(toy()).division
    assert middles(found.win, found.low, found.high, found.width, found.held) == pytest.approx(
        [0.5, 0.4, 0.65, 0.25, 0.5]
    )
    assert (found.inside, found.below, found.above, found.agreed) == (1.0, 0.0, 0.0, 1.0)
    low, high = (solved(toy({"war.held": held})).division for held in (0.3, 0.7))
    assert (low.inside, low.below, low.above) == (0.0, 1.0, 0.0)
    assert (high.inside, high.below, high.above) == (0.0, 0.0, 1.0)
    assert solved(toy({"war.pauses.month.share": 0.7})).division.agreed == 0.0
    told = text(toy({"war.held": 0.7}), "Fighting on to the end")
    assert "in 100% it is so much against B that fighting on would pay B" in told


def test_the_shift_of_a_year_of_peace():
    """52 weeks take a to 7.6 and b to 18, so a's chance falls from 0.5 to 0.296875."""
    shift = solved(toy()).division.shift
    assert shift.size.middle == pytest.approx(0.203125)
    assert shift.falls == (1.0, 0.0)
    assert (shift.wider, shift.certain, shift.depends) == (0.0, 0.0, 0.0)


@pytest.mark.parametrize(
    ("production", "year", "wider", "certain", "depends"),
    [
        # d = 0.9: threshold if the riser offers 0.1 + (0.5 - 0.1 - 0.1) / 0.9 = 0.4333, whoever
        # offers 0.4333 - 0.25 = 0.1833; after the year a has 7.6 of 25.6 = 0.2969
        (0.05, 0.9, 0.0, 0.0, 1.0),
        (0.08, 0.9, 1.0, 0.0, 1.0),  # 7.6 / 33.4 = 0.2275
        (0.1139, 0.9, 1.0, 1.0, 0.0),  # 7.6 / 42.2 = 0.18; above 0.1778, with costs exchanged
    ],
)
def test_the_thresholds_of_a_shift(production, year, wider, certain, depends):
    changes = {"war.sides.b.capabilities.all.production": production, "war.year": year}
    shift = solved(toy(changes)).division.shift
    assert (shift.wider, shift.certain, shift.depends) == (wider, certain, depends)
    mirrored = {  # a rises and b falls: the costs change places with the sides
        "war.sides.a.capabilities.all.production": production,
        "war.sides.b.capabilities.all.production": 0.01,
        "war.sides.a.cost": 0.15,
        "war.sides.b.cost": 0.1,
        "war.year": year,
    }
    other = solved(toy(mirrored)).division.shift
    assert (other.wider, other.certain, other.depends) == (wider, certain, depends)
    assert other.falls == (0.0, 1.0)


def test_conceding():
    """a gives two steps; limited aims would have to be 0.2 / 0.45 likely, and are 0.6."""
    (found,) = solved(toy()).ladders
    assert found.stops == (0.0, 0.0, 1.0, 0.0)
    assert middles(found.needed, found.war) == pytest.approx([0.2 / 0.45, 0.4])
    assert found.firm == 0.0
    assert text(toy(), "Demands of B on A") == (
        "Demands of B on A: giving way pays A if the chance that B wants no more than 2 steps is "
        "high enough: 44% at least; the case has it at 60%. Standing firm from the start is better "
        "for A in 0% of draws. What is most often best for it, in 100%, is to give way for 2 steps "
        "(25% of the stake) and then stand firm."
    )
    firm = toy({"war.conceding.0.limited": 0.4})
    assert solved(firm).ladders[0].firm == 1.0
    assert text(firm, "Demands of B on A").endswith("is to stand firm from the start.")


def test_where_giving_way_never_pays():
    """(0.9 - 0.3) / (1 - 0.25 - 0.3) is more than certainty."""
    made = toy({"war.conceding.0.war": [0.9, 0.48, 0.3]})
    assert np.isinf(solved(made).ladders[0].needed.middle)
    assert "high enough: not even certainty at least" in text(made, "Demands of B on A")


def test_ranges_of_a_ladder_may_overlap():
    """A draw in which war is worth more after a concession counts it as worth no more."""
    made = toy({"war.conceding.0.war": ["0.3..0.5", "0.3..0.5", 0.3]})
    (found,) = solved(made, 50).ladders
    assert sum(found.stops) == pytest.approx(1)


@settings(deadline=None, max_examples=20)
@given(limited=st.floats(0.01, 0.99), start=st.floats(0.3, 0.9), later=st.floats(0.05, 0.3))
def test_standing_firm_is_better_below_the_threshold(limited, start, later):
    made = toy({"war.conceding.0.war": [start, min(start, 0.48), later],
                "war.conceding.0.limited": limited})  # fmt: skip
    (found,) = solved(made, 1).ladders
    needed = found.needed.middle
    if abs(limited - needed) > 1e-9 and found.stops[1] == 0:  # stopping half-way is another matter
        assert found.firm == (1.0 if limited < needed else 0.0)


TYPES = {
    "firm": {"name": "Firm", "likely": 0.3, "resolve": 0.5, "because": "x"},
    "tired": {"name": "Tired", "likely": 0.7, "resolve": 2, "because": "x"},
}


@pytest.mark.parametrize(("likely", "safe"), [(0.3, 0.0), (0.53, 0.0), (0.7, 1.0)])
def test_what_is_asked_of_one_whose_type_is_not_known(likely, safe):
    """The tired one concedes up to 0.8, both up to 0.575; a risks war below a chance of
    0.225 / (0.8 - 0.5 + 0.1) = 0.5625 that b is firm."""
    types = {"firm": TYPES["firm"] | {"likely": likely},
             "tired": TYPES["tired"] | {"likely": 1 - likely}}  # fmt: skip
    (found,) = solved(toy({"war.sides.b.types": types})).asked
    assert found.side == 1
    assert found.safe == safe
    assert found.certain.middle == pytest.approx(0.575)
    assert found.demand.middle == pytest.approx(0.575 if safe else 0.8)
    assert (found.risk is None) == bool(safe)
    if found.risk is not None:
        assert found.risk.middle == pytest.approx(likely)


def test_what_is_asked_hangs_on_what_is_believed():
    believed = {"firm": TYPES["firm"] | {"believed": 0.7},
                "tired": TYPES["tired"] | {"believed": 0.3}}  # fmt: skip
    (found,) = solved(toy({"war.sides.b.types": believed})).asked
    assert found.safe == 1.0
    assert [each.likely.middle for each in found.types] == pytest.approx([0.3, 0.7])
    assert [each.believed.middle for each in found.types] == pytest.approx([0.7, 0.3])


def test_types_that_differ_in_strength():
    """Against a third of the strength a wins with 0.75, and may ask for 0.9 instead of 0.65."""
    types = {"weak": {"name": "Weak", "likely": 0.9, "strength": 1 / 3, "because": "x"},
             "strong": {"name": "Strong", "likely": 0.1, "because": "x"}}  # fmt: skip
    (found,) = solved(toy({"war.sides.b.types": types})).asked
    assert middles(found.certain, found.demand) == pytest.approx([0.65, 0.9])
    assert found.risk is not None
    assert found.risk.middle == pytest.approx(0.1)


def test_types_that_are_alike_are_not_asked_about():
    same = {name: each | {"resolve": 1} for name, each in TYPES.items()}
    assert solved(toy({"war.sides.b.types": same})).asked == ()


def test_what_the_pause_is_to_each_type():
    """With twice the cost a's prospect is 0.04, more than the 0.0286 that power costs it."""
    (found,) = solved(toy({"war.sides.a.types": TYPES})).asked
    assert [(each.kind, each.gains) for each in found.types] == [("firm", 0.0), ("tired", 1.0)]


def test_a_stronger_type_grows_by_more():
    """Of twice the strength, with p = 10 / 15 and p' = 10.4 / 16.4, a loses 0.8 x 0.0325 = 0.0260
    by power; the prospect of 0.2 (0.5 - p + 0.305) = 0.0277 is just worth it."""
    types = {"strong": {"name": "Strong", "likely": 0.5, "strength": 2, "resolve": 3.05,
                        "because": "x"}, "as_is": TYPES["firm"]}  # fmt: skip
    (found,) = solved(toy({"war.sides.a.types": types})).asked
    assert [each.gains for each in found.types] == [1.0, 0.0]


def test_beliefs_that_differ():
    """Each takes the other to be the weak type for certain: p by a is 0.75, and b's by b 0.75, so
    1 - (0.75 - 0.1) - (0.75 - 0.15) = -0.25."""
    weak = {"name": "Weak", "likely": 0, "believed": 1, "strength": 1 / 3, "because": "x"}
    strong = {"name": "Strong", "likely": 1, "believed": 0, "because": "x"}
    both = {f"war.sides.{side}.types": {"weak": weak, "strong": strong} for side in "ab"}
    found = solved(toy(both)).beliefs
    assert found is not None
    assert middles(found.surplus) == pytest.approx([-0.25])
    assert found.gone == 1.0
    assert "no division that both prefer to fighting on in 100% of draws" in text(
        toy(both), "The sides hold other things"
    )
    assert solved(toy()).beliefs is None


def test_a_spread_with_no_end():
    ends = spread([1.0, 2.0, np.inf, np.inf])
    assert (ends.low, ends.middle, ends.high) == (1.0, 2.0, np.inf)
    assert spread([-0.0]).low == 0
    assert str(spread([-0.0]).low) == "0.0"


def test_classes_add_up_to_the_growth_of_their_side():
    found = solved(small(), 50).found
    for side in (0, 1):
        rates = sum(each.rate for each in grown(found) if each.side == side)
        assert found.strength[side] * rates == pytest.approx(found.growth[side])
