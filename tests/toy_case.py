"""The war that can be worked out by hand, tests/data/war/toy.yaml, with changes."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from parley.case.check import findings
from parley.case.compose import compose
from parley.case.references import dangling
from parley.case.scenario import patched
from parley.case.schema import Case

TOY = Path(__file__).parent / "data" / "war" / "toy.yaml"
DATA = compose(TOY.read_text(encoding="utf-8"), "toy.yaml").data


def toy(changes: Mapping[str, Any] | None = None) -> Case:
    """The toy with each dotted path set to a new value; nothing wrong with it."""
    data = patched(DATA, changes or {})
    case = Case.model_validate(data)
    wrong = [*dangling(data), *findings(case)]
    assert not wrong, wrong
    return case
