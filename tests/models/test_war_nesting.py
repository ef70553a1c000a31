"""What the dynamic model must equal where it is restricted to a game with a known solution.

One line for each restriction, with the tests that prove it; so none is lost, and none is proved by
a test that is no longer there.
"""

import ast
from pathlib import Path

import pytest

PROOFS = {
    "one shot, sharp, known types: bargaining range, last offer": [
        "test_war_decisions::test_sharp_offers_are_the_ends_of_the_bargaining_range",
    ],
    "one shot, private cost or strength: risk-return threshold": [
        "test_war_beliefs::test_risk_return_threshold_of_two_cost_types",
        "test_war_beliefs::test_risk_return_threshold_of_two_power_types",
        "test_war_packages::test_screening_by_packages_has_the_threshold_of_the_stake",
    ],
    "settlement of the stake, alternating offers, no types: bargaining over a front": [
        "test_war_worth::test_bargaining_in_a_war_of_fronts",
        "test_war_worth::test_a_side_worn_down_takes_any_offer",
        "test_war_worth::test_finite_precision_nears_the_sharp_limit",
        "test_war_nesting_weeks::test_weeks_by_plain_backward_induction",
        "test_war_nesting_weeks::test_many_weeks_are_as_good_as_no_end",
        "test_war_mediator::test_fine_packages_of_the_stake_near_the_stake",
    ],
    "no settlement: gambler's ruin, discounted war": [
        "test_war_state::test_no_settlement_is_gamblers_ruin",
        "test_war_state::test_discounted_worth_of_a_war_to_the_finish",
        "test_war_nesting_weeks::test_one_week_of_talks_is_refused_for_a_fight_to_the_finish",
    ],
    "flow of a week, no commitment, power declines: first week of war, both thresholds": [
        "test_war_nesting_flow::test_first_week_of_war_as_power_declines",
        "test_war_nesting_flow::test_any_path_of_power",
        "test_war_nesting_flow::test_thresholds_of_a_shift",
        "test_war_nesting_flow::test_no_protocol_keeps_the_peace_below_powells_threshold",
    ],
    "one round, errors: logit offer": [
        "test_war_decisions::test_offer_of_a_logit_ultimatum",
        "test_war_decisions::test_first_offer_is_the_logit_offer",
        "test_war_packages::test_the_likeliest_of_a_fine_grid_is_the_logit_offer",
    ],
    "a pause only: who accepts, and how long": [
        "test_war_decisions::test_who_accepts_a_pause",
        "test_war_decisions::test_a_pause_comes_where_both_gain",
    ],
    "two types, many rounds: values, offers, agreement by round": [
        "test_war_nesting_screening::test_two_offers_private_cost",
        "test_war_nesting_screening::test_two_offers_private_strength",
        "test_war_nesting_screening::test_offers_until_a_deadline",
        "test_war_nesting_screening::test_any_private_cost",
        "test_war_nesting_screening::test_private_strength_over_masses",
        "test_war_nesting_limits::test_what_values_leave_out",
    ],
    "peace only: bound on compliance, survival": [
        "test_war_decisions::test_smallest_penalty_that_secures_compliance",
        "test_war_phases::test_a_peace_survives_week_by_week",
    ],
    "all chances fixed: absorption and times": [
        "test_war_phases::test_the_chain_solved_exactly",
        "test_war_phases::test_absorption_within_monte_carlo_error",
    ],
    "many parties, static: reservation values, the core": [
        "test_war_nesting_parties::test_reservation_values_add_up_to_at_most_all",
        "test_war_nesting_parties::test_three_parties_by_balanced_collections",
        "test_war_nesting_parties::test_four_parties_by_every_corner",
    ],
    "priors that differ, fight to the finish: sum of both worths, ripeness": [
        "test_war_beliefs::test_each_side_weighs_the_war_by_its_own_belief",
        "test_war_beliefs::test_a_bargain_exists_iff_the_two_worths_leave_something",
        "test_war_beliefs::test_battles_ripen_a_war",
    ],
    "fixed demands, obstinate types: beliefs of a war of attrition": [
        "test_war_beliefs::test_silence_makes_obstinacy_likelier_as_in_the_war_of_attrition",
        "test_war_beliefs::test_who_gives_in_and_what_that_is_worth",
    ],
    "types of aims, war worth ever less: threshold of appeasement": [
        "test_war_beliefs::test_conceding_pays_from_a_threshold_of_limited_aims",
    ],
}
ROWS = 14


def test_every_restriction_has_a_line():
    assert len(PROOFS) == ROWS
    assert all(PROOFS.values())


@pytest.mark.parametrize("proof", sorted({proof for each in PROOFS.values() for proof in each}))
def test_its_tests_are_there_and_run(proof):
    module, name = proof.split("::")
    tree = ast.parse(Path(__file__).with_name(f"{module}.py").read_text("utf-8"))
    found = [node for node in tree.body if isinstance(node, ast.FunctionDef) and node.name == name]
    assert len(found) == 1
    assert not [mark for mark in found[0].decorator_list if "skip" in ast.unparse(mark)]
    assert not [mark for mark in found[0].decorator_list if "xfail" in ast.unparse(mark)]
