"""What opens behind a number: every word that qualifies a claim, and what a judgement rests on."""

import pytest
from small_case import small

from parley.basis import basis
from parley.case.schema.record import Quote, StoredText

DESK = {"by": "desk", "on": "2020-01-09", "because": "x"}


def says(path, changes=None):
    return basis(small(changes), [path])[path].says


def test_a_claim_with_all_its_qualifiers():
    found = basis(small(), ["k1"])["k1"]
    assert (found.kind, found.id) == ("claim", "k1")
    assert found.says == "Alba wants quiet at once"
    assert (found.who, found.when, found.how) == ("Al", "2020-01-05", "direct")
    assert (found.source, found.url) == ("Paper (newspaper)", "https://paper.example/1")
    assert found.grade == "B2"
    assert found.marks == ("hedged: perhaps",)


def test_conditions_and_doubts_are_never_dropped():
    assert basis(small(), ["k2"])["k2"].marks == ("unverified", "on condition: if asked")
    marked = basis(small({"claims.k1.unverified": True}), ["k1"])["k1"]
    assert marked.marks == ("unverified", "hedged: perhaps")
    later = basis(small({"claims.k1.hindsight": True, "issues.quiet.from": [],
                         "positions": {}, "proposals.plan.from": []}), ["k1"])["k1"]  # fmt: skip
    assert "hindsight" in later.marks


def test_who_speaks():
    assert basis(small(), ["k3"])["k3"].who == "Radio"  # nobody named: the outlet itself
    voice = {"claims.k3.speaker": "a guard at the gate"}
    assert basis(small(voice), ["k3"])["k3"].who == "a guard at the gate"
    joint = {"claims.k1.by": ["al", "b"]}
    assert basis(small(joint), ["k1"])["k1"].who == "Al and Borduria"


def test_a_judgement_brings_the_claims_it_rests_on():
    found = basis(small(), ["positions.a.no_deal"])
    assert list(found) == ["k1", "k3", "positions.a.no_deal"]  # claims first, in the case's order
    judged = found["positions.a.no_deal"]
    assert (judged.kind, judged.id, judged.grade) == ("judgement", "j1", "")
    assert (judged.who, judged.when) == ("desk", "2020-01-09")
    assert judged.how == "it can go on. Rests on k1, k3."
    assert judged.says == "What Alba has without a deal: Quiet: Never, and 0 to 0.2 for going on"


def test_judgements_are_numbered_as_they_come_and_named_once():
    wanted = ["positions.b.no_deal", "k1", "positions.a.importance", "positions.b.no_deal"]
    found = basis(small(), wanted)
    ids = {path: each.id for path, each in found.items() if each.kind == "judgement"}
    assert ids == {"positions.b.no_deal": "j1", "positions.a.importance": "j2"}


def test_a_position_tells_what_is_said_from_what_is_inferred():
    found = basis(small(), ["positions.a.issues.quiet"])["positions.a.issues.quiet"]
    assert found.says == (
        "What Alba wants on “Quiet”: stated: wants “At once”, red line at “Never” (2020-01-05); "
        "inferred: At once > In a month > Never"
    )
    assert found.who == "desk"
    stated = basis(small(), ["positions.b.issues.quiet"])["positions.b.issues.quiet"]
    assert stated.says == (
        "What Borduria wants on “Quiet”: stated: refuses “At once”; Time is needed"
    )
    assert stated.who == "Borduria, as stated"
    assert stated.how == "Rests on k2, k3."


def test_importance():
    assert says("positions.b.importance") == (
        "Importance of the issues to Borduria: Quiet ~ Land > Watch"
    )


@pytest.mark.parametrize(
    ("form", "words"),
    [
        ({"smarter": "land > quiet ~ watch"},
         "Land > Quiet ~ Watch, as rank-order centroid weights"),
        ({"weights": {"quiet": 2, "land": "1..3", "watch": 0}},
         "relative weights Quiet 2, Land 1 to 3, Watch 0"),
        ({"swing": {"quiet": 100, "land": "unknown", "watch": 20}},
         "swings Quiet 100, Land unknown, Watch 20"),
    ],
)  # fmt: skip
def test_importance_in_other_forms(form, words):
    found = says("positions.b.importance", {"positions.b.importance": DESK | form})
    assert found == f"Importance of the issues to Borduria: {words}"


