"""Reading conflicts of other tools: GMCR+ files and `parley-gmcr-conflict/1`.

The .gmcr files here are made up; only the layout is that of the tool.
"""

import copy
import json
import random
from pathlib import Path

import pytest
from click.testing import CliRunner

from parley.case import read_case
from parley.case.formats import conflict_text, is_conflict, read_conflict
from parley.case.formats.conflict import covers, feasible_states, grouped
from parley.case.formats.patterns import conditions, rule, simplified
from parley.case.rules import parse_rule, rule_text
from parley.case.text import MAX_BYTES
from parley.cli import main
from parley.errors import CaseError

CONFLICTS = Path(__file__).parent.parent / "data" / "conflicts"

Y, N = "Y", "N"
HARBOUR = {
    "options": [
        {"name": "Open the gate", "permittedDirection": "fwd"},
        {"name": "Sail", "permittedDirection": "both"},
        {"name": "Close the gate", "permittedDirection": "back"},
        {"name": "Wait", "permittedDirection": "both"},
    ],
    # ships first, so that the tool puts options 1, 3 before 0, 2
    "decisionMakers": [
        {"name": "Ships", "options": [1, 3], "misperceptions": [[[0, N], [2, N]]],
         "preferences": [[[0, Y]], {"compound": True, "members": [[[1, Y], [0, Y]],
                                                                 [[1, N], [0, N]]]}]},
        {"name": "Port of A", "options": [0, 2], "preferences": [[[1, Y], [3, N]]]},
    ],
    "infeasibles": [[[0, Y], [2, Y]], [[1, Y], [3, Y]], [[1, N], [3, N]]],
    "useManualPreferenceRanking": False,
    "program": "gmcr-py",
}  # fmt: skip

SCHOOL = {
    "schema": "parley-gmcr-conflict/1",
    "title": "School strike",
    "dms": [{"id": "t", "name": "Teachers"}, {"id": "m", "name": "Ministry"}],
    "options": [
        {"name": "Pay", "dm": "m", "direction": "forward"},
        {"name": "Strike", "dm": "t", "direction": "both"},
    ],
    "infeasible": ["YY"],
    "misperceived": {"m": ["NY"]},
    "forbidden_moves": [{"dm": "t", "from": "Y-", "to": "--"}],
    "preferences": {"t": [["YN"], ["NY", "NN"]], "m": [["NN"], ["YN"], ["NY"]]},
    "state_labels": {"NN": "peace"},
}


def changed(base, *path, to):
    """A copy with another value at a path."""
    made = copy.deepcopy(base)
    inside = made
    for key in path[:-1]:
        inside = inside[key]
    inside[path[-1]] = to
    return made


def written(folder, data, name="harbour.gmcr"):
    file = folder / name
    file.write_text(data if isinstance(data, str) else json.dumps(data), "utf-8")
    return file


def form(folder, data=HARBOUR, name="harbour.gmcr"):
    return read_conflict(written(folder, data, name))


def moves(folder, data=HARBOUR, name="harbour.gmcr"):
    made = folder / "case.yaml"
    made.write_text(conflict_text(form(folder, data, name)), "utf-8")
    return read_case(made).moves


def problems(folder, data, name="harbour.gmcr"):
    with pytest.raises(CaseError) as raised:
        form(folder, data, name)
    return [str(each).replace(f"{folder}/", "") for each in raised.value.problems]


# ------------------------------------------------------------------ patterns


def every(n):
    return list(feasible_states(n, ()))


def covered(patterns, n):
    return {state for state in every(n) if any(covers(each, state) for each in patterns)}


def test_states_ascend_with_the_first_option_as_the_lowest_bit():
    assert every(2) == ["NN", "YN", "NY", "YY"]
    assert list(feasible_states(3, ["YY-", "--N"])) == ["NNY", "YNY", "NYY"]
    assert list(feasible_states(2, ["--"])) == []


def test_the_first_statement_on_which_states_differ_decides():
    assert grouped(every(2), [("Y-",), ("-Y", "NN")]) == (("YY",), ("YN",), ("NN", "NY"))


def test_the_search_for_states_gives_up_in_the_end(monkeypatch):
    monkeypatch.setattr("parley.case.formats.conflict.TRIED", 100)
    with pytest.raises(ValueError, match="more than 100 steps"):
        list(feasible_states(40, ()))


