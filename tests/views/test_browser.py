"""The page in a real Chromium: with and without JavaScript, wide and narrow, on paper."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from views import sample
from views.page import read_page
from views.sample import SMALLEST, hostile, small

from parley.blocks import Figure
from parley.views.html import html

WIDE, NARROW = 1280, 360
FIGURES = sum(
    isinstance(block, Figure) for part in sample.report().sections for block in part.blocks
)


@dataclass
class Tab:
    """An open page and everything it asked for or complained of."""

    page: object
    requests: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)


@pytest.fixture(scope="module")
def file(tmp_path_factory) -> Path:
    path = tmp_path_factory.mktemp("page") / "report.html"
    path.write_text(html(sample.report()), encoding="utf-8")
    return path


@contextmanager
def opened(browser, path: Path, *, js: bool = True, width: int = WIDE) -> Iterator[Tab]:
    context = browser.new_context(
        viewport={"width": width, "height": 900}, java_script_enabled=js, offline=True
    )
    tab = Tab(context.new_page())
    tab.page.on("request", lambda r: tab.requests.append(r.url))
    tab.page.on("console", lambda m: tab.complaints.append(m.text))
    tab.page.on("pageerror", lambda e: tab.complaints.append(str(e)))
    tab.page.goto(path.as_uri())
    try:
        yield tab
    finally:
        context.close()


def live(tab: Tab, number: int) -> None:
    """Wait until so many figures have been redrawn."""
    tab.page.locator("figure[data-live]").nth(number - 1).wait_for()


@pytest.mark.parametrize("js", [True, False])
@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_page_is_quiet_alone_and_not_wider_than_the_window(browser, file, js, width):
    with opened(browser, file, js=js, width=width) as tab:
        if js:
            live(tab, FIGURES)
        assert tab.requests == [file.as_uri()]
        assert tab.complaints == []
        sizes = "[document.documentElement.scrollWidth, document.documentElement.clientWidth]"
        if js:  # without JavaScript the browser evaluates nothing for us either
            inner, outer = tab.page.evaluate(sizes)
            assert inner <= outer
        for box in (p.bounding_box() for p in tab.page.locator("h2, .note, .card, .chart").all()):
            assert box["x"] >= 0
            assert box["x"] + box["width"] <= width
        assert tab.page.locator("figure svg").count() == FIGURES
        assert tab.page.locator("figure svg").first.is_visible()


def test_figures_answer_to_the_pointer_where_scripts_run(browser, file):
    with opened(browser, file) as tab:
        live(tab, FIGURES)
        bar = tab.page.locator("figure").nth(2).locator("svg .mark-rect path").first
        bar.scroll_into_view_if_needed()
        bar.hover()
        tip = tab.page.locator("#vg-tooltip-element.visible")
        tip.wait_for()
        assert "Ukraine" in tip.inner_text()
        assert tab.complaints == []


@pytest.mark.parametrize("js", [True, False])
def test_refs_are_reached_and_opened_by_keyboard(browser, file, js):
    with opened(browser, file, js=js) as tab:
        if js:
            live(tab, FIGURES)  # until then the page is busy and may swallow a key
        refs = tab.page.locator(".answer .refs").first
        refs.locator("summary").focus()
        assert not refs.locator("a").first.is_visible()
        tab.page.keyboard.press("Enter")
        assert refs.locator("a").first.is_visible()
        tab.page.keyboard.press("Tab")
        tab.page.keyboard.press("Enter")
        tab.page.wait_for_url("**#basis-k001")  # the key is answered later than it is pressed
        assert tab.page.url.endswith("#basis-k001")
        card = tab.page.locator("#basis-k001")
        assert 0 <= card.bounding_box()["y"] < 900


def test_first_tab_stop_skips_to_the_summary(browser, file):
    with opened(browser, file, js=False) as tab:
        tab.page.keyboard.press("Tab")
        skip = tab.page.locator(".skip")
        assert skip.bounding_box()["x"] >= 0
        tab.page.keyboard.press("Enter")
        tab.page.wait_for_url("**#content")
        assert tab.page.url.endswith("#content")


def test_header_of_a_long_table_stays_in_sight_inside_its_frame(browser, file):
    with opened(browser, file) as tab:
        frame = tab.page.get_by_role("region", name="Issues and texts")
        frame.evaluate("e => e.scrollTop = 500")
        head = frame.locator("thead th").first.bounding_box()
        assert abs(head["y"] - frame.bounding_box()["y"]) < 2


@pytest.mark.parametrize("js", [True, False])
def test_paper_shows_numbers_and_ids_instead_of_disclosures(browser, file, js):
    with opened(browser, file, js=js) as tab:
        tab.page.emulate_media(media="print")
        table = tab.page.locator(".data table").first
        assert table.locator("tbody tr").first.bounding_box()["height"] > 0
        assert not any(refs.is_visible() for refs in tab.page.locator("details.refs").all())
        shown = tab.page.locator(".question .paper")  # the summary is one page: no ids there
        assert shown.count() > 0
        assert all(ids.is_visible() for ids in shown.all())
        assert not any(ids.is_visible() for ids in tab.page.locator(".summary .paper").all())
        assert re.fullmatch(r"\[[\w., -]+\]", shown.first.inner_text().strip())
        pdf = tab.page.pdf(format="A4", tagged=True)
        assert pdf.startswith(b"%PDF")
        assert 5 <= len(re.findall(rb"/Type\s*/Page\b", pdf)) <= 14


def test_hostile_text_runs_nothing(browser, tmp_path):
    path = tmp_path / "hostile.html"
    path.write_text(html(hostile()), encoding="utf-8")
    with opened(browser, path) as tab:
        tab.page.on("dialog", lambda d: tab.complaints.append(d.message))
        live(tab, 3)
        assert tab.complaints == []
        assert tab.requests == [path.as_uri()]


def luminance(colour: str) -> float:
    """Relative luminance of "rgb(r, g, b)", as WCAG 2.2 defines it."""
    parts = [int(p) / 255 for p in re.findall(r"\d+", colour)[:3]]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def test_contrast_formula_on_its_ends():
    assert contrast("rgb(0, 0, 0)", "rgb(255, 255, 255)") == pytest.approx(21)
    assert contrast("rgb(119, 119, 119)", "rgb(255, 255, 255)") == pytest.approx(4.48, abs=0.01)


TEXTS = """() => {
  const paper = (e) => {
    for (; e; e = e.parentElement) {
      const colour = getComputedStyle(e).backgroundColor;
      if (!colour.startsWith("rgba(0, 0, 0, 0")) return colour;
    }
    return "rgb(255, 255, 255)";
  };
  const found = new Map();
  for (const e of document.querySelectorAll("body *:not(svg *, script, style)")) {
    if (![...e.childNodes].some((n) => n.nodeType === 3 && n.data.trim())) continue;
    const pair = [getComputedStyle(e).color, paper(e)];
    found.set(pair.join(), [...pair, e.tagName + "." + e.className]);
  }
  return [...found.values()];
}"""


def test_all_text_stands_out_from_its_ground(browser, file):
    with opened(browser, file) as tab:
        pairs = tab.page.evaluate(TEXTS)
    assert len(pairs) >= 5
    faint = [(*pair, contrast(*pair[:2])) for pair in pairs if contrast(*pair[:2]) < 4.5]
    assert faint == []


def test_two_hundred_claims_stay_one_readable_page(browser, tmp_path):
    path = tmp_path / "long.html"
    text = html(sample.report(250))
    assert len(read_page(text).with_class("card")) == 252
    path.write_text(text, encoding="utf-8")
    with opened(browser, path, js=False) as tab:
        tab.page.goto(path.as_uri() + "#basis-k250")
        assert 0 <= tab.page.locator("#basis-k250").bounding_box()["y"] < 900


def test_the_smallest_figures_are_quiet_too(browser, tmp_path):
    path = tmp_path / "small.html"
    path.write_text(html(small(*SMALLEST.values())), encoding="utf-8")
    with opened(browser, path) as tab:
        live(tab, len(SMALLEST))
        assert tab.complaints == []


def test_days_stand_in_the_same_place_in_every_time_zone(browser, tmp_path):
    path = tmp_path / "days.html"
    path.write_text(html(small(sample.chronology())), encoding="utf-8")
    drawn = []
    for zone in ("America/Los_Angeles", "Pacific/Auckland"):
        context = browser.new_context(timezone_id=zone)
        page = context.new_page()
        page.goto(path.as_uri())
        page.locator("figure[data-live]").wait_for()
        drawn.append(page.locator("figure svg").inner_html())
        context.close()
    assert drawn[0] == drawn[1]
