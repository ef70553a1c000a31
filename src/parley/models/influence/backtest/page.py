"""The record of the forecasts: a page to read, and the figures that other pages quote."""

import json
from collections.abc import Iterator, Sequence

import numpy as np

from parley.models.influence.backtest.forecasts import BENCHMARK, FULL, SPREAD_BENCHMARK
from parley.models.influence.backtest.run import Backtest, Score, part
from parley.models.influence.scoring import Difference

__all__ = ["DEU", "between", "record_json", "record_page"]

DEU = """\
The issues are those of DEU III: controversial points of European Union laws, most decided by
consent among governments that meet again and again, with positions and saliences from interviews
with those who took part (Arregui and Perarnaud 2022, doi:10.34810/data53). Capability is votes in
the Council. None of them is a peace negotiation, and no public set of peace talks is known that has
positions, saliences, capabilities and outcomes. So nothing here shows how good any of these
forecasts is on peace talks; it shows which of them are worth more than a plain mean where they
could be checked."""
"""What the issues are, for the record on DEU III."""

HEAD = """\
# Record of the positions lens

{n} issues{source}, scale 0 to 100. For each forecast the mean absolute error (MAE), the root of
the mean square error (RMSE), the median error, and the share of issues with an error of at most 10
and 25. The difference is to the MAE of the compromise on the same issues: below 0 the forecast is
better. Intervals hold 95 % of 10,000 resamples of the issues (seed {seed})."""

SPREADS = """\
## As distributions

CRPS is the continuous ranked probability score: the MAE of a point, less for a distribution that
has its weight near the outcome and admits what it does not know. The difference is to that of the
positions by weight."""

BETWEEN = """\
## Where positions lie between the ends

{n} issues on which somebody stands neither at 0 nor at 100."""

READING = """\
## How to read it

- An interval that includes 0 means that the issues do not tell the forecast from the compromise.
- Medians and likeliest places have more near hits and a larger MAE: they fail by a whole pole.
- Many forecasts were scored on the same issues. The best of them is a little better here than it
  will be elsewhere.
- Issues of one proposal are not independent, so intervals are narrower than they should be."""


def record_page(backtest: Backtest, about: str = "") -> str:
    """The record in Markdown. about : a paragraph on what the issues are, such as `DEU`."""
    source = f" of {backtest.source}" if backtest.source else ""
    head = HEAD.format(n=len(backtest.issues), source=source, seed=backtest.seed)
    parts = [head, about, _points(backtest), SPREADS, _spreads(backtest)]
    kept = between(backtest)
    if kept.any() and not kept.all():
        some = part(backtest, kept)
        parts += [BETWEEN.format(n=len(some.issues)), _points(some)]
    return "\n\n".join([*filter(None, parts), READING]) + "\n"


def between(backtest: Backtest) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    """(n_issues,), where somebody's position is not at an end of the scale."""
    ends = (0.0, FULL)
    return np.array([not np.isin(issue.position, ends).all() for issue in backtest.issues])


def record_json(backtest: Backtest) -> str:
    """The figures by forecast: n, MAE, RMSE, shares, CRPS, differences as [mean, low, high]."""
    head = {
        "n_issues": len(backtest.issues),
        "seed": backtest.seed,
        "source": backtest.source,
        "compared_with": {"mae": BENCHMARK, "crps": SPREAD_BENCHMARK},
    }
    lines = [f"  {json.dumps(key)}: {json.dumps(value)}," for key, value in head.items()]
    rows = [
        f"    {json.dumps(name)}: {json.dumps(_figures(score))}"
        for name, score in _ranked(backtest)
    ]
    return "\n".join(["{", *lines, '  "forecasts": {', ",\n".join(rows), "  }", "}", ""])


def _figures(score: Score) -> dict[str, object]:
    return {
        "n": score.accuracy.n,
        "mae": round(score.accuracy.mae, 2),
        "rmse": round(score.accuracy.rmse, 2),
        "within_10": round(score.accuracy.within_10, 3),
        "within_25": round(score.accuracy.within_25, 3),
        "crps": round(score.crps, 2),
        "mae_difference": _rounded(score.gap),
        "crps_difference": _rounded(score.crps_gap),
    }


def _rounded(gap: Difference) -> list[float]:
    return [round(each, 2) + 0.0 for each in (gap.mean, gap.low, gap.high)]


def _ranked(backtest: Backtest) -> list[tuple[str, Score]]:
    return sorted(backtest.scores.items(), key=lambda each: each[1].accuracy.mae)


def _points(backtest: Backtest) -> str:
    columns = (
        "forecast",
        "issues",
        "MAE",
        "RMSE",
        "median",
        "within 10",
        "within 25",
        "difference",
    )
    return _table(
        columns,
        (
            (
                f"**{name}**" if name == BENCHMARK else name,
                str(score.accuracy.n),
                f"{score.accuracy.mae:.2f}",
                f"{score.accuracy.rmse:.2f}",
                f"{score.accuracy.median:.2f}",
                f"{score.accuracy.within_10:.0%}",
                f"{score.accuracy.within_25:.0%}",
                "" if name == BENCHMARK else _told(score.gap),
            )
            for name, score in _ranked(backtest)
        ),
    )


def _spreads(backtest: Backtest) -> str:
    shown = [each for each in backtest.scores.items() if each[1].spreads or each[0] == BENCHMARK]
    return _table(
        ("forecast", "issues", "CRPS", "difference"),
        (
            (
                f"**{name}**" if name == SPREAD_BENCHMARK else name,
                str(score.accuracy.n),
                f"{score.crps:.2f}",
                "" if name == SPREAD_BENCHMARK else _told(score.crps_gap),
            )
            for name, score in sorted(shown, key=lambda each: each[1].crps)
        ),
    )


def _told(gap: Difference) -> str:
    mean, low, high = (f"{each:+.2f}".replace("-0.00", "+0.00") for each in _rounded(gap))
    return f"{mean} [{low}, {high}]"


def _table(columns: Sequence[str], rows: Iterator[Sequence[str]]) -> str:
    ruler = ["---", *["---:"] * (len(columns) - 1)]
    return "\n".join(f"| {' | '.join(row)} |" for row in (columns, ruler, *rows))