def satisfied(text, state):
    """Whether a condition over a.o0, a.o1, ... holds in a state, by brute force."""
    words = rule_text(parse_rule(text, bare=True))
    for sign in ("=yes", "=no"):
        for k, each in enumerate(state):
            held = (each == "Y") == (sign == "=yes")
            words = words.replace(f"a.o{k}{sign}", str(held))
    if " iff " in words:
        left, right = words.split(" iff ")
        return eval(left) == eval(right)
    if " implies " in words:
        left, right = words.split(" implies ")
        return not eval(left) or eval(right)
    return eval(words)


@pytest.mark.parametrize("seed", range(60))
def test_conditions_say_what_the_patterns_say(seed):
    rng = random.Random(seed)
    n = rng.randint(1, 5)
    paths = [f"a.o{k}" for k in range(n)]
    some = ["".join(rng.choices("YN-", (1, 1, 2), k=n)) for _ in range(rng.randint(1, 5))]
    patterns = [each for each in some if set(each) != {"-"}] or ["Y" * n]
    held = covered(patterns, n)
    assert covered(simplified(patterns), n) == held
    assert len(simplified(patterns)) <= len(set(patterns))
    if left := set(every(n)) - held:  # a reader refuses what leaves no state, or says nothing
        text = rule(simplified(patterns), paths)
        assert {state for state in every(n) if satisfied(text, state)} == held
        assert {state for state in every(n) if _all_hold(patterns, paths, state)} == left


def _all_hold(patterns, paths, state):
    for line in conditions(patterns, paths):
        if line.startswith("{"):
            kind, _, rest = line[1:-2].partition(": 1, of: [")
            taken = sum(state[paths.index(each)] == "Y" for each in rest.split(", "))
            if taken > 1 or (kind == "exactly" and taken < 1):
                return False
        elif not satisfied(line, state):
            return False
    return True


def test_a_condition_with_many_parts_is_written_plainly_and_still_read():
    paths = [f"a.o{k}" for k in range(12)]
    patterns = ["".join("N" if j in (k, k + 1) else "-" for j in range(12)) for k in range(11)]
    patterns += ["".join("N" if j in (k, k + 3) else "-" for j in range(12)) for k in range(9)]
    text = rule(patterns, paths)
    assert "not" not in text
    parse_rule(text, bare=True)


# ------------------------------------------------------------------ GMCR+


def test_options_are_grouped_as_the_tool_does_and_keep_their_direction(tmp_path):
    found = form(tmp_path)
    assert [option.name for option in found.options] == [
        "Sail", "Wait", "Open the gate", "Close the gate",
    ]  # fmt: skip
    assert [option.one_way for option in found.options] == [None, None, "up", "down"]
    assert found.infeasible == ("--YY", "YY--", "NN--")
    assert found.misperceived == ((0, "--NN"),)


def test_a_file_becomes_a_section_moves(tmp_path):
    made = moves(tmp_path)
    assert list(made.paths) == [
        "Ships.Sail", "Ships.Wait", "Port-of-A.Open-the-gate", "Port-of-A.Close-the-gate",
    ]  # fmt: skip
    first, second = made.conditions
    assert (first.exactly, [rule_text(each) for each in first.of]) == (
        1, ["Ships.Sail=yes", "Ships.Wait=yes"],
    )  # fmt: skip
    assert rule_text(second.rule).startswith("not (Port-of-A.Open-the-gate=yes and")
    told = [rule_text(each.prefers) for each in made.preferences["Ships"].statements]
    assert told == ["Port-of-A.Open-the-gate=yes", "Ships.Sail=yes iff Port-of-A.Open-the-gate=yes"]
    assert [each.by for each in made.misperceived] == ["Ships"]
    assert made.now == {}


def test_the_command_makes_a_case_that_checks_clean(tmp_path):
    file = written(tmp_path, HARBOUR)
    run = CliRunner().invoke(main, ["new", str(tmp_path / "talks"), "--from", str(file)])
    assert (run.exit_code, run.stderr) == (0, "")
    assert CliRunner().invoke(main, ["check", str(tmp_path / "talks")]).exit_code == 0
    case = read_case(tmp_path / "talks")
    assert (case.case, case.title) == ("talks", "harbour")
    assert case.summary == "Read from the GMCR+ file harbour.gmcr."


