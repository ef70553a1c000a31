"""The page: its structure, where its links lead, and what hostile text can do to it."""

import json
import re
import time
from base64 import b64encode
from functools import cache
from hashlib import sha256
from itertools import pairwise
from urllib.parse import unquote

import pytest
from views import sample
from views.page import Page, read_page
from views.sample import SMALLEST, hostile, small

from parley.blocks import (
    Figure,
    Note,
    Report,
    Section,
    Table,
)
from parley.views.html import fragment, html
from parley.views.refs import anchor


@cache
def sample_html() -> str:
    return html(sample.report())


@cache
def page() -> Page:
    return read_page(sample_html())


def test_every_element_is_closed_where_it_was_opened():
    assert page().unclosed == []


def test_one_title_and_headings_that_never_skip_a_level():
    levels = [int(e.tag[1]) for e in page().all("h1", "h2", "h3", "h4", "h5", "h6")]
    assert levels.count(1) == 1
    assert levels[0] == 1
    assert all(b - a <= 1 for a, b in pairwise(levels))


def test_the_summary_comes_first_then_each_question_then_what_it_rests_on():
    heads = [" ".join(e.words.split()) for e in page().all("h2")]
    questions = [s.question for s in sample.report().sections]
    assert heads[0] == "Summary"
    assert heads[1:-2] == [f"{i} {q}" for i, q in enumerate(questions, 1)]
    assert heads[-2:] == ["What everything rests on", "How to run this report again"]
    four = [e.words for e in page().all("h3")][:4]
    assert four == ["What changed", "What is known", "What is open", "What it rests on"]


def test_every_line_of_the_summary_leads_to_its_question_and_its_basis():
    inside = {"k006", "k003", "k001", "k010", "k013", "positions.russia.no_deal"}
    start = sample_html().index('<section class="summary"')
    shown = read_page(sample_html()[start : sample_html().index('<section class="question')])
    links = {e.attrs["href"] for e in shown.all("a")}
    assert {f"#{anchor(ref)}" for ref in inside} <= links
    assert {"#question-record", "#question-table", "#question-offers"} <= links


def test_header_says_what_a_reader_must_know_first():
    facts = dict(
        zip((e.words for e in page().all("dt")), (e.words for e in page().all("dd")), strict=True)
    )
    assert facts["Information as of"] == "4 June 2025"
    assert facts["Scenario"] == "Monitoring by a third party"
    assert (facts["Seed"], facts["Draws"], facts["Case"]) == ("0", "1,000", "istanbul-2025-06")


def test_ids_are_unique_and_every_inner_link_finds_its_place():
    ids = [e.attrs["id"] for e in page().elements if "id" in e.attrs]
    assert len(ids) == len(set(ids))
    links = [e.attrs["href"] for e in page().all("a")]
    inner = [unquote(link[1:]) for link in links if link.startswith("#")]
    assert len(inner) > 200
    assert set(inner) <= set(ids)
    named = {n for e in page().elements for n in e.attrs.get("aria-labelledby", "").split()}
    assert named <= set(ids)


def test_nothing_is_fetched_and_only_sources_lead_outside():
    assert not page().all("link", "img", "iframe", "object", "embed", "video", "audio", "image")
    assert not [e for e in page().elements if {"src", "srcset", "data", "action"} & set(e.attrs)]
    outer = [e for e in page().all("a") if not e.attrs["href"].startswith("#")]
    assert {e.attrs["href"] for e in outer} == {b.url for b in sample.basis().values() if b.url}
    assert all(e.attrs["rel"] == "noreferrer" for e in outer)
    style = page().all("style")[0].words
    assert "url(" not in style
    assert "@import" not in style


def test_policy_names_exactly_our_style_and_scripts():
    policy = next(e for e in page().all("meta") if "http-equiv" in e.attrs).attrs["content"]
    run = [e.words for e in page().all("script") if "type" not in e.attrs]
    for text in (*run, page().all("style")[0].words):
        digest = b64encode(sha256(text.encode()).digest()).decode()
        assert f"'sha256-{digest}'" in policy
    assert policy.count("sha256-") == len(run) + 1
    assert policy.startswith("default-src 'none';")
    assert "unsafe" not in policy


def test_the_bundle_is_there_once_and_only_for_figures():
    assert len([e for e in page().all("script") if len(e.words) > 100_000]) == 1
    plain = html(small(Note("No picture.", "answer")))
    assert len(plain) < 40_000


def test_every_claim_and_judgement_has_a_card_with_its_grade_and_marks():
    cards = {e.attrs["aria-label"]: e for e in page().with_class("card")}
    assert cards.keys() == sample.basis().keys()
    card = " ".join(cards["k035"].words.split())
    for words in ("unverified", "hindsight", "Source: A news agency", "Grade A6:"):
        assert words in card
    assert "source completely reliable, information cannot be judged" in card
    assert "analyst" in cards["positions.russia.no_deal"].words


def test_refs_open_without_javascript_and_are_printed_as_ids():
    refs = page().with_class("refs")
    assert {e.tag for e in refs} == {"details"}
    answer = next(e for e in page().with_class("note") if "answer" in e.attrs["class"])
    words = " ".join(answer.words.split())
    assert "3 claims, 1 unverified" in words.replace("\N{NO-BREAK SPACE}", " ")
    assert "[k001, k004, k005]" in words


