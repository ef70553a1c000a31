import math

import pytest
from hypothesis import given, settings
from strategies import plain_data, shares

from parley.case.quantity import (
    ICD_203,
    Account,
    Between,
    Claimed,
    Exact,
    Normal,
    Triangle,
    parse_quantity,
)

share, amount = parse_quantity(0, 1), parse_quantity()

FORMS = [
    (0.34, Exact(0.34)),
    (1, Exact(1.0)),
    ("0.2..0.4", Between(0.2, 0.4)),
    (" 0 .. 1 ", Between(0.0, 1.0)),
    ("unknown", Between(0, 1, "unknown")),
    ("Likely", Between(0.55, 0.8, "likely")),
    ("probable", Between(0.55, 0.8, "likely")),
    ("remote", Between(0.01, 0.05, "almost no chance")),
    ({"low": 0.1, "mode": 0.3, "high": 0.5}, Triangle(0.1, 0.3, 0.5)),
    ({"mean": 0.3, "sd": 0.1}, Normal(0.3, 0.1, 0, 1)),
    ({"mean": 0.3, "sd": 0.1, "low": 0.2}, Normal(0.3, 0.1, 0.2, 1)),
    (
        {"claimed": [{"value": 0.3, "from": "k"}], "prior": "unknown"},
        Claimed((Account(Exact(0.3), ("k",)),), Between(0, 1, "unknown")),
    ),
]


@pytest.mark.parametrize(("raw", "meant"), FORMS)
def test_each_form_is_read(raw, meant):
    assert share(raw) == meant


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        (True, "not true or false"),
        (None, "a number, a range"),
        ([0.1], "a number, a range"),
        ("likley", "did you mean 'likely'?"),
        ("abc", "write a number"),
        ("0.4..0.2", "ends before it begins"),
        ("a..b", "'a' is not a number"),
        ("..", "'' is not a number"),
        (1.5, "1.5 is outside the admissible range 0..1"),
        ("-1..0.5", "-1 is outside"),
        (float("nan"), "finite"),
        (10**400, "finite"),
        ("1..1e999", "finite"),
        ({"low": 0, "mode": 0, "high": 10**400}, "finite"),
        ({"low": 0.5, "mode": 0.3, "high": 0.6}, "low <= mode <= high"),
        ({"low": 0, "mode": True, "high": 1}, "'True' is not a number"),
        ({"mean": 0.5, "sd": 0}, "sd must be above zero"),
        ({"mean": 0.5, "sd": 1, "low": 0.6}, "between low and high"),
        ({"mean": 0.5}, "here: mean"),
        ({}, "here: none"),
        ({"claimed": [], "prior": 0}, "a list of accounts"),
        ({"claimed": [{"value": 1}], "prior": 0}, "exactly the keys value and from"),
        ({"claimed": [{"value": 1, "from": []}], "prior": 0}, "at least one claim"),
        ({"claimed": [{"value": 1, "from": "k"}], "prior": {"claimed": [], "prior": 0}}, "list of"),
    ],
)
def test_anything_else_is_refused_with_the_likely_fix(raw, words):
    with pytest.raises(ValueError, match=r".") as caught:
        share(raw)
    assert words in str(caught.value)


def test_claims_about_claims_are_refused():
    inner = {"claimed": [{"value": 1, "from": "k"}], "prior": 0}
    with pytest.raises(ValueError, match="cannot itself be 'claimed'"):
        share({"claimed": [{"value": inner, "from": "k"}], "prior": 0})


def test_unknown_needs_a_natural_range():
    with pytest.raises(ValueError, match=r"write low\.\.high"):
        amount("unknown")


def test_the_bands_of_icd_203_meet_and_leave_certainty_out():
    ends = list(ICD_203.values())
    assert [low for low, _ in ends[1:]] == [high for _, high in ends[:-1]]
    assert (ends[0][0], ends[-1][1]) == (0.01, 0.99)


@given(shares, shares)
def test_a_range_is_read_as_it_is_written(a, b):
    low, high = sorted((a, b))
    assert share(f"{low!r}..{high!r}") == Between(low, high)


@given(plain_data)
@settings(max_examples=200)
def test_any_data_is_a_quantity_in_range_or_a_value_error(raw):
    try:
        quantity = share(raw)
    except ValueError:
        return
    if isinstance(quantity, Exact):
        assert 0 <= quantity.value <= 1
        assert math.isfinite(quantity.value)
