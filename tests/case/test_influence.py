"""The section `influence`: what is refused, what it rests on, and changes asked for."""

import pytest
from click.testing import CliRunner
from small_case import small, small_file

from parley.basis import basis
from parley.case.quantity import Between, Exact
from parley.case.shifted import shifted
from parley.cli import main
from parley.errors import CaseError

STANCE = "{{position: 70..90, salience: 50, from: gate-later}}".replace("{{", "{").replace(
    "}}", "}"
)


def told(bench, text):
    return [(problem.what, problem.fix) for problem in bench.problems(text)]


@pytest.mark.parametrize(
    ("old", "new", "what", "fix"),
    [
        (
            f"stances: {{gate: {STANCE}}}",
            f"stances: {{gat: {STANCE}}}",
            "no scale 'gat' in 'influence'",
            "did you mean 'gate'?",
        ),
        (
            "position: 70..90, salience: 50, from: gate-later",
            "position: 70..90, salience: 50",
            "where 'alba' stands on 'gate' rests on nothing",
            "name claims in 'from', or say why in 'because'",
        ),
        (
            "capability: 3..5, from: quiet-now",
            "capability: 3..5",
            "the capability of 'alba' rests on nothing",
            "name claims in 'from', or say why in 'because'",
        ),
        (
            "salience: 20, capability: 4",
            "salience: 20",
            "'borduria' has no capability on 'gate'",
            "give the actor one, or this stance",
        ),
        (
            "follows: {alba: 0.2}",
            "follows: {borduria: 0.2}",
            "'borduria' follows itself",
            "leave it out",
        ),
        (
            "marks: {50: Ajar}",
            "marks: {150: Ajar}",
            "'150' is no number from 0 to 100",
            "",
        ),
        (
            "reference: 10,",
            "reference: 10, hindsight: true,",
            "a scale cannot be hindsight: stances are on it",
            "mark the stances, or the whole section",
        ),
    ],
)
def test_what_is_wrong_is_told_with_its_fix(bench, change, old, new, what, fix):
    assert (what, fix) in told(bench, change(old, new))


def test_numbers_off_the_scale_are_refused(bench, change):
    (problem,) = bench.problems(change("position: 70..90", "position: 70..190"))
    assert "190 is outside the admissible range 0..100" in problem.what
    (problem,) = bench.problems(change("position: 70..90", "position: likely"))
    assert "no number here" in problem.what


def test_a_scale_on_which_nobody_can_have_weight_is_told(bench, sound):
    idle = sound.replace("salience: 50, from: gate-later", "salience: 0, from: gate-later")
    what = "nobody has any weight on 'gate'"
    idle = idle.replace("salience: 20, capability: 4", "salience: 20, capability: 0")
    assert (what, "give an actor a capability and a salience above 0") in told(bench, idle)


def test_names_that_a_figure_could_not_tell_apart_are_told(bench, change):
    text = change("borduria: {name: Borduria}", "borduria: {name: Alba}")
    what = "'borduria' and 'alba' are both called 'Alba'"
    assert (what, "give one of them another name") in told(bench, text)


def test_shares_of_following_add_up_to_one_at_most(bench, change):
    assert told(bench, change("follows: {alba: 0.2}", "follows: {alba: 1.2}"))


def test_what_stands_behind_a_stance_a_capability_and_a_scale():
    paths = [
        "influence.actors.b.stances.line",
        "influence.actors.b",
        "influence.actors.c",
        "influence.scales.line",
    ]
    stance, own, spread, scale = (basis(small(), paths)[path] for path in paths)
    assert stance.says == (
        "Borduria on “Line”: position 10 of 100; salience 40 to 70, most likely 60 of 100"
    )
    assert stance.how == "said so. Rests on k2."
    assert (own.says, own.how) == ("Capability of Borduria: 40", "x.")
    assert spread.says == "Capability of Castellan: by scale"
    assert scale.says == "The scale “Line” from 0 “North” to 100 “South”"
    assert "k2" in basis(small(), paths)


@pytest.mark.parametrize("path", ["influence.actors.x", "influence.scales.y", "influence.line"])
def test_a_path_that_leads_nowhere_is_no_basis(path):
    with pytest.raises(KeyError):
        basis(small(), [path])


# changes that somebody asks for


def actors(words):
    return shifted(small(), words.split()).case.influence.actors


def problems(words):
    with pytest.raises(CaseError) as refused:
        shifted(small(), words.split())
    return [str(each) for each in refused.value.problems]


def test_a_change_is_made_to_one_number():
    changed = actors("a.line=40 a.line.salience=20..30 b.capability=7")
    assert changed["a"].stances["line"].position == Exact(40.0)
    assert changed["a"].stances["line"].salience == Between(20.0, 30.0)
    assert changed["b"].capability == Exact(7.0)
    assert changed["a"].stances["pay"] == small().influence.actors["a"].stances["pay"]


def test_a_capability_for_all_replaces_those_on_single_scales():
    assert actors("c.capability=9")["c"].stances["line"].capability is None
    assert actors("c.line.capability=9")["c"].stances["line"].capability == Exact(9.0)


def test_every_problem_is_told_at_once():
    words = "d.line=4 a.lin=4 a.line=400 a.line.sal=2 b.capability=-1 a.line=400 x"
    assert problems(words) == [
        "a.lin=4: no stance on 'lin'; did you mean 'line'?",
        "a.line: it is given twice; keep one of them",
        "a.line.sal=2: no number 'sal'; known: capability, position, salience",
        "a.line=400: 400 is outside the admissible range 0..100",
        "b.capability=-1: -1 is outside the admissible range 0..1000000",
        "d.line=4: no actor 'd' in 'influence'; known: a, b, c",
        "x: no value is given; write ACTOR.SCALE=POSITION, ACTOR.SCALE.salience=..., or "
        "ACTOR.capability=...",
    ]


def test_a_case_without_the_section_is_told_what_is_missing():
    bare = small().model_copy(update={"influence": None})
    with pytest.raises(CaseError, match="add an 'influence' section"):
        shifted(bare, ["a.line=4"])


def test_the_command_tells_before_and_after(tmp_path):
    path = str(small_file(tmp_path))
    run = CliRunner().invoke(main, ["shift", path, "a.line=0", "--draws", "20"])
    assert run.exit_code == 0, run.output
    assert "With a.line=0, the compromise mean goes on “Line” from" in run.output
    assert "Before and after" in run.output
    stays = CliRunner().invoke(main, ["shift", path, "b.pay=0", "--draws", "20"])
    assert "stays where it is on every scale" in stays.output
