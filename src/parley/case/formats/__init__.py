"""Negotiations in other tools' files: games, conflicts in option form, and tables of actors.

A file becomes a `Game`, a `ConflictForm` or an `ActorTable`, exact and without draws, and that a
case file, or a file of another tool.
"""

from parley.case.formats.actor_table import ActorTable
from parley.case.formats.actors_case import actors_text
from parley.case.formats.actors_read import is_actors, read_actors
from parley.case.formats.as_case import case_text
from parley.case.formats.as_genius import write_genius
from parley.case.formats.conflict import ConflictForm, FormOption
from parley.case.formats.conflict_case import conflict_text
from parley.case.formats.game import Game, GameIssue
from parley.case.formats.read import is_conflict, is_game, read_conflict, read_game

__all__ = [
    "ActorTable",
    "ConflictForm",
    "FormOption",
    "Game",
    "GameIssue",
    "actors_text",
    "case_text",
    "conflict_text",
    "is_actors",
    "is_conflict",
    "is_game",
    "read_actors",
    "read_conflict",
    "read_game",
    "write_genius",
]
