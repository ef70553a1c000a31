"""Comparisons that a party made: what they name must be a text, a package or no deal."""

from collections.abc import Iterator

from parley.case.check.values import package_findings
from parley.case.compared import NO_DEAL, alternatives
from parley.case.references import Finding, nearest
from parley.case.schema import Answer, Case, PartyPosition
from parley.case.select import Path
from parley.case.terms import term_findings

__all__ = ["answer_findings"]


def answer_findings(case: Case) -> Iterator[Finding]:
    """Packages and comparisons of the parties that name what does not exist, or not one thing."""
    for party, position in case.positions.items():
        path: Path = ("positions", party)
        yield from _packages(case, position, (*path, "packages"))
        for i, answer in enumerate(position.answers):
            yield from _order(answer, (*path, "answers", i, "order"))
            yield from _names(case, position, answer, (*path, "answers", i, "order"))
    named = next(_texts_named(case), None) is not None
    if named and next(term_findings(case), None) is None:
        yield from _choices(case)  # only sound terms can be followed to their ways


def _packages(case: Case, position: PartyPosition, path: Path) -> Iterator[Finding]:
    for name, package in position.packages.items():
        yield from package_findings(case, package, (*path, name))
        if name == NO_DEAL or name in case.proposals:
            what = f"'{name}' already names something else to compare"
            yield (*path, name), what, "rename the package"


def _order(answer: Answer, path: Path) -> Iterator[Finding]:
    if len(answer.order.items) < 2:
        yield path, "a single name compares nothing", "write for instance 'first-text > no_deal'"
    if answer.order.gaps:
        yield path, "'>>' has no meaning between packages", "use '>'"


def _names(case: Case, position: PartyPosition, answer: Answer, path: Path) -> Iterator[Finding]:
    for name in answer.order.items:
        text = name.partition(":")[0]
        if name == NO_DEAL or name in position.packages:
            continue
        if text not in case.proposals:
            known = [NO_DEAL, *position.packages, *case.proposals]
            yield path, f"no proposal with id '{text}'", nearest(text, known)
        elif case.proposals[text].hindsight and not answer.hindsight:
            what = f"relies on proposal '{text}', which is hindsight"
            yield path, what, "mark this as hindsight as well"


def _texts_named(case: Case) -> Iterator[tuple[Path, str, str]]:
    """Where an answer names a text, the text, and the name as written."""
    for party, position in case.positions.items():
        for i, answer in enumerate(position.answers):
            for name in answer.order.items:
                text = name.partition(":")[0]
                if name not in position.packages and text in case.proposals:
                    yield ("positions", party, "answers", i, "order"), text, name


def _choices(case: Case) -> Iterator[Finding]:
    for path, text, name in _texts_named(case):
        ways = alternatives(case, text)
        if ways and name not in ways:
            what = f"'{name}' leaves open how to take the choices of the text"
            yield path, what, f"name one way: {', '.join([*ways][:4])}"
        elif not ways and name != text:
            yield path, f"'{text}' has no choices, so no '{name}'", f"write '{text}'"
