"""The record lens: its answer, the register of the shipped case found again, its blocks."""

from collections.abc import Iterable
from functools import cache

import pytest
from record_case import told

from parley.blocks import Block, Cell, Figure, Note, Table
from parley.case import Case, read_case
from parley.case.schema import Party, Person
from parley.draws import draws
from parley.errors import CaseError
from parley.lenses import record
from parley.models.accounts import contradictions, standings

# The contradictions register of 2 June 2025, entry by entry: what clashes -> where it shows.
# X: inside the founding article. Y: between sources.
REGISTER = {
    "X1 an agreement, and none": {"agreed-text"},
    "X2 terms of one side as the other's": {"no-limits-holder", "reparations-holder"},
    "X3 a ceasefire rejected and proposed": {"moscow-ceasefire-june"},
    "X4 a conditional yes as a yes": {"kyiv-answer-march"},
    "X6 a NATO summit in Vilnius": {"vilnius-name", "nato-summit-date"},
    "X7 no agreements, and two": {"round-2-results"},
    "X9 base and verb of the strike": {"carriers-effect"},
    "X10 who has a week": {"week-whose"},
    "X12 one occasion or two": {"zelensky-spoke"},
    "Y1 length of the second round": {"round-2-duration"},
    "Y2 length of the first round": {"round-1-duration"},
    "Y3 bodies": {"bodies-agreed", "bodies-direction"},
    "Y4 children on the list": {"children-list-size"},
    "Y5 deported or rescued": {"children-word"},
    "Y6 will they return": {"children-answer"},
    "Y7 aircraft": {"aircraft-hit"},
    "Y8 share of the carriers": {"carriers-share"},
    "Y9 an ultimatum or not": {"memorandum-word"},
    "Y10 parts of the text": {"memorandum-parts"},
    "Y11 the leaders' meeting": {"leaders-answer"},
    "Y14 three kinds of thirty days": {"thirty-days-start"},
    "Y16 date of the strike": {"spiderweb-date"},
    "Y21 private and public": {"putin-4-june"},
}
LATER = {
    "Y13 who held up the bodies": {"handover-blocked-by"},
    "Y17 the second round in Abu Dhabi": {"second-trilateral-date"},
    "Y18 date of Geneva": {"geneva-date"},
    "Y19 the answer to the letter": {"letter-answer"},
}
NEEDED, FEW = 15, 6  # at least so many of the register; at most so many clashes outside it


@cache
def istanbul(hindsight: bool = False) -> Case:
    case = read_case("istanbul-2025-06", hindsight=hindsight)
    return case.model_copy(update={"relations": ()})  # nothing is declared


def solved(case: Case) -> record.RecordResult:
    return record.solve(record.build(case, draws(case, 1)))


def blocks(case: Case) -> tuple[Block, ...]:
    return record.describe(solved(case))


def notes(found: Iterable[Block]) -> list[Note]:
    return [block for block in found if isinstance(block, Note)]


def table(found: Iterable[Block], title: str) -> Table:
    return next(block for block in found if isinstance(block, Table) and block.title == title)


def cells(found: Iterable[Block]) -> list[Cell]:
    tables = [b.data if isinstance(b, Figure) else b for b in found]
    return [cell for t in tables if isinstance(t, Table) for row in t.rows for cell in row]


# the register of the shipped case


def test_the_register_is_found_again_from_what_claims_say():
    found = {clash.matter for clash in contradictions(istanbul())}
    known = {entry for entry, matters in REGISTER.items() if matters & found}
    assert len(known) >= NEEDED
    assert known == set(REGISTER)


def test_few_clashes_are_found_outside_the_register():
    found = {clash.matter for clash in contradictions(istanbul())}
    outside = found - set().union(*REGISTER.values())
    assert len(outside) <= FEW, outside


def test_what_came_later_stays_hidden_unless_asked_for():
    later = set().union(*LATER.values())
    assert not later & {clash.matter for clash in contradictions(istanbul())}
    found = {clash.matter for clash in contradictions(istanbul(hindsight=True))}
    assert sum(bool(matters & found) for matters in LATER.values()) >= 3


def test_two_sources_with_one_error_count_once():
    case = read_case("istanbul-2025-06")
    clash = next(c for c in contradictions(case) if c.matter == "vilnius-name")
    slip = next(a for a in clash.accounts if a.said == "NATO summit")
    assert (len(slip.claims), len(slip.lines)) == (2, 1)


