"""Text, Markdown, JSON and notebooks: each shows everything and trusts no text."""

import json
import re
from dataclasses import replace
from io import StringIO
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.console import Console
from views import sample
from views.page import read_page

from parley.blocks import Bullets, Cell, Column, Figure, Note, Report, Table
from parley.views import FORMATS
from parley.views.json import as_json
from parley.views.markdown import blocks_markdown, markdown
from parley.views.notebook import show
from parley.views.text import print_blocks, text

MARKUP = "[bold]x[/bold] a|b\n*c* _d_ `e` <b>f</b> $g$ ~h~ # i & j \\"


def table(*rows: str) -> Table:
    return Table("T", (Column("one"), Column("two")), tuple((Cell(r), Cell(1)) for r in rows))


@pytest.mark.parametrize("view", FORMATS.values(), ids=FORMATS)
def test_every_view_shows_every_question_answer_claim_and_label(view):
    report = sample.report()
    shown = " ".join(re.sub(r"\\([_`])", r"\1", view(report)).replace("&#39;", "'").split())
    for section in report.sections:
        assert section.question in shown
        assert all(b.text in shown for b in section.blocks if isinstance(b, Note))
        for figure in (b for b in section.blocks if isinstance(b, Figure)):
            assert figure.title in shown
            assert figure.alt in shown
    for entry in report.basis.values():
        assert entry.id in shown
        assert entry.quote in shown
    for words in ("unverified", "hindsight", "quote checked", "Monitoring by a third party"):
        assert words in shown


@pytest.mark.parametrize("view", FORMATS.values(), ids=FORMATS)
def test_no_view_fails_on_hostile_text_or_an_empty_report(view):
    shown = view(sample.hostile())
    assert "\x1b" not in shown
    assert view(Report("Empty", "none", "2025-01-01", ()))


@pytest.mark.parametrize("width", [60, 100, 200])
def test_text_keeps_to_its_width_and_has_no_loose_ends(width: int):
    lines = text(sample.report(), width=width).splitlines()
    assert max(map(len, lines)) <= width
    assert all(line == line.rstrip() for line in lines)


def test_wide_tables_become_rows_of_named_values_rather_than_broken_words():
    narrow, wide = (text(sample.report(), width=w) for w in (80, 240))
    assert "- issue: ceasefire scope [k001]" in narrow
    assert re.search(r"ceasefire scope \[k001\] +full and unconditional", wide)
    assert "conflicting" in narrow


def test_text_never_reads_a_case_as_markup():
    out = StringIO()
    console = Console(file=out, width=80, force_terminal=True, color_system="truecolor")
    print_blocks([Note(MARKUP + "\x1b[31m")], console=console)
    assert "[bold]x[/bold]" in out.getvalue()
    assert "\x1b[31m" not in out.getvalue()


def test_text_is_styled_on_a_terminal_and_plain_in_a_file():
    out = StringIO()
    console = Console(file=out, width=80, force_terminal=True, color_system="truecolor")
    print_blocks([Note("Yes.", "answer")], console=console)
    assert "\x1b[" in out.getvalue()
    assert "\x1b[" not in text(sample.report())


def test_bullets_hang_below_their_first_word():
    out = StringIO()
    print_blocks([Bullets("", (Cell("word " * 12),))], console=Console(file=out, width=40))
    lines = [line for line in out.getvalue().splitlines() if line]
    assert lines[0].startswith("- word")
    assert all(line.startswith("  word") for line in lines[1:])


def test_markdown_tables_stay_tables_whatever_the_cells_say():
    shown = blocks_markdown([table(MARKUP, "a|b||", "line\nbreak", "")])
    rows = [line for line in shown.splitlines() if line.startswith("|")]
    assert len(rows) == 2 + 4
    assert {len(re.findall(r"(?<!\\)\|", row)) for row in rows} == {3}


def test_markdown_text_cannot_become_markup():
    shown = blocks_markdown([Note(MARKUP)])
    assert "<b>" not in shown
    for char in "*_`$~[]|":
        assert not re.search(rf"(?<!\\){re.escape(char)}", shown)
    heads = [blocks_markdown([Note(t)]) for t in ("# no", "- no", "1. no", "+ no", "12) no")]
    assert heads == ["\\# no\n", "\\- no\n", "1\\. no\n", "\\+ no\n", "12\\) no\n"]


def test_markdown_links_lead_to_the_basis_list():
    shown = markdown(sample.report())
    places = re.findall(r'<a id="([^"]+)">', shown)
    assert len(places) == len(set(places)) == 42
    assert set(re.findall(r"\]\(#([^)]+)\)", shown)) <= set(places)
    assert "[k001](#" not in blocks_markdown([Note("x", refs=("k001",))])


def test_markdown_headings_are_one_title_and_then_in_steps():
    levels = [len(m) for m in re.findall(r"^(#+) ", markdown(sample.report()), re.M)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(b - a <= 1 for a, b in pairwise(levels))


def test_json_holds_raw_values_in_a_fixed_order():
    report = sample.report()
    read = json.loads(as_json(report))
    assert list(read) == [
        "format", "title", "case", "as_of", "lead", "scenario", "recipe", "sections", "basis"
    ]  # fmt: skip
    grid = next(b for b in read["sections"][1]["blocks"] if b["kind"] == "table")
    assert grid["rows"][1][8] == {"value": 1 / 16, "refs": ["positions.russia.no_deal"]}
    assert [b["id"] for b in read["basis"]][:2] == ["k001", "k002"]
    assert read["recipe"]["draws"] == 1000
    assert [s["ran"] for s in read["sections"]] == [True, True, True, False]
    backwards = replace(report, basis=dict(reversed(report.basis.items())))
    assert as_json(backwards) == as_json(report)


def test_json_has_a_kind_for_every_block_and_null_for_what_is_not_a_number():
    kinds = {
        b["kind"] for s in json.loads(as_json(sample.report()))["sections"] for b in s["blocks"]
    }
    assert kinds == {"heading", "note", "bullets", "table", "figure"}
    odd = Bullets("", (Cell(float("nan")), Cell(float("inf")), Cell(None)))
    read = json.loads(as_json(sample.small(odd)))
    assert [i["value"] for i in read["sections"][0]["blocks"][0]["items"]] == [None] * 3


def test_notebook_shows_blocks_without_a_page():
    shown = show(sample.report().sections[1].blocks)
    page = read_page(shown._repr_html_())
    assert page.unclosed == []
    assert not page.all("html", "body", "script", "a")
    assert "ceasefire scope" in shown._repr_markdown_()


def test_notebook_shows_a_whole_report_with_its_questions():
    html = show(sample.report())._repr_html_()
    assert all(section.question in html for section in sample.report().sections)
    assert "Not run" in html


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=40))
def test_any_text_leaves_every_plain_view_whole(words: str):
    report = sample.small(Note(words, "answer", (words,)), table(words), title=words or "t")
    assert json.loads(as_json(report))["title"] == (words or "t")
    assert len([li for li in markdown(report).split("\n") if li.startswith("| ")]) == 3
    assert text(report).endswith("\n")
