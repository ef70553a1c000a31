"""Genius XML: one file that describes the issues, and one profile for each party.

A package is worth sum_i (w_i / sum w) x evaluation_i / (largest evaluation_i) to a party, and its
reservation value stands on that scale from 0 to 1. Numeric issues are evaluated from 0 to 1 as
they are. This is what Genius 10.4 computes: `AdditiveUtilitySpace.normalizeWeights`,
`EvaluatorDiscrete.normalize`, `EvaluatorInteger`, `EvaluatorReal`. NegMAS reads the same files
without either division; that is another preference, not another scale of the same one.
"""

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction
from pathlib import Path

from parley.case.formats.curves import Curve, at, grid, line, triangle, whole_grid
from parley.case.formats.exact import decimal_text
from parley.case.formats.game import Game, GameIssue, Sheet
from parley.case.formats.genius_file import (
    Described,
    Profile,
    check_same,
    issues_of,
    objective,
    profile_of,
    repeated,
)
from parley.case.formats.markup import Node
from parley.case.formats.problems import Findings, once

__all__ = ["read_genius"]

LEAST = Fraction(1, 100_000)  # below this largest evaluation Genius counts an issue as nothing


def read_genius(
    domain: tuple[Path, Node] | None,
    profiles: Sequence[tuple[Path, Node]],
    *,
    raw: bool = False,
) -> Game:
    """The game of a domain and its profiles, in the order given; `CaseError` with all problems.

    domain : None takes the issues of the first profile. raw : read as NegMAS does, without dividing
    weights and evaluations; the reservation value stays as written.
    """
    found = Findings()
    file, root = domain or profiles[0]
    described = issues_of(file, root, found)
    if not described:
        found.add(file, "no issues are described here", "a domain needs at least one issue")
    read = [profile_of(path, node, found) for path, node in profiles]
    for profile in read:
        check_same(profile, described, found)
    found.close()
    curves = [_curves(profile, described, found) for profile in read]
    levels = [_levels(issue, [own[i] for own in curves]) for i, issue in enumerate(described)]
    points = tuple(
        _sheet(profile, own, described, levels, raw=raw, found=found)
        for profile, own in zip(read, curves, strict=True)
    )
    found.close()
    return Game(
        title=_title(file, root),
        parties=_party_names([profile.file for profile in read]),
        issues=tuple(
            _game_issue(issue, known) for issue, known in zip(described, levels, strict=True)
        ),
        points=points,
        no_deal=tuple(profile.reservation for profile in read),
        source=f"the Genius files {', '.join(path.name for path, _ in profiles)}",
        notes=(*_notes(profiles, described, levels), *_repeats(read)),
    )


def _title(file: Path, root: Node) -> str:
    top = objective(root)
    name = top.attributes.get("name", "").strip() if top else ""
    return file.stem if name in ("", "root") else name


def _party_names(files: Sequence[Path]) -> tuple[str, ...]:
    """The names of the files, without numbers that only keep them in order."""
    stems = [file.stem for file in files]
    bare = [re.sub(r"^\d+-(?=.)", "", stem) for stem in stems]
    numbered = all(stem != name for stem, name in zip(stems, bare, strict=True))
    return tuple(bare if numbered and once(bare) is None else stems)


def _curves(
    profile: Profile, described: Sequence[Described], found: Findings
) -> tuple[Curve | None, ...]:
    """Per issue what its numbers are worth from 0 to 1; None for issues with options."""
    return tuple(
        None
        if issue.kind == "discrete"
        else _curve(profile.file, profile.issues[issue.name], found)
        for issue in described
    )


