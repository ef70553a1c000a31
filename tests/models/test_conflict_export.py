"""Writing conflicts: GMCR+ files that read back as the same conflict, GraphML and tables."""

import csv
import json
from pathlib import Path

import networkx as nx
import numpy as np
import pytest
from click.testing import CliRunner

from parley.case import read_case
from parley.case.formats import conflict_text, read_conflict
from parley.case.formats.conflict import covers, feasible_states
from parley.case.formats.rule_patterns import broken, holding
from parley.case.schema import Condition, MoveOption
from parley.case.states import allowed, decided
from parley.cli import main
from parley.draws import draws
from parley.errors import CaseError
from parley.models.conflict_graph import movable, stability
from parley.models.conflict_graph.as_gmcr import in_steps, option_form, write_gmcr
from parley.models.conflict_graph.build import conflict, ranks_of
from parley.models.conflict_graph.export import n_moves, write_csv, write_graphml

REFERENCE = sorted((Path(__file__).parent.parent / "data" / "conflicts").glob("*.json"))
SMALL = [file for file in REFERENCE if "large" not in file.name]

HEAD = """
parley: 1
case: lake
title: The lake
as_of: 2020-01-10
parties: {a: {name: Alba}, b: {name: Borduria, short: Bor}, c: {name: Castellan}}
moves:
"""
LAKE = """
  options:
    a:
      water: {name: Water let through, levels: {none: nothing, half: half, all: all of it}}
      guard: Guards the dam
    b: {raid: {name: Raids, one_way: up, also: c}}
    c: {pay: Pays}
  conditions:
    - not (a.water=all and b.raid)
    - {at_most: 2, of: [a.water>=half, a.guard, c.pay]}
"""
STATEMENTS = """
  preferences:
    a:
      statements: [not b.raid, c.pay iff a.water!=none, a.guard]
      by: x
      on: 2020-01-02
      because: y
    b:
      statements: [a.water>=half, c.pay if b.raid]
      order: s2 > s1
      by: x
      on: 2020-01-02
      because: y
"""
RANKED = """
  preferences:
    a: {statements: [not b.raid, c.pay], by: x, on: 2020-01-02, because: y}
    c: {weights: {c.pay: -3, a.water=half: 2, a.water=all: 5}, by: x, on: 2020-01-02, because: y}
"""


def of_case(case, n=20):
    return conflict(case, draws(case, n))


def of_text(folder, text):
    file = folder / "case.yaml"
    file.write_text(text, "utf-8")
    return of_case(read_case(file))


def of_file(folder, file):
    return of_text(folder, conflict_text(read_conflict(file)))


def lake(folder, more=STATEMENTS):
    return of_text(folder, HEAD + LAKE + more)


def back(folder, found):
    """Written as a GMCR+ file and read again."""
    write_gmcr(found, folder / "again.gmcr")
    return of_file(folder, folder / "again.gmcr")


def picture(found):
    """Per party name the moves between states and their rank, all as Y and N by option name."""
    names = [option.name for option in option_form(found).options]
    owners = [option.owners[0] for option in option_form(found).options]
    keys = [frozenset((o, n, y) for o, n, y in zip(owners, names, state, strict=True))
            for state in in_steps(found)]  # fmt: skip
    rank = ranks_of(found).rank
    moves = {
        (p, keys[s], keys[t])
        for p in range(found.graph.n_parties)
        for s in range(found.graph.n_states)
        for t in movable(found.graph, p, s)
    }
    ranks = {(p, key): rank[p, s] for p in range(len(rank)) for s, key in enumerate(keys)}
    return moves, ranks


# ------------------------------------------------------------------ there and back


@pytest.mark.parametrize("file", SMALL, ids=lambda file: file.stem)
def test_a_reference_conflict_has_the_states_and_ranking_of_its_file(tmp_path, file):
    raw, found = json.loads(file.read_text("utf-8")), of_file(tmp_path, file)
    assert list(in_steps(found)) == raw["states"]
    rank = ranks_of(found).rank
    for p, dm in enumerate(raw["dms"]):
        for g, group in enumerate(raw["preferences"][dm["id"]]):
            states = [raw["states"].index(state) for state in group]
            assert {rank[p].max() - g} == set(rank[p, states].tolist())


