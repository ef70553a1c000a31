"""Walk the parts of an entry with the path of each in the file."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from parley.case.schema import Entry
from parley.case.select import Path, number_text

__all__ = ["walk"]


def walk(
    value: Any, path: Path = (), *, skip: Callable[[Any], bool] = lambda _: False
) -> Iterator[tuple[Path, Any]]:
    """Every part of an entry with its path in the file, depth first, keys as written there.

    skip : parts for which it holds are left out, with all inside them.
    """
    ahead: list[tuple[Path, Any]] = [(path, value)]  # generators inside generators take longer
    while ahead:
        path, value = ahead.pop()
        if skip(value):
            continue
        yield path, value
        ahead += reversed(_parts(path, value))


def _parts(path: Path, value: Any) -> list[tuple[Path, Any]]:
    """What is right inside an entry, a mapping or a list."""
    if isinstance(value, Entry):
        fields = type(value).model_fields.items()
        return [((*path, field.alias or name), getattr(value, name)) for name, field in fields]
    if isinstance(value, Mapping):
        return [
            ((*path, key if isinstance(key, str) else number_text(key)), part)
            for key, part in value.items()
        ]
    if isinstance(value, tuple):
        return [((*path, i), part) for i, part in enumerate(value)]
    return []
