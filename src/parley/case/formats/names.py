"""Names of other tools as the ids of a case."""

import re
from collections.abc import Iterable

__all__ = ["ids"]

LONGEST = 60  # an id may have eighty characters; the rest is for a number that tells two apart


def ids(names: Iterable[str]) -> tuple[str, ...]:
    """An id for each name, all different: letters, digits, - and _, beginning with a letter.

    >>> ids(["Size of Fund", "900", "no deal!", "No deal", "..."])
    ('Size-of-Fund', 'o900', 'no-deal', 'No-deal', 'o')
    >>> ids(["a b", "a-b"])
    ('a-b', 'a-b-2')
    """
    found: list[str] = []
    taken: set[str] = set()
    for name in names:
        first = wanted = _id(name)
        n = 1
        while wanted in taken:
            n += 1
            wanted = f"{first}-{n}"
        taken.add(wanted)
        found.append(wanted)
    return tuple(found)


def _id(name: str) -> str:
    text = re.sub(r"[^A-Za-z0-9_-]+", "-", name).strip("-_")[:LONGEST].rstrip("-_")
    return text if text[:1].isalpha() else f"o{text}"
