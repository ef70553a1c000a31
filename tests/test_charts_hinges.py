"""Charts of what decides an answer: tornado, one-way and two-way response."""

import json
from dataclasses import replace
from itertools import pairwise
from math import inf, isnan, nan

import numpy as np
import pytest
import vl_convert

from parley.blocks import refs_of
from parley.charts import (
    Estimate,
    ResponsePoint,
    SurfaceCell,
    TornadoBar,
    response,
    surface,
    tornado,
)
from parley.views.html import fragment

NONE = Estimate(nan, nan, nan)
LONG = [
    "Russia's share of the front after a pause of sixteen weeks, if nobody watches it (war.front)",
    "Russia's share of the front after a pause of sixteen weeks, if nobody watches it (war.lines)",
]
NASTY = "</script><b>\"it's\" \\ é ${datum} \n'] + [1"


def estimate(value, half=0.05):
    return Estimate(value, value - half, value + half)


def bar(label="input", share=0.4, **more):
    given = {"at_low": estimate(0.3), "at_high": estimate(0.7), "floor": 0.02, **more}
    return TornadoBar(label=label, share=estimate(share), **given)


def a_tornado(rows, **more):
    return tornado("T", "A.", rows, **{"axis": "outcome", "overall": 0.5, **more})


def point(at, value=0.5, **more):
    return ResponsePoint(**{"at": at, "value": value, "low": value - 0.1, "high": value + 0.1,
                            "n": 40, **more})  # fmt: skip


def a_response(points, **more):
    return response("T", "A.", points, x_axis="front", y_axis="share", **more)


def cell(x=0.0, y=0.0, value=0.5, **more):
    ends = {"x_low": x, "x_high": x + 1, "y_low": y, "y_high": y + 1}
    return SurfaceCell(**{**ends, "value": value, "n": 40, **more})


def a_surface(cells, **more):
    return surface("T", "A.", cells, x_axis="front", y_axis="cost", legend="share", **more)


def drawn(figure, spec=None):
    """(kind of mark, its encoding, its rows) of every layer, in order of drawing."""
    part = figure.spec if spec is None else spec
    if "layer" not in part and "hconcat" not in part:
        data = part.get("data") or figure.spec["data"]
        kind = part["mark"]["type"]
        yield kind, part.get("encoding", {}), figure.spec["datasets"][data["name"]]
    for inner in [*part.get("hconcat", []), *part.get("layer", [])]:
        yield from drawn(figure, {"data": part["data"], **inner} if "data" in part else inner)


def panel(figure, place, kind):
    return [layer for layer in drawn(figure, figure.spec["hconcat"][place]) if layer[0] == kind]


def values(row):
    return [cell.value for cell in row]


def svg(figure):
    return vl_convert.vegalite_to_svg(dict(figure.spec))


# Tornado


def test_bars_run_from_the_outcome_over_all_draws_to_that_with_the_input_low_and_high():
    figure = a_tornado([bar("one"), bar("two")], overall=0.45)
    [(_, place, rows)] = panel(figure, 0, "bar")
    assert (place["x"]["field"], place["x2"]["field"]) == ("overall", "value")
    assert {row["overall"] for row in rows} == {0.45}
    found = [(row["at"], row["end"], row["value"]) for row in rows]
    assert found == [
        (0, "input low", 0.3), (0, "input high", 0.7),
        (1, "input low", 0.3), (1, "input high", 0.7),
    ]  # fmt: skip
    assert [{"overall": 0.45}] in [rows for *_, rows in panel(figure, 0, "rule")]


def test_low_and_high_are_told_apart_by_shape_by_shade_and_by_place():
    figure = a_tornado([bar()], ends=("lowest tenth", "highest tenth"))
    [(_, look, _)] = panel(figure, 0, "point")
    for channel in (look["shape"], look["fill"]["condition"]):
        assert channel["scale"]["domain"] == ["lowest tenth", "highest tenth"]
        assert len(set(channel["scale"]["range"])) == 2
    assert look["yOffset"]["field"] == "end"


