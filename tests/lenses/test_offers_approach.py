"""Changes to a text against every changed package, listed one by one."""

from fractions import Fraction
from math import gcd

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from models import oracle_offers as long_way
from models.offer_cases import spaces
from small_case import small

from parley.draws import draws
from parley.lenses.offers.approach import approach, approaches
from parley.lenses.offers.standing import texts
from parley.models.offer_space import offer_space
from parley.models.offer_space.utilities import package_of

few = settings(max_examples=25, deadline=None)
N = 3


def prices(oracle):
    """Cost of changing each issue in tenths of the cheapest, as small as they can be."""
    cost = [issue.cost for issue in oracle.case.issues.values()]
    tenths = [max(round(10 * each / min(cost)), 1) for each in cost]
    return [each // gcd(*tenths) for each in tenths]


def may_turn_to(oracle, package, said):
    """Per issue the levels that a change may take."""
    stopping = long_way.stopping(oracle)
    found = []
    for i, (name, issue) in enumerate(oracle.case.issues.items()):
        known = long_way.level_values(issue)
        levels = [
            level
            for level in range(len(known))
            if not any(long_way.red(oracle, party, name, level) for party in oracle.consent)
        ]
        if stopping and long_way.stops(oracle, package):
            options = stopping.get(name, known)
            levels = [level for level in levels if known[level] in options]
        elif stopping and said[i] and package[i] in levels:
            levels = [package[i]]
        found.append(levels)
    return found


def changed_packages(oracle, package, said):
    """Every package that a change may lead to -> its cost, and how many issues it changes."""
    levels, cost = may_turn_to(oracle, package, said), prices(oracle)
    found = {}
    for other in long_way.packages(oracle):
        if all(level in known for level, known in zip(other, levels, strict=True)):
            issues = [i for i in range(len(other)) if other[i] != package[i]]
            found[other] = sum(cost[i] for i in issues), len(issues)
    return found


def share(oracle, package):
    """Of the draws in which enough of those who must consent have no deal or more."""
    enough = [
        any(
            min(long_way.gains(oracle, package, k, group)) >= 0 for group in long_way.groups(oracle)
        )
        for k in range(N)
    ]
    return Fraction(sum(enough), N)


def worst(oracle, package):
    """Median of the gain of whoever gains least in the group that fares best."""
    return long_way.lower_median(
        [
            max(min(long_way.gains(oracle, package, k, group)) for group in long_way.groups(oracle))
            for k in range(N)
        ]
    )


def total(oracle, package):
    return sum(
        long_way.utility(oracle, party, package, k) for party in oracle.parties for k in range(N)
    )


@st.composite
def asked(draw):
    """A space, and any package with what it says on purpose."""
    oracle, space = draw(spaces(N))
    package = tuple(draw(st.integers(0, len(known) - 1)) for known in space.levels)
    said = draw(st.lists(st.booleans(), min_size=len(package), max_size=len(package)))
    found = approach(
        space, np.array(package), np.array(said), np.array([0.0, 1.0, 0.5][: len(space.parties)])
    )
    return oracle, space, package, said, found


@few
@given(asked())
def test_the_best_change_of_each_cost_is_the_best_of_all_that_are_listed(question):
    oracle, _, package, said, found = question
    every = changed_packages(oracle, package, said)
    tried = {other: cost for other, (cost, n) in every.items() if n <= 3}
    assert found.changes.standing == float(share(oracle, package))
    assert [step.cost for step in found.changes.steps] == sorted(set(tried.values()))
    for step in found.changes.steps:
        at = [other for other, cost in tried.items() if cost == step.cost]
        most = max(share(oracle, other) for other in at)
        assert step.n == len(at)
        assert step.n_best == (sum(share(oracle, other) == most for other in at) if most else 0)
        serving = [other for other in at if share(oracle, other) > 0]
        serving.sort(key=lambda x: (-share(oracle, x), -worst(oracle, x), -total(oracle, x), x))
        assert [tuple(each.package.tolist()) for each in step.best] == serving[:3]
        for each in step.best:
            other = tuple(each.package.tolist())
            assert each.share == float(share(oracle, other))
            assert each.worst == worst(oracle, other)
            assert each.issues == tuple(i for i in range(len(other)) if other[i] != package[i])


@few
@given(asked())
def test_who_pays_is_the_median_difference_for_each_party(question):
    oracle, _, package, _, found = question
    shown = [each for step in found.changes.steps for each in step.best]
    for each in (*shown, *found.trades.free, *found.trades.pairs):
        other = tuple(each.package.tolist())
        expected = [
            long_way.lower_median(
                [
                    long_way.utility(oracle, party, other, k)
                    - long_way.utility(oracle, party, package, k)
                    for k in range(N)
                ]
            )
            for party in oracle.parties
        ]
        assert each.change.tolist() == expected


@few
@given(asked())
def test_only_changes_that_do_better_than_every_cheaper_one_are_improving(question):
    oracle, _, package, _, found = question
    best, expected = share(oracle, package), []
    for step in found.changes.steps:
        first = step.best[0] if step.best else None
        if first is not None and first.issues and Fraction(first.share).limit_denominator(N) > best:
            best = Fraction(first.share).limit_denominator(N)
            expected.append(tuple(first.package.tolist()))
    assert [tuple(each.package.tolist()) for each in found.improving] == expected


@few
@given(asked())
def test_the_cheapest_way_at_the_mean_takes_as_many_changes_as_it_must(question):
    oracle, _, package, said, found = question
    every = changed_packages(oracle, package, said)
    groups = long_way.groups(oracle)
    serving = {
        other: cost
        for other, (cost, _) in every.items()
        if any(min(long_way.mean_gains(oracle, other, group)) >= 0 for group in groups)
    }
    assert found.cheapest.proved
    assert found.cheapest.cost == min(serving.values(), default=None)
    if not serving:
        assert len(found.cheapest.packages) == 0
        assert found.far is None
        return
    least = [other for other, cost in serving.items() if cost == found.cheapest.cost]
    first = tuple(found.cheapest.packages[0].tolist())
    assert first in least
    if len(groups) == 1:
        assert sum(long_way.mean_gains(oracle, first, groups[0])) == max(
            sum(long_way.mean_gains(oracle, other, groups[0])) for other in least
        )
    n_changed = sum(a != b for a, b in zip(first, package, strict=True))
    assert (found.far is not None) == (n_changed > 3)
    if found.far is not None:
        assert tuple(found.far.tolist()) == first


@few
@given(asked())
def test_nothing_shown_turns_to_what_a_change_may_not_turn_to(question):
    oracle, _, package, said, found = question
    levels = may_turn_to(oracle, package, said)
    shown = [each for step in found.changes.steps for each in step.best]
    shown += [*found.trades.free, *found.trades.pairs]
    shown += [each for offers in found.counter for each in offers]
    for each in shown:
        other = each.package.tolist()
        assert all(level in known for level, known in zip(other, levels, strict=True))
        assert long_way.possible(oracle, tuple(other))


@few
@given(asked())
def test_a_trade_hurts_nobody_who_must_consent_and_helps_somebody(question):
    oracle, _, package, _, found = question
    for each in (*found.trades.free, *found.trades.pairs):
        other = tuple(each.package.tolist())
        held = 0
        for k in range(N):
            after, before = (long_way.gains(oracle, x, k) for x in (other, package))
            moves = [a - b for a, b in zip(after, before, strict=True)]
            held += min(moves) >= 0 and max(moves) > 0
        if each in found.trades.free:
            assert each.share == held / N
        else:  # of two, each alone hurts somebody as well
            assert 0 < each.share <= held / N


@few
@given(asked())
def test_a_counter_offer_is_the_best_for_the_others_at_no_loss(question):
    oracle, space, package, said, found = question
    assert len(found.counter) == len(oracle.consent)
    every = changed_packages(oracle, package, said)
    for position, offers in zip(space.consent, found.counter, strict=True):
        party = space.parties[position]
        others = [each for each in oracle.consent if each != party]

        def least(x, others=others):
            return long_way.lower_median(
                [min(long_way.gains(oracle, x, k, others)) for k in range(N)]
            )

        def safe(x, party=party):
            (before, after) = (
                [long_way.utility(oracle, party, y, k) for k in range(N)] for y in (package, x)
            )
            return 2 * sum(b <= a for b, a in zip(before, after, strict=True)) >= N

        better = [
            x for x, (_, n) in every.items() if 0 < n <= 3 and safe(x) and least(x) > least(package)
        ]
        if not better:
            assert offers == ()
            continue
        (offer,) = offers
        assert tuple(offer.package.tolist()) in better
        assert offer.worst == max(map(least, better))


@few
@given(spaces(N))
def test_texts_that_stand_and_serve_in_no_most_draws_are_approached_fullest_first(question):
    oracle, space = question
    standing = texts(space)
    found = approaches(space, standing)
    known = long_way.texts(oracle)
    wanted = [t for t in range(len(known)) if standing.together[t] <= 0.5]
    assert all(each.text in wanted for each in found)
    assert [each.text for each in found] == sorted(
        {
            known[t][2]: t for t in sorted(wanted, key=lambda t: (-sum(known[t][3]), t))[::-1]
        }.values(),
        key=lambda t: (-sum(known[t][3]), t),
    )[:6]
    most = max((sum(text[3]) for text in known), default=0)
    for each in found:
        assert each.full == (2 * sum(known[each.text][3]) >= most)
        assert [space.parties[p] for p in each.refusing] == [
            party
            for party in oracle.parties
            if party in oracle.consent
            and sum(long_way.acceptable(oracle, known[each.text], party, k) for k in range(N))
            <= N / 2
        ]


def test_who_accepts_in_half_of_the_draws_still_refuses():
    case = small()
    space = offer_space(case, draws(case, 3))
    package = space.texts[0].package
    for share, refusing in ((0.5, (1,)), (0.51, ())):
        accepts = np.array([0.9, share, 0.0])  # c need not consent
        found = approach(space, package, space.texts[0].said, accepts)
        assert found.refusing == refusing


def test_a_text_that_settles_half_as_much_as_the_fullest_is_full():
    told = {"title": "T", "by": "a", "on": "2020-01-05"}
    sets = [
        {"watch": "few"},
        {"land": 1, "watch": "few"},
        {"quiet": "now", "land": 1, "watch": "few"},
    ]
    made = {
        f"t{k}": told | {"short": f"T{k}", "terms": {"says": "x", "sets": each}}
        for k, each in enumerate(sets)
    }
    hard = {"positions.b.no_deal.value": 1, "constraints": []}

    def full(**proposals):
        case = small({"proposals": proposals} | hard)
        space = offer_space(case, draws(case, 3))
        return {space.texts[e.text].proposal: e.full for e in approaches(space, texts(space))}

    assert full(t0=made["t0"], t1=made["t1"]) == {"t1": True, "t0": True}
    assert full(**made) == {"t2": True, "t1": True, "t0": False}


# the rules on what a change may turn to, one by one


def of(changes, **settled):
    """The changed packages that are shown for a text of the small case, by option ids."""
    case = small(changes)
    space = offer_space(case, draws(case, 5))
    package = package_of(case, settled)
    said = np.array([name in settled for name in space.issues])
    found = approach(space, package, said, np.zeros(len(space.parties)))
    shown = [each.package.tolist() for step in found.changes.steps for each in step.best]
    return [
        {name: space.levels[i][package[i]] for i, name in enumerate(space.issues)}
        for package in shown
    ]


EASY = {
    "positions.a.no_deal": {"package": {"quiet": "never"}, "plus": -1, "by": "d", "on": "2020",
                            "because": "x", "plus_with": {"quiet": ["never"]}},
    "positions.b.no_deal.value": 0,
}  # fmt: skip


def test_a_text_that_stops_the_fighting_is_not_changed_into_one_that_does_not():
    red = {"positions.a.issues.quiet.stated": []}
    assert {each["quiet"] for each in of({**EASY, **red}, quiet="now")} == {"now", "later"}


def test_a_text_that_stops_nothing_keeps_what_it_says_and_may_say_more():
    found = of({**EASY, "positions.a.issues.quiet.stated": [], "constraints": []}, land=1)
    assert {each["land"] for each in found} == {"1"}
    assert {each["quiet"] for each in found} >= {"now"}


def test_what_crosses_a_red_line_has_to_change_even_if_a_text_says_it():
    found = of({**EASY, "constraints": []}, quiet="never", land=1)  # a calls "never" red
    assert {each["quiet"] for each in found} == {"now", "later"}
    assert {each["land"] for each in found} == {"1"}


def test_a_text_that_stops_one_of_two_things_that_go_on_stops_nothing():
    """Quiet goes on for a, watching for b: what a text says of one of them it keeps."""
    both = {
        **EASY,
        "positions.a.issues.quiet.stated": [],
        "constraints": [],
        "positions.b.no_deal": EASY["positions.a.no_deal"]
        | {"package": {"watch": "none"}, "plus_with": {"watch": ["none"]}},
    }
    assert {each["watch"] for each in of(both, quiet="now", watch="none")} <= {"none"}
    assert {each["quiet"] for each in of(both, quiet="now", watch="few")} == {"now", "later"}