def _curve(file: Path, issue: Described, found: Findings) -> Curve:
    node = issue.node.first("evaluator")
    if node is None:
        what = f"nothing says what the numbers of '{issue.name}' are worth"
        found.add(file, what, "add an <evaluator>", line=issue.node.line)
        return Curve((issue.low,), (Fraction(0),))
    given, where = node.attributes, f"of '{issue.name}'"

    def number(key: str) -> Fraction:
        return found.number(file, given.get(key), f"the {key} {where}", line=node.line)

    form = given.get("ftype", "linear").lower()
    if issue.kind == "integer" and form == "linear":
        slope = number("slope")
        # Genius counts from the lower bound here, but from zero along a real issue
        return line(slope, number("offset") - slope * issue.low, issue.low, issue.high)
    if form == "linear":
        return line(number("parameter1"), number("parameter0"), issue.low, issue.high)
    if form == "constant":
        return Curve((issue.low,), (number("parameter0"),))
    if form == "triangular":
        left, right, top = number("parameter0"), number("parameter1"), number("parameter2")
        if not left <= top <= right or left == right:
            found.add(file, f"the triangle {where} has no top between its ends", line=node.line)
        return triangle(left, right, top)
    fix = "known: linear, constant, triangular"
    found.add(file, f"the evaluator {where} is of the unknown form '{form}'", fix, line=node.line)
    return Curve((issue.low,), (Fraction(0),))


def _levels(issue: Described, curves: Sequence[Curve | None]) -> tuple[Fraction, ...]:
    """The compared numbers of an issue; none for an issue with options."""
    if issue.kind == "discrete":
        return ()
    if issue.kind == "integer":
        return whole_grid(issue.low, issue.high)
    return grid(issue.low, issue.high, [curve for curve in curves if curve is not None])


def _sheet(
    profile: Profile,
    curves: Sequence[Curve | None],
    described: Sequence[Described],
    levels: Sequence[tuple[Fraction, ...]],
    *,
    raw: bool,
    found: Findings,
) -> Sheet:
    total = sum(profile.weights.values(), Fraction(0))
    sheet = []
    for issue, curve, known in zip(described, curves, levels, strict=True):
        if curve is None:
            row = _evaluations(profile.file, profile.issues[issue.name], issue.options, found)
            most = max(row)
            if not raw:
                row = [each / most if most >= LEAST else Fraction(0) for each in row]
        else:
            row = [at(curve, each) for each in known]
        weight = profile.weights[issue.name] / (1 if raw else total)
        sheet.append(tuple(weight * each for each in row))
    return tuple(sheet)


def _evaluations(
    file: Path, own: Described, options: Sequence[str], found: Findings
) -> list[Fraction]:
    """The evaluation of each option of the domain, as written."""
    items = {item.attributes.get("value", "").strip(): item for item in own.node.all("item")}
    for name in items.keys() - set(options):
        what = f"'{name}' is no option of '{own.name}' in the domain"
        found.add(file, what, "leave it out, or make the names the same", line=items[name].line)
    row = []
    for option in options:
        item = items.get(option)
        if item is None:
            what = f"the option '{option}' of '{own.name}' is missing"
            found.add(file, what, "give it an evaluation", line=own.node.line)
            row.append(Fraction(1))
        else:
            value, what = item.attributes.get("evaluation"), f"the evaluation of '{option}'"
            row.append(found.number(file, value, what, line=item.line))
    return row


def _game_issue(issue: Described, known: Sequence[Fraction]) -> GameIssue:
    if issue.kind == "discrete":
        return GameIssue(issue.name, issue.options)
    options = tuple(decimal_text(each) for each in known)
    return GameIssue(issue.name, options, numeric=True, whole=issue.kind == "integer")


def _notes(
    profiles: Sequence[tuple[Path, Node]],
    described: Sequence[Described],
    levels: Sequence[tuple[Fraction, ...]],
) -> list[str]:
    notes = []
    for issue, known in zip(described, levels, strict=True):
        if issue.kind == "integer" and len(known) <= issue.high - issue.low:
            notes.append(f"Of the whole numbers of '{issue.name}', {len(known)} are compared.")
    discounted = [
        file.name
        for file, root in profiles
        if (node := root.first("discount_factor")) is not None
        and node.attributes.get("value", "1").strip() not in ("", "0", "0.0", "1", "1.0")
    ]
    if discounted:
        notes.append(f"Discount factors are left out, for time plays no part: {discounted[0]} ...")
    return notes


def _repeats(profiles: Sequence[Profile]) -> Iterator[str]:
    for profile in profiles:
        for issue in profile.issues.values():
            if twice := repeated(issue.node):
                name = profile.file.name
                yield f"'{twice}' of '{issue.name}' stands twice in {name}; the last counts."
