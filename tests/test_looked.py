"""Every lens looked through once, and conclusions found by their names."""

from types import SimpleNamespace

import numpy as np
import pytest
from hinges_cases import so
from toy_case import toy

from parley import lenses
from parley.draws import draws
from parley.errors import CaseError
from parley.looked import Looked, concluded, look, named

N = 6


def lens(question="Is it?", lacks=False, told=(), seen=None):
    """A lens that records how often it is solved, and with what."""
    calls = [] if seen is None else seen

    def build(case, drawn):
        if lacks:
            raise CaseError.lacks("moves", "nothing", "add some")
        return case, drawn

    def solve(model):
        calls.append(model)
        return {"gain": np.arange(N), "sure": np.arange(N) % 2, "three": np.zeros(3)}

    return SimpleNamespace(
        QUESTION=question, build=build, solve=solve, conclusions=lambda _: tuple(told)
    )


@pytest.fixture
def three(monkeypatch):
    """A lens that concludes two things, one that the case cannot feed, and one without any."""
    seen = []
    monkeypatch.setattr(
        lenses,
        "ALL",
        {
            "one": lens(
                "One?",
                told=(so("deal", np.arange(N) < 2), so("gain", np.arange(N) < 3)),
                seen=seen,
            ),
            "bare": lens("Bare?", lacks=True),
            "last": lens("Last?", seen=seen),
        },
    )
    return seen


def looked(only=(), **options):
    case = toy()
    return look(case, draws(case, N), only, **options)


def test_every_lens_is_solved_once_with_the_draws_given(three):
    case = toy()
    drawn = draws(case, N)
    found = look(case, drawn)
    assert [each.lens for each in found] == ["one", "bare", "last"]
    assert len(three) == 2
    assert all(given == (case, drawn) for given in three)


def test_a_lens_that_cannot_run_says_what_is_missing(three):
    one, bare, _ = looked()
    assert (bare.result, bare.lacks) == (None, "moves: nothing; add some")
    assert one.lacks == ""
    assert len(three) == 2


@pytest.mark.usefixtures("three")
def test_only_those_named_in_the_order_of_all():
    told = []
    found = looked(("last", "one"), progress=told.append)
    assert [each.lens for each in found] == ["one", "last"]
    assert told == ["One?", "Last?"]


@pytest.mark.usefixtures("three")
def test_unknown_lenses_are_refused():
    with pytest.raises(ValueError, match="no lens two, none; there are one, bare, last"):
        looked(("two", "one", "none"))


def test_an_error_after_build_is_a_bug(monkeypatch):
    broken = lens()
    broken.solve = lambda _: (_ for _ in ()).throw(CaseError.lacks("x", "y", "z"))
    monkeypatch.setattr(lenses, "ALL", {"broken": broken})
    with pytest.raises(CaseError):
        looked()


@pytest.mark.usefixtures("three")
def test_conclusions_carry_the_lens_in_their_id():
    told = concluded(looked())
    assert [each.id for each in told] == ["one.deal", "one.gain"]
    assert told[0].mean == pytest.approx(2 / N)
    assert told[0].says == "deal is so"
    assert concluded((Looked(lens="bare", lacks="all"),)) == ()


@pytest.mark.usefixtures("three")
def test_a_conclusion_by_its_name_or_by_its_place():
    found = looked()
    assert named(found, "one.deal", N).says == "deal is so"
    gain = named(found, "one.gain", N)  # what the lens tells goes before a place of that name
    assert gain.values.tolist() == [1, 1, 1, 0, 0, 0]
    other = named(found, "last.gain", N)
    assert other.values.tolist() == list(range(N))
    assert (other.id, other.yes) == ("last.gain", False)
    assert named(found, "last.sure", N).yes


@pytest.mark.usefixtures("three")
@pytest.mark.parametrize(
    ("id", "said"),
    [
        ("one.deel", "no conclusion 'one.deel'; did you mean 'one.deal'?"),
        ("last.gian", "no conclusion 'last.gian'; did you mean 'last.gain'?"),
        ("last.three", "no conclusion 'last.three'"),  # three numbers are not one for each draw
        ("deal", "no conclusion 'deal'"),
        ("zzz", "no conclusion 'zzz'"),
        ("", "no conclusion ''"),
    ],
)
def test_what_is_no_conclusion_is_refused(id, said):
    with pytest.raises(LookupError) as caught:
        named(looked(), id, N)
    assert str(caught.value).startswith(said)


def test_the_numbers_of_the_toy_by_their_place():
    case = toy()
    found = look(case, draws(case, N), ("games",))
    told = named(found, "games.pauses.0.sides.0.gain", N)
    assert told.values == pytest.approx([-0.00857143] * N, abs=1e-8)
    assert not told.yes
    assert named(found, "games.pauses.0.sides.1.gains", N).yes
    same = named(found, "games.pause.month.b.loses_nothing", N)
    assert same.values.tolist() == [1] * N
