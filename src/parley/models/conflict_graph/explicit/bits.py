"""Relations between states as rows of bits, one row for each state.

Bit t of row s, counted from the lowest of the first word on, says whether (s, t) is in the
relation. Bits past the last state are 0.
"""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

__all__ = ["MOST_BYTES", "WORD", "bit_bytes", "joined", "negated", "related", "room"]

Flags = NDArray[np.bool_]
Bits = NDArray[np.uint64]
Pairs = NDArray[np.int64]

WORD = 64  # bits of a word
BLOCK = 1 << 24  # cells compared at a time, so that no table of all pairs is made in bytes
MOST_BYTES = 2 << 30  # what arcs, or relations, or the replies to them may take at one time


def room(needed: int, what: str, advice: str) -> None:
    """Raise `ValueError` if `what` takes more than `MOST_BYTES`, before it is made."""
    if needed > MOST_BYTES:
        raise ValueError(
            f"{what} would take {needed / 1e9:.1f} GB, and the limit is {MOST_BYTES / 1e9:.1f} GB "
            f"(MOST_BYTES in {__name__}): {advice}"
        )


def bit_bytes(n_states: int) -> int:
    """Bytes of one relation."""
    return n_states * _words(n_states) * 8


def related(n_states: int, holds: Callable[[slice], Flags]) -> Bits:
    """The relation of which `holds` gives the rows of some states, (n_rows, n_states), as bits.

    No state is related to itself, whatever `holds` says.
    """
    found = np.empty((n_states, _words(n_states)), np.uint64)
    step = max(1, BLOCK // n_states)
    for low in range(0, n_states, step):
        rows = holds(slice(low, low + step))
        rows[np.arange(len(rows)), np.arange(low, low + len(rows))] = False
        found[low : low + step] = _packed(rows)
    return found


def joined(n_states: int, pairs: Pairs) -> Bits:
    """The relation of these pairs, (n_pairs, 2), in both directions."""
    found = np.zeros((n_states, _words(n_states)), np.uint64)
    for s, t in (pairs.T, pairs.T[::-1]):
        np.bitwise_or.at(found, (s, t // WORD), np.uint64(1) << (t % WORD).astype(np.uint64))
    return found


def negated(bits: Bits) -> Bits:
    """The pairs that are not in the relation, each state with itself among them."""
    found = ~bits
    if spare := -len(bits) % WORD:
        found[:, -1] &= ~np.uint64(0) >> np.uint64(spare)
    return found


def _words(n_states: int) -> int:
    return -(-n_states // WORD)


def _packed(rows: Flags) -> Bits:
    n, n_states = rows.shape
    found = np.zeros((n, _words(n_states) * 8), np.uint8)
    found[:, : -(-n_states // 8)] = np.packbits(rows, axis=1, bitorder="little")
    return found.view("<u8").astype(np.uint64, copy=False)