def by_hand(ships, port=None):
    port = port or [[1, 2, 3, 4, 5, 6]]
    data = changed(HARBOUR, "useManualPreferenceRanking", to=True)
    data["decisionMakers"][0] |= {"preferenceRanking": ships}
    data["decisionMakers"][1] |= {"preferences": [], "preferenceRanking": port}
    return data


def test_a_ranking_by_hand_counts_states_in_the_order_of_the_tool(tmp_path):
    """Sail, Wait, Open, Close: YNNN NYNN YNYN NYYN YNNY NYNY are 1 to 6."""
    found = form(tmp_path, by_hand([6, [1, 2], 3, 5, 4]))
    assert found.rankings == {0: (("NYNY",), ("YNNN", "NYNN"), ("YNYN",), ("YNNY",), ("NYYN",))}
    assert 0 not in found.statements
    (note,) = found.notes
    assert note == (
        "A ranking by hand says what Ships prefers; its priorities, which differ, are left out."
    )
    made = moves(tmp_path, by_hand([6, [1, 2], 3, 5, 4]))
    assert made.preferences["Ships"].ranks.text == "s6 > s1 ~ s2 > s3 > s5 > s4"
    assert made.states["s6"].levels == {
        "Ships.Sail": "no", "Ships.Wait": "yes",
        "Port-of-A.Open-the-gate": "no", "Port-of-A.Close-the-gate": "yes",
    }  # fmt: skip
    assert "Port-of-A" not in made.preferences


def test_priorities_stay_where_the_ranking_says_the_same(tmp_path):
    plain = form(tmp_path)
    groups = grouped(list(feasible_states(4, plain.infeasible)), plain.statements[0])
    number = {s: k for k, s in enumerate(feasible_states(4, plain.infeasible), 1)}
    found = form(tmp_path, by_hand([[number[s] for s in group] for group in groups]))
    assert found.statements[0] == plain.statements[0]
    assert (found.rankings, found.notes) == ({}, ())


def test_the_old_names_of_the_fields_are_read(tmp_path):
    data = by_hand([6, [1, 2], 3, 5, 4])
    new = form(tmp_path, data)
    data["useManualPreferenceVectors"] = data.pop("useManualPreferenceRanking")
    for maker in data["decisionMakers"]:
        maker["preferenceVector"] = maker.pop("preferenceRanking")
        maker.pop("misperceptions", None)
    assert form(tmp_path, data).rankings == new.rankings


def test_payoffs_rank_where_there_is_nothing_else_and_equal_ones_say_nothing(tmp_path):
    data = changed(HARBOUR, "decisionMakers", 1, "preferences", to=[])
    data["decisionMakers"][1]["payoffs"] = [1, 1, 1, 1, 1, 1]
    assert form(tmp_path, data).rankings == {}
    data["decisionMakers"][1]["payoffs"] = [3, 1, 3, 2, 1, 1]
    assert form(tmp_path, data).rankings == {
        1: (("YNNN", "YNYN"), ("NYYN",), ("NYNN", "YNNY", "NYNY"))
    }


def test_an_option_of_two_decision_makers_is_a_common_move(tmp_path):
    data = changed(HARBOUR, "decisionMakers", 1, "options", to=[0, 2, 3])
    assert moves(tmp_path, data).paths["Ships.Wait"].also == ("Port-of-A",)


def test_what_a_case_cannot_hold_is_named(tmp_path):
    data = changed(HARBOUR, "coalitions", to=[[0, 1]])
    data["decisionMakers"].append({"name": "Harbour police", "options": [], "preferences": []})
    data["decisionMakers"][1]["preferences"] = [[], [[1, Y]], [[0, Y], [2, Y]], {"members": []}]
    data["options"][2]["name"] = "Open the gate"
    found = form(tmp_path, data)
    assert found.notes == (
        "Without options, and so without moves and preferences here: Harbour police.",
        "Port of A has 2 options called 'Open the gate'; they are numbered here.",
        "Left out, as true of every state or of none: 3 of the priorities of Port of A.",
        "Coalitions are left out: no parties are taken together beforehand.",
    )
    made = moves(tmp_path, data)
    assert list(made.options["Port-of-A"]) == ["Open-the-gate", "Open-the-gate-2"]
    assert len(made.preferences["Port-of-A"].statements) == 1


def test_names_lose_what_a_case_file_cannot_hold(tmp_path):
    text = json.dumps(HARBOUR).replace('"Sail"', '"S\\u0007a\\ud800il\\n now: yes"')
    data = changed(json.loads(text), "decisionMakers", 1, "name", to="no: #1")
    made = moves(tmp_path, data)
    assert made.paths["Ships.S-a-il-now-yes"].name == "S a il now: yes"
    assert "no-1" in made.options


