"""Histories counted by hand, the prior, and the page of checks against what the code gives."""

import math
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import weibull_min

from parley.models.war.base_rates import base_rate
from parley.models.war.checks import Check, checks
from parley.models.war.checks_page import WHY, checks_page
from parley.models.war.histories import fought_only, histories
from parley.models.war.prior import AHEAD, RANGES, Range, one, sample, war_of
from parley.models.war.simulate import simulate
from parley.models.war.spells import YEAR, hazard, history, survival, weibull
from parley.models.war.state import TALKS
from parley.models.war.war import War
from parley.models.war.worth import bellman

PAGE = Path(__file__).parents[2] / "docs/war-checks.md"


# the page


@pytest.fixture(scope="module")
def found():
    return checks()


def test_the_page_is_what_the_code_gives(found):
    """After a change of the engine or the prior make it anew, as its first lines say."""
    assert checks_page(found) == PAGE.read_text("utf-8")


def test_each_mismatch_has_its_reason(found):
    both = (*found.finish.checks, *found.ahead.checks)
    assert {each.rate.name for each in both if each.off} <= set(WHY)
    assert all(base_rate(name) for name in WHY)


@pytest.mark.parametrize("way", ["finish", "ahead"])
def test_what_the_page_says_in_words(found, way):
    compared = getattr(found, way)
    model = {each.rate.name: each.model for each in compared.checks}
    assert 0.22 <= 1 - model["war over within 1 year"] <= 0.42
    assert 0.06 <= 1 - model["war over within 3 years"] <= 0.20
    assert 0 < compared.likelihood < 5.1
    longer = [model[f"war past {past} over in the next"] for past in ("1 year", "3 years")]
    assert model["war over within 1 year"] > longer[0] > longer[1]
    hazards = [rate for name, rate in model.items() if name.startswith("truce breaks")]
    assert np.argmax(hazards) in (1, 2)
    assert hazards[2] > hazards[3] > hazards[5]
    assert 0 < compared.ratio < 0.36
    assert model["no restart 5 years after agreement"] > model["no restart 5 years after ceasefire"]


def test_one_figure_goes_the_wrong_way(found):
    wrong = [each.figure for each in found.signs if not each.right]
    assert wrong == ["episodes of talks that end the war, share"]


def test_verdicts():
    def verdict(name, model):
        return Check(rate=base_rate(name), model=model, n=1).verdict

    assert verdict("war over within 1 year", 0.61) == "inside"
    assert verdict("war over within 1 year", 0.6) == verdict("war over within 1 year", 0.8)
    assert verdict("war over within 1 year", 0.6) == "outside"
    assert [verdict("wars with talks", x) for x in (0.69, 0.71, 0.89, 0.91)] == [
        "far",
        "near",
        "near",
        "far",
    ]
    assert [verdict("war, median", x) for x in (110, 130, 180, 190)] == [
        "far",
        "near",
        "near",
        "far",
    ]


# histories


def told(phases, talks=()):
    """A history from a word: W war, P pause, S settled, 1 and 2 collapsed; talks by week."""
    tally = np.zeros((len(phases), 12), np.int64)
    tally[np.arange(len(phases)), ["WPS12".index(letter) for letter in phases]] = 1
    tally[list(talks), TALKS] = 1
    return history(tally)


def test_a_war_to_the_finish():
    war = told("WWW2222")
    assert (war.weeks, war.how, war.calm, war.talks) == (4, "victory", None, 0)


def test_a_war_settled_and_fought_again():
    """The week that settles is not fought; nor is that in which a settlement fails."""
    war = told("WWWSSSSWWSS", talks=[0, 3, 9])
    assert (war.weeks, war.how) == (3, "agreement")
    assert war.peaces == ((4, True), (2, False))
    assert war.calm == (5, True)
    assert (war.talks, war.talk_weeks, war.talked_out) == (1, 2, True)


def test_a_short_pause_interrupts_and_a_year_of_quiet_ends_it():
    pause = "P" * 30
    war = told("WW" + pause + "WWW" + pause + "S" * 30 + "W", talks=[0, 20, 35])
    assert (war.weeks, war.how) == (4, "ceasefire")  # 2 weeks, and 2 after the one that broke
    assert war.truces == ((30, True), (30, False))
    assert war.peaces == ((30, True),)
    assert war.calm == (61, False)
    assert (war.talks, war.talked_out) == (3, True)


