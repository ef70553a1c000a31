"""What stands in the way, against every package and every set of demands, one by one."""

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from models import oracle_offers as long_way
from models.offer_cases import spaces
from small_case import small

from parley.blocks import Note
from parley.draws import draws
from parley.lenses.offers.described import describe
from parley.lenses.offers.obstacles import obstacles
from parley.lenses.offers.solve import solve
from parley.models.offer_space import SCALE, offer_space

few = settings(max_examples=25, deadline=None)
N = 3
LOW_MID_HIGH = (0.05, 0.5, 0.95)


def keeps(oracle, package, party, issue=None):
    """Crosses no red line of the party, or none on this issue."""
    return not any(
        long_way.red(oracle, party, name, level)
        for name, level in zip(oracle.case.issues, package, strict=True)
        if issue in (None, name)
    )


def demanded(oracle, k):
    """Everything that is insisted on, as a test of a package: by party, then what must stop."""
    found = [
        lambda x, party=party: (
            long_way.gains(oracle, x, k, [party])[0] >= 0 and keeps(oracle, x, party)
        )
        for party in by_place(oracle)
    ]
    for name, options in long_way.stopping(oracle).items():
        found.append(lambda x, n=name, o=options: long_way.named(oracle, x)[n] in o)
    return found


def by_place(oracle):
    """Those who must consent, in the order of the case."""
    return [party for party in oracle.parties if party in oracle.consent]


def minimal_conflicts(oracle, k):
    """Sets of demands that no package meets, though it could meet them all but any one."""
    wanted, every = demanded(oracle, k), long_way.packages(oracle)
    met = [{i for i, demand in enumerate(wanted) if demand(x)} for x in every]
    found = []
    for size in range(len(wanted) + 1):
        for members in map(set, combinations(range(len(wanted)), size)):
            if not any(members <= each for each in met) and not any(x <= members for x in found):
                found.append(members)
    return {tuple(sorted(each)) for each in found}


@few
@given(spaces(N))
def test_conflicts_are_the_smallest_sets_of_demands_that_no_package_meets(question):
    oracle, space = question
    found = obstacles(space).conflicts
    draws = [minimal_conflicts(oracle, k) for k in range(N)]
    assert found.unknown == 0
    assert found.none == pytest.approx(sum(map(bool, draws)) / N)
    shares = dict(zip(found.conflicts, found.share.tolist(), strict=True))
    expected = {each: sum(each in draw for draw in draws) / N for draw in draws for each in draw}
    assert shares == pytest.approx(expected)
    assert [demand.party for demand in found.demands] == [
        *range(len(oracle.consent)), *[None] * len(long_way.stopping(oracle)),
    ]  # fmt: skip


def zone_of(oracle, packages, k):
    """The most that each gains where all have no deal or more, and the most all can at once."""
    gains = [long_way.gains(oracle, x, k, by_place(oracle)) for x in packages]
    serving = [each for each in gains if min(each) >= 0]
    if not serving:
        return None
    return [max(column) for column in zip(*serving, strict=True)], max(map(min, serving))


@few
@given(spaces(N))
def test_a_red_line_takes_away_what_the_packages_that_cross_it_alone_would_give(question):
    oracle, space = question
    found = obstacles(space).prices
    lines = [
        (party, name)
        for party in by_place(oracle)
        for name, issue in oracle.case.issues.items()
        if any(
            long_way.red(oracle, party, name, level)
            for level in range(len(long_way.level_values(issue)))
        )
    ]
    assert [
        (space.parties[space.consent[each.line.party]], space.issues[each.line.parts[0][0]])
        for each in found
    ] == lines
    stopping = [x for x in long_way.packages(oracle) if long_way.stops(oracle, x)]
    for line, each in zip(lines, found, strict=True):
        others = [other for other in lines if other != line]
        without = [x for x in stopping if all(keeps(oracle, x, *other) for other in others)]
        within = [x for x in without if keeps(oracle, x, *line)]
        pairs = [
            (zone_of(oracle, within, k) if within else None,
             zone_of(oracle, without, k) if without else None) for k in range(N)
        ]  # fmt: skip
        assert each.kept == pytest.approx(sum(a is not None for a, _ in pairs) / N)
        assert each.dropped == pytest.approx(sum(b is not None for _, b in pairs) / N)
        valued = [(a, b) for a, b in pairs if a is not None and b is not None]
        assert each.n_valued == len(valued)
        for q, at in enumerate(LOW_MID_HIGH if valued else ()):
            lost = [b[1] - a[1] for a, b in valued]
            assert each.worst[q] == pytest.approx(long_way.quantile(lost, at))
            for p in range(len(oracle.consent)):
                lost = [b[0][p] - a[0][p] for a, b in valued]
                assert each.best[q][p] == pytest.approx(long_way.quantile(lost, at))


