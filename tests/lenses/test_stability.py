"""What the stability lens says of small cases, sentence by sentence and cell by cell."""

from typing import Any

import numpy as np
import pytest
from conflict_case import DILEMMA, moving
from small_case import small

from parley.blocks import Block, Bullets, Figure, Note, Table
from parley.case import read_case, shipped_cases
from parley.draws import draws
from parley.lenses import stability as lens
from parley.models.conflict_graph.build import conflict


def solved(moves: str = DILEMMA, n: int = 40) -> Any:
    case = moving(moves)
    return lens.solve(lens.build(case, draws(case, n)))


def told(moves: str = DILEMMA, n: int = 40) -> tuple[Block, ...]:
    return lens.describe(solved(moves, n))


def notes(blocks: tuple[Block, ...]) -> list[str]:
    return [block.text for block in blocks if isinstance(block, Note)]


def sheet(blocks: tuple[Block, ...], title: str) -> list[list[Any]]:
    tables = [b for b in blocks if isinstance(b, Table | Figure) and b.title.startswith(title)]
    assert len(tables) == 1, [b.title for b in blocks if isinstance(b, Table | Figure)]
    found = tables[0] if isinstance(tables[0], Table) else tables[0].data
    return [[cell.value for cell in row] for row in found.rows]


def reasons(blocks: tuple[Block, ...], title: str) -> list[Any]:
    (found,) = (b for b in blocks if isinstance(b, Bullets) and b.title == title)
    return [item.value for item in found.items]


# answers


def test_the_dilemma_holds_where_both_keep_their_arms_and_where_both_lay_them_down():
    blocks = told()
    assert notes(blocks)[0] == (
        "At the middle of what the case leaves open, no party would move away from the present "
        "state: each gains nothing by it, or would be answered so that it loses the gain again. "
        "It holds in 100% of draws. Of 8 states, 2 would hold."
    )
    assert notes(blocks)[1] == (
        "Would hold once there: “Both lay down arms” (reached only if Alba and Borduria moved "
        "against what they prefer)."
    )


def test_a_reason_names_what_for_who_answers_and_what_it_costs():
    assert reasons(told(), "“Both lay down arms”") == [
        "Castellan gains by no move of its own.",
        "Alba would prefer not “Lays down arms” for the sake of “keeps its arms”, but Borduria "
        "with not “Lays down arms” would then cost it “Borduria: Lays down arms”.",
        "Borduria would prefer not “Lays down arms” for the sake of not “Borduria: Lays down "
        "arms”, but Alba with not “Lays down arms” would then cost it “Alba: Lays down arms”.",
    ]


def test_what_cannot_be_undone_is_said():
    bound = DILEMMA.replace("a: {down: Lays", "a: {down: {one_way: up, name: Lays")
    bound = bound.replace("Lays down arms}\n    b:", "Lays down arms}}\n    b:")
    assert reasons(told(bound), "“Both lay down arms”")[1] == (
        "Alba gains by no move of its own, though its part in it would be undone if it could be."
    )


def test_a_party_that_would_leave_is_named_with_what_would_keep_it():
    greedy = DILEMMA.replace("[a.down, not b.down]", "[not b.down, a.down]")
    blocks = told(greedy)
    assert "Would not hold: “Both lay down arms” (left by Borduria)." in notes(blocks)
    rows = sheet(blocks, "What a party would have to prefer to stay")
    assert [row[:2] for row in rows] == [["both: “Both lay down arms”", "Borduria"]]


def test_what_would_make_a_party_leave_is_told_for_states_that_hold():
    """Alba stays while both keep their arms: it would have to prefer laying down its own, which
    nobody would answer. In half of all orders it does not."""
    rows = sheet(told(), "What a party would have to prefer to leave")
    (mine,) = (row for row in rows if row[:2] == ["the present state", "Alba"])
    assert mine[2] == "as now, but Alba: “Lays down arms”"
    assert mine[3] == "50%"


def test_the_matrix_says_what_keeps_each_party():
    rows = sheet(told(), "What keeps each party")
    assert rows == [
        ["the present state", "gains nothing", "gains nothing", "gains nothing"],
        ["both: “Both lay down arms”", "held", "held", "gains nothing"],
    ]


def test_outcomes_count_states_and_shares():
    (row,) = sheet(told(), "Which outcomes would hold?")
    assert row == ["Peace", 2, 1, 0, 1.0, "no"]


def test_ways_say_who_blocks_them():
    rows = sheet(told(), "Ways from the present state")
    assert rows[0][:4] == ["both: “Both lay down arms”", 2, 2, "Alba and Borduria"]


def test_groups_that_would_leave_together_are_found():
    """Where both keep their arms no one gains alone, and both gain together."""
    (row,) = sheet(told(), "States that hold for each party alone")
    assert row == ["the present state", "Alba and Borduria", "both: “Both lay down arms”"]


def test_levers_are_told_that_change_a_share():
    greedy = DILEMMA.replace("[a.down, not b.down]", "[not b.down, a.down]").replace(
        "c: {pay: Pays Alba}", "c: {pay: Pays Borduria}"
    ).replace("[not b.down, a.down]", "[c.pay, not b.down, a.down]")  # fmt: skip
    rows = sheet(told(greedy), "Levers that make a state hold more often")
    assert [row[:3] for row in rows] == [
        ["Castellan: “Pays Borduria”", "promised while this state is kept", "“Both lay down arms”"]
    ]
    assert rows[0][3:] == [0.0, 1.0, "Borduria would stay; it then holds"]


