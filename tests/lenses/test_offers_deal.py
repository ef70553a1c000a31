"""One package tried: every number against plain enumeration, and what is said of it."""

from itertools import product
from types import SimpleNamespace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from models import oracle_offers as long_way
from models.offer_cases import cases
from small_case import small

from parley.blocks import Figure, Heading, Note, Table
from parley.case.tried import tried
from parley.draws import draws
from parley.errors import CaseError
from parley.lenses import offers
from parley.lenses.offers.deal import deal
from parley.lenses.offers.described.deal import describe_deal
from parley.models.offer_space import SCALE
from parley.models.offer_space.utilities import package_of

N = 4  # even, so that half the draws are no "most"
DESK = {"by": "desk", "on": "2020", "because": "x"}


def judged(*words, against="", changes=None, n=50):
    """The result and the blocks of a package of the small case, as the command makes them."""
    named = tried(small(changes), words, against)
    sample = draws(named.case, n)
    space = offers.build(named.case, sample)
    package = package_of(named.case, named.values)
    said = np.array([origin != "present state" for origin in named.origin.values()])
    beside = package_of(named.case, named.beside) if against else None
    result = deal(space, package, said, beside)
    return SimpleNamespace(
        space=space, result=result, named=named, blocks=describe_deal(result, named), sample=sample
    )


def answer(blocks):
    return next(block.text for block in blocks if isinstance(block, Note))


def table(blocks, title):
    return next(each for each in blocks if isinstance(each, Table) and each.title == title)


def rows(found):
    return [[cell.value for cell in row] for row in found.rows]


# against enumeration


@st.composite
def questions(draw):
    """A random case, a package that its constraints allow, and the lens's result of it."""
    case = draw(cases())
    sample = draws(case, N, draw(st.integers(0, 1000)))
    oracle = long_way.Oracle(case, sample)
    allowed = long_way.packages(oracle)
    if not allowed:
        return oracle, None, None
    package = draw(st.sampled_from(allowed))
    said = np.array(draw(st.lists(st.booleans(), min_size=len(package), max_size=len(package))))
    return oracle, allowed, deal(offers.build(case, sample), np.array(package), said)


def at_mean(result, package):
    """Utility of a package to each who must consent at the mean of the draws, added up by hand."""
    sample = result.space.sample
    consent = list(result.space.consent)
    total = np.zeros(len(consent), np.int64)
    for i, level in enumerate(package):
        draws_of = sample.utility[i][:, level, consent]
        total += np.rint(draws_of.sum(axis=0) / sample.n_draws).astype(np.int64)
    for bonus in sample.bonuses:
        if all(package[i] in levels for i, levels in bonus.parts):
            total += np.rint(bonus.worth[:, consent].sum(axis=0) / sample.n_draws).astype(np.int64)
    return total


def compared(oracle, allowed, result):
    """The packages it is judged among, by the definitions of red lines and of what stops."""
    space = result.space

    def fine(package):
        crosses = any(
            long_way.red(oracle, party, name, level)
            for party in oracle.consent
            for name, level in zip(oracle.case.issues, package, strict=True)
        )
        stops = all(package[i] in levels for i, levels in space.stops)
        return not (result.judged.keeping and crosses) and (stops or not result.judged.stopping)

    return [package for package in allowed if fine(package)]


@settings(max_examples=60, deadline=None)
@given(questions())
def test_shares_and_gains_are_those_of_the_long_way(question):
    oracle, allowed, result = question
    if allowed is None:
        return
    package = tuple(result.package.tolist())
    parties = oracle.parties
    gains = np.array([long_way.gains(oracle, package, k, parties) for k in range(N)])
    assert result.worth == pytest.approx((gains >= 0).mean(axis=0))
    for p in range(len(parties)):
        for q, share in enumerate((0.05, 0.5, 0.95)):
            expected = long_way.quantile(gains[:, p], share) / SCALE
            assert result.gain[p, q] == pytest.approx(expected, abs=1e-8)
    crossed = {
        (i, p)
        for i, name in enumerate(oracle.case.issues)
        for p, party in enumerate(parties)
        if long_way.red(oracle, party, name, package[i])
    }
    assert set(result.crossed) == {(i, p) for i, p in crossed if result.said[i]}
    assert set(result.left) == {(i, p) for i, p in crossed if not result.said[i]}
    stops_short = [p in {q for _, q in result.crossed} for p in range(len(parties))]
    assert result.accepts == pytest.approx(np.where(stops_short, 0, result.worth))
    if oracle.case.consent_rule is None:
        consent = [parties.index(party) for party in oracle.consent]
        both = (gains[:, consent] >= 0).all(axis=1).mean()
        stopped = any(p in consent for _, p in result.crossed)
        assert result.together == pytest.approx(both)
        assert result.agreed == pytest.approx(0 if stopped else both)


