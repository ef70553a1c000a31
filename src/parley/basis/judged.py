"""What a judgement of the case says, in words."""

import re
from collections.abc import Mapping

from parley.basis.entry import Entry, Position, Weighed, claims_of, preference_at
from parley.basis.fought import Fought, fought_says
from parley.basis.quantities import quantity_words
from parley.blocks import Basis
from parley.case import Case
from parley.case.quantity import Exact
from parley.case.rules import Atom
from parley.case.schema import (
    Actor,
    Answer,
    Importance,
    Inferred,
    IssuePosition,
    Judged,
    NoDeal,
    Preference,
    Scale,
    Stance,
    Stated,
    Statement,
    Together,
)
from parley.case.select import number_text
from parley.case.states import rule_words

__all__ = ["judgement"]


def judgement(case: Case, path: str, entry: Entry, ref: str) -> Basis:
    """The basis of a judgement under the id `ref`."""
    if isinstance(entry, Preference | Statement):
        return _preferred(case, path, entry, ref)
    if isinstance(entry, Actor | Scale | Stance):
        return _influential(case, path, entry, ref)
    if isinstance(entry, Fought):
        given = case.war if path.split(".")[0] == "war" else case.settlement
        assert given is not None  # the entry was found in it
        return _of_section(path, ref, fought_says(case, path, entry), entry, given)
    _, party, *rest = path.split(".")
    name = case.parties[party].name
    match entry:
        case Importance():
            says = f"Importance of the issues to {name}: {_importance(case, entry)}"
        case NoDeal():
            says = f"What {name} has without a deal: {_no_deal(case, entry)}"
        case IssuePosition():
            issue = case.issues[rest[-1]]
            says = f"What {name} wants on “{issue.name}”: {_position(entry, issue.labels)}"
        case Together():
            where = " and ".join(_condition(case, atom) for atom in entry.atoms)
            says = f"What {name} has of {where} together: {quantity_words(entry.worth)} on top"
        case Answer():
            titles = {"no_deal": "no deal"} | {p: case.proposals[p].short for p in case.proposals}
            says = f"What {name} prefers: {_named(str(entry.order), titles)}"
    judged = entry.inferred if isinstance(entry, IssuePosition) else entry
    because = f"{judged.because.rstrip('.')}." if judged else ""
    return Basis(
        id=ref,
        kind="judgement",
        says=says,
        who=judged.by if judged else f"{name}, as stated",
        when=str(judged.on) if judged else _last(entry),
        how=_reasons(because, entry),
        source=f"{path} in the case file",
    )


def _reasons(because: str, entry: Entry) -> str:
    rests = ", ".join(dict.fromkeys(claims_of(entry)))
    return " ".join(filter(None, (because, f"Rests on {rests}." if rests else "")))


def _preferred(case: Case, path: str, entry: Preference | Statement, ref: str) -> Basis:
    """What a party prefers of the states of a conflict: all of it, or one statement."""
    steps = path.split(".")[1:]
    given, _ = preference_at(case, path, steps)
    viewer = f", as {case.parties[steps[1]].name} sees it," if steps[0] == "views" else ""
    party = case.parties[steps[steps.index("preferences") + 1]].name
    if isinstance(entry, Statement):
        wants = f"wants: {entry.says or rule_words(case, entry.prefers)}"
        chance = "" if entry.chance == Exact(1.0) else f" ({quantity_words(entry.chance)})"
        says = f"{party}{viewer} {wants}{chance}"
    else:
        says = f"What {party}{viewer} prefers of where the parties can move"
    return _of_section(path, ref, says, entry, given)


def _of_section(
    path: str,
    ref: str,
    says: str,
    entry: Preference | Statement | Weighed | Fought,
    given: Judged,
) -> Basis:
    """The basis of an entry of a judgement, which says by whom, when, and why if it does not."""
    because = entry.because or given.because
    return Basis(
        id=ref,
        kind="judgement",
        says=says,
        who=given.by,
        when=str(given.on),
        how=_reasons(f"{because.rstrip('.')}.", entry),
        source=f"{path} in the case file",
    )


