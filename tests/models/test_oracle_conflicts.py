"""The slow oracle for conflicts against hand-made cases, reference conflicts and known theorems.

tests/data/conflicts holds the reference conflicts: facts with their citations, expected values of
another implementation (`expected.oracle`), and what was printed (`expected.published`).
"""

import json
from dataclasses import replace
from itertools import permutations
from pathlib import Path

import pytest
from models import oracle_conflicts as oracle
from models.oracle_conflicts import Conflict, Option

DATA = Path(__file__).parent.parent / "data" / "conflicts"
SMALL = sorted(path.stem for path in DATA.glob("*.json") if path.stem != "trade_uruguay_large")
TWO_PARTY = ("classic_chicken", "cuban_fraser_hipel_1984", "gmcrpy_prisoners", "gmcrpy_syriairaq")
KOREA = ("korea2017_base", "korea2017_irreversible")
CONCEPTS = ("nash", "gmr", "smr", "seq", "sseq")
SEEDS = range(40)


def data(name):
    return json.loads((DATA / f"{name}.json").read_text("utf-8"))


def names(conflict, states):
    return [oracle.written(conflict.states[s]) for s in states]


def where(row):
    return [s for s, holds in enumerate(row) if holds]


def two_by_two(rank_a, rank_b, band=None):
    """States NN, YN, NY, YY; the first party owns the first option."""
    options = (Option("a", (0,)), Option("b", (1,)))
    return Conflict(
        ("A", "B"), options, ((0, 0), (1, 0), (0, 1), (1, 1)), (rank_a, rank_b), band=band
    )


PRISONERS = two_by_two((1, 0, 3, 2), (1, 3, 0, 2))  # Y: keep silent
CHICKEN = two_by_two((0, 1, 3, 2), (0, 3, 1, 2))  # Y: swerve


# Hand-computed classics


def test_prisoners_stay_silent_only_because_betrayal_would_be_answered():
    assert oracle.moves(PRISONERS, 0) == {0: {1}, 1: {0}, 2: {3}, 3: {2}}
    assert oracle.stable(PRISONERS, 0, "nash") == [True, False, True, False]
    assert oracle.equilibria(PRISONERS, "nash") == [0]
    for concept in ("gmr", "smr", "seq", "sseq"):
        assert oracle.equilibria(PRISONERS, concept) == [0, 3]


def test_swerving_together_is_held_by_a_threat_nobody_would_carry_out():
    for concept in ("nash", "seq", "sseq"):
        assert oracle.equilibria(CHICKEN, concept) == [1, 2]
    for concept in ("gmr", "smr"):
        assert oracle.equilibria(CHICKEN, concept) == [1, 2, 3]


def test_driving_straight_together_is_spoilt_at_the_same_moment():
    """From YY both improve by NY and YN; together they crash, so neither improvement is safe."""
    assert oracle.simultaneous(CHICKEN, 0) == [False, True, True, True]
    assert oracle.equilibria_with_simultaneous(CHICKEN, "seq") == [1, 2, 3]


def test_landing_no_worse_is_enough_to_spoil():
    level = two_by_two((2, 1, 3, 2), (0, 3, 1, 2))  # A would as soon crash as swerve with B
    assert oracle.simultaneous(level, 0) == [True, False, True, True]


def test_simultaneous_sanctions_count_only_where_two_are_unstable():
    """At YY only A is unstable under SEQ: A would answer B's improvement, B not A's."""
    conflict = two_by_two((1, 0, 3, 2), (0, 3, 1, 2))
    assert not oracle.stable(conflict, 0, "seq")[3]
    assert oracle.stable(conflict, 1, "seq")[3]
    assert oracle.simultaneous(conflict, 0)[3]
    assert 3 not in oracle.equilibria_with_simultaneous(conflict, "seq")


def test_a_coalition_escapes_from_a_sanction_by_moving_in_turn():
    """From NNN to YNN, punished by C with YNY; A and B reach NYY only together."""
    options = tuple(Option(name, (at,)) for at, name in enumerate("abc"))
    rank = (1, 2, 0, 0, 0, 0, 2, 0)
    states = tuple(oracle.all_states(options))
    conflict = Conflict(("A", "B", "C"), options, states, (rank, rank, (0,) * 8))
    assert oracle.coalition_improvements(conflict, frozenset({0, 1}))[0] == {1}
    assert oracle.coalition_stable(conflict, (0, 1), "cgmr")[0]
    assert not oracle.coalition_stable(conflict, (0, 1), "csmr")[0]


