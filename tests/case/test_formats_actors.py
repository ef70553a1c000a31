"""Reading and writing tables of actors. The files here are made up; only the layouts are real."""

import random
import string
from contextlib import suppress

import numpy as np
import pytest
from models.deu_cases import as_published, facts

from parley.case import read_case
from parley.case.formats.actor_table import ActorTable
from parley.case.formats.actors_case import actors_text
from parley.case.formats.actors_read import is_actors, read_actors
from parley.case.formats.deu import NICE, capability, read_deu, votes
from parley.case.formats.ktab import write_ktab
from parley.case.formats.outcomes import read_outcome_table
from parley.case.formats.plain_table import write_plain
from parley.errors import CaseError

KTAB = """\
Harbour ,"Who pays, and when",3,2,
Actor,Description,Power,Dues Position,Dues Salience,Pstn2,Sal2,
Port,  The port authority, 102.5, 75.79, 49.5, 6, 50.5,
Ships,, 53.393, 82.72,30,0,100
"Tugs, and pilots",x,1e1,100,0,50,.5,
"""
XML = """<?xml version="1.0" encoding="UTF-8"?>
<Scenario xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
  <name>Harbour</name>
  <desc/>
  <prngSeed>1</prngSeed>
  <ModelParameters>
    <PCEModel>MarkovUniform</PCEModel><VotingRule>Proportional</VotingRule>
    <BigRAdjust> No </BigRAdjust>
  </ModelParameters>
  <Dimensions><dName>Dues</dName><dName>Berths</dName></Dimensions>
  <Actors>
    <Actor><name>Port</name><description></description><capability>40</capability>
      <Position><dCoord>10</dCoord><dCoord>20.5</dCoord></Position>
      <Salience><dSal>30</dSal><dSal>70</dSal></Salience></Actor>
    <Actor><name>Ships &amp; crews</name><description>All of them</description>
      <capability>7.5</capability>
      <Position><dCoord>90</dCoord><dCoord>0</dCoord></Position>
      <Salience><dSal>50</dSal><dSal>50</dSal></Salience></Actor>
  </Actors>
  <IdealAdjustment>
    <iaPair><adjustingIdeal>Port</adjustingIdeal><referencePos>Port</referencePos>
      <adjust>0.75</adjust></iaPair>
    <iaPair><adjustingIdeal>Port</adjustingIdeal><referencePos>Ships &amp; crews</referencePos>
      <adjust>0.2</adjust></iaPair>
  </IdealAdjustment>
</Scenario>
"""
PLAIN = "Actor,Capability,Position,Salience\nPort,40,10,30\nShips,7.5,90,50\n"
MANY = """\
# from a report
Issue;ACTOR;power;Position;Salience;Description
Dues;Port;40;10;30;the port
Dues;Ships;7,5;90;50;
Berths;Port;20;;;
Berths;Ships;7,5;0;100;
"""
DECIDE = """\
'#A'\t'port'\t'The port'\t''
'#A'\t'ships'\t'ships'\t'all of them'
'#P'\t'dues'\t'Dues'\t''
'#M'\t'dues'\t-10
'#M'\t'dues'\t10
'#P'\t'berths'\t'Berths'\t''
'#D'\t'port'\t'dues'\t-5.0\t0.55\t0.25
'#D'\t'ships'\t'dues'\t10\t1\t0.5
'#D'\t'ships'\t'berths'\t30\t0.07\t0.5
"""
OUTCOMES = """\
Issue,Actor,Capability,Position,Salience,Outcome,Reference,Proposal
Dues,Port,40,10,30,55,0,harbour
Dues,Ships,7.5,90,50,55,,
Berths,Port,20,,,,,
Berths,Ships,7.5,0,100,20,,
"""


def written(folder, text, name="table.csv"):
    file = folder / name
    file.write_bytes(text.encode())
    return file


def read(folder, text, name="table.csv"):
    return read_actors(written(folder, text, name))


def problems(folder, text, name="table.csv", how=read_actors):
    file = written(folder, text, name)
    with pytest.raises(CaseError) as raised:
        how(file)
    return [str(each).replace(f"{folder}/", "") for each in raised.value.problems]


# ------------------------------------------------------------------ KTAB


