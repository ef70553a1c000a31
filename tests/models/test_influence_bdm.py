"""Bueno de Mesquita's model after Scholz, Calbert and Smith: their example, program and loops."""

import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parley.models.influence.bdm import KINDS, VARIANTS, bdm, moves

DATA = Path(__file__).parent.parent / "data" / "influence"
EMISSIONS, SULTAN, DEU = (
    json.loads((DATA / f"bdm_{name}.json").read_text(encoding="utf-8"))
    for name in ("emission_standards", "sultan", "deu")
)
TIE = 1e-12

seeds = st.integers(0, 2**32 - 1)
variants = st.sampled_from(list(VARIANTS))
few = settings(max_examples=40, deadline=None)


def run_of(case, run, **options):
    start = np.array(run["position"][0]) / case["scale"]
    rounds = len(run["position"]) - 1
    return bdm(start, case["salience"], case["capability"], q=run["q"], rounds=rounds, **options)


@pytest.mark.parametrize(
    ("case", "run"),
    [
        (EMISSIONS, EMISSIONS["runs"][0]),
        (EMISSIONS, EMISSIONS["runs"][1]),
        (SULTAN, SULTAN["runs"][0]),
    ],
    ids=["emissions", "emissions, q 1/2", "sultan"],
)
def test_the_program_of_the_paper(case, run):
    """Every number that bdm_scholz_model.py printed or held; sources in the data files."""
    found = run_of(case, run)
    assert found.position * case["scale"] == pytest.approx(np.array(run["position"]), abs=1e-9)
    assert found.mean * case["scale"] == pytest.approx(np.array(run["mean"]), abs=1e-9)
    assert found.median * case["scale"] == pytest.approx(np.array(run["median"]), abs=1e-9)
    assert found.exponent == pytest.approx(np.array(run["exponent"]), abs=1e-9)
    for t, expected in enumerate(run["moves"]):
        made = moves(found, t)
        assert [[*move[:3]] for move in made] == [move[:3] for move in expected]
        for move, (i, j, _, own, others) in zip(made, expected, strict=True):
            assert found.challenge[t, i, j] == pytest.approx(own, abs=1e-9)
            assert found.threat[t, i, j] == pytest.approx(others, abs=1e-9)
            assert (move.start, move.end) == (found.position[t, i], found.position[t + 1, i])


def test_the_published_table_is_that_of_the_program():
    """Scholz, Calbert and Smith (2011), Table 2: near in all but the second median."""
    table, found = EMISSIONS["table_2"], run_of(EMISSIONS, EMISSIONS["runs"][0])
    off = np.abs(found.median[1:9] * 10 - table["median"])
    assert off.mean() == pytest.approx(0.08, abs=0.005)
    assert off.argmax() == 1
    assert np.delete(off, 1).max() < 0.1
    assert np.abs(found.mean[1:9] * 10 - table["mean"]).mean() == pytest.approx(0.04, abs=0.005)


def test_the_printed_equations_do_not_give_the_published_table():
    found = run_of(EMISSIONS, EMISSIONS["runs"][0], variant="scholz-text")
    assert (found.median[1:9] * 10).round(9).tolist() == [7] * 8
    assert min(EMISSIONS["table_2"]["median"]) > 7.3
    assert "do not give the Table 2" in VARIANTS[found.variant]


@pytest.mark.parametrize("issue", DEU["issues"], ids=lambda issue: issue["id"])
@pytest.mark.parametrize("variant", VARIANTS)
def test_decisions_of_the_european_union(issue, variant):
    """Weighted means from a program written apart from this one, at 6 decimals of 0 to 100."""
    x, s = np.array(issue["position"]) / 100, np.array(issue["salience"]) / 100
    found = bdm(x, s, issue["capability"], variant=variant)
    for t, mean in issue["expected"][variant].items():
        assert 100 * found.mean[int(t)] == pytest.approx(mean, abs=1e-6)


# loops


