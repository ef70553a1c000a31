"""What is assumed of a war of which nothing is known: wide ranges, and wars drawn from them.

For two uses: to see whether the engine makes wars like those of the past (`checks`), and as the
range of whatever a case leaves open. A range says what is thinkable in a war of two states, not
what is likely in one war. No estimate stands behind most of them; where wars of the past speak,
all ranges together were set so that the simulated wars last, end and come back about as those
did. They were moved as whole ranges, and none was narrowed to hit one figure.

Draws are the points of a scrambled Sobol sequence (Sobol 1967; Owen 1998): they fill the ranges
more evenly than independent numbers do, and the first n do not depend on how many follow.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from parley.models.war.state import Floats
from parley.models.war.war import War, checked

__all__ = ["AHEAD", "RANGES", "Range", "one", "sample", "war_of"]


@dataclass(frozen=True, kw_only=True)
class Range:
    """From low to high, evenly, or evenly in the log where `log`; sides : 2 if each has its own."""

    name: str
    low: float
    high: float
    reason: str
    log: bool = False
    sides: int = 1

    def at(self, u: Floats) -> Floats:
        """The values at u in [0, 1], of any shape."""
        if self.log:
            found: Floats = self.low * (self.high / self.low) ** u
            return found
        return self.low + (self.high - self.low) * u


def _even(name: str, low: float, high: float, reason: str, sides: int = 1) -> Range:
    return Range(name=name, low=low, high=high, reason=reason, sides=sides)


def _log(name: str, low: float, high: float, reason: str, sides: int = 1) -> Range:
    return Range(name=name, low=low, high=high, reason=reason, sides=sides, log=True)


RANGES = (
    _log("ratio", 1 / 3, 3, "strength of side 1 over side 2: either may be three times as strong"),
    _log("contest", 0.5, 2, "from battles that favour the stronger little to much"),
    _log("tempo", 0.02, 0.3, "a battle that moves the front: every 3 weeks to once a year"),
    _even("fronts", 4, 20, "steps from one defeat to the other: few decisive ones, or many"),
    _even("front", 0.3, 0.7, "where the war starts: neither side near its defeat"),
    _log("collapse", 0.0001, 0.004, "a side gives way for other reasons: 0.5 to 19 % a year"),
    _even("collapse_share", 0.2, 0.8, "part of that chance that is side 1's"),
    _log("cost", 0.0001, 0.003, "a year of war costs a side 0.5 to 16 % of the stake", 2),
    _even("discount", 0.99, 0.999, "a year from now weighs 0.59 to 0.95 of today"),
    _log("precision", 5, 60, "a tenth of the stake multiplies the odds of a choice by 1.6 to 400"),
    _log("loss", 0.0005, 0.01, "share of capability lost a week of war: 3 to 41 % a year", 2),
    _even("supply", 0.5, 1.5, "production in war as a multiple of the first losses", 2),
    _even("rearming", 0, 0.004, "growth a week without fighting: 0 to 21 % a year", 2),
    _even("strike", 0, 0.02, "a strike on the rear: never, to one a year", 2),
    _even("struck", 0, 0.1, "the most capability that one such strike takes", 2),
    _even("spread", 1, 1.7, "strengths of a tough and a soft type: s and 1 / s", 2),
    _even("tough", 0.2, 0.8, "public chance that a side is the tough type", 2),
    _log("weary", 1, 4, "weight of costs for the soft type, and 1 / it for the tough one", 2),
    _even("selected", 0.2, 1, "wars come where both are tougher than thought: extra chance of it"),
    _even("aim", 0.2, 1, "the share below which the tough type never goes; the soft has none", 2),
    _even("talk_gain", 0, 0.2, "worth of being seen to talk: pressure, aid, blame", 2),
    _even("talk_cost", 0, 0.3, "price of being seen to talk, at home and as a sign of need", 2),
    _even("pause_share", 0.1, 0.5, "chance that the table has a pause on it, not a settlement"),
    _log("pause_weeks", 4, 104, "length of a pause: a month to two years"),
    _even("hope", 0.3, 0.9, "believed chance that a pause becomes a settlement"),
    _even("surprise", 0, 0.05, "gain of who attacks first in a pause", 2),
    _log("review", 0.0005, 0.05, "a side weighs its word: every 5 months to hardly ever"),
    _log("accident", 0.0001, 0.004, "a pause ends by an incident: 0.5 to 19 % a year"),
    _even("temptation", 0, 0.001, "gain of cheating once in a settlement, beside a week's flow", 2),
    _even("detection", 0.5, 1, "chance that cheating is seen"),
    _even("penalty", 0, 0.4, "what the guarantor takes from who is seen to cheat", 2),
    _even("guarantor", 0.2, 0.8, "the guarantor acts: allies honoured 22 to 75 % of pacts"),
    _log("breakdown", 0.0002, 0.002, "a settlement ends by an incident: 1 to 10 % a year"),
    _even("temper", 0.25, 1, "how much of the news in an act is believed"),
)
"""All that `war_of` needs, by name, where refusing is valued by a fight to the finish.

