"""Sweeps that are killed, with all their workers, at any moment: nothing is lost or half-written.

What is killed is a process that was forked a moment ago from one that has everything loaded, and
the two workers it has forked: by SIGKILL to the whole group, at a moment drawn evenly from the
time that an undisturbed sweep takes, from its first instruction to its last.
"""

import os
import random
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import pandas as pd
import pytest
from small_case import small_file
from sweep.conftest import rows

fcntl = pytest.importorskip("fcntl", reason="this system cannot fork")
KILLS = 50


@pytest.fixture(scope="module")
def prepared(tmp_path_factory):
    case = small_file(tmp_path_factory.mktemp("killed"))
    words = [sys.executable, "-P", str(Path(__file__).with_name("prepared.py")), str(case), "0.05"]
    with subprocess.Popen(
        words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    ) as process:  # fmt: skip
        process.stdout.readline()
        yield process
        process.stdin.close()


def begun(prepared, folder: Path) -> int:
    """Begin a sweep; the id of its process, which leads a group with its workers."""
    prepared.stdin.write(f"{folder}\n")
    prepared.stdin.flush()
    return int(prepared.stdout.readline())


def ended(prepared) -> int:
    return int(prepared.stdout.readline())


def gone(folder: Path) -> None:
    """Wait until the last worker of a killed group has let go of the lock."""
    if (folder / "sweep.lock").exists():
        with (folder / "sweep.lock").open("a") as file:
            fcntl.flock(file, fcntl.LOCK_EX)


def test_sweeps_killed_at_50_moments_end_as_if_undisturbed(prepared, tmp_path):
    began = time.monotonic()
    begun(prepared, tmp_path / "undisturbed")
    assert ended(prepared) == 0
    takes = time.monotonic() - began
    want = rows(tmp_path / "undisturbed")
    assert want.groupby(["point", "scenario"]).ngroups == 24
    moments = random.Random(7)
    folders, killed = 0, 0
    while killed < KILLS:
        folders += 1
        killed += _until_done(prepared, tmp_path / str(folders), moments, takes)
        pd.testing.assert_frame_equal(rows(tmp_path / str(folders)), want)
        left = [path.name for path in (tmp_path / str(folders)).rglob("*.part")]
        assert left == []
    assert folders > 5


def _until_done(prepared, folder: Path, moments: random.Random, takes: float) -> int:
    """Begin the sweep again and again until one is not killed in time; how many were."""
    killed = 0
    while True:
        group = begun(prepared, folder)
        time.sleep(moments.uniform(0, takes))
        with suppress(ProcessLookupError, PermissionError):  # it is done, or not yet a group
            os.killpg(group, signal.SIGKILL)
        if ended(prepared) == 0:
            return killed
        gone(folder)
        killed += 1
