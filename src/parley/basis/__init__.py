"""What stands behind a ref: a claim of the case, or an analyst's judgement."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import count

from parley.basis.entry import claims_of, entry_at
from parley.basis.judged import judgement
from parley.blocks import Basis
from parley.case import Case
from parley.case.schema import Claim
from parley.draws import inputs

__all__ = ["basis"]


def basis(case: Case, refs: Iterable[str]) -> Mapping[str, Basis]:
    """The basis of each ref, and of each claim that a judgement among them rests on.

    A ref is a claim id, or the path of a judgement: ``positions.russia.no_deal``,
    ``moves.preferences.russia.statements.0``, ``influence.actors.russia.stances.line`` or
    ``war.pauses.truce``. The path of an input of the draws stands for the judgement it is part of.
    Judgements get the ids j1, j2, ... in the order they are given; a claim of that name keeps it.
    `KeyError` for a ref the case does not know.
    """
    wanted = dict.fromkeys(refs)
    places = {ref: _place(case, ref) for ref in wanted if ref not in case.claims}
    entries = {path: entry_at(case, path) for path in dict.fromkeys(places.values())}
    claims = {ref for ref in wanted if ref in case.claims}
    claims.update(claim for entry in entries.values() for claim in claims_of(entry))
    ids = (name for i in count(1) if (name := f"j{i}") not in case.claims)
    judged = {path: judgement(case, path, entry, next(ids)) for path, entry in entries.items()}
    told = {name: _claim(case, name) for name in case.claims if name in claims}
    return told | {ref: judged[path] for ref, path in places.items()}


def _place(case: Case, ref: str) -> str:
    """The path of the judgement that a ref leads to, or, for an input, leads into."""
    if _leads(case, ref) or all(each.path.partition(":")[0] != ref for each in inputs(case)):
        return ref
    steps = ref.split(".")
    above = (".".join(steps[:k]) for k in range(len(steps) - 1, 0, -1))
    return next((path for path in above if _leads(case, path)), ref)


def _leads(case: Case, path: str) -> bool:
    try:
        entry_at(case, path)
    except (KeyError, ValueError, IndexError):
        return False
    return True


def _claim(case: Case, name: str) -> Basis:
    claim = case.claims[name]
    source = case.sources[claim.source]
    return Basis(
        id=name,
        kind="claim",
        says=claim.says,
        who=_speaker(case, claim),
        when=str(claim.on),
        how=claim.how,
        source=f"{source.outlet} ({source.kind})",
        url=source.url,
        grade=f"{source.grade}{claim.credibility}",
        quote=claim.quote.exact if claim.quote and not _from_note(case, claim) else "",
        marks=tuple(_marks(case, claim)),
    )


def _from_note(case: Case, claim: Claim) -> bool:
    """The stored text is a reader's own note: its words are not the speaker's."""
    text = case.sources[claim.source].text
    return text is not None and text.kind == "reader's note"


def _speaker(case: Case, claim: Claim) -> str:
    names = [(case.people.get(name) or case.parties[name]).name for name in claim.by]
    return " and ".join(names) or claim.speaker or case.sources[claim.source].outlet


def _marks(case: Case, claim: Claim) -> Iterator[str]:
    """Qualifiers of a claim: they are never dropped."""
    if claim.unverified or case.sources[claim.source].unverified:
        yield "unverified"
    if claim.hindsight:
        yield "hindsight"
    if claim.quote and _from_note(case, claim):
        yield f"the reader's note says: “{claim.quote.exact}”"
    elif claim.quote:
        yield "quote checked"
    if claim.hedge:
        yield f"hedged: {claim.hedge}"
    yield from (f"on condition: {condition}" for condition in claim.conditions)
