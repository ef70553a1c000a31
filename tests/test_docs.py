"""What the documentation shows is so: its cases are read, its commands answer as printed."""

import doctest
import importlib.util
import re
import shlex
import types
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any, Literal, Union, get_args, get_origin

import pytest
from click.testing import CliRunner
from pydantic import BaseModel

from parley import lenses
from parley.case.acts import ACTS
from parley.case.compose import MAX_DEPTH, MAX_NODES
from parley.case.quantity import ICD_203
from parley.case.schema import Belief, Case
from parley.case.terms import MANY
from parley.case.text import MAX_BYTES
from parley.cli import main

ROOT = Path(__file__).resolve().parents[1]
STEP = re.compile(
    r"^<!-- case: (?P<file>\S+) -->\s*^```\w+\n(?P<text>.*?)^```$"
    r"|^```console\n(?P<session>.*?)^```$",
    re.MULTILINE | re.DOTALL,
)
KEYS = re.compile(r"^<!-- keys: (?P<model>\w+) -->\s*^(?P<table>(?:\|.*\n)+)", re.MULTILINE)
SAME = doctest.OutputChecker()


def text(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


# cases and commands


def parley(command: str) -> tuple[str, int]:
    """Output and exit code of a `parley` command, as in a terminal of 80 columns."""
    words = shlex.split(command)
    assert words[0] == "parley", f"the docs can only run parley, not {command}"
    done = CliRunner().invoke(
        main, words[1:], prog_name="parley", env={"COLUMNS": "80"}, catch_exceptions=False
    )
    return done.output, done.exit_code


def session(shown: str) -> None:
    """Run each `$` line of a console block and compare; `...` stands for anything."""
    code = 0
    for part in re.split(r"^\$ ", shown, flags=re.MULTILINE)[1:]:
        command, _, want = part.partition("\n")
        if command == "echo $?":
            got = f"{code}\n"
        else:
            got, code = parley(command)
        want, got = want.strip() + "\n", got.strip() + "\n"
        assert SAME.check_output(want, got, doctest.ELLIPSIS), f"{command}\n{got}"


def run(page: str, folder: Path) -> int:
    steps = list(STEP.finditer(text(page)))
    for step in steps:
        if step["file"]:
            file = folder / step["file"]
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(step["text"], encoding="utf-8")
        else:
            session(step["session"])
    return len(steps)


@pytest.mark.parametrize("page", ["docs/tutorial.md", "docs/case-file.md", "docs/cli.md"])
def test_what_a_page_shows_is_so(
    page: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run(page, tmp_path) > 5


def test_a_wrong_page_is_noticed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    session("$ parley cases\n...istanbul-2025-06\n...\n$ echo $?\n0\n")
    for wrong in ("$ parley cases\nno such case\n", "$ parley cases\n...\n$ echo $?\n1\n"):
        with pytest.raises(AssertionError):
            session(wrong)


def test_every_command_shows_its_help() -> None:
    shown = set(re.findall(r"^\$ parley(?: (\w+))? --help$", text("docs/cli.md"), re.MULTILINE))
    assert shown == {"", *main.commands}


# the reference of the case file


def models(annotation: Any) -> Iterator[type[BaseModel]]:
    """Every kind of entry in an annotation, and those inside them, each once."""
    seen: list[type[BaseModel]] = []
    waiting = [annotation]
    while waiting:
        each = waiting.pop(0)
        if get_origin(each) in (Union, types.UnionType, Annotated, tuple, dict):
            waiting += get_args(each)
        elif isinstance(each, type) and issubclass(each, BaseModel) and each not in seen:
            seen.append(each)
            waiting += [field.annotation for field in each.model_fields.values()]
            yield each


def keys(model: type[BaseModel]) -> dict[str, bool]:
    """Each key as written in the file, and whether it must be given."""
    fields = model.model_fields.items()
    return {field.alias or name: field.is_required() for name, field in fields}


def words(annotation: Any) -> Iterator[str]:
    if get_origin(annotation) is Literal:
        yield from (word for word in get_args(annotation) if isinstance(word, str) and word)
    for part in get_args(annotation):
        yield from words(part)


def documented() -> dict[str, dict[str, bool]]:
    """Kind of entry -> the keys in the first column of its table, and which bear a star."""
    return {
        found["model"]: {
            key: bool(star)
            for row in found["table"].splitlines()[2:]
            for key, star in re.findall(r"`([^`]+)`( \*)?", row.split("|")[1])
        }
        for found in KEYS.finditer(text("docs/case-file.md"))
    }


def test_every_key_of_the_case_file_is_documented() -> None:
    shown = documented()
    assert shown == {model.__name__.strip("_"): keys(model) for model in models(Case)}


def test_every_fixed_word_of_the_case_file_is_documented() -> None:
    page = text("docs/case-file.md")
    fixed = {
        word
        for model in models(Case)
        for field in model.model_fields.values()
        for word in words(field.annotation)
    }
    assert {"mediator", "deferred", "heavy weapons", "stated"} <= fixed
    assert sorted(word for word in {*fixed, *ACTS, *ICD_203} if f"`{word}`" not in page) == []


def test_the_numbers_of_the_case_file_are_those_of_the_code() -> None:
    page = " ".join(text("docs/case-file.md").split())
    table = Belief()
    for figures in (table.reliability, table.credibility):
        assert "if left out: " + ", ".join(f"{k} {v}" for k, v in figures.items()) in page
    for word, (low, high) in ICD_203.items():
        assert f"`{word}` {100 * low:.0f} to {100 * high:.0f} %" in page
    assert f"at most {MAX_BYTES:,} bytes and {MAX_NODES:,} keys" in page
    assert f"at most {MAX_DEPTH} deep" in page
    assert f"more than {MANY} readings is refused" in page


# the frame


def links(page: str) -> list[str]:
    """Targets inside the repository, without what stands in blocks of code."""
    prose = re.sub(r"^```.*?^```", "", page, flags=re.MULTILINE | re.DOTALL)
    return re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", prose)


def test_links_between_files_lead_somewhere() -> None:
    pages = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *(ROOT / "docs").rglob("*.md")]
    lost = [
        f"{page.relative_to(ROOT)}: {target}"
        for page in pages
        for target in links(page.read_text(encoding="utf-8"))
        if not (page.parent / target).exists()
    ]
    assert lost == []


@pytest.mark.parametrize("page", ["README.md", "docs/index.md", "docs/lenses/index.md"])
def test_every_lens_is_named_with_its_question(page: str) -> None:
    for name, lens in lenses.ALL.items():
        assert re.search(rf"\| {re.escape(lens.QUESTION)} \|.*\b{name}\b", text(page)), name
        assert (ROOT / f"docs/lenses/{name}.md").exists()


def test_the_toy_lens_of_the_guide_runs(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    found = re.search(r"^```python\n(.*?)^```$", text("CONTRIBUTING.md"), re.MULTILINE | re.DOTALL)
    assert found
    file = tmp_path / "speakers.py"
    file.write_text(found[1], encoding="utf-8")
    spec = importlib.util.spec_from_file_location("speakers", file)
    assert spec
    assert spec.loader
    toy = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(toy)
    monkeypatch.setitem(lenses.ALL, "speakers", toy)
    for form in ("html", "md", "txt", "json"):
        out, code = parley(f"parley report korea-1952 -l speakers --draws 10 --format {form} -o -")
        assert code == 0
        assert toy.QUESTION in out
