"""The results of a sweep in one table, a view of it for DuckDB, and how they came about."""

import hashlib
import json
import os
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from parley.sweep.plan import Plan
from parley.sweep.point import COLUMNS
from parley.sweep.store import Store, known, quoted, synced, written
from parley.sweep.work import code

__all__ = ["finish", "finished", "refused"]

MANY = 20  # points that are told of; the results say the same of all

# What a lens without conclusions leaves is a row of its unit, but no result.
_ROWS = """
    SELECT plan.point, plan.scenario, {paths}{columns}
    FROM plan JOIN read_parquet({units}, filename=true) AS unit
    ON unit.key = plan.key AND unit.filename = plan.file
    WHERE unit.conclusion <> '' OR unit.lacks <> ''
    ORDER BY plan.point, plan.turn, unit.place
"""


def finished(plan: Plan, folder: Path) -> bool:
    """Whether the folder holds the results of this very plan, and its view finds them."""
    if not all((folder / name).exists() for name in ("results.parquet", "sweep.duckdb")):
        return False
    try:
        found = json.loads((folder / "sweep.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return False
    wanted = _recipe(plan, folder)
    return isinstance(found, dict) and {**found, "versions": wanted["versions"]} == wanted


def finish(plan: Plan, store: Store) -> None:
    """Write the table, the view and last the recipe, each whole; `OSError` if there is no room."""
    folder = store.folder
    paths = "".join(f"plan.{_name(a.path)}, " for a in plan.axes)
    columns = ", ".join(f"unit.{name}" for name in COLUMNS)
    query = _ROWS.format(paths=paths, columns=columns, units=quoted(store.units / "*.parquet"))
    written(store, folder / "results.parquet", query, plan=_table(plan, known(store)))
    _view(folder)
    with synced(folder / "sweep.json") as part:
        text = json.dumps(_recipe(plan, folder), indent=2, ensure_ascii=False)
        part.write_text(f"{text}\n", encoding="utf-8")


def refused(plan: Plan, store: Store) -> tuple[str, ...]:
    """Of the first points that make the case invalid, which it is and how."""
    table = f"read_parquet({quoted(store.folder / 'results.parquet')})"
    query = f"SELECT point, scenario, lacks FROM {table} WHERE lens = '' ORDER BY ALL LIMIT {MANY}"
    found = store.database.execute(query).fetchall()
    return tuple(f"{plan.where(point, scenario)}: {lacks}" for point, scenario, lacks in found)


def _table(plan: Plan, files: dict[str, str]) -> dict[str, NDArray[Any]]:
    """A row for each point in each scenario."""
    n, k = len(plan.points), len(plan.keys)
    keys = [key for at_point in zip(*plan.keys, strict=True) for key in at_point]
    table: dict[str, NDArray[Any]] = {
        "point": np.repeat(np.arange(n, dtype=np.int32), k),
        "turn": np.tile(np.arange(k, dtype=np.int32), n),
        "scenario": np.tile(np.array(plan.asked.scenarios, object), n),
        "key": np.array(keys, object),
        "file": np.array([files[key] for key in keys], object),
    }
    for place, each in enumerate(plan.axes):
        table[each.path] = np.repeat(_column([point[place] for point in plan.points]), k)
    return table


def _column(values: list[Any]) -> NDArray[Any]:
    """Numbers as such; of anything else what stands in the case file."""
    if all(isinstance(value, int | float) and not isinstance(value, bool) for value in values):
        return np.array(values, float)
    written = [value if isinstance(value, str) else json.dumps(value) for value in values]
    return np.array(written, object)


def _name(path: str) -> str:
    return '"' + path.replace('"', '""') + '"'


def _view(folder: Path) -> None:
    """A database with one view. It names the table by its whole path: DuckDB takes any other from
    the folder that it is opened in."""
    import duckdb

    with synced(folder / "sweep.duckdb") as part, duckdb.connect(str(part)) as database:
        table = quoted(folder.resolve() / "results.parquet")
        database.execute(f"CREATE VIEW results AS SELECT * FROM read_parquet({table})")


def _recipe(plan: Plan, folder: Path) -> dict[str, Any]:
    """All that the results rest on, in plain data."""
    asked = plan.asked
    keys = hashlib.sha256("".join(key for each in plan.keys for key in each).encode())
    return {
        "case": asked.case,
        "over": list(asked.over),
        "design": asked.design,
        "points": len(plan.points),
        "scenarios": list(asked.scenarios),
        "lenses": list(plan.lenses),
        "draws": asked.draws,
        "seed": asked.seed,
        "code": code(),
        "versions": {name: version(name) for name in ("numpy", "scipy", "numba", "duckdb")},
        "keys": keys.hexdigest(),
        "folder": os.fspath(folder.resolve()),
    }
