"""Quantities: what a case may say about a number it does not know exactly.

    0.34                          a number
    0.2..0.4                      anything between, all equally credible
    {low: .1, mode: .3, high: .5} a triangle
    {mean: .3, sd: .1}            a normal bell, cut to the admissible range
    likely                        one of the seven ICD 203 words: anything within its band
    {claimed: [{value: .34, from: k028}, ...], prior: 0..0.4}
                                  accounts that differ, weighted by their grades;
                                  the prior where nobody is believed
    unknown                       anything in the admissible range

Source of the words and bands: Intelligence Community Directive 203 (ODNI, 2015), section D.6.
"""

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

__all__ = [
    "ICD_203",
    "Account",
    "Between",
    "Claimed",
    "Exact",
    "Normal",
    "Quantity",
    "Triangle",
    "ends",
    "parse_number",
    "parse_quantity",
    "parts_of",
]

ICD_203 = {
    "almost no chance": (0.01, 0.05),
    "very unlikely": (0.05, 0.20),
    "unlikely": (0.20, 0.45),
    "roughly even chance": (0.45, 0.55),
    "likely": (0.55, 0.80),
    "very likely": (0.80, 0.95),
    "almost certain": (0.95, 0.99),
}
_SYNONYMS = {
    "remote": "almost no chance",
    "highly improbable": "very unlikely",
    "improbable": "unlikely",
    "roughly even odds": "roughly even chance",
    "probable": "likely",
    "highly probable": "very likely",
    "nearly certain": "almost certain",
}


@dataclass(frozen=True)
class Exact:
    """A number taken as known."""

    value: float


@dataclass(frozen=True)
class Between:
    """Anything from low to high, all equally credible. word: the term it was given as, if any."""

    low: float
    high: float
    word: str = ""


@dataclass(frozen=True)
class Triangle:
    """From low to high, most credible at the mode."""

    low: float
    mode: float
    high: float


@dataclass(frozen=True)
class Normal:
    """A normal bell cut to [low, high]."""

    mean: float
    sd: float
    low: float
    high: float


@dataclass(frozen=True)
class Account:
    """One of several accounts of the same number, and the claims that give it."""

    value: "Quantity"
    claims: tuple[str, ...]


@dataclass(frozen=True)
class Claimed:
    """Accounts that exclude each other, and what is credible if none of them is right."""

    accounts: tuple[Account, ...]
    prior: "Quantity"


Quantity = Exact | Between | Triangle | Normal | Claimed


def parse_quantity(low: float = -math.inf, high: float = math.inf) -> Callable[[Any], Quantity]:
    """A parser for quantities within [low, high]; it raises `ValueError` with the likely fix.

    >>> parse_quantity(0, 1)("likely")
    Between(low=0.55, high=0.8, word='likely')
    >>> parse_quantity()("1..2.5")
    Between(low=1.0, high=2.5, word='')
    """

    def parse(raw: Any) -> Quantity:
        quantity = _parse(raw, low, high)
        for number in ends(quantity):
            if not low <= number <= high:
                raise ValueError(
                    f"{number:.10g} is outside the admissible range {low:.10g}..{high:.10g}"
                )
        return quantity

    return parse


def parse_number(low: float, high: float, *, natural: bool = False) -> Callable[[Any], Quantity]:
    """A parser for quantities on a scale of numbers, where a word of chance would mislead.

    natural : the scale itself ends at low and high, so that `unknown` has a meaning.

    >>> parse_number(0, 100)("20..40")
    Between(low=20.0, high=40.0, word='')
    >>> parse_number(0, 100)("likely")
    Traceback (most recent call last):
    ValueError: 'likely' is no number here; write a number, or low..high
    """
    quantity_in = parse_quantity(low, high)

    def parse(raw: Any) -> Quantity:
        quantity = quantity_in(raw)
        for part in parts_of(quantity):
            word = part.word if isinstance(part, Between) else ""
            if word and not (natural and word == "unknown"):
                raise ValueError(f"'{word}' is no number here; write a number, or low..high")
        return quantity

    return parse


def parts_of(quantity: Quantity) -> tuple[Quantity, ...]:
    """The quantity itself, or where accounts differ each of them and the prior."""
    if isinstance(quantity, Claimed):
        return (*(account.value for account in quantity.accounts), quantity.prior)
    return (quantity,)


