"""The folder of a sweep: what is computed is written once, whole, and found again.

units/NAME.parquet   the rows of some points, named after the keys of the points
results.parquet      the rows of every point of the latest sweep, with the swept values
sweep.duckdb         a view `results` of that file
sweep.json           how it came about
"""

import errno
import hashlib
import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from parley.sweep.errors import SweepError
from parley.sweep.point import COLUMNS, Row

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

__all__ = ["Store", "keep", "known", "locked", "quoted", "synced", "written"]


@dataclass(frozen=True, eq=False)
class Store:
    """A folder that nobody else sweeps into, and a database in memory that reads and writes it."""

    folder: Path
    database: "DuckDBPyConnection"

    @property
    def units(self) -> Path:
        return self.folder / "units"


@contextmanager
def locked(folder: Path) -> Iterator[Store]:
    """The folder, made if need be, for this sweep alone.

    The system lets go of the lock when its holder dies. Raises `SweepError` if it is taken.
    """
    if find_spec("duckdb") is None:
        raise SweepError("a sweep needs DuckDB: pip install duckdb")
    import duckdb

    (folder / "units").mkdir(parents=True, exist_ok=True)
    with (folder / "sweep.lock").open("a+b") as file:
        _lock(file, folder)
        for left in (*folder.glob("*.part"), *folder.glob("units/*.part")):
            left.unlink()  # of a sweep that was killed
        with duckdb.connect() as database:
            database.execute(f"SET temp_directory = {quoted(folder / 'spill')}")
            yield Store(folder, database)


def _lock(file: IO[bytes], folder: Path) -> None:
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        raise SweepError(f"another sweep is writing into {folder}") from None


def known(store: Store) -> dict[str, str]:
    """Key of each point that is computed -> the file that holds it, one of them if more do."""
    if not any(store.units.glob("*.parquet")):
        return {}
    found = f"read_parquet({quoted(store.units / '*.parquet')}, filename=true)"
    with _disk(store.units):
        return dict(
            store.database.execute(
                f"SELECT key, min(filename) FROM {found} GROUP BY key"
            ).fetchall()
        )


def keep(store: Store, keys: Sequence[str], rows: Sequence[Sequence[Row]]) -> None:
    """Write the rows of some points as one unit; `OSError` if there is no room for it."""
    name = hashlib.sha256("".join(keys).encode()).hexdigest()[:32]
    flat = zip(*(row for each in rows for row in each), strict=True)
    unit = {
        "key": np.repeat(np.array(keys, object), [len(each) for each in rows]),
        "place": np.concatenate([np.arange(len(each), dtype=np.int32) for each in rows]),
    }
    for (column, kind), values in zip(COLUMNS.items(), flat, strict=True):
        unit[column] = np.array(values, float if kind == "DOUBLE" else object)
    columns = ", ".join(f"CAST({name} AS {kind}) AS {name}" for name, kind in COLUMNS.items())
    query = f"SELECT key, place, {columns} FROM unit"
    written(store, store.units / f"{name}.parquet", query, unit=unit)


def written(store: Store, path: Path, query: str, **tables: Mapping[str, NDArray[Any]]) -> None:
    """The answer to a query over tables of columns, as a Parquet file, whole or not at all."""
    for name, columns in tables.items():
        store.database.register(name, dict(columns))
    with synced(path) as part, _disk(path):
        store.database.execute(
            f"COPY ({query}) TO {quoted(part)} (FORMAT parquet, COMPRESSION zstd)"
        )


@contextmanager
def synced(path: Path) -> Iterator[Path]:
    """A file to write; it is safe on the disk before it appears at `path`, or gone."""
    part = path.with_name(f"{path.name}.part")
    try:
        yield part
        _sync(part)
        part.replace(path)
        if os.name != "nt":  # where a folder cannot be opened
            _sync(path.parent)
    finally:
        part.unlink(missing_ok=True)


def _sync(path: Path) -> None:
    place = os.open(path, os.O_RDONLY if path.is_dir() else os.O_RDWR)
    try:
        os.fsync(place)
    finally:
        os.close(place)


@contextmanager
def _disk(path: Path) -> Iterator[None]:
    """Trouble that DuckDB has with the disk, as an `OSError` about the path."""
    import duckdb

    try:
        yield
    except duckdb.Error as error:
        what = str(error).splitlines()[0]
        full = "No space left" in what or "disk full" in what.lower()
        raise OSError(errno.ENOSPC if full else errno.EIO, what, str(path)) from None


def quoted(path: Path) -> str:
    """The path as DuckDB writes a text."""
    return "'" + str(path).replace("'", "''") + "'"
