"""Charts: every figure renders without a warning, and its table says all that it draws."""

import json
import re
from itertools import pairwise

import pytest
import vl_convert
from hypothesis import given, settings
from hypothesis import strategies as st
from views import sample
from views.sample import SMALLEST

from parley.blocks import Figure
from parley.charts import (
    PARTY_COLOURS,
    PARTY_SHAPES,
    Bar,
    HeatCell,
    PlanePoint,
    TimelineEvent,
    bars,
    heat,
    plane,
    timeline,
)
from parley.charts.heat import TINTS
from parley.views.html import fragment

USUAL = {
    "timeline": sample.chronology(),
    "bars": sample.beats_no_deal(),
    "heat": sample.relations(),
    "plane": sample.utilities(),
}
FIGURES = [*SMALLEST.items(), *USUAL.items()]


def svg(figure: Figure) -> str:
    return vl_convert.vegalite_to_svg(dict(figure.spec), show_warnings=True, allowed_base_urls=[])


def values(figure: Figure) -> list[list[object]]:
    return [[cell.value for cell in row] for row in figure.data.rows]


@pytest.mark.parametrize("figure", [f for _, f in FIGURES], ids=[n for n, _ in FIGURES])
def test_every_chart_renders_in_its_width_without_a_warning(figure, capfd):
    drawn = svg(figure)
    assert capfd.readouterr() == ("", "")
    width = int(re.search(r'width="(\d+)"', drawn)[1])
    assert 600 <= width <= 720
    assert "NaN" not in drawn


def test_a_warning_would_be_seen(capfd):
    spec = {"data": {"values": [{"a": 1}]}, "mark": "bar", "height": {"step": 5},
            "autosize": "fit", "encoding": {"y": {"field": "a", "type": "nominal"}}}  # fmt: skip
    vl_convert.vegalite_to_svg(spec, show_warnings=True)
    assert "WARN" in "".join(capfd.readouterr())


@pytest.mark.parametrize("figure", USUAL.values(), ids=USUAL)
def test_every_label_drawn_is_in_the_table_and_the_other_way_round(figure):
    drawn = svg(figure)
    names = {str(row[0]) for row in values(figure)} - {""}
    assert names
    assert all(name in drawn for name in names)


def luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_colours_stand_out_from_paper_and_text_from_tints():
    assert all(1.05 / (luminance(c) + 0.05) >= 3 for c in PARTY_COLOURS)
    assert all((luminance(c) + 0.05) / (luminance("#1c2126") + 0.05) >= 7 for c in TINTS)


def test_each_party_has_a_colour_and_a_shape_of_its_own():
    assert len(set(PARTY_COLOURS)) == len(PARTY_COLOURS)
    assert len(set(PARTY_SHAPES)) == len(PARTY_SHAPES) == len(PARTY_COLOURS)


def scales(figure: Figure, channel: str) -> list[dict[str, list[str]]]:
    layers = [layer["encoding"] for layer in figure.spec["layer"]]
    return [e[channel]["scale"] for e in layers if channel in e]


def test_the_order_of_parties_decides_their_colour_not_the_rows():
    rows = [Bar(label="a", value=0.1, party="B"), Bar(label="a", value=0.2, party="A")]
    figure = bars("t", "a", rows, parties=("A", "B"))
    for scale in scales(figure, "color"):
        assert scale == {"domain": ["A", "B"], "range": list(PARTY_COLOURS[:2])}
    for scale in scales(figure, "shape"):
        assert scale == {"domain": ["A", "B"], "range": list(PARTY_SHAPES[:2])}


def test_events_stand_in_order_of_time_with_their_days_and_refs():
    late = TimelineEvent(label="late", earliest="2025-06-03", lane="round", refs=("k1",))
    vague = TimelineEvent(
        label="vague", earliest="2025-05-30", latest="2025-06-02", certainty="reported"
    )
    figure = timeline("t", "a", [late, vague], as_of="2025-06-04")
    assert values(figure) == [
        ["vague", "event", "2025-05-30", "2025-06-02", "reported"],
        ["late", "round", "2025-06-03", "2025-06-03", ""],
    ]
    assert figure.data.rows[1][0].refs == ("k1",)
    drawn = svg(figure)
    assert "30 May 2025 \N{EN DASH} 2 Jun 2025  vague (reported)" in drawn
    assert "as of" in drawn


