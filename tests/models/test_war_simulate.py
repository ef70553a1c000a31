"""Any batches, workers or order give the same; interrupts; scenarios compared; bad input."""

import signal
import subprocess
import sys

import numpy as np
import pytest
from models.war_cases import FIXED, one_battle, skeleton

from parley.models.war import simulate as module
from parley.models.war.differences import difference
from parley.models.war.simulate import paths, simulate
from parley.models.war.war import changed, checked
from parley.models.war.worth import bellman

KEPT = ("replication", "end_week", "kind", "first_pause", "front", "share", "worth")
ANY = {"truth": 0.25}
PER_TYPE = ("strength", "resolve", "demand", "talk_gain")
SMALL = {"replications": 5, "weeks": 5}
COUNTS = ("tally", "ends", "pauses", "shares", "worth_sum", "done")


def rich(**more):
    """Types, talks, pauses, breaches, strikes and shifting power together."""
    given = {
        "stock": [[5, 2], [4, 3]],
        "loss": [[[0.02, 0.05], [0.03, 0.04]], [[0.01, 0]] * 2, [[0.01, 0]] * 2],
        "production": 0.1,
        "strike": 0.1,
        "strike_share": [[[0.05, 0.2], [0, 0.1]]] * 2,
        "cost": [0.004, 0.006],
        "tempo": 0.5,
        "precision": 25,
        "strength": [[1, 1.2], [0.9, 1.1]],
        "resolve": [[1, 2], [0.5, 1.5]],
        "belief": [[0.2, 0.3], [0.3, 0.2]],
        "demand": [[0.3, 0.6], [0.5, 0.6]],
        "fronts": 6,
        "front": 3,
        "temper": 0.5,
        "pause_share": 0.4,
        "accident": 0.01,
        "review": 0.2,
        "talk_cost": 0.03,
        "breakdown": 0.004,
        "temptation": 0.02,
        "detection": 0.8,
        "channel": 0.1,
    }
    return checked(**given | more)


def same(one, other, names=(*KEPT, *COUNTS)):
    for name in names:
        np.testing.assert_array_equal(getattr(one, name), getattr(other, name))


@pytest.mark.parametrize("level", [0, 1])
def test_any_block_size_and_workers_give_the_same(monkeypatch, level):
    war = rich()
    how = {"replications": 1500, "weeks": 60, "seed": 8, "worth": bellman(war) if level else None}
    whole = simulate(war, workers=1, **how)
    for block, workers in ((7, 1), (64, 3), (1500, 2)):
        monkeypatch.setattr(module, "BLOCK", block)
        same(whole, simulate(war, workers=workers, **how))
    assert len(set(whole.kind.tolist())) >= 4
    assert (whole.first_pause > 0).any()


def test_any_batches_give_the_same():
    war = rich()
    whole = simulate(war, replications=200, weeks=40)
    parts = [simulate(war, replications=b - a, weeks=40, first=a) for a, b in ((0, 77), (77, 200))]
    for name in KEPT:
        joined = np.concatenate([getattr(part, name) for part in parts])
        np.testing.assert_array_equal(joined, getattr(whole, name))
    assert (parts[0].tally + parts[1].tally).tolist() == whole.tally.tolist()
    assert (parts[0].worth_sum + parts[1].worth_sum).tolist() == whole.worth_sum.tolist()


def test_another_process_gives_the_same():
    code = (
        "from models.test_war_simulate import rich, simulate;"
        "found = simulate(rich(), replications=50, weeks=30, seed=2);"
        "print(found.worth.tobytes().hex(), found.end_week.tolist())"
    )
    command = [sys.executable, "-c", f"import sys; sys.path[:0] = {sys.path!r}; {code}"]
    other = subprocess.run(command, capture_output=True, text=True, check=True).stdout.split(" ", 1)
    found = simulate(rich(), replications=50, weeks=30, seed=2)
    assert other[0] == found.worth.tobytes().hex()
    assert other[1].strip() == str(found.end_week.tolist())


def test_nothing_kept_counts_the_same():
    war = rich()
    kept, light = (simulate(war, replications=100, weeks=30, keep=k) for k in (True, False))
    same(kept, light, COUNTS)
    assert len(light.replication) == len(light.kind) == len(light.worth) == 0
    assert kept.mean_worth == pytest.approx(kept.worth.mean(axis=0, dtype=float), abs=1e-7)


