"""Every single mistake is told with its place, what is wrong, and the likely fix."""

import os
from pathlib import Path

import pytest

from parley.case import find_case, read_case, shipped_cases
from parley.errors import CaseError

# what is replaced, by what, where the problem stands (the first place of these words), its words
BREAKS = [
    # keys, ids and their forms
    ("outlet: Radio", "outlett: Radio", "{outlett", "missing key 'outlet'; add 'outlet:'"),
    ("outlet: Radio", "outlett: Radio", "outlett", "unknown key 'outlett'; did you mean 'outlet'?"),
    ("commitments:", "comitments:", "comitments", "did you mean 'commitments'?"),
    ("says: Not yet", "says: no, not yet", "not yet", "a comma in unquoted text? put it in quotes"),
    ("outlet: Radio", "outlet: 12", "12, kind",
     "'outlet' must be text, not '12'; put it in quotes"),
    ("  radio: {", "  2radio: {", "{outlet: Radio", "'2radio' cannot be a key here"),
    ("kind: broadcaster", "kind: brodcaster", "brodcaster", "did you mean 'broadcaster'?"),
    ("grade: C", "grade: G", "G}", "'G' is not allowed for 'grade'; allowed: A, B, C, D, E, F"),
    ("act: DEFER", "act: DEFFER", "DEFFER",
     "no act 'DEFFER' in the act table; did you mean 'DEFER'?"),
    ("act: DEFER", "act: defer", "defer", "'defer' is not written as 'act' must be; write a code"),
    ("case: valley", "case: the valley", "the valley", "use letters, digits"),
    ("parley: 1", "parley: 2", "2", "'2' is not allowed for 'parley'; allowed: 1"),
    ("how: report", "how: report, credibility: 7", "7, on",
     "'credibility' must be at most 6, not '7'"),
    ("short: First", "short: ''", "''", "'short' must not be empty"),
    # dates
    ("on: 2020-01-06", "on: 2020-02-31", "2020-02-31", "there is no day '2020-02-31'"),
    ("on: 2020-01-06", "on: yesterday", "yesterday", "'yesterday' is not a date; write 2025"),
    ("on: 2020-01-06", "on: 2020-01-11", "2020-01-11", "after the case's as_of (2020-01-10); mark"),
    ("on: the day after meeting", "on: the day after meting", "the day after", "mean 'meeting'?"),
    ("as_of: 2020-01-10", "as_of: 2020-01-10..", "2020-01-10..", "as_of needs a last day"),
    ("2020-01-06\n    text", "2020-01-11\n    text", "2020-01-11", "after the case's as_of"),
    # hindsight
    ("claim: gate-later", "claim: later-news", "later-news, is",
     "claim 'later-news', which is hind"),
    ("source: radio", "source: archive", "archive, how: report", "source 'archive', which is hind"),
    ("value: 0.3, from: quiet-now", "value: 0.3, from: later-news", "later-news}]", "is hindsight"),
    ("on: 2020-01-05\n    title: The meeting", "on: 2020-01-05\n    hindsight: true\n    title: T",
     "the day after meeting", "dated by event 'meeting', which is hindsight"),
    ("{item: I, says",
     "{item: I, hindsight: true, says", '"first-text:I"', "names item 'first-text"),
    # quotes
    ("exact: firing stops at noon", "exact: stops", "", ""),
    ("exact: firing stops", "exact: shooting stops", "shooting", "not verbatim; copy it again"),
    ("exact: firing stops at noon", "exact: The gate opens", "The gate opens", "more than once"),
    ("{exact: firing", "{start: 3, exact: firing", "firing stops at noon}", "it stands at 4..24"),
    ("{exact: firing", "{suffix: s, exact: firing", "firing stops at noon}", "prefix and suffix"),
    ("{exact: firing", "{start: 4, prefix: he, exact: firing", "firing stops at noon}",
     "prefix or"),
    ("file: note.txt", "file: noet.txt", "noet.txt",
     "cannot read the stored text 'noet.txt'; check"),
    ("file: note.txt", "file: ../note.txt", "../note", "lies outside the case folder"),
    ("file: note.txt", "file: /etc/hostname", "/etc", "lies outside the case folder"),
    ("source: radio, how", "quote: {exact: x}, source: radio, how", "{exact: x}", "no stored text"),
    # options, numbers and rankings
    ("if_silent: nothing", "if_silent: nuthing", "nuthing",
     "has no option 'nuthing'; did you mean"),
    ("if_silent: 0", "if_silent: 11", "11}", "11 is outside the range of 'pullback'; it is 0..10"),
    ("if_silent: 0", "if_silent: none", "none}",
     "'none' is not a number on 'pullback'; write 0..10"),
    ("pullback: 3", "pullback: 30", "30}", "30 is outside the range of 'pullback'"),
    ("ceasefire: pause", "ceasefire: paus", "paus}", "has no option 'paus'; did you mean 'pause'?"),
    ("implies pullback=0", "implies pullback=x", "ceasefire=nothing", "'x' is not a number"),
    ("implies pullback=0", "implies pulback=0", "ceasefire=nothing", "did you mean 'pullback'?"),
    ("- ceasefire=nothing", "- ceasefire<nothing", "ceasefire<", "'<' needs a range"),
    ("implies pullback=0", "implies (pullback=0", "ceasefire=nothing", "parenthesis is not closed"),
    ("ranks: ceasefire > pullback", "ranks: ceasefire > pulback", "ceasefire > p", "is no issue"),
    ("lasting >> pause > nothing", "lasting > pause > lasting", "lasting > p", "stands twice"),
    ("lasting >> pause > nothing", "[lasting > pause, pause > nothing, nothing > lasting]",
     "[lasting > pause", "the ranking contradicts itself: lasting > pause > nothing > lasting"),
    ("lasting >> pause > nothing", "lasting >> pause", "lasting >> p", "'nothing' is left out"),
    ("wants: lasting", "wants: [nothing]", "{wants", "'nothing' is both wanted and refused"),
    ("values: {nothing: 0.1, ", "values: {", "{pause: likely", "leaves out option 'nothing'"),
    ("ranks: lasting >> pause > nothing", "prefers: more",
     "{prefers: more, by: desk, on: 2020-01-09, because: x}\n      pullback",
     "needs an ordered issue"),
    ("nothing: 0.1", "nothing: 1.1", "1.1", "1.1 is outside the admissible range 0..1"),
    ("pause: likely", "pause: likley", "likley",
     "'likley' is not a quantity; did you mean 'likely'?"),
    ("prior: 0..0.4", "prior: 0.4..0", "{claimed", "the range '0.4..0' ends before it begins"),
    ("range: [0, 10]", "range: [10, 0]", "{name: Pull-back", "from a lower to a higher number"),
    ("range: [0, 10]", "range: [0]", "[0]", "'range' has too few values"),
    # terms and answers
    ("item: II,", "item: I,", "I, says: Go", "item 'I' stands twice in this proposal; renumber"),
    ('"first-text:I"', '"first-text:IV"', '"first-text:IV"', "'first-text' has no item 'IV'"),
    ('"first-text:I"', '"frist-text:I"', '"frist-text:I"', "did you mean 'first-text'?"),
    ('"first-text:I"', "B", "B}", ""),
    ("{item: B, says: Nothing}", "{item: B, refers_to: A}", "", ""),
    ("depends_on: [I]", "depends_on: [V]", "V]", "proposal 'first-text' has no item 'V'"),
    ("items: [I]", "items: [VI]", "VI]", "proposal 'first-text' has no item 'VI'; did you mean"),
    ("conditions: [x],\n", "\n", "{by: borduria, voice", "needs the conditions"),
    ("says: Go back, sets: {pullback: 3},", "", "{item: II", "a term needs 'says'"),
    # scenarios
    ("borduria.no_deal.value: 0.5", "bordruia.no_deal.value: 0.5", "{positions.",
     "mean 'borduria'?"),
    ("borduria.no_deal.value: 0.5", "borduria.no_deal.value: 5", "{positions.",
     "invalid: 5 is outs"),
    ("positions.borduria.no_deal.value: 0.5", "claims.gate-later.source: rdio", "{claims.gate",
     "this patch makes the case invalid: no source with id 'rdio'; did you mean 'radio'?"),
    ("positions.borduria.no_deal.value: 0.5", "chronology.meeting.on: after meeting", "{chronology",
     "this patch makes the case invalid: the date of 'meeting' hangs on itself"),
    ("positions.borduria.no_deal.value: 0.5", "issues.pullback.range: 3", "{issues.", "be a list"),
]  # fmt: skip
SOUND_CHANGES = [row for row in BREAKS if not row[3]]
MISTAKES = [row for row in BREAKS if row[3]]


