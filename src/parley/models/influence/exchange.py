"""Exchange of positions: who gives way on one issue to get its way on another.

On each issue p the outcome is the mean of voting positions, weighted by w = capability times
salience, and an actor loses salience times the distance of the outcome from its own position:

    O_p = sum_i w_ip x_ip / sum_i w_ip,        loss of i on p = s_ip |O_p - z_ip|

Two actors on opposite sides of the outcome of both p and q can both gain. The one with the larger
s_p / s_q demands p, the other demands q: on the issue that a partner demands, each votes nearer to
it. If i demands p from j, and pays with q, the outcomes shift by dO_p and dO_q, and

    gain of i = s_ip dO_p - s_iq dO_q,        gain of j = s_jq dO_q - s_jp dO_p

are equal where dO_q (s_iq + s_jq) = dO_p (s_ip + s_jp). The exchange is as large as it can be
with nobody voting beyond its partner and no outcome passing whoever demands it. The one with the
largest gain is made, the outcomes move, and so on until no exchange is left. Everybody else is
moved without being asked: the externality.

An actor takes part on an issue only while its vote lies on the side of the outcome that its own
position is on. The sources do not say so, but else it could be counted as gaining from what it
does not want. The gains here are therefore exact differences of loss.

Actors may be bound by how they voted. A further round starts from positions part of the way to
the votes, by f = 0.4 (1 - s) + 0.1.

Sources: Stokman and Van Oosten (1994), The exchange of voting positions, in Bueno de Mesquita and
Stokman (eds), European Community Decision Making; Van den Bos (1991), Dutch EC Policy Making, for
the outcome; equal gain and further rounds as in the program decide-exchange-model on GitHub.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

__all__ = ["Exchange", "ExchangeRound", "exchange"]

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]

WORTH = 1e-10
"""A gain that is worth an exchange, on scales from 0 to 1; below, roundings would trade."""

SAME = 1e-12
"""Gains this close are equal, and the first pair of issues and actors goes first; positions this
close to the outcome are on both sides of it, so that reaching it changes nobody's side."""

