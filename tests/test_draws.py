"""Draws: streams that nothing else disturbs, the distributions they follow, and who is believed.

Distributions are compared with the exact ones of scipy by Kolmogorov and Smirnov's test; the odds
of accounts with figures worked out by hand.
"""

import hashlib
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats
from small_case import DATA, small, small_file

import parley
from parley.case import read_case
from parley.case.lineage import lineage
from parley.draws import draws, inputs, mixed, odds

WORTH = "positions.b.no_deal.value"
ACCOUNTS = "positions.c.no_deal.value"
N = 20_000
TOLD = [{"value": "0.1..0.2", "from": ["k1"]}, {"value": 0.6, "from": ["k2"]}]


def same(left, right, but=()):
    """Same inputs with the same bits, apart from paths that begin with one of `but`."""
    one, two = (
        {path: array.tobytes() for path, array in d.arrays.items() if not path.startswith(but)}
        for d in (left, right)
    )
    return one == two


def worth(quantity, n=N, seed=0):
    return draws(small({WORTH: quantity}), n, seed).arrays[WORTH]


def fits(numbers, distribution):
    return stats.kstest(numbers, distribution.cdf).pvalue > 0.001


# streams


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 40), st.integers(1, 40), st.integers(0, 2**63))
def test_any_batch_is_a_slice_of_the_whole(start, n, seed):
    whole, batch = draws(small(), 80, seed), draws(small(), n, seed, start=start)
    assert (batch.n, batch.start, batch.seed) == (n, start, seed)
    for path, array in whole.arrays.items():
        assert np.array_equal(array[start : start + n], batch.arrays[path]), path


@pytest.mark.parametrize(
    ("changes", "touched"),
    [
        (
            {
                "claims.new": {
                    "source": "s1", "by": "bo", "how": "direct", "on": "2020-01-07",
                    "says": "x", "act": "DEMAND", "about": ["gate"],
                }
            },
            (),
        ),
        ({"positions.b.no_deal.value": "0.2..0.9"}, (WORTH,)),
        ({"positions.b.no_deal.value": 0.5}, (WORTH,)),
        ({"chronology.talk.lasted": "30..50"}, ("chronology.talk",)),
        (
            {
                "parties.d": {"name": "Dawn"},
                "positions.d": {
                    "no_deal": {"value": "0..1", "by": "desk", "on": "2020", "because": "x"}
                },
            },
            ("positions.d",),
        ),
        (
            {"issues.toll": {"name": "T", "question": "T", "range": [0, 1], "if_silent": 0}},
            (
                "positions.a.importance", "positions.b.importance", "positions.c.importance",
                "positions.a.issues.toll", "positions.b.issues.toll", "positions.c.issues.toll",
            ),
        ),
        ({"belief": {"reliability": {"B": 0.9}}}, (ACCOUNTS,)),
    ],
)  # fmt: skip
def test_a_change_moves_the_numbers_of_no_other_input(changes, touched):
    before, after = draws(small(), 50, 3), draws(small(changes), 50, 3)
    assert same(before, after, but=touched)
    assert not touched or not same(before, after)


def test_the_order_of_entries_does_not_matter():
    turned = small({"positions": dict(reversed(DATA["positions"].items()))})
    assert same(draws(small(), 50), draws(turned, 50))


def test_seeds_differ_and_so_do_inputs():
    one, two = draws(small(), 200, 0), draws(small(), 200, 1)
    assert all(not np.array_equal(one.arrays[p], two.arrays[p]) for p in one.arrays)
    bits = {array.tobytes() for array in one.arrays.values()}
    assert len(bits) == len(one.arrays)


def test_streams_do_not_go_together():
    """Two inputs with the same range, and two parties with the same ranking, stay unrelated."""
    desk = {"by": "desk", "on": "2020", "because": "x"}
    changes = {
        "positions.a.no_deal": {"value": "0..1"} | desk,
        "positions.b.no_deal": {"value": "0..1"} | desk,
        "positions.a.importance": {"ranks": "quiet > land > watch"} | desk,
        "positions.b.importance": {"ranks": "quiet > land > watch"} | desk,
    }
    d = draws(small(changes), N).arrays
    first, second = d["positions.a.no_deal.value"], d[WORTH]
    assert abs(np.corrcoef(first, second)[0, 1]) < 0.03
    weights = d["positions.a.importance"][:, 0], d["positions.b.importance"][:, 0]
    assert abs(np.corrcoef(*weights)[0, 1]) < 0.03


