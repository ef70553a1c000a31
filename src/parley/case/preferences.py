"""What a position says about the levels of an issue, as a ranking or as values."""

from collections.abc import Iterable, Mapping, Sequence

from parley.case.quantity import Quantity
from parley.case.ranking import Ranking, parse_ranking
from parley.case.rules import Atom, holds
from parley.case.schema import Issue, IssuePosition, Stated
from parley.case.select import number_text

__all__ = ["behind", "centroid", "levels", "preference", "satisfying", "score_sheet"]


def levels(issue: Issue) -> tuple[str, ...]:
    """Option ids in the order of the file, or the compared numbers of a range as text."""
    return tuple(issue.labels) or tuple(number_text(value) for value in issue.grid())


def satisfying(issue: Issue, atoms: Iterable[Atom], name: str) -> tuple[int, ...]:
    """Positions of the levels that satisfy every condition on the issue called `name`."""
    about = [atom for atom in atoms if atom.issue == name]
    known: Sequence[str | float] = issue.grid() if issue.range is not None else levels(issue)
    return tuple(
        k for k, level in enumerate(known) if all(holds(atom, {name: level}) for atom in about)
    )


def centroid(ranking: Ranking) -> dict[str, float]:
    """Rank-order centroid weights of a complete ranking; tied items share the mean of their places.

    Edwards and Barron (1994), Organizational Behavior and Human Decision Processes 60, 306-325:
    w_k = (1 / n) sum over j >= k of 1 / j, the mean of all weights that obey the ranking.

    >>> [round(weight, 4) for weight in centroid(parse_ranking("a > b > c > d")).values()]
    [0.5208, 0.2708, 0.1458, 0.0625]
    """
    n = len(ranking.items)
    by_place = [sum(1 / j for j in range(k, n + 1)) / n for k in range(1, n + 1)]
    weights: dict[str, float] = {}
    for group in ranking.groups:
        taken = by_place[len(weights) : len(weights) + len(group)]
        weights |= dict.fromkeys(group, sum(taken) / len(group))
    return weights


def score_sheet(points: Mapping[str | float, Quantity]) -> dict[str, Quantity]:
    """The points of one issue by level, as text; along a range straight lines join them."""
    return {_level(key): quantity for key, quantity in points.items()}


def preference(issue: Issue, position: IssuePosition | None) -> Ranking | Mapping[str, Quantity]:
    """What is known of a party's preference: inferred if given, else what it last stated.

    A ranking of levels, or level -> value from 0 to 1. Nothing known leaves every level free.
    """
    known = levels(issue)
    if position and position.inferred:
        view = position.inferred
        if view.values is not None:
            return {_level(key): value for key, value in view.values.items()}
        if view.prefers is not None:
            return parse_ranking(" > ".join(known if view.prefers == "less" else known[::-1]))
        if view.ranks is not None:
            return view.ranks
    spoken = _spoken(position)
    return parse_ranking(_chains(spoken, known) if spoken else list(known))


def behind(position: IssuePosition | None) -> tuple[str, ...]:
    """Claims that the preference taken from this position rests on."""
    taken = (position.inferred if position else None) or _spoken(position)
    return taken.claims if taken else ()


def _spoken(position: IssuePosition | None) -> Stated | None:
    """The last statement that puts options in an order; a later one may only add words."""
    stated = position.stated if position else ()
    return next((each for each in reversed(stated) if _orders(each)), None)


def _level(key: str | float) -> str:
    return key if isinstance(key, str) else number_text(key)


def _orders(stated: Stated) -> bool:
    return bool(stated.wants or stated.accepts or stated.refuses)


def _chains(stated: Stated, known: tuple[str, ...]) -> list[str]:
    """Wanted above everything else, refused below; accepted above refused; the rest stays open."""
    middle = [x for x in known if x not in stated.wants and x not in stated.refuses]
    above = [f"{want} > {x}" for want in stated.wants for x in (*middle, *stated.refuses)]
    below = [f"{x} > {refused}" for x in middle for refused in stated.refuses]
    return [*above, *below, *known]