@few
@given(spaces(N))
def test_an_option_fits_where_a_package_with_it_serves_all_and_crosses_no_red_line(question):
    oracle, space = question
    found = obstacles(space).fits
    kept = [x for x in long_way.packages(oracle) if long_way.crosses_none(oracle, x)]
    for k in range(N):
        worst = {x: min(long_way.gains(oracle, x, k)) for x in kept}
        for i, levels in enumerate(space.levels):
            for level in range(len(levels)):
                most = max((w for x, w in worst.items() if x[i] == level), default=-1)
                assert found.fits[i][k, level] == (most >= 0)
                if found.gain is not None:
                    assert found.gain[i][k, level] == max(most, -1)
    assert (found.gain is None) == (len(oracle.consent) > 2)


@few
@given(spaces(N))
def test_room_is_the_median_of_what_all_can_gain_with_an_option(question):
    """Nothing is said where the option fits in less than half of the draws."""
    oracle, space = question
    room = solve(space).room
    if room is None:
        assert len(oracle.consent) > 2
        return
    kept = [x for x in long_way.packages(oracle) if long_way.crosses_none(oracle, x)]
    for i, levels in enumerate(space.levels):
        for level in range(len(levels)):
            most = [
                max((min(long_way.gains(oracle, x, k)) for x in kept if x[i] == level), default=-1)
                for k in range(N)
            ]
            fits = [gain / SCALE for gain in most if gain >= 0]
            expected = long_way.quantile(fits, 0.5) if 2 * len(fits) >= N else np.nan
            assert room[i][level] == pytest.approx(expected, nan_ok=True)


@few
@given(spaces(N))
def test_the_least_cut_is_the_least_that_no_deal_would_have_to_fall_at_the_mean(question):
    oracle, space = question
    found = obstacles(space).cut
    kept = [x for x in long_way.packages(oracle) if long_way.crosses_none(oracle, x)]
    if not kept:
        assert found.cut is None
        return
    missing = [
        sum(max(-gain, 0) for gain in long_way.mean_gains(oracle, x, by_place(oracle)))
        for x in kept
    ]
    assert found.complete
    assert found.total == min(missing) == found.cut.sum()
    package = tuple(found.package.tolist())
    assert package in kept
    gains = long_way.mean_gains(oracle, package, by_place(oracle))
    assert found.cut.tolist() == [max(-gain, 0) for gain in gains]


@few
@given(spaces(N))
def test_the_fewest_red_lines_to_drop_at_the_mean_are_all_found(question):
    oracle, space = question
    party_of = by_place(oracle)
    lines = [
        (party, issue)
        for party in party_of
        for issue, levels in zip(oracle.case.issues, space.levels, strict=True)
        if any(long_way.red(oracle, party, issue, k) for k in range(len(levels)))
    ]
    served = [
        package
        for package in long_way.packages(oracle)
        if min(long_way.mean_gains(oracle, package, party_of)) >= 0
    ]
    expected = set()
    for size in range(len(lines) + 1):
        for dropped in combinations(lines, size):
            left = [line for line in lines if line not in dropped]
            if any(all(keeps(oracle, x, *line) for line in left) for x in served):
                expected.add(dropped)
        if expected:
            break
    names = list(oracle.case.issues)
    found = {
        tuple((party_of[line.party], names[line.parts[0][0]]) for line in some)
        for some in obstacles(space).drops
    }
    assert found == {each for each in expected if each}


def test_a_red_line_that_alone_closes_the_zone_is_named():
    """a must have quiet now or later to reach no deal, and b calls both unacceptable."""
    desk = {"by": "desk", "on": "2020", "because": "x"}
    nothing = {"land": {0: 0, 1: 0}, "watch": {"none": 0, "few": 0, "many": 0}}
    values = {"quiet": {"now": 1, "later": 1, "never": 0}} | nothing
    changes = {
        "positions.a.no_deal": {"value": 0.05} | desk,
        "positions.b.no_deal": {"value": 0} | desk,
        "positions.a.issues": {
            name: {"inferred": {"values": each} | desk} for name, each in values.items()
        },
        "positions.b.issues.quiet.stated": [{"red": ["now", "later"]}],
    }
    case = small(changes)
    found = solve(offer_space(case, draws(case, 20)))
    ((line,),) = found.obstacles.drops
    assert (line.party, line.parts) == (1, ((0, (2,)),))
    words = " ".join(b.text for b in describe(found) if isinstance(b, Note))
    assert "dropping 1 red line would open a zone, and no fewer would: Bor on Quiet: not" in words