def test_a_scenario_shares_the_numbers_of_what_it_leaves_alone(tmp_path):
    path = small_file(tmp_path)
    base = draws(read_case(path), 50, 7)
    for name, changed in [("cold", WORTH), ("loud", "positions.a.no_deal.plus")]:
        other = draws(read_case(path, scenario=name), 50, 7)
        assert same(base, other, but=(changed,)), name
    # the same uniforms behind a changed range: each draw moves to the same place in it
    loud = draws(read_case(path, scenario="loud"), 50, 7).arrays["positions.a.no_deal.plus"]
    assert np.allclose((loud - 0.1) / 0.3, base.arrays["positions.a.no_deal.plus"] / 0.2)


# A change here is a change of every report ever made: say so in the change log.
LITERAL = {
    "positions.a.importance": ["0x1.2f5308c1e166cp-1", "0x1.5631b7687c030p-2"],
    "positions.a.issues.land.inferred.values.0.5": ["0x1.6aeb6346918b2p-1", "0x1.66a89e78c6fb6p-1"],
    "positions.b.importance": ["0x1.7a1f1a9577f06p-2", "0x1.7a1f1a9577f06p-2"],
    "positions.b.issues.land": ["0x1.0000000000000p+0", "0x1.a7c43a747571dp-1"],
    "positions.b.issues.quiet": ["0x0.0p+0", "0x1.4e978ca9c622cp-1"],
    "positions.c.importance": ["0x1.0e3607e22b61cp-3", "0x1.924821e5372e5p-2"],
    "positions.c.no_deal.value": ["0x1.1c7dae2f3ac5ep-3", "0x1.9e59e9701a410p-4"],
}


def test_the_numbers_are_these_on_every_machine():
    d = draws(small(), 3, seed=5).arrays
    found = {path: [float(x).hex() for x in d[path].ravel()[:2]] for path in LITERAL}
    assert found == LITERAL
    # a triangle takes square roots, a bell more than that: the last digit may be the machine's
    rough = {
        "positions.a.no_deal.plus": {"low": 0, "mode": 0.05, "high": 0.2},
        WORTH: {"mean": 0.3, "sd": 0.1},
    }
    d = draws(small(rough), 3, seed=5).arrays
    plus = [float.fromhex("0x1.8e474b478f967p-5"), float.fromhex("0x1.8f3bb1874aa1dp-4")]
    bell = [float.fromhex("0x1.c61bb28df5ce2p-3"), float.fromhex("0x1.e1af0d37dd718p-3")]
    assert d["positions.a.no_deal.plus"][:2].tolist() == pytest.approx(plus, rel=1e-13)
    assert d[WORTH][:2].tolist() == pytest.approx(bell, rel=1e-13)


def test_the_same_numbers_in_a_fresh_process(tmp_path):
    """Hash seeds, import order and working folder play no part."""
    code = (
        "import sys; from parley.case import read_case; from parley.draws import draws; "
        "d = draws(read_case(sys.argv[1]), 40, 5); "
        "import hashlib; h = hashlib.sha256(); "
        "[h.update(p.encode() + d.arrays[p].tobytes()) for p in sorted(d.arrays)]; "
        "print(h.hexdigest())"
    )
    source = str(Path(parley.__file__).parents[1])
    env = {"PYTHONPATH": source, "PYTHONHASHSEED": "12345"}
    run = subprocess.run(
        [sys.executable, "-c", code, str(small_file(tmp_path))],
        capture_output=True, text=True, check=True, cwd=tmp_path, env=env,
    )  # fmt: skip
    here = hashlib.sha256()
    d = draws(small(), 40, 5)
    for path in sorted(d.arrays):
        here.update(path.encode() + d.arrays[path].tobytes())
    assert run.stdout.strip() == here.hexdigest()


