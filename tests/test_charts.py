"""Charts: every figure renders without a warning, and its table says all that it draws."""

import json
import re
from itertools import pairwise
from xml.etree import ElementTree

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
    DatedOffer,
    HeatCell,
    LedgerEntry,
    ParallelLine,
    PlanePoint,
    TimelineEvent,
    bars,
    grouped_heat,
    heat,
    ledger,
    offers_over_time,
    parallel,
    plane,
    shares,
    timeline,
)
from parley.charts.heat import TINTS
from parley.charts.theme import LETTER, folded
from parley.views.html import fragment

USUAL = {
    "timeline": sample.chronology(),
    "bars": sample.beats_no_deal(),
    "heat": sample.relations(),
    "plane": sample.utilities(),
}
PAIR = ("Ukraine", "Russia")
SIX = (
    "Environmental League",
    "SportCo",
    "Department of Tourism",
    "Federal Department of Coastal Resources",
    "Labour Union",
    "Governor",
)
TEXTS = [f"Text number {n}, of middling length" for n in range(1, 13)]


def some_ledger(parties: tuple[str, ...], n_issues: int) -> Figure:
    entries = [
        LedgerEntry(issue=f"Issue {i} under discussion by everybody", party=p,
                    value=0.1 * ((i + k) % 5 - 2), low=0.1 * ((i + k) % 5 - 2.5), high=0.25)
        for i in range(n_issues) for k, p in enumerate(parties)
    ]  # fmt: skip
    return ledger("t", "a", entries, parties=parties, measure="gain", interval="middle 90%")


def some_parallel(parties: tuple[str, ...]) -> Figure:
    lines = [
        ParallelLine(label=text,
                     shares=tuple((n + 3 * k) % 7 / 3 - 1.2 for k in range(len(parties))),
                     group=(*parties, "a mediator", "")[n % (len(parties) + 2)])
        for n, text in enumerate(TEXTS)
    ]  # fmt: skip
    return parallel("t", "a", lines, parties=parties, groups=("a mediator",))


def some_offers(parties: tuple[str, ...]) -> Figure:
    offers = [
        DatedOffer(label=text, earliest=f"2025-06-{1 + n // 2:02}",
                   proposer=parties[(n + 1) % 2], party=p,
                   value=n / 10 - 0.3, low=n / 10 - 0.5, high=n / 10)
        for n, text in enumerate(TEXTS) for p in parties
    ]  # fmt: skip
    return offers_over_time("t", "a", offers, parties=parties)


def some_plane(n_points: int = 12) -> Figure:
    points = [PlanePoint(label=t, x=n / 9 - 0.5, y=n % 5 / 5) for n, t in enumerate(TEXTS)]
    agree = ("Nash", "Kalai-Smorodinsky", "egalitarian")
    solutions = [PlanePoint(label=name, x=0.5, y=0.6, kind="solution") for name in agree]
    return plane("t", "a", points[:n_points], parties=PAIR, frontier=[(0, 0.9), (0.9, 0)],
                 frontiers=[[(0, 0.8), (0.8, 0)], [(0, 1), (1, 0)]], solutions=solutions,
                 no_deal=PlanePoint(label="no deal", x=0, y=0, kind="no deal"))  # fmt: skip


def some_groups(n_groups: int, n_rows: int) -> tuple[Figure, ...]:
    cells = [
        HeatCell(group=f"Issue {g}", row=f"option {r}", column=c, text=str(r), value=r / 10)
        for g in range(n_groups) for r in range(n_rows) for c in (*PAIR, "serves all")
    ]  # fmt: skip
    return grouped_heat("t", "a", cells)


def some_shares(parties: tuple[str, ...]) -> Figure:
    rows = [Bar(label=t, party=p, value=n / 12, low=n / 13, high=n / 11)
            for n, t in enumerate(TEXTS) for p in parties]  # fmt: skip
    return shares("t", "a", rows, parties=parties, axis="share of draws")


OFFERS = {
    "ledger of two": some_ledger(PAIR, 20),
    "ledger of six": some_ledger(SIX, 5),
    "ledger of one entry": ledger("t", "a", [LedgerEntry(issue="i", party="p", value=0.0)]),
    "parallel of two": some_parallel(PAIR),
    "parallel of six": some_parallel(SIX),
    "parallel of one": parallel("t", "a", [ParallelLine(label="x", shares=(0.5,))], parties=["p"]),
    "offers of two": some_offers(PAIR),
    "offers of six": some_offers(SIX),
    "one offer": offers_over_time("t", "a", [DatedOffer(
        label="x", earliest="2025-06-01", proposer="p", party="p", value=0.0)]),
    "plane of twelve": some_plane(),
    "plane of four": some_plane(4),
    "groups": some_groups(3, 4)[0],
    "shares of two": some_shares(PAIR),
    "shares of six": some_shares(SIX),
    "one share": shares("t", "a", [Bar(label="x", value=0.5)]),
    "bars of six": bars("t", "a", [Bar(label="a rather long name for a row", value=0.5, party=p)
                                   for p in SIX], parties=SIX),
}  # fmt: skip
FIGURES = [*SMALLEST.items(), *USUAL.items(), *OFFERS.items()]


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


