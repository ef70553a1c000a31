"""Numbers as they stand in a file, without the rounding of floats."""

import re
from fractions import Fraction

__all__ = ["DIGITS", "decimal_text", "exact"]

DIGITS = 40  # decimals written where a fraction has no end; far finer than any tool reads
LONGEST = 60  # characters of a number; longer ones are not measurements

_NUMBER = re.compile(r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]{1,2})?")


def exact(text: str) -> Fraction | None:
    """The number that a text writes; None if it is none.

    >>> exact(" 0.10 "), exact("2e-3"), exact("1,5"), exact("NaN")
    (Fraction(1, 10), Fraction(1, 500), None, None)
    """
    text = text.strip()
    if len(text) > LONGEST or not _NUMBER.fullmatch(text):
        return None
    return Fraction(text)


def decimal_text(number: Fraction, digits: int = DIGITS) -> str:
    """The number in decimals, exact if it ends within `digits`, else rounded down.

    >>> decimal_text(Fraction(-1, 8)), decimal_text(Fraction(2, 3), 4), decimal_text(Fraction(3))
    ('-0.125', '0.6666', '3')
    """
    whole = number * 10**digits
    sign, shifted = "-" if whole < 0 else "", abs(whole.numerator // whole.denominator)
    text = f"{shifted:0{digits + 1}d}"
    return sign + f"{text[:-digits]}.{text[-digits:]}".rstrip("0").rstrip(".")
