"""A text as a tree in which every term knows where it stands and what it hangs on."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from parley.case import Case
from parley.case.schema import Term
from parley.case.terms import choice_name, items, locate

__all__ = ["UNNAMED", "Mention", "Node", "Place", "mentions", "nodes", "term_tree"]

UNNAMED = ""  # the subject of a term that names none: it is listed, not lost

Value = str | float


@dataclass(frozen=True)
class Place:
    """Where a term stands in its text; each tuple runs from the outermost to the innermost.

    item : its number, else that of the nearest numbered term around it. source : the proposal in
    which the words stand. choices : alternatives that must be taken. packages : what it stands
    only together with. steps : its steps in sequences. conditions : what must hold.
    via : items that import it.
    """

    source: str
    item: str = ""
    choices: tuple[str, ...] = ()
    packages: tuple[str, ...] = ()
    steps: tuple[str, ...] = ()
    conditions: tuple[str, ...] = ()
    via: tuple[str, ...] = ()
    unverified: bool = False
    hindsight: bool = False
    claims: tuple[str, ...] = ()

    @property
    def hedged(self) -> bool:
        """It stands only under a condition or together with other terms."""
        return bool(self.conditions or self.packages)

    @property
    def n_hedges(self) -> int:
        """How many things it hangs on, choices included."""
        return len(self.conditions) + len(self.packages) + len(self.choices)


@dataclass(frozen=True)
class Node:
    """A term in its place. parts : the terms under it, and what it imports."""

    term: Term
    place: Place
    parts: tuple["Node", ...] = ()


@dataclass(frozen=True)
class Mention:
    """One term that touches one subject. value : what it sets; None if it only names it.

    also : items through which the text imports it once more, where it hangs on no less.
    """

    subject: str
    says: str
    value: Value | None
    place: Place
    also: tuple[str, ...] = ()

    def same_words(self, other: "Mention") -> bool:
        """Both are one and the same item, for instance because a text imports it."""
        mine, theirs = self.place, other.place
        return (mine.source, mine.item, self.says) == (theirs.source, theirs.item, other.says)


def term_tree(case: Case, name: str) -> Node:
    """The terms of a proposal with what they import put in place."""
    proposal = case.proposals[name]
    around = Place(source=name, unverified=proposal.unverified, claims=proposal.claims)
    return _node(case, proposal.terms, around)


def _node(case: Case, term: Term, around: Place) -> Node:
    place = replace(
        around,
        item=term.item or around.item,
        conditions=around.conditions + _condition(term),
        unverified=around.unverified or term.unverified,
        hindsight=around.hindsight or term.hindsight,
        claims=term.claims or around.claims,
    )
    inside = (_inside(term, place, i, part) for i, part in enumerate(term.parts, 1))
    parts = [_node(case, part, where) for part, where in zip(term.parts, inside, strict=True)]
    if term.refers_to:
        source, item = locate(place.source, term.refers_to)
        where = replace(place, source=source, via=(*place.via, place.item))
        parts.append(_node(case, items(case.proposals[source])[item], where))
    return Node(term, place, tuple(parts))


def _inside(term: Term, place: Place, i: int, part: Term) -> Place:
    """The place of part number i of a term."""
    match term.joined:
        case "one_of":
            return replace(place, choices=(*place.choices, choice_name(part, place.item, i)))
        case "package":
            return replace(place, packages=(*place.packages, term.item))
        case "sequence":
            step = f"step {i} of {term.item}" if term.item else f"step {i}"
            return replace(place, steps=(*place.steps, step))
    return place


def _condition(term: Term) -> tuple[str, ...]:
    if term.condition is None:
        return ()
    on = ", ".join(term.condition.depends_on)
    return (f"{term.condition.says} ({on})" if on else term.condition.says,)


def nodes(node: Node) -> Iterator[Node]:
    """The node and all under it, in the order of the text."""
    yield node
    for part in node.parts:
        yield from nodes(part)


def mentions(node: Node) -> Iterator[Mention]:
    """What a single term says on each subject it touches; nothing on subjects of its parts."""
    term = node.term
    subjects = dict.fromkeys((*term.sets, *term.about))
    if not subjects and not node.parts:
        yield Mention(UNNAMED, term.says, None, node.place)
    for subject in subjects:
        yield Mention(subject, term.says, term.sets.get(subject), node.place)
