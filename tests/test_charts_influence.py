"""Charts of actors on a scale: power, forecast, pathways, challenges and bargains."""

import re
from itertools import combinations, pairwise, product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from test_charts import EVIL, bar_values, said, svg, texts, values

from parley.blocks import Figure
from parley.charts import (
    PARTY_COLOURS,
    Bargain,
    BargainNode,
    Challenge,
    PathPoint,
    Place,
    PowerShare,
    ScaleMark,
    bargains,
    challenge_map,
    forecast,
    pathways,
    power,
)
from parley.charts.challenge_map import region
from parley.charts.circles import LARGEST
from parley.charts.scale import GAP, across, lanes, step
from parley.charts.sheet import PLOT, apart, listed, looks, numbered, wide
from parley.charts.theme import SOFT
from parley.views.html import fragment

TWELVE = {
    "Ukraine": 88, "Russia": 5, "United States": 40, "Türkiye": 60,
    "European backers of Ukraine": 65, "United Kingdom": 70, "Poland": 78, "Hungary": 20,
    "China": 20, "Belarus": 5, "Democratic People's Republic of Korea": 0,
    "United Nations Security Council": 60,
}  # fmt: skip
TWO = {"A": 0, "B": 100}
PLACES = (0, 10, 35, 60, 65, 88, 100)
FORTY = TWELVE | {
    f"{kind} {name}": PLACES[(3 * i + j) % 7]
    for i, kind in enumerate(("Republic of", "Kingdom of", "Union of", "Faction of"))
    for j, name in enumerate(
        (
            "Northland",
            "Westmark",
            "Eastoria",
            "Southern Isles",
            "Highlands",
            "Lowlands",
            "the Marches",
        )
    )
}
CASTS = {"two": TWO, "twelve": TWELVE, "forty": FORTY}
LOW = "No promise by other states; the country is neutral, without foreign forces or supply"
MARKS = tuple(
    ScaleMark(name=name, position=position)
    for name, position in (
        ("compromise mean", 47.3), ("weighted median", 60), ("no deal", 30), ("same place", 47.3),
        ("expected utility model, as it is printed", 99), ("another long name at the low end", 1),
    )
)  # fmt: skip


def shares(n: int) -> list[float]:
    """Of a few large actors and many small ones, the last with nothing."""
    weights = np.random.default_rng(1).uniform(0, 1, n) ** 3
    weights[-1] = 0 if n > 2 else 1
    return list(weights / weights.sum())


def some_power(cast: dict[str, float]) -> Figure:
    rows = [PowerShare(actor=a, position=p, share=s)
            for (a, p), s in zip(cast.items(), shares(len(cast)), strict=True)]  # fmt: skip
    return power("t", "a", rows, parties=tuple(cast), low=LOW, high="membership", marks=MARKS)


def some_forecast(n: int) -> Figure:
    rng = np.random.default_rng(2)
    places = [Place(position=float(p), probability=1 / n)
              for p in np.clip(rng.normal(47, 15, n), 0, 100)]  # fmt: skip
    return forecast("t", "a", places, mean=MARKS[0], interval=(30, 64), within="90% of draws",
                    marks=MARKS[1:], low=LOW, high="membership")  # fmt: skip


def some_paths(cast: dict[str, float], turns: int, panels: tuple[str, ...]) -> Figure:
    points, means = [], []
    for panel, turn in product(panels, range(turns + 1)):
        here = {a: 47 + (p - 47) * 0.5 ** (turn * (1 + len(a) % 3)) for a, p in cast.items()}
        points += [PathPoint(actor=a, turn=turn, position=p, panel=panel) for a, p in here.items()]
        mean = sum(here.values()) / len(here)
        means.append(PathPoint(actor="compromise mean", turn=turn, position=mean, panel=panel))
    return pathways("t", "a", points, parties=tuple(cast), mean=means,
                    ends={panel: (LOW, "membership") for panel in panels})  # fmt: skip


