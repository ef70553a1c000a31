"""Every lens, in reading order. To add one: write the module, add it to `ALL`."""

from typing import Any, Protocol

from parley.blocks import Block
from parley.case import Case
from parley.conclusion import Conclusion
from parley.draws import Draws
from parley.lenses import games, offers, positions, record, stability, table, war

__all__ = ["ALL", "Lens"]


class Lens(Protocol):
    """The shape every lens module has (checked by mypy and tests/test_lenses.py)."""

    QUESTION: str

    def build(self, case: Case, draws: Draws) -> Any: ...
    def solve(self, model: Any) -> Any: ...
    def conclusions(self, result: Any) -> tuple[Conclusion, ...]: ...
    def describe(self, result: Any) -> tuple[Block, ...]: ...


ALL: dict[str, Lens] = {
    "record": record,
    "table": table,
    "offers": offers,
    "stability": stability,
    "war": war,
    "games": games,
    "positions": positions,
}
