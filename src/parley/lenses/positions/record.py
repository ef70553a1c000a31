"""How well each forecast did on issues whose outcome is known."""

import json
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

__all__ = ["Record", "n_issues", "record"]


@dataclass(frozen=True, kw_only=True)
class Record:
    """Figures of one forecast on a scale of 100; of errors and CRPS, less is better.

    gap, crps_gap : difference to the compromise, and of CRPS to positions by weight, each with
    its 95 % interval.
    """

    n: int
    mae: float
    within_10: float
    crps: float
    gap: tuple[float, float, float]
    crps_gap: tuple[float, float, float]


def record(name: str) -> Record:
    """The record of a forecast of `FORECASTS`. `KeyError` for one that has none."""
    found = _file()["forecasts"][name]
    return Record(
        n=found["n"],
        mae=found["mae"],
        within_10=found["within_10"],
        crps=found["crps"],
        gap=tuple(found["mae_difference"]),
        crps_gap=tuple(found["crps_difference"]),
    )


def n_issues() -> int:
    """How many issues the record is of."""
    return int(_file()["n_issues"])


@cache
def _file() -> dict[str, Any]:
    text = (files("parley.models.influence") / "record.json").read_text(encoding="utf-8")
    found: dict[str, Any] = json.loads(text)
    return found
