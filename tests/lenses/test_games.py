"""The games lens on pauses: numbers worked out by hand, and the sentences that say them."""

import numpy as np
import pytest
from games_cases import notes, sheet, solved, told
from hypothesis import given, settings
from hypothesis import strategies as st
from small_case import small
from toy_case import toy

from parley.blocks import Heading, Table
from parley.lenses.games.variants import CHANCES, LIMITS, WEEKS


def test_the_published_example_through_the_lens():
    """p = 0.5, p' = 5.2 / 11.2; the file of the toy has every step."""
    (on,) = solved(toy()).pauses
    a, b = on.sides
    assert a.gain == pytest.approx(-0.00857143, abs=1e-8)
    assert b.gain == pytest.approx(0.0585714, abs=1e-7)
    assert (a.gains, b.gains, on.both) == (0.0, 1.0, 0.0)
    assert a.lengths.most.middle == pytest.approx(2.7027, abs=1e-4)
    assert (a.lengths.any, a.lengths.none, a.lengths.only_longer) == (0.0, 0.0, 0.0)
    assert (b.lengths.any, b.lengths.none, b.lengths.only_longer) == (1.0, 0.0, 0.0)
    assert a.lost.middle == pytest.approx(0.0357143, abs=1e-7)
    assert (a.costs.middle, a.prospect.middle) == pytest.approx((0.8 * 0.0357143, 0.02), abs=1e-7)
    assert (on.less, on.more) == (0, 1)


def test_a_pause_forgoes_what_the_fighting_would_bring():
    """Nothing is lost in the toy's war, so fighting moves chances as the pause does: p'' = p', and
    a, against what four weeks of fighting leave it, gains h (x - p'' + k) = 0.2 x 0.135714."""
    a, b = solved(toy()).pauses[0].sides
    assert a.fought.middle == pytest.approx(-0.0357143, abs=1e-7)
    assert b.fought.middle == pytest.approx(0.0357143, abs=1e-7)
    assert a.gain - (-0.0357142857) == pytest.approx(0.2 * 0.135714, abs=1e-6)
    assert (a.drifting, b.drifting) == (1.0, 1.0)
    attrition = {"war.sides.b.capabilities.all.attrition": 0.06}
    falls = solved(toy(attrition)).pauses[0].sides  # b wears out: a would gain by fighting
    assert falls[0].fought.middle > 0 > falls[1].fought.middle
    assert (falls[0].gains, falls[0].drifting) == (0.0, 0.0)
    assert falls[1].drifting == 1.0


def test_what_would_leave_the_losing_side_without_a_loss():
    a, b = solved(toy()).pauses[0].sides
    assert b.remedies is None
    assert a.remedies is not None
    assert (a.remedies.loses, a.remedies.power, a.remedies.terms) == (1.0, 1.0, 0.0)
    needed = {
        "chance": 0.263158,  # f / (w + f) = 0.0357143 / 0.1357143
        "more": 0.542857,  # 0.5 - 0.1 + 4 x 0.0357143
        "limit": 2.7027 / 4,
        "gap": ((5.2 * 0.525 / 0.475 - 5) / 4 - 0.05) / 5,  # a stands at 0.475 or more
    }
    for name, value in needed.items():
        remedy = getattr(a.remedies, name)
        assert remedy.helps == 1.0
        assert remedy.needed.middle == pytest.approx(value, abs=1e-5), name
    drawn = a.remedies
    assert drawn.chance.drawn.middle == 0.2
    assert drawn.more.drawn.middle == 0.5
    assert drawn.limit.drawn.middle == 1.0
    assert drawn.gap.drawn.middle == pytest.approx(0.04)


def test_terms_that_are_worse_than_war_are_told_from_power():
    """Alike in growth nobody falls; with a share of 0.3, below p - k = 0.4, a loses by terms."""
    a, _ = (
        solved(
            toy({"war.sides.b.capabilities.all.production": 0.01, "war.pauses.month.share": 0.3})
        )
        .pauses[0]
        .sides
    )
    assert a.lost.middle == 0
    assert a.remedies is not None
    assert (a.remedies.power, a.remedies.terms) == (0.0, 1.0)
    assert (a.remedies.chance.helps, a.remedies.limit.helps) == (0.0, 0.0)
    assert a.remedies.more.needed.middle == pytest.approx(0.4)


