"""Base rates: what happened in other wars, beside which a figure of this war should be read.

The figures stand in base_rates.toml, each with what it counts, how many cases it rests on, and
where it is from. A base rate is no forecast: this war was not drawn from those. None is the effect
of a clause either, because treaties, truces and peacekeepers do not come to wars at random.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from importlib.resources import files
from typing import Literal

__all__ = ["TOPICS", "BaseRate", "about", "base_rate", "base_rates"]

Topic = Literal["duration", "endings", "talks", "truces", "recurrence", "guarantees", "ceasefires"]
Interval = Literal["Wilson", "Kaplan-Meier", "Poisson", "approximate", "stated", "none"]
TOPICS: tuple[Topic, ...] = (
    "duration",
    "endings",
    "talks",
    "truces",
    "recurrence",
    "guarantees",
    "ceasefires",
)


@dataclass(frozen=True, kw_only=True)
class BaseRate:
    """One figure of the past.

    unit : "share", "ratio" (below 1 is less risk) or what else is counted. n : cases it rests
    on, None if the source does not say. count : how many of them, where it is a plain count, or
    the failures behind a hazard. low, high : 95 % interval, None if it cannot be had. interval :
    Wilson of count and n; Kaplan-Meier, with the log-log of Greenwood's error; Poisson, exact, of
    count; approximate, from the usual error of a maximum likelihood estimate; stated by the
    source. grade : A worked out from data or in a reviewed study, B a secondary source, C weak.
    """

    name: str
    topic: Topic
    figure: float
    unit: str
    meaning: str
    source: str
    grade: Literal["A", "B", "C"]
    interval: Interval = "none"
    n: int | None = None
    count: int | None = None
    low: float | None = None
    high: float | None = None


@cache
def base_rates() -> Mapping[str, BaseRate]:
    """All of them by name, in the order of the file."""
    text = files("parley.models.war").joinpath("base_rates.toml").read_text("utf-8")
    given = tomllib.loads(text)
    found = (
        BaseRate(**each | {"source": given["sources"][each["source"]]}) for each in given["rate"]
    )
    return {each.name: each for each in found}


def base_rate(name: str) -> BaseRate:
    """The one of this name; `ValueError`, with names like it, if there is none.

    >>> rate = base_rate("war past 3 years over in the next")
    >>> f"{rate.count} of {rate.n}: {rate.low:.2f} to {rate.high:.2f}"
    '2 of 11: 0.05 to 0.48'
    >>> base_rate("war ended")
    Traceback (most recent call last):
    ValueError: no base rate 'war ended'; near it: 'war, median'
    """
    found = base_rates()
    if name not in found:
        near = ", ".join(f"'{each}'" for each in get_close_matches(name, found, 3))
        raise ValueError(f"no base rate '{name}'; near it: {near or 'none'}")
    return found[name]


def about(topic: Topic) -> tuple[BaseRate, ...]:
    """All on one of `TOPICS`; `ValueError` for another word."""
    if topic not in TOPICS:
        raise ValueError(f"topic must be one of {', '.join(TOPICS)}, got '{topic}'")
    return tuple(each for each in base_rates().values() if each.topic == topic)