LIMIT = 100
"""Exchanges per actor and issue after which a round is given up as not settled."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Exchange:
    """One exchange; all lengths on scales from 0 to 1.

    demander moves the outcome of `issue`, where partner votes nearer to it, and pays on `price`,
    where it votes nearer to partner. votes : new votes of partner on issue, demander on price.
    shifts : of the two outcomes, with sign. gain : of each of the two. externality : (n_actors,),
    what all gain or lose, the two included; in units of salience times length.
    """

    demander: int
    partner: int
    issue: int
    price: int
    votes: tuple[float, float]
    shifts: tuple[float, float]
    gain: float
    externality: Floats


@dataclass(frozen=True, kw_only=True, eq=False)
class ExchangeRound:
    """Exchanges from one set of positions until none is left.

    position, vote : (n_actors, n_issues), own positions at the start and votes in the end; nan
    where an actor has none. before, after : (n_issues,), outcomes. exchanges : in order. settled :
    whether no exchange is left.
    """

    position: Floats
    vote: Floats
    before: Floats
    after: Floats
    exchanges: tuple[Exchange, ...]
    settled: bool


def exchange(
    position: ArrayLike, salience: ArrayLike, capability: ArrayLike, *, rounds: int = 1
) -> tuple[ExchangeRound, ...]:
    """Rounds of exchanges over two or more issues.

    position, salience : (n_actors, n_issues), 0 to 1; a position may be nan, and the actor then
    has no part in the issue. capability : (n_actors,), or (n_actors, n_issues) where it differs by
    issue; any unit. `ValueError` for other shapes or values, fewer than two issues, or an issue
    where nobody has any weight. Each exchange costs actors squared times issues.

    >>> (one,) = exchange([[0, 1], [1, 0]], [[0.8, 0.2], [0.2, 0.8]], [1, 1])
    >>> one.before.tolist(), one.after.tolist(), round(one.exchanges[0].gain, 3)
    ([0.2, 0.2], [0.0, 0.0], 0.12)
    """
    x, s, c = _checked(position, salience, capability)
    if rounds < 1:
        raise ValueError(f"there must be a round, got {rounds}")
    done = []
    for _ in range(rounds):
        done.append(_round(x, s, c))
        x = x + (0.4 * (1 - s) + 0.1) * (done[-1].vote - x)
    return tuple(done)


def _checked(
    position: ArrayLike, salience: ArrayLike, capability: ArrayLike
) -> tuple[Floats, Floats, Floats]:
    x, s, c = (np.array(each, float) for each in (position, salience, capability))
    if x.ndim != 2 or x.shape[1] < 2 or s.shape != x.shape or c.shape not in (x.shape, x.shape[:1]):
        raise ValueError(
            "exchanges need positions and saliences of actors by at least two issues and "
            f"capabilities of the actors, got shapes {x.shape}, {s.shape} and {c.shape}"
        )
    if not (np.isnan(x) | ((x >= 0) & (x <= 1))).all() or not ((s >= 0) & (s <= 1)).all():
        raise ValueError("positions and saliences must lie between 0 and 1")
    if not (np.isfinite(c) & (c >= 0)).all():
        raise ValueError("capabilities must be finite and not negative")
    c = np.broadcast_to(c if c.ndim == 2 else c[:, np.newaxis], x.shape)
    idle = np.flatnonzero((np.where(np.isnan(x), 0, c * s)).sum(axis=0) <= 0)
    if idle.size:
        raise ValueError(f"nobody has any weight on issue {idle[0]}")
    return x, s, c


# one round


class _Table(NamedTuple):
    """Own positions z, saliences s, shares of the weight on the issue, and who takes part.

    All (n_actors, n_issues); what is not there is 0.
    """

    own: Floats
    salience: Floats
    share: Floats
    present: Flags


def _round(x: Floats, s: Floats, c: Floats) -> ExchangeRound:
    present = ~np.isnan(x)
    weight = np.where(present, c * s, 0)
    table = _Table(np.where(present, x, 0), s, weight / weight.sum(axis=0), present)
    vote, issues = table.own.copy(), range(x.shape[1])
    made: list[Exchange] = []
    limit = np.stack([_limit(table, vote, p) for p in issues])
    top = _renewed(np.zeros((len(issues), len(issues))), table, limit, issues)
    while top.max() > WORTH and len(made) < LIMIT * x.size:
        made.append(_best(table, vote, limit, top))
        vote = _voted(vote, made[-1])
        changed = (made[-1].issue, made[-1].price)
        for p in changed:
            limit[p] = _limit(table, vote, p)
        top = _renewed(top, table, limit, changed)
    return ExchangeRound(
        position=x,
        vote=np.where(present, vote, np.nan),
        before=(table.share * table.own).sum(axis=0),
        after=(table.share * vote).sum(axis=0),
        exchanges=tuple(made),
        settled=bool(top.max() <= WORTH),
    )


def _voted(vote: Floats, one: Exchange) -> Floats:
    new = vote.copy()
    new[one.partner, one.issue], new[one.demander, one.price] = one.votes
    return new


def _limit(table: _Table, vote: Floats, p: int) -> Floats:
    """By how much the outcome of p can shift to the good of i (row) by j's vote, (n, n).

    0 unless i is on one side of the outcome and j is not on that side.
    """
    outcome = table.share[:, p] @ vote[:, p]
    own, at = table.own[:, p] - outcome, vote[:, p] - outcome
    side = np.sign(own)
    demands = table.present[:, p] & (side == np.sign(at))
    room = np.where(demands, np.minimum(np.abs(own), np.abs(at)), 0)[:, np.newaxis]
    against = [side[:, np.newaxis] * each > SAME for each in (own, at)]  # j wants it too
    reach = np.abs(at[:, np.newaxis] - at) * table.share[:, p]  # 0 for those without a position
    return np.where(against[0] | against[1], 0, np.minimum(room, reach))


def _gains(table: _Table, limit: Floats, p: int, q: int) -> tuple[Floats, Floats]:
    """Shift of outcome p if i demands p and j demands q, and the gain of each, (n, n)."""
    sp, sq = table.salience[:, p], table.salience[:, q]
    both_p, both_q = (each[:, np.newaxis] + each for each in (sp, sq))
    wanted = sp[:, np.newaxis] * sq - sq[:, np.newaxis] * sp  # positive if i demands p
    fair = np.divide(both_q, both_p, out=np.zeros_like(both_p), where=both_p > 0)
    shift = np.minimum(limit[p], limit[q].T * fair)
    per_shift = np.divide(wanted, both_q, out=np.zeros_like(both_q), where=both_q > 0)
    return shift, shift * np.maximum(per_shift, 0)


def _renewed(top: Floats, table: _Table, limit: Floats, changed: Iterable[int]) -> Floats:
    """Largest gain for each pair of issues p < q, of which one changed; (n_issues, n_issues)."""
    top = top.copy()
    for p, q in {(min(k, m), max(k, m)) for k in changed for m in range(len(limit)) if k != m}:
        top[p, q] = _gains(table, limit, p, q)[1].max()
    return top


def _best(table: _Table, vote: Floats, limit: Floats, top: Floats) -> Exchange:
    """The exchange with the largest gain; the first of equals."""
    p, q = (int(each) for each in np.argwhere(top >= top.max() - SAME)[0])
    shift, gain = _gains(table, limit, p, q)
    i, j = (int(each) for each in np.argwhere(gain >= gain.max() - SAME)[0])
    s = table.salience
    lengths = (shift[i, j], shift[i, j] * (s[i, p] + s[j, p]) / (s[i, q] + s[j, q]))
    votes, shifts = [], []
    for k, demander, payer, length in ((p, i, j, lengths[0]), (q, j, i, lengths[1])):
        gap = vote[demander, k] - vote[payer, k]
        step = min(length / table.share[payer, k], abs(gap))
        votes.append(float(vote[payer, k] + np.copysign(step, gap)))
        shifts.append(float(np.copysign(length, gap)))
    outcome = np.array([table.share[:, k] @ vote[:, k] for k in (p, q)])
    own = table.own[:, [p, q]] - outcome
    spared = np.abs(own) - np.abs(own - shifts)
    return Exchange(
        demander=i,
        partner=j,
        issue=p,
        price=q,
        votes=(votes[0], votes[1]),
        shifts=(shifts[0], shifts[1]),
        gain=float(gain[i, j]),
        externality=np.where(table.present[:, [p, q]], s[:, [p, q]] * spared, 0).sum(axis=1),
    )