@settings(max_examples=60, deadline=None)
@given(questions())
def test_a_package_is_efficient_where_no_other_is_better(question):
    oracle, allowed, result = question
    if allowed is None:
        return
    found = result.judged.certificate
    others = compared(oracle, allowed, result)
    assert others
    own = at_mean(result, result.package)
    better = [
        each
        for each in others
        if (at_mean(result, each) >= own).all() and (at_mean(result, each) > own).any()
    ]
    assert found.efficient == (not better)
    for each in found.dominating:
        assert tuple(each.package.tolist()) in better
        assert (at_mean(result, each.package) - own == each.difference).all()
        assert each.issues == tuple(np.flatnonzero(each.package != result.package))
    floor = at_mean_of_no_deal(result)
    zone = [each for each in others if (at_mean(result, each) >= floor).all()]
    assert found.zone == bool(zone)
    if zone:
        hope = np.max([at_mean(result, each) for each in zone], axis=0) - floor
        for p, most in enumerate(hope):
            share = found.share[p]
            assert np.isnan(share) if most <= 0 else share == pytest.approx((own - floor)[p] / most)


def at_mean_of_no_deal(result):
    sample = result.space.sample
    consent = list(result.space.consent)
    return np.rint(sample.no_deal[:, consent].sum(axis=0) / sample.n_draws).astype(np.int64)


@settings(max_examples=40, deadline=None)
@given(questions())
def test_draw_by_draw_the_same(question):
    oracle, allowed, result = question
    if allowed is None or len(result.space.consent) != 2:
        return
    parties = oracle.consent
    others = compared(oracle, allowed, result)
    package = tuple(result.package.tolist())
    efficient = 0
    for k in range(N):
        own = np.array(long_way.gains(oracle, package, k, parties))
        gains = [np.array(long_way.gains(oracle, each, k, parties)) for each in others]
        efficient += not any((gain >= own).all() and (gain > own).any() for gain in gains)
    assert result.judged.n_looked == N
    assert result.judged.efficient == pytest.approx(efficient / N)


@settings(max_examples=40, deadline=None)
@given(questions())
def test_numbers_tip_where_moving_them_by_hand_does(question):
    oracle, allowed, result = question
    if allowed is None:
        return
    for each in result.tipped:
        package = result.package.tolist()
        who = oracle.consent if each.party is None else [oracle.parties[each.party]]
        enough, admitted = [], []
        for level in range(len(result.space.levels[each.issue])):
            moved = tuple([*package[: each.issue], level, *package[each.issue + 1 :]])
            gains = [long_way.gains(oracle, moved, k, who) for k in range(N)]
            enough.append(np.mean([min(gain) >= 0 for gain in gains]) > 0.5)
            admitted.append(moved in allowed)
        for runs, expected in ((each.runs, enough), (each.admitted, admitted)):
            covered = [any(a <= k <= b for a, b in runs) for k in range(len(expected))]
            assert covered == expected


@settings(max_examples=20, deadline=None)
@given(questions())
def test_every_random_package_is_put_into_words(question):
    oracle, allowed, result = question
    if allowed is None:
        return
    named = SimpleNamespace(text="", against="", origin=dict.fromkeys(oracle.case.issues, "change"))
    blocks = describe_deal(result, named)
    assert blocks[0].role == "answer"
    assert sum(isinstance(block, Note) and block.role == "answer" for block in blocks) == 1
    for block in blocks:
        if isinstance(block, Table):
            assert all(len(row) == len(block.columns) for row in block.rows)
        text = getattr(block, "text", getattr(block, "title", ""))
        assert "nan" not in text.split()


# worked out by hand

EXACT = {
    "issues": {
        "quiet": {"name": "Quiet", "question": "?", "options": {"now": "Now", "never": "Never"},
                  "if_silent": "never"},
        "land": {"name": "Land", "question": "?", "range": [0, 100], "steps": 5, "unit": "ha",
                 "if_silent": 0},
    },
    "constraints": [],
    "positions": {
        party: {
            "importance": {"weights": {"quiet": quiet, "land": land}} | DESK,
            "no_deal": {"value": no_deal} | DESK,
            "issues": {
                "quiet": {"inferred": {"values": {"now": now, "never": 1 - now}} | DESK},
                "land": {"inferred": {"values": {0: zero, 100: 1 - zero}} | DESK},
            },
        }
        for party, quiet, land, no_deal, now, zero in (
            ("a", 0.5, 0.5, 0.5, 1, 1), ("b", 0.25, 0.75, 0.5, 0, 0),
        )
    },
    "proposals": {
        "plan": {"title": "P", "short": "Plan", "by": "a", "on": "2020-01-05",
                 "terms": {"says": "x", "sets": {"quiet": "now"}}},
        "answer": {"title": "A", "short": "Answer", "by": "b", "on": "2020-01-06",
                   "terms": {"says": "x", "sets": {"land": 100}}},
    },
    "scenarios": {},
}  # fmt: skip