def slow(x, s, c, variant, q, rounds):
    """Positions by round, and who took whose offer, straight from the equations."""
    n, coded = len(x), variant == "scholz-code"
    w = [c[i] * s[i] for i in range(n)]
    width = max(x) - min(x) or 1.0
    course, took = [list(x)], []
    for _ in range(rounds):
        x = course[-1]
        r = [1.0] * n
        found = slow_views(x, s, w, r, width, coded, q)
        exposed = [sum(found[i, j][1] for j in range(n) if j != i) for i in range(n)]
        if max(exposed) - min(exposed) > TIE:
            span, both = max(exposed) - min(exposed), max(exposed) + min(exposed)
            taste = [(2 * each - both) / span for each in exposed]
            r = [(3 - each) / (3 + each) for each in taste]
        found = slow_views(x, s, w, r, width, coded, q)
        who = [slow_choice(i, x, w, found, coded) for i in range(n)]
        took.append([-1 if each is None else each[0] for each in who])
        course.append([x[i] if who[i] is None else who[i][1] for i in range(n)])
    return np.array(course), np.array(took)


def slow_views(x, s, w, r, width, coded, q):
    """What i expects of challenging j, and j of challenging i, by pair."""
    n = len(x)
    mu = slow_median(x, w)

    def d(a, b):
        return abs(a - b) / width

    def votes(i, j):
        e = r if coded else [1] * n
        return sum(w[k] * max(0, d(x[k], x[j]) ** e[k] - d(x[k], x[i]) ** e[k]) for k in range(n))

    def chance(i, j):
        if coded:
            total = sum(votes(a, b) + votes(b, a) for a in range(n) for b in range(n))
        else:
            total = votes(i, j) + votes(j, i)
        return votes(i, j) / total if total else 0

    def expects(i, j, e):
        wins, loses = 2 - 4 * (0.5 - d(x[i], x[j]) / 2) ** e, 2 - 4 * (0.5 + d(x[i], x[j]) / 2) ** e
        stays = q * (2 - 4 * 0.5**e)
        if not coded:
            way = (d(x[i], mu) + d(x[i], x[j])) / 4
            helps = abs(x[i] - mu) < abs(x[i] - x[j])
            stays += (1 - q) * (2 - 4 * (0.5 - way if helps else 0.5 + way) ** e)
        p = chance(i, j)
        return s[j] * (p * wins + (1 - p) * loses) + (1 - s[j]) * wins - stays

    return {
        (i, j): (expects(i, j, r[i]), expects(j, i, r[i] if coded else r[j]))
        for i in range(n)
        for j in range(n)
        if i != j
    }


def slow_median(x, w):
    half, below = sum(w) / 2, 0.0
    ordered = sorted((x[i], w[i]) for i in range(len(x)) if w[i] > 0)
    for k, (at, weight) in enumerate(ordered):
        below += weight
        if abs(below - half) < 1e-9 * half:
            return (at + ordered[k + 1][0]) / 2
        if below > half:
            return at
    return None


def slow_choice(i, x, w, found, coded):
    """Whose offer i takes, and where it goes; nothing if it stays."""
    options = []
    for j in range(len(x)):
        if j == i or abs(x[i] - x[j]) <= TIE:
            continue
        a, b = found[i, j]
        if a > TIE and b > a + TIE:
            kind, end = 1, x[j]
        elif a < -TIE and b > -a + TIE:
            kind, end = 2, x[i] + (x[j] - x[i]) * -a / b
        elif a < -TIE and b > TIE and not coded:
            kind, end = 3, x[j]
        else:
            continue
        move = round(abs(end - x[i]), 9)
        lowest = round((abs(a) * x[i] + abs(b) * x[j]) / (abs(a) + abs(b)), 9)
        rank = (kind, lowest if kind == 2 else move) if coded else (move, kind)
        options.append((rank, j, end))
    best = [each for each in options if each[0] == min(options)[0]]
    up, down = ([each for each in best if (each[2] > x[i]) == above] for above in (True, False))
    if up and down:
        pull = sum(w[each[1]] for each in up) - sum(w[each[1]] for each in down)
        best = [] if abs(pull) <= TIE * sum(w) else up if pull > 0 else down
    return best[0][1:] if best else None


