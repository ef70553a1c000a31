"""What can be wrong with the assumptions about a war, a sentence for each."""

from collections.abc import Iterator

import numpy as np

from parley.models.war.assumptions import FIXED, War
from parley.models.war.state import MOST_CLASSES, MOST_PACKAGES, MOST_PAUSE, MOST_TYPES

__all__ = ["problems"]

CHANCES: tuple[str, ...] = (
    "strike",
    "strike_share",
    "tempo",
    "collapse",
    "belief",
    "truth",
    "temper",
    "proposer",
)
CHANCES += ("pause_share", "hope", "line", "review", "accident", "detection", "guarantor")
CHANCES += ("breakdown", "channel", "loss", "demand", "news", "reliable", "concede", "territory")
CHANCES += ("mediator", "packages", "package_line", "package_guarantor", *FIXED)
AMOUNTS: tuple[str, ...] = (
    "stock",
    "weight",
    "production",
    "aid",
    "floor",
    "cost",
    "cost_later",
    "deadline_cost",
)
AMOUNTS += ("talk_cost", "penalty", "temptation", "surprise")
POSITIVE = ("contest", "precision", "strength", "resolve")
OPEN = (*FIXED, "line", "package_line", "package_guarantor")
MOST_FRONTS = 50


def problems(war: War) -> Iterator[str]:
    """Sentences, none for a war that can be simulated. Shapes are right already."""
    for name in CHANCES:
        value = np.asarray(getattr(war, name))
        open_to_all = np.isnan(value) & (name in OPEN)
        if not (open_to_all | ((value >= 0) & (value <= 1))).all():
            yield f"{name} must lie between 0 and 1"
    for name in AMOUNTS:
        if not (np.isfinite(value := getattr(war, name)) & (value >= 0)).all():
            yield f"{name} must be finite and not negative"
    for name in POSITIVE:
        if not (np.isfinite(value := np.asarray(getattr(war, name))) & (value > 0)).all():
            yield f"{name} must be finite and positive"
    for name in ("talk_gain", "relief"):
        if not np.isfinite(getattr(war, name)).all():
            yield f"{name} must be finite"
    if not (war.cap >= 0).all():
        yield "cap must not be negative; inf is no limit"
    if (war.package_cap < 0).any():
        yield "package_cap must not be negative; nan is cap"
    if len(war.packages) and not np.isnan(war.line):
        yield "line is a share of a divisible stake: packages leave it out"
    if len(war.packages) and war.concede.any():
        yield "concede gives in to a share of a divisible stake: it knows no packages"
    yield from _sums(war)
    yield from _sizes(war)
    yield from _ends(war)


def _sums(war: War) -> Iterator[str]:
    for name in ("belief", "truth"):
        if (abs(getattr(war, name).sum(axis=(-2, -1)) - 1) > 1e-9).any():
            yield f"{name} must sum to 1"
    if (abs(war.proposer.sum(axis=1) - 1) > 1e-9).any():
        yield "each row of proposer must sum to 1"
    if war.collapse.sum() > 1:
        yield "the two chances of collapse must not sum to more than 1"
    if (war.strike_share[..., 0] > war.strike_share[..., 1]).any():
        yield "strike_share must run from the smaller share to the larger"


def _sizes(war: War) -> Iterator[str]:
    if not 2 <= war.fronts <= MOST_FRONTS or not 0 < war.front < war.fronts:
        yield f"fronts must be 2 to {MOST_FRONTS} and front 1 to fronts - 1"
    if not 1 <= war.pause_weeks <= MOST_PAUSE:
        yield f"pause_weeks must be 1 to {MOST_PAUSE}"
    if len(war.truth) > MOST_TYPES or war.stock.shape[1] > MOST_CLASSES:
        yield f"there may be at most {MOST_TYPES} types of a side and {MOST_CLASSES} classes"
    if len(war.packages) > MOST_PACKAGES:
        yield f"there may be at most {MOST_PACKAGES} packages"
    if not 0 < war.discount <= 1:
        yield "discount must lie between 0 (exclusive) and 1"


def _ends(war: War) -> Iterator[str]:
    """A war must have some way to end, and what parties weigh up must be finite."""
    paused = war.pause != 0 and war.pause_settle != 0
    falls = war.tempo > 0 or (war.collapse > 0).any() or (war.floor > 0).any()
    if war.settle == 0 and not paused and not falls and not war.concede.any():
        yield "nothing can end this war: no battles, no collapse, no settlement"
    if war.concede.any() and war.demand.max(axis=1).sum() <= 1:
        yield "concede needs highest demands of more than 1 together, else both can be met"
    if war.discount == 1 and np.isnan([getattr(war, name) for name in (*FIXED, "line")]).any():
        if war.tempo == 0:
            yield "what parties weigh up needs battles or a discount below 1"
        if np.isnan(war.fail):
            yield "keeping a peace is weighed against a flow: it needs a discount below 1 or fail"
