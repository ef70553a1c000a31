"""The offers question answered the long way: every package listed, every definition spelt out.

Plain Python over a case and its draws, sharing no code with the models and lenses. Utilities are
whole numbers in units of a billionth, as the models define them.
"""

from dataclasses import dataclass, field
from fractions import Fraction
from functools import wraps
from itertools import combinations, pairwise, product
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
    known: dict = field(default_factory=dict)

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


def once(question):
    """Remember the answers to a question, whose arguments after the oracle can be hashed."""

    @wraps(question)
    def asked(oracle, *about):
        key = (question.__name__, *about)
        if key not in oracle.known:
            oracle.known[key] = question(oracle, *about)
        return oracle.known[key]

    return asked


# who is enough


def enough(oracle, accepting):
    """Do these party ids make a deal: all in consent, or what the rule asks for."""
    rule = oracle.case.consent_rule
    if rule is None:
        return set(oracle.consent) <= set(accepting)
    many = sum(party in accepting for party in oracle.consent) >= rule.at_least
    return many and all(party in accepting for party in rule.including)


def groups(oracle):
    """The smallest sets of those who must consent that are enough."""
    found = []
    for size in range(1, len(oracle.consent) + 1):
        for group in combinations(sorted(oracle.consent, key=oracle.parties.index), size):
            if enough(oracle, group) and not any(set(less) < set(group) for less in found):
                found.append(group)
    return found


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
    return all(obeys(each.rule, named(oracle, package)) for each in oracle.case.constraints)


@once
def packages(oracle):
    """Every package that satisfies the constraints."""
    sizes = [range(len(level_values(issue))) for issue in oracle.case.issues.values()]
    return [package for package in product(*sizes) if possible(oracle, package)]


@once
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


@once
def weights(oracle, party, k):
    """How much each issue matters, in the order of the case: adds up to 1. Not for score sheets."""
    path, view = f"positions.{party}.importance", oracle.case.positions[party].importance
    if view is None or view.ranks is not None:
        return [float(each) for each in oracle.draws.arrays[path][k]]
    if view.smarter is not None:
        return centroids(view.smarter.groups, list(oracle.case.issues))
    form = "weights" if view.weights is not None else "swing"
    given = getattr(view, form)
    numbers = [
        drawn(oracle, f"{path}.{form}.{name}", given[name], k) for name in oracle.case.issues
    ]
    if sum(numbers) == 0:
        return [1 / len(numbers) for _ in numbers]
    return [number / sum(numbers) for number in numbers]


def centroids(chain, issues):
    """Place k of n weighs (1/k + ... + 1/n) / n; those that are tied share their places."""
    n, place, found = len(issues), 0, {}
    for tied in chain:
        places = range(place + 1, place + len(tied) + 1)
        shared = sum(sum(1 / j for j in range(k, n + 1)) / n for k in places) / len(tied)
        found |= dict.fromkeys(tied, shared)
        place += len(tied)
    return [found[name] for name in issues]


def points(oracle, party, name, level, k):
    """Points of a level on the party's score sheet, in points."""
    sheet, path = oracle.case.positions[party].points[name], f"positions.{party}.points.{name}"
    return along(oracle, path, sheet, name, level, k)


@once
def unit(oracle, party):
    """Billionths in a point. One party's points are never compared with another's.

    The party's best total, in whichever draw it is best, is 1; where all points are whole the
    unit is whole as well, and equal totals are equal.
    """
    sheet, issues = oracle.case.positions[party].points, oracle.case.issues
    known = [
        [
            max(
                abs(points(oracle, party, name, level, k))
                for level in range(len(level_values(issue)))
            )
            for name, issue in issues.items()
        ]
        for k in range(oracle.draws.n)
    ]
    largest = max(1.0, *map(sum, known))
    given = [each for entry in sheet.values() for each in entry.values()]
    whole = all(isinstance(each, Exact) and each.value == floor(each.value) for each in given)
    return UNIT // int(largest) if whole else UNIT / largest


def value(oracle, party, name, level, k):
    """What a level is worth to a party, 0 to 1, before importance."""
    position = oracle.case.positions[party].issues.get(name)
    inferred = position.inferred if position else None
    path = f"positions.{party}.issues.{name}"
    if inferred is None or inferred.values is None:
        return float(oracle.draws.arrays[path][k][level])
    return along(oracle, f"{path}.inferred.values", inferred.values, name, level, k)


def along(oracle, path, given, name, level, k):
    """A number given for each option; along a range, straight lines between those given."""
    issue = oracle.case.issues[name]
    known = {key: drawn(oracle, f"{path}.{_text(key)}", each, k) for key, each in given.items()}
    if issue.range is None:
        return known[level_values(issue)[level]]
    return straight(
        sorted((float(key), worth) for key, worth in known.items()), level_values(issue)[level]
    )


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


