"""Which inputs, and which disputed claims, the conclusions as a whole hang on most.

An input counts for a conclusion by the share of its variance that it explains, where that stands
clear of what irrelevant inputs show; the mean over the conclusions of a lens, then over the lenses,
so that a lens which draws many conclusions does not count for more.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from parley.lenses.hinges.build import Asked, Hinges
from parley.lenses.hinges.indices import Table
from parley.models.accounts import contradictions

__all__ = ["Disputed", "Overall", "Weight", "disputed", "overall", "weigh"]

Floats = NDArray[np.float64]


@dataclass(frozen=True, kw_only=True)
class Weight:
    """at : the row, of inputs or groups. score : 0 to 1, see above. hung : conclusions it counts
    for, the one it explains most first. most : the conclusion it explains most, clear or not."""

    at: int
    score: float
    hung: tuple[int, ...]
    most: int


@dataclass(frozen=True, kw_only=True)
class Overall:
    """inputs : one column of each input, most first. n_inputs : how many the case leaves open."""

    inputs: tuple[Weight, ...]
    n_inputs: int


@dataclass(frozen=True, kw_only=True)
class Disputed:
    """claims : those that clash with another and bear on an input, as groups, most first.

    n_disputed : all that clash. unused : of these, those that no input rests on.
    """

    claims: tuple[Weight, ...]
    n_disputed: int
    unused: tuple[str, ...]


def weigh(table: Table, lenses: Sequence[str]) -> tuple[Weight, ...]:
    """Rows with a share at all, the highest score first, then by the largest share.

    lenses : of each conclusion.
    """
    share = np.where(table.above, np.nan_to_num(table.estimate), 0.0)
    each = [np.array([lens == other for other in lenses]) for lens in dict.fromkeys(lenses)]
    of_lens = [share[:, of].mean(axis=1) for of in each]
    score = np.mean(of_lens, axis=0) if of_lens else np.zeros(len(share))
    largest = np.nan_to_num(table.estimate, nan=-np.inf)
    rows = [i for i in range(len(score)) if np.isfinite(largest[i]).any()]
    rows.sort(key=lambda i: (-score[i], -largest[i].max()))
    return tuple(_weight(i, float(score[i]), table.above[i], largest[i]) for i in rows)


def _weight(at: int, score: float, above: NDArray[np.bool_], share: Floats) -> Weight:
    order = np.argsort(-share, kind="stable").tolist()
    hung = tuple(j for j in order if above[j])
    return Weight(at=at, score=score, hung=hung, most=order[0])


def overall(found: Hinges, table: Table, asked: Sequence[Asked]) -> Overall:
    """Of the columns of one ranking the one that counts most stands for all."""
    every = weigh(table, [each.lens for each in asked])
    paths = [found.given.about[each.at].path for each in every]
    first = {path: i for i, path in reversed(list(enumerate(paths)))}
    kept = tuple(each for i, each in enumerate(every) if first[paths[i]] == i)
    return Overall(inputs=kept, n_inputs=len({each.path for each in found.given.about}))


def disputed(found: Hinges, table: Table, asked: Sequence[Asked]) -> Disputed:
    """Claims in the register of clashes, and those of accounts that differ of one number."""
    clashing = dict.fromkeys(c for clash in contradictions(found.case) for c in clash.claims)
    clashing |= dict.fromkeys(
        c for each in found.given.about if each.part == "account" for c in each.claims
    )
    place = {each.id: g for g, each in enumerate(found.groups) if each.kind == "claim"}
    weighed = weigh(table, [each.lens for each in asked])
    used = {place[claim] for claim in clashing if claim in place}
    return Disputed(
        claims=tuple(each for each in weighed if each.at in used),
        n_disputed=len(clashing),
        unused=tuple(claim for claim in clashing if claim not in place),
    )
