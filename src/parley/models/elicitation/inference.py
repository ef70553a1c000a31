"""What a party's answers say about what it wants: importance and values from comparisons.

Additive value functions are inferred by linear programming from what is stated and from packages
compared (UTASTAR). Nothing is guessed beyond that: the answer is the range that remains, and one
solution in it only for illustration. Answers that contradict each other are named.

Sources: Jacquet-Lagreze and Siskos (1982), European Journal of Operational Research 10(2), 151-164;
Siskos and Yannacopoulos (1985), UTASTAR: an ordinal regression method for building additive value
functions, Investigacao Operacional 5(1), 39-53.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from parley.models.elicitation.comparisons import Alternatives, Comparison
from parley.models.elicitation.contradictions import Contradictions, contradictions
from parley.models.elicitation.program import Draft, Stated, compared, drafted, solved

__all__ = [
    "LEAST",
    "TOLERANCE",
    "Errors",
    "Picture",
    "Remaining",
    "admitted_importance",
    "contradicting",
    "errors",
    "remaining",
]

Floats = NDArray[np.float64]

LEAST = 1e-4
"""The least difference that counts as preferring, where the best package is 1 and the worst 0."""

TOLERANCE = 1e-6  # to which the solver keeps what is asked


@dataclass(frozen=True, kw_only=True, eq=False)
class Picture:
    """One way to see the party. Importance (n_issues,) adds up to 1.

    worth : per issue (n_levels,), importance times value. other : (n_others,).
    """

    importance: Floats
    worth: tuple[Floats, ...]
    other: Floats


@dataclass(frozen=True, kw_only=True, eq=False)
class Remaining:
    """What agrees with everything stated and answered.

    importance : (n_issues, 2), least and most. worth : per issue (n_levels, 2). other :
    (n_others, 2). middle : the smallest difference in a comparison is as large as can be, and then
    no importance is farther from an equal share than need be. average : mean of the pictures that
    give each issue in turn its most, as UTASTAR does; with rankings that leave open what is best
    it need not agree with the answers itself. Of several such pictures the solver picks one.
    """

    importance: Floats
    worth: tuple[Floats, ...]
    other: Floats
    middle: Picture
    average: Picture


@dataclass(frozen=True, kw_only=True, eq=False)
class Errors:
    """The least that the answers must be wrong by, in all, for one picture to fit them.

    total : 0 if the answers agree. by : (n_comparisons,), how far each falls short in `picture`;
    the same total may be split in other ways.
    """

    total: float
    by: Floats
    picture: Picture


def contradicting(
    stated: Stated,
    known: Alternatives,
    comparisons: Sequence[Comparison],
    threshold: float = LEAST,
) -> Contradictions:
    """All minimal sets of comparisons that cannot hold together, given what is stated."""
    base = drafted(stated)

    def consistent(some: Sequence[int]) -> bool:
        draft = base.copy()
        compared(draft, known, [comparisons[k] for k in some], threshold)
        return solved(draft, {}) is not None

    return contradictions(len(comparisons), consistent)


def remaining(
    stated: Stated,
    known: Alternatives,
    comparisons: Sequence[Comparison],
    threshold: float = LEAST,
) -> Remaining | None:
    """What the answers leave of everything that was possible; None if they contradict.

    Two linear programs for each number.
    """
    draft = _all(stated, known, comparisons, threshold)
    if solved(draft, {}) is None:
        return None
    n = len(stated.values)
    most = [_found(draft, {i: -1.0}) for i in range(n)]
    return Remaining(
        importance=_importance(draft, most),
        worth=tuple(
            np.array([_ends(draft, _level(draft, i, row)) for row in stated.spread[i]])
            for i in range(n)
        ),
        other=np.array(
            [_ends(draft, {draft.other + k: 1.0}) for k in range(len(stated.other.low))]
        ).reshape(-1, 2),
        middle=_middle(stated, known, comparisons, threshold),
        average=_picture(draft, np.mean(most, axis=0)),
    )


def admitted_importance(
    stated: Stated,
    known: Alternatives,
    comparisons: Sequence[Comparison],
    threshold: float = LEAST,
) -> Floats | None:
    """Least and most importance of each issue, (n_issues, 2); None if the answers contradict."""
    draft = _all(stated, known, comparisons, threshold)
    if solved(draft, {}) is None:
        return None
    return _importance(draft, [_found(draft, {i: -1.0}) for i in range(len(stated.values))])


def errors(
    stated: Stated,
    known: Alternatives,
    comparisons: Sequence[Comparison],
    threshold: float = LEAST,
) -> Errors:
    """The least total error, and the answers it falls on.

    Each comparison has an error. UTASTAR gives one to each package instead, which cannot mend
    answers that go round in a circle.
    """
    draft = drafted(stated)
    made = draft.columns(len(comparisons))
    compared(draft, known, comparisons, threshold, errors=made)
    found = _found(draft, dict.fromkeys(made, 1.0))
    by = found[made]
    return Errors(total=float(by.sum()), by=by, picture=_picture(draft, found))


def _all(
    stated: Stated, known: Alternatives, comparisons: Sequence[Comparison], threshold: float
) -> Draft:
    draft = drafted(stated)
    compared(draft, known, comparisons, threshold)
    return draft


def _found(draft: Draft, cost: dict[int, float]) -> Floats:
    solution = solved(draft, cost)
    if solution is None:  # the caller has seen a solution, so this is the solver's failure
        raise ArithmeticError("no solution was found where there is one")
    return solution


def _ends(draft: Draft, terms: dict[int, float]) -> tuple[float, float]:
    """The least and the most of a sum."""
    columns, numbers = [*terms], np.array([*terms.values()])
    low = _found(draft, terms)[columns] @ numbers
    high = _found(draft, {column: -number for column, number in terms.items()})[columns] @ numbers
    return float(low), float(high)


def _importance(draft: Draft, most: Sequence[Floats]) -> Floats:
    least = [_found(draft, {i: 1.0})[i] for i in range(len(most))]
    both = np.array([least, [each[i] for i, each in enumerate(most)]]).T
    clean: Floats = np.clip(both, 0, 1) + 0.0  # the solver may be off by a hair, or say -0
    return clean


def _level(draft: Draft, i: int, spread: Floats) -> dict[int, float]:
    return {draft.point[i] + j: float(spread[j]) for j in np.flatnonzero(spread).tolist()}


def _middle(
    stated: Stated, known: Alternatives, comparisons: Sequence[Comparison], threshold: float
) -> Picture:
    draft = drafted(stated)
    slack, far = draft.columns(2)
    compared(draft, known, comparisons, threshold, slack=slack)
    draft.least({slack: -1.0}, -1.0)  # without comparisons nothing else would bound it
    best = _found(draft, {slack: -1.0})
    for column in draft.whole:  # of several ways to be as clear, this one
        draft.equal({column: 1.0}, float(round(best[column])))
    draft.whole.clear()
    draft.least({slack: 1.0}, float(best[slack]) - TOLERANCE)
    equal = 1 / len(stated.values)
    for i in range(len(stated.values)):
        draft.least({far: 1.0, i: -1.0}, -equal)
        draft.least({far: 1.0, i: 1.0}, equal)
    return _picture(draft, _found(draft, {far: 1.0}))


def _picture(draft: Draft, solution: Floats) -> Picture:
    stated, n = draft.stated, len(draft.stated.values)
    points = [
        solution[at : at + each.shape[1]]
        for at, each in zip(draft.point, stated.spread, strict=True)
    ]
    return Picture(
        importance=solution[:n],
        worth=tuple(each @ own for each, own in zip(stated.spread, points, strict=True)),
        other=solution[draft.other : draft.other + len(stated.other.low)],
    )
