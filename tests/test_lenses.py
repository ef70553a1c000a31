"""The shape that every lens has, whatever it asks, on every shipped case."""

import inspect
import re
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from types import SimpleNamespace

import pytest
from click.testing import CliRunner
from small_case import small, small_file

from parley import lenses
from parley.blocks import Block, Bullets, Figure, Heading, Note, Report, Section, Table
from parley.case import read_case, shipped_cases
from parley.cli import main
from parley.draws import draws
from parley.lenses import hinges
from parley.report import HINGES, report
from parley.views import FORMATS

CASES = tuple(shipped_cases())
N = 12
ENOUGH = 300  # draws with which hinges can tell
SEARCHED = {"korea-1952 searched": "korea-1952", "small searched": ""}
LENSES = (*lenses.ALL, HINGES)
EVERY = [(name, case) for name in LENSES for case in CASES]
EVERY += [(HINGES, case) for case in SEARCHED]
LONG_NUMBER = re.compile(r"\d\.\d{4,}|\d{8,}|\d[eE][-+]\d|\bnan\b|\binf\b")
QUOTED = re.compile(r'"[^"]*"|“[^”]*”')
BANNED = re.compile(
    r"probability of peace|will accept|will reject|\bwinners?\b|\blosers?\b|\benem(?:y|ies)\b"
    r"|\bregimes?\b",
    re.IGNORECASE,
)


@cache
def made(case: str) -> Report:
    """Of a shipped case every lens; of a searched one hinges, with draws enough."""
    if case not in SEARCHED:
        return report(read_case(case), n=N)
    name = SEARCHED[case]
    return report(read_case(name) if name else small(), only=[HINGES], n=ENOUGH)


def section(lens: str, case: str) -> Section:
    return next(each for each in made(case).sections if each.lens == lens)


def words(blocks: tuple[Block, ...]) -> Iterator[str]:
    """All that a lens says in its own words; cells with refs are other people's."""
    for block in blocks:
        match block:
            case Heading() | Note():
                yield block.text
            case Bullets():
                yield block.title
                yield from (str(item.value) for item in block.items if not item.refs)
            case Table() | Figure():
                table = block if isinstance(block, Table) else block.data
                yield from (block.title, table.caption, *(column.name for column in table.columns))
                if isinstance(block, Figure):
                    yield block.alt


def tables(blocks: tuple[Block, ...]) -> Iterator[Table]:
    for block in blocks:
        if isinstance(block, Table | Figure):
            yield block if isinstance(block, Table) else block.data


def notes(lens: str, case: str) -> list[Note]:
    return [block for block in section(lens, case).blocks if isinstance(block, Note)]


@pytest.mark.parametrize("name", lenses.ALL)
def test_a_lens_is_a_question_and_three_functions(name):
    lens = lenses.ALL[name]
    assert lens.QUESTION.endswith("?")
    assert next(iter(inspect.signature(lens.build).parameters)) == "case"
    assert len(inspect.signature(lens.build).parameters) == 2
    for step in (lens.solve, lens.conclusions, lens.describe):
        assert len(required(step)) == 1
    assert name in str(lens)


def required(step) -> list[str]:
    return [
        name
        for name, each in inspect.signature(step).parameters.items()
        if each.default is inspect.Parameter.empty
    ]


def test_hinges_is_a_question_and_three_functions_that_know_no_lens():
    assert hinges.QUESTION.endswith("?")
    assert required(hinges.build) == ["case", "draws", "conclusions"]
    assert len(required(hinges.solve)) == len(required(hinges.describe)) == 1
    assert HINGES in str(hinges)
    assert HINGES not in lenses.ALL


@pytest.mark.parametrize(("name", "case"), EVERY)
def test_every_lens_answers_both_shipped_cases(name, case):
    found = section(name, case)
    assert found.ran
    first = found.blocks[0]
    assert isinstance(first, Note)
    assert [note.role for note in notes(name, case)].count("answer") == 1
    assert first.role == "answer"


@pytest.mark.parametrize(("name", "case"), EVERY)
def test_every_lens_says_what_it_assumes_and_cannot_tell(name, case):
    roles = {note.role for note in notes(name, case)}
    assert {"assumption", "limit"} <= roles


@pytest.mark.parametrize(("name", "case"), EVERY)
def test_every_lens_puts_two_to_five_notes_on_the_first_page(name, case):
    assert 2 <= sum(bool(note.page) for note in notes(name, case)) <= 5


@pytest.mark.parametrize(("name", "case"), EVERY)
def test_sentences_are_sentences(name, case):
    for note in notes(name, case):
        assert re.search(r"[.?][\"”)]?$", note.text), note.text
        assert note.text == note.text.strip()
        assert "  " not in note.text
        assert ".." not in note.text.replace("...", ""), note.text
        assert re.match(r"[^a-z]", note.text), note.text


@pytest.mark.parametrize(("name", "case"), EVERY)
def test_no_numbers_as_machines_write_them(name, case):
    for text in words(section(name, case).blocks):
        assert not LONG_NUMBER.search(text), text


@pytest.mark.parametrize(("name", "case"), EVERY)
def test_words_are_impartial(name, case):
    for text in words(section(name, case).blocks):
        assert not BANNED.search(QUOTED.sub("", text)), text


def test_the_ban_on_words_can_fail():
    assert BANNED.search("The regime will accept.")
    assert not BANNED.search(QUOTED.sub("", 'It spoke of "the regime".'))
    assert LONG_NUMBER.search("worth 0.30000000000000004")