def some_challenges(cast: dict[str, float]) -> Figure:
    rng = np.random.default_rng(3)
    points = [Challenge(initiator=a, receiver=b, gain=rng.normal(0.1, 0.3), answer=rng.normal(0, 2))
              for a, b in combinations(cast, 2)]  # fmt: skip
    return challenge_map("t", "a", points)


def some_bargains(cast: dict[str, float], each: int) -> Figure:
    nodes = [BargainNode(actor=a, position=p, power=s)
             for (a, p), s in zip(cast.items(), shares(len(cast)), strict=True)]  # fmt: skip
    names = list(cast)
    arcs = [
        Bargain(initiator=a, receiver=names[(i + k) % len(names)], taken=k == 1,
                chance=(i * 7 + k * 31) % 100 / 100)
        for i, a in enumerate(names) for k in range(1, each + 1)
    ]  # fmt: skip
    return bargains("t", "a", nodes, arcs, parties=names, low=LOW, high="membership")


FIGURES = {
    **{f"power of {name}": some_power(cast) for name, cast in CASTS.items()},
    **{f"bargains of {name}": some_bargains(cast, 1) for name, cast in CASTS.items()},
    **{f"challenges of {name}": some_challenges(cast) for name, cast in CASTS.items()},
    **{f"pathways of {name}": some_paths(cast, 5, ("",)) for name, cast in CASTS.items()},
    "many bargains": some_bargains(TWELVE, 4),
    "three scales": some_paths(TWELVE, 3, ("Guarantees", "Line and recognition", "Sanctions")),
    "many turns": some_paths(TWO, 40, ("",)),
    "forecast": some_forecast(500),
    "one draw": some_forecast(1),
    "bare forecast": forecast("t", "a", [Place(position=5, probability=1)]),
    "bare power": power("t", "a", [PowerShare(actor="A", position=50, share=0)]),
    "bare pathway": pathways("t", "a", [PathPoint(actor="A", turn=0, position=50)]),
    "bare challenge": challenge_map(
        "t", "a", [Challenge(initiator="A", receiver="B", gain=0, answer=0)]
    ),
    "bare bargain": bargains("t", "a", [BargainNode(actor="A", position=50, power=0)], []),
}


@pytest.mark.parametrize("figure", FIGURES.values(), ids=FIGURES)
def test_every_chart_renders_in_its_width_without_a_warning(figure, capfd):
    drawn = svg(figure)
    assert capfd.readouterr() == ("", "")
    assert int(re.search(r'width="(\d+)"', drawn)[1]) == 640
    assert "NaN" not in drawn


@pytest.mark.parametrize("figure", FIGURES.values(), ids=FIGURES)
def test_no_words_are_drawn_outside_the_picture(figure):
    assert not [line for line in texts(figure) if line[1] < -1 or line[2] > 641]
    assert all(6 <= row["y"] <= figure.spec["height"] - 6 for row in written(figure))


@pytest.mark.parametrize("name", [n for n in FIGURES if " of " in n])
def test_the_table_has_every_actor(name):
    cast = CASTS[name.split()[-1]]
    found = {cell for row in values(FIGURES[name]) for cell in row}
    assert set(cast) <= found


def written(figure: Figure) -> list[dict[str, object]]:
    """Every line of text with its place, each once though it is drawn twice."""
    rows = [row for row in bar_values(figure) if "px" in row and row["text"]]
    return list({(r["x"], r["y"], r["text"]): r for r in rows}.values())


def box(row: dict[str, object]) -> tuple[float, float, float, float]:
    """Where a line of text stands: a little less than it takes."""
    width = 5 * row["px"] / 12 * len(row["text"])
    left = row["x"] - {"left": 0, "center": 0.5, "right": 1}[row["align"]] * width
    return left, row["y"] - 0.4 * row["px"], left + width, row["y"] + 0.4 * row["px"]


def met(one: tuple[float, ...], other: tuple[float, ...]) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


@pytest.mark.parametrize("name", FIGURES)
def test_no_words_cover_others(name):
    boxes = [(row["text"], box(row)) for row in written(FIGURES[name])]
    assert not [(a, b) for (a, p), (b, q) in combinations(boxes, 2) if met(p, q)]