def _parse(raw: Any, low: float, high: float) -> Quantity:
    if isinstance(raw, bool):
        raise ValueError("a quantity is a number or a range, not true or false")
    if isinstance(raw, int | float):
        return Exact(_finite(raw))
    if isinstance(raw, str):
        return _from_words(" ".join(raw.split()), low, high)
    if isinstance(raw, Mapping):
        return _from_mapping(raw, low, high)
    raise ValueError("a quantity is a number, a range such as 0.2..0.4, a word, or a mapping")


def _from_words(words: str, low: float, high: float) -> Quantity:
    if words == "unknown":
        if math.isinf(low) or math.isinf(high):
            raise ValueError("'unknown' has no natural range here; write low..high")
        return Between(low, high, "unknown")
    word = _SYNONYMS.get(words.lower(), words.lower())
    if word in ICD_203:
        return Between(*ICD_203[word], word)
    if ".." in words:
        first, _, last = words.partition("..")
        ends = _number(first), _number(last)
        if ends[0] > ends[1]:
            raise ValueError(f"the range '{words}' ends before it begins")
        return Between(*ends)
    close = get_close_matches(word[:60], [*ICD_203, *_SYNONYMS, "unknown"], n=1)
    hint = f"did you mean '{close[0]}'?" if close else "write a number, low..high, or 'likely'"
    raise ValueError(f"'{words[:60]}' is not a quantity; {hint}")


def _from_mapping(raw: Mapping[str, Any], low: float, high: float) -> Quantity:
    keys = set(raw)
    if keys == {"low", "mode", "high"}:
        a, mode, b = (_number(raw[key]) for key in ("low", "mode", "high"))
        if not a <= mode <= b:
            raise ValueError("a triangle needs low <= mode <= high")
        return Triangle(a, mode, b)
    if {"mean", "sd"} <= keys <= {"mean", "sd", "low", "high"}:
        mean, sd = _number(raw["mean"]), _number(raw["sd"])
        if sd <= 0:
            raise ValueError("sd must be above zero")
        cut = (_number(raw.get("low", low), any_size=True), _number(raw.get("high", high), True))
        if not cut[0] <= mean <= cut[1]:
            raise ValueError("the mean must lie between low and high")
        return Normal(mean, sd, *cut)
    if keys == {"claimed", "prior"}:
        return _claimed(raw, low, high)
    raise ValueError(
        "a quantity given as a mapping has the keys low, mode, high; or mean, sd (low, high); "
        f"or claimed, prior; here: {', '.join(sorted(map(str, keys))) or 'none'}"
    )


def _claimed(raw: Mapping[str, Any], low: float, high: float) -> Claimed:
    entries = raw["claimed"]
    if not isinstance(entries, list) or not entries:
        raise ValueError("'claimed' is a list of accounts, each {value: ..., from: [claim, ...]}")
    accounts = []
    for entry in entries:
        if not isinstance(entry, Mapping) or set(entry) != {"value", "from"}:
            raise ValueError("each account has exactly the keys value and from")
        claims = entry["from"] if isinstance(entry["from"], list) else [entry["from"]]
        if not claims or not all(isinstance(claim, str) for claim in claims):
            raise ValueError("'from' of an account names at least one claim")
        accounts.append(Account(_simple(entry["value"], low, high), tuple(claims)))
    return Claimed(tuple(accounts), _simple(raw["prior"], low, high))


def _simple(raw: Any, low: float, high: float) -> Quantity:
    quantity = _parse(raw, low, high)
    if isinstance(quantity, Claimed):
        raise ValueError("an account or a prior cannot itself be 'claimed'")
    return quantity


def ends(quantity: Quantity) -> list[float]:
    """The lowest and the highest number it can be; of a bell the mean, since its ends are cut."""
    match quantity:
        case Exact(value):
            return [value]
        case Between(low, high):
            return [low, high]
        case Triangle(low, _, high):
            return [low, high]
        case Normal(mean):
            return [mean]
        case Claimed():
            return [n for part in parts_of(quantity) for n in ends(part)]


def _number(raw: Any, any_size: bool = False) -> float:
    try:
        if isinstance(raw, bool):
            raise TypeError
        number = float(raw)
    except OverflowError:
        raise ValueError("a number must be finite") from None
    except (TypeError, ValueError):
        raise ValueError(f"'{str(raw)[:60]}' is not a number") from None
    return number if any_size and not math.isnan(number) else _finite(number)


def _finite(number: float) -> float:
    try:
        value = float(number)
    except OverflowError:
        value = math.inf
    if not math.isfinite(value):
        raise ValueError("a number must be finite")
    return value
