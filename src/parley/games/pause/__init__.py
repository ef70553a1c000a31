"""Accepting a temporary ceasefire when rearmament is unequal.

Two sides at war have strengths a and b; A would win with chance p = a / (a + b). They may pause for
L weeks in which the strengths grow by gA and gB a week. After it they settle with chance h, and A
gets the share x; or the war goes on at p' = (a + gA L) / (a + b + (gA + gB) L). Fighting costs kA
and kB whenever it is. Against war now a pause brings

    G_A = h (x - p + kA) + (1 - h)(p' - p)        G_B = h (p - x + kB) - (1 - h)(p' - p)

and a side accepts if it does not lose. The sum h (kA + kB) is never negative: both together always
gain, and never do both lose. Yet the side that the pause leaves weaker may refuse it, and what it
refuses is the rearmament and the poor prospect of a settlement, not the silence of the guns.
Look first at the two signs.

What the model leaves out: lives and costs spared during the pause, a pause broken early, discounts,
and how the share x is bargained. Whoever offers last moves x, so read the whole range of shares
(`shares_both_accept`) and not one number. Strengths and growths are guesses; draw them.

All but `pause_gains` and `shares_both_accept` look at one side: `own` strength, the `other` side's,
`share` for this side. For the rival exchange own and other and give it 1 - share. All broadcast.

Sources: own composite. The motive is the preventive one of Fearon (1995), Rationalist explanations
for war, International Organization 49(3), 379-414: who will be weaker later cannot be bought off by
promises made now. Strengths to chances: Tullock (1980), Efficient rent seeking.
"""

from parley.games.pause.gain import (
    PauseGains,
    acceptable_weeks,
    longest_pause,
    pause_gain,
    pause_gains,
    power_lost,
)
from parley.games.pause.remedies import (
    acceptable_rearmament,
    acceptable_settlement_chance,
    least_share,
    most_rearmament_gap,
    shares_both_accept,
)

__all__ = [
    "PauseGains",
    "acceptable_rearmament",
    "acceptable_settlement_chance",
    "acceptable_weeks",
    "least_share",
    "longest_pause",
    "most_rearmament_gap",
    "pause_gain",
    "pause_gains",
    "power_lost",
    "shares_both_accept",
]
