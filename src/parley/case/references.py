"""Which keys of the case file name entries of which section, and whether those entries exist."""

from collections.abc import Collection, Iterator, Mapping
from difflib import get_close_matches
from typing import Any

from parley.case.acts import ACTS
from parley.case.select import Path, select

__all__ = ["FROM_WAR", "Finding", "dangling", "nearest"]

FROM_WAR = "war"  # `no_deal: {from: war}`

HINTS = 200  # nobody reads more, and each takes a look at every known name
Finding = tuple[Path, str, str]  # where in the data, what is wrong, the likely fix

_SPEAKERS = ("parties", "people")
_SUBJECTS = ("issues", "topics")
REFERENCES: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("**.from.*", ("claims",)),
    ("consent.*", ("parties",)),
    ("consent_rule.including.*", ("parties",)),
    ("parties.*.roles.*.of.*", ("parties",)),
    ("people.*.speaks_for", ("parties",)),
    ("sources.*.side", ("parties",)),
    ("claims.*.source", ("sources",)),
    ("claims.*.by.*", _SPEAKERS),
    ("claims.*.to.*", _SPEAKERS),
    ("claims.*.about.*", _SUBJECTS),
    ("claims.*.points.*.of", ("matters",)),
    ("matters.*.about.*", _SUBJECTS),
    ("relations.*.claim", ("claims",)),
    ("relations.*.other", ("claims",)),
    ("issues.*.own_terms.<key>", ("parties",)),
    ("positions.<key>", ("parties",)),
    ("positions.*.issues.<key>", ("issues",)),
    ("positions.*.importance.weights.<key>", ("issues",)),
    ("positions.*.importance.swing.<key>", ("issues",)),
    ("positions.*.points.<key>", ("issues",)),
    ("positions.*.packages.*.<key>", ("issues",)),
    ("positions.*.no_deal.package.<key>", ("issues",)),
    ("positions.*.no_deal.plus_with.<key>", ("issues",)),
    ("positions.*.interests.*.issues.*", ("issues",)),
    ("proposals.*.by.*", ("parties",)),
    ("proposals.*.called.<key>", ("parties",)),
    ("proposals.*.replaces", ("proposals",)),
    ("proposals.*.handed.*.by.*", ("parties",)),
    ("proposals.*.handed.*.to.*", ("parties",)),
    ("proposals.*.responses.*.by", ("parties",)),
    ("proposals.*.responses.*.voice", ("people",)),
    ("proposals.*.terms.**.about.*", _SUBJECTS),
    ("proposals.*.terms.**.sets.<key>", ("issues",)),
    ("chronology.*.by.*", _SPEAKERS),
    ("chronology.*.between.*", _SPEAKERS),
    ("chronology.*.host", ("parties",)),
    ("chronology.*.called.<key>", ("parties",)),
    ("clocks.*.set_by.*", _SPEAKERS),
    ("clocks.*.runs_for.*", _SPEAKERS),
    ("commitments.*.by.*", _SPEAKERS),
    ("commitments.*.to.*", _SPEAKERS),
    ("commitments.*.accounts.*.by", _SPEAKERS),
    ("moves.options.<key>", ("parties",)),
    ("moves.options.*.*.also.*", ("parties",)),
    ("moves.options.*.*.called.<key>", ("parties",)),
    ("moves.forbidden.*.by", ("parties",)),
    ("moves.misperceived.*.by", ("parties",)),
    ("moves.preferences.<key>", ("parties",)),
    ("moves.views.<key>", ("parties",)),
    ("moves.views.*.preferences.<key>", ("parties",)),
    ("moves.attitudes.<key>", ("parties",)),
    ("moves.attitudes.*.<key>", ("parties",)),
    ("influence.scales.*.issue", ("issues",)),
    ("influence.scales.*.called.<key>", ("parties",)),
    ("influence.actors.<key>", ("parties",)),
    ("influence.actors.*.follows.<key>", ("parties",)),
    ("war.sides.<key>", ("parties",)),
    ("war.sides.*.backers.*", ("parties",)),
    ("war.sides.*.capabilities.*.called.<key>", ("parties",)),
    ("war.pauses.*.proposal", ("proposals",)),
    ("war.pauses.*.called.<key>", ("parties",)),
    ("settlement.guarantees.*.called.<key>", ("parties",)),
    ("settlement.packages.*.called.<key>", ("parties",)),
)
_SINGULAR = {
    "claims": "claim",
    "issues": "issue",
    "matters": "matter",
    "parties": "party",
    "people": "person",
    "proposals": "proposal",
    "sources": "source",
    "topics": "topic",
}


def dangling(data: Mapping[str, Any]) -> Iterator[Finding]:
    """Every reference to an entry that does not exist. Works on data that did not validate."""
    for i, (path, what, name, known) in enumerate(_dangling(data)):
        yield path, what, nearest(name, known) if i < HINTS else ""


def _dangling(data: Mapping[str, Any]) -> Iterator[tuple[Path, str, str, Collection[str]]]:
    for pattern, sections in REFERENCES:
        known = {key for section in sections for key in _keys(data.get(section))}
        what = " or ".join(_SINGULAR[section] for section in sections)
        for path, name in select(data, pattern):
            if isinstance(name, str) and name not in known and not _from_war(path, name):
                yield path, f"no {what} with id '{_line(name)}'", name, known
    for path, act in select(data, "claims.*.act"):
        if isinstance(act, str) and act not in ACTS:
            yield path, f"no act '{_line(act)}' in the act table", act, ACTS


def _from_war(path: Path, name: str) -> bool:
    """Whether no deal is worth what the section `war` says; no claim, though it is in 'from'."""
    return name == FROM_WAR and path[:1] == ("positions",) and path[2:3] == ("no_deal",)


def _line(name: str) -> str:
    """A name on one line, and not too much of it."""
    return " ".join(name[:80].split())


def nearest(name: str, known: Collection[str]) -> str:
    """A hint: the closest known name, or the first few of them.

    >>> nearest("govv", ["gov", "reb"])
    "did you mean 'gov'?"
    """
    close = get_close_matches(str(name)[:80], known, n=1, cutoff=0.6)
    if close:
        return f"did you mean '{close[0]}'?"
    few = sorted(known)[:6]
    return f"known: {', '.join(few)}{' ...' if len(known) > 6 else ''}" if few else ""


def _keys(section: Any) -> list[str]:
    return list(section) if isinstance(section, Mapping) else []
