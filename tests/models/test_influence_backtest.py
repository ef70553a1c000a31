"""Forecasts on issues whose outcome is known, and the record that is made of them."""

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from models.deu_cases import as_published, facts

from parley.case.formats.outcomes import ScoredIssue
from parley.errors import CaseError
from parley.models.influence.actors import actors
from parley.models.influence.backtest import (
    BENCHMARK,
    DEU,
    FORECASTS,
    SPREAD_BENCHMARK,
    Forecast,
    Joint,
    Spread,
    backtest,
    part,
    record_json,
    record_page,
    run_backtest,
)
from parley.models.influence.backtest.page import between
from parley.models.influence.exchange import exchange
from parley.models.influence.smp import Options, prevailing, smp

MEASURED = json.loads(
    (Path(__file__).parent.parent / "data" / "influence" / "deu3_scores.json").read_text("utf-8")
)
FLOOR = 1  # saliences at least, as there for votes and SMP


def some_of(*names):
    return {name: FORECASTS[name] for name in (BENCHMARK, SPREAD_BENCHMARK, *names)}


def as_measured(*, floor=0):
    """The issues as the program for `MEASURED` had them; see there under 'about'."""
    late = ("d14", "d15", "d16", "d17")
    given = [
        replace(fact, votes="Nice")
        if fact.votes == "population" and fact.name[:3] in late
        else fact
        for fact in facts()
    ]
    issues = [fact.issue for fact in given]
    return [replace(issue, salience=np.maximum(issue.salience, floor)) for issue in issues]


@pytest.fixture(scope="module")
def plain():
    names = MEASURED["scores"]["all"]
    return backtest(as_measured(), some_of(*(name for name in names if "vote" not in name)), 0)


@pytest.fixture(scope="module")
def voted():
    names = {*MEASURED["crps"], *MEASURED["scores"]["all"]}
    wanted = (name for name in names if "vote" in name or "positions" in name)
    return backtest(as_measured(floor=FLOOR), some_of(*wanted), 0)


def known(whole, subset):
    """The part of the issues that a table of `MEASURED` is about."""
    if subset == "with a reference point":
        return part(whole, [not np.isnan(issue.reference) for issue in whole.issues])
    return part(whole, between(whole)) if subset == "between the ends" else whole


@pytest.mark.parametrize("subset", MEASURED["scores"])
def test_errors_on_deu_are_those_of_another_program(plain, voted, subset):
    votes, others = known(voted, subset).scores, known(plain, subset).scores
    for name, wanted in MEASURED["scores"][subset].items():
        found = (votes if "vote" in name else others)[name].accuracy
        numbers = [found.n, found.mae, found.rmse, found.median, found.within_10, found.within_25]
        close = 2e-2 if name.startswith("Nash") else 1.1e-4  # it searched on a grid there
        assert numbers == pytest.approx(wanted, abs=close), name


def test_intervals_of_errors_are_those_of_another_program(plain, voted):
    for name, wanted in MEASURED["mae_difference"].items():
        scores = (voted if "vote" in name else plain).scores
        gap = scores[name].gap
        if "vote" in name:  # the compromise has no floor there
            assert gap.mean == pytest.approx(wanted[0], abs=0.02), name
        else:
            assert gap.mean == pytest.approx(wanted[0], abs=0.0051), name
        assert [gap.low, gap.high] == pytest.approx(wanted[1:], abs=0.15), (
            name
        )  # of other resamples


def test_scores_as_distributions_are_those_of_another_program(plain, voted):
    """The best of all, one vote by markov uniform: 16.911, and 22.652 as a point."""
    for name, (score, gap, low, high, mae) in MEASURED["crps"].items():
        found = (voted if "vote today" in name else plain).scores.get(name) or voted.scores[name]
        assert found.crps == pytest.approx(score, abs=0.006), name
        assert found.accuracy.mae == pytest.approx(mae, abs=0.0051), name
        numbers = [found.crps_gap.mean, found.crps_gap.low, found.crps_gap.high]
        assert numbers == pytest.approx([gap, low, high], abs=0.06), name
    assert voted.scores["vote today"].crps == pytest.approx(16.911, abs=5e-4)
    assert voted.scores["vote today"].accuracy.mae == pytest.approx(22.652, abs=6e-4)


