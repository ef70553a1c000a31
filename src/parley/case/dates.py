"""Dates of a case, with events looked up: spans of days, and what came after `as_of`."""

from datetime import date

from parley.case.schema import Case
from parley.case.when import Span, When

__all__ = ["as_of", "changed_since", "span"]

_DEPTH = 50  # a longer chain of "the day after ..." is a cycle


def as_of(case: Case) -> date:
    """The last day whose events the case knows."""
    latest = case.as_of.span.latest
    if latest is None:
        raise ValueError("as_of needs a last day")
    return latest


def changed_since(case: Case) -> date | None:
    """The last day that does not count as new; None if the case names none, or one without end."""
    return span(case, case.changed_since).latest if case.changed_since else None


def span(case: Case, when: When) -> Span:
    """The days a date admits. `LookupError` if it hangs on an unknown event or on itself."""

    def event(name: str, depth: int = 0) -> Span:
        if name not in case.chronology:
            raise LookupError(f"no event with id '{name}'")
        if depth > _DEPTH:
            raise LookupError(f"the date of '{name}' hangs on itself, or on too long a chain")
        return case.chronology[name].on.resolve(lambda other: event(other, depth + 1))

    return when.resolve(event)
