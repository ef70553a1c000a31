"""A slow second opinion on conflicts: stability from its definitions, with Python sets only.

States are indices into `Conflict.states`; parties and options are indices too. A legal sequence is
searched over (state, last mover), so nobody moves twice in a row whatever the arcs look like.
Every concept asks one question of a `View`: does each improvement meet a reply that is a sanction?

Sources: Fang, Hipel & Kilgour (1993), Interactive Decision Making, for sequences and concepts;
Fraser & Hipel (1984), Conflict Analysis, for simultaneous sanctions; Kilgour, Hipel, Fang & Peng
(2001), GDN 10, and Inohara & Hipel (2008), JSSSE 17, for coalitions; Hamouda, Kilgour & Hipel
(2004), GDN 13, for strength; Li, Hipel, Kilgour & Fang (2004), IEEE SMC-A 34(4), for unknown
preferences; Inohara, Hipel & Walker (2007), JSSSE 16(2), for attitudes.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache, partial
from itertools import combinations, product
from random import Random

Arcs = Mapping[int, frozenset[int]]  # state -> states
MOST_STATES = 60  # of a random conflict: a fraction of a second for every concept of every party


@dataclass(frozen=True)
class Option:
    """owners: whoever of them can change it; one_way: 1 may only rise, -1 only fall, 0 both."""

    name: str
    owners: tuple[int, ...]
    n_levels: int = 2
    one_way: int = 0


@dataclass(frozen=True)
class Conflict:
    """states: levels per option, ascending as numbers whose lowest digit is option 0.

    rank[party][state] : larger is better; equal is indifferent.
    band[party][state] : s is much preferred to t iff its band is larger; never falls with rank.
    forbidden : (party, from, to), on top of `Option.one_way`.
    misperceived : (party, state) that this party can neither enter nor leave.
    """

    parties: tuple[str, ...]
    options: tuple[Option, ...]
    states: tuple[tuple[int, ...], ...]
    rank: tuple[tuple[int, ...], ...]
    band: tuple[tuple[int, ...], ...] | None = None
    forbidden: frozenset[tuple[int, int, int]] = field(default_factory=frozenset)
    misperceived: frozenset[tuple[int, int]] = field(default_factory=frozenset)


@dataclass(frozen=True)
class View:
    """One mover (a party or a coalition) against the rest.

    sanctions(s, t) : whether ending in t deters the mover from leaving s.
    """

    improvements: Arcs
    replies: Arcs
    credible: Arcs
    returns: Arcs
    sanctions: Callable[[int, int], bool]


# Moves


def may_change(option: Option, party: int, before: int, after: int) -> bool:
    return party in option.owners and (after - before) * option.one_way >= 0


def can_move(conflict: Conflict, party: int, s: int, t: int) -> bool:
    levels = zip(conflict.options, conflict.states[s], conflict.states[t], strict=True)
    return (
        s != t
        and all(a == b or may_change(option, party, a, b) for option, a, b in levels)
        and (party, s, t) not in conflict.forbidden
        and not {(party, s), (party, t)} & conflict.misperceived
    )


@lru_cache(maxsize=256)
def moves(conflict: Conflict, party: int) -> Arcs:
    """R_i: all options of the party change at once, and only the end state must be feasible."""
    every = range(len(conflict.states))
    return {s: frozenset(t for t in every if can_move(conflict, party, s, t)) for s in every}


def filtered(arcs: Arcs, keep: Callable[[int, int], bool]) -> Arcs:
    return {s: frozenset(t for t in ends if keep(s, t)) for s, ends in arcs.items()}


def better(conflict: Conflict, party: int, s: int, t: int) -> bool:
    return conflict.rank[party][t] > conflict.rank[party][s]


def improvements(conflict: Conflict, party: int) -> Arcs:
    """R_i^+, better for its mover than the state it leaves."""
    return filtered(moves(conflict, party), partial(better, conflict, party))


def reach(arcs: Sequence[Arcs], start: int) -> frozenset[int]:
    """Ends of the legal sequences from `start` of the movers, each with its arcs."""
    seen: set[tuple[int, int]] = set()
    todo = [(start, -1)]
    while todo:
        state, last = todo.pop()
        for mover, arc in enumerate(arcs):
            if mover != last:
                fresh = {(t, mover) for t in arc[state]} - seen
                seen |= fresh
                todo.extend(fresh)
    return frozenset(state for state, _ in seen)


def sequences(conflict: Conflict, arcs: Sequence[Arcs]) -> Arcs:
    return {s: reach(arcs, s) for s in range(len(conflict.states))}


def group_moves(conflict: Conflict, members: Iterable[int]) -> Arcs:
    """R_H: legal sequences of moves."""
    return sequences(conflict, [moves(conflict, j) for j in members])


def group_improvements(conflict: Conflict, members: Iterable[int]) -> Arcs:
    """R_H^+: legal sequences in which every move is an improvement for its mover."""
    return sequences(conflict, [improvements(conflict, j) for j in members])


def outsiders(conflict: Conflict, members: Iterable[int]) -> list[int]:
    return [j for j in range(len(conflict.parties)) if j not in set(members)]


# Concepts


def replies(view: View, concept: str, s: int) -> frozenset[int]:
    match concept:
        case "nash":
            return frozenset()
        case "gmr" | "smr":
            return view.replies[s]
        case "seq" | "sseq":
            return view.credible[s]
    raise ValueError(f"no concept is called {concept!r}")


def is_sanction(view: View, concept: str, s: int, reply: int) -> bool:
    """Under symmetric concepts nothing the mover does afterwards may undo the reply."""
    symmetric = concept in ("smr", "sseq")
    ends = {reply} | (view.returns[reply] if symmetric else frozenset())
    return all(view.sanctions(s, end) for end in ends)


def verdicts(view: View, concept: str) -> list[bool]:
    """Per state: each improvement meets a sanction. True where there is no improvement."""
    return [
        all(
            any(is_sanction(view, concept, s, reply) for reply in replies(view, concept, s1))
            for s1 in ends
        )
        for s, ends in view.improvements.items()
    ]


def against_all(
    conflict: Conflict,
    party: int,
    improves: Callable[[int, int], bool],
    credible: Callable[[int, int, int], bool],
    sanctions: Callable[[int, int], bool],
) -> View:
    """One party's view; `credible(j, s, t)` says which single moves opponent j really makes."""
    others = outsiders(conflict, [party])
    believed = [filtered(moves(conflict, j), partial(credible, j)) for j in others]
    return View(
        improvements=filtered(moves(conflict, party), improves),
        replies=group_moves(conflict, others),
        credible=sequences(conflict, believed),
        returns=moves(conflict, party),
        sanctions=sanctions,
    )


