"""Negotiations in other tools' files: games, and conflicts in option form.

A file becomes a `Game` or a `ConflictForm`, exact and without draws, and that a case file, or a
file of another tool.
"""

from parley.case.formats.as_case import case_text
from parley.case.formats.as_genius import write_genius
from parley.case.formats.conflict import ConflictForm, FormOption
from parley.case.formats.conflict_case import conflict_text
from parley.case.formats.game import Game, GameIssue
from parley.case.formats.read import is_conflict, is_game, read_conflict, read_game

__all__ = [
    "ConflictForm",
    "FormOption",
    "Game",
    "GameIssue",
    "case_text",
    "conflict_text",
    "is_conflict",
    "is_game",
    "read_conflict",
    "read_game",
    "write_genius",
]
