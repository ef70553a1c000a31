"""Simulated wars beside wars of the past, figure by figure, by the same definitions.

What the engine does not reproduce stands in the table with the reason; nothing in it is fitted.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from parley.models.war.base_rates import BaseRate, base_rate
from parley.models.war.check_signs import Sign, signs
from parley.models.war.histories import fought_only, histories
from parley.models.war.spells import YEAR, History, Spell, hazard, survival, weibull
from parley.models.war.state import Floats

__all__ = ["Check", "Checks", "Compared", "checks"]

WARS, FEWER = 1024, 256
"""Wars drawn; and again with talks looked ahead to, and for each sign."""
COW = 95
"""Interstate wars in the data on durations."""
NEAR_SHARE, NEAR_RATIO = 0.1, 1.25
"""How near a figure without an interval must be: ten points of a share, or a quarter."""

_Figure = tuple[float, int]


@dataclass(frozen=True, kw_only=True)
class Check:
    """A figure of the past and of the simulated wars. n : how many of these it rests on."""

    rate: BaseRate
    model: float
    n: int

    @property
    def verdict(self) -> str:
        """Inside or outside the interval; without one, near or far."""
        rate = self.rate
        if rate.low is not None and rate.high is not None:
            return "inside" if rate.low <= self.model <= rate.high else "outside"
        if rate.unit == "share":
            near = abs(self.model - rate.figure) <= NEAR_SHARE
        else:
            near = 1 / NEAR_RATIO <= self.model / rate.figure <= NEAR_RATIO
        return "near" if near else "far"

    @property
    def off(self) -> bool:
        """Whether it wants a reason."""
        return self.verdict in ("outside", "far")


@dataclass(frozen=True, kw_only=True)
class Compared:
    """All figures of one ensemble. fought, drawn : wars that came to fighting, and all.

    likelihood : by how much the log likelihood of the lognormal is above that of the Weibull, for
    as many wars as the data have.
    ratio : hazard of settlements in their first year as a ratio to that of truces.
    """

    drawn: int
    fought: int
    checks: tuple[Check, ...]
    likelihood: float
    ratio: float


@dataclass(frozen=True, kw_only=True)
class Checks:
    """With refusing valued by a fight to the finish, and by talks that go on.

    signs : what changes do, in the first of the two.
    """

    seed: int
    finish: Compared
    ahead: Compared
    signs: tuple[Sign, ...]


def checks(*, seed: int = 0, wars: int = WARS, fewer: int = FEWER) -> Checks:
    """The comparison; about half a minute. `ValueError` if no war comes to fighting."""
    found = histories(wars, seed=seed)
    return Checks(
        seed=seed,
        finish=_compared(found),
        ahead=_compared(histories(fewer, seed=seed, ahead=True)),
        signs=signs(found[:fewer], seed),
    )


def _compared(found: Sequence[History]) -> Compared:
    fought = fought_only(found)
    weeks = _lengths(fought)
    logs = np.log(weeks)
    lognormal = -(logs + np.log(logs.std()) + 0.5 * np.log(2 * np.pi) + 0.5).sum()
    truce, peace = (survival(each, YEAR)[()] for each in (_truces(fought), _peaces(fought)))
    return Compared(
        drawn=len(found),
        fought=len(fought),
        checks=tuple(
            Check(rate=base_rate(name), model=model, n=n)
            for name, (model, n) in _figures(fought).items()
        ),
        likelihood=float(lognormal - weibull(weeks)[1]) * COW / len(fought),
        ratio=float(np.log(peace) / np.log(truce)),
    )


def _lengths(found: Sequence[History]) -> Floats:
    """Weeks of fighting, of open wars so far; a week of war is half a week on average."""
    return np.array([each.weeks for each in found]) - 0.5


def _truces(found: Sequence[History]) -> list[Spell]:
    return [spell for each in found for spell in each.truces]


def _peaces(found: Sequence[History]) -> list[Spell]:
    return [spell for each in found for spell in each.peaces]


def _figures(found: Sequence[History]) -> dict[str, _Figure]:
    return _durations(found) | _endings(found) | _truce_figures(found) | _calm_figures(found)


PERIODS = {"1 month": 1 / 12, "3 months": 0.25, "6 months": 0.5, "1 year": 1, "2 years": 2}
PERIODS |= {"3 years": 3, "5 years": 5}


SINCE_1946 = tuple(
    f"war since 1946 over within {name}" for name in ("1 month", "1 year", "3 years")
)
SINCE_1946 += ("war since 1946, Weibull shape", "war since 1946, lognormal deviation")


def _durations(found: Sequence[History]) -> dict[str, _Figure]:
    spells, n = [(each.weeks, each.how != "open") for each in found], len(found)
    left = dict(zip(PERIODS, survival(spells, np.array([*PERIODS.values()]) * YEAR), strict=True))
    figures = {f"war over within {name}": (1 - float(share), n) for name, share in left.items()}
    for past, next_year in ((1, 2), (3, 4)):
        before, after = survival(spells, np.array([past, next_year]) * YEAR)
        name = f"war past {past} year{'s' * (past > 1)} over in the next"
        longer = sum(each.weeks > past * YEAR for each in found)
        figures[name] = (1 - float(after / before), longer)
    weeks = _lengths(found)
    figures["war, median"] = (7 * float(np.median(weeks)), n)
    figures["war, Weibull shape"] = (weibull(weeks)[0], n)
    figures["war, lognormal mean"] = (float(np.log(weeks).mean()), n)
    figures["war, lognormal deviation"] = (float(np.log(weeks).std()), n)
    since = {name.replace("war", "war since 1946", 1): each for name, each in figures.items()}
    return figures | {name: since[name] for name in SINCE_1946}


def _endings(found: Sequence[History]) -> dict[str, _Figure]:
    over = [each.how for each in found if each.how != "open"]
    share = {how: (over.count(how) / len(over), len(over)) for how in set(over)}
    won = share.get("victory", (0.0, len(over)))
    episodes = sum(each.talks for each in found)
    return {
        "wars short of total victory": (1 - won[0], won[1]),
        "wars with a winner": won,
        "interstate conflicts ended by victory": won,
        "interstate conflicts ended by ceasefire": share["ceasefire"],
        "interstate conflicts ended by peace agreement": share["agreement"],
        "wars with talks": (sum(each.talks > 0 for each in found) / len(found), len(found)),
        "talks that end the war": (sum(each.talked_out for each in found) / episodes, episodes),
    }


BANDS = {"in its first 30 days": 30 / 7, "from 30 to 90 days": 90 / 7}
BANDS |= {"from 90 days to 6 months": YEAR / 2, "from 6 months to 1 year": YEAR}
BANDS |= {"in its second year": 2 * YEAR, "from 2 to 5 years": 5 * YEAR}


def _truce_figures(found: Sequence[History]) -> dict[str, _Figure]:
    truces, peaces = _truces(found), _peaces(found)
    figures, after = {}, 0.0
    for name, until in BANDS.items():
        older = sum(weeks > after for weeks, _ in truces)
        figures[f"truce breaks {name}"] = (hazard(truces, after, until), older)
        after = until
    for what, spells in (("truce", truces), ("settlement", peaces)):
        for name, weeks in (("90 days", 90 / 7), ("1 year", YEAR), ("5 years", 5 * YEAR)):
            figures[f"{what} holds {name}"] = (float(survival(spells, weeks)[()]), len(spells))
    return figures


def _calm_figures(found: Sequence[History]) -> dict[str, _Figure]:
    """Only of wars with a first year without fighting: the data cannot see it."""
    figures = {}
    for name in ("agreement", "ceasefire"):
        calm = [each.calm for each in found if each.how == name and each.calm]
        spells = [spell for spell in calm if spell[0] >= YEAR]
        for years in (2, 5, 10):
            share = float(survival(spells, years * YEAR)[()])
            figures[f"no restart {years} years after {name}"] = (share, len(spells))
    return figures
