"""Find places in plain data by pattern: ``claims.*.points.*.of``, ``issues.*.own_terms.<key>``."""

from collections.abc import Iterator, Mapping
from typing import Any

__all__ = ["Path", "dotted", "number_text", "select"]

Path = tuple[str | int, ...]


def dotted(path: Path) -> str:
    """A path as people write it.

    >>> dotted(("proposals", "p1", "terms", "all_of", 0))
    'proposals.p1.terms.all_of.0'
    """
    return ".".join(map(str, path))


def number_text(value: float) -> str:
    """A number as a key: plain digits, no exponent, so that it can be ranked and looked up.

    >>> number_text(0.1 + 0.2), number_text(2_500_000.0)
    ('0.3', '2500000')
    """
    text = f"{value:.10f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def select(data: Any, pattern: str) -> Iterator[tuple[Path, Any]]:
    """Each (path, value) that matches. ``*`` is any key or index, ``**`` any number of them.

    A last ``<key>`` gives the keys of a mapping as values. Where a list is allowed to be written
    as a single entry, ``*`` also matches that entry itself.
    """
    yield from _select(data, tuple(pattern.split(".")), ())


def _select(data: Any, pattern: tuple[str, ...], path: Path) -> Iterator[tuple[Path, Any]]:
    if not pattern:
        yield path, data
        return
    step, rest = pattern[0], pattern[1:]
    if step == "<key>":
        if isinstance(data, Mapping):
            yield from (((*path, key), key) for key in data)
    elif step == "**":
        yield from _select(data, rest, path)
        for key, value in _children(data):
            yield from _select(value, pattern, (*path, key))
    elif step == "*":
        for key, value in _children(data):
            yield from _select(value, rest, (*path, key))
        if not rest and isinstance(data, str):
            yield path, data
    elif isinstance(data, Mapping) and step in data:
        yield from _select(data[step], rest, (*path, step))


def _children(data: Any) -> Iterator[tuple[str | int, Any]]:
    if isinstance(data, Mapping):
        yield from data.items()
    elif isinstance(data, list | tuple):
        yield from enumerate(data)
