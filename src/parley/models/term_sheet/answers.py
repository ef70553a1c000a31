"""Who answered which text, in order, with every condition kept beside its answer."""

from dataclasses import dataclass
from datetime import date

from parley.case import Case
from parley.case.dates import span
from parley.case.schema import Response, Term
from parley.case.terms import locate
from parley.case.when import When

__all__ = ["Standing", "definite", "standing", "stands", "when_key"]

FINAL = frozenset({"accepted", "rejected", "withdrawn", "expired"})
WAITING = frozenset({"none", "deferred", "disputed"})  # nothing has been said on the substance


@dataclass(frozen=True)
class Standing:
    """Where a party stands on a text.

    whole : its last answer to the text as a whole. current : what stands now, in order: the last
    answer to the whole and those to single items, unless the whole was answered on a later day. A
    dispute over an answer does not replace it: both stand. history : every answer, by date.
    needed : the text needs its consent, and it is not the author. covered : every item of the text
    is answered by itself. replaced : the text has been, by a later one.
    """

    proposal: str
    party: str
    whole: Response | None
    current: tuple[Response, ...]
    history: tuple[Response, ...]
    needed: bool
    covered: bool
    replaced: bool = False

    @property
    def final(self) -> bool:
        """Nothing more is to be expected: the whole text, or each of its items, is settled."""
        if self.replaced or (self.whole is not None and self.whole.state in FINAL):
            return True
        return self.covered and all(answer.state in FINAL for answer in self.current)

    @property
    def lapsed(self) -> bool:
        """The party says that the text no longer stands."""
        return self.whole is not None and self.whole.state in ("withdrawn", "expired")

    @property
    def outstanding(self) -> bool:
        """Its consent is needed, and it has not yet spoken on the substance of the whole text."""
        if not self.needed or self.final:
            return False
        return self.whole is None or self.whole.state in WAITING


def standing(case: Case, proposal: str, party: str) -> Standing:
    """Where a party stands on a text, from all its answers."""
    text = case.proposals[proposal]
    history = tuple(
        sorted(
            (answer for answer in text.responses if answer.by == party),
            key=lambda answer: when_key(case, answer.on),
        )
    )
    whole = [answer for answer in history if not answer.items]
    items = _items(case, history, whole)
    answered = {locate(proposal, item)[1] for answer in items for item in answer.items}
    return Standing(
        proposal=proposal,
        party=party,
        whole=whole[-1] if whole else None,
        current=(*_standing_last(whole), *items),
        history=history,
        needed=party in case.consent and party not in text.by,
        covered=bool(answered) and _covers(text.terms, answered),
        replaced=any(other.replaces == proposal for other in case.proposals.values()),
    )


def definite(case: Case, proposal: str, party: str) -> Response | None:
    """A party's last answer to the whole text, if it is a plain yes or no."""
    answer = standing(case, proposal, party).whole
    return answer if answer is not None and answer.state in ("accepted", "rejected") else None


def stands(case: Case, proposal: str) -> bool:
    """Nobody has replaced the text, withdrawn it or let it expire."""
    return not any(
        found.replaced or found.lapsed
        for found in (standing(case, proposal, party) for party in case.parties)
    )


def when_key(case: Case, when: When) -> tuple[date, date]:
    """Sorts by the first possible day, then the last; open sides first and last."""
    days = span(case, when)
    return days.earliest or date.min, days.latest or date.max


def _standing_last(answers: list[Response]) -> list[Response]:
    """The last answer; if it says that the answer is in dispute, the one before it as well."""
    last = answers[-1:]
    if last and last[0].state == "disputed":
        return [answer for answer in answers if answer.state != "disputed"][-1:] + last
    return last


def _items(case: Case, history: tuple[Response, ...], whole: list[Response]) -> list[Response]:
    """The standing answers to each item, unless the whole text was answered on a later day."""
    since = when_key(case, whole[-1].on) if whole else (date.min, date.min)
    by_item: dict[str, list[Response]] = {}
    for answer in history:
        for item in answer.items:
            if when_key(case, answer.on) >= since:
                by_item.setdefault(item, []).append(answer)
    kept = {id(answer) for answers in by_item.values() for answer in _standing_last(answers)}
    return [answer for answer in history if id(answer) in kept]


def _covers(term: Term, answered: set[str]) -> bool:
    """Every item of the text is answered, by itself or with the item around it."""
    if term.item in answered:
        return True
    return bool(term.parts) and all(_covers(part, answered) for part in term.parts)
