"""Published negotiation domains: both readings of eight Genius domains, and five scorable games.

The numbers in tests/data/domains are weights, evaluations, reservation values and scores; each file
names the repository, commit and folder they stand in. The answers beside them were computed apart:
with NegMAS 0.16.0 (`negmas`), and by listing all outcomes in floats with textbook definitions.

A floor is the reservation value as written, "rational" means at or above it for all. Where NegMAS
differs it measures gains from the larger of reservation and smallest utility, has no leximin, or
takes the smallest spread for Kalai-Smorodinsky; see docs/formats.md.
"""

import json
import math
from fractions import Fraction
from itertools import product
from pathlib import Path

import pytest
from models.reference_cases import beats, gains, listed, of, written

from parley.case.formats import read_game
from parley.models.domain import points
from parley.models.export import domain_of
from parley.models.frontier import egalitarian, kalai_smorodinsky, nash, utilitarian

DATA = Path(__file__).parent.parent / "data" / "domains"
GENIUS = sorted(path.stem for path in DATA.glob("*.json") if not path.stem.startswith("scorable"))
SCORABLE = ("base", "game1", "game2", "game3", "base_7players")
READINGS = ("raw", "genius")


def data(name):
    return json.loads((DATA / f"{name}.json").read_text("utf-8"))


@pytest.fixture(params=[(name, reading) for name in GENIUS for reading in READINGS], ids="-".join)
def case(request, tmp_path):
    """(reading, answers, game, domain, frontier with its packages)"""
    name, reading = request.param
    given = data(name)
    written(tmp_path, given)
    game = read_game(tmp_path, raw=reading == "raw")
    domain = domain_of(game)
    return reading, given["answers"][reading], game, domain, points(domain)


def test_outcomes_and_how_many_are_rational(case):
    _, answers, game, domain, _ = case
    table = listed(domain)
    assert len(table) == math.prod(len(issue.options) for issue in game.issues)
    assert (table >= domain.floor).all(axis=1).sum() == answers["rational_weak"]
    assert (table > domain.floor).all(axis=1).sum() == answers["rational_strict"]


def test_the_number_of_outcomes_is_the_published_one():
    assert {name: data(name)["n_outcomes"] for name in GENIUS} == {
        "Amsterdam": 3_024, "ClockWork_3p": 100, "EnglandZimbabwe": 576,
        "JapanTrip_SYAgent_3p": 240, "Jobs": 540, "Politics_3p": 23_040, "SmartPhone": 12_000,
        "Travel": 188_160,
    }  # fmt: skip
    for name in GENIUS:
        sizes = [len(row) for row in data(name)["profiles"][0]["evaluations"]]
        assert math.prod(sizes) == data(name)["n_outcomes"]


def test_the_frontier_is_as_large_as_published(case):
    reading, answers, _, domain, found = case
    lowest = listed(domain).min(axis=0)
    everywhere = points(domain, floor=lowest).found.utility
    rational = (everywhere >= domain.floor).all(axis=1).sum()
    assert len(found.found.utility) == rational
    if answers["frontier_of_all_in_floats"] in (28, 22):  # Jobs, where floats split equal sums
        assert (
            len(everywhere) == {"genius": answers.get("frontier_of_all_exact"), "raw": 18}[reading]
        )
        return
    assert len(everywhere) == answers["frontier_of_all_in_floats"]
    assert len(everywhere) == answers.get("frontier_of_all_exact", len(everywhere))
    assert rational == answers["frontier_rational_in_floats"] == answers["negmas"]["frontier"]


def test_jobs_has_the_fewer_points_that_exact_arithmetic_gives():
    genius = data("Jobs")["answers"]["genius"]
    assert (genius["frontier_of_all_exact"], genius["frontier_of_all_in_floats"]) == (21, 28)


SMALL = [name for name in GENIUS if data(name)["n_outcomes"] <= 1_000]


@pytest.mark.parametrize("name", SMALL)
@pytest.mark.parametrize("reading", READINGS)
def test_the_frontier_is_that_of_exact_fractions(name, reading, tmp_path):
    given = data(name)
    written(tmp_path, given)
    game = read_game(tmp_path, raw=reading == "raw")
    choices = product(*(range(len(issue.options)) for issue in game.issues))
    rational = {
        tuple(u)
        for u in (of(game, package) for package in choices)
        if all(a >= b for a, b in zip(u, game.no_deal, strict=True))
    }
    best = {u for u in rational if not any(beats(v, u) for v in rational)}
    found = points(domain_of(game)).package.tolist()
    assert {tuple(of(game, package)) for package in found} == best


SOLUTIONS = {
    "nash": nash,
    "egalitarian_leximin": egalitarian,
    "ks_leximin_ideal_rational": kalai_smorodinsky,
    "utilitarian_rational": utilitarian,
}
# Where NegMAS chooses another package, of all domains, readings and concepts here.
DIFFER = {
    "raw": {("ClockWork_3p", "egalitarian_leximin"), ("Amsterdam", "egalitarian_leximin")},
    "genius": {("Jobs", "egalitarian_leximin"), ("Jobs", "ks_leximin_ideal_rational")},
}
NEGMAS = {
    "nash": "nash",
    "egalitarian_leximin": "kalai_egalitarian",
    "ks_leximin_ideal_rational": "kalai_smorodinsky",
    "utilitarian_rational": "max_welfare",
}


