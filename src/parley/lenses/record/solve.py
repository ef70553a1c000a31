"""Count claims, voices and lines; order clashes; find copies, changes and gaps."""

from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations
from typing import TypeVar

from parley.case import Case
from parley.case.acts import FAMILIES
from parley.case.dates import changed_since, span
from parley.case.lineage import named, voice
from parley.draws import Draws
from parley.errors import CaseError
from parley.models.accounts import (
    Balance,
    Clash,
    Coverage,
    MatterState,
    balance,
    contradictions,
    coverage,
    sides_of,
    standings,
)

__all__ = ["Change", "Copy", "Record", "RecordResult", "Speaker", "build", "solve"]

Key = TypeVar("Key", bound=Hashable)
Value = TypeVar("Value")

TOP = 3  # clashes named in the answer


@dataclass(frozen=True, kw_only=True)
class Record:
    """A case's claims, compared."""

    case: Case
    clashes: tuple[Clash, ...]
    standings: tuple[MatterState, ...]
    coverage: Coverage
    balance: tuple[Balance, ...]


@dataclass(frozen=True)
class Copy:
    """One line that tells one account in several claims. voices : distinct speakers in it."""

    matter: str
    said: str
    claims: tuple[str, ...]
    voices: tuple[str, ...]


@dataclass(frozen=True)
class Change:
    """One voice's accounts that clash. moved : it said one after the other, or took one back."""

    voice: str
    matter: str
    said: tuple[str, ...]
    claims: tuple[str, ...]
    moved: bool
    new: bool


@dataclass(frozen=True)
class Speaker:
    """A voice, the parties it speaks for, and its claims.

    outlet_side : of an outlet that speaks itself, the party on whose side it publishes, or "".
    first, last : ISO days, or "".
    """

    name: str
    sides: tuple[str, ...]
    outlet_side: str
    claims: tuple[str, ...]
    first: str
    last: str


@dataclass(frozen=True, kw_only=True)
class RecordResult:
    """Answer, evidence and recipe of the record lens.

    top : the first clashes of the register. by_state : matters by how they stand.
    n_statements, n_lines : accounts told on matters, with copies and without.
    sources : those that some claim rests on. relays : origin -> sources that pass it on.
    grades : source grade -> its sources. credibility : information grade -> its claims.
    changes : voices with two accounts that clash. recent : claims dated after `changed_since`,
    None where the case names no such day.
    relations : kind of relation -> pairs of claims.
    acts : family of act -> its claims in each group of the balance; families nobody uses are left
    out.
    """

    record: Record
    top: tuple[Clash, ...]
    by_state: Mapping[str, tuple[MatterState, ...]]
    speakers: tuple[Speaker, ...]
    sources: tuple[str, ...]
    unverified: tuple[str, ...]
    n_statements: int
    n_lines: int
    copies: tuple[Copy, ...]
    relays: Mapping[str, tuple[str, ...]]
    grades: Mapping[str, tuple[str, ...]]
    credibility: Mapping[int, tuple[str, ...]]
    changes: tuple[Change, ...]
    recent: tuple[str, ...] | None
    relations: Mapping[str, tuple[tuple[str, str], ...]]
    acts: Mapping[str, tuple[tuple[str, ...], ...]]


def build(case: Case, _draws: Draws) -> Record:
    """Compare the claims of a case. `CaseError` if it has none."""
    if not case.claims:
        raise CaseError.lacks("claims", "the case records no claims", "add a section 'claims'")
    return Record(
        case=case,
        clashes=contradictions(case),
        standings=standings(case),
        coverage=coverage(case),
        balance=balance(case),
    )


def solve(record: Record) -> RecordResult:
    """Counts, orders and groups; nothing here is uncertain, so nothing is drawn."""
    case = record.case
    accounts = [account for each in record.standings for account in each.accounts]
    used = {claim.source for claim in case.claims.values()}
    return RecordResult(
        record=record,
        top=record.clashes[:TOP],
        by_state=_grouped((each.state, each) for each in record.standings),
        speakers=_speakers(case),
        sources=tuple(name for name in case.sources if name in used),
        unverified=tuple(name for name, claim in case.claims.items() if claim.unverified),
        n_statements=sum(len(account.claims) for account in accounts),
        n_lines=sum(len(account.lines) for account in accounts),
        copies=tuple(_copies(case, record.standings)),
        relays=_relays(case, used),
        grades=_grouped((s.grade, name) for name, s in case.sources.items() if name in used),
        credibility=_grouped((claim.credibility, name) for name, claim in case.claims.items()),
        changes=tuple(_changes(case, record.clashes)),
        recent=_recent(case),
        relations=_grouped((r.relation, (r.claim, r.other)) for r in case.relations),
        acts=dict(_acts(record)),
    )


