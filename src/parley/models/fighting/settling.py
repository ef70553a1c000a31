"""What a settlement is, what it leaves of forces, and what keeps it, as the weekly model takes it.

- What cheating and a penalty come to, in periods of a kept settlement, is in parts of the stake
  that share of the pause, or a half without a pause, times 1 - the discount of a period.
- The model has one chance to notice, one chance of accidents and one penalty for all packages. So
  of a guarantee that stands behind one package alone it takes what it would do: the largest penalty
  of any package, with a chance that makes penalty times chance what the case says.
"""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from parley.case.quantity import Quantity
from parley.models.fighting.sides import Fighting, Paused

__all__ = ["cap", "kept", "on_the_table", "worths"]

Floats = NDArray[np.float64]

Limits = Mapping[str, Mapping[str, Quantity]]


def worths(found: Fighting) -> Floats:
    """(n, K, 2), what each package is worth to both sides; K is 0 where none are named."""
    worth = np.empty((found.n, len(found.packages), 2))
    for k, (name, package) in enumerate(found.packages.items()):
        for j, side in enumerate(found.sides):
            path = f"settlement.packages.{name}.worth.{side}"
            worth[:, k, j] = found.number(path, package.worth[side])
    return worth


def on_the_table(found: Fighting, stock: Floats) -> dict[str, Floats]:
    """Packages, where each leaves the front, and what it leaves of a stock (n, 2, C)."""
    if not found.packages:
        return {}
    line = np.full((found.n, len(found.packages)), np.nan)
    caps = np.full((*line.shape, *stock.shape[1:]), np.nan)
    for k, (name, package) in enumerate(found.packages.items()):
        path = f"settlement.packages.{name}"
        if package.held is not None:
            line[:, k] = found.number(f"{path}.held", package.held)
        if package.limits is not None:
            caps[:, k] = cap(found, f"{path}.limits", package.limits, stock)
    return {"packages": worths(found), "package_line": line, "package_cap": caps}


def cap(found: Fighting, path: str, limits: Limits, stock: Floats) -> Floats:
    """Most of each class that a settlement leaves, of the shape of the stock, (n, 2, C)."""
    most = np.full(stock.shape, np.inf)
    for j, (side, each) in enumerate(found.war.sides.items()):
        for c, kind in enumerate(each.capabilities, 1):
            limit = limits.get(side, {}).get(kind)
            if limit is not None:
                most[:, j, c] = found.number(f"{path}.{side}.{kind}", limit) * stock[:, j, c]
    return most


def kept(found: Fighting, discount: Floats, pause: Paused | None) -> dict[str, Floats]:
    """What keeps a settlement; without the section nothing tempts and nothing ends it by itself."""
    given = found.settlement
    if given is None:
        return {}
    weeks = np.maximum(found.number("settlement.weeks", given.weeks), 1.0)
    half = np.full(found.n, 0.5) if pause is None else pause.share
    unit = np.stack([half, 1 - half], axis=1) * (1 - discount**weeks)[:, None]
    tempted = np.stack([_tempted(found, side) for side in found.sides], axis=1)
    name = given.in_force
    behind = given if name is None else given.guarantees[name]
    path = "settlement" if name is None else f"settlement.guarantees.{name}"
    accidents = np.minimum(found.number(f"{path}.accidents", behind.accidents), 1 - 1e-9)
    return {
        "temptation": unit * tempted,
        "detection": found.number(f"{path}.detection", behind.detection),
        "breakdown": 1 - (1 - accidents) ** (1 / weeks),
    } | _guaranteed(found, unit)


def _guaranteed(found: Fighting, unit: Floats) -> dict[str, Floats]:
    """Penalties, and how likely the guarantor acts, by package if there are any."""
    assert found.settlement is not None
    name = found.settlement.in_force
    if not found.packages:
        penalty, honoured = _promise(found, name)
        return {"penalty": unit * penalty[:, None], "guarantor": honoured}
    promises = [_promise(found, each.guarantee or name) for each in found.packages.values()]
    penalties, honoured = (np.stack(part, axis=1) for part in zip(*promises, strict=True))
    most = penalties.max(axis=1, keepdims=True)
    acting = honoured * penalties / np.where(most > 0, most, 1)
    return {"penalty": unit * most, "package_guarantor": acting}


def _promise(found: Fighting, name: str | None) -> tuple[Floats, Floats]:
    """(n,) each: the penalty of a guarantee, and how likely it is honoured; none without one."""
    if name is None or found.settlement is None:
        return np.zeros(found.n), np.ones(found.n)
    given, path = found.settlement.guarantees[name], f"settlement.guarantees.{name}"
    penalty = found.number(f"{path}.penalty", given.penalty)
    return penalty, found.number(f"{path}.honoured", given.honoured)


def _tempted(found: Fighting, side: str) -> Floats:
    """What cheating in a period gains, in units of what keeping brings in it; at least 0."""
    each = found.settlement.keeping.get(side) if found.settlement else None
    if each is None:
        return np.zeros(found.n)
    path = f"settlement.keeping.{side}"
    keeps = np.maximum(found.number(f"{path}.keeps", each.keeps), 1e-6)
    return np.maximum(found.number(f"{path}.cheats", each.cheats) / keeps - 1, 0)
