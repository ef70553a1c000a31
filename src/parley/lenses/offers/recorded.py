"""The model against the record: definite answers to whole texts beside what the preferences say."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from parley.case.schema import Response
from parley.models.offer_space import OfferSpace
from parley.models.term_sheet import definite

__all__ = ["Recorded", "recorded"]


@dataclass(frozen=True, kw_only=True)
class Recorded:
    """A party's last answer to a whole text, and how far the model agrees with it.

    party : its place in `OfferSpace.parties`. texts : the ways to take the text's choices.
    agrees : share of draws in which some way is worth no deal or more, if the answer was yes; in
        which every way is worth less, if it was no. Red lines are not counted.
    crossed : issues on which every way crosses a red line of the party, by what it says.
    """

    proposal: str
    party: int
    answer: Response
    texts: tuple[int, ...]
    agrees: float
    crossed: tuple[int, ...]

    @property
    def doubted(self) -> bool:
        """Most draws say the opposite of what the party said."""
        return self.agrees < 0.5


def recorded(
    space: OfferSpace, worth: NDArray[np.bool_], crossed: tuple[tuple[tuple[int, int], ...], ...]
) -> tuple[Recorded, ...]:
    """Every definite answer, in the order of the texts.

    worth : (n_texts, n_draws, n_parties), worth no deal or more. crossed : per text the
    (issue, party) red lines it crosses by what it says.
    """
    return tuple(_recorded(space, worth, crossed))


def _recorded(
    space: OfferSpace, worth: NDArray[np.bool_], crossed: tuple[tuple[tuple[int, int], ...], ...]
) -> Iterator[Recorded]:
    for proposal in dict.fromkeys(text.proposal for text in space.texts):
        texts = tuple(t for t, text in enumerate(space.texts) if text.proposal == proposal)
        for p, party in enumerate(space.parties):
            answer = definite(space.case, proposal, party)
            if answer is None:
                continue
            some = float(worth[list(texts), :, p].any(axis=0).mean())
            by_way = [{i for i, owner in crossed[t] if owner == p} for t in texts]
            yield Recorded(
                proposal=proposal,
                party=p,
                answer=answer,
                texts=texts,
                agrees=some if answer.state == "accepted" else 1.0 - some,
                crossed=tuple(sorted(set.intersection(*by_way))),
            )
