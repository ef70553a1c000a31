"""Flip tests: what is the smallest change of an input that turns a conclusion?

`flip_of_one` and `flip_of_pair` move the inputs of a function that can be asked again. `turns` has
draws only, and looks for the level at which the conclusion stops being the likelier one;
`flip_of_fit` does so for two inputs together.
`disputes` asks the same of accounts that clash: would settling this one turn the conclusion?
"""

from parley.models.flips.accounts import Account, Dispute, disputes
from parley.models.flips.fitted import PairFlip, flip_of_fit
from parley.models.flips.moved import Flip, flip_of_one, flip_of_pair
from parley.models.flips.turning import Turn, turns

__all__ = [
    "Account",
    "Dispute",
    "Flip",
    "PairFlip",
    "Turn",
    "disputes",
    "flip_of_fit",
    "flip_of_one",
    "flip_of_pair",
    "turns",
]
