"""Inputs that belong together: those that rest on one claim or source, of one party or issue."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from parley.case import Case
from parley.models.uncertain.columns import Column, Columns

__all__ = ["KINDS", "Group", "groups"]


@dataclass(frozen=True, kw_only=True)
class Group:
    """kind : of `KINDS`. id : of the claim, source, party or issue. name : in words.

    columns : which of the columns. refs : the claim, if it is one.
    """

    kind: str
    id: str
    name: str
    columns: tuple[int, ...]
    refs: tuple[str, ...]


def groups(case: Case, given: Columns) -> tuple[Group, ...]:
    """Every group with a column in it, by kind. An input may be in several of a kind."""
    found = []
    for kind, (members, name) in KINDS.items():
        held: dict[str, list[int]] = {}
        for k, column in enumerate(given.about):
            for member in dict.fromkeys(members(case, column)):
                held.setdefault(member, []).append(k)
        found += [
            Group(
                kind=kind,
                id=member,
                name=name(case, member),
                columns=tuple(at),
                refs=(member,) if kind == "claim" else (),
            )
            for member, at in held.items()
        ]
    return tuple(found)


KINDS: Mapping[
    str, tuple[Callable[[Case, Column], tuple[str, ...]], Callable[[Case, str], str]]
] = {
    "claim": (lambda _, column: column.claims, lambda case, id: case.claims[id].says),
    "source": (
        lambda case, column: tuple(case.claims[each].source for each in column.claims),
        lambda case, id: case.sources[id].outlet,
    ),
    "party": (
        lambda _, column: (column.party,) if column.party else (),
        lambda case, id: case.parties[id].label,
    ),
    "issue": (
        lambda _, column: (column.issue,) if column.issue else (),
        lambda case, id: case.issues[id].name,
    ),
}
"""Kind -> which groups a column is in, and what one is called."""
