"""A War as the kernels read it."""

from dataclasses import fields
from typing import Any

import numpy as np

from parley.models.war.assumptions import FIXED, War
from parley.models.war.state import Floats, Inputs, record

__all__ = ["inputs"]


def inputs(war: War) -> Any:
    """The record of a checked war."""
    found = record(Inputs)
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
    _put(found, "keep", 1 - war.loss)
    _put(found, "gain", war.production)
    _put(found, "odds", (war.strength[0][:, np.newaxis] / war.strength[1]) ** war.contest)
    _put(found, "fixed", np.array([getattr(war, name) for name in FIXED]))
    names = ("ahead_keep", "ahead_gain", "ahead_aid")
    ahead = _ahead(1 - war.loss[1], war.production[1], war.aid[1], war.pause_weeks)
    for name, each in zip(names, ahead, strict=True):
        _put(found, name, each)
    return found


def _put(found: Any, name: str, value: Any) -> None:
    """Into the first places of the field."""
    if np.ndim(value):
        found[name][tuple(map(slice, np.shape(value)))] = value
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


def _ahead(keep: Floats, gain: Floats, aid: Floats, weeks: int) -> Floats:
    """What so many weeks of pause make of a stock, (3, weeks + 1, 2, C)."""
    found = np.zeros((3, weeks + 1, *keep.shape))
    kept, made, aided = found
    kept[0] = 1
    for w in range(weeks):
        kept[w + 1] = keep * kept[w]
        made[w + 1] = keep * made[w] + gain
        aided[w + 1] = keep * aided[w] + aid
    return found