def test_a_date_given_as_a_month_end_and_as_an_interval_is_no_clash():
    case = istanbul()
    each = next(each for each in standings(case) if each.matter == "leaders-date")
    assert len(each.accounts) == 2
    assert each.state == "one line"


# the answer


SMALL = {
    "c1": "{by: al, source: paper, points: [{of: dead, number: 3}], about: [truce]}",
    "c2": "{by: bo, on: 2020-01-20, points: [{of: dead, number: 9}], about: [truce]}",
    "c3": "{by: bo, on: 2020-01-11, points: [{of: dead, number: 3}], unverified: true}",
    "c4": "{source: wire, points: [{of: day, date: 2020-01-09}]}",
    "c5": "{source: copy, points: [{of: day, date: 2020-01-09}]}",
    "c6": "{by: al, points: [{of: word, wording: siege}]}",
    "c7": "{by: bo, points: [{of: word, wording: siege}]}",
    "c8": "{source: radio, speaker: a source, about: [land]}",
}


def test_the_answer_counts_claims_speakers_sources_questions_and_copies():
    answer = notes(blocks(told(SMALL)))[0]
    assert answer.role == "answer"
    assert answer.text == (
        "The record holds 8 claims by 5 speakers, read in 4 sources. Of 3 questions of fact on "
        "which somebody gives an account, 1 is contested. The 7 answers given are 6 once copies "
        "are taken out."
    )


def test_every_section_has_one_answer_and_ends_with_assumptions_and_a_limit():
    found = notes(blocks(istanbul()))
    roles = [note.role for note in found]
    assert roles.count("answer") == 1
    assert roles[0] == "answer"
    assert roles[-4:] == ["assumption", "assumption", "assumption", "limit"]


def test_the_first_page_gets_no_more_than_five_notes():
    for name in ("istanbul-2025-06", "korea-1952"):
        page = [note for note in notes(blocks(read_case(name))) if note.page]
        assert 2 <= len(page) <= 5
        assert {note.page for note in page} >= {"known", "open", "rests"}


def test_a_voice_that_moved_is_told_from_one_at_odds_with_itself():
    found = {note.text: note.page for note in notes(blocks(told(SMALL)))}
    moved = "Bo later gave another account. How many died? 3 people; then: 9 people."
    assert found[moved] == "changed"
    odd = {**SMALL, "c2": SMALL["c2"].replace("2020-01-20", "2020-01-11")}
    assert "Bo gives accounts that clash. How many died? 3 people; and: 9 people." in {
        note.text for note in notes(blocks(told(odd)))
    }


def test_one_account_that_supersedes_another_is_a_change_whatever_its_date():
    odd = {**SMALL, "c2": SMALL["c2"].replace("2020-01-20", "2020-01-11")}
    case = told(odd, ("{claim: c2, is: supersedes, other: c3}",))
    (change,) = solved(case).changes
    assert change.moved
    assert not change.new


def test_common_ground_names_what_both_sides_say_themselves():
    found = [note for note in notes(blocks(told(SMALL))) if note.page == "known"]
    (note,) = found
    assert (
        note.text == "Alba and Bor give the same account on 1 question: What is it called? siege."
    )
    assert note.refs == ("c6", "c7")


def test_gaps_name_the_party_that_is_not_heard():
    texts = [note.text for note in notes(blocks(told(SMALL)))]
    assert "Issues on which no claim is on record from Alba: Land; from Bor: Land." in texts
    assert "No claim of their own is on record from Castellan." in texts


# tables and figures


def test_the_register_puts_each_side_in_its_column_and_keeps_every_mark():
    register = table(blocks(told(SMALL)), "Contradiction register")
    names = [column.name for column in register.columns]
    assert names == [
        "question", "clash of", "Alba", "Bor", "other parties", "other voices", "remarks",
    ]  # fmt: skip
    (row,) = register.rows
    assert [cell.value for cell in row] == [
        "How many died?",
        "number",
        "3 people, according to Al",
        "3 people, according to Bo [unverified]; 9 people, according to Bo",
        None,
        None,
        "more than one account by Bo",
    ]
    assert [cell.refs for cell in row[:4]] == [("c1", "c3", "c2"), (), ("c1",), ("c3", "c2")]


