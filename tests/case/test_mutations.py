"""A thousand damaged copies of sound cases: each is read, or refused with clear problems."""

import random
import re
import shutil
from functools import lru_cache
from pathlib import Path

import pytest

from parley.case import raw, read_case, shipped_cases
from parley.case.hindsight import without_hindsight
from parley.errors import CaseError

SCORES = "score sheets"  # the small case that has what the shipped cases lack
SEEDS = {"korea-1952": range(780), "istanbul-2025-06": range(20), SCORES: range(200)}
PER_TEST = 40  # copies: a failure names a few, and the tests can run side by side

_KEY = re.compile(r"(?<![\w.-])([A-Za-z][\w.-]*):(?= |$)", re.MULTILINE)
_ID = re.compile(r"(?<![\w.-])[A-Za-z][\w.-]*[0-9-][\w.-]*")
_VALUE = re.compile(r"(?<=: )[^\s,{}\[\]#][^,{}\[\]#\n]*")
_WRONG = (
    *("5", "-1", "true", "null", "[]", "{}", "[[1], {a: 2}]", "{zz: 1}", "''", "unknown", "0..1"),
    *("9" * 350, "1e308", "2025-13-41", "after after", "999999999 weeks before 0001-01-01"),
    *(
        "a > b > a",
        "a >> b",
        "not " * 60 + "a=b",
        "(" * 60,
        "0x1F",
        "1:30",
        "NO",
        "é",
        "\U0001f54a",
    ),
    *("positions", "{claimed: [], prior: unknown}", "{low: 2, mode: 1, high: 0}", "low..high"),
)


def _without_key(text: str, rng: random.Random) -> str:
    found = rng.choice([*_KEY.finditer(text)])
    return text[: found.start()] + text[found.end() :].lstrip(" ")


def _misspelt_key(text: str, rng: random.Random) -> str:
    found = rng.choice([*_KEY.finditer(text)])
    return text[: found.start() + 1] + "q" + text[found.start() + 1 :]


def _other_value(text: str, rng: random.Random) -> str:
    found = rng.choice([*_VALUE.finditer(text)])
    return text[: found.start()] + rng.choice(_WRONG) + text[found.end() :]


def _dangling_id(text: str, rng: random.Random) -> str:
    found = rng.choice([*_ID.finditer(text)])
    return text[: found.end() - 1] + "zz" + text[found.end() :]


def _swapped_values(text: str, rng: random.Random) -> str:
    one, other = sorted(rng.sample([*_VALUE.finditer(text)], 2), key=lambda found: found.start())
    between = text[one.end() : other.start()]
    return text[: one.start()] + other[0] + between + one[0] + text[other.end() :]


def _line_twice(text: str, rng: random.Random) -> str:
    lines = text.splitlines(keepends=True)
    i = rng.randrange(len(lines))
    return "".join([*lines[:i], lines[i], *lines[i:]])


def _line_gone(text: str, rng: random.Random) -> str:
    lines = text.splitlines(keepends=True)
    i = rng.randrange(len(lines))
    return "".join([*lines[:i], *lines[i + 1 :]])


def _moved_line(text: str, rng: random.Random) -> str:
    lines = text.splitlines(keepends=True)
    i = rng.randrange(len(lines))
    lines[i] = " " * rng.randint(1, 5) + lines[i]
    return "".join(lines)


def _cut(text: str, rng: random.Random) -> str:
    return text[: rng.randrange(len(text))]


def _deep(text: str, rng: random.Random) -> str:
    found = rng.choice([*_VALUE.finditer(text)])
    n = rng.choice((10, 60, 5000))
    nest = rng.choice(("[" * n + "]" * n, "{a: " * n + "1" + "}" * n, "{all_of: [" * n + "]}" * n))
    return text[: found.start()] + nest + text[found.end() :]


def _odd_character(text: str, rng: random.Random) -> str:
    i = rng.randrange(len(text))
    return text[:i] + rng.choice("\t\x00\u2028\ufeff:{}[],&*!|>'\"%@`#?-\\~") + text[i + 1 :]


MUTATIONS = (
    *(_without_key, _misspelt_key, _other_value, _dangling_id, _swapped_values, _line_twice),
    *(_line_gone, _moved_line, _cut, _deep, _odd_character),
)


def _mutated(whole: bytes, rng: random.Random) -> bytes:
    if rng.random() < 0.1:  # bytes that may not be text at all
        i = rng.randrange(len(whole))
        return whole[:i] + rng.randbytes(rng.choice((1, 4, 40))) + whole[i + rng.choice((0, 4)) :]
    text = whole.decode("utf-8")
    for _ in range(rng.choice((1, 1, 2, 5))):
        if len(text) > 1000:  # what was cut short has too little left to change
            text = rng.choice(MUTATIONS)(text, rng)
    return text.encode("utf-8", "surrogatepass")


def _complaint(folder: Path) -> str:
    """What is wrong with how the case in `folder` is refused; empty if nothing is."""
    try:
        without_hindsight(read_case(folder, hindsight=True))
    except CaseError as error:
        bad = [problem for problem in error.problems if not _is_clear(problem)]
        return f"unclear: {bad[:3]}" if bad or not error.problems else ""
    except Exception as error:
        return f"{type(error).__name__}: {error}"
    return ""


def _is_clear(problem) -> bool:
    lines = str(problem).splitlines()
    n_lines = Path(problem.file).read_bytes().count(b"\n") + 1
    in_file = 0 <= problem.line <= n_lines and (problem.column >= 1 or problem.line == 0)
    jargon = re.search("Traceback|Error|pydantic|Input should|constrained|None", problem.what)
    return len(lines) == 1 and len(problem.what) > 10 and in_file and not jargon


@pytest.fixture
def _each_text_composed_once(monkeypatch):
    """The files that stay whole need not be composed a thousand times."""
    monkeypatch.setattr(raw, "compose", lru_cache(maxsize=64)(raw.compose))


@pytest.mark.usefixtures("_each_text_composed_once")
@pytest.mark.parametrize(
    ("name", "seeds"),
    [
        (name, seeds[i : i + PER_TEST])
        for name, seeds in SEEDS.items()
        for i in range(0, len(seeds), PER_TEST)
    ],
)
def test_a_damaged_case_is_read_or_refused_clearly(tmp_path, scored, name, seeds):
    folder = tmp_path / name
    if name == SCORES:
        folder.mkdir()
        (folder / "case.yaml").write_text(scored, encoding="utf-8")
    else:
        shutil.copytree(shipped_cases()[name], folder)
    files = sorted(folder.glob("*.yaml"))
    wrong = {}
    for seed in seeds:
        rng = random.Random(f"{name} {seed}")
        file = rng.choice(files)
        sound = file.read_bytes()
        file.write_bytes(_mutated(sound, rng))
        if complaint := _complaint(folder):
            wrong[seed] = complaint
        file.write_bytes(sound)
    assert wrong == {}


def test_most_damage_is_noticed(tmp_path):
    """Without this, mutations that change nothing of meaning would prove nothing."""
    folder = tmp_path / "korea-1952"
    shutil.copytree(shipped_cases()["korea-1952"], folder)
    file = folder / "table.yaml"
    sound, n_refused = file.read_bytes(), 0
    for seed in range(40):
        file.write_bytes(_mutated(sound, random.Random(seed)))
        try:
            read_case(folder)
        except CaseError:
            n_refused += 1
    assert n_refused > 25


def test_a_thousand_copies_are_tried():
    assert sum(map(len, SEEDS.values())) == 1000