def test_two_events_of_one_name_keep_two_rows():
    twice = [TimelineEvent(label="statement", earliest="2025-06-03")] * 2
    assert svg(timeline("t", "a", twice)).count("3 Jun 2025  statement") == 2


def test_days_do_not_depend_on_where_the_reader_lives():
    for layer in USUAL["timeline"].spec["layer"]:
        if "y" in layer["encoding"] and "scale" in layer["encoding"]["x"]:
            assert layer["encoding"]["x"]["scale"]["type"] == "utc"


@pytest.mark.parametrize(("first", "last"), [("2025-06-03", "2025-06-02"), ("June", "")])
def test_impossible_days_are_refused(first: str, last: str):
    with pytest.raises(ValueError, match=r"before earliest|Invalid isoformat"):
        timeline("t", "a", [TimelineEvent(label="x", earliest=first, latest=last)])


def test_a_chart_of_nothing_is_refused():
    with pytest.raises(ValueError, match="at least one row"):
        bars("t", "a", [])


def test_bars_keep_intervals_and_refs_in_their_table():
    figure = bars("t", "a", [Bar(label="x", value=0.5, low=0.4, high=0.7, refs=("k1",))])
    assert values(figure) == [["x", 0.5, 0.4, 0.7]]
    assert figure.data.rows[0][1].refs == ("k1",)
    assert [c.kind for c in figure.data.columns] == ["text", "percent", "percent", "percent"]


def test_cells_of_a_matrix_say_their_words_and_gaps_stay_empty():
    cells = [
        HeatCell(row="r1", column="c1", text="30 days", level="conflict", refs=("k1",)),
        HeatCell(row="r2", column="c2", text="same", level="same"),
    ]
    figure = heat("t", "a", cells)
    assert values(figure) == [["r1", "30 days (conflict)", None], ["r2", None, "same"]]
    assert figure.data.rows[0][1].refs == ("k1",)
    drawn = svg(figure)
    assert all(word in drawn for word in ("30 days", "same", "conflict"))


def test_a_long_frontier_is_thinned_to_its_ends_and_says_so():
    line = [(i / 500, 1 - i / 500) for i in range(501)]
    points = [PlanePoint(label="x", x=0.5, y=0.5)]
    figure = plane("t", "a", points, parties=("A", "B"), frontier=line)
    listed = [row[2] for row in values(figure) if row[1] == "frontier"]
    assert (listed[0], listed[-1]) == (0, 1)
    assert len(listed) <= 41
    assert f"({len(listed)} of 501 shown)" in svg(figure)
    assert "Line: packages that no other beats for both." in svg(sample.utilities())


def test_names_of_points_that_lie_together_do_not_cover_one_another():
    points = [PlanePoint(label=f"proposal {i}", x=0.5, y=0.5) for i in range(6)]
    corners = [(0.0, 0.0), (1.0, 1.0)]
    figure = plane("t", "a", points, parties=("A", "B"), frontier=corners)
    names = {r["label"]: r for v in figure.spec["datasets"].values() for r in v if "left" in r}
    assert len(names) == 6
    for left in (False, True):
        heights = sorted(row["y"] for row in names.values() if row["left"] == left)
        assert all(b - a > 0.03 for a, b in pairwise(heights))


def test_no_deal_shades_what_is_worse_for_either_party():
    drawn = svg(sample.utilities())
    assert "no deal is better for Ukraine" in drawn
    assert "no deal is better for Russia" in drawn


def test_a_number_that_is_not_finite_is_left_out():
    figure = bars("t", "a", [Bar(label="x", value=float("nan")), Bar(label="y", value=0.2)])
    assert "NaN" not in json.dumps(figure.spec)


@settings(max_examples=15, deadline=None)
@given(st.text(max_size=30), st.text(max_size=30))
def test_any_text_can_be_drawn(label: str, kind: str):
    event = TimelineEvent(label=label, earliest="2025-06-01", lane=kind)
    assert "<svg" in fragment([timeline(label, kind, [event])])
