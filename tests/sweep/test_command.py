"""`parley sweep` as a person meets it: what it prints, writes and returns."""

import errno
import os
import signal
import subprocess
import sys
import time

import pytest
from click.testing import CliRunner
from sweep.conftest import OVER, rows

from parley.cli import main
from parley.sweep.store import locked

DONE, PROBLEMS, NOT_UNDERSTOOD, NOT_WRITTEN, STOPPED = 0, 1, 2, 3, 130
NUMBER = ("--over", "war.held=0.3,0.4")


def parley(*words: object):
    return CliRunner().invoke(main, [*map(str, words)], catch_exceptions=False)


@pytest.fixture
def command(asked, tmp_path):
    """`parley sweep` of the small case through the lens that concludes nothing."""

    def run(*words: object, folder: object = tmp_path / "out"):
        few = ("--draws", 5, "-l", "record", "--workers", 1)
        return parley("sweep", asked.case, *few, *words, "-o", folder)

    return run


def test_a_sweep_goes_on_and_at_last_finds_nothing_to_do(asked, out, tmp_path):
    few = ("--draws", 10, "--seed", 5, "--lens", "games", "--workers", 1)
    words = [word for over in OVER for word in ("--over", over)]
    one, same = (parley("sweep", asked.case, *words, "-s", "cold", *few, "-o", out) for _ in "ab")
    assert (one.exit_code, same.exit_code) == (DONE, DONE)
    assert one.stdout == same.stdout == f"{out}: all 6 points were computed before\n"
    assert one.stderr == "6 points: about 60 rows, 1 MB at most; 1 at once\n"
    more = parley("sweep", asked.case, "--over", "war.held=0.3,0.33", "-s", "cold", *few,
                  "-o", tmp_path / "new")  # fmt: skip
    assert more.stdout == f"wrote {tmp_path / 'new'}: 2 of 2 points computed\n"
    assert set(rows(tmp_path / "new")["scenario"]) == {"cold"}