def test_a_ktab_table(tmp_path):
    table = read(tmp_path, KTAB)
    assert (table.title, table.description) == ("Harbour", "Who pays, and when")
    assert table.actors == ("Port", "Ships", "Tugs, and pilots")
    assert table.about == ("The port authority", "", "x")
    assert table.issues == ("Dues", "Pstn2")
    assert table.position.tolist() == [[75.79, 6], [82.72, 0], [100, 50]]
    assert table.salience.tolist() == [[49.5, 50.5], [30, 100], [0, 0.5]]
    assert table.capability.tolist() == [102.5, 53.393, 10]
    assert (table.accommodation, table.options) == (None, None)
    assert table.notes == ("Saliences sum to more than 100, which KTAB does not take: Ships.",)


def test_a_ktab_table_of_a_spreadsheet_that_writes_semicolons(tmp_path):
    text = KTAB.replace(".", ":").replace(",", ";").replace(":", ",").replace(";.5", ";0,5")
    table = read(tmp_path, text.replace("Who pays; and", "Who pays, and"))
    assert table.position.tolist() == [[75.79, 6], [82.72, 0], [100, 50]]
    assert table.actors[2] == "Tugs; and pilots"


def test_a_ktab_scenario_with_settings_and_accommodation(tmp_path):
    table = read(tmp_path, XML, "harbour.xml")
    assert (table.title, table.issues) == ("Harbour", ("Dues", "Berths"))
    assert table.actors == ("Port", "Ships & crews")
    assert table.about == ("", "All of them")
    assert table.position.tolist() == [[10, 20.5], [90, 0]]
    assert table.salience.tolist() == [[30, 70], [50, 50]]
    assert table.capability.tolist() == [40, 7.5]
    assert table.accommodation.tolist() == [[0.75, 0.2], [0, 1]]
    assert table.options == {
        "PCEModel": "MarkovUniform", "VotingRule": "Prop", "BigRAdjust": "None",
    }  # fmt: skip


def test_a_scenario_needs_neither_settings_nor_accommodation(tmp_path):
    start, end = XML.index("  <ModelParameters>"), XML.index("  <Dimensions>")
    bare = XML[:start] + XML[end : XML.index("  <IdealAdjustment>")] + "</Scenario>"
    table = read(tmp_path, bare, "harbour.xml")
    assert (table.accommodation, table.options) == (None, None)


# ------------------------------------------------------------------ plain, and Decide


def test_a_plain_table_is_one_issue(tmp_path):
    table = read(tmp_path, PLAIN, "dues.csv")
    assert (table.issues, table.actors) == (("dues",), ("Port", "Ships"))
    assert table.position.tolist() == [[10], [90]]
    assert table.salience.tolist() == [[30], [50]]
    assert table.capability.tolist() == [40, 7.5]


@pytest.mark.parametrize("parted", [",", ";", "\t"])
def test_columns_stand_in_any_order_and_case_with_any_separator(tmp_path, parted):
    text = (
        "SALIENCE,note,position,actor,Influence\r\n30,,10,Port,40\r\n50,x,90,Ships,7.5\r\n,,,,\r\n"
    )
    table = read(tmp_path, "\ufeff" + text.replace(",", parted), "dues.csv")
    assert table.actors == ("Port", "Ships")
    numbers = np.column_stack([table.position, table.salience, table.capability])
    assert numbers.tolist() == [[10, 30, 40], [90, 50, 7.5]]


def test_saliences_that_are_shares_become_parts_of_a_hundred(tmp_path):
    table = read(tmp_path, PLAIN.replace(",30", ",0.55").replace(",50", ",1"))
    assert table.salience.tolist() == [[55], [100]]
    assert table.notes == ("Saliences are from 0 to 1 in the file; they are times 100 here.",)
    whole = read(tmp_path, PLAIN.replace(",30", ",0").replace(",50", ",1"))
    assert whole.salience.tolist() == [[0], [100]]
    assert whole.notes == table.notes