def place(text: str, words: str) -> tuple[int, int]:
    before = text[: text.index(words)]
    return before.count("\n") + 1, len(before) - before.rfind("\n")


def test_the_case_that_is_broken_below_is_sound(bench, sound):
    assert bench.read(sound).title == "Talks in the valley"


@pytest.mark.parametrize(("old", "new", "at", "words"), MISTAKES)
def test_a_mistake_is_told_where_it_stands_with_the_likely_fix(bench, change, old, new, at, words):
    text = change(old, new)
    told = [each for each in bench.problems(text) if words in f"{each.what}; {each.fix}"]
    assert [(problem.line, problem.column) for problem in told] == [place(text, at)]
    assert told[0].file == str(bench.folder / "case.yaml")


@pytest.mark.parametrize(("old", "new"), [row[:2] for row in SOUND_CHANGES])
def test_what_is_close_to_a_mistake_but_none_is_read(bench, change, old, new):
    assert bench.read(change(old, new))


def test_dates_that_hang_on_each_other_are_a_circle(bench, change):
    text = change("on: 2020-01-05\n    title: The m", "on: the day after talk\n    title: The m")
    text = text.replace("clocks:", "  talk: {is: call, on: after meeting, title: T}\nclocks:")
    told = {each.line for each in bench.problems(text) if "hangs on itself" in each.what}
    assert {place(text, "the day after talk")[0], place(text, "  talk: {is")[0]} <= told