@pytest.mark.parametrize("q", [1, 0.5, 0])
@given(seeds, variants, st.booleans())
@few
def test_against_loops(q, seed, variant, coarse):
    rng = np.random.default_rng(seed)
    n = int(rng.integers(1, 7))
    x = rng.integers(0, 5, n) / 4 if coarse else rng.random(n)
    s, c = (rng.integers(0, 5, n) / 4, rng.integers(1, 5, n)) if coarse else rng.random((2, n))
    s[0] = 1
    found = bdm(x, s, c, variant=variant, q=q, rounds=1 if coarse else 4)
    course, took = slow(x.tolist(), s.tolist(), c.tolist(), variant, q, 1 if coarse else 4)
    assert found.position == pytest.approx(course, abs=1e-9)
    assert found.taken.tolist() == took.tolist()


# properties


def some(seed, coarse=False):
    rng = np.random.default_rng(seed)
    n = int(rng.integers(2, 9))
    if coarse:
        return rng.integers(0, 5, n) / 4, rng.integers(1, 5, n) / 4, rng.integers(1, 5, n)
    return rng.random(n), rng.random(n), rng.random(n)


@given(seeds, variants, st.booleans())
@few
def test_the_order_of_actors_does_not_matter(seed, variant, coarse):
    x, s, c = some(seed, coarse)
    order = np.random.default_rng(seed).permutation(len(x))
    run = bdm(x, s, c, variant=variant, rounds=2)
    other = bdm(x[order], s[order], c[order], variant=variant, rounds=2)
    assert other.position == pytest.approx(run.position[:, order], abs=1e-9)


@given(seeds)
@few
def test_the_printed_reading_knows_no_up_and_down(seed):
    x, s, c = some(seed, coarse=True)
    run, turned = (bdm(at, s, c, variant="scholz-text", rounds=2) for at in (x, 1 - x))
    assert turned.position == pytest.approx(1 - run.position, abs=1e-9)


@given(seeds, variants)
@few
def test_the_unit_of_capability_does_not_matter(seed, variant):
    x, s, c = some(seed)
    run, other = (bdm(x, s, k * c, variant=variant, rounds=3) for k in (1, 64))
    assert other.position == pytest.approx(run.position, abs=1e-12)


@given(seeds, variants, st.sampled_from([0, 0.3, 1]))
@few
def test_every_move_follows_an_offer(seed, variant, q):
    """Nobody goes past its partner, and nobody moves who has no offer."""
    x, s, c = some(seed)
    run = bdm(x, s, c, variant=variant, q=q, rounds=3)
    assert ((run.exponent > 0.5 - 1e-9) & (run.exponent < 2 + 1e-9)).all()
    for t in range(3):
        made = {move.actor: move for move in moves(run, t)}
        for i in range(len(x)):
            if i not in made:
                assert run.position[t + 1, i] == run.position[t, i]
                continue
            move = made[i]
            other = run.position[t, move.other]
            low, high = sorted((move.start, other))
            assert low - 1e-12 <= move.end <= high + 1e-12
            assert move.end == run.point[t, i, move.other]
            assert (move.kind == "compromise") or move.end == pytest.approx(other, abs=1e-12)


@given(seeds)
@few
def test_chances_of_both_sides(seed):
    x, s, c = some(seed)
    text, code = (
        bdm(x, s, c, variant=v, rounds=1).chance[0] for v in ("scholz-text", "scholz-code")
    )
    assert text + text.T == pytest.approx(np.ones_like(text), abs=1e-12)
    assert code.sum() == pytest.approx(0.5, abs=1e-12)  # all pairs share the denominator


@pytest.mark.parametrize("variant", VARIANTS)
def test_agreement_stays(variant):
    run = bdm([0.3] * 4, [1, 0.5, 0, 1], [1, 2, 3, 0], variant=variant, q=0.5, rounds=3)
    assert (run.position == 0.3).all()
    assert (run.exponent == 1).all()
    assert run.mean == pytest.approx(np.full(4, 0.3), abs=1e-15)
    assert not run.kind.any()