def test_summaries_agree_with_each_replication():
    found = simulate(rich(), replications=400, weeks=50)
    assert found.phase_share.sum(axis=1) == pytest.approx(np.ones(50))
    assert found.end_share == pytest.approx(np.bincount(found.kind, minlength=5) / 400)
    over = np.where(found.kind >= 2, found.end_week, 51)
    for q in (0.1, 0.25, 0.5):
        assert found.end_week_quantile(q) == np.quantile(over, q, method="inverted_cdf")
    assert found.pauses.sum() == (found.first_pause >= 0).sum()
    assert found.shares.sum() == (~np.isnan(found.share)).sum()
    lasting = simulate(skeleton(0, 1e-9, 0), replications=10, weeks=5)
    assert lasting.end_week_quantile(0.5) == 6


def test_an_interrupt_keeps_what_is_done(monkeypatch):
    war, how = rich(), {"replications": 100, "weeks": 20, "workers": 1}
    monkeypatch.setattr(module, "BLOCK", 10)
    whole, block, calls = simulate(war, **how), module._block, []

    def stopping(*given):
        if len(calls) == 3:
            raise KeyboardInterrupt
        calls.append(given)
        block(*given)

    monkeypatch.setattr(module, "_block", stopping)
    part = simulate(war, **how)
    assert part.partial
    assert not whole.partial
    assert part.done == 30
    assert part.replication.tolist() == list(range(30))
    assert part.worth.tolist() == whole.worth[:30].tolist()
    assert part.ends.sum() == 30


