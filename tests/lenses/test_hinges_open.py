"""Which conclusions the hinges lens can search, and what it says where it cannot."""

from dataclasses import replace

import numpy as np
import pytest
from hinges_cases import OPEN, A, B, Made, N, made, notes, number, so
from toy_case import toy

from parley.blocks import Bullets
from parley.errors import CaseError
from parley.lenses import hinges
from parley.lenses.hinges.indices import explained


@pytest.mark.parametrize(
    ("values", "yes", "why"),
    [
        (np.full(N, 0.1 + 0.2), False, "the same in all"),
        (0.3 + 1e-13 * np.arange(N), False, "the same in all"),
        (np.full(N, np.nan), True, "too few draws"),
        (np.where(np.arange(N) < 99, np.arange(N), np.nan), False, "too few draws"),
        (np.where(np.arange(N) < 100, np.arange(N), np.nan), False, ""),
        (np.arange(N) >= 30, True, ""),
        (np.arange(N) >= 29, True, "too few of a kind"),
        (np.arange(N) < 29, True, "too few of a kind"),
        (np.where(np.arange(N) == 0, np.inf, np.arange(N)), False, ""),
    ],
)
def test_which_conclusions_are_open(values, yes, why):
    told = so("war.x", values) if values.dtype == bool else number("war.x", values)
    (asked,) = made().asked(replace(told, yes=yes)).asked
    assert asked.why == why
    assert asked.open == (not why)
    assert asked.lens == "war"
    assert asked.known.tolist() == np.isfinite(told.values).tolist()


def test_only_the_draws_that_are_known_are_used():
    """Of the others any number may stand: y in the first 600 draws, then what x is."""
    x, y = made().x(A), made().x(B)
    known = np.arange(N) < 600
    cut = number("war.cut", np.where(known, y, np.nan))
    whole = number("war.whole", np.where(known, y, x))
    found = made().asked(cut, whole)
    first = explained(found, found.asked).first
    assert first.estimate[made().at(B), 0] > 0.95
    assert not first.above[made().at(A), 0]
    assert first.estimate[made().at(B), 1] < 0.8
    short = hinges.build(
        made().case, made().draws, [replace(cut, values=np.where(known, y, np.nan))]
    )
    told = explained(short, short.asked).first
    assert told.estimate[:, 0].tolist() == first.estimate[:, 0].tolist()


def test_no_conclusion_that_is_open_is_an_answer_too():
    result = hinges.solve(made().asked(so("war.never", np.zeros(N)), so("war.ever", np.ones(N))))
    told = hinges.describe(result)
    assert notes(told)[0].text.startswith(
        "Nothing: of 2 conclusions none differs between the draws"
    )
    assert [note.role for note in notes(told)] == ["answer", "assumption", "limit"]
    assert not [block for block in told if not hasattr(block, "role")]


def test_too_few_draws_are_said_so():
    few = Made(toy(OPEN), 40)
    told = hinges.describe(hinges.solve(few.asked(so("war.x", few.x(A) > 0.5))))
    assert notes(told)[0].text.startswith("Not known: 1 of 1 conclusion looked at")


def test_a_case_that_leaves_nothing_open_is_told_how_to():
    one = Made(toy(OPEN), 1)  # a single draw varies in nothing
    with pytest.raises(CaseError, match=r"no number and no order open.*; a range such as"):
        one.asked(so("war.x", [True]))
    with pytest.raises(CaseError, match=r"no lens draws a conclusion.*; `parley show`"):
        made().asked()


def test_a_case_without_disputes_says_nothing_of_them():
    bare = Made(toy({A: "0.1..0.3"}), 200)
    result = hinges.solve(bare.asked(so("war.x", bare.x(A) > 0.4)))
    assert result.disputed.n_disputed == 0
    assert result.disputed.claims == ()
    told = hinges.describe(result)
    assert not [b for b in told if isinstance(b, Bullets) and "disputed" in b.title]
    assert not [note for note in notes(told) if "clash" in note.text]
    assert notes(told)[0].text.endswith("hang most on: A: cost of fighting on.")