def spans(figure: Figure) -> str:
    """All that is written, one line after another, as one text."""
    return " ".join(row["text"] for row in written(figure))


# Places on the scale.


def test_a_step_holds_its_lower_end_and_the_last_holds_100():
    assert [step(p, 10) for p in (0, 9.99, 10, 89.9, 90, 99, 100)] == [0, 0, 1, 8, 9, 9, 9]
    assert [step(p, 5) for p in (0, 4.99, 5, 95, 100)] == [0, 0, 1, 19, 19]


@settings(deadline=None)
@given(st.lists(st.tuples(st.integers(0, 100), st.floats(5, 280)), min_size=1, max_size=8))
def test_names_of_marks_in_one_row_lie_apart(found):
    poles = [across(p) for p, _ in found]
    places = lanes(poles, [w for _, w in found])
    boxes = [(lane, x - GAP - w, x - GAP) if left else (lane, x + GAP, x + GAP + w)
             for (lane, left), x, (_, w) in zip(places, poles, found, strict=True)]  # fmt: skip
    assert all(p[0] != q[0] or p[2] < q[1] or q[2] < p[1] for p, q in combinations(boxes, 2))
    assert all(start >= 0 and end <= PLOT for _, start, end in boxes)
    assert {lane for lane, *_ in boxes} == set(range(1 + max(lane for lane, *_ in boxes)))


def test_no_pole_goes_through_a_name_that_is_nearer():
    poles = [across(m.position) for m in MARKS]
    sizes = [wide(m.words) for m in MARKS]
    for (lane, left), x, w in zip(lanes(poles, sizes), poles, sizes, strict=True):
        start, end = (x - GAP - w, x - GAP) if left else (x + GAP, x + GAP + w)
        beyond = [p for p, (far, _) in zip(poles, lanes(poles, sizes), strict=True) if far >= lane]
        assert not [p for p in beyond if start < p < end]


@settings(deadline=None)
@given(st.lists(st.tuples(st.floats(-50, 150), st.floats(1, 20)), min_size=1, max_size=9))
def test_what_is_moved_apart_keeps_its_order_and_stays_inside(found):
    middles, sizes = zip(*found, strict=True)
    places = apart(middles, sizes, 0, 200)
    order = sorted(range(len(found)), key=lambda i: middles[i])
    for i, j in pairwise(order):
        assert places[j] - places[i] >= (sizes[i] + sizes[j]) / 2 - 1e-9
    assert all(p - s / 2 >= -1e-9 and p + s / 2 <= 200 + 1e-9
               for p, s in zip(places, sizes, strict=True))  # fmt: skip


@pytest.mark.parametrize(("middles", "expected"), [
    ([50, 90], [50, 90]),
    ([50, 50], [45, 55]),
    ([50, 50, 56], [42, 52, 62]),
    ([52, 56, 50], [52.666667, 62.666667, 42.666667]),
    ([0, 0], [5, 15]),
    ([100, 100, 20], [85, 95, 20]),
])  # fmt: skip
def test_what_is_moved_apart_moves_as_little_as_can_be(middles, expected):
    assert apart(middles, [10] * len(middles), 0, 100) == pytest.approx(expected)


def test_lists_and_numbers_lose_nothing():
    assert listed(["1 a", "2 b", "3 c"], 100, 12) == ["1 a; 2 b; 3 c"]
    assert listed(["1 a", "2 b", "3 c"], 60, 12) == ["1 a; 2 b", "3 c"]
    assert numbered("European backers", 43.4, 200) == ["European backers 43"]
    assert numbered("European backers", 43.4, 110) == ["European", "backers 43"]
    assert "".join(numbered("x" * 300, 100, 110)).endswith("\N{HORIZONTAL ELLIPSIS} 100")


def test_actors_whose_colours_repeat_have_other_dashes():
    found = looks(list(FORTY))
    assert len({(colour, tuple(dash)) for colour, dash in found.values()}) == len(FORTY)
    assert [colour for colour, _ in list(found.values())[:2]] == list(PARTY_COLOURS[:2])