def test_both_prisoners_together_leave_betrayal():
    assert where(oracle.coalition_stable(PRISONERS, (0, 1), "cnash")) == [1, 2, 3]
    assert where(oracle.coalition_stable(PRISONERS, (0, 1), "cgmr")) == [1, 2, 3]


def test_a_crash_is_a_strong_threat_only_if_it_is_much_worse():
    mild = replace(CHICKEN, band=((0, 1, 1, 1), (0, 1, 1, 1)))  # the crash is below all the rest
    assert oracle.strong(mild, 0, "gmr") == [False, True, True, True]
    assert oracle.strong(mild, 0, "seq") == oracle.stable(mild, 0, "seq")
    same = replace(CHICKEN, band=((0, 0, 0, 0), (0, 0, 0, 0)))
    assert oracle.strong(same, 0, "gmr") == oracle.stable(same, 0, "nash")
    with pytest.raises(ValueError, match="no bands"):
        oracle.strong(CHICKEN, 0, "gmr")


def test_an_unknown_crash_is_feared_only_by_the_cautious():
    """A does not know how the crash NN compares with YY; YY -> NY is its certain improvement."""
    relation = [list(rows) for rows in oracle.relation_of(CHICKEN)]
    assert relation[0] == ["=+++", "-=++", "--=-", "--+="]
    relation[0][3], relation[0][0] = "U-+=", "=++U"
    found = {e: oracle.unknown_stable(CHICKEN, relation, 0, "gmr", e)[3] for e in "abcd"}
    assert found == {"a": False, "b": False, "c": True, "d": True}
    relation[0][3], relation[0][2] = "--U=", "--=U"  # now the improvement itself is unknown
    found = {e: oracle.unknown_stable(CHICKEN, relation, 0, "nash", e)[3] for e in "abcd"}
    assert found == {"a": False, "b": True, "c": False, "d": True}


def test_a_threat_that_may_suit_the_opponent_is_credible():
    """B does not know whether it would rather crash (NN) than be the one to swerve (NY)."""
    a, b = oracle.relation_of(CHICKEN)
    relation = (a, ("=+U+", b[1], "U+=+", b[3]))
    for extension in "abcd":
        assert oracle.unknown_stable(CHICKEN, relation, 0, "seq", extension)[3]
    assert not oracle.stable(CHICKEN, 0, "seq")[3]


def test_equally_good_moves_suit_devotion_unless_strict_and_never_aggression():
    level = two_by_two((0, 0, 0, 0), (0, 0, 0, 0))
    assert oracle.attitude_stable(level, ("+0", "0+"), 0, "rnash") == [False] * 4
    assert oracle.attitude_stable(level, ("+0", "0+"), 0, "rnash", strict=True) == [True] * 4
    assert oracle.attitude_stable(level, ("0-", "-0"), 0, "rnash") == [True] * 4


def test_devoted_prisoners_stay_silent_and_spiteful_ones_betray():
    devoted, spiteful = ("0+", "+0"), ("0-", "-0")
    assert oracle.attitude_stable(PRISONERS, devoted, 0, "rnash") == [False, True, False, True]
    assert oracle.attitude_stable(PRISONERS, spiteful, 0, "rnash") == [True, False, True, False]


def test_levels_directions_common_options_and_lost_moves():
    options = (Option("rises", (0,), 3, 1), Option("common", (0, 1)))
    states = tuple((level, common) for common in (0, 1) for level in (0, 1, 2))
    conflict = Conflict(("A", "B"), options, states, ((0,) * 6, (0,) * 6))
    assert oracle.moves(conflict, 0)[1] == {2, 4, 5}
    assert oracle.moves(conflict, 1) == {0: {3}, 1: {4}, 2: {5}, 3: {0}, 4: {1}, 5: {2}}
    lost = replace(conflict, forbidden=frozenset({(0, 1, 2)}), misperceived=frozenset({(0, 4)}))
    assert oracle.moves(lost, 0)[1] == {5}
    assert oracle.moves(lost, 0)[4] == frozenset()
    assert oracle.moves(lost, 0)[0] == {1, 2, 3, 5}
    assert oracle.moves(lost, 1) == oracle.moves(conflict, 1)


