"""A conflict in option form: who has which options, what cannot be, who prefers what.

States are written as Y and N, one for each option in order; in a pattern - stands for either. Both
ways into a case, GMCR+ files and `parley-gmcr-conflict/1`, and the way out to GMCR+ go through
this form. The words are those of Fang, Hipel and Kilgour (1993), Interactive Decision Making.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

__all__ = [
    "MOST_OPTIONS",
    "ConflictForm",
    "Direction",
    "FormOption",
    "Groups",
    "Pattern",
    "State",
    "Statement",
    "covers",
    "feasible_states",
    "grouped",
    "reordered",
]

MOST_OPTIONS = 62  # codes of states are 64-bit numbers with a sign
TRIED = 2_000_000  # partial states looked at before the search for states gives up

Pattern = str  # such as "Y-N"
State = str  # such as "YNN"
Statement = tuple[Pattern, ...]  # holds in a state that one of these covers
Groups = tuple[tuple[State, ...], ...]  # the best first; tied states together
Direction = Literal["up", "down"]  # only from N to Y, or only from Y to N


@dataclass(frozen=True)
class FormOption:
    """Something that can be taken or left. owners : places of the parties that can change it."""

    name: str
    owners: tuple[int, ...]
    one_way: Direction | None = None


@dataclass(frozen=True, kw_only=True)
class ConflictForm:
    """A conflict in option form, without draws.

    options : those with the same first owner stand together, in the order of the parties.
    infeasible : no state is covered by any of these. misperceived : (party, states it does not
    see). forbidden : (party, out of, into), moves it cannot make. statements : per party by
    place, the most important first. rankings : per party all states, where no statements say so.
    labels : names of states. source : what was read. notes : what could not be held, a sentence
    each.
    """

    title: str
    parties: tuple[str, ...]
    options: tuple[FormOption, ...]
    infeasible: tuple[Pattern, ...] = ()
    misperceived: tuple[tuple[int, Pattern], ...] = ()
    forbidden: tuple[tuple[int, Pattern, Pattern], ...] = ()
    statements: Mapping[int, tuple[Statement, ...]]
    rankings: Mapping[int, Groups]
    labels: Mapping[State, str]
    source: str = ""
    notes: tuple[str, ...] = ()


def covers(pattern: Pattern, state: Pattern) -> bool:
    """Whether all states of the second are states of the first.

    >>> covers("Y-", "YN"), covers("YN", "Y-")
    (True, False)
    """
    return all(wanted in ("-", given) for wanted, given in zip(pattern, state, strict=True))


def feasible_states(n_options: int, infeasible: Sequence[Pattern]) -> Iterator[State]:
    """States that no pattern covers, ascending as numbers with option 0 as the lowest bit.

    Raises `ValueError` where the search takes more than `TRIED` steps.
    """
    decided: list[list[tuple[int, int]]] = [[] for _ in range(n_options + 1)]
    for pattern in infeasible:
        mask, value = _bits(pattern)
        decided[(mask & -mask).bit_length() - 1 if mask else n_options].append((mask, value))
    todo = [] if decided[n_options] else [(n_options, 0)]
    for _ in range(TRIED):
        if not todo:
            return
        left, state = todo.pop()
        if left == 0:
            yield "".join("NY"[state >> k & 1] for k in range(n_options))
            continue
        for above in (state | 1 << left - 1, state):
            if not any(above & mask == value for mask, value in decided[left - 1]):
                todo.append((left - 1, above))
    raise ValueError(f"the search for states takes more than {TRIED:,} steps")


def _bits(pattern: Pattern) -> tuple[int, int]:
    mask = sum(1 << k for k, each in enumerate(pattern) if each != "-")
    return mask, sum(1 << k for k, each in enumerate(pattern) if each == "Y")


def grouped(states: Sequence[State], statements: Sequence[Statement]) -> Groups:
    """The ranking that statements give: the first on which two states differ decides."""
    found: dict[tuple[bool, ...], list[State]] = {}
    for state in states:
        key = tuple(any(covers(each, state) for each in statement) for statement in statements)
        found.setdefault(key, []).append(state)
    return tuple(tuple(found[key]) for key in sorted(found, reverse=True))


def reordered(form: ConflictForm, order: Sequence[int]) -> ConflictForm:
    """The same conflict with its options in another order: order[k] is the old place of option k.

    Rankings and labels keep their order of states.
    """

    def turned(pattern: Pattern) -> Pattern:
        return "".join(pattern[k] for k in order)

    return replace(
        form,
        options=tuple(form.options[k] for k in order),
        infeasible=tuple(map(turned, form.infeasible)),
        misperceived=tuple((party, turned(each)) for party, each in form.misperceived),
        forbidden=tuple((p, turned(out), turned(into)) for p, out, into in form.forbidden),
        statements={
            party: tuple(tuple(map(turned, each)) for each in given)
            for party, given in form.statements.items()
        },
        rankings={
            party: tuple(tuple(map(turned, group)) for group in given)
            for party, given in form.rankings.items()
        },
        labels={turned(state): label for state, label in form.labels.items()},
    )
