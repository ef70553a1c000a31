"""Which claims are one account told twice: copies do not count as independent."""

from collections.abc import Iterable

from parley.case.schema import Case, Claim, Party, Person

__all__ = ["lineage", "n_independent", "named", "voice"]

Origin = tuple[str, str]


def lineage(case: Case, claims: Iterable[str] | None = None) -> dict[str, str]:
    """Claim id -> the line it belongs to among `claims`, named by the first claim of that line.

    Two claims are of one line if the same speaker makes both; if, with no speaker named, they
    stand in the same outlet or in outlets that relay the same account; or if a chain of relations
    says that one repeats the other. Ask for the claims on one question: over a whole case, an
    article that repeats two speakers on two questions would make them one line.
    """
    chosen = list(case.claims if claims is None else dict.fromkeys(claims))
    chains, names = _chains(case), _names(case)
    keys = {
        name: _origins(case, case.claims[name], names) | chains.get(name, set()) for name in chosen
    }
    return {name: line[0] for line in _joined(keys) for name in line}


def n_independent(case: Case, claims: Iterable[str]) -> int:
    """How many independent lines the claims come from, which all bear on one question."""
    return len(set(lineage(case, claims).values()))


def voice(case: Case, claim: Claim) -> str:
    """Who speaks in a claim, in words: the named speakers, or the unnamed one and the outlet."""
    if claim.by:
        return " with ".join(
            case.people[name].name if name in case.people else case.parties[name].label
            for name in claim.by
        )
    outlet = case.sources[claim.source].outlet
    return f"{claim.speaker} ({outlet})" if claim.speaker else outlet


def named(case: Case, words: str) -> str | None:
    """Id of the person or party that goes by these words, by id, name or other name."""
    return _names(case).get(_plain(words))


def _names(case: Case) -> dict[str, str]:
    """Every name of a person or party -> its id; of those who share one, the first in the case."""
    found: dict[str, str] = {}
    known: dict[str, Person | Party] = {**case.parties, **case.people}
    for name, entry in known.items():
        short = (entry.label,) if isinstance(entry, Party) else ()
        for words in (name, entry.name, *short, *entry.also):
            found.setdefault(_plain(words), name)
    return found


def _joined(keys: dict[str, set[Origin]]) -> list[list[str]]:
    """Names that share a key, directly or through others, in order of their first name."""
    line = {name: [name] for name in keys}
    first: dict[Origin, str] = {}
    for name, own in keys.items():
        for key in own:
            other = line[first.setdefault(key, name)]
            if other is not line[name]:
                small, large = sorted((other, line[name]), key=len)
                large += small
                line.update(dict.fromkeys(small, large))
    order = {name: place for place, name in enumerate(keys)}
    lines = {id(names): names for names in line.values()}
    return [sorted(names, key=order.__getitem__) for names in lines.values()]


def _chains(case: Case) -> dict[str, set[Origin]]:
    """Claim id -> the chain of repetitions it stands in, if any."""
    keys: dict[str, set[Origin]] = {}
    for place, relation in enumerate(case.relations):
        if relation.relation == "repeats":
            for name in (relation.claim, relation.other):
                keys.setdefault(name, set()).add(("repeats", str(place)))
    return {name: {("chain", line[0])} for line in _joined(keys) for name in line}


def _origins(case: Case, claim: Claim, names: dict[str, str]) -> set[Origin]:
    if claim.by:  # a joint statement is one speaker of its own
        return {("speaker", " ".join(sorted(claim.by)))}
    heard = _heard(case, claim.source, names, frozenset())
    if claim.speaker:  # an unnamed voice is told apart by where it was heard
        return {("voice", f"{name}: {_plain(claim.speaker)}") for _, name in heard}
    return heard


def _heard(case: Case, source: str, names: dict[str, str], seen: frozenset[str]) -> set[Origin]:
    """Whose voice a source speaks with: an outlet that relays others has not its own."""
    entry = case.sources[source]
    found: set[Origin] = set()
    for name in entry.relays:
        if name not in case.sources:
            found.add(_outlet(name, names))
        elif name in seen | {source}:  # sources that name each other are one voice
            found |= {_outlet(case.sources[each].outlet, names) for each in seen | {source}}
        else:
            found |= _heard(case, name, names, seen | {source})
    return found or {_outlet(entry.outlet, names)}


def _outlet(name: str, names: dict[str, str]) -> Origin:
    speaker = names.get(_plain(name))
    return ("speaker", speaker) if speaker else ("outlet", _plain(name))


def _plain(words: str) -> str:
    return " ".join(words.casefold().split())
