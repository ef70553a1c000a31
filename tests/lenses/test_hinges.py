"""The hinges lens on made-up conclusions: shares, scores, turning levels worked out by hand."""

from functools import cache

import numpy as np
import pytest
from hinges_cases import STRUCK, A, B, N, made, notes, number, so

from parley.blocks import Bullets, Table
from parley.lenses import hinges
from parley.lenses.hinges.indices import explained
from parley.lenses.hinges.ranking import overall

WALK = np.random.default_rng(9)
COIN_OF_NOBODY = WALK.random(N) < 0.5  # hangs on no input
LOST_A, LOST_B = STRUCK.format("a"), STRUCK.format("b")


def label(at: int) -> str:
    return made().given.about[at].name


def share(result: hinges.HingesResult, path: str, j: int, part: str = "") -> float:
    return float(result.told.first.estimate[made().at(path, part), j])


def turns_of(result: hinges.HingesResult, j: int, path: str):
    """Where an input turns a conclusion."""
    hung = result.hung[j]
    return hung.turns[hung.columns.index(made().at(path))]


@cache
def plain() -> hinges.HingesResult:
    """Two lenses; in brackets what it hangs on. x, y : the two costs, 0 to 1."""
    x, y = made().x(A), made().x(B)
    told = (
        number("offers.sum", 2 * x + y),
        so("offers.line", x - y > -0.2),
        so("offers.chance", COIN_OF_NOBODY),
        so("war.account", made().x(LOST_A, "account") == 1),  # of -1, 0, 1: the last, "a2"
        so("war.never", np.zeros(N)),
        so("war.rare", np.arange(N) < 29),
        number("war.few", np.where(np.arange(N) < 99, x, np.nan)),
    )
    return hinges.solve(made().asked(*told))


@cache
def blocks():
    return hinges.describe(plain())


def texts() -> list[str]:
    return [note.text for note in notes(blocks())]


# Solved by hand


@pytest.mark.parametrize(("a", "b"), [(1, 1), (2, 1), (1, -3), (0, 1)])
def test_the_shares_of_a_sum(a, b):
    """a^2 V1 / (a^2 V1 + b^2 V2); both inputs have one variance here."""
    told = number("offers.y", a * made().x(A) + b * made().x(B))
    found = made().asked(told)
    first = explained(found, found.asked).first
    for path, weight in ((A, a), (B, b)):
        expected = weight**2 / (a**2 + b**2)
        assert first.estimate[made().at(path), 0] == pytest.approx(expected, abs=0.06)
        assert first.above[made().at(path), 0] == (weight != 0)
    assert first.above.sum() <= (a != 0) + (b != 0) + 1  # by chance one more may pass
    best = overall(found, first, found.asked).inputs[0]
    assert best.at == made().at(A if abs(a) >= abs(b) and a**2 != b**2 else B) or a**2 == b**2


def test_the_sum_through_the_whole_lens():
    result = plain()
    assert share(result, A, 0) == pytest.approx(4 / 5, abs=0.06)
    assert share(result, B, 0) == pytest.approx(1 / 5, abs=0.06)
    hung = result.hung[0]
    assert hung.columns[:2] == (made().at(A), made().at(B))
    assert hung.clear == 2
    assert hung.ranks[:2] == pytest.approx(np.array([2, 1]) / np.sqrt(5), abs=0.05)
    ends = hung.lowest[0].value, hung.highest[0].value
    assert ends == pytest.approx((2 / 6 + 0.5, 2 * 5 / 6 + 0.5), abs=0.05)  # means of thirds
    assert hung.lowest[0].low < ends[0] < hung.lowest[0].high < hung.highest[0].low
    assert hung.turns == ()  # a number has no turn
    total = hung.total
    assert total is not None
    assert total.lower[0, 0] <= 0.85
    assert total.upper[0, 0] >= 0.75


def test_the_turning_level_by_hand():
    """x - y > -0.2 is so in 1 - 0.8^2 / 2 of all; at x alone in x + 0.2, at y alone in 1.2 - y: one
    half at x = 0.3 and at y = 0.7."""
    result = plain()
    assert result.asked[1].conclusion.mean == pytest.approx(1 - 0.8**2 / 2, abs=0.04)
    one, other = turns_of(result, 1, A), turns_of(result, 1, B)
    assert (one.level - 0.1) / 0.2 == pytest.approx(0.3, abs=0.05)  # A is 0.1 to 0.3
    assert (other.level - 0.1) / 0.1 == pytest.approx(0.7, abs=0.05)  # B is 0.1 to 0.2
    assert one.interval[0] < 0.16 < one.interval[1]
    assert one.standardised == pytest.approx((0.3 - 0.5) * np.sqrt(12), abs=0.15)
    assert (one.held, one.verdict, other.verdict) == (True, "turns", "turns")


def test_two_inputs_moved_together_turn_it_sooner():
    """From the medians to the line, in standard deviations of the two."""
    (scene,) = (each for each in plain().scenes if each.at == 1)
    pair = scene.pair
    assert pair is not None
    assert set(pair.columns) == {made().at(A), made().at(B)}
    x, y = made().x(A), made().x(B)
    away = (0.2 + np.median(x) - np.median(y)) / np.hypot(x.std(), y.std())
    assert pair.flip.distance == pytest.approx(away, abs=0.06)
    assert pair.flip.low < pair.flip.distance < pair.flip.high
    one = turns_of(plain(), 1, A)
    assert pair.flip.distance < abs(one.standardised)
    assert scene.so is False  # the rarer of the two is looked for
    assert sum(cell.n for cell in pair.cells) == N
    at_x = pair.columns.index(made().at(A))
    for cell in pair.cells:  # all of a cell on one side of the line
        (x_low, x_high), (y_low, y_high) = (cell.x, cell.y) if at_x == 0 else (cell.y, cell.x)
        if (x_low - 0.1) / 0.2 - (y_high - 0.1) / 0.1 > -0.2:
            assert cell.share == 1
        if (x_high - 0.1) / 0.2 - (y_low - 0.1) / 0.1 < -0.2:
            assert cell.share == 0


