"""The commands that ask what conclusions hang on, as a person or a program meets them."""

import json
import re

import click
import pytest
from click.testing import CliRunner
from small_case import TEXT, small_file

from parley.cli import main

DONE, PROBLEMS, NOT_UNDERSTOOD, NOT_WRITTEN = 0, 1, 2, 3
KEPT, FIRM = "games.settlement.kept", "games.conceding.0.firm"
COMPARE = ("-l", "offers", "-l", "games", "--draws", "60")


def parley(*words: object):
    return CliRunner().invoke(main, [*map(str, words)], catch_exceptions=False)


def flat(text: str) -> str:
    return " ".join(text.split())


@pytest.fixture
def case(tmp_path):
    return small_file(tmp_path)


@pytest.fixture
def broken(tmp_path):
    """Nothing is wrong with it but one scenario, which leads nowhere.

    Its path, the line of what the scenario sets, and that of the scenario.
    """
    path = tmp_path / "broken.yaml"
    more = "  bad: {title: Bad, set: {settlement.in_force: nobody}}\n"
    path.write_text(TEXT + more, encoding="utf-8")
    return path, TEXT[: TEXT.index("  in_force")].count("\n") + 1, len(TEXT.splitlines()) + 1


def usage(done, said):
    """Not understood: nothing printed, one clear sentence, no trace of the program's inside."""
    assert (done.exit_code, done.stdout) == (NOT_UNDERSTOOD, "")
    assert f"Error: {said}" in flat(done.stderr)
    assert "Traceback" not in done.stderr


# ------------------------------------------------------------------ compare


def test_compare_prints_every_scenario_without_being_asked(case):
    done = parley("compare", case, *COMPARE)
    assert done.exit_code == DONE
    assert "What would each scenario change?" in done.stdout
    for title in ("Aid to Borduria ends", "The pact stands", "A cold winter", "No quiet"):
        assert title in flat(done.stdout)
    assert "scenarios: stopped, pact, cold, loud" in done.stdout
    assert "Side by side" in done.stdout


def test_compare_takes_the_scenarios_named_in_their_order(case):
    done = parley("compare", case, "-s", "cold", "-s", "stopped", "-s", "cold", *COMPARE, "--json")
    told = json.loads(done.stdout)
    assert told["recipe"]["scenarios"] == "cold, stopped"
    assert told["recipe"]["draws"] == 60
    assert [section["lens"] for section in told["sections"]] == ["compare"]
    text = json.dumps(told, ensure_ascii=False)
    assert "A cold winter" in text
    assert "No quiet" not in text


@pytest.mark.parametrize(
    ("form", "begins"), [("md", "# small talks"), ("html", "<!doctype"), ("txt", "")]
)
def test_compare_writes_a_file(case, tmp_path, form, begins):
    target = tmp_path / f"out.{form}"
    done = parley("compare", case, "-s", "cold", "-l", "games", "--draws", 20, "-o", target)
    assert (done.exit_code, done.stdout) == (DONE, f"wrote {target}\n")
    written = target.read_text(encoding="utf-8").lower().lstrip()
    assert written.startswith(begins)
    assert "what would each scenario change?" in written


def test_compare_by_a_conclusion_says_what_is_worth_knowing(case):
    done = parley("compare", case, "-s", "loud", *COMPARE, "--by", "offers.text.plan/B.a")
    assert done.exit_code == DONE
    assert "What is worth knowing before choosing" in done.stdout
    assert "as good as any in" in flat(done.stdout)
    assert "by: offers.text.plan/B.a" in done.stdout


def test_compare_the_same_twice_and_otherwise_by_seed(case):
    words = ("compare", case, "-s", "cold", *COMPARE, "--json")
    assert parley(*words).stdout == parley(*words).stdout
    other = json.loads(parley(*words, "--seed", 5).stdout)
    assert other["sections"] != json.loads(parley(*words).stdout)["sections"]
    assert other["recipe"]["seed"] == 5


def test_compare_with_a_bad_lens(case):
    usage(parley("compare", case, "-l", "gaems"), "no lens 'gaems'. Did you mean 'games'?")


def test_compare_by_what_is_no_conclusion(case):
    words = ("compare", case, "-s", "cold", "-l", "games", "--draws", 60, "--by")
    usage(
        parley(*words, "games.settlement.kep"),
        f"the base case has no conclusion 'games.settlement.kep'; did you mean '{KEPT}'?\n".strip(),
    )
    usage(parley(*words, "qqqq"), "the base case has no conclusion 'qqqq'.")


