"""dev.py's own decisions, without making an environment."""

import importlib.util
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture
def dev(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """dev.py over a toy project whose set-up is finished, but whose steps do nothing."""
    spec = importlib.util.spec_from_file_location("dev", ROOT / "dev.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    (tmp_path / "moved").mkdir()
    (tmp_path / "pyproject.toml").write_text("[project]\nname = 'toy'\n\n[tool.ruff]\n")
    for kind in ("run", "dev"):
        module.LOCKS[kind] = tmp_path / f"{kind}.lock"
        module.LOCKS[kind].write_text(f"{kind}==1\n")
    monkeypatch.setattr(module, "ROOT", tmp_path)
    monkeypatch.setattr(module, "STAMP", tmp_path / "stamp")
    monkeypatch.setattr(module, "PYTHON", Path(sys.executable))
    monkeypatch.setattr(module, "steps", [], raising=False)
    monkeypatch.setattr(module, "do", lambda *words: module.steps.append([str(w) for w in words]))
    monkeypatch.setattr(module.shutil, "which", lambda name: f"/toy/{name}")
    monkeypatch.delenv("PARLEY_NO_UV", raising=False)
    return module


def test_the_second_run_finds_nothing_to_do(dev: ModuleType) -> None:
    dev.set_up("dev")
    assert len(dev.steps) == 3
    dev.set_up("dev")
    dev.set_up("run")
    assert len(dev.steps) == 3


def test_the_small_set_is_added_to(dev: ModuleType) -> None:
    dev.set_up("run")
    assert "--clear" in dev.steps[0]
    dev.set_up("dev")
    assert "--clear" not in dev.steps[3]
    assert str(dev.LOCKS["dev"]) in dev.steps[4]


@pytest.mark.parametrize(
    ("name", "old", "new", "still"),
    [
        ("run.lock", "1", "2", False),
        ("pyproject.toml", "toy", "boy", False),
        ("pyproject.toml", "[tool.ruff]", "[tool.ruff]\nline-length = 80", True),
    ],
)
def test_what_the_set_up_depends_on(
    dev: ModuleType, name: str, old: str, new: str, still: bool
) -> None:
    dev.set_up("run")
    file = dev.ROOT / name
    file.write_text(file.read_text().replace(old, new))
    assert dev.is_set_up("run") is still


def test_another_python_or_place_starts_afresh(
    dev: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    dev.set_up("dev")
    with monkeypatch.context() as elsewhere:
        elsewhere.setattr(sys, "version", "3.99.0")
        assert not dev.is_set_up("run")
    with monkeypatch.context() as elsewhere:
        elsewhere.setattr(dev, "ROOT", dev.ROOT / "moved" / "..")
        assert not dev.is_set_up("run")
    assert dev.is_set_up("run")
    monkeypatch.setattr(dev, "PYTHON", dev.ROOT / "gone")
    assert not dev.is_set_up("run")


def test_a_set_up_that_was_cut_off_is_not_trusted(
    dev: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    dev.set_up("run")

    def cut_off(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as interrupted:
        interrupted.setattr(dev, "do", cut_off)
        with pytest.raises(KeyboardInterrupt):
            dev.set_up("dev")
    assert not dev.is_set_up("run")
    dev.set_up("dev")
    assert "--clear" in dev.steps[3]


def test_a_failing_step_ends_in_one_line(dev: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*words: object) -> None:
        raise subprocess.CalledProcessError(7, [str(word) for word in words])

    monkeypatch.setattr(dev, "do", fail)
    with pytest.raises(SystemExit, match=r"^The set-up failed; this command did: /toy/uv venv "):
        dev.set_up("run")
    monkeypatch.setenv("PARLEY_NO_UV", "1")
    with pytest.raises(SystemExit, match="cannot make a virtual environment"):
        dev.set_up("run")


@pytest.mark.parametrize("no_uv", ["", "1"])
def test_every_package_is_hash_checked(
    dev: ModuleType, monkeypatch: pytest.MonkeyPatch, no_uv: str
) -> None:
    monkeypatch.setenv("PARLEY_NO_UV", no_uv)
    dev.set_up("run")
    make, locked, own = dev.steps
    assert ("/toy/uv" in make) is not bool(no_uv)
    assert "--require-hashes" in locked
    assert {"--no-deps", "--no-build-isolation"} <= set(own)


def test_exit_codes_pass_through(dev: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    codes = {"parley": 3, "pytest": 5}
    monkeypatch.setattr(dev, "run", lambda words, **_: codes.get(words[0], 0))
    assert dev.main(["report"]) == 3
    assert dev.main(["test", "-k", "none"]) == 5
    assert dev.main(["bench"]) == 5
    assert dev.main(["docs"]) == 0
    assert dev.main(["nonsense"]) == 2


def test_the_report_is_named(
    dev: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    called = []
    monkeypatch.setattr(dev, "run", lambda words, **_: called.append(words) or 0)
    monkeypatch.chdir(dev.ROOT)
    page = str(dev.ROOT / "istanbul-2025-06.html")
    assert dev.main(["report"]) == 0
    assert called == [["parley", "report", "istanbul-2025-06", "-o", page]]
    assert page in capsys.readouterr().out
    dev.main(["report", "korea-1951", "--format", "txt"])
    assert called[1] == ["parley", "report", "korea-1951", "--format", "txt"]


def test_check_runs_everything_and_names_what_failed(
    dev: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    called = []
    monkeypatch.setattr(dev, "run", lambda words, **_: called.append(words) or words[0] == "mypy")
    assert dev.main(["check"]) == 1
    assert called == list(dev.CHECKS.values())
    assert capsys.readouterr().out.endswith("Failed: types\n")


def test_an_old_python_gets_one_sentence(dev: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "version_info", (3, 10, 2))
    with pytest.raises(SystemExit, match=r"^parley needs Python 3\.11 or newer"):
        dev.main(["test"])
    assert dev.steps == []
