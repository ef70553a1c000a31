"""A sweep on a Dask cluster of this machine: a scheduler and two workers, started for the test."""

import json
import os
import signal
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest
from sweep.conftest import rows

from parley.sweep import SweepError, cluster, plan, run, sweep

pytest.importorskip("distributed")
pytestmark = pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::DeprecationWarning")
ALONE = ("--no-nanny", "--nthreads", "1", "--no-dashboard")  # nobody brings a killed one back


def started(kind: str, *words: str) -> subprocess.Popen:
    return subprocess.Popen(
        [sys.executable, "-m", f"distributed.cli.dask_{kind}", *words],
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    )  # fmt: skip


@pytest.fixture
def dask(tmp_path: Path):
    """The address of a scheduler, its process and those of its two workers."""
    file = tmp_path / "scheduler.json"
    processes = [started("scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard",
                         "--scheduler-file", str(file))]  # fmt: skip
    try:
        address = _address(file)
        processes += [started("worker", address, *ALONE) for _ in range(2)]
        dask_address = address.replace("tcp://", "dask://")
        _joined(dask_address, 2)
        yield dask_address, processes
    finally:
        for process in processes:
            process.kill()
            process.wait()


def _address(file: Path) -> str:
    for _ in range(600):
        try:
            return json.loads(file.read_text())["address"]
        except (OSError, ValueError):
            time.sleep(0.1)
    raise TimeoutError("no scheduler")


def _joined(address: str, n: int) -> None:
    for _ in range(600):
        try:
            if cluster(address).workers == n:
                return
        except SweepError:
            pass
        time.sleep(0.1)
    raise TimeoutError("no workers")


@pytest.fixture
def many(asked, monkeypatch):
    monkeypatch.setattr(run, "SECONDS", 0.05)  # units of one point or two
    return replace(asked, over=("war.held=0.3..0.6:12",))


def test_a_killed_worker_changes_nothing(many, threads, dask, tmp_path):
    address, (_, worker, _) = dask
    sweep(plan(many), tmp_path / "here", threads)

    def kill(tally):
        if tally.done >= 4 and worker.poll() is None:
            worker.send_signal(signal.SIGKILL)

    done = sweep(plan(many), tmp_path / "there", cluster(address), kill)
    assert worker.wait(10) == -signal.SIGKILL
    assert (done.points, done.computed, done.failed) == (24, 24, ())
    pd.testing.assert_frame_equal(rows(tmp_path / "there"), rows(tmp_path / "here"))


def test_a_scheduler_that_dies_is_said_in_one_line_and_what_is_done_is_kept(
    many, threads, dask, tmp_path
):
    address, (scheduler, *_) = dask

    def kill(tally):
        if tally.done >= 4 and scheduler.poll() is None:
            scheduler.kill()

    began = time.monotonic()
    with pytest.raises(SweepError, match=r"the scheduler at dask://.* does not answer any more"):
        sweep(plan(many), tmp_path / "out", cluster(address), kill)
    assert time.monotonic() - began < 30
    assert 0 < sweep(plan(many), tmp_path / "out", threads).computed <= 20


def test_a_scheduler_without_workers_is_said(dask):
    address, (_, *workers) = dask
    for worker in workers:
        worker.kill()
        worker.wait()
    time.sleep(1)  # until the scheduler has noticed
    with pytest.raises(SweepError, match=f"no worker has joined the scheduler at {address}"):
        cluster(address)