# Power.


def test_power_is_stacked_in_steps_of_ten():
    rows = [
        PowerShare(actor="A", position=9.9, share=0.1),
        PowerShare(actor="B", position=0, share=0.3, refs=("k1",)),
        PowerShare(actor="C", position=10, share=0.2),
        PowerShare(actor="D", position=100, share=0.4),
    ]
    figure = power("t", "a", rows, marks=[ScaleMark(name="mean", position=50, refs=("k2",))])
    assert values(figure) == [
        ["B", "0\N{EN DASH}10", 0, 0.3],
        ["A", "0\N{EN DASH}10", 9.9, 0.1],
        ["C", "10\N{EN DASH}20", 10, 0.2],
        ["D", "90\N{EN DASH}100", 100, 0.4],
        ["mean", None, 50, None],
    ]
    assert figure.data.rows[0][3].refs == ("k1",)
    assert [c.name for c in figure.data.columns] == [
        "actor or mark", "step", "position", "share of effective power"
    ]  # fmt: skip
    assert figure.data.rows[4][2].refs == ("k2",)
    parts = {r["says"][0]: r for r in bar_values(figure) if r.get("opacity") == 0.25}
    tall = {name: r["y"] - r["y2"] for name, r in parts.items()}
    assert [tall[n] / tall["D"] for n in "ABC"] == pytest.approx([0.25, 0.75, 0.5], abs=0.01)
    assert parts["A"]["y"] == parts["B"]["y2"]  # the largest stands lowest
    assert parts["A"]["x"] == parts["B"]["x"] < parts["C"]["x"] < parts["D"]["x"]
    assert [r["text"] for r in written(figure) if r["weight"] == 600] == ["40%", "20%", "40%"]


@pytest.mark.parametrize("cast", CASTS.values(), ids=CASTS)
def test_every_part_is_named_or_numbered_and_explained(cast):
    figure = some_power(cast)
    assert {row[0] for row in values(figure)} == {*cast, *(m.name for m in MARKS)}
    words = spans(figure)
    assert all(actor in words for actor in cast)
    rows = written(figure)
    key = "; ".join(r["text"] for r in rows if r["x"] == 8 and r["colour"] == SOFT)
    keyed = re.findall(r"(\d+) [^\d;]+ [\d.]+%", key)
    small = [r["text"] for r in rows if r["px"] == 10 and re.fullmatch(r"[\d, ]+", r["text"])]
    assert sorted(keyed) == sorted(re.findall(r"\d+", " ".join(small)))


def test_a_number_stands_in_its_part_where_it_fits_and_above_the_bar_otherwise():
    name = "an organisation"
    rows = [PowerShare(actor=f"{n} {name}", position=5, share=s)
            for n, s in enumerate((0.9, 0.05, 0.001))]  # fmt: skip
    figure = power("t", "a", rows)
    parts = [r for r in bar_values(figure) if r.get("opacity") == 0.25]
    at = {r["text"]: r["y"] for r in written(figure) if r["px"] == 10}
    assert all(r["y2"] < at[str(n)] < r["y"] for n, r in enumerate(parts[:2], start=1))
    assert at["3"] < parts[2]["y2"]


def test_marks_are_rules_across_the_bars():
    figure = some_power(TWELVE)
    rules = [r for r in bar_values(figure) if r.get("says") == "no deal 30" and "step" in r]
    assert [r["x"] for r in rules] == pytest.approx([across(30)] * 2, abs=0.1)
    heights = [r["y2"] for r in bar_values(figure) if "y2" in r]
    base = max(r["y"] for r in bar_values(figure) if "y2" in r)
    assert max(r["y"] for r in rules) == pytest.approx(base, abs=0.1)
    assert min(r["y"] for r in rules) < min(heights)


# Forecast.


