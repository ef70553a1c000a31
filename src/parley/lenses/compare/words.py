"""Names of scenarios and sizes of changes, as the comparison says them."""

from parley.case.words import count, listed, percent
from parley.conclusion import Conclusion
from parley.lenses.compare.solve import BASE, Compare, Difference

__all__ = [
    "amount",
    "capital",
    "change",
    "count",
    "listed",
    "percent",
    "scenario_name",
    "size",
    "title",
]

MINUS = "\N{MINUS SIGN}"


def scenario_name(found: Compare, name: str) -> str:
    """The scenario in a sentence."""
    return "the base case" if name == BASE else f"“{title(found, name)}”"


def capital(text: str) -> str:
    """The text with a capital first letter."""
    return text[:1].upper() + text[1:]


def title(found: Compare, name: str) -> str:
    """The scenario in a table or figure."""
    return "base case" if name == BASE else found.case.scenarios[name].title


def amount(value: float) -> str:
    """Three digits.

    >>> amount(0.0314159), amount(-12.34), amount(0.0)
    ('0.0314', '\N{MINUS SIGN}12.3', '0')
    """
    if value == 0:
        return "0"
    text = f"{float(f'{abs(value):.3g}'):,.6f}".rstrip("0").rstrip(".")
    return f"{MINUS if value < 0 else ''}{text}"


def size(conclusion: Conclusion, mean: float) -> str:
    """What a conclusion comes to."""
    if mean != mean:
        return "not known"
    return percent(mean) if conclusion.yes else amount(mean)


def change(conclusion: Conclusion, given: Difference) -> str:
    """A difference with its interval: of shares in points of 100."""
    if not given.moves:
        return "none"
    if conclusion.yes:
        low, high = _points(given.low), _points(given.high)
        return f"{_points(given.mean)} points ({low} to {high})"
    return f"{_signed(given.mean)} ({_signed(given.low)} to {_signed(given.high)})"


def _points(share: float) -> str:
    shown = f"{abs(100 * share):.1f}".removesuffix(".0")
    return shown if shown == "0" else f"{MINUS if share < 0 else '+'}{shown}"


def _signed(value: float) -> str:
    text = amount(abs(value))
    return text if text == "0" else f"{MINUS if value < 0 else '+'}{text}"
