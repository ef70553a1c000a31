"""Which claims are one account told twice: copies do not count as independent."""

from collections.abc import Iterable

from parley.case.schema import Case, Claim

__all__ = ["lineage", "n_independent"]


def lineage(case: Case) -> dict[str, str]:
    """Claim id -> the line it belongs to, named by the first claim of that line.

    Two claims are of one line if the same speaker makes both; if, with no speaker named, they
    stand in the same outlet or in outlets that relay the same account; or if a relation says
    that one repeats the other.
    """
    import networkx as nx

    graph = nx.Graph()
    for name, claim in case.claims.items():
        graph.add_edges_from((("claim", name), key) for key in _origins(case, claim))
    graph.add_edges_from(
        (("claim", relation.claim), ("claim", relation.other))
        for relation in case.relations
        if relation.relation == "repeats"
    )
    line: dict[str, str] = {}
    for part in nx.connected_components(graph):
        members = {name for kind, name in part if kind == "claim"}
        first = next(name for name in case.claims if name in members)
        line.update(dict.fromkeys(members, first))
    return line


def n_independent(lines: dict[str, str], claims: Iterable[str]) -> int:
    """How many lines the claims come from."""
    return len({lines[claim] for claim in claims})


def _origins(case: Case, claim: Claim) -> list[tuple[str, str]]:
    if claim.by:  # a joint statement is one speaker of its own
        return [("speaker", " ".join(sorted(claim.by)))]
    source = case.sources[claim.source]
    if claim.speaker:  # an unnamed voice is told apart by where it was heard
        return [
            ("voice", f"{name.casefold()}: {claim.speaker.casefold()}")
            for name in _names(source.outlet, source.relays)
        ]
    return [("outlet", name.casefold()) for name in _names(source.outlet, source.relays)]


def _names(outlet: str, relays: Iterable[str]) -> list[str]:
    """An outlet that relays others speaks with their voice, not its own."""
    return list(relays) or [outlet]
