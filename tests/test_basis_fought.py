"""What opens behind a number of the fighting or of a settlement."""

import pytest
from small_case import small

from parley.basis import basis


def says(path, changes=None):
    return basis(small(changes), [path])[path].says


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("war", "What is divided: the land; Alba holds 0.4 to 0.5 of it; fighting on to the end "
         "takes 52 to 104 weeks; a gain a year from now is worth 0.85 to 0.99 of one now"),
        ("war.sides.a", "What Alba can fight with: 5 to 6; fighting on to the end costs it 0.1 to "
         "0.2 of the stake"),
        ("war.sides.b", "What Borduria can fight with: 5; fighting on to the end costs it 0.1 to "
         "0.3 of the stake; aid ends after 26 weeks"),
        ("war.sides.a.capabilities.guns", "“Guns” of Alba: weight 0.5, 0.001 to 0.002 made in a "
         "week, 0.01 lost in a week of fighting, 0.1, 0.3 in different accounts, else 0 to 0.4 "
         "lost at once"),
        ("war.sides.b.capabilities.guns", "“Guns” of Borduria: weight 0.4, 0.01 to 0.02 made in a "
         "week, 0.005 from backers in a week, 0.01 lost in a week of fighting"),
        ("war.sides.a.types.firm", "That Alba is “Firm”: 0.3; cost of fighting times 0.5"),
        ("war.pauses.winter", "“Winter pause”: 4 weeks; chance of a settlement 0.1 to 0.4, in "
         "which Alba has 0.45 of the stake; chance to break down by itself in a week 0.01"),
        ("war.pauses.long", "“Long pause”: 13 weeks; chance of a settlement 0.1 to 0.4, in which "
         "Alba has 0.45 of the stake; 0.5 of production and aid goes on"),
        ("war.conceding.0", "What Borduria may ask of Alba, step by step: 0.2, 0.5, 1 of the "
         "stake; that it wants no more than step 1: 0.4 to 0.6"),
        ("war.deadline", "“First snow” in 12 weeks; what not having agreed by then costs, as a "
         "part of the stake: Alba 0.01, Borduria 0.02"),
        ("settlement", "What would keep a settlement, in periods of 13 weeks: a season"),
        ("settlement.keeping.b", "What a period brings Borduria: 1 if it keeps the settlement, 1.5 "
         "to 2.5 if it cheats once, 0.5 at war"),
        ("settlement.guarantees.watch", "“Watchers”: cheating is noticed in a period with chance "
         "0.5 to 0.8; penalty 0 periods of keeping; it acts with chance 1; breaks down by accident "
         "in a period with chance 0.02"),
        ("settlement.guarantees.pact", "“Pact”: cheating is noticed in a period with chance 0.8; "
         "penalty 2 periods of keeping; it acts with chance 0.2 to 0.8; it would fight for Alba"),
        ("settlement.attack", "A renewed attack by Borduria on Alba: Borduria wins with chance 0.6 "
         "to 0.7, against a guarantor as well 0.2; it costs Borduria 0.2 and Alba 0.3 of what it "
         "is about"),
    ],
)  # fmt: skip
def test_every_entry_in_words(path, words):
    assert says(path) == words


def test_what_is_said_of_a_type_and_a_pause_in_full():
    changes = {
        "war.sides.a.types.firm.believed": 0.5,
        "war.sides.a.types.firm.strength": 1.2,
        "war.sides.a.types.firm.least": 0.1,
        "war.sides.a.types.firm.talks": 0.01,
        "war.pauses.winter.surprise": 0.05,
    }
    assert says("war.sides.a.types.firm", changes) == (
        "That Alba is “Firm”: 0.3; the other side takes it for 0.5; strength times 1.2; cost of "
        "fighting times 0.5; never below 0.1 of the stake; talking brings it 0.01"
    )
    assert "attacking first out of it gains 0.05" in says("war.pauses.winter", changes)


def test_what_is_said_of_a_package_and_a_mediator():
    packages = {
        "lease": {
            "name": "Lease",
            "worth": {"a": "0.4..0.6", "b": "unlikely"},
            "held": 0.5,
            "limits": {"b": {"guns": 0.7}, "a": {"guns": "0.8..1"}},
            "guarantee": "pact",
            "from": "k1",
        },
        "plain": {"name": "Plain", "worth": {"a": 0.5, "b": 0.5}, "because": "x"},
    }
    changes = {"settlement.packages": packages, "war.mediator": 0.3}
    assert says("settlement.packages.lease", changes) == (
        "“Lease”: worth 0.4 to 0.6 of the stake to Alba and unlikely of the stake to Borduria; the "
        "front then moves towards 0.5 to Alba; at most 0.7 of “Guns” of Borduria; at most 0.8 to 1 "
        "of “Guns” of Alba; “Pact” stands behind it"
    )
    assert says("settlement.packages.plain", changes) == (
        "“Plain”: worth 0.5 of the stake to Alba and 0.5 of the stake to Borduria"
    )
    assert says("war", changes).endswith("; what is proposed is a mediator's text with chance 0.3")
    assert "k1" in basis(small(changes), ["settlement.packages.lease"])


def test_who_judged_and_why():
    found = basis(small(), ["war.sides.b", "war.sides.a", "settlement"])
    side = found["war.sides.b"]
    assert (side.kind, side.who, side.when, side.how) == ("judgement", "desk", "2020-01-09", "x.")
    assert found["war.sides.a"].how == "said so. Rests on k1."  # of the section, having none itself
    assert found["settlement"].source == "settlement in the case file"
    assert "k1" in found


def test_every_account_of_a_number_opens():
    found = basis(small(), ["war.sides.a.capabilities.guns"])
    assert list(found) == ["k2", "k3", "war.sides.a.capabilities.guns"]
    assert found["war.sides.a.capabilities.guns"].how == "said so. Rests on k2, k3."


@pytest.mark.parametrize(
    "ref",
    ["war.sides", "war.sides.c", "war.sides.c.types.firm", "war.sides.a.types.x",
     "war.sides.a.capabilities.x", "war.pauses.x", "war.conceding.1", "war.conceding.x",
     "war.engine", "war.sides.a.typo", "settlement.keeping.c", "settlement.guarantees.x",
     "settlement.limits", "settlement.packages.x", "settlement.attack.typo"],
)  # fmt: skip
def test_what_the_sections_do_not_have_is_refused(ref):
    with pytest.raises(KeyError, match=ref):
        basis(small(), [ref])


def test_without_the_sections_nothing_of_them_is_known():
    bare = small().model_copy(update={"settlement": None, "war": None})
    for ref in ("war", "settlement", "war.deadline"):
        with pytest.raises(KeyError):
            basis(bare, [ref])
