"""Patterns of Y, N and - as conditions that a person reads, as short as they come."""

from collections.abc import Iterator, Sequence

from parley.case.formats.conflict import Pattern, covers
from parley.case.rules import parse_rule

__all__ = ["MOST_LITERALS", "conditions", "literals", "rule", "simplified"]

MOST_LITERALS = 100  # a condition has at most 200 words; each option but the last is two
SHORTENED = 100  # patterns up to which shorter ones are looked for; each is held against all

Pair = tuple[int, int]


def literals(patterns: Sequence[Pattern]) -> int:
    """How many options the patterns name, each as often as it is named."""
    return sum(len(each) - each.count("-") for each in patterns)


def simplified(patterns: Sequence[Pattern]) -> tuple[Pattern, ...]:
    """Patterns that cover the same states, fewer and shorter where that is easily seen.

    >>> simplified(["N-Y", "Y-N", "Y-Y"])
    ('--Y', 'Y--')
    """
    found = list(dict.fromkeys(patterns))
    if len(found) > SHORTENED:
        return tuple(found)
    while True:
        shorter = _shortened(_absorbed(found))
        if shorter == found:
            return tuple(found)
        found = shorter


def _absorbed(patterns: list[Pattern]) -> list[Pattern]:
    """Without patterns that another one covers; all different."""
    return [p for p in patterns if not any(q != p and covers(q, p) for q in patterns)]


def _shortened(patterns: list[Pattern]) -> list[Pattern]:
    """Options left out of a pattern where another one covers the states that it ruled out."""
    found = list(patterns)
    for i, pattern in enumerate(found):
        for k in _named(pattern):
            flipped = f"{pattern[:k]}{'N' if pattern[k] == 'Y' else 'Y'}{pattern[k + 1 :]}"
            if any(covers(other, flipped) for other in found):
                pattern = found[i] = f"{pattern[:k]}-{pattern[k + 1 :]}"
    return list(dict.fromkeys(found))


def rule(patterns: Sequence[Pattern], paths: Sequence[str]) -> str:
    """The condition that one of the patterns covers the state. paths : of the options.

    Where the readable form is longer than a condition may be, a plain one that has no more than
    `MOST_LITERALS` literals always fits.

    >>> rule(["YY-", "NN-"], ["a.x", "a.y", "b.z"]), rule(["N--", "-Y-"], ["a.x", "a.y", "b.z"])
    ('a.x iff a.y', 'a.x implies a.y')
    """
    text = _iff(patterns, paths) or _short(patterns, paths)
    text = text or " or ".join(_both(each, paths, len(patterns) > 1) for each in patterns)
    try:
        parse_rule(text, bare=True)
    except ValueError:
        return " or ".join(_plain(each, paths) for each in patterns)
    return text


def _named(pattern: Pattern) -> list[int]:
    return [k for k, each in enumerate(pattern) if each != "-"]


def _iff(patterns: Sequence[Pattern], paths: Sequence[str]) -> str:
    """Two patterns that are opposite on the same two options."""
    if len(patterns) != 2 or len(_named(patterns[0])) != 2:
        return ""
    one, other = patterns
    a, b = _named(one)
    if _named(other) != [a, b] or one[a] == other[a] or one[b] == other[b]:
        return ""
    return f"{paths[a]} iff {'' if one[a] == one[b] else 'not '}{paths[b]}"


def _short(patterns: Sequence[Pattern], paths: Sequence[str]) -> str:
    """Patterns that name one option each; with some of both kinds an implication."""
    named = [_named(each) for each in patterns]
    if any(len(each) != 1 for each in named):
        return ""
    absent = [paths[k] for (k,), each in zip(named, patterns, strict=True) if each[k] == "N"]
    given = [paths[k] for (k,), each in zip(named, patterns, strict=True) if each[k] == "Y"]
    return _any(absent, given)


def _any(absent: Sequence[str], given: Sequence[str]) -> str:
    """One of the first does not hold, or one of the second does."""
    if not absent:
        return " or ".join(given)
    if given:
        return f"{_joined(absent, 'and')} implies {_joined(given, 'or')}"
    return f"not {_joined(absent, 'and')}"


def _joined(parts: Sequence[str], word: str) -> str:
    return f"({f' {word} '.join(parts)})" if len(parts) > 1 else parts[0]


def _both(pattern: Pattern, paths: Sequence[str], within: bool) -> str:
    """All that a pattern names. within : others stand beside it."""
    parts = [f"{'not ' if pattern[k] == 'N' else ''}{paths[k]}" for k in _named(pattern)]
    if not parts:
        return f"{paths[0]} or not {paths[0]}"
    return _joined(parts, "and") if within else " and ".join(parts)


def _plain(pattern: Pattern, paths: Sequence[str]) -> str:
    """Without parentheses and 'not', of which a condition holds few."""
    return " and ".join(f"{paths[k]}{'=no' if pattern[k] == 'N' else ''}" for k in _named(pattern))


def conditions(infeasible: Sequence[Pattern], paths: Sequence[str]) -> Iterator[str]:
    """What rules the patterns out, each as a line of the section `conditions`.

    Options of which every two exclude each other become one count: at_most 1, or exactly 1 where
    not all of them can be left.

    >>> list(conditions(["YY-", "Y-Y", "-YY", "NNN"], ["a.x", "a.y", "a.z"]))
    ['{exactly: 1, of: [a.x, a.y, a.z]}']
    >>> list(conditions(["YN-", "-NN"], ["a.x", "a.y", "a.z"]))
    ['a.x implies a.y', 'a.y or a.z']
    """
    left = dict.fromkeys(simplified(infeasible))
    for group in _exclusive([each for each in left if _signs(each) == "YY"]):
        none = "".join("N" if k in group else "-" for k in range(len(paths)))
        pairs = [each for each in left if _signs(each) == "YY" and set(_named(each)) <= set(group)]
        if len(group) == 2 and none not in left:
            continue
        word = "exactly" if none in left else "at_most"
        yield f"{{{word}: 1, of: [{', '.join(paths[k] for k in group)}]}}"
        for each in (*pairs, none):
            left.pop(each, None)
    for each in left:
        absent = [paths[k] for k in _named(each) if each[k] == "Y"]
        yield _any(absent, [paths[k] for k in _named(each) if each[k] == "N"])


def _signs(pattern: Pattern) -> str:
    return pattern.replace("-", "")


def _exclusive(patterns: Sequence[Pattern]) -> Iterator[tuple[int, ...]]:
    """Groups of options that exclude each other pairwise; no pair is in two of them."""
    pairs: set[Pair] = {(a, b) for a, b in map(_named, patterns)}
    while pairs:
        first = min(a for a, _ in pairs)
        beside = sorted(b for a, b in pairs if a == first)
        group = max((_grown([first, b], beside, pairs) for b in beside), key=len)
        yield group
        pairs -= {(a, b) for a in group for b in group}


def _grown(group: list[int], beside: Sequence[int], pairs: set[Pair]) -> tuple[int, ...]:
    for k in beside:
        if k not in group and all((min(k, g), max(k, g)) in pairs for g in group):
            group.append(k)
    return tuple(sorted(group))
