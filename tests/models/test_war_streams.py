"""Random numbers by purpose: published vectors, and independence of how they are asked for."""

import subprocess
import sys

import numpy as np
import pytest
from models import oracle_war

from parley.models.war._rules_numba import philox
from parley.models.war.streams import PURPOSES, key, uniforms

# Random123, kat_vectors, philox4x32 10: counter, key, answer.
VECTORS = [
    ([0] * 4, [0] * 2, [0x6627E8D5, 0xE169C58D, 0xBC57AC4C, 0x9B00DBD8]),
    ([0xFFFFFFFF] * 4, [0xFFFFFFFF] * 2, [0x408F276D, 0x41C83B0E, 0xA20BC7C6, 0x6D5451FD]),
    (
        [0x243F6A88, 0x85A308D3, 0x13198A2E, 0x03707344],
        [0xA4093822, 0x299F31D0],
        [0xD16CFE09, 0x94FDCCEB, 0x5001E420, 0x24126EA1],
    ),
]


@pytest.mark.parametrize(("counter", "words", "answer"), VECTORS)
def test_published_vectors(counter, words, answer):
    """Salmon, Moraes, Dror and Shaw (2011), SC '11; the vectors that come with Random123."""
    seed = np.uint64(words[0] | words[1] << 32)
    assert [int(w) for w in philox(seed, *map(np.uint64, counter))] == answer
    assert list(oracle_war.philox(counter, words)) == answer


def test_uniforms_are_those_of_the_oracle():
    seed, weeks = 2**40 + 7, np.arange(5)
    for name, word in PURPOSES.items():
        found = uniforms(seed, 3, weeks, name)
        assert found.tolist() == [list(oracle_war.pair(seed, 3, t, word)) for t in weeks.tolist()]


def test_the_layout_stays():
    """Published results can be repeated: two purposes to a block, in this order, for ever."""
    assert list(PURPOSES) == list(oracle_war.NAMES)
    assert list(PURPOSES.values()) == list(range(18))
    one, other = uniforms(5, 7, 11, "table")[0], uniforms(5, 7, 11, "talk")[0]
    words = philox(key(5), *map(np.uint64, (7, 11, 0, 0)))
    assert [*one, *other] == [(int(word) + 0.5) / 2**32 for word in words]
    assert uniforms(5, 7, 11, "humane").tolist() == [[0.5979395845206454, 0.29995651787612587]]


def test_uniforms_are_uniform_and_apart():
    found = uniforms(1, np.arange(40_000), 5, "battle")
    both = np.concatenate([found, uniforms(1, np.arange(40_000), 5, "talk")], axis=1)
    assert ((both >= 0) & (both < 1)).all()
    assert both.mean(axis=0) == pytest.approx([0.5] * 4, abs=0.007)  # five standard errors
    assert both.var(axis=0) == pytest.approx([1 / 12] * 4, abs=0.002)
    assert abs(np.corrcoef(both.T) - np.eye(4)).max() < 0.025
    assert abs(np.corrcoef(both[:-1, 0], both[1:, 0])[0, 1]) < 0.025


def test_any_batch_gives_the_same_numbers():
    whole = uniforms(9, np.arange(100), 7, "size")
    parts = [uniforms(9, np.arange(a, b), 7, "size") for a, b in ((60, 100), (0, 1), (1, 60))]
    assert np.concatenate([parts[1], parts[2], parts[0]]).tolist() == whole.tolist()
    mixed = uniforms(9, np.arange(100)[::-1], 7, "size")
    assert mixed[::-1].tolist() == whole.tolist()


def test_another_process_gives_the_same_numbers():
    code = "from parley.models.war.streams import uniforms as u; print(u(4, [1, 2], 3, 'talk'))"
    other = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert other.stdout.strip() == str(uniforms(4, [1, 2], 3, "talk"))


@pytest.mark.parametrize("bad", [-1, 2**64])
def test_a_seed_out_of_range(bad):
    with pytest.raises(ValueError, match="seed must lie"):
        key(bad)


@pytest.mark.parametrize(("replication", "week"), [(-1, 0), (2**32, 0), (0, -1), (0, 2**32)])
def test_counters_out_of_range(replication, week):
    with pytest.raises(ValueError, match="must lie between 0 and"):
        uniforms(0, replication, week, "talk")
