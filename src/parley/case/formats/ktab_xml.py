"""Scenarios of KTAB's spatial model of politics, as XML: actors, settings and accommodation.

Accommodation is the identity except in the cells that a file lists, so an actor whose own cell is
not listed keeps 1 for itself. The schema writes `Proportional` and `No` where the program knows
`Prop` and `None`; both are read, and kept as the program has them.

Source of the facts: KAPSARC/KTAB at commit 3b5b063 (MIT licence), reader, schema and examples.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

import numpy as np

from parley.case.formats.actor_table import FULL, ActorTable, Floats, check_names, check_weights
from parley.case.formats.delimited import Reading
from parley.case.formats.json_parts import clean
from parley.case.formats.ktab import ENDS, over_full
from parley.case.formats.markup import Node, parse_xml
from parley.case.formats.problems import Findings
from parley.case.text import read_text

__all__ = ["ROOT", "SETTINGS", "read_ktab_xml"]

ROOT = "Scenario"
SETTINGS: Mapping[str, tuple[str, ...]] = {
    "VotingRule": ("Prop", "PropBin", "Binary", "PropCbc", "Cubic", "ASymProsp"),
    "VictoryProbModel": ("Linear", "Square", "Quartic", "Octic", "Binary"),
    "PCEModel": ("Conditional", "MarkovIncentive", "MarkovUniform"),
    "StateTransitions": ("Deterministic", "Stochastic"),
    "BigRAdjust": ("OneThird", "None", "Half", "TwoThirds", "Full"),
    "BigRRange": ("Mid", "Min", "Max"),
    "ThirdPartyCommit": ("SemiCommit", "NoCommit", "FullCommit"),
    "InterVecBrgn": ("S2P2", "S1P1", "S2PMax"),
    "BargnModel": ("InitOnlyInterp", "InitRcvrInterp", "PWCompInterp"),
}
"""Settings and their values, KTAB's default first."""
AS_IN_THE_SCHEMA = {("VotingRule", "Proportional"): "Prop", ("BigRAdjust", "No"): "None"}


@dataclass(frozen=True)
class _Part:
    """An element with its text and the line it begins on."""

    node: Node
    text: str
    children: tuple["_Part", ...]

    @property
    def line(self) -> int:
        return self.node.line

    def all(self, tag: str) -> list["_Part"]:
        return [each for each in self.children if each.node.tag == tag]

    def first(self, tag: str) -> "_Part":
        """The first with this tag; an empty one if there is none."""
        return next(iter(self.all(tag)), _Part(Node(tag, {}, self.line), "", ()))


def read_ktab_xml(file: Path) -> ActorTable:
    """The scenario in an XML file of KTAB; `CaseError` with every problem found."""
    root = parse_xml(file)  # refuses document types, so what follows is safe to expand
    top = _with_text(root, ElementTree.fromstring(read_text(file).encode()))
    reading = Reading(file, Findings())
    if root.tag != ROOT:
        reading.wrong(f"this is a <{root.tag}>", f"KTAB has a <{ROOT}>", line=root.line)
        reading.found.close()
    table = _table(reading, top)
    reading.found.close()
    check_weights(reading, table)
    reading.found.close()
    return table


def _with_text(node: Node, element: ElementTree.Element) -> _Part:
    parts = zip(node.children, element, strict=True)
    inside = tuple(_with_text(child, below) for child, below in parts)
    return _Part(node, clean(element.text or ""), inside)


def _table(reading: Reading, top: _Part) -> ActorTable:
    parts = top.first("Actors").all("Actor")
    actors = [reading.name(p.first("name").text, "an actor", line=p.line) for p in parts]
    heads = top.first("Dimensions").all("dName")
    issues = [reading.name(p.text, "an issue", line=p.line) for p in heads]
    check_names(
        reading,
        [(part.line, name) for part, name in zip(parts, actors, strict=True)],
        [(part.line, name) for part, name in zip(heads, issues, strict=True)],
    )
    options = _options(reading, top)
    reading.found.close()  # before anything is counted by actors and issues
    salience = np.array([_row(reading, p, "Salience", "dSal", issues) for p in parts])
    return ActorTable(
        title=top.first("name").text,
        description=top.first("desc").text,
        actors=tuple(actors),
        about=tuple(p.first("description").text for p in parts),
        issues=tuple(issues),
        ends=(ENDS,) * len(issues),
        position=np.array([_row(reading, p, "Position", "dCoord", issues) for p in parts]),
        salience=salience,
        capability=np.array([_capability(reading, part) for part in parts]),
        accommodation=_accommodation(reading, top, actors),
        options=options,
        source=f"the KTAB scenario {reading.file.name}",
        notes=tuple(over_full(actors, salience)),
    )


def _options(reading: Reading, top: _Part) -> dict[str, str] | None:
    """The settings that the file gives; None if it has no place for them."""
    given = top.all("ModelParameters")
    found = {}
    for part in given[0].children if given else ():
        name = part.node.tag
        value = AS_IN_THE_SCHEMA.get((name, part.text), part.text)
        if name not in SETTINGS:
            fix = f"known: {', '.join(SETTINGS)}"
            reading.wrong(f"'{name}' is no setting", fix, line=part.line)
        elif value not in SETTINGS[name]:
            fix = f"write one of {', '.join(SETTINGS[name])}"
            reading.wrong(f"{name} is '{part.text[:40]}'", fix, line=part.line)
        else:
            found[name] = value
    return found if given else None


def _capability(reading: Reading, part: _Part) -> float:
    given, who = part.first("capability"), part.first("name").text
    return reading.number(given.text, f"the capability of {who}", line=given.line)


def _row(reading: Reading, part: _Part, kind: str, tag: str, issues: list[str]) -> list[float]:
    """Positions or saliences of an actor, one for each issue."""
    who, inside = part.first("name").text, part.first(kind)
    given = inside.all(tag)
    if len(given) != len(issues):
        what = f"{len(given)} <{tag}> stand under <{kind}> of {who}, and there are "
        reading.wrong(f"{what}{len(issues)} issues", "give one for each", line=inside.line)
        return [1.0] * len(issues)
    return [
        reading.number(
            each.text, f"the {kind.lower()} of {who} on '{issue}'", line=each.line, most=FULL
        )
        for each, issue in zip(given, issues, strict=True)
    ]


def _accommodation(reading: Reading, top: _Part, actors: list[str]) -> Floats | None:
    """The identity with the cells that the file lists; None if it lists none."""
    pairs = top.first("IdealAdjustment").all("iaPair")
    found, place = np.eye(len(actors)), {name: i for i, name in enumerate(actors)}
    lines: dict[int, int] = {}
    for pair in pairs:
        parts = pair.first("adjustingIdeal"), pair.first("referencePos")
        for part in parts:
            if part.text not in place:
                what = f"'{part.text}' in <{part.node.tag}> is no actor"
                reading.wrong(what, "write a name as it stands under <Actors>", line=part.line)
        value = pair.first("adjust")
        share = reading.number(value.text, "a share to adjust", line=value.line, most=1)
        if all(part.text in place for part in parts):
            i, j = (place[part.text] for part in parts)
            found[i, j], lines[i] = share, pair.line
    for i, line in lines.items():
        if (total := found[i].sum()) > 1 + 1e-9:
            what = f"the ideal of {actors[i]} follows positions by {total:g} in all"
            fix = f"lower them to 1, its own as well: it is {found[i, i]:g}, and 1 unless listed"
            reading.wrong(what, fix, line=line)
    return found if pairs else None