def exact(*words, **more):
    return judged(*words, changes=EXACT, n=4, **more)


def test_a_package_worked_out_by_hand():
    """a has quiet 0.5 and land 0.5 * (1 - share); b has land 0.75 * share, no deal 0.5 for both."""
    found = exact("plan", "land=50")
    assert answer(found.blocks) == (
        "This package is worth no deal or more to Alba in 100% and Bor in 0% of 4 draws, and to "
        "both Alba and Bor at once in 0%. The constraints of the case allow it. Nothing it settles "
        "crosses a red line that the case records."
    )
    assert found.result.gain[:, 1] == pytest.approx([0.25, -0.125])
    assert rows(table(found.blocks, "The package")) == [
        ["Quiet", "Now", "the text", None],
        ["Land", "50 ha", "changed here", None],
    ]
    assert found.result.stakes.had == pytest.approx([0.75, 0.375])
    assert found.result.stakes.maximin == (0.5, 0.25)
    # now with 75 or 100 ha serves both; a gains at most 0.125 there, b at most 0.25
    alba, bor = rows(table(found.blocks, "What each party has of it"))[:2]
    assert alba[:3] == ["Alba", "yes", 1.0]
    assert alba[4] == pytest.approx(0.25 / 0.125)
    assert bor[4] == pytest.approx(-0.125 / 0.25)


def test_a_part_of_the_stakes_counts_from_the_worst_way():
    worst = {"positions.a.issues.quiet.inferred.values": {"now": 1, "never": 0.5}}
    found = judged("answer", "land=50", changes=EXACT | worst, n=4)
    assert found.result.stakes.had[0] == pytest.approx(0.25 / 0.75)  # never, and half of the land


def test_a_package_that_stops_the_fighting_is_judged_among_those_that_do():
    assert judged("plan:B").result.judged.stopping
    assert not judged("watch=few").result.judged.stopping
    assert not exact("plan").result.judged.stopping  # this case does not say what stops


def test_numbers_are_moved_alone():
    found = exact("plan", "land=50")
    tipped = rows(table(found.blocks, "Each number moved alone"))
    assert [row[2:4] for row in tipped] == [
        ["Alba", "every value"],
        ["Bor", "75 to 100"],
        ["all together", "75 to 100"],
    ]
    assert [row[:2] for row in tipped] == [["Land (ha)", "50"]] * 3


def test_the_ledger_is_against_no_deal_openings_and_another_text():
    found = exact("plan", "land=50", against="answer")
    totals = rows(table(found.blocks, "Concessions in sum"))
    net = {(row[1], row[2]): row[5].split()[0] for row in totals}
    assert net == {
        ("no deal", "Alba"): "+0.25", ("no deal", "Bor"): "+0.12",
        ("own opening", "Alba"): "\N{MINUS SIGN}0.25", ("own opening", "Bor"): "\N{MINUS SIGN}0.62",
        ("Answer", "Alba"): "+0.75", ("Answer", "Bor"): "\N{MINUS SIGN}0.62",
    }  # fmt: skip


def test_the_fewest_changes_name_who_pays():
    found = exact("plan", "land=50")
    changed = rows(table(found.blocks, "Fewest changes that help most"))
    # one change either way, and either is enough in every draw: both are ways of equal cost
    assert [row[1] for row in changed] == ["as it stands", "Land: 75 ha", "or Land: 100 ha"]
    assert changed[1][2:5] == [1.0, "\N{MINUS SIGN}0.12", "+0.19"]
    assert changed[2][2] == 1.0
    served = exact("plan", "land=75")
    assert "None is needed" in " ".join(b.text for b in served.blocks if isinstance(b, Note))


def test_a_red_line_counts_where_the_package_crosses_it_and_not_where_it_is_silent():
    red = {"positions.b.issues.quiet.stated": [{"red": "now"}]}
    found = judged("plan", "land=75", changes=EXACT | red, n=4)
    assert "a red line of Bor (Quiet); with that counted, it is acceptable to both" in answer(
        found.blocks
    )
    assert found.result.accepts.tolist() == [1, 0]
    assert found.result.together == 1
    assert found.result.agreed == 0
    silent = {"positions.b.issues.quiet.stated": [{"red": "never"}]}
    found = judged("answer", changes=EXACT | silent, n=4)
    assert found.result.left == ((0, 1),)
    assert found.result.accepts[1] == 1
    said = " ".join(block.text for block in found.blocks if isinstance(block, Note))
    assert "that state crosses a red line of Bor (Quiet)" in said