def test_only_inputs_whose_interval_clears_the_floor_are_filled():
    rows = [
        bar("clear", 0.08),
        replace(bar("touches", floor=0.25), share=Estimate(0.3, 0.25, 0.35)),
        bar("below", 0.01),
        replace(bar("unknown"), share=NONE),
        bar("no floor", floor=nan),
    ]
    figure = a_tornado(rows)
    clear = [True, False, False, False, False]
    assert [row.clear for row in rows] == clear
    [(_, look, ends)] = panel(figure, 0, "point")
    assert [row["clear"] for row in ends[::2]] == clear
    assert look["fill"]["value"] == "white"
    assert look["fill"]["condition"]["test"] == "datum.clear"
    [(_, _, shares)] = panel(figure, 1, "point")
    assert [row["fill"] != "white" for row in shares] == [True, False, False, False]
    tells = [row[-1].value for row in figure.data.rows]
    assert tells == ["yes", *["these draws cannot tell"] * 4]
    assert "cannot tell" in "".join(figure.spec["title"]["text"])


def test_a_tornado_of_clear_inputs_speaks_of_no_hollow_ones_and_says_its_note():
    key = a_tornado([bar()], floor_note="Of 19 dummies.").spec["title"]["text"]
    assert "Hollow" not in "".join(key)
    assert key[-1] == "Of 19 dummies."


def test_the_second_panel_shows_shares_over_the_floor_on_the_same_rows():
    figure = a_tornado([bar("one", 0.4), bar("two", 0.3, floor=0.03)])
    [(_, floor, rows)] = panel(figure, 1, "bar")
    assert (floor["x"]["field"], floor["x2"]["field"]) == ("none", "floor")
    assert [(row["none"], row["floor"]) for row in rows] == [(0, 0.02), (0, 0.03)]
    [(_, dot, rows)] = panel(figure, 1, "point")
    assert dot["x"]["field"] == "value"
    assert [(row["at"], row["value"]) for row in rows] == [(0, 0.4), (1, 0.3)]
    [_, (_, whisker, _)] = panel(figure, 1, "rule")
    assert (whisker["x"]["field"], whisker["x2"]["field"]) == ("low", "high")
    left, right = (p["layer"][0]["encoding"]["y"]["scale"] for p in figure.spec["hconcat"])
    assert left == right
    assert len({p["height"] for p in figure.spec["hconcat"]}) == 1


def test_a_tornado_holds_its_numbers_and_refs_in_a_table():
    figure = a_tornado([bar("one", 0.4, refs=("c1", "c2"))], interval="80% of resamples")
    names = [c.name for c in figure.data.columns]
    assert names[:4] == ["input", "outcome, input low", *names[2:4]]
    assert names[2:4] == ["80% of resamples: from", "80% of resamples: to"]
    assert names[4] == "outcome, input high"
    assert names[7] == "share of the variance explained"
    assert names[10:] == ["floor", "clears the floor"]
    [row] = figure.data.rows
    expected = [*estimate(0.3), *estimate(0.7), *estimate(0.4), 0.02, "yes"]
    assert values(row) == ["one", *expected]
    assert refs_of(figure) == ("c1", "c2")


def test_an_outcome_that_is_no_share_is_written_as_a_number_and_the_variance_is_not():
    figure = a_tornado([bar()], percent=False)
    assert [c.kind for c in figure.data.columns[1:11]] == ["number"] * 6 + ["percent"] * 4
    [(_, place, _)] = panel(figure, 0, "bar")
    assert "%" not in place["x"]["axis"]["format"]


def test_an_input_without_estimates_keeps_its_row():
    rows = [bar("one"), TornadoBar(label="two", at_low=NONE, at_high=NONE, share=NONE, floor=nan)]
    figure = a_tornado(rows)
    assert {row["at"] for _, _, rows in panel(figure, 0, "bar") for row in rows} == {0}
    assert ">two<" in svg(figure)
    assert all(isnan(value) for value in values(figure.data.rows[1])[1:-1])


def test_numbers_of_numpy_will_do():
    share = Estimate(*np.array([0.4, 0.3, 0.5]))
    json.dumps(a_tornado([replace(bar(), share=share, floor=np.float64(0.1))]).spec)


def test_two_inputs_of_one_name_keep_their_rows():
    [(_, _, rows)] = panel(a_tornado([bar("one"), bar("one")]), 0, "point")
    assert [row["at"] for row in rows] == [0, 0, 1, 1]


