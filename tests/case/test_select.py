import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import plain_data

from parley.case.select import dotted, number_text, select

DATA = {
    "k": {"c1": {"by": ["a", "b"], "n": 1}, "c2": {"by": "c"}},
    "deep": [{"from": "x"}, {"more": {"from": ["y"]}}],
}


@pytest.mark.parametrize(
    ("pattern", "found"),
    [
        ("k.c1.n", {("k", "c1", "n"): 1}),
        ("k.*.n", {("k", "c1", "n"): 1}),
        (
            "k.*.by.*",
            {("k", "c1", "by", 0): "a", ("k", "c1", "by", 1): "b", ("k", "c2", "by"): "c"},
        ),
        ("k.<key>", {("k", "c1"): "c1", ("k", "c2"): "c2"}),
        ("deep.*.from.*", {("deep", 0, "from"): "x"}),
        ("**.from.*", {("deep", 0, "from"): "x", ("deep", 1, "more", "from", 0): "y"}),
        ("nothing.*", {}),
        ("k.c1.n.<key>", {}),
        ("k.c1.n.*", {}),
    ],
)
def test_a_pattern_finds_these_places(pattern, found):
    assert dict(select(DATA, pattern)) == found


@given(plain_data)
def test_two_stars_find_every_place_once(data):
    paths = [path for path, _ in select(data, "**")]
    assert len(paths) == len(set(paths))
    for path, value in select(data, "**"):
        here = data
        for step in path:
            here = here[step]
        assert here is value


def test_a_path_as_people_write_it():
    assert dotted(("a", 0, "b")) == "a.0.b"


@given(st.integers(-(10**9), 10**9), st.integers(0, 6))
def test_a_number_as_a_key_is_plain_and_reads_back(n, places):
    value = n / 10**places
    text = number_text(value)
    assert set(text) <= set("-.0123456789")
    assert float(text) == pytest.approx(value, abs=1e-10)
    assert not ("." in text and text.endswith(("0", ".")))
