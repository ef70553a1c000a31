"""How the offers moved over time, and what models of bargaining make of the two sides."""

from collections.abc import Iterator

from parley.blocks import Block, Cell, Column, Figure, Heading, Note, Table
from parley.charts import DatedOffer, offers_over_time
from parley.lenses.offers.bargaining import Winner
from parley.lenses.offers.solve import OffersResult
from parley.lenses.offers.words import (
    issue_name,
    listed,
    party_name,
    percent,
    plain,
    text_name,
    text_refs,
)

__all__ = ["describe_bargaining", "describe_history"]

TWO = 2  # texts that make a history


def describe_history(result: OffersResult) -> Iterator[Block]:
    """Each text on its date, for each party that must consent."""
    if len({each.earliest for each in result.dated}) < TWO:
        return
    yield Heading("How have the offers moved?")
    yield _over_time(result)


def _over_time(result: OffersResult) -> Figure:
    space = result.space
    parties = [party_name(space, p) for p in space.consent]
    offers = [
        DatedOffer(
            label=text_name(space, space.texts[each.text]),
            earliest=each.earliest,
            latest=each.latest,
            proposer=listed([space.case.parties[by].label for by in each.by]),
            party=party_name(space, p),
            value=float(result.texts.gain[each.text, p, 1]),
            low=float(result.texts.gain[each.text, p, 0]),
            high=float(result.texts.gain[each.text, p, 2]),
            refs=text_refs(space, space.texts[each.text]),
        )
        for each in result.dated
        for p in space.consent
    ]
    return offers_over_time(
        "What each text is worth, by the day it was made",
        "A panel for each party: texts by date, median gain over no deal with the middle 90% of "
        "draws; the line at zero is no deal as it is valued now.",
        offers,
        parties=parties,
        interval="middle 90% of draws",
    )


def describe_bargaining(result: OffersResult) -> Iterator[Block]:
    """Patience, concession and division between two; nothing for more."""
    found, space = result.bargaining, result.space
    if found is None:
        return
    first, second = (party_name(space, p) for p in space.consent)
    yield Heading("What do models of bargaining and of fair division give?")
    if found.patience:
        yield Table(
            "What patience does to a division",
            (Column("delay costs"), Column(f"gain of {first}"), Column(f"gain of {second}")),
            tuple(
                (Cell(_rates(each.rates, first, second)), *(Cell(plain(g)) for g in each.gain))
                for each in found.patience
            ),
            "Gains over no deal at the mean of the draws where offers alternate and the period "
            "between them is short (Rubinstein 1982; Binmore, Rubinstein and Wolinsky 1986). Equal "
            "patience gives the Nash solution.",
        )
    if found.agreed is not None:
        gains = [plain(each) for each in found.agreed]
        yield Note(
            "If each began with the package it likes best of those that serve both, and each time "
            "the one that could bear less risk of no deal gave way (Zeuthen 1930), they would end "
            f"with {gains[0]} over no deal for {first} and {gains[1]} for {second}."
        )
    if found.mixed is not None:
        gains = [plain(each) for each in found.mixed]
        yield Note(
            "At the mean of the draws no single package that crosses no red line serves both, but "
            "a mixture does (phases, shares of time, or a lottery between packages): that with the "
            f"largest product of gains has {gains[0]} over no deal for {first} and {gains[1]} for "
            f"{second}."
        )
    if found.winner is not None:
        yield _division(result, found.winner)
    yield Note(
        "That a zone exists does not mean it is found. Where two sides each hide the least they "
        f"would take, all values being alike credible, a zone exists in {percent(found.hidden[0])} "
        f"of cases and a deal is struck in {percent(found.hidden[1])} (Chatterjee and Samuelson "
        "1983); no procedure gains them more without someone paying into it (Myerson and "
        "Satterthwaite 1983). These two figures are of that model, not of the case.",
        "limit",
    )


def _rates(rates: tuple[int, int], first: str, second: str) -> str:
    if rates[0] == rates[1]:
        return f"{first} and {second} alike"
    return f"{first} twice as much" if rates[0] > rates[1] else f"{second} twice as much"


def _division(result: OffersResult, winner: Winner) -> Table:
    space = result.space
    names = [party_name(space, p) for p in space.consent]
    rows = tuple(
        (
            Cell(issue_name(space, i)),
            *(Cell(int(stake)) for stake in winner.stakes[i]),
            Cell(_who(float(share), names)),
        )
        for i, share in enumerate(winner.share)
    )
    return Table(
        "If each issue were settled as one side likes best (division of Brams and Taylor)",
        (
            Column("issue"),
            *(Column(f"points of {name}", "number") for name in names),
            Column("goes to"),
        ),
        rows,
        "100 points of each party, by what is at stake for it on the issues at the mean of the "
        "draws. Each issue goes to the party with more points on it, then issues pass or are "
        f"shared until both have {float(winner.points):.1f} (Brams and Taylor 1996). By cutting "
        f"the issues in two bundles and getting the worse, {names[0]} could secure "
        f"{winner.maximin[0]} and {names[1]} {winner.maximin[1]}. It leaves out constraints, "
        "middle options and red lines: a yardstick of even-handedness, no proposal.",
    )


def _who(share: float, names: list[str]) -> str:
    if share in (0.0, 1.0):
        return names[0] if share else names[1]
    return f"{names[0]} {share:.0%}, {names[1]} {1 - share:.0%}"
