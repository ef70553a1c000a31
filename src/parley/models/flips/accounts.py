"""Which disputed claims would turn the conclusion if they were settled?

Where accounts of one fact clash, each draw believes one of them, or none. The share of draws in
which the conclusion holds, among those that believe an account, is what the conclusion would be if
that account were the true one. A dispute turns the conclusion if one of its accounts does.

The intervals are Wilson's, at 95 % for all accounts of a dispute together (Bonferroni).

Source: own, conditioning of the draws; Wilson (1927), JASA 22(158), 209-212.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from parley.models.discovery.shares import LEAST_DRAWS, wilson, yes_or_no
from parley.models.flips.turning import Verdict, beyond, familywise

__all__ = ["Account", "Dispute", "disputes"]

Ints = NDArray[np.int64]
Truths = NDArray[np.bool_]


@dataclass(frozen=True, kw_only=True)
class Account:
    """The conclusion if this account is believed.

    account : its number, -1 for none of them. n : draws that believe it. share : of them, that in
    which the conclusion holds, with its interval. draws_needed : about, of all draws.
    """

    account: int
    n: int
    share: float
    interval: tuple[float, float]
    verdict: Verdict
    draws_needed: float


@dataclass(frozen=True, kw_only=True)
class Dispute:
    """One dispute, by its column. accounts : ascending, those that some draw believes.

    share, held : of all draws, and whether it is above one half. verdict : "turns" if some account
    (none of them, -1, aside) turns the conclusion, "does not turn" if none does.
    """

    column: int
    share: float
    held: bool
    accounts: tuple[Account, ...]
    verdict: Verdict


def disputes(believed: ArrayLike, holds: ArrayLike) -> tuple[Dispute, ...]:
    """What settling each dispute, either way, would do to the conclusion.

    believed : (n, n_disputes), the account each draw believes, 0, 1, ... or -1 for none.
    holds : (n,), whether the conclusion holds. `ValueError` for other numbers or shapes, fewer than
    50 draws, an outcome that is constant or holds in exactly half.

    >>> truth = np.tile([0, 0, 1], 100)[:, np.newaxis]
    >>> found, = disputes(truth, truth[:, 0] == 0)
    >>> found.verdict, [(each.account, each.share, each.verdict) for each in found.accounts]
    ('turns', [(0, 1.0, 'does not turn'), (1, 0.0, 'turns')])
    """
    table, outcome = np.asarray(believed, float), np.asarray(holds, float)
    if table.ndim != 2 or outcome.shape != table.shape[:1]:
        raise ValueError(f"accounts {table.shape} and outcome {outcome.shape} do not match")
    if len(table) < LEAST_DRAWS:
        raise ValueError(f"{len(table)} draws are too few, at least {LEAST_DRAWS} are needed")
    if not (np.isfinite(table) & (table >= -1) & (table == np.round(table))).all():
        raise ValueError("accounts must be whole numbers from -1")
    yes = yes_or_no(outcome)
    if yes.mean() == 0.5:
        raise ValueError("the outcome holds in exactly half of the draws: there is no conclusion")
    return tuple(_dispute(j, table[:, j].astype(np.int64), yes) for j in range(table.shape[1]))


def _dispute(column: int, believed: Ints, yes: Truths) -> Dispute:
    held = bool(yes.mean() > 0.5)
    numbers = np.unique(believed)
    accounts = tuple(_account(int(a), believed == a, yes, held, len(numbers)) for a in numbers)
    said = {each.verdict for each in accounts if each.account >= 0}
    order: tuple[Verdict, ...] = ("turns", "cannot tell", "does not turn")
    return Dispute(
        column=column,
        share=float(yes.mean()),
        held=held,
        accounts=accounts,
        verdict=next((each for each in order if each in said), "cannot tell"),
    )


def _account(number: int, mine: Truths, yes: Truths, held: bool, among: int) -> Account:
    n, hits = float(mine.sum()), float((mine & yes).sum())
    z = familywise(among)
    verdict, times = beyond(np.array([hits]), np.array([n]), held, z)
    low, high = wilson(hits, n, z)
    return Account(
        account=number,
        n=int(n),
        share=hits / n,
        interval=(float(low), float(high)),
        verdict=verdict,
        draws_needed=float(np.ceil(len(yes) * times[0])),
    )