def test_the_sides_stand_in_the_order_of_the_case_whoever_is_named_first():
    swapped = table(blocks(told(SMALL, consent=["bor", "alba"])), "Contradiction register")
    assert [column.name for column in swapped.columns][2:4] == ["Alba", "Bor"]


def test_an_outlet_of_a_side_is_marked_but_does_not_speak_for_it():
    case = told(
        {
            "c1": "{source: radio, points: [{of: word, wording: siege}]}",
            "c2": "{by: al, points: [{of: word, wording: blockade}]}",
        }
    )
    (row,) = table(blocks(case), "Contradiction register").rows
    assert [cell.value for cell in row][3:6] == [
        None,
        None,
        "siege, according to Radio (outlet on the side of Bor)",
    ]


def test_copies_are_listed_with_the_reason():
    rows = table(blocks(told(SMALL)), "Several claims, one independent line").rows
    assert [[cell.value for cell in row] for row in rows] == [
        ["When was it?", "9 January 2020", 2, "one origin: Wire / Copier"]
    ]
    relays = table(blocks(told(SMALL)), "Sources that pass on others")
    assert [[cell.value for cell in row] for row in relays.rows] == [["Wire", "Copier"]]


def test_the_matrix_shows_zeros_as_gaps():
    (figure,) = [block for block in blocks(told(SMALL)) if isinstance(block, Figure)]
    assert [[cell.value for cell in row] for row in figure.data.rows] == [
        ["Truce", "1", "1", "0"],
        ["Land", "0", "0", "1"],
    ]
    assert figure.data.rows[0][1].refs == ("c1",)


def test_grades_are_counted_apart_and_every_claim_has_both():
    case = istanbul()
    found = blocks(case)
    source = table(found, "Grade of the source")
    information = table(found, "Grade of the information")
    assert sum(int(row[3].value or 0) for row in source.rows) == len(case.claims)
    assert sum(int(row[2].value or 0) for row in information.rows) == len(case.claims)
    assert [row[0].value for row in source.rows] == list("ABCDEF")


def test_speakers_are_listed_by_number_of_claims_with_their_first_and_last_day():
    speakers = table(blocks(told(SMALL)), "Claims by speaker")
    assert [[cell.value for cell in row] for row in speakers.rows[:2]] == [
        ["Al", "Alba", 2, "2020-01-10", "2020-01-10"],
        ["Bo", "Bor", 3, "2020-01-10", "2020-01-20"],
    ][::-1]
    unnamed = [[cell.value for cell in row[:2]] for row in speakers.rows if row[0].refs == ()]
    assert ["a source (Radio)", "no side"] in unnamed  # the outlet's side is not the speaker's


def test_shares_of_the_other_sides_outlets_are_left_out_where_there_is_no_other_side():
    shares = table(blocks(told(SMALL)), "The record by side: shares of its claims")
    other = next(row for row in shares.rows if "other side" in str(row[0].value))
    assert [cell.value for cell in other[1:]] == [0, 0, None, None]


def test_a_side_heard_only_through_the_other_is_named():
    case = told({"c1": "{by: al, source: radio}", "c2": "{by: bo}"})
    texts = [note.text for note in notes(blocks(case))]
    assert "Speakers of Alba heard only through outlets of the other side: Al." in texts


@pytest.mark.parametrize("name", ["istanbul-2025-06", "korea-1952"])
@pytest.mark.parametrize("hindsight", [False, True])
def test_every_ref_is_a_claim_of_the_case_and_no_sentence_is_empty(name, hindsight):
    case = read_case(name, hindsight=hindsight)
    found = blocks(case)
    refs = {ref for cell in cells(found) for ref in cell.refs}
    refs |= {ref for note in notes(found) for ref in note.refs}
    assert refs <= set(case.claims)
    assert refs == set(case.claims)  # every claim is counted somewhere
    for note in notes(found):
        assert note.text[0].isupper() or note.text[0] == "“" or note.text[0].isdigit()
        assert note.text[-1] in ".?!"
        assert "  " not in note.text


@pytest.mark.parametrize("name", ["istanbul-2025-06", "korea-1952"])
def test_every_table_is_rectangular(name):
    for block in blocks(read_case(name)):
        if isinstance(block, Table):
            assert all(len(row) == len(block.columns) for row in block.rows)


def test_unverified_and_hindsight_stay_visible():
    case = read_case("istanbul-2025-06", hindsight=True)
    texts = " ".join(str(cell.value) for cell in cells(blocks(case)))
    assert "unverified]" in texts
    assert "hindsight]" in texts