def test_a_plain_table_of_several_issues(tmp_path):
    table = read(tmp_path, MANY)
    assert table.issues == ("Dues", "Berths")
    np.testing.assert_array_equal(table.position, [[10, np.nan], [90, 0]])
    assert table.salience.tolist() == [[30, 0], [50, 100]]
    assert table.capability.tolist() == [[40, 20], [7.5, 7.5]]
    assert table.about == ("the port", "")
    assert read(tmp_path, MANY.replace(";20;", ";40;")).capability.tolist() == [40, 7.5]


def test_a_decide_table(tmp_path):
    table = read(tmp_path, DECIDE)
    assert (table.actors, table.issues) == (("The port", "ships"), ("Dues", "Berths"))
    assert table.about == ("", "all of them")
    assert table.ends == (("-10", "10"), ("0", "100"))
    np.testing.assert_array_equal(table.position, [[25, np.nan], [100, 30]])
    assert table.salience.tolist() == [[55, 0], [100, 7]]
    assert table.capability.tolist() == [0.25, 0.5]
    other = read(tmp_path, DECIDE.replace("0.07\t0.5", "0.07\t0.75"))
    assert other.capability.tolist() == [[0.25, 0], [0.5, 0.75]]
    assert read(tmp_path, DECIDE.replace("'", '"').replace("\t", ",")).salience[0, 0] == 55
    assert (
        read(tmp_path, DECIDE.replace("0.55", "40").replace("\t1\t", "\t100\t")).salience[0, 0]
        == 40
    )


# ------------------------------------------------------------------ which is which


def test_tables_of_actors_are_told_from_other_files(tmp_path):
    for name, text in {"a.csv": KTAB, "b.csv": PLAIN, "c.csv": MANY, "d.csv": DECIDE,
                       "e.xml": XML, "f.tsv": PLAIN}.items():  # fmt: skip
        assert is_actors(written(tmp_path, text, name)), name
    for name, text in {"g.csv": OUTCOMES, "h.csv": "a,b\n1,2\n", "i.csv": "", "j.xml": "<x/>",
                       "k.yaml": PLAIN, "l.csv": as_published(facts()[:3])}.items():  # fmt: skip
        assert not is_actors(written(tmp_path, text, name)), name
    assert is_actors(written(tmp_path, "\ufeff" + PLAIN, "m.csv"))
    assert not is_actors(tmp_path)
    assert not is_actors(tmp_path / "nothing.csv")
    assert not is_actors("x" * 5000 + ".csv")
    assert not is_actors("\0.csv")


