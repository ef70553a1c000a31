"""Every uncertain input of a case as columns of draws.

A number is one column; a ranking is one for each item that it places; accounts that differ are one
more, of which was believed; a statement that may not hold is 1 in the draws in which it does. What
is the same in every draw is left out.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from parley.case import Case
from parley.case.quantity import Claimed
from parley.draws import Draws, Input
from parley.models.uncertain.naming import account_names, column_name, owner_of, statement_at

__all__ = ["Column", "Columns", "columns"]

Floats = NDArray[np.float64]
COIN = ":coin"
JUDGED = ("positions", "moves", "influence", "war", "settlement")


@dataclass(frozen=True, kw_only=True)
class Column:
    """path : of the input in the case file. part : of it, for a ranking; "account" for which of
    several accounts was believed. name : in words. claims : what it rests on. party, issue : whose
    it is and what about, where it is of one. levels : names of its levels, for accounts and for
    statements. refs : its claims, or the judgement that it is part of; nothing where nothing is
    said, so that all is open."""

    path: str
    part: str
    name: str
    claims: tuple[str, ...]
    party: str
    issue: str
    levels: Mapping[float, str]
    refs: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, eq=False)
class Columns:
    """x : (n, k). about : of each column."""

    x: Floats
    about: tuple[Column, ...]


def columns(case: Case, draws: Draws) -> Columns:
    """All that varies over the draws, in the order of the case file."""
    found = [
        (each, values)
        for given in draws.inputs
        for each, values in _of(case, draws, given)
        if np.ptp(values) > 0
    ]
    x = np.stack([values for _, values in found], axis=1) if found else np.empty((draws.n, 0))
    return Columns(x=x, about=tuple(each for each, _ in found))


def _of(case: Case, draws: Draws, given: Input) -> Iterator[tuple[Column, Floats]]:
    array = draws.arrays[given.path]
    if given.path.endswith(COIN):
        path = given.path.removesuffix(COIN)
        chance = draws.number(f"{path}.chance", statement_at(case, path).chance)
        yield _column(case, given, ""), (array < chance).astype(float)
    elif array.ndim == 1:
        yield _column(case, given, ""), array
    else:
        for part, values in zip(given.names, array.T, strict=True):
            yield _column(case, given, part), values
    if isinstance(given.given, Claimed):
        yield _column(case, given, "account"), draws.arrays[f"{given.path}:account"]


def _column(case: Case, given: Input, part: str) -> Column:
    party, issue = owner_of(case, given.path, part)
    return Column(
        path=given.path,
        part=part,
        name=column_name(case, given.path, part),
        claims=given.claims,
        party=party,
        issue=issue,
        levels=_levels(given, part),
        refs=given.claims or _judgement(case, given.path.partition(":")[0]),
    )


def _judgement(case: Case, path: str) -> tuple[str, ...]:
    match path.split("."):
        case ["positions", party, "importance", *_]:
            return (path,) if case.positions[party].importance else ()
        case ["positions", party, "issues", issue, *_]:
            return (path,) if issue in case.positions[party].issues else ()
        case [section, *_] if section in JUDGED:
            return (path,)
    return ()


def _levels(given: Input, part: str) -> Mapping[float, str]:
    if given.path.endswith(COIN):
        return {0.0: "not so", 1.0: "so"}
    return account_names(given.given) if part and isinstance(given.given, Claimed) else {}