def test_two_long_names_that_look_alike_keep_their_rows():
    figure = a_tornado([bar(name) for name in LONG])
    [(_, _, rows)] = panel(figure, 0, "point")
    assert [row["at"] for row in rows] == [0, 0, 1, 1]
    picture = svg(figure)
    assert "war.front" in picture
    assert "war.lines" in picture
    assert "…" not in picture


@pytest.mark.parametrize("overall", [nan, inf])
def test_a_tornado_needs_an_outcome_to_start_from(overall):
    with pytest.raises(ValueError, match="finite number"):
        a_tornado([bar()], overall=overall)


# One input


def test_a_response_is_a_line_in_a_band_by_size():
    figure = a_response([point(2.0, 0.6), point(1.0, 0.4)])
    layers = list(drawn(figure))
    assert [kind for kind, *_ in layers] == ["area", "line", "point"]
    band, line, _ = (look for _, look, _ in layers)
    assert (band["y"]["field"], band["y2"]["field"]) == ("low", "high")
    assert line["y"]["field"] == "value"
    assert line["y"]["scale"]["domain"] == [0, 1]
    assert [row["at"] for row in layers[0][2]] == [1.0, 2.0]
    assert [values(row)[:2] for row in figure.data.rows] == [[1.0, 0.4], [2.0, 0.6]]


def test_rules_mark_a_level_across_and_a_reference_up():
    figure = a_response([point(1.0), point(2.0)], level=1.5, reference=0.5, reference_says="half")
    rules = [(look, rows) for kind, look, rows in drawn(figure) if kind == "rule"]
    assert [(set(look), rows[0]["mark"]) for look, rows in rules] == [({"y"}, 0.5), ({"x"}, 1.5)]
    picture = svg(figure)
    assert ">half 50%<" in picture
    assert ">turns at 1.5<" in picture


@pytest.mark.parametrize("nothing", [None, nan, inf])
def test_there_is_no_rule_where_there_is_nothing_to_mark(nothing):
    figure = a_response([point(1.0), point(2.0)], level=nothing, reference=nothing)
    assert "rule" not in [kind for kind, *_ in drawn(figure)]


def test_the_name_of_a_reference_stands_where_the_line_is_farther():
    def side(*heights):
        figure = a_response([point(float(i), v) for i, v in enumerate(heights)], reference=0.5)
        return next(look["x"]["value"] for kind, look, _ in drawn(figure) if kind == "text")

    assert side(0.5, 0.9) == "width"
    assert side(0.1, 0.5) == 0


def test_the_name_of_a_level_stays_inside():
    def align(level):
        spec = a_response([point(0.0), point(1.0)], level=level).spec
        return next(p["mark"]["align"] for p in spec["layer"] if p["mark"]["type"] == "text")

    assert (align(0.1), align(0.9)) == ("left", "right")


def test_a_bin_with_too_few_draws_is_a_gap():
    figure = a_response([point(1.0), point(2.0, nan), point(3.0)])
    by_kind = {kind: rows for kind, _, rows in drawn(figure)}
    assert [row["value"] for row in by_kind["line"]] == [0.5, None, 0.5]
    assert [row["at"] for row in by_kind["point"]] == [1.0, 3.0]
    assert "too few draws" in figure.spec["title"]["text"]
    assert isnan(figure.data.rows[1][1].value)
    whole = a_response([point(1.0)])
    assert "too few draws" not in whole.spec["title"]["text"]
    lines = {part["mark"]["type"]: part["mark"].get("invalid") for part in figure.spec["layer"]}
    assert lines["line"] == lines["area"] == "break-paths-show-path-domains"


def test_names_are_dots_with_whiskers_in_the_order_given():
    figure = a_response([point("zeta", 0.2), point("alpha", 0.6)], reference=0.4)
    layers = list(drawn(figure))
    assert [kind for kind, *_ in layers] == ["rule", "rule", "point", "text", "text"]
    whisker, dot = layers[1][1], layers[2][1]
    assert (whisker["x"]["field"], whisker["x2"]["field"]) == ("low", "high")
    assert (dot["x"]["field"], dot["y"]["field"]) == ("value", "place")
    assert [(row["place"], row["at"]) for row in layers[2][2]] == [(0, "zeta"), (1, "alpha")]
    picture = svg(figure)
    assert picture.index(">zeta (40 draws)<") < picture.index(">alpha (40 draws)<")
    assert ">over all draws 40%<" in picture