def test_a_ref_that_nothing_stands_behind_is_said_to_be_missing():
    shown = read_page(html(small(Note("A number.", "answer", ("ghost",)))))
    note = shown.with_class("note")[0].words
    assert "ghost (not listed)" in note
    assert not [e for e in shown.all("a") if "ghost" in e.attrs["href"]]


def test_tables_have_captions_and_scoped_headings_and_can_be_scrolled_by_keyboard():
    tables, captions = page().all("table"), page().all("caption")
    assert len(tables) == len(captions) == 5
    assert all(e.attrs["scope"] in ("col", "row") for e in page().all("th"))
    frames = page().with_class("scroll")
    assert all(e.attrs["role"] == "region" and e.attrs["tabindex"] == "0" for e in frames)
    assert all(e.attrs["aria-label"] for e in frames)
    grid = next(e for e in tables if "ceasefire scope" in e.words)
    assert grid.words.count("subject to reciprocity") > 11


def test_every_figure_has_a_picture_an_alternative_and_its_numbers():
    report = sample.report()
    figures = [b for s in report.sections for b in s.blocks if isinstance(b, Figure)]
    pictures = page().with_class("picture")
    assert [e.attrs["aria-label"] for e in pictures] == [f.alt for f in figures]
    assert {e.attrs["role"] for e in pictures} == {"img"}
    assert len([e for e in page().all("svg") if e.within[-1] == "div"]) == len(figures) == 4
    specs = [json.loads(e.words) for e in page().all("script") if "type" in e.attrs]
    assert [s["config"]["aria"] for s in specs] == [False] * 4
    assert len(page().with_class("data")) == 4


def test_roles_are_words_and_not_colours_only():
    for role, word in (("assumption", "Assumption"), ("limit", "Limit"), ("warning", "Warning")):
        notes = [e for e in page().with_class("note") if role in e.attrs["class"].split()]
        assert notes
        assert all(word in e.words for e in notes)


def test_a_question_that_did_not_run_says_so_in_the_contents_and_in_its_place():
    [place] = page().with_class("unrun")
    assert "Not run" in place.words
    assert "stability.options" in place.words
    assert "Not run" in page().all("nav")[0].words


def test_empty_report_is_still_a_whole_page():
    bare = read_page(html(Report("Empty", "none", "2025-01-01", ())))
    assert bare.unclosed == []
    assert "No section reports anything here." in bare.all("main")[0].words
    assert "Nothing in this report rests on a claim" in bare.all("main")[0].words


def test_one_lens_in_two_scenarios_has_two_anchors():
    twice = small(sections=(Section("offers", "A?", ()), Section("offers", "B?", ())))
    ids = [e.attrs["id"] for e in read_page(html(twice)).all("h2") if "id" in e.attrs]
    assert len(ids) == len(set(ids))


def test_hostile_text_stays_text():
    shown = read_page(html(hostile()))
    assert shown.unclosed == []
    assert len(shown.all("script")) == 2 + 3
    assert not shown.all("img")
    assert not [name for e in shown.elements for name in e.attrs if name.startswith("on")]
    assert not [e for e in shown.all("a") if not e.attrs["href"].startswith("#")]
    assert "alert(1)</script>" in shown.all("h1")[0].words
    assert "{{7*7}}" in shown.all("h1")[0].words
    ids = {e.attrs["id"] for e in shown.elements if "id" in e.attrs}
    assert {unquote(e.attrs["href"][1:]) for e in shown.all("a")} <= ids


def test_fragment_is_still_and_without_a_page_around_it():
    shown = read_page(fragment(sample.report().sections[0].blocks))
    assert not shown.all("html", "script", "h1", "h2", "a")
    assert len(shown.all("svg")) >= 1
    assert "[k001, k004, k005]" in shown.with_class("note")[0].words


@pytest.mark.parametrize("url", ["https://example.org/x.csv", "file:///etc/hostname"])
def test_a_figure_may_not_load_its_data(url: str):
    spec = {"data": {"url": url}, "mark": "point", "encoding": {}}
    figure = Figure("Out", "alt", {"layer": [spec]}, Table("t", (), ()))
    with pytest.raises(ValueError, match="must stand in its specification"):
        html(small(figure))


def test_pictures_on_one_page_do_not_share_ids():
    shaded = SMALLEST["heat"]  # its legend is painted with a gradient that has a name
    drawn = html(small(shaded, shaded))
    ids = [e.attrs["id"] for e in read_page(drawn).elements if "id" in e.attrs]
    assert len(ids) == len(set(ids))
    used = re.findall(r"url\(#([^)]+)\)", drawn.split("<main")[1].split("<script>")[0])
    assert len(set(used)) == 2
    assert set(used) <= set(ids)


def test_eight_figures_are_drawn_within_two_seconds_of_processor_time():
    kinds = (sample.chronology, sample.beats_no_deal, sample.utilities, sample.relations)
    figures = [figure() for figure in kinds] * 2
    html(small(*figures))  # the bundle is made once in a process
    start = time.process_time()
    html(small(*figures))
    assert time.process_time() - start < 2