def test_nobody_moves_twice_in_a_row_but_may_move_again():
    """Hand-drawn: the first mover knows 0 -> 1 -> 2 and 3 -> 4, the second 1 -> 3."""
    nothing = dict.fromkeys(range(5), frozenset())
    first = nothing | {0: frozenset({1}), 1: frozenset({2}), 3: frozenset({4})}
    second = nothing | {1: frozenset({3})}
    assert oracle.reach([first, second], 0) == {1, 3, 4}
    assert oracle.reach([second], 0) == frozenset()


# Reference conflicts


@pytest.mark.parametrize("name", SMALL)
def test_reference_conflicts_have_the_expected_stable_states(name):
    given = data(name)
    conflict = oracle.from_reference(given)
    assert names(conflict, range(len(conflict.states))) == given["states"]
    expected = given["expected"]["oracle"]
    for party, rows in expected["stability"].items():
        at = conflict.parties.index(party)
        for concept, row in rows.items():
            assert oracle.stable(conflict, at, concept.lower()) == [bool(cell) for cell in row]
    for concept, states in expected["equilibria"].items():
        assert names(conflict, oracle.equilibria(conflict, concept.lower())) == states


@pytest.mark.parametrize("name", TWO_PARTY + KOREA)
def test_reference_conflicts_have_the_expected_simultaneous_equilibria(name):
    given = data(name)
    conflict = oracle.from_reference(given)
    expected = given["expected"]["oracle"]["equilibria_with_simultaneous_sanctioning"]
    for concept, states in expected.items():
        found = oracle.equilibria_with_simultaneous(conflict, concept.lower())
        assert names(conflict, found) == states


@pytest.mark.parametrize("name", ["elmira_published", "legal_sequence_seq"])
def test_reference_conflicts_have_the_expected_coalition_stable_states(name):
    given = data(name)
    conflict = oracle.from_reference(given)
    for group, rows in given["expected"]["oracle"]["coalition_stable_states"].items():
        members = [conflict.parties.index(party) for party in group.split("+")]
        for concept, states in rows.items():
            kind, _, classes = concept.lower().partition("_")
            credible = "coalitions" if classes else "individual"
            row = oracle.coalition_stable(conflict, members, kind, credible)
            assert names(conflict, where(row)) == states


def test_every_reference_conflict_with_an_answer_is_asked():
    keys = ("equilibria_with_simultaneous_sanctioning", "coalition_stable_states")
    asked = (set(TWO_PARTY + KOREA), {"elmira_published", "legal_sequence_seq"})
    for key, tested in zip(keys, asked, strict=True):
        assert {name for name in SMALL if key in data(name)["expected"]["oracle"]} == tested


@pytest.mark.parametrize("name", ["gmcrpy_prisoners", "gmcrpy_syriairaq"])
def test_statements_rank_like_the_preferences_written_out(name):
    given = data(name)
    conflict = oracle.from_reference(given)
    del given["preferences"]
    assert oracle.relation_of(oracle.from_reference(given)) == oracle.relation_of(conflict)


def test_the_large_reference_conflict_keeps_its_statements_and_counts():
    given = data("trade_uruguay_large")
    assert len(given["options"]) == 20
    assert all(len(pattern) == 20 for pattern in given["infeasible"])
    assert given["feasible_count"] == 138_240
    assert given["expected"]["results"]["SEQ"]["equilibria_count"] == 4608


# Published results


@pytest.mark.parametrize("name", ["classic_chicken", "gmcrpy_prisoners"])
def test_textbook_equilibria(name):
    given = data(name)
    conflict = oracle.from_reference(given)
    for concept, states in given["expected"]["published"]["equilibria"].items():
        assert names(conflict, oracle.equilibria(conflict, concept.lower())) == states


def test_elmira_equilibria_as_published():
    given = data("elmira_published")
    conflict = oracle.from_reference(given)
    for concept, labels in given["expected"]["published"]["equilibria"].items():
        found = names(conflict, oracle.equilibria(conflict, concept.lower()))
        assert sorted({given["state_labels"][state] for state in found}) == labels


def test_elmira_ministry_and_plant_leave_s5_for_s8_together():
    conflict = oracle.from_reference(data("elmira_published"))
    members = frozenset({conflict.parties.index("MoE"), conflict.parties.index("UR")})
    s5, s8 = (names(conflict, range(12)).index(state) for state in ("NYNNY", "YNYNY"))
    assert s8 in oracle.coalition_improvements(conflict, members)[s5]
    assert not oracle.coalition_stable(conflict, members, "cnash")[s5]


