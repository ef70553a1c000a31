"""What can be chosen in the Spatial Model of Politics, and what KTAB's files call it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal, get_args

from parley.models.influence.one_shot import RiskRange, Rules
from parley.models.influence.voting import KTAB as KTAB_VOTING
from parley.models.influence.voting import Election, Victory, VotingRule

__all__ = ["KTAB", "Commitment", "Insight", "Interpolation", "Options", "View", "from_ktab"]

Insight = Literal["third", "none", "half", "two thirds", "full"]
Commitment = Literal["semi", "none", "full"]
Interpolation = Literal["squared", "plain", "weaker moves"]
View = Literal["initiator", "both", "weighted"]

INSIGHT: dict[Insight, float] = {
    "none": 0.0,
    "third": 1 / 3,
    "half": 0.5,
    "two thirds": 2 / 3,
    "full": 1.0,
}
"""How far of the way from one's own aversion to risk to the other's true one a guess gets."""

KTAB: dict[str, tuple[str, Mapping[str, str | bool]]] = {
    **{
        name: (field, KTAB_VOTING[name])
        for name, field in (
            ("VotingRule", "voting"),
            ("VictoryProbModel", "victory"),
            ("PCEModel", "election"),
        )
    },
    "StateTransitions": ("stochastic", {"Deterministic": False, "Stochastic": True}),
    "BigRAdjust": (
        "insight",
        {
            "OneThird": "third",
            "None": "none",
            "No": "none",  # as its schema spells it
            "Half": "half",
            "TwoThirds": "two thirds",
            "Full": "full",
        },
    ),
    "BigRRange": ("risk_range", {"Mid": "mid", "Min": "min", "Max": "max"}),
    "ThirdPartyCommit": (
        "commitment",
        {"SemiCommit": "semi", "NoCommit": "none", "FullCommit": "full"},
    ),
    "InterVecBrgn": (
        "interpolation",
        {"S2P2": "squared", "S1P1": "plain", "S2PMax": "weaker moves"},
    ),
    "BargnModel": (
        "view",
        {"InitOnlyInterp": "initiator", "InitRcvrInterp": "both", "PWCompInterp": "weighted"},
    ),
}
"""Per option of KTAB the field of `Options` and what each of its values is called there."""


@dataclass(frozen=True, kw_only=True)
class Options:
    """How actors vote, guess, challenge and settle; the defaults are KTAB's.

    voting, victory, election : as in `voting`. stochastic : draw what an actor does by its chance
    instead of taking the likeliest. insight : how much each knows of the others' aversion to risk.
    risk_range : aversion from -1/2, 0 or -1 (mid, min, max) up to 1. commitment : whether third
    parties of a challenge share the fate of the side they join: of the winner only (semi), never
    (none) or always (full); the last two come to the same. interpolation : how salience and power
    draw a proposal to either side, squared or plain; or only the weaker side moves. view : whose
    estimate of power makes the proposal; with both, there are two; weighted, one in between.
    as_ktab : repeat what looks like slips in KTAB's program: with the views both and weighted, the
    receiver's estimate is of gain instead of the chance to win, and its weight is the initiator's
    capability; and capability is not scaled.
    """

    voting: VotingRule = "proportional"
    victory: Victory = "linear"
    election: Election = "conditional"
    stochastic: bool = False
    insight: Insight = "third"
    risk_range: RiskRange = "mid"
    commitment: Commitment = "semi"
    interpolation: Interpolation = "squared"
    view: View = "initiator"
    as_ktab: bool = False

    def __post_init__(self) -> None:
        self.rules.codes()
        for given, known in (
            (self.insight, Insight),
            (self.risk_range, RiskRange),
            (self.commitment, Commitment),
            (self.interpolation, Interpolation),
            (self.view, View),
        ):
            if given not in get_args(known):
                raise ValueError(f"{given!r} is none of {list(get_args(known))}")

    @property
    def rules(self) -> Rules:
        return Rules(self.voting, self.victory, self.election)

    @property
    def n_views(self) -> int:
        return 2 if self.view == "both" else 1


def from_ktab(given: dict[str, str], *, as_ktab: bool = False) -> Options:
    """Options from names and values as KTAB's files have them. `ValueError` for an unknown one.

    >>> from_ktab({"InterVecBrgn": "S1P1", "BigRAdjust": "Half"}).interpolation
    'plain'
    """
    fields: dict[str, Any] = {}
    for name, value in given.items():
        field, values = KTAB.get(name, ("", dict[str, str | bool]()))
        if value not in values:
            raise ValueError(f"KTAB knows no option {name} = {value}")
        fields[field] = values[value]
    return Options(**fields, as_ktab=as_ktab)