def test_counts_below_one_are_refused():
    for n, start in [(0, 0), (-1, 0), (1, -1)]:
        with pytest.raises(ValueError, match=f"n={n}, start={start}"):
            draws(small(), n, start=start)


# what is drawn


def test_inputs_are_listed_with_what_they_rest_on():
    found = {each.path: each for each in inputs(small())}
    assert {path: each.claims for path, each in found.items() if each.claims} == {
        "positions.a.importance": ("k1",),
        "positions.a.no_deal.plus": ("k1", "k3"),
        "positions.a.issues.quiet": ("k1",),
        WORTH: ("k2",),
        "positions.b.issues.quiet": ("k2",),  # not of the later statement, which orders nothing
        ACCOUNTS: ("k1", "k2", "k3"),
        "moves.preferences.a.order": ("k1",),
        "moves.preferences.a.statements.2:coin": ("k1",),
        "influence.actors.a.capability": ("k1",),
        "influence.actors.a.stances.line.position": ("k1",),
        "influence.actors.b.stances.line.salience": ("k2",),
        "war.sides.a.strength": ("k1",),
        "war.sides.a.cost": ("k1",),
        "war.sides.a.capabilities.guns.production": ("k2",),
        "war.sides.a.capabilities.guns.struck": ("k2", "k3"),
        "settlement.keeping.b.cheats": ("k2",),
        "settlement.guarantees.pact.honoured": ("k3",),
    }
    assert found["positions.a.importance"].names == ("quiet", "land", "watch")
    assert found["positions.b.issues.land"].names == ("0", "0.25", "0.5", "0.75", "1")
    # exact numbers are not drawn; a preference given as values is no ranking
    assert "positions.a.issues.land" not in found
    assert [p for p in found if p.startswith("positions.a.issues.land.")] == [
        "positions.a.issues.land.inferred.values.0.5"
    ]
    d = draws(small(), 5)
    assert [path for path in d.arrays if not path.endswith(":account")] == list(found)


def test_what_is_drawn_obeys_what_is_said():
    d = draws(small(), 500).arrays
    quiet, land, watch = d["positions.b.importance"].T
    assert np.array_equal(quiet, land)
    assert (land >= watch).all()
    assert np.allclose(quiet + land + watch, 1)
    assert (np.diff(d["positions.b.issues.land"]) <= 0).all()  # prefers: less
    now, later, never = d["positions.b.issues.quiet"].T  # refuses: now
    assert (now == 0).all()
    assert (np.maximum(later, never) == 1).all()


def test_the_last_statement_that_orders_options_counts():
    said = [{"wants": "now", "from": "k1"}, {"wants": "never", "from": "k2"}, {"red": "now"}]
    case = small({"positions.b.issues.quiet": {"stated": said}})
    now, _, never = draws(case, 100).arrays["positions.b.issues.quiet"].T
    assert (never == 1).all()
    assert (now < 1).all()
    found = {each.path: each.claims for each in inputs(case)}
    assert found["positions.b.issues.quiet"] == ("k2",)


def test_a_number_of_the_case_known_or_not():
    case = small({"positions.a.no_deal.plus": 0.25})
    d = draws(case, 4)
    deal = case.positions["a"].no_deal
    assert d.number("positions.a.no_deal.plus", deal.plus).tolist() == [0.25] * 4
    assert d.number("positions.a.no_deal.value", deal.value).tolist() == [0.0] * 4
    given = case.positions["b"].no_deal.value
    assert np.array_equal(d.number(WORTH, given), d.arrays[WORTH])


# importance in other forms, and score sheets

DESK = {"by": "desk", "on": "2020", "because": "x"}
SHEET = {
    "quiet": {"now": 40, "later": "10..20", "never": 0},
    "land": {0: 5, 0.5: "20..30", 1: 0},
    "watch": {"none": 0, "few": -5, "many": -10},
}


def weighed(importance):
    return small({"positions.b.importance": DESK | importance})