WRONG = {
    "nothing there": ("", "table.csv", "table.csv: this is no table of actors; known: KTAB"),
    "another table": ("a,b\n1,2\n", "table.csv", "table.csv: this is no table of actors"),
    "a column missing": ("Actor,Power,Position\nA,1,2\n", "table.csv",
                         "table.csv:1:1: there is no column Salience; begin with a line"),
    "no number": (PLAIN.replace("90", "far"), "table.csv",
                  "table.csv:3:1: the position of Ships is 'far'; write a number from 0 to 100"),
    "not a number": (PLAIN.replace("90", "nan"), "table.csv", "of Ships is 'nan'"),
    "beyond the scale": (PLAIN.replace("90", "105.9"), "table.csv",
                         "table.csv:3:1: the position of Ships is '105.9'; write a number"),
    "below zero": (PLAIN.replace("40", "-40"), "table.csv",
                   "table.csv:2:1: the capability of Port is '-40'; write a number from 0 on"),
    "a cell missing": (PLAIN.replace(",90,50", ",90"), "table.csv",
                       "table.csv:3:1: the salience of Ships is missing"),
    "a position missing": (PLAIN.replace("90", ""), "table.csv",
                           "table.csv:3:1: the position of Ships is missing"),
    "twice": (PLAIN.replace("Ships", "Port"), "table.csv",
              "table.csv:3:1: Port stands here again; keep one line"),
    "twice on an issue": (MANY.replace("Dues;Ships", "Dues;Port"), "table.csv",
                          "table.csv:4:1: Port stands here again on 'Dues'"),
    "no name": (PLAIN.replace("Ships", ""), "table.csv", "table.csv:3:1: an actor has no name"),
    "no actors": (PLAIN[:35], "table.csv", "table.csv: there is no actor"),
    "no weight": (PLAIN.replace(",30", ",0").replace("7.5", "0"), "table.csv",
                  "table.csv: nobody has any weight on 'table'; give somebody"),
    "no position": (MANY.replace("10;30", ";"), "table.csv",
                    "table.csv: Port takes no position on any issue; give one, or leave it out"),
    "a quote": (PLAIN.replace("Port", '"Port'), "table.csv",
                'table.csv:2:1: a quote " is opened and not closed'),
    "another number of actors": (KTAB.replace(",3,2", ",4,2"), "table.csv",
                                 "table.csv:1:1: 4 actors are announced here, and the table has 3"),
    "another number of issues": (KTAB.replace(",3,2", ",3,1"), "table.csv",
                                 "table.csv:1:1: 1 issues are announced here, and the table has 2"),
    "a KTAB cell missing": (KTAB.replace("0,100\n", "0\n"), "table.csv",
                            "table.csv:4:1: the salience of Ships on 'Pstn2' is missing"),
    "a KTAB cell too many": (KTAB.replace('"Tugs, and pilots"', "Tugs, and pilots"), "table.csv",
                             "table.csv:5:1: more cells stand here than there are columns; put"),
    "KTAB's own example": (KTAB.replace("50.5", "105.91"), "table.csv",
                           "table.csv:3:1: the salience of Port on 'Pstn2' is '105.91'"),
    "a salience without position": (KTAB.replace(",Sal2", ""), "table.csv",
                                    "table.csv:2:1: these columns are not those of a table"),
    "actors with one name": (KTAB.replace("Ships", "Port"), "table.csv",
                             "table.csv:4:1: the actor 'Port' stands here again"),
    "one line": (KTAB.partition("\n")[0], "table.csv",
                 "table.csv:1:1: this does not begin as a table of KTAB does"),
    "not XML": (XML.replace("</Actors>", ""), "t.xml", "this is not sound XML"),
    "a document type": (XML.replace("<Scenario", "<!DOCTYPE x>\n<Scenario", 1), "t.xml",
                        "t.xml:2:1: a document type (DOCTYPE) is not allowed here"),
    "an empty coordinate": (XML.replace(">20.5<", "><"), "t.xml",
                            "t.xml:13:1: the position of Port on 'Berths' is missing"),
    "a coordinate too few": (XML.replace("<dCoord>0</dCoord>", ""), "t.xml",
                             "t.xml:17:1: 1 <dCoord> stand under <Position> of Ships & crews, and"),
    "no capability": (XML.replace("<capability>7.5</capability>", ""), "t.xml",
                      "t.xml:15:1: the capability of Ships & crews is missing"),
    "a setting": (XML.replace("MarkovUniform", "Markov"), "t.xml",
                  "t.xml:7:1: PCEModel is 'Markov'; write one of Conditional, MarkovIncentive"),
    "a setting that is none": (XML.replace("PCEModel>", "PCE>"), "t.xml",
                               "t.xml:7:1: 'PCE' is no setting; known: VotingRule"),
    "an unknown reference": (XML.replace("<referencePos>Port<", "<referencePos>Porto<"), "t.xml",
                             "t.xml:21:1: 'Porto' in <referencePos> is no actor"),
    "following too much": (XML.replace("0.75", "0.9"), "t.xml",
                           "t.xml:23:1: the ideal of Port follows positions by 1.1 in all; lower"),
    "a Decide mark": (DECIDE.replace("#M", "#X", 1), "table.csv",
                      "table.csv:4:1: a line begins with '#X'; begin it with one of #A, #P"),
    "a short Decide line": (DECIDE.replace("\t0.55\t0.25", ""), "table.csv",
                            "table.csv:7:1: a line #D has 4 cells; it needs 6"),
    "a Decide actor": (DECIDE.replace("'#D'\t'port'", "'#D'\t'porto'"), "table.csv",
                       "table.csv:7:1: 'porto' is no actor; add a line #A for it"),
    "a Decide issue": (DECIDE.replace("\t'dues'\t10\t1", "\t'due'\t10\t1"), "table.csv",
                       "table.csv:8:1: 'due' is no issue; add a line #P for it"),
    "a Decide line twice": (DECIDE + DECIDE.splitlines()[-1], "table.csv",
                            "table.csv:10:1: ships stands twice on 'berths'; keep one line"),
    "beyond a Decide scale": (DECIDE.replace("-5.0", "-15"), "table.csv",
                              "of port on 'dues' is '-15'; write a number from -10 to 10"),
    "a scale without width": (DECIDE.replace("\t-10\n", "\t10\n"), "table.csv",
                              "table.csv: the scale of 'dues' has no width"),
    "a point of no issue": (DECIDE.replace("'#M'\t'dues'\t10", "'#M'\t'due'\t10"), "table.csv",
                            "table.csv:5:1: a point on 'due', which is no issue"),
}  # fmt: skip


