"""Blocks to output: each view shows every kind of block and knows no lens."""

from collections.abc import Callable, Mapping

from parley.blocks import Report
from parley.views.html import html
from parley.views.json import as_json
from parley.views.markdown import markdown
from parley.views.text import text

__all__ = ["FORMATS"]

FORMATS: Mapping[str, Callable[[Report], str]] = {
    "html": html,
    "md": markdown,
    "txt": text,
    "json": as_json,
}