@pytest.mark.parametrize("file", SMALL, ids=lambda file: file.stem)
def test_a_reference_conflict_comes_back_the_same_from_a_gmcr_file(tmp_path, file):
    found = of_file(tmp_path, file)
    again = back(tmp_path, found)
    assert picture(again) == picture(found)
    for concept, stable in stability(found.graph, ranks_of(found).rank).items():
        there = stability(again.graph, ranks_of(again).rank)[concept]
        assert stable.tolist() == there.tolist()


def test_the_large_conflict_comes_back_the_same_from_a_gmcr_file(tmp_path):
    (file,) = set(REFERENCE) - set(SMALL)
    found = of_file(tmp_path, file)
    again = back(tmp_path, found)
    assert np.array_equal(again.graph.code, found.graph.code)
    assert np.array_equal(again.graph.block, found.graph.block)
    assert np.array_equal(ranks_of(again).rank, ranks_of(found).rank)


@pytest.mark.parametrize("name", ["korea-1952", "istanbul-2025-06"])
def test_a_shipped_case_comes_back_with_its_states_moves_and_ranks(tmp_path, name):
    """Options with levels come back as ladders; a common move may change its first owner."""
    case = read_case(name)
    found = of_case(case)
    again = back(tmp_path, found)
    assert again.graph.n_states == found.graph.n_states
    assert n_moves(again.graph) == n_moves(found.graph)
    here, there = (sorted(map(tuple, ranks_of(each).rank.T.tolist())) for each in (found, again))
    assert here == there


@pytest.mark.parametrize("more", [STATEMENTS, RANKED], ids=["priorities", "ranking"])
def test_levels_become_steps_and_come_back_as_the_same_graph(tmp_path, more):
    found = lake(tmp_path, more)
    again = back(tmp_path, found)
    assert picture(again)[1] == picture(found)[1]
    assert picture(again)[0] == picture(found)[0]


def test_a_common_move_of_an_earlier_party_changes_the_order_and_nothing_else(tmp_path):
    """GMCR+ puts c.pay under a, which is the first to list it, and so before b.raid."""
    text = HEAD + LAKE.replace("c: {pay: Pays}", "c: {pay: {name: Pays, also: a}}") + RANKED
    found = of_text(tmp_path, text)
    again = back(tmp_path, found)
    assert again.paths == (
        "Alba.Water-let-through-at-least-half", "Alba.Water-let-through-at-least-all",
        "Alba.Guards-the-dam", "Alba.Pays", "Bor.Raids",
    )  # fmt: skip
    assert again.moves.paths["Alba.Pays"].also == ("Castellan",)
    assert again.parties == ("Alba", "Bor", "Castellan")
    turned = {"".join(state[k] for k in (0, 1, 2, 4, 3)): rank for state, rank in ranked(found)}
    assert turned == dict(ranked(again))
    assert n_moves(again.graph) == n_moves(found.graph)


def ranked(found):
    return zip(in_steps(found), map(tuple, ranks_of(found).rank.T.tolist()), strict=True)


# ------------------------------------------------------------------ patterns of conditions

OPTIONS = {
    "a.x": MoveOption(name="x", levels={"l": "l", "m": "m", "h": "h"}),
    "a.y": MoveOption(name="y"),
    "b.z": MoveOption(name="z", levels={"l": "l", "k": "k", "m": "m", "h": "h"}),
}
ALL = [{"a.x": x, "a.y": y, "b.z": z} for x in range(3) for y in range(2) for z in range(4)]


def steps(state):
    return "".join(
        "Y" * level + "N" * (len(OPTIONS[path].labels) - 1 - level) for path, level in state.items()
    )


RULES = [
    "a.x=m", "a.x!=m", "a.x>=m", "a.x<h", "b.z=k", "b.z!=k", "b.z>k", "not b.z=m", "a.y",
    "a.x=m and b.z!=k", "a.x=m or b.z=h", "a.y implies a.x=h", "a.y iff b.z>=m", "a.y if a.x!=m",
    "not (a.x=l or (b.z<=k and a.y))", "a.x=l and a.x=h", "a.y or not a.y",
    "a.x!=m and b.z!=k iff a.y",
]  # fmt: skip


