"""A state that somebody asks about, from the words of the command line."""

import pytest
from click.testing import CliRunner
from conflict_case import DILEMMA, HEAD, moving
from small_case import small

from parley.case.asked import asked
from parley.cli import main
from parley.errors import CaseError


def levels(words):
    found = asked(moving(), words.split())
    (state,) = found.case.moves.states.values()
    return state.levels


def problems(words, moves=DILEMMA):
    with pytest.raises(CaseError) as refused:
        asked(moving(moves), words.split())
    return [str(each) for each in refused.value.problems]


def test_a_named_state_keeps_its_name_and_changes_lose_it():
    assert asked(moving(), ["both"]).case.moves.states["both"].name == "Both lay down arms"
    changed = asked(moving(), ["both", "c.pay=yes"]).case.moves.states["both"]
    assert changed.name == "The state asked about"
    assert changed.levels == {"a.down": "yes", "b.down": "yes", "c.pay": "yes"}


def test_without_a_name_the_changes_are_to_the_present_state():
    assert levels("a.down=yes") == {"a.down": "yes"}
    assert levels("") == {}


def test_every_problem_is_told_at_once():
    assert problems("bth a.dwn=yes a.down=maybe c.pay=yes c.pay=no x") == [
        "a.down=maybe: no level 'maybe'; known: no, yes",
        "a.dwn=yes: no option 'a.dwn'; did you mean 'a.down'?",
        "bth: no state of this name; did you mean 'both'?",
        "c.pay=no: 'c.pay' is given twice; keep one of them",
        "x: a second state; name one, then PARTY.OPTION=LEVEL",
    ]


def test_a_state_that_conditions_rule_out_is_refused():
    bound = DILEMMA.replace(
        "  now:", "  conditions: [{rule: not (a.down and c.pay), because: It has no money}]\n  now:"
    )
    assert problems("a.down=yes c.pay=yes", bound) == [
        "condition 1: this rules the state out; It has no money"
    ]


def test_a_case_without_moves_is_told_what_is_missing():
    bare = small().model_copy(update={"moves": None})
    with pytest.raises(CaseError, match="add a 'moves' section"):
        asked(bare, [])


def test_the_command_answers_for_the_state_alone(tmp_path):
    path = tmp_path / "case.yaml"
    path.write_text(HEAD + DILEMMA, encoding="utf-8")
    run = CliRunner().invoke(main, ["state", str(path), "a.down=yes", "--draws", "5"])
    assert run.exit_code == 0, run.output
    assert "Would not hold: “The state asked about” (left by Alba)." in run.output
    assert "state: a.down=yes" in run.output
    assert "Both lay down arms" not in run.output
    wrong = CliRunner().invoke(main, ["state", str(path), "a.dwn=yes"])
    assert wrong.exit_code == 1