def test_the_larger_part_of_a_loss_is_its_reason():
    """Of a week at a share of 0.3: the terms cost 0.02, power 0.8 / 103 = 0.0078."""
    changes = {"war.pauses.month.share": 0.3, "war.pauses.month.weeks": 1}
    a, _ = solved(toy(changes)).pauses[0].sides
    assert a.remedies is not None
    assert (a.remedies.power, a.remedies.terms) == (0.0, 1.0)
    assert notes(told(toy(changes)))[0].text.endswith(
        "the chance of A to win falls by 1 point, and the settlement in prospect costs it 2% of "
        "the stake (medians). In all of the draws in which A loses, more of the loss comes from a "
        "settlement in prospect that is worth less to it than fighting on; by this reckoning a "
        "refusal would rest on the terms that it is thought to lead to rather than on arming "
        "meanwhile."
    )


def test_a_limit_does_not_help_a_side_that_grows_stronger():
    changes = {
        "war.sides.a.capabilities.all.production": 0.05,
        "war.sides.b.capabilities.all.production": 0.01,
        "war.pauses.month.share": 0.3,
        "war.pauses.month.weeks": 1,
    }
    a, _ = solved(toy(changes)).pauses[0].sides
    assert a.remedies is not None
    assert (a.remedies.terms, a.remedies.limit.helps) == (1.0, 0.0)
    assert a.lengths.only_longer == 1.0
    assert "A to win rises by 1 point, but the settlement" in notes(told(toy(changes)))[0].text


def test_a_limit_is_told_as_a_part_of_all_that_could_go_on():
    (on,) = solved(toy({"war.pauses.month.rearming": 0.9})).pauses
    remedies = on.sides[0].remedies
    assert remedies is not None
    assert remedies.limit.needed.middle == pytest.approx(2.7027 / 4, abs=1e-5)
    assert remedies.limit.drawn.middle == 0.9


def test_the_gap_is_in_the_strength_of_the_side_that_loses():
    base = {"war.sides.b.strength": 4}
    remedies = solved(toy(base)).pauses[0].sides[0].remedies
    assert remedies is not None
    growth = 5 * remedies.gap.needed.middle + 0.05  # of b, in strength a week
    again = toy(base | {"war.sides.b.capabilities.all.production": growth / 4})
    assert solved(again).pauses[0].sides[0].gain == pytest.approx(0, abs=1e-9)


@settings(deadline=None, max_examples=20)
@given(
    growth=st.floats(0.02, 0.2),
    weeks=st.integers(2, 20),
    settle=st.floats(0.02, 0.3),
    share=st.floats(0.41, 0.6),
)
def test_each_remedy_brings_the_gain_to_nothing(growth, weeks, settle, share):
    base = {
        "war.sides.b.capabilities.all.production": growth,
        "war.pauses.month.weeks": weeks,
        "war.pauses.month.settles": settle,
        "war.pauses.month.share": share,
    }
    (on,) = solved(toy(base), 1).pauses
    assert float(on.sides[0].gain[0] + on.sides[1].gain[0]) == pytest.approx(0.25 * settle)
    remedies = on.sides[0].remedies
    if remedies is None:
        assert on.sides[0].gain[0] >= -1e-12
        return
    for name, path in (
        ("chance", "war.pauses.month.settles"),
        ("more", "war.pauses.month.share"),
        ("limit", "war.pauses.month.rearming"),
        ("gap", "war.sides.b.capabilities.all.production"),
    ):
        needed = getattr(remedies, name).needed
        if needed is None or np.isinf(needed.middle):
            continue
        value = needed.middle + 0.01 if name == "gap" else needed.middle
        again = solved(toy(base | {path: value}), 1).pauses[0].sides[0].gain[0]
        assert again == pytest.approx(0, abs=1e-9), name


def test_other_lengths_limits_and_chances():
    given_ = solved(toy()).variants
    assert given_ is not None
    two, four = WEEKS.index(2), WEEKS.index(4)
    assert given_.lengths[:, two].tolist() == [1.0, 1.0, 1.0]  # 2 weeks, below 2.7
    assert given_.lengths[:, four].tolist() == [0.0, 1.0, 0.0]
    assert given_.mixed[LIMITS.index(1.0), CHANCES.index(0.2)] == 0.0
    assert given_.mixed[LIMITS.index(0.5), CHANCES.index(0.2)] == 1.0  # 0.5 is below 0.676
    assert given_.mixed[LIMITS.index(1.0), CHANCES.index(0.3)] == 1.0  # 0.3 is above 0.263
    assert given_.mixed[LIMITS.index(0.75), CHANCES.index(0.2)] == 0.0
    assert (np.diff(given_.mixed, axis=0) >= 0).all()


