"""A sweep as a whole: the rows are those of a plain loop, each computed once and found again."""

import json
import shutil
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from small_case import TEXT
from sweep.conftest import OVER, rows

from parley.case import read_case
from parley.draws import draws
from parley.looked import concluded, look
from parley.sweep import Asked, SweepError, plan, sweep, work
from parley.sweep.point import COLUMNS
from parley.sweep.results import MANY
from parley.sweep.store import keep, known, locked

PATHS = ["war.held", "settlement.in_force"]


def unchanged(folder: Path):
    """What a file system knows of the files of a folder, and what is in them."""
    return {
        path.relative_to(folder): (path.stat().st_ino, path.stat().st_mtime_ns, path.read_bytes())
        for path in folder.rglob("*")
        if path.is_file() and path.name != "sweep.lock"
    }


def looped(folder: Path, held: float, force: str, scenario: str):
    """The conclusions of the games lens on a case file with other values in it."""
    text = TEXT.replace("held: 0.4..0.5", f"held: {held}")
    (folder / "other.yaml").write_text(text.replace("in_force: watch", f"in_force: {force}"))
    case = read_case(folder / "other.yaml", scenario=scenario or None)
    return concluded(look(case, draws(case, 10, 5), ("games",)))


def test_the_rows_are_those_of_a_plain_loop(first, tmp_path):
    want = []
    points = [(held, force) for held in (0.3, 0.45, 0.6) for force in ("watch", "pact")]
    for point, (held, force) in enumerate(points):
        for scenario in ("", "cold"):
            for each in looped(tmp_path, held, force, scenario):
                x = each.values[~np.isnan(each.values)]
                want.append((point, scenario, held, force, "games", each.id, each.says, each.yes,
                             len(x), each.mean, x.std(ddof=1) / len(x) ** 0.5,
                             *np.quantile(x, [0.05, 0.5, 0.95]), ""))  # fmt: skip
    got = first[1]
    assert list(got.columns) == ["point", "scenario", *PATHS, *COLUMNS]
    assert len(got) == len(want) > 100
    wanted = pd.DataFrame(want, columns=got.columns)
    pd.testing.assert_frame_equal(got, wanted, check_dtype=False, check_exact=False, rtol=1e-12)


def test_a_lens_that_the_case_cannot_feed_says_what_it_lacks(asked, threads, tmp_path):
    text = TEXT.replace(TEXT[TEXT.index("moves:\n") : TEXT.index("influence:\n")], "")
    (tmp_path / "less.yaml").write_text(text, encoding="utf-8")
    less = replace(asked, case=str(tmp_path / "less.yaml"), over=("war.held=0.3,0.4",),
                   scenarios=("",), lenses=("stability", "record"))  # fmt: skip
    sweep(plan(less), tmp_path / "out", threads)
    got = rows(tmp_path / "out")
    assert list(got["lens"]) == ["stability"] * 2  # a lens that concludes nothing has no row
    assert got["lacks"].str.contains("moves").all()
    assert (got["conclusion"] == "").all()
    assert got["mean"].isna().all()


@pytest.mark.parametrize(
    ("change", "computed"),
    [
        ({"scenarios": ("cold",)}, 0),
        ({"scenarios": ("cold", "")}, 0),
        ({"scenarios": ("", "cold", "loud")}, 6),
        ({"over": ("war.held=0.3..0.6:5", OVER[1])}, 8),
        ({"over": ("war.held=0.45", OVER[1])}, 0),
        ({"over": OVER[::-1]}, 0),
        ({"seed": 6}, 12),
        ({"draws": 11}, 12),
        ({"lenses": ("games", "record")}, 12),
    ],
)
def test_only_what_is_new_is_computed(asked, out, threads, change, computed):
    assert sweep(plan(replace(asked, **change)), out, threads).computed == computed


@pytest.mark.parametrize(
    ("text", "computed"),
    [
        (f"# seen again\n{TEXT}", 0),
        (TEXT.replace("rearming: 0.5", "rearming: 0.6"), 12),
        (TEXT.replace("title: Small talks", "title: Smaller talks"), 12),
    ],
)
def test_other_words_in_the_case_compute_again(asked, out, threads, tmp_path, text, computed):
    (tmp_path / "new.yaml").write_text(text, encoding="utf-8")
    new = replace(asked, case=str(tmp_path / "new.yaml"))
    assert sweep(plan(new), out, threads).computed == computed


def test_other_code_computes_again(asked, out, threads, monkeypatch):
    monkeypatch.setattr(work, "code", lambda: "0+0")
    monkeypatch.setattr(sys.modules["parley.sweep.plan"], "code", lambda: "0+0")
    assert sweep(plan(asked), out, threads).computed == 12


def test_the_code_is_the_version_and_every_source(tmp_path, monkeypatch):
    found = work.code.__wrapped__()
    assert found.startswith("0.")
    (tmp_path / "__init__.py").write_text("")
    monkeypatch.setattr(work.parley, "__file__", str(tmp_path / "__init__.py"))
    one = work.code.__wrapped__()
    (tmp_path / "lenses").mkdir()
    (tmp_path / "lenses" / "new.py").write_text("x = 1\n")
    two = work.code.__wrapped__()
    (tmp_path / "lenses" / "new.py").write_bytes(b"x = 1\r\n")
    assert len({found, one, two}) == 3
    assert work.code.__wrapped__() == two


