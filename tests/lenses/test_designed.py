"""Designs: the lens asked again with one input drawn anew, on sums with shares known by hand."""

import re
from dataclasses import replace

import numpy as np
import pytest
from hinges_cases import STRUCK, A, B, Made, made, notes, number, so
from small_case import small
from test_lenses import BANNED, LONG_NUMBER, QUOTED, words
from toy_case import toy

from parley.blocks import Table
from parley.draws import draws
from parley.lenses.hinges.designed import describe_designed, designed, screened
from parley.looked import look, named

LOSS = STRUCK.format("a")
N = 2000


def cost(drawn, path, low, width):
    """The input from 0 to 1."""
    return (drawn.arrays[path] - low) / width


def total(drawn):
    """Twice the one cost and once the other, so shares of 4/5 and 1/5."""
    return number("sum", 2 * cost(drawn, A, 0.1, 0.2) + cost(drawn, B, 0.1, 0.1))


def inputs(given, *paths):
    return [next(each for each in given.given.about if each.path == path) for path in paths]


@pytest.fixture(scope="module")
def found():
    return designed(made().case, inputs(made(), B, A, LOSS), total, N, 5)


def test_a_sum_by_hand(found):
    """No interactions: each by itself and with others alike, in the order asked."""
    first, whole = found.indices.first[:, 0], found.indices.total[:, 0]
    by_hand = np.array([1, 4, 0]) / 5
    for part, error in ((first, found.indices.first_error), (whole, found.indices.total_error)):
        assert (np.abs(part - by_hand) <= 3 * error[:, 0] + 1e-12).all()
        assert part == pytest.approx(by_hand, abs=0.06)
    assert (found.indices.total_error < 0.03).all()


def test_mean_change_by_hand(found):
    """Two uniform numbers are a third apart on average, with a variance of 1/18."""
    assert found.change == pytest.approx([1 / 3, 2 / 3, 0], abs=0.02)
    assert found.spread == pytest.approx([18**-0.5, 2 * 18**-0.5, 0], abs=0.02)


def test_an_input_that_is_never_read_has_exactly_no_effect(found):
    assert found.indices.first[2, 0] == found.indices.total[2, 0] == found.change[2] == 0
    assert found.indices.total_error[2, 0] == 0


def test_runs_and_draws(found):
    assert found.n == N
    assert found.indices.runs == N * 5
    assert found.conclusion.id == "sum"
    assert [each.path for each in found.inputs] == [B, A, LOSS]


def test_the_same_seed_gives_the_same_answer_and_another_does_not(found):
    same, other = (
        designed(made().case, inputs(made(), B, A, LOSS), total, N, seed) for seed in (5, 6)
    )
    assert (same.indices.total == found.indices.total).all()
    assert (same.change == found.change).all()
    assert (other.indices.total[:2] != found.indices.total[:2]).all()


def test_a_product_works_through_others():
    """x y of uniform numbers: 3/7 by itself, 4/7 with the other."""

    def product(drawn):
        return number("xy", cost(drawn, A, 0.1, 0.2) * cost(drawn, B, 0.1, 0.1))

    told = designed(made().case, inputs(made(), A, B), product, 4000, 0)
    assert told.indices.first[:, 0] == pytest.approx([3 / 7, 3 / 7], abs=0.06)
    assert told.indices.total[:, 0] == pytest.approx([4 / 7, 4 / 7], abs=0.06)


def test_an_account_is_drawn_anew_with_its_number():
    """What hangs on who is believed, and on the value alone, is one input in every run."""
    seen = []

    def believed(drawn):
        value, account = drawn.arrays[LOSS], drawn.arrays[f"{LOSS}:account"]
        seen.append(np.isin(value[account == 0], 0.1).all() and (value[account == 1] == 0.3).all())
        return so("first", account == 0)

    column = made().given.about[made().at(LOSS, "account")]
    told = designed(made().case, [column], believed, 500, 0)
    assert all(seen)
    assert len(seen) == 3
    assert told.indices.total[0, 0] == pytest.approx(1, abs=0.1)


@pytest.mark.parametrize("end", [".chance", ":coin"])
def test_a_statement_is_drawn_anew_with_its_chance(end):
    """Whether it holds hangs on both and on nothing else, whichever of them is named."""
    at = "moves.preferences.a.statements.2"
    given = Made(small(), 300)
    column = replace(given.given.about[0], path=at + end)

    def holds(drawn):
        return so("holds", drawn.arrays[f"{at}:coin"] < drawn.arrays[f"{at}.chance"])

    told = designed(given.case, [column], holds, 1000, 0)
    p = told.conclusion.mean
    assert told.change[0] == pytest.approx(2 * p * (1 - p), abs=0.04)
    assert told.indices.first[0, 0] == pytest.approx(1, abs=0.1)
    assert told.indices.total[0, 0] == pytest.approx(1, abs=0.1)


def test_draws_that_some_run_does_not_know_are_left_out():
    """What is not known where A's cost is high: a fourth in one run of two, so in both runs."""

    def known(drawn):
        x = cost(drawn, A, 0.1, 0.2)
        return number("y", np.where(x < 0.75, cost(drawn, B, 0.1, 0.1), np.nan))

    told = designed(made().case, inputs(made(), A, B), known, 1000, 0)
    runs = [draws(made().case, 1000, 0, start=start).arrays[A] for start in (0, 1000)]
    assert told.n == sum((runs[0] < 0.25) & (runs[1] < 0.25))
    assert told.indices.total[:, 0] == pytest.approx([0, 1], abs=0.15)
    assert told.change[0] == 0


