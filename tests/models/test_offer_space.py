"""The offer space against the long way round, and what it says of cases it cannot serve."""

import sys
from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from models import oracle_offers as long_way
from models.offer_cases import cases
from small_case import small

from parley.draws import draws
from parley.errors import CaseError
from parley.models.domain import listed_levels, only, tables
from parley.models.offer_space import SCALE, offer_space

DESK = {"by": "desk", "on": "2020", "because": "x"}


def built(changes=None, n=3):
    case = small(changes)
    return offer_space(case, draws(case, n))


def refused(changes):
    with pytest.raises(CaseError) as caught:
        built(changes)
    return str(caught.value)


def levels(space, **picked):
    """A package by option ids; issues left out at their first level."""
    return np.array(
        [
            known.index(str(picked.get(name, known[0])))
            for name, known in zip(space.issues, space.levels, strict=True)
        ]
    )


@settings(max_examples=100, deadline=None)
@given(cases(), st.integers(0, 1000))
def test_the_space_is_what_the_long_way_finds(case, seed):
    sample = draws(case, 2, seed)
    oracle = long_way.Oracle(case, sample)
    allowed = long_way.packages(oracle)
    if not allowed:
        with pytest.raises(CaseError, match="no package satisfies"):
            offer_space(case, sample)
        return
    space = offer_space(case, sample)
    assert space.parties == tuple(oracle.parties)
    assert [space.parties[p] for p in space.consent] == oracle.consent
    assert space.sample.packages.n == len(allowed)
    for package in allowed[:: max(1, len(allowed) // 5)]:
        for k in range(2):
            mine = space.sample.worth(np.array(package))[k].tolist()
            assert mine == [long_way.utility(oracle, p, package, k) for p in space.parties]
    for k in range(2):
        assert space.sample.no_deal[k].tolist() == [
            long_way.no_deal(oracle, p, k) for p in space.parties
        ]


@settings(max_examples=60, deadline=None)
@given(cases())
def test_clusters_and_rows_hold_exactly_the_packages_that_are_possible(case):
    sample = draws(case, 1)
    oracle = long_way.Oracle(case, sample)
    expected = set(long_way.packages(oracle))
    if not expected:
        return
    space = offer_space(case, sample)
    assert listed(space.sample.packages) == expected
    kept = {
        package
        for package in expected
        if not any(
            long_way.red(oracle, party, name, level)
            for party in oracle.consent
            for name, level in zip(oracle.case.issues, package, strict=True)
        )
    }
    assert listed(only(space.sample.packages, space.keeping(space.consent))) == kept


def listed(packages):
    rows = np.array(list(product(*(range(len(rows)) for rows in packages.rows))), np.int64)
    rows = rows.reshape(-1, len(packages.rows))
    return set(map(tuple, listed_levels(packages, rows).tolist()))


@settings(max_examples=60, deadline=None)
@given(cases())
def test_texts_are_read_as_the_long_way_reads_them(case):
    sample = draws(case, 1)
    oracle = long_way.Oracle(case, sample)
    if not long_way.packages(oracle):
        return
    mine = [
        (text.proposal, text.chosen, tuple(text.package.tolist()), tuple(text.said.tolist()))
        for text in offer_space(case, sample).texts
    ]
    assert mine == long_way.texts(oracle)
    for text in offer_space(case, sample).texts:
        assert text.allowed == long_way.possible(oracle, tuple(text.package.tolist()))


def test_a_package_worked_out_by_hand():
    """One draw, exact numbers: importance by its draw, values and the plus as given."""
    case = small(
        {
            "positions.a.no_deal.plus": 0.2,
            "positions.a.no_deal.plus_with": {"quiet": ["later", "never"]},
            "positions.a.issues.quiet.inferred": {
                "values": {"now": 1, "later": 0.6, "never": 0}
            } | DESK,
            "positions.a.issues.land.inferred.values": {0: 0, 0.5: 0.8, 1: 1},
        }
    )  # fmt: skip
    sample = draws(case, 1)
    space = offer_space(case, sample)
    quiet, land, watch = sample.arrays["positions.a.importance"][0].tolist()
    few = sample.arrays["positions.a.issues.watch"][0][1]
    package = levels(space, quiet="later", land=0.75, watch="few")
    by_hand = quiet * 0.6 + 0.2 + land * 0.9 + watch * few
    assert space.sample.worth(package)[0, 0] == pytest.approx(by_hand * SCALE, abs=2)
    # its no-deal package holds "never" already, under which the plus is kept: counted once
    none = sample.arrays["positions.a.issues.watch"][0][0]
    assert space.sample.no_deal[0, 0] == pytest.approx((0.2 + watch * none) * SCALE, abs=2)


def test_the_plus_is_kept_only_where_things_go_on():
    space = built({"positions.a.no_deal.plus": 0.2})
    without = built({"positions.a.no_deal.plus": 0})
    package = levels(space, quiet="now")
    assert np.array_equal(space.sample.worth(package), without.sample.worth(package))
    package = levels(space, quiet="never")
    assert (space.sample.worth(package) - without.sample.worth(package))[:, 0].tolist() == [
        SCALE // 5
    ] * 3


def test_without_plus_with_only_no_deal_has_the_plus():
    deal = {"package": {"quiet": "never"}, "plus": 0.2} | DESK
    space = built({"positions.a.no_deal": deal})
    status_quo = space.sample.worth(levels(space, quiet="never"))[:, 0]
    assert (space.sample.no_deal[:, 0] - status_quo).tolist() == [SCALE // 5] * 3


def test_a_number_between_steps_is_compared_as_it_stands():
    texts = {
        f"proposals.{name}": {"title": "T", "short": "T", "by": "a", "on": "2020-01-05"}
        | {"terms": {"says": "x", "sets": {"land": land}}}
        for name, land in (("near", 0.6), ("nearer", 0.7))
    }
    space = built(texts)
    assert space.levels[1] == ("0", "0.25", "0.5", "0.6", "0.7", "0.75", "1")
    packages = {text.proposal: text.package for text in space.texts}
    assert [packages[name][1] for name in ("near", "nearer")] == [3, 4]
    near, nearer = (space.sample.worth(packages[name])[0, 0] for name in ("near", "nearer"))
    assert near < nearer  # a wants more land, along straight lines


def test_linked_issues_stand_together():
    space = built()
    assert space.sample.packages.clusters == ((0, 1), (2,))
    assert space.sample.packages.n == (2 * 5 + 1) * 3


def test_a_text_against_the_constraints_is_said_to_be():
    text = {"says": "x", "sets": {"land": 1}}
    space = built({"proposals.plan.terms": text, "proposals.plan.responses": []})
    assert [text.allowed for text in space.texts] == [False, True]


def test_red_lines_are_those_said_and_those_inferred():
    view = {"ranks": "few > many > none", "red": "none"} | DESK
    space = built({"positions.b.issues.watch": {"inferred": view}})
    quiet, land, watch = space.red
    assert quiet.tolist() == [[False] * 3, [False] * 3, [True, False, False]]  # a: never
    assert not land.any()
    assert watch.tolist() == [[False, True, False], [False] * 3, [False] * 3]


def test_consent_follows_the_roles_where_it_is_not_given():
    roles = {f"parties.{name}.roles": [{"is": "party"}] for name in "ac"}
    space = built({"consent": [], **roles})
    assert [space.parties[p] for p in space.consent] == ["a", "c"]


def test_parties_stand_in_the_order_of_the_case():
    space = built({"consent": ["b", "a"]})
    assert space.parties == ("a", "b", "c")
    assert space.consent == (0, 1)


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"issues": {}, "constraints": [], "positions": {}, "proposals": {}},
         "issues: the case names no issues; add an 'issues' section"),
        ({"consent": ["a"]}, "consent: fewer than two parties must agree; name them in 'consent'"),
        ({"positions.b.no_deal": None},
         "positions.b.no_deal: nothing says what 'b' has without a deal; give a value or a range"),
        ({"constraints": ["watch=none", "watch=many"]},
         "constraints: no package satisfies constraints 1, 2 together; "
         "change or drop one of them"),
        ({"constraints": ["watch=none or watch=few", "land<=1", "watch=many and quiet=now"]},
         "constraints: no package satisfies constraints 1, 3 together; "
         "change or drop one of them"),
        ({"constraints": ["watch=none and watch=few"]},
         "constraints: no package satisfies constraint 1; change or drop one of them"),
    ],
)  # fmt: skip
def test_what_is_missing_is_said(changes, says):
    assert refused(changes) == says


