"""Twelve more published domains: integers, GeniusWeb, up to nine parties, 1.94 million packages.

Known of these are the number of outcomes and rational outcomes, the sizes of the frontiers and the
Nash point of NegMAS 0.16.0, to four digits, as it computes them in floats. The numbers of the
domains stand in tests/data/domains/table, each with its source. They were read in stored versions
of several commits; that the answers come out says that they are those of the commit named.
"""

import json
from functools import reduce
from itertools import product
from pathlib import Path

import numpy as np
import pytest
from models.reference_cases import beats, of, written, written_geniusweb, written_integers

from parley.case.formats import read_game
from parley.models.domain import points
from parley.models.export import domain_of
from parley.models.frontier import kalai_smorodinsky, nash

TABLE = Path(__file__).parent.parent / "data" / "domains" / "table"
GIVEN = {path.stem: json.loads(path.read_text("utf-8")) for path in sorted(TABLE.glob("*.json"))}
ROWS = [(name, reading) for name, given in GIVEN.items() for reading in given["published"]]
WRITERS = {"lines": written_integers, "utilities": written_geniusweb, "evaluations": written}

# Where sums in floats split what is equal: 175 points with a false one, 35 packages just below .5.
EXACT = {
    ("CarPurchase_9p", "raw"): {"frontier": 174, "frontier_of_all": 174},
    ("Wholesaler", "genius"): {"rational": 4_906},
}
# NegMAS makes up an issue worth 1 to all where the issues of a file are not numbered from 0.
MADE_UP = {("AMPOvsCity", "raw"): 1}


def game_of(name, reading, folder):
    kind = next(key for key in WRITERS if key in GIVEN[name]["profiles"][0])
    WRITERS[kind](folder, GIVEN[name])
    return read_game(folder, raw=reading == "raw")


def sums(domain):
    """The utilities of every package, `(n, n_parties)`, in the order of their levels."""
    return reduce(lambda a, b: (a[:, None] + b).reshape(-1, b.shape[1]), domain.utility)


def lowest(domain):
    """The least that each party can get."""
    return sum(table.min(axis=0) for table in domain.utility)


def highest(domain):
    return sum(table.max(axis=0) for table in domain.utility)


@pytest.mark.parametrize(("name", "reading"), ROWS)
def test_outcomes_rational_outcomes_and_frontiers_are_as_many_as_published(name, reading, tmp_path):
    published = GIVEN[name]["published"][reading]
    domain = domain_of(game_of(name, reading, tmp_path))
    table = sums(domain)
    everywhere = points(domain, floor=lowest(domain)).found.utility
    found = {
        "outcomes": len(table),
        "rational": int((table >= domain.floor).all(axis=1).sum()),
        "frontier": len(points(domain).found.utility),
        "frontier_of_all": len(everywhere),
    }
    assert found == {k: published[k] for k in found} | EXACT.get((name, reading), {})


@pytest.mark.parametrize(
    ("name", "reading"),
    [(name, r) for name, r in ROWS if "negmas_nash" in GIVEN[name]["published"][r]],
)
def test_nash_from_where_negmas_begins_is_the_point_of_negmas(name, reading, tmp_path):
    """It measures gains from the larger of reservation value and smallest utility of all."""
    game = game_of(name, reading, tmp_path)
    domain = domain_of(game)
    begin = np.maximum(lowest(domain), domain.floor)
    found = points(domain, floor=begin)
    (best,) = nash(found.found, begin)
    utility = [float(u) + MADE_UP.get((name, reading), 0) for u in of(game, found.package[best])]
    published = GIVEN[name]["published"][reading]["negmas_nash"]
    assert utility == pytest.approx(published, rel=5e-4)


SMALL = [(name, r) for name, r in ROWS if GIVEN[name]["published"][r]["outcomes"] <= 3_600]


@pytest.mark.parametrize(("name", "reading"), SMALL)
def test_in_fractions_the_frontier_beats_or_equals_every_rational_package(name, reading, tmp_path):
    game = game_of(name, reading, tmp_path)
    frontier = {tuple(of(game, package)) for package in points(domain_of(game)).package.tolist()}
    assert not any(beats(v, u) for u in frontier for v in frontier)
    choices = product(*(range(len(issue.options)) for issue in game.issues))
    for utility in (tuple(of(game, package)) for package in choices):
        rational = all(u >= d for u, d in zip(utility, game.no_deal, strict=True))
        covered = utility in frontier or any(beats(v, utility) for v in frontier)
        assert covered or not rational
        assert rational or utility not in frontier


def in_floats(name, divide):
    """Sums of weights times evaluations as NegMAS adds them, `(n, n_parties)`."""
    columns = []
    for profile in GIVEN[name]["profiles"]:
        weights = [float(weight) for weight in profile["weights"]]
        rows = [[float(each) for each in row] for row in profile["evaluations"]]
        if divide:
            weights = [weight / sum(weights) for weight in weights]
            rows = [[each / max(row) for each in row] for row in rows]
        worth = zip(weights, rows, strict=True)
        tables = [np.array([w * each for each in row]) for w, row in worth]
        columns.append(reduce(lambda a, b: (a[:, None] + b).ravel(), tables))
    return np.array(columns).T


def test_the_175th_point_of_nine_car_buyers_is_a_rounding_error_of_floats():
    table = np.unique(in_floats("CarPurchase_9p", divide=False), axis=0)
    beaten = [((table >= u).all(axis=1) & (table > u).any(axis=1)).any() for u in table]
    assert len(table) - sum(beaten) == 175


def test_the_35_packages_that_floats_put_just_below_no_deal():
    assert (in_floats("Wholesaler", divide=True) >= 0.5).all(axis=1).sum() == 4_871


@pytest.mark.parametrize(
    ("name", "reading", "of_negmas", "largest"),
    [
        ("Domain16_6p", "genius", 0.034, 0.073),
        ("Holiday_5p", "raw", 0.536, 0.663),
        ("Holiday_5p", "genius", 0.536, 0.663),
        ("CarPurchase_9p", "genius", 0.385, 0.473),
        ("CameraB", "genius", 0.803, 0.813),
    ],
)
def test_the_smallest_share_is_larger_than_that_of_the_smallest_spread(
    name, reading, of_negmas, largest, tmp_path
):
    """Kalai-Smorodinsky: NegMAS takes the smallest spread of shares, and so can leave one worse."""
    domain = domain_of(game_of(name, reading, tmp_path))
    begin, ideal = np.maximum(lowest(domain), domain.floor), highest(domain)
    found = points(domain, floor=begin).found
    shares = (found.utility - begin) / (ideal - begin)
    spread = shares.max(axis=1) - shares.min(axis=1)
    assert shares[spread.argmin()].min() == pytest.approx(of_negmas, abs=5e-4)
    best = kalai_smorodinsky(found, begin, ideal)[0]
    assert shares[best].min() == pytest.approx(largest, abs=5e-4)


def test_the_worst_off_of_nine_car_buyers_gets_609_and_with_negmas_575(tmp_path):
    game = game_of("CarPurchase_9p", "genius", tmp_path)
    domain = domain_of(game)
    found = points(domain)
    best = kalai_smorodinsky(found.found, domain.floor)[0]
    assert float(min(of(game, found.package[best]))) == pytest.approx(0.609, abs=5e-4)
    begin = lowest(domain)
    shares = (found.found.utility - begin) / (highest(domain) - begin)
    theirs = (shares.max(axis=1) - shares.min(axis=1)).argmin()
    assert float(min(of(game, found.package[theirs]))) == pytest.approx(0.575, abs=5e-4)
