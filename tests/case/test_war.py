"""The sections `war` and `settlement`: what is refused, and with which fix."""

import pytest
from small_case import small

from parley.case.quantity import Between, Triangle

GUNS = "name: Guns, weight: 0.5, production: 0.01"
OWN_VALUE = "value: {claimed: [{value: 0.3, from: quiet-now}], prior: 0..0.4}\n"
RESTS = "name claims in 'from', or say why in 'because'"


def told(bench, text):
    return [(problem.what, problem.fix) for problem in bench.problems(text)]


@pytest.mark.parametrize(
    ("old", "new", "what", "fix"),
    [
        (
            "held: 0.4..0.6",
            "held: 0..0.6",
            "each side must hold something for the talks to be about",
            "write a share of the stake between 0 and 1, ends excluded",
        ),
        ("lasts: 100..200", "lasts: 0..2000", "weeks run from above 0 to 1000, not 0 to 2000", ""),
        (
            "borduria: {strength: 4..6, cost: 0.2",
            "borduria: {strength: 0..6, cost: 0.2",
            "'borduria' may have no strength at all",
            "write above 0",
        ),
        (
            "borduria: {strength: 4..6, cost: 0.2, because: x}",
            "borduria: {strength: 4..6, cost: 0.2}",
            "the strength of 'borduria' rests on nothing",
            RESTS,
        ),
        (GUNS, GUNS.replace("0.5", "0.5..1.5"), "1.5 is outside the admissible range 0..1", ""),
        (
            f"guns: {{{GUNS}",
            f"more: {{{GUNS.replace('0.5', '0.7')}, because: x}}, guns: {{{GUNS}",
            "weights of 'alba' add up to 1.2",
            "weights may add up to 1; what is left does not change",
        ),
        (
            f"guns: {{{GUNS}",
            "".join(f"c{n}: {{name: C, weight: 0.01, because: x}}, " for n in range(7))
            + f"guns: {{{GUNS}",
            "'alba' has 8 capabilities, and at most 7 are allowed",
            "put some together",
        ),
        (
            "keeps: 1, cheats: 1.5, war: 0.2",
            "keeps: {mean: 1, sd: 0.5}, cheats: 1.5, war: 0.2",
            "a bell has no ends that could be compared",
            "give a range",
        ),
        ("struck: 0.1", "struck: 0.1..1", "nothing may be left of 'guns'", "write less than 1"),
        (
            "likely: 0.3, resolve: 0.5",
            "likely: 0, resolve: 0.5",
            "no type of 'alba' is likely at all",
            "write above 0",
        ),
        (
            "likely: 0.3, resolve: 0.5",
            "likely: 0.3, resolve: 0",
            "'resolve' multiplies, and may be 0",
            "write above 0",
        ),
        (
            "pause: winter",
            "pause: wintre",
            "no pause 'wintre' in 'pauses'",
            "did you mean 'winter'?",
        ),
        (
            "name: Winter, weeks: 4",
            "name: Winter, weeks: 200",
            "weeks run from above 0 to 104, not 200 to 200",
            "",
        ),
        (
            "rising: borduria, declining: alba",
            "rising: alba, declining: alba",
            "'rising' and 'declining' are the same side",
            "name both",
        ),
        (
            "rising: borduria",
            "rising: cascadia",
            "'cascadia' is no side in 'war'",
            "known: alba, borduria",
        ),
        (
            "war: [0.6, 0.5, 0.3]",
            "war: [0.6, 0.5, 0.7]",
            "'war' is worth more after a concession than before",
            "each concession weakens the side that makes it",
        ),
        ("steps: [0.2, 0.4, 1]", "steps: [0.4, 0.2, 1]", "'steps' must rise from above 0", ""),
        ("war: [0.6, 0.5, 0.3]", "war: [0.6, 0.5]", "3 entries, not 2", ""),
        ("aim: 1, limited", "aim: 3, limited", "a step before the last: 1 to 2", ""),
        (
            "lost: {alba: 0.02}",
            "lost: {alma: 0.02}",
            "'alma' is no side in 'war'",
            "did you mean 'alba'?",
        ),
        (
            "keeps: 1, cheats: 1.5, war: 0.2",
            "keeps: 0.2, cheats: 1.5, war: 0.1..0.4",
            "war may bring 'alba' as much as a settlement that is kept",
            "with war at least as good nothing can keep it",
        ),
        (
            "keeps: 1, cheats: 1.5, war: 0.2",
            "keeps: 0, cheats: 1.5, war: -1",
            "keeping it may bring 'alba' nothing",
            "write it above 0; 1 is a good unit",
        ),
        (
            "in_force: watch",
            "in_force: wotch",
            "no guarantee 'wotch' in 'guarantees'",
            "did you mean 'watch'?",
        ),
        (
            "defends: alba",
            "defends: alda",
            "'alda' is no side in 'war'",
            "did you mean 'alba'?",
        ),
        (
            "by: borduria, on: alba, wins: 0.7",
            "by: alba, on: alba, wins: 0.7",
            "'alba' would attack itself",
            "name both sides",
        ),
        (
            "wins_against_guarantor: 0.2",
            "wins_against_guarantor: 0.2..0.8",
            "a guarantor may leave the attacker's chances as they are",
            "let 'wins_against_guarantor' lie below 'wins', without ranges that overlap",
        ),
        (
            "limits: {alba: {guns: 0.8}}",
            "limits: {alba: {gums: 0.8}}",
            "'alba' has no capability 'gums'",
            "did you mean 'guns'?",
        ),
        (
            "worth: {alba: 0.3, borduria: 0.7}",
            "worth: {alba: 0.3, bordura: 0.7}",
            "'bordura' is no side in 'war'",
            "did you mean 'borduria'?",
        ),
        (
            "worth: {alba: 0.3, borduria: 0.7}",
            "worth: {alba: 0.3}",
            "the package 'sale' does not say what it is worth to 'borduria'",
            "add 'borduria:' with a share of the stake",
        ),
        (
            "worth: {alba: 0.3, borduria: 0.7}",
            "worth: {alba: 0.3, borduria: 0.7..1.2}",
            "1.2 is outside the admissible range 0..1",
            "",
        ),
        (
            "borduria: 0.7}, from: gate-later}",
            "borduria: 0.7}}",
            "the package 'sale' rests on nothing",
            RESTS,
        ),
        (
            "limits: {alba: {guns: 0.9}}",
            "limits: {alba: {gums: 0.9}}",
            "'alba' has no capability 'gums'",
            "did you mean 'guns'?",
        ),
        (
            "limits: {alba: {guns: 0.9}}",
            "limits: {alda: {guns: 0.9}}",
            "'alda' is no side in 'war'",
            "did you mean 'alba'?",
        ),
        (
            "guarantee: watch,",
            "guarantee: wotch,",
            "no guarantee 'wotch' in 'guarantees'",
            "did you mean 'watch'?",
        ),
        (
            "watch: {name: Watch,",
            "watch: {hindsight: true, name: Watch,",
            "'watch' is hindsight, and the package 'lease' stands on it",
            "mark the package 'hindsight: true' as well",
        ),
        (
            "    sale: {name",
            "".join(
                f"    p{n}: {{name: P, worth: {{alba: 0, borduria: 1}}, because: x}}\n"
                for n in range(127)
            )
            + "    sale: {name",
            "there are 129 packages, and at most 128 are allowed",
            "leave out those that hardly differ",
        ),
        ("held: 0.6, guarantee", "line: 0.6, guarantee", "unknown key 'line'", ""),
        ("pause: winter\n", "pause: winter\n  mediator: 2\n", "2 is outside", ""),
        (
            "winter: {name: Winter,",
            "winter: {hindsight: true, name: Winter,",
            "'winter' is hindsight, and talks are said to be about it",
            "leave 'pause' out",
        ),
        (
            OWN_VALUE,
            "from: wars\n",
            "no claim with id 'wars'",
            "",
        ),
    ],
)
def test_what_is_wrong_is_told_with_its_fix(bench, change, old, new, what, fix):
    assert any(what in found and fix in better for found, better in told(bench, change(old, new)))


