"""What a well-formed case must also satisfy: dates, options, rankings, who must agree."""

from collections.abc import Iterator
from typing import Any

from parley.case.check.influence import influence_findings
from parley.case.check.moves import moves_findings
from parley.case.check.options import option_findings
from parley.case.check.war import war_findings
from parley.case.dates import as_of, span
from parley.case.hindsight import without_hindsight
from parley.case.references import Finding, nearest
from parley.case.schema import Case, Entry, Judged, Response, Term
from parley.case.schema.talks import Condition
from parley.case.select import Path
from parley.case.terms import items, locate, term_findings
from parley.case.walk import walk
from parley.case.when import When

__all__ = ["findings", "value_findings"]


def findings(case: Case) -> Iterator[Finding]:
    """Everything wrong with a case whose entries are each well formed."""
    yield from _shared_ids(case)
    yield from _dates(case)
    yield from value_findings(case)
    yield from _consent_rule(case)
    yield from term_findings(case)
    yield from moves_findings(case)
    yield from influence_findings(case)


def value_findings(case: Case) -> Iterator[Finding]:
    """The part of these that values, options and the sections on the war can bring."""
    yield from option_findings(case)
    yield from war_findings(case)


def _shared_ids(case: Case) -> Iterator[Finding]:
    """Ids that two sections share although a reference may lead into either."""
    for first, second in (("parties", "people"), ("issues", "topics")):
        for name in getattr(case, first).keys() & getattr(case, second).keys():
            yield (second, name), f"'{name}' is also an id in '{first}'", "rename one of them"


def _consent_rule(case: Case) -> Iterator[Finding]:
    rule, n = case.consent_rule, len(case.consent)
    if rule is None:
        return
    if rule.at_least > n:
        what = f"at_least is {rule.at_least}, and the consent of {n} counts"
        yield ("consent_rule", "at_least"), what, f"write 1 to {n}, or name more in 'consent'"
    if rule.at_least < len(set(rule.including)):
        what = f"at_least is {rule.at_least}, and 'including' names {len(set(rule.including))}"
        yield ("consent_rule", "at_least"), what, "raise it to the number of those named"
    for i, party in enumerate(rule.including):
        if party in case.parties and party not in case.consent:
            what = f"'{party}' is not among those whose consent counts"
            yield ("consent_rule", "including", i), what, "name it in 'consent' as well"


# dates


def _dates(case: Case) -> Iterator[Finding]:
    broken = list(_broken_dates(case))
    yield from broken
    if broken:
        return
    if case.as_of.span.latest is None:
        yield ("as_of",), "as_of needs a last day", "write a single date"
        return
    for path, entry in _visible(case):
        yield from _too_late(case, path, entry)
    yield from _hidden_items(case)


def _too_late(case: Case, path: Path, entry: Entry) -> Iterator[Finding]:
    """An entry that is not marked as hindsight, but is of a later day or dated by a later event."""
    keys = () if isinstance(entry, Judged) else ("on", "published", "agreed")
    for key in keys:  # the date of a judgement says when it was made, not what it knew
        when = getattr(entry, key, None)
        if isinstance(when, When) and span(case, when).starts_after(as_of(case)):
            what = f"'{when}' is after the case's as_of ({case.as_of})"
            yield (*path, key), what, "mark the entry 'hindsight: true'"
    for name, field in type(entry).model_fields.items():
        when = getattr(entry, name)
        event = case.chronology.get(when.anchor) if isinstance(when, When) else None
        if event is not None and event.hindsight:
            what = f"is dated by event '{when.anchor}', which is hindsight"
            yield (*path, field.alias or name), what, "mark the entry 'hindsight: true', or date it"


def _hidden_items(case: Case) -> Iterator[Finding]:
    """References from terms and answers that are shown to items that are hindsight."""
    known = {name: items(proposal) for name, proposal in case.proposals.items()}
    shown = {name: items(each) for name, each in without_hindsight(case).proposals.items()}
    for path, entry in _visible(case.proposals, ("proposals",)):
        for key, reference in _item_references(entry):
            where, item = locate(str(path[1]), reference)
            if item in known.get(where, {}) and item not in shown.get(where, {}):
                what = f"names item '{reference}', which is hindsight"
                yield (*path, key), what, "mark this as hindsight as well"


def _item_references(entry: Entry) -> Iterator[tuple[str, str]]:
    if isinstance(entry, Term) and entry.refers_to:
        yield "refers_to", entry.refers_to
    for key, field in (("items", Response), ("depends_on", Condition)):
        if isinstance(entry, field):
            yield from ((key, reference) for reference in getattr(entry, key))


def _broken_dates(case: Case) -> Iterator[Finding]:
    for path, value in walk(case):
        if isinstance(value, When) and value.anchor:
            try:
                span(case, value)
            except LookupError as lack:
                known = value.anchor in case.chronology
                yield path, lack.args[0], "" if known else nearest(value.anchor, case.chronology)


def _visible(value: Any, path: Path = ()) -> Iterator[tuple[Path, Entry]]:
    """Every entry with its path, without those marked as hindsight and all inside them."""
    for place, part in walk(value, path, skip=lambda part: getattr(part, "hindsight", False)):
        if isinstance(part, Entry):
            yield place, part
