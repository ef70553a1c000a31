"""Trees of terms: their items, what they refer to, and the packages they amount to."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice, product

from parley.case.references import Finding, nearest
from parley.case.schema import Case, Proposal, Term
from parley.case.select import Path
from parley.case.walk import walk

__all__ = ["Variant", "items", "locate", "term_findings", "variants"]

MANY = 64  # a text with more ways to read its choices than this is not compared one by one

Value = str | float


@dataclass(frozen=True)
class Variant:
    """One way to take the choices of a text.

    chosen : item numbers of the alternatives taken. sets : issue -> option or number.
    """

    chosen: tuple[str, ...]
    sets: dict[str, Value]


def variants(case: Case, name: str) -> tuple[Variant, ...]:
    """Every way to take the choices of a proposal, in the order of the text, at most `MANY`.

    A term's own `sets` come before those of its parts; later terms overwrite earlier ones, so
    that the item which settles an issue last decides.
    """
    return tuple(islice(_variants(case, name, case.proposals[name].terms), MANY))


def _variants(case: Case, name: str, term: Term) -> Iterator[Variant]:
    if term.refers_to:
        where, item = locate(name, term.refers_to)
        yield from _variants(case, where, items(case.proposals[where])[item])
        return
    if term.one_of is not None:
        for i, part in enumerate(term.one_of):
            label = part.item or str(i + 1)
            for variant in _variants(case, name, part):
                yield Variant((label, *variant.chosen), term.sets | variant.sets)
        return
    for parts in product(*(tuple(_variants(case, name, each)) for each in term.parts)):
        sets = dict(term.sets)
        for taken in parts:
            sets |= taken.sets
        yield Variant(tuple(label for taken in parts for label in taken.chosen), sets)


def term_findings(case: Case, name: str) -> Iterator[Finding]:
    """Items numbered twice, references to items that do not exist, circles of references."""
    proposal = case.proposals[name]
    seen: dict[str, Path] = {}
    top = ("proposals", name, "terms")
    places = {path: term for path, term in walk(proposal.terms, top) if isinstance(term, Term)}
    for path, term in places.items():
        if term.item and term.item in seen:
            yield (*path, "item"), f"item '{term.item}' stands twice in this proposal", "renumber"
        seen.setdefault(term.item, path)
    for path, term in places.items():
        if term.refers_to:
            yield from _target(case, name, term.refers_to, (*path, "refers_to"))
        for i, item in enumerate(term.condition.depends_on if term.condition else ()):
            yield from _target(case, name, item, (*path, "condition", "depends_on", i))
    for i, response in enumerate(proposal.responses):
        for item in response.items:
            yield from _target(case, name, item, ("proposals", name, "responses", i, "items"))
    if cycle := _cycle(case, name):
        what = f"the terms refer to each other in a circle: {' > '.join(cycle)}"
        yield ("proposals", name, "terms"), what, "let one of them state its terms itself"


def items(proposal: Proposal) -> dict[str, Term]:
    """The numbered items of a proposal."""
    return {
        term.item: term for _, term in walk(proposal.terms) if isinstance(term, Term) and term.item
    }


def locate(proposal: str, reference: str) -> tuple[str, str]:
    """The (proposal, item) that "II.B" or "other-proposal:II.B" means."""
    other, colon, item = reference.rpartition(":")
    return (other, item) if colon else (proposal, reference)


def _target(case: Case, name: str, reference: str, path: Path) -> Iterator[Finding]:
    where, item = locate(name, reference)
    if where not in case.proposals:
        yield path, f"no proposal with id '{where}'", nearest(where, case.proposals)
        return
    known = items(case.proposals[where])
    if item not in known:
        yield path, f"proposal '{where}' has no item '{item}'", nearest(item, known)


def _cycle(case: Case, name: str) -> list[str]:
    """A circle of references that begins in this proposal; empty if there is none."""

    def visit(proposal: str, term: Term, trail: list[str]) -> list[str]:
        if term.refers_to:
            where, item = locate(proposal, term.refers_to)
            label = f"{where}:{item}"
            if label in trail:
                return [*trail[trail.index(label) :], label]
            target = items(case.proposals[where]).get(item) if where in case.proposals else None
            if target is not None:
                return visit(where, target, [*trail, label])
        for part in term.parts:
            own = [*trail, f"{proposal}:{part.item}"] if part.item else trail
            if found := visit(proposal, part, own):
                return found
        return []

    return visit(name, case.proposals[name].terms, [])