SVG = "{http://www.w3.org/2000/svg}"
NARROW = 5  # pixels of a letter at 12 px, rather too few than too many


def texts(figure: Figure) -> list[tuple[str, float, float]]:
    """Each line of text drawn upright, with where it begins and, at the least, ends across."""
    found = []

    def walk(element: ElementTree.Element, across: float) -> None:
        moved = element.get("transform", "")
        if "rotate" in moved:
            return
        if move := re.match(r"translate\(([-\d.]+)", moved):
            across += float(move[1])
        if element.tag == SVG + "text":
            part = {"middle": 0.5, "end": 1.0}.get(element.get("text-anchor", ""), 0.0)
            for line in [e.text or "" for e in element.iter(SVG + "tspan")] or [element.text or ""]:
                start = across - part * NARROW * len(line)
                found.append((line, start, start + NARROW * len(line)))
        for child in element:
            walk(child, across)

    walk(ElementTree.fromstring(svg(figure)), 0.0)
    return found


def said(figure: Figure) -> str:
    return " ".join(line for line, _, _ in texts(figure))


@pytest.mark.parametrize("figure", OFFERS.values(), ids=OFFERS)
def test_no_words_are_drawn_outside_the_picture(figure):
    width = float(re.search(r'width="(\d+)"', svg(figure))[1])
    assert not [line for line in texts(figure) if line[1] < -1 or line[2] > width + 1]


EVIL = '\x00\x1b"]+alert(1)+["\\u2028\u202e</script>{{7*7}}\ud800'


def test_names_that_look_like_programs_are_drawn_as_they_are():
    evil = [
        ledger(EVIL, EVIL, [LedgerEntry(issue=EVIL, party=EVIL, value=1.0)], measure=EVIL),
        parallel(EVIL, EVIL, [ParallelLine(label=EVIL, shares=(1.0,), group=EVIL)], parties=[EVIL]),
        offers_over_time(EVIL, EVIL, [DatedOffer(
            label=EVIL, earliest="2025-06-01", proposer=EVIL, party=EVIL, value=1.0)]),
        *grouped_heat(EVIL, EVIL, [HeatCell(group=EVIL, row=EVIL, column=EVIL, text=EVIL)]),
        shares(EVIL, EVIL, [Bar(label=EVIL, party=EVIL, value=1.0)], parties=[EVIL], axis=EVIL),
    ]  # fmt: skip
    page = fragment(evil)
    assert "</script>{{" not in page
    assert page.count("alert(1)") >= len(evil)
    assert page.count("<svg") == len(evil)


def test_long_names_that_begin_alike_keep_a_row_each():
    issues = [f"{'the same long beginning ' * 5}{end}" for end in "ab"]
    entries = [LedgerEntry(issue=i, party="p", value=0.1) for i in issues]
    assert said(ledger("t", "a", entries)).count("the same long beginning") >= 2
    cells = [HeatCell(group="g", row=i, column="c", text="1") for i in issues]
    [figure] = grouped_heat("t", "a", cells)
    assert len(figure.data.rows) == 2
    assert [t for t, _, _ in texts(figure)].count("1") == 2


def test_a_word_too_long_for_its_column_is_hyphened_not_lost():
    assert folded("Environmental League", 9 * LETTER) == ["Environm-", "ental…"]
    assert folded("Environmental League", 9 * LETTER, 3) == ["Environm-", "ental", "League"]
    assert folded("", 50) == [""]


def bar_values(figure: Figure) -> list[dict[str, object]]:
    return [row for rows in figure.spec["datasets"].values() for row in rows]


def test_a_ledger_has_one_scale_and_keeps_order_refs_and_intervals():
    entries = [
        LedgerEntry(issue="i2", party="B", value=-3.0, low=-4.0, high=1.0, refs=("k1",)),
        LedgerEntry(issue="i1", party="A", value=0.5),
        LedgerEntry(issue="i1", party="B", value=0.25),
    ]
    figure = ledger("t", "a", entries, parties=("A", "B", "absent"), issues=("i1", "i2"))
    assert values(figure) == [
        ["i1", "A", 0.5, None, None],
        ["i1", "B", 0.25, None, None],
        ["i2", "B", -3.0, -4.0, 1.0],
    ]
    assert figure.data.rows[2][2].refs == ("k1",)
    [band] = figure.spec["vconcat"]
    assert [panel["title"]["text"] for panel in band["hconcat"]] == [["A"], ["B"]]
    layers = [layer["encoding"] for panel in band["hconcat"] for layer in panel["layer"]]
    across = [layer["x"]["scale"]["domain"] for layer in layers]
    assert all(domain == across[0] for domain in across)
    assert across[0][0] < -4 < 1 < across[0][1]
    rows = [layer["y"]["scale"]["domain"] for layer in layers if "y" in layer]
    assert all(domain == [0, 1] for domain in rows)  # though A says nothing of the second issue


