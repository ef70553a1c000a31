"""Names, numbers and accounts in words."""

from collections.abc import Iterable, Sequence

from parley.case import Case
from parley.case.words import count, label, listed
from parley.lenses.record.solve import RecordResult, Speaker
from parley.models.accounts import Account, Clash, MatterState

__all__ = [
    "KINDS",
    "clash_words",
    "count",
    "label",
    "listed",
    "marks",
    "question",
    "sentence",
    "shared_said",
    "speaker",
    "told",
]

KINDS = {
    "number": "number",
    "base": "same figure, different whole",
    "date": "date",
    "agent": "who did it",
    "status": "status",
    "attribution": "whose it is",
    "wording": "wording",
    "": "as declared",
}


def sentence(words: str) -> str:
    """Words as the beginning of a sentence."""
    return words[:1].upper() + words[1:]


def shared_said(case: Case, standing: MatterState) -> str:
    """The account that all whose consent is needed give."""
    return next(a.said for a in standing.accounts if {*case.consent} <= {*a.sides})


def question(case: Case, matter: str) -> str:
    """The question of fact; empty for a clash that is only declared."""
    return case.matters[matter].question if matter else ""


def speaker(case: Case, voice: Speaker) -> str:
    """A voice by its name; of an outlet that speaks itself, also on whose side it publishes."""
    side = f" (outlet on the side of {label(case, voice.outlet_side)})" if voice.outlet_side else ""
    return f"{voice.name}{side}"


def marks(case: Case, claims: Iterable[str]) -> str:
    """What must stay visible beside claims: unverified, hindsight."""
    entries = [case.claims[name] for name in claims]
    found = [
        word
        for word, holds in (
            ("unverified", any(entry.unverified for entry in entries)),
            ("hindsight", any(entry.hindsight for entry in entries)),
        )
        if holds
    ]
    return f" [{', '.join(found)}]" if found else ""


def told(result: RecordResult, account: Account, claims: Sequence[str]) -> str:
    """An account as some of its claims tell it: what is said, by whom, and in how many lines."""
    voices = [each for each in result.speakers if set(each.claims) & set(claims)]
    lines = [line for line in account.lines if set(line) & set(claims)]
    copies = f" ({count(len(lines), 'independent line')})" if len(lines) < len(voices) else ""
    names = listed([speaker(result.record.case, each) for each in voices])
    return f"{account.said}, according to {names}{copies}{marks(result.record.case, claims)}"


def clash_words(result: RecordResult, clash: Clash) -> str:
    """The question and every account, with its speakers."""
    accounts = "; ".join(told(result, account, account.claims) for account in clash.accounts)
    lead = question(result.record.case, clash.matter)
    return f"{lead} {sentence(accounts)}.".strip()
