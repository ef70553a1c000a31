"""Vega-Lite specifications as still SVG.

Run as a program it reads one on each line, in JSON, and answers each with a line.
"""

import json
import signal
import sys
from typing import Any

__all__ = ["drawn"]


def drawn(spec: dict[str, Any]) -> str:
    """The still SVG. Its data must be inline: the converter lets files through."""
    import vl_convert

    svg: str = vl_convert.vegalite_to_svg(spec, allowed_base_urls=[])
    return svg


if __name__ == "__main__":
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # a stop is for who asked; then no more lines come
    for line in sys.stdin:
        print(json.dumps(drawn(json.loads(line))), flush=True)