def test_a_ledger_of_gains_alone_still_shows_its_zero():
    figure = ledger("t", "a", [LedgerEntry(issue="i", party="p", value=3.0)])
    [band] = figure.spec["vconcat"]
    across = [e["encoding"]["x"]["scale"]["domain"] for e in band["hconcat"][0]["layer"]]
    assert all(low < 0 < 3 < high for low, high in across)


def test_at_most_four_parties_stand_side_by_side():
    bands = OFFERS["ledger of six"].spec["vconcat"]
    assert [len(band["hconcat"]) for band in bands] == [3, 3]


def test_parallel_lines_are_told_apart_without_colour():
    lines = [ParallelLine(label=t, shares=(0.1, 0.2)) for t in TEXTS]
    figure = parallel("t", "a", lines, parties=PAIR)
    [dash] = scales(figure, "strokeDash")
    looks = list(zip(map(tuple, dash["range"]), scales(figure, "shape")[0]["range"], strict=True))
    assert len(set(looks)) == len(looks) == len(TEXTS)


def test_a_share_far_below_no_deal_is_drawn_at_the_edge_and_told_in_the_table():
    line = ParallelLine(label="x", shares=(-7.5, 0.5, None), refs=("k1",))
    figure = parallel("t", "a", [line], parties=("A", "B", "C"))
    assert values(figure) == [["x", -7.5, 0.5, None]]
    assert figure.data.rows[0][0].refs == ("k1",)
    heights = {row["y"] for row in bar_values(figure) if row.get("label") == "x"}
    assert heights == {-1.0, 0.5}
    assert "Hollow marks at the lower edge" in said(figure)
    assert "Hollow" not in said(OFFERS["parallel of one"])
    assert "no deal" in said(figure)


def test_a_thirteenth_line_is_listed_but_not_drawn():
    lines = [ParallelLine(label=f"line {n}", shares=(0.1, 0.2)) for n in range(13)]
    figure = parallel("t", "a", lines, parties=PAIR)
    assert len(figure.data.rows) == 13
    assert "line 12" not in said(figure)
    assert "The first 12 of 13" in said(figure)


def test_a_line_needs_a_share_for_each_party():
    with pytest.raises(ValueError, match="1 shares, not 2"):
        parallel("t", "a", [ParallelLine(label="x", shares=(0.1,))], parties=PAIR)


@pytest.mark.parametrize("share", [0.0, 0.5, 1.0])
def test_names_at_the_right_do_not_cover_one_another(share: float):
    lines = [ParallelLine(label=t, shares=(share, share)) for t in TEXTS]
    figure = parallel("t", "a", lines, parties=PAIR)
    rows = {row["line"]: row for row in bar_values(figure) if "head" in row}
    boxes = sorted((r["y"] - r["size"] / 2, r["y"] + r["size"] / 2) for r in rows.values())
    assert len(boxes) == 12
    assert all(foot <= top + 1e-9 for (_, foot), (top, _) in pairwise(boxes))
    assert -0.1 < boxes[0][0] < boxes[-1][1] < 1.1


def offer(label: str, day: str, **more: object) -> DatedOffer:
    return DatedOffer(label=label, earliest=day, proposer="A", party="A", value=0.1, **more)


def test_offers_are_numbered_by_date_in_picture_and_table():
    offers = [offer("a late one", "2025-06-20", refs=("k1",)), offer("early", "2025-06-01")]
    figure = offers_over_time("t", "a", offers)
    assert [row[0] for row in values(figure)] == ["1 early", "2 a late one"]
    assert figure.data.rows[1][5].refs == ("k1",)
    assert "1 early (1 Jun 2025)" in " ".join(said(figure).split())
    assert "side by side" not in said(figure)


def test_texts_of_one_day_stand_side_by_side_and_the_key_says_so():
    offers = [offer("x", "2025-06-02"), offer("y", "2025-06-02"), offer("z", "2025-06-30")]
    figure = offers_over_time("t", "a", offers)
    moments = {row["moment"] for row in bar_values(figure) if "moment" in row}
    assert len(moments) == 3
    assert "Texts close in time stand side by side" in said(figure)
    assert [row[2] for row in values(figure)] == ["2025-06-02", "2025-06-02", "2025-06-30"]


