"""The offers question answered the long way: every package listed, every definition spelt out.

Plain Python over a case and its draws, sharing no code with the models and lenses. Utilities are
whole numbers in units of a billionth, as the models define them.
"""

from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise, product
from math import floor, inf, prod

from parley.case.quantity import Exact
from parley.case.rules import And, Atom, Implies, Not, Or

UNIT = 10**9
REACH = UNIT // 4


@dataclass(frozen=True)
class Oracle:
    """A case and its draws. A package is a tuple of level indices, one for each issue."""

    case: object
    draws: object

    @property
    def consent(self):
        case = self.case
        if case.consent:
            return list(case.consent)
        return [n for n, p in case.parties.items() if any(r.role == "party" for r in p.roles)]

    @property
    def parties(self):
        positions = self.case.positions
        return [p for p in self.case.parties if p in positions and positions[p].no_deal]


# the space


def level_values(issue):
    """Option ids, or the compared numbers of a range; tests/case says which these are."""
    if issue.range is None:
        return list(issue.options or issue.ordered)
    return list(issue.grid())


def level_of(issue, value):
    known = level_values(issue)
    if issue.range is None:
        return known.index(value)
    return next(i for i, each in enumerate(known) if abs(each - value) < 1e-9)


def obeys(rule, package):
    """package : issue -> option id or number."""
    if isinstance(rule, Not):
        return not obeys(rule.part, package)
    if isinstance(rule, And):
        return obeys(rule.left, package) and obeys(rule.right, package)
    if isinstance(rule, Or):
        return obeys(rule.left, package) or obeys(rule.right, package)
    if isinstance(rule, Implies):
        return obeys(rule.right, package) if obeys(rule.left, package) else True
    assert isinstance(rule, Atom)
    value = package[rule.issue]
    if isinstance(value, str):
        return value == rule.option if rule.sign == "=" else value != rule.option
    wanted = float(rule.option)
    return {
        "=": value == wanted, "!=": value != wanted, "<": value < wanted,
        "<=": value <= wanted, ">": value > wanted, ">=": value >= wanted,
    }[rule.sign]  # fmt: skip


def possible(oracle, package):
    issues = oracle.case.issues
    named = {
        name: level_values(issue)[level]
        for (name, issue), level in zip(issues.items(), package, strict=True)
    }
    return all(obeys(constraint.rule, named) for constraint in oracle.case.constraints)


def packages(oracle):
    """Every package that satisfies the constraints."""
    sizes = [range(len(level_values(issue))) for issue in oracle.case.issues.values()]
    return [package for package in product(*sizes) if possible(oracle, package)]


def red(oracle, party, name, level):
    """Has the party called this level unacceptable, or is it held to find it so?"""
    position = oracle.case.positions[party].issues.get(name)
    if position is None or oracle.case.issues[name].range is not None:
        return False
    option = level_values(oracle.case.issues[name])[level]
    said = any(option in each.red for each in position.stated)
    return said or (position.inferred is not None and option in position.inferred.red)


# utilities in draw k


def drawn(oracle, path, given, k):
    if given is None:
        return 0.0
    return given.value if isinstance(given, Exact) else float(oracle.draws.arrays[path][k])


def value(oracle, party, name, level, k):
    """What a level is worth to a party, 0 to 1, before importance."""
    issue = oracle.case.issues[name]
    position = oracle.case.positions[party].issues.get(name)
    inferred = position.inferred if position else None
    path = f"positions.{party}.issues.{name}"
    if inferred is None or inferred.values is None:
        return float(oracle.draws.arrays[path][k][level])
    known = {
        key: drawn(oracle, f"{path}.inferred.values.{_text(key)}", given, k)
        for key, given in inferred.values.items()
    }
    if issue.range is None:
        return known[level_values(issue)[level]]
    points = sorted((float(key), worth) for key, worth in known.items())
    return straight(points, level_values(issue)[level])


def straight(points, x):
    """On the straight lines between points; flat beyond the first and the last."""
    if x <= points[0][0]:
        return points[0][1]
    for (x0, y0), (x1, y1) in pairwise(points):
        if x <= x1:
            return y1 if x == x1 else (y1 - y0) / (x1 - x0) * (x - x0) + y0
    return points[-1][1]


def _text(key):
    return key if isinstance(key, str) else f"{key:.10f}".rstrip("0").rstrip(".")


def issue_utility(oracle, party, i, level, k):
    name = list(oracle.case.issues)[i]
    importance = float(oracle.draws.arrays[f"positions.{party}.importance"][k][i])
    deal = oracle.case.positions[party].no_deal
    worth = importance * value(oracle, party, name, level, k)
    if level_values(oracle.case.issues[name])[level] in deal.plus_with.get(name, ()):
        worth += drawn(oracle, f"positions.{party}.no_deal.plus", deal.plus, k)
    return round(worth * UNIT)


def utility(oracle, party, package, k):
    return sum(issue_utility(oracle, party, i, level, k) for i, level in enumerate(package))


