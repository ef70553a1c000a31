"""Trees of terms: their items, what they refer to, and the packages they amount to."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from graphlib import CycleError, TopologicalSorter
from itertools import islice, product

from parley.case.references import Finding, nearest
from parley.case.schema import Case, Proposal, Term
from parley.case.select import Path
from parley.case.walk import walk

__all__ = ["Variant", "choice_name", "items", "locate", "term_findings", "variants"]

MANY = 64  # ways to read a text: more could not be compared one by one

DEEPEST = 20  # references that lead to references; those who follow them use recursion
LARGEST = 10_000  # terms of a text when all its references are followed

Value = str | float
Place = tuple[str, str]  # proposal and item; no item for the proposal as a whole


@dataclass(frozen=True)
class Variant:
    """One way to take the choices of a text.

    chosen : names of the alternatives taken, see `choice_name`. sets : issue -> option or number.
    """

    chosen: tuple[str, ...]
    sets: dict[str, Value]


def variants(case: Case, name: str) -> tuple[Variant, ...]:
    """Every way to take the choices of a proposal, in the order of the text.

    A term's own `sets` come first, then its parts, then what it imports; later terms overwrite
    earlier ones, so that the item which settles an issue last decides. A case that loads has no
    more than `MANY` of them.
    """
    return tuple(islice(_variants(case, name, case.proposals[name].terms), MANY))


def choice_name(part: Term, around: str, i: int) -> str:
    """What alternative number i of a choice is called: its item, else "I(2)" in item I."""
    return part.item or f"{around}({i})"


def _variants(case: Case, name: str, term: Term, around: str = "") -> Iterator[Variant]:
    around = term.item or around
    if term.one_of is not None:
        ways = [_alternatives(case, name, term.one_of, around)]
    else:
        ways = [_variants(case, name, part, around) for part in term.parts]
    if term.refers_to:
        where, item = locate(name, term.refers_to)
        ways.append(_variants(case, where, items(case.proposals[where])[item]))
    # The first few of each part are all that the first few of the whole can hold.
    for parts in product(*(islice(each, MANY + 1) for each in ways)):
        sets = dict(term.sets)
        for taken in parts:
            sets |= taken.sets
        yield Variant(tuple(label for taken in parts for label in taken.chosen), sets)


def _alternatives(case: Case, name: str, terms: Sequence[Term], around: str) -> Iterator[Variant]:
    for i, part in enumerate(terms, 1):
        for variant in _variants(case, name, part, around):
            yield Variant((choice_name(part, around, i), *variant.chosen), variant.sets)


def term_findings(case: Case) -> Iterator[Finding]:
    """Items numbered twice, references that lead nowhere or in a circle, too many choices."""
    known = {name: items(proposal) for name, proposal in case.proposals.items()}
    broken = [
        finding
        for name, proposal in case.proposals.items()
        for finding in _proposal_findings(name, proposal, known)
    ]
    broken += _tangles(case, known)
    yield from broken
    if not broken:  # only then can every reference be followed
        yield from _too_many(case)


def _too_many(case: Case) -> Iterator[Finding]:
    for name, proposal in case.proposals.items():
        read = islice(_variants(case, name, proposal.terms), MANY, None)
        if next(read, None) is not None:
            what = f"a text with more than {MANY} readings: its choices multiply"
            yield ("proposals", name, "terms"), what, "split it into several proposals"


def _proposal_findings(
    name: str, proposal: Proposal, known: dict[str, dict[str, Term]]
) -> Iterator[Finding]:
    seen: set[str] = set()
    top = ("proposals", name, "terms")
    for path, term in walk(proposal.terms, top):
        if not isinstance(term, Term):
            continue
        if term.item and term.item in seen:
            yield (*path, "item"), f"item '{term.item}' stands twice in this proposal", "renumber"
        seen.add(term.item)
        if term.refers_to:
            yield from _target(known, name, term.refers_to, (*path, "refers_to"))
        for i, item in enumerate(term.condition.depends_on if term.condition else ()):
            yield from _target(known, name, item, (*path, "condition", "depends_on", i))
    for i, response in enumerate(proposal.responses):
        for j, item in enumerate(response.items):
            place = ("proposals", name, "responses", i, "items", j)
            yield from _target(known, name, item, place)


def items(proposal: Proposal) -> dict[str, Term]:
    """The numbered items of a proposal."""
    return {
        term.item: term for _, term in walk(proposal.terms) if isinstance(term, Term) and term.item
    }


def locate(proposal: str, reference: str) -> tuple[str, str]:
    """The (proposal, item) that "II.B" or "other-proposal:II.B" means."""
    other, colon, item = reference.rpartition(":")
    return (other, item) if colon else (proposal, reference)


def _target(
    known: dict[str, dict[str, Term]], name: str, reference: str, path: Path
) -> Iterator[Finding]:
    where, item = locate(name, reference)
    if where not in known:
        yield path, f"no proposal with id '{where}'", nearest(where, known)
    elif item not in known[where]:
        yield path, f"proposal '{where}' has no item '{item}'", nearest(item, known[where])


def _tangles(case: Case, known: dict[str, dict[str, Term]]) -> Iterator[Finding]:
    """References that cannot be followed to an end, or not in reasonable time."""
    graph, size = _references(case, known)
    fix = "let one of them state its terms itself"
    while True:
        try:
            order = list(TopologicalSorter(graph).static_order())
            break
        except CycleError as error:
            circle: list[Place] = error.args[1][::-1]
        words = " > ".join(f"{name}:{item}" if item else name for name, item in circle)
        what = f"the terms refer to each other in a circle: {words}"
        yield ("proposals", circle[0][0], "terms"), what, fix
        graph |= {place: [] for place in circle}
    depth: dict[Place, int] = {}
    for place in order:  # what a place refers to comes before it
        depth[place] = 1 + max((depth[target] for target in graph[place]), default=-1)
        size[place] = min(LARGEST + 1, size[place] + sum(size[to] for to in graph[place]))
        if not place[1] and (depth[place] > DEEPEST or size[place] > LARGEST):
            what = f"references more than {DEEPEST} deep, or to more than {LARGEST:,} terms"
            yield ("proposals", place[0], "terms"), what, fix


def _references(
    case: Case, known: dict[str, dict[str, Term]]
) -> tuple[dict[Place, list[Place]], dict[Place, int]]:
    """Each proposal and each item referred to -> what it refers to, and how many terms it has."""
    graph: dict[Place, list[Place]] = {}
    size: dict[Place, int] = {}
    todo = [((name, ""), proposal.terms) for name, proposal in case.proposals.items()]
    while todo:
        place, top = todo.pop()
        if place in graph:
            continue
        terms = [term for _, term in walk(top) if isinstance(term, Term)]
        targets = [locate(place[0], term.refers_to) for term in terms if term.refers_to]
        graph[place] = [to for to in targets if to[1] in known.get(to[0], ())]
        size[place] = len(terms)
        todo += [(to, known[to[0]][to[1]]) for to in graph[place]]
    return graph, size
