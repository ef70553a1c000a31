"""Write a game as Genius XML: a domain, and a profile for each party.

What comes back from `read_game` orders all packages exactly as the game does, and puts no deal at
the same place among them; each party's best package becomes 1. Utilities that already run to 1, as
those of a game read from Genius do, come back the same.
"""

import math
from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction
from pathlib import Path
from xml.sax.saxutils import quoteattr

from parley.case.formats.exact import decimal_text
from parley.case.formats.game import Game, GameIssue, Sheet, best
from parley.case.formats.names import ids
from parley.errors import CaseError, Problem

__all__ = ["write_genius"]

FINE = 10**12  # how near the largest of the decimals written comes to 1


def write_genius(game: Game, folder: Path) -> tuple[str, ...]:
    """Write `domain.xml` and the profiles into `folder`, which must not exist or be empty.

    Numeric issues are written as lists of the numbers compared. Returns what was left out, here and
    where the game was made, a sentence each. Raises `CaseError` if the folder holds something,
    `OSError` if it cannot be written.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        what, fix = "there is something here already", "nothing is ever overwritten"
        raise CaseError([Problem(str(folder), 0, 0, what, fix)])
    folder.mkdir(parents=True, exist_ok=True)
    width = len(str(len(game.parties)))
    texts = {"domain.xml": _domain(game)}
    for p, name in enumerate(ids(game.parties)):
        texts[f"{p + 1:0{width}d}-{name}.xml"] = _profile(game, game.points[p], game.no_deal[p])
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8")
    if game.at_least is None and not game.including:
        return game.notes
    return (*game.notes, "The rule of consent is left out: in this format all must accept.")


def _domain(game: Game) -> str:
    lines = ["<negotiation_template>", f'<utility_space number_of_issues="{len(game.issues)}">']
    lines += [_objective(game)]
    for i, issue in enumerate(game.issues, start=1):
        lines += [_issue(i, issue)]
        lines += [
            f'<item index="{k}" value={quoteattr(option)}/>'
            for k, option in enumerate(issue.options, start=1)
        ]
        lines += ["</issue>"]
    return "\n".join([*lines, "</objective>", "</utility_space>", "</negotiation_template>", ""])


def _profile(game: Game, sheet: Sheet, no_deal: Fraction) -> str:
    lowest = [min(Fraction(0), *row) for row in sheet]  # Genius knows no evaluation below zero
    raised = [tuple(each - low for each in row) for row, low in zip(sheet, lowest, strict=True)]
    scale = best(raised) or Fraction(1)
    reservation = (no_deal - sum(lowest)) / scale
    lines = ["<utility_space>", _objective(game)]
    for i, (issue, row) in enumerate(zip(game.issues, raised, strict=True), start=1):
        lines += [_issue(i, issue), *_items(issue, row), "</issue>"]
    weights = [max(row) for row in raised]
    if not any(weights):  # nothing matters to the party; but weights that are all zero are refused
        weights = [Fraction(1) for _ in weights]
    for i, weight in enumerate(_decimals(weights, sum), start=1):
        lines += [f'<weight index="{i}" value="{weight}"/>']
    lines += ["</objective>", '<discount_factor value="1.0"/>']
    lines += [f'<reservation value="{decimal_text(reservation)}"/>', "</utility_space>", ""]
    return "\n".join(lines)


def _objective(game: Game) -> str:
    kind = 'type="objective" etype="objective"'
    return f'<objective index="0" name={quoteattr(game.title)} description="" {kind}>'


def _issue(index: int, issue: GameIssue) -> str:
    kind = 'vtype="discrete" type="discrete" etype="discrete"'
    return f'<issue index="{index}" name={quoteattr(issue.name)} {kind}>'


def _items(issue: GameIssue, row: Sequence[Fraction]) -> Iterator[str]:
    for k, (option, worth) in enumerate(zip(issue.options, _decimals(row, max), strict=True)):
        yield f'<item index="{k + 1}" value={quoteattr(option)} evaluation="{worth}"/>'


def _decimals(numbers: Sequence[Fraction], whole: Callable[[Sequence[int]], int]) -> list[str]:
    """Decimals in exactly the proportion of the numbers, whose sum or maximum is 1, or just less.

    So a tool that divides by that sum or maximum, and one that does not, read the same.
    """
    together = math.lcm(*(number.denominator for number in numbers))
    units = [int(number * together) for number in numbers]
    shared = math.gcd(*units) or 1
    units = [unit // shared for unit in units]
    total = whole(units) or 1
    places = len(str(total * FINE))
    times = 10**places // total
    return [decimal_text(Fraction(unit * times, 10**places), places) for unit in units]
