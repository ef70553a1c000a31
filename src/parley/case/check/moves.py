"""What is wrong with the section `moves`, beyond the form of its entries."""

from collections.abc import Iterator, Mapping

from parley.case.check.values import ranking_findings
from parley.case.quantity import Exact
from parley.case.references import Finding, nearest
from parley.case.rules import And, Atom, Implies, Not, Or, Rule, atoms
from parley.case.schema import Case, Condition, Moves, Preference
from parley.case.select import Path
from parley.case.states import allowed, impossible, possible, whole
from parley.case.walk import walk

__all__ = ["moves_findings"]

TOP: Path = ("moves",)


def moves_findings(case: Case) -> Iterator[Finding]:
    """Unknown options and levels first; whether states are possible only if there are none."""
    moves = case.moves
    if moves is None:
        return
    wrong = [
        *_rules(moves), *_levels(moves), *_owners(moves), *_preferences(moves), *_hindsight(moves)
    ]  # fmt: skip
    yield from wrong
    if not wrong:
        yield from _possible(moves)


def _rules(moves: Moves) -> Iterator[Finding]:
    """Conditions on options or levels that do not exist."""
    for path, value in walk(moves, TOP):
        if isinstance(value, Atom | Not | And | Or | Implies):
            for atom in atoms(value):
                yield from _level(moves, atom.issue, atom.option, path)


def _level(moves: Moves, path: str, level: str, where: Path) -> Iterator[Finding]:
    options = moves.paths
    if path not in options:
        fix = nearest(path, options) if "." in path else "write party.option"
        yield where, f"no option '{path}' in 'moves'", fix
    elif level not in options[path].labels:
        labels = options[path].labels
        fix = f"write {path}={list(labels)[-1]}" if level == "yes" else nearest(level, labels)
        yield where, f"option '{path}' has no level '{level}'", fix


def _levels(moves: Moves) -> Iterator[Finding]:
    """States that name what does not exist, and a present state that leaves something open."""
    given = {("now",): moves.now} | {
        ("states", name, "is"): state.levels for name, state in moves.states.items()
    }
    for place, levels in given.items():
        for path, level in levels.items():
            yield from _level(moves, path, level, (*TOP, *place, path))
    missing = [path for path in moves.paths if path not in moves.now]
    if moves.now and missing:
        yield (*TOP, "now"), f"'now' does not say {', '.join(missing)}", "give each option a level"
    short = [name for name, state in moves.states.items() if len(state.levels) < len(moves.paths)]
    if short and not moves.now:
        what = f"state '{short[0]}' leaves options open, and there is no 'now' to take them from"
        yield (*TOP, "states", short[0]), what, "add 'now', or name every option"


def _owners(moves: Moves) -> Iterator[Finding]:
    for party, options in moves.options.items():
        for name, option in options.items():
            if party in option.also:
                what = f"'{party}' owns this option already"
                yield (*TOP, "options", party, name, "also"), what, "leave it out of 'also'"
    for i, each in enumerate(moves.forbidden):
        yield from _mover(moves, each.by, (*TOP, "forbidden", i, "by"))
    for i, hidden in enumerate(moves.misperceived):
        yield from _mover(moves, hidden.by, (*TOP, "misperceived", i, "by"))
    for viewer, view in moves.views.items():
        where = (*TOP, "views", viewer)
        yield from _mover(moves, viewer, where)
        for i, path in enumerate(view.unaware):
            if path not in moves.paths:
                what = f"no option '{path}' in 'moves'"
                yield (*where, "unaware", i), what, nearest(path, moves.paths)
            elif viewer == path.partition(".")[0] or viewer in moves.paths[path].also:
                yield (*where, "unaware", i), f"'{viewer}' owns '{path}' itself", "leave it out"
        if view.unaware and not moves.now:
            yield (*where, "unaware"), "what is not seen stays as it is now", "add 'now'"


