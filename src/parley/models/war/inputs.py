"""A War as the kernels read it."""

from dataclasses import fields
from typing import Any

import numpy as np

from parley.models.war.assumptions import FIXED, War
from parley.models.war.state import PAUSE, Floats, Inputs, record

__all__ = ["inputs"]


def inputs(war: War) -> Any:
    """The record of a checked war."""
    found = record(Inputs, len(war.truth), war.stock.shape[1])
    for name in ("stock", "keep", "ahead_keep"):
        found[name] = 1
    for name in (field.name for field in fields(War)):
        if name in (found.dtype.names or ()) and name != "belief":
            _put(found, name, getattr(war, name))
    found["classes"], found["types"] = war.stock.shape[1], len(war.truth)
    _put_packages(found, war)
    found["views"] = war.belief.ndim - 1
    _put(found, "belief", np.broadcast_to(war.belief, (2, *war.truth.shape)))
    costs = war.talk_cost[:, np.newaxis] - war.talk_gain
    _put(found, "talk_odds", np.exp(np.clip(war.precision * costs, -700, 700)))
    _put(found, "most", war.demand.max(axis=1))
    with np.errstate(divide="ignore"):
        _put(found, "least", np.log(war.floor))
    _put(found, "first_next", war.proposer[:, 0])
    _put(found, "odds", (war.strength[0][:, np.newaxis] / war.strength[1]) ** war.contest)
    _put(found, "fixed", np.array([getattr(war, name) for name in FIXED]))
    _put_stocks(found, war)
    return found


def _put_stocks(found: Any, war: War) -> None:
    """What weeks make of stocks."""
    keep, aided = 1 - war.loss, np.array([[0, 0], [1, 0], [0, 1], [1, 1]])
    gain = war.production + aided[:, np.newaxis, :, np.newaxis] * war.aid
    _put(found, "strike_low", war.strike_share[..., 0])
    _put(found, "strike_high", war.strike_share[..., 1])
    _put(found, "keep", keep)
    _put(found, "gain", gain)
    ahead = _ahead(keep[PAUSE], gain[:, PAUSE], war.pause_weeks)
    for name, each in zip(("ahead_keep", "ahead_gain"), ahead, strict=True):
        _put(found, name, each)


def _put(found: Any, name: str, value: Any) -> None:
    """Into the first places of the field, where the classes of both sides stand in one row."""
    places = found[name]
    if np.ndim(value) > np.ndim(places):
        places = places.reshape(*places.shape[:-1], 2, -1)
    if np.ndim(value):
        places[tuple(map(slice, np.shape(value)))] = value
    else:
        found[name] = value


def _put_packages(found: Any, war: War) -> None:
    """What is in force by package; without any, the single fields stand in the first place."""
    found["choices"] = len(war.packages)
    by_package: dict[str, tuple[Floats, Floats | float]] = {
        "package_line": (war.package_line, war.packages[:, 0]),
        "package_cap": (war.package_cap, war.cap),
        "package_guarantor": (war.package_guarantor, war.guarantor),
    }
    for name, (given, single) in by_package.items():
        _put(found, name, np.where(np.isnan(given), single, given))
    if not len(war.packages):
        _put(found, "package_cap", war.cap[np.newaxis])
        _put(found, "package_guarantor", np.array([war.guarantor]))


def _ahead(keep: Floats, gain: Floats, weeks: int) -> tuple[Floats, Floats]:
    """What so many weeks of pause keep of a stock, (weeks + 1, 2, C), and make, by who has aid."""
    kept, made = np.ones((weeks + 1, *keep.shape)), np.zeros((4, weeks + 1, *keep.shape))
    for w in range(weeks):
        kept[w + 1] = keep * kept[w]
        made[:, w + 1] = keep * made[:, w] + gain
    return kept, made
