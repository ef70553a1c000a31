"""Still pictures: drawn by one process or several they are the same, and in order."""

import re
import subprocess
import sys

import pytest
from views.sample import SMALLEST

from parley.blocks import Figure, Table
from parley.views.html import still
from parley.views.html.still import pictures


def titled(n: int) -> list[Figure]:
    """Figures that each show their own number."""
    return [
        Figure(
            f"Figure {i}",
            "alt",
            {"data": {"values": [{"x": i}]}, "mark": "point", "title": f"number {i}"},
            Table("t", (), ()),
        )
        for i in range(n)
    ]


def drawn(figures: list[Figure]) -> list[str]:
    with pictures(figures) as each:
        return list(each)


def test_several_processes_draw_what_one_draws_in_the_same_order(monkeypatch):
    figures = [*SMALLEST.values(), *titled(6)]
    monkeypatch.setattr(still, "MANY", len(figures) + 1)
    alone = drawn(figures)
    monkeypatch.setattr(still, "MANY", 1)
    monkeypatch.setattr("os.cpu_count", lambda: 3)
    assert drawn(figures) == alone
    assert [set(re.findall(r"number (\d)", svg)) for svg in alone[-6:]] == [
        {*str(i)} for i in range(6)
    ]


def test_processes_end_when_a_page_is_given_up(monkeypatch):
    monkeypatch.setattr(still, "MANY", 1)
    started = []

    def start(*args: object, **options: object) -> subprocess.Popen[str]:
        started.append(subprocess.Popen(*args, **options))  # type: ignore[call-overload]
        return started[-1]

    monkeypatch.setattr(still, "Popen", start)
    with pytest.raises(KeyboardInterrupt), pictures(titled(5)):
        raise KeyboardInterrupt
    assert started
    assert all(process.poll() == 0 for process in started)


def test_a_process_that_ends_early_is_no_empty_picture(monkeypatch, tmp_path):
    nothing = tmp_path / "nothing.py"
    nothing.write_text("input()")
    monkeypatch.setattr(still, "MANY", 1)
    monkeypatch.setattr(still, "DRAWING", nothing)
    with pytest.raises(RuntimeError, match="has ended"):
        drawn(titled(1))


def test_drawing_in_processes_needs_no_guard_in_a_script(tmp_path):
    script = tmp_path / "script.py"
    script.write_text(
        "from parley.blocks import Figure, Table\n"
        "from parley.views.html.still import MANY, pictures\n"
        "spec = {'data': {'values': [{'x': 1}]}, 'mark': 'point'}\n"
        "with pictures([Figure('t', 'alt', spec, Table('t', (), ()))] * MANY) as each:\n"
        "    print(sum(svg.startswith('<svg') for svg in each) == MANY)\n"
    )
    done = subprocess.run([sys.executable, script], capture_output=True, text=True, check=True)
    assert (done.stdout, done.stderr) == ("True\n", "")