@pytest.mark.parametrize("rule", RULES)
def test_patterns_cover_the_states_in_which_a_rule_holds(rule):
    condition = Condition(rule=rule)
    for state in ALL:
        held = decided(condition.rule, state, OPTIONS)
        assert any(covers(each, steps(state)) for each in holding(condition.rule, OPTIONS)) == held
        assert any(covers(each, steps(state)) for each in broken(condition, OPTIONS)) != held


@pytest.mark.parametrize(
    "bounds", [{"at_most": 1}, {"at_least": 2}, {"exactly": 1}, {"at_least": 1, "at_most": 2}]
)
def test_patterns_cover_the_states_that_a_count_rules_out(bounds):
    condition = Condition(of=("a.x>=m", "a.y", "b.z=k"), **bounds)
    for state in ALL:
        wrong = any(covers(each, steps(state)) for each in broken(condition, OPTIONS))
        assert wrong != allowed(condition, state, OPTIONS)


def test_a_condition_of_too_many_patterns_is_refused(tmp_path, monkeypatch):
    options = {f"a.o{k}": MoveOption(name="o") for k in range(24)}
    pairs = [f"(a.o{2 * k} or a.o{2 * k + 1})" for k in range(12)]
    for many in (
        Condition(rule=f"not ({' and '.join(pairs)})"),
        Condition(of=tuple(options), exactly=12),
        Condition(of=tuple(pairs), at_most=9),
    ):
        with pytest.raises(ValueError, match="it takes more than 300 patterns of yes and no"):
            broken(many, options)
    monkeypatch.setattr("parley.case.formats.rule_patterns.MOST_PATTERNS", 0)
    with pytest.raises(CaseError, match=r"moves.conditions.0: it takes more than 0 patterns"):
        option_form(lake(tmp_path))


def test_a_statement_of_too_many_patterns_becomes_a_ranking(tmp_path, monkeypatch):
    found = of_text(tmp_path, HEAD + LAKE.partition("  conditions")[0] + STATEMENTS)
    monkeypatch.setattr("parley.case.formats.rule_patterns.MOST_PATTERNS", 1)
    assert set(option_form(found).rankings) == {0, 1, 2}


# ------------------------------------------------------------------ what is not held

MUCH = """
  forbidden: [{by: a, out_of: b.raid, into: a.guard}]
  now: {a.water: none, a.guard: no, b.raid: no, c.pay: no}
  states: {dry: {name: Dry, is: {a.water: none}}, wet: {name: Wet, is: {a.water: all}}}
  outcomes: {war: {name: War, when: b.raid}}
  attitudes: {a: {b: negative}}
  views:
    b: {unaware: a.guard, by: x, on: 2020-01-02, because: y}
  preferences:
    a:
      statements:
        - {prefers: not b.raid, chance: 0.3, much: yes}
        - c.pay
        - a.guard
      order: [s1 > s2, s1 > s3]
      unknown: [{one: c.pay, other: a.guard}]
      by: x
      on: 2020-01-02
      because: y
    b: {weights: {b.raid: 1..2, c.pay: 1..2}, by: x, on: 2020-01-02, because: y}
"""


def test_what_the_format_cannot_hold_is_named(tmp_path):
    notes = write_gmcr(lake(tmp_path, MUCH), tmp_path / "lake.gmcr")
    assert notes == (
        "Which state holds now is left out: the format has no place for it.",
        "Names of states are left out.",
        "Outcomes are left out.",
        "Forbidden moves are left out: here each can be made.",
        "How parties see the conflict themselves is left out.",
        "Attitudes are left out.",
        "“Alba: Water let through” has 3 levels and becomes 2 yes/no options.",
        "“Bor: Raids” is listed under Castellan too; GMCR+ is not made for common moves.",
        "Alba: statements that may not hold count if the chance is 0.5 or more.",
        "Alba: the order is open; it is written as it is at the middle of the draws.",
        "Alba: how much it prefers is left out, only the order is there.",
        "Alba: what is not known of its preferences is left out; the ranks stand.",
        "Bor: points are uncertain; their means are written.",
        "States are ranked one by one, for priorities cannot say what is preferred by Bor; the "
        "switch is one for all parties, so the priorities of others stand there unused.",
    )


def test_misperceived_states_are_written(tmp_path):
    more = "  misperceived: [{by: a, when: c.pay or b.raid}]\n" + STATEMENTS
    found = lake(tmp_path, more)
    assert option_form(found).misperceived == ((0, "----Y"), (0, "---Y-"))
    assert picture(back(tmp_path, found)) == picture(found)


