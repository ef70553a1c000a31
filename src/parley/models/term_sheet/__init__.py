"""Texts side by side: every term by the subject it touches, and how the texts stand to each other.

Nothing is flattened: a term keeps the choice it belongs to, the package it comes in, its
conditions, its step in a sequence, and the item that imports it.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from parley.case import Case
from parley.case.schema import CEASEFIRE_BOXES
from parley.errors import CaseError
from parley.models.term_sheet.answers import (
    Standing,
    definite,
    standing,
    stands,
    when_key,
)
from parley.models.term_sheet.relation import (
    KINDS,
    Kind,
    Pairing,
    Reading,
    Relation,
    readings,
    relation,
    strongest,
)
from parley.models.term_sheet.tree import UNNAMED, Mention, Node, Place, mentions, nodes, term_tree

__all__ = [
    "KINDS",
    "UNNAMED",
    "Entry",
    "Kind",
    "Mention",
    "Node",
    "Pairing",
    "Place",
    "Reading",
    "Relation",
    "Standing",
    "TermSheet",
    "definite",
    "nodes",
    "standing",
    "stands",
    "strongest",
    "term_sheet",
    "when_key",
]


@dataclass(frozen=True)
class Entry:
    """What a text says in one box of the ceasefire checklist."""

    says: str
    place: Place


@dataclass(frozen=True, eq=False)
class TermSheet:
    """Every text of a case, term by term.

    proposals : by date, in the order of the case where dates are equal.
    mentions : (proposal, subject) -> its terms on it in the order of the text. A subject is an
    issue, a topic, or `UNNAMED`; an item that a text both states and imports stands once.
    """

    case: Case
    proposals: tuple[str, ...]
    trees: Mapping[str, Node]
    mentions: Mapping[tuple[str, str], tuple[Mention, ...]]

    def relation(self, issue: str, first: str, second: str) -> Relation:
        """How two proposals stand to each other on an issue."""
        return relation(self.readings(first, issue), self.readings(second, issue))

    def readings(self, proposal: str, issue: str) -> tuple[Reading, ...]:
        """What a proposal can come to on an issue."""
        return self._readings[proposal, issue]

    @cached_property
    def _readings(self) -> dict[tuple[str, str], tuple[Reading, ...]]:
        return {
            (name, issue): readings(tree, issue)
            for name, tree in self.trees.items()
            for issue in self.case.issues
        }

    def subjects(self, proposal: str) -> tuple[str, ...]:
        """The subjects a proposal touches, issues first, in the order of the case."""
        known = (*self.case.issues, *self.case.topics, UNNAMED)
        return tuple(subject for subject in known if (proposal, subject) in self.mentions)

    def boxes(self, proposal: str) -> Mapping[str, tuple[Entry, ...]]:
        """The ceasefire checklist of a proposal: box -> entries, empty where it says nothing."""
        found: dict[str, list[Entry]] = {box: [] for box in CEASEFIRE_BOXES}
        for node in nodes(self.trees[proposal]):
            for box, says in node.term.covers.items():
                found[box].append(Entry(says, node.place))
        return {box: tuple(_once(entries)) for box, entries in found.items()}


def term_sheet(case: Case) -> TermSheet:
    """The texts of a case term by term; `CaseError` if there are none."""
    if not case.proposals:
        raise CaseError.lacks("proposals", "the case holds no text", "add a 'proposals' section")
    names = sorted(case.proposals, key=lambda name: when_key(case, case.proposals[name].on))
    trees = {name: term_tree(case, name) for name in names}
    found: dict[tuple[str, str], list[Mention]] = {}
    for name, tree in trees.items():
        for node in nodes(tree):
            for mention in mentions(node):
                found.setdefault((name, mention.subject), []).append(mention)
    once = {key: tuple(_stated_once(each)) for key, each in found.items()}
    return TermSheet(case, tuple(names), trees, once)


def _stated_once(found: list[Mention]) -> Iterator[Mention]:
    """Each term once: what a text both states and imports is kept where it hangs on less."""
    direct = {_words(each): each for each in found if not each.place.via}
    imported = {
        id(each)
        for each in found
        if each.place.via
        and (stated := direct.get(_words(each)))
        and stated.place.n_hedges <= each.place.n_hedges
    }
    for each in found:
        if id(each) not in imported:
            again = (m.place.via[-1] for m in found if id(m) in imported and m.same_words(each))
            yield replace(each, also=tuple(dict.fromkeys(again)))


def _words(mention: Mention) -> tuple[str, str, str]:
    return mention.place.source, mention.place.item, mention.says


def _once(entries: list[Entry]) -> Iterator[Entry]:
    direct = {(entry.place.item, entry.says) for entry in entries if not entry.place.via}
    for entry in entries:
        if not entry.place.via or (entry.place.item, entry.says) not in direct:
            yield entry