def test_parties_with_the_same_name_are_told_apart(tmp_path):
    assert list(moves(tmp_path, changed(HARBOUR, "decisionMakers", 1, "name", to="Ships"))
                .options) == ["Ships", "Ships-2"]  # fmt: skip


def test_long_names_become_brief_ids(tmp_path):
    name = "Furthest that it would go on the prisoners before the winter"
    made = moves(tmp_path, changed(HARBOUR, "options", 1, "name", to=name))
    assert made.paths["Ships.Furthest-that-it-would-go-on-the"].name == name


MANY = [{"name": f"o{k}", "permittedDirection": "both"} for k in range(70)]
WRONG = {
    "not JSON": ("{", "this is not sound JSON"),
    "empty": ("", "this is not sound JSON"),
    "a list": ("[]", "a list stands here; write an object"),
    "nothing in it": ("{}", "options: nothing stands here; write a list"),
    "no options": (changed(HARBOUR, "options", to=[]), "options: 0 options; give 1 to 62"),
    "too many options": (changed(HARBOUR, "options", to=MANY), "options: 70 options"),
    "a direction": (changed(HARBOUR, "options", 0, "permittedDirection", to="up"),
                    "options[0].permittedDirection: this is no direction; write one of both, fwd"),
    "a name": (changed(HARBOUR, "options", 0, "name", to=["x"]), "options[0].name: a list is no"),
    "no name": (changed(HARBOUR, "decisionMakers", 1, "name", to=" "),
                "decisionMakers[1].name: '' is no name"),
    "a number as name": (changed(HARBOUR, "decisionMakers", 1, "name", to=None),
                         "decisionMakers[1].name: nothing is no name"),
    "an option that is not there": (
        changed(HARBOUR, "decisionMakers", 0, "options", to=[1, 3, 7]),
        "decisionMakers[0].options[2]: '7' is the number of no option; 0 to 3",
    ),
    "a huge number": (json.dumps(HARBOUR).replace("[1, 3]", f"[1, {'9' * 5000}]"),
                      "is the number of no option"),
    "a negative number": (changed(HARBOUR, "infeasibles", to=[[[-1, Y]]]),
                          "infeasibles[0][0]: '-1' is the number of no option"),
    "a float": (changed(HARBOUR, "infeasibles", to=[[[0.5, Y]]]), "'0.5' is the number of no"),
    "an option of nobody": (changed(HARBOUR, "decisionMakers", 0, "options", to=[1]),
                            "options[3]: this option belongs to no decision maker"),
    "neither Y nor N": (changed(HARBOUR, "infeasibles", to=[[[0, "y"]]]),
                        "infeasibles[0][0]: this does not say of one option Y or N"),
    "both Y and N": (changed(HARBOUR, "infeasibles", to=[[[0, Y], [0, N]]]),
                     "infeasibles[0][1]: option 0 is both Y and N here"),
    "no pair": (changed(HARBOUR, "infeasibles", to=[[0, Y]]), "infeasibles[0][0]: '0' stands"),
    "a condition": (changed(HARBOUR, "decisionMakers", 0, "preferences", to=[True]),
                    "decisionMakers[0].preferences[0]: true stands here; write a list"),
    "members": (changed(HARBOUR, "decisionMakers", 0, "preferences", to=[{"compound": True}]),
                "decisionMakers[0].preferences[0].members: nothing stands here"),
    "no state": (changed(HARBOUR, "infeasibles", to=[[[0, Y]], [[0, N]]]), "no state is feasible"),
    "all states": (changed(HARBOUR, "infeasibles", to=[[]]), "no state is feasible"),
    "a state too many": (by_hand([6, [1, 2], 3, 5, 4, 7]),
                         "preferenceRanking[5]: '7' is the number of no feasible state; 1 to 6"),
    "a state twice": (by_hand([6, [1, 2], 3, 5, 4, 4]), "7 states are ranked, and 6 are feasible"),
    "a state missing": (by_hand([6, [1, 2], 3, 5]), "5 states are ranked, and 6 are feasible"),
    "a ranking that is none": (by_hand({}), "preferenceRanking: an object stands here"),
    "no ranking": (changed(HARBOUR, "useManualPreferenceRanking", to=True),
                   "decisionMakers[0].preferenceRanking: there is no ranking"),
    "payoffs of other states": (
        changed(changed(HARBOUR, "useManualPreferenceRanking", to=True),
                "decisionMakers", 0, "payoffs", to=[1, 2]),
        "decisionMakers[0].payoffs: 2 payoffs, and 6 states are feasible",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", WRONG)
def test_a_wrong_file_is_refused_with_its_place(tmp_path, name):
    data, wanted = WRONG[name]
    found = problems(tmp_path, data)
    assert any(wanted in each for each in found), found
    assert all(each.startswith("harbour.gmcr:") for each in found)


def test_all_problems_are_told_at_once(tmp_path):
    data = changed(HARBOUR, "options", 0, "permittedDirection", to=1)
    data["options"][1]["name"] = ""
    assert len(problems(tmp_path, data)) == 2


def test_too_many_states_to_rank_are_refused(tmp_path, monkeypatch):
    monkeypatch.setattr("parley.case.formats.conflict_checks.MOST_NAMED", 4)
    (only,) = problems(tmp_path, by_hand([6, 1]))
    assert "states are ranked one by one, and more than 4 states are feasible" in only


def test_a_priority_longer_than_a_condition_is_refused(tmp_path):
    rng = random.Random(0)
    data = {
        "options": [{"name": f"o{k}", "permittedDirection": "both"} for k in range(30)],
        "decisionMakers": [{"name": "A", "options": list(range(30)), "preferences": [
            {"members": [[[k, rng.choice("YN")] for k in rng.sample(range(30), 10)]
                         for _ in range(20)]}]}],
        "infeasibles": [],
    }  # fmt: skip
    (only,) = problems(tmp_path, data)
    assert "decisionMakers[0].preferences[0]: 200 options are named here" in only


def test_a_case_larger_than_can_be_read_again_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr("parley.case.new.MAX_BYTES", 1000)
    file = written(tmp_path, HARBOUR)
    run = CliRunner().invoke(main, ["new", str(tmp_path / "talks"), "--from", str(file)])
    assert run.exit_code == 1
    assert "the case would be larger than 1,000 bytes" in run.stderr
    assert not (tmp_path / "talks").exists()
    assert MAX_BYTES > 1000


# ------------------------------------------------------------------ the neutral schema


def test_the_schema_is_read_with_options_grouped(tmp_path):
    found = form(tmp_path, SCHOOL, "school.json")
    told = [(option.name, option.owners, option.one_way) for option in found.options]
    assert told == [("Strike", (0,), None), ("Pay", (1,), "up")]
    assert found.infeasible == ("YY",)
    assert found.misperceived == ((1, "YN"),)
    assert found.forbidden == ((0, "-Y", "--"),)
    assert found.rankings[0] == (("NY",), ("YN", "NN"))
    assert found.labels == {"NN": "peace"}


def test_the_schema_becomes_a_section_moves(tmp_path):
    made = moves(tmp_path, SCHOOL, "school.json")
    assert made.preferences["Ministry"].ranks.text == "s1 > s3 > s2"
    assert [made.states[f"s{k}"].name for k in (1, 2, 3)] == ["peace", "s2", "s3"]
    (barred,) = made.forbidden
    assert (barred.by, rule_text(barred.out_of)) == ("Teachers", "Ministry.Pay=yes")
    assert rule_text(barred.into) == "Teachers.Strike=yes or not Teachers.Strike=yes"


def test_statements_say_it_where_there_are_any_and_labels_name_states(tmp_path):
    data = SCHOOL | {"preference_statements": {"t": [["Y-"], ["-N", "YY"]], "m": [["NN"]]}}
    data["state_labels"] = {"NN": "peace", "NY": "on strike"}
    made = moves(tmp_path, data, "school.json")
    told = [rule_text(each.prefers) for each in made.preferences["Teachers"].statements]
    assert told == ["Ministry.Pay=yes", "Teachers.Strike=yes implies Ministry.Pay=yes"]
    assert list(made.states) == ["peace", "on-strike"]


WRONG_SCHEMA = {
    "another schema": ({"schema": "parley-gmcr-conflict/2"}, "schema: this is another schema"),
    "an id twice": ({"dms": [{"id": "t"}, {"id": "m"}, {"id": "m"}]}, "dms: an id stands twice"),
    "a decision maker": ({"options": [{"name": "Pay", "dm": "x"}]},
                         "options[0].dm: this is the id of no decision maker; there are t, m"),
    "a direction": ({"options": [{"name": "Pay", "dm": "t", "direction": "fwd"}]},
                    "options[0].direction: this is no direction; write one of both, forward"),
    "a pattern": ({"infeasible": ["Y"]}, "infeasible[0]: 'Y' is no pattern of states; write 2"),
    "a letter": ({"infeasible": ["yN"]}, "infeasible[0]: 'yN' is no pattern of states"),
    "no text": ({"infeasible": [3]}, "infeasible[0]: '3' is no pattern"),
    "a ranking": ({"preferences": {"t": "YN"}}, "preferences.t: 'YN' stands here; write a list"),
    "a state missing": ({"preferences": {"t": [["YN"], ["NN"]]}}, "the state YN is missing"),
    "a state twice": ({"preferences": {"t": [["YN", "NN"], ["NN"]]}}, "the state NN stands twice"),
    "not feasible": ({"preferences": {"t": [["YN"], ["NN", "NY", "YY"]]}}, "YY is not feasible"),
    "a label": ({"state_labels": {"YY": "both"}}, "'both' is the name of no feasible state"),
    "of whom": ({"misperceived": {"x": []}}, "misperceived: this is the id of no decision maker"),
    "a move": ({"forbidden_moves": [{"dm": "t"}]}, "forbidden_moves[0].from: this is no pattern"),
}  # fmt: skip


@pytest.mark.parametrize("name", WRONG_SCHEMA)
def test_a_wrong_file_of_the_schema_is_refused_with_its_place(tmp_path, name):
    more, wanted = WRONG_SCHEMA[name]
    found = problems(tmp_path, SCHOOL | more, "school.json")
    assert any(wanted in each for each in found), found


@pytest.mark.parametrize("file", sorted(CONFLICTS.glob("*.json")), ids=lambda file: file.stem)
def test_every_reference_conflict_becomes_a_case(tmp_path, file):
    assert is_conflict(file)
    raw, found = json.loads(file.read_text("utf-8")), read_conflict(file)
    made = tmp_path / "case.yaml"
    made.write_text(conflict_text(found), "utf-8")
    case = read_case(made)
    assert [option.name for option in case.moves.paths.values()] == [
        each["name"] for each in raw["options"]
    ]
    if "states" in raw:
        assert list(feasible_states(len(found.options), found.infeasible)) == raw["states"]


# ------------------------------------------------------------------ anything at all


def test_a_folder_a_case_and_a_game_are_no_conflict(tmp_path):
    (tmp_path / "a.gmcr").mkdir()
    case = written(tmp_path, json.dumps({"parley": 1}), "case.json")
    assert not any(is_conflict(each) for each in (tmp_path / "a.gmcr", case, tmp_path / "no.gmcr"))


def spots(data, path=()):
    """Every place in a JSON value."""
    yield path
    if isinstance(data, dict | list):
        items = data.items() if isinstance(data, dict) else enumerate(data)
        for key, inside in items:
            yield from spots(inside, (*path, key))


ODD = [None, True, 0, -1, 10**30, 1.5, "", "Y", "\ud800", [], {}, [[]], [[0, "Y"]], "x" * 10_000]


def broken(rng, base):
    """The text of a file with some places changed to something odd, and perhaps cut short."""
    data = base
    for _ in range(rng.randint(1, 3)):
        path = rng.choice([each for each in spots(data) if each])
        data = changed(data, *path, to=copy.deepcopy(rng.choice(ODD)))
    text = json.dumps(data)
    return text[: rng.randrange(len(text))] if rng.random() < 0.2 else text


@pytest.mark.parametrize("seed", range(10))
@pytest.mark.parametrize(
    ("base", "name"),
    [(HARBOUR, "a.gmcr"), (by_hand([6, [1, 2], 3, 5, 4]), "b.gmcr"), (SCHOOL, "c.json")],
    ids=["priorities", "ranking", "schema"],
)
def test_whatever_stands_in_a_file_gives_a_case_or_a_problem(tmp_path, base, name, seed):
    rng = random.Random(seed)
    for _ in range(15):
        file = written(tmp_path, broken(rng, base), name)
        try:
            made = conflict_text(read_conflict(file))
        except CaseError:
            continue
        (tmp_path / "case.yaml").write_text(made, "utf-8")
        read_case(tmp_path / "case.yaml")
