"""Writing games: as Genius XML that means the same, and as case files that load."""

from datetime import date
from fractions import Fraction as F
from itertools import product

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from parley.case import read_case
from parley.case.formats import Game, GameIssue, case_text, read_game, write_genius
from parley.draws import draws
from parley.errors import CaseError
from parley.models.domain import points
from parley.models.export import domain_of, game_of
from parley.models.offer_space import offer_space

DAY = date(2025, 2, 28)


def game(sheets, no_deal, **more):
    """A game of some parties on discrete issues."""
    sizes = [len(row) for row in sheets[0]]
    return Game(
        title=more.pop("title", "Port"),
        parties=tuple(f"Party {p}" for p in range(len(sheets))),
        issues=tuple(
            GameIssue(f"Issue {i}", tuple(f"{i}.{k}" for k in range(n)))
            for i, n in enumerate(sizes)
        ),
        points=tuple(tuple(tuple(map(F, row)) for row in sheet) for sheet in sheets),
        no_deal=tuple(map(F, no_deal)),
        **more,
    )


PORT = game([[[0, 3], [1, 0, 2]], [[4, 0], [0, 5, 1]], [[1, 0], [0, 0, 0]]], [2, 5, 0])


def worths(each):
    """Per party, exact utilities of all packages and of no deal."""
    packages = list(product(*(range(len(issue.options)) for issue in each.issues)))
    return [
        [sum((row[k] for row, k in zip(sheet, package, strict=True)), F(0)) for package in packages]
        + [no_deal]
        for sheet, no_deal in zip(each.points, each.no_deal, strict=True)
    ]


def best_of(worth):
    return max(worth[:-1])


# ------------------------------------------------------------------ Genius XML

fractions = st.fractions(0, 40, max_denominator=30)


@st.composite
def games(draw, numbers=fractions):
    n_parties = draw(st.integers(2, 3))
    sizes = draw(st.lists(st.integers(1, 3), min_size=1, max_size=3))
    sheets = [[draw(st.tuples(*[numbers] * n)) for n in sizes] for _ in range(n_parties)]
    no_deal = [F(draw(st.integers(0, 400)), 8) for _ in range(n_parties)]
    return game(sheets, no_deal)


@settings(max_examples=40, deadline=None)
@given(each=games(), raw=st.booleans())
def test_genius_there_and_back_scales_each_party_so_that_its_best_package_is_1(
    tmp_path_factory, each, raw
):
    folder = tmp_path_factory.mktemp("genius")
    write_genius(each, folder)
    back = read_game(folder, raw=raw)
    assert [issue.options for issue in back.issues] == [issue.options for issue in each.issues]
    for ours, theirs in zip(worths(each), worths(back), strict=True):
        scale = best_of(ours) or 1
        wanted = [worth / scale for worth in ours]
        if raw:  # nothing is divided, so what was written must be near that already
            assert list(map(float, theirs)) == pytest.approx(list(map(float, wanted)), abs=1e-9)
        else:
            assert theirs[:-1] == wanted[:-1]
            assert 0 <= wanted[-1] - theirs[-1] < F(1, 10**39)


@settings(max_examples=25, deadline=None)
@given(each=games())
def test_genius_to_genius_is_the_identity(tmp_path_factory, each):
    first, second = (tmp_path_factory.mktemp(name) for name in "ab")
    write_genius(each, first)
    once = read_game(first)
    write_genius(once, second)
    twice = read_game(second)
    assert (twice.title, twice.parties, twice.issues) == (once.title, once.parties, once.issues)
    assert twice.points == once.points
    assert twice.no_deal == once.no_deal


def test_points_below_zero_are_raised_and_no_deal_with_them(tmp_path):
    each = game([[[-2, 2], [0, 1]], [[1, 0], [0, -1]]], [-1, 0])
    write_genius(each, tmp_path)
    for ours, theirs in zip(worths(each), worths(read_game(tmp_path)), strict=True):
        pairs = sorted(zip(ours, theirs, strict=True))
        (a, u), (b, v) = pairs[0], pairs[-1]
        for x, y in pairs:
            assert abs((x - a) / (b - a) - (y - u) / (v - u)) < F(1, 10**30)


def test_names_survive_and_order_the_parties(tmp_path):
    each = game([[[0, 1]]] * 11, [0] * 11, title='A "port" & <more>')
    write_genius(each, tmp_path / "new")
    back = read_game(tmp_path / "new")
    assert back.title == each.title
    assert back.parties == tuple(f"Party-{p}" for p in range(11))


def test_what_the_format_cannot_hold_is_said(tmp_path):
    assert write_genius(PORT, tmp_path / "all") == ()
    rule = game([[[0, 1]]] * 3, [0] * 3, at_least=2, notes=("One.",))
    assert write_genius(rule, tmp_path / "most") == (
        "One.", "The rule of consent is left out: in this format all must accept.",
    )  # fmt: skip


