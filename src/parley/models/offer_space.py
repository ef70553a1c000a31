"""The packages a case admits, and what each is worth to each party in each draw.

A party's utility of a package is additive, sum over issues of importance x value, plus the gain
of going on where the package leaves things going on. All utilities are whole numbers in units of
1 / `SCALE`, so that comparisons are exact.

Source: additive multi-attribute value with swing weights, Keeney and Raiffa (1976), Decisions
with Multiple Objectives, chapter 3.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import product

import numpy as np
from numpy.typing import NDArray

from parley.case import Case
from parley.case.preferences import levels, preference
from parley.case.ranking import Ranking
from parley.case.rules import Rule, atoms, holds
from parley.case.schema import Issue, NoDeal
from parley.case.terms import variants
from parley.draws import Draws
from parley.errors import CaseError

__all__ = ["SCALE", "OfferSpace", "Text", "offer_space"]

SCALE = 10**9  # one unit of utility; a billionth is far below anything a case can mean
LARGEST = 200_000  # packages of one cluster of linked issues that are listed

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Text:
    """A proposal as a package, or one way to take its choices.

    chosen : the alternatives taken. package : (n_issues,) level of each issue. said : (n_issues,)
    bool, False where the text is silent and the present state stands in. allowed : whether it
    satisfies the constraints.
    """

    proposal: str
    chosen: tuple[str, ...]
    package: Ints
    said: NDArray[np.bool_]
    allowed: bool


@dataclass(frozen=True, eq=False)
class OfferSpace:
    """Issues with their levels, linked issues in clusters, and utilities per draw.

    parties : those with a position and a no-deal value. consent : who of them must agree.
    levels : per issue, option ids or numbers as text.
    utility : per issue (n_draws, n_levels, n_parties) in units of 1 / SCALE; higher is better.
    no_deal : (n_draws, n_parties), same units.
    clusters : per cluster the issues in it. rows : per cluster (n_rows, n_issues_in_it) levels.
    red : per issue (n_levels, n_parties) bool, what a party calls unacceptable.
    """

    case: Case
    parties: tuple[str, ...]
    consent: tuple[int, ...]
    issues: tuple[str, ...]
    levels: tuple[tuple[str, ...], ...]
    utility: tuple[Ints, ...]
    no_deal: Ints
    clusters: tuple[tuple[int, ...], ...]
    rows: tuple[Ints, ...]
    red: tuple[NDArray[np.bool_], ...]
    texts: tuple[Text, ...]

    @property
    def n_packages(self) -> int:
        """Packages that satisfy the constraints."""
        return math.prod(len(rows) for rows in self.rows)

    def worth(self, package: Ints) -> Ints:
        """Utility of a package, (n_draws, n_parties)."""
        total = np.zeros_like(self.no_deal)
        for table, level in zip(self.utility, package.tolist(), strict=True):
            total += table[:, level, :]
        return total

    def kept_rows(self, parties: tuple[int, ...]) -> tuple[Ints, ...]:
        """Rows of each cluster, without those that touch a red line of these parties."""
        kept = []
        for cluster, rows in zip(self.clusters, self.rows, strict=True):
            touched = np.zeros(len(rows), bool)
            for i, column in zip(cluster, rows.T, strict=True):
                touched |= self.red[i][column][:, list(parties)].any(axis=1)
            kept.append(rows[~touched])
        return tuple(kept)


def offer_space(case: Case, draws: Draws) -> OfferSpace:
    """The offer space of a case; `CaseError` says what is missing or cannot be."""
    if not case.issues:
        raise CaseError.lacks("issues", "the case names no issues", "add an 'issues' section")
    parties = _parties(case)
    issues = tuple(case.issues)
    clusters = _clusters(case)
    by_party = [_utilities(case, draws, party) for party in parties]
    utility = tuple(np.stack(tables, axis=2) for tables in zip(*by_party, strict=True))
    consent = case.consent
    return OfferSpace(
        case=case,
        parties=parties,
        consent=tuple(parties.index(party) for party in consent),
        issues=issues,
        levels=tuple(levels(issue) for issue in case.issues.values()),
        utility=utility,
        no_deal=np.stack([_no_deal(case, draws, p, utility, parties) for p in parties], axis=1),
        clusters=clusters,
        rows=tuple(_rows(case, cluster) for cluster in clusters),
        red=tuple(_red(case, name, parties) for name in issues),
        texts=_texts(case),
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


def _utilities(case: Case, draws: Draws, party: str) -> list[Ints]:
    """Per issue (n_draws, n_levels): importance x value, and the plus where it is kept."""
    path = f"positions.{party}"
    position = case.positions[party]
    importance = draws.arrays[f"{path}.importance"]
    tables = []
    for i, (name, issue) in enumerate(case.issues.items()):
        value = _values(case, draws, party, name)
        table = importance[:, i, None] * value
        deal = position.no_deal
        if deal is not None and name in deal.plus_with:
            plus = draws.number(f"{path}.no_deal.plus", deal.plus)
            table[:, [levels(issue).index(option) for option in deal.plus_with[name]]] += plus[
                :, None
            ]
        tables.append(np.rint(table * SCALE).astype(np.int64))
    return tables


def _values(case: Case, draws: Draws, party: str, name: str) -> Floats:
    """Values of each level, (n_draws, n_levels), 0 to 1."""
    issue, path = case.issues[name], f"positions.{party}.issues.{name}"
    given = preference(issue, case.positions[party].issues.get(name))
    if isinstance(given, Ranking):
        return draws.arrays[path].copy()
    drawn = {
        level: draws.number(f"{path}.inferred.values.{level}", quantity)
        for level, quantity in given.items()
    }
    if issue.range is None:
        return np.stack([drawn[level] for level in levels(issue)], axis=1)
    at = sorted(drawn, key=float)
    known = np.stack([drawn[level] for level in at], axis=1)
    return np.stack([np.interp(issue.grid(), [float(level) for level in at], row) for row in known])


def _no_deal(
    case: Case, draws: Draws, party: str, utility: tuple[Ints, ...], parties: tuple[str, ...]
) -> Ints:
    path = f"positions.{party}.no_deal"
    deal = case.positions[party].no_deal
    assert deal is not None  # `_parties` keeps only those that have one
    if deal.value is not None:
        return np.rint(draws.number(f"{path}.value", deal.value) * SCALE).astype(np.int64)
    package = _package(case, deal.package or {})
    column = parties.index(party)
    total = np.zeros(draws.n, np.int64)
    for table, level in zip(utility, package.tolist(), strict=True):
        total += table[:, level, column]
    if not _keeps_plus(case, deal, package):
        plus = draws.number(f"{path}.plus", deal.plus)
        total += np.rint(plus * SCALE).astype(np.int64)
    return total


def _keeps_plus(case: Case, deal: NoDeal, package: Ints) -> bool:
    """The package itself already holds the plus, through an option of `plus_with`."""
    return any(
        levels(case.issues[name])[package[list(case.issues).index(name)]] in options
        for name, options in deal.plus_with.items()
    )


def _package(case: Case, sets: Mapping[str, str | float]) -> Ints:
    """(n_issues,) levels; issues not set take their `if_silent`."""
    return np.array(
        [_level(issue, sets.get(name, issue.if_silent)) for name, issue in case.issues.items()]
    )


def _level(issue: Issue, value: str | float) -> int:
    if issue.range is None:
        return levels(issue).index(str(value))
    return int(np.abs(np.array(issue.grid()) - float(value)).argmin())


def _clusters(case: Case) -> tuple[tuple[int, ...], ...]:
    """Issues linked by constraints stand together; each other issue by itself."""
    import networkx as nx

    order = {name: i for i, name in enumerate(case.issues)}
    graph = nx.Graph()
    graph.add_nodes_from(order.values())
    for constraint in case.constraints:
        linked = [order[atom.issue] for atom in atoms(constraint.rule)]
        graph.add_edges_from((linked[0], other) for other in linked[1:])
    return tuple(sorted(tuple(sorted(part)) for part in nx.connected_components(graph)))


def _rows(case: Case, cluster: tuple[int, ...]) -> Ints:
    """Every combination of the cluster's levels that satisfies the constraints."""
    names = [list(case.issues)[i] for i in cluster]
    known = [_level_values(case.issues[name]) for name in names]
    if math.prod(map(len, known)) > LARGEST:
        what = (
            f"the issues {', '.join(names)} are linked and have more than {LARGEST:,} combinations"
        )
        raise CaseError.lacks("constraints", what, "drop a constraint, or use fewer steps")
    rules = [c.rule for c in case.constraints if atoms(c.rule)[0].issue in names]
    rows = [
        row
        for row in product(*(range(len(options)) for options in known))
        if _satisfies(rules, {n: known[k][row[k]] for k, n in enumerate(names)})
    ]
    if not rows:
        what = f"no combination of {', '.join(names)} satisfies the constraints"
        raise CaseError.lacks("constraints", what, "two of them contradict each other")
    return np.array(rows, np.int64).reshape(len(rows), len(cluster))


def _level_values(issue: Issue) -> tuple[str | float, ...]:
    return issue.grid() if issue.range is not None else levels(issue)


def _satisfies(rules: list[Rule], package: Mapping[str, str | float]) -> bool:
    return all(holds(rule, package) for rule in rules)


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


def _texts(case: Case) -> tuple[Text, ...]:
    """Every proposal that settles at least one issue, once for each way to take its choices."""
    found = []
    rules = [constraint.rule for constraint in case.constraints]
    for name in case.proposals:
        for variant in variants(case, name):
            if not variant.sets:
                continue
            package = _package(case, variant.sets)
            said = np.array([issue in variant.sets for issue in case.issues])
            values = {
                issue: _level_values(case.issues[issue])[level]
                for issue, level in zip(case.issues, package.tolist(), strict=True)
            }
            allowed = _satisfies(rules, values)
            found.append(Text(name, variant.chosen, package, said, allowed))
    return tuple(found)
