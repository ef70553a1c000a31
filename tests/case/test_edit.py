import json
import re

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from parley.case import compose as module
from parley.case.compose import compose
from parley.case.edit import set_scalar
from parley.errors import CaseError

CASE = """\
# café 🕊️
title: Naïve 🕊️ talks   # keep me
text: | # why
  one
  two

# after
claims:   # all
  k1: {a: 1, b: {c: 2, }, d: , e}   # f
  k2:
    "says": >+
      x
      y

    who: 'O''Neil' # 政府
  # k3: later
# next
empty: {}  # open
none:   # n
  # inside
parties:
  - id: ukraine   # שלום
    weight: 0.40 # elicited 2026-03
  - {id: russia, also: ["Moscow", Kremlin]}
  -
long: one
  two # m
last: >-
  folded

  text
# end
"""

SCALARS = [
    *[("title",), ("text",), ("none",), ("long",), ("last",), ("parties", 2)],
    *[("claims", "k1", key) for key in "ade"],
    *[("claims", "k1", "b", "c"), ("claims", "k2", "says"), ("claims", "k2", "who")],
    *[("parties", 0, "id"), ("parties", 0, "weight"), ("parties", 1, "id")],
    *[("parties", 1, "also", 0), ("parties", 1, "also", 1)],
]
COMMENTS = [
    *("# café 🕊️", "# keep me", "# why", "# after", "# all", "# f", "# 政府", "# k3: later"),
    *("# next", "# open", "# n", "# inside", "# שלום", "# elicited 2026-03", "# m", "# end"),
]
VALUES = [
    *["plain", "NO", "no", "1", "1.5", "1e5", "~", "null", "true", "", " ", "a: b", "a #b", "#x"],
    *["- x", "[x", "{x", "x]", "x, y", "'x'", '"x"', "it's", 'say "x"', "\\", "a\\nb", "a\nb\n"],
    *["\n", "\ttab", "@x", "%x", "&x", "*x", "!x", "| x", "> x", "? x", "x:", ":x", "---", "..."],
    *["2025-06-02", "1:30", "0x1F", ".nan", ".inf", "<<", "x ", " x", "\u2028", "\ufeffx", "\xa0x"],
    *["Türkiye 🕊️", "政府", "שלום עולם", "é", "x" * 2000, "a b c 100 %", "(x)", "x? y", "y"],
    *[0, 1, -12, 10**30, 0.1, -0.0, 1.0, 1e22, 1e-9, 5e-324, True, False, None],
]


@pytest.fixture(params=["C", "Python"])
def parser(request, monkeypatch):
    if request.param == "Python":
        monkeypatch.setattr(module, "LOADER", yaml.SafeLoader)


def data(text):
    return compose(text, "f").data


def replaced(text, path, value):
    wanted = data(text)
    inner = wanted
    for step in path[:-1]:
        inner = inner[step]
    inner[path[-1]] = value
    return json.dumps(wanted)


def comments(text):
    """Every known comment still there, in order; values in these tests hold none of them."""
    return re.findall("|".join(map(re.escape, COMMENTS)), text)


def check_edit(text, path, value):
    edited = set_scalar(text, path, value)
    assert json.dumps(data(edited)) == replaced(text, path, value)
    assert comments(edited) == comments(text) == COMMENTS
    return edited


# ------------------------------------------------------------------ set_scalar


@pytest.mark.parametrize("path", SCALARS, ids=str)
@pytest.mark.usefixtures("parser")
def test_every_kind_of_value_in_every_kind_of_place(path):
    for value in VALUES:
        check_edit(CASE, path, value)


@settings(max_examples=150, deadline=None)
@given(
    path=st.sampled_from(SCALARS),
    value=st.one_of(
        st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff")),
        st.text("ab:#-?{}[],&*!|>'\"%@`~ \n\t\\.0123456789", max_size=12),
        st.integers(-(10**40), 10**40),
        st.floats(allow_nan=False, allow_infinity=False),
        st.booleans() | st.none(),
    ),
    end=st.sampled_from(["\n", "\r\n"]),
)
def test_only_the_scalar_changes(path, value, end):
    check_edit(CASE.replace("\n", end), path, value)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(SCALARS), st.sampled_from(VALUES)), max_size=6))
def test_edits_can_follow_each_other(edits):
    text, wanted = CASE, CASE
    for path, value in edits:
        text = check_edit(text, path, value)
        wanted = replaced(CASE, path, value)
    if edits:
        path, value = edits[-1]
        assert json.dumps(data(set_scalar(CASE, path, value))) == wanted


@pytest.mark.parametrize(
    ("path", "value", "old", "new"),
    [
        (("title",), "New talks", "Naïve 🕊️ talks   #", "New talks   #"),
        (("title",), "a: b", "Naïve 🕊️ talks   #", "'a: b'   #"),
        (("title",), "no", "Naïve 🕊️ talks", "'no'"),
        (("title",), "2025-06-02", "Naïve 🕊️ talks", "2025-06-02"),
        (("parties", 0, "weight"), 0.55, "0.40 #", "0.55 #"),
        (("parties", 0, "weight"), "0.55", "0.40 #", "'0.55' #"),
        (("parties", 1, "also", 0), "x", '"Moscow"', '"x"'),
        (("claims", "k2", "who"), "it's", "'O''Neil'", "'it''s'"),
        (("claims", "k1", "d"), 3, "d: ,", "d: 3,"),
        (("claims", "k1", "e"), 3, "e}", "e: 3}"),
        (("text",), "a\nb", "| # why\n  one\n  two\n\n", '"a\\nb" # why\n\n'),
        (("text",), "x", "| # why\n  one\n  two\n\n", "x # why\n\n"),
        (("long",), "x", "one\n  two # m", "x # m"),
        (("none",), True, "none:   # n", "none: true   # n"),
    ],
)
@pytest.mark.usefixtures("parser")
def test_just_these_characters_change(path, value, old, new):
    assert CASE.count(old) == 1
    edited = set_scalar(CASE, path, value)
    assert edited.replace("d: 3 ,", "d: 3,") == CASE.replace(old, new)


def test_value_glued_to_a_quoted_key():
    assert data(set_scalar('{"a":1}', ("a",), "x")) == {"a": "x"}


def test_byte_order_mark_stays():
    assert set_scalar("\ufeffa: 1\n", ("a",), 2) == "\ufeffa: 2\n"


def test_no_last_line_end_is_added():
    assert set_scalar("a: 1", ("a",), 2) == "a: 2"
    assert set_scalar("a: |\n  x", ("a",), "z") == "a: z"


def test_of_a_repeated_key_the_first_is_edited():
    assert set_scalar("a: 1\na: 2\n", ("a",), 3) == "a: 3\na: 2\n"


@pytest.mark.parametrize(
    "path",
    [(), ("nothing",), ("claims",), ("parties",), ("parties", 9), ("parties", -1), ("title", "x")],
)
def test_no_scalar_there(path):
    with pytest.raises(KeyError) as caught:
        set_scalar(CASE, path, 1)
    assert caught.value.args == (path,)


@pytest.mark.parametrize(
    "value", [float("nan"), float("inf"), "\x00", "\x1b[31m", "\ud800", 10**400]
)
def test_values_no_case_can_hold(value):
    with pytest.raises(ValueError, match=r"finite|cannot write") as caught:
        set_scalar(CASE, ("title",), value)
    assert type(caught.value) is ValueError


def test_a_broken_text_is_refused():
    with pytest.raises(CaseError):
        set_scalar("a: [", ("a",), 1)
