"""The slow way to all numbers that a ranking admits: one linear program for each complete order.

Variables are the weights w_i of the issues, then the partial worths U_i(k) = w_i v_i(k) of their
levels, issue by issue; see parley.models.belief.reach for the linearisation and its sources.
"""

from itertools import permutations

import numpy as np

from parley.case.ranking import MUCH, TIMES, parse_ranking

__all__ = ["chains", "row", "uta_rows", "worth"]


def chains(ranking, items):
    """Every complete order of the groups that agrees with the ranking, best first."""
    ranks = parse_ranking(ranking).over(items)
    for chain in permutations(range(len(ranks.groups))):
        place = {g: k for k, g in enumerate(chain)}
        if all(place[g] < place[h] for g, h in ranks.above):
            yield [[items.index(item) for item in ranks.groups[g]] for g in chain], ranks.gaps


def worth(n, n_levels, i, level):
    """The place of U_i(level) among the variables of n issues."""
    return n + i * n_levels + level


def row(n, n_levels, *terms):
    """Coefficients of all variables, from (place, number) pairs."""
    made = np.zeros(n + n * n_levels)
    for at, number in terms:
        made[at] += number
    return made


def uta_rows(importance, value_chains, n_levels):
    """Rows that are at most 0, and rows that are 0 but for the first, the weights, which is 1."""
    n = len(value_chains)

    def made(*terms):
        return row(n, n_levels, *terms)

    most, equal = [], [made(*((i, 1) for i in range(n)))]
    groups, gaps = importance
    for g, group in enumerate(groups):
        equal += [made((group[0], 1), (item, -1)) for item in group[1:]]
        if g + 1 < len(groups):
            most.append(made((groups[g + 1][0], TIMES if g in gaps else 1), (group[0], -1)))
    for i, (groups, gaps) in enumerate(value_chains):
        place = [[worth(n, n_levels, i, level) for level in group] for group in groups]
        for group in place:
            equal += [made((group[0], 1), (x, -1)) for x in group[1:]]
        if len(place) > 1:
            equal.append(made((place[0][0], 1), (i, -1)))
        equal.append(made((place[-1][0], 1)))
        for g in range(len(place) - 1):
            above, below = place[g][0], place[g + 1][0]
            most.append(made((below, 1), (above, -1), (i, MUCH if g in gaps else 0)))
    return most, equal
