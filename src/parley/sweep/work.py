"""What a worker does: compute some points of one scenario from plain data."""

import hashlib
import pickle
import time
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.metadata import version
from pathlib import Path
from typing import Any, NamedTuple

import parley
from parley.draws import Draws, draws
from parley.sweep.errors import SweepError
from parley.sweep.point import Base, Row, base, rows

__all__ = ["Done", "Recipe", "code", "packed", "work"]

KEPT = 4  # scenarios a worker remembers; points of one scenario come one after another


class Recipe(NamedTuple):
    """All that the points of a scenario share, in plain data: the case with the scenario in it."""

    data: Mapping[str, Any]
    lenses: tuple[str, ...]
    draws: int
    seed: int
    code: str


@dataclass(frozen=True)
class Done:
    """The rows of each point, and how long each took, in seconds."""

    rows: tuple[list[Row], ...]
    seconds: float


@cache
def code() -> str:
    """The version of parley and a digest of its sources: other code may give other results."""
    top = Path(parley.__file__).parent
    digest = hashlib.sha256()
    for path in sorted(top.rglob("*.py")):
        text = path.read_bytes().replace(b"\r\n", b"\n")
        digest.update(f"{path.relative_to(top).as_posix()} {len(text)}\n".encode() + text)
    return f"{version('parley-workbench')}+{digest.hexdigest()[:16]}"


def packed(recipe: Recipe) -> bytes:
    """Small enough to go along with every unit: a worker may be new at any time."""
    return zlib.compress(pickle.dumps(tuple(recipe)))


def work(recipe: bytes, patches: Sequence[Mapping[str, Any]]) -> Done:
    """What is concluded where each patch is made to the case of a `packed` recipe.

    Raises `SweepError` where the worker has another parley than whoever sent the recipe.
    """
    given, at, drawn = _prepared(recipe)
    began = time.perf_counter()
    found = tuple(rows(at, drawn, patch, given.lenses) for patch in patches)
    return Done(found, (time.perf_counter() - began) / len(patches))


@lru_cache(KEPT)
def _prepared(recipe: bytes) -> tuple[Recipe, Base, Draws]:
    given = Recipe(*pickle.loads(zlib.decompress(recipe)))
    if given.code != code():
        raise SweepError(f"a worker has parley {code()}, and this sweep is of {given.code}")
    at = base(given.data)
    return given, at, draws(at.known, given.draws, given.seed)