def test_a_search_that_did_not_finish_is_said_and_no_verdict():
    found = exact("plan", "land=50")
    unknown = found.result.judged.certificate.__class__(
        **{**vars(found.result.judged.certificate), "efficient": None, "dominating": (),
           "n_dominating": None, "zone": None, "solutions": {}}
    )  # fmt: skip
    asked = found.result.judged.__class__(
        **{**vars(found.result.judged), "certificate": unknown, "gain": {}, "efficient": None}
    )
    result = found.result.__class__(**{**vars(found.result), "judged": asked})
    said = [b.text for b in describe_deal(result, found.named) if isinstance(b, Note)]
    assert sum(text.startswith("Not known: the search") for text in said) == 2


def test_the_small_case_in_the_order_of_the_questions():
    found = judged("plan:A", "watch=few", against="answer")
    headings = [block.text for block in found.blocks if isinstance(block, Heading)]
    assert headings == [
        "Could everybody have as much or more?",
        "Who gives and gains what?",
        "Which few changes would bring the refusing side in?",
        "Where would a number tip the answer?",
        "What would have to be true?",
    ]
    figures = [block.title for block in found.blocks if isinstance(block, Figure)]
    assert figures[-1] == "Where it lies: gains over no deal"
    points = [row[0].value for row in figure(found.blocks, figures[-1]).data.rows]
    assert {"this package", "Plan, option A", "Answer"} <= {p.lstrip("0123456789 ") for p in points}
    assert {p.party for p in found.result.premises} == set(found.space.consent)


def figure(blocks, title):
    return next(each for each in blocks if isinstance(each, Figure) and each.title == title)


# what is named


def test_a_package_is_the_text_then_the_changes_then_the_present_state():
    found = tried(small(), ["plan:A", "land=0.3"])
    assert found.values == {"quiet": "now", "land": 0.3, "watch": "none"}
    assert list(found.origin.values()) == ["text", "change", "present state"]
    assert 0.3 in found.case.issues["land"].grid()  # no number is rounded to a step unsaid
    assert 0.3 not in small().issues["land"].grid()
    assert tried(small(), []).values == {"quiet": "never", "land": 0, "watch": "none"}


@pytest.mark.parametrize(
    ("words", "against", "said"),
    [
        (["pln"], "", "pln: no text of this name; did you mean 'plan:B'?"),
        (["plan"], "", "plan: the text leaves a choice; name one way: plan:A, plan:B"),
        (["plan:C"], "", "plan:C: no such way to take its choices; name one way: plan:A, plan:B"),
        (["answer:A"], "", "answer:A: the text leaves no choice; write answer"),
        (["answer"], "anwser", "anwser: no text of this name; did you mean 'answer'?"),
        (["answer", "plan:A"], "", "plan:A: a second text; name one, then changes as ISSUE=OPTION"),
        (["quite=now"], "", "quite=now: no issue 'quite'; did you mean 'quiet'?"),
        (["watch=few", "watch=many"], "", "watch=many: 'watch' is given twice; keep one of them"),
        (["watch=fwe"], "", "watch=fwe: no option 'fwe'; did you mean 'few'?"),
        (["land=2"], "", "land=2: off the range; give a number from 0 to 1 of it"),
        (["land=half"], "", "land=half: not a number; give a number from 0 to 1 of it"),
        (["land=nan"], "", "land=nan: not a number; give a number from 0 to 1 of it"),
        (
            ["answer", "land=0.5"],
            "",
            "constraint 1: “quiet=never implies land=0” rules this package out; "
            "the package has quiet=never, land=0.5",
        ),
    ],
)
def test_what_is_wrong_with_a_package_is_said(words, against, said):
    with pytest.raises(CaseError) as caught:
        tried(small(), words, against)
    assert str(caught.value) == said


def test_everything_wrong_is_said_at_once():
    with pytest.raises(CaseError) as caught:
        tried(small(), ["pln", "land=7", "watch=x", "wach=few"], "anwser")
    assert len(caught.value.problems) == 5


def test_the_reason_of_a_constraint_is_given():
    why = {"constraints": [{"rule": "not (quiet=now and watch=none)", "because": "No eyes."}]}
    with pytest.raises(CaseError, match="rules this package out: No eyes; the package has"):
        tried(small(why), ["quiet=now"])


def test_exactly_the_packages_that_the_constraints_allow_can_be_tried():
    case = small()
    space = offers.build(case, draws(case, 2))
    for levels in product(*(range(len(each)) for each in space.levels)):
        both = zip(space.issues, space.levels, levels, strict=True)
        words = [f"{name}={known[level]}" for name, known, level in both]
        ruled_out = levels[0] == 2 and levels[1] > 0
        if ruled_out:
            with pytest.raises(CaseError):
                tried(case, words)
        else:
            named = tried(case, words)
            assert package_of(named.case, named.values).tolist() == list(levels)