def test_compare_with_an_unknown_scenario(case, tmp_path):
    done = parley("compare", case, "-s", "could", "-o", tmp_path / "x.md")
    assert (done.exit_code, done.stdout) == (PROBLEMS, "")
    assert "no scenario 'could' in this case; did you mean 'cold'?" in done.stderr
    assert not (tmp_path / "x.md").exists()


@pytest.mark.parametrize("words", [(), ("-s", "bad"), ("-s", "cold")])
def test_compare_with_a_scenario_that_makes_the_case_invalid(broken, tmp_path, words):
    """Also of one it is not asked about: the base case is then not right as it stands."""
    path, _, line = broken
    target = tmp_path / "x.md"
    done = parley("compare", path, *words, *COMPARE, "-o", target)
    assert (done.exit_code, done.stdout) == (PROBLEMS, "")
    assert re.search(rf"broken\.yaml:{line}\b.*no guarantee 'nobody'", done.stderr), done.stderr
    assert "1 problem\n" in done.stderr
    assert not target.exists()


def test_compare_a_case_without_scenarios(tmp_path):
    path = tmp_path / "none.yaml"
    path.write_text(TEXT[: TEXT.index("scenarios:")], encoding="utf-8")
    done = parley("compare", path, "-l", "games", "--draws", 10)
    usage(done, "there is no scenario to compare with the base case.")


@pytest.mark.parametrize("n", [1, 10])
def test_compare_of_few_draws(case, n):
    done = parley("compare", case, "-l", "games", "-l", "offers", "--draws", n)
    assert done.exit_code == DONE
    assert not re.search(r"\b(inf|nan)\b", done.stdout)
    assert f"the random numbers of the {n} draw" in flat(done.stdout)
    few = parley("compare", case, "-l", "games", "--draws", n, "--by", KEPT)
    usage(few, f"'{KEPT}' is known in {n} draws of all scenarios; 50 are the least that can tell")


def test_compare_that_cannot_be_written(case, tmp_path):
    target = tmp_path / "no" / "x.md"
    done = parley("compare", case, "-s", "cold", "-l", "games", "--draws", 10, "-o", target)
    assert (done.exit_code, done.stdout) == (NOT_WRITTEN, "")


# ------------------------------------------------------------------ conclusions


def test_conclusions_lists_ids_with_what_they_say(case):
    done = parley("conclusions", case, "-l", "games", "-l", "positions", "--draws", 10)
    assert done.exit_code == DONE
    lines = done.stdout.splitlines()
    ids, says = lines[::2], lines[1::2]
    assert {KEPT, FIRM, "positions.balance.line"} <= set(ids)
    assert all(re.fullmatch(r"[a-z]+(\.[\w/]+)+", each) for each in ids)
    assert all(re.fullmatch(r"    \S.*: (\d+%|[\d.]+)", each) for each in says), says
    assert {each.partition(".")[0] for each in ids} == {"games", "positions"}


def test_conclusions_of_a_scenario(case):
    words = ("conclusions", case, "-l", "offers", "--draws", 60)
    base, cold = (parley(*words, *more).stdout for more in ((), ("-s", "cold")))
    assert base.splitlines()[::2] == cold.splitlines()[::2]
    assert base != cold


def test_every_id_that_conclusions_lists_can_be_asked_for(case):
    listed = parley("conclusions", case, "-l", "games", "--draws", 10).stdout.splitlines()[::2]
    words = [word for id in listed for word in ("--of", id)]
    assert parley("hinges", case, *words, "--draws", 10).exit_code == DONE


def test_conclusions_with_a_bad_lens_or_scenario(case):
    usage(parley("conclusions", case, "-l", "gaems"), "no lens 'gaems'. Did you mean 'games'?")
    done = parley("conclusions", case, "-s", "could")
    assert (done.exit_code, done.stdout) == (PROBLEMS, "")
    assert "did you mean 'cold'?" in done.stderr


def test_conclusions_of_an_invalid_scenario(broken):
    path, line, _ = broken
    done = parley("conclusions", path, "-s", "bad")
    assert (done.exit_code, done.stdout) == (PROBLEMS, "")
    assert re.search(rf"broken\.yaml:{line}\b", done.stderr)


