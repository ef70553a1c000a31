"""Scenarios: named patches over the plain data of a case."""

import re
from collections.abc import Mapping
from difflib import get_close_matches
from typing import Any

from parley.case.select import Path

__all__ = ["patched"]

_DECIMAL = re.compile(r"-?[0-9]+\.[0-9]+")


def patched(data: Mapping[str, Any], changes: Mapping[str, Any]) -> dict[str, Any]:
    """The data with each dotted path set to a new value; the original stays as it is.

    The last key of a path may be new, all before it must exist; `LookupError` says which is not.
    A key may be a number with a dot: of the keys that fit a path the longest is meant.

    >>> patched({"a": {"b": [1, 2]}}, {"a.b.1": 5})
    {'a': {'b': [1, 5]}}
    """
    result: Any = data
    for path, value in changes.items():
        result = _set(result, tuple(path.split(".")), value, path)
    return dict(result)


def _next(data: Mapping[str, Any], steps: Path) -> tuple[str, Path]:
    """The key that a path goes on with, and the steps after it."""
    keys = [".".join(map(str, steps[:n])) for n in range(len(steps), 0, -1)]
    found = next((key for key in keys if key in data), keys[-1])
    if _DECIMAL.fullmatch(keys[0]):  # a new key may be a number as well
        found = keys[0]
    return found, steps[found.count(".") + 1 :]


def _set(data: Any, steps: Path, value: Any, path: str) -> Any:
    if not steps:
        return value
    if isinstance(data, Mapping):
        step, rest = _next(data, steps)
        if rest and step not in data:
            close = get_close_matches(step, list(data), n=1)
            hint = f"; did you mean '{close[0]}'?" if close else ""
            raise LookupError(f"the path '{path}' does not exist at '{step}'{hint}")
        return {**data, step: _set(data.get(step), rest, value, path)}
    step, rest = str(steps[0]), steps[1:]
    if isinstance(data, list) and step in map(str, range(len(data))):
        i = int(step)
        return [*data[:i], _set(data[i], rest, value, path), *data[i + 1 :]]
    raise LookupError(f"the path '{path}' does not exist at '{step}'")
