"""What once loaded and broke something later: each is now told at once, with its place."""

import pytest

from parley.case import read_case
from parley.case.dates import changed_since
from parley.case.down_sets import LARGEST
from parley.case.edit import set_scalar
from parley.case.new import new_case
from parley.case.preferences import levels
from parley.case.scenario import patched
from parley.case.schema import Case, Issue
from parley.draws import draws

RANGE = {"name": "I", "question": "?", "range": [0, 60], "steps": 3, "if_silent": 0}
OPEN = [f"x{i}{k} > x{i}{k + 1}" for i in range(7) for k in range(5)]  # 6 ** 7 down-sets


def only(bench, text):
    (problem,) = bench.problems(text)
    assert problem.line > 0
    return problem


@pytest.mark.parametrize("facets", ["", ", number: 12, date: 2020-01-05", ", agent: a, status: b"])
def test_a_point_has_exactly_one_facet(bench, change, facets):
    text = change(", number: 12, unit: hour", facets)
    problem = only(bench, text)
    assert problem.what.startswith("a point has exactly one of: number, date")
    assert "firing-hour" in text.splitlines()[problem.line - 1]


@pytest.mark.parametrize("key", ["wants", "accepts", "refuses", "red"])
def test_a_range_has_no_options_to_state(bench, change, key):
    text = change("      pullback:\n", f"      pullback:\n        stated: [{{{key}: far}}]\n")
    problem = only(bench, text)
    assert problem.what == f"'{key}' names options, and 'pullback' is a range"
    assert problem.fix == "say it in 'says'"
    assert key in text.splitlines()[problem.line - 1]


def test_a_range_has_no_options_to_infer_red_lines_from(bench, change):
    problem = only(
        bench, change("inferred: {prefers: less,", "inferred: {prefers: less, red: far,")
    )
    assert problem.what == "'red' names options, and 'pullback' is a range"
    assert "prefers" in problem.fix


def open_case(sound, ranks):
    """The sound case with 42 more options to rank, told by their number."""
    options = ", ".join(f"x{i}{k}: X" for i in range(7) for k in range(6))
    rich = sound.replace("lasting: For good}", f"lasting: For good, {options}}}")
    rich = rich.replace("ranks: lasting >> pause > nothing", f"ranks: {ranks}")
    values = ", ".join(f"x{i}{k}: 0" for i in range(7) for k in range(6))
    return rich.replace("lasting: 0.2..0.4}", f"lasting: 0.2..0.4, {values}}}")


def test_a_ranking_too_open_to_draw_from_is_told_at_once(bench, sound):
    problem = only(bench, open_case(sound, OPEN))
    assert problem.what.startswith(f"the ranking leaves too much open: more than {LARGEST:,} sets")
    assert "join" in problem.fix


def test_many_options_that_stand_free_can_be_drawn(bench, sound):
    loaded = bench.read(open_case(sound, OPEN[:15]))
    assert draws(loaded, 2).n == 2


def test_very_many_good_lines_for_two_accounts_can_be_drawn(bench, sound):
    claims = "".join(
        f"  k{i}: {{source: archive, by: p{i}, how: document, on: 2020-01-01, says: x, act: ASSESS,"
        f" about: gatehouse, credibility: 1}}\n"
        for i in range(400)
    )
    people = "".join(f"  p{i}: {{name: P{i}}}\n" for i in range(400))
    names = ", ".join(f"k{i}" for i in range(400))
    text = sound.replace("matters:\n", claims + "matters:\n", 1).replace(
        "sources:\n", people + "sources:\n", 1
    )
    text = text.replace("published: 2020-03-01, hindsight: true}", "published: 2019-03-01}")
    text = text.replace("{value: 0.3, from: quiet-now}", f"{{value: 0.3, from: [{names}]}}")
    drawn = draws(bench.read(text), 5).arrays["positions.borduria.no_deal.value"]
    assert (drawn == 0.3).all()


def test_an_id_holds_no_dot(bench, sound):
    problem = bench.problems(sound.replace("firing-hour", "firing.hour"))[0]
    assert "digits, '_' and '-'" in problem.fix


@pytest.mark.parametrize(
    ("path", "before", "after"),
    [
        ("a.0.5", {"a": {"0.5": 1, "0": 2}}, {"a": {"0.5": 9, "0": 2}}),
        ("a.0", {"a": {"0.5": 1, "0": 2}}, {"a": {"0.5": 1, "0": 9}}),
        ("a.0.7", {"a": {"0": 1}}, {"a": {"0": 1, "0.7": 9}}),
        ("a.0.5.low", {"a": {"0.5": {"low": 1}, "0": 2}}, {"a": {"0.5": {"low": 9}, "0": 2}}),
        ("a.0.5", {"a": [{"5": 1}]}, {"a": [{"5": 9}]}),
    ],
)
def test_a_path_leads_through_numbers_with_a_dot(path, before, after):
    assert patched(before, {path: 9}) == after


def test_values_name_something(bench, change):
    text = change("inferred: {prefers: less,", "inferred: {values: {},")
    problem = only(bench, text)
    assert problem.what == "'values' is empty"
    assert "values: {}" in text.splitlines()[problem.line - 1]


def test_who_must_consent_is_named_once(bench, change):
    text = change("consent: [alba, borduria]", "consent: [borduria, alba, borduria]")
    assert bench.read(text).consent == ("alba", "borduria")


@pytest.mark.parametrize(
    "ends",
    [
        "[0, 0.0000000001]",
        "[10000000000000000, 10000000000000008]",
        "[-1.0e308, 1.0e308], steps: 2",
    ],
)
def test_steps_that_cannot_be_told_apart_are_refused(bench, change, ends):
    problem = bench.problems(change("range: [0, 10]", f"range: {ends}"))[0]
    assert problem.what == "the steps of this range are too small or too large to write"