# ------------------------------------------------------------------ hinges


def test_hinges_of_a_conclusion_in_the_terminal(case):
    done = parley("hinges", case, "--of", FIRM, "--draws", 200)
    assert done.exit_code == DONE
    assert "What decides the answer, and what should we find out next?" in done.stdout
    assert "stand firm against Bor's demands" in flat(done.stdout)
    assert f"of: {FIRM}" in done.stdout


def test_hinges_of_several_and_of_a_number_by_its_path(case):
    path = "games.pauses.0.sides.0.gain"
    done = parley("hinges", case, "--of", FIRM, "--of", path, "--draws", 200, "--json")
    told = json.loads(done.stdout)
    assert told["recipe"]["of"] == f"{FIRM}, {path}"
    assert path in json.dumps(told["sections"])


def test_hinges_writes_a_file_and_names_its_scenario(case, tmp_path):
    target = tmp_path / "out.md"
    done = parley("hinges", case, "--of", FIRM, "-s", "cold", "--draws", 150, "-o", target)
    assert (done.exit_code, done.stdout) == (DONE, f"wrote {target}\n")
    assert "A cold winter" in target.read_text(encoding="utf-8")


def test_hinges_by_a_design(case):
    words = ("hinges", case, "--of", FIRM, "--draws", 300, "--design", 100, "--inputs", 3)
    done = parley(*words)
    assert done.exit_code == DONE
    assert "By a design of 500 draws, whether Alba does better to stand firm" in flat(done.stdout)
    assert "First-order and total effects" in done.stdout
    assert re.search(r"design: 100\ninputs: 3\n", done.stdout)
    assert parley(*words).stdout == done.stdout


def test_hinges_of_what_is_no_conclusion(case, tmp_path):
    target = tmp_path / "x.md"
    words = ("hinges", case, "--draws", 10, "-o", target, "--of")
    usage(parley(*words, f"{KEPT}t"), f"no conclusion '{KEPT}t'; did you mean '{KEPT}'?")
    usage(parley(*words, FIRM, "--of", "games.qqqq.zzzz"), "no conclusion 'games.qqqq.zzzz'")
    usage(parley(*words, "gaems.settlement.kept"), "no conclusion 'gaems.settlement.kept'; did you")
    assert not target.exists()


def test_hinges_of_nothing(case):
    usage(parley("hinges", case), "Missing option '--of'.")


def test_hinges_with_an_unknown_or_invalid_scenario(case, broken):
    done = parley("hinges", case, "--of", KEPT, "-s", "could")
    assert (done.exit_code, done.stdout) == (PROBLEMS, "")
    path, line, _ = broken
    done = parley("hinges", path, "--of", KEPT, "-s", "bad")
    assert (done.exit_code, done.stdout) == (PROBLEMS, "")
    assert re.search(rf"broken\.yaml:{line}\b.*no guarantee 'nobody'", done.stderr)


def test_hinges_of_few_draws(case):
    done = parley("hinges", case, "--of", FIRM, "--draws", 10)
    assert done.exit_code == DONE
    assert "fewer than 100 draws, too few to tell what" in flat(done.stdout)
    assert "`--draws 1000` makes more." in flat(done.stdout)
    words = ("hinges", case, "--of", FIRM, "--draws", 10, "--design", 100)
    usage(parley(*words), "there is no input to draw anew: the draws as given cannot tell which go")
    words = ("hinges", case, "--of", FIRM, "--draws", 200, "--design", 20)
    usage(parley(*words), f"'{FIRM}' is known in 20 draws of all runs, need 50.")


@pytest.mark.parametrize("more", [("--design", -1), ("--inputs", 0), ("--draws", 0)])
def test_hinges_with_numbers_that_cannot_be(case, more):
    assert parley("hinges", case, "--of", KEPT, *more).exit_code == NOT_UNDERSTOOD


@pytest.mark.parametrize("name", ["compare", "conclusions", "hinges"])
def test_help_says_every_option(name):
    """Options of the three that the page on commands shows; tests of the page compare it."""
    command = main.get_command(click.Context(main), name)
    shown = parley(name, "--help").stdout
    for option in command.params:
        if isinstance(option, click.Option):
            assert option.help
            assert option.opts[-1] in shown