def test_many_states_are_not_ranked_one_by_one(tmp_path, monkeypatch):
    found = lake(tmp_path, RANKED)
    monkeypatch.setattr("parley.models.conflict_graph.as_gmcr.MOST_RANKED", 10)
    with pytest.raises(CaseError, match=r"17 states would be ranked one by one for GMCR\+"):
        option_form(found)
    assert option_form(lake(tmp_path)).rankings == {}


def test_more_priorities_than_the_tool_can_weigh_become_a_ranking(tmp_path, monkeypatch):
    monkeypatch.setattr("parley.models.conflict_graph.as_gmcr.MOST_PRIORITIES", 2)
    found = lake(tmp_path)
    assert set(option_form(found).rankings) == {0, 1, 2}
    assert picture(back(tmp_path, found))[1] == picture(found)[1]


def test_statements_of_equal_importance_become_a_ranking(tmp_path):
    found = lake(tmp_path, STATEMENTS.replace("order: s2 > s1", "order: s2 ~ s1"))
    assert "what is preferred by Bor" in option_form(found).notes[-1]
    assert picture(back(tmp_path, found))[1] == picture(found)[1]


def test_a_gmcr_file_has_the_layout_of_the_tool(tmp_path):
    write_gmcr(lake(tmp_path, RANKED), tmp_path / "lake.gmcr")
    made = json.loads((tmp_path / "lake.gmcr").read_text("ascii"))
    assert set(made) == {
        "decisionMakers", "coalitions", "options", "infeasibles", "useManualPreferenceRanking",
        "program",
    }  # fmt: skip
    assert made["options"][3] == {"name": "Raids", "permittedDirection": "fwd"}
    first, second, third = made["decisionMakers"]
    assert (first["name"], first["options"]) == ("Alba", [0, 1, 2])
    assert (second["options"], third["options"]) == ([3], [3, 4])
    assert first["preferences"] == [[[3, "N"]], [[4, "Y"]]]
    assert made["infeasibles"][0] == [[0, "N"], [1, "Y"]]
    n = len(list(feasible_states(5, option_form(lake(tmp_path, RANKED)).infeasible)))
    assert second["preferenceRanking"] == [list(range(1, n + 1))]
    (best, *_) = third["preferenceRanking"]
    assert [in_steps(lake(tmp_path, RANKED))[k - 1] for k in best] == ["YYNNN", "YYYNN"]


# ------------------------------------------------------------------ GraphML and tables


def table(file):
    return list(csv.DictReader(file.read_text("utf-8").splitlines()))


def test_graphml_holds_states_and_moves(tmp_path):
    found = lake(tmp_path, MUCH)
    write_graphml(found, tmp_path / "lake.graphml")
    made = nx.read_graphml(tmp_path / "lake.graphml", force_multigraph=True)
    forms, rank = in_steps(found), ranks_of(found).rank
    assert [made.nodes[f"s{s + 1}"]["form"] for s in range(len(forms))] == list(forms)
    assert [each for each, data in made.nodes(data=True) if data["now"]] == [f"s{found.now + 1}"]
    assert made.nodes["s1"]["name"] == "Dry"
    best = [each for each, data in made.nodes(data=True) if data["rank:b"] == 1]
    assert best == [f"s{s + 1}" for s in np.flatnonzero(rank[1] == rank[1].max())]
    out, into = found.forbidden[0][1:]
    wanted = {
        (name, f"s{s + 1}", f"s{t + 1}", bool(rank[p, t] > rank[p, s]))
        for p, name in enumerate(found.parties)
        for s in range(len(forms))
        for t in movable(found.graph, p, s).tolist()
        if not (p == 0 and out[s] and into[t])
    }
    edges = [(d["party"], s, t, d["improves"]) for s, t, d in made.edges(data=True)]
    assert len(edges) == len(wanted)
    assert set(edges) == wanted