def _influential(case: Case, path: str, entry: Weighed, ref: str) -> Basis:
    """An actor's capability, where it stands on a scale, or what a scale means."""
    given, steps = case.influence, path.split(".")
    assert given is not None  # the entry was found in it
    match entry:
        case Actor():
            amount = "by scale" if entry.capability is None else quantity_words(entry.capability)
            says = f"Capability of {case.parties[steps[2]].name}: {amount}"
        case Stance():
            scale = given.scales[steps[4]].name
            own = (
                ""
                if entry.capability is None
                else f"; capability {quantity_words(entry.capability)}"
            )
            place, salience = quantity_words(entry.position), quantity_words(entry.salience)
            says = (
                f"{case.parties[steps[2]].name} on “{scale}”: position {place} of 100; salience "
                f"{salience} of 100{own}"
            )
        case Scale():
            says = f"The scale “{entry.name}” from 0 “{entry.low}” to 100 “{entry.high}”"
    return _of_section(path, ref, says, entry, given)


def _named(text: str, names: Mapping[str, str]) -> str:
    """The text with each id as the name it stands for."""
    return re.sub(r"[\w.-]+", lambda found: names.get(found[0], found[0]), text)


def _importance(case: Case, entry: Importance) -> str:
    names = {issue: case.issues[issue].name for issue in case.issues}
    if entry.ranks is not None:
        return _named(str(entry.ranks), names)
    if entry.smarter is not None:
        return f"{_named(str(entry.smarter), names)}, as rank-order centroid weights"
    weights = (entry.weights or entry.swing or {}).items()
    kind = "relative weights" if entry.weights else "swings"
    return f"{kind} " + ", ".join(
        f"{names[issue]} {quantity_words(given)}" for issue, given in weights
    )


def _condition(case: Case, atom: Atom) -> str:
    issue = case.issues[atom.issue]
    said = issue.labels.get(atom.option, atom.option)
    return f"“{issue.name}{': ' if atom.sign == '=' else f' {atom.sign} '}{said}”"


def _no_deal(case: Case, entry: NoDeal) -> str:
    if entry.value is not None:
        return f"worth {quantity_words(entry.value)} on a scale from 0 to 1"
    if entry.points is not None:
        return f"{quantity_words(entry.points)} points on its score sheet"
    if entry.war:
        return "what fighting on to the end is worth to it, by the section “war”"
    package = "; ".join(
        f"{case.issues[name].name}: {case.issues[name].labels.get(str(level), level)}"
        for name, level in (entry.package or {}).items()
    )
    plus = f", and {quantity_words(entry.plus)} for going on" if entry.plus is not None else ""
    return f"{package or 'what holds if all texts are silent'}{plus}"


def _position(entry: IssuePosition, labels: Mapping[str, str]) -> str:
    stated = "; ".join(filter(None, (_stated(each, labels) for each in entry.stated)))
    view = entry.inferred
    return "; ".join(
        filter(
            None,
            (
                f"stated: {stated}" if stated else "",
                f"inferred: {_inferred(view, labels)}" if view else "",
            ),
        )
    )


def _stated(stated: Stated, labels: Mapping[str, str]) -> str:
    parts = [
        f"{verb} “{'”, “'.join(labels.get(option, option) for option in options)}”"
        for verb, options in (
            ("wants", stated.wants),
            ("accepts", stated.accepts),
            ("refuses", stated.refuses),
            ("red line at", stated.red),
        )
        if options
    ]
    said = ", ".join(parts) or stated.says
    return f"{said} ({stated.on})" if stated.on and said else said


def _inferred(view: Inferred, labels: Mapping[str, str]) -> str:
    if view.ranks is not None:
        return _named(str(view.ranks), labels)
    if view.values is not None:
        return ", ".join(
            f"{labels.get(level, level) if isinstance(level, str) else number_text(level)}: "
            f"{quantity_words(value)}"
            for level, value in view.values.items()
        )
    return f"the {view.prefers}, the better"


def _last(entry: Position) -> str:
    stated = entry.stated if isinstance(entry, IssuePosition) else ()
    return next((str(each.on) for each in reversed(stated) if each.on), "")