def test_ten_mistakes_of_different_kinds_are_all_told_in_the_order_of_the_file(bench, sound):
    text = sound
    for old, new in (
        ("outlet: Paper", "outlt: Paper"),  # two: the unknown key and the missing one
        ("grade: C", "grade: H"),
        ("on: 2020-01-05\n    says", "on: 2020-13-05\n    says"),
        ("source: radio, how", "source: radoi, how"),
        ("act: DEFER", "act: DEFFER"),
        ("claim: gate-later", "claim: gate-latr"),
        ("implies pullback=0", "implies pulback=0"),
        ("ranks: lasting >> pause > nothing", "ranks: lasting > paus > nothing"),
        ("item: II", "item: I"),
        ("    host: borduria", "    host: borduri"),
        ("borduria.no_deal.value: 0.5", "borduria.no_deel.value: 0.5"),
    ):
        assert text.count(old) == 1
        text = text.replace(old, new)
    text += "topics: {}\n"
    problems = bench.problems(text)
    assert [problem.what for problem in problems] == [
        "missing key 'outlet'",
        "unknown key 'outlt'",
        "'H' is not allowed for 'grade'",
        "there is no day '2020-13-05' (month must be in 1..12)",
        "no source with id 'radoi'",
        "no act 'DEFFER' in the act table",
        "no claim with id 'gate-latr'",
        "no issue with id 'pulback'",
        "the ranking names 'paus', which is no option of 'ceasefire'",
        "item 'I' stands twice in this proposal",
        "no party with id 'borduri'",
        "the path 'positions.borduria.no_deel.value' does not exist at 'no_deel'",
        f"the key 'topics' stands here a second time; first on line {place(sound, 'topics:')[0]}",
    ]
    assert list(problems) == sorted(problems)


def test_an_entry_with_a_problem_is_not_told_as_missing_too(bench, change):
    problems = bench.problems(change("range: [0, 10]", "range: [0, ten]"))
    assert [problem.what for problem in problems] == ["'range' must be a number, not 'ten'"]


def test_a_scenario_is_not_blamed_for_what_is_wrong_without_it(bench, change):
    assert len(bench.problems(change("value: 0.3, from", "value: 3, from"))) == 1


# ------------------------------------------------------------------ files and folders


def pieces(text: str) -> list[str]:
    """The top-level sections of a case text."""
    found: list[str] = []
    for line in text.splitlines(keepends=True):
        if line[0].isalpha():
            found.append("")
        found[-1] += line
    return found


def test_a_folder_of_one_file_per_section_in_any_order_is_the_same_case(bench, sound, tmp_path):
    whole = bench.read(sound)
    folder = tmp_path / "folder"
    folder.mkdir()
    (folder / "note.txt").write_bytes((tmp_path / "note.txt").read_bytes())
    parts = pieces(sound)
    for i, part in enumerate(parts):
        (folder / f"{len(parts) - i:02}.yaml").write_text(part, encoding="utf-8")
    assert read_case(folder, hindsight=True) == whole


def test_lists_of_several_files_are_joined_and_keep_their_places(bench, change):
    bench.write("relations:\n- {claim: quiet-now, is: denies, other: gate-later}\n", "a.yaml")
    bench.write("relations:\n  - {claim: quiet-now, is: denies, other: nobody}\n", "b.yaml")
    text = change("claim: gate-later", "claim: no-one")
    bench.write(text)
    with pytest.raises(CaseError) as caught:
        read_case(bench.folder)
    told = [(Path(each.file).name, each.line, each.column) for each in caught.value.problems]
    assert told == [("b.yaml", 2, 43), ("case.yaml", *place(text, "no-one"))]


