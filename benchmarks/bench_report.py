"""From a case file to a report: what a person waits for.

python3 dev.py bench benchmarks/bench_report.py
"""

import subprocess
import sys

import pytest

from parley.case import read_case
from parley.draws import draws
from parley.lenses import ALL
from parley.report import report
from parley.views import FORMATS

CASES = ["istanbul-2025-06", "korea-1952"]


@pytest.mark.parametrize("name", CASES)
def test_check(benchmark, name):
    """The target is under a second for Istanbul, after import."""
    benchmark(read_case, name, hindsight=True)


@pytest.mark.parametrize("name", CASES)
def test_draws(benchmark, name):
    benchmark(draws, read_case(name), 1000)


@pytest.mark.parametrize("lens", list(ALL))
def test_lens(benchmark, lens):
    case = read_case("istanbul-2025-06")
    sample = draws(case, 1000)
    room = ALL[lens]
    benchmark.pedantic(
        lambda: room.describe(room.solve(room.build(case, sample))), rounds=3, warmup_rounds=1
    )


@pytest.mark.parametrize("form", list(FORMATS))
def test_view(benchmark, form):
    made = report(read_case("istanbul-2025-06"), n=100)
    benchmark.pedantic(FORMATS[form], args=(made,), rounds=3, warmup_rounds=1)


def test_whole_report(benchmark, tmp_path):
    """A new process, from the command to the file: the target is under 15 s on two cores."""
    command = [sys.executable, "-m", "parley", "report", "istanbul-2025-06"]
    target = str(tmp_path / "report.html")
    benchmark.pedantic(
        subprocess.run, args=([*command, "-o", target],), kwargs={"check": True}, rounds=3
    )


def test_help(benchmark):
    """The target is under 0.2 s."""
    command = [sys.executable, "-m", "parley", "--help"]
    benchmark.pedantic(
        subprocess.run, args=(command,), kwargs={"check": True, "capture_output": True}, rounds=5
    )
