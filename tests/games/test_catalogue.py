"""Every model is listed, and what the list names exists."""

import importlib
import inspect
import json
import pkgutil

from click.testing import CliRunner

import parley.games
from parley.cli import main
from parley.games.catalogue import GAMES

# Parts that models are built of or written with, not models.
PARTS = {"catalogue", "game_tree", "gambit_files", "sequential", "strategic_form", "crisis",
         "two_offers"}  # fmt: skip


def test_every_function_named_is_there_and_says_its_source():
    for game in GAMES:
        module = importlib.import_module(f"parley.games.{game.module}")
        for name in game.functions.split():
            function = getattr(module, name)
            assert inspect.isfunction(function) or inspect.isclass(function)
            assert function.__doc__, name
        assert game.question.endswith("?")


def test_no_model_is_left_out():
    modules = {name for _, name, _ in pkgutil.iter_modules(parley.games.__path__)}
    models = {name for name in modules if not name.startswith("_")} - PARTS
    assert models <= {game.module for game in GAMES}


def test_names_are_told_apart():
    assert len({game.name for game in GAMES}) == len(GAMES)


def test_the_command_lists_them_all():
    told = CliRunner().invoke(main, ["games"]).output
    assert all(game.question in told for game in GAMES)
    rows = json.loads(CliRunner().invoke(main, ["games", "--json"]).output)
    assert [row["name"] for row in rows] == [game.name for game in GAMES]