# cases with less in them


def test_a_case_without_claims_says_what_is_lacking():
    with pytest.raises(CaseError, match="claims: the case records no claims; add a section"):
        solved(told({}))


def test_claims_without_points_still_make_a_record():
    found = blocks(told({"c1": "{by: al}"}, matters={}, consent=[], issues={}))
    texts = [note.text for note in notes(found)]
    assert texts[0] == "The record holds 1 claim by 1 speaker, read in 1 source."
    assert "No two accounts in the record exclude each other." in texts
    assert "The register is empty: no clash was found or declared." in texts
    assert not [block for block in found if isinstance(block, Figure)]


def test_a_clash_that_is_only_declared_quotes_both_claims():
    case = told(
        {"c1": "{by: al, says: It rains}", "c2": "{by: bo, says: It is dry}"},
        ("{claim: c2, is: denies, other: c1}",),
    )
    found = blocks(case)
    (row,) = table(found, "Contradiction register").rows
    assert [cell.value for cell in row] == [
        "Declared by a reader of both claims",
        "as declared",
        "It rains, according to Al",
        "It is dry, according to Bo",
        None,
        None,
        "declared only",
    ]


# who is involved


def test_parties_show_their_other_names_and_their_roles_with_dates():
    case = told(SMALL)
    roles = [
        {"is": "backer", "of": ["bor", "alba"], "during": "2019..2020-01-10", "from": "c1"},
        {"is": "host"},
    ]
    party = Party.model_validate({"name": "Castellan", "roles": roles, "note": "Far away."})
    case = case.model_copy(update={"parties": case.parties | {"cast": party}})
    rows = table(blocks(case), "Parties and third parties").rows
    assert [[cell.value for cell in row] for row in rows] == [
        ["Alba", "Albans", "its consent is needed", None],
        ["Borduria", None, "its consent is needed", None],
        ["Castellan", None, "backer of Bor and Alba (2019 to 2020-01-10); host", "Far away."],
    ]
    assert rows[2][2].refs == ("c1",)


def test_people_stand_by_party_with_their_offices_and_no_end_that_was_not_known_yet():
    offices = [
        {"title": "Envoy", "during": "2018..2019-06", "from": "c2"},
        {"title": "Minister", "during": "2019-06..2020-03-01", "unverified": True},
        {"title": "Heir", "during": "..2021"},
        {"title": "Guest", "during": "2020-01"},
    ]
    case = told(SMALL)
    entry = Person.model_validate({"name": "Al", "speaks_for": "alba", "offices": offices})
    people = {**{k: v for k, v in case.people.items() if k != "al"}, "al": entry}
    rows = table(blocks(case.model_copy(update={"people": people})), "People and bodies").rows
    assert [row[0].value for row in rows] == [
        "Ada", "Al", "Bo", "Border Guard (body)", "Wise (analyst)",
    ]  # fmt: skip
    assert [cell.value for cell in rows[1][1:3]] == [
        "Alba",
        "Envoy (2018 to 2019-06); Minister (from 2019-06) [unverified]; Heir; Guest (2020-01)",
    ]
    assert rows[1][2].refs == ("c2",)
    assert rows[4][1].value == "no side"


def test_offices_that_begin_later_are_shown_only_with_hindsight():
    def named(hindsight):
        found = blocks(read_case("istanbul-2025-06", hindsight=hindsight))
        return " ".join(str(row[2].value) for row in table(found, "People and bodies").rows)

    later = "Secretary of the National Security and Defence Council"
    assert later not in named(hindsight=False)
    assert later in named(hindsight=True)


def test_acts_are_counted_by_family_and_side():
    acts = {"c1": "PROPOSE", "c2": "REJECT", "c3": "COUNTER", "c8": "REVISE"}
    texts = {
        name: text[:-1] + f", act: {acts.get(name, 'ASSESS')}}}" for name, text in SMALL.items()
    }
    shown = table(blocks(told(texts)), "Claims by family of act and side")
    assert [column.name for column in shown.columns[1:]] == [
        "Alba", "Bor", "other parties", "no side",
    ]  # fmt: skip
    assert [[cell.value for cell in row] for row in shown.rows] == [
        ["texts", 1, 1, 0, 1],
        ["responses", 0, 1, 0, 0],
        ["speech", 1, 1, 0, 2],
    ]
    assert shown.rows[0][2].refs == ("c3",)
