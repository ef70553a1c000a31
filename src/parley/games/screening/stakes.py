"""What battle and war are worth to each side and type: the numbers that every offer rests on."""

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from parley.games._ranges import Floats, within

__all__ = ["Stakes", "stakes_of_cost", "stakes_of_strength"]


class Stakes(NamedTuple):
    """Worth of a battle and of the war to the end, parts of the good; T tough, W weak.

    b_T, b_W : to the responder, of one battle: its chance to win the war in it, less its cost.
    e : the same to the proposer. on_T, on_W : chance that the war goes on after it. s_T, s_W : the
    same, discounted.
    w_T, w_W : to the responder, of the war to the end. f : to the proposer, against the tough type.
    """

    b_T: Floats
    b_W: Floats
    e: Floats
    on_T: Floats
    on_W: Floats
    s_T: Floats
    s_W: Floats
    w_T: Floats
    w_W: Floats
    f: Floats

    @property
    def pool_threshold(self) -> Floats:
        """Pr(tough) from which on a last offer is one that both types accept."""
        return np.asarray((self.w_T - self.w_W) / (1 - self.w_W - self.f))

    @property
    def ratio(self) -> Floats:
        """How a battle that does not end the war moves the odds of "tough"."""
        alike = np.ones_like(self.on_T)  # where no war outlasts a battle
        return np.asarray(np.divide(self.on_T, self.on_W, out=alike, where=self.on_W > 0))


def stakes_of_cost(
    cost_tough: ArrayLike,
    cost_weak: ArrayLike,
    cost_proposer: ArrayLike,
    collapse_proposer: ArrayLike,
    collapse_responder: ArrayLike,
    discount: ArrayLike,
) -> Stakes:
    """The types differ in what a battle costs them. `ValueError` as `private_cost` says."""
    tough, weak = within("cost_tough", cost_tough, "[0, inf)"), np.asarray(cost_weak, float)
    own = within("cost_proposer", cost_proposer, "[0, inf)")
    k_s = within("collapse_proposer", collapse_proposer, "(0, 1]")
    k_d = within("collapse_responder", collapse_responder, "[0, 1]")
    on = np.asarray(1 - k_s - k_d)
    if (k_s + k_d > 1).any():
        raise ValueError("collapse_proposer and collapse_responder must add up to at most 1")
    s = np.asarray(within("discount", discount, "(0, 1]") * on)
    if not ((tough < weak) & (weak <= k_s)).all():
        raise ValueError("cost_weak must be above cost_tough and at most collapse_proposer")
    b_t, b_w, e = np.asarray(k_s - tough), np.asarray(k_s - weak), np.asarray(k_d - own)
    w_t, w_w, f = np.asarray(b_t / (1 - s)), np.asarray(b_w / (1 - s)), np.asarray(e / (1 - s))
    return Stakes(b_t, b_w, e, on, on, s, s, w_t, w_w, f)


def stakes_of_strength(
    win_tough: ArrayLike, win_weak: ArrayLike, cost_proposer: ArrayLike, cost_responder: ArrayLike
) -> Stakes:
    """The types differ in battle odds. `ValueError` as `private_strength` says."""
    tough = within("win_tough", win_tough, "(0, 1)")
    weak = np.asarray(win_weak, float)
    own = within("cost_proposer", cost_proposer, "[0, inf)")
    other = within("cost_responder", cost_responder, "[0, inf)")
    if not ((tough < weak) & (weak <= 1 - other)).all():
        raise ValueError("win_weak must be above win_tough and at most 1 - cost_responder")
    b_t, b_w = np.asarray(1 - tough - other), np.asarray(1 - weak - other)
    f = np.asarray(tough - own)
    tough, weak = np.broadcast_arrays(tough, weak)
    return Stakes(b_t, b_w, -own, tough, weak, tough, weak, b_t, b_w, f)