@pytest.mark.parametrize("design", ["lhs", "sobol"])
def test_samples_of_ranges(command, design):
    over = ("--over", "war.held=0.3..0.4", "--over", "war.sides.a.cost=0.1..0.2:7")
    done = command(*over, f"--{design}", 5)
    assert (done.exit_code, done.stdout[-23:]) == (DONE, "5 of 5 points computed\n")


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("--over", "war.hled=1,2"), "--over war.hled=1: unknown key 'hled'; did you mean 'held'?"),
        (("--over", "wra.held=1,2"), "the path 'wra.held' does not exist at 'wra'; did you"),
        (("--over", "war.held=0.5,1.5"), "--over war.held=1.5: 1.5 is outside the"),
        (("--over", "war.held=0.2..1:3"), "--over war.held=1.0: each side must hold something"),
        (("--over", "war.held=0.5,1.5", "-s", "cold"), "war.held=1.5 in scenario 'cold': 1.5 is"),
        (("--over", "war.held=0.5..0.4:3"), "the range 0.5..0.4 does not rise"),
        (("--over", "war.held=0.4..0.5:1"), "a range takes 2 steps or more, not 1"),
        (("--over", "war.held=0.4..0.5"), "the range has no steps; write war.held=0.4..0.5:5"),
        (("--over", "war.held"), "no path, or no values; write PATH=LOW..HIGH:STEPS"),
        ((*NUMBER, *NUMBER), "--over war.held: it is swept already, with 'war.held'"),
        ((*NUMBER, "--over", "war=1,2"), "it is swept already, with 'war'"),
        ((*NUMBER, "--lhs", 5), "--lhs takes its points from ranges, and this is a list"),
        ((*NUMBER, "-s", "could"), "no scenario 'could' in this case; did you mean 'cold'?"),
        ((*NUMBER, "-l", "gmes"), "--lens: no lens 'gmes'; did you mean 'games'?"),
        (("--over", "war.held=0.3..0.4:6000", "--over", "war.age=1..9:6000"),
         "36,000,000 points and scenarios, and at most 10,000,000 are computed"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_before_anything_is_computed(command, tmp_path, words, says):
    done = command(*words)
    assert done.exit_code == PROBLEMS
    assert says in done.stderr
    assert not (tmp_path / "out").exists()


def test_everything_wrong_is_said_at_once(command):
    done = command("--over", "war.held=2..1:3", "--over", "war.age=1..0:3", "-s", "x", "-l", "y")
    assert done.stderr.splitlines()[-1] == "4 problems"


def test_problems_of_the_case_are_listed(tmp_path):
    (tmp_path / "wrong.yaml").write_text("parley: 1\ncase: x\n")
    done = parley("sweep", tmp_path / "wrong.yaml", *NUMBER, "-o", tmp_path / "out")
    assert done.exit_code == PROBLEMS
    assert "wrong.yaml:1:1" in done.stderr


@pytest.mark.parametrize(
    "words",
    [
        (),
        (*NUMBER, "--lhs", 0),
        (*NUMBER, "--lhs", 2, "--sobol", 2),
        (*NUMBER, "--workers", 0),
        (*NUMBER, "--scheduler", "dask://127.0.0.1:9"),  # besides --workers
    ],
)
def test_a_command_that_is_not_understood(command, words):
    assert command(*words).exit_code == NOT_UNDERSTOOD


def test_a_strange_scheduler_is_not_understood(asked, tmp_path):
    done = parley("sweep", asked.case, *NUMBER, "--scheduler", "ray://x", "-o", tmp_path / "out")
    assert (done.exit_code, "dask://HOST:PORT" in done.stderr) == (NOT_UNDERSTOOD, True)


def test_a_dead_scheduler_is_one_line_and_soon(asked, tmp_path, monkeypatch):
    pytest.importorskip("distributed")
    monkeypatch.setattr("parley.sweep.pools.PATIENCE", 1)
    began = time.monotonic()
    done = parley("sweep", asked.case, *NUMBER, "--scheduler", "dask://127.0.0.1:9",
                  "-o", tmp_path / "out")  # fmt: skip
    assert done.exit_code == NOT_WRITTEN
    assert done.stderr.startswith("no Dask scheduler answers at dask://127.0.0.1:9: ")
    assert len(done.stderr.splitlines()) == 1
    assert time.monotonic() - began < 10


@pytest.mark.parametrize(
    ("missing", "words", "says"),
    [
        ("distributed", ("--scheduler", "dask://x:1"), "pip install 'parley-workbench[dask]'"),
        ("duckdb", (), "a sweep needs DuckDB: pip install duckdb"),
    ],
)
def test_what_is_not_installed_is_one_line(asked, tmp_path, monkeypatch, missing, words, says):
    for module in ("pools", "store"):
        monkeypatch.setattr(
            f"parley.sweep.{module}.find_spec", lambda name: name != missing or None
        )
    done = parley("sweep", asked.case, *NUMBER, *words, "-o", tmp_path / "out")
    assert done.exit_code == NOT_WRITTEN
    assert says in done.stderr.splitlines()[-1]
    assert not (tmp_path / "out").exists()


def test_a_folder_that_is_taken_is_one_line(command, tmp_path):
    with locked(tmp_path / "out"):
        done = command(*NUMBER)
    assert done.exit_code == NOT_WRITTEN
    assert done.stderr.splitlines()[-1] == f"another sweep is writing into {tmp_path / 'out'}"


def test_a_full_disk_is_one_line(command, tmp_path, monkeypatch):
    def full(_):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", full)
    done = command(*NUMBER)
    assert done.exit_code == NOT_WRITTEN
    assert "No space left on device" in done.stderr.splitlines()[-1]
    assert not [path for path in (tmp_path / "out").rglob("*") if path.suffix in (".part", ".json")]


def test_a_place_that_cannot_be_written_is_one_line(command, tmp_path):
    (tmp_path / "file").write_text("")
    done = command(*NUMBER, folder=tmp_path / "file" / "out")
    assert done.exit_code == NOT_WRITTEN
    assert done.stderr.splitlines()[-1].startswith("cannot write ")


def test_points_that_are_no_case_are_told_at_the_end_and_again(command):
    """War may be worth 0.9 or keeping 0.6, but not both."""
    keys = "settlement.keeping.a."
    words = ("--over", f"{keys}war=0.1,0.9", "--over", f"{keys}keeps=0.6,1")
    for told in ("wrote", "all 4 points were computed before"):
        done = command(*words)
        assert done.exit_code == PROBLEMS
        assert f"{keys}war=0.9, {keys}keeps=0.6: the case is invalid: war may bring" in done.stderr
        assert told in done.stdout


@pytest.mark.skipif(sys.platform == "win32", reason="signals work differently there")
def test_control_c_says_how_to_go_on(asked, tmp_path):
    code = (  # a test run in the background hands down that SIGINT is ignored
        "import signal; signal.signal(signal.SIGINT, signal.default_int_handler); "
        "from parley.cli import main; main(['sweep', *__import__('sys').argv[1:]])"
    )
    words = [asked.case, "--over", "war.held=0.3..0.6:5000", "-l", "games", "--workers", "1"]
    process = subprocess.Popen(
        [sys.executable, "-c", code, *words, "-o", str(tmp_path / "out")],
        stderr=subprocess.PIPE, text=True,
        env=os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)},
    )  # fmt: skip
    try:
        while not [*(tmp_path / "out" / "units").glob("*.parquet")] and process.poll() is None:
            time.sleep(0.05)
        process.send_signal(signal.SIGINT)
        _, said = process.communicate(timeout=60)
    finally:
        process.kill()  # does nothing to one that has ended
    assert process.returncode == STOPPED
    assert "of 5,000 points are computed; they are kept, and the same command goes on" in said
    assert "Traceback" not in said
