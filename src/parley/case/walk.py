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
    if skip(value):
        return
    yield path, value
    if isinstance(value, Entry):
        for name, field in type(value).model_fields.items():
            yield from walk(getattr(value, name), (*path, field.alias or name), skip=skip)
    elif isinstance(value, Mapping):
        for key, part in value.items():
            yield from walk(
                part, (*path, key if isinstance(key, str) else number_text(key)), skip=skip
            )
    elif isinstance(value, tuple):
        for i, part in enumerate(value):
            yield from walk(part, (*path, i), skip=skip)
