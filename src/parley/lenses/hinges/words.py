"""Names of inputs and conclusions, and numbers, as the hinges lens says them."""

import numpy as np

from parley.case.words import capital, count, listed, percent
from parley.conclusion import Conclusion
from parley.lenses.hinges.build import Asked, Hinges
from parley.models.discovery import Box, Interval
from parley.models.discovery.box import met
from parley.models.uncertain import Column

__all__ = [
    "box_words",
    "capital",
    "count",
    "draws",
    "input_name",
    "input_refs",
    "level",
    "listed",
    "mean_words",
    "number",
    "percent",
    "tag",
    "whether",
]

NOTHING = 5e-7
SMALL = 0.0005  # below, three digits behind the point would show none
MOST_REFS = 4  # claims beside an input; its place in the case file has the rest


def number(value: float) -> str:
    """Three digits, and no more than three behind the point.

    >>> number(0.53418), number(42.91), number(1234.0), number(0.0), number(0.0779)
    ('0.534', '42.9', '1,230', '0', '0.078')
    >>> number(0.000123), number(1e-9)
    ('120 in a million', '0')
    """
    if abs(value) < NOTHING:
        return "0"
    if abs(value) < SMALL:
        text = f"{float(f'{value * 1e6:.2g}'):,.0f} in a million"
    else:
        text = f"{float(f'{value:.3g}'):,.3f}".rstrip("0").rstrip(".")
    return text.replace("-", "\N{MINUS SIGN}")


def draws(n: float) -> str:
    """About how many draws, two digits.

    >>> draws(12345), draws(float("inf"))
    ('12,000', 'more than can be said')
    """
    if n == float("inf"):
        return "more than can be said"
    return f"{int(float(f'{n:.2g}')):,}"


def tag(at: int) -> str:
    """The short name of an open conclusion in tables and figures."""
    return f"C{at + 1}"


def whether(conclusion: Conclusion) -> str:
    """A conclusion as what something hangs on: "whether ...", or what the number is."""
    return f"whether {conclusion.says}" if conclusion.yes else conclusion.says


def mean_words(each: Asked) -> str:
    """The share in which it is so, or the mean."""
    mean = each.conclusion.mean
    return percent(mean) if each.conclusion.yes else number(mean)


def input_name(found: Hinges, column: int) -> str:
    """The input in a table or figure."""
    return found.given.about[column].name


def input_refs(found: Hinges, column: int) -> tuple[str, ...]:
    """What it rests on, as far as it fits beside it."""
    return found.given.about[column].refs[:MOST_REFS]


def level(about: Column, value: float) -> str:
    """A level of an input: a number, or the account, or whether a statement holds.

    A level between two names is where the draws of one outweigh those of the other.
    """
    if about.levels:
        return about.levels.get(value) or "between the two"
    return number(value)


def box_words(found: Hinges, columns: tuple[int, ...], box: Box) -> str:
    """The restrictions of a box in words; columns : of the inputs that it numbers."""
    parts = []
    for k, restriction in box.restrictions.items():
        about = found.given.about[columns[k]]
        if about.levels:
            kept = [name for at, name in about.levels.items() if met(restriction, np.array(at))]
            parts.append(f"‘{about.name}’ is {' or '.join(kept)}")
        elif isinstance(restriction, Interval):
            parts.append(f"‘{about.name}’ is {_interval(restriction)}")
    return listed(parts)


def _interval(given: Interval) -> str:
    low, high = number(given.low), number(given.high)
    if given.low == float("-inf"):
        return f"at most {high}"
    return f"at least {low}" if given.high == float("inf") else f"{low} to {high}"
