"""The command line as a person or a program meets it: what it prints, writes and returns."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import click
import jsonschema
import pytest
from click.testing import CliRunner
from small_case import TEXT, small_file

from parley import lenses
from parley.case import read_case, shipped_cases
from parley.cli import main
from parley.cli.terminal import MOST_PROBLEMS
from parley.report import DRAWS
from parley.views import FORMATS

DONE, PROBLEMS, NOT_UNDERSTOOD, NOT_WRITTEN, STOPPED = 0, 1, 2, 3, 130


def parley(*words: object):
    return CliRunner().invoke(main, [*map(str, words)], catch_exceptions=False)


@pytest.fixture
def case(tmp_path: Path) -> Path:
    return small_file(tmp_path)


@pytest.fixture
def wrong(tmp_path: Path) -> Path:
    path = tmp_path / "wrong.yaml"
    path.write_text(TEXT.replace("source: s1", "source: s9"), encoding="utf-8")
    return path


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


# ------------------------------------------------------------------ report


MARKS = {"html": "<!doctype html>", "md": "# Small talks", "txt": "Small talks", "json": "{"}


@pytest.mark.parametrize("form", MARKS)
def test_report_writes_each_format_named_by_the_ending_of_the_file(case, tmp_path, form):
    target = tmp_path / f"out.{form}"
    done = parley("report", case, "-o", target, "--draws", 20, "-l", "offers")
    assert (done.exit_code, done.stdout) == (DONE, f"wrote {target}\n")
    assert target.read_text(encoding="utf-8").lower().lstrip().startswith(MARKS[form].lower())
    assert names(tmp_path) == {"small.yaml", target.name}


@pytest.mark.parametrize("form", MARKS)
def test_report_prints_each_format_for_a_dash(case, tmp_path, form):
    printed = parley("report", case, "-o", "-", "--format", form, "--draws", 20, "-l", "offers")
    parley("report", case, "-o", tmp_path / "x", "--format", form, "--draws", 20, "-l", "offers")
    assert printed.stdout == (tmp_path / "x").read_text(encoding="utf-8")


def test_report_is_named_after_the_case_unless_told_otherwise(case, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert parley("report", case, "--draws", 5, "-l", "offers").stdout == "wrote small.html\n"
    assert parley("report", case, "--draws", 5, "-l", "offers", "--format", "md").exit_code == DONE
    assert {"small.html", "small.md"} <= names(tmp_path)


def test_report_through_chosen_lenses_keeps_the_reading_order(case):
    chosen = list(lenses.ALL)[-2:]
    words = [word for name in reversed(chosen) for word in ("--lens", name)]
    done = parley("report", case, "-o", "-", "--format", "json", "--draws", 5, *words)
    assert [section["lens"] for section in json.loads(done.stdout)["sections"]] == chosen


def test_an_unknown_lens_is_suggested_and_nothing_is_written(case, tmp_path):
    done = parley("report", case, "-o", tmp_path / "x.md", "-l", "ofers")
    assert done.exit_code == NOT_UNDERSTOOD
    assert "no lens 'ofers'. Did you mean 'offers'?" in " ".join(done.stderr.split())
    assert not (tmp_path / "x.md").exists()


def test_an_unknown_scenario_is_suggested(case):
    done = parley("report", case, "-o", "-", "-s", "could")
    assert (done.exit_code, done.stdout) == (PROBLEMS, "")
    assert "no scenario 'could' in this case; did you mean 'cold'?" in done.stderr


def test_a_scenario_is_named_in_the_report_and_changes_it(case):
    words = ("report", case, "-o", "-", "--format", "json", "--draws", 20, "-l", "offers")
    base, cold = (json.loads(parley(*words, *more).stdout) for more in ((), ("-s", "cold")))
    assert (base["scenario"], cold["scenario"]) == ("", "A cold winter")
    assert base["sections"] != cold["sections"]


def test_the_same_seed_gives_the_same_bytes_and_another_seed_others(case):
    def made(seed: int) -> str:
        words = ("-o", "-", "--format", "json", "--draws", 30, "--seed", seed, "-l", "offers")
        return parley("report", case, *words).stdout

    assert made(7) == made(7)
    assert made(7) != made(8)


@pytest.mark.parametrize(
    "words",
    [
        ("report",),
        ("report", "korea-1952", "--draws", "0"),
        ("report", "korea-1952", "--seed", "-1"),
        ("report", "korea-1952", "--format", "pdf"),
        ("report", "korea-1952", "--colour"),
        ("show", "nolens", "korea-1952"),
        ("reprot", "korea-1952"),
    ],
)
def test_a_command_that_is_not_understood_returns_2(words):
    done = parley(*words)
    assert (done.exit_code, done.stdout) == (NOT_UNDERSTOOD, "")
    assert done.stderr


def test_a_report_that_cannot_be_written_returns_3_and_leaves_nothing(case, tmp_path):
    for target in (tmp_path / "no" / "x.md", case / "x.md", tmp_path / ("x" * 300)):
        done = parley("report", case, "-o", target, "--draws", 5, "-l", "offers")
        assert (done.exit_code, done.stdout) == (NOT_WRITTEN, "")
        assert done.stderr.startswith("cannot write")
    assert names(tmp_path) == {"small.yaml"}


def test_a_failed_report_leaves_the_earlier_one_alone(case, tmp_path, monkeypatch):
    target = tmp_path / "x.md"
    target.write_text("earlier", encoding="utf-8")

    def full(self, _goal):
        raise OSError(28, "No space left on device", str(self))

    monkeypatch.setattr(Path, "replace", full)
    done = parley("report", case, "-o", target, "--draws", 5, "-l", "offers")
    assert done.exit_code == NOT_WRITTEN
    assert target.read_text(encoding="utf-8") == "earlier"
    assert names(tmp_path) == {"small.yaml", "x.md"}


@pytest.mark.parametrize("where", ["parley.case.read_case", "parley.report.report"])
def test_a_stop_by_the_user_returns_130_and_leaves_nothing(case, tmp_path, monkeypatch, where):
    def stop(*_, **__):
        raise KeyboardInterrupt

    monkeypatch.setattr(where, stop)
    done = parley("report", case, "-o", tmp_path / "x.md", "-l", "offers")
    assert (done.exit_code, done.stdout) == (STOPPED, "")
    assert "stopped" in done.stderr
    assert names(tmp_path) == {"small.yaml"}


def test_a_stop_while_writing_leaves_no_half_file(case, tmp_path, monkeypatch):
    def stop(_self, _goal):
        raise KeyboardInterrupt

    monkeypatch.setattr(Path, "replace", stop)
    done = parley("report", case, "-o", tmp_path / "x.md", "--draws", 5, "-l", "offers")
    assert done.exit_code == STOPPED
    assert names(tmp_path) == {"small.yaml"}


# ------------------------------------------------------------------ check


def test_matrices_are_multiplied_by_one_thread_unless_the_user_says_otherwise(monkeypatch):
    monkeypatch.setenv("OPENBLAS_NUM_THREADS", "3")
    parley("cases")
    assert os.environ["OPENBLAS_NUM_THREADS"] == "3"
    monkeypatch.delenv("OPENBLAS_NUM_THREADS")
    parley("cases")
    assert os.environ["OPENBLAS_NUM_THREADS"] == "1"


def test_check_counts_what_a_sound_case_holds(case):
    done = parley("check", case)
    assert done.exit_code == DONE
    assert done.stdout.startswith("small: no problems. 3 parties, 2 people, ")


def test_check_lists_each_problem_with_its_place(wrong):
    done = parley("check", wrong)
    assert (done.exit_code, done.stdout) == (PROBLEMS, "")
    line = TEXT[: TEXT.index("source: s1")].count("\n") + 1
    first, last = done.stderr.splitlines()
    assert first.startswith(f"{wrong}:{line}:16: no source with id 's9'; known: s1, s2")
    assert last == "1 problem"


def test_check_for_machines_gives_entries_or_problems(case, wrong):
    sound = json.loads(parley("check", case, "--json").stdout)
    assert (sound["case"], sound["problems"], sound["entries"]["claims"]) == ("small", [], 3)
    done = parley("check", wrong, "--json")
    assert done.exit_code == PROBLEMS
    (problem,) = json.loads(done.stdout)["problems"]
    assert set(problem) == {"file", "line", "column", "what", "fix"}
    assert problem["file"] == str(wrong)


def test_check_prints_fifty_problems_and_how_many_more_but_gives_machines_all(tmp_path):
    path = tmp_path / "many.yaml"
    more = "".join(f"  t{i}: {{name: x, nam: y}}\n" for i in range(120))
    text = TEXT.replace("topics: {gate: {name: Gate}}", f"topics:\n  gate: {{name: Gate}}\n{more}")
    path.write_text(text, encoding="utf-8")
    *shown, last = parley("check", path).stderr.splitlines()
    assert len(shown) == MOST_PROBLEMS == 50
    assert last == "120 problems, 70 not shown; parley check --json gives all"
    assert len(json.loads(parley("check", path, "--json").stdout)["problems"]) == 120


def test_check_looks_at_hindsight_too(tmp_path):
    path = tmp_path / "late.yaml"
    late = "{is: call, on: 2020-02-30, title: Later, hindsight: true}"
    path.write_text(TEXT.replace("{talk: ", f"{{late: {late}, talk: "), encoding="utf-8")
    assert "there is no day '2020-02-30'" in parley("check", path).stderr


def test_a_case_that_is_not_there_is_suggested():
    done = parley("check", "korea-1953")
    assert done.exit_code == PROBLEMS
    assert "did you mean 'korea-1952'?" in done.stderr


# ------------------------------------------------------------------ show, cases, schema


def test_show_prints_one_lens(case):
    done = parley("show", "offers", case, "--draws", 5)
    assert done.exit_code == DONE
    assert lenses.ALL["offers"].QUESTION in done.stdout
    sections = json.loads(parley("show", "offers", case, "--draws", 5, "--json").stdout)["sections"]
    assert [section["lens"] for section in sections] == ["offers"]


def test_cases_lists_what_is_shipped():
    assert parley("cases").stdout.split() == list(shipped_cases())
    assert json.loads(parley("cases", "--json").stdout) == list(shipped_cases())


def test_schema_is_printed_or_written(tmp_path):
    printed = parley("schema").stdout
    jsonschema.Draft202012Validator.check_schema(json.loads(printed))
    assert parley("schema", "-o", tmp_path / "s.json").exit_code == DONE
    assert (tmp_path / "s.json").read_text(encoding="utf-8") == printed


# ------------------------------------------------------------------ try


def test_try_prints_what_a_package_means(case):
    done = parley("try", case, "plan:A", "watch=few", "--against", "answer", "--draws", 5)
    assert done.exit_code == DONE
    assert "Answer: This package is worth no deal or more to Alba in" in done.stdout
    made = parley("try", case, "plan:A", "watch=few", "--draws", 5, "--json")
    (section,) = json.loads(made.stdout)["sections"]
    assert section["lens"] == "offers"
    assert json.loads(made.stdout)["recipe"]["package"] == "plan:A watch=few"


def test_try_without_a_text_changes_the_present_state(case):
    done = parley("try", case, "watch=few", "--draws", 5)
    assert done.exit_code == DONE
    assert "It starts from no text." in done.stdout
    assert parley("try", case, "--draws", 5).exit_code == DONE


@pytest.mark.parametrize("form", MARKS)
def test_try_writes_each_format_named_by_the_ending_of_the_file(case, tmp_path, form):
    target = tmp_path / f"out.{form}"
    done = parley("try", case, "answer", "-o", target, "--draws", 5)
    assert (done.exit_code, done.stdout) == (DONE, f"wrote {target}\n")
    assert target.read_text(encoding="utf-8").lower().lstrip().startswith(MARKS[form].lower())


def test_try_names_all_that_is_wrong_with_a_package_at_once(case):
    done = parley("try", case, "anwser", "land=2", "quiet=soon")
    assert (done.exit_code, done.stdout) == (PROBLEMS, "")
    assert done.stderr.splitlines() == [
        "anwser: no text of this name; did you mean 'answer'?",
        "land=2: off the range; give a number from 0 to 1 of it",
        "quiet=soon: no option 'soon'; known: later, never, now",
        "3 problems",
    ]


def test_try_says_which_constraint_a_package_breaks(case):
    done = parley("try", case, "land=0.5")
    assert done.exit_code == PROBLEMS
    assert "constraint 1: “quiet=never implies land=0” rules this package out" in done.stderr


def test_try_applies_a_scenario(case):
    base, cold = (
        json.loads(parley("try", case, "plan:A", "--draws", 20, "--json", *more).stdout)
        for more in ((), ("-s", "cold"))
    )
    assert cold["scenario"] == "A cold winter"
    assert base["sections"] != cold["sections"]


# ------------------------------------------------------------------ new


def test_new_begins_a_case_that_checks_clean(tmp_path):
    folder = tmp_path / "my-talks"
    assert parley("new", folder).exit_code == DONE
    assert parley("check", folder).stdout.startswith("my-talks: no problems.")


@pytest.mark.parametrize("name", ["2 talks: a & b", "Gespräche", "ünï", "x" * 100, "a'b{c}"])
def test_new_makes_an_id_of_any_folder_name(tmp_path, name):
    for more in ((), ("--from", "korea-1952")):
        folder = tmp_path / f"{len(more)}" / name
        assert parley("new", folder, *more).exit_code == DONE
        assert parley("check", folder).exit_code == DONE


def test_new_works_in_the_current_folder(tmp_path, monkeypatch):
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    assert parley("new", ".").exit_code == DONE
    assert parley("check", ".").stdout.startswith("here: no problems.")


def test_new_needs_no_folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert parley("new", "--from", "korea-1952").exit_code == DONE
    assert parley("new").exit_code == DONE
    assert names(tmp_path) == {"korea-1952", "new-case"}
    assert parley("check", "new-case").exit_code == DONE
    assert parley("new", "--from", "korea-1952").exit_code == PROBLEMS  # nothing is overwritten


@pytest.mark.parametrize("name", shipped_cases())
def test_new_copies_a_shipped_case_under_a_new_name_and_keeps_its_comments(tmp_path, name):
    folder = tmp_path / "mine"
    assert parley("new", folder, "--from", name).exit_code == DONE
    copy = read_case(folder, hindsight=True)
    assert copy == read_case(name, hindsight=True).model_copy(update={"case": "mine"})
    for file in shipped_cases()[name].glob("*.yaml"):
        if file.name != "case.yaml":
            assert (folder / file.name).read_bytes() == file.read_bytes()


def test_new_copies_a_single_file_with_the_texts_beside_it(tmp_path):
    (tmp_path / "texts").mkdir()
    (tmp_path / "texts" / "n.txt").write_text("word", encoding="utf-8")
    sha = "98c1eb4ee93476743763878fcb96a25fbc9a175074d64004779ecb5242f645e6"
    text = f"grade: B, text: {{file: texts/n.txt, sha256: {sha}}}"
    path = tmp_path / "one.yaml"
    path.write_text(TEXT.replace("grade: B", text), encoding="utf-8")
    assert parley("new", tmp_path / "two", "--from", path).exit_code == DONE
    assert parley("check", tmp_path / "two").stdout.startswith("two: no problems.")


def test_new_overwrites_nothing(tmp_path):
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "mine.txt").write_text("x", encoding="utf-8")
    for folder in (tmp_path / "full", tmp_path / "full" / "mine.txt"):
        done = parley("new", folder)
        assert done.exit_code == PROBLEMS
        assert "there is something here already" in done.stderr
    assert names(tmp_path / "full") == {"mine.txt"}


def test_new_refuses_before_it_writes_where_the_source_is_unreadable_or_around_it(tmp_path, case):
    (tmp_path / "bad").mkdir()
    (tmp_path / "bad" / "case.yaml").write_text("a: [", encoding="utf-8")
    for folder, source in (("new", "bad"), ("new", "nowhere"), ("in", ".")):
        done = parley("new", tmp_path / folder, "--from", tmp_path / source)
        assert done.exit_code == PROBLEMS, source
    assert names(tmp_path) == {"bad", case.name}


def test_new_that_cannot_write_returns_3(case):
    assert parley("new", case / "x").exit_code == NOT_WRITTEN


# ------------------------------------------------------------------ help and processes


def commands() -> list[tuple[str, ...]]:
    return [(), *((name,) for name in main.commands)]


@pytest.mark.parametrize("words", commands())
def test_help_mentions_every_option_and_says_what_it_does(words):
    command: click.Command = main.commands[words[0]] if words else main
    shown = parley(*words, "--help").stdout
    assert shown == parley(*words, "-h").stdout
    for option in command.params:
        for name in (*option.opts, *option.secondary_opts):
            assert name in shown or isinstance(option, click.Argument)
        assert isinstance(option, click.Argument) or option.help
    assert command.help.partition("\n")[0][:40] in " ".join(shown.split())


def test_help_of_the_group_names_every_command_and_exit_code():
    shown = parley("--help").stdout
    assert all(f"\n  {name} " in shown for name in main.commands)
    assert all(f"{code} " in shown for code in (DONE, PROBLEMS, NOT_UNDERSTOOD, NOT_WRITTEN))
    assert str(STOPPED) in shown


def python(code: str, **env: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
        env=os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)} | env,
    )


def test_help_loads_nothing_heavy():
    code = "import sys\nfrom parley.cli import main\nmain(['--help'], standalone_mode=False)\n"
    heavy = "{'numpy', 'pydantic', 'yaml', 'rich', 'scipy', 'altair', 'numba', 'networkx'}"
    done = python(f"{code}print(sorted({heavy} & set(sys.modules)))")
    assert done.stdout.splitlines()[-1] == "[]", done


def test_module_and_exit_code_of_a_real_process(wrong):
    done = python(f"import runpy, sys; sys.argv = ['parley', 'check', {str(wrong)!r}]; "
                  "runpy.run_module('parley', run_name='__main__')")  # fmt: skip
    assert (done.returncode, done.stdout) == (PROBLEMS, "")
    assert "Traceback" not in done.stderr


def test_a_terminal_without_utf_8_is_no_traceback():
    code = "from parley.cli import main; main(['show', 'offers', 'korea-1952', '--draws', '5'])"
    done = python(code, PYTHONIOENCODING="ascii")
    assert (done.returncode, done.stderr) == (DONE, "")


@pytest.mark.skipif(sys.platform == "win32", reason="signals work differently there")
def test_control_c_stops_a_real_process_without_a_traceback(tmp_path):
    target = tmp_path / "x.html"
    code = (  # a test run in the background hands down that SIGINT is ignored
        "import signal; signal.signal(signal.SIGINT, signal.default_int_handler); "
        "import parley.report; from parley.cli import main; print('ready', flush=True); "
        f"main(['report', 'korea-1952', '-o', {str(target)!r}, '--draws', '1000000'])"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", code],
        stderr=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env=os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)},
    )
    assert process.stdout.readline() == "ready\n"
    time.sleep(1)
    process.send_signal(signal.SIGINT)
    try:
        out, err = process.communicate(timeout=60)
    finally:
        process.kill()  # does nothing to one that has ended
    assert (process.returncode, out) == (STOPPED, "")
    assert "Traceback" not in err
    assert names(tmp_path) == set()


def test_the_command_line_offers_what_the_report_and_the_views_have():
    options = {option.name: option for option in main.commands["report"].params}
    assert options["n"].default == DRAWS
    assert set(options["form"].type.choices) == set(FORMATS)
