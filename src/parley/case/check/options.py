"""Options and values that an issue does not have, wherever a case names one."""

from collections.abc import Iterator

from parley.case.check.answers import answer_findings
from parley.case.check.positions import position_findings
from parley.case.check.values import atom_findings, value_findings
from parley.case.references import Finding
from parley.case.rules import atoms
from parley.case.schema import Case, Term
from parley.case.select import Path
from parley.case.walk import walk

__all__ = ["option_findings"]


def option_findings(case: Case) -> Iterator[Finding]:
    """Options and values that an issue does not have, and rankings nothing can satisfy."""
    for name, issue in case.issues.items():
        yield from value_findings(issue, name, issue.if_silent, ("issues", name, "if_silent"))
    for i, constraint in enumerate(case.constraints):
        where: Path = ("constraints", i)
        for atom in atoms(constraint.rule):
            yield from atom_findings(case, atom.issue, atom.sign, atom.option, where)
    for party, position in case.positions.items():
        yield from position_findings(case, position, ("positions", party))
    yield from answer_findings(case)
    for path, value in walk(case.proposals, ("proposals",)):
        if isinstance(value, Term):
            for name, option in value.sets.items():
                if name in case.issues:
                    place = (*path, "sets", name)
                    yield from value_findings(case.issues[name], name, option, place)
