"""Whether everybody could have as much or more, and where the principles lie."""

from collections.abc import Iterator, Sequence

from parley.blocks import Block, Cell, Column, Heading, Note, Table
from parley.lenses.offers.deal import DealResult
from parley.lenses.offers.described.deal.names import SOLUTIONS
from parley.lenses.offers.words import (
    moved,
    party_name,
    percent,
    touched,
    units,
)
from parley.models.deal import Beside
from parley.models.offer_space import OfferSpace

__all__ = ["describe_certificate", "grouped"]

DOMINATING = 3  # packages shown that serve everybody as well or better


# against other packages


def describe_certificate(result: DealResult) -> Iterator[Block]:
    """Whether it is on the frontier, what dominates it, how far each principle is from it."""
    yield Heading("Could everybody have as much or more?")
    yield Note(_efficient(result))
    yield from _dominating(result)
    yield from _solutions(result)


def _efficient(result: DealResult) -> str:
    found, share = result.judged.certificate, result.judged.efficient
    told = _better(result)
    if share is None or found.efficient is None:
        return told
    return (
        f"{told} Looked at draw by draw, there is one in {percent(1 - share)} of the first "
        f"{result.judged.n_looked:,}."
    )


def _better(result: DealResult) -> str:
    found = result.judged.certificate
    if found.efficient is None:
        return (
            "Not known: the search for a better package did not finish. That is no sign that "
            "there is none."
        )
    n, among = found.n_dominating, _among(result)
    some = "at least one other is" if n is None or n == 1 else "others are"
    first = "no other is" if found.efficient else some
    return f"At the mean of the draws, {among}, {first} as good for all of them and better for one."


def _among(result: DealResult) -> str:
    """The set of packages it is compared with."""
    found = result.judged
    if not found.keeping:
        return "among all packages, for those who must agree"
    stops = " and stop what goes on without a deal" if found.stopping else ""
    return f"among packages that cross no red line of those who must agree{stops}"


def _dominating(result: DealResult) -> Iterator[Table]:
    space, found = result.space, result.judged.certificate
    if not found.dominating:
        return
    rows = tuple(
        (Cell(len(each.issues)), Cell(moved(space, result.package, each.package)), *_gains(each))
        for each in found.dominating[:DOMINATING]
    )
    yield Table(
        "Packages that give up nothing for anybody who must agree",
        (
            Column("issues changed", "number"),
            Column("changes"),
            *(Column(f"{party_name(space, p)}: change") for p in space.consent),
        ),
        rows,
        "At the mean of the draws, fewest changes first.",
    )


def _gains(each: Beside) -> Iterator[Cell]:
    return (Cell(units(change)) for change in each.difference)


def _solutions(result: DealResult) -> Iterator[Block]:
    space, found = result.space, result.judged.certificate
    if found.zone is None:
        yield Note(
            "Not known: the search for what principles of division pick did not finish. That is no "
            "sign that they pick nothing."
        )
    elif not found.zone:
        yield Note(
            f"At the mean of the draws, {_among(result)}, none serves all of them, so no principle "
            "of division picks one."
        )
    else:
        yield Table(
            "How far it is from what principles of division pick",
            (
                Column("principle"),
                Column("issues apart", "number"),
                Column("which"),
                *(Column(f"{party_name(space, p)}: there") for p in space.consent),
            ),
            tuple(
                (
                    Cell(", ".join(names)),
                    Cell(len(each.issues)),
                    Cell(_apart(space, each.issues) or None),
                    *_gains(each),
                )
                for names, each in grouped(result)
            ),
            "There: how much more (or less) the party has in that package, at the mean of the "
            "draws. None of the principles is preferred.",
        )


def _apart(space: OfferSpace, issues: Sequence[int]) -> str:
    """The issues by name, or the others where those are fewer."""
    same = [i for i in range(len(space.issues)) if i not in issues]
    if len(issues) <= len(same):
        return touched(space, issues)
    return f"all but {touched(space, same)}" if same else "all"


def grouped(result: DealResult) -> list[tuple[list[str], Beside]]:
    """Principles that pick the same package together."""
    groups: dict[tuple[int, ...], tuple[list[str], Beside]] = {}
    for name, each in result.judged.certificate.solutions.items():
        groups.setdefault(tuple(each.package.tolist()), ([], each))[0].append(SOLUTIONS[name])
    return list(groups.values())
