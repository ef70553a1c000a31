"""The frame of the project: versions agree, locks are closed, set-up starts anywhere."""

import ast
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
LOCKS = ("requirements.lock", "requirements-dev.lock")
HEAVY = {"altair", "jinja2", "networkx", "numba", "rich", "scipy", "vl_convert"}


def text(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def first(pattern: str, name: str) -> str:
    found = re.search(pattern, text(name), re.MULTILINE)
    assert found, f"{name} has nothing like {pattern}"
    return found[1]


def pins(name: str) -> set[str]:
    """The pinned lines of a lock, each "name==version" with its marker if it has one."""
    return {line.rstrip(" \\") for line in text(name).splitlines() if re.match(r"\w", line)}


def distributions(name: str) -> set[str]:
    return {pin.split("==")[0] for pin in pins(name)}


def test_one_version_everywhere() -> None:
    version = tomllib.loads(text("pyproject.toml"))["project"]["version"]
    assert first(r"^## \[([^]]+)\]", "CHANGELOG.md") == version
    assert first(r"^version: (\S+)$", "CITATION.cff") == version


@pytest.mark.parametrize("name", LOCKS)
def test_every_pin_is_hashed(name: str) -> None:
    blocks = re.split(r"\n(?=\w)", text(name).strip())
    assert len(blocks) == len(pins(name)) > 10
    for block in blocks:
        assert re.fullmatch(r"[\w.-]+==.+( \\\n    --hash=sha256:[0-9a-f]{64})+", block), block


@pytest.mark.parametrize("name", LOCKS)
def test_locks_hold_no_address(name: str) -> None:
    assert not re.search(r"://|\bfile:|@|index|find-links|^\s*/", text(name), re.MULTILINE)


def test_dev_lock_adds_to_the_runtime_lock() -> None:
    assert pins("requirements.lock") < pins("requirements-dev.lock")


def test_locks_hold_what_the_project_names() -> None:
    project = tomllib.loads(text("pyproject.toml"))
    groups = project["dependency-groups"]
    wanted = project["project"]["dependencies"] + groups["build"]
    bare = [re.split(r"[<>=~! ]", line)[0].lower().replace("_", "-") for line in wanted]
    assert set(bare) <= distributions("requirements.lock")
    assert set(groups["dev"]) <= distributions("requirements-dev.lock")
    assert project["build-system"]["requires"] == groups["build"]


def test_an_old_python_can_read_dev_py() -> None:
    ast.parse(text("dev.py"), feature_version=(3, 8))


def test_dev_py_imports_the_standard_library_only() -> None:
    tree = ast.parse(text("dev.py"))
    names = {a.name for node in ast.walk(tree) if isinstance(node, ast.Import) for a in node.names}
    names |= {str(node.module) for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    assert names <= sys.stdlib_module_names


def test_importing_parley_is_light() -> None:
    code = "import sys, parley; print(*{name.split('.')[0] for name in sys.modules})"
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert not HEAVY & set(out.stdout.split())


def test_the_documented_tree_exists() -> None:
    """docs/design.md shows the tree in a fence that begins with "src/parley/"."""
    page = ROOT / "docs/design.md"
    if not page.exists():
        pytest.skip("docs/design.md is not written yet")
    tree = first(r"^```[a-z]*\nsrc/parley/\n((?:.*\n)+?)```", "docs/design.md")
    names = re.findall(r"^  (\w[\w./]*)", tree, re.MULTILINE)
    assert names
    assert [n for n in names if not (ROOT / "src/parley" / n).exists()] == []