def test_ctrl_c_in_a_real_process_keeps_what_is_done():
    code = (
        "from models.test_war_simulate import rich, simulate\n"
        "simulate(rich(), replications=1, weeks=1)\n"
        "print('ready', flush=True)\n"
        "found = simulate(rich(), replications=20_000_000, weeks=300, keep=False)\n"
        "print(found.partial, found.done, found.ends.sum())"
    )
    command = [sys.executable, "-c", f"import sys; sys.path[:0] = {sys.path!r}\n{code}"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout.readline() == "ready\n"
        with pytest.raises(subprocess.TimeoutExpired):
            process.wait(1)
        process.send_signal(signal.SIGINT)
        partial, done, counted = process.communicate(timeout=60)[0].split()
    assert process.returncode == 0
    assert partial == "True"
    assert done == counted
    assert 0 < int(done) < 20_000_000


def test_another_failure_is_not_swallowed(monkeypatch):
    def failing(*_given):
        raise ZeroDivisionError

    monkeypatch.setattr(module, "_block", failing)
    with pytest.raises(ZeroDivisionError):
        simulate(rich(), replications=10, weeks=5)


# scenarios


def test_common_numbers_save_nearly_all_of_the_work():
    """A skeleton of 52 weeks, 2,000 replications: paired, the variance is a twentieth or less."""
    base = {"k1": 0.004, "k2": 0.004, "c": 0.02, "b": 0.03, "v": 0.08, "r": 0.5}
    one, other = (
        simulate(skeleton(a, **base), replications=2000, weeks=52, seed=6) for a in (0.01, 0.0105)
    )
    found = difference(one, other)["settled"]
    assert found.ratio >= 20
    assert found.mean > 0
    change = (other.kind == 2).astype(float) - (one.kind == 2)
    assert found.error == pytest.approx(change.std(ddof=1) / np.sqrt(2000))


def test_a_scenario_does_not_differ_from_itself():
    found = simulate(rich(), replications=50, weeks=20)
    for each in difference(found, found).values():
        assert (each.mean, each.error, each.ratio) == (0, 0, np.inf)


def test_a_difference_needs_numbers_in_common():
    war = skeleton(0.1, 0.01, 0.01)
    one = simulate(war, replications=50, weeks=20)
    for other in ({"seed": 1, "weeks": 20}, {"weeks": 21}):
        with pytest.raises(ValueError, match="share the seed and the weeks"):
            difference(one, simulate(war, replications=50, **other))
    for other in ({"first": 49}, {"keep": False}):
        with pytest.raises(ValueError, match="two replications in common"):
            difference(one, simulate(war, replications=50, weeks=20, **other))


def test_what_favours_a_side_raises_its_worth():
    """More strength for side 1 never harms it, number by number, without talks."""
    war = checked(stock=[[1], [1]], cost=0, discount=0.999, **FIXED)
    strong = changed(war, stock=[[1.3], [1]])
    one, other = (simulate(w, replications=500, weeks=300) for w in (war, strong))
    assert ((one.kind == 4) <= (other.kind == 4)).all()
    assert difference(one, other)["worth of side 1"].mean > 0.05


# input


@pytest.mark.parametrize(
    ("bad", "sentence"),
    [
        ({"tempo": 1.5}, "tempo must lie between 0 and 1"),
        ({"settle": -0.1}, "settle must lie between 0 and 1"),
        ({"hope": np.nan}, "hope must lie between 0 and 1"),
        ({"stock": [[1], [-1]]}, "stock must be finite and not negative"),
        ({"stock": [1, 2]}, "stock must be a row of classes for each of two sides"),
        ({"cost": np.inf}, "cost must be finite and not negative"),
        ({"precision": 0}, "precision must be finite and positive"),
        ({"relief": np.nan}, "relief must be finite"),
        ({"belief": [[0.5]]}, "belief must sum to 1"),
        ({"truth": [[0.5]]}, "truth must sum to 1"),
        ({"belief": [np.eye(2) / 2, np.full((2, 2), 0.3)], **ANY}, "belief must sum to 1"),
        ({"belief": [np.eye(2) / 2, np.full((2, 2), 0.25)]}, "truth must say how types are drawn"),
        ({"news": 2}, "news must lie between 0 and 1"),
        ({"reliable": -0.1}, "reliable must lie between 0 and 1"),
        ({"territory": 1.1}, "territory must lie between 0 and 1"),
        ({"cap": -1}, "cap must not be negative"),
        ({"cap": np.nan}, "cap must not be negative"),
        ({"concede": 0.1, "demand": 0.5}, "highest demands of more than 1 together"),
        ({"proposer": [[0.5, 0.4], [1, 0]]}, "each row of proposer must sum to 1"),
        ({"collapse": 0.7}, "collapse must not sum to more than 1"),
        ({"strike_share": [[[0.2, 0.1]]]}, "from the smaller share to the larger"),
        ({"fronts": 51}, "fronts must be 2 to 50"),
        ({"front": 10}, "front 1 to fronts - 1"),
        ({"pause_weeks": 0}, "pause_weeks must be 1 to 104"),
        ({"discount": 0}, "discount must lie between 0"),
        ({"loss": [1, 2, 3]}, "loss must be one number or of shape"),
        ({"stock": np.ones((2, 9))}, "at most 8 types of a side and 8 classes"),
        ({"tempo": 0, "settle": 0, "pause": 0}, "nothing can end this war"),
        ({"tempo": 0, "discount": 1, "settle": np.nan}, "needs battles or a discount below 1"),
        ({"discount": 1, "fail": np.nan}, "needs a discount below 1 or fail"),
        ({"peace": 1}, r"knows no \['peace'\]"),
    ],
)
def test_bad_input_in_a_sentence(bad, sentence):
    with pytest.raises(ValueError, match=sentence):
        checked(**{"stock": [[1], [1]], "cost": 0.01, "fail": 0.0} | bad)


def test_every_problem_has_a_sentence():
    with pytest.raises(ValueError, match="tempo must") as caught:
        checked(stock=[[1], [1]], cost=0.01, tempo=2, hope=-1, front=0)
    assert len(str(caught.value).splitlines()) == 3


def test_a_worth_of_another_war_is_refused():
    war = one_battle(0.5, 0.1, fronts=4, front=2, discount=0.9)
    worth = bellman(war, points=3)
    for other in ({"fronts": 5}, {"belief": [[0.5, 0.5], [0, 0]], "truth": 0.25}):
        with pytest.raises(ValueError, match="not of this war"):
            simulate(changed(war, **dict.fromkeys(PER_TYPE, 1), **other), **SMALL, worth=worth)


@pytest.mark.parametrize(
    ("bad", "sentence"),
    [
        ({"replications": 0}, "there must be a replication"),
        ({"weeks": 40_000}, "1 to 32000 weeks"),
        ({"first": -1}, "numbered from 0"),
        ({"first": 2**32 - 5}, "numbered from 0"),
        ({"seed": -1}, "seed must lie"),
        ({"replications": 2**31}, "bytes of memory"),
    ],
)
def test_too_many_or_none(bad, sentence):
    with pytest.raises(ValueError, match=sentence):
        simulate(one_battle(0.5, 0.1), **{"replications": 10, "weeks": 5} | bad)


def test_paths_too_long_for_memory():
    with pytest.raises(ValueError, match="bytes of memory"):
        paths(one_battle(0.5, 0.1), replications=10**6, weeks=10_000)
