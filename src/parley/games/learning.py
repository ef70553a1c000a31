"""What a war teaches about the other side's strength: battles, conduct, and when it is enough.

Side 1 does not know whether its opponent is strong or weak. It wins a battle with probability
p_strong against a strong opponent and p_weak against a weak one, p_strong <= p_weak. Battles are
independent. Every battle and every act of conduct moves the odds of "strong" by its likelihood
ratio; a war that is fought because of optimism can stop once the belief has passed the threshold
at which side 1 prefers the offer that both types accept.

What it cannot tell: whether the threshold ever comes. If the timing of offers is free, rivals may
stand firm on extreme demands although they learn (Langlois and Langlois 2012). Only strength is
learned from battles; aims and costs are not.

Sources: Slantchev (2003), "The Principle of Convergence in Wartime Negotiations", American
Political Science Review 97(4), 621-632; Smith and Stam (2004), "Bargaining and the Nature of
War", Journal of Conflict Resolution 48(6), 783-813; Kullback and Leibler (1951), Annals of
Mathematical Statistics 22(1), 79-86, information. Against: Langlois and Langlois (2012), "Does
the Principle of Convergence Really Hold?", British Journal of Political Science. Offers carry
information as well in Slantchev's game; here they enter as conduct, with a ratio that is given.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from parley.games._ranges import TIE, Floats, Number, plain, within

__all__ = ["Convergence", "battles_to_move_odds", "convergence", "information", "posterior"]


def posterior(
    *,
    prior: ArrayLike,
    p_strong: ArrayLike,
    p_weak: ArrayLike,
    wins: ArrayLike = 0,
    losses: ArrayLike = 0,
    conduct: ArrayLike = 1.0,
    temper: ArrayLike = 1.0,
) -> Number:
    """How likely is it that the opponent is strong, after this record?

        odds = prior odds x (p_strong / p_weak)^wins x ((1 - p_strong) / (1 - p_weak))^losses
               x conduct^temper

    prior : 0 to 1. p_strong, p_weak : chance that side 1 wins a battle against each type, strictly
    between 0 and 1, p_strong <= p_weak. wins, losses : of side 1. conduct : above 0, how much
    likelier the conduct seen is from a strong opponent than from a weak one, all acts multiplied.
    temper : 0 to 1; acts are correlated and coded by interested parties, so report 1, 1/2 and 1/4
    side by side. Arrays broadcast. `ValueError` out of these ranges.

    Bayes' rule; the application is that of Smith and Stam (2004).

    >>> round(posterior(prior=0.5, p_strong=0.4, p_weak=0.6, wins=5, losses=2), 6)
    0.228571
    """
    from scipy.special import expit, logit

    p, q = _chances(p_strong, p_weak)
    won, lost = within("wins", wins, "[0, inf)"), within("losses", losses, "[0, inf)")
    battles = won * np.log(p / q) + lost * np.log((1 - p) / (1 - q))
    acts = within("temper", temper, "[0, 1]") * np.log(within("conduct", conduct, "(0, inf)"))
    return plain(expit(logit(within("prior", prior, "[0, 1]")) + battles + acts))


@dataclass(frozen=True, kw_only=True, eq=False)
class Convergence:
    """When a belief that battles move reaches a threshold.

    settled : (battles + 1,), chance of having reached it after 0, 1, ... battles; it never falls.
    expected_battles : mean number fought, counting at most those asked for.
    """

    settled: Floats
    expected_battles: float


def convergence(
    *,
    prior: float,
    p_strong: float,
    p_weak: float,
    threshold: float,
    battles: int,
    p_true: float,
) -> Convergence:
    """How soon do battles convince side 1 that its opponent is strong enough to settle with?

    Side 1 fights until Pr(strong) >= threshold, for instance the belief at which the offer that
    both types accept becomes the better one; then it settles. Sum over all records of wins and
    losses, with the threshold absorbing: battles^2 steps.

    prior, threshold : 0 to 1. battles : at most so many. p_true : chance that side 1 wins a battle
    in truth: p_strong, p_weak, or another number where both types are wrong. The others as in
    `posterior`. `ValueError` out of range. After Slantchev (2003) and Smith and Stam (2004): the
    first passage alone, without strategic offers.

    >>> types = dict(prior=0.3, p_strong=0.4, p_weak=0.6)
    >>> found = convergence(**types, threshold=0.6, battles=12, p_true=0.4)
    >>> round(float(found.settled[-1]), 6), round(found.expected_battles, 5)
    (0.515469, 9.62667)
    """
    if battles < 0:
        raise ValueError(f"battles must be at least 0, got {battles}")
    bar, p = within("threshold", threshold, "[0, 1]"), float(within("p_true", p_true, "[0, 1]"))
    wins = np.arange(battles + 1)
    alive = (wins == 0) * 1.0  # chance of each number of wins, threshold not reached
    unsettled = np.empty(battles + 1)
    for fought in range(battles + 1):
        if fought:
            alive = np.append(0, alive[:-1]) * p + alive * (1 - p)
        lost = np.maximum(fought - wins, 0)
        types = {"prior": prior, "p_strong": p_strong, "p_weak": p_weak}
        belief = np.asarray(posterior(**types, wins=wins, losses=lost))
        alive = np.where(belief >= bar - TIE, 0, alive)
        unsettled[fought] = alive.sum()
    return Convergence(settled=1 - unsettled, expected_battles=float(unsettled[:-1].sum()))


def information(*, p_strong: ArrayLike, p_weak: ArrayLike) -> Number:
    """How much does one battle say about a strong opponent, on average? In nats.

    The expected move of the log odds of "strong" if it is strong, the Kullback-Leibler divergence

        p_strong ln(p_strong / p_weak) + (1 - p_strong) ln((1 - p_strong) / (1 - p_weak))

    0 where the types fight alike. Ranges and `ValueError` as in `posterior`; arrays broadcast.
    Kullback and Leibler (1951).

    >>> round(information(p_strong=0.4, p_weak=0.6), 6)
    0.081093
    """
    p, q = _chances(p_strong, p_weak)
    nats = p * np.log(p / q) + (1 - p) * np.log((1 - p) / (1 - q))
    return plain(np.maximum(nats, 0))  # alike but for rounding can come out below 0


def battles_to_move_odds(*, factor: ArrayLike, p_strong: ArrayLike, p_weak: ArrayLike) -> Number:
    """About how many battles until the odds of "strong" have moved by a factor, if it is strong?

    ln(factor) / information: battles at which the expected log odds have moved that far. Learning
    is slow unless the types differ much. factor : at least 1; `ValueError` below. inf where the
    types fight alike. Arrays broadcast. A rule of thumb of our own.

    >>> round(battles_to_move_odds(factor=9, p_strong=0.4, p_weak=0.6), 1)
    27.1
    """
    each = np.asarray(information(p_strong=p_strong, p_weak=p_weak))
    moved = np.log(within("factor", factor, "[1, inf)"))
    never = np.where(moved > 0, np.inf, 0 * each)
    return plain(np.asarray(np.divide(moved, each, out=never, where=each > 0)))


def _chances(p_strong: ArrayLike, p_weak: ArrayLike) -> tuple[Floats, Floats]:
    p, q = within("p_strong", p_strong, "(0, 1)"), within("p_weak", p_weak, "(0, 1)")
    if (p > q).any():
        raise ValueError("p_strong must be at most p_weak: a strong opponent loses less often")
    return p, q