def test_tables_hold_levels_ranks_and_verdicts(tmp_path):
    found = lake(tmp_path)
    assert write_csv(found, tmp_path / "out") == ()
    rows = table(tmp_path / "out" / "states.csv")
    stable = stability(found.graph, ranks_of(found).rank)
    assert [row["a.water"] for row in rows] == [
        ["none", "half", "all"][k] for k in found.at["a.water"]
    ]
    for concept, verdict in stable.items():
        for p, party in enumerate(found.parties):
            assert [int(row[f"{concept}:{party}"]) for row in rows] == verdict[p].tolist()
        held = verdict.all(axis=0).tolist()
        assert [int(row[f"equilibrium:{concept}"]) for row in rows] == held
    moves = table(tmp_path / "out" / "moves.csv")
    assert len(moves) == n_moves(found.graph)
    options = table(tmp_path / "out" / "options.csv")
    assert options[2] == {
        "option": "b.raid", "party": "b", "also": "c", "name": "Raids",
        "levels": "no: no; yes: yes", "one_way": "up",
    }  # fmt: skip


def test_forbidden_moves_count_in_the_tables(tmp_path):
    """A party that likes raids is stable where it cannot begin one."""
    text = STATEMENTS.replace("a.water>=half, c.pay if b.raid", "b.raid, c.pay")
    text = text.replace("s2 > s1", "s1 > s2")
    free, barred = tmp_path / "free", tmp_path / "barred"
    write_csv(lake(tmp_path, text), free)
    more = "  forbidden: [{by: b, out_of: not b.raid, into: b.raid}]\n"
    write_csv(lake(tmp_path, text + more), barred)
    stable = [{row["nash:b"] for row in table(each / "states.csv")} for each in (free, barred)]
    assert stable == [{"0", "1"}, {"1"}]
    moving = [{row["party"] for row in table(each / "moves.csv")} for each in (free, barred)]
    assert moving == [{"a", "b", "c"}, {"a", "c"}]


def test_the_same_case_gives_the_same_bytes(tmp_path):
    found = [lake(tmp_path, MUCH) for _ in range(2)]
    for k, each in enumerate(found):
        write_graphml(each, tmp_path / f"{k}.graphml")
        write_gmcr(each, tmp_path / f"{k}.gmcr")
        write_csv(each, tmp_path / f"{k}")
    for name in (".graphml", ".gmcr", "/states.csv", "/moves.csv", "/options.csv"):
        one, other = ((tmp_path / f"{k}{name}").read_bytes() for k in range(2))
        assert one == other
        assert b"\r" not in one


def test_large_graphs_are_refused_or_left_out(tmp_path, monkeypatch):
    found = lake(tmp_path)
    monkeypatch.setattr("parley.models.conflict_graph.export.MOST_MOVES", 3)
    with pytest.raises(CaseError, match="at most 3 are written; leave out options, or export as"):
        write_graphml(found, tmp_path / "lake.graphml")
    assert not (tmp_path / "lake.graphml").exists()
    (note,) = write_csv(found, tmp_path / "out")
    assert "Moves are left out" in note
    assert not (tmp_path / "out" / "moves.csv").exists()
    monkeypatch.setattr("parley.models.conflict_graph.export.MOST_STATES", 3)
    with pytest.raises(CaseError, match="the graph has 17 states; at most 3 are written"):
        write_csv(found, tmp_path / "more")


# ------------------------------------------------------------------ the command


def export(*words):
    return CliRunner().invoke(main, ["export", *map(str, words)], catch_exceptions=False)


@pytest.mark.parametrize(
    ("form", "target"),
    [("gmcr", "lake.gmcr"), ("graphml", "lake.graphml"), ("csv", "lake-csv")],
)
def test_the_command_writes_beside_itself_and_overwrites_nothing(
    tmp_path, monkeypatch, form, target
):
    lake(tmp_path, MUCH)
    monkeypatch.chdir(tmp_path)
    done = export("case.yaml", "--format", form, "--draws", 5)
    assert (done.exit_code, done.stdout) == (0, f"wrote {target}\n")
    assert "of its preferences is left out" in done.stderr or "not known" in done.stderr
    again = export("case.yaml", "--format", form, "--draws", 5)
    assert again.exit_code == 1
    assert "there is something here already" in again.stderr


@pytest.mark.parametrize("form", ["gmcr", "graphml", "csv"])
def test_a_case_without_moves_says_what_it_lacks(tmp_path, form):
    (tmp_path / "case.yaml").write_text(HEAD.replace("moves:\n", ""), "utf-8")
    done = export(tmp_path / "case.yaml", "--format", form, "-o", tmp_path / "out")
    assert done.exit_code == 1
    assert "add a 'moves' section" in done.stderr
