"""Scenarios side by side: differences against a plain loop and by hand, and what is worth knowing.

Worths are those of problems solved by hand, with inputs uniform on 0 to 1.
"""

import re
from dataclasses import replace
from statistics import mean, stdev

import numpy as np
import pytest
from hinges_cases import A, B, N, made, notes, number, so
from hypothesis import given, settings
from hypothesis import strategies as st
from small_case import small
from test_lenses import BANNED, LONG_NUMBER, QUOTED, tables, words
from toy_case import toy

from parley.blocks import Bullets, Figure, Heading, Note, Table, refs_of
from parley.draws import draws
from parley.lenses import compare
from parley.lenses.compare.words import amount, change, said
from parley.lenses.compare.worth import worth
from parley.looked import look, named
from parley.models.uncertain import Column, Group
from parley.report import report_compared
from parley.views import FORMATS

MINUS = "\N{MINUS SIGN}"
EVEN = "Both grow alike"  # title of the toy's scenario `even`


def compared(base, by="", **others):
    """The result for conclusions of the base case and of each scenario of the toy."""
    told = {"": base, **(others or {"even": base})}
    return compare.solve(compare.build(made().case, made().draws, told, by))


def difference(base, other):
    """Of one number, (n,) in each."""
    row = compared([number("y", base)], even=[number("y", other)]).rows[0]
    return row.differences.get("even")


def told(result):
    return compare.describe(result)


def text(blocks):
    return " ".join(note.text for note in notes(blocks))


def table(blocks, title):
    return next((b for b in blocks if isinstance(b, Table) and b.title.startswith(title)), None)


def cells(found):
    return [[cell.value for cell in row] for row in found.rows]


def noise(seed, n=N):
    return np.random.default_rng(seed).normal(size=n)


def padded(values):
    """The first draws; all others were not looked at."""
    return np.concatenate([values, np.full(N - len(values), np.nan)])


def spread(seed, n=N):
    """n numbers evenly spread over 0 to 1, in an order of their own."""
    return np.random.default_rng(seed).permutation((np.arange(n) + 0.5) / n)


# Differences


@settings(deadline=None, max_examples=50)
@given(
    st.lists(
        st.tuples(*[st.one_of(st.just(np.nan), st.integers(-3, 3).map(float))] * 2),
        min_size=1,
        max_size=12,
    )
)
def test_differences_equal_a_plain_loop(pairs):
    base, other = (padded(np.array(each)) for each in zip(*pairs, strict=True))
    both = [(x, y) for x, y in pairs if x == x and y == y]
    given_ = difference(base, other)
    if not both:
        assert given_ is None
        return
    by = [y - x for x, y in both]
    n = len(by)
    wide = 1.96 * stdev(by) / n**0.5 if n > 1 else np.inf
    assert given_.n == n
    assert given_.before == pytest.approx(mean(x for x, _ in both))
    assert given_.mean == pytest.approx(mean(by))
    assert (given_.low, given_.high) == pytest.approx((mean(by) - wide, mean(by) + wide))
    assert given_.up == sum(each > 0 for each in by) / n
    assert given_.down == sum(each < 0 for each in by) / n
    assert given_.moves == any(by)
    moving = sum(each != 0 for each in by)
    assert given_.clear == (moving >= 6 and (mean(by) - wide > 0 or mean(by) + wide < 0))


def test_intervals_are_paired_by_draw():
    """Numbers of spread 1 that differ by 0.02, with a spread of 0.1: told apart only in pairs."""
    base = noise(1)
    other = base + 0.02 + 0.1 * noise(2)
    paired, apart = difference(base, other), difference(base, np.roll(other, 1))
    assert paired.clear
    assert not apart.clear
    assert apart.mean == pytest.approx(paired.mean)
    assert paired.high - paired.low == pytest.approx(2 * 1.96 * 0.1 / N**0.5, rel=0.1)
    assert apart.high - apart.low == pytest.approx(2 * 1.96 * 2**0.5 / N**0.5, rel=0.1)