def test_one_text_handed_over_twice_is_two_texts():
    figure = offers_over_time("t", "a", [offer("x", "2025-06-02"), offer("x", "2025-07-02")])
    assert [row[0] for row in values(figure)] == ["1 x", "2 x"]


def test_a_proposing_party_keeps_its_colour_in_every_panel_and_chart():
    figure = some_offers(PAIR)
    layers = [layer["encoding"] for panel in figure.spec["vconcat"] for layer in panel["layer"]]
    paints = [layer["color"]["scale"] for layer in layers if "color" in layer]
    paints += scales(some_parallel(PAIR), "color")
    assert paints
    assert all(p["domain"][:2] == list(PAIR) for p in paints)
    assert all(p["range"][:2] == list(PARTY_COLOURS[:2]) for p in paints)


def test_an_offer_that_ends_before_it_begins_is_refused():
    with pytest.raises(ValueError, match="before earliest"):
        offers_over_time("t", "a", [offer("x", "2025-06-02", latest="2025-06-01")])


def test_many_points_are_numbered_and_named_below():
    crowded, roomy = said(some_plane(12)), said(some_plane(4))
    assert "12 Text number 12" in crowded
    assert "1 Text number 1," not in roomy
    assert values(some_plane(12))[0][0] == "1 Text number 1, of middling length"
    names = [v for v in bar_values(some_plane(12)) if "left" in v]
    assert {row["label"] for row in names} == {*map(str, range(1, 13)), "no deal"}


def test_solutions_at_one_place_are_drawn_around_one_another():
    figure = some_plane()
    sizes = {row["kind"]: row["size"] for row in bar_values(figure) if "size" in row}
    assert sizes["Nash"] < sizes["Kalai-Smorodinsky"] < sizes["egalitarian"]
    listed = [row[:2] for row in values(figure) if row[1] == "solution"]
    assert listed == [[name, "solution"] for name in sizes]
    assert all(name in said(figure) for name in sizes)


def test_faint_frontiers_are_drawn_and_the_key_counts_them():
    figure = some_plane()
    drawn = {row["draw"] for row in bar_values(figure) if "draw" in row}
    assert drawn == {0, 1}
    assert "Faint lines: the same in 2 single draws." in said(figure)
    assert "worth no deal or more to both" in said(figure)


def test_a_long_matrix_is_cut_between_groups_and_loses_no_row():
    figures = some_groups(22, 5)
    assert len(figures) == 5
    assert [row[:2] for figure in figures for row in values(figure)] == [
        [f"Issue {g}", f"option {r}"] for g in range(22) for r in range(5)
    ]
    assert figures[1].title == "t (2 of 5)"
    assert figures[1].alt == "a From Issue 5 to Issue 9."
    for figure in figures:
        assert "serves all" in said(figure)
    [whole] = some_groups(1, 60)
    assert whole.title == "t"


def test_each_column_of_a_matrix_is_shaded_by_its_own_largest_value():
    cells = [
        HeatCell(group="g", row=row, column=column, text="x", value=value)
        for row, column, value in (
            ("r", "c", 2.0),
            ("s", "c", 1.0),
            ("r", "d", 80.0),
            ("s", "d", -1.0),
        )
    ]
    [figure] = grouped_heat("t", "a", cells)
    shade = {(r["row"], r["column"]): r["shade"] for r in bar_values(figure) if "shade" in r}
    assert shade["r", "c"] == shade["r", "d"] == 1
    assert shade["s", "c"] == 0.5
    assert shade["s", "d"] <= 0
    assert "within each column" in said(figure)


@pytest.mark.parametrize("nothing", [
    lambda: ledger("t", "a", []),
    lambda: parallel("t", "a", [], parties=PAIR),
    lambda: offers_over_time("t", "a", []),
    lambda: grouped_heat("t", "a", []),
    lambda: shares("t", "a", []),
])  # fmt: skip
def test_a_figure_of_nothing_is_refused(nothing):
    with pytest.raises(ValueError, match="at least one row"):
        nothing()


def test_shares_keep_their_numbers_and_refs():
    rows = [Bar(label="x", party="Russia", value=0.5, low=0.4, high=0.7, refs=("k1",))]
    figure = shares("t", "a", rows, parties=PAIR, axis="share of draws")
    assert values(figure) == [["x", "Russia", 0.5, 0.4, 0.7]]
    assert figure.data.rows[0][2].refs == ("k1",)
    assert {c.kind for c in figure.data.columns} == {"text", "percent"}
    for scale in scales(figure, "color"):
        assert scale == {"domain": list(PAIR), "range": list(PARTY_COLOURS[:2])}