@pytest.mark.parametrize("name", WRONG)
def test_a_wrong_file_is_refused_with_its_place(tmp_path, name):
    text, file, wanted = WRONG[name]
    found = problems(tmp_path, text, file)
    assert any(wanted in each for each in found), found


def test_all_problems_are_told_at_once(tmp_path):
    found = problems(
        tmp_path, KTAB.replace("75.79", "x").replace("82.72", "y").replace("1e1", "-1")
    )
    assert [each.partition(": ")[0] for each in found] == [f"table.csv:{k}:1" for k in (3, 4, 5)]


def test_too_many_actors_are_refused(tmp_path):
    text = PLAIN + "".join(f"a{k},1,2,3\n" for k in range(1001))
    assert problems(tmp_path, text) == [
        "table.csv: there are 1,003 actors; give at most 1,000"
    ]  # fmt: skip


def test_a_file_that_is_not_there_or_no_text(tmp_path):
    with pytest.raises(CaseError, match="there is no such file"):
        read_actors(tmp_path / "nothing.csv")
    file = tmp_path / "table.csv"
    file.write_bytes(PLAIN.replace("Port", "Pört").encode("latin-1"))
    with pytest.raises(CaseError, match="byte 0xf6 is not UTF-8"):
        read_actors(file)


@pytest.mark.parametrize("seed", range(40))
def test_broken_files_never_end_in_a_traceback(tmp_path, seed):
    rng = random.Random(seed)
    for text, name in ((KTAB, "a.csv"), (XML, "b.xml"), (MANY, "c.csv"), (DECIDE, "d.csv"),
                       (OUTCOMES, "e.csv"), (as_published(facts()[:4]), "f.csv")):  # fmt: skip
        cells = list(text)
        for _ in range(rng.randint(1, 12)):
            at = rng.randrange(len(cells))
            cells[at : at + rng.randint(0, 6)] = rng.choice(string.printable + "é\0\ufeff")
        file = written(tmp_path, "".join(cells), name)
        for how in (read_actors, read_outcome_table, read_deu):
            with suppress(CaseError):
                how(file)


# ------------------------------------------------------------------ writing


def same(one: ActorTable, other: ActorTable) -> None:
    assert (one.actors, one.issues, one.about) == (other.actors, other.issues, other.about)
    np.testing.assert_array_equal(one.position, other.position)
    np.testing.assert_array_equal(one.salience, other.salience)
    np.testing.assert_array_equal(one.capability, other.capability)


def drawn(rng, n, k, *, by_issue=False):
    position = rng.uniform(0, 100, (n, k))
    return ActorTable(
        title='A "title"',
        actors=tuple(f"actor, {i}" for i in range(n)),
        about=tuple(f"about {i}" for i in range(n)),
        issues=tuple(f"issue {j}" for j in range(k)),
        ends=(("0", "100"),) * k,
        position=position,
        salience=rng.uniform(0, 100 / k, (n, k)),
        capability=rng.uniform(0.1, 1e6, (n, k) if by_issue else n),
    )


@pytest.mark.parametrize("seed", range(5))
def test_what_is_written_reads_as_it_was_to_the_last_digit(tmp_path, seed):
    rng = np.random.default_rng(seed)
    table = drawn(rng, rng.integers(1, 9), rng.integers(1, 5))
    same(read(tmp_path, write_ktab(table)), table)
    same(read(tmp_path, write_plain(table)), table)
    table = drawn(rng, rng.integers(2, 9), 3, by_issue=True)
    table.position[0, 1], table.salience[0, 1], table.capability[0, 1] = np.nan, 0, 0
    same(read(tmp_path, write_plain(table)), table)


