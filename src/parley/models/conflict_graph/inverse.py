"""Which preferences of a party would make a state stable for it: inverse analysis.

With the other parties' preferences fixed, the verdict on state s depends only on which states
are at most as preferred as s, and it can only turn to stable as these become more. So the
condition is a list of clauses, one per move of the party to a state s1, and all must hold:

    nash        s1 is at most as preferred as s
    gmr, seq    the same, or some state is that the others can bring about from s1
    smr, sseq   the same, or for some such state, it and all the party can escape to are

Sources: Kinsara, Kilgour and Hipel (2015), Inverse approach to the graph model for conflict
resolution, IEEE Transactions on Systems, Man, and Cybernetics: Systems 45(5), 734-742.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from fractions import Fraction
from functools import cache
from math import comb, factorial
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from parley.models.conflict_graph.evolution import forth, trails
from parley.models.conflict_graph.graph import Graph, movable
from parley.models.conflict_graph.stability import CONCEPTS

__all__ = ["Clause", "Swaps", "minimal_sets", "needed", "rankings", "share", "swaps"]

Ints = NDArray[np.int32]
Counts = NDArray[Any]  # of Python integers, which do not overflow
States = tuple[int, ...]
Family = tuple[frozenset[int], ...]  # sets of which one must hold
Cost = Callable[[frozenset[int]], tuple[int, int, States]]

MOST_ATOMS = 20  # 2 to this power sets are tried
MOST_STATES = 500  # the largest numbers have about as many bits
MOST_TRIES = 2_000_000  # sets looked at, a few seconds


class Clause(NamedTuple):
    """The state moved to, or all states of one of the answers, must be at most as preferred."""

    target: int
    answers: tuple[States, ...]


class Swaps(NamedTuple):
    """The verdict as it is, and the fewest states that change it if they cross s in the ranking.

    If stable these must become better than s, else at most as preferred. Empty if s stays stable
    whatever the party prefers.
    """

    stable: bool
    states: States


def needed(graph: Graph, rank: Ints, party: int, s: int, concept: str) -> tuple[Clause, ...]:
    """The clauses that make s stable for the party, and none that follows from another one.

    rank : (n_parties, n_states) int32, dense from 0; larger is better; the party's own is not
    looked at. No clause: always stable. `ValueError` for an unknown concept, party or state.
    """
    if concept not in CONCEPTS or not 0 <= party < graph.n_parties or not 0 <= s < graph.n_states:
        raise ValueError(f"no verdict on state {s} for party {party} under {concept!r}")
    return _apart(_clauses(graph, rank, party, s, concept))


def _clauses(graph: Graph, rank: Ints, party: int, s: int, concept: str) -> Iterator[Clause]:
    ways, kept = forth(graph, rank), dict[int, States]()
    others = [j for j in range(graph.n_parties) if j != party and concept != "nash"]
    for t in movable(graph, party, s).tolist():
        found = trails(graph, ways, others, [t], improving=concept in ("seq", "sseq")).found
        if concept in ("smr", "sseq"):
            yield Clause(t, _lasting(graph, party, t, found, kept))
        elif s not in found:  # back at s the party has gained nothing
            yield Clause(t, tuple((x,) for x in np.sort(found).tolist() if x != t))


def _lasting(
    graph: Graph, party: int, t: int, found: Ints, kept: dict[int, States]
) -> tuple[States, ...]:
    """Smallest sets of states that an answer keeps the party in, other than such with t itself.

    They are the same for all answers in one block; `kept` remembers them.
    """
    block = graph.block[party]
    some = dict(zip(block[found].tolist(), found.tolist(), strict=True))
    answers = []
    for b, x in sorted(some.items()):
        onto = set(graph.onto[graph.onto_start[b] : graph.onto_start[b + 1]].tolist())
        if block[t] not in onto and not (onto - {b}) & some.keys():
            if b not in kept:
                kept[b] = tuple(sorted([x, *movable(graph, party, x).tolist()]))
            answers.append(kept[b])
    return tuple(answers)


def _apart(clauses: Iterable[Clause]) -> tuple[Clause, ...]:
    """Those that do not follow from another one; of equal ones the first."""
    kept: list[tuple[Clause, set[int]]] = []
    for clause in clauses:
        alone = {clause.target, *(states[0] for states in clause.answers if len(states) == 1)}
        if not any(_implies(other, clause, alone) for other, _ in kept):
            kept = [(other, its) for other, its in kept if not _implies(clause, other, its)]
            kept.append((clause, alone))
    return tuple(clause for clause, _ in kept)


def _implies(one: Clause, other: Clause, alone: set[int]) -> bool:
    """Whether each set of one has a set of the other in it; alone : single states of the other."""
    return one.target in alone and all(
        not alone.isdisjoint(states) or any(set(fewer) <= set(states) for fewer in other.answers)
        for states in one.answers
    )


def share(clauses: Sequence[Clause]) -> Fraction:
    """The share of all strict rankings of the states in which the clauses hold.

    States no clause names do not matter. Of the other m, a ranking puts each set of k below s
    equally often, k! (m - k)! / (m + 1)! of the time. `ValueError` if the sets are too many.

    >>> share([Clause(1, ((2,), (3,))), Clause(4, ())])
    Fraction(9, 20)
    """
    families = _families(clauses)
    m = len(_states(_sets(families)))
    if m > MOST_STATES:
        raise ValueError(f"{m} states matter, too many to count rankings; at most {MOST_STATES}")
    counts = np.array([1], object)
    for part in _parts(families):
        counts = np.convolve(counts, _counts(part))
    return sum((Fraction(c, (m + 1) * comb(m, k)) for k, c in enumerate(counts)), Fraction(0))


def rankings(clauses: Sequence[Clause], n_states: int) -> int:
    """How many of the n_states! strict rankings fulfil the clauses; `ValueError` as in `share`.

    >>> rankings([Clause(1, ())], 6)
    360
    """
    return int(share(clauses) * factorial(n_states))


def _families(clauses: Iterable[Clause]) -> list[Family]:
    made: dict[int, frozenset[int]] = {}  # clauses share their answers, which can be large
    for clause in clauses:
        made |= {id(one): frozenset(one) for one in clause.answers if id(one) not in made}
    return [(frozenset([c.target]), *(made[id(one)] for one in c.answers)) for c in clauses]


def _sets(families: Iterable[Family]) -> set[frozenset[int]]:
    return {one for family in families for one in family}


def _states(sets: Iterable[frozenset[int]]) -> frozenset[int]:
    return frozenset().union(*sets)


def _parts(families: Sequence[Family]) -> list[list[Family]]:
    """Families grouped so that different groups have no state in common."""
    from networkx.utils import UnionFind  # takes long to import

    joined, parts = UnionFind(), defaultdict(list)
    for one in _sets(families):
        joined.union(*one)
    for family in families:
        joined.union(*(min(one) for one in family))
    for family in families:
        parts[joined[min(family[0])]].append(family)
    return list(parts.values())


def _counts(part: Sequence[Family]) -> Counts:
    """How many sets of k states fulfil all families, for k from 0 on."""
    m = len(_states(_sets(part)))
    if len(part) == 1 and sum(map(len, part[0])) == m:
        fails = np.array([1], object)
        for alternative in part[0]:
            fails = np.convolve(fails, _not_all(len(alternative)))
        holds: Counts = np.append(_not_all(m), 1)
        holds[: len(fails)] -= fails
        return holds
    return _listed(part)


def _not_all(n: int) -> Counts:
    """How many sets of k out of n states there are, for k < n."""
    return np.array([comb(n, k) for k in range(n)], object)


def _listed(part: Sequence[Family]) -> Counts:
    """As `_counts`, by trying which *atoms* lie in the set: states that always occur together."""
    sets, held = sorted(_sets(part), key=sorted), defaultdict(list)
    for i, alternative in enumerate(sets):
        for x in alternative:
            held[x].append(i)
    atoms = sorted(Counter(map(tuple, held.values())).items())
    if len(atoms) > MOST_ATOMS:
        raise ValueError(f"{len(atoms)} groups of states matter; at most {MOST_ATOMS} are tried")
    every, inside = np.arange(1 << len(atoms)), {}
    for i, alternative in enumerate(sets):
        bits = sum(1 << a for a, (within, _) in enumerate(atoms) if i in within)
        inside[alternative] = every & bits == bits
    holds = np.all([np.any([inside[one] for one in family], axis=0) for family in part], axis=0)
    return _summed(every[holds], [size for _, size in atoms])


def _summed(chosen: NDArray[np.int64], sizes: Sequence[int]) -> Counts:
    """Sets of k states with just these choices of whole atoms, for k from 0 on."""
    total, kinds = np.zeros(sum(sizes) + 1, object), sorted(Counter(sizes).items())
    masks = [sum(1 << a for a, n in enumerate(sizes) if n == size) for size, _ in kinds]
    whole = np.stack([np.bitwise_count(chosen & mask) for mask in masks], axis=1)
    rows, times = np.unique(whole, axis=0, return_counts=True)
    for row, n_times in zip(rows.tolist(), times.tolist(), strict=True):
        ways, shift = np.array([n_times], object), 0
        for (size, n), n_whole in zip(kinds, row, strict=True):
            shift += size * n_whole
            for _ in range(n - n_whole):
                ways = np.convolve(ways, _not_all(size))
        total[shift : shift + len(ways)] += ways
    return total


def minimal_sets(clauses: Sequence[Clause], *, most: int = 1000) -> tuple[States, ...]:
    """The smallest sets of states that fulfil the clauses if they are at most as preferred as s.

    Fewest states first. `ValueError` if there are, or come up on the way, more than `most`.

    >>> minimal_sets([Clause(1, ((2,), (3, 4))), Clause(2, ())])
    ((2,),)
    """
    found: list[frozenset[int]] = [frozenset()]
    for family in _families(clauses):
        found = _least({chosen | more for chosen in found for more in family}, most)
    return tuple(tuple(sorted(chosen)) for chosen in found)


def _least(sets: Iterable[frozenset[int]], most: int) -> list[frozenset[int]]:
    least: list[frozenset[int]] = []
    for one in sorted(sets, key=lambda one: (len(one), sorted(one))):
        if not any(other <= one for other in least):
            least.append(one)
        if len(least) > most:
            raise ValueError(f"more than {most} minimal sets of states")
    return least


def swaps(graph: Graph, rank: Ints, party: int, s: int, concept: str) -> Swaps:
    """The fewest states that must cross s in the party's ranking to change the verdict on s.

    Of equally few the nearest to s in rank. `ValueError` as in `needed`, or if it takes too long.
    """
    own, families = rank[party], _families(needed(graph, rank, party, s, concept))
    below = set(np.flatnonzero(own <= own[s]).tolist())
    above = {one: one - below for one in _sets(families)}

    def costs(states: frozenset[int]) -> tuple[int, int, States]:
        some = tuple(sorted(states))
        return len(some), sum(abs(int(own[x]) - int(own[s])) for x in some), some

    cost: Cost = cache(costs)  # clauses share their answers
    lacking = [tuple(above[one] for one in family) for family in families]
    lacking = [family for family in lacking if all(family)]
    if lacking:
        return Swaps(False, cost(_cheapest(lacking, cost))[-1])
    single = {one: tuple(frozenset([x]) for x in one) for one in above if not above[one]}
    held = [[single[one] for one in family if one in single] for family in families]
    breaks = [_cheapest(every, cost) for every in held]
    return Swaps(True, cost(min(breaks, key=cost, default=frozenset()))[-1])


def _cheapest(families: Sequence[Family], cost: Cost) -> frozenset[int]:
    """The cheapest states that hold a set of each family, by dropping what is too large at once."""
    first = {family: min(family, key=cost) for family in set(families)}
    if sum(len(one) for family in families for one in family) == len(_states(_sets(families))):
        return _states(first.values())  # nothing in common, so each for itself
    enough = len(_states(first.values()))
    families = [tuple(one for one in family if len(one) <= enough) for family in families]
    return _states(_cover(part, cost) for part in _parts(families))


def _cover(part: Sequence[Family], cost: Cost) -> frozenset[int]:
    """As `_cheapest`: branch on the sets of some family not yet held, cheapest first."""
    best, stack = _states(min(family, key=cost) for family in part), [frozenset[int]()]
    for _ in range(MOST_TRIES // sum(map(len, part)) + 1):
        if not stack:
            return best
        chosen = stack.pop()
        lacking = [family for family in part if not any(one <= chosen for one in family)]
        if not lacking:
            best = min(best, chosen, key=cost)
            continue
        further = (chosen | one for one in min(lacking, key=len))
        cheaper = [one for one in further if len(one) <= len(best) and cost(one) < cost(best)]
        stack.extend(sorted(cheaper, key=cost, reverse=True))
    raise ValueError(f"more than {MOST_TRIES} sets of states tried for the fewest")
