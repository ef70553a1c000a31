"""What the table lens says of small cases, sentence by sentence and cell by cell."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest
from small_case import small

from parley.blocks import Block, Bullets, Figure, Note, Table
from parley.case import read_case
from parley.case.schema import CEASEFIRE_BOXES, Case
from parley.case.when import Span
from parley.draws import draws
from parley.errors import CaseError
from parley.lenses import table
from parley.lenses.table.running import left
from parley.lenses.table.words import days

LEAF = {"item": "1", "says": "quiet now", "sets": {"quiet": "now"}}


def solved(case: Case) -> table.TableResult:
    return table.solve(table.build(case, draws(case, 1)))


def told(case: Case) -> tuple[Block, ...]:
    return table.describe(solved(case))


def sheet(case: Case, title: str) -> Table:
    found = [b for b in told(case) if isinstance(b, Table) and b.title.startswith(title)]
    assert len(found) == 1, title
    return found[0]


def cells(case: Case, title: str) -> dict[str, dict[str, Any]]:
    """First cell of a row -> column -> value."""
    found = sheet(case, title)
    names = [column.name for column in found.columns]
    return {
        str(row[0].value): dict(zip(names, (cell.value for cell in row), strict=True))
        for row in found.rows
    }


def notes(case: Case, page: str = "") -> str:
    return " ".join(b.text for b in told(case) if isinstance(b, Note) and page in ("", b.page))


def proposal(
    title: str, by: str | list[str], terms: Mapping[str, Any], **more: Any
) -> dict[str, Any]:
    return {"title": title, "short": title, "by": by, "on": "2020-01-05", "terms": terms, **more}


# the small case


def test_the_answer_counts_texts_issues_and_answers() -> None:
    first = told(small())[0]
    assert isinstance(first, Note)
    assert (first.role, first.page) == ("answer", "")
    assert first.text == (
        "The case records 2 texts. Of 3 issues, the 2 texts compared side by side have at most "
        "one that speaks on 3. Every party whose consent is needed has answered every text for "
        "good."
    )


def test_only_one_note_is_the_answer_and_limits_come_last() -> None:
    roles = [block.role for block in told(small()) if isinstance(block, Note)]
    assert roles.count("answer") == 1
    assert roles[-4:] == ["assumption", "limit", "limit", "limit"]


def test_cells_hold_words_items_and_choices() -> None:
    row = cells(small(), "Texts side by side")["Quiet"]
    assert row["A. Plan"] == "quiet now [A] (one of a choice)\nquiet later [B] (one of a choice)"
    assert row["B. Answer"] is None
    assert row["relation"] == "only A speaks"


def test_a_relation_that_hangs_on_a_choice_says_so() -> None:
    now = small({"proposals.answer.terms": LEAF})
    assert cells(now, "Texts side by side")["Quiet"]["relation"] == (
        "A\N{EN DASH}B: conditional: same under A, conflicting under B"
    )
    never = small({"proposals.answer.terms": LEAF | {"sets": {"quiet": "never"}}})
    assert cells(never, "Texts side by side")["Quiet"]["relation"] == (
        "A\N{EN DASH}B: conflicting, whichever choice is taken"
    )
    later = small({"proposals.answer.terms": LEAF | {"sets": {"land": 1}}})
    assert cells(later, "Texts side by side")["Land"]["relation"] == (
        "A\N{EN DASH}B: conflicting under A, silent under B"
    )


def test_conditions_and_qualifiers_follow_the_term_into_cell_and_relation() -> None:
    term = LEAF | {"condition": {"says": "if all go home"}, "unverified": True}
    plain = {
        "proposals.plan.terms": {"says": "quiet now", "sets": {"quiet": "now"}},
        "proposals.plan.responses": [],
    }
    row = cells(small(plain | {"proposals.answer.terms": term}), "Texts side by side")["Quiet"]
    assert row["B. Answer"] == "quiet now [1] (condition: if all go home; unverified)"
    assert row["relation"] == (
        "A\N{EN DASH}B: conditional: same; condition in B: if all go home; B unverified"
    )


def test_acceptance_never_stands_without_its_conditions() -> None:
    given = {"by": "b", "is": "accepted with conditions", "on": "2020-01-09", "from": "k2"}
    given |= {"conditions": ["the same from Alba"], "voice": "bo"}
    case = small({"proposals.plan.responses": [given], "proposals.answer.responses": []})
    words = "accepted, subject to: the same from Alba"
    cell = cells(case, "Where each party stands")["Plan"]["Bor"]
    assert cell == f"{words} (9 January 2020, Bo)"
    for block in told(case):
        for said in _strings(block):
            assert "subject to" in said or "accepted" not in said


def _strings(block: Block) -> list[str]:
    match block:
        case Note():
            return [block.text]
        case Bullets():
            return [str(item.value) for item in block.items]
        case Table():
            return [str(cell.value) for row in block.rows for cell in row]
        case Figure():
            return _strings(block.data)
    return [block.text]


def test_who_must_answer_and_has_not_is_named() -> None:
    case = small({"proposals.plan.responses": []})
    row = cells(case, "Where each party stands")["Plan"]
    assert (row["Alba"], row["Bor"]) == ("author", "no answer on record")
    assert "Outstanding answers: Bor on Plan, no answer on record." in notes(case, "open")
    assert "1 answer is outstanding." in notes(case)


def test_an_item_answered_after_the_whole_stands_beside_it() -> None:
    row = cells(small(), "Where each party stands")["Plan"]
    assert row["Bor"] == "rejected (6 January 2020)\nitem B accepted (9 January 2020)"
    ledger = sheet(small(), "Every answer")
    assert [row[2].value for row in ledger.rows if row[0].value == "Plan"] == [
        "deferred (5 January 2020)",
        "rejected (6 January 2020)",
        "item B accepted (9 January 2020)",
    ]
    assert ledger.rows[0][2].refs == ("k2",)


# the ceasefire checklist


def test_the_same_boxes_are_asked_of_every_ceasefire_text() -> None:
    covers = {"scope": "everywhere", "duration": "a month"}
    case = small(
        {
            "proposals.plan.ceasefire": True,
            "proposals.answer.ceasefire": True,
            "proposals.answer.terms": LEAF | {"covers": covers},
        }
    )
    found = cells(case, "What each ceasefire text says")
    assert tuple(found) == CEASEFIRE_BOXES
    assert found["scope"] == {"box": "scope", "Plan": None, "Answer": "everywhere [1]"}
    result = solved(case)
    assert set(result.empty["answer"]) == {*CEASEFIRE_BOXES} - {*covers}
    assert result.empty["plan"] == CEASEFIRE_BOXES
    assert "Answer says nothing on start, line, forbidden acts" in notes(case)


def test_a_case_without_ceasefire_texts_says_so() -> None:
    assert "No text of the case is marked as a ceasefire text." in notes(small())


# clocks, commitments, changes


@pytest.mark.parametrize(
    ("until", "words"),
    [
        ("2020-01-10", "ends today"),
        ("2020-01-11", "1 day left"),
        ("by 2020-01-15", "5 days left"),
        ("2020-01-12..2020-01-15", "2 to 5 days left"),
        ("2020-01-08..2020-01-15", "5 days left"),
        ("2020-01-07", "passed 3 days ago"),
        ("after talk", "no date"),
    ],
)
def test_time_left(until: str, words: str) -> None:
    case = small({"clocks": [{"what": "An answer", "runs_for": "b", "until": until}]})
    assert left(solved(case).dues[0]) == words


def test_open_clocks_come_first_soonest_first() -> None:
    when = {"past": "2020-01-02", "late": "2020-02-01", "soon": "2020-01-12", "none": "after talk"}
    clocks = [{"what": key, "runs_for": "b", "until": until} for key, until in when.items()]
    case = small({"clocks": clocks})
    assert [due.what for due in solved(case).dues] == ["soon", "late", "none", "past"]


def test_time_to_study_a_text_is_a_clock_unless_the_case_names_it() -> None:
    study = {"proposals.plan.study_until": "2020-01-14"}
    assert [due.what for due in solved(small(study)).dues] == ["Study of Plan"]
    clock = {"what": "Reading", "runs_for": "b", "until": "2020-01-14"}
    assert [due.what for due in solved(small(study | {"clocks": [clock]})).dues] == ["Reading"]


def test_accounts_of_a_commitment_stand_side_by_side() -> None:
    account = {"by": "a", "is": "done", "on": "2020-01-08", "amount": 7, "says": "All went"}
    other = {"by": "b", "is": "not done", "on": "2020-01-09", "says": "None came"}
    entry = {
        "what": "Ten go home",
        "by": "a",
        "to": "b",
        "agreed": "2020-01-06",
        "amount": 10,
        "unit": "people",
        "is": "disputed",
        "unverified": True,
        "accounts": [account, other],
    }
    row = cells(small({"commitments": [entry]}), "Commitments")["Ten go home (unverified)"]
    assert row["as Alba tells it"] == "All went [done, 7; 8 January 2020]"
    assert row["as Bor tells it"] == "None came [not done; 9 January 2020]"
    assert (row["amount"], row["due"], row["state"]) == ("10 people", "no date", "disputed")


def test_changes_begin_after_the_named_day_and_doubtful_ones_say_so() -> None:
    case = small(
        {
            "changed_since": "2020-01-05",
            "proposals.plan.responses.2": {"by": "b", "is": "none", "on": "2020-01-09"},
            "chronology.since": {"is": "statement", "on": "after talk", "title": "Open end"},
            "chronology.march": {"is": "strike", "on": "2020-01-04..2020-01-07", "title": "March"},
        }
    )
    rows = sheet(case, "What came after 5 January 2020").rows
    said = [(row[0].value, row[1].value, row[4].value) for row in rows]
    assert ("4\N{EN DASH}7 January 2020 (perhaps earlier)", "event", "March") in said
    assert not any("The plan" in str(words) or "Round" in str(words) for _, _, words in said)
    assert not any("Open end" in str(words) or "no answer" in str(words) for _, _, words in said)
    assert {kind for _, kind, _ in said} == {"event", "text", "answer"}
    assert "New texts: Answer." in notes(case, "changed")


def test_without_a_date_nothing_is_called_new() -> None:
    assert solved(small()).changes == ()
    assert "changed_since" in notes(small())


STATED = "positions.b.issues.quiet.stated"


@pytest.mark.parametrize(
    ("first", "second", "moved"),
    [
        ({"wants": "now"}, {"wants": "later"}, True),
        ({"wants": "now"}, {"accepts": ["later", "now"]}, False),
        ({"accepts": "now"}, {"refuses": "now"}, True),
        ({"red": "now"}, {"accepts": "now"}, True),
        ({"wants": "now"}, {"refuses": "later"}, False),
    ],
)
def test_a_move_shows(first: dict[str, str], second: dict[str, str], moved: bool) -> None:
    entries = [first | {"on": "2020-01-03"}, second | {"on": "2020-01-07"}]
    case = small({STATED: entries[::-1], "changed_since": "2020-01-05"})
    (found,) = (m for m in solved(case).movements if (m.issue, m.party) == ("quiet", "b"))
    assert found.moved is moved
    assert [str(each.on) for each in found.stated] == ["2020-01-03", "2020-01-07"]
    assert found.new == (False, True)


def test_options_named_on_one_day_are_no_move() -> None:
    entries = [{"wants": "now", "on": "2020-01-03"}, {"accepts": "later", "on": "2020-01-03"}]
    case = small({STATED: entries})
    assert not any(each.moved for each in solved(case).movements)


# which texts are compared


def test_the_main_text_of_each_who_must_agree_is_always_compared() -> None:
    full = {"says": "all", "sets": {"quiet": "now", "land": 1, "watch": "few"}}
    others = ("c", ["a", "c"], ["b", "c"], ["a", "b"], ["a", "b", "c"])
    more = {f"c{i}": proposal(f"C{i}", by, full) for i, by in enumerate(others)}
    case = small({"proposals": small_proposals() | more})
    result = solved(case)
    assert {"plan", "answer"} <= set(result.compared)
    assert len(result.compared) == 4
    assert result.sides == ("plan", "answer")
    assert set(result.compared) | set(result.others) == set(case.proposals)


@pytest.mark.parametrize("state", ["withdrawn", "expired"])
def test_a_text_that_no_longer_stands_is_not_compared(state: str) -> None:
    gone = {"by": "a", "is": state, "on": "2020-01-09", "from": "k1"}
    assert solved(small({"proposals.plan.responses": [gone]})).others == ("plan",)


def small_proposals() -> dict[str, Any]:
    from small_case import DATA

    return dict(DATA["proposals"])


def test_a_replaced_text_is_listed_but_not_compared_nor_outstanding() -> None:
    new = proposal("New", "a", LEAF, replaces="plan")
    case = small({"proposals": small_proposals() | {"new": new}, "proposals.plan.responses": []})
    result = solved(case)
    assert "plan" in result.others
    assert [each.proposal for each in result.outstanding] == ["new"]
    assert "no; replaced by New" in str(cells(case, "Texts on record")["Plan"])


def test_a_case_without_texts_lacks_them() -> None:
    with pytest.raises(CaseError, match="proposals"):
        table.build(small({"proposals": {}, "scenarios": {}}), draws(small(), 1))


# words


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        (date(2020, 1, 1), date(2020, 12, 31), "2020"),
        (date(2020, 2, 1), date(2020, 2, 29), "February 2020"),
        (date(2020, 2, 1), date(2020, 2, 28), "1\N{EN DASH}28 February 2020"),
        (date(2020, 1, 30), date(2020, 2, 2), "30 January \N{EN DASH} 2 February 2020"),
        (None, None, "date unknown"),
        (date(2020, 1, 1), None, "from 1 January 2020"),
    ],
)
def test_days_are_said_as_short_as_can_be(
    first: date | None, last: date | None, words: str
) -> None:
    assert days(Span(first, last)) == words


# the shipped cases


@pytest.mark.parametrize("name", ["istanbul-2025-06", "korea-1952"])
@pytest.mark.parametrize("hindsight", [False, True])
def test_shipped_cases_are_shown_with_known_refs(name: str, hindsight: bool) -> None:
    case = read_case(name, hindsight=hindsight)
    blocks = told(case)
    refs = {ref for block in blocks for ref in _refs(block)}
    assert {ref for ref in refs if not ref.startswith("positions.")} <= case.claims.keys()
    assert any(isinstance(block, Figure) and "Rounds" in block.title for block in blocks)


def _refs(block: Block) -> tuple[str, ...]:
    match block:
        case Note():
            return block.refs
        case Bullets():
            return tuple(ref for item in block.items for ref in item.refs)
        case Table():
            return tuple(ref for row in block.rows for cell in row for ref in cell.refs)
        case Figure():
            return _refs(block.data)
    return ()


def test_kyivs_answer_of_march_is_accepted_subject_to_reciprocity() -> None:
    cell = cells(read_case("istanbul-2025-06"), "Where each party stands")["US, March"]["Ukraine"]
    assert str(cell).startswith("accepted, subject to: ")
    assert "subject to reciprocity" in str(cell)


def test_strike_one_day_before_the_talks_appears_in_order() -> None:
    figure = next(
        b
        for b in told(read_case("istanbul-2025-06"))
        if isinstance(b, Figure) and "Rounds" in b.title
    )
    events = [str(row[0].value) for row in figure.data.rows]
    strike = next(i for i, event in enumerate(events) if "Drones strike" in event)
    assert strike < events.index("Second round in Istanbul")


# expectations


def test_likelihood_and_confidence_never_share_a_sentence_or_a_table() -> None:
    judged = {"by": "the desk", "on": "2020-01-09", "because": "Both say so.", "from": []}
    case = small(
        {
            "expectations": [
                {"what": "Quiet", "until": "by 2020-02-01", "likelihood": "likely"}
                | {"confidence": "low", **judged},
                {"what": "A round", "until": "2020-03", "likelihood": "0.2..0.7"}
                | {"confidence": "high", **judged},
            ]
        }
    )
    rows = sheet(case, "Judgements of likelihood").rows
    assert [row[2].value for row in rows] == ["likely (55 to 80%)", "20 to 70%"]
    words = [text for block in told(case) for text in _strings(block)]
    sentences = [part for text in words for part in text.split(". ")]
    assert "Quiet: low confidence" in words
    assert not [s for s in sentences if "confidence" in s and ("likely" in s or "%" in s)]


def judged(what: str, until: str, by: str = "the desk") -> dict[str, str]:
    entry = {"what": what, "until": until, "likelihood": "likely", "confidence": "low"}
    return entry | {"by": by, "on": "2020-01-09", "because": "Both say so."}


def test_the_first_page_shows_what_ends_soonest_by_who_judged_it() -> None:
    entries = [
        judged("Peace", "by 2021-01-01"),
        judged("A round", "by 2020-03-01", "an outsider"),
        judged("Quiet", "by 2020-02-01"),
        judged("A visit", "by 2020-04-01"),
        judged("A word", "by 2020-01-09"),
    ]
    case = small({"expectations": entries})
    assert notes(case, "open").endswith(
        "Judged by the desk. Quiet, by 1 February 2020: likely (55 to 80%); A visit, by 1 April "
        "2020: likely (55 to 80%). Judged by an outsider. A round, by 1 March 2020: likely (55 to "
        "80%)."
    )
    ends = [row[0].value for row in sheet(case, "Judgements of likelihood").rows]
    assert ends == ["Quiet", "A round", "A visit", "Peace", "A word"]


# what happened


def test_rounds_show_every_account_of_their_length_and_each_sides_words() -> None:
    accounts = [{"value": 60, "from": ["k1"]}, {"value": "70..90", "from": ["k2", "k3"]}]
    later = {
        "is": "meeting",
        "on": "2020-01-07",
        "title": "Visit",
        "host": "c",
        "place": "Cove",
        "lasted": "35..45",
        "unverified": True,
        "agreed": ["a list", "a date"],
        "not_agreed": "quiet",
        "called": {"b": "useful", "a": "a start"},
    }
    case = small(
        {
            "chronology.before": later,
            "chronology.talk.lasted": {"claimed": accounts, "prior": "30..120"},
            "chronology.shots": {"is": "strike", "on": "2020-01-06", "title": "Shots"},
        }
    )
    found = cells(case, "Rounds and meetings")
    assert list(found) == ["5 January 2020", "7 January 2020"]
    first, second = found.values()
    assert first["lasted"] == "60; 70 to 90 minutes (accounts differ)"
    assert sheet(case, "Rounds and meetings").rows[0][3].refs == ("k1", "k2", "k3")
    assert list(second.values()) == [
        "7 January 2020",
        "Visit (unverified)",
        "Cove; host: Castellan",
        "35 to 45 minutes",
        "a list\na date",
        "quiet",
        "Alba: a start; Bor: useful",
    ]


def test_without_a_day_that_can_be_drawn_there_is_no_figure() -> None:
    plan = small_proposals()["plan"] | {"on": "..", "responses": []}
    said = {"is": "statement", "on": "2020-01-05", "title": "Said"}
    case = small({"proposals": {"plan": plan}, "chronology": {"talk": said}})
    assert not [b for b in told(case) if isinstance(b, Figure) and "Rounds" in b.title]
    assert "Nothing with a date is on record." in notes(case)


# what each party wants


def test_interests_and_mandates_say_whose_they_are_and_who_says_so() -> None:
    case = small(
        {
            "positions.b.mandate": ["Nothing on land", "Quiet alone"],
            "positions.b.interests": [
                {"says": "Time", "basis": "stated", "issues": ["quiet", "land"], "from": "k2"}
            ],
            "positions.a.interests": [
                {"says": "Calm", "basis": "inferred", "by": "desk", "unverified": True}
            ],
        }
    )
    rows = sheet(case, "Interests").rows
    assert [[cell.value for cell in row] for row in rows] == [
        ["Alba", "Calm (unverified)", "inferred by desk", None],
        ["Bor", "Time", "stated", "Quiet, Land"],
    ]
    assert rows[1][1].refs == ("k2",)
    (mandates,) = (b for b in told(case) if isinstance(b, Bullets) and b.title == "Mandates")
    assert [item.value for item in mandates.items] == ["Bor: Nothing on land", "Bor: Quiet alone"]


def test_each_sides_own_term_stands_under_the_issue() -> None:
    case = small({"issues.quiet.own_terms": {"b": "a pause", "a": "silence"}})
    assert "Quiet\nAlba: silence; Bor: a pause" in cells(case, "Texts side by side")


# what is new


@pytest.mark.parametrize(
    ("n", "said"),
    [(1, "New commitments: Promise 0."), (2, "New commitments: Promise 0; Promise 1."),
     (3, "3 new commitments.")],
)  # fmt: skip
def test_few_new_commitments_are_named_and_many_are_counted(n: int, said: str) -> None:
    entry = {"by": "a", "to": "b", "agreed": "2020-01-06", "is": "pending"}
    promises = [entry | {"what": f"Promise {i}"} for i in range(n)]
    page = notes(small({"changed_since": "2020-01-05", "commitments": promises}), "changed")
    assert page.endswith(said)
    assert page.count("commitments") == 1
