"""Leave out what was known only after the case's `as_of`."""

from typing import Any

from parley.case.schema import Case, Entry

__all__ = ["without_hindsight"]


def without_hindsight(case: Case) -> Case:
    """The case as it could be known at `as_of`; entries inside entries are left out as well."""
    known: Case = _known(case)
    return known


def _known(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _known(part) for key, part in value.items() if not _late(part)}
    if isinstance(value, tuple):
        return tuple(_known(part) for part in value if not _late(part))
    if isinstance(value, Entry):
        update = {
            name: field.get_default() if _late(part) else _known(part)
            for name, field in type(value).model_fields.items()
            if isinstance(part := getattr(value, name), dict | tuple | Entry)
        }
        return value.model_copy(update=update)
    return value


def _late(value: Any) -> bool:
    return bool(getattr(value, "hindsight", False))
