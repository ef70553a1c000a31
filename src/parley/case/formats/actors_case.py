"""Write a table of actors as a case file with a section `influence`."""

import json
import math
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

import numpy as np

from parley.case.formats.actor_table import ActorTable
from parley.case.formats.as_case import WORDS
from parley.case.formats.ktab import plain
from parley.case.formats.names import ids

__all__ = ["actors_text"]

BRIEF = 32  # characters of an id
MOST = 10**6  # the largest weight that a case admits
ROUNDED = 1e-9


def actors_text(table: ActorTable, *, name: str = "", on: date | None = None) -> str:
    """The case file of a table. name : id of the case. on : its date; None for today.

    `follows` has what an actor takes from others; an actor that holds on to its ideal in part, and
    settings of KTAB, have no place in a case: the summary says so. Capabilities beyond what a case
    takes are divided by a power of ten; only their ratios matter.
    """
    day = (on or date.today()).isoformat()
    table = _in_reach(table)
    return "\n".join([*_head(table, name, day), *_scales(table, day), *_actors(table), ""])


def _in_reach(table: ActorTable) -> ActorTable:
    """The table with capabilities that a case takes."""
    over = table.capability.max() / MOST
    if over <= 1:
        return table
    unit = 10 ** math.ceil(math.log10(over))
    note = f"Capabilities are divided by {unit:,}."
    return replace(table, capability=table.capability / unit, notes=(*table.notes, note))


def _head(table: ActorTable, name: str, day: str) -> Iterator[str]:
    yield "# yaml-language-server: $schema=parley.schema.json"
    yield "parley: 1"
    yield f"case: {_key(name or ids([table.title or 'actors'])[0])}"
    yield f"title: {_quoted(table.title or 'A table of actors')}"
    yield f"as_of: {day}"
    yield f"summary: {_quoted(' '.join(_summary(table)))}"
    yield "\nparties:"
    for party, label, about in zip(_party_ids(table), table.actors, table.about, strict=True):
        more = f"  # {about}" if about else ""
        yield f"  {_key(party)}: {{name: {_quoted(label)}, roles: [{{is: party}}]}}{more}"


def _summary(table: ActorTable) -> Iterator[str]:
    yield f"Read from {table.source}." if table.source else "Taken over from another tool."
    if table.description:
        yield f"{table.description.rstrip('.')}."
    if table.options:
        told = ", ".join(f"{key} {value}" for key, value in table.options.items())
        yield f"Settings in the file: {told}."
    if holding := _holding(table):
        yield f"Left out: how far {', '.join(holding)} hold on to their ideals."
    yield from table.notes


def _scales(table: ActorTable, day: str) -> Iterator[str]:
    yield "\ninfluence:"
    yield "  by: taken over from the file"
    yield f"  on: {day}"
    yield f"  because: {_because(table)}"
    yield "  # The file does not say what the ends of a scale mean: write it here."
    yield "  scales:"
    for key, issue, ends in zip(_issue_ids(table), table.issues, table.ends, strict=True):
        low, high = (_quoted(f"{end} in the file") for end in ends)
        yield f"    {_key(key)}:"
        yield f"      name: {_quoted(issue)}"
        yield f"      question: {_quoted(f'Where does it end on {issue}?')}"
        yield f"      low: {low}"
        yield f"      high: {high}"


def _actors(table: ActorTable) -> Iterator[str]:
    because = _because(table)
    keys = [_key(issue) for issue in _issue_ids(table)]
    parties = [_key(party) for party in _party_ids(table)]
    yield "  actors:"
    for i, party in enumerate(parties):
        yield f"    {party}:"
        yield f"      because: {because}"
        if table.capability.ndim == 1:
            yield f"      capability: {plain(table.capability[i])}"
        yield "      stances:"
        for k in np.flatnonzero(~np.isnan(table.position[i])):
            yield f"        {keys[k]}: {{{_stance(table, i, int(k), because)}}}"
        follows = _follows(table, i, parties)
        if follows:
            yield f"      follows: {{{follows}}}"


def _stance(table: ActorTable, i: int, k: int, because: str) -> str:
    own = f", capability: {plain(table.capability[i, k])}" if table.capability.ndim == 2 else ""
    stands, cares = plain(table.position[i, k]), plain(table.salience[i, k])
    return f"position: {stands}, salience: {cares}{own}, because: {because}"


def _follows(table: ActorTable, i: int, parties: Sequence[str]) -> str:
    if table.accommodation is None:
        return ""
    row = table.accommodation[i]
    named = [j for j in range(table.n_actors) if row[j] and j != i]
    return ", ".join(f"{parties[j]}: {plain(row[j])}" for j in named)


def _holding(table: ActorTable) -> list[str]:
    """Actors whose ideals follow positions by less than 1 in all, their own included."""
    if table.accommodation is None:
        return []
    totals = zip(table.actors, table.accommodation.sum(axis=1), strict=True)
    return [name for name, total in totals if total < 1 - ROUNDED]


def _because(table: ActorTable) -> str:
    return _quoted(f"It stands in {table.source or 'the file'}.")


def _brief(name: str) -> str:
    """The first words of a long name."""
    return name if len(name) <= BRIEF else name[: BRIEF + 1].rpartition(" ")[0] or name[:BRIEF]


def _party_ids(table: ActorTable) -> tuple[str, ...]:
    return ids(map(_brief, table.actors))


def _issue_ids(table: ActorTable) -> tuple[str, ...]:
    return ids(map(_brief, table.issues))


def _key(name: str) -> str:
    return _quoted(name) if name.lower() in WORDS else name


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