@pytest.mark.parametrize(("name", "case"), EVERY)
def test_everything_referred_to_is_known(name, case):
    blocks = section(name, case).blocks
    refs = {ref for note in notes(name, case) for ref in note.refs}
    refs |= {r for t in tables(blocks) for row in t.rows for cell in row for r in cell.refs}
    items = [item for block in blocks if isinstance(block, Bullets) for item in block.items]
    refs |= {ref for item in items for ref in item.refs}
    assert refs or (name == HINGES and case in CASES)  # too few draws to name anything
    assert refs <= set(made(case).basis)


@pytest.mark.parametrize(("name", "case"), EVERY)
def test_figures_can_be_read_without_the_picture(name, case):
    for figure in section(name, case).blocks:
        if isinstance(figure, Figure):
            assert figure.alt.endswith(".")
            assert figure.data.rows
            assert figure.spec["$schema"].startswith("https://vega.github.io/schema/vega-lite/")


@pytest.mark.parametrize(("name", "case"), EVERY)
def test_rows_fit_their_columns(name, case):
    for table in tables(section(name, case).blocks):
        assert {len(row) for row in table.rows} <= {len(table.columns)}
        for row in table.rows:
            for cell, column in zip(row, table.columns, strict=True):
                if column.kind == "percent" and cell.value is not None:
                    assert isinstance(cell.value, int | float), (table.title, column.name)
                    assert 0 <= cell.value <= 1, (table.title, column.name)


@pytest.mark.parametrize("case", SEARCHED)
def test_hinges_have_an_answer_with_draws_enough(case):
    (first, *_) = notes(HINGES, case)
    assert re.match(r"Of \d+ inputs the case leaves open, the \d+ conclusions .*: .+", first.text)
    assert first.refs


@pytest.mark.parametrize("case", CASES)
def test_with_too_few_draws_hinges_are_not_known(case):
    (first, *_) = notes(HINGES, case)
    assert first.text.startswith("Not known: ")


@pytest.mark.parametrize(("name", "case"), [(name, case) for name in lenses.ALL for case in CASES])
def test_a_lens_gives_the_same_answer_twice(name, case):
    first, second = (report(read_case(case), only=[name], n=N) for _ in range(2))
    assert FORMATS["json"](first) == FORMATS["json"](second)


@pytest.mark.parametrize("name", lenses.ALL)
def test_a_lens_reads_the_draws_it_is_given(name):
    """Fewer draws are a prefix, not another sample; a lens may not draw by itself."""
    case = small()
    lens = lenses.ALL[name]
    model = lens.build(case, draws(case, 3, 1))
    again = lens.build(case, draws(case, 3, 1))
    blocks = [lens.describe(lens.solve(each)) for each in (model, again)]
    pair = [Report("", "", "", (Section(name, "", each),)) for each in blocks]
    assert FORMATS["json"](pair[0]) == FORMATS["json"](pair[1])


@pytest.mark.parametrize("name", LENSES)
def test_a_case_without_the_section_is_told_what_is_missing(name, tmp_path):
    path = tmp_path / "bare.yaml"
    path.write_text("{parley: 1, case: bare, title: Bare, as_of: 2020-01-01, parties: {}}\n")
    (found,) = report(read_case(path), only=[name], n=2).sections
    assert not found.ran
    (said,) = found.blocks
    assert isinstance(said, Note)
    assert re.match(r"Not answered: [a-z_.]+: [^;]+(; .+)?\.$", said.text), said.text
    shown = CliRunner().invoke(main, ["show", name, str(path), "--draws", "2"])
    assert shown.exit_code == 0
    assert "Not answered" in shown.output


@pytest.mark.parametrize("name", lenses.ALL)
def test_a_lens_answers_the_small_case(name):
    assert report(small(), only=[name], n=3).sections[0].ran


def test_a_toy_lens_needs_nothing_but_its_line(monkeypatch, tmp_path):
    toy = SimpleNamespace(
        QUESTION="Is this a toy?",
        build=lambda case, _draws: case,
        solve=lambda case: len(case.claims),
        conclusions=lambda _: (),
        describe=lambda n: (Note(f"Yes: it counts {n} claims.", "answer", ("k1",), "known"),),
    )
    monkeypatch.setattr(lenses, "ALL", {"record": lenses.ALL["record"], "toy": toy})
    path = str(small_file(tmp_path))
    found = report(read_case(path), n=2)
    assert [each.lens for each in found.sections][-2:] == ["toy", HINGES]
    assert "k1" in found.basis
    for view in FORMATS.values():
        assert "Yes: it counts 3 claims." in view(found)
    page = FORMATS["html"](found)
    assert page.count("Yes: it counts 3 claims.") >= 2  # in its section and on the first page
    run = CliRunner().invoke(main, ["show", "toy", path, "--draws", "2"])
    assert run.exit_code == 0, run.output
    assert "Is this a toy?" in run.output
    assert "Yes: it counts 3 claims." in run.output
    target = tmp_path / "out.html"
    run = CliRunner().invoke(main, ["report", path, "-l", "toy", "-o", str(target), "--draws", "2"])
    assert run.exit_code == 0, run.output
    assert "Yes: it counts 3 claims." in target.read_text(encoding="utf-8")


def test_import_is_light():
    """The package and the help of its command load nothing heavy."""
    heavy = "numpy", "scipy", "networkx", "altair", "vl_convert", "pydantic", "jinja2", "rich"
    code = f"import sys, parley, parley.cli; print([m for m in {heavy} if m in sys.modules])"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"
