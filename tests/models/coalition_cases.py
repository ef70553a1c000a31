"""Conflicts of the oracle as graphs, and what a coalition does by the oracle's definitions."""

from dataclasses import replace
from types import SimpleNamespace

import numpy as np
from models import oracle_conflicts as oracle

from parley.models.conflict_graph.graph import Option, bases, graph


def random_case(seed):
    """A conflict whose moves all follow from its options but for misperceived states."""
    return translated(replace(oracle.random_conflict(seed), forbidden=frozenset()))


def translated(conflict):
    """conflict : as given; graph, rank, band : the same as arrays."""
    options = [Option(o.owners, o.n_levels, o.one_way) for o in conflict.options]
    unseen = np.zeros((len(conflict.parties), len(conflict.states)), bool)
    for cell in conflict.misperceived:
        unseen[cell] = True
    band = conflict.band or conflict.rank
    return SimpleNamespace(
        conflict=conflict,
        graph=graph(options, np.array(conflict.states) @ bases(options), len(unseen), unseen),
        rank=dense(conflict.rank),
        band=np.array(band, np.int32),
    )


def dense(ranks):
    return np.stack([np.unique(row, return_inverse=True)[1] for row in ranks]).astype(np.int32)


def small(options, ranks, infeasible=()):
    """A conflict by hand; infeasible : levels of the options, option 0 first."""
    named = tuple(oracle.Option(f"o{k}", *option) for k, option in enumerate(options))
    states = tuple(s for s in oracle.all_states(named) if s not in infeasible)
    parties = tuple("ABCDE"[: len(ranks)])
    return translated(oracle.Conflict(parties, named, states, tuple(map(tuple, ranks))))


def view(case, members, credible, joint):
    """The oracle's; joint : as if one party more owned all that any of the members does."""
    conflict, n = case.conflict, len(case.conflict.parties)
    found = oracle.coalition_view(conflict, frozenset(members), credible)
    if not joint:
        return found
    options = tuple(
        replace(o, owners=(*o.owners, n)) if set(o.owners) & set(members) else o
        for o in conflict.options
    )
    united = replace(conflict, parties=(*conflict.parties, "all of them"), options=options)
    arcs = oracle.moves(united, n)
    gains = oracle.filtered(arcs, lambda s, t: oracle.all_better(conflict, members, s, t))
    return replace(found, improvements=gains, returns=arcs)


def unsanctioned(view, concept, s):
    """The improvements from s that no reply sanctions."""
    plain = concept.removeprefix("c")
    return [
        t
        for t in view.improvements[s]
        if not any(
            oracle.is_sanction(view, plain, s, reply) for reply in oracle.replies(view, plain, t)
        )
    ]
