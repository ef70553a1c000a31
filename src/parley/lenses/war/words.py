"""Names and numbers as the war lens says them."""

from parley.case.words import count, listed, percent
from parley.models.fighting.naming import side_name, side_refs
from parley.models.fighting.sides import Fighting
from parley.models.war.base_rates import base_rate

__all__ = [
    "beside",
    "count",
    "listed",
    "part",
    "percent",
    "scenario_name",
    "side_name",
    "side_refs",
    "signed",
    "span",
]

MINUS = "\N{MINUS SIGN}"


def scenario_name(found: Fighting, name: str) -> str:
    """The scenario in a sentence."""
    return f"“{found.case.scenarios[name].title}”"


def part(worth: float) -> str:
    """A part of the stake.

    >>> part(0.178), part(-0.004), part(-0.4)
    ('0.18', '0.00', '\N{MINUS SIGN}0.40')
    """
    return f"{MINUS if worth <= -0.005 else ''}{abs(worth):.2f}"


def span(low: float, high: float) -> str:
    """Two parts of the stake.

    >>> span(0.1, 0.104), span(0.1, 0.3)
    ('0.10', '0.10 to 0.30')
    """
    return part(low) if part(low) == part(high) else f"{part(low)} to {part(high)}"


def signed(change: float, digits: int = 2) -> str:
    """A change with its sign.

    >>> signed(0.031), signed(-1.24, 1), signed(-0.001)
    ('+0.03', '\N{MINUS SIGN}1.2', '0.00')
    """
    text = f"{abs(change):.{digits}f}"
    if float(text) == 0:
        return text
    return f"{MINUS if change < 0 else '+'}{text}"


def beside(name: str) -> str:
    """A base rate with its cases and interval, to stand beside a figure.

    >>> beside("war past 3 years over in the next")
    '18% (of 11; 95% interval 5% to 48%)'
    """
    rate = base_rate(name)
    among = f"of {rate.n}" if rate.n else "cases not counted"
    if rate.low is None or rate.high is None:
        return f"{percent(rate.figure)} ({among}; no interval)"
    return (
        f"{percent(rate.figure)} ({among}; 95% interval {percent(rate.low)} to "
        f"{percent(rate.high)})"
    )
