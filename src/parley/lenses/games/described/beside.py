"""What happened in other wars, beside a figure of this one."""

from collections.abc import Iterable

from parley.blocks import Cell, Column, Table
from parley.models.war.base_rates import BaseRate, base_rate

__all__ = ["beside"]


def beside(title: str, names: Iterable[str]) -> Table:
    """Base rates of these names."""
    return Table(
        title,
        (Column("what is counted"), Column("figure"), Column("of", "number"),
         Column("95% interval"), Column("source")),
        tuple(_row(base_rate(name)) for name in names),
        "No forecast: this war was not drawn from those, and what was agreed there was not agreed "
        "at random.",
    )  # fmt: skip


def _row(rate: BaseRate) -> tuple[Cell, ...]:
    known = rate.low is not None and rate.high is not None
    return (
        Cell(rate.meaning),
        Cell(_figure(rate, rate.figure)),
        Cell(rate.n),
        Cell(f"{_figure(rate, rate.low)} to {_figure(rate, rate.high)}" if known else None),
        Cell(rate.source),
    )


def _figure(rate: BaseRate, of: float | None) -> str:
    if of is None:
        return ""
    return f"{100 * of:.0f}%" if rate.unit == "share" else f"{of:.2g}"
