"""Charts of the graph model: option form and evolution, drawn as they are told in their tables."""

import re
from itertools import combinations, pairwise, product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from test_charts import EVIL, PAIR, SIX, bar_values, luminance, said, scales, svg, texts, values

from parley.blocks import Figure
from parley.charts import (
    PARTY_COLOURS,
    CountRow,
    EvolutionArc,
    EvolutionNode,
    MarkRow,
    OptionRow,
    StateColumn,
    evolution,
    option_form,
)
from parley.charts.evolution import _letters
from parley.charts.layered import RADIUS, along, arrowhead, bends, middles, orders
from parley.charts.nodelink import BADGE, TIP
from parley.views.html import fragment

LONG = "Accept an unconditional ceasefire of thirty days along the whole line of contact"
LEVELS = ("none", "partial", "a full withdrawal")


def some_form(n_states: int, parties: tuple[str, ...], n_options: int) -> Figure:
    options = [
        OptionRow(party=p, option=f"{n} {LONG}", levels=LEVELS if n == 1 else ("N", "Y"))
        for p in parties for n in range(n_options)
    ]  # fmt: skip
    states = [
        StateColumn(id=f"s{s}" if s else "now",
                    choice=tuple((s + n) % 2 for n in range(len(options))))
        for s in range(n_states)
    ]  # fmt: skip
    below = [
        *(MarkRow(group="stable for", label=p, holds=tuple(s % 2 == 0 for s in range(n_states)))
          for p in parties),
        CountRow(group="equilibrium", label="share of draws", kind="percent",
                 values=tuple(s / 20 for s in range(n_states))),
    ]  # fmt: skip
    return option_form("t", "a", states, options, below=below)


