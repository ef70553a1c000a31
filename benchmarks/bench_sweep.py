"""What a sweep costs beyond the lenses, and what a second Dask worker brings.

`extra_info` holds the ratio to the target: milliseconds a point for what is done in a worker and
for keeping it; for the cluster, the time with two workers as a share of that with one.
"""

import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from parley.case import find_case
from parley.case.raw import load
from parley.case.reader import case_files
from parley.draws import draws
from parley.looked import look
from parley.sweep import Asked, Pool, cluster, plan, point, sweep
from parley.sweep.point import base, rows
from parley.sweep.work import work

OVERHEAD = 0.002  # seconds a point beyond draws and lens
SCALING = 0.6  # of the time of one worker; half would be perfect
LENS = ("games",)
CASE = "istanbul-2025-06"
PATHS = ("war.held", "settlement.weeks")


@pytest.fixture(scope="module")
def shared():
    at = base(load(case_files(find_case(CASE))).data)
    return at, draws(at.known, 1000, 0)


def test_a_point_beyond_the_lens(benchmark, shared, monkeypatch):
    """Setting two numbers, checking them, draws, and what is concluded into rows."""
    at, drawn = shared
    found = look(at.known, drawn, LENS)
    monkeypatch.setattr(point, "look", lambda *_: found)
    patch = {"war.held": 0.45, "settlement.weeks": 26.0}
    got = benchmark.pedantic(rows, (at, drawn, patch, LENS), rounds=50, warmup_rounds=3)
    benchmark.extra_info["of target"] = benchmark.stats.stats.min / OVERHEAD
    assert len(got) > 10


def test_a_sweep_beyond_the_lens(benchmark, shared, tmp_path, monkeypatch):
    """All of it with 1,000 points: planning the keys, handing out, keeping, the table."""
    at, drawn = shared
    found = look(at.known, drawn, LENS)
    monkeypatch.setattr(point, "look", lambda *_: found)
    over = (f"{PATHS[0]}=0.4..0.6:50", f"{PATHS[1]}=20..40:20")
    planned = plan(Asked(CASE, over, lenses=LENS))
    work(planned.recipes[0], [planned.patch(0)])  # read and drawn once for each scenario
    threads = Pool(1, lambda: ThreadPoolExecutor(1))
    done = benchmark.pedantic(sweep, (planned, tmp_path / "out", threads), rounds=1)
    benchmark.extra_info["of target"] = benchmark.stats.stats.min / done.points / OVERHEAD
    written = sum(path.stat().st_size for path in (tmp_path / "out").rglob("*.parquet"))
    benchmark.extra_info["bytes a row"] = written / (len(rows(at, drawn, {}, LENS)) * done.points)
    assert (done.points, done.failed) == (1000, ())


def clustered(folder, workers):
    """Seconds for 40 points on a Dask cluster of this machine that has computed some before."""
    from distributed import LocalCluster

    over = ("war.held=0.4..0.6:40",)
    with LocalCluster(n_workers=workers, threads_per_worker=1, dashboard_address=None) as started:
        pool = cluster(started.scheduler_address)
        sweep(plan(Asked(CASE, ("war.held=0.41..0.59:9",), lenses=LENS)), folder / "warm", pool)
        planned = plan(Asked(CASE, over, lenses=LENS))
        began = time.perf_counter()
        assert sweep(planned, folder / "out", pool).computed == 40
        return time.perf_counter() - began


@pytest.mark.filterwarnings("ignore")
def test_two_dask_workers_against_one(benchmark, tmp_path):
    pytest.importorskip("distributed")
    one = clustered(tmp_path / "1", 1)
    two = benchmark.pedantic(lambda: clustered(tmp_path / "2", 2), rounds=1)
    benchmark.extra_info["seconds"] = {"1 worker": one, "2 workers": two}
    benchmark.extra_info["of target"] = two / one / SCALING
