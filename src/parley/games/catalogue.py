"""Every model by name: what it answers, where it is, and whose it is."""

from typing import NamedTuple

__all__ = ["GAMES", "Game"]


class Game(NamedTuple):
    """A canonical model. functions : names, parted by blanks, in ``parley.games.MODULE``."""

    name: str
    question: str
    module: str
    functions: str
    source: str


GAMES: tuple[Game, ...] = (
    Game(
        "Bargaining range",
        "Which divisions do both sides prefer to war, and who would rather fight than keep "
        "the status quo?",
        "bargaining_range",
        "bargaining_range ultimatum_demand dissatisfied",
        "Fearon 1995; Powell 1999",
    ),
    Game(
        "Bargaining range with n parties",
        "Is there any division that all of three or more parties prefer to war?",
        "bargaining_range",
        "division_range",
        "Gallop 2017; Jordan 2015",
    ),
    Game(
        "Risk-return trade-off",
        "How much risk of war is a larger demand worth against an opponent whose cost or "
        "strength is not known?",
        "bargaining_range",
        "uniform_cost_demand type_demand cost_type_threshold strength_type_threshold",
        "Fearon 1995; Powell 1999",
    ),
    Game(
        "Preventive war under shifting power",
        "Is power shifting so fast that the declining side fights now, and in which period?",
        "shifting_power",
        "shift_thresholds power_path",
        "Fearon 1995",
    ),
    Game(
        "General inefficiency condition",
        "Is war certain whoever makes the offers, or does it depend on who will have "
        "bargaining power later?",
        "shifting_power",
        "shift_thresholds inefficiency power_path",
        "Powell 2006",
    ),
    Game(
        "Appeasement with uncertain aims",
        "How far is it worth conceding to a rising side that may or may not stop, and how "
        "likely must a limited aim be?",
        "appeasement",
        "appeasement appeasement_threshold limited_aim_demand",
        "after Powell 1996 (APSR)",
    ),
    Game(
        "Alternating offers with war as an outside or inside option",
        "Does a threat of war, or fighting while talking, change the terms of a deal at all, "
        "and by how much?",
        "alternating_offers",
        "alternating_offers outside_option_shares inside_option_shares threat_readings",
        "Rubinstein 1982; Binmore, Rubinstein and Wolinsky 1986",
    ),
    Game(
        "Fight to the finish",
        "From the present front, who would win a war fought to the finish, how long would it "
        "last, and what is it worth to each side?",
        "front",
        "fight_to_finish",
        "Feller 1968; Smith and Stam 2004",
    ),
    Game(
        "Bargaining between battles",
        "On what terms would fully informed sides settle at each position of the front?",
        "front",
        "bargaining_between_battles",
        "after Wagner 2000; Slantchev 2003",
    ),
    Game(
        "Absolute and limited war",
        "What can each side really hold out for: the value of total war, or of one more "
        "battle and then more talks?",
        "front",
        "absolute_and_limited",
        "after Wagner 2000",
    ),
    Game(
        "Learning from battles and conduct (principle of convergence)",
        "How much does this record of battles and conduct say about the other side's "
        "strength, and how soon could fighting convince us?",
        "learning",
        "posterior convergence information battles_to_move_odds",
        "Slantchev 2003; Smith and Stam 2004",
    ),
    Game(
        "Screening while fighting, private cost",
        "How much to offer and to risk, if only the other side knows what war costs it?",
        "screening",
        "private_cost",
        "Powell 2004",
    ),
    Game(
        "Screening while fighting, private strength",
        "How much to offer and to risk, if only the other side knows how well it will fight?",
        "screening",
        "private_strength war_of_units",
        "Filson and Werner 2002",
    ),
    Game(
        "Screening with a deadline",
        "When is agreement likely if there are only so many rounds of offers until a deadline?",
        "screening",
        "screening_deadline",
        "Powell 2004; Fudenberg and Tirole 1983",
    ),
    Game(
        "War with non-common priors over forts",
        "Do the sides expect so much of fighting on that no deal can content both, and what "
        "would change that?",
        "optimism",
        "war_by_own_beliefs after_battles battles_until_deal cost_that_opens_a_deal",
        "Smith and Stam 2003, 2004",
    ),
    Game(
        "Ripeness (mutually hurting stalemate and way out)",
        "Is there a way out that all prefer, and does going on hurt every party by its own belief?",
        "optimism",
        "ripeness",
        "Zartman 2001",
    ),
    Game(
        "Armed peace: surprise attack and windows for peace",
        "After how much destruction can peace keep itself against surprise attack, and where "
        "are the windows before?",
        "armed_peace",
        "armed_peace",
        "Leventoglu and Slantchev 2007",
    ),
    Game(
        "Learning of strength that prolongs war",
        "Could news that the opponent is strong make us fight on rather than settle, and how "
        "much news is that?",
        "strong_opponent",
        "fight_to_the_end belief_after_refusal shares_that_prolong",
        "Wolford, Reiter and Carrubba 2011",
    ),
    Game(
        "Temporary ceasefire under unequal rearmament",
        "How long a pause does each side accept, and what (terms, prospect of a settlement, "
        "limits on rearmament) would make a refused one acceptable?",
        "pause",
        "pause_gains pause_gain power_lost acceptable_weeks longest_pause "
        "acceptable_settlement_chance least_share shares_both_accept most_rearmament_gap "
        "acceptable_rearmament",
        "Own composite, in the line of Fearon 1995",
    ),
    Game(
        "Compliance with a settlement",
        "What penalty or monitoring makes keeping a settlement pay, and in which period does "
        "it stop being kept if power moves?",
        "compliance",
        "compliance_margin least_penalty least_detection least_discount most_accidents "
        "mean_peace peace_survival durability",
        "Own game, on Friedman 1971; Green and Porter 1984; Walter 1997; Fearon 1995",
    ),
    Game(
        "Tying hands and sinking costs",
        "How much must a threat or promise cost for it to be believed, and is it better paid "
        "now or on backing down?",
        "signalling",
        "signals signal_payoff least_sunk_cost least_audience_cost",
        "After Fearon 1997",
    ),
    Game(
        "Extended deterrence, alliance reliability and moral hazard",
        "Is a security guarantee firm enough to keep the peace, or only firm enough to make "
        "the protected side fight?",
        "alliances",
        "guarantee guarantee_thresholds reliability required_audience_cost ally_payoff "
        "tolerated_demand conditional_demand",
        "After Smith 1995; Yuen 2009; Benson 2012",
    ),
    Game(
        "Trust and reassurance",
        "How large must a first step be to prove good faith, and how large may it be?",
        "trust",
        "least_trust first_step least_trust_with_steps",
        "After Kydd 2000, 2005",
    ),
    Game(
        "Mediator bias and credibility",
        "Which mediator is believed when it counsels restraint, and does it lower the risk of war?",
        "mediation",
        "credible_bias mediator_report mediation signal_beliefs risk_threshold",
        "After Kydd 2003",
    ),
    Game(
        "Chain-store reputation",
        "Does conceding once invite more demands, if others doubt the will to resist?",
        "reputation",
        "chain_store first_challenge",
        "Kreps and Wilson 1982",
    ),
    Game(
        "Appeasement with limited capacity",
        "Which challenges should be let go, to keep limited means for where they count?",
        "reputation",
        "capacity first_challenge",
        "After Treisman 2004",
    ),
    Game(
        "War of attrition with obstinate types",
        "After so many weeks without a concession, how likely will a side never concede, and "
        "who gives way first?",
        "obstinacy",
        "attrition obstinate_chance silence_until symmetric_attrition",
        "Abreu and Gul 2000; Maynard Smith 1974",
    ),
    Game(
        "Delay as a signal",
        "How long must a side hold out to show that it is strong and not merely stalling?",
        "delay",
        "least_convincing_delay convincing_delays delay_payoff",
        "After Admati and Perry 1987; Cramton 1984, 1992",
    ),
    Game(
        "Quantal (logit) ultimatum",
        "What should a proposer offer to a side that may err, and how likely is it to accept?",
        "logit_offer",
        "logit_offer logit_acceptance",
        "McKelvey and Palfrey 1998; after Ramsay and Signorino 2009",
    ),
    Game(
        "Markov skeleton of war, ceasefire, settlement and collapse",
        "If the weekly chances stayed as they are, how would the war end and how long would "
        "it take?",
        "skeleton",
        "Skeleton absorption absorption_by_state phase_shares transitions",
        "Kemeny and Snell 1960",
    ),
    Game(
        "Ceasefire survival and hazard conversion",
        "How likely is a ceasefire to hold for so many weeks, given a weekly or yearly rate "
        "of failure?",
        "skeleton",
        "ceasefire_survival survival_curve weekly_hazard failure_probability",
        "Kemeny and Snell 1960",
    ),
    Game(
        "Threat, bluff and challenge (crisis signalling)",
        "How often is a threat a bluff, and how often should it be challenged?",
        "crisis",
        "crisis_equilibrium crisis_logit crisis_reference crisis_profile",
        "Kreps and Wilson 1982; after Fearon 1997",
    ),
    Game(
        "Two offers, private cost",
        "When is a tougher demand worth the risk of war?",
        "two_offers",
        "offers_equilibrium offers_logit offers_reference",
        "after Fearon 1995",
    ),
    Game(
        "Extensive form and sequential equilibrium",
        "Is this threat or promise credible: would its author carry it out?",
        "sequential",
        "expected_payoffs beliefs move_values best_gains backward_induction",
        "Kreps and Wilson 1982",
    ),
    Game(
        "Game tree",
        "Who moves when, knowing what, and what comes of it?",
        "game_tree",
        "Game Chance Decision Outcome information_sets walk exact_chance",
        "Kuhn 1953",
    ),
    Game(
        "Strategic form and pure Nash equilibria",
        "Which combinations of plans hold each other in place, credible or not?",
        "strategic_form",
        "strategic_form pure_nash profile_of",
        "Kuhn 1953; von Stengel 1996",
    ),
    Game(
        "Gambit files",
        "How can somebody else solve this small game with their own software?",
        "gambit_files",
        "write_efg write_nfg gambit_nash",
        "Savani and Turocy (Gambit documentation)",
    ),
)
