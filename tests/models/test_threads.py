"""Draws handed out to threads."""

import pytest

from parley.models.threads import in_threads


@pytest.mark.parametrize("cores", [None, 1, 2, 3, 64])
@pytest.mark.parametrize("n", [0, 1, 2, 7, 1000])
def test_every_draw_is_counted_once_and_in_order(monkeypatch, cores, n):
    monkeypatch.setattr("os.cpu_count", lambda: cores)
    found = in_threads(lambda draws: list(range(draws.start, draws.stop)), n)
    assert [draw for some in found for draw in some] == list(range(n))
    assert len(found) == min(n, 8, cores or 1)