def importance_of(case, n=N):
    d = draws(case, n)
    return d.arrays["positions.b.importance"], d


def test_weights_are_drawn_each_in_its_range_and_divided_by_their_sum():
    case = weighed({"weights": {"quiet": "1..3", "land": 2, "watch": 0}})
    weight, d = importance_of(case)
    quiet = d.arrays["positions.b.importance.weights.quiet"]
    assert fits(quiet, stats.uniform(1, 2))
    assert np.array_equal(weight[:, 0], quiet / (quiet + 2))
    assert np.array_equal(weight[:, 1], 2 / (quiet + 2))
    assert (weight[:, 2] == 0).all()
    found = {each.path: each.kind for each in inputs(case)}
    assert found["positions.b.importance.weights.quiet"] == "number"
    assert "positions.b.importance.weights.land" not in found  # known, so no input
    assert "positions.b.importance" not in found  # made of inputs, itself none


def test_swings_are_divided_by_their_sum():
    """Von Winterfeldt and Edwards (1986): swings of 100, 60 and 40 weigh 0.5, 0.3 and 0.2."""
    weight, _ = importance_of(weighed({"swing": {"quiet": 100, "land": 60, "watch": 40}}), n=3)
    assert np.allclose(weight, [0.5, 0.3, 0.2], atol=1e-15)
    weight, d = importance_of(weighed({"swing": {"quiet": 100, "land": "unknown", "watch": 0}}))
    assert fits(d.arrays["positions.b.importance.swing.land"], stats.uniform(0, 100))


def test_smarter_weights_are_the_centroid_in_every_draw():
    case = weighed({"smarter": "quiet > watch > land"})
    weight, _ = importance_of(case, n=2)
    assert np.allclose(weight, np.array([[11, 2, 5]] * 2) / 18, atol=1e-15)
    assert not [each for each in inputs(case) if each.path.startswith("positions.b.importance")]
    ranked, _ = importance_of(weighed({"ranks": "quiet > watch > land"}))
    assert np.allclose(ranked.mean(axis=0), weight[0], atol=0.005)


def test_a_row_of_nothing_but_zeros_is_shared_evenly():
    flat = {name: dict.fromkeys(levels, 3) for name, levels in SHEET.items()}
    weight, _ = importance_of(small({"positions.b": {"points": flat}}), n=2)
    assert np.allclose(weight, 1 / 3)


def test_points_are_drawn_and_nothing_else_of_that_party():
    no_deal = DESK | {"points": "10..20"}
    case = small({"positions.b": {"points": SHEET, "no_deal": no_deal}})
    mine = [each.path for each in inputs(case) if each.path.startswith("positions.b")]
    assert mine == [
        "positions.b.points.quiet.later",
        "positions.b.points.land.0.5",
        "positions.b.no_deal.points",
    ]
    weight, d = importance_of(case)
    assert fits(d.arrays["positions.b.points.quiet.later"], stats.uniform(10, 10))
    assert fits(d.arrays["positions.b.no_deal.points"], stats.uniform(10, 10))
    top = d.arrays["positions.b.points.land.0.5"]
    swings = np.stack([np.full(N, 40.0), top, np.full(N, 10.0)], axis=1)
    assert np.array_equal(weight, swings / swings.sum(axis=1, keepdims=True))


def test_what_options_add_together_is_drawn():
    entry = DESK | {"when": "quiet=now and watch=many", "worth": "-0.1..0.2", "from": ["k2"]}
    case = small({"positions.b.together": [entry]})
    path = "positions.b.together.0.worth"
    assert {each.path: each.claims for each in inputs(case)}[path] == ("k2",)
    assert fits(draws(case, N).arrays[path], stats.uniform(-0.1, 0.3))


def test_new_forms_move_no_number_of_what_was_there_before():
    case = weighed({"weights": {"quiet": "1..3", "land": 2, "watch": 0}})
    assert same(draws(small(), 50), draws(case, 50), but=("positions.b.importance",))