def test_rounding_is_no_change():
    base = 1 + np.abs(noise(1))
    given_ = difference(base, base + 1e-15)
    assert not given_.moves
    assert not given_.clear
    blocks = told(compared([number("y", base)], even=[number("y", base + 1e-15)]))
    assert table(blocks, "Conclusions that change") is None


def test_draws_known_in_one_alone_count_for_neither():
    base, other = np.zeros(N), np.ones(N)
    base[:10], other[10:20] = np.nan, np.nan
    base[20:30], other[20:30] = 5, 5
    given_ = difference(base, other)
    assert given_.n == N - 20
    assert given_.mean == pytest.approx((N - 30) / (N - 20))
    assert given_.up == given_.mean
    assert given_.before == pytest.approx(50 / (N - 20))


def test_the_sentence_tells_the_same_change_as_the_table():
    """Known in half of the draws in one: its mean over all known draws is another."""
    base = np.where(np.arange(N) < N // 2, 0.0, 1.0)
    other = np.where(np.arange(N) < N // 2, 0.2, np.nan)
    result = compared([number("y", base)], even=[number("y", other)])
    assert "‘number y’ from 0 to 0.2." in text(told(result))
    assert cells(table(told(result), "Conclusions that"))[0][2].startswith("+0.2 (+0.2 to +0.2)")


def test_fewer_than_six_draws_that_change_are_unclear():
    """Five that all go one way do so by chance once in 16."""
    for n, clear in ((5, False), (6, True)):
        given_ = difference(padded(np.zeros(n)), padded(np.ones(n)))
        assert (given_.low, given_.high) == (1, 1)
        assert given_.clear == clear
    blocks = told(compared([so("y", np.zeros(N))], even=[so("y", np.arange(N) < 5)]))
    assert "+0.5 points" in cells(table(blocks, "Conclusions that"))[0][2]
    assert "unclear; more in under 1%, less in 0%" in cells(table(blocks, "Conclusions that"))[0][2]
    assert f"“{EVEN}” changes nothing clearly: 1 conclusion changes in some draws." in text(blocks)
    assert not any(isinstance(block, Figure) for block in blocks)


def test_an_unclear_difference_is_called_so():
    base = noise(1)
    blocks = told(compared([number("y", base)], even=[number("y", base + noise(2))]))
    (entry,) = (row[2] for row in cells(table(blocks, "Conclusions that")))
    assert re.fullmatch(r"\S+ \(\S+ to \S+\), unclear; more in \d+%, less in \d+%", entry)
    assert "Of 1 conclusion none changes by more than the noise of the draws" in text(blocks)


def test_one_draw_has_no_interval():
    given_ = difference(padded([0.0]), padded([1.0]))
    assert change(number("y", [0]), given_) == "+1 (one draw)"
    assert change(so("y", [0]), given_) == "+100 points (one draw)"
    result = compared([so("y", [0] * N, known=np.arange(N) < 1)], even=[so("y", [1] * N)])
    assert not LONG_NUMBER.search(FORMATS["txt"](_report(told(result))))


@pytest.mark.parametrize(
    ("values", "yes", "shown"),
    [
        ((0.01, 0.005, 0.015), True, "+1 point (+0.5 to +1.5)"),
        ((-0.01, -0.02, 0.0), True, f"{MINUS}1 point ({MINUS}2 to 0)"),
        ((0.25, 0.2, 0.3), True, "+25 points (+20 to +30)"),
        ((-0.0001, -0.0002, 0.0), True, "0 points (0 to 0)"),
        ((-1234.5, -2000.0, 0.0314159), False, f"{MINUS}1,230 ({MINUS}2,000 to +0.0314)"),
        ((-1e-9, -1e-8, 1e-9), False, "0 (0 to 0)"),
    ],
)
def test_changes_as_people_write_them(values, yes, shown):
    middle, low, high = values
    given_ = replace(difference(np.zeros(N), np.ones(N)), mean=middle, low=low, high=high)
    conclusion = so("y", [0]) if yes else number("y", [0])
    assert change(conclusion, given_) == shown


def test_less_than_can_be_shown_is_nothing_without_a_sign():
    assert (amount(-1e-9), amount(-0.5), said(-1e-9)) == ("0", f"{MINUS}0.5", "just under 0")


# Which conclusions, and what is said


def test_a_scenario_that_changes_nothing_gives_none():
    result = compared([so("y", noise(1) > 0), number("z", noise(2))])
    assert not any(each.differences["even"].moves for each in result.rows)
    blocks = told(result)
    assert f"Of 2 conclusions none changes by more than the noise of the draws under “{EVEN}”." in (
        text(blocks)
    )
    assert f"“{EVEN}” changes no conclusion in any draw." in text(blocks)
    assert "2 conclusions are the same in every draw under every scenario." in text(blocks)
    assert not [b for b in blocks if isinstance(b, Table | Figure)]


def test_none_stands_beside_a_scenario_that_changes_something():
    y = so("y", noise(1) > 0)
    result = compared([y], even=[y], firm=[so("y", noise(1) > 1)])
    shown = table(told(result), "Conclusions that change")
    assert [column.name for column in shown.columns][2:] == [EVEN, "A firm guarantee"]
    assert cells(shown)[0][2] == "none"
    assert cells(shown)[0][3].startswith(MINUS)
    (figure,) = (b for b in told(result) if isinstance(b, Figure))
    assert [row[1].value for row in figure.data.rows] == ["A firm guarantee"]
    assert f"1 under “A firm guarantee”; none under “{EVEN}”." in text(told(result))


def test_a_conclusion_that_only_one_scenario_draws():
    x, y, z = (so(name, noise(k) > 0) for k, name in enumerate("xyz"))
    result = compared([x, y], even=[x, z], firm=[x, so("y", noise(1) > 1)])
    by = {row.conclusion.id: row for row in result.rows}
    assert list(by) == ["x", "y", "z"]
    assert list(by["y"].means) == ["", "firm"]
    assert list(by["y"].differences) == ["firm"]
    assert by["z"].means == {"even": z.mean}
    assert by["z"].differences == {}
    blocks = told(result)
    assert cells(table(blocks, "Conclusions that"))[0][:3] == ["Y is so", f"{y.mean:.0%}", None]
    assert "1 other conclusion is the same in every draw under every scenario." in text(blocks)
    assert "2 conclusions cannot be compared under every scenario: only some draw them" in (
        text(blocks)
    )


def test_a_row_is_worded_and_scaled_by_the_base_case():
    base, other = number("y", noise(1)), number("y", 100 * noise(1))
    assert compared([base], even=[other]).rows[0].conclusion is base


def test_a_scenario_that_shares_no_conclusion():
    blocks = told(compared([so("x", noise(1) > 0)], even=[so("y", noise(1) > 0)]))
    assert f"“{EVEN}” shares no conclusion with the base case." in text(blocks)
    assert told(compared([], even=[]))[0].text.startswith("No lens draws a conclusion")


def test_the_largest_changes_come_first_whatever_their_unit_and_sign():
    """In spreads: a share by half of its draws, a number by a fiftieth of a spread, one by four."""
    base = [so("a", noise(1) > 0), number("b", 1000 * noise(2)), number("c", 0.01 * noise(3))]
    other = [
        so("a", noise(1) > 9),
        number("b", 1000 * noise(2) + 20),
        number("c", 0.01 * noise(3) - 0.04),
    ]
    said = next(
        note.text for note in notes(told(compared(base, even=other))) if "most" in note.text
    )
    assert re.findall(r"‘(.*?)’", said) == ["number c", "a is so", "number b"]


def test_three_scenarios_that_change_something_stand_on_the_first_page():
    y, z = so("y", noise(1) > 0), so("y", noise(1) > 1)
    case = toy({f"scenarios.s{k}": {"title": f"S{k}", "set": {"war.held": 0.4}} for k in range(6)})
    others = {f"s{k}": [y if k < 2 else z] for k in range(6)}
    found = compare.build(case, draws(case, N), {"": [y], **others})
    pages = {note.text: note.page for note in notes(told(compare.solve(found)))}
    opened = [said for said, page in pages.items() if page == "open"]
    assert [re.findall(r"“(S\d)”", said)[0] for said in opened[1:]] == ["S2", "S3", "S4"]


def test_hardly_any_change_is_not_told_as_from_one_to_the_same():
    y = noise(1)
    blocks = told(compared([number("y", y)], even=[number("y", y + 1e-6)]))
    assert f"‘number y’ by little from {np.round(y.mean(), 3):.3f}".rstrip("0").replace(
        "-", MINUS
    ) in text(blocks)


def test_without_a_scenario_there_is_nothing_to_compare():
    with pytest.raises(ValueError, match="there is no scenario to compare with the base case"):
        compare.build(made().case, made().draws, {"": [so("y", noise(1) > 0)]})


# A war worked out by hand


def toy_cases():
    """The toy, its own scenarios, and one that sets what is so already."""
    same = {"scenarios.same": {"title": "As it is", "set": {"war.held": 0.5}}}
    case = toy(same)
    return {"": case} | {
        name: toy(same | dict(scenario.set)) for name, scenario in case.scenarios.items()
    }


def test_a_scenario_by_hand():
    """Four weeks of pause leave equal strengths equal, so A gains h k = 0.02 in place of -0.00857.

    Nothing else of the 14 or so hangs on it but B's gain, 0.0586 less the 0.0286 that A keeps.
    """
    cases = toy_cases()
    ids = ["games.pauses.0.sides.0.gain", "games.pauses.0.sides.1.gain"]
    ids += ["games.pause.month.a.loses_nothing", "games.pause.month.b.loses_nothing"]
    ids += ["games.settlement.kept"]
    looked = {name: look(case, draws(case, 8), ("games",)) for name, case in cases.items()}
    asked = {name: [named(each, id, 8) for id in ids] for name, each in looked.items()}
    found = compare.build(cases[""], draws(cases[""], 8), asked)
    rows = {row.conclusion.id: row.differences for row in compare.solve(found).rows}
    shift = 0.8 * (0.5 - 5.2 / 11.2)
    assert rows[ids[0]]["even"].mean == pytest.approx(shift)
    assert rows[ids[1]]["even"].mean == pytest.approx(-shift)
    assert (rows[ids[2]]["even"].mean, rows[ids[2]]["even"].up) == (1, 1)
    assert not rows[ids[3]]["even"].moves
    assert not rows[ids[4]]["even"].moves
    assert rows[ids[4]]["firm"].mean == 1
    assert not any(rows[id]["firm"].moves for id in ids[:4])


def test_scenarios_by_hand_in_words():
    (section,) = report_compared(toy_cases(), only=("games",), n=8).sections
    said = text(section.blocks)
    assert (
        "1 under “A firm guarantee” and 1 under “Both grow alike”; none under “As it is”." in said
    )
    assert "‘A loses nothing by the pause “Four weeks”’ from 0% to 100% of draws" in said
    assert "“As it is” changes no conclusion in any draw." in said


def _report(blocks):
    from parley.blocks import Report, Section

    return Report("t", "c", "d", (Section("compare", "Q?", tuple(blocks)),))


# What is worth knowing before choosing


def about(n):
    return [
        Column(path=f"x{k}", part="", name=f"input {k}", claims=(), party="", issue="", levels={},
               refs=())
        for k in range(n)
    ]  # fmt: skip


def valued(u, x, groups=(), columns=None, seed=0):
    columns = columns or about(x.shape[1])
    return worth(np.stack(u, axis=1), x, columns, groups, made().case, seed)


def test_a_choice_between_nothing_and_a_sum_solved_by_hand():
    """x + y - 1 or 0, both uniform: knowing all is worth 1/6, knowing one 1/8, the third nothing.

    Knowing all, E max(0, x + y - 1) = E |x + y - 1| / 2 = 1/6; knowing x, E max(0, x - 1/2) = 1/8.
    """
    n = 4000
    x = np.stack([spread(k, n) for k in range(3)], axis=1)
    told_ = valued((np.zeros(n), x[:, 0] + x[:, 1] - 1), x)
    assert told_.everything.value == pytest.approx(1 / 6, abs=0.006)
    found = {int(each.name): each for each in told_.inputs}
    for k in (0, 1):
        assert found[k].worth.value == pytest.approx(1 / 8, abs=0.006)
        assert found[k].worth.verdict == "worth something"
        assert found[k].part == pytest.approx(3 / 4, abs=0.04)
    assert found[2].worth.verdict == "cannot tell"
    assert {each.column for each in told_.reported} == {0, 1}
    assert told_.means == pytest.approx((0, 0), abs=1e-9)
    assert told_.chosen == pytest.approx((0.5, 0.5), abs=0.03)
    assert not told_.settled


def test_of_many_inputs_those_that_go_with_the_choice_are_looked_at():
    """The last of 40 columns decides; only some can be looked at."""
    x = np.stack([spread(k, 300) for k in range(40)], axis=1)
    told_ = valued((np.full(300, 0.5), x[:, 39]), x)
    assert len(told_.inputs) == 24
    assert told_.inputs[0].name == "39"


def test_groups_are_claims_and_issues_known_together():
    """Of x + y - 1 the claim behind both is worth 1/6, all there is."""
    n = 4000
    x = np.stack([spread(k, n) for k in range(3)], axis=1)
    groups = [
        Group(kind=kind, id=kind, name=kind, columns=at, refs=())
        for kind, at in (("claim", (0, 1)), ("source", (0, 1)), ("party", (0,)), ("issue", (2,)))
    ]
    told_ = valued((np.zeros(n), x[:, 0] + x[:, 1] - 1), x, groups)
    assert [int(each.name) for each in told_.groups] == [0, 3]
    assert told_.groups[0].worth.value == pytest.approx(1 / 6, abs=0.008)
    assert told_.groups[0].part == pytest.approx(1, abs=0.03)


def test_a_report_is_worth_what_its_grade_makes_it():
    """Bet on a coin, at even odds: a source right with r gives r - 1/2 (Raiffa and Schlaifer)."""
    n = 2000
    coin = np.random.default_rng(0).permutation(np.arange(n) % 2).astype(float)
    columns = [replace(about(1)[0], levels={0.0: "not so", 1.0: "so"})]
    told_ = valued((coin, 1 - coin), coin[:, np.newaxis], columns=columns)
    (reported,) = told_.reported
    reliability = made().case.belief.reliability
    assert set(reported.values) == {str(grade) for grade in reliability} - {"F"}
    for grade, right in reliability.items():
        if grade != "F" and right > 0.5:
            assert reported.values[str(grade)].value == pytest.approx(right - 0.5, abs=0.02)
    assert told_.everything.value == pytest.approx(0.5, abs=0.02)


@pytest.mark.parametrize("more", [np.abs, lambda x: 0 * x + 0.1, lambda x: x > 0.5])
@pytest.mark.parametrize("seed", range(4))
def test_a_dominated_choice_leaves_nothing_worth_knowing(more, seed):
    """Exactly nothing, whatever the seed: better by more or less, by as much, or only at times."""
    x = spread(1, 300)
    told_ = valued((x, x + more(x)), x[:, np.newaxis], seed=seed)
    assert told_.settled
    assert not told_.alike
    assert (told_.best, told_.chosen[1]) == (1, 1)
    assert (told_.everything, told_.inputs, told_.groups, told_.reported) == (None, (), (), ())


def test_a_dominated_choice_in_words():
    x = made().x(A)
    blocks = told(compared([number("y", x)], "y", even=[number("y", x + (x > 0.5))]))
    (said,) = (note.text for note in notes(blocks) if note.text.startswith("If ‘number y’"))
    assert f"the base case {x.mean():.3f}".rstrip("0") in said
    assert said.endswith(
        f"No draw has a better one than “{EVEN}”, so nothing is worth knowing before choosing."
    )
    share = f"{(x <= 0.5).mean():.0%}"
    assert f"as good as any in {share} of draws; “{EVEN}”" in said
    assert "as good as any in 100% of draws. No draw" in said
    assert not [b for b in blocks if isinstance(b, Table) and "find out" in b.title]


def test_alike_choices_leave_nothing_worth_knowing():
    y = number("y", noise(1))
    result = compared([y], "y", even=[number("y", y.values + 1e-15)], firm=[y])
    assert result.worth.alike
    assert result.worth.settled
    assert result.worth.chosen == (1, 1, 1)
    assert "They are alike in every draw, so nothing is worth knowing before choosing." in (
        text(told(result))
    )


def test_better_in_a_single_draw_cannot_be_told():
    """Worth 0.5 in one of 1,000 draws; a third of all bootstrap samples leave that draw out."""
    result = compared(
        [number("y", np.where(np.arange(N) == 7, 1.5, 0))], "y", even=[number("y", np.ones(N))]
    )
    assert not result.worth.settled
    assert result.worth.everything.value == pytest.approx(0.0005)
    assert (
        "By the means “Both grow alike” is best. Others are better in some draws, but these draws "
        "cannot tell whether knowing more before choosing would add anything."
    ) in text(told(result))
    assert table(told(result), "Inputs to find out next") is None


@pytest.fixture(scope="module")
def chosen():
    """What A's cost says alone: the base case is worth 1/2, the scenario that cost from 0 to 1."""
    x = made().x(A)
    return compared([number("y", np.full(N, 0.5))], "y", even=[number("y", x)])


def test_the_input_that_decides_is_found_among_those_of_the_case(chosen):
    first = chosen.worth.inputs[0]
    assert chosen.found.given.about[int(first.name)].path == A
    assert first.part == pytest.approx(1, abs=0.02)
    assert chosen.worth.everything.value == pytest.approx(1 / 8, abs=0.02)
    assert all(
        each.worth.value < first.worth.value / 4
        for each in chosen.worth.inputs[1:]
        if chosen.found.given.about[int(each.name)].path != A
    )


def test_what_is_worth_knowing_in_words(chosen):
    blocks = told(chosen)
    value = chosen.worth.everything.value
    assert re.search(
        rf"knowing everything before choosing would add {value:.3f} \(0\.\d+ to 0\.\d+\)\. What it "
        "costs",
        text(blocks),
    )
    inputs = table(blocks, "Inputs to find out next")
    assert inputs.columns[0].name == "input"
    assert cells(inputs)[0][0] == "A: cost of fighting on"
    assert cells(inputs)[0][2:] == ["over 99%", "worth something"]
    assert inputs.rows[0][0].refs == ("c1",)
    grades = table(blocks, "What one report")
    assert [column.name for column in grades.columns][1] == "A (95% right)"
    assert cells(grades)[0][0] == "A: cost of fighting on"
    assert any(isinstance(b, Heading) and b.text.startswith("What is worth") for b in blocks)


def test_worths_of_yes_or_no_are_told_in_points():
    """Even odds against what is so where A's cost is high: knowing it adds 25 points."""
    x, z = made().x(A), made().x(B)
    result = compared([so("y", z > 0.5)], "y", even=[so("y", x > 0.5)])
    value = 100 * result.worth.everything.value
    assert value == pytest.approx(25, abs=4)
    said = text(told(result))
    shown = f"{value:.1f}".removesuffix(".0")
    assert re.search(rf"would add {shown} points \([\d.]+ to [\d.]+\)\.", said)
    inputs = table(told(result), "Inputs to find out next")
    assert inputs.caption.startswith("In points of 100")
    assert re.match(r"[\d.]+ points? \(", cells(inputs)[0][1])


def test_a_very_small_worth_is_told_as_such():
    x = made().x(A)
    result = compared([number("y", np.full(N, 5e-5))], "y", even=[number("y", 1e-4 * x)])
    assert "would add less than 0.001. What" in text(told(result))


def test_draws_that_some_scenario_does_not_know_are_left_out():
    x = made().x(A)
    base, other = np.full(N, 0.5), np.where(np.arange(N) < 200, x, np.nan)
    base[:50] = np.nan
    result = compared([number("y", base)], "y", even=[number("y", other)])
    assert result.worth.everything.n == 150
    assert result.worth.means == pytest.approx((0.5, x[50:200].mean()))


def test_a_choice_by_what_some_scenario_does_not_conclude():
    y, z = so("zone.every", noise(1) > 0), so("zone.kept", noise(1) > 0)
    with pytest.raises(
        ValueError, match=r"^the base case has no conclusion 'zone\.evry'; did you "
    ):
        compared([y, z], "zone.evry")
    with pytest.raises(ValueError, match=r"did you mean 'zone\.every'\?$"):
        compared([y, z], "zone.evry")
    with pytest.raises(ValueError, match=r"^scenario 'even' has no conclusion 'zone\.every'"):
        compared([y], "zone.every", even=[z])
    with pytest.raises(ValueError, match=r"no conclusion 'qqqq'$"):
        compared([y], "qqqq")


def test_too_few_draws_known_for_a_choice():
    y = so("y", noise(1) > 0, known=np.arange(N) < 60)
    z = so("y", noise(2) > 0, known=np.arange(N) >= 11)
    with pytest.raises(
        ValueError, match="'y' is known in 49 draws of all scenarios; 50 are the le"
    ):
        compared([y], "y", even=[z])
    known = so("y", noise(2) > 0, known=np.arange(N) >= 10)
    assert compared([y], "y", even=[known]).worth.everything.n == 50


# On the small case: same seed, same blocks; sentences as everywhere


@pytest.fixture(scope="module")
def on_small():
    case = small()
    cases = {"": case} | {
        name: small(dict(case.scenarios[name].set)) for name in ("stopped", "cold", "loud")
    }
    by = "offers.text.plan/B.a"
    return lambda: report_compared(cases, only=("offers", "games"), by=by, n=150, seed=4)


@pytest.fixture(scope="module")
def section(on_small):
    return on_small()


def test_the_same_seed_gives_the_same_blocks(on_small, section):
    assert FORMATS["json"](section) == FORMATS["json"](on_small())


def test_the_recipe_says_how_to_run_it_again(section):
    assert section.recipe["scenarios"] == "stopped, cold, loud"
    assert section.recipe["lenses"] == "offers, games"
    assert section.recipe["by"] == "offers.text.plan/B.a"


def every_report(section):
    x = made().x(A)
    yield section
    yield _report(told(compared([number("y", np.full(N, 0.5))], "y", even=[number("y", x)])))
    yield _report(told(compared([so("y", x > 0.5)], "y", even=[so("y", made().x(B) > 0.4)])))
    yield _report(told(compared([so("y", x > 0.5)], "y")))
    yield _report(told(compared([number("y", x / 1e4)], "y", even=[number("y", x / 1e3)])))
    yield _report(told(compared([so("y", x > 0.5)], even=[so("z", x > 0.5)])))
    yield _report(told(compared([], even=[])))


def test_sentences_are_sentences(section):
    for each in every_report(section):
        for note in notes(each.sections[0].blocks):
            assert re.search(r"[.?][\"”)]?$", note.text), note.text
            assert note.text == note.text.strip()
            assert "  " not in note.text
            assert ".." not in note.text.replace("...", ""), note.text
            assert re.match(r"[^a-z]", note.text), note.text
            assert not re.search(r"\b1 (\w+ )?(conclusions|draws|inputs|points)\b", note.text)


def test_words_are_impartial_and_numbers_are_peoples(section):
    for each in every_report(section):
        for line in words(each.sections[0].blocks):
            assert not LONG_NUMBER.search(line), line
            assert not BANNED.search(QUOTED.sub("", line)), line


def test_roles_and_refs(section):
    blocks = section.sections[0].blocks
    roles = [note.role for note in notes(blocks)]
    assert roles.count("answer") == 1
    assert isinstance(blocks[0], Note)
    assert blocks[0].role == "answer"
    assert {"assumption", "limit"} <= set(roles)
    refs = {ref for block in blocks for ref in refs_of(block)}
    assert refs
    assert refs <= set(section.basis)
    assert not any(isinstance(block, Bullets) for block in blocks)


def test_rows_fit_their_columns_and_figures_can_be_read(section):
    blocks = section.sections[0].blocks
    for each in tables(blocks):
        assert {len(row) for row in each.rows} == {len(each.columns)}
        assert all(column.name for column in each.columns)
    (figure,) = (block for block in blocks if isinstance(block, Figure))
    assert figure.alt.endswith(".")
    assert figure.data.rows