def test_progress_names_what_is_drawn_anew():
    said = []
    designed(made().case, inputs(made(), A, B), total, 60, 0, progress=said.append)
    assert said == [
        "Drawing anew: A: cost of fighting on",
        "Drawing anew: B: cost of fighting on",
    ]


def _constant(drawn):
    return number("flat", np.full(drawn.n, 3.0))


@pytest.mark.parametrize(
    ("names", "ask", "n", "problem"),
    [
        ((), total, 100, "there is no input to draw anew"),
        ((A,), _constant, 100, "'flat' is the same in every draw of the design"),
        ((A,), total, 49, "'sum' is known in 49 draws of all runs, need 50"),
    ],
)
def test_what_cannot_be_designed(names, ask, n, problem):
    with pytest.raises(ValueError, match=problem):
        designed(made().case, inputs(made(), *names), ask, n, 0)


# The lens itself


def test_the_gain_of_a_pause_hangs_on_its_cost_alone():
    """The toy: A gains h (x - p + k) - (1 - h) f, so 0.2 times its cost k, and not B's."""
    given = Made(toy({A: "0.1..0.3", B: "0.1..0.2"}), 200)

    def gain(again):
        return named(look(given.case, again, ("games",)), "games.pauses.0.sides.0.gain", again.n)

    told = designed(given.case, inputs(given, A, B), gain, 500, 0)
    assert told.indices.total[0, 0] == pytest.approx(1, abs=0.1)
    assert told.change[0] == pytest.approx(0.2 * 0.2 / 3, rel=0.1)
    assert told.indices.total[1, 0] == told.indices.first[1, 0] == told.change[1] == 0


# Which inputs


def test_the_inputs_that_go_with_it_most_come_first():
    asked = made().asked(number("y", 2 * made().x(A) + made().x(B)))
    chosen = screened(asked, 2)
    assert [each.path for each in chosen] == [A, B]
    assert len(screened(asked, 1)) == 1


def test_a_number_and_its_account_are_one_input():
    account = made().x(LOSS, "account")
    chosen = screened(made().asked(number("y", account + 0.1 * made().x(LOSS))), 100)
    paths = [each.path for each in chosen]
    assert paths[0] == LOSS
    assert len(paths) == len(set(paths)) == len({each.path for each in made().given.about})


def test_a_statement_and_its_chance_are_one_input():
    given = Made(small(), 200)
    at = "moves.preferences.a.statements.2"
    coin = given.draws.arrays[f"{at}:coin"] < given.draws.arrays[f"{at}.chance"]
    chosen = screened(given.asked(so("y", coin)), 1000)
    assert sum(each.path.startswith(at) for each in chosen) == 1
    assert chosen[0].path.startswith(at)


def test_only_the_first_conclusion_that_is_open_chooses():
    flat, y = so("flat", np.ones(1000)), number("y", made().x(B))
    assert screened(made().asked(flat, y), 1)[0].path == B
    assert screened(made().asked(flat), 5) == ()


# In words


def text(told):
    return " ".join(note.text for note in notes(describe_designed(told)))


def rows(told):
    (table,) = (block for block in describe_designed(told) if isinstance(block, Table))
    return table, [[cell.value for cell in row] for row in table.rows]


def test_the_answer_and_the_table(found):
    assert (
        "By a design of 10,000 draws, number sum hangs most on: A: cost of fighting on; B: cost of "
        "fighting on. By themselves the 3 inputs explain "
    ) in text(found)
    table, shown = rows(found)
    assert [row[0] for row in shown] == ["A: cost of fighting on", "B: cost of fighting on"]
    assert table.rows[0][0].refs == ("c1",)
    share = found.indices.total[1, 0]
    assert shown[0][2].startswith(f"{share:.0%} (")
    assert all(re.fullmatch(r"\d+% \(\d+% to \d+%\)", cell) for row in shown for cell in row[1:3])
    assert "Of 3 inputs drawn anew 1 changes nothing in any draw." in table.caption


def test_one_input_and_none_that_moves():
    one = designed(made().case, inputs(made(), A), total, 200, 0)
    assert re.search(
        r"By itself it explains \d+% of the variance; the rest lies in other", text(one)
    )
    assert "Every input drawn anew changes something" in rows(one)[0].caption
    idle = designed(made().case, inputs(made(), LOSS), total, 200, 0)
    assert "number sum hangs on nothing that was drawn anew (1 input)." in text(idle)


def test_sentences_are_sentences(found):
    yes = designed(
        made().case, inputs(made(), A, B), lambda d: so("y", total(d).values > 1.5), 200, 0
    )
    idle = designed(made().case, inputs(made(), LOSS), total, 200, 0)
    for each in (found, yes, idle):
        blocks = describe_designed(each)
        assert [note.role for note in notes(blocks)] == ["answer", "assumption", "limit"]
        for note in notes(blocks):
            assert note.text.endswith(".")
            assert ".." not in note.text
            assert "  " not in note.text
            assert re.match(r"[^a-z]", note.text)
        for said in words(blocks):
            assert not LONG_NUMBER.search(said), said
            assert not BANNED.search(QUOTED.sub("", said)), said
    assert "whether y is so hangs most on" in text(yes)