def test_probability_is_summed_in_steps_of_five():
    places = [Place(position=p, probability=0.25, refs=(f"k{n}",))
              for n, p in enumerate((0, 4.9, 5, 100))]  # fmt: skip
    figure = forecast("t", "a", places, mean=ScaleMark(name="mean", position=27.5),
                      interval=(0, 80), within="90%", marks=MARKS[:1])  # fmt: skip
    found = values(figure)
    assert [row[1] for row in found[:20]] == [0.5, 0.25, *[0] * 17, 0.25]
    assert found[1][0] == "5\N{EN DASH}10"
    assert figure.data.rows[0][1].refs == ("k0", "k1")
    assert found[20:] == [
        ["mean", None, 27.5, 0, 80],
        ["compromise mean", None, 47.3, None, None],
    ]
    words = [row["text"] for row in written(figure)]
    assert [w for w in words if w.endswith("%")] == ["50%", "25%", "25%"]
    assert "mean 28; 90% 0 to 80" in words


def test_the_interval_is_a_band_under_the_bars_and_the_mean_a_strong_rule():
    figure = some_forecast(500)
    [band] = [r for r in bar_values(figure) if r.get("opacity") == 0.6]
    assert (band["x"], band["x2"]) == pytest.approx((across(30), across(64)), abs=0.1)
    strong = [r for r in bar_values(figure) if r.get("width") == 3]
    assert [r["x"] for r in strong] == pytest.approx([across(47.3)] * 2, abs=0.1)


def test_a_small_probability_is_not_called_none():
    places = [Place(position=0, probability=0.999), Place(position=50, probability=0.001)]
    assert [r["text"] for r in written(forecast("t", "a", places)) if "%" in r["text"]] == [
        "100%", "<1%"
    ]  # fmt: skip


# Pathways.


def paths(figure: Figure) -> dict[int, list[dict[str, object]]]:
    found: dict[int, list[dict[str, object]]] = {}
    for row in bar_values(figure):
        if "step" in row:
            found.setdefault(row["line"], []).append(row)
    return found


def test_pathways_go_from_start_to_end_in_their_panel():
    points = [
        PathPoint(actor="B", turn=1, position=60, panel="s", refs=("k1",)),
        PathPoint(actor="B", turn=0, position=100, panel="s"),
        PathPoint(actor="A", turn=0, position=0, panel="s"),
        PathPoint(actor="A", turn=2, position=50, panel="s"),
        PathPoint(actor="A", turn=0, position=20, panel="r"),
    ]
    means = [PathPoint(actor="mean", turn=t, position=50, panel="s") for t in (0, 2)]
    figure = pathways("t", "a", points, parties=("A", "B"), mean=means, scale="place")
    assert [c.name for c in figure.data.columns] == [
        "scale", "line", "place, turn 0", "place, turn 1", "place, turn 2"
    ]  # fmt: skip
    assert values(figure) == [
        ["s", "A", 0, None, 50],
        ["s", "B", 100, 60, None],
        ["s", "mean", 50, None, 50],
        ["r", "A", 20, None, None],
    ]
    assert figure.data.rows[1][3].refs == ("k1",)
    [line] = [rows for rows in paths(figure).values() if rows[0]["says"] == "B: 100, 60"]
    assert line[0]["x"] < line[1]["x"]
    assert line[0]["y"] < line[1]["y"]
    words = [row["text"] for row in written(figure)]
    assert {"A 50", "B 60", "mean 50", "A 20", "s", "r"} <= set(words)
    [thick] = [rows for rows in paths(figure).values() if rows[0]["width"] > 2]
    assert thick[0]["says"] == "mean: 50, 50"


@pytest.mark.parametrize("cast", CASTS.values(), ids=CASTS)
def test_every_line_has_its_name_with_a_leader_from_its_end(cast):
    figure = some_paths(cast, 5, ("",))
    words = spans(figure)
    leaders = [rows for rows in paths(figure).values()
               if rows[0]["width"] == 0.75 and rows[-1]["x"] > rows[0]["x"]]  # fmt: skip
    assert len(leaders) == len(cast) + 1
    assert all(re.search(rf"{re.escape(actor)} \d+", words) for actor in cast)