def test_hinges_name_the_belief_a_verdict_hangs_on():
    unsure = DILEMMA.replace(
        "statements: [a.down, not b.down]",
        "order: [calm, arms], statements: [{prefers: a.down, id: calm}, "
        "{prefers: not b.down, id: arms}]",
    )
    (row,) = sheet(told(unsure, 200), "The beliefs on which")
    assert row[1] == ("Borduria puts “Alba: Lays down arms” above not “Borduria: Lays down arms”")
    assert row[3:] == [1.0, 0.0]
    assert 0.35 < row[2] < 0.65


def test_unknown_preferences_are_read_in_four_ways():
    doubt = DILEMMA.replace(
        "statements: [not c.pay]}",
        "statements: [not c.pay], unknown: [{one: c.pay, other: not c.pay}]}",
    )
    rows = sheet(told(doubt), "States that hold under other readings")
    assert rows[-1][0] == "of 8 states, hold"
    tempted, neither = rows[0][2], rows[0][3]
    assert (tempted, neither) == ("does not", "holds")


def test_forbidden_moves_change_verdicts_and_have_reasons_and_levers():
    """Borduria would take up arms again if it could, once both have laid them down."""
    barred = DILEMMA.replace(
        "  now:", "  forbidden: [{by: b, out_of: a.down and b.down, into: not b.down}]\n  now:"
    ).replace("[a.down, not b.down]", "[not b.down, a.down]")
    blocks = told(barred)
    held = [row for row in sheet(blocks, "What keeps each party") if row[0].startswith("both")]
    assert held[0][2] == "gains nothing"
    bound = "gains by no move of its own, though its part in it would be undone if it could be."
    assert f"Borduria {bound}" in reasons(blocks, "“Both lay down arms”")
    assert sheet(blocks, "Levers that make a state hold less often")
    assert [row[0] for row in sheet(blocks, "Ways from the present state")] == [
        "both: “Both lay down arms”"
    ]


def test_much_preferred_statements_tell_strong_from_weak():
    much = DILEMMA.replace("[c.pay, b.down,", "[c.pay, {prefers: b.down, much: true},").replace(
        "[a.down, not b.down]", "[{prefers: a.down, much: true}, not b.down]"
    )
    rows = sheet(told(much), "States that hold under other readings")
    assert [row[2] for row in rows[:2]] == ["holds", "holds"]
    mild = DILEMMA.replace("[c.pay, b.down,", "[{prefers: c.pay, much: true}, b.down,")
    assert sheet(told(mild), "States that hold under other readings")[1][2] == "does not"


def test_a_case_with_neither_a_present_nor_a_named_state_is_told_what_holds():
    """As files of other programs have it."""
    bare = DILEMMA[: DILEMMA.index("  now:")] + DILEMMA[DILEMMA.index("  preferences:") :]
    blocks = told(bare)
    assert notes(blocks)[0].startswith("Of 8 states the parties can bring about, 2 would hold")
    assert [row[0] for row in sheet(blocks, "What keeps each party")] == ["s1", "s2"]


# all forms of the section, and large ones


def test_a_case_with_every_form_is_answered():
    case = small()
    blocks = lens.describe(lens.solve(lens.build(case, draws(case, 30))))
    assert sheet(blocks, "What each party expects")[0][0] == "Bor"
    assert sheet(blocks, "States that hold under other readings")


def large(n_options: int) -> str:
    """Three parties with options by the dozen: more states than fit any page."""
    names = [[f"o{p}x{k}" for k in range(n_options // 3)] for p in "abc"]
    options = "\n".join(
        f"    {p}: {{{', '.join(f'{o}: Option {o}' for o in own)}}}"
        for p, own in zip("abc", names, strict=True)
    )
    now = ", ".join(f"{p}.{o}: no" for p, own in zip("abc", names, strict=True) for o in own)
    preferences = "\n".join(
        f"    {p}: {{by: desk, on: 2020-01-09, because: x, statements: ["
        f"{other}.{theirs[0]} iff {p}.{own[0]}, not {p}.{own[1]}, {other}.{theirs[1]}]}}"
        for p, own, other, theirs in zip("abc", names, "bca", [*names[1:], names[0]], strict=True)
    )
    return f"  options:\n{options}\n  now: {{{now}}}\n  preferences:\n{preferences}\n"


def test_many_states_are_told_by_what_matters():
    result = solved(large(15), n=5)
    assert result.conflict.graph.n_states == 32_768
    assert len(result.listed) <= 12
    blocks = lens.describe(result)
    assert sum(len(b.rows) for b in blocks if isinstance(b, Table)) < 120
    rows = sheet(blocks, "How many of 32,768 states hold")
    assert rows[0][1] == int(result.verdict["nash"].all(axis=0).sum())


@pytest.mark.parametrize("name", list(shipped_cases()))
def test_shipped_cases_hold_what_their_makers_say(name):
    """The present state of each holds at the middle: nobody moved that summer, or that winter."""
    case = read_case(name)
    found = conflict(case, draws(case, 50))
    result = lens.solve(found)
    assert found.now is not None
    assert result.holds[found.now]
    assert np.isclose(result.robust.stable.max(), 1)
