import hashlib

import pytest

from parley.case.text import MAX_BYTES


def quoted(bench, sound, text: str, quote: str, data: bytes | None = None):
    """What is told of the sound case with this stored text and this quote."""
    data = text.encode() if data is None else data
    (bench.folder / "note.txt").write_bytes(data)
    start = sound.index("sha256: ") + len("sha256: ")
    case = sound.replace(sound[start : start + 64], hashlib.sha256(data).hexdigest())
    case = case.replace("{exact: firing stops at noon}", quote)
    try:
        bench.read(case)
    except ValueError as error:
        return [problem.what for problem in error.problems]
    return []


@pytest.mark.parametrize(
    "quote",
    [
        "{exact: three}",
        "{exact: two, start: 4}",
        "{exact: two, start: 4, end: 7}",
        "{exact: two, start: 18, end: 21, prefix: 'one ', suffix: .}",
        "{exact: two, prefix: 'three one '}",
        "{exact: 🕊 é, start: 23}",
    ],
)
def test_words_that_stand_there_are_a_quote(bench, sound, quote):
    assert quoted(bench, sound, "one two three one two. 🕊 é", quote) == []


@pytest.mark.parametrize(
    ("quote", "what"),
    [
        ("{exact: two}", "these words occur more than once"),
        ("{exact: aa}", "these words occur more than once"),  # the second begins inside the first
        ("{exact: Two}", "the quote is not verbatim"),
        ("{exact: 'one  two'}", "the quote is not verbatim"),
        ("{exact: two, suffix: ' four'}", "the quote is not verbatim"),
        ("{exact: two, start: 5}", "these words are not at 5..8 of the stored text"),
        ("{exact: two, start: 4, end: 6}", "these words are not at 4..6 of the stored text"),
        ("{exact: two, start: 900}", "these words are not at 900..903 of the stored text"),
        ("{exact: two, start: 4, suffix: .}", "prefix or suffix do not stand around these words"),
        ("{exact: one, start: 0, prefix: x}", "prefix or suffix do not stand around these words"),
    ],
)
def test_words_that_do_not_stand_there_are_none(bench, sound, quote, what):
    assert quoted(bench, sound, "one two one two. aaa", quote) == [what]


def test_a_text_that_changed_by_one_byte_is_told_with_its_new_sum(bench, sound):
    (bench.folder / "note.txt").write_bytes(b"firing stops at noon")
    (problem,) = bench.problems(sound)
    assert problem.what == "the stored text 'note.txt' is not the one that was added"
    assert hashlib.sha256(b"firing stops at noon").hexdigest() in problem.fix


def test_texts_that_cannot_be_read_are_told(bench, sound):
    assert quoted(bench, sound, "", "{exact: x}", b"\xff") == [
        "the stored text 'note.txt' is not UTF-8"
    ]
    large = b"x" * (MAX_BYTES + 1)
    assert quoted(bench, sound, "", "{exact: x}", large) == [
        f"the stored text 'note.txt' is larger than {MAX_BYTES:,} bytes"
    ]


@pytest.mark.parametrize("name", ["..", ".", "sub", "x" * 300, "no/such", "/dev/zero", "a b"])
def test_a_name_that_is_no_text_is_told_in_one_line(bench, change, name):
    (bench.folder / "sub").mkdir()
    (problem,) = bench.problems(change("file: note.txt", f"file: {name!r}"))
    assert "the stored text" in problem.what


def test_a_text_may_not_be_reached_through_a_link_out_of_the_folder(bench, sound, tmp_path):
    outside = tmp_path.parent / f"{tmp_path.name}-outside.txt"
    (bench.folder / "note.txt").rename(outside)
    (bench.folder / "note.txt").symlink_to(outside)
    assert [each.what for each in bench.problems(sound)] == [
        "the stored text 'note.txt' lies outside the case folder"
    ]


def test_a_byte_order_mark_counts_as_a_character(bench, sound):
    data = b"\xef\xbb\xbfone"
    assert quoted(bench, sound, "", "{exact: one, start: 1}", data) == []
