"""Armed peace: when neither side strikes by surprise although nothing but war could stop it.

Complete information, two equal sides, no power shift to come. After n battles the good is worth
P_n = (1 - b n) / (1 - d), for battles destroy. In peace each side has half of it for ever. In any
period of peace either may strike by surprise: it wins all with chance sigma, else the war goes on
with one more battle fought. In war each wins the next battle, and with it the war, with chance rho.
A period of fighting costs each side kappa.

    worth of a strike  S(n) = -kappa + sigma P_n + (1 - sigma) d U(n+1)
    peace holds        iff 2 S(n) <= P_n
    worth of n         U(n) = P_n / 2 if peace holds, else
                       F(n) = -kappa + d (rho P_{n+1} + (1 - 2 rho) U(n+1))

An unequal peace holds nowhere that the equal one does not: both must prefer it to S(n). Peace is
possible in windows: where peace would follow one battle later, a failed strike costs little, and so
peace does not hold now. Enough destruction opens the first window. Wanting peace soon is what makes
it hard to keep.

After Leventoglu and Slantchev (2007), "The Armed Peace: A Punctuated Equilibrium Theory of War",
American Journal of Political Science 51(4), 755-771: the same problem in a simpler game of our own.
It says nothing of unequal sides or of what verification or forces in between could do to sigma.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from parley.games._ranges import TIE, Floats, within

__all__ = ["ArmedPeace", "armed_peace"]


@dataclass(frozen=True, kw_only=True, eq=False)
class ArmedPeace:
    """Where peace holds by itself, and what each number of battles is worth.

    battles : fought from the start until the first window, if neither side wins before.
    windows : (last,), whether peace holds after 0, 1, ... battles.
    value : (last + 1,), of each side, in periods of the undamaged good; more is better.
    strike : (last,), worth of a surprise attack out of peace.
    spare : (last,), P_n / 2 - S(n): what a strike would have to gain to break the peace, negative
    where there is none.
    good : (last + 1,), P_n.
    """

    battles: int
    windows: NDArray[np.bool_]
    value: Floats
    strike: Floats
    spare: Floats
    good: Floats


def armed_peace(
    *,
    destruction: float,
    discount: float,
    surprise: float,
    victory: float,
    cost: float,
    last: int,
) -> ArmedPeace:
    """After how many battles can peace keep itself, and where in between could it?

    destruction : b >= 0, part of the good that a battle destroys. discount : d, between 0 and 1.
    surprise : sigma, 0 to 1, chance that a surprise attack wins. victory : rho, 0 to 1/2, chance
    that a battle wins the war for one side. cost : kappa >= 0, to each side, of a period of
    fighting, where 1 is what the undamaged good gives in a period. last : battles after which
    neither can fight on and what is left is halved, at least 1. `ValueError` otherwise.

    >>> found = armed_peace(
    ...     destruction=0.15, discount=0.95, surprise=0.4, victory=0.2, cost=1, last=6
    ... )
    >>> found.battles, found.windows.astype(int).tolist(), round(float(found.value[0]), 4)
    (2, [0, 0, 1, 0, 1, 1], 5.4505)
    """
    b, d = (
        within("destruction", destruction, "[0, inf)"),
        float(within("discount", discount, "(0, 1)")),
    )
    sigma, rho = (
        float(within("surprise", surprise, "[0, 1]")),
        within("victory", victory, "[0, 0.5]"),
    )
    kappa = float(within("cost", cost, "[0, inf)"))
    if last < 1:
        raise ValueError(f"last must be at least 1, got {last}")
    good = np.maximum(1 - b * np.arange(last + 1), 0) / (1 - d)
    value, strike = good / 2, np.empty(last)
    for n in reversed(range(last)):
        strike[n] = -kappa + sigma * good[n] + (1 - sigma) * d * value[n + 1]
        if value[n] < strike[n] - TIE:
            value[n] = -kappa + d * (rho * good[n + 1] + (1 - 2 * rho) * value[n + 1])
    spare = good[:-1] / 2 - strike
    windows = spare >= -TIE
    return ArmedPeace(
        battles=int(np.append(windows, True).argmax()),
        windows=windows,
        value=value,
        strike=strike,
        spare=spare,
        good=good,
    )
