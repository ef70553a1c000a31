"""Rows of large integers as rows of small ones, for solvers that cannot be trusted with large.

HiGHS computes in floats. CP-SAT computes in integers, yet the presolve of OR-tools 9.15 calls
packages optimal that are not, and proves falsely that there are none, where coefficients are near
1e11: about one small program in a thousand.

With c = low + BASE * high for every coefficient and for `least`, a row holds if and only if there
is a whole number k, the carry, with

    sum(low * x) - BASE * k >= least_low    and    sum(high * x) + k >= least_high

and the second row is split again while its numbers are large. The carry exists because the largest
k that the first row allows leaves a remainder below BASE, which cannot matter to the second.
"""

from collections.abc import Mapping
from typing import TypeVar

from parley.models.solver.program import Draft, Terms

__all__ = ["BASE", "in_small_numbers", "joined"]

Number = TypeVar("Number", int, float)

BASE = 2**12  # HiGHS overlooks a millionth per number; half a unit in a row is far more than that


def in_small_numbers(draft: Draft) -> tuple[Draft, dict[int, Terms]]:
    """The same program without large numbers, and the variables that became several.

    The first variables are those of `draft`; a large one is 0 there, and its digits follow.
    """
    small = draft.copy()
    small.rows, small.loose_rows = [], []
    large: dict[int, Terms] = {}
    for v, upper in enumerate(draft.upper):
        if upper > BASE**2 and v not in draft.loose:
            large[v] = _digits(small, upper)
            small.upper[v] = 0
    for row in draft.rows:
        _split(small, _spread(row.terms, large), row.least)
    for loose in draft.loose_rows:
        small.loose_row(_spread(loose.terms, large), loose.least)
    small.aim = _spread(draft.aim, large)
    return small, large


def joined(draft: Draft, large: dict[int, Terms], values: list[int]) -> tuple[int, ...]:
    """Values of the variables of `draft`, from those of the program in small numbers."""
    whole = values[: len(draft.upper)]
    for v, terms in large.items():
        whole[v] = sum(c * values[digit] for digit, c in terms.items())
    return tuple(whole)


def _digits(draft: Draft, upper: int) -> Terms:
    """New variables that together count from 0 to at least `upper`."""
    terms: Terms = {}
    factor = 1
    while factor <= upper:
        terms[draft.variable(min(BASE - 1, upper // factor))] = factor
        factor *= BASE
    _split(draft, {v: -c for v, c in terms.items()}, -upper)
    return terms


def _spread(terms: Mapping[int, Number], large: dict[int, Terms]) -> dict[int, Number]:
    spread = {v: c for v, c in terms.items() if v not in large}
    for v in large.keys() & terms.keys():
        spread |= {digit: terms[v] * factor for digit, factor in large[v].items()}
    return spread


def _split(draft: Draft, terms: Terms, least: int) -> None:
    while max(map(abs, terms.values()), default=0) >= BASE:
        low = {v: _low(c) for v, c in terms.items()}
        ends = [_low(c) * draft.upper[v] for v, c in terms.items()]
        least, least_low = divmod(least, BASE)
        first = (sum(min(0, end) for end in ends) - least_low) // BASE
        last = (sum(max(0, end) for end in ends) - least_low) // BASE
        carry = draft.variable(last - first)  # k = first + carry
        draft.row({**low, carry: -BASE}, least_low + BASE * first)
        terms = {v: (c - low[v]) // BASE for v, c in terms.items()} | {carry: 1}
        least -= first
    draft.row(terms, least)


def _low(coefficient: int) -> int:
    """The last digit, with the sign of the number."""
    return coefficient % BASE if coefficient >= 0 else -(-coefficient % BASE)
