"""Why learning that the opponent is strong can prolong a war.

The declining side D wins the war with chance q now. If its opponent R is the strong type, whose
growth is still to come, D's chance will be q' < q; if it is the weak type, q stays. mu is the
chance that R is strong. The good gives 1 a period, d is the discount, war ends the game and costs
each side its C. Fighting on now is worth q / (1-d) - C to D. The best peace conceivable gives D
everything today; then the type shows, and D has what bargaining then gives it. So D fights to the
end, whatever is offered, if mu is above a threshold, and news that R is strong, a refusal or a lost
battle, can carry mu above it. Information about strength and the fear of what strength will do work
against each other: more information is not more peace in general.

Who bargains well later moves the threshold. With offers by R, D has its war value; with offers by
D, everything but R's war value. Report both:

    mu_1 = (1-d)(1 - q + (1-d) C_D) / (d (q - q'))       war if R makes the later offers
    mu_2 = (1-d)(1 - q + C_D + d C_R) / (d (q - q'))     war under every protocol

With mu = 1 they are the thresholds of preventive war, Fearon (1995) and Powell (2006).

After Wolford, Reiter and Carrubba (2011), "Information, Commitment, and War", Journal of Conflict
Resolution 55(4), 556-579: the mechanism, in one shift, not their game.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from parley.games._ranges import Floats, Number, plain, within

__all__ = ["WarThreshold", "belief_after_refusal", "fight_to_the_end", "shares_that_prolong"]


class WarThreshold(NamedTuple):
    """Beliefs above which D fights to the end; above 1 means never.

    opponent_offers : if R makes the offers later. every_protocol : whoever makes them; never lower.
    Between the two it depends on who bargains well later.
    """

    opponent_offers: Number
    every_protocol: Number


def fight_to_the_end(
    *,
    win_now: ArrayLike,
    win_later: ArrayLike,
    discount: ArrayLike,
    cost: ArrayLike,
    cost_opponent: ArrayLike = 0.0,
) -> WarThreshold:
    """From which Pr(opponent is strong) on does no offer keep D from fighting on?

    win_now : q, above 0 to 1. win_later : q', at least 0 and below win_now, against the strong
    type. discount : d, between 0 and 1. cost, cost_opponent : C_D, C_R >= 0, of the war, where the
    good gives 1 a period. Arrays broadcast. `ValueError` otherwise. Higher thresholds are better
    for peace: cheap patience, a costly war and a small shift raise them.

    >>> found = fight_to_the_end(
    ...     win_now=0.6, win_later=0.3, discount=0.9, cost=1, cost_opponent=1
    ... )
    >>> round(found.opponent_offers, 4), round(found.every_protocol, 4)
    (0.1852, 0.8519)
    """
    q, later = within("win_now", win_now, "(0, 1]"), within("win_later", win_later, "[0, 1)")
    d = within("discount", discount, "(0, 1)")
    own = within("cost", cost, "[0, inf)")
    other = within("cost_opponent", cost_opponent, "[0, inf)")
    if (later >= q).any():
        raise ValueError("win_later must be below win_now: the model is one of decline")
    shift = d * (q - later) / (1 - d)
    return WarThreshold(
        plain(np.asarray((1 - q + (1 - d) * own) / shift)),
        plain(np.asarray((1 - q + own + d * other) / shift)),
    )


def belief_after_refusal(
    *, strong: ArrayLike, weak_accept: ArrayLike, strong_accept: ArrayLike = 0.0
) -> Number:
    """How likely is a strong opponent after it has refused an offer?

    strong : 0 to 1, belief before. weak_accept, strong_accept : 0 to 1, chance that each type
    accepts. nan where the refusal was impossible. Arrays broadcast. `ValueError` out of range.
    Bayes' rule.

    >>> round(belief_after_refusal(strong=0.1, weak_accept=0.5), 4)
    0.1818
    """
    mu = within("strong", strong, "[0, 1]")
    tough = mu * (1 - within("strong_accept", strong_accept, "[0, 1]"))
    total = np.asarray(tough + (1 - mu) * (1 - within("weak_accept", weak_accept, "[0, 1]")))
    none = np.full(total.shape, np.nan)
    return plain(np.asarray(np.divide(tough, total, out=none, where=total > 0)))


def shares_that_prolong(*, strong: ArrayLike, threshold: ArrayLike) -> Number:
    """How many of the weak must accept an offer for its refusal to close the door?

    The share a of weak types above which Pr(strong) after a refusal passes the threshold, if the
    strong refuse: a = 1 - mu (1 - m) / (m (1 - mu)). An offer that more of the weak would accept
    ends in war to the end if it is refused. 0 where the threshold is reached already; 1 where even
    certainty does not pass it.

    strong : mu, 0 to 1. threshold : m, above 0, as from `fight_to_the_end`. Arrays broadcast.
    `ValueError` out of range. Source: Bayes' rule on the thresholds above.

    >>> round(shares_that_prolong(strong=0.1, threshold=0.1852), 3)
    0.511
    """
    mu, m = within("strong", strong, "[0, 1]"), within("threshold", threshold, "(0, inf)")
    m, mu = np.broadcast_arrays(np.minimum(m, 1), mu)
    below = np.maximum(m - mu, 0)
    least: Floats = np.zeros(m.shape)
    return plain(np.asarray(np.divide(below, m * (1 - mu), out=least, where=below > 0)))