def some_evolution(n_nodes: int, n_arcs: int, parties: tuple[str, ...], abreast: int) -> Figure:
    nodes = [
        EvolutionNode(id=f"s{n}" if n else "now", label=LONG if n % 3 else "talks go on",
                      layer=-(-n // abreast), start=n == 0, equilibrium=n % 5 == 2,
                      blocked=n % 7 == 3)
        for n in range(n_nodes)
    ]  # fmt: skip
    ends = [(a, b) for d in range(1, n_nodes) for a in range(n_nodes - d) for b in (a + d,)]
    both = [arc for a, b in ends for arc in ((a, b), (b, a))][:n_arcs]
    arcs = [
        EvolutionArc(start=nodes[a].id, end=nodes[b].id, party=parties[(a + b) % len(parties)],
                     improves=a < b)
        for a, b in both
    ]  # fmt: skip
    return evolution("t", "a", nodes, arcs, parties=parties, blocked="no way on")


FIGURES = {
    "one state": some_form(1, PAIR, 2),
    "three states": some_form(3, PAIR, 3),
    "eight states": some_form(8, SIX[:4], 3),
    "fourteen states": some_form(14, SIX[:4], 6),
    "more states than are drawn": some_form(20, SIX, 2),
    "one node": evolution("t", "a", [EvolutionNode(id="s1")], []),
    "evolution of three": some_evolution(3, 4, PAIR, 2),
    "evolution of eight": some_evolution(8, 14, PAIR, 3),
    "evolution of fourteen": some_evolution(14, 26, SIX[:4], 5),
    "evolution of thirty": some_evolution(30, 60, SIX[:4], 8),
    "a long chain": some_evolution(9, 16, PAIR, 1),
}
EVOLUTIONS = {name: f for name, f in FIGURES.items() if f.data.columns[0].name == "from"}


@pytest.mark.parametrize("figure", FIGURES.values(), ids=FIGURES)
def test_every_chart_renders_in_its_width_without_a_warning(figure, capfd):
    drawn = svg(figure)
    assert capfd.readouterr() == ("", "")
    assert 600 <= int(re.search(r'width="(\d+)"', drawn)[1]) <= 720
    assert "NaN" not in drawn


@pytest.mark.parametrize("figure", FIGURES.values(), ids=FIGURES)
def test_no_words_are_drawn_outside_the_picture(figure):
    width = float(re.search(r'width="(\d+)"', svg(figure))[1])
    assert not [line for line in texts(figure) if line[1] < -1 or line[2] > width + 1]


# Option form.

TWO = (
    StateColumn(id="now", choice=(0, 1, 2), label="status quo", refs=("k1",)),
    StateColumn(id="s1", choice=(1, None, 0)),
)
OPTIONS = (
    OptionRow(party="A", option="talk", refs=("k2",)),
    OptionRow(party="B", option="stop"),
    OptionRow(party="A", option="withdraw", levels=("none", "part", "full")),
)
BELOW = (
    MarkRow(group="stable for", label="A", holds=(True, False), refs=("k3",)),
    MarkRow(group="stable for", label="B", holds=(None, True)),
    CountRow(group="draws", label="share", values=(0.25, None), kind="percent"),
    CountRow(group="draws", label="count", values=(1000, 250)),
)


def test_the_table_of_an_option_form_says_all_that_is_drawn():
    figure = option_form("t", "a", TWO, OPTIONS, below=BELOW)
    assert [c.name for c in figure.data.columns] == ["group", "row", "now", "s1"]
    assert values(figure) == [
        ["", "state", "status quo", "s1"],
        ["A", "talk", "N", "Y"],
        ["A", "withdraw", "full", "none"],
        ["B", "stop", "Y", "\N{EN DASH}"],
        ["stable for", "A", "yes", "no"],
        ["stable for", "B", None, "yes"],
        ["draws", "share", "25%", None],
        ["draws", "count", "1,000", "250"],
    ]
    assert [figure.data.rows[row][1].refs for row in (1, 4)] == [("k2",), ("k3",)]
    assert figure.data.rows[0][2].refs == ("k1",)


def drawn_cells(figure: Figure) -> dict[tuple[str, str, str], dict[str, object]]:
    return {(r["group"], r["row"], r["state"]): r for r in bar_values(figure) if "shade" in r}


def test_what_is_taken_is_darker_and_a_level_between_lies_between():
    figure = option_form("t", "a", TWO, OPTIONS)
    cells = drawn_cells(figure)
    no, yes = cells["A", "talk", "now status quo"], cells["A", "talk", "s1"]
    assert (no["text"], yes["text"]) == ("N", "Y")
    assert no["shade"] == 0 < 0.5 < yes["shade"]
    assert cells["B", "stop", "s1"]["shade"] == 0
    part = StateColumn(id="x", choice=(0, 0, 1))
    shade = {
        s: drawn_cells(option_form("t", "a", [part, *TWO], OPTIONS))["A", "withdraw", s]["shade"]
        for s in ("s1", "x", "now status quo")
    }
    assert shade["s1"] == 0 < shade["x"] < shade["now status quo"] == yes["shade"]
    [scale] = scales(figure, "color")
    assert scale["domain"] == [0, 1]
    pale, dark = map(luminance, scale["range"])
    assert pale > dark


def test_what_is_taken_is_printed_bold_and_what_is_not_is_pale():
    figure = option_form("t", "a", TWO, OPTIONS)
    found = {"strong": set(), "pale": set()}
    for layer in figure.spec["layer"]:
        if layer["mark"]["type"] == "text":
            look = "strong" if layer["mark"].get("fontWeight") == 600 else "pale"
            found[look] |= {row["text"] for row in rows(figure, layer)}
    assert found == {"strong": {"Y", "full"}, "pale": {"N", "none", "\N{EN DASH}"}}


def test_a_share_is_shaded_up_to_one_and_a_count_up_to_its_largest():
    cells = drawn_cells(option_form("t", "a", TWO, OPTIONS, below=BELOW))
    shade = {key[1:]: row["shade"] for key, row in cells.items() if key[0] == "draws"}
    assert shade == {
        ("share", "now status quo"): 0.25,
        ("count", "now status quo"): 1,
        ("count", "s1"): 0.25,
    }


def test_a_mark_is_filled_where_it_holds_hollow_where_not_and_absent_where_unknown():
    figure = option_form("t", "a", TWO, OPTIONS, below=BELOW)
    points = [layer for layer in figure.spec["layer"] if layer["mark"]["type"] == "point"]
    found = {
        layer["mark"]["filled"]: [(r["row"], r["state"]) for r in rows(figure, layer)]
        for layer in points
    }
    assert found == {True: [("A", "now status quo"), ("B", "s1")], False: [("A", "s1")]}
    assert "Filled mark: yes; hollow mark: no." in said(figure)


def rows(figure: Figure, layer: dict) -> list[dict[str, object]]:
    return figure.spec["datasets"][layer["data"]["name"]]


def test_the_key_of_an_option_form_explains_what_occurs_and_no_more():
    plain = said(option_form("t", "a", [StateColumn(id="s1", choice=(1,))], OPTIONS[:1]))
    assert "Y: taken; N: not taken." in plain
    assert "either" not in plain
    assert "mark" not in plain
    assert "\N{EN DASH}: either." in said(option_form("t", "a", TWO, OPTIONS))


def test_a_level_too_long_for_its_column_is_numbered_and_named_below():
    option = OptionRow(party="A", option=LONG, levels=LEVELS)
    states = [StateColumn(id=f"s{n}", choice=(n % 3,)) for n in range(14)]
    figure = option_form("t", "a", states, [option])
    assert {row["text"] for row in drawn_cells(figure).values()} == {"0", "1", "2"}
    assert "0 none, 1 partial, 2 a full withdrawal." in " ".join(said(figure).split())
    assert values(figure)[0][2:5] == list(LEVELS)
    [roomy] = drawn_cells(option_form("t", "a", states[1:2], [option])).values()
    assert roomy["text"] in ("partial", "1")
    short = OptionRow(party="A", option="x", levels=("no", "half", "full"))
    assert "half" in said(option_form("t", "a", states, [short]))


def test_a_fifteenth_state_is_listed_but_not_drawn():
    figure = some_form(15, PAIR, 2)
    assert len(figure.data.columns) == 2 + 15
    assert "s13" in said(figure)
    assert "s14" not in said(figure)
    assert "The first 14 of 15 states" in said(figure)
    assert "The first" not in said(some_form(14, PAIR, 2))


@pytest.mark.parametrize(("states", "options", "below", "problem"), [
    ([], OPTIONS, [], "at least one row"),
    (TWO, [], [], "at least one row"),
    (TWO, OPTIONS[:2], [], "has 3 levels, not 2"),
    ([StateColumn(id="s", choice=(2,))], OPTIONS[:1], [], "'talk' has no level 2"),
    ([StateColumn(id="s", choice=(-1,))], OPTIONS[:1], [], "no level -1"),
    (TWO, OPTIONS, [MarkRow(group="g", label="m", holds=(True,))], "'m' has 1 entries, not 2"),
    (TWO, OPTIONS, [CountRow(group="g", label="c", values=(1, 2, 3))], "'c' has 3 entries"),
])  # fmt: skip
def test_an_option_form_that_does_not_fit_is_refused(states, options, below, problem):
    with pytest.raises(ValueError, match=problem):
        option_form("t", "a", states, options, below=below)


# Evolution.

NODES = (
    EvolutionNode(id="now", label="no talks", start=True, refs=("k1",)),
    EvolutionNode(id="s1", layer=1, blocked=True),
    EvolutionNode(id="s2", label="deal", layer=2, equilibrium=True),
    EvolutionNode(id="s3", layer=None),
)
ARCS = (
    EvolutionArc(start="now", end="s1", party="B", refs=("k2",)),
    EvolutionArc(start="s1", end="s2", party="A"),
    EvolutionArc(start="s2", end="now", party="B", improves=False),
)


def small() -> Figure:
    return evolution("t", "a", NODES, ARCS, parties=("A", "B"), blocked="no way on")


def test_the_table_of_an_evolution_lists_moves_and_states():
    figure = small()
    assert [c.name for c in figure.data.columns] == ["from", "to", "by", "kind"]
    assert values(figure) == [
        ["now", "s1", "B", "improvement"],
        ["s1", "s2", "A", "improvement"],
        ["s2", "now", "B", "other move"],
        ["now no talks", None, None, "state, start"],
        ["s1", None, None, "state, 1 move, no way on"],
        ["s2 deal", None, None, "state, 2 moves, equilibrium"],
        ["s3", None, None, "state, not reached"],
    ]
    assert figure.data.rows[0][3].refs == ("k2",)
    assert figure.data.rows[3][0].refs == ("k1",)


def lines(figure: Figure, dashed: bool) -> dict[str, list[dict[str, object]]]:
    """The corners of each line, by the line's name."""
    layers = [layer for layer in figure.spec["layer"] if layer["mark"]["type"] == "line"]
    found = {}
    for layer in layers:
        if ("strokeDash" in layer["mark"]) == dashed:
            for row in rows(figure, layer):
                found.setdefault(row["line"], []).append(row)
    return found


def test_improvements_are_solid_and_other_moves_dashed():
    solid, dashed = (
        {row["says"] for corners in lines(small(), d).values() for row in corners} - {""}
        for d in (False, True)
    )
    assert {says[-11:] for says in solid} == {"improvement"}
    assert dashed == {"s2 \N{RIGHTWARDS ARROW} now, B: other move"}
    assert len(solid) == 2


def test_movers_have_the_colour_of_their_place_and_a_letter_of_their_own():
    figure = small()
    for scale in scales(figure, "color"):
        assert scale["domain"][:2] == ["A", "B"]
        assert scale["range"][:2] == list(PARTY_COLOURS[:2])
    badges = [row for row in bar_values(figure) if "party" in row and "text" in row]
    assert {(row["party"], row["text"]) for row in badges} == {("A", "A"), ("B", "B")}
    assert len(badges) == len(ARCS) + 2  # one for each party in the key


@pytest.mark.parametrize(("parties", "expected"), [
    (("Ukraine", "Russia"), ["U", "R"]),
    (("Labour Union", "League of Towns"), ["LU", "LO"]),
    (("Russia", "Romania"), ["Ru", "Ro"]),
    (("Northern army", "Northern assembly"), ["1", "2"]),
    ((" ", "B"), ["1", "2"]),
])  # fmt: skip
def test_no_two_parties_share_a_letter(parties, expected):
    assert list(_letters(parties).values()) == expected


def test_start_equilibrium_and_blocked_are_told_by_form():
    figure = small()
    found = [row for row in bar_values(figure) if "area" in row and row["says"]]
    at = {name: [r for r in found if r["says"].startswith(name)] for name in ("now", "s1", "s2")}
    assert [r["shape"] for r in at["now"]] == ["square"]
    assert [r["shape"] for r in at["s2"]] == ["circle"] * 2
    outer, inner = sorted((r["area"] for r in at["s2"]), reverse=True)
    assert outer > 1.4 * inner
    [dotted] = [
        layer for layer in figure.spec["layer"]
        if layer["mark"]["type"] == "point" and "strokeDash" in layer["mark"]
    ]  # fmt: skip
    assert {r["says"] for r in rows(figure, dotted)} == {"s1: 1 move, no way on", ""}


def test_the_key_of_an_evolution_explains_what_occurs_and_no_more():
    words = [line for line, _, _ in texts(small())]
    for sign in ("A", "B", "improvement for its mover", "other move", "equilibrium", "no way on"):
        assert sign in words
    plain = [EvolutionNode(id="s1"), EvolutionNode(id="s2", layer=1)]
    arc = EvolutionArc(start="s1", end="s2", party="B")
    bare = said(evolution("t", "a", plain, [arc], parties=PAIR))
    for sign in ("Ukraine", "other move", "equilibrium", "blocked"):
        assert sign not in bare


def test_layers_go_from_left_to_right_under_their_names():
    figure = small()
    drawn = [r for r in bar_values(figure) if r.get("text") and r["y"] < figure.spec["height"] - 60]
    across = {r["text"]: r["x"] for r in drawn}
    heads = ["start", "1 move", "2 moves", "not reached"]
    assert [across[n.id] for n in NODES] == [across[h] for h in heads]
    assert all(a < b for a, b in pairwise(across[h] for h in heads))


@pytest.mark.parametrize(("nodes", "arcs", "problem"), [
    ([], [], "at least one row"),
    ([NODES[0], NODES[0]], [], "two states have one id"),
    (NODES[:1], [EvolutionArc(start="now", end="s9", party="A")], "no move from 'now' to 's9'"),
    (NODES[:1], [EvolutionArc(start="now", end="now", party="A")], "no move from 'now' to 'now'"),
])  # fmt: skip
def test_an_evolution_that_cannot_be_drawn_is_refused(nodes, arcs, problem):
    with pytest.raises(ValueError, match=problem):
        evolution("t", "a", nodes, arcs)


def crossings(order: list[list[int]], arcs: list[tuple[int, int]]) -> int:
    """Between neighbouring layers, by looking at each pair of arcs; an oracle."""
    where = {n: (k, i) for k, layer in enumerate(order) for i, n in enumerate(layer)}
    spans = [sorted((where[a], where[b])) for a, b in arcs]
    return sum(
        (p[0][0], p[1][0]) == (q[0][0], q[1][0]) and p[0][0] != p[1][0]
        and (p[0][1] - q[0][1]) * (p[1][1] - q[1][1]) < 0
        for p, q in combinations(spans, 2)
    )  # fmt: skip


def test_a_tangle_that_can_be_undone_is_undone():
    layers = [0, 0, 0, 1, 1, 1, 2, 2, 2]
    arcs = [(0, 5), (5, 6), (1, 4), (4, 8), (2, 3), (3, 7)]
    given_order = [[0, 1, 2], [3, 4, 5], [6, 7, 8]]
    assert crossings(given_order, arcs) > 0
    assert crossings(orders(layers, arcs), arcs) == 0


@given(st.sets(st.sampled_from(list(product(range(4), range(4, 9)))), max_size=12))
def test_ordering_keeps_every_node_and_adds_no_crossing(found):
    arcs = sorted(found)
    layers = [0] * 4 + [1] * 5
    order = orders(layers, arcs)
    assert [sorted(layer) for layer in order] == [[0, 1, 2, 3], [4, 5, 6, 7, 8]]
    assert crossings(order, arcs) <= crossings([[0, 1, 2, 3], [4, 5, 6, 7, 8]], arcs)


def test_the_best_order_found_is_kept_though_later_ones_are_worse():
    layers = [0, 0, 1, 1, 1, 2, 2, 2, 2]
    arcs = [(1, 3), (1, 4), (2, 5), (2, 6), (2, 8), (3, 6), (3, 7), (4, 5)]
    assert crossings([[0, 1], [2, 3, 4], [5, 6, 7, 8]], arcs) == 6
    assert crossings(orders(layers, arcs), arcs) == 0  # the twelfth sweep ends with one


def test_a_move_goes_around_words():
    spots = np.array([100 + 100j, 400 + 100j])
    words = np.array([x + 100j for x in range(200, 301, 10)])
    [corner] = bends(spots, [(0, 1)], words, 500 + 200j)
    assert abs(along(spots[0], corner, spots[1])[:, None] - words).min() > 8


def test_the_curve_reckoned_with_is_the_curve_drawn():
    figure = evolution(
        "t", "a", NODES[:2], [ARCS[0], EvolutionArc(start="s1", end="now", party="A")]
    )
    corners = lines(figure, dashed=False)["1"]
    start, corner, end = (complex(r["x"], r["y"]) for r in corners)
    assert abs(corner - (start + end) / 2) > 10  # bent, beside the move the other way
    curve = along(start, corner, end)
    number = r"(-?[\d.]+),(-?[\d.]+)"
    paths = re.findall(r'd="(M[^"]+C[^"]+)"', svg(figure))
    ends = [
        [complex(float(x), float(y)) for x, y in re.findall(number + "(?=[CL]|$)", path)]
        for path in paths
    ]
    [drawn] = [found for found in ends if abs(found[0] - start) < 2 > abs(found[-1] - end)]
    assert len(drawn) == 5
    assert all(abs(curve - point).min() < 2.5 for point in drawn)
    assert abs(curve[len(curve) // 2] - drawn[2]) < 0.1


@pytest.mark.parametrize(("start", "angle"), [(-100, 0), (100, 180), (-100j, 90), (-50 - 50j, 45)])
def test_an_arrowhead_touches_the_rim_and_points_at_the_node(start, angle):
    spot, turned = arrowhead(along(start, start / 2, 0), 0, RADIUS, TIP)
    assert abs(turned) == pytest.approx(angle)
    assert abs(spot) == pytest.approx(RADIUS + TIP / 2, abs=0.1)
    assert spot / abs(spot) == pytest.approx(start / abs(start))


def test_moves_there_and_back_do_not_lie_on_one_another():
    spots = np.array([0, 200], complex) + 100 + 100j
    arcs = [(0, 1), (1, 0), (0, 1)]
    corners = bends(spots, arcs, np.empty(0, complex), 400 + 200j)
    middle = [along(spots[a], c, spots[b])[16] for (a, b), c in zip(arcs, corners, strict=True)]
    assert all(abs(p - q) > 8 for p, q in combinations(middle, 2))


def test_a_move_goes_around_a_node_that_stands_between():
    spots = np.array([100 + 100j, 250 + 100j, 400 + 100j])
    [corner] = bends(spots, [(0, 2)], np.empty(0, complex), 500 + 200j)
    assert abs(along(spots[0], corner, spots[2]) - spots[1]).min() > RADIUS + 2


@pytest.mark.parametrize("figure", EVOLUTIONS.values(), ids=EVOLUTIONS)
def test_nodes_and_badges_lie_apart_and_inside(figure):
    nodes = {
        row["text"]: complex(row["x"], row["y"])
        for row in bar_values(figure)
        if row.get("says", "").startswith(f"{row.get('text')}") and row["text"] in IDS
    }
    assert all(abs(p - q) > 2 * RADIUS + 10 for p, q in combinations(nodes.values(), 2))
    badges = [complex(row["x"], row["y"]) for row in bar_values(figure)
              if "party" in row and "text" in row]  # fmt: skip
    tall = figure.spec["height"]
    assert all(BADGE < b.real < 640 - BADGE and BADGE < b.imag < tall - BADGE for b in badges)
    hidden = [b for b in badges if min(abs(b - n) for n in nodes.values()) < RADIUS + BADGE]
    assert not hidden


def test_badges_of_moves_that_cross_stand_apart():
    curves = [along(0, 100 + 100j, 200 + 200j), along(200j, 100 + 100j, 200)]
    none = np.empty(0, complex)
    one, two = middles(curves, none, none, BADGE)
    assert abs(one - two) > 2 * BADGE


IDS = {"now", *(f"s{n}" for n in range(30))}


def test_names_that_look_like_programs_are_drawn_as_they_are():
    node = EvolutionNode(id=EVIL, label=EVIL, start=True, blocked=True)
    arc = EvolutionArc(start=EVIL, end="x", party=EVIL)
    state = StateColumn(id=EVIL, choice=(0,), label=EVIL)
    below = [MarkRow(group=EVIL, label=EVIL, holds=(True,))]
    option = OptionRow(party=EVIL, option=EVIL, levels=(EVIL, EVIL))
    page = fragment([
        option_form(EVIL, EVIL, [state], [option], below=below),
        evolution(EVIL, EVIL, [node, EvolutionNode(id="x")], [arc], blocked=EVIL),
    ])  # fmt: skip
    assert "</script>{{" not in page
    assert page.count("alert(1)") >= 2
    assert page.count("<svg") == 2