def test_points_of_no_deal():
    sheet = {
        "quiet": {"now": 0, "later": 1, "never": 2}, "land": {0: 0, 1: 9},
        "watch": {"none": 0, "few": 0, "many": 0},
    }  # fmt: skip
    position = {"points": sheet, "no_deal": DESK | {"points": "3..5"}}
    assert says("positions.b.no_deal", {"positions.b": position}) == (
        "What Borduria has without a deal: 3 to 5 points on its score sheet"
    )


def test_what_options_are_worth_together_and_what_was_answered():
    when = {"when": "quiet=now and land>=0.5 and watch!=none", "worth": 0.1}
    answer = {"order": "plan:A > answer > no_deal"}
    changes = {"positions.b.together": [DESK | when], "positions.b.answers": [DESK | answer]}
    assert says("positions.b.together.0", changes) == (
        "What Borduria has of “Quiet: At once” and “Land >= 0.5” and “Watch != Nobody” together: "
        "0.1 on top"
    )
    assert says("positions.b.answers.0", changes) == (
        "What Borduria prefers: Plan:A > Answer > no deal"
    )


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (0.25, "worth 0.25 on a scale from 0 to 1"),
        ("0.1..0.3", "worth 0.1 to 0.3 on a scale from 0 to 1"),
        ("likely", "worth likely on a scale from 0 to 1"),
        ("unknown", "worth unknown on a scale from 0 to 1"),
        ({"low": 0.1, "mode": 0.2, "high": 0.4},
         "worth 0.1 to 0.4, most likely 0.2 on a scale from 0 to 1"),
        ({"mean": 0.3, "sd": 0.1}, "worth about 0.3, give or take 0.1 on a scale from 0 to 1"),
        ({"claimed": [{"value": 0.1, "from": "k1"}, {"value": 0.4, "from": "k2"}],
          "prior": "unknown"},
         "worth 0.1, 0.4 in different accounts, else unknown on a scale from 0 to 1"),
    ],
)  # fmt: skip
def test_quantities_in_words(value, words):
    found = says("positions.b.no_deal", {"positions.b.no_deal.value": value})
    assert found == f"What Borduria has without a deal: {words}"


def test_values_and_directions_in_words():
    assert says("positions.a.issues.land").endswith("inferred: 0: 0, 0.5: likely, 1: 1")
    assert says("positions.b.issues.land").endswith("inferred: the less, the better")


@pytest.mark.parametrize(
    "ref",
    ["nobody", "positions", "positions.a", "positions.z.no_deal", "positions.c.importance",
     "positions.a.issues.toll", "positions.a.interests", "positions.a.together.0",
     "positions.a.answers.x", "issues.quiet"],
)  # fmt: skip
def test_what_the_case_does_not_know_is_refused(ref):
    with pytest.raises(KeyError):
        basis(small(), [ref])


def test_the_words_of_a_reader_are_not_given_as_the_speakers():
    case = small()
    note = StoredText(file="note.txt", sha256="0" * 64, kind="reader's note")
    claim = case.claims["k1"].model_copy(update={"quote": Quote(exact="quiet at once")})

    def quoted(text):
        source = case.sources[claim.source].model_copy(update={"text": text})
        changed = {
            "claims": {**case.claims, "k1": claim},
            "sources": {**case.sources, claim.source: source},
        }
        return basis(case.model_copy(update=changed), ["k1"])["k1"]

    told = quoted(note)
    assert told.quote == ""
    assert "the reader's note says: “quiet at once”" in told.marks
    original = quoted(note.model_copy(update={"kind": "original"}))
    assert original.quote == "quiet at once"
    assert "quote checked" in original.marks
