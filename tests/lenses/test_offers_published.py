"""Published games as case files: the lens finds in them what their authors report."""

from pathlib import Path

import pytest
import yaml
from models.deal_cases import LLM_LEAST, LLM_OPENING, LLM_SCORES
from models.frontier_cases import BILL_OWNS, JACK_OWNS, NEW_RECRUIT, steps

from parley.blocks import Table
from parley.case import read_case
from parley.draws import draws
from parley.lenses import offers
from parley.models.offer_space import SCALE

DESK = {"by": "its sheet", "on": "2024", "because": "Published."}
HEAD = {"parley": 1, "as_of": "2024-12-31"}

# Abdelnabi, Gomaa, Sivaprasad, Schoenherr, Fritz (2024), NeurIPS: see models.deal_cases.
PLAYERS = {
    "mayor": "Mayor", "cities": "Other cities", "union": "Labour union", "p1": "SportCo",
    "p2": "Tourism", "green": "Environmental League",
}  # fmt: skip


def llm_deliberation(rule=None):
    """720 deals of five issues, A1 to E5, and the opening deal as a proposal."""
    sizes = [len(table) for table in LLM_SCORES[0]]
    options = {
        name: [f"{name.lower()}{k + 1}" for k in range(n)]
        for name, n in zip("ABCDE", sizes, strict=True)
    }
    opening = {
        name.lower(): known[k]
        for (name, known), k in zip(options.items(), LLM_OPENING.tolist(), strict=True)
    }
    positions = {
        party: {
            "points": {
                name.lower(): dict(zip(known, table, strict=True))
                for (name, known), table in zip(options.items(), sheet, strict=True)
            },
            "no_deal": {"points": least} | DESK,
        }
        for party, sheet, least in zip(PLAYERS, LLM_SCORES, LLM_LEAST, strict=True)
    }
    data = HEAD | {
        "case": "harbour", "title": "Harbour Sport Park",
        "parties": {party: {"name": name} for party, name in PLAYERS.items()},
        "consent": list(PLAYERS),
        "issues": {
            name.lower(): {"name": f"Issue {name}", "question": "Which?", "if_silent": known[0],
                           "options": {option: option.upper() for option in known}}
            for name, known in options.items()
        },
        "positions": positions,
        "proposals": {"opening": {"title": "Opening deal", "short": "Opening", "by": "p1",
                                  "on": "2024", "terms": {"says": "x", "sets": opening}}},
    }  # fmt: skip
    return data if rule is None else data | {"consent_rule": rule}


def read(data, folder: Path):
    path = folder / f"{data['case']}.yaml"
    path.write_text(yaml.safe_dump(data, sort_keys=False), encoding="utf-8")
    return read_case(path)


def solved(data, folder):
    case = read(data, folder)
    space = offers.build(case, draws(case, 4))
    return space, offers.solve(space)


def named(space, package):
    return [levels[k].upper() for levels, k in zip(space.levels, package.tolist(), strict=True)]


VETOES = {"at_least": 5, "including": ["p1", "p2"]}


def test_of_the_deals_twelve_suit_all_and_fifty_five_are_enough(tmp_path):
    space, everybody = solved(llm_deliberation(), tmp_path)
    assert space.sample.packages.n == 720
    assert everybody.size.together * 720 == pytest.approx([12] * 3)
    _, enough = solved(llm_deliberation(VETOES), tmp_path)
    assert enough.size.together * 720 == pytest.approx([55] * 3)
    # the counts of each party, enumerated: 646, 555, 462, 354, 195, 320
    assert (enough.size.each[:, 1] * 720).round().tolist() == [646, 555, 462, 354, 195, 320]


def test_no_deal_and_scores_keep_their_points(tmp_path):
    space, _ = solved(llm_deliberation(), tmp_path)
    worth = space.sample.worth(space.texts[0].package)[0]
    opening = [sum(t[k] for t, k in zip(sheet, LLM_OPENING, strict=True)) for sheet in LLM_SCORES]
    best = [sum(map(max, sheet)) for sheet in LLM_SCORES]
    assert (worth / SCALE).tolist() == pytest.approx(
        [points / most for points, most in zip(opening, best, strict=True)], abs=1e-6
    )


def test_three_changes_bring_all_into_the_opening(tmp_path):
    _, everybody = solved(llm_deliberation(), tmp_path)
    (way,) = everybody.approaches
    assert way.cheapest.cost == 3
    assert way.far is None
    assert [change.cost for change in way.improving] == [3]
    assert way.improving[0].share == 1.0
    assert everybody.texts.together.tolist() == [0.0]


def test_the_principles_pick_the_published_deals(tmp_path):
    """Negmas and enumeration agree on them: see tests/data/domains/scorable_base.json."""
    space, found = solved(llm_deliberation(), tmp_path)
    picks = {name: named(space, each.levels) for each in found.whole.picked for name in each.names}
    assert picks["Nash"] == ["A2", "B3", "C3", "D2", "E3"]
    assert found.whole.proved
    assert found.whole.widest.together == 1.0
    assert found.zones.every.share == 1.0


def test_each_group_that_is_enough_has_a_zone(tmp_path):
    space, found = solved(llm_deliberation(VETOES), tmp_path)
    groups = [tuple(space.parties[p] for p in members) for members, _ in found.zones.enough]
    assert len(groups) == 4
    assert all({"p1", "p2"} <= set(group) and len(group) == 5 for group in groups)
    assert all(zone.share == 1.0 for _, zone in found.zones.enough)