def test_a_start_that_many_share_is_written_once():
    points = [PathPoint(actor=a, turn=0, position=60) for a in "ABC"]
    words = [r["text"] for r in written(pathways("t", "a", points)) if r["align"] == "right"]
    assert words.count("60") == 1


def test_the_mean_is_drawn_over_the_others():
    figure = some_paths(TWELVE, 5, ("",))
    lines = [rows[0]["width"] for rows in paths(figure).values() if rows[0]["says"]]
    assert lines[-1] == max(lines) > lines[-2]


# Challenges.


@pytest.mark.parametrize(("gain", "answer", "name"), [
    (1, 1, "conflict"), (0, 0, "status quo"), (-1, -1, "status quo"), (-1, 0, "status quo"),
    (2, -1, "compromise (+)"), (1, -2, "compel (+)"), (1, 0, "compromise (+)"),
    (-1, 2, "compromise (\N{MINUS SIGN})"), (-2, 1, "compel (\N{MINUS SIGN})"),
])  # fmt: skip
def test_regions_are_those_of_the_literature(gain, answer, name):
    assert region(gain, answer) == name


def test_challenges_stand_where_they_are_said_to():
    points = [
        Challenge(initiator="A", receiver="B", gain=0.5, answer=-0.25, refs=("k1",)),
        Challenge(initiator="B", receiver="C", gain=-1, answer=1),
    ]
    figure = challenge_map("t", "a", points, measure="gain")
    assert values(figure) == [
        ["B", "C", -1, 1, "compromise (\N{MINUS SIGN})"],
        ["A", "B", 0.5, -0.25, "compromise (+)"],
    ]
    assert figure.data.rows[1][2].refs == ("k1",)
    dots = {r["says"][0]: r for r in bar_values(figure) if r.get("shape") == "circle"}
    lines = [rows for rows in paths(figure).values() if rows[0]["width"] == 1.5]
    [x] = [rows[0]["x"] for rows in lines if rows[0]["x"] == rows[1]["x"]]
    [y] = [rows[0]["y"] for rows in lines if rows[0]["y"] == rows[1]["y"]]
    a, b = (complex(dots[n]["x"] - x, y - dots[n]["y"]) for n in "AB")
    assert a.real > 0 > a.imag
    assert b.real < 0 < b.imag
    assert b.real == pytest.approx(-2 * a.real, abs=0.3)
    assert b.imag == pytest.approx(-4 * a.imag, abs=0.5)
    assert "A \N{RIGHTWARDS ARROW} B" in spans(figure)


def test_the_largest_are_named_and_the_key_says_how_many():
    figure = some_challenges(FORTY)
    filled = [r for r in bar_values(figure) if r.get("fill") == "#1c2126"]
    words = spans(figure)
    assert f"Named: {len(filled)} of 780" in words
    assert 6 <= len(filled) <= 24
    first = values(figure)[0]
    assert f"{first[0]} \N{RIGHTWARDS ARROW}" in words
    key = "; ".join(r["text"] for r in written(figure) if r["x"] == 4)
    numbers = re.findall(r"(?:^|; )(\d+) [^;]+ \N{RIGHTWARDS ARROW} ", key)
    inside = [r["text"] for r in written(figure) if r["text"].isdigit() and r["colour"] != SOFT]
    assert numbers == [str(n) for n in range(1, len(numbers) + 1)]
    assert sorted(inside) == sorted(numbers)


@pytest.mark.parametrize("name", ["challenges of twelve", "challenges of forty"])
def test_names_cover_no_mark(name):
    marks = [(r["x"] - 3, r["y"] - 3, r["x"] + 3, r["y"] + 3)
             for r in bar_values(FIGURES[name]) if r.get("shape") == "circle"]  # fmt: skip
    pairs = [r for r in written(FIGURES[name])
             if "\N{RIGHTWARDS ARROW}" in r["text"] and r["colour"] == "#1c2126"
             and "challenges" not in r["text"]]  # fmt: skip
    assert pairs
    assert not [(r["text"], m) for r in pairs for m in marks if met(box(r), m)]


# Bargains.