def test_votes_on_each_issue_are_those_of_another_program(voted):
    name = "vote today, conditional"
    np.testing.assert_allclose(voted.point[name], MEASURED[name], atol=1e-4)


@pytest.fixture(scope="module")
def moving():
    """Models in which actors move, on issues of DEU III where nothing hangs on a tie."""
    issues = {issue.name: issue for issue in as_measured(floor=FLOOR)}
    names = MEASURED["moving"]
    return backtest([issues[name] for name in MEASURED["some"]], some_of(*names), 0)


@pytest.mark.parametrize("name", MEASURED["moving"])
def test_moves_on_some_issues_are_those_of_another_program(moving, name):
    np.testing.assert_allclose(moving.point[name], MEASURED["moving"][name], atol=2e-3)


def test_the_compromise_on_deu_by_plain_loops():
    """With the rule for votes as stated: population for proposals from 2014 on."""
    off = []
    for fact in facts():
        c = dict(zip(fact.issue.actors, fact.issue.capability, strict=True))
        top = sum(c[name] * s * x for name, (x, s) in fact.stands.items())
        off.append(
            abs(top / sum(c[name] * s for name, (_, s) in fact.stands.items()) - fact.outcome)
        )
    found = backtest([fact.issue for fact in facts()], some_of(), 0).scores[BENCHMARK]
    assert found.accuracy.mae == pytest.approx(sum(off) / 351)
    assert found.accuracy.mae == pytest.approx(23.02, abs=0.005)
    assert (found.gap.mean, found.gap.low, found.gap.high) == (0, 0, 0)


# ------------------------------------------------------------------ every forecast


@st.composite
def issues(draw):
    n = draw(st.integers(1, 6))
    numbers = st.integers(0, 10).map(lambda tenth: 10.0 * tenth)
    rows = [np.array(draw(st.lists(numbers, min_size=n, max_size=n))) for _ in range(3)]
    rows[1][0], rows[2][0] = max(rows[1][0], 10), max(rows[2][0], 10)
    return issue(*rows, outcome=draw(numbers), reference=draw(numbers | st.just(np.nan)))


def issue(position, salience, capability, *, outcome=50.0, reference=np.nan, name="x", proposal=""):
    return ScoredIssue(
        name=name,
        proposal=proposal,
        actors=tuple(f"a{k}" for k in range(len(position))),
        position=np.array(position, float),
        salience=np.array(salience, float),
        capability=np.array(capability, float),
        outcome=outcome,
        reference=reference,
    )


def made(given_):
    group = actors(given_.position / 100, given_.salience / 100, given_.capability)
    for name, forecast in FORECASTS.items():
        if isinstance(forecast, Forecast):
            yield name, forecast.of(group, given_.reference / 100), forecast.spreads


@settings(deadline=None, max_examples=25)
@given(issues())
def test_every_forecast_is_a_distribution_on_the_scale(given_):
    for name, spread, spreads in made(given_):
        if spread is None:
            assert np.isnan(given_.reference), name
            continue
        assert spread.chance.sum() == pytest.approx(1), name
        assert (spread.chance >= 0).all(), name
        assert ((spread.place >= 0) & (spread.place <= 1)).all(), name
        assert spreads or len(spread.place) == 1, name


@settings(deadline=None, max_examples=10)
@given(st.integers(0, 10), st.integers(1, 5))
def test_where_all_agree_every_forecast_but_the_careless_ones_says_so(tenth, n):
    given_ = issue([10.0 * tenth] * n, [50] * n, range(1, n + 1), reference=30.0)
    for name, spread, _ in made(given_):
        if name not in ("middle of the scale", "whole scale", "reference point"):
            assert spread.mean == pytest.approx(tenth / 10), name


@settings(deadline=None, max_examples=10)
@given(issues())
def test_the_unit_of_capability_is_nothing_to_any_forecast(given_):
    other = replace(given_, capability=given_.capability * 8)
    for (name, one, _), (_, two, _) in zip(made(given_), made(other), strict=True):
        if one is not None:
            assert one.mean == pytest.approx(two.mean, abs=1e-6), name