def test_cuban_crisis_ends_in_withdrawal_with_or_without_blockade():
    given = data("cuban_fraser_hipel_1984")
    conflict = oracle.from_reference(given)
    found = names(conflict, oracle.equilibria_with_simultaneous(conflict, "seq"))
    assert found == given["expected"]["published"]["equilibria"]["SEQ+SIM (overall)"]


def jacobi(given):
    """The published lists and ours, per concept."""
    conflict = oracle.from_reference(given)
    printed = given["expected"]["published"]["equilibria"]
    concepts = {key: key.removesuffix("_with_simultaneous").lower() for key in printed}
    found = {
        key: names(conflict, oracle.equilibria_with_simultaneous(conflict, concept))
        for key, concept in concepts.items()
    }
    return printed, found


def test_korea_as_published():
    printed, found = jacobi(data("korea2017_base"))
    assert found == printed


def test_korea_irreversible_needs_the_rule_of_the_post():
    """The post bars leaving an invasion only where the programme is kept."""
    given = data("korea2017_irreversible")
    printed, found = jacobi(given)
    assert found["SEQ_with_simultaneous"] == ["NNNN", "YNYN", "NYNY", "NNYY"]
    literal = data("korea2017_base")
    literal["forbidden_moves"] = [{"dm": "NK", "from": "--YN", "to": "--N-"}]
    literal["expected"] = given["expected"]
    printed, found = jacobi(literal)
    assert found == printed


def test_garrison_has_three_more_equilibria_than_single_replies_find():
    given = data("gmcrpy_garrison")
    conflict = oracle.from_reference(given)
    more = {"NASH": [], "SEQ": [], "GMR": [4, 6, 10], "SMR": [4, 6, 10]}
    for concept, numbers in given["expected"]["published"]["equilibria_ordered_numbers"].items():
        found = [s + 1 for s in oracle.equilibria(conflict, concept.lower())]
        assert found == sorted(numbers + more[concept])


def test_syrian_rankings_that_make_release_an_equilibrium():
    """Syria free: 240 of 720 under Nash, as printed; 384 under SEQ, where 420 is printed."""
    given = data("gmcrpy_syriairaq")
    inverse = given["expected"]["published"]["inverse"]
    conflict = oracle.from_reference(given)
    desired = given["states"].index(inverse["desired_state"])
    counts = dict.fromkeys(inverse["oracle_counts"], 0)
    for ranking in permutations(range(6)):
        free = replace(conflict, rank=(ranking, conflict.rank[1]))
        for concept in counts:
            counts[concept] += desired in oracle.equilibria(free, concept.lower())
    assert counts == inverse["oracle_counts"]
    assert counts["NASH"] == inverse["published_counts"]["NASH"]


# Theorems, on random conflicts


def parties(conflict):
    return range(len(conflict.parties))


@pytest.fixture(params=SEEDS)
def conflict(request):
    return oracle.random_conflict(request.param)


def test_random_conflicts_are_what_they_promise(conflict):
    n_states = len(conflict.states)
    assert 1 <= len(conflict.parties) <= 5
    assert 2 <= len(conflict.options) <= 6
    assert 2 <= n_states <= oracle.MOST_STATES
    assert list(conflict.states) == sorted(set(conflict.states), key=lambda s: s[::-1])
    assert all(len(row) == n_states for row in conflict.rank)
    for rank, band in zip(conflict.rank, conflict.band or (), strict=conflict.band is not None):
        pairs = sorted(zip(rank, band, strict=True))
        assert [b for _, b in pairs] == sorted(band)
        assert len(set(pairs)) == len(set(rank))


def test_the_same_seed_gives_the_same_conflict_and_other_seeds_others():
    drawn = [oracle.random_conflict(seed) for seed in SEEDS]
    assert drawn == [oracle.random_conflict(seed) for seed in SEEDS]
    assert len(set(drawn)) == len(SEEDS)


def test_random_conflicts_cover_every_feature():
    drawn = [oracle.random_conflict(seed) for seed in SEEDS]
    options = [option for conflict in drawn for option in conflict.options]
    assert {len(conflict.parties) for conflict in drawn} == {1, 2, 3, 4, 5}
    assert {option.one_way for option in options} == {-1, 0, 1}
    assert {option.n_levels for option in options} == {2, 3}
    assert any(len(option.owners) > 1 for option in options)
    assert {conflict.band is None for conflict in drawn} == {True, False}
    assert any(conflict.forbidden for conflict in drawn)
    assert any(conflict.misperceived for conflict in drawn)
    assert any(len(set(row)) < len(row) for conflict in drawn for row in conflict.rank)