What is not here keeps the default of `checked`.
"""

OTHER = (
    _log("cost", 0.005, 0.1, "a week of war costs a side 0.5 to 10 % of the stake", 2),
    _log("precision", 15, 150, "a hundredth of the stake multiplies the odds by 1.2 to 4.5"),
    _even("aim", 0, 0.6, "the share below which the tough type never goes; the soft has none", 2),
    _even("talk_gain", 0, 0.11, "worth of being seen to talk: pressure, aid, blame", 2),
    _even("talk_cost", 0, 0.12, "price of being seen to talk, at home and as a sign of need", 2),
    _even("pause_share", 0.2, 0.7, "chance that the table has a pause on it, not a settlement"),
    _log("pause_weeks", 8, 104, "length of a pause: two months to two years"),
    _log("review", 0.0002, 0.02, "a side weighs its word: once a year to hardly ever"),
)
AHEAD = tuple({each.name: each for each in (*RANGES, *OTHER)}.values())
"""The same where it is valued by talks that go on (`bellman`).

Who can settle next week loses one week by refusing, not the war. So a week must count for more,
and choices must be sharper, for talks to end as many wars.
"""

DIRECT: tuple[str, ...] = ("contest", "tempo", "cost", "discount", "precision", "strike")
DIRECT += ("talk_cost", "pause_share", "hope", "surprise", "review", "accident", "temptation")
DIRECT += ("detection", "penalty", "guarantor", "breakdown", "temper")


def sample(n: int, *, seed: int = 0, ranges: tuple[Range, ...] = RANGES) -> dict[str, Floats]:
    """n draws of each range by name: (n,), or (n, 2) for a range of each side. ranges : or AHEAD.

    `ValueError` for n below 1. The first m of n draws are the m draws of the same seed.

    >>> sample(3)["cost"].shape
    (3, 2)
    """
    if n < 1:
        raise ValueError(f"there must be a draw, got {n}")
    from scipy.stats.qmc import Sobol

    columns = Sobol(sum(each.sides for each in ranges), rng=seed)
    u, found, at = columns.random_base2((n - 1).bit_length())[:n], {}, 0
    for each in ranges:
        value = each.at(u[:, at : at + each.sides])
        found[each.name] = value if each.sides == 2 else value[:, 0]
        at += each.sides
    return found


def one(values: Mapping[str, Floats], draw: int) -> dict[str, Any]:
    """One draw out of a sample: a number, or one of each side, by name."""
    return {name: value[draw] for name, value in values.items()}


def war_of(values: Mapping[str, Any], **given: Any) -> War:
    """The checked war of one draw; `given` are fields of `War` that are known and replace it.

    One class of capability, two types of each side, the soft one first. Alternating offers, no
    aid, no deadline, no humanitarian channel.

    >>> war_of(one(sample(1), 0), tempo=0.1).tempo
    0.1
    """
    fields = {name: values[name] for name in DIRECT} | _capability(values) | _types(values)
    fronts = round(float(values["fronts"]))
    fields["fronts"] = fronts
    fields["front"] = min(max(round(fronts * float(values["front"])), 1), fronts - 1)
    share = values["collapse_share"]
    fields["collapse"] = values["collapse"] * np.array([share, 1 - share])
    fields["talk_gain"] = values["talk_gain"][:, np.newaxis]
    fields["pause_weeks"] = round(float(values["pause_weeks"]))
    return checked(**fields | given)


def _capability(values: Mapping[str, Any]) -> dict[str, Any]:
    """Stocks whose product is 1; losses in war only."""
    root = np.sqrt(values["ratio"])
    stock = np.array([[root], [1 / root]])
    loss, supply, rearming, struck = (
        values[name][:, np.newaxis] for name in ("loss", "supply", "rearming", "struck")
    )
    calm = rearming * stock
    return {
        "stock": stock,
        "loss": [loss, 0 * loss, 0 * loss],
        "production": [loss * supply * stock, calm, calm],
        "strike_share": np.stack([0 * struck, struck], axis=-1),
    }


def _types(values: Mapping[str, Any]) -> dict[str, Any]:
    """Soft and tough; what all believe is independent, who is there is tougher on both sides."""
    tough, spread, weary = values["tough"], values["spread"], values["weary"]
    belief = np.outer([1 - tough[0], tough[0]], [1 - tough[1], tough[1]])
    truth = (1 - values["selected"]) * belief
    truth[1, 1] += values["selected"]
    aim = values["aim"]
    return {
        "strength": np.stack([1 / spread, spread], axis=1),
        "resolve": np.stack([weary, 1 / weary], axis=1),
        "demand": np.stack([0 * aim, aim], axis=1),
        "belief": belief,
        "truth": truth,
    }