@pytest.mark.parametrize("variant", VARIANTS)
def test_one_actor(variant):
    run = bdm([0.3], [1], [5], variant=variant, rounds=2)
    assert run.position.tolist() == [[0.3], [0.3], [0.3]]
    assert run.median.tolist() == [0.3, 0.3, 0.3]


def test_two_actors():
    """s = (1, 1/2), w = (1, 3), D = 1, so P_21 = 3/4, whoever wins gets 2 and whoever loses -2.

    At r = 1, E_12 = 2 (1 - 2 (1/2)(3/4)) = 1/2 and E_21 = 2 (1 - 2 (1/4)) = 1: the second is less
    exposed, r = (1/2, 2). Then E_12 = 1/2 - (2 - 4 / sqrt 2) and E_21 = 1 - (2 - 4 / 4) = 0, and
    neither can make the other an offer.
    """
    run = bdm([0, 1], [1, 0.5], [1, 6], variant="scholz-text", rounds=1)
    assert run.exponent[0] == pytest.approx([0.5, 2])
    assert run.chance[0, 1, 0] == pytest.approx(0.75)
    assert run.challenge[0, 0, 1] == pytest.approx(4 / np.sqrt(2) - 1.5)
    assert run.challenge[0, 1, 0] == pytest.approx(0, abs=1e-12)
    assert run.position[1].tolist() == [0, 1]


def test_between_equals_on_both_sides_nobody_is_favoured():
    """Symmetric: what the middle does must not depend on who is listed first; it stays."""
    s = [1, 0.2, 1]
    for x in ([0, 0.5, 1], [0.6, 0.8, 1]):  # 0.8 - 0.6 and 1 - 0.8 differ by rounding
        run = bdm(x, s, [1, 1, 1], variant="scholz-text", rounds=3)
        assert (run.kind[0, 1, [0, 2]] > 0).all()
        assert (run.position[:, 1] == x[1]).all()
    for c, goes_up in (([1, 1, 1.001], True), ([1.001, 1, 1], False)):
        run = bdm([0, 0.5, 1], s, c, variant="scholz-text", rounds=1)
        assert (run.position[1, 1] > 0.5) == goes_up


def test_the_program_prefers_the_lowest_compromise():
    """Symmetric, but the middle goes down; turned around it does so again."""
    for x in ([0, 0.5, 1], [1, 0.5, 0]):
        run = bdm(x, [1, 0.2, 1], [1, 1, 1], rounds=1)
        assert [KINDS[kind] for kind in run.kind[0, 1, [0, 2]]] == ["compromise"] * 2
        assert run.position[1, 1] < 0.5


def test_who_counts_for_nothing_changes_nobodys_chances():
    x, s, c = [0.1, 0.5, 0.8], [1, 0.6, 0.9], [1, 2, 3]
    run = bdm(x, s, c, variant="scholz-text", rounds=1)
    more = bdm([*x, 0.4], [*s, 0.7], [*c, 0], variant="scholz-text", rounds=1)
    assert more.chance[0, :3, :3] == pytest.approx(run.chance[0], abs=1e-12)
    assert (more.mean[0], more.median[0]) == pytest.approx((run.mean[0], run.median[0]))


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"variant": "scholz"}, "is none of"),
        ({"q": 1.5}, "between 0 and 1"),
        ({"rounds": 0}, "there must be a round"),
        ({"salience": [0, 0]}, "nobody has any weight"),
        ({"capability": [0, 0]}, "nobody has any weight"),
        ({"position": [[0, 1], [1, 0]], "salience": [[1, 1], [1, 1]]}, "one issue at a time"),
        ({"position": [0, 2]}, "between 0 and 1"),
    ],
)
def test_what_it_refuses(changed, sentence):
    given_ = {"position": [0, 1], "salience": [1, 1], "capability": [1, 1]} | changed
    with pytest.raises(ValueError, match=sentence):
        bdm(**given_)


def test_kinds_are_in_order_of_preference():
    assert KINDS == ("none", "confrontation", "compromise", "capitulation")