@lru_cache(maxsize=64)
def party_view(conflict: Conflict, party: int) -> View:
    """A sanction is not better, so returning a party to s itself is one."""
    improves = partial(better, conflict, party)
    credible = partial(better, conflict)
    return against_all(
        conflict, party, improves, credible, sanctions=lambda s, t: not improves(s, t)
    )


def stable(conflict: Conflict, party: int, concept: str) -> list[bool]:
    """Per state, for "nash", "gmr", "smr", "seq" or "sseq"."""
    return verdicts(party_view(conflict, party), concept)


def strong(conflict: Conflict, party: int, concept: str) -> list[bool]:
    """Per state: s is much preferred to the sanction; with no improvement, vacuously true.

    Weak is stable and not strong. "nash" has no strong form. `ValueError` without bands.
    """
    if conflict.band is None:
        raise ValueError("this conflict has no bands")
    band = conflict.band[party]
    view = replace(party_view(conflict, party), sanctions=lambda s, t: band[s] > band[t])
    return verdicts(view, concept)


def equilibria(conflict: Conflict, concept: str) -> list[int]:
    found = [stable(conflict, party, concept) for party in range(len(conflict.parties))]
    return [s for s in range(len(conflict.states)) if all(row[s] for row in found)]


# Simultaneous sanctions


def combined(conflict: Conflict, s: int, ends: Iterable[int]) -> list[int]:
    """The state that moves from s to all `ends` make together; none if infeasible or at odds."""
    changed = [set(levels) for levels in zip(*(conflict.states[t] for t in ends), strict=True)]
    joint = [levels - {a} or {a} for levels, a in zip(changed, conflict.states[s], strict=True)]
    return [
        t
        for t, levels in enumerate(conflict.states)
        if all({level} == wanted for level, wanted in zip(levels, joint, strict=True))
    ]