def test_too_many_linked_combinations_are_left_to_a_solver(monkeypatch):
    module = sys.modules["parley.models.domain.packages"]  # the function has the same name
    monkeypatch.setattr(module, "LARGEST", 10)
    space = built()
    assert space.sample.packages.rows is None
    assert space.sample.packages.n is None


def together(when, **issues):
    changes = {f"issues.{name}": entry for name, entry in issues.items()}
    found = [{"when": when, "worth": 0.1} | DESK]
    return built({**changes, "positions.a.together": found})


def test_a_conjunction_is_one_part_for_each_issue():
    space = together("quiet!=now and land<=0.25 and quiet!=later")
    assert space.sample.bonuses[0].parts == ((0, (2,)), (1, (0, 1)))


def test_conditions_that_always_hold_are_parts_as_well():
    more = {"name": "More", "question": "?", "range": [0, 1], "steps": 3, "if_silent": 0}
    space = together("land>=0 and more>=0", more=more)
    assert space.sample.bonuses[0].parts == ((1, (0, 1, 2, 3, 4)), (3, (0, 1, 2)))
    assert tables(space.sample.at(0))  # the issues stand together, and each row has the bonus


def test_only_packages_that_end_what_goes_on_stop_the_fighting():
    space = built({"positions.a.no_deal.plus_with": {"quiet": ["later", "never"]}})
    assert space.stops == ((0, (0,)),)
    assert built({"positions.a.no_deal": {"package": {}} | DESK}).stops == ()