def test_a_worker_with_another_parley_is_refused(asked, tmp_path, threads, monkeypatch):
    planned = plan(asked)
    work._prepared.cache_clear()
    monkeypatch.setattr(work, "code", lambda: "0.0+other")
    with pytest.raises(SweepError, match=r"a worker has parley 0.0\+other, and this sweep is of"):
        sweep(planned, tmp_path / "out", threads)


def test_a_finished_sweep_is_left_as_it_is(asked, out, threads, monkeypatch):
    sweep(plan(asked), out, threads)  # after it was copied
    before = unchanged(out)
    monkeypatch.setattr("parley.sweep.run.work", None)
    done = sweep(plan(asked), out, threads)
    assert (done.points, done.computed) == (12, 0)
    assert unchanged(out) == before
    assert len(before) >= 4


@pytest.mark.parametrize("name", ["results.parquet", "sweep.duckdb", "sweep.json"])
def test_what_is_lost_of_the_results_is_made_again_from_the_units(asked, out, threads, first, name):
    (out / name).unlink()
    assert sweep(plan(asked), out, threads).computed == 0
    pd.testing.assert_frame_equal(rows(out), first[1])


def test_a_unit_that_is_lost_is_computed_again(asked, out, threads, first):
    next((out / "units").glob("*.parquet")).unlink()
    (out / "sweep.json").unlink()
    assert 0 < sweep(plan(asked), out, threads).computed < 12
    pd.testing.assert_frame_equal(rows(out), first[1])


def test_a_folder_that_was_moved_finds_its_results_after_the_next_start(asked, out, threads, first):
    moved = out.rename(out.with_name("it's here"))
    shutil.rmtree(out, ignore_errors=True)
    assert sweep(plan(asked), moved, threads).computed == 0
    pd.testing.assert_frame_equal(rows(moved), first[1])


def test_the_same_point_in_two_units_counts_once(asked, out, threads, first):
    planned = plan(asked)
    with locked(out) as store:
        done = work.work(planned.recipes[0], [planned.patch(0), planned.patch(1)])
        keep(store, planned.keys[0][:2], done.rows)
        assert len(known(store)) == 12
    (out / "sweep.json").unlink()
    sweep(planned, out, threads)
    pd.testing.assert_frame_equal(rows(out), first[1])


def test_pandas_and_polars_read_the_table_from_anywhere(first, monkeypatch):
    folder, table = first
    monkeypatch.chdir("/")
    pd.testing.assert_frame_equal(rows(folder), table)
    assert table["yes_no"].isin([True, False]).all()
    polars = pytest.importorskip("polars")
    read = polars.read_parquet(folder / "results.parquet")
    assert read.rows() == [tuple(row) for row in table.itertuples(index=False)]


def test_how_it_came_about_is_written_down(asked, first):
    found = json.loads((first[0] / "sweep.json").read_text())
    assert found["case"] == asked.case
    assert (found["over"], found["scenarios"]) == (list(OVER), ["", "cold"])
    assert (found["lenses"], found["draws"], found["seed"]) == (["games"], 10, 5)
    assert (found["design"], found["points"]) == ("grid", 6)
    assert found["code"] == work.code()
    assert set(found["versions"]) == {"numpy", "scipy", "numba", "duckdb"}


def test_what_is_not_known_is_nothing_in_the_table(tmp_path):
    nan = float("nan")
    row = ("games", "games.x", "x", False, 0, nan, nan, nan, nan, nan, "")
    other = ("games", "games.y", "y", True, 1, 1.0, nan, 1.0, 1.0, 1.0, "")
    with locked(tmp_path / "out") as store:
        keep(store, ["k"], [[row, other]])
        keep(store, ["l"], [[("", "", "", None, 0, nan, nan, nan, nan, nan, "wrong")]])
        units = f"read_parquet('{store.units}/*.parquet')"
        found = store.database.execute(f"SELECT * FROM {units} ORDER BY key, place").fetchall()
    assert found[0] == ("k", 0, *row[:5], None, None, None, None, None, "")
    assert found[1] == ("k", 1, *other[:6], None, 1.0, 1.0, 1.0, "")
    assert found[2] == ("l", 0, "", "", "", None, 0, None, None, None, None, None, "wrong")


def test_points_that_make_the_case_invalid_are_told_and_not_computed(asked, threads, tmp_path):
    """War alone may reach 0.9 and keeping alone fall to 0.6, but war must stay below."""
    war, keeps = "settlement.keeping.a.war", "settlement.keeping.a.keeps"
    over = (f"{war}=0..0.9:9", f"{keeps}=0.6..1:9")
    done = sweep(
        plan(Asked(asked.case, over, lenses=("record",), draws=5)), tmp_path / "o", threads
    )
    got = rows(tmp_path / "o")
    assert (done.points, done.computed, len(done.refused)) == (81, 81, min(MANY, len(got)))
    assert got["lacks"].str.startswith("the case is invalid: war may bring 'a' as much").all()
    assert (got[war] >= got[keeps]).all()
    assert len(got) == sum(w >= k for w in np.linspace(0, 0.9, 9) for k in np.linspace(0.6, 1, 9))
    assert done.refused[0].startswith(f"{war}={got[war][0]}, {keeps}={got[keeps][0]}: the case is")
