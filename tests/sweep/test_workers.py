"""Workers that die, points that fail, disks that fill, users that stop: what is done is kept."""

import errno
import os
import signal
import subprocess
import sys
import time
from dataclasses import replace

import pandas as pd
import pytest
from sweep.conftest import rows

from parley.sweep import Stopped, SweepError, local, plan, sweep
from parley.sweep import point as points
from parley.sweep.store import locked

forks = pytest.mark.skipif(not hasattr(os, "fork"), reason="this system cannot fork")
pytestmark = pytest.mark.filterwarnings("ignore:.*fork:DeprecationWarning")


def looking(monkeypatch, before):
    """Have each point call `before(case)` first; forked workers inherit that."""
    look = points.look

    def looked(case, drawn, lenses):
        before(case)
        return look(case, drawn, lenses)

    monkeypatch.setattr(points, "look", looked)


def held(case) -> float:
    return case.war.held.value


@pytest.fixture
def quick(asked):
    return replace(asked, over=("war.held=0.3,0.4,0.5,0.6",), scenarios=("",))


@pytest.fixture
def undisturbed(quick, threads, tmp_path):
    sweep(plan(quick), tmp_path / "undisturbed", threads)
    return rows(tmp_path / "undisturbed")


@pytest.mark.parametrize("workers", [1, 3])
def test_any_number_of_processes_gives_the_same_rows(quick, undisturbed, tmp_path, workers):
    sweep(plan(quick), tmp_path / "out", local(workers))
    pd.testing.assert_frame_equal(rows(tmp_path / "out"), undisturbed)


@forks
def test_what_a_dead_worker_had_is_computed_again(quick, undisturbed, tmp_path, monkeypatch):
    def die(case):
        try:
            (tmp_path / f"died {held(case)}").touch(exist_ok=False)
        except FileExistsError:
            return
        if held(case) in (0.3, 0.5):
            os.kill(os.getpid(), signal.SIGKILL)

    looking(monkeypatch, die)
    done = sweep(plan(quick), tmp_path / "out", local(2, "fork"))
    assert (done.computed, done.failed) == (4, ())
    pd.testing.assert_frame_equal(rows(tmp_path / "out"), undisturbed)


@forks
def test_a_point_that_workers_die_of_is_told_of_and_the_others_are_kept(
    quick, undisturbed, tmp_path, monkeypatch
):
    with monkeypatch.context() as patch:
        looking(patch, lambda case: held(case) == 0.4 and os.kill(os.getpid(), signal.SIGKILL))
        done = sweep(plan(quick), tmp_path / "out", local(2, "fork"))
    assert done.failed == ("war.held=0.4: its worker died again and again",)
    assert not (tmp_path / "out" / "results.parquet").exists()
    assert sweep(plan(quick), tmp_path / "out", local(2, "fork")).computed == 1
    pd.testing.assert_frame_equal(rows(tmp_path / "out"), undisturbed)


def test_a_point_that_fails_is_told_of_and_the_others_are_kept(
    quick, threads, tmp_path, monkeypatch
):
    with monkeypatch.context() as patch:
        looking(patch, lambda case: 1 / (held(case) - 0.4))
        done = sweep(plan(quick), tmp_path / "out", threads)
    assert done.failed == ("war.held=0.4: ZeroDivisionError: float division by zero",)
    assert done.computed == 3
    assert sweep(plan(quick), tmp_path / "out", threads).computed == 1


def test_a_sweep_whose_points_all_fail_ends_early(quick, threads, tmp_path, monkeypatch):
    looking(monkeypatch, lambda case: case / 0)
    many = replace(quick, over=("war.held=0.3..0.6:50",))
    with pytest.raises(
        SweepError, match=r"10 points failed, the first war\.held=0\.3.*: TypeError"
    ):
        sweep(plan(many), tmp_path / "out", threads)


@pytest.mark.parametrize("nth", [1, 3])
def test_a_full_disk_leaves_nothing_half_written(quick, threads, tmp_path, monkeypatch, nth):
    fsync, calls = os.fsync, []

    def full(place):
        calls.append(place)
        if len(calls) >= nth:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        fsync(place)

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", full)
        with pytest.raises(OSError, match="No space left"):
            sweep(plan(quick), tmp_path / "out", threads)
    assert not [*(tmp_path / "out").rglob("*.part"), *(tmp_path / "out").glob("results*")]
    kept = nth // 2
    assert sweep(plan(quick), tmp_path / "out", threads).computed == 4 - kept


def test_trouble_that_the_database_has_with_the_disk_is_said(quick, threads, tmp_path):
    with locked(tmp_path / "out") as store:
        (store.units / "broken.parquet").write_bytes(b"PAR1 but not really PAR1")
    with pytest.raises(OSError, match=r"broken\.parquet"):
        sweep(plan(quick), tmp_path / "out", threads)


def test_two_sweeps_do_not_write_into_one_folder(quick, threads, tmp_path):
    busy = pytest.raises(SweepError, match="another sweep is writing into")
    with locked(tmp_path / "out"), busy:
        sweep(plan(quick), tmp_path / "out", threads)
    assert (tmp_path / "out" / "sweep.lock").exists()  # of somebody who is gone: it does not bar
    assert sweep(plan(quick), tmp_path / "out", threads).computed == 4


def test_what_is_left_of_a_killed_sweep_is_cleared_away(quick, threads, tmp_path):
    with locked(tmp_path / "out") as store:
        (store.units / "x.parquet.part").write_bytes(b"half")
        (store.folder / "results.parquet.part").write_bytes(b"half")
    sweep(plan(quick), tmp_path / "out", threads)
    assert not [*(tmp_path / "out").rglob("*.part")]


def test_a_stop_keeps_what_is_done_and_says_how_to_go_on(quick, threads, tmp_path):
    def stop(tally):
        if tally.done == 2:
            raise KeyboardInterrupt

    with pytest.raises(Stopped, match="stopped; 2 of 4 points are computed; they are kept, and"):
        sweep(plan(quick), tmp_path / "out", threads, stop)
    assert sweep(plan(quick), tmp_path / "out", threads).computed == 2


SLOW = """
import signal, sys, time
from pathlib import Path
from parley.sweep import *
from parley.sweep import run
def work(*_):
    print("at work", flush=True)
    time.sleep(600)
run.work = work
if __name__ == "__main__":
    # A test run in the background hands down that SIGINT is ignored.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    planned = plan(Asked(sys.argv[1], ("war.held=0.3,0.4",), lenses=("record",)))
    sweep(planned, Path(sys.argv[2]), local(2))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="signals work differently there")
@pytest.mark.parametrize("how", [signal.SIGINT, getattr(signal, "SIGKILL", 9)])
def test_workers_end_at_once_when_their_master_does(quick, tmp_path, how):
    (tmp_path / "slow.py").write_text(SLOW)
    with subprocess.Popen(
        [sys.executable, str(tmp_path / "slow.py"), quick.case, str(tmp_path / "out")],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    ) as master:  # fmt: skip
        assert [master.stdout.readline() for _ in range(2)] == ["at work\n"] * 2
        began = time.monotonic()
        master.send_signal(how)
        _, said = master.communicate(timeout=30)  # the output ends when the last worker has ended
    assert time.monotonic() - began < 10
    assert master.returncode != 0
    if how == signal.SIGINT:
        assert "Stopped: stopped; 0 of 2 points" in said