def test_exchange_is_made_among_the_issues_of_one_proposal():
    two = [
        issue([0, 100, 50], [80, 20, 10], [1, 1, 2], name="a", proposal="p"),
        issue([0, 100], [80, 20], [1, 1], name="b", proposal="p"),
    ]
    two[1] = replace(two[1], actors=("a1", "a0"))
    alone = issue([0, 100], [80, 20], [1, 1], name="c", proposal="q")
    unknown = replace(alone, name="d", proposal="")
    found = backtest([two[0], alone, two[1], unknown, unknown],
                     some_of("exchange within the proposal"), 0)  # fmt: skip
    point = found.point["exchange within the proposal"]
    (one,) = exchange([[0, 1], [1, 0], [0.5, np.nan]], [[0.8, 0.2], [0.2, 0.8], [0.1, 0]],
                      [[1, 1], [1, 1], [2, 0]])  # fmt: skip
    assert one.exchanges
    np.testing.assert_allclose(point[[0, 2]], 100 * one.after)
    assert np.isnan(point[[1, 3, 4]]).all()
    assert found.scores["exchange within the proposal"].accuracy.n == 2


def test_the_elections_of_a_run_are_those_that_its_name_says():
    given_ = as_measured()[5]
    group = actors(given_.position / 100, given_.salience / 100, given_.capability)
    means = {}
    for name, election in (("SMP", "conditional"), ("SMP markov uniform", "markov uniform")):
        spread = FORECASTS[f"{name}, vote at the end"].of(group, np.nan)
        means[name] = spread.mean
        assert spread.mean == pytest.approx(
            prevailing(smp(group, Options(election=election))).mean[0]
        )
    assert means["SMP"] != pytest.approx(means["SMP markov uniform"])


# ------------------------------------------------------------------ scoring


def test_a_forecast_is_compared_where_it_says_something():
    """On two issues of three: errors of 40 and 0 there, 10 and 40 of the compromise."""
    three = [
        issue([0, 100], [50, 50], [1, 1], outcome=60, reference=20.0),
        issue([0, 100], [50, 50], [1, 1], outcome=10, reference=10.0),
        issue([0, 100], [50, 50], [1, 1], outcome=50),
    ]
    found = backtest(three, some_of("reference point"), 0)
    score = found.scores["reference point"]
    assert (score.accuracy.n, score.accuracy.mae) == (2, 20)
    assert score.gap.mean == pytest.approx(20 - 25)
    assert score.crps_gap.mean == pytest.approx(20 - 25)  # half and half: 25, whatever the outcome
    assert found.scores[BENCHMARK].accuracy.mae == pytest.approx(50 / 3)
    assert np.isnan(found.point["reference point"][2])
    nowhere = backtest(three[2:], some_of("reference point"), 0)
    assert "reference point" not in nowhere.scores


def test_a_part_is_scored_as_if_there_were_nothing_else():
    every = as_measured()[:12]
    kept = np.arange(12) % 3 > 0
    names = some_of("median", "reference point", "vote today")
    whole = part(backtest(every, names, 4), kept)
    alone = backtest([each for each, keep in zip(every, kept, strict=True) if keep], names, 4)
    assert whole.scores == alone.scores
    assert [each.name for each in whole.issues] == [each.name for each in alone.issues]
    with pytest.raises(ValueError, match="no issue is left"):
        part(whole, np.zeros(8, bool))


def test_a_seed_repeats_the_intervals():
    every, names = as_measured()[:20], some_of("median")
    assert backtest(every, names, 1).scores == backtest(every, names, 1).scores
    other = backtest(every, names, 2).scores["median"]
    assert backtest(every, names, 1).scores["median"].gap.low != other.gap.low


def test_a_backtest_needs_issues_and_benchmarks():
    with pytest.raises(ValueError, match="there is no issue"):
        backtest([], FORECASTS, 0)
    with pytest.raises(ValueError, match="forecasts need 'compromise' to be compared with"):
        backtest(as_measured()[:1], {"median": FORECASTS["median"]}, 0)