@once
def issue_utility(oracle, party, i, level, k):
    name = list(oracle.case.issues)[i]
    deal = oracle.case.positions[party].no_deal
    if oracle.case.positions[party].points is not None:
        return round(points(oracle, party, name, level, k) * unit(oracle, party))
    worth = weights(oracle, party, k)[i] * value(oracle, party, name, level, k)
    if level_values(oracle.case.issues[name])[level] in deal.plus_with.get(name, ()):
        worth += drawn(oracle, f"positions.{party}.no_deal.plus", deal.plus, k)
    return round(worth * UNIT)


def named(oracle, package):
    """Issue -> option id or number."""
    return {
        name: level_values(issue)[level]
        for (name, issue), level in zip(oracle.case.issues.items(), package, strict=True)
    }


@once
def combined(oracle, party, package, k):
    """What each combination adds to the package, one number for each."""
    position = oracle.case.positions[party]
    size = UNIT if position.points is None else unit(oracle, party)
    return [
        round(drawn(oracle, f"positions.{party}.together.{j}.worth", each.worth, k) * size)
        if obeys(each.when, named(oracle, package))
        else 0
        for j, each in enumerate(position.together)
    ]


@once
def utility(oracle, party, package, k):
    by_issue = sum(issue_utility(oracle, party, i, level, k) for i, level in enumerate(package))
    return by_issue + sum(combined(oracle, party, package, k))


def present(oracle, sets):
    """The package of what is set, and of what holds where nothing is said."""
    return tuple(
        level_of(issue, sets.get(name, issue.if_silent))
        for name, issue in oracle.case.issues.items()
    )


@once
def no_deal(oracle, party, k):
    deal, path = oracle.case.positions[party].no_deal, f"positions.{party}.no_deal"
    if deal.points is not None:
        return round(drawn(oracle, f"{path}.points", deal.points, k) * unit(oracle, party))
    if deal.value is not None:
        return round(drawn(oracle, f"{path}.value", deal.value, k) * UNIT)
    package = present(oracle, deal.package)
    kept = any(
        option in deal.plus_with.get(name, ()) for name, option in named(oracle, package).items()
    )
    plus = 0 if kept else round(drawn(oracle, f"{path}.plus", deal.plus, k) * UNIT)
    return utility(oracle, party, package, k) + plus


def gains(oracle, package, k, parties=None):
    who = oracle.consent if parties is None else parties
    return tuple(utility(oracle, p, package, k) - no_deal(oracle, p, k) for p in who)


def lower_median(numbers):
    return sorted(numbers)[(len(numbers) - 1) // 2]


def rounded_mean(numbers):
    """To whole units; a half goes to the even one."""
    return round(Fraction(sum(numbers), len(numbers)))


@once
def mean_utility(oracle, party, package):
    """At the mean of the draws: each issue and each combination is rounded by itself."""
    draws = range(oracle.draws.n)
    by_issue = [
        rounded_mean([issue_utility(oracle, party, i, level, k) for k in draws])
        for i, level in enumerate(package)
    ]
    added = zip(*[combined(oracle, party, package, k) for k in draws], strict=True)
    return sum(by_issue) + sum(map(rounded_mean, added))


def mean_gains(oracle, package, parties=None):
    """Over no deal at the mean of the draws."""
    draws, who = range(oracle.draws.n), oracle.consent if parties is None else parties
    return tuple(
        mean_utility(oracle, p, package) - rounded_mean([no_deal(oracle, p, k) for k in draws])
        for p in who
    )


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


@once
def texts(oracle):
    """(proposal, alternatives, package, which issues it speaks to) for every text that sets any."""
    found = []
    for name, proposal in oracle.case.proposals.items():
        for taken, sets in readings(oracle, name, proposal.terms):
            if sets:
                package = present(oracle, sets)
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


def crosses_none(oracle, package, parties=None):
    """Does the package cross no red line of these parties, by default of who must consent?"""
    return not any(
        red(oracle, party, name, level)
        for party in (oracle.consent if parties is None else parties)
        for name, level in zip(oracle.case.issues, package, strict=True)
    )


def stopping(oracle):
    """Issue -> options under which nobody who must consent keeps the gain of going on; in the order
    of the case, whoever names an issue first."""
    going_on = {}
    for party in oracle.consent:
        for name, options in oracle.case.positions[party].no_deal.plus_with.items():
            going_on.setdefault(name, set()).update(options)
    return {
        name: [x for x in level_values(issue) if x not in going_on[name]]
        for name, issue in oracle.case.issues.items()
        if name in going_on
    }


def stops(oracle, package):
    """Does it stop what goes on without a deal? True where the case does not say what does."""
    settled = named(oracle, package)
    return all(settled[name] in options for name, options in stopping(oracle).items())


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


def utilitarian(found):
    return best(found, sum)


def equal_loss(found):
    """The smallest largest loss from what each could hope for, then the next largest."""
    hope = [max(column) for column in zip(*found.values(), strict=True)]
    return best(found, lambda g: tuple(sorted(x - h for x, h in zip(g, hope, strict=True))))


SOLUTIONS = {
    "Nash": nash,
    "Kalai-Smorodinsky": kalai_smorodinsky,
    "egalitarian": egalitarian,
    "utilitarian": utilitarian,
    "equal loss": equal_loss,
}


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
