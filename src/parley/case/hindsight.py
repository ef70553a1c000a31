"""Leave out what was known only after the case's `as_of`."""

from collections.abc import Iterator, Mapping
from typing import Any

from parley.case.dates import as_of, span
from parley.case.references import Finding, dangling
from parley.case.schema import Case, Entry, with_named_numbers
from parley.case.when import When

__all__ = ["relying_on_hindsight", "without_hindsight"]


def without_hindsight(case: Case) -> Case:
    """The case as it could be known at `as_of`; entries inside entries are left out as well.

    So are offices and roles that began later: they carry no mark, their dates say it.
    """
    known: Case = _known(case, case)
    return with_named_numbers(known)  # a number that only a later text names is not compared


def _known(case: Case, value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _known(case, part) for key, part in value.items() if not _late(case, part)}
    if isinstance(value, tuple):
        return tuple(_known(case, part) for part in value if not _late(case, part))
    if isinstance(value, Entry):
        update = {
            name: field.get_default() if _late(case, part) else _known(case, part)
            for name, field in type(value).model_fields.items()
            if isinstance(part := getattr(value, name), dict | tuple | Entry)
        }
        return value.model_copy(update=update)
    return value


def _late(case: Case, value: Any) -> bool:
    if not isinstance(value, Entry):
        return False
    during = getattr(value, "during", None)
    later = isinstance(during, When) and span(case, during).starts_after(as_of(case))
    return later or bool(getattr(value, "hindsight", False))


def relying_on_hindsight(data: Mapping[str, Any]) -> Iterator[Finding]:
    """References from what is shown to what is hidden, which would then dangle.

    Works on plain data, like `dangling`.
    """
    broken = {(path, what) for path, what, _ in dangling(data)}
    for path, what, _ in dangling(_shown(data)):
        if (path, what) not in broken:
            hidden = what.removeprefix("no ").replace(" with id", "")
            yield path, f"relies on {hidden}, which is hindsight", "mark this as hindsight as well"


def _shown(value: Any) -> Any:
    """Plain data without entries marked as hindsight; in lists nothing moves."""
    if isinstance(value, Mapping):
        return {key: _shown(part) for key, part in value.items() if not _is_marked(part)}
    if isinstance(value, list):
        return [None if _is_marked(part) else _shown(part) for part in value]
    return value


def _is_marked(value: Any) -> bool:
    return isinstance(value, Mapping) and value.get("hindsight") is True