NODES = (
    BargainNode(actor="A", position=0, power=4, refs=("k1",)),
    BargainNode(actor="B", position=100, power=1),
    BargainNode(actor="C", position=50, power=0),
)
ARCS = (
    Bargain(initiator="A", receiver="B", chance=0.25),
    Bargain(initiator="B", receiver="C", chance=0.5, taken=True, refs=("k2",)),
    Bargain(initiator="C", receiver="A"),
)


def circles(figure: Figure) -> dict[str, dict[str, object]]:
    return {r["says"].split(": at")[0]: r for r in bar_values(figure) if r.get("shape") == "circle"}


def test_bargains_are_told_in_the_table():
    figure = bargains("t", "a", NODES, ARCS)
    assert values(figure) == [
        ["B", "C", 0.5, "yes", None, None],
        ["A", "B", 0.25, "no", None, None],
        ["C", "A", None, "no", None, None],
        ["A", None, None, None, 0, 4],
        ["B", None, None, None, 100, 1],
        ["C", None, None, None, 50, 0],
    ]
    assert figure.data.rows[0][0].refs == ("k2",)
    assert figure.data.rows[3][0].refs == ("k1",)
    assert {"25%", "50%"} == {r["text"] for r in written(figure) if "%" in r["text"]}


def test_what_was_taken_is_solid_and_the_rest_dashed():
    figure = bargains("t", "a", NODES, ARCS)
    dashes = {rows[0]["says"]: rows[0]["dash"] for rows in paths(figure).values()}
    solid = {says: dash[1] == 0 for says, dash in dashes.items() if says}
    assert solid == {
        "A \N{RIGHTWARDS ARROW} B, chance 25%: not taken": False,
        "B \N{RIGHTWARDS ARROW} C, chance 50%: taken": True,
        "C \N{RIGHTWARDS ARROW} A: not taken": False,
        "taken": True,
        "not taken": False,
    }


def test_circles_stand_at_their_positions_with_areas_by_power():
    found = circles(bargains("t", "a", NODES, ARCS))
    assert found["A"]["size"] == pytest.approx(4 * LARGEST**2)
    assert found["A"]["size"] == pytest.approx(4 * found["B"]["size"])
    assert found["C"]["size"] > 0
    assert found["C"]["x"] == pytest.approx((found["A"]["x"] + found["B"]["x"]) / 2, abs=0.1)
    assert found["A"]["x"] < found["B"]["x"]


@pytest.mark.parametrize("name", ["bargains of two", "many bargains", "bargains of forty"])
def test_circles_and_names_lie_apart(name):
    figure = FIGURES[name]
    shapes = [(r["x"], r["y"], (r["size"] / 4) ** 0.5) for r in circles(figure).values()]
    discs = [(x - r, y - r, x + r, y + r) for x, y, r in shapes]
    names = [box(r) for r in written(figure) if r["align"] == "center" and "%" not in r["text"]
             and r["colour"] == "#1c2126"]  # fmt: skip
    assert len(names) >= len(discs)
    assert not [pair for pair in combinations([*discs, *names], 2) if met(*pair)]


def test_an_arrow_goes_from_rim_to_rim():
    figure = bargains("t", "a", NODES, ARCS)
    found = circles(figure)
    [arrow] = [
        rows
        for rows in paths(figure).values()
        if rows[0]["says"].startswith("A \N{RIGHTWARDS ARROW} B")
    ]
    start, end = (complex(r["x"], r["y"]) for r in (arrow[0], arrow[-1]))
    a, b = (complex(found[n]["x"], found[n]["y"]) for n in "AB")
    assert LARGEST < abs(start - a) < LARGEST + 6
    assert LARGEST / 2 < abs(end - b) < LARGEST / 2 + 10
    assert arrow[0]["colour"] == PARTY_COLOURS[0]


def test_all_that_was_taken_is_drawn_and_the_key_counts():
    assert "Drawn: 24 of 48." in said(FIGURES["many bargains"])
    assert "Drawn" not in said(FIGURES["bargains of forty"])
    drawn = {rows[0]["says"] for rows in paths(FIGURES["many bargains"]).values()}
    assert sum(says.endswith(": taken") for says in drawn) == 12
    assert len(values(FIGURES["many bargains"])) == 48 + 12