def test_an_id_in_two_files_is_told_with_the_place_of_the_first(bench, sound):
    bench.write("topics:\n  gatehouse: {name: Again}\n", "z.yaml")
    bench.write(sound)
    with pytest.raises(CaseError) as caught:
        read_case(bench.folder)
    (problem,) = caught.value.problems
    assert (Path(problem.file).name, problem.line, problem.column) == ("z.yaml", 2, 3)
    assert problem.what == "'gatehouse' stands twice"
    assert problem.fix == f"also in {bench.folder / 'case.yaml'}:{place(sound, 'gatehouse: {')[0]}"


def test_of_an_id_in_two_files_the_first_is_kept_with_its_places(bench, sound):
    bench.write("topics:\n  gatehouse: {name: 5}\n", "a.yaml")
    bench.write(sound)
    with pytest.raises(CaseError) as caught:
        read_case(bench.folder)
    told = {(Path(each.file).name, each.line, each.what) for each in caught.value.problems}
    assert ("a.yaml", 2, "'name' must be text, not '5'") in told
    assert ("case.yaml", place(sound, "gatehouse: {")[0], "'gatehouse' stands twice") in told


def test_a_key_in_two_files_is_told(bench, sound):
    bench.write("title: Another\n", "z.yaml")
    bench.write(sound)
    with pytest.raises(CaseError, match=r"z\.yaml:1:1: 'title' stands twice"):
        read_case(bench.folder)


def test_all_unreadable_files_of_a_folder_are_told(bench, sound):
    bench.write("a: [", "x.yaml")
    bench.write("b: *c", "y.yml")
    bench.write(sound)
    with pytest.raises(CaseError) as caught:
        read_case(bench.folder)
    assert [Path(each.file).name for each in caught.value.problems] == ["x.yaml", "y.yml"]


@pytest.mark.parametrize("name", ["nowhere", "x" * 5000, "a\0b", "korea", ""])
def test_a_case_that_is_not_there_is_a_problem(name, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(CaseError, match=r"no such file, folder or shipped case|no case file"):
        read_case(name)


def test_a_misspelt_shipped_case_is_suggested():
    with pytest.raises(CaseError, match="did you mean 'korea-1952'"):
        find_case("korea-1953")


def test_every_shipped_case_is_sound_with_and_without_hindsight():
    assert {"istanbul-2025-06", "korea-1952"} <= shipped_cases().keys()
    for name in shipped_cases():
        assert read_case(name).claims.keys() < read_case(name, hindsight=True).claims.keys()


# ------------------------------------------------------------------ size and time


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes here")
def test_a_pipe_in_place_of_a_stored_text_does_not_hang(bench, sound):
    (bench.folder / "note.txt").unlink()
    os.mkfifo(bench.folder / "note.txt")
    assert "cannot read the stored text" in bench.problems(sound)[0].what


def test_links_that_point_at_each_other_are_a_text_that_cannot_be_read(bench, sound):
    (bench.folder / "note.txt").unlink()
    (bench.folder / "note.txt").symlink_to(bench.folder / "eton.txt")
    (bench.folder / "eton.txt").symlink_to(bench.folder / "note.txt")
    assert "cannot read the stored text" in bench.problems(sound)[0].what


def test_thousands_of_problems_are_all_told_in_time(bench, sound):
    n = 5000
    keys = "".join(f"  t{i}: {{name: x, nam: y}}\n" for i in range(n))
    names = "".join(f"  - {{claim: nobody{i}, is: denies, other: quiet-now}}\n" for i in range(n))
    text = sound.replace("topics:\n", f"topics:\n{keys}")
    text = text.replace("relations:\n", f"relations:\n{names}")
    assert len(bench.problems(text)) == 2 * n


def test_references_that_double_at_every_step_are_refused_not_followed(bench, change):
    steps = ", ".join(
        f"{{item: t{i}, all_of: [{{refers_to: t{i + 1}}}, {{refers_to: t{i + 1}}}]}}"
        for i in range(30)
    )
    text = change("{item: B, says: Nothing}", f"{steps}, {{item: t30, says: end}}")
    assert "references more than 20 deep" in bench.problems(text)[0].what


def test_a_long_chain_of_references_is_refused_not_followed(bench, change):
    steps = ", ".join(f"{{item: t{i}, refers_to: t{i + 1}}}" for i in range(2000))
    text = change("{item: B, says: Nothing}", f"{steps}, {{item: t2000, says: end}}")
    assert "references more than 20 deep" in bench.problems(text)[0].what


def test_a_long_chain_of_dates_is_refused_not_followed(bench, sound):
    events = "".join(f"  e{i}: {{is: call, on: after e{i + 1}, title: T}}\n" for i in range(2000))
    text = sound.replace("clocks:", f"{events}  e2000: {{is: call, on: 2020, title: T}}\nclocks:")
    assert "or on too long a chain" in bench.problems(text)[0].what
