"""What each text on the table is worth to each party, against no deal."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from parley.lenses.offers.recorded import Recorded, recorded
from parley.models.offer_space import SCALE, OfferSpace, agreed
from parley.models.term_sheet import stands

__all__ = ["MOST", "QUANTILES", "TRIED", "RedLines", "Texts", "red_lines", "texts"]

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Mask = NDArray[np.bool_]
RedLines = tuple[tuple[int, int], ...]

QUANTILES = (0.05, 0.5, 0.95)
TRIED = 300  # draws in which packages, options and changes are tried one by one
MOST = 0.5  # a text serves all "in most draws" above this share


@dataclass(frozen=True, kw_only=True, eq=False)
class Texts:
    """Each text against no deal, in the order of the offer space's texts.

    worth : (n_texts, n_parties) share of draws in which the text is worth no deal or more.
    accepts : (n_texts, n_parties) the same, but 0 where the text crosses a red line of the party.
    served : (n_texts, n_draws) bool, enough of those who must consent have no deal or more, and no
        red line of theirs crossed. together : (n_texts,) share of draws in which that is so.
    gain : (n_texts, n_parties, 3) quantiles of utility over no deal; above zero is better.
    crossed : per text the (issue, party) red lines it crosses by what it says.
    left : per text the (issue, party) red lines that stay crossed where it is silent.
    ranked : (n_standing + 1, n_parties, 2) share of draws in which the party likes the text best,
        and least, of all that stand and of no deal, which comes last; ties share a draw.
    recorded : definite answers to whole texts, beside what the model says of them.
    standing : texts that nobody has replaced, withdrawn or let expire. serving : those of them
        that serve all in most draws. rest_at_most : the largest share of the others, if any.
    """

    worth: Floats
    accepts: Floats
    served: Mask
    together: Floats
    gain: Floats
    crossed: tuple[RedLines, ...]
    left: tuple[RedLines, ...]
    ranked: Floats
    recorded: tuple[Recorded, ...]
    standing: tuple[int, ...]
    serving: tuple[int, ...]
    rest_at_most: float | None


def texts(space: OfferSpace) -> Texts:
    """Compare every text with no deal, in every draw."""
    gains = np.array([space.sample.worth(each.package) for each in space.texts])
    gains = gains.reshape(len(space.texts), *space.sample.no_deal.shape) - space.sample.no_deal
    worth = gains >= 0
    crossed = tuple(red_lines(space, text.package, text.said) for text in space.texts)
    accepts = worth & ~_blocked(space, crossed)[:, None, :]
    served = agreed(space, accepts)
    together = served.mean(axis=1)
    standing = tuple(t for t, text in enumerate(space.texts) if stands(space.case, text.proposal))
    serving = tuple(t for t in standing if together[t] > MOST)
    return Texts(
        worth=worth.mean(axis=1),
        accepts=accepts.mean(axis=1),
        served=served,
        together=together,
        gain=np.moveaxis(np.quantile(gains / SCALE, QUANTILES, axis=1), 0, -1),
        crossed=crossed,
        left=tuple(red_lines(space, text.package, ~text.said) for text in space.texts),
        ranked=_ranked(gains[list(standing)]),
        recorded=recorded(space, worth, crossed),
        standing=standing,
        serving=serving,
        rest_at_most=max((float(together[t]) for t in standing if t not in serving), default=None),
    )


def _ranked(gains: Ints) -> Floats:
    """First and last places: the outer rank acceptability indices of SMAA.

    Source: Lahdelma and Salminen (2001), Operations Research 49(3), 444-454.
    """
    compared = np.concatenate([gains, np.zeros((1, *gains.shape[1:]), np.int64)])
    ends = compared == compared.max(axis=0), compared == compared.min(axis=0)
    return np.stack([(each / each.sum(axis=0)).mean(axis=1) for each in ends], axis=-1)


def red_lines(space: OfferSpace, package: Ints, where: Mask) -> RedLines:
    """(issue, party) for each red line that a package crosses on these issues, (n_issues,) bool."""
    return tuple(
        (issue, party)
        for issue, level in enumerate(package.tolist())
        if where[issue]
        for party in range(len(space.parties))
        if space.red[issue][level, party]
    )


def _blocked(space: OfferSpace, crossed: Sequence[RedLines]) -> Mask:
    """(n_texts, n_parties): the text crosses a red line of the party."""
    blocked = np.zeros((len(space.texts), len(space.parties)), bool)
    for text, lines in enumerate(crossed):
        for _, party in lines:
            blocked[text, party] = True
    return blocked
