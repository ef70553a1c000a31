"""The games lens on settlements, by hand: keeping them, and a guarantor that would fight."""

import numpy as np
import pytest
from games_cases import middles, notes, sheet, solved, text, told
from toy_case import toy


def test_keeping_a_settlement():
    """Smallest penalty 1.40097; a watch has none, a firm guarantee 2."""
    found = solved(toy())
    watch, firm = found.backed
    for kept in watch.kept:
        assert kept.needed.middle == pytest.approx(1.40097, abs=1e-5)
        assert (kept.keeps, kept.alone) == (0.0, 0.0)
        assert np.isinf(kept.detection.middle)
    for kept in firm.kept:
        assert (kept.keeps, kept.alone) == (1.0, 0.0)
        assert kept.detection.middle == pytest.approx(1.2 / 2.999029, abs=1e-5)
    assert (watch.every, firm.every) == (0.0, 1.0)
    assert middles(watch.years, firm.expected) == pytest.approx([50.0, 2.0])
    assert [(each.keeps, each.tempted) for each in found.unbacked] == [(0.0, 1.0)] * 2
    # nobody acts, no accidents: 1.2 / (0.6 x 0.7 / 0.4) = 1.14 is more than certain detection
    assert np.isinf(found.unbacked[0].detection.middle)


def test_only_the_expected_penalty_counts():
    """2.9 taken half of the time is 1.45, above 1.40097; taken 0.48 of the time it is 1.392."""
    path = "settlement.guarantees.firm"
    for honoured, keeps in ((0.5, 1.0), (0.48, 0.0)):
        made = toy({f"{path}.penalty": 2.9, f"{path}.honoured": honoured})
        assert solved(made).backed[1].every == keeps


def test_the_penalty_is_in_what_keeping_brings():
    """Ten times all payoffs change nothing."""
    ten = {"keeps": 10, "cheats": 22, "war": 3}
    tens = {f"settlement.keeping.{side}.{key}": v for side in "ab" for key, v in ten.items()}
    watch, firm = solved(toy(tens)).backed
    assert watch.kept[0].needed.middle == pytest.approx(1.40097, abs=1e-5)
    assert (watch.every, firm.every) == (0.0, 1.0)


def test_keeping_in_words():
    assert text(toy(), "To both sides") == (
        "To both sides, keeping a settlement is worth at least as much as cheating once with “A "
        "watch” in 0% and with “A firm guarantee” in 100% of draws; with nobody watching and "
        "nobody acting, cheating would tempt A in 100% and B in 100%. Monitoring and penalty stand "
        "in for each other: with half the chance of being noticed, what is at risk by cheating "
        "must be twice as much."
    )
    assert text(toy(), "How long a settlement") == (
        "How long a settlement that everybody means to keep would last on average until an "
        "accident ends it: “A watch” 50 years; “A firm guarantee” 50 years."
    )
    alike = toy({"settlement.guarantees.watch.penalty": 2})
    assert "cheating once with any of 2 guarantees in 100% of draws" in text(alike, "To both sides")
    rows = sheet(toy(), "Is keeping a settlement")
    assert [row[0] for row in rows[2:]] == ["A watch"] * 2 + ["A firm guarantee"] * 2
    assert rows[2][1:] == ["A", 0.0, 0.0, "1.4", "not even certainty"]
    assert rows[4][1:] == ["A", 1.0, 0.0, "1.4", "40%"]
    bare = toy({"settlement.guarantees": {}, "settlement.in_force": None, "scenarios": {}})
    assert text(bare, "The case names no guarantee.").endswith("A not even certainty and B not "
                                                               "even certainty.")  # fmt: skip


def test_a_guarantor_that_would_fight():
    """a resists from 0.5 on, b is deterred from 0.6667 on."""
    found = solved(toy()).defence
    assert found is not None
    assert middles(found.resist, found.deter) == pytest.approx([0.5, 2 / 3])
    assert (found.between, found.never) == (1.0, 0.0)
    none, drawn, firm = found.each
    assert (none.shares, drawn.shares, firm.shares) == ((1, 0, 0), (0, 0, 1), (0, 0, 1))
    # 1 - 0.9 + 0.5 with none, and 0.6 more with a firm one, at most all
    assert middles(none.demand, firm.demand) == pytest.approx([0.6, 1.0])
    assert [each.guarantee for each in found.each] == ["", "firm", ""]


@pytest.mark.parametrize(
    ("honoured", "shares", "worst"),
    [(0.4, (1, 0, 0), 0.0), (0.55, (0, 1, 0), 1.0), (0.7, (0, 0, 1), 0.0)],
)
def test_half_a_guarantee_can_be_the_worst_of_three(honoured, shares, worst):
    made = toy({"settlement.guarantees.firm.honoured": honoured})
    found = solved(made).defence
    assert found is not None
    assert (found.each[1].shares, found.each[1].worst) == (shares, worst)
    told = text(made, "Share of draws in which a guarantee")
    assert f"“A firm guarantee” {worst:.0%}." in told


def test_half_a_guarantee_is_not_the_worst_where_a_firm_one_means_war_too():
    """With a cost of 0.1 even a firm one does not deter: 0.8 / 0.6 is more than certainty."""
    made = toy({"settlement.guarantees.firm.honoured": 0.55, "settlement.attack.cost_by": 0.1})
    found = solved(made).defence
    assert found is not None
    assert found.never == 1.0
    assert (found.each[1].shares, found.each[1].worst) == ((0, 1, 0), 0.0)
    assert "in 100% of draws even one that is sure to come would not be enough" in text(
        made, "If B attacked A again"
    )


def test_a_guarantee_that_defends_nobody_is_no_part_of_it():
    made = toy({"settlement.guarantees.firm.defends": None})
    found = solved(made).defence
    assert found is not None
    assert len(found.each) == 2
    texts = [note.text for note in notes(told(made))]
    assert not any(each.startswith("Share of draws in which a guarantee") for each in texts)
