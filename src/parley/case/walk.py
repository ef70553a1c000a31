"""Walk the parts of an entry with the path of each in the file."""

from collections.abc import Iterator, Mapping
from typing import Any

from parley.case.schema import Entry
from parley.case.select import Path, number_text

__all__ = ["walk"]


def walk(value: Any, path: Path = ()) -> Iterator[tuple[Path, Any]]:
    """Every part of an entry with its path in the file, depth first, keys as written there."""
    yield path, value
    if isinstance(value, Entry):
        for name, field in type(value).model_fields.items():
            yield from walk(getattr(value, name), (*path, field.alias or name))
    elif isinstance(value, Mapping):
        for key, part in value.items():
            yield from walk(part, (*path, key if isinstance(key, str) else number_text(key)))
    elif isinstance(value, tuple):
        for i, part in enumerate(value):
            yield from walk(part, (*path, i))
