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
Cost = Callable[[Iterable[int]], tuple[int, int, States]]

MOST_ATOMS = 20  # 2 to this power sets are tried
MOST_STATES = 500  # the largest numbers have about as many bits
MOST_TRIES = 100_000


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
    kept: dict[Clause, set[States]] = {}
    for clause in clauses:
        sets = {(clause.target,), *clause.answers}
        if not any(_implies(other, sets) for other in kept):
            kept = {other: its for other, its in kept.items() if not _implies(clause, its)}
            kept[clause] = sets
    return tuple(kept)


def _implies(one: Clause, other: set[States]) -> bool:
    return (one.target,) in other and all(
        states in other or any(set(fewer) <= set(states) for fewer in other)
        for states in one.answers
    )


def share(clauses: Sequence[Clause]) -> Fraction:
    """The share of all strict rankings of the states in which the clauses hold.

    States no clause names do not matter. Of the other m, a ranking puts each set of k below s
    equally often, k! (m - k)! / (m + 1)! of the time. `ValueError` if the sets are too many.

    >>> share([Clause(1, ((2,), (3,))), Clause(4, ())])
    Fraction(9, 20)
    """
    families = [_family(clause) for clause in clauses]
    m = len(_states(map(_states, families)))
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


def _family(clause: Clause) -> Family:
    return (frozenset([clause.target]), *map(frozenset, clause.answers))


def _states(sets: Iterable[frozenset[int]]) -> frozenset[int]:
    return frozenset().union(*sets)


def _parts(families: Iterable[Family]) -> list[list[Family]]:
    """Families grouped so that different groups have no state in common."""
    root: dict[int, int] = {}

    def top(x: int) -> int:
        while root.setdefault(x, x) != x:
            root[x] = x = root[root[x]]
        return x

    parts, families = defaultdict(list), list(families)
    for family in families:
        some, *rest = _states(family)
        for x in rest:
            root[top(x)] = top(some)
    for family in families:
        parts[top(min(family[0]))].append(family)
    return list(parts.values())


def _counts(part: Sequence[Family]) -> Counts:
    """How many sets of k states fulfil all families, for k from 0 on."""
    m = len(_states(map(_states, part)))
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
    sets = sorted({alternative for family in part for alternative in family}, key=sorted)
    held: dict[int, list[int]] = defaultdict(list)
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
    for clause in clauses:
        found = _least({chosen | more for chosen in found for more in _family(clause)}, most)
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
    own = rank[party]
    families = [_family(clause) for clause in needed(graph, rank, party, s, concept)]
    below = set(np.flatnonzero(own <= own[s]).tolist())

    def cost(states: Iterable[int]) -> tuple[int, int, States]:
        some = tuple(sorted(states))
        return len(some), sum(abs(int(own[x]) - int(own[s])) for x in some), some

    lacking = [family for family in families if not any(one <= below for one in family)]
    if lacking:
        lower = [tuple(one - below for one in family) for family in lacking]
        return Swaps(False, tuple(sorted(_cheapest(lower, cost))))
    breaks = [_cheapest(_against(family, below), cost) for family in families]
    return Swaps(True, tuple(sorted(min(breaks, key=cost, default=frozenset[int]()))))


def _against(family: Family, below: set[int]) -> list[Family]:
    """What must hold so that none of the family does: out of each set that does, one state."""
    return [tuple(frozenset([x]) for x in one) for one in family if one <= below]


def _cheapest(families: Iterable[Family], cost: Cost) -> frozenset[int]:
    """The cheapest states that hold a set of each family."""
    return _states(_cover(part, cost) for part in _parts(families))


def _cover(part: Sequence[Family], cost: Cost) -> frozenset[int]:
    """As `_cheapest`: branch on the sets of some family not yet held, cheapest first."""
    if len(part) == 1:
        return min(part[0], key=cost)
    best, stack = _states(map(_states, part)), [frozenset[int]()]
    for _ in range(MOST_TRIES):
        if not stack:
            return best
        chosen = stack.pop()
        if cost(chosen) >= cost(best):
            continue
        lacking = [family for family in part if not any(one <= chosen for one in family)]
        if not lacking:
            best = chosen
            continue
        narrow = min(lacking, key=len)
        stack.extend(sorted((chosen | one for one in narrow), key=cost, reverse=True))
    raise ValueError(f"more than {MOST_TRIES} sets of states tried for the fewest")