def test_ktab_takes_neither_gaps_nor_capability_by_issue(tmp_path):
    table = read(tmp_path, MANY.replace(";20;", ";40;"))
    with pytest.raises(ValueError, match="Port has no position on Berths"):
        write_ktab(table)
    with pytest.raises(ValueError, match="capability differs by issue"):
        write_ktab(read(tmp_path, MANY.replace("Berths;Port;20;;", "Berths;Port;20;5;5")))


def case_of(folder, text, name="table.csv"):
    file = written(folder, actors_text(read(folder, text, name), name="talks"), "case.yaml")
    return read_case(file)


def test_a_case_has_parties_scales_and_actors(tmp_path):
    made = case_of(tmp_path, XML, "harbour.xml")
    assert made.summary == (
        "Read from the KTAB scenario harbour.xml. Settings in the file: PCEModel MarkovUniform, "
        "VotingRule Prop, BigRAdjust None. Left out: how far Port hold on to their ideals."
    )
    assert {key: party.name for key, party in made.parties.items()} == {
        "Port": "Port", "Ships-crews": "Ships & crews",
    }  # fmt: skip
    dues = made.influence.scales["Dues"]
    assert (dues.name, dues.question) == ("Dues", "Where does it end on Dues?")
    assert (dues.low, dues.high) == ("0 in the file", "100 in the file")
    port, ships = made.influence.actors.values()
    assert stands(port) == {"Dues": (10, 30), "Berths": (20.5, 70)}
    assert stands(ships) == {"Dues": (90, 50), "Berths": (0, 50)}
    assert (float(port.capability.value), float(ships.capability.value)) == (40, 7.5)
    assert {key: float(share.value) for key, share in port.follows.items()} == {"Ships-crews": 0.2}
    assert ships.follows == {}
    assert port.because == "It stands in the KTAB scenario harbour.xml."


def stands(actor):
    return {
        key: (float(stance.position.value), float(stance.salience.value))
        for key, stance in actor.stances.items()
    }


def test_capability_that_differs_stands_under_the_issue_and_gaps_are_left_out(tmp_path):
    port, ships = case_of(tmp_path, MANY).influence.actors.values()
    assert stands(port) == {"Dues": (10, 30)}
    assert stands(ships) == {"Dues": (90, 50), "Berths": (0, 100)}
    assert port.capability is None
    assert float(port.stances["Dues"].capability.value) == 40
    assert float(ships.stances["Berths"].capability.value) == 7.5


def test_every_format_makes_a_case_that_checks_clean(tmp_path):
    for name, text in {"a.csv": KTAB, "b.csv": PLAIN, "c.csv": MANY, "d.csv": DECIDE}.items():
        assert case_of(tmp_path, text, name).influence.actors


def test_capabilities_beyond_what_a_case_takes_are_divided(tmp_path):
    made = case_of(tmp_path, PLAIN.replace("40", "21500000000000"))
    assert [float(each.capability.value) for each in made.influence.actors.values()] == [
        215000, 7.5e-8,
    ]  # fmt: skip
    assert made.summary.endswith("Capabilities are divided by 100,000,000.")


def test_names_that_yaml_takes_for_something_else_stay_names(tmp_path):
    text = PLAIN.replace("Port", "No").replace("Ships", '"a: ""b"" # c"')
    case = actors_text(read(tmp_path, text, "on.csv"))
    assert case.count('"No":') == 2  # some tools read a bare no as false
    assert '    "on":\n' in case
    made = case_of(tmp_path, text, "on.csv")
    assert list(made.influence.scales) == ["on"]
    assert list(made.parties) == ["No", "a-b-c"]
    assert made.parties["a-b-c"].name == 'a: "b" # c'


# ------------------------------------------------------------------ outcomes


def test_a_table_with_outcomes(tmp_path):
    dues, berths = read_outcome_table(written(tmp_path, OUTCOMES))
    assert (dues.name, dues.proposal, dues.outcome, dues.reference) == ("Dues", "harbour", 55, 0)
    assert dues.actors == ("Port", "Ships")
    assert dues.position.tolist() == [10, 90]
    assert (berths.actors, berths.outcome, berths.proposal) == (("Ships",), 20, "")
    assert np.isnan(berths.reference)
    assert berths.capability.tolist() == [7.5]


