"""A small sweep that several tests go on from, and a way to run one without starting processes."""

import shutil
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import duckdb
import pandas as pd
import pytest
from small_case import small_file

from parley.sweep import Asked, Pool, plan, sweep

OVER = ("war.held=0.3..0.6:3", "settlement.in_force=watch,pact")


@pytest.fixture(scope="session")
def threads() -> Pool:
    return Pool(2, lambda: ThreadPoolExecutor(2))


@pytest.fixture(scope="session")
def asked(tmp_path_factory: pytest.TempPathFactory) -> Asked:
    case = small_file(tmp_path_factory.mktemp("case"))
    return Asked(str(case), OVER, ("", "cold"), ("games",), draws=10, seed=5)


@pytest.fixture(scope="session")
def first(asked: Asked, threads: Pool, tmp_path_factory: pytest.TempPathFactory):
    """The folder of a finished sweep, to look at only, and its rows."""
    folder = tmp_path_factory.mktemp("swept")
    assert sweep(plan(asked), folder, threads).computed == 12
    return folder, rows(folder)


@pytest.fixture
def out(first, tmp_path: Path) -> Path:
    """A copy of that folder."""
    shutil.copytree(first[0], tmp_path / "out")
    return tmp_path / "out"


def rows(folder: Path) -> pd.DataFrame:
    with duckdb.connect(str(folder / "sweep.duckdb"), read_only=True) as database:
        return database.execute("SELECT * FROM results").df()
