"""Who is heard on what, through whom, and who is not heard at all."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from parley.case import Case
from parley.case.lineage import voice

__all__ = ["Balance", "Coverage", "balance", "coverage", "sides_of"]


@dataclass(frozen=True)
class Coverage:
    """Claims by subject and side.

    claims : subject (issue or topic id) -> party -> its claims on it, in the order of the case;
        the empty party holds claims that nobody's side makes.
    heard, unheard : parties that speak in some claim, and those that never do.
    silent : (issue, party) where a consenting party says nothing on an issue.
    """

    claims: Mapping[str, Mapping[str, tuple[str, ...]]]
    heard: tuple[str, ...]
    unheard: tuple[str, ...]
    silent: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Balance:
    """What the record holds of one group of parties, or of those on nobody's side.

    parties : one consenting party, or all others that speak, or none for nobody's side.
    claims : made by its speakers. how : kind of attribution -> number of claims.
    voices : distinct speakers. quoted : claims whose exact words were checked against a text.
    elsewhere : claims of a consenting party read in outlets of another; only_elsewhere : its
    speakers who are read nowhere else. sources : outlets on its side; kinds, grades : of those,
    with their numbers.
    """

    parties: tuple[str, ...]
    claims: tuple[str, ...]
    how: Mapping[str, int]
    voices: tuple[str, ...]
    unverified: tuple[str, ...]
    quoted: tuple[str, ...]
    elsewhere: tuple[str, ...]
    only_elsewhere: tuple[str, ...]
    sources: tuple[str, ...]
    kinds: Mapping[str, int]
    grades: Mapping[str, int]

    def share(self, part: Iterable[str]) -> float | None:
        """The part of its claims, 0 to 1; None where it makes no claim."""
        return len(tuple(part)) / len(self.claims) if self.claims else None


def sides_of(case: Case, claim: str) -> tuple[str, ...]:
    """Parties for which the named speakers of a claim speak; none for outlets and the unnamed.

    An outlet that publishes from a party's country does not speak for the party.
    """
    spoken = case.claims[claim].by
    parties = [name if name in case.parties else case.people[name].speaks_for for name in spoken]
    return tuple(dict.fromkeys(party for party in parties if party))


def coverage(case: Case) -> Coverage:
    """Who has spoken on which issue and topic, and which consenting party on none."""
    claims: dict[str, dict[str, list[str]]] = {
        subject: {} for subject in (*case.issues, *case.topics)
    }
    for name, entry in case.claims.items():
        for subject in entry.about:
            for party in sides_of(case, name) or ("",):
                claims[subject].setdefault(party, []).append(name)
    heard = {party for row in claims.values() for party in row}
    return Coverage(
        claims={s: {p: tuple(ids) for p, ids in row.items()} for s, row in claims.items()},
        heard=tuple(party for party in case.parties if party in heard),
        unheard=tuple(party for party in case.parties if party not in heard),
        silent=tuple(
            (issue, party)
            for issue in case.issues
            for party in case.consent
            if party not in claims[issue]
        ),
    )


def balance(case: Case) -> tuple[Balance, ...]:
    """One for each consenting party, then all other parties together, then nobody's side."""
    others = tuple(party for party in case.parties if party not in case.consent)
    return tuple(_balance(case, each) for each in (*((p,) for p in case.consent), others, ()))


def _balance(case: Case, parties: tuple[str, ...]) -> Balance:
    wanted = set(parties) or {""}
    entries = {
        name: claim
        for name, claim in case.claims.items()
        if wanted & set(sides_of(case, name) or ("",))
    }
    rivals = set(case.consent) - wanted if wanted <= set(case.consent) else set()
    elsewhere = tuple(n for n, c in entries.items() if case.sources[c.source].side in rivals)
    voices = {name: voice(case, claim) for name, claim in entries.items()}
    at_home = {voices[name] for name in entries if name not in elsewhere}
    sources = tuple(n for n, s in case.sources.items() if (s.side or "") in wanted)
    return Balance(
        parties=parties,
        claims=tuple(entries),
        how=_counted(claim.how for claim in entries.values()),
        voices=_distinct(voices.values()),
        unverified=tuple(name for name, claim in entries.items() if claim.unverified),
        quoted=tuple(name for name, claim in entries.items() if claim.quote),
        elsewhere=elsewhere,
        only_elsewhere=_distinct(voices[n] for n in elsewhere if voices[n] not in at_home),
        sources=sources,
        kinds=_counted(case.sources[name].kind for name in sources),
        grades=_counted(case.sources[name].grade for name in sources),
    )


def _distinct(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(names))


def _counted(names: Iterable[str]) -> dict[str, int]:
    return dict(sorted(Counter(names).items()))
