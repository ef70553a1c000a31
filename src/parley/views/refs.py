"""What rests on what: the refs that a block carries, in words and in numbers."""

import re
from collections.abc import Iterator, Mapping, Sequence

from parley.blocks import Basis, Report, refs_of

__all__ = ["anchor", "in_order", "refs_words", "tally", "used_in"]


def used_in(report: Report) -> dict[str, list[int]]:
    """For each ref, the positions of the sections that rest on it."""
    used: dict[str, list[int]] = {}
    for position, section in enumerate(report.sections):
        for ref in dict.fromkeys(ref for block in section.blocks for ref in refs_of(block)):
            used.setdefault(ref, []).append(position)
    return used


def anchor(ref: str) -> str:
    """The id of a basis card: safe in an address, different for different refs.

    >>> anchor("k028"), anchor("what if?")
    ('basis-k028', 'basis-what_20_if_3f_')
    """
    return "basis-" + re.sub(r"[^A-Za-z0-9.-]", lambda m: f"_{ord(m[0]):x}_", ref)


def in_order(basis: Mapping[str, Basis]) -> list[Basis]:
    """Claims first, then judgements, k9 before k10."""
    return sorted(basis.values(), key=lambda entry: (entry.kind, *_natural(entry.id)))


def _natural(text: str) -> Iterator[tuple[int, str]]:
    for part in re.findall(r"\d+|\D+", text):
        yield (int(part), "") if part.isdecimal() else (-1, part)


def refs_words(refs: Sequence[str]) -> str:
    """Refs in brackets, "[k028, k029]"; empty for none."""
    return f"[{', '.join(refs)}]" if refs else ""


def tally(refs: Sequence[str], basis: Mapping[str, Basis]) -> str:
    """What stands behind refs, counted: "2 claims, 1 unverified, 1 judgement".

    Spaces inside a part do not break, so that a narrow cell wraps between the parts.
    """
    known = [basis[ref] for ref in refs if ref in basis]
    claims = [entry for entry in known if entry.kind == "claim"]
    unverified = sum("unverified" in entry.marks for entry in claims)
    return ", ".join(
        f"{number:,}\N{NO-BREAK SPACE}{one if number == 1 else many}"
        for number, one, many in (
            (len(claims), "claim", "claims"),
            (unverified, "unverified", "unverified"),
            (len(known) - len(claims), "judgement", "judgements"),
            (len(refs) - len(known), "not\N{NO-BREAK SPACE}listed", "not\N{NO-BREAK SPACE}listed"),
        )
        if number
    )
