"""Figures as still pictures, drawn side by side on all cores.

The converter holds the interpreter while it draws, so threads alone would wait for each other: each
has a process of its own, `drawing.py`, which is handed one specification after the other. It is
started as a program and not by multiprocessing, which would run a caller's script again.
"""

import json
import os
import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from itertools import count
from pathlib import Path
from queue import SimpleQueue
from subprocess import PIPE, Popen
from typing import Any

from parley.blocks import Figure
from parley.views.html.drawing import drawn
from parley.views.words import cleaned

__all__ = ["MANY", "pictures", "quiet"]

MANY = 12  # figures from which on it pays to wait a second for each process to start
DRAWING = Path(__file__).with_name("drawing.py")


@contextmanager
def pictures(figures: Sequence[Figure]) -> Iterator[Iterator[str]]:
    """The SVG of each figure, in order, as soon as it is drawn. ValueError if the data of one are
    not inline."""
    for figure in figures:
        if _reaches_out(figure.spec):
            raise ValueError(f"the data of figure {figure.title!r} must stand in its specification")
    specs = [quiet(figure) for figure in figures]
    if len(specs) < MANY:
        yield map(_own_names, map(drawn, specs), count())
        return
    idle: SimpleQueue[Popen[str]] = SimpleQueue()
    with ExitStack() as stack:
        n = os.cpu_count() or 1
        for _ in range(n):
            program = [sys.executable, "-P", str(DRAWING)]
            idle.put(stack.enter_context(Popen(program, stdin=PIPE, stdout=PIPE, text=True)))
        pool = ThreadPoolExecutor(n)
        stack.callback(pool.shutdown, cancel_futures=True)
        yield map(_own_names, pool.map(lambda spec: _drawn_by(idle, spec), specs), count())


def _drawn_by(idle: "SimpleQueue[Popen[str]]", spec: dict[str, Any]) -> str:
    """The picture, by the next process that is free."""
    process = idle.get()
    assert process.stdin is not None
    assert process.stdout is not None
    print(json.dumps(spec), file=process.stdin, flush=True)
    answer = process.stdout.readline()
    idle.put(process)
    if not answer:
        raise RuntimeError("a figure could not be drawn: the process that draws has ended")
    svg: str = json.loads(answer)
    return svg


def _own_names(svg: str, number: int) -> str:
    """The picture with names of its own for clip paths, numbered in order of appearance.

    Pictures may share names, which would collide on one page, or count on from those drawn before,
    and then the same report would not be written twice alike.
    """
    names: dict[str, str] = {}

    def own(found: re.Match[str]) -> str:
        return found[1] + names.setdefault(found[2], f"figure{number}-{len(names)}")

    return re.sub(r'(\bid="|url\(#|href="#)([^")]+)', own, svg)


def quiet(figure: Figure) -> dict[str, Any]:
    """The specification without Vega's own roles: the element around it carries the alt text."""
    config = {**figure.spec.get("config", {}), "aria": False}
    spec: dict[str, Any] = cleaned({**figure.spec, "config": config})
    return spec


def _reaches_out(part: object) -> bool:
    """Whether a specification names an address to load data from."""
    if isinstance(part, Mapping):
        return isinstance(part.get("url"), str) or any(map(_reaches_out, part.values()))
    return isinstance(part, list | tuple) and any(map(_reaches_out, part))