@pytest.mark.parametrize("concept", SOLUTIONS)
def test_each_solution_is_the_published_one(case, concept):
    _, answers, game, domain, found = case
    chosen = SOLUTIONS[concept](found.found, domain.floor)
    if answers[concept] is None:
        assert chosen == ()
        return
    utils = [of(game, found.package[i]) for i in chosen]
    assert any(
        [float(u) for u in each] == pytest.approx(answers[concept]["utils"], rel=1e-9)
        for each in utils
    )
    assert scored(concept, utils[0], game, answers) == pytest.approx(answers[concept]["value"])


def scored(concept, utility, game, answers):
    """What the concept makes as large as it can, by its definition."""
    gained = [float(each) for each in gains(utility, game)]
    if concept == "nash":
        return math.prod(gained)
    if concept == "egalitarian_leximin":
        return min(gained)
    if concept == "utilitarian_rational":
        return float(sum(utility))
    ideal = answers[concept]["ideal"]
    hopes = [best - float(d) for best, d in zip(ideal, game.no_deal, strict=True)]
    return min(gain / hope for gain, hope in zip(gained, hopes, strict=True))


@pytest.mark.parametrize("concept", SOLUTIONS)
def test_where_negmas_differs_ours_is_the_larger_by_the_definition(case, concept):
    reading, answers, game, domain, found = case
    theirs = answers["negmas"][NEGMAS[concept]]
    if theirs is None:
        assert answers[concept] is None
        return
    chosen = SOLUTIONS[concept](found.found, domain.floor)
    ours, *ties = [of(game, found.package[i]) for i in chosen]
    given = [Fraction(str(u)) for u in theirs]
    differs = all([float(u) for u in each] != pytest.approx(theirs) for each in (ours, *ties))
    assert differs == ((game.title, concept) in DIFFER.get(reading, ()))
    mine, other = (scored(concept, u, game, answers) for u in (ours, given))
    assert mine >= other * (1 - 1e-12)
    if differs:
        assert sorted(gains(ours, game)) > sorted(gains(given, game))


# ------------------------------------------------------------------ scorable games


def scorable(folder, given):
    (folder / "scores_files").mkdir()
    lines = [f"{p['name']},{p['file']},{p['role']},cooperative,model" for p in given["parties"]]
    (folder / "config.txt").write_text("\n".join(lines), "utf-8")
    for p in given["parties"]:
        rows = [", ".join(map(str, row)) for row in p["scores"]]
        text = "\n".join([*rows, f"{p['min']} "])
        (folder / "scores_files" / f"{p['file']}.txt").write_text(text, "utf-8")


@pytest.fixture(params=SCORABLE)
def scores(request, tmp_path):
    """(answers, game, domain, which packages each party accepts (n, n_parties))"""
    given = data(f"scorable_{request.param}")
    scorable(tmp_path, given)
    game = read_game(tmp_path)
    domain = domain_of(game)
    return given["answers"], game, domain, listed(domain) >= domain.floor


def test_who_accepts_how_many_packages_is_as_published(scores):
    answers, game, _, accepts = scores
    must = [game.parties.index(name) for name in game.including]
    rule = (accepts.sum(axis=1) >= game.at_least) & accepts[:, must].all(axis=1)
    assert len(accepts) == answers["n_outcomes"]
    assert accepts.all(axis=1).sum() == answers["to_all"]
    assert rule.sum() == answers["under_rule"]
    assert accepts[rule].sum(axis=0).tolist() == answers["per_party_under_rule"]
    if "per_party" in answers:
        assert accepts.sum(axis=0).tolist() == answers["per_party"]
        alone = (accepts.sum(axis=1) == accepts.shape[1] - 1)[:, None] & ~accepts
        assert alone.sum(axis=0).tolist() == answers["blocked_alone"]


def test_the_published_204_and_52_packages_of_the_game_with_seven_parties():
    """LLM-Deliberation, evaluation/adjust_games.ipynb: 204 under the rule, 52 accepted by all."""
    answers = data("scorable_base_7players")["answers"]
    assert (answers["under_rule"], answers["to_all"], answers["n_outcomes"]) == (204, 52, 2_880)


def test_the_frontiers_and_solutions_of_the_scorable_games(scores):
    answers, game, domain, _ = scores
    exact, found = answers["exact"], points(domain)
    assert len(points(domain, floor=0 * domain.floor).found.utility) == exact["pareto_all"]
    assert len(found.found.utility) == exact["pareto_rational"]
    for concept, solution, value in (
        ("nash", nash, "product"),
        ("utilitarian_rational", utilitarian, "sum"),
        ("egalitarian_maximin_gain", egalitarian, "gain"),
    ):
        if concept not in exact:
            continue
        chosen = solution(found.found, domain.floor)
        package = found.package[chosen[0]]
        utility = of(game, package)
        assert [named(game, package)] == exact[concept]["deals"]
        assert [utility] == exact[concept]["scores"]
        score = {"product": math.prod(gains(utility, game)), "sum": sum(utility)}
        assert score.get(value, min(gains(utility, game))) == exact[concept][value]
    if "ks" in answers:
        chosen = kalai_smorodinsky(found.found, domain.floor)
        assert of(game, found.package[chosen[0]]) == answers["ks"]["utils"]


def named(game, package):
    return [issue.options[k] for issue, k in zip(game.issues, package.tolist(), strict=True)]
