"""Charts of the war lens: bands over time, and changes to either side of none."""

import pytest
import vl_convert

from parley.charts import Change, FanPoint, changes, fan


def point(name, at, middle=0.5):
    return FanPoint(name=name, at=at, low=middle - 0.1, middle=middle, high=middle + 0.1)


def layers(figure):
    return figure.spec["layer"]


def rows_of(figure, layer):
    data = layer.get("data") or figure.spec["data"]
    return figure.spec["datasets"][data["name"]]


def test_a_fan_is_a_band_and_a_line_for_each_name():
    figure = fan(
        "Phases",
        "Lines in bands.",
        [point(name, t) for name in ("at war", "settled") for t in range(3)],
        x="week",
        y="share",
    )
    band, line = layers(figure)
    assert band["mark"]["type"] == "area"
    assert line["mark"]["type"] == "line"
    assert (band["encoding"]["y"]["field"], band["encoding"]["y2"]["field"]) == ("low", "high")
    assert line["encoding"]["y"]["field"] == "middle"
    assert line["encoding"]["color"]["scale"]["domain"] == ["at war", "settled"]
    assert len(rows_of(figure, band)) == 6


def test_names_of_a_fan_are_told_apart_without_colour():
    figure = fan("T", "A.", [point(str(n), 0) for n in range(4)], x="x", y="y")
    dashes = layers(figure)[1]["encoding"]["strokeDash"]["scale"]["range"]
    assert len({tuple(dash) for dash in dashes}) == 4


def test_shares_of_a_fan_run_from_none_to_all_and_numbers_do_not():
    shares, numbers = (
        fan("T", "A.", [point("a", 0)], x="x", y="y", percent=percent) for percent in (True, False)
    )
    assert layers(shares)[0]["encoding"]["y"]["scale"]["domain"] == [0, 1]
    assert "domain" not in layers(numbers)[0]["encoding"]["y"]["scale"]
    assert [c.kind for c in shares.data.columns[2:]] == ["percent"] * 3
    assert [c.kind for c in numbers.data.columns[2:]] == ["number"] * 3


def test_a_fan_holds_its_numbers_in_a_table():
    figure = fan("T", "A.", [point("a", 4, 0.3)], x="week", y="share")
    assert [c.name for c in figure.data.columns] == ["", "week", "low", "middle", "high"]
    (row,) = figure.data.rows
    assert [cell.value for cell in row] == ["a", 4, pytest.approx(0.2), 0.3, pytest.approx(0.4)]


def change(label, value, party="", **more):
    return Change(label=label, value=value, low=value - 1, high=value + 1, party=party, **more)


def test_changes_are_dots_with_an_interval_and_a_line_at_none():
    figure = changes("T", "A.", [change("one", 2.0), change("two", -1.0)], axis="weeks")
    zero, whisker, dot = layers(figure)
    assert rows_of(figure, zero) == [{"zero": 0}]
    assert (whisker["encoding"]["x"]["field"], whisker["encoding"]["x2"]["field"]) == (
        "low",
        "high",
    )
    assert dot["encoding"]["x"]["field"] == "value"
    assert [row["at"] for row in rows_of(figure, dot)] == [0, 1]


def test_parties_stand_beside_each_other_by_colour_and_shape():
    rows = [change("one", 1.0, "Alba"), change("one", 2.0, "Bor")]
    figure = changes("T", "A.", rows, axis="worth", parties=["Bor", "Alba"])
    dot = layers(figure)[2]
    assert dot["encoding"]["yOffset"]["field"] == "party"
    assert dot["encoding"]["color"]["scale"]["domain"] == ["Bor", "Alba"]
    assert len(set(dot["encoding"]["shape"]["scale"]["range"])) == 2
    assert [c.name for c in figure.data.columns][:2] == ["change", "for"]


def test_changes_hold_their_numbers_and_refs_in_a_table():
    rows = [change("one", 1.0, refs=("k1",))]
    figure = changes("T", "A.", rows, axis="weeks", interval="80% of draws")
    assert [c.name for c in figure.data.columns] == [
        "change",
        "weeks",
        "80% of draws: from",
        "80% of draws: to",
    ]
    (row,) = figure.data.rows
    assert [cell.value for cell in row] == ["one", 1.0, 0.0, 2.0]
    assert row[0].refs == ("k1",)


FIGURES = {
    "fan": fan("T", "A.", [point(n, t) for n in "abcd" for t in range(9)], x="week", y="share"),
    "changes": changes(
        "T", "A.", [change(f"A long name of a change number {n}", n) for n in range(9)], axis="x"
    ),
    "by party": changes(
        "T", "A.", [change("one", n, party) for n, party in enumerate("ab")], axis="x"
    ),
}


@pytest.mark.parametrize("figure", FIGURES.values(), ids=FIGURES)
def test_figures_render_without_a_warning(figure, capfd):
    assert "<svg" in vl_convert.vegalite_to_svg(dict(figure.spec))
    assert capfd.readouterr().err == ""


@pytest.mark.parametrize(
    "draw", [lambda: fan("T", "A.", [], x="x", y="y"), lambda: changes("T", "A.", [], axis="x")]
)
def test_nothing_to_draw_is_an_error(draw):
    with pytest.raises(ValueError, match="at least one row"):
        draw()
