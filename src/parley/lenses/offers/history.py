"""How offers moved: what each text was worth on the day it was made, and a path of concessions."""

from dataclasses import dataclass

from parley.case.dates import span
from parley.models.offer_space import OfferSpace

__all__ = ["Dated", "history"]


@dataclass(frozen=True)
class Dated:
    """A text on its date, both ends as ISO days. by : its proposers."""

    text: int
    earliest: str
    latest: str
    by: tuple[str, ...]


def history(space: OfferSpace) -> tuple[Dated, ...]:
    """Every text that settles a listed issue, by date; also those that no longer stand.

    A text without a date is left out.
    """
    found = []
    for t, text in enumerate(space.texts):
        proposal = space.case.proposals[text.proposal]
        day = span(space.case, proposal.on)
        if day.earliest is not None and day.latest is not None:
            days = day.earliest.isoformat(), day.latest.isoformat()
            found.append(Dated(t, *days, proposal.by))
    return tuple(sorted(found, key=lambda each: (each.earliest, each.latest, each.text)))
