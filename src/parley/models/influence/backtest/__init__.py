"""Every forecast of the positions lens on issues whose outcome is known.

`forecasts` lists them, `run` scores them, `page` writes the record down.
"""

from parley.models.influence.backtest.forecasts import (
    BENCHMARK,
    FORECASTS,
    SPREAD_BENCHMARK,
    Forecast,
    Joint,
    Spread,
)
from parley.models.influence.backtest.page import DEU, record_json, record_page
from parley.models.influence.backtest.run import (
    Backtest,
    Score,
    backtest,
    chosen,
    part,
    run_backtest,
)

__all__ = [
    "BENCHMARK",
    "DEU",
    "FORECASTS",
    "SPREAD_BENCHMARK",
    "Backtest",
    "Forecast",
    "Joint",
    "Score",
    "Spread",
    "backtest",
    "chosen",
    "part",
    "record_json",
    "record_page",
    "run_backtest",
]