def test_a_name_with_too_few_draws_says_so():
    figure = a_response([point("a"), point("b", nan, n=2)])
    assert "too few draws to tell" in svg(figure)
    assert "too few draws to tell" not in svg(a_response([point("a")]))


@pytest.mark.parametrize("at", ["account", 1.0])
def test_a_response_holds_its_numbers_and_refs_in_a_table(at):
    figure = a_response([point(at, 0.5, refs=("c1",))], percent=False)
    names = ["front", "share", "95% interval: from", "95% interval: to", "draws"]
    assert [c.name for c in figure.data.columns] == names
    assert [c.kind for c in figure.data.columns[1:]] == ["number"] * 4
    [row] = figure.data.rows
    assert values(row) == [at, 0.5, 0.4, 0.6, 40]
    assert refs_of(figure) == ("c1",)


@pytest.mark.parametrize(
    ("points", "level", "says"),
    [
        ([point("a"), point(1.0)], None, "all names or all numbers"),
        ([point("a")], 0.5, "no level to mark"),
        ([point(1.0), point(nan)], None, "finite number"),
    ],
)
def test_a_response_says_what_it_cannot_draw(points, level, says):
    with pytest.raises(ValueError, match=says):
        a_response(points, level=level)


# Two inputs


def test_a_surface_is_a_grid_with_the_number_in_each_cell():
    figure = a_surface([cell(x, y, (x + y) / 4) for x in (0.0, 1.0) for y in (0.0, 1.0)])
    layers = list(drawn(figure))
    assert [kind for kind, *_ in layers] == ["rect", "text"]
    box, text = layers[0][1], layers[1][1]
    assert box["color"]["field"] == text["text"]["field"] == "value"
    assert box["color"]["scale"]["domain"] == [0, 1]
    assert [f"{box[name]['field']}" for name in ("x", "x2", "y", "y2")] == ["x", "x2", "y", "y2"]
    picture = svg(figure)
    for number in (">0%<", ">25%<", ">50%<"):
        assert number in picture


def test_ranges_are_drawn_by_their_place_and_the_axes_say_their_ends():
    edges = [0.0, 1.0, 500.0]
    cells = [cell(x_low=a, x_high=b) for a, b in pairwise(edges)]
    figure = a_surface([*cells, cell(x_low=0.0, x_high=500.0, y_low=1.0, y_high=2.0)])
    [(_, box, rows), _] = drawn(figure)
    assert [(row["x"], row["x2"]) for row in rows] == [(0, 1), (1, 2), (0, 2)]
    assert [(row["y"], row["y2"]) for row in rows] == [(0, 1), (0, 1), (1, 2)]
    assert [row["x_middle"] for row in rows] == [0.5, 1.5, 1.0]
    assert box["x"]["axis"]["values"] == [0, 1, 2]
    assert "equally wide" in figure.spec["title"]["text"]
    picture = svg(figure)
    for end in edges:
        assert f">{end:.0f}<" in picture


def test_a_grid_that_is_even_but_for_rounding_needs_no_word_about_it():
    edges = [0.0, 0.33, 0.67, 1.0]
    figure = a_surface([cell(x_low=a, x_high=b) for a, b in pairwise(edges)])
    assert "equally wide" not in str(figure.spec.get("title", ""))


def test_each_end_of_a_range_is_labelled():
    cells = [cell(y_low=10.0 * i, y_high=10.0 * (i + 1)) for i in range(6)]
    picture = svg(a_surface(cells))
    for end in range(0, 70, 10):
        assert f">{end}<" in picture


def test_a_cell_with_too_few_draws_is_crossed_out_and_not_shaded():
    figure = a_surface([cell(0.0), cell(1.0, value=nan, n=2)])
    layers = list(drawn(figure))
    assert [kind for kind, *_ in layers] == ["rect", "rect", "rule", "rule", "text"]
    assert [len(rows) for *_, rows in layers] == [1] * 5
    assert [rows[0]["value"] for *_, rows in layers] == [0.5, None, None, None, 0.5]
    first, second = layers[2][1], layers[3][1]
    assert (first["y"]["field"], first["y2"]["field"]) == ("y", "y2")
    assert (second["y"]["field"], second["y2"]["field"]) == ("y2", "y")
    assert "color" not in layers[1][1]
    assert "Crossed out" in figure.spec["title"]["text"]
    assert isnan(figure.data.rows[1][4].value)