def test_open_wars_and_none():
    assert told("WWWWW").how == "open"
    assert told("WWPPP").how == "open"
    none = told("SSSS", talks=[0])
    assert (none.weeks, none.how, none.talked_out) == (0, "agreement", True)
    with pytest.raises(ValueError, match="no war came to fighting"):
        fought_only([none])


def test_talks_end_a_war_only_by_what_is_agreed_in_them():
    assert told("WWSS", talks=[0, 2]).talked_out
    assert not told("WWSS", talks=[0, 1]).talked_out
    assert not told("WW1", talks=[2]).talked_out


def test_weeks_of_talks_near_each_other_are_one_episode():
    war = told("W" * 30, talks=[2, 3, 7, 12, 20])
    assert (war.talks, war.talk_weeks, war.talked_out) == (3, 5, False)


# statistics


def test_survival_of_freireich():
    """6-mercaptopurine, 21 patients (Freireich et al. 1963), as in every textbook."""
    ended = [6, 6, 6, 7, 10, 13, 16, 22, 23]
    cut = [6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35]
    spells = [(t, True) for t in ended] + [(t, False) for t in cut]
    expected = [1, 0.857, 0.807, 0.753, 0.690, 0.627, 0.538, 0.448, 0.448]
    assert survival(spells, [5, 6, 7, 10, 13, 16, 22, 23, 99]) == pytest.approx(expected, abs=6e-4)
    with pytest.raises(ValueError, match="no spells"):
        survival([], 1)


@settings(deadline=None, max_examples=60)
@given(st.lists(st.tuples(st.integers(1, 30), st.booleans()), min_size=1, max_size=30))
def test_survival_falls_and_hazards_add_up(spells):
    left = survival(spells, np.arange(40))
    assert left[0] == 1
    assert (np.diff(left) <= 0).all()
    if all(over for _, over in spells):
        weeks = np.array([week for week, _ in spells])
        assert left == pytest.approx([(weeks > t).mean() for t in range(40)])
    ended = sum(over for _, over in spells)
    exposed = sum(week for week, _ in spells)
    assert hazard(spells, 0, 40) == pytest.approx(ended / exposed)
    parts = [(a, b) for a, b in ((0, 7), (7, 15), (15, 40)) if any(w > a for w, _ in spells)]
    weights = [sum(min(max(w - a, 0), b - a) for w, _ in spells) for a, b in parts]
    shares = [hazard(spells, a, b) * weight for (a, b), weight in zip(parts, weights, strict=True)]
    assert sum(shares) == pytest.approx(ended)
    assert math.isnan(hazard(spells, 40, 50))


def test_weibull_as_scipy_fits_it():
    rng = np.random.default_rng(5)
    for shape in (0.4, 1, 3):
        x = 40 * rng.weibull(shape, 300)
        k, likelihood = weibull(x)
        other, _, scale = weibull_min.fit(x, floc=0)
        assert k == pytest.approx(other, rel=1e-3)
        assert likelihood == pytest.approx(weibull_min.logpdf(x, k, 0, scale).sum(), rel=1e-4)


# the prior


def test_draws_fill_each_range_and_the_first_do_not_depend_on_the_rest():
    few, many = sample(100, seed=3), sample(1024, seed=3)
    assert list(few) == [each.name for each in RANGES]
    for each in RANGES:
        values = many[each.name]
        assert values.shape == ((1024, 2) if each.sides == 2 else (1024,))
        assert few[each.name].tolist() == values[:100].tolist()
        assert each.low <= values.min() < values.max() <= each.high
        scale = np.log if each.log else np.asarray
        low, high = scale([each.low, each.high])
        part = (scale(values) - low) / (high - low)
        assert np.quantile(part, [0.1, 0.5, 0.9]) == pytest.approx([0.1, 0.5, 0.9], abs=0.01)
        assert each.reason
    assert sample(5, seed=4)["cost"].tolist() != few["cost"][:5].tolist()
    with pytest.raises(ValueError, match="there must be a draw, got 0"):
        sample(0)