def test_numbers_inside_claims_are_not_drawn():
    point = {"of": "m", "number": "3..5"}
    case = small({"matters": {"m": {"question": "How many?"}}, "claims.k1.points": [point]})
    assert [each.path for each in inputs(case)] == [each.path for each in inputs(small())]


@pytest.mark.parametrize(
    ("quantity", "distribution"),
    [
        ("0.2..0.9", stats.uniform(0.2, 0.7)),
        ("likely", stats.uniform(0.55, 0.25)),
        ("almost no chance", stats.uniform(0.01, 0.04)),
        ("unknown", stats.uniform(0, 1)),
        ({"low": 0.1, "mode": 0.25, "high": 0.9}, stats.triang(0.15 / 0.8, 0.1, 0.8)),
        ({"low": 0.1, "mode": 0.1, "high": 0.9}, stats.triang(0, 0.1, 0.8)),
        ({"low": 0.1, "mode": 0.9, "high": 0.9}, stats.triang(1, 0.1, 0.8)),
        ({"mean": 0.3, "sd": 0.1}, stats.truncnorm(-3, 7, 0.3, 0.1)),
        ({"mean": 0.9, "sd": 0.5}, stats.truncnorm(-1.8, 0.2, 0.9, 0.5)),
        (
            {"mean": 0.5, "sd": 0.2, "low": 0.4, "high": 0.6},
            stats.truncnorm(-0.5, 0.5, 0.5, 0.2),
        ),
    ],
)
def test_quantities_follow_their_distribution(quantity, distribution):
    drawn = worth(quantity)
    assert fits(drawn, distribution)
    # and the next best shape is told apart, so that the test can fail
    assert not fits(drawn * 0.97, distribution)


def test_a_bell_without_bounds():
    path = "chronology.talk.lasted"
    drawn = draws(small({path: {"mean": 50, "sd": 5}}), N).arrays[path]
    assert fits(drawn, stats.norm(50, 5))


def test_a_width_of_nothing():
    assert (worth({"low": 0.4, "mode": 0.4, "high": 0.4}, 5) == 0.4).all()
    assert (worth("0.4..0.4", 5) == 0.4).all()


# who is believed


def accounts(*told, prior="0..1", **changes):
    """The small case with these (value, claims) as accounts."""
    claimed = [{"value": value, "from": list(claims)} for value, claims in told]
    return small({ACCOUNTS: {"claimed": claimed, "prior": prior}, **changes})


def shares(case):
    return odds(case, case.positions["c"].no_deal.value)


def test_odds_of_two_accounts_worked_out_by_hand():
    """k1: B2, 0.80 x 0.85 = 0.68. k2: C3, 0.60 x 0.65 = 0.39.

    Against neither being right (1): 0.68 / 0.32 = 2.125 and 0.39 / 0.61 = 0.639344.
    Together 3.764344: 0.564508, 0.169842, 0.265650.
    """
    case = accounts((0.2, ["k1"]), (0.6, ["k2"]))
    assert shares(case) == pytest.approx([0.564508, 0.169842, 0.265650], abs=1e-6)


def test_odds_of_three_accounts_one_told_twice():
    """k3: C6, 0.60 x 0.50 = 0.30. k2 and k3 for one: 1 - 0.61 x 0.70 = 0.573, odds 1.341920.

    Third account on a new claim, C5: 0.09, odds 0.098901. Sum 2.125 + 1.341920 + 0.098901 + 1.
    """
    new = {
        "source": "s2", "speaker": "a clerk", "how": "anonymous", "on": "2020-01-06", "says": "x",
        "act": "ASSESS", "about": ["gate"], "credibility": 5,
    }  # fmt: skip
    case = accounts((0.2, ["k1"]), (0.6, ["k2", "k3"]), (0.9, ["k4"]), **{"claims.k4": new})
    total = 4.565821
    by_hand = [2.125 / total, 1.341920 / total, 0.098901 / total, 1 / total]
    assert shares(case) == pytest.approx(by_hand, abs=1e-6)