@pytest.mark.parametrize("name", ["true", "null", "No", "on", "1", "1e5", "a.b", "0x1", "y"])
def test_a_new_case_is_sound_whatever_its_name(tmp_path, name):
    new_case(tmp_path / name)
    new_case(tmp_path / "copies" / name, str(tmp_path / name))
    assert read_case(tmp_path / name).consent == ("a", "b")
    assert read_case(tmp_path / "copies" / name).changed_since


def test_a_copy_keeps_its_line_ends(tmp_path):
    new_case(tmp_path / "one")
    file = tmp_path / "one" / "case.yaml"
    file.write_bytes(file.read_bytes().replace(b"\n", b"\r\n"))
    new_case(tmp_path / "two", str(tmp_path / "one"))
    copied = (tmp_path / "two" / "case.yaml").read_bytes()
    assert copied == set_scalar(file.read_bytes().decode(), ("case",), "two").encode()
    assert copied.count(b"\n") == copied.count(b"\r\n") > 10


@pytest.mark.parametrize("deep", [False, True])
def test_a_text_with_very_many_readings_is_refused(bench, change, deep):
    choice = "{one_of: [{says: a}, {says: b}]}"
    many = ", ".join([choice] * 7)
    more = f"{{all_of: [{many}]}}" if deep else many
    text = change("{item: B, says: Nothing}", f"{{item: B, all_of: [{more}]}}")
    problem = only(bench, text)
    assert problem.what.startswith("a text with more than 64 readings")
    assert problem.fix.startswith("split it")
    assert len(bench.read(text.replace(f"{choice}, {choice}, {choice}", choice, 1)).proposals) == 2


def test_the_compared_values_of_a_range_are_its_steps_and_those_the_case_names(bench, sound):
    assert levels(Issue.model_validate(RANGE)) == ("0", "30", "60")
    assert levels(Issue.model_validate(RANGE).naming([34, 30, 26, 26, 99])) == (
        *("0", "26", "30", "34", "60"),
    )
    text = sound.replace("sets: {pullback: 3}", "sets: {pullback: 3.3}")
    text = text.replace("implies pullback=0", "implies pullback<=4.5")
    text = text.replace("if_silent: 0}", "if_silent: 0.25}")
    text = text.replace("package: {ceasefire: nothing}", "package: {pullback: 0.75}")
    known = levels(bench.read(text).issues["pullback"])
    assert set(known) == {str(k) for k in range(11)} | {"3.3", "4.5", "0.25", "0.75"}
    assert sorted(known, key=float) == list(known)


def test_a_number_that_only_a_later_text_names_is_not_compared(bench, change):
    text = change("sets: {pullback: 3},", "sets: {pullback: 3.3}, hindsight: true,")
    text = text.replace("- {item: II, hindsight: true, ", "- {item: II, ")
    path = bench.write(text)
    assert "3.3" in levels(read_case(path, hindsight=True).issues["pullback"])
    assert "3.3" not in levels(read_case(path).issues["pullback"])


def test_the_date_of_changes_may_hang_on_an_event(bench, change):
    text = change("as_of: 2020-01-10", "as_of: 2020-01-10\nchanged_since: 2 days after meeting")
    assert str(changed_since(bench.read(text))) == "2020-01-07"
    assert changed_since(bench.read(change("title: Talks", "title: The talks"))) is None


def test_grades_are_known(bench, sound):
    problem = only(bench, sound + "belief: {credibility: {7: 0.5}}\n")
    assert "unknown key '7'" in problem.what
    assert bench.read(sound + "belief: {credibility: {3: 0.5}}\n").belief.credibility


@pytest.mark.parametrize(("first", "entry"), [
    ("  almond:", "  alba: {name: Al}\n"),
    ("  gatehouse: {", "  ceasefire: {name: x}\n"),
])  # fmt: skip
def test_an_id_that_two_sections_share_is_refused(bench, change, first, entry):
    problem = only(bench, change(first, entry + first))
    assert "is also an id in" in problem.what


def test_what_a_term_imports_comes_after_its_own_words():
    from parley.case.terms import variants
    from parley.models.term_sheet import term_sheet

    def says(item, **sets):
        return {"item": item, "says": item, "sets": sets}

    issue = {"name": "I", "question": "?", "options": dict.fromkeys("abcd", "X"), "if_silent": "a"}
    parts = [says("1", x="b", y="b"), says("2", x="c", y="c")]
    choice = {"item": "C", "refers_to": "q:I", "sets": {"z": "d"}, "one_of": parts}
    texts = {"title": "T", "short": "T", "by": "a", "on": "2020-01-01"}
    case = Case.model_validate(
        {
            "parley": 1, "case": "x", "title": "X", "as_of": "2020-01-10",
            "parties": {"a": {"name": "A"}},
            "issues": {name: issue for name in "xyz"},
            "proposals": {
                "p": texts | {"terms": choice},
                "q": texts | {"terms": {"all_of": [says("I", x="d")]}},
            },
        }
    )  # fmt: skip
    read = [(each.chosen, each.sets) for each in variants(case, "p")]
    assert read == [
        (("1",), {"z": "d", "x": "d", "y": "b"}),
        (("2",), {"z": "d", "x": "d", "y": "c"}),
    ]
    sheet = term_sheet(case)
    for name in case.issues:
        values = {each.decides and each.decides.value for each in sheet.readings("p", name)}
        assert values == {sets.get(name) for _, sets in read}
