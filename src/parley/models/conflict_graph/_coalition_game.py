"""A coalition against the others: what each side can reach, and what the others would answer."""

from collections.abc import Iterable, Iterator
from itertools import combinations
from typing import NamedTuple, TypeVar

import numpy as np
from numpy.typing import NDArray

from parley.models.conflict_graph.graph import Graph, _joined, _Part
from parley.models.conflict_graph.graph import graph as graph_of
from parley.models.conflict_graph.stability import Chains, ascending, chains, worst

__all__ = ["Coalition", "Game", "coalitions", "game", "least", "spread"]

Ints = NDArray[np.int32]
Longs = NDArray[np.int64]
Flags = NDArray[np.bool_]
Words = NDArray[np.uint64]
Bits = TypeVar("Bits", Flags, Words)

Coalition = tuple[int, ...]


class Game(NamedTuple):
    """A coalition and the others, who answer each alone or, if `credible` says so, together.

    movers : the rows of the graph that move for the coalition; others : those that answer.
    rank : (n_members, n_states), the members'.
    """

    graph: Graph
    chained: Chains
    movers: Coalition
    others: Coalition
    rank: Ints
    credible: str


def game(graph: Graph, chained: Chains, members: Coalition, credible: str, joint: bool) -> Game:
    """The coalition of these members; joint : they change all their options at once.

    `ValueError` for a coalition that is empty, repeats a party or names one that there is not.
    """
    n = graph.n_parties
    if not members or len(set(members)) < len(members) or not set(members) <= set(range(n)):
        raise ValueError(f"a coalition is some of the parties 0 to {n - 1}, got {members}")
    others, rank = tuple(sorted(set(range(n)) - set(members))), chained.rank[list(members)]
    if not joint or len(members) == 1:
        return Game(graph, chained, members, others, rank, credible)
    united = _united(graph, members)
    ranks = np.concatenate([chained.rank, np.zeros((1, graph.n_states), np.int32)])
    return Game(united, chains(united, ranks), (n,), others, rank, credible)


def coalitions(parties: Iterable[int]) -> Iterator[Coalition]:
    """Every non-empty subset, smallest first."""
    among = tuple(parties)
    for size in range(1, len(among) + 1):
        yield from combinations(among, size)


def spread(graph: Graph, movers: Coalition, held: Bits, *, forward: bool = False) -> Bits:
    """Where, bit by bit, something is held or can be reached; forward : or can be come to from it.

    Repeats the steps of all movers until nothing changes: a few rounds, but in a maze.
    """
    while True:
        before = held
        for j in movers:
            held = _step(graph, j, held, forward)
        if len(movers) < 2 or np.array_equal(held, before):
            return held


def least(game: Game, keys: Ints) -> Ints:
    """Each key's smallest value among a state and what the others can credibly reach from it.

    keys : (n_keys, n_states), each not negative.
    """
    if not game.others:
        return keys
    if game.credible == "individual":
        args = game.graph, game.chained, game.others
        return np.stack([worst(*args, key, improving=True) for key in keys])
    from parley.models.conflict_graph._coalitions_numba import worst_team_reply

    teams = list(coalitions(game.others))
    merged = _joined(game.graph.options, game.graph.code, [_merged(game.graph, t) for t in teams])
    among = merged.block, merged.start, merged.member, merged.into_start, merged.into
    begin = np.cumsum([0, *map(len, teams)])
    who = np.concatenate(teams).astype(np.int32)
    rank = game.chained.rank
    found = [worst_team_reply(key, ascending(key), begin, who, *among, rank) for key in keys]
    return np.stack(found)


def _united(graph: Graph, members: Coalition) -> Graph:
    """The graph with one party more, which controls all that any of the members does."""
    n = graph.n_parties
    options = [
        option._replace(owners=(*option.owners, n)) if set(option.owners) & set(members) else option
        for option in graph.options
    ]
    united = graph_of(options, graph.code, n + 1)
    if not np.array_equal(united.block[:n], graph.block):
        raise ValueError("joint moves are not defined where parties misperceive states")
    return united


def _step(graph: Graph, j: int, held: Bits, forward: bool) -> Bits:
    """`spread` by one move of one party."""
    n, first, last = graph.n_states, graph.first[j], graph.first[j + 1]
    member, start = graph.member[j * n : (j + 1) * n], graph.start[first:last] - j * n
    by_block = np.bitwise_or.reduceat(held[member], start)
    by_block[_empty(graph, j)] = 0  # there reduceat takes the next state
    begin, to = (graph.into_start, graph.into) if forward else (graph.onto_start, graph.onto)
    if begin[last] - begin[first] > last - first:  # the party can move between blocks
        linked = by_block[to[begin[first] : begin[last]] - first]
        by_block = np.bitwise_or.reduceat(linked, begin[first:last] - begin[first])
    found: Bits = by_block[graph.block[j] - first]
    return found


def _merged(graph: Graph, team: Coalition) -> _Part:
    """A team as if it were a party: its blocks, and between which of these it can move."""
    from scipy.sparse import csr_array
    from scipy.sparse.csgraph import connected_components

    n, hub = graph.first[-1], graph.block[team[0]]
    shared = [np.stack([hub, graph.block[j]], axis=1) for j in team[1:]]  # by a state, so joined
    links = [_links(graph, j) for j in team]
    pairs = np.concatenate([*shared, *(pair[:, ::-1] for pair in shared), *links])
    arcs = csr_array((np.ones(len(pairs), bool), (pairs[:, 0], pairs[:, 1])), shape=(n, n))
    label = connected_components(arcs, connection="strong")[1]
    used, block = np.unique(label[hub], return_inverse=True)
    between = np.searchsorted(used, label[np.concatenate(links)])
    return _Part(block.astype(np.int32), len(used), _closed(between, len(used)))


def _links(graph: Graph, j: int) -> Longs:
    """Pairs of different blocks (from, to) between which the party can move, without empty ones."""
    first, last = graph.first[j], graph.first[j + 1]
    begin = graph.onto_start[first : last + 1]
    source = np.repeat(np.arange(first, last), np.diff(begin))
    target = graph.onto[begin[0] : begin[-1]].astype(np.int64)
    empty = _empty(graph, j)
    real = (source != target) & ~empty[source - first] & ~empty[target - first]
    found: Longs = np.stack([source, target], axis=1)[real]
    return found


def _empty(graph: Graph, j: int) -> Flags:
    """Which of the party's blocks have no state: those it misperceives have left for their own."""
    first, last = graph.first[j], graph.first[j + 1]
    empty: Flags = graph.start[first:last] == graph.start[first + 1 : last + 1]
    return empty


def _closed(pairs: Longs, n: int) -> Longs:
    """Pairs of different numbers below n that a way along the pairs connects."""
    from scipy.sparse import csr_array, eye_array

    step = csr_array((np.ones(len(pairs), bool), (pairs[:, 0], pairs[:, 1])), shape=(n, n))
    ways, n_before = step + eye_array(n, dtype=bool, format="csr"), -1
    while len(pairs) and ways.nnz > n_before:
        ways, n_before = ways @ ways, ways.nnz
    found = np.stack(ways.nonzero(), axis=1).astype(np.int64)
    different: Longs = found[found[:, 0] != found[:, 1]]
    return different