@pytest.mark.parametrize(
    "copy",
    [
        {"source": "s2", "how": "report"},  # no speaker named, same outlet as k3
        {"source": "s3", "how": "report"},  # an outlet that relays the other
        {"source": "s1", "by": "al", "how": "direct", "relation": True},  # said to repeat it
    ],
)
def test_copies_count_once_and_the_best_copy_counts(copy):
    copy = dict(copy)
    changes = {
        "sources.s3": {"outlet": "Relay", "kind": "agency", "grade": "A", "relays": "Radio"},
        "relations": [{"claim": "copy", "is": "repeats", "other": "k3"}]
        if copy.pop("relation", False)
        else [],
        "claims.copy": {
            "on": "2020-01-07", "says": "The gate may open", "act": "ASSESS", "about": ["gate"],
            "credibility": 6, **copy,
        },
    }  # fmt: skip
    grade = {"s1": 0.80, "s2": 0.60, "s3": 0.95}[copy["source"]]
    best = max(grade, 0.60) * 0.5
    case = accounts((0.6, ["k3", "copy"]), **changes)
    assert len(set(lineage(case, ["k3", "copy"]).values())) == 1
    assert shares(case)[0] == pytest.approx(best)
    # two voices of their own would have been believed more
    independent = accounts((0.6, ["k3", "k2"]))
    assert shares(independent)[0] > best


def test_naming_a_claim_twice_adds_nothing():
    assert shares(accounts((0.6, ["k2", "k2"]))) == pytest.approx([0.39, 0.61])


def test_the_table_of_belief_can_be_changed_in_part():
    changed = {"belief": {"reliability": {"B": 0.5}, "credibility": {"2": 0.4}}}
    case = accounts((0.2, ["k1"]), (0.6, ["k2"]), **changed)
    against_none = [0.2 / 0.8, 0.39 / 0.61, 1]  # k1: 0.5 x 0.4; k2 as before
    assert shares(case) == pytest.approx(np.array(against_none) / sum(against_none))


def test_a_table_read_from_a_file(tmp_path):
    path = small_file(tmp_path)
    path.write_text(path.read_text() + "belief: {credibility: {2: 0.4}}\n")
    assert shares(read_case(path))[0] == pytest.approx(
        (0.32 / 0.68) / (0.32 / 0.68 + 0.573 / 0.427 + 1)
    )


def test_values_follow_the_account_believed():
    case = accounts(("0.1..0.2", ["k1"]), (0.6, ["k2"]), prior="0.8..0.9")
    d = draws(case, N).arrays
    value, account = d[ACCOUNTS], d[f"{ACCOUNTS}:account"]
    assert set(account.tolist()) == {-1.0, 0.0, 1.0}
    told = [float((account == k).mean()) for k in (0, 1, -1)]
    assert told == pytest.approx(shares(case), abs=0.015)
    assert fits(value[account == 0], stats.uniform(0.1, 0.1))
    assert (value[account == 1] == 0.6).all()
    assert fits(value[account == -1], stats.uniform(0.8, 0.1))


def test_nobody_believed_leaves_the_prior():
    hopeless = {"claims.k1.credibility": 5, "sources.s1.grade": "E"}  # 0.20 x 0.15 = 0.03
    case = accounts((0.9, ["k1"]), prior={"low": 0.1, "mode": 0.2, "high": 0.5}, **hopeless)
    d = draws(case, N).arrays
    nobody = d[f"{ACCOUNTS}:account"] == -1
    assert nobody.mean() == pytest.approx(0.97, abs=0.005)
    assert fits(d[ACCOUNTS][nobody], stats.triang(0.25, 0.1, 0.4))


# one input taken from other draws


def pair(changes=None, n=50):
    case = small(changes)
    return case, draws(case, n, 3), draws(case, n, 3, start=n)


def test_mixed_with_nothing_is_the_one_and_with_everything_the_other():
    case, one, other = pair({ACCOUNTS: {"claimed": TOLD, "prior": "0..1"}})
    every = {each.path for each in one.inputs}
    assert same(mixed(case, one, other, ()), one)
    assert same(mixed(case, one, other, every), other)
    assert not same(one, other)