def test_own_forecasts_can_be_scored_beside_ours():
    own = Forecast(lambda group, _: Spread(group.position[:, 0], np.array([0.25, 0.75])), True)
    both = Joint(lambda given_: [Spread(np.array([1.0]), np.ones(1)) for _ in given_])
    two = [issue([0, 100], [50, 50], [1, 1], outcome=100, proposal="p") for _ in range(2)]
    found = backtest(two, {**some_of(), "own": own, "both": both}, 0)
    assert found.scores["own"].accuracy.mae == pytest.approx(25)
    assert found.scores["own"].crps == pytest.approx(25 - 0.25 * 0.75 * 100)
    assert found.scores["both"].accuracy.mae == 0


# ------------------------------------------------------------------ files and pages


TABLE = """\
Issue,Actor,Capability,Position,Salience,Outcome,Reference
Dues,Port,40,10,30,55,0
Dues,Ships,7.5,90,50,55,0
Berths,Port,20,0,10,20,
Berths,Ships,7.5,100,100,20,
"""


def test_a_table_is_read_and_scored_by_everything(tmp_path):
    file = tmp_path / "harbour.csv"
    file.write_text(TABLE, "utf-8")
    found = run_backtest(file, 3)
    assert (found.source, found.seed) == ("harbour.csv", 3)
    assert list(found.point) == [*(n for n in FORECASTS if n in found.point)]
    assert set(FORECASTS) - set(found.scores) == {"exchange within the proposal"}
    w = np.array([40 * 30, 7.5 * 50])
    assert found.point[BENCHMARK][0] == pytest.approx(w @ [10, 90] / w.sum())
    file.write_text(TABLE.replace("100,100,20", "100,200,20"), "utf-8")
    with pytest.raises(CaseError, match="the salience of Ships on 'Berths' is '200'"):
        run_backtest(file, 0)


def test_a_copy_of_deu_is_read_and_scored(tmp_path):
    file = tmp_path / "deu3.csv"
    file.write_text(as_published(facts()[:4]), "utf-8")
    found = run_backtest(file)
    assert found.point["exchange within the proposal"].shape == (4,)
    assert [each.name for each in found.issues] == [fact.name for fact in facts()[:4]]


def test_the_page_ranks_forecasts_by_their_error(plain):
    page = record_page(replace(plain, source="deu3.csv"), DEU)
    assert page.startswith(
        "# Record of the positions lens\n\n351 issues of deu3.csv, scale 0 to 100."
    )
    assert "None of them is a peace negotiation" in page
    first = page[: page.index("## As distributions")]
    rows = [row.split(" | ") for row in first.splitlines() if row.startswith("| ")][2:]
    assert [row[0].strip("| *") for row in rows] == sorted(
        plain.scores, key=lambda name: plain.scores[name].accuracy.mae
    )
    assert [float(row[2]) for row in rows] == sorted(float(row[2]) for row in rows)
    assert "| **compromise** | 351 | 23.00 | 29.78 | 17.71 | 31% | 62% |  |" in page
    assert "252 issues on which somebody stands neither at 0 nor at 100." in page
    assert "| **compromise** | 252 | 20.96 | 27.14 |" in page


def test_the_page_has_no_part_where_all_issues_are_of_one_kind():
    two = as_measured()[:2]
    poles = [replace(each, position=np.round(each.position / 100) * 100) for each in two]
    for every in (two, poles):
        assert "between the ends" not in record_page(backtest(every, some_of(), 0))


def test_the_figures_are_those_of_the_scores(plain):
    figures = json.loads(record_json(plain))
    assert figures["compared_with"] == {"mae": BENCHMARK, "crps": SPREAD_BENCHMARK}
    assert figures["n_issues"] == 351
    assert set(figures["forecasts"]) == set(plain.scores)
    score = plain.scores["median"]
    assert figures["forecasts"]["median"] == {
        "n": 351, "mae": 28.37, "rmse": 40.64, "within_10": 0.416, "within_25": 0.593,
        "crps": 28.37,
        "mae_difference": [round(x, 2) for x in (score.gap.mean, score.gap.low, score.gap.high)],
        "crps_difference": [
            round(x, 2) for x in (score.crps_gap.mean, score.crps_gap.low, score.crps_gap.high)
        ],
    }  # fmt: skip
    assert len(record_json(plain).splitlines()) == len(plain.scores) + 8
