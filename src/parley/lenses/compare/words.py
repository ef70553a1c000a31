"""Names of scenarios and sizes of changes, as the comparison says them."""

from collections.abc import Callable

from parley.case.words import capital, count, listed, percent
from parley.conclusion import Conclusion
from parley.lenses.compare.solve import BASE, Compare, Difference

__all__ = [
    "amount",
    "capital",
    "change",
    "count",
    "listed",
    "percent",
    "points",
    "said",
    "scenario_name",
    "size",
    "title",
]

MINUS = "\N{MINUS SIGN}"


def scenario_name(found: Compare, name: str) -> str:
    """The scenario in a sentence."""
    return "the base case" if name == BASE else f"“{title(found, name)}”"


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
    return f"{MINUS if value < 0 and text != '0' else ''}{text}"


def said(value: float) -> str:
    """Three digits, and in sentences no more than three decimals.

    >>> said(0.0314159), said(1234.5), said(0.0004), said(-0.0004)
    ('0.031', '1,230', 'under 0.001', 'just under 0')
    """
    if 0 < abs(value) < 0.001:
        return "under 0.001" if value > 0 else "just under 0"
    return amount(round(value, 3))


def points(share: float) -> str:
    """A share in points of 100.

    >>> points(0.01), points(-0.125), points(0.0)
    ('1 point', '\N{MINUS SIGN}12.5 points', '0 points')
    """
    text = _tenths(share)
    return f"{MINUS if share < 0 and text != '0' else ''}{text} {_unit(text)}"


def size(conclusion: Conclusion, mean: float) -> str:
    """What a conclusion comes to."""
    if mean != mean:
        return "not known"
    return percent(mean) if conclusion.yes else said(mean)


def change(conclusion: Conclusion, given: Difference) -> str:
    """A difference with its interval: of shares in points of 100."""
    if not given.moves:
        return "none"
    shown = _tenths if conclusion.yes else amount
    unit = f" {_unit(_tenths(given.mean))}" if conclusion.yes else ""
    mean, low, high = (_signed(each, shown) for each in (given.mean, given.low, given.high))
    return f"{mean}{unit} ({low} to {high})" if given.n > 1 else f"{mean}{unit} (one draw)"


def _unit(tenths: str) -> str:
    return "point" if tenths == "1" else "points"


def _tenths(share: float) -> str:
    return f"{abs(100 * share):.1f}".removesuffix(".0")


def _signed(value: float, shown: Callable[[float], str]) -> str:
    text = shown(abs(value))
    return text if text == "0" else f"{MINUS if value < 0 else '+'}{text}"