def test_mixed_takes_one_input_and_leaves_all_others():
    case, one, other = pair()
    both = mixed(case, one, other, {WORTH})
    assert same(both, one, but=(WORTH,))
    assert both.arrays[WORTH].tolist() == other.arrays[WORTH].tolist()
    assert (both.n, both.seed, both.start, both.inputs) == (50, 3, 0, one.inputs)


def test_mixed_leaves_what_it_is_given_alone():
    case, one, other = pair()
    kept = {path: array.copy() for path, array in one.arrays.items()}
    mixed(case, one, other, {each.path for each in one.inputs})
    assert all((one.arrays[path] == array).all() for path, array in kept.items())


def test_an_account_goes_together_with_its_number():
    """Values tell which account was believed: 0.1..0.2 for the first, 0.6 for the second."""
    case, one, other = pair({ACCOUNTS: {"claimed": TOLD, "prior": "0.8..0.9"}}, 400)
    for paths in ((), {ACCOUNTS}, {WORTH}):
        drawn = mixed(case, one, other, paths).arrays
        told = np.select([drawn[ACCOUNTS] < 0.3, drawn[ACCOUNTS] < 0.7], [0, 1], -1)
        assert drawn[f"{ACCOUNTS}:account"].tolist() == told.tolist()
    taken = mixed(case, one, other, {ACCOUNTS}).arrays[f"{ACCOUNTS}:account"]
    assert taken.tolist() == other.arrays[f"{ACCOUNTS}:account"].tolist()
    assert taken.tolist() != one.arrays[f"{ACCOUNTS}:account"].tolist()


def test_a_coin_is_taken_by_the_place_of_its_statement():
    at = "moves.preferences.a.statements.2"
    case, one, other = pair()
    assert f"{at}:coin" in one.arrays
    for path in (at, f"{at}:coin"):
        both = mixed(case, one, other, {path})
        assert both.arrays[f"{at}:coin"].tolist() == other.arrays[f"{at}:coin"].tolist()
        assert same(both, one, but=(f"{at}:coin",))


@pytest.mark.parametrize("form", ["swing", "weights"])
def test_mixed_reckons_weights_again_that_follow_from_numbers(form):
    """Each share by hand: quiet from the other draws, land from the one, watch is 100 in all."""
    at = "positions.a.importance"
    given = {"quiet": "50..100", "land": "0..100", "watch": 100}
    case, one, other = pair({at: {form: given, "by": "desk", "on": "2020", "because": "x"}})
    both = mixed(case, one, other, {f"{at}.{form}.quiet"})
    quiet, land = other.arrays[f"{at}.{form}.quiet"], one.arrays[f"{at}.{form}.land"]
    total = quiet + land + 100
    by_hand = np.stack([quiet / total, land / total, 100 / total], axis=1)
    assert both.arrays[at] == pytest.approx(by_hand)
    for drawn in (one, other):
        assert not np.allclose(both.arrays[at], drawn.arrays[at])


def test_mixed_reckons_weights_again_that_follow_from_a_score_sheet():
    """Swings: 60..90 for quiet from the other draws, 20..40 for land from the one, 10 for watch."""
    sheet = {
        "quiet": {"now": "60..90", "later": 30, "never": 0},
        "land": {0: 0, 1: "20..40"},
        "watch": {"none": 0, "few": 5, "many": 10},
    }
    desk = {"by": "desk", "on": "2020", "because": "x"}
    case, one, other = pair({"positions.c": {"points": sheet, "no_deal": {"points": 5} | desk}})
    at = "positions.c.points"
    (quiet_at,) = (p for p in one.arrays if p.startswith(f"{at}.quiet"))
    (land_at,) = (p for p in one.arrays if p.startswith(f"{at}.land"))
    both = mixed(case, one, other, {quiet_at})
    quiet, land = other.arrays[quiet_at], one.arrays[land_at]
    total = quiet + land + 10
    by_hand = np.stack([quiet / total, land / total, 10 / total], axis=1)
    assert both.arrays["positions.c.importance"] == pytest.approx(by_hand)