def test_both_ways_to_value_refusing_draw_the_same_things():
    """So a draw of the one is, but for some ranges, that of the other."""
    assert [(each.name, each.sides) for each in AHEAD] == [(r.name, r.sides) for r in RANGES]
    finish, ahead = sample(64), sample(64, ranges=AHEAD)
    same = [name for name in finish if finish[name].tolist() == ahead[name].tolist()]
    kept = [one.name for one, other in zip(RANGES, AHEAD, strict=True) if one == other]
    assert same == kept
    assert len(kept) == len(RANGES) - 8


def test_the_two_sides_are_drawn_apart():
    for name, value in sample(512).items():
        if value.ndim == 2:
            assert abs(np.corrcoef(value.T)[0, 1]) < 0.1, name


@settings(deadline=None, max_examples=60)
@given(
    st.lists(st.sampled_from([0.0, 0.5, 1.0]), min_size=60, max_size=60),
    st.sampled_from([RANGES, AHEAD]),
)
def test_every_corner_is_a_war(corner, ranges):
    """`checked` refuses none; what is drawn is found in the war again."""
    u, values = iter(corner), {}
    for each in ranges:
        drawn = each.at(np.array([next(u) for _ in range(each.sides)]))
        values[each.name] = drawn if each.sides == 2 else drawn[0]
    war = war_of(values)
    assert isinstance(war, War)
    assert war.stock[0, 0] / war.stock[1, 0] == pytest.approx(values["ratio"])
    assert war.stock.prod() == pytest.approx(1)
    assert war.collapse.sum() == pytest.approx(values["collapse"])
    assert war.strength.prod(axis=1) == pytest.approx(1)
    assert (war.strength[:, 1] >= 1).all()
    assert (war.resolve[:, 0] >= 1).all()
    assert war.resolve.prod(axis=1) == pytest.approx(1)
    assert war.belief.sum(axis=1)[1] == pytest.approx(values["tough"][0])
    assert war.truth[1, 1] >= war.belief[1, 1] - 1e-12
    growth = war.production[1] - war.loss[1] * war.stock
    assert growth[:, 0] == pytest.approx(values["rearming"] * war.stock[:, 0])
    assert (war.demand[:, 0] == 0).all()


def test_what_a_case_says_replaces_a_draw():
    values = one(sample(4), 2)
    war = war_of(values, tempo=0.25, cost=[0.01, 0.02], fronts=8, front=1)
    assert (war.tempo, war.cost.tolist(), war.fronts, war.front) == (0.25, [0.01, 0.02], 8, 1)
    assert war.precision == values["precision"]
    with pytest.raises(ValueError, match="tempo must lie between 0 and 1"):
        war_of(values, tempo=2)


def test_a_range_in_the_log_halves_at_its_geometric_mean():
    scale = Range(name="x", low=1, high=100, reason="", log=True)
    assert scale.at(np.array([0, 0.5, 1])) == pytest.approx([1, 10, 100])
    assert Range(name="x", low=1, high=3, reason="").at(np.array([0.5])).tolist() == [2]


def test_histories_are_those_of_the_engine():
    """Each is one replication of its own war: the same end as `simulate` keeps."""
    wars = [war_of(one(sample(8, seed=2), r)) for r in range(8)]
    for r, (war, each) in enumerate(zip(wars, histories(8, seed=2), strict=True)):
        kept = simulate(war, replications=1, weeks=783, seed=2, first=r)
        if each.how == "victory":
            assert kept.kind[0] >= 3
            assert each.weeks <= kept.end_week[0]
        if each.truces:
            assert kept.first_pause[0] > 0
        held = [spell for spell in each.peaces if not spell[1]]
        assert (kept.kind[0] == 2) == bool(held)
    assert histories(4, seed=2) == histories(8, seed=2)[:4]
    changed = histories(8, seed=2, changes={"tempo": lambda drawn: drawn * 3})
    assert changed != histories(8, seed=2)


def test_looking_ahead_takes_its_ranges_and_its_worths():
    values, expected, without = sample(6, seed=2, ranges=AHEAD), [], []
    for r in range(6):
        war, how = war_of(one(values, r)), {"replications": 1, "weeks": 783, "seed": 2, "first": r}
        worth = bellman(war, points=5, tolerance=1e-5)
        expected.append(history(simulate(war, worth=worth, **how).tally))
        without.append(history(simulate(war, **how).tally))
    assert histories(6, seed=2, ahead=True) == expected != without


def test_a_year_is_365_and_a_quarter_days():
    assert pytest.approx(365.25) == 7 * YEAR
