"""How long the stability of every state takes: random conflicts, the trade model, whole lenses.

`extra_info` holds the ratio to the target. Targets are for the clock on two cores after
compilation; on a busy machine read `--benchmark-timer=time.process_time`, which counts the seconds
of all cores, against twice the target.
"""

import json
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest

from parley.case import read_case
from parley.draws import draws
from parley.lenses import stability as lens
from parley.models.conflict_graph import Option, graph, stability
from parley.models.conflict_graph.preferences import dense

DATA = Path(__file__).parent.parent / "tests" / "data" / "conflicts"
TARGETS = {20: 1.0, 22: 5.0, 24: 25.0}  # seconds, by number of options
MEGABYTES = 2_000


def conflict(n_options, n_parties, seed=0):
    """All 2 ** n_options states feasible, all moves reversible, strict ranks at random."""
    options = [Option((k * n_parties // n_options,)) for k in range(n_options)]
    rng, n = np.random.default_rng(seed), 1 << n_options
    rank = np.empty((n_parties, n), np.int32)
    for row in rank:
        row[:] = rng.permutation(n)
    return graph(options, np.arange(n), n_parties), rank


@pytest.fixture(scope="module", autouse=True)
def _compiled():
    stability(*conflict(6, 3))


@pytest.mark.parametrize("n_options", TARGETS)
def test_all_five_concepts_for_three_parties(benchmark, n_options):
    built, rank = conflict(n_options, 3)
    found = benchmark.pedantic(stability, (built, rank), rounds=5 if n_options < 24 else 2)
    assert found["seq"].shape == rank.shape
    benchmark.extra_info["of target"] = benchmark.stats.stats.min / TARGETS[n_options]


def test_the_trade_model(benchmark):
    """138,240 feasible states of 20 options, six parties; facts as in tests/data/conflicts."""
    data = json.loads((DATA / "trade_uruguay_large.json").read_text(encoding="utf-8"))
    built, rank = trade(data)
    found = benchmark.pedantic(stability, (built, rank), rounds=5)
    expected = data["expected"]["results"]["SEQ"]["equilibria_count"]
    assert int(found["seq"].all(axis=0).sum()) == expected
    benchmark.extra_info["of target"] = benchmark.stats.stats.min / 1.0


def trade(data):
    names = [each["id"] for each in data["dms"]]
    options = [Option((names.index(each["dm"]),)) for each in data["options"]]
    code = np.arange(1 << len(options))
    for pattern in data["infeasible"]:
        code = code[~matching(code, pattern)]
    ranks = []
    for statements in data["preference_statements"].values():
        key = np.zeros(len(code), np.int64)
        for patterns in statements:
            holds = np.logical_or.reduce([matching(code, pattern) for pattern in patterns])
            key = 2 * dense(key).astype(np.int64) + holds
        ranks.append(dense(key))
    return graph(options, code, len(names)), np.stack(ranks)


def matching(code, pattern):
    parts = [(code >> k & 1) == (c == "Y") for k, c in enumerate(pattern) if c != "-"]
    return np.logical_and.reduce(parts)


def test_growth_is_nearly_linear(benchmark):
    """The exponent of time in states, fitted over three sizes in one run."""
    sizes, times = (16, 18, 20), []

    def run():
        times.clear()
        for n_options in sizes:
            built, rank = conflict(n_options, 3)
            spent = []
            for _ in range(3):
                began = time.process_time()
                stability(built, rank)
                spent.append(time.process_time() - began)
            times.append(min(spent))

    benchmark.pedantic(run, rounds=1)
    exponent = np.polyfit(np.array(sizes) * np.log(2), np.log(times), 1)[0]
    benchmark.extra_info["exponent"] = round(float(exponent), 2)


MEMORY = """
import sys; sys.path.insert(0, {here!r})
from bench_stability import conflict, stability
built, rank = conflict(24, 3)
stability(built, rank)
status = open("/proc/self/status").read()
print(next(line.split()[1] for line in status.splitlines() if line.startswith("VmHWM")))
"""


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="reads /proc")
def test_peak_memory_of_16_million_states(benchmark):
    code = MEMORY.format(here=str(Path(__file__).parent))

    def run():
        done = subprocess.run(
            [sys.executable, "-c", code], capture_output=True, text=True, check=True
        )
        return int(done.stdout) / 1000

    peak = benchmark.pedantic(run, rounds=1)
    benchmark.extra_info["megabytes"] = round(peak)
    benchmark.extra_info["of target"] = peak / MEGABYTES


@pytest.mark.parametrize("name", ["istanbul-2025-06", "korea-1952"])
def test_the_lens_over_1000_draws(benchmark, name):
    case = read_case(name)
    drawn = draws(case, 1000)
    benchmark.pedantic(lambda: lens.solve(lens.build(case, drawn)), rounds=3, warmup_rounds=1)
