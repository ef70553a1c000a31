"""Figures of the past: in range, with intervals made again, from the data where they are held."""

import csv
import math
from pathlib import Path

import numpy as np
import pytest
from scipy.stats import binomtest, chi2

from parley.models.war.base_rates import TOPICS, about, base_rate, base_rates
from parley.models.war.spells import survival

DATA = Path(__file__).parents[1] / "data/war"
RATES = tuple(base_rates().values())


def by_interval(name):
    return [pytest.param(rate, id=rate.name) for rate in RATES if rate.interval == name]


def rows(name):
    with (DATA / name).open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def test_each_is_complete():
    assert len(RATES) > 100
    assert {rate.topic for rate in RATES} == set(TOPICS)
    assert sum(len(about(topic)) for topic in TOPICS) == len(RATES)
    for rate in RATES:
        assert rate.meaning.endswith("."), rate.name
        assert rate.source.endswith("."), rate.name
        assert rate.grade in "ABC"
        assert rate.figure > 0
        assert (rate.low is None) == (rate.high is None) == (rate.interval == "none")
        if rate.unit == "share":
            assert rate.figure <= 1
        if rate.low is not None:
            assert 0 <= rate.low < rate.figure < rate.high, rate.name


def test_no_two_say_the_same():
    assert len({rate.meaning for rate in RATES}) == len(RATES)
    assert not [rate for rate in RATES if "the same" in rate.meaning.lower()]  # each stands alone


@pytest.mark.parametrize("rate", by_interval("Wilson"))
def test_wilson_intervals(rate):
    assert rate.figure == pytest.approx(rate.count / rate.n, abs=5.1e-4)
    found = binomtest(rate.count, rate.n).proportion_ci(method="wilson")
    assert (rate.low, rate.high) == pytest.approx((found.low, found.high), abs=5.1e-4)


@pytest.mark.parametrize("rate", by_interval("Poisson"))
def test_poisson_intervals(rate):
    """Exact (Garwood 1936): with `count` failures in the weeks that the hazard implies."""
    weeks = rate.count / rate.figure
    low = chi2.ppf(0.025, 2 * rate.count) / 2 / weeks
    high = chi2.ppf(0.975, 2 * rate.count + 2) / 2 / weeks
    assert (rate.low, rate.high) == pytest.approx((low, high), abs=5.1e-5)


def test_hazards_and_survival_of_truces_are_of_the_same_truces():
    """46 truces: the failures behind the hazards leave as many as are said to hold."""
    names = ["in its first 30 days", "from 30 to 90 days", "from 90 days to 6 months"]
    names += ["from 6 months to 1 year", "in its second year", "from 2 to 5 years"]
    ends = np.array([30, 90, 182.6, 365.25, 730.5, 1826.25]) / 7
    left, start, logs = 46, 0.0, 0.0
    for name, end, held in zip(names, ends, ["30 days", "90 days", *YEARS], strict=True):
        rate = base_rate(f"truce breaks {name}")
        left, logs, start = left - rate.count, logs - rate.figure * (end - start), end
        assert base_rate(f"truce holds {held}").count == left
        assert base_rate(f"truce holds {held}").figure == pytest.approx(math.exp(logs), abs=0.02)


YEARS = ("6 months", "1 year", "2 years", "5 years")


def test_the_longer_the_fewer():
    for name in ("war over within", "war since 1946 over within"):
        counts = [rate.count for rate in RATES if rate.name.startswith(name)]
        assert counts == sorted(counts)
    for name in ("truce holds", "settlement holds", "civil war stays stopped"):
        counts = [rate.count for rate in RATES if rate.name.startswith(name)]
        assert len(counts) >= 3
        assert counts == sorted(counts, reverse=True)
    for rate in about("recurrence"):
        if rate.name.startswith("no restart 2 years after"):
            longer = [base_rate(rate.name.replace(" 2 ", f" {y} ")).figure for y in (5, 10)]
            assert rate.figure > longer[0] > longer[1]