def test_a_surface_holds_its_numbers_and_refs_in_a_table():
    figure = a_surface([cell(1.0, 2.0, 0.3, refs=("c1",))])
    assert [c.name for c in figure.data.columns] == [
        "front: from", "front: to", "cost: from", "cost: to", "share", "draws",
    ]  # fmt: skip
    assert [c.kind for c in figure.data.columns] == ["number"] * 4 + ["percent", "number"]
    [row] = figure.data.rows
    assert values(row) == [1.0, 2.0, 2.0, 3.0, 0.3, 40]
    assert refs_of(figure) == ("c1",)


@pytest.mark.parametrize(
    ("low", "high"), [(1.0, 1.0), (2.0, 1.0), (-inf, 1.0), (0.0, inf), (nan, 1.0)]
)
@pytest.mark.parametrize("axis", ["x", "y"])
def test_a_range_needs_two_ends_in_order(axis, low, high):
    with pytest.raises(ValueError, match="two finite ends"):
        a_surface([cell(**{f"{axis}_low": low, f"{axis}_high": high})])


# All


FIGURES = {
    "tornado": a_tornado([bar(f"{name} {n}", 0.4 / (n + 1)) for n in range(6) for name in LONG]),
    "hollow": a_tornado([bar("one", 0.01)], percent=False, overall=0.4),
    "no estimates": a_tornado(
        [TornadoBar(label="one", at_low=NONE, at_high=NONE, share=NONE, floor=nan)]
    ),
    "response": a_response([point(0.1 * n) for n in range(9)], level=0.4, reference=0.5),
    "numbers": a_response([point(1e4 * n, 2e4) for n in range(3)], percent=False, level=2e4),
    "gap": a_response([point(0.0), point(1.0, nan)]),
    "only gaps": a_response([point(0.0, nan), point(1.0, nan)], percent=False),
    "one bin": a_response([point(0.0)], level=0.0),
    "names": a_response([point(name) for name in LONG], reference=0.5),
    "no draws": a_response([point("a", nan)], percent=False),
    "surface": a_surface([cell(float(x), float(y)) for x in range(9) for y in range(9)]),
    "crossed": a_surface([cell(0.0, value=nan), cell(1.0, value=-2e5)], percent=False),
    "all crossed": a_surface([cell(0.0, value=nan)]),
    "nasty tornado": a_tornado([bar(NASTY)], axis=NASTY, ends=(NASTY, "high"), floor_note=NASTY),
    "nasty response": response(
        NASTY, NASTY, [point(1.0)], x_axis=NASTY, y_axis=NASTY, level=1.0, level_says=NASTY
    ),
    "nasty names": response(NASTY, NASTY, [point(NASTY)], x_axis=NASTY, y_axis=NASTY, reference=0),
    "nasty surface": surface(NASTY, NASTY, [cell()], x_axis=NASTY, y_axis=NASTY, legend=NASTY),
}


@pytest.mark.parametrize("figure", FIGURES.values(), ids=FIGURES)
def test_figures_render_without_a_warning(figure, capfd):
    assert "<svg" in svg(figure)
    assert capfd.readouterr().err == ""


@pytest.mark.parametrize("figure", FIGURES.values(), ids=FIGURES)
def test_figures_are_json_with_their_data_inline_and_rows_as_wide_as_the_table(figure):
    text = json.dumps(figure.spec, allow_nan=False)
    assert '"url"' not in text
    assert {len(row) for row in figure.data.rows} == {len(figure.data.columns)}


@pytest.mark.parametrize("name", [name for name in FIGURES if name.startswith("nasty")])
def test_names_cannot_leave_the_place_they_stand_in(name):
    page = fragment([FIGURES[name]])
    assert "</script><b>" not in page
    assert "<b>" not in page


@pytest.mark.parametrize("draw", [a_tornado, a_response, a_surface])
def test_nothing_to_draw_is_an_error(draw):
    with pytest.raises(ValueError, match="at least one row"):
        draw([])
