import tomllib
from pathlib import Path

PROJECT = Path(__file__).parents[1] / "pyproject.toml"

project = "parley"
author = "The parley authors"
copyright = "The parley authors"
version = release = tomllib.loads(PROJECT.read_text(encoding="utf-8"))["project"]["version"]

extensions = ["myst_parser"]
source_suffix = {".md": "markdown"}
exclude_patterns = ["_build"]
# Formulas are written as code: maths in HTML would load a script from the network.
myst_enable_extensions = ["colon_fence", "deflist"]
myst_heading_anchors = 4

html_theme = "furo"
html_title = f"parley {release}"
html_show_sourcelink = False