def two_party(name, issues, sheets, no_deal, proposal):
    """Two with a score sheet each: issues as name -> number of options."""
    return HEAD | {
        "case": name, "title": name.title(),
        "parties": {party: {"name": party.title()} for party in sheets},
        "consent": list(sheets),
        "issues": {
            issue: {"name": issue, "question": "?", "if_silent": "o0",
                    "options": {f"o{k}": f"option {k + 1}" for k in range(n)}}
            for issue, n in issues.items()
        },
        "positions": {
            party: {"points": {issue: {f"o{k}": int(x) for k, x in enumerate(column)}
                               for issue, column in sheet.items()},
                    "no_deal": {"points": no_deal[party]} | DESK}
            for party, sheet in sheets.items()
        },
        "proposals": {"text": {"title": "Text", "short": "Text", "by": next(iter(sheets)),
                               "on": "2024", "terms": {"says": "x", "sets": proposal}}},
    }  # fmt: skip


def test_bill_and_jack_trade_as_nash_says(tmp_path):
    """Nash (1950), Econometrica 18(2), 155-162: Bill gives the book, the whip, the ball and the
    bat, Jack the pen, the toy and the knife; both gain over what they own, Bill 12 and Jack 5."""
    goods = BILL_OWNS | JACK_OWNS
    sheets = {
        "bill": {good: (bill, 0) for good, (bill, _) in goods.items()},
        "jack": {good: (0, jack) for good, (_, jack) in goods.items()},
    }
    owned = {
        "bill": sum(bill for bill, _ in BILL_OWNS.values()),
        "jack": sum(jack for _, jack in JACK_OWNS.values()),
    }
    data = two_party(
        "barter", dict.fromkeys(goods, 2), sheets, owned,
        {good: "o0" if good in BILL_OWNS else "o1" for good in goods},
    )  # fmt: skip
    space, found = solved(data, tmp_path)
    assert space.sample.packages.n == 512
    nash = next(each for each in found.whole.picked if "Nash" in each.names)
    to_bill = {
        good for good, level in zip(space.issues, nash.levels.tolist(), strict=True) if level == 0
    }
    assert to_bill == {"box", "pen", "toy", "knife"}
    whole = {"bill": sum(b for b, _ in goods.values()), "jack": sum(j for _, j in goods.values())}
    gained = [nash.gain[p, 1] * whole[party] for p, party in enumerate(space.parties)]
    assert gained == pytest.approx([12, 5], abs=1e-6)
    assert found.bargaining.agreed[0] * whole["bill"] == pytest.approx(12, abs=1e-6)
    assert found.texts.together.tolist() == [1.0]  # everybody keeps what it owns: no deal


@pytest.fixture
def recruit(tmp_path):
    """Neale (1997), Dispute Resolution Research Center, Northwestern University."""
    sheets = {
        party: {
            issue.replace(" ", "-"): steps(first[p], last[p])
            for issue, (first, last) in NEW_RECRUIT.items()
        }
        for p, party in enumerate(("recruiter", "candidate"))
    }
    names = [issue.replace(" ", "-") for issue in NEW_RECRUIT]
    data = two_party(
        "recruit", dict.fromkeys(names, 5), sheets, {"recruiter": 0, "candidate": 0},
        dict.fromkeys(names, "o2"),
    )  # fmt: skip
    return solved(data, tmp_path)


def test_new_recruit_has_its_packages_and_its_even_split(recruit):
    """Enumerated: 390,625 packages, 256,265 of them at or above no deal, the joint best 14,800."""
    space, found = recruit
    assert space.sample.packages.n == 390_625
    near = 1e-9 if found.size.exact else 0.02
    assert found.size.together[1] == pytest.approx(256_265 / 390_625, abs=near)
    assert found.zones.every.share == 1.0
    assert not found.whole.proved  # more packages than are compared one by one
    most = [
        sum(max(map(abs, steps(first[p], last[p]))) for first, last in NEW_RECRUIT.values())
        for p in (0, 1)
    ]
    picks = {name: each.gain[:, 1] * most for each in found.whole.picked for name in each.names}
    for name in ("Nash", "Kalai-Smorodinsky", "egalitarian", "equal loss"):
        assert picks[name] == pytest.approx([7400, 7400], rel=2e-5)
    assert picks["utilitarian"].sum() == pytest.approx(14_800, rel=2e-5)
    assert found.bargaining.agreed * most == pytest.approx([7400, 7400], rel=2e-5)
    even, slow, quick = (each.gain[0] for each in found.bargaining.patience)
    assert [each.rates for each in found.bargaining.patience] == [(1, 1), (1, 2), (2, 1)]
    assert slow > even > quick  # delay that costs the candidate more leaves the recruiter more
    assert found.texts.gain[0, :, 1] * most == pytest.approx([3200, 3200], rel=2e-5)


def test_the_ways_that_do_as_well_are_named_and_counted(tmp_path):
    """Three changes to the opening deal satisfy the rule in ten ways, and everybody in one."""
    _, result = solved(llm_deliberation(VETOES), tmp_path)
    rows = changes_told(result)
    assert len(rows) == 3
    assert [row.startswith("or ") for row in rows] == [False, True, True]
    assert rows[-1].endswith("(10 ways in all)")
    assert len(set(rows)) == 3
    (alone,) = changes_told(solved(llm_deliberation(), tmp_path)[1])
    assert "in all" not in alone


def changes_told(result):
    """The changes of the table that serve enough in every draw."""
    (table,) = [
        block
        for block in offers.describe(result)
        if isinstance(block, Table) and block.title.startswith("Fewest changes")
    ]
    return [str(row[1].value) for row in table.rows if row[2].value == 1.0]
