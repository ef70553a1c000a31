"""Every lens looked through once, and what they conclude."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches
from typing import Any

import numpy as np
from numpy.typing import NDArray

from parley import lenses
from parley.case import Case
from parley.conclusion import Conclusion, scalars
from parley.draws import Draws
from parley.errors import CaseError

__all__ = ["Looked", "concluded", "look", "named"]


@dataclass(frozen=True, kw_only=True, eq=False)
class Looked:
    """What one lens found. result : None where the case cannot feed it; lacks : what is missing."""

    lens: str
    result: Any = None
    lacks: str = ""


def look(
    case: Case,
    draws: Draws,
    only: Sequence[str] = (),
    *,
    progress: Callable[[str], None] = lambda _: None,
) -> tuple[Looked, ...]:
    """Every lens, or those named, in the order of `lenses.ALL`; each solved once.

    progress : told the question being worked on. Raises `ValueError` for an unknown lens.
    """
    if unknown := [name for name in only if name not in lenses.ALL]:
        raise ValueError(f"no lens {', '.join(unknown)}; there are {', '.join(lenses.ALL)}")
    found = []
    for name, lens in lenses.ALL.items():
        if not only or name in only:
            progress(lens.QUESTION)
            found.append(_looked(name, lens, case, draws))
    return tuple(found)


def _looked(name: str, lens: lenses.Lens, case: Case, draws: Draws) -> Looked:
    try:
        model = lens.build(case, draws)
    except CaseError as lack:  # only here: an error later on is ours, not the case's
        return Looked(lens=name, lacks=str(lack))
    return Looked(lens=name, result=lens.solve(model))


def concluded(looked: Iterable[Looked]) -> tuple[Conclusion, ...]:
    """What the lenses conclude, ids beginning with the lens."""
    return tuple(
        replace(each, id=f"{one.lens}.{each.id}")
        for one in looked
        if one.result is not None
        for each in lenses.ALL[one.lens].conclusions(one.result)
    )


def named(looked: Iterable[Looked], id: str, n: int) -> Conclusion:
    """A conclusion by its id, or any number that a result holds for each of n draws by its path,
    such as ``games.talked_of.sides.1.gain``. `LookupError`, with what is close, for none of these.
    """
    every = tuple(looked)
    told = {each.id: each for each in concluded(every)}
    if id in told:
        return told[id]
    found = {f"{one.lens}.{path}": each for one in every for path, each in _scalars(one, n)}
    if id not in found:
        close = get_close_matches(id, [*told, *found], n=1)
        hint = f"; did you mean '{close[0]}'?" if close else ""
        raise LookupError(f"no conclusion '{id}'{hint}")
    values = found[id]
    return Conclusion(id=id, says=id, values=values, yes=bool(np.isin(values, (0, 1)).all()))


def _scalars(one: Looked, n: int) -> Iterable[tuple[str, NDArray[np.float64]]]:
    return scalars(one.result, n).items() if one.result is not None else ()
