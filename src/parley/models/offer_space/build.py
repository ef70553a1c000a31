"""From a case and its draws to the arrays of an offer space."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from parley.case import Case
from parley.case.preferences import levels, satisfying
from parley.case.rules import Atom, Rule
from parley.case.terms import variants
from parley.draws import Draws
from parley.errors import CaseError
from parley.models.domain import Bonus, Clause, Packages, Part, Sample, allowed, packages
from parley.models.fighting.no_deal import filled
from parley.models.offer_space.clauses import Values, clauses
from parley.models.offer_space.space import SCALE, OfferSpace, Text
from parley.models.offer_space.utilities import beliefs, no_deal, package_of, unit, utilities

__all__ = ["offer_space"]

Ints = NDArray[np.int64]


def offer_space(case: Case, draws: Draws) -> OfferSpace:
    """The offer space of a case; `CaseError` says what is missing or cannot be."""
    if not case.issues:
        raise CaseError.lacks("issues", "the case names no issues", "add an 'issues' section")
    parties = _parties(case)
    case, draws = filled(case, draws)
    values = {
        name: (i, issue.grid() if issue.range is not None else levels(issue))
        for i, (name, issue) in enumerate(case.issues.items())
    }
    added = _bonuses(case, draws, parties)
    found = _packages(case, values, [each.parts for each in added])
    believed = [beliefs(case, draws, party) for party in parties]
    both = zip(parties, believed, strict=True)
    tables = [utilities(case, draws, party, each) for party, each in both]
    return OfferSpace(
        case=case,
        parties=parties,
        consent=tuple(parties.index(party) for party in case.consent),
        issues=tuple(case.issues),
        levels=tuple(levels(issue) for issue in case.issues.values()),
        sample=Sample(
            packages=found,
            utility=tuple(np.stack(each, axis=2) for each in zip(*tables, strict=True)),
            no_deal=_no_deals(case, draws, parties, tables, added),
            bonuses=added,
        ),
        beliefs=tuple(believed),
        red=tuple(_red(case, name, parties) for name in case.issues),
        stops=_stops(case),
        texts=_texts(case, found),
    )


def _parties(case: Case) -> tuple[str, ...]:
    consent = case.consent
    if len(consent) < 2:
        what = "fewer than two parties must agree"
        raise CaseError.lacks("consent", what, "name them in 'consent'")
    for party in consent:
        if party not in case.positions or case.positions[party].no_deal is None:
            what = f"nothing says what '{party}' has without a deal"
            raise CaseError.lacks(f"positions.{party}.no_deal", what, "give a value or a range")
    known = {name for name, view in case.positions.items() if view.no_deal is not None}
    return tuple(party for party in case.parties if party in known)


def _bonuses(case: Case, draws: Draws, parties: tuple[str, ...]) -> tuple[Bonus, ...]:
    found = []
    for p, party in enumerate(parties):
        position = case.positions[party]
        factor = unit(case, draws, party) if position.points else SCALE
        for k, each in enumerate(position.together):
            drawn = draws.number(f"positions.{party}.together.{k}.worth", each.worth)
            worth = np.zeros((draws.n, len(parties)), np.int64)
            worth[:, p] = np.rint(drawn * factor)
            found.append(Bonus(parts=_parts(case, each.atoms), worth=worth))
    return tuple(found)


def _parts(case: Case, atoms: Sequence[Atom]) -> tuple[Part, ...]:
    """One for each issue that the conditions name, also where every level satisfies them."""
    named = {atom.issue for atom in atoms}
    return tuple(
        (i, satisfying(issue, atoms, name))
        for i, (name, issue) in enumerate(case.issues.items())
        if name in named
    )


def _packages(case: Case, values: Values, linked: Sequence[tuple[Part, ...]]) -> Packages:
    by_rule = [_clauses(k, c.rule, values) for k, c in enumerate(case.constraints)]
    sizes = [len(known) for _, known in values.values()]
    together = [[issue for issue, _ in parts] for parts in linked]
    found = packages(sizes, [c for each in by_rule for c in each], together)
    if found.rows is not None and any(len(rows) == 0 for rows in found.rows):
        raise CaseError.lacks(
            "constraints",
            f"no package satisfies {_contradiction(sizes, by_rule)}",
            "change or drop one of them",
        )
    return found


def _clauses(k: int, rule: Rule, values: Values) -> tuple[Clause, ...]:
    try:
        return clauses(rule, values)
    except ValueError as error:
        raise CaseError.lacks(f"constraints.{k}", str(error), "shorten it") from None


def _contradiction(sizes: Sequence[int], by_rule: Sequence[tuple[Clause, ...]]) -> str:
    """A smallest set of constraints that leaves no package: without any one, some are left."""
    needed = list(range(len(by_rule)))
    for k in range(len(by_rule)):
        rest = [c for j in needed if j != k for c in by_rule[j]]
        rows = packages(sizes, rest).rows
        if rows is not None and any(len(each) == 0 for each in rows):
            needed.remove(k)
    if len(needed) == 1:
        return f"constraint {needed[0] + 1}"
    return f"constraints {', '.join(str(k + 1) for k in needed)} together"


def _no_deals(
    case: Case,
    draws: Draws,
    parties: tuple[str, ...],
    tables: Sequence[Sequence[Ints]],
    added: Sequence[Bonus],
) -> Ints:
    columns = []
    for p, party in enumerate(parties):
        deal = case.positions[party].no_deal
        package = package_of(case, (deal.package if deal else None) or {}).tolist()
        held = [all(package[i] in at for i, at in each.parts) for each in added]
        worth = [each.worth[:, p] for each in added]
        both = list(zip(held, worth, strict=True))
        columns.append(no_deal(case, draws, party, tables[p], both))
    return np.stack(columns, axis=1)


def _red(case: Case, name: str, parties: tuple[str, ...]) -> NDArray[np.bool_]:
    """(n_levels, n_parties): options a party has called unacceptable, or is held to find so."""
    known = levels(case.issues[name])
    red = np.zeros((len(known), len(parties)), bool)
    for column, party in enumerate(parties):
        views = case.positions[party].issues.get(name)
        entries = (*views.stated, *((views.inferred,) if views.inferred else ())) if views else ()
        for option in {option for entry in entries for option in entry.red}:
            red[known.index(option), column] = True
    return red


def _stops(case: Case) -> tuple[Part, ...]:
    """The levels under which nobody who must consent keeps the gain of going on."""
    going_on: dict[str, set[str]] = {}
    for party in case.consent:
        deal = case.positions[party].no_deal
        for name, options in (deal.plus_with if deal else {}).items():
            going_on.setdefault(name, set()).update(options)
    return tuple(
        (i, tuple(k for k, level in enumerate(levels(issue)) if level not in going_on[name]))
        for i, (name, issue) in enumerate(case.issues.items())
        if name in going_on
    )


def _texts(case: Case, found: Packages) -> tuple[Text, ...]:
    """Every proposal that settles at least one issue, once for each way to take its choices."""
    texts = []
    for name in case.proposals:
        for variant in variants(case, name):
            if variant.sets:
                package = package_of(case, variant.sets)
                said = np.array([issue in variant.sets for issue in case.issues])
                texts.append(
                    Text(name, variant.chosen, package, said, bool(allowed(found, package)))
                )
    return tuple(texts)