def is_spoilt(conflict: Conflict, party: int, s: int, improvement: int) -> bool:
    others = outsiders(conflict, [party])
    choices = [improvements(conflict, j)[s] | {s} for j in others]  # s itself: j stays
    return any(
        not better(conflict, party, s, joint)
        for ends in product(*choices)
        for joint in combined(conflict, s, (improvement, *ends))
    )


def simultaneous(conflict: Conflict, party: int) -> list[bool]:
    """Per state: all improvements are spoilt by those that others make at the same moment."""
    return [
        all(is_spoilt(conflict, party, s, t) for t in ends)
        for s, ends in improvements(conflict, party).items()
    ]


def equilibria_with_simultaneous(conflict: Conflict, concept: str) -> list[int]:
    """Fraser & Hipel look at simultaneous sanctions only where two parties or more are unstable."""
    parties = range(len(conflict.parties))
    alone = [stable(conflict, party, concept) for party in parties]
    together = [simultaneous(conflict, party) for party in parties]

    def holds(s: int) -> bool:
        unstable = [party for party in parties if not alone[party][s]]
        return len(unstable) != 1 and all(together[party][s] for party in unstable)

    return [s for s in range(len(conflict.states)) if holds(s)]


# Coalitions


def all_better(conflict: Conflict, members: Iterable[int], s: int, t: int) -> bool:
    return all(better(conflict, k, s, t) for k in members)


@lru_cache(maxsize=1024)
def coalition_improvements(conflict: Conflict, members: frozenset[int]) -> Arcs:
    """R_H^++: the end is better than s for every member; the way may lead through worse."""
    return filtered(group_moves(conflict, members), partial(all_better, conflict, members))


def coalitions(parties: Sequence[int]) -> list[frozenset[int]]:
    sizes = range(1, len(parties) + 1)
    return [frozenset(chosen) for size in sizes for chosen in combinations(parties, size)]


@lru_cache(maxsize=256)
def coalition_view(conflict: Conflict, members: frozenset[int], credible: str) -> View:
    others = outsiders(conflict, members)
    if credible == "individual":
        believed = group_improvements(conflict, others)
    elif credible == "coalitions":  # a coalition is a mover: none of them moves twice in a row
        arcs = [coalition_improvements(conflict, group) for group in coalitions(others)]
        believed = sequences(conflict, arcs)
    else:
        raise ValueError(f"credible is 'individual' or 'coalitions', got {credible!r}")
    return View(
        improvements=coalition_improvements(conflict, members),
        replies=group_moves(conflict, others),
        credible=believed,
        returns=group_moves(conflict, members),
        sanctions=lambda s, t: not all_better(conflict, members, s, t),
    )


def coalition_stable(
    conflict: Conflict, members: Iterable[int], concept: str, credible: str = "individual"
) -> list[bool]:
    """Per state, for "cnash", "cgmr", "csmr", "cseq".

    credible : only for cseq; sanctions are sequences of improvements of single outsiders
        ("individual", Kilgour et al. 2001) or of any groups of them ("coalitions", Inohara &
        Hipel 2008).
    """
    view = coalition_view(conflict, frozenset(members), credible)
    return verdicts(view, concept.removeprefix("c"))


# Unknown preferences

Relation = tuple[tuple[str, ...], ...]  # [party][s][t]: t against s, one of "+", "-", "=", "U"

INCENTIVE = {"a": "+U", "b": "+", "c": "+U", "d": "+"}
SANCTION = {"a": "-=", "b": "-=", "c": "-=U", "d": "-=U"}


def relation_of(conflict: Conflict) -> Relation:
    def sign(change: int) -> str:
        return "=" if change == 0 else "+" if change > 0 else "-"

    return tuple(tuple("".join(sign(b - a) for b in rank) for a in rank) for rank in conflict.rank)


