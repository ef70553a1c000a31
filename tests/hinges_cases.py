"""Cases with made-up conclusions for the hinges lens, so that every answer is known."""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray
from small_case import small
from toy_case import toy

from parley.blocks import Block, Note
from parley.case.schema import Case
from parley.conclusion import Conclusion, yes_or_no
from parley.draws import Draws, draws
from parley.lenses import hinges
from parley.looked import Looked, look
from parley.models.uncertain import Columns, columns

N = 1000
A, B = "war.sides.a.cost", "war.sides.b.cost"  # 0.1..0.3 and 0.1..0.2 below
STRUCK = "war.sides.{}.capabilities.all.struck"
CLAIM = {"source": "note", "how": "document", "on": "2020-01-01", "act": "ASSESS"}


def _claim(says: str) -> dict[str, Any]:
    return {**CLAIM, "about": "numbers", "says": says}


def _disputed(one: str, other: str) -> dict[str, Any]:
    accounts = [{"value": 0.1, "from": one}, {"value": 0.3, "from": other}]
    return {"claimed": accounts, "prior": "0..0.4"}


OPEN = {
    A: "0.1..0.3",
    B: "0.1..0.2",
    "claims.a1": _claim("A lost a tenth"),
    "claims.a2": _claim("A lost three tenths"),
    "claims.b1": _claim("B lost a tenth"),
    "claims.b2": _claim("B lost three tenths"),
    STRUCK.format("a"): _disputed("a1", "a2"),
    STRUCK.format("b"): _disputed("b1", "b2"),
}


class Made:
    """A case, its draws and its columns by path and part."""

    def __init__(self, case: Case, n: int = N, seed: int = 0) -> None:
        self.case, self.draws = case, draws(case, n, seed)
        self.given = columns(case, self.draws)

    def at(self, path: str, part: str = "") -> int:
        (found,) = (
            k
            for k, about in enumerate(self.given.about)
            if (about.path, about.part) == (path, part)
        )
        return found

    def x(self, path: str, part: str = "") -> NDArray[np.float64]:
        """(n,) draws of an input from 0 to 1 over what they span."""
        column = self.given.x[:, self.at(path, part)]
        return (column - column.min()) / np.ptp(column)

    def asked(self, *conclusions: Conclusion) -> hinges.Hinges:
        return hinges.build(self.case, self.draws, conclusions)


@cache
def made() -> Made:
    """Two costs and two losses in dispute; all else of the toy is known or of the weekly model."""
    return Made(toy(OPEN))


def number(id: str, values: ArrayLike) -> Conclusion:
    return Conclusion(id=id, says=f"number {id}", values=np.asarray(values, float), yes=False)


def so(id: str, holds: ArrayLike, known: ArrayLike = True) -> Conclusion:
    return yes_or_no(id, f"{id} is so", holds, known=known)


def notes(blocks: Sequence[Block]) -> list[Note]:
    return [block for block in blocks if isinstance(block, Note)]


@cache
def small_looked(n: int = 70) -> tuple[Draws, Mapping[str, Looked]]:
    """Every lens on the small case, once: in 70 draws the war lens runs 60 week by week."""
    drawn = draws(small(), n)
    return drawn, {each.lens: each for each in look(small(), drawn)}


def names(given: Columns) -> dict[tuple[str, str], str]:
    return {(each.path, each.part): each.name for each in given.about}
