"""Conditions over a package, as a person writes them: ``ceasefire=package implies forces!=none``.

atom       issue=option   issue!=option   (for ranges: =, !=, <, <=, >, >=)
operators  not, and, or, then to the right implies, if, iff; parentheses

Conditions on `moves` are written alike; there ``party.option`` alone means that it is taken.
"""

import operator
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

__all__ = [
    "COMPARE",
    "And",
    "Atom",
    "Implies",
    "Not",
    "Or",
    "Rule",
    "atoms",
    "holds",
    "parse_rule",
    "rule_text",
]

MOST_WORDS = 200
MOST_IFF = 4  # each doubles what stands beside it
DEEPEST = 40  # parentheses, not and implies: each goes some frames deeper in the recursion below

_TOKEN = re.compile(
    r"\s*(?:(?P<atom>[\w.-]+\s*(?:!=|<=|>=|=|<|>)\s*[\w.-]+)|(?P<word>[\w.-]+|[()]))"
)
_ATOM = re.compile(r"([\w.-]+?)\s*(!=|<=|>=|=|<|>)\s*([\w.-]+)")
COMPARE: dict[str, Callable[[float, float], bool]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
    "=": operator.eq,
    "!=": operator.ne,
}


@dataclass(frozen=True)
class Atom:
    """issue, comparison sign, option id or number as written."""

    issue: str
    sign: str
    option: str


@dataclass(frozen=True)
class Not:
    """The part does not hold."""

    part: "Rule"


@dataclass(frozen=True)
class And:
    """Both parts hold."""

    left: "Rule"
    right: "Rule"


@dataclass(frozen=True)
class Or:
    """At least one part holds."""

    left: "Rule"
    right: "Rule"


@dataclass(frozen=True)
class Implies:
    """If the left part holds, so does the right."""

    left: "Rule"
    right: "Rule"


Rule = Atom | Not | And | Or | Implies

_JOINED: dict[str, Callable[[Rule, Rule], Rule]] = {
    "implies": Implies,
    "if": lambda left, right: Implies(right, left),
    "iff": lambda left, right: And(Implies(left, right), Implies(right, left)),
}
_WORDS = {"not", "and", "or", *_JOINED}


def atoms(rule: Rule) -> tuple[Atom, ...]:
    """The atoms of a rule, from left to right."""
    match rule:
        case Atom():
            return (rule,)
        case Not(part):
            return atoms(part)
        case And(left, right) | Or(left, right) | Implies(left, right):
            return atoms(left) + atoms(right)


def holds(rule: Rule, package: Mapping[str, str | float]) -> bool:
    """Does the package (issue -> option id, or number for a range) satisfy the rule?

    >>> holds(parse_rule("a=x implies not b=y"), {"a": "x", "b": "y"})
    False
    """
    match rule:
        case Atom(issue, sign, option):
            value = package[issue]
            if isinstance(value, str):
                return (value == option) == (sign == "=")
            return COMPARE[sign](value, float(option))
        case Not(part):
            return not holds(part, package)
        case And(left, right):
            return holds(left, package) and holds(right, package)
        case Or(left, right):
            return holds(left, package) or holds(right, package)
        case Implies(left, right):
            return not holds(left, package) or holds(right, package)


def rule_text(rule: Rule) -> str:
    """The rule as it can be written; parentheses around each part that is not an atom.

    >>> rule_text(parse_rule("a=x and b<2 implies not c=y"))
    '(a=x and b<2) implies not c=y'
    >>> rule_text(parse_rule("a=x if b=y")), rule_text(parse_rule("a=x iff b=y"))
    ('b=y implies a=x', 'a=x iff b=y')
    """

    def part(rule: Rule) -> str:
        text = rule_text(rule)
        return text if isinstance(rule, Atom | Not) else f"({text})"

    match rule:
        case Atom(issue, sign, option):
            return f"{issue}{sign}{option}"
        case Not(inner):
            return f"not {part(inner)}"
        case And(Implies(left, right), Implies(again, back)) if (left, right) == (back, again):
            return f"{part(left)} iff {part(right)}"
        case And(left, right):
            return f"{part(left)} and {part(right)}"
        case Or(left, right):
            return f"{part(left)} or {part(right)}"
        case Implies(left, right):
            return f"{part(left)} implies {part(right)}"


def parse_rule(text: str, *, bare: bool = False) -> Rule:
    """Read a rule; `ValueError` says what was found where.

    bare : a name alone is an atom too, short for name=yes.

    >>> parse_rule("not usa.arms", bare=True)
    Not(part=Atom(issue='usa.arms', sign='=', option='yes'))
    """
    tokens = _tokens(text)
    rule = _joined(tokens, bare)
    if tokens:
        raise ValueError(f"'{tokens[0]}' is left over; join parts with and, or, implies")
    return rule


def _tokens(text: str) -> list[str]:
    tokens, at = [], 0
    while text[at:].strip():
        found = _TOKEN.match(text, at)
        if not found:
            raise ValueError(f"cannot read '{text[at:].strip()[:60]}'; write issue=option")
        tokens.append(found["atom"] or found["word"])
        at = found.end()
    if not tokens:
        raise ValueError("an empty condition; write for instance 'ceasefire=none'")
    deep = sum(tokens.count(word) for word in ("(", "not", *_JOINED))
    if len(tokens) > MOST_WORDS or deep > DEEPEST or tokens.count("iff") > MOST_IFF:
        raise ValueError("a condition too long to follow; split it into several")
    return tokens


def _joined(tokens: list[str], bare: bool) -> Rule:
    left = _or(tokens, bare)
    if tokens and tokens[0] in _JOINED:
        return _JOINED[tokens.pop(0)](left, _joined(tokens, bare))
    return left


def _or(tokens: list[str], bare: bool) -> Rule:
    left = _and(tokens, bare)
    while tokens and tokens[0] == "or":
        tokens.pop(0)
        left = Or(left, _and(tokens, bare))
    return left


def _and(tokens: list[str], bare: bool) -> Rule:
    left = _not(tokens, bare)
    while tokens and tokens[0] == "and":
        tokens.pop(0)
        left = And(left, _not(tokens, bare))
    return left


def _not(tokens: list[str], bare: bool) -> Rule:
    wanted = "party.option" if bare else "issue=option"
    if not tokens:
        raise ValueError(f"the condition ends too early; write {wanted}")
    token = tokens.pop(0)
    if token == "not":
        return Not(_not(tokens, bare))
    if token == "(":
        inner = _joined(tokens, bare)
        if not tokens or tokens.pop(0) != ")":
            raise ValueError("a parenthesis is not closed")
        return inner
    if found := _ATOM.fullmatch(token):
        return Atom(*found.groups())
    if bare and token not in _WORDS and token != ")":
        return Atom(token, "=", "yes")
    raise ValueError(f"'{token}' is not a condition; write {wanted}")