def random_relation(conflict: Conflict, seed: int, unknown: float = 0.25) -> Relation:
    """The ranking with some pairs made unknown, in both directions."""
    random = Random(seed)
    relation = [[list(row) for row in rows] for rows in relation_of(conflict)]
    for rows in relation:
        for s, t in combinations(range(len(rows)), 2):
            if random.random() < unknown:
                rows[s][t] = rows[t][s] = "U"
    return tuple(tuple("".join(row) for row in rows) for rows in relation)


def unknown_stable(
    conflict: Conflict, relation: Relation, party: int, concept: str, extension: str
) -> list[bool]:
    """Per state, for "nash", "gmr", "smr", "seq" under extension "a", "b", "c" or "d".

    The same four as in the matrices of the open program NUAAGMCR (read), where opponents' credible
    moves are "+" and "U" under every extension. It drops s itself as a sanction; here s counts.
    """
    own = relation[party]
    view = against_all(
        conflict,
        party,
        improves=lambda s, t: own[s][t] in INCENTIVE[extension],
        credible=lambda j, s, t: relation[j][s][t] in "+U",
        sanctions=lambda s, t: own[s][t] in SANCTION[extension],
    )
    return verdicts(view, concept)


# Attitudes

Attitudes = Sequence[str]  # [party][of whom]: "+" devoting, "-" aggressive, "0" indifferent


def relationally_preferred(
    conflict: Conflict, attitude: Attitudes, strict: bool, party: int, s: int, t: int
) -> bool:
    """Whether t suits every attitude of the party, against s."""

    def suits(j: int, feeling: str) -> bool:
        change = conflict.rank[j][t] - conflict.rank[j][s]
        devoted = change > 0 if strict else change >= 0
        return {"+": devoted, "-": change < 0, "0": True}[feeling]

    return all(suits(j, feeling) for j, feeling in enumerate(attitude[party]))


def attitude_stable(
    conflict: Conflict, attitude: Attitudes, party: int, concept: str, *, strict: bool = False
) -> list[bool]:
    """Per state, for "rnash", "rgmr", "rsmr", "rseq".

    Devoting means at least as good for them (better, if `strict`), aggressive means not so, hence
    worse. A reply list holds the moves that suit all attitudes; a sanction is a state that is not
    relationally preferred to s. `strict` with "+" for oneself and "0" for others is the usual
    concept; without it moves to equally good states are replies too.

    Confirmed from the abstract of Inohara & Hipel (2009), IEEE SMC: usual attitudes give the usual
    concepts if nobody is indifferent between two states (so the definition is the weak one), and
    with all "0" RNash = RSMR and RGMR = RSEQ (so a sanction is not "s suits against it"). The
    wording of the 2007 definitions could not be read.
    """
    suits = partial(relationally_preferred, conflict, attitude, strict)
    view = against_all(
        conflict,
        party,
        improves=partial(suits, party),
        credible=suits,
        sanctions=lambda s, t: not suits(party, s, t),
    )
    return verdicts(view, concept.removeprefix("r"))


# Making conflicts


def all_states(options: Sequence[Option]) -> list[tuple[int, ...]]:
    digits = product(*(range(option.n_levels) for option in reversed(options)))
    return [number[::-1] for number in digits]


def matches(levels: Sequence[int], pattern: Sequence[int | None]) -> bool:
    """A pattern gives a level per option; None stands for any."""
    return all(wanted in (None, level) for level, wanted in zip(levels, pattern, strict=True))


def random_options(random: Random, n_parties: int) -> tuple[Option, ...]:
    common = n_parties > 1 and random.random() < 0.3

    def option(number: int) -> Option:
        n_owners = random.randint(2, n_parties) if common and number == 0 else 1
        owners = tuple(sorted(random.sample(range(n_parties), n_owners)))
        return Option(
            f"o{number}", owners, random.choice((2, 2, 3)), random.choice((0, 0, 0, 1, -1))
        )

    options = [option(number) for number in range(random.randint(2, 6))]
    random.shuffle(options)
    return tuple(options)


def random_states(random: Random, options: Sequence[Option]) -> tuple[tuple[int, ...], ...]:
    """At least two and at most `MOST_STATES` left over by patterns of two or three options."""
    states = all_states(options)
    wanted = random.randint(0, 4)
    while wanted > 0 or len(states) > MOST_STATES:
        fixed = random.sample(range(len(options)), min(len(options), random.choice((2, 2, 3))))
        pattern = [
            random.randrange(option.n_levels) if o in fixed else None
            for o, option in enumerate(options)
        ]
        left = [levels for levels in states if not matches(levels, pattern)]
        states = left if len(left) >= 2 else states
        wanted -= 1
    return tuple(states)