def test_nothing_is_overwritten(tmp_path):
    (tmp_path / "note").write_text("mine", "utf-8")
    with pytest.raises(CaseError, match="nothing is ever overwritten"):
        write_genius(PORT, tmp_path)
    assert [file.name for file in tmp_path.iterdir()] == ["note"]


# ------------------------------------------------------------------ a case file


def loaded(each, folder):
    file = folder / "case.yaml"
    file.write_text(case_text(each, on=DAY), "utf-8")
    return read_case(file)


def space(case):
    return offer_space(case, draws(case, 1))


def test_a_game_becomes_a_case_with_the_same_packages_and_points(tmp_path):
    case = loaded(PORT, tmp_path)
    assert (case.title, str(case.as_of), case.consent) == (
        "Port", "2025-02-28", ("Party-0", "Party-1", "Party-2"),
    )  # fmt: skip
    assert case.issues["Issue-1"].labels == {"o1-0": "1.0", "o1-1": "1.1", "o1-2": "1.2"}
    assert case.positions["Party-1"].points["Issue-1"]["o1-1"].value == 5
    assert case.positions["Party-1"].no_deal.points.value == 5
    assert case.consent_rule is None


def test_quotas_and_vetoes_become_the_rule_of_consent(tmp_path):
    rule = game([[[0, 1]]] * 3, [0] * 3, at_least=2, including=("Party 2",))
    found = loaded(rule, tmp_path).consent_rule
    assert (found.at_least, found.including) == (2, ("Party-2",))


def test_fractions_become_whole_points(tmp_path):
    each = game([[[F(1, 3), F(1, 2)]], [[0, 1]]], [F(1, 4), 0])
    position = loaded(each, tmp_path).positions["Party-0"]
    assert [entry.value for entry in position.points["Issue-0"].values()] == [4, 6]
    assert position.no_deal.points.value == 3
    assert "times 12 to make all points whole" in position.no_deal.because


def test_finer_numbers_are_rounded_down_and_it_is_said(tmp_path):
    fine = F(1, 3_000_001)
    each = game([[[fine, 1], [0, 2]], [[0, 1], [0, 0]]], [F(1, 3), 0])
    position = loaded(each, tmp_path).positions["Party-0"]
    found = [entry.value for row in position.points.values() for entry in row.values()]
    assert found == [0.000111, 333.333333, 0, 666.666666]
    assert position.no_deal.points.value == 111.111111
    assert "rounded down to millionths" in position.no_deal.because


@settings(max_examples=25, deadline=None)
@given(each=games())
def test_the_case_has_the_frontier_of_the_game(tmp_path_factory, each):
    if all(len(issue.options) == 1 for issue in each.issues):
        return
    there = points(space(loaded(each, tmp_path_factory.mktemp("case"))).sample.at(0))
    here = points(domain_of(each))
    several = [i for i, issue in enumerate(each.issues) if len(issue.options) > 1]
    assert sorted(there.package.tolist()) == sorted(here.package[:, several].tolist())


def test_numeric_issues_become_ranges(tmp_path):
    price = GameIssue("Price", ("0", "2.5", "5", "7.5", "10"), numeric=True)
    bent = GameIssue("Term", ("1", "2", "9"), numeric=True, whole=True)
    sheet = ((F(0), F(1), F(2), F(3), F(4)), (F(0), F(5), F(6)))
    each = Game(
        title="", parties=("a", "b"), issues=(price, bent), points=(sheet,) * 2, no_deal=(F(0),) * 2
    )
    case = loaded(each, tmp_path)
    assert case.issues["Price"].grid() == (0, 2.5, 5, 7.5, 10)
    assert case.issues["Term"].grid() == (1, 2, 9)


def test_names_that_other_tools_take_for_true_or_false_are_quoted(tmp_path):
    lease = GameIssue("Lease", ("yes", "no"))
    each = Game(
        title="no", parties=("on", "off"), issues=(lease,), points=(((F(1), F(0)),),) * 2,
        no_deal=(F(0),) * 2,
    )  # fmt: skip
    assert '"yes": "yes"' in case_text(each, on=DAY)
    assert list(loaded(each, tmp_path).issues["Lease"].labels) == ["yes", "no"]


# ------------------------------------------------------------------ from a case


def test_a_case_becomes_the_game_it_came_from_on_a_scale_to_1(tmp_path):
    back = game_of(space(loaded(PORT, tmp_path)))
    assert back.parties == PORT.parties
    assert back.notes == ()
    for ours, theirs in zip(worths(PORT), worths(back), strict=True):
        one = theirs[ours.index(best_of(ours))] / best_of(ours)
        assert theirs == [worth * one for worth in ours]


