"""Where accounts of one matter clash, and how each matter stands."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from typing import Literal

from parley.case import Case
from parley.case.lineage import lineage, n_independent, voice
from parley.case.schema import Relation
from parley.models.accounts.coverage import sides_of
from parley.models.accounts.statements import (
    Interval,
    Kind,
    Statement,
    excludes,
    same_figure,
    statements,
)

__all__ = ["Account", "Clash", "MatterState", "contradictions", "standings"]

How = Literal["found", "declared", "both"]
State = Literal[
    "contested", "told by both sides", "compatible", "corroborated", "one line", "nothing said"
]


@dataclass(frozen=True)
class Account:
    """One value given for a matter, and the claims that give it.

    lines : the claims again, those of one independent line together. sides : parties whose side
    tells it. excludes : places, among the accounts beside it, of those that clash with it.
    """

    said: str
    claims: tuple[str, ...]
    lines: tuple[tuple[str, ...], ...]
    sides: tuple[str, ...]
    excludes: tuple[int, ...] = ()


@dataclass(frozen=True)
class Clash:
    """Accounts of one matter that cannot all be true, or (kind "base") count different wholes.

    matter : empty where a clash is only declared. how : found in the points, declared in the
    relations, or both. own : voices that give two accounts which clash. within : parties whose
    side gives two, by different voices. between_sides : accounts of two consenting parties clash.
    issues : negotiated issues that it touches.
    """

    kind: Kind | Literal[""]
    matter: str
    accounts: tuple[Account, ...]
    how: How
    own: tuple[str, ...]
    within: tuple[str, ...]
    between_sides: bool
    issues: tuple[str, ...]

    @property
    def claims(self) -> tuple[str, ...]:
        return tuple(claim for account in self.accounts for claim in account.claims)

    @property
    def n_lines(self) -> int:
        return sum(len(account.lines) for account in self.accounts)


@dataclass(frozen=True)
class MatterState:
    """How a matter stands, and every value given for it.

    contested : accounts clash. told by both sides : all consenting parties' sides give one
    account. compatible : accounts differ, yet all may be true. corroborated : one account, two
    independent lines or more. n_lines : independent lines among all its claims.
    """

    matter: str
    state: State
    n_lines: int
    accounts: tuple[Account, ...]

    @property
    def claims(self) -> tuple[str, ...]:
        return tuple(claim for account in self.accounts for claim in account.claims)


def contradictions(case: Case) -> tuple[Clash, ...]:
    """One entry for each matter and kind of clash, the most consequential first.

    First those between consenting parties, then those that touch most issues, then those with most
    independent lines; ties in the order of the case.
    """
    found = [clash for group in _facets(case) for clash in _clashes(case, group)]
    declared = [
        relation for relation in case.relations if relation.relation in ("contradicts", "denies")
    ]
    marked = [_marked(clash, declared) for clash in found]
    alone = [
        _declared(case, relation)
        for relation in declared
        if not any(_covers(clash, relation) for clash in found)
    ]
    return tuple(
        sorted([*marked, *alone], key=lambda c: (not c.between_sides, -len(c.issues), -c.n_lines))
    )


def standings(case: Case) -> tuple[MatterState, ...]:
    """How each matter stands, in the order of the case."""
    groups = _facets(case)
    return tuple(
        _standing(case, matter, [group for group in groups if group[0].matter == matter])
        for matter in case.matters
    )


def _facets(case: Case) -> list[list[Statement]]:
    """Statements of one matter and one kind together."""
    groups: dict[tuple[str, str], list[Statement]] = {}
    for each in statements(case):
        groups.setdefault((each.matter, each.kind), []).append(each)
    return list(groups.values())


def _values(group: Sequence[Statement]) -> list[list[Statement]]:
    """Statements that give one value together: numbers by size, dates by day, words as they come.

    "about 60" and "exactly 60" are two values, as are equal figures of different wholes.
    """
    values: dict[object, list[Statement]] = {}
    for each in group:
        base = " ".join(each.base.casefold().split())
        told = each.said.casefold() if each.kind == "number" else ""  # "about 0" admits 0 alone
        values.setdefault((each.value, each.unit, base, told), []).append(each)
    return sorted(values.values(), key=lambda same: _size(same[0]))


def _size(each: Statement) -> tuple[float, float]:
    value = each.value
    if isinstance(value, Interval):
        return value.low, value.high
    if isinstance(value, str):
        return 0.0, 0.0
    return tuple(  # type: ignore[return-value]
        float(day.toordinal()) if day else -float("inf") for day in (value.earliest, value.latest)
    )


def _accounts(
    case: Case, values: Sequence[Sequence[Statement]], against: Sequence[tuple[int, int]]
) -> tuple[Account, ...]:
    accounts = []
    for place, same in enumerate(values):
        claims = tuple(dict.fromkeys(each.claim for each in same))
        sides = {side for claim in claims for side in sides_of(case, claim)}
        accounts.append(
            Account(
                said=min((each.said for each in same), key=lambda said: (len(said), said)),
                claims=claims,
                lines=_lines(case, claims),
                sides=tuple(party for party in case.parties if party in sides),
                excludes=tuple(b if a == place else a for a, b in against if place in (a, b)),
            )
        )
    return tuple(accounts)


def _lines(case: Case, claims: Sequence[str]) -> tuple[tuple[str, ...], ...]:
    lines: dict[str, list[str]] = {}
    for claim, line in lineage(case, claims).items():
        lines.setdefault(line, []).append(claim)
    return tuple(map(tuple, lines.values()))


def _clashes(case: Case, group: Sequence[Statement]) -> Iterator[Clash]:
    values = _values(group)
    pairs = list(combinations(range(len(values)), 2))
    against = [(a, b) for a, b in pairs if excludes(values[a][0], values[b][0])]
    if against:
        yield _clash(case, group[0].kind, values, against)
    alike = [(a, b) for a, b in pairs if same_figure(values[a][0], values[b][0])]
    if alike:
        used = sorted({place for pair in alike for place in pair})
        moved = [(used.index(a), used.index(b)) for a, b in alike]
        yield _clash(case, "base", [values[place] for place in used], moved)


def _clash(
    case: Case,
    kind: Kind,
    values: Sequence[Sequence[Statement]],
    against: Sequence[tuple[int, int]],
) -> Clash:
    matter = values[0][0].matter
    accounts = _accounts(case, values, against)
    voices = [{each.voice for each in same} for same in values]
    own = {name for a, b in against for name in voices[a] & voices[b]}
    apart = [(a, b) for a, b in against if not voices[a] & voices[b]]
    within = {side for a, b in apart for side in {*accounts[a].sides} & {*accounts[b].sides}}
    spoken = (each.voice for same in values for each in same)
    return Clash(
        kind=kind,
        matter=matter,
        accounts=accounts,
        how="found",
        own=tuple(name for name in dict.fromkeys(spoken) if name in own),
        within=tuple(party for party in case.parties if party in within),
        between_sides=_between(case, accounts),
        issues=tuple(name for name in case.matters[matter].about if name in case.issues),
    )


def _between(case: Case, accounts: Sequence[Account]) -> bool:
    """Two consenting parties, each told otherwise by the other."""
    return any(
        {x, y} <= set(case.consent) and x != y
        for account in accounts
        for place in account.excludes
        for x in account.sides
        for y in accounts[place].sides
        if y not in account.sides and x not in accounts[place].sides
    )


def _covers(clash: Clash, relation: Relation) -> bool:
    """Do the claims of a declared clash stand against each other in one that was found?"""
    if relation.on and relation.on != clash.kind:
        return False
    return any(
        relation.claim in account.claims and relation.other in clash.accounts[place].claims
        for account in clash.accounts
        for place in account.excludes
    )


def _marked(clash: Clash, declared: Sequence[Relation]) -> Clash:
    return replace(clash, how="both") if any(_covers(clash, r) for r in declared) else clash


def _declared(case: Case, relation: Relation) -> Clash:
    """A clash that no two points show: the two claims themselves are the accounts."""
    pair = (relation.claim, relation.other)
    accounts = tuple(
        Account(case.claims[name].says, (name,), ((name,),), sides_of(case, name), (1 - place,))
        for place, name in enumerate(pair)
    )
    about = {issue for name in pair for issue in case.claims[name].about}
    voices = [voice(case, case.claims[name]) for name in pair]
    return Clash(
        kind=relation.on,
        matter="",
        accounts=accounts,
        how="declared",
        own=(voices[0],) if voices[0] == voices[1] else (),
        within=(),
        between_sides=_between(case, accounts),
        issues=tuple(name for name in case.issues if name in about),
    )


def _standing(case: Case, matter: str, groups: Sequence[Sequence[Statement]]) -> MatterState:
    accounts: list[Account] = []
    contested = False
    for group in groups:
        values = _values(group)
        pairs = list(combinations(range(len(values)), 2))
        clash = [(a, b) for a, b in pairs if excludes(values[a][0], values[b][0])]
        alike = any(same_figure(values[a][0], values[b][0]) for a, b in pairs)
        contested = contested or bool(clash) or alike
        accounts += _accounts(case, values, clash)
    claims = [claim for account in accounts for claim in account.claims]
    n_lines = n_independent(case, claims)
    state = "contested" if contested else _state(case, accounts, n_lines)
    return MatterState(matter, state, n_lines, tuple(accounts))


def _state(case: Case, accounts: Sequence[Account], n_lines: int) -> State:
    """How a matter without a clash stands."""
    if not accounts:
        return "nothing said"
    if len(case.consent) > 1 and any({*case.consent} <= {*account.sides} for account in accounts):
        return "told by both sides"
    if n_lines == 1:
        return "one line"
    return "compatible" if len(accounts) > 1 else "corroborated"
