"""Values, dates, grades and refs in words."""

from hypothesis import given
from hypothesis import strategies as st
from views.sample import report

from parley.blocks import Cell, Column, Figure, Heading, Note, Table, refs_of
from parley.views.refs import anchor, in_order, tally, used_in
from parley.views.words import DASH, date_words, grade_words, plain, summary, value_words


def test_nothing_is_a_dash_and_zero_is_not():
    assert value_words(None) == value_words("") == value_words(float("nan")) == DASH
    assert value_words(0, "number") == value_words(0.0) == "0"


@given(st.floats(0, 1))
def test_only_certain_shares_read_as_certain(share: float):
    words = value_words(share, "percent")
    assert (words == "0%") == (share == 0)
    assert (words == "100%") == (share == 1)


def test_numbers_keep_three_digits_and_their_sign():
    shown = [value_words(v, "number") for v in (-1234.5, 0.25, 12.345, 6000, 1e-7)]
    assert shown == ["\N{MINUS SIGN}1,234", "0.25", "12.3", "6,000", "1.00e\N{MINUS SIGN}07"]


def test_a_year_in_a_text_column_has_no_comma():
    assert value_words(2025) == "2025"


def test_grades_read_as_words_only_when_they_are_grades():
    assert grade_words("F6") == "source cannot be judged, information cannot be judged"
    assert [grade_words(g) for g in ("", "B", "2", "G1", "B22")] == [""] * 5


def test_vague_dates_stay_as_written():
    assert date_words("2025-12-01") == "1 December 2025"
    assert date_words("by the end of June") == "by the end of June"


@given(st.text())
def test_plain_text_cannot_steer_a_terminal(text: str):
    shown = plain(text + "\x1b[2J\x9b")
    assert not any((ord(c) < 32 and c not in "\n\t") or 127 <= ord(c) < 160 for c in shown)


@given(st.lists(st.text(min_size=1), unique=True))
def test_different_refs_have_different_anchors(refs: list[str]):
    anchors = [anchor(ref) for ref in refs]
    assert len(set(anchors)) == len(refs)
    assert all(c.isalnum() or c in "._-" for a in anchors for c in a)


def test_refs_are_counted_by_what_they_are():
    basis = report().basis
    refs = ("k001", "k005", "positions.russia.no_deal", "nowhere")
    words = tally(refs, basis).replace("\N{NO-BREAK SPACE}", " ")
    assert words == "2 claims, 1 unverified, 1 judgement, 1 not listed"
    assert tally((), basis) == ""


def test_refs_of_a_figure_are_those_of_its_data():
    table = Table("t", (Column("a"),), ((Cell(1, ("k1", "k2")),), (Cell(2, ("k1",)),)))
    assert refs_of(Figure("f", "alt", {}, table)) == ("k1", "k2", "k1")
    assert refs_of(Heading("h")) == ()
    assert refs_of(Note("n", refs=("k3",))) == ("k3",)


def test_basis_is_in_natural_order_and_knows_its_questions():
    ids = [entry.id for entry in in_order(report(120).basis)]
    assert ids[:3] == ["k001", "k002", "k003"]
    assert ids[98:101] == ["k099", "k100", "k101"]
    assert ids[-2:] == ["positions.russia.no_deal", "positions.ukraine.no_deal"]
    assert used_in(report())["k012"] == [1, 2]


def test_summary_gathers_notes_by_list_with_their_question():
    page = summary(report())
    assert [len(notes) for notes in page.values()] == [2, 2, 2, 2]
    assert page["rests"][1][0] == 2
