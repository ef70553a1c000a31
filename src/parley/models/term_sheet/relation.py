"""How two texts stand to each other on an issue, with their choices and conditions kept.

same         both settle the issue alike, and neither lets that hang on anything
compatible   both speak and nothing coded excludes either: at least one leaves the issue open
conflicting  wherever both speak, what they settle excludes each other
conditional  they agree, or only sometimes differ, under a choice, a condition or a package
silent       at least one says nothing, whichever choice is taken

An issue takes one option, or one number of a range: two different ones exclude each other. So
agreement is never shown as firmer than its conditions, and conflict is shown wherever no choice
avoids it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import product
from typing import Literal, TypeVar

from parley.models.term_sheet.tree import Mention, Node, mentions

__all__ = ["KINDS", "Kind", "Pairing", "Reading", "Relation", "readings", "relation", "strongest"]

Kind = Literal["conflicting", "conditional", "compatible", "same", "silent"]
Key = TypeVar("Key")
KINDS: tuple[Kind, ...] = ("conflicting", "conditional", "compatible", "same", "silent")


@dataclass(frozen=True)
class Reading:
    """What a text comes to on one issue. chosen : alternatives it takes; empty if none or several.

    decides : the term that settles it, or else names it; None where the text is silent.
    """

    chosen: tuple[str, ...]
    decides: Mention | None


@dataclass(frozen=True)
class Pairing:
    """One reading of each text side by side."""

    first: Reading
    second: Reading
    kind: Kind


@dataclass(frozen=True)
class Relation:
    """The relation of two texts on an issue, and the pairs of readings it comes from."""

    kind: Kind
    pairings: tuple[Pairing, ...]


def relation(first: tuple[Reading, ...], second: tuple[Reading, ...]) -> Relation:
    """The relation of two texts, each given by its readings on one issue. Symmetric in kind."""
    pairings = tuple(Pairing(a, b, _plain(a, b)) for a, b in product(first, second))
    spoken = [pairing for pairing in pairings if pairing.kind != "silent"]
    kinds = {pairing.kind for pairing in spoken}
    if not spoken:
        return Relation("silent", pairings)
    if kinds == {"conflicting"}:
        return Relation("conflicting", pairings)
    firm = len(spoken) == len(pairings) and not any(_hedged(pairing) for pairing in spoken)
    if len(kinds) == 1 and firm:
        return Relation(spoken[0].kind, pairings)
    return Relation("conditional", pairings)


def strongest(kinds: Iterable[Kind]) -> Kind:
    """The relation of a whole row: the one among its pairs that stands most in the way."""
    return min(kinds, key=KINDS.index, default="silent")


def _plain(a: Reading, b: Reading) -> Kind:
    if a.decides is None or b.decides is None:
        return "silent"
    if a.decides.value is not None and b.decides.value is not None:
        return "same" if a.decides.value == b.decides.value else "conflicting"
    return "same" if a.decides.same_words(b.decides) else "compatible"


def _hedged(pairing: Pairing) -> bool:
    sides = (pairing.first.decides, pairing.second.decides)
    return any(side.place.hedged for side in sides if side is not None)


# Readings, folded from the tree. Of each way to choose only the term that decides is kept, so there
# are hardly more readings than terms, however many choices multiply.
@dataclass(frozen=True)
class _Outcome:
    """What decides so far; pure : no other value is set in the part that was read."""

    decides: Mention | None = None
    pure: bool = True


_Folded = Mapping[_Outcome, frozenset[str]]  # outcome -> the alternatives it cannot do without


def readings(node: Node, issue: str) -> tuple[Reading, ...]:
    """What a text can come to on an issue, one reading for each term that can decide it.

    A later term overwrites an earlier one, as in `parley.case.terms.variants`. Of terms in a row
    that set the same value, the one that hangs on least decides.
    """
    merged: dict[Mention | None, frozenset[str]] = {}
    for outcome, chosen in _fold(node, issue).items():
        _add(merged, outcome.decides, chosen)
    order = {choice: i for i, choice in enumerate(_choices(node))}
    return tuple(
        Reading(tuple(sorted(chosen, key=order.__getitem__)), decides)
        for decides, chosen in merged.items()
    )


def _fold(node: Node, issue: str) -> _Folded:
    own = next((each for each in mentions(node) if each.subject == issue), None)
    start: _Folded = {_Outcome(own): frozenset()}
    n_options = len(node.term.parts) if node.term.joined == "one_of" else 0
    options: dict[_Outcome, frozenset[str]] = {}
    for part in node.parts[:n_options]:
        for outcome, chosen in _fold(part, issue).items():
            _add(options, outcome, chosen | set(part.place.choices[-1:]))
    start = _then(start, options) if options else start
    for part in node.parts[n_options:]:  # what a choice imports besides is no alternative
        start = _then(start, _fold(part, issue))
    return start


def _then(before: _Folded, after: _Folded) -> _Folded:
    """Both parts of a text, one after the other."""
    both: dict[_Outcome, frozenset[str]] = {}
    for (early, chosen), (late, more) in product(before.items(), after.items()):
        _add(both, _joined(early, late), chosen | more)
    return both


def _add(found: dict[Key, frozenset[str]], key: Key, chosen: frozenset[str]) -> None:
    """What one of several ways to the same outcome can do without is not needed for it."""
    found[key] = found[key] & chosen if key in found else chosen


def _joined(early: _Outcome, late: _Outcome) -> _Outcome:
    """What decides when one part follows another. Associative: nesting changes nothing."""
    first, last = early.decides, late.decides
    if last is None or (last.value is None and first is not None):
        return early
    if first is None or first.value is None:
        return late
    if first.value != last.value:
        return _Outcome(last, pure=False)
    if late.pure and first.place.n_hedges <= last.place.n_hedges:
        last = first
    return _Outcome(last, early.pure and late.pure)


def _choices(node: Node) -> tuple[str, ...]:
    found = dict.fromkeys(node.place.choices)
    for part in node.parts:
        found.update(dict.fromkeys(_choices(part)))
    return tuple(found)
