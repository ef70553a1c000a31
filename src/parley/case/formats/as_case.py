"""Write a game as a case file: score sheets in whole points."""

import json
import math
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from itertools import pairwise

from parley.case.formats.exact import decimal_text
from parley.case.formats.game import Game, GameIssue, Sheet
from parley.case.formats.names import ids

__all__ = ["case_text"]

MOST_POINTS = 10**6  # the most that a case admits
SCALED = 1000  # points of the best package where whole points would be more than that
PLACES = 6  # decimals of such points: a billionth of the best package, as fine as cases are drawn
MOST_STEPS = 101
WORDS = ("y", "n", "yes", "no", "on", "off", "true", "false", "null")  # true or false to some tools


@dataclass(frozen=True)
class _Points:
    """A sheet as it is written, and how its numbers came about."""

    sheet: tuple[tuple[str, ...], ...]
    no_deal: str
    because: str


def case_text(game: Game, *, name: str = "", on: date | None = None) -> str:
    """The case file of a game. name : id of the case. on : its date; None for today.

    Each party's points are multiplied by the least number that makes them whole. Where that takes
    more than `MOST_POINTS`, the best package gets `SCALED` points and all are rounded down to
    millionths, and the entry says so. What a game does not tell, such as what holds where a text is
    silent, is filled in and marked by a comment.
    """
    game = _with_choices(game)
    day = (on or date.today()).isoformat()
    return "\n".join(
        [*_head(game, name, day), *_parties(game), *_issues(game), *_positions(game, day), ""]
    )


def _with_choices(game: Game) -> Game:
    """The game without issues of one option, on which nothing is left to agree."""
    open_ = [i for i, issue in enumerate(game.issues) if len(issue.options) > 1]
    settled = [i for i in range(len(game.issues)) if i not in open_]
    return replace(
        game,
        issues=tuple(game.issues[i] for i in open_),
        points=tuple(tuple(sheet[i] for i in open_) for sheet in game.points),
        no_deal=tuple(
            worth - sum(sheet[i][0] for i in settled)
            for worth, sheet in zip(game.no_deal, game.points, strict=True)
        ),
    )


def _head(game: Game, name: str, day: str) -> Iterator[str]:
    yield "# yaml-language-server: $schema=parley.schema.json"
    yield "parley: 1"
    yield f"case: {_key(name or ids([game.title or 'game'])[0])}"
    yield f"title: {_quoted(game.title or 'A game')}"
    yield f"as_of: {day}"
    read = f"Read from {game.source}." if game.source else "Taken over from another tool."
    yield f"summary: {_quoted(' '.join([read, *game.notes]))}"


def _parties(game: Game) -> Iterator[str]:
    known = ids(game.parties)
    yield "\nparties:"
    for party, name in zip(known, game.parties, strict=True):
        yield f"  {_key(party)}: {{name: {_quoted(name)}, roles: [{{is: party}}]}}"
    yield f"consent: [{', '.join(map(_key, known))}]"
    if game.at_least is not None or game.including:
        at_least = len(known) if game.at_least is None else game.at_least
        must = (known[game.parties.index(name)] for name in game.including)
        including = f", including: [{', '.join(map(_key, must))}]" if game.including else ""
        yield f"consent_rule: {{at_least: {at_least}{including}}}"


def _issues(game: Game) -> Iterator[str]:
    yield "\nissues:"
    for name, issue in zip(_issue_ids(game), game.issues, strict=True):
        yield f"  {_key(name)}:"
        yield f"    name: {_quoted(issue.name)}"
        yield f"    question: {_quoted(f'What is agreed on {issue.name}?')}"
        if issue.numeric:
            yield f"    range: [{issue.options[0]}, {issue.options[-1]}]"
            yield f"    steps: {_steps(issue)}"
        else:
            yield "    options:"
            for option, label in zip(ids(issue.options), issue.options, strict=True):
                yield f"      {_key(option)}: {_quoted(label)}"
        yield f"    if_silent: {_levels(issue)[0]}  # the file does not say; the first stands here"


def _positions(game: Game, day: str) -> Iterator[str]:
    yield "\npositions:"
    rows = zip(ids(game.parties), game.points, game.no_deal, strict=True)
    for party, sheet, no_deal in rows:
        points = _written(sheet, no_deal)
        yield f"  {_key(party)}:"
        yield "    points:"
        for name, issue, row in zip(_issue_ids(game), game.issues, points.sheet, strict=True):
            known = zip(_levels(issue), row, strict=True)
            yield f"      {_key(name)}: {{{', '.join(f'{k}: {v}' for k, v in known)}}}"
        because = f"It stands in {game.source or 'the file'}{points.because}."
        yield "    no_deal:"
        yield f"      points: {points.no_deal}"
        yield "      by: taken over from the file"
        yield f"      on: {day}"
        yield f"      because: {_quoted(because)}"


def _issue_ids(game: Game) -> tuple[str, ...]:
    return ids(issue.name for issue in game.issues)


def _levels(issue: GameIssue) -> tuple[str, ...]:
    """The options as the keys of a case: ids, or numbers as they are."""
    return issue.options if issue.numeric else tuple(map(_key, ids(issue.options)))


def _steps(issue: GameIssue) -> int:
    """As many as there are numbers where they stand evenly; else the ends, and those named."""
    at = [Fraction(option) for option in issue.options]
    even = len({b - a for a, b in pairwise(at)}) == 1
    return len(at) if even and len(at) <= MOST_STEPS else 2


def _written(sheet: Sheet, no_deal: Fraction) -> _Points:
    together = math.lcm(no_deal.denominator, *(each.denominator for row in sheet for each in row))
    most = max(sum((max(map(abs, row)) for row in sheet), Fraction(0)), abs(no_deal))
    whole = together * most <= MOST_POINTS
    factor = Fraction(together) if whole else SCALED / most
    because = f", times {together:,} to make all points whole" if together > 1 else ""
    if not whole:
        because = (
            f", scaled to {SCALED:,} points for the best package and rounded down to millionths of "
            "a point, so that a package just as good as no deal may fall on either side of it"
        )
    written = tuple(tuple(decimal_text(each * factor, PLACES) for each in row) for row in sheet)
    return _Points(written, decimal_text(no_deal * factor, PLACES), because)


def _key(name: str) -> str:
    return _quoted(name) if name.lower() in WORDS else name


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
