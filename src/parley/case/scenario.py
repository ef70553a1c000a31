"""Scenarios: named patches over the plain data of a case."""

from collections.abc import Mapping
from difflib import get_close_matches
from typing import Any

from parley.case.select import Path

__all__ = ["patched"]


def patched(data: Mapping[str, Any], changes: Mapping[str, Any]) -> dict[str, Any]:
    """The data with each dotted path set to a new value; the original stays as it is.

    The last key of a path may be new, all before it must exist; `LookupError` says which is not.

    >>> patched({"a": {"b": [1, 2]}}, {"a.b.1": 5})
    {'a': {'b': [1, 5]}}
    """
    result: Any = data
    for path, value in changes.items():
        result = _set(result, tuple(path.split(".")), value, path)
    return dict(result)


def _set(data: Any, steps: Path, value: Any, path: str) -> Any:
    if not steps:
        return value
    step, rest = str(steps[0]), steps[1:]
    if isinstance(data, Mapping):
        if rest and step not in data:
            close = get_close_matches(step, list(data), n=1)
            hint = f"; did you mean '{close[0]}'?" if close else ""
            raise LookupError(f"the path '{path}' does not exist at '{step}'{hint}")
        return {**data, step: _set(data.get(step), rest, value, path)}
    if isinstance(data, list) and step in map(str, range(len(data))):
        i = int(step)
        return [*data[:i], _set(data[i], rest, value, path), *data[i + 1 :]]
    raise LookupError(f"the path '{path}' does not exist at '{step}'")
