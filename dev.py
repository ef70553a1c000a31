#!/usr/bin/env python3
"""Set parley up and run it. Needs Python 3.11 or newer, and nothing else.

    python3 dev.py report            write the Istanbul report here
    python3 dev.py report CASE ...   any other `parley report`
    python3 dev.py test ...          run the tests (arguments go to pytest)
    python3 dev.py check             format, lint, types, contracts, docs, tests
    python3 dev.py docs              build the documentation
    python3 dev.py bench ...         run the benchmarks (arguments go to pytest)

The first run makes .venv and installs the locked, hash-checked packages, with uv if it is there and
with pip if not (PARLEY_NO_UV=1 forces pip). Later runs find nothing to do.
"""

# Keep the grammar readable by Python 3.8: an older Python must reach the message in main().
from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = BIN / ("python.exe" if os.name == "nt" else "python")
STAMP = VENV / "parley-setup.txt"
LOCKS = {"run": ROOT / "requirements.lock", "dev": ROOT / "requirements-dev.lock"}

CASE = "istanbul-2025-06"
MOST_WORKERS = 8  # beyond this, starting the workers costs more than they save
CHECKS = {
    "format": ["ruff", "format", "--check", "."],
    "lint": ["ruff", "check", "."],
    "types": ["mypy"],
    "contracts": ["lint-imports", "--no-logo"],
    "docs": ["sphinx-build", "-W", "--keep-going", "-q", "docs", "docs/_build/html"],
    "tests": ["pytest", "-n", "auto", "--maxprocesses", str(MOST_WORKERS)],
}


def main(args: list[str]) -> int:
    if sys.version_info < (3, 11):  # noqa: UP036
        sys.exit(f"parley needs Python 3.11 or newer; {sys.executable} is {sys.version.split()[0]}")
    command, rest = (args[0], args[1:]) if args else ("help", [])
    if command in ("help", "-h", "--help"):
        print(__doc__)
        return 0
    if command not in COMMANDS:
        print(f"dev.py knows no command '{command}'; it knows {', '.join(COMMANDS)}")
        return 2
    return COMMANDS[command](rest)


def report(args: list[str]) -> int:
    """Write the Istanbul report into the current folder, or whatever `args` ask for."""
    set_up("run")
    if args:
        return run(["parley", "report", *args], cwd=None)
    page = Path.cwd() / f"{CASE}.html"
    code = run(["parley", "report", CASE, "-o", str(page)], cwd=None)
    if code == 0:
        print(f"The report is in {page}")
    return code


def test(args: list[str]) -> int:
    set_up("dev")
    return run([*CHECKS["tests"], *args])


def check(args: list[str]) -> int:
    """Run every check, also after one has failed; `args` go to pytest."""
    set_up("dev")
    failed = []
    for name, words in CHECKS.items():
        print(f"== {name}", flush=True)
        if run([*words, *args] if name == "tests" else words):
            failed.append(name)
    print(f"Failed: {', '.join(failed)}" if failed else "All checks passed")
    return 1 if failed else 0


def docs(args: list[str]) -> int:
    set_up("dev")
    code = run([*CHECKS["docs"], *args])
    if code == 0:
        print(f"The documentation is in {ROOT / 'docs/_build/html/index.html'}")
    return code


def bench(args: list[str]) -> int:
    set_up("dev")
    return run(["pytest", "benchmarks", "--benchmark-enable", "--benchmark-only", *args])


COMMANDS = {"report": report, "test": test, "check": check, "docs": docs, "bench": bench}


def run(words: list[str], cwd: Path | None = ROOT) -> int:
    """Run a program of .venv and pass its exit code on."""
    return subprocess.call([str(BIN / words[0]), *words[1:]], cwd=cwd, env=clean_environment())


def set_up(kind: str) -> None:
    """Make .venv hold the packages of a lock ("run" or "dev"), and parley itself."""
    if is_set_up(kind):
        return
    add = is_set_up("run")  # a sound smaller set is added to; anything else starts afresh
    STAMP.unlink(missing_ok=True)  # the stamp is written last: a run that was cut off has none
    uv = None if os.environ.get("PARLEY_NO_UV") else shutil.which("uv")
    began = time.monotonic()
    say(f"Setting up {VENV} with {'uv' if uv else 'pip'}; the first time takes a minute or so")
    try:
        make_venv(uv, add)
        install(uv, LOCKS[kind])
    except subprocess.CalledProcessError as error:
        sys.exit(f"The set-up failed; this command did: {' '.join(error.cmd)}")
    STAMP.write_text(stamp(kind))
    say(f"Set up in {time.monotonic() - began:.0f} s")


def is_set_up(kind: str) -> bool:
    """Whether .venv holds the set `kind`; the dev set holds everything that runs parley."""
    found = STAMP.read_text() if STAMP.exists() and PYTHON.exists() else ""
    return found in (stamp(kind), stamp("dev"))


def stamp(kind: str) -> str:
    """What the installed packages depend on: the lock, the project, the Python, the place."""
    project = (ROOT / "pyproject.toml").read_text(encoding="utf-8").split("\n[tool.ruff]")[0]
    parts = [LOCKS[kind].read_text(encoding="utf-8"), project, sys.version, str(ROOT)]
    return f"{kind} {hashlib.sha256(repr(parts).encode()).hexdigest()}\n"


def make_venv(uv: str | None, add: bool) -> None:
    # Under an activated .venv, sys.executable is the very file that --clear deletes.
    python = getattr(sys, "_base_executable", sys.executable)
    if uv:
        keep = "--allow-existing" if add else "--clear"
        do(uv, "venv", "-q", "--python", python, keep, VENV)
        return
    try:
        # On a .venv that uv made this adds the pip that it lacks.
        do(python, "-m", "venv", *([] if add else ["--clear"]), VENV)
    except subprocess.CalledProcessError:
        sys.exit(
            f"{python} cannot make a virtual environment. On Debian or Ubuntu: "
            "apt install python3-venv. Elsewhere: install uv, or Python from python.org."
        )


def install(uv: str | None, lock: Path) -> None:
    if uv:
        # uv does not compile by itself, and without .pyc files every start costs seconds.
        pip = [uv, "pip", "install", "-q", "--python", PYTHON, "--compile-bytecode"]
    else:
        pip = [PYTHON, "-m", "pip", "install", "-q", "--disable-pip-version-check"]
    do(*pip, "--require-hashes", "--only-binary", ":all:", "-r", lock)
    # The build backend comes out of the lock, so this step fetches nothing.
    do(*pip, "--no-build-isolation", "--no-deps", "-e", ROOT)


def do(*words: object) -> None:
    """Run a step of the set-up; `CalledProcessError` if it fails."""
    environment = clean_environment()
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    subprocess.run([str(word) for word in words], check=True, env=environment)


def clean_environment() -> dict[str, str]:
    """The environment without what points at other installations; .venv comes first on PATH."""
    away = ("PYTHONHOME", "PYTHONPATH", "VIRTUAL_ENV", "PIP_USER", "PIP_TARGET", "PIP_PREFIX")
    kept = {name: value for name, value in os.environ.items() if name not in away}
    kept["PATH"] = os.pathsep.join([str(BIN), kept.get("PATH", os.defpath)])
    return kept


def say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit("Stopped. Run the same command again: a set-up that was cut off starts afresh.")
