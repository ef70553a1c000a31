"""Two offers with a battle in between, against an opponent who may be tough or weak.

The proposer offers the responder a share x; refused, one battle is fought; unless it ends the war
the proposer makes a second, last offer; refused again, the war goes to the end. With b_t a battle's
worth to type t, s_t the discounted chance that the war goes on, w_t and f the war's worth to type t
and to the proposer against the tough type, and mu = Pr(tough):

    the last offer is w_T, which both accept, if mu > m* = (w_T - w_W) / (1 - w_W - f), else w_W
    pool      offer b_T + s_T w_T now; both accept
    separate  offer b_W + s_W w_T; the weak accept, the tough are offered w_T after the battle
    screen    offer b_W + s_W w_W; so many of the weak accept that m* is the belief after the battle

The best of the three is made. A battle first, without a serious offer, is never best: the weak can
be bought out of it for less than it costs. Trap: the price that separates lies above what war is
worth to the weak, who could hold out for the better last offer. A rule that everybody accepts what
is worth war finds peace too cheap.

Both functions accept arrays, which broadcast. Sources: see the package.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from parley.games._ranges import TIE, Floats, Number, Words, plain, within, word
from parley.games.screening.stakes import Stakes, stakes_of_cost, stakes_of_strength

__all__ = ["TwoRounds", "private_cost", "private_strength"]

REGIMES = np.array(["screen", "separate", "pool"])
"""By rising offer: at equal worth the first is made."""


class TwoRounds(NamedTuple):
    """What the proposer does and where it leads; numbers, or arrays where the inputs were.

    regime : "screen", "separate" or "pool". value : to the proposer, part of the good; more is
    better for it. first_offer, second_offer : responder's share; the second is nan after "pool".
    agree_first, agree_second, collapse, war : chance of each ending, 1 together; collapse is the
    battle between the offers ending the war, war the war to the end.
    pool_threshold : m*, the belief that "screen" leaves behind.
    To the weak the game is worth the first offer, to the tough what it would have by fighting.
    """

    regime: Words
    value: Number
    first_offer: Number
    second_offer: Number
    agree_first: Number
    agree_second: Number
    collapse: Number
    war: Number
    pool_threshold: Number


def private_cost(
    *,
    tough: ArrayLike,
    cost_tough: ArrayLike,
    cost_weak: ArrayLike,
    cost_proposer: ArrayLike,
    collapse_proposer: ArrayLike,
    collapse_responder: ArrayLike,
    discount: ArrayLike,
) -> TwoRounds:
    """How much to offer, and how much war to risk, if only the other side knows what war costs it?

    In each battle the proposer collapses with chance kS, the responder with kD; who is left takes
    all. b_t = kS - c_t, e = kD - cS, s = d (1 - kS - kD), w_t = b_t / (1 - s), f = e / (1 - s).
    Battles say nothing about costs; only a refusal makes "tough" likelier.

    tough : 0 to 1, belief. cost_tough < cost_weak <= collapse_proposer, so that war is worth
    something even to the weak; cost_proposer : >= 0; all per battle, parts of the good.
    collapse_proposer, collapse_responder : chances per battle, together at most 1, the first above
    0. discount : above 0 to 1, per battle. `ValueError` otherwise. After Powell (2004).

    >>> found = private_cost(tough=0.25, cost_tough=0.02, cost_weak=0.1, cost_proposer=0.05,
    ...                      collapse_proposer=0.2, collapse_responder=0.2, discount=0.95)
    >>> found.regime, round(found.first_offer, 4), round(found.agree_first, 4)
    ('separate', 0.3386, 0.75)
    """
    stakes = stakes_of_cost(
        cost_tough, cost_weak, cost_proposer, collapse_proposer, collapse_responder, discount
    )
    return _solved(within("tough", tough, "[0, 1]"), stakes)


def private_strength(
    *,
    tough: ArrayLike,
    win_tough: ArrayLike,
    win_weak: ArrayLike,
    cost_proposer: ArrayLike,
    cost_responder: ArrayLike,
) -> TwoRounds:
    """How much to offer, and how much war to risk, if only the other side knows how it will fight?

    The proposer has one unit and the responder two; a battle takes a unit from its loser, and who
    has none is beaten and loses all. The proposer wins a battle with chance p_t. b_t = w_t = 1 -
    p_t - kD, e = -kA, s_t = p_t, f = p_T - kA; no discount. A second offer is only made after a won
    battle, which makes "weak" likelier again: refusals and battles teach opposite things.

    tough : 0 to 1, belief. win_tough < win_weak <= 1 - cost_responder : chance that the *proposer*
    wins a battle against each type, above 0. cost_proposer, cost_responder : >= 0, per battle,
    parts of the good. `ValueError` otherwise. After Filson and Werner (2002).

    >>> found = private_strength(tough=[0.25, 0.85], win_tough=0.45, win_weak=0.75,
    ...                          cost_proposer=0.05, cost_responder=0.05)
    >>> found.regime.tolist(), found.first_offer.round(3).tolist()
    (['screen', 'pool'], [0.35, 0.725])
    """
    stakes = stakes_of_strength(win_tough, win_weak, cost_proposer, cost_responder)
    return _solved(within("tough", tough, "[0, 1]"), stakes)


def _solved(mu: Floats, g: Stakes) -> TwoRounds:
    """The best of the three plans and the chances of each ending."""
    kept = mu * g.ratio * (1 - g.pool_threshold) / g.pool_threshold  # weak who refuse in "screen"
    # if there are not so many, the belief is above m* already; "screen" is then to wait: never best
    stay = (np.minimum(kept, 1 - mu), np.zeros_like(mu), np.zeros_like(mu))
    offer = (g.b_W + g.s_W * g.w_W, g.b_W + g.s_W * g.w_T, g.b_T + g.s_T * g.w_T)
    accept = [1 - mu - weak for weak in stay[:2]]
    fight = [(mu + w) * g.e + (mu * g.s_T + w * g.s_W) * (1 - g.w_T) for w in stay[:2]]
    value = [a * (1 - x) + later for a, x, later in zip(accept, offer[:2], fight, strict=True)]
    best = _first_best(value[0], value[1], np.asarray(1 - offer[2]))
    first, weak, pooled = np.choose(best, offer), np.choose(best, stay), best == 2
    agree = np.where(pooled, 1.0, 1 - mu - weak)
    on = np.where(pooled, 0.0, mu * g.on_T + weak * g.on_W)
    war = np.where(best == 0, mu * g.on_T, 0.0)
    return TwoRounds(
        word(np.asarray(REGIMES[best])),
        plain(np.choose(best, (value[0], value[1], 1 - offer[2]))),
        plain(first),
        plain(np.choose(best, (g.w_W, g.w_T, np.full_like(g.w_W, np.nan)))),
        plain(agree),
        plain(on - war),
        plain(1 - agree - on),
        plain(war),
        plain(np.asarray(g.pool_threshold + 0 * first)),
    )


def _first_best(*value: Floats) -> NDArray[np.int64]:
    """Position of the largest value, the first at a tie."""
    table = np.stack(np.broadcast_arrays(*value))
    return np.asarray((table >= table.max(axis=0) - TIE).argmax(axis=0))
