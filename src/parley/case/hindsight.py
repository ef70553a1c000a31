"""Leave out what was known only after the case's `as_of`."""

from typing import Any

from parley.case.schema import Case, Entry

__all__ = ["without_hindsight"]


def without_hindsight(case: Case) -> Case:
    """The case as it could be known at `as_of`; entries inside entries are left out as well."""
    update = {name: _kept(getattr(case, name)) for name in type(case).model_fields}
    return case.model_copy(update=update)


def _kept(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _kept(part) for key, part in value.items() if not _late(part)}
    if isinstance(value, tuple):
        return tuple(_kept(part) for part in value if not _late(part))
    if isinstance(value, Entry) and any(
        isinstance(getattr(value, name), tuple) for name in type(value).model_fields
    ):
        update = {
            name: _kept(part)
            for name in type(value).model_fields
            if isinstance(part := getattr(value, name), tuple)
        }
        return value.model_copy(update=update)
    return value


def _late(value: Any) -> bool:
    return bool(getattr(value, "hindsight", False))
