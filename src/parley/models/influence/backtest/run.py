"""Score forecasts on issues whose outcome is known, and compare each with the plain means.

Every forecast is made for every issue from the same table. Its errors, and its scores as a
distribution, are compared with those of the compromise and of the positions by weight, on the
issues on which it says something. Intervals come from resampling issues, so they say how far the
choice of issues matters, and nothing of how these issues came to be in the table. Issues of one
proposal are not independent; the intervals are narrower than they should be for that.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from parley.case.formats.outcomes import ScoredIssue
from parley.case.formats.outcomes_read import read_outcomes
from parley.case.references import nearest
from parley.errors import CaseError, Problem
from parley.models.influence.actors import actors
from parley.models.influence.backtest.forecasts import (
    BENCHMARK,
    FORECASTS,
    FULL,
    SPREAD_BENCHMARK,
    Forecast,
    Joint,
    Spread,
)
from parley.models.influence.scoring import Accuracy, Difference, accuracy, crps, difference

__all__ = ["Backtest", "Score", "backtest", "chosen", "part", "run_backtest"]

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Score:
    """What one forecast was worth, on a scale of 100.

    accuracy : of its point, or of the mean of its distribution. crps : as a distribution, equal to
    the mean error for a point. gap, crps_gap : its mean error less that of the compromise, and its
    CRPS less that of the positions by weight; below 0 it is better. spreads : as in `Forecast`.
    """

    accuracy: Accuracy
    crps: float
    gap: Difference
    crps_gap: Difference
    spreads: bool


@dataclass(frozen=True, kw_only=True, eq=False)
class Backtest:
    """Forecasts by name and what they were worth.

    point, crps : name -> (n_issues,), the forecast on 0 to 100 and its score on each issue; nan
    where it said nothing. scores : without those that said nothing anywhere. source : the table.
    """

    issues: tuple[ScoredIssue, ...]
    point: Mapping[str, Floats]
    crps: Mapping[str, Floats]
    scores: Mapping[str, Score]
    seed: int
    source: str = ""

    @property
    def outcome(self) -> Floats:
        return np.array([issue.outcome for issue in self.issues])


def chosen(names: Sequence[str]) -> dict[str, Forecast | Joint]:
    """These forecasts, all without any, beside those that the others are compared with.

    `CaseError` with every name that is none.
    """
    wrong = [Problem(name, 0, 0, "no such model", nearest(name, FORECASTS))
             for name in names if name not in FORECASTS]  # fmt: skip
    if wrong:
        raise CaseError(wrong)
    kept = {BENCHMARK, SPREAD_BENCHMARK, *(names or FORECASTS)}
    return {name: forecast for name, forecast in FORECASTS.items() if name in kept}


def run_backtest(
    path: str | Path, seed: int = 0, forecasts: Mapping[str, Forecast | Joint] = FORECASTS
) -> Backtest:
    """Forecasts, all by default, on the issues of a table: plain, or that of DEU III.

    `CaseError` with every problem of the table. About a tenth of a second per issue.
    """
    path = Path(path)
    return backtest(read_outcomes(path), forecasts, seed, source=path.name)


def backtest(
    issues: Sequence[ScoredIssue],
    forecasts: Mapping[str, Forecast | Joint],
    seed: int,
    *,
    source: str = "",
) -> Backtest:
    """Each forecast on each issue, scored. `ValueError` without issues, or without benchmarks.

    The same seed gives the same intervals.
    """
    if not issues:
        raise ValueError("there is no issue to score forecasts on")
    for name in (BENCHMARK, SPREAD_BENCHMARK):
        if name not in forecasts:
            raise ValueError(f"forecasts need '{name}' to be compared with")
    made = {**_alone(issues, forecasts), **_together(issues, forecasts)}
    point = {name: _points(spreads) for name, spreads in made.items()}
    scored = {name: _crps(spreads, issues) for name, spreads in made.items()}
    spreading = frozenset(name for name, forecast in forecasts.items() if forecast.spreads)
    return _scored(tuple(issues), point, scored, spreading, seed, source)


def _alone(
    issues: Sequence[ScoredIssue], forecasts: Mapping[str, Forecast | Joint]
) -> dict[str, list[Spread | None]]:
    alone = {name: each for name, each in forecasts.items() if isinstance(each, Forecast)}
    made: dict[str, list[Spread | None]] = {name: [] for name in alone}
    for issue in issues:  # outside the other loop: readouts of one run follow each other
        group = actors(issue.position / FULL, issue.salience / FULL, issue.capability)
        for name, forecast in alone.items():
            made[name].append(forecast.of(group, issue.reference / FULL))
    return made


def _together(
    issues: Sequence[ScoredIssue], forecasts: Mapping[str, Forecast | Joint]
) -> dict[str, list[Spread | None]]:
    joint = {name: each for name, each in forecasts.items() if isinstance(each, Joint)}
    made: dict[str, list[Spread | None]] = {name: [None] * len(issues) for name in joint}
    proposals: dict[str, list[int]] = {}
    for k, issue in enumerate(issues):
        proposals.setdefault(issue.proposal, []).append(k)
    for proposal, places in proposals.items():
        if proposal and len(places) > 1:
            for name, forecast in joint.items():
                found = forecast.of([issues[k] for k in places])
                for k, spread in zip(places, found, strict=True):
                    made[name][k] = spread
    return made


def part(whole: Backtest, kept: Sequence[bool] | NDArray[np.bool_], source: str = "") -> Backtest:
    """The same forecasts on some of the issues, scored anew. kept : (n_issues,), one at least."""
    mask = np.asarray(kept, bool)
    if not mask.any():
        raise ValueError("no issue is left to score forecasts on")
    return _scored(
        tuple(issue for issue, keep in zip(whole.issues, mask, strict=True) if keep),
        {name: each[mask] for name, each in whole.point.items()},
        {name: each[mask] for name, each in whole.crps.items()},
        frozenset(name for name, score in whole.scores.items() if score.spreads),
        whole.seed,
        source or whole.source,
    )


def _points(spreads: Sequence[Spread | None]) -> Floats:
    return np.array([np.nan if each is None else each.mean * FULL for each in spreads])


def _crps(spreads: Sequence[Spread | None], issues: Sequence[ScoredIssue]) -> Floats:
    return np.array(
        [
            np.nan if each is None else crps(each.place * FULL, each.chance, issue.outcome)
            for each, issue in zip(spreads, issues, strict=True)
        ]
    )


def _scored(
    issues: tuple[ScoredIssue, ...],
    point: Mapping[str, Floats],
    scored: Mapping[str, Floats],
    spreading: frozenset[str],
    seed: int,
    source: str,
) -> Backtest:
    outcome = np.array([issue.outcome for issue in issues])
    error = {name: np.abs(each - outcome) for name, each in point.items()}
    scores = {}
    for name in point:
        said = ~np.isnan(point[name])
        if said.any():
            scores[name] = Score(
                accuracy=accuracy(error[name][said]),
                crps=float(scored[name][said].mean()),
                gap=difference(error[name][said], error[BENCHMARK][said], seed),
                crps_gap=difference(scored[name][said], scored[SPREAD_BENCHMARK][said], seed),
                spreads=name in spreading,
            )
    return Backtest(
        issues=issues, point=point, crps=scored, scores=scores, seed=seed, source=source
    )
