"""Scorable games: a score sheet for each party and the least score it accepts.

The layout is that of Abdelnabi and others (2024), Cooperation, Competition, and Maliciousness:
LLM-Stakeholders Interactive Negotiation, github.com/S-Abdelnabi/LLM-Deliberation. The first lines
of `config.txt` name the parties, the files of their scores and their roles; a file of scores has
one line for each issue and the least score at its end. The parties with the roles p1 and p2 must
accept, and all others but one. The kind of game is Susskind's (1985), Negotiation Journal 1,
205-209.
"""

from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

from parley.case.formats.game import Game, GameIssue, Sheet
from parley.case.formats.problems import FEWEST_PARTIES, Findings, once
from parley.case.text import read_text
from parley.errors import CaseError

__all__ = ["CONFIG", "SCORES", "read_scorable"]

CONFIG, SCORES = "config.txt", "scores_files"
VETO = ("p1", "p2")


@dataclass(frozen=True)
class _Party:
    name: str
    file: Path
    role: str


def read_scorable(folder: Path) -> Game:
    """The game in a folder with `config.txt` and `scores_files`; `CaseError` with all problems."""
    found = Findings()
    parties = _parties(folder, found)
    if len(parties) < FEWEST_PARTIES:
        found.add(folder / CONFIG, "fewer than two parties are named", "write one on each line")
    found.close()
    sheets = [_scores(party.file, found) for party in parties]
    sizes = [len(row) for row in sheets[0][0]]
    for party, (sheet, _) in zip(parties, sheets, strict=True):
        if sheet and [len(row) for row in sheet] != sizes:
            what = f"other issues or options than in {parties[0].file.name}"
            found.add(party.file, what, f"scores on each line there: {sizes}")
    found.close()
    including = tuple(party.name for party in parties if party.role in VETO)
    return Game(
        title=folder.resolve().name,
        parties=tuple(party.name for party in parties),
        issues=tuple(_issue(i, size) for i, size in enumerate(sizes)),
        points=tuple(sheet for sheet, _ in sheets),
        no_deal=tuple(least for _, least in sheets),
        at_least=len(parties) - 1 if including else None,
        including=including,
        source=f"the scorable game in {folder.resolve().name}",
    )


def _parties(folder: Path, found: Findings) -> list[_Party]:
    file = folder / CONFIG
    parties = []
    for number, text in enumerate(read_text(file).splitlines(), start=1):
        parts = [part.strip() for part in text.split(",")]
        if not any(parts):
            continue
        if len(parts) < 3 or not all(parts[:3]):
            fix = "write: name, file of scores, role"
            found.add(file, "this line does not name a party", fix, line=number)
            continue
        name, stem, role = parts[:3]
        scores = folder / SCORES / f"{stem}.txt"
        if scores.parent != folder / SCORES or not scores.is_file():
            what = f"there is no file of scores '{SCORES}/{stem}.txt'"
            found.add(file, what, "check the second name on this line", line=number)
        parties.append(_Party(name, scores, role.lower()))
    if twice := once(party.name for party in parties):
        found.add(file, f"the party '{twice}' stands twice", "names must differ")
    return parties


def _scores(file: Path, found: Findings) -> tuple[Sheet, Fraction]:
    """Scores per issue and option, and the least that is accepted."""
    try:
        lines = read_text(file).splitlines()
    except CaseError as error:
        found.problems.extend(error.problems)
        return (), Fraction(0)
    rows = [
        tuple(_score(file, part, number, found) for part in text.strip().rstrip(",").split(","))
        for number, text in enumerate(lines, start=1)
        if text.strip()
    ]
    if len(rows) < 2 or len(rows[-1]) != 1:
        fix = "the last line is one number, the least score that is accepted"
        found.add(file, "no issues, or no least score at the end", fix, line=len(lines))
        return (), Fraction(0)
    return tuple(rows[:-1]), rows[-1][0]


def _score(file: Path, text: str, number: int, found: Findings) -> Fraction:
    return found.number(file, text, "a score", line=number)


def _issue(place: int, size: int) -> GameIssue:
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    name = letters[place] if place < len(letters) else f"Issue{place + 1}"
    return GameIssue(name, tuple(f"{name}{k + 1}" for k in range(size)))
