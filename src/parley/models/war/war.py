"""A war from what is given, the rest by default, checked."""

from dataclasses import fields
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from parley.models.war.assumptions import FIXED, War
from parley.models.war.problems import problems
from parley.models.war.state import Floats

__all__ = ["War", "changed", "checked"]

BY_PACKAGE = ("package_line", "package_cap", "package_guarantor")
DEFAULTS: dict[str, Any] = {
    "loss": 0,
    "production": 0,
    "aid": 0,
    "aid_until": 2**31,
    "strike": 0,
    "strike_share": 0,
    "floor": 0,
    "contest": 1,
    "tempo": 1,
    "fronts": 10,
    "front": 5,
    "collapse": 0,
    "deadline": -1,
    "deadline_cost": 0,
    "discount": 0.995,
    "strength": 1,
    "resolve": 1,
    "demand": 0,
    "talk_gain": 0,
    "belief": np.ones((1, 1)),
    "temper": 1,
    "news": 0,
    "reliable": 1,
    "precision": 50,
    "talk_cost": 0,
    "proposer": ((0, 1), (1, 0)),
    "pause_share": 0,
    "pause_weeks": 4,
    "hope": 0.2,
    "line": np.nan,
    "concede": 0,
    "mediator": 0,
    "packages": np.zeros((0, 2)),
    "cap": np.inf,
    "territory": 0,
    "surprise": 0,
    "review": 1,
    "accident": 0,
    "temptation": 0,
    "detection": 1,
    "penalty": 0,
    "guarantor": 1,
    "breakdown": 0,
    "channel": 0,
    "relief": 0,
} | dict.fromkeys((*FIXED, *BY_PACKAGE), np.nan)
WHOLE = ("fronts", "front", "deadline", "pause_weeks")


def checked(**given: Any) -> War:
    """A war from numbers, lists or arrays; a single number stands for a whole array.

    Needs stock, with a row per side, and cost. What else is not given: no losses, production or
    strikes; classes weigh the same, and sum to 1; a battle a week with odds as strengths, 11
    places of the front; one type; alternating offers; nothing fixed. Types are drawn as both
    believe, unless truth says how; it must where beliefs differ. `ValueError`, with a sentence for
    each problem.

    >>> checked(stock=[[5], [5]], cost=[0.01, 0.02]).fronts
    10
    >>> checked(stock=[[5], [-5]], cost=0.01)
    Traceback (most recent call last):
    ValueError: stock must be finite and not negative
    """
    known = {field.name for field in fields(War)}
    unknown = [name for name in given if name not in known]
    missing = [name for name in ("stock", "cost") if name not in given]
    if unknown or missing:
        raise ValueError(f"a war lacks {missing} and knows no {unknown}")
    stock = np.array(given["stock"], float)
    if stock.ndim != 2 or len(stock) != 2 or not stock.size:
        raise ValueError(f"stock must be a row of classes for each of two sides, got {stock.shape}")
    given = DEFAULTS | {"weight": 1 / stock.shape[1], "cost_later": given["cost"]} | given
    given["belief"] = _belief(given["belief"])
    given["packages"] = _packages(given["packages"])
    if given["belief"].ndim == 3 and "truth" not in given:
        raise ValueError("where beliefs differ, truth must say how types are drawn")
    given.setdefault("truth", given["belief"])
    war = War(**_arrays(given, stock.shape[1]))
    if found := tuple(problems(war)):
        raise ValueError("\n".join(found))
    return war


def changed(war: War, **changes: Any) -> War:
    """The war with some fields changed, checked again. cost_later and truth stay as they are.

    With other packages, what is in force by package starts again from its default.
    """
    names = [field.name for field in fields(War)]
    if "packages" in changes or not len(war.packages):
        names = [name for name in names if name not in BY_PACKAGE]
    return checked(**{name: getattr(war, name) for name in names} | changes)


def _belief(given: ArrayLike) -> Floats:
    """(T, T) if both sides believe the same, else (2, T, T)."""
    belief = np.atleast_2d(np.asarray(given, float))
    if belief.ndim == 3 and (belief == belief[0]).all():
        shared: Floats = belief[0]
        return shared
    return belief


def _packages(given: ArrayLike) -> Floats:
    """(K, 2), or `ValueError`."""
    packages = np.asarray(given, float)
    if packages.ndim != 2 or packages.shape[1] != 2:
        raise ValueError(f"packages must be a row of two worths each, got {packages.shape}")
    return packages


def _arrays(given: dict[str, Any], classes: int) -> dict[str, Any]:
    """Every field in its shape, or `ValueError`."""
    types = given["belief"].shape[-1]
    sides, by_class, by_type = (2,), (2, classes), (2, types)
    shapes: dict[str, tuple[int, ...]] = dict.fromkeys(("stock", "weight", "cap"), by_class)
    shapes |= dict.fromkeys(("strength", "resolve", "demand", "talk_gain"), by_type)
    shapes |= dict.fromkeys(("loss", "production", "aid"), (3, *by_class))
    shapes |= dict.fromkeys(("belief", "truth"), (types, types))
    if given["belief"].ndim > 2:
        shapes["belief"] = (2, types, types)
    shapes["strike_share"], shapes["proposer"] = (*by_class, 2), (2, 2)
    k = len(given["packages"])
    shapes |= {"packages": (k, 2), "package_cap": (k, *by_class)}
    shapes |= dict.fromkeys(("package_line", "package_guarantor"), (k,))
    sided: tuple[str, ...] = (
        "aid_until",
        "strike",
        "floor",
        "collapse",
        "cost",
        "cost_later",
        "deadline_cost",
    )
    sided += ("talk_cost", "surprise", "review", "temptation", "penalty", "relief", "concede")
    shapes |= dict.fromkeys(sided, sides)
    return {name: _array(name, value, shapes.get(name)) for name, value in given.items()}


def _array(name: str, value: Any, shape: tuple[int, ...] | None) -> Any:
    if shape is None:
        return int(value) if name in WHOLE else float(value)
    dtype = np.int64 if name == "aid_until" else np.float64
    try:
        array = np.array(value, dtype)
        return array if array.shape == shape else np.broadcast_to(array, shape).copy()
    except ValueError:
        found = np.shape(value)
        raise ValueError(f"{name} must be one number or of shape {shape}, got {found}") from None
