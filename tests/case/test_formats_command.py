"""`parley new --from` a game and `parley export`, as a person meets them."""

from pathlib import Path

import pytest
from case.test_formats import ANNA, genius, scorable, web
from click.testing import CliRunner

from parley.case import read_case
from parley.case.formats import read_game
from parley.cli import main


def parley(*words: object):
    return CliRunner().invoke(main, [*map(str, words)], catch_exceptions=False)


@pytest.mark.parametrize("make", [genius, web, scorable])
def test_new_begins_a_case_from_a_game_that_checks_clean(tmp_path, make):
    source = tmp_path / "source"
    source.mkdir()
    make(source)
    done = parley("new", tmp_path / "talks", "--from", source)
    assert (done.exit_code, done.stderr) == (0, "")
    assert parley("check", tmp_path / "talks").exit_code == 0
    case = read_case(tmp_path / "talks")
    assert case.case == "talks"
    assert len(case.parties) == len(read_game(source).parties)
    assert (tmp_path / "talks" / "parley.schema.json").exists()


def test_new_from_a_wrong_game_lists_its_problems_and_writes_nothing(tmp_path):
    genius(tmp_path / "source", anna=ANNA.replace('"0.35"', '"x"'), bela=ANNA)
    done = parley("new", tmp_path / "talks", "--from", tmp_path / "source")
    assert done.exit_code == 1
    assert "anna.xml:13:1: the reservation value is 'x', not a number" in done.stderr
    assert not (tmp_path / "talks").exists()


def test_export_writes_genius_files_that_are_read_again(tmp_path):
    parley("new", tmp_path / "talks", "--from", genius(tmp_path / "source"))
    done = parley("export", tmp_path / "talks", "-o", tmp_path / "out", "--draws", 5)
    assert (done.exit_code, done.stdout) == (0, f"wrote {tmp_path / 'out'}\n")
    first, second = read_game(tmp_path / "source"), read_game(tmp_path / "out")
    for ours, theirs in zip(first.points, second.points, strict=True):
        for row, other in zip(ours, theirs, strict=True):
            assert list(map(float, other)) == pytest.approx(list(map(float, row)), abs=1e-8)
    assert list(map(float, second.no_deal)) == pytest.approx(list(map(float, first.no_deal)))


def test_export_says_what_it_leaves_out_and_names_its_folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    done = parley("export", "korea-1952", "--draws", 5)
    assert done.stdout == "wrote korea-1952-genius\n"
    assert "Constraints are left out" in done.stderr
    assert {file.name for file in Path("korea-1952-genius").iterdir()} >= {"domain.xml"}
    again = parley("export", "korea-1952", "--draws", 5)
    assert again.exit_code == 1
    assert "nothing is ever overwritten" in again.stderr