def test_concepts_include_each_other(conflict):
    narrower = (("nash", "sseq"), ("sseq", "seq"), ("seq", "gmr"), ("sseq", "smr"), ("smr", "gmr"))
    for party in parties(conflict):
        found = {concept: oracle.stable(conflict, party, concept) for concept in CONCEPTS}
        for inner, outer in narrower:
            assert set(where(found[inner])) <= set(where(found[outer]))


def test_strong_is_stable(conflict):
    if conflict.band is None:
        return
    for party in parties(conflict):
        for concept in ("gmr", "smr", "seq"):
            strong = where(oracle.strong(conflict, party, concept))
            assert set(strong) <= set(where(oracle.stable(conflict, party, concept)))
            assert set(where(oracle.stable(conflict, party, "nash"))) <= set(strong)


def test_a_coalition_of_one_is_its_member(conflict):
    for party in parties(conflict):
        for concept in ("nash", "gmr", "smr", "seq"):
            alone = oracle.coalition_stable(conflict, [party], f"c{concept}")
            assert alone == oracle.stable(conflict, party, concept)


def test_with_nothing_unknown_every_extension_is_the_usual_concept(conflict):
    relation = oracle.relation_of(conflict)
    for concept in ("nash", "gmr", "smr", "seq"):
        usual = oracle.stable(conflict, 0, concept)
        for extension in "abcd":
            assert oracle.unknown_stable(conflict, relation, 0, concept, extension) == usual


def test_extensions_are_ordered_by_boldness_and_caution(conflict):
    """Fewer incentives (b, d) and more sanctions (c, d) leave more states stable."""
    relation = oracle.random_relation(conflict, 0)
    for concept in ("nash", "gmr", "smr", "seq"):
        found = {
            e: set(where(oracle.unknown_stable(conflict, relation, 0, concept, e))) for e in "abcd"
        }
        assert found["a"] <= found["b"] <= found["d"]
        assert found["a"] <= found["c"] <= found["d"]


def usual_attitudes(conflict):
    return ["".join("+" if i == j else "0" for j in parties(conflict)) for i in parties(conflict)]


def test_strict_usual_attitudes_give_the_usual_concepts(conflict):
    for concept in ("nash", "gmr", "smr", "seq"):
        row = oracle.attitude_stable(
            conflict, usual_attitudes(conflict), 0, f"r{concept}", strict=True
        )
        assert row == oracle.stable(conflict, 0, concept)


def test_neutral_attitudes_merge_concepts(conflict):
    """The second pair of theorems of Inohara & Hipel 2009, from its abstract."""
    neutral = ["0" * len(conflict.parties)] * len(conflict.parties)
    found = {
        concept: oracle.attitude_stable(conflict, neutral, 0, f"r{concept}")
        for concept in ("nash", "gmr", "smr", "seq")
    }
    assert found["nash"] == found["smr"]
    assert found["gmr"] == found["seq"]


def test_attitudes_without_indifference_give_the_usual_concepts(conflict):
    """The first theorem; returning to s counts as a sanction only in the usual concepts."""
    if any(len(option.owners) > 1 for option in conflict.options):
        return
    strict = tuple(
        tuple(value * len(row) + s for s, value in enumerate(row)) for row in conflict.rank
    )
    untied = replace(conflict, rank=strict, band=None)
    for concept in ("nash", "gmr", "smr", "seq"):
        row = oracle.attitude_stable(untied, usual_attitudes(untied), 0, f"r{concept}")
        assert row == oracle.stable(untied, 0, concept)


def test_somewhere_legal_sequences_are_more_than_reachability():
    """Otherwise no random conflict would notice an engine that lets a party move twice in a row."""

    def closure(conflict):
        joined = {
            s: frozenset().union(*(oracle.moves(conflict, j)[s] for j in parties(conflict)))
            for s in range(len(conflict.states))
        }
        return {s: oracle.reach([joined, joined], s) for s in joined}

    assert any(
        oracle.group_moves(drawn, parties(drawn)) != closure(drawn)
        for drawn in map(oracle.random_conflict, SEEDS)
    )


def test_somewhere_the_two_kinds_of_credible_sanction_differ():
    found = [
        [oracle.coalition_stable(drawn, [0], "cseq", kind) for kind in ("individual", "coalitions")]
        for drawn in map(oracle.random_conflict, SEEDS)
    ]
    assert any(one != other for one, other in found)
