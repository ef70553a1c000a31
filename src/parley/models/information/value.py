"""Value of perfect information on everything, and on one input or group of inputs.

U is what each choice is worth in each draw. Without more information the best choice is the one of
highest mean. Knowing all, one would choose anew in each draw; knowing the inputs x, by their
conditional means:

    all      E max_d U_d            - max_d E U_d
    about x  E max_d E[U_d | x]     - max_d E U_d

The conditional means come from the draws alone: for one input from bins of equal number, for a
group from ridge regression on polynomials.

To put noisy means into the maximum would find value in noise. So the means are fitted with one
tenth of the draws left out at a time, and the choice they give is worth what it brings in the
draws left out:  E U_d(x) - max_d E U_d. That is never more than all knowledge is worth, and errs
downwards only, by what a better fit would gain: a few draws near the point of indifference are
given the wrong choice, where it hardly matters. The last term, the better of noisy means, is put
too high where choices are close; what bootstrap draws put it too high on average is taken off, the
same for all inputs. What is left below 0 is noise, and counts as 0.

Intervals: bootstrap over the draws, moved alike, with the fitted choices held fixed. In a normal
problem with 300 to 4,000 draws they held the truth in 90 to 96 cases of 100, in 80 to 87 where two
choices are exactly equal. Floor: the same for inputs whose draws are shuffled.

Sources: Raiffa and Schlaifer (1961), Applied Statistical Decision Theory; Strong and Oakley (2013),
Medical Decision Making 33(6), 755-766, bins; Strong, Oakley and Brennan (2014), Medical Decision
Making 34(3), 311-326, regression; Stone (1974), JRSS B 36(2), 111-147, leaving draws out; Efron and
Tibshirani (1993), An Introduction to the Bootstrap, chapter 10, bias.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from parley.models.discovery.shares import draws_needed, given_draws
from parley.models.information.fitted import FOLDS, fitted

__all__ = ["Value", "about", "gained", "perfect", "utilities", "valued"]

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

N_BOOTSTRAP = 500
N_DUMMIES = 5
"""Shuffles of a group that make its floor."""


@dataclass(frozen=True, kw_only=True)
class Value:
    """Worth of information in units of U; more is better.

    value : at least 0. interval : 95 %. raw : before 0 took the place of less. floor : the most
    that shuffled inputs came to, 0 if there are none to shuffle. verdict : "worth something" if the
    interval lies above the floor. draws_needed : about, for that; inf if nothing was seen.
    """

    value: float
    interval: tuple[float, float]
    raw: float
    floor: float
    verdict: Literal["worth something", "cannot tell"]
    draws_needed: float
    n: int
    seed: int


def perfect(u: ArrayLike, *, seed: int = 0) -> Value:
    """What knowing everything is worth.

    u : (n, n_choices), higher is better. `ValueError` for fewer than 50 draws or 2 choices, values
    that are not finite, choices that are worth the same in every draw.

    >>> worth = perfect(np.random.default_rng(0).normal(size=(10_000, 1)) * [0, 1])
    >>> round(worth.value, 2), worth.verdict  # 0.399 by hand
    (0.4, 'worth something')
    """
    worth = utilities(u)
    return valued(worth, worth.max(axis=1), np.zeros((len(worth), 0)), seed)


def about(u: ArrayLike, x: ArrayLike, columns: Sequence[int], *, seed: int = 0) -> Value:
    """What knowing the inputs in these columns is worth, all together.

    u : (n, n_choices). x : (n, k). columns : one input, or a group. `ValueError` as in `perfect`,
    for a constant input, columns that are not there or twice. Cost: one sort for one input; a
    group of p has some 3 p + p^2 / 2 regressors (3 p if p is above 12).

    >>> rng = np.random.default_rng(0)
    >>> x = rng.normal(size=(10_000, 2))
    >>> u = np.column_stack([0 * x[:, 0], x[:, 0] + x[:, 1]])
    >>> round(about(u, x, [0]).value, 1), round(about(u, x, [0, 1]).value, 2)  # 0.399 and 0.564
    (0.4, 0.56)
    """
    worth = utilities(u)
    inputs = given_draws(x, worth[:, 0])[0]
    chosen = [int(each) for each in columns]
    if not chosen or len({*chosen} & {*range(inputs.shape[1])}) < len(chosen):
        raise ValueError(f"columns {chosen} are not different ones of {inputs.shape[1]} inputs")
    known = inputs[:, chosen]
    rng = np.random.default_rng([seed, *chosen])
    fold = _folds(len(worth), seed)
    dummies = [gained(worth, fitted(rng.permutation(known), worth, fold)) for _ in range(N_DUMMIES)]
    brought = gained(worth, fitted(known, worth, fold))
    return valued(worth, brought, np.stack(dummies, axis=1), seed)


def utilities(u: ArrayLike) -> Floats:
    """U as numbers, (n, n_choices); `ValueError` as in `perfect`."""
    worth = np.asarray(u, float)
    if worth.ndim != 2 or worth.shape[1] < 2:
        raise ValueError(f"utilities {worth.shape} are not (n, n_choices) with 2 choices or more")
    if not np.isfinite(worth).all():
        raise ValueError("the utilities are not finite in every draw")
    if (worth == worth[:, :1]).all():
        raise ValueError("all choices are worth the same in every draw")
    given_draws(np.arange(len(worth))[:, np.newaxis], worth[:, 0])
    return worth


def gained(u: Floats, mean: Floats) -> Floats:
    """What the choice of highest fitted mean brings in each draw, (n,)."""
    brought: Floats = np.take_along_axis(u, mean.argmax(axis=1)[:, np.newaxis], axis=1)[:, 0]
    return brought


def valued(u: Floats, brought: Floats, dummies: Floats, seed: int) -> Value:
    """The value of choosing so that each draw brings this much, (n,).

    dummies : (n, n_dummies), what choosing by shuffled inputs brings.
    """
    plain = float(brought.mean() - u.mean(axis=0).max())
    again, bias = _again(u, brought, seed)
    raw = plain + bias
    floor = max([0.0, *(dummies.mean(axis=0) - u.mean(axis=0).max() + bias).tolist()])
    low, high = np.maximum(np.quantile(again, [0.025, 0.975]) + bias, 0).tolist()
    return Value(
        value=max(raw, 0.0),
        interval=(low, high),
        raw=raw,
        floor=floor,
        verdict="worth something" if low > floor else "cannot tell",
        draws_needed=draws_needed(len(u), max(raw - floor, 0.0), float(again.std())),
        n=len(u),
        seed=seed,
    )


def _again(u: Floats, brought: Floats, seed: int) -> tuple[Floats, float]:
    """The value in bootstrap draws, (n_bootstrap,), and how far too low it is on average."""
    rng, n = np.random.default_rng([seed, 1]), len(u)
    both = np.column_stack([u, brought])
    first = int(u.mean(axis=0).argmax())
    value, luck = np.empty(N_BOOTSTRAP), np.empty(N_BOOTSTRAP)
    for i in range(N_BOOTSTRAP):
        count = np.bincount(rng.integers(n, size=n), minlength=n)
        mean = count @ both / n
        best = mean[:-1].max()
        luck[i] = best - mean[first]  # in the same draws: exactly 0 where one choice always leads
        value[i] = mean[-1] - best
    return value, float(luck.mean())


def _folds(n: int, seed: int) -> Ints:
    """Which tenth each draw is left out with, (n,)."""
    return np.asarray(np.random.default_rng([seed, 0]).permutation(n) % FOLDS, np.int64)