def test_the_nearest_turn_of_each_conclusion_comes_first():
    result = plain()
    told = [abs(each.turn.standardised) for each in result.turned]
    assert told == sorted(told)
    for each in result.turned:
        hung = result.hung[each.at]
        found = [abs(t.standardised) for t in hung.turns if t.verdict == "turns"]
        assert abs(each.turn.standardised) == min(found)
        assert each.n_turning == len(found)
        assert result.asked[each.at].conclusion.yes
    assert 2 not in [each.at for each in result.turned]  # nothing turns a coin


def test_what_hangs_on_nothing_says_so():
    hung = plain().hung[2]
    assert hung.clear == 0
    (table,) = (b for b in blocks() if isinstance(b, Table) and len(b.rows) == 4 and b.rows)
    row = next(row for row in table.rows if row[1].value == "Offers.chance is so")
    assert row[3].value == "nothing that 1,000 draws can tell"
    assert row[3].refs == ()


def test_a_disputed_claim_that_decides_everything_comes_first():
    """War hangs on which account of A's loss is right; nothing on the account of B's."""
    result = plain()
    groups = result.found.groups
    assert [groups[each.at].id for each in result.disputed.claims][:2] == ["a1", "a2"]
    assert {groups[each.at].id for each in result.disputed.claims} == {"a1", "a2", "b1", "b2"}
    assert result.disputed.n_disputed == 4
    assert result.disputed.unused == ()
    first = result.disputed.claims[0]
    assert first.hung[0] == 3
    assert result.grouped.estimate[first.at, 3] > 0.85
    (turning,) = (each for each in result.settled if each.dispute.verdict == "turns")
    assert (turning.at, turning.column) == (3, made().at(LOST_A, "account"))
    told = {each.account: each.share for each in turning.dispute.accounts}
    assert told[1] in (0, 1)
    assert len({told[k] for k in (-1, 0, 1)}) == 2
    lists = [block for block in blocks() if isinstance(block, Bullets)]
    assert lists[-1].title == "4 disputed claims worth settling"
    assert [item.refs for item in lists[-1].items][:2] == [("a1",), ("a2",)]
    assert "A lost a tenth" in str(lists[-1].items[0].value)


def test_the_answer_names_the_leading_inputs_in_order():
    """War: 1 on the account. Offers: x and y share; x has more of both."""
    result = plain()
    leading = [each for each in result.overall.inputs if each.hung]
    names = [label(each.at) for each in leading[:3]]
    assert "loss" not in names
    assert "which account" in names[0] or "A, All it has" in names[0]
    assert names[1:] == ["A: cost of fighting on", "B: cost of fighting on"]
    first = notes(blocks())[0]
    assert first.role == "answer"
    assert [first.text.index(name) for name in names] == sorted(
        first.text.index(name) for name in names
    )
    assert first.text.startswith("Of 15 inputs the case leaves open, the 4 conclusions that")


def test_inputs_are_named_once_though_they_have_several_columns():
    result = plain()
    paths = [result.found.given.about[each.at].path for each in result.overall.inputs]
    assert len(set(paths)) == len(paths)
    assert result.overall.n_inputs == len({each.path for each in result.found.given.about}) == 15
    for hung in result.hung:
        told = [result.found.given.about[k].path for k in hung.columns]
        assert len(set(told)) == len(told) <= 10


@pytest.mark.parametrize(("n_offers", "scores"), [(3, (1 / 3, 2 / 3)), (1, (0.5, 0.5))])
def test_a_score_counts_each_lens_alike(n_offers, scores):
    """Of three offers x decides two and y one; of games y decides the only one:
    x (2/3 + 0) / 2, y (1/3 + 1) / 2. A mean over conclusions would give both one half."""
    x, y = made().x(A), made().x(B)
    offers = [number(f"offers.{i}", each) for i, each in enumerate((x, x**2, y)[:n_offers])]
    found = made().asked(*offers, number("games.only", y))
    told = overall(found, explained(found, found.asked).first, found.asked).inputs
    score = {each.at: each.score for each in told}
    assert (score[made().at(A)], score[made().at(B)]) == pytest.approx(scores, abs=0.03)
    assert [each.score for each in told] == sorted((each.score for each in told), reverse=True)
    if n_offers == 3:
        assert told[0].at == made().at(B)
        assert set(told[0].hung) == {2, 3}
        assert set(told[1].hung) == {0, 1}


# What is shut, unknown or missing


def test_what_cannot_be_searched_is_set_aside_with_its_reason():
    told = {each.conclusion.id: each.why for each in plain().shut}
    assert told == {
        "war.never": "the same in all",
        "war.rare": "too few of a kind",
        "war.few": "too few draws",
    }
    assert [each.conclusion.id for each in plain().asked] == [
        "offers.sum",
        "offers.line",
        "offers.chance",
        "war.account",
    ]
    (shut,) = (text for text in texts() if "3 other conclusions" in text)
    assert "the same in every draw, so that nothing open moves them, 1;" in shut
    assert "war.few" in shut