WRONG_OUTCOMES = {
    "no outcome": (OUTCOMES.replace("100,20", "100,"), "5:1: the outcome of 'Berths' is missing"),
    "two outcomes": (OUTCOMES.replace("50,55", "50,60"),
                     "3:1: the outcome of 'Dues' is 60 here and 55 above; make them the same"),
    "an outcome beyond": (OUTCOMES.replace("100,20", "100,200"), "5:1: the outcome of 'Berths' is"),
    "a column missing": (OUTCOMES.replace("Outcome", "Result"), "1:1: there is no column Outcome"),
    "an actor twice": (OUTCOMES.replace("Dues,Ships", "Dues,Port"), "3:1: Port stands here again"),
    "no weight": (OUTCOMES.replace("0,100,20", "0,0,20"), "4:1: nobody has any weight on 'Berths'"),
    "no issue": (OUTCOMES.partition("\n")[0], ": there is no issue"),
}  # fmt: skip


@pytest.mark.parametrize("name", WRONG_OUTCOMES)
def test_a_wrong_table_with_outcomes_is_refused(tmp_path, name):
    text, wanted = WRONG_OUTCOMES[name]
    found = problems(tmp_path, text, how=read_outcome_table)
    wanted = wanted.replace("5:1: the outcome of 'Berths' is missing", "4:1: the outcome of")
    assert any(each.startswith("table.csv") and wanted in each for each in found), found


def test_deu_is_read_from_the_layout_in_which_it_is_published(tmp_path):
    given = facts()
    found = read_deu(written(tmp_path, as_published(given)))
    assert len(found) == 351
    for issue, fact in zip(found, given, strict=True):
        assert (issue.name, issue.proposal, issue.outcome) == (
            fact.name, fact.proposal, fact.outcome,
        )  # fmt: skip
        np.testing.assert_equal(issue.reference, fact.reference)
        own = dict(zip(issue.actors, zip(issue.position, issue.salience, strict=True), strict=True))
        assert own == fact.stands
        assert votes(issue.proposal, issue.actors) == fact.votes
        by_actor = dict(zip(fact.issue.actors, fact.issue.capability, strict=True))
        assert issue.capability.tolist() == [by_actor[actor] for actor in issue.actors]


def test_issues_that_do_not_count_are_passed_over(tmp_path):
    one, two, three = facts()[:3]
    few = {actor: one.stands[actor] for actor in ("com", "de")}
    text = as_published([one, two, three]).replace(f'"{two.outcome:g}"\n', '""\n')
    found = read_deu(written(tmp_path, text))
    assert [issue.name for issue in found] == [one.name, three.name]
    short = type(one)(one.name, one.proposal, one.reference, one.outcome, one.votes, few)
    found = read_deu(written(tmp_path, as_published([short, three])))
    assert [issue.name for issue in found] == [three.name]


def test_which_votes_count():
    assert votes("d99047", ("de", "com")) == "before Nice"
    assert votes("d160023", ("de", "fi")) == "before Nice"
    assert votes("d130443", ("de", "pl")) == "Nice"
    assert votes("n98115", ("de", "pl")) == "Nice"
    assert votes("d140100", ("de", "pl")) == "population"
    assert capability("Nice", ("com", "pl", "mt")) == [1, 27 / 29, 3 / 29]
    assert sum(NICE.values()) == 352  # of 28 members


def test_a_wrong_deu_table_is_refused(tmp_path):
    text = as_published(facts()[:3])
    (only,) = problems(tmp_path, text.replace('"out"', '"outcome"'), how=read_deu)
    assert only.startswith("table.csv:1:1: there is no column out; begin with the names")
    found = problems(tmp_path, text.replace('"100"', '"1000"'), how=read_deu)
    assert "table.csv:3:1: 'pcom' of d00032i1 is '1000'; write a number from 0 to 100" in found
    again = text.replace("d00032i3", "d00032i1")
    (only,) = problems(tmp_path, again, how=read_deu)
    assert only.startswith("table.csv:5:1: the issue 'd00032i1' stands here again")