def no_deal(oracle, party, k):
    deal, path = oracle.case.positions[party].no_deal, f"positions.{party}.no_deal"
    if deal.value is not None:
        return round(drawn(oracle, f"{path}.value", deal.value, k) * UNIT)
    package = tuple(
        level_of(issue, deal.package.get(name, issue.if_silent))
        for name, issue in oracle.case.issues.items()
    )
    kept = any(
        level_values(issue)[level] in deal.plus_with.get(name, ())
        for (name, issue), level in zip(oracle.case.issues.items(), package, strict=True)
    )
    plus = 0 if kept else round(drawn(oracle, f"{path}.plus", deal.plus, k) * UNIT)
    return utility(oracle, party, package, k) + plus


def gains(oracle, package, k, parties=None):
    who = oracle.consent if parties is None else parties
    return tuple(utility(oracle, p, package, k) - no_deal(oracle, p, k) for p in who)


# texts


def readings(oracle, proposal, term, around=""):
    """(alternatives taken, what they set) for every way to read a term inside item `around`."""
    around = term.item or around
    if term.refers_to:
        other, colon, item = term.refers_to.rpartition(":")
        where = other if colon else proposal
        return readings(oracle, where, find(oracle.case.proposals[where].terms, item))
    if term.one_of:
        return [
            ((part.item or f"{around}({i})", *taken), {**term.sets, **sets})
            for i, part in enumerate(term.one_of, 1)
            for taken, sets in readings(oracle, proposal, part, around)
        ]
    found = [((), dict(term.sets))]
    for part in term.all_of or term.package or term.sequence or ():
        found = [
            ((*taken, *more), {**sets, **further})
            for taken, sets in found
            for more, further in readings(oracle, proposal, part, around)
        ]
    return found


def find(term, item):
    if term.item == item:
        return term
    parts = term.all_of or term.one_of or term.package or term.sequence or ()
    return next((hit for part in parts if (hit := find(part, item))), None)


def texts(oracle):
    """(proposal, alternatives, package, which issues it speaks to) for every text that sets any."""
    found = []
    for name, proposal in oracle.case.proposals.items():
        for taken, sets in readings(oracle, name, proposal.terms):
            if sets:
                package = tuple(
                    level_of(issue, sets.get(key, issue.if_silent))
                    for key, issue in oracle.case.issues.items()
                )
                said = tuple(key in sets for key in oracle.case.issues)
                found.append((name, taken, package, said))
    return found


def crosses(oracle, text, party):
    """Does the text, by what it says, cross a red line of the party?"""
    _, _, package, said = text
    return any(
        speaks and red(oracle, party, name, level)
        for name, level, speaks in zip(oracle.case.issues, package, said, strict=True)
    )


def acceptable(oracle, text, party, k):
    (gain,) = gains(oracle, text[2], k, [party])
    return gain >= 0 and not crosses(oracle, text, party)


# all packages


def rational(oracle, allowed, k):
    """Package -> gains, of those that leave nobody who must consent below no deal."""
    every = {package: gains(oracle, package, k) for package in allowed}
    return {package: gain for package, gain in every.items() if min(gain) >= 0}


def shortfall(oracle, allowed, k):
    """Gain of whoever gains least, where that is largest; minus infinity beyond reach."""
    best = max(min(gains(oracle, package, k)) for package in allowed)
    return best / UNIT if best >= -REACH else -inf


def best(found, key):
    """Gains that score best; of those with the same score, with the largest total."""
    scored = {(key(gain), sum(gain)) for gain in found.values()}
    return {gain for gain in found.values() if (key(gain), sum(gain)) == max(scored)}


def nash(found):
    """Most strict gainers, then the largest product of their gains."""
    return best(found, lambda g: (sum(x > 0 for x in g), prod(x for x in g if x > 0)))


def kalai_smorodinsky(found):
    """Leximin of gains as shares of what each could hope for among rational packages."""
    hope = [max(column) for column in zip(*found.values(), strict=True)]
    return best(
        found,
        lambda g: tuple(sorted(Fraction(x, h) for x, h in zip(g, hope, strict=True) if h > 0)),
    )


def egalitarian(found):
    return best(found, lambda g: tuple(sorted(g)))


SOLUTIONS = {"Nash": nash, "Kalai-Smorodinsky": kalai_smorodinsky, "egalitarian": egalitarian}


# conflict


def conflict(oracle, k):
    """For each issue its part in what those who must consent lose together."""
    lost = []
    for i, issue in enumerate(oracle.case.issues.values()):
        table = [
            [issue_utility(oracle, party, i, level, k) for party in oracle.consent]
            for level in range(len(level_values(issue)))
        ]
        lost.append(sum(map(max, zip(*table, strict=True))) - max(map(sum, table)))
    return [each / sum(lost) if sum(lost) else 0.0 for each in lost]


def quantile(numbers, q):
    """Linear between the order statistics, as in type 7 of Hyndman and Fan (1996)."""
    ranked = sorted(numbers)
    at = q * (len(ranked) - 1)
    low = floor(at)
    high = min(low + 1, len(ranked) - 1)
    return ranked[low] + (at - low) * (ranked[high] - ranked[low])