# What cannot be drawn.

BAD = float("nan")


@pytest.mark.parametrize(("draw", "problem"), [
    (lambda: power("t", "a", []), "at least one row"),
    (lambda: forecast("t", "a", []), "at least one row"),
    (lambda: pathways("t", "a", []), "at least one row"),
    (lambda: challenge_map("t", "a", []), "at least one row"),
    (lambda: bargains("t", "a", [], []), "at least one row"),
    (lambda: power("t", "a", [PowerShare(actor="A", position=101, share=0.1)]), "position 101"),
    (lambda: power("t", "a", [PowerShare(actor="A", position=BAD, share=0.1)]), "position nan"),
    (lambda: power("t", "a", [PowerShare(actor="A", position=1, share=-0.1)]), "-0.1 is not"),
    (lambda: power("t", "a", [PowerShare(actor="A", position=1, share=1)],
                   marks=[ScaleMark(name="m", position=-1)]), "'m': position -1"),
    (lambda: forecast("t", "a", [Place(position=1, probability=1.1)]), "1.1 is not"),
    (lambda: forecast("t", "a", [Place(position=-1, probability=1)]), "position -1"),
    (lambda: forecast("t", "a", [Place(position=1, probability=1)], interval=(0, 101)), "101"),
    (lambda: pathways("t", "a", [PathPoint(actor="A", turn=0, position=1)] * 2), "2 positions"),
    (lambda: pathways("t", "a", [PathPoint(actor="A", turn=-1, position=1)]), "no turn -1"),
    (lambda: pathways("t", "a", [PathPoint(actor="A", turn=0, position=-1)]), "position -1"),
    (lambda: challenge_map("t", "a", [Challenge(initiator="A", receiver="B", gain=BAD, answer=0)]),
     "not both finite"),
    (lambda: bargains("t", "a", [NODES[0]] * 2, []), "two actors have one name"),
    (lambda: bargains("t", "a", NODES[:1], ARCS[:1]), "no bargain of 'A' with 'B'"),
    (lambda: bargains("t", "a", NODES, [Bargain(initiator="A", receiver="A")]), "'A' with 'A'"),
    (lambda: bargains("t", "a", NODES, [Bargain(initiator="A", receiver="B", chance=2)]), "2 is"),
    (lambda: bargains("t", "a", [BargainNode(actor="A", position=0, power=-1)], []), "power -1"),
    (lambda: bargains("t", "a", [BargainNode(actor="A", position=-1, power=1)], []), "position -1"),
])  # fmt: skip
def test_what_cannot_be_drawn_is_refused(draw, problem):
    with pytest.raises(ValueError, match=problem):
        draw()


def test_names_that_look_like_programs_are_drawn_as_they_are():
    mark = ScaleMark(name=EVIL, position=50)
    page = fragment([
        power(EVIL, EVIL, [PowerShare(actor=EVIL, position=0, share=1)], low=EVIL, marks=[mark]),
        forecast(EVIL, EVIL, [Place(position=0, probability=1)], mean=mark, within=EVIL,
                 marks=[mark], high=EVIL),
        pathways(EVIL, EVIL, [PathPoint(actor=EVIL, turn=0, position=0, panel=EVIL)], scale=EVIL),
        challenge_map(EVIL, EVIL, [Challenge(initiator=EVIL, receiver="x", gain=1, answer=1)]),
        bargains(EVIL, EVIL, [BargainNode(actor=EVIL, position=0, power=1)], [], low=EVIL),
    ])  # fmt: skip
    assert "</script>{{" not in page
    assert page.count("<svg") == 5


@settings(max_examples=15, deadline=None)
@given(st.text(max_size=30))
def test_any_name_can_be_drawn(name):
    figure = power("t", "a", [PowerShare(actor=name, position=100, share=1)], low=name)
    assert figure.data.rows[0][0].value == name
