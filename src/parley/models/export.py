"""Between the games of other tools and the arrays of the models."""

import math
from collections.abc import Iterable
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from parley.case.formats import Game, GameIssue
from parley.case.formats.game import Sheet
from parley.models.domain import Domain, packages
from parley.models.offer_space import SCALE, OfferSpace

__all__ = ["domain_of", "game_of"]

Ints = NDArray[np.int64]

ROOM = 2**60  # half of what the merge admits: the largest numbers of the issues, times the parties


def domain_of(game: Game) -> Domain:
    """The game in whole numbers, all parties on one scale; issues and options in its order.

    Exact where one denominator serves all numbers within int64. Else as many numbers as possible
    are exact, those with small denominators, and the others are rounded to some 17 digits; equal
    numbers stay equal.
    """
    per = _per_point(game)
    tables = [
        np.array([[_units(sheet[i][k], per) for sheet in game.points] for k in range(n)], np.int64)
        for i, n in enumerate(len(issue.options) for issue in game.issues)
    ]
    return Domain(
        packages=packages([len(table) for table in tables]),
        utility=tuple(tables),
        floor=np.array([_units(worth, per) for worth in game.no_deal], np.int64),
    )


def game_of(space: OfferSpace) -> Game:
    """The negotiation at the mean of all draws, between those who must consent.

    `notes` say what a game cannot hold. A numeric issue becomes the numbers that are compared.
    Points are utilities. Parties and issues go by their names, options by their ids.
    """
    domain, case, rule = space.sample.mean(), space.case, space.case.consent_rule
    names = {party: case.parties[party].name for party in case.consent}
    return Game(
        title=case.title,
        parties=tuple(names.values()),
        issues=tuple(
            GameIssue(case.issues[name].name, levels, numeric=case.issues[name].range is not None)
            for name, levels in zip(space.issues, space.levels, strict=True)
        ),
        points=tuple(_sheet(domain, party) for party in space.consent),
        no_deal=tuple(Fraction(int(domain.floor[party]), SCALE) for party in space.consent),
        at_least=rule.at_least if rule else None,
        including=tuple(names[party] for party in rule.including) if rule else (),
        source=f"the case {case.case}, at the mean of {space.sample.n_draws:,} draws",
        notes=tuple(_left_out(space)),
    )


def _sheet(domain: Domain, party: int) -> Sheet:
    return tuple(
        tuple(Fraction(worth, SCALE) for worth in table[:, party].tolist())
        for table in domain.utility
    )


def _left_out(space: OfferSpace) -> Iterable[str]:
    if space.case.constraints:
        yield "Constraints are left out: some packages of the game cannot stand together."
    if space.sample.bonuses:
        yield "What combinations of options add is left out."
    if any(red.any() for red in space.red):
        yield "Red lines are left out: options that cross one are there like any other."
    if others := [name for p, name in enumerate(space.parties) if p not in space.consent]:
        yield f"Parties whose consent is not needed are left out: {', '.join(others)}."


def _units(number: Fraction, per: Fraction) -> int:
    return round(number * per)


def _per_point(game: Game) -> Fraction:
    """Units in a point: a multiple of as many denominators as there is room for."""
    room = Fraction(ROOM) / (_size(game) * len(game.parties) or 1)
    found = _denominators(game)
    together = 1
    for denominator in sorted(found):
        wider = math.lcm(together, denominator)
        together = wider if wider <= room else together
    if together > room or all(together % denominator == 0 for denominator in found):
        return min(room, Fraction(together))
    return Fraction(together * (room // together))


def _denominators(game: Game) -> set[int]:
    numbers = [each for sheet in game.points for row in sheet for each in row]
    return {number.denominator for number in (*numbers, *game.no_deal)}


def _size(game: Game) -> Fraction:
    """The largest number of each issue, and of no deal, added up."""
    largest = (max(abs(x) for row in rows for x in row) for rows in zip(*game.points, strict=True))
    return sum(largest, max(map(abs, game.no_deal)))
