"""Actors of a case as a table for other tools, at the middle of the draws."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np

from parley.case.formats.actor_table import ActorTable, own_capability
from parley.case.formats.ktab import over_full, write_ktab
from parley.case.formats.plain_table import write_plain
from parley.errors import CaseError, Problem
from parley.models.influence.build import FULL, Stances

__all__ = ["actor_table", "write_actors"]

DIGITS = 4
FEWEST = 3  # actors that KTAB takes


def actor_table(found: Stances) -> ActorTable:
    """Means of the draws; one capability per actor where it is the same on all its scales."""
    parties = found.case.parties
    position = np.round(found.position.mean(axis=0) * FULL, DIGITS)
    capability = np.round(found.capability.mean(axis=0), DIGITS)
    follows = found.follows.mean(axis=0)
    return ActorTable(
        title=found.case.title,
        actors=tuple(parties[name].name for name in found.actors),
        about=("",) * len(found.actors),
        issues=tuple(scale.name for scale in found.given.scales.values()),
        ends=tuple((scale.low, scale.high) for scale in found.given.scales.values()),
        position=position,
        salience=np.round(found.salience.mean(axis=0) * FULL, DIGITS),
        capability=own_capability(np.where(np.isnan(position), np.nan, capability)),
        accommodation=follows + np.diag(1 - follows.sum(axis=1)) if follows.any() else None,
    )


def write_actors(found: Stances, form: str, target: Path) -> tuple[str, ...]:
    """Write a file of KTAB ("ktab") or a plain table; what was left out, a sentence each.

    Raises `CaseError` where the file exists or the form has no place for what the case says.
    """
    table = actor_table(found)
    if target.exists():
        raise CaseError([Problem(str(target), 0, 0, "this exists", "nothing is ever overwritten")])
    try:
        text = write_ktab(table) if form == "ktab" else write_plain(table)
    except ValueError as error:
        fix = "export it with --format actors"
        raise CaseError([Problem("influence", 0, 0, str(error), fix)]) from None
    target.write_text(text, encoding="utf-8")
    left = () if table.accommodation is None else ("Who follows whom is left out.",)
    return (*left, *(_not_ktab(table) if form == "ktab" else ()))


def _not_ktab(table: ActorTable) -> Iterator[str]:
    """What KTAB's program will not take, a sentence each."""
    yield from over_full(table.actors, table.salience)
    idle = (table.capability == 0) | (table.salience.sum(axis=1) == 0)
    if idle.any():
        names = ", ".join(name for name, no in zip(table.actors, idle, strict=True) if no)
        yield f"KTAB takes no actors without capability or salience: {names}."
    if table.n_actors < FEWEST:
        yield f"KTAB takes no fewer than {FEWEST} actors."