# what UCDP data say


ENDED = {
    "agreement": "peace agreement",
    "ceasefire": "ceasefire",
    "victory of side A": "victory gov/side A",
    "victory of side B": "victory rebel/side B",
    "low activity": "low activity",
}


def spells(found, over):
    return [(float(row["years"]), row[over] == "1") for row in found]


def greenwood(cases, years):
    """Share and interval by the slow way: case after case, the log-log of Greenwood's error."""
    share, error = 1.0, 0.0
    for time in sorted({t for t, over in cases if over and t <= years}):
        held = sum(t >= time for t, _ in cases)
        ended = sum(over and t == time for t, over in cases)
        share *= 1 - ended / held
        error += ended / held / (held - ended)
    wide = 1.96 * math.sqrt(error) / abs(math.log(share))
    return share, share ** math.exp(wide), share ** math.exp(-wide)


def agrees(rate, cases, years):
    assert rate.n == len(cases)
    expected = greenwood(cases, years)
    assert (rate.figure, rate.low, rate.high) == pytest.approx(expected, abs=5.1e-4)
    assert survival(cases, years) == pytest.approx(expected[0])


@pytest.mark.parametrize("years", [2, 5, 10])
@pytest.mark.parametrize("how", ENDED)
def test_restarts_by_how_it_ended(how, years):
    found = [row for row in rows("ucdp_endings.csv") if row["outcome"] == ENDED[how]]
    cases = spells(found, "restarted")
    agrees(base_rate(f"no restart {years} years after {how}"), cases, years)


def test_restarts_of_interstate_conflicts():
    found = [row for row in rows("ucdp_endings.csv") if row["type"] == "2"]
    name = "after an interstate conflict"
    for years in (5, 10):
        cases = spells(found, "restarted")
        agrees(base_rate(f"no restart {years} years {name}"), cases, years)
    for how in ("ceasefire", "low activity"):
        cases = spells([row for row in found if row["outcome"] == how], "restarted")
        agrees(base_rate(f"no restart 5 years {name} ended by {how}"), cases, 5)


@pytest.mark.parametrize(
    ("name", "years"), [("6 months", 0.5), ("1 year", 1), ("3 years", 3), ("5 years", 5)]
)
def test_interstate_conflicts_that_go_on(name, years):
    cases = spells(rows("ucdp_interstate_episodes.csv"), "ended")
    agrees(base_rate(f"interstate conflict goes on after {name}"), cases, years)


def test_agreements():
    found = rows("ucdp_agreements.csv")
    for name, years in (("3 months", 0.25), ("1 year", 1), ("2 years", 2), ("10 years", 10)):
        agrees(base_rate(f"agreement stands after {name}"), spells(found, "ended"), years)
    for kind, name in (("1", "full"), ("2", "partial"), ("3", "process")):
        cases = spells([row for row in found if row["type"] == kind], "ended")
        agrees(base_rate(f"{name} agreement stands after 5 years"), cases, 5)


def test_all_of_the_data_are_used():
    """No Kaplan-Meier interval that nothing here makes again."""
    names = [rate.name for rate in RATES if rate.interval == "Kaplan-Meier"]
    starts = ("no restart ", "interstate conflict goes on after ", "agreement stands after ")
    starts += ("full ", "partial ", "process ")
    assert all(name.startswith(starts) for name in names)
    assert len(names) == 15 + 4 + 4 + 5 + 3


# looking one up


def test_a_name_that_is_none():
    with pytest.raises(
        ValueError, match="no base rate 'truce holds 1 yr'; near it: 'truce holds 1"
    ):
        base_rate("truce holds 1 yr")
    with pytest.raises(ValueError, match="near it: none"):
        base_rate("xyzzy")
    with pytest.raises(ValueError, match="topic must be one of duration, endings"):
        about("weather")
