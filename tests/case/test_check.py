"""What no single entry can get wrong: dates, options and rankings across entries."""

import pytest

from parley.case import read_case


def told(bench, text):
    return [problem.what for problem in bench.problems(text)]


@pytest.mark.parametrize(
    "text",
    [
        "2020-01-10",  # the day itself
        "2020-01",  # a span that begins in time
        "by 2021-01-01",  # open before
        "about 2020-01-13",  # three days either side
        "..2030",
    ],
)
def test_a_date_that_may_be_in_time_is_not_after_as_of(bench, change, text):
    assert bench.read(change("on: 2020-01-06", f"on: {text}"))


@pytest.mark.parametrize("text", ["2020-01-11", "2020-01-11..", "about 2020-01-14", "2020-02"])
def test_a_date_that_cannot_be_in_time_must_be_marked(bench, change, text):
    assert told(bench, change("on: 2020-01-06", f"on: {text}")) == [
        f"'{text}' is after the case's as_of (2020-01-10)"
    ]
    marked = change("on: 2020-01-06", f"hindsight: true, on: {text}")
    assert all("is hindsight" in what for what in told(bench, marked))  # others rest on it


def test_as_of_a_month_knows_its_last_day(bench, change):
    assert bench.read(change("as_of: 2020-01-10", "as_of: 2020-01").replace("01-06", "01-31"))


def test_a_judgement_may_be_made_after_as_of(bench, change):
    text = change("ranks: ceasefire > pullback, by: desk, on: 2020-01-09",
                  "ranks: ceasefire > pullback, by: desk, on: 2026-01-01")  # fmt: skip
    assert bench.read(text).positions["alba"].importance


def test_every_kind_of_dated_entry_is_looked_at(bench, sound):
    later = sound.replace("on: 2020-01-0", "on: 2021-01-0").replace("2020-01-05\n", "2021-01-05\n")
    places = {problem.line for problem in bench.problems(later)}
    entries = later.replace("by: desk\n", "by: desk ").splitlines()  # a judgement may be later
    lines = later.splitlines()
    undated = {line.strip() for line in entries if "desk" not in line}
    dated = {i for i, line in enumerate(lines, 1) if "on: 2021" in line and line.strip() in undated}
    assert len(dated) >= 6
    assert dated <= places


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("ranks: ceasefire > pullback", "ranks: pullback"),  # the other stands free
        ("ranks: lasting >> pause > nothing", "ranks: lasting > nothing"),
        ("ranks: lasting >> pause > nothing", "ranks: lasting ~ pause ~ nothing"),
        ("ranks: lasting >> pause > nothing", "ranks: [lasting > pause, lasting > nothing]"),
        ("if_silent: 0", "if_silent: 10"),
        ("implies pullback=0", "implies pullback<=2.5"),
        ("wants: lasting", "wants: [lasting, pause]"),
    ],
)
def test_what_an_issue_admits_is_read(bench, change, old, new):
    assert bench.read(change(old, new))


def test_values_that_cannot_lie_so_far_apart_are_told(bench, sound):
    text = sound.replace("lasting: For good", "lasting: For good, d: D, e: E, f: F")
    text = text.replace("lasting >> pause > nothing", "lasting >> pause >> nothing >> d >> e >> f")
    text = text.replace("lasting: 0.2..0.4}", "lasting: 0.2..0.4, d: 0, e: 0, f: 0}")
    (problem,) = bench.problems(text)
    assert problem.what.startswith("5 times '>>' cannot fit between best and worst")
    assert problem.fix == "use '>' for some of the '>>'"
    fits = text.replace("d >> e >> f", "d > e > f")
    assert bench.read(fits)


def test_red_lines_name_options_too(bench, change):
    assert told(bench, change("wants: lasting", "wants: lasting, red: never")) == [
        "issue 'ceasefire' has no option 'never'"
    ]
    text = change("inferred: {prefers: less", "inferred: {red: [7], prefers: less")
    assert told(bench, text)  # an id is text: on a range 'red' has nothing to name


def test_positions_on_a_range_rank_its_numbers_by_more_or_less_only(bench, change):
    text = change("prefers: less", "ranks: a > b")
    assert "which is no option of 'pullback'" in " ".join(told(bench, text))


def test_reading_leaves_the_files_as_they_are(bench, sound):
    path = bench.write(sound)
    read_case(path)
    assert path.read_text(encoding="utf-8") == sound
