"""Negotiations in other tools' files: Genius XML, GeniusWeb JSON and scorable games.

A file becomes a `Game`, exact and without draws; a game becomes a case file or Genius XML.
"""

from parley.case.formats.as_case import case_text
from parley.case.formats.as_genius import write_genius
from parley.case.formats.game import Game, GameIssue
from parley.case.formats.read import is_game, read_game

__all__ = ["Game", "GameIssue", "case_text", "is_game", "read_game", "write_genius"]
