"""What a package acceptable to all would look like, and where the texts lie beside it."""

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from parley.blocks import Block, Cell, Column, Figure, Heading, Note, Table
from parley.charts import ParallelLine, PlanePoint, parallel, plane
from parley.lenses.offers.described.texts import SHOWN
from parley.lenses.offers.packages import Package
from parley.lenses.offers.solve import OffersResult
from parley.lenses.offers.standing import Texts
from parley.lenses.offers.words import (
    brief,
    everybody,
    interval,
    issue_basis,
    issue_name,
    listed,
    party_name,
    percent,
    text_name,
    unit,
)
from parley.models.offer_space import OfferSpace

__all__ = ["describe_packages", "gain_point", "text_points"]

Floats = NDArray[np.float64]

ALIKE = "options alike in single draws"
SAME = "same"
PRINCIPLES = (
    "Five principles of dividing the gains over no deal, side by side; none is preferred. Nash: "
    "largest product of gains. Kalai-Smorodinsky: equal shares of what each could hope for. "
    "Egalitarian: largest smallest gain. Utilitarian: largest sum. Equal loss: smallest largest "
    "loss against what each could hope for. The last three compare the parties' scales."
)


def describe_packages(result: OffersResult) -> Iterator[Block]:
    """Whole packages, then texts and solutions in one picture."""
    yield Heading("What would a package acceptable to all look like?")
    whole, some = result.whole, result.space.case.consent_rule is not None
    if whole.widest is None and not whole.picked:
        unknown = result.zones.every.share is None
        what = "Not known whether there is one" if unknown else "No such package was found"
        yield Note(f"{what}, so no principle of division picks one.")
    else:
        yield Note(PRINCIPLES + (" They divide among all, not a smaller group." if some else ""))
        yield from _widest(result)
        yield _package_table(result)
    yield from _picture(result)


def _widest(result: OffersResult) -> Iterator[Note]:
    found, space = result.whole.widest, result.space
    if found is None:
        return
    search = "Of the packages that a search came to (none proved best), the one"
    how = "Of all packages compared, the one" if result.whole.proved else search
    how = "The package" if found.together == 1 else how  # in every draw: no other can do better
    each = listed(
        [f"{party_name(space, p)} in {percent(float(found.each[p]))}" for p in space.consent]
    )
    yield Note(
        f"{how} in the first column is worth no deal or more to {everybody(space)} in "
        f"{percent(found.together)} of draws ({each})."
    )


def _package_table(result: OffersResult) -> Table:
    space, whole = result.space, result.whole
    columns: list[tuple[str, Package]] = []
    if whole.widest is not None:
        columns.append(("most widely acceptable", whole.widest))
    columns += [(", ".join(each.names), each) for each in whole.picked]
    rows = [
        (
            Cell(f"worth no deal or more to {everybody(space)}"),
            *(Cell(percent(p.together)) for _, p in columns),
        )
    ]
    rows += [
        (
            Cell(f"gain of {party_name(space, p)}"),
            *(Cell(interval(each.gain[p])) for _, each in columns),
        )
        for p in space.consent
    ]
    rows.append((Cell(ALIKE), *(Cell(_alike(each)) for _, each in columns)))
    rows += [
        (
            Cell(issue_name(space, i), issue_basis(space, i)),
            *(Cell(told) for told in _options(space, i, [each for _, each in columns])),
        )
        for i in range(len(space.issues))
    ]
    return Table(
        "Whole packages",
        (Column(""), *(Column(name) for name, _ in columns)),
        tuple(rows),
        f"{_set(result)}Principles pick at the mean of the draws: other numbers that the case "
        f"admits may pick other options. First row: share of draws. “{ALIKE}”: how many of its "
        "options the principle would pick on the numbers of a single draw, on average; the lower, "
        "the less the column says. Gain over no deal: median, with "
        f"the middle 90% in brackets; {unit(space, space.consent)}. “{SAME}”: the option in the "
        "first column.",
    )


