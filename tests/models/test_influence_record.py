"""The record that reports quote is what the models do on DEU III today."""

import json
from importlib.resources import files
from pathlib import Path

import pytest
from models.deu_cases import facts

from parley.lenses.positions.record import n_issues, record
from parley.models.influence.backtest import (
    BENCHMARK,
    DEU,
    FORECASTS,
    backtest,
    record_json,
    record_page,
)

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def scored():
    return backtest([fact.issue for fact in facts()], FORECASTS, 0, source="deu3.csv")


def test_the_figures_and_the_page_are_made_anew_alike(scored):
    """A change of a model needs a new record: `parley backtest`, with and without --json."""
    shipped = (files("parley.models.influence") / "record.json").read_text("utf-8")
    assert json.loads(record_json(scored)) == json.loads(shipped)
    assert record_page(scored, DEU) == (ROOT / "docs/lenses/positions-record.md").read_text("utf-8")


def test_what_the_lens_says_of_the_record_is_so(scored):
    """No model beats the compromise by its error beyond chance; the vote does by its CRPS; the
    distribution after bargaining is worse than knowing nothing."""
    assert n_issues() == len(scored.issues) == 351
    others = [record(name) for name in scored.scores if name != BENCHMARK]
    assert all(each.gap[2] >= 0 for each in others)
    assert record("vote today").gap[1] < 0 < record("vote today").gap[2]
    assert record("vote today").crps_gap[2] < 0
    assert record("SMP, vote at the end").crps > record("whole scale").crps