def test_where_a_package_is_wrong_is_told(bench, change):
    """File, line and column of the key, not of the section."""
    text = change("guarantee: watch,", "guarantee: wotch,")
    (problem,) = bench.problems(text)
    line = next(i for i, each in enumerate(text.splitlines(), 1) if "wotch" in each)
    assert str(problem).startswith(f"{bench.folder / 'case.yaml'}:{line}:")


@pytest.mark.parametrize("number", [0, 1])
def test_one_package_or_none_is_fine(bench, sound, number):
    start = sound.index("    sale: {name" if number else "  packages:\n    lease")
    text = sound[:start] + sound[sound.index("scenarios:\n") :]
    assert len(bench.read(text).settlement.packages) == number


def test_a_settlement_needs_a_war(bench, sound):
    start, end = sound.index("\nwar:\n"), sound.index("\nsettlement:\n")
    bare = sound[: start + 1] + sound[end + 1 :]
    assert ("a settlement needs the section 'war' it would end", "add it") in told(bench, bare)


def test_no_deal_can_be_what_the_war_is_worth(bench, change):
    text = change(OWN_VALUE, "from: war\n")
    case = bench.read(text[: text.index("\nscenarios:\n")])
    assert case.positions["borduria"].no_deal.war


def test_no_deal_from_the_war_is_for_its_sides(bench, sound):
    start, end = sound.index("\nwar:\n"), sound.index("\nscenarios:\n")
    bare = sound[: start + 1] + sound[end + 1 :]
    wrong = bare.replace(OWN_VALUE, "from: war\n")
    assert "is no side in the section 'war'" in str(told(bench, wrong))


def test_the_pause_talked_of_is_the_one_named_or_the_first():
    war = small().war
    assert war.talked_of.name == "Winter pause"
    assert war.model_copy(update={"pause": "long"}).talked_of.name == "Long pause"
    assert war.model_copy(update={"pauses": {}}).talked_of is None


def test_what_nobody_can_source_has_wide_defaults():
    assert all(isinstance(given, Between | Triangle) for _, given in small().war.engine)