def _alike(package: Package) -> str | None:
    return None if package.alike is None else percent(package.alike)


def _options(space: OfferSpace, i: int, packages: Sequence[Package]) -> Iterator[str]:
    """The option of the first package on an issue, then only what differs from it."""
    first = int(packages[0].levels[i])
    yield brief(space, i, first)
    for each in packages[1:]:
        level = int(each.levels[i])
        yield SAME if level == first else brief(space, i, level)


def _set(result: OffersResult) -> str:
    zones = result.zones
    if zones.narrowest is zones.ended:
        return "Among packages that cross no red line and stop what goes on without a deal. "
    held = zones.narrowest is zones.kept and zones.kept is not zones.every
    return "Among packages that cross no red line. " if held else ""


def _picture(result: OffersResult) -> Iterator[Figure]:
    """Two who must consent: a plane; more: an axis for each."""
    if len(result.space.consent) == 2:
        yield _plane(result)
    elif (result.space.texts or result.whole.picked) and not np.isnan(result.hope).all():
        yield _parallel(result)


def text_points(space: OfferSpace, texts: Texts) -> list[PlanePoint]:
    """Each text for the two who must consent."""
    first, second = space.consent
    return [
        gain_point(text_name(space, text), texts.gain[t, first], texts.gain[t, second])
        for t, text in enumerate(space.texts[:SHOWN])
    ]


def gain_point(label: str, x: Floats, y: Floats, kind: str = "proposal") -> PlanePoint:
    """Quantiles of the gains of two, (3,) each."""
    (x_low, x_mid, x_high), (y_low, y_mid, y_high) = x.tolist(), y.tolist()
    return PlanePoint(
        label=label,
        x=x_mid,
        y=y_mid,
        kind=kind,
        x_low=x_low,
        x_high=x_high,
        y_low=y_low,
        y_high=y_high,
    )


def _plane(result: OffersResult) -> Figure:
    space, (first, second) = result.space, result.space.consent
    points = text_points(space, result.texts)
    solutions = [
        PlanePoint(
            label=", ".join(each.names),
            x=float(each.gain[first, 1]),
            y=float(each.gain[second, 1]),
            kind="solution",
        )
        for each in result.whole.picked
    ]
    names = party_name(space, first), party_name(space, second)
    return plane(
        "Gains over no deal: texts, principles, and the frontier",
        f"Texts by median gain for {names[0]} (across) and {names[1]} (up), with the middle 90% "
        "of draws as whiskers; the line joins packages that no other beats for both at the mean of "
        "the draws, the faint lines do so in single draws.",
        points,
        parties=names,
        measure="gain over no deal",
        no_deal=PlanePoint(label="no deal", x=0.0, y=0.0, kind="no deal"),
        frontier=[(float(x), float(y)) for x, y in result.central_gain],
        frontiers=[[(float(x), float(y)) for x, y in each] for each in result.drawn_gain],
        solutions=solutions,
    )


def _parallel(result: OffersResult) -> Figure:
    space = result.space
    parties = [party_name(space, p) for p in space.consent]
    lines = [
        ParallelLine(
            label=text_name(space, text), shares=_shares(result, result.texts.gain[t]), group="text"
        )
        for t, text in enumerate(space.texts)
    ]
    lines += [
        ParallelLine(
            label=", ".join(each.names), shares=_shares(result, each.gain), group="principle"
        )
        for each in result.whole.picked
    ]
    return parallel(
        "What each party has of each text and principle",
        "A line for each text and each principle, an axis for each party: median gain over no deal "
        "as a share of the most the party could gain at the mean of the draws.",
        lines,
        parties=parties,
    )


def _shares(result: OffersResult, gain: NDArray[np.float64]) -> tuple[float | None, ...]:
    """Median gains of who must consent over what each could hope for; None where nothing."""
    shares = gain[list(result.space.consent), 1] / result.hope
    return tuple(None if np.isnan(share) else float(share) for share in shares)
