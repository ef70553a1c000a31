"""The Python examples in README.md and docs/ run as tests."""

from pathlib import Path
from typing import Any

import pytest
from sybil import Sybil
from sybil.parsers.markdown import PythonCodeBlockParser

ROOT = Path(__file__).parent
collect_ignore = ["docs/conf.py"]

pytest_collect_file = Sybil(
    parsers=[PythonCodeBlockParser()],
    path=str(ROOT),
    patterns=["README.md", "docs/*.md", "docs/*/*.md"],
).pytest()


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    """Keep the examples of a page on one worker: later ones use names from earlier ones."""
    from xdist.scheduler import LoadScopeScheduling

    # Not --dist loadgroup: xdist 3.8 writes the group where pytest 9.2 no longer reads it.
    scheduler = LoadScopeScheduling(config, log)
    scheduler._split_scope = lambda test: test.split("::")[0] if ".md::" in test else test
    return scheduler