def test_what_a_game_cannot_hold_is_said():
    case = read_case("korea-1952")
    notes = game_of(offer_space(case, draws(case, 3))).notes
    assert any("Red lines are left out" in note for note in notes)
    assert any("Constraints are left out" in note for note in notes)


def test_only_those_who_must_consent_are_parties_of_the_game(tmp_path):
    everyone = "consent: [Party-0, Party-1, Party-2]"
    some = "consent: [Party-1, Party-2]\nconsent_rule: {at_least: 1, including: [Party-2]}"
    text = case_text(PORT, on=DAY)
    assert everyone in text
    (tmp_path / "case.yaml").write_text(text.replace(everyone, some), "utf-8")
    back = game_of(space(read_case(tmp_path / "case.yaml")))
    assert (back.parties, back.at_least, back.including) == (
        ("Party 1", "Party 2"), 1, ("Party 2",),
    )  # fmt: skip
    assert back.notes == ("Parties whose consent is not needed are left out: Party-0.",)
    for ours, theirs in zip(worths(PORT)[1:], worths(back), strict=True):
        one = theirs[ours.index(best_of(ours))] / best_of(ours)
        assert theirs == [worth * one for worth in ours]


def test_combinations_are_left_out_and_it_is_said(tmp_path):
    entry = "{when: Issue-0=o0-1 and Issue-1=o1-2, worth: 1, by: x, on: 2025-02-01, because: y}"
    text = case_text(PORT, on=DAY)
    assert text.count("    no_deal:\n") == 3
    text = text.replace("    no_deal:\n", f"    together:\n      - {entry}\n    no_deal:\n", 1)
    (tmp_path / "case.yaml").write_text(text, "utf-8")
    back = game_of(space(read_case(tmp_path / "case.yaml")))
    assert back.notes == ("What combinations of options add is left out.",)


@pytest.mark.parametrize("size", [F(1), F(1, 7), F(10**15), F(1, 10**20 + 1)])
def test_domains_fit_the_engine_whatever_the_size_of_the_numbers(size):
    each = game([[[0, size], [size / 3, 0]], [[size, 0], [0, size / 11]]], [0, size / 4])
    domain = domain_of(each)
    assert len(points(domain).found.utility) == 2


def test_equal_sums_stay_equal_where_small_denominators_and_long_ones_meet():
    """.1 + .2 and .3 of one party, beside another with a number of twenty digits."""
    long = F("0.36363636363636363637")
    each = game([[[F(".1"), F(".3")], [F(".2"), 0]], [[long, 0], [0, long]]], [0, 0])
    table = domain_of(each).utility
    assert table[0][0, 0] + table[1][0, 0] == table[0][1, 0]


@pytest.mark.parametrize("size", [F(2**64), F(10**40), F(10**40, 7)])
def test_numbers_too_large_for_the_engine_are_scaled_down_into_it(size):
    each = game([[[0, size], [size / 2, 0]], [[size, 0], [0, size / 4]]], [0, size / 4])
    assert points(domain_of(each)).package.tolist() == [[0, 1], [0, 0], [1, 1]]


def test_a_value_of_no_deal_beyond_all_packages_is_scaled_down_too():
    each = game([[[0, F(1, 3)]], [[0, 1]]], [10**30, 0])
    found = points(domain_of(each)).found
    assert found.complete
    assert len(found.utility) == 0


@settings(max_examples=60, deadline=None)
@given(
    numbers=st.lists(st.fractions(-1, 1, max_denominator=10**30), min_size=2, max_size=4),
    no_deal=st.fractions(-1, 1, max_denominator=10**30),
)
@example(numbers=[F(1, 3)], no_deal=F(10**29 + 7, 10**30 + 57))
@example(numbers=[F(1, 3)], no_deal=F(10**29 + 9, 10**30 + 57))
@example(numbers=[F(1, 3)], no_deal=F(10**29 + 11, 10**30 + 33))
def test_numbers_without_a_common_scale_are_off_by_half_a_unit_at_most(numbers, no_deal):
    """A unit is below 10**-17 here, of numbers up to 1."""
    domain = domain_of(game([[[1, *numbers]], [[0] * (len(numbers) + 1)]], [no_deal, 0]))
    units = domain.utility[0][:, 0].tolist()
    per = units[0]
    assert per <= 2**60
    known = [*zip(units[1:], numbers, strict=True), (int(domain.floor[0]), no_deal)]
    assert all(abs(unit - number * per) <= F(1, 2) for unit, number in known)
    exact = all((number * per).denominator == 1 for _, number in known)
    assert exact or per > 10**17
