"""Rankings: preferences given as an order, without false precision.

    security > territory > ceasefire ~ children     best or most important first; ~ is a tie
    security >> territory > ceasefire               >> is "much": see `MUCH` and `TIMES`
    [unconditional, interim > local, package > none]    chains that leave the rest open

A ranking stands for every set of numbers that obeys it; `parley.sampling` draws from that set.
In one line of text the chains of a list are parted by semicolons.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from graphlib import CycleError, TopologicalSorter

__all__ = ["MUCH", "TIMES", "Ranking", "check_gaps", "parse_ranking"]

MUCH = 0.25  # a >> b between values: a quarter of the way from the worst option to the best
TIMES = 2  # a >> b between weights: at least twice as important

Chain = tuple[str, ...]  # item, sign, item, ..., item

_WORD = r"[A-Za-z0-9_.-]+"
_PLACE = r"(?:\([0-9]+\))"
# An item may also be one way to read a text, as in june-text:II.A/III(2).
_ITEM = rf"{_WORD}{_PLACE}?(?:[:/](?:{_WORD}{_PLACE}?|{_PLACE}))*"
_PART = re.compile(rf"{_ITEM}|[^\sA-Za-z0-9_.-]+")
_SIGNS = (">", ">>", "~")
_ALLOWED = "use '>' (better), '>>' (much better) or '~' (equal)"
_HINTS = {
    "<": "put the better one first, with '>'",
    "=": "write '~' for a tie",
    "==": "write '~' for a tie",
    ",": "write a list of chains, or part them with ';'",
}


@dataclass(frozen=True)
class Ranking:
    """A weak or partial order. Made by `parse_ranking`; equal when written in the same words.

    text : the ranking as written, with single spaces.
    items : in order of first mention.
    groups : tied items together; better groups first, where the ranking says which is better.
    above : (g, h) if the text puts groups[g] next above groups[h]; what follows from those by
        transitivity is not listed.
    gaps : g for each ``groups[g] >> groups[g + 1]``; empty unless the ranking is one chain.
    """

    text: str
    items: tuple[str, ...]
    groups: tuple[tuple[str, ...], ...]
    above: frozenset[tuple[int, int]]
    gaps: tuple[int, ...]

    def __str__(self) -> str:
        return self.text

    @property
    def complete(self) -> bool:
        """Every two items are tied or ordered."""
        return all((g, g + 1) in self.above for g in range(len(self.groups) - 1))

    def over(self, items: Sequence[str]) -> "Ranking":
        """The same ranking over all of `items`; those it never mentions stand free.

        Raises `ValueError` if it mentions others, or has a ``>>`` and leaves some free.

        >>> str(parse_ranking("a > b").over(["b", "c", "a"]))
        'a > b; c'
        """
        wanted, named = dict.fromkeys(items), frozenset(self.items)
        if strangers := [item for item in self.items if item not in wanted]:
            raise ValueError(f"the ranking names {_list(strangers)}, not among {_list(wanted)}")
        free = [item for item in wanted if item not in named]
        if free and self.gaps:
            raise ValueError(
                f"'>>' needs every item in one chain, and {_list(free)} is left out; "
                "rank it as well, or use '>'"
            )
        return parse_ranking([self.text, *free]) if free else self


def parse_ranking(chains: str | Sequence[str]) -> Ranking:
    """Read one chain, or several that together make a partial order.

    Raises `ValueError`, one sentence with the likely fix, if the text cannot be read or no set
    of numbers obeys it.

    >>> ranking = parse_ranking(["security > territory ~ children", "security > sanctions"])
    >>> ranking.groups
    (('security',), ('territory', 'children'), ('sanctions',))
    >>> sorted(ranking.above), ranking.complete
    ([(0, 1), (0, 2)], False)
    >>> parse_ranking("a > b; b > c; c > a")
    Traceback (most recent call last):
    ValueError: the ranking contradicts itself: a > b > c > a; drop one of these
    """
    parsed = [_chain(text) for text in _texts(chains)]
    items = tuple(dict.fromkeys(item for chain in parsed for item in chain[::2]))
    groups, above = _order(items, parsed)
    text = "; ".join(" ".join(chain) for chain in parsed)
    return Ranking(text, items, groups, above, _gaps(parsed))


def check_gaps(ranking: Ranking) -> str | None:
    """Why no values between 0 and 1 obey the ``>>`` of this ranking, or None if some do.

    Only values need this check: weights can always be twice as large as the next.

    >>> check_gaps(parse_ranking("a >> b > c"))
    >>> check_gaps(parse_ranking("a >> b >> c >> d >> e >> f"))
    "5 times '>>' cannot fit between best and worst: each is 0.25 of the way; keep at most 4"
    """
    if len(ranking.gaps) * MUCH <= 1:
        return None
    return (
        f"{len(ranking.gaps)} times '>>' cannot fit between best and worst: "
        f"each is {MUCH:g} of the way; keep at most {int(1 / MUCH)}"
    )


def _texts(chains: str | Sequence[str]) -> list[str]:
    entries: Sequence[object] = chains if isinstance(chains, list | tuple) else [chains]
    if not entries or list(entries) == [""]:
        raise ValueError("the ranking is empty; name at least one item")
    texts = []
    for entry in entries:
        if not isinstance(entry, str):
            raise ValueError(f"a ranking is text such as 'a > b ~ c', not '{entry}'")
        texts += entry.split(";")
    return texts


def _chain(text: str) -> Chain:
    """The parts of one chain, items and signs in turn."""
    parts = tuple(_PART.findall(text))
    where = f"'{' '.join(parts)}'"
    if not parts:
        raise ValueError("one chain of the ranking is empty; name an item or drop it")
    for i, part in enumerate(parts):
        if not _is_item(part) and part not in _SIGNS:
            raise ValueError(f"'{part}' in {where} is not allowed; {_HINTS.get(part, _ALLOWED)}")
        if _is_item(part) and i % 2:
            raise ValueError(f"no sign between '{parts[i - 1]}' and '{part}'; {_ALLOWED}")
        if not _is_item(part) and not i % 2:
            raise ValueError(f"nothing stands before '{part}' in {where}; name an item there")
    if len(parts) % 2 == 0:
        raise ValueError(f"nothing stands after the last '{parts[-1]}' in {where}; name an item")
    item, times = Counter(parts[::2]).most_common(1)[0]
    if times > 1:
        raise ValueError(f"'{item}' stands twice in {where}; name it once in a chain")
    return parts


def _is_item(part: str) -> bool:
    return part[0].isascii() and (part[0].isalnum() or part[0] in "_.-")


def _order(
    items: tuple[str, ...], chains: Sequence[Chain]
) -> tuple[tuple[tuple[str, ...], ...], frozenset[tuple[int, int]]]:
    """Groups of tied items, better ones first, and which stands next above which."""
    group = _ties(items, chains)
    graph: dict[int, list[int]] = {group[item]: [] for item in items}
    for better, sign, worse in _triples(chains):
        if sign != "~":
            if group[better] == group[worse]:
                raise ValueError(
                    f"'{better}' and '{worse}' are both tied and ordered; keep one of the two"
                )
            graph[group[worse]].append(group[better])
    members: dict[int, tuple[str, ...]] = {}
    for item in items:
        members[group[item]] = (*members.get(group[item], ()), item)
    try:
        order = list(TopologicalSorter(graph).static_order())
    except CycleError as error:
        raise ValueError(_contradiction(error.args[1], members)) from None
    place = {g: i for i, g in enumerate(order)}
    above = frozenset((place[b], place[w]) for w, betters in graph.items() for b in betters)
    return tuple(members[g] for g in order), above


def _ties(items: tuple[str, ...], chains: Sequence[Chain]) -> dict[str, int]:
    """The group of each item: the position of the first item it is tied to."""
    tied = {item: [item] for item in items}
    for left, sign, right in _triples(chains):
        if sign == "~" and tied[left] is not tied[right]:
            small, large = sorted((tied[left], tied[right]), key=len)
            large += small
            tied.update(dict.fromkeys(small, large))
    first: dict[int, int] = {}
    return {item: first.setdefault(id(tied[item]), i) for i, item in enumerate(items)}


def _triples(chains: Sequence[Chain]) -> Iterable[tuple[str, str, str]]:
    for chain in chains:
        yield from zip(chain[:-2:2], chain[1:-1:2], chain[2::2], strict=True)


def _contradiction(cycle: Sequence[int], members: dict[int, tuple[str, ...]]) -> str:
    start = cycle.index(min(cycle))  # begin with the item that was mentioned first
    turned = [*cycle[start:-1], *cycle[:start], cycle[start]]
    path = " > ".join(" ~ ".join(members[g]) for g in turned)
    return f"the ranking contradicts itself: {path}; drop one of these"


def _gaps(chains: Sequence[Chain]) -> tuple[int, ...]:
    if len(chains) > 1 and any(">>" in chain for chain in chains):
        raise ValueError("'>>' needs every item in one chain; write a single chain, or use '>'")
    steps = [sign for sign in chains[0][1::2] if sign != "~"]
    return tuple(i for i, sign in enumerate(steps) if sign == ">>")


def _list(items: Iterable[str]) -> str:
    return ", ".join(f"'{item}'" for item in items)
