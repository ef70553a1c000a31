"""A conflict in the option form that GMCR+ files hold, and what of it they cannot.

The file knows yes/no options, patterns of states that cannot be, and for each party either
priorities, each a pattern or several of which one must hold, or a ranking of all states; one
switch for all parties says which. Uncertain preferences are written at the middle of the draws.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from parley.case.formats import ConflictForm, FormOption
from parley.case.formats.as_gmcr import gmcr_text
from parley.case.formats.conflict import Groups, Pattern, State, Statement
from parley.case.formats.rule_patterns import broken, holding, ladder, ladders
from parley.case.quantity import Exact
from parley.case.schema import MoveOption, Preference
from parley.errors import CaseError
from parley.models.conflict_graph.build import Conflict, Taste, rank_of
from parley.models.conflict_graph.preferences import ByStatements

__all__ = ["MOST_PRIORITIES", "MOST_RANKED", "in_steps", "option_form", "write_gmcr"]

MOST_PRIORITIES = 62  # GMCR+ weighs them by powers of two, in numbers of 64 bits
MOST_RANKED = 1 << 16  # states; GMCR+ itself stops somewhere above eight thousand


def write_gmcr(found: Conflict, file: Path) -> tuple[str, ...]:
    """Write the conflict to a new file; what was left out or changed, a sentence each.

    Raises `CaseError` for what cannot be written so, or if the file is there already, `OSError`
    if it cannot be written.
    """
    form = option_form(found)
    if file.exists():
        raise CaseError.lacks(str(file), "there is something here already", "give another name")
    try:
        text = gmcr_text(form)
    except ValueError as error:
        raise CaseError.lacks("moves", f"states must be ranked one by one, and {error}") from None
    file.write_text(text, encoding="utf-8")
    return form.notes


def option_form(found: Conflict) -> ConflictForm:
    """The conflict with yes/no options, at the middle of the draws.

    An option with more levels becomes one yes/no option for each level above the lowest, which
    says that the level is at least that. `CaseError` for conditions of too many patterns, and for
    rankings of more than `MOST_RANKED` states.
    """
    options, parties = found.moves.paths, found.case.parties
    statements = {p: _statements(found, taste) for p, taste in enumerate(found.tastes)}
    manual = [p for p, given in statements.items() if given is None]
    if manual and found.graph.n_states > MOST_RANKED:
        what = f"{found.graph.n_states:,} states would be ranked one by one for GMCR+"
        fix = f"at most {MOST_RANKED:,} are written; give each party statements"
        raise CaseError.lacks("moves.preferences", what, fix)
    states = in_steps(found) if manual else ()
    return ConflictForm(
        title=found.case.title,
        parties=tuple(parties[name].label for name in found.parties),
        options=tuple(_options(found)),
        infeasible=(*ladders(options), *_infeasible(found)),
        misperceived=tuple(_misperceived(found)),
        statements={p: given for p, given in statements.items() if given},
        rankings={p: _ranking(found, p, states) for p in range(len(found.parties)) if manual},
        labels={},
        source=f"the case {found.case.case}",
        notes=tuple([*_notes(found), *_ranked_notes(found, manual)]),
    )


def _options(found: Conflict) -> Iterator[FormOption]:
    for each, option in zip(found.graph.options, found.moves.paths.values(), strict=True):
        names = list(option.labels.values())[1:]
        for name in names:
            more = f": {'at least ' if len(names) > 1 else ''}{name}" if option.levels else ""
            yield FormOption(f"{option.name}{more}", each.owners, option.one_way)


def _infeasible(found: Conflict) -> Iterator[Pattern]:
    for k, condition in enumerate(found.moves.conditions):
        try:
            yield from broken(condition, found.moves.paths)
        except ValueError as error:
            where = f"moves.conditions.{k}"
            raise CaseError.lacks(where, f"{error}", "split it into several") from None


def _misperceived(found: Conflict) -> Iterator[tuple[int, Pattern]]:
    for k, each in enumerate(found.moves.misperceived):
        try:
            for pattern in holding(each.when, found.moves.paths):
                yield found.parties.index(each.by), pattern
        except ValueError as error:
            where = f"moves.misperceived.{k}"
            raise CaseError.lacks(where, f"{error}", "split it into several") from None


def _statements(found: Conflict, taste: Taste) -> tuple[Statement, ...] | None:
    """The priorities of a party; None where only a ranking says what it prefers."""
    recipe, given = taste.recipes[taste.middle], taste.given
    if recipe is None or given is None:
        return ()
    if not isinstance(recipe, ByStatements) or any(len(group) > 1 for group in recipe.groups):
        return None
    try:
        every = [
            holding((given.statements or ())[k].prefers, found.moves.paths)
            for (k,) in recipe.groups
        ]
    except ValueError:
        return None
    telling = tuple(each for each in every if each and set("".join(each)) != {"-"})
    return telling if len(telling) <= MOST_PRIORITIES else None


def in_steps(found: Conflict) -> tuple[State, ...]:
    """Each state as Y and N, a letter for each level above the lowest."""
    columns = []
    for path, option in found.moves.paths.items():
        steps = [ladder(level, len(option.labels)) for level in range(len(option.labels))]
        columns.append([steps[level] for level in found.at[path].tolist()])
    return tuple(map("".join, zip(*columns, strict=True)))


def _ranking(found: Conflict, party: int, states: tuple[State, ...]) -> Groups:
    taste = found.tastes[party]
    rank: NDArray[np.int32] = rank_of(found, taste, taste.middle).rank
    groups: dict[int, list[State]] = {}
    for state, each in zip(states, rank.tolist(), strict=True):
        groups.setdefault(each, []).append(state)
    return tuple(tuple(groups[each]) for each in sorted(groups, reverse=True))


def _notes(found: Conflict) -> Iterator[str]:
    """What the format has no place for, apart from preferences."""
    moves = found.moves
    if found.now is not None:
        yield "Which state holds now is left out: the format has no place for it."
    for what, given in (("Names of states", moves.states), ("Outcomes", moves.outcomes)):
        if given:
            yield f"{what} are left out."
    if moves.forbidden:
        yield "Forbidden moves are left out: here each can be made."
    if moves.views:
        yield "How parties see the conflict themselves is left out."
    if moves.attitudes:
        yield "Attitudes are left out."
    yield from _option_notes(found)
    for party, taste in zip(found.parties, found.tastes, strict=True):
        if taste.given is not None:
            yield from _taste_notes(found.case.parties[party].label, taste, taste.given)


def _option_notes(found: Conflict) -> Iterator[str]:
    names: Mapping[str, MoveOption] = found.moves.paths
    for path, option in names.items():
        label = f"“{found.case.parties[path.partition('.')[0]].label}: {option.name}”"
        if len(option.labels) > 2:
            n = len(option.labels)
            yield f"{label} has {n} levels and becomes {n - 1} yes/no options."
        if option.also:
            also = ", ".join(found.case.parties[each].label for each in option.also)
            yield f"{label} is listed under {also} too; GMCR+ is not made for common moves."


def _taste_notes(name: str, taste: Taste, given: Preference) -> Iterator[str]:
    statements = given.statements or ()
    if any(each.chance != Exact(1.0) for each in statements):
        yield f"{name}: statements that may not hold count if the chance is 0.5 or more."
    open_order = given.order is not None and not given.order.over(given.ids).complete
    if open_order or (given.ranks is not None and not given.ranks.complete):
        yield f"{name}: the order is open; it is written as it is at the middle of the draws."
    if any(each.much for each in statements) or any(each.gaps for each in (given.ranks,) if each):
        yield f"{name}: how much it prefers is left out, only the order is there."
    if given.unknown:
        yield f"{name}: what is not known of its preferences is left out; the ranks stand."
    if given.weights is not None and len(taste.recipes) > 1:
        yield f"{name}: points are uncertain; their means are written."


def _ranked_notes(found: Conflict, manual: list[int]) -> Iterator[str]:
    """Why states are ranked one by one."""
    if not manual:
        return
    names = ", ".join(found.case.parties[found.parties[p]].label for p in manual)
    yield (
        f"States are ranked one by one, for priorities cannot say what is preferred by {names}; "
        "the switch is one for all parties, so the priorities of others stand there unused."
    )