def test_the_answer_in_words():
    first, change, widest = notes(told(toy()))[:3]
    assert first.role == "answer"
    assert first.text == (
        "Against fighting on now, A loses nothing by the pause “Four weeks” (4 weeks) in 0% of "
        "draws and B in 100%. While the guns are silent the strength of A would grow by 1% a week "
        "and that of B by 5%, so that the chance of A to win falls by 3.6 points, but the prospect "
        "of a settlement is worth 2% of the stake to it (medians). In all of the draws in which A "
        "loses, more of the loss comes from the fall of its chance to win; by this reckoning a "
        "refusal would rest on arming meanwhile rather than on the terms that it is thought to "
        "lead to."
    )
    assert first.refs == ("war.pauses.month", "war.sides.a", "war.sides.b")
    assert change.text == (
        "In the 100% of draws in which A loses, one change alone would leave it without a loss: a "
        "chance of a settlement of at least 26%, in 100% of them; a share of the settlement of at "
        "least 54%, in 100% of them; a limit that leaves both sides at most 68% of their "
        "production and aid, in 100% of them (medians; in brackets what 90% of these draws need). "
        "In 100% of all draws some share in the settlement leaves both sides without a loss: what "
        "one of them loses by a pause the other gains, and more."
    )
    assert widest.text == "Neither side loses by “Four weeks” in 0% of draws."


def test_where_nobody_loses_it_is_said():
    even = told(toy({"war.sides.b.capabilities.all.production": 0.01}))
    assert notes(even)[0].text.endswith("B in 100%. In no draw does either side lose by it.")
    titles = [block.title for block in even if isinstance(block, Table)]
    assert not any(title.startswith("What would leave") for title in titles)


def test_the_tables_say_the_same():
    gains = sheet(toy(), "What each pause brings")
    assert gains[0] == ["Four weeks", "A", 0.0, "\N{MINUS SIGN}0.9%", "3.6 points", "2.9%", "2%",
                        1.0]  # fmt: skip
    assert gains[1][1:4] == ["B", 1.0, "5.9%"]
    lengths = sheet(toy(), "How long a pause")
    assert [row[2] for row in lengths] == ["2.7 weeks", "any length"]
    remedies = sheet(toy(), "What would leave a side")
    assert [row[3] for row in remedies] == ["26%", "54%", "68%", "2.74%"]
    assert [row[4] for row in remedies] == ["20%", "50%", "100%", "4%"]
    grows = sheet(toy(), "What makes strength grow")
    assert [row[2] for row in grows] == ["1%", "5%"]
    assert sheet(toy(), "No loss by a pause of other")[0][1:4] == ["100%", "100%", "0%"]


def test_the_widest_pause_of_several_and_what_is_on_record():
    made = small({"war.pauses.winter.proposal": "plan"})
    texts = [note.text for note in notes(told(made, 200))]
    assert (
        "Neither side loses by “Winter pause” in 98% of draws, by “Long pause” in 92%."
    ) in texts
    assert (
        "On record, of the text with “Winter pause”: Alba put it forward; Bor “rejected” "
        "(6 January 2020). Where the record and this reckoning part, something that is not in it "
        "decides, or the numbers are off."
    ) in texts


def test_a_handful_of_draws_gets_no_medians():
    on = solved(small(), 200).pauses[0].sides[0]
    assert on.remedies is not None
    assert 0 < on.remedies.loses < 0.05
    assert on.remedies.more.helps == 1.0
    assert on.remedies.more.needed is None
    titles = [block.title for block in told(small(), 200) if isinstance(block, Table)]
    assert not any(title.startswith("What would leave") for title in titles)


def test_nothing_is_on_record_without_a_text_or_an_answer():
    assert solved(toy()).recorded == ()
    silent = {"proposals.plan.responses": [], "war.pauses.winter.proposal": "plan"}
    assert solved(small(silent)).recorded == ()


def test_accidents_stand_apart_from_the_gains():
    one = solved(small(), 50)
    quiet = solved(small({"war.pauses.winter.accidents": 0}), 50)
    assert (one.pauses[0].sides[0].gain == quiet.pauses[0].sides[0].gain).all()
    assert one.pauses[0].lasts.middle == pytest.approx(0.99**4)


def test_a_case_without_pauses_or_settlement():
    bare = toy({"war.pauses": {}, "war.conceding": [], "scenarios": {}})
    bare = bare.model_copy(update={"settlement": None})
    blocks = told(bare)
    first = notes(blocks)[0]
    assert first.text == (
        "The case names no pause. Of all there is to divide, what leaves A at least 40% and at "
        "most 65% (medians) is better for both sides than fighting on to the end; what is held now "
        "lies within such a range in 100% of draws."
    )
    assert [block.text for block in blocks if isinstance(block, Heading)] == [
        "What there is to bargain over"
    ]
    assert sum(bool(note.page) for note in notes(blocks)) >= 2


@pytest.mark.parametrize("made", [toy(), small()])
def test_nothing_is_said_to_be_the_truth(made):
    for note in notes(told(made, 30)):
        assert "will " not in note.text, note.text