def random_rank(random: Random, n_states: int) -> tuple[int, ...]:
    """Strict, or with the more ties the fewer values are drawn from."""
    if random.random() < 0.4:
        return tuple(random.sample(range(n_states), n_states))
    n_values = random.randint(1, 2 * n_states)
    return tuple(random.randrange(n_values) for _ in range(n_states))


def random_band(random: Random, rank: Sequence[int]) -> tuple[int, ...]:
    cuts = [random.choice(rank) for _ in range(random.randint(0, 4))]
    return tuple(sum(cut < value for cut in cuts) for value in rank)


def with_lost_moves(random: Random, conflict: Conflict) -> Conflict:
    """Some moves forbidden, some states misperceived: reach then depends on who moved last."""
    every = [
        (party, s, t)
        for party in range(len(conflict.parties))
        for s, ends in moves(conflict, party).items()
        for t in sorted(ends)
    ]
    cells = list(product(range(len(conflict.parties)), range(len(conflict.states))))
    forbids, misperceives = random.random() < 0.3, random.random() < 0.2
    return replace(
        conflict,
        forbidden=frozenset(move for move in every if forbids and random.random() < 0.3),
        misperceived=frozenset(cell for cell in cells if misperceives and random.random() < 0.1),
    )


def random_conflict(seed: int) -> Conflict:
    """Half of them with bands. The same seed gives the same conflict."""
    random = Random(seed)
    n_parties = random.randint(1, 5)
    options = random_options(random, n_parties)
    states = random_states(random, options)
    rank = tuple(random_rank(random, len(states)) for _ in range(n_parties))
    band = tuple(random_band(random, row) for row in rank) if random.random() < 0.5 else None
    parties = tuple(f"P{party}" for party in range(n_parties))
    return with_lost_moves(random, Conflict(parties, options, states, rank, band))


# The neutral schema of the reference conflicts, tests/data/conflicts

DIRECTION = {"both": 0, "forward": 1, "backward": -1}
LEVEL = {"N": 0, "Y": 1, "-": None}


def fits(levels: Sequence[int], pattern: str) -> bool:
    return matches(levels, [LEVEL[letter] for letter in pattern])


def written(levels: Sequence[int]) -> str:
    return "".join("NY"[level] for level in levels)


def ranked(data: Mapping, party: str, states: Sequence[tuple[int, ...]]) -> tuple[int, ...]:
    """From the groups, best first; from the statements, most important first, if there are none."""
    if "preferences" in data:
        groups = data["preferences"][party]
        place = {state: -at for at, group in enumerate(groups) for state in group}
        return tuple(place[written(levels)] for levels in states)
    statements = data["preference_statements"][party][::-1]
    return tuple(
        sum(
            2**at
            for at, patterns in enumerate(statements)
            if any(fits(levels, pattern) for pattern in patterns)
        )
        for levels in states
    )


def from_reference(data: Mapping) -> Conflict:
    parties = tuple(party["id"] for party in data["dms"])
    options = tuple(
        Option(given["name"], (parties.index(given["dm"]),), 2, DIRECTION[given["direction"]])
        for given in data["options"]
    )
    states = tuple(
        levels
        for levels in all_states(options)
        if not any(fits(levels, pattern) for pattern in data["infeasible"])
    )
    at = list(enumerate(states))
    return Conflict(
        parties=parties,
        options=options,
        states=states,
        rank=tuple(ranked(data, party, states) for party in parties),
        forbidden=frozenset(
            (parties.index(rule["dm"]), s, t)
            for rule in data.get("forbidden_moves", ())
            for (s, before), (t, after) in product(at, at)
            if fits(before, rule["from"]) and fits(after, rule["to"])
        ),
        misperceived=frozenset(
            (parties.index(party), s)
            for party, patterns in data.get("misperceived", {}).items()
            for s, levels in at
            if any(fits(levels, pattern) for pattern in patterns)
        ),
    )