def _acts(record: Record) -> Iterator[tuple[str, tuple[tuple[str, ...], ...]]]:
    claims = record.case.claims
    for family, codes in FAMILIES.items():
        by_side = tuple(
            tuple(name for name in group.claims if claims[name].act in codes)
            for group in record.balance
        )
        if any(by_side):
            yield family, by_side


def _speakers(case: Case) -> tuple[Speaker, ...]:
    """Every voice, those with most claims first."""
    said = _grouped((voice(case, claim), name) for name, claim in case.claims.items())
    speakers = [
        Speaker(
            name,
            sides_of(case, claims[0]),
            _outlet_side(case, claims[0]),
            claims,
            *_days(case, claims),
        )
        for name, claims in said.items()
    ]
    return tuple(sorted(speakers, key=lambda each: -len(each.claims)))


def _outlet_side(case: Case, claim: str) -> str:
    entry = case.claims[claim]
    return "" if entry.by or entry.speaker else case.sources[entry.source].side or ""


def _days(case: Case, claims: Iterable[str]) -> tuple[str, str]:
    """First and last day on which the claims can have been made."""
    spans = [span(case, case.claims[name].on) for name in claims]
    first = [each.earliest for each in spans if each.earliest]
    last = [each.latest for each in spans if each.latest]
    return _iso(min(first, default=None)), _iso(max(last, default=None))


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""


def _copies(case: Case, standings: Iterable[MatterState]) -> Iterator[Copy]:
    for each in standings:
        for account in each.accounts:
            for line in account.lines:
                if len(line) > 1:
                    voices = dict.fromkeys(voice(case, case.claims[name]) for name in line)
                    yield Copy(each.matter, account.said, line, tuple(voices))


def _relays(case: Case, used: set[str]) -> dict[str, tuple[str, ...]]:
    """Origin, by its name -> used sources that pass it on; those passed on most come first."""
    pairs = []
    for name, source in case.sources.items():
        for origin in source.relays if name in used else ():
            known = named(case, origin)
            entry = case.people.get(known or "") or case.parties.get(known or "")
            title = case.sources[origin].outlet if origin in case.sources else origin
            pairs.append((entry.name if entry else title, name))
    found = _grouped(pairs)
    return dict(sorted(found.items(), key=lambda item: -len(item[1])))


def _changes(case: Case, clashes: Iterable[Clash]) -> Iterator[Change]:
    recent = set(_recent(case) or ())
    for clash in clashes:
        for name in clash.own:
            told = {
                account.said: mine
                for account in clash.accounts
                if (mine := [c for c in account.claims if voice(case, case.claims[c]) == name])
            }
            claims = tuple(claim for mine in told.values() for claim in mine)
            ordered = sorted(told, key=lambda said: _days(case, told[said])[0])
            yield Change(
                voice=name,
                matter=clash.matter,
                said=tuple(ordered),
                claims=claims,
                moved=_moved(case, claims),
                new=bool(recent & set(claims)),
            )


def _moved(case: Case, claims: Sequence[str]) -> bool:
    """Is one of them dated after another, or declared to supersede another?"""
    spans = [span(case, case.claims[name].on) for name in claims]
    later = any(not a.overlaps(b) for a, b in combinations(spans, 2))
    return later or any(
        relation.relation == "supersedes" and {relation.claim, relation.other} <= set(claims)
        for relation in case.relations
    )


def _recent(case: Case) -> tuple[str, ...] | None:
    since = changed_since(case)
    if since is None:
        return None
    return tuple(n for n, c in case.claims.items() if span(case, c.on).starts_after(since))


def _grouped(pairs: Iterable[tuple[Key, Value]]) -> dict[Key, tuple[Value, ...]]:
    groups: dict[Key, list[Value]] = {}
    for key, value in pairs:
        groups.setdefault(key, []).append(value)
    return {key: tuple(values) for key, values in groups.items()}