def _mover(moves: Moves, party: str, where: Path) -> Iterator[Finding]:
    if party not in moves.movers:
        yield where, f"'{party}' has no option in 'moves'", nearest(party, moves.movers)


def _preferences(moves: Moves) -> Iterator[Finding]:
    for place, given in moves.every_preference():
        where = (*TOP, *place)
        yield from _mover(moves, place[-1], where)
        yield from _order(given, where)
        for key in given.weights or {}:
            path, _, level = key.partition("=")
            yield from _level(moves, path, level or "yes", (*where, "weights", key))
        if given.ranks is not None:
            known = moves.states
            yield from ranking_findings(
                given.ranks, known, "state in 'states'", (*where, "ranks"), "values"
            )


def _order(given: Preference, where: Path) -> Iterator[Finding]:
    if given.order is not None:
        place = (*where, "order")
        yield from ranking_findings(given.order, given.ids, "statement", place, "weights")
    for i, statement in enumerate(given.statements or ()):
        if statement.chance == Exact(0.0):
            what = "a statement with chance 0 is never so"
            yield (*where, "statements", i, "chance"), what, "leave it out"


def _hindsight(moves: Moves) -> Iterator[Finding]:
    """What cannot be left out of the case without the rest falling apart."""
    for party, options in moves.options.items():
        for name, option in options.items():
            if option.hindsight:
                what = "an option cannot be hindsight: every state has a level of it"
                yield (*TOP, "options", party, name), what, "leave it out, or leave it unmarked"
    later = [name for name, state in moves.states.items() if state.hindsight]
    for place, given in moves.every_preference():
        statements = zip(given.ids, given.statements or (), strict=True)
        late = [name for name, statement in statements if statement.hindsight]
        if late and (given.order is not None or len(late) == len(given.ids)):
            what = f"statement '{late[0]}' is hindsight, and the others cannot stand without it"
            fix = "mark the whole preference as hindsight"
            yield (*TOP, *place), what, fix
        hidden = [name for name in later if given.ranks and name in given.ranks.items]
        if hidden:
            what = f"the ranking names state '{hidden[0]}', which is hindsight"
            yield (*TOP, *place, "ranks"), what, "mark the preference as hindsight as well"


def _possible(moves: Moves) -> Iterator[Finding]:
    """Conditions that contradict each other; present and named states that break one."""
    clash = impossible(moves)
    if clash:
        told = ", ".join(str(k + 1) for k in clash)
        what = f"no state satisfies conditions {told} together"
        if len(clash) == 1:
            what = f"no state satisfies condition {told}"
        yield (*TOP, "conditions", clash[-1]), what, "drop or loosen one of them"
        return
    yield from _never(moves)
    named: Mapping[Path, Mapping[str, str]] = {("now",): moves.now} if moves.now else {}
    named = {**named, **{("states", name): each.levels for name, each in moves.states.items()}}
    for place, levels in named.items():
        state = whole(moves, levels)
        for k, condition in enumerate(moves.conditions, 1):
            if not allowed(condition, state, moves.paths):
                because = f": {condition.because.rstrip('.')}" if condition.because else ""
                what = f"this state breaks condition {k}{because}"
                yield (*TOP, *place), what, "change the state, or the condition"


def _never(moves: Moves) -> Iterator[Finding]:
    """Statements and outcomes that no feasible state satisfies."""
    rules: list[tuple[Path, Rule]] = [
        ((*place, "statements", i), statement.prefers)
        for place, given in moves.every_preference()
        for i, statement in enumerate(given.statements or ())
    ]
    rules += [(("outcomes", name, "when"), each.when) for name, each in moves.outcomes.items()]
    for place, rule in rules:
        if not possible(moves, (*moves.conditions, Condition.model_construct(rule=rule))):
            what = "no state that the conditions allow is like this"
            yield (*TOP, *place), what, "change it, or the conditions"
