"""The fighting in aggregates: what each side has, what it costs, and which pauses are proposed."""

from typing import Self

from pydantic import Field, StrictInt, model_validator

from parley.case.quantity import Between, Exact, Triangle
from parley.case.schema.entry import Entry, Id, Ids, Judged, Share, Shift, Sourced, Weight, Words

__all__ = ["Capability", "Conceding", "Deadline", "Engine", "Pause", "Side", "Type", "War"]

ONE, NONE = Exact(1.0), Exact(0.0)


class Capability(Sourced):
    """A class of what a side fights with; its stock before the first week is 1.

    weight : how much of the side's strength hangs on it, an exponent. production, aid : what the
    side itself and its backers add a week, as parts of that stock. attrition : the part lost in a
    week of fighting. struck : the part lost at once before the first week.
    """

    name: Words
    weight: Share
    production: Weight = NONE
    aid: Weight = NONE
    attrition: Share = NONE
    struck: Share = NONE
    because: str = ""
    called: dict[Id, Words] = {}


class Type(Sourced):
    """What a side may be, unknown to the other.

    likely : how likely it is. believed : how likely the other side takes it to be, if otherwise.
    strength, resolve : multiply its strength, and what fighting costs it. least : the share of the
    stake it would never go below. talks : what talking as such brings it, as a part of the stake.
    """

    name: Words
    likely: Share
    believed: Share | None = None
    strength: Weight = ONE
    resolve: Weight = ONE
    least: Share = NONE
    talks: Shift = NONE
    because: str = ""


class Side(Sourced):
    """One of the two sides.

    strength : all it can fight with before anything is struck, in any unit, the same for both.
    cost : of fighting on to the end, as a part of the stake. aid_ends : after how many weeks its
    backers' aid ends, if it does.
    """

    strength: Weight
    cost: Weight
    capabilities: dict[Id, Capability] = {}
    types: dict[Id, Type] = {}
    backers: Ids = ()
    aid_ends: Weight | None = None
    because: str = ""


class Pause(Sourced):
    """A temporary ceasefire that is proposed or could be.

    weeks : how long. settles : how likely a settlement comes out of it. share : the first side's
    share of the stake in that settlement. rearming : the part of production and aid that each side
    keeps meanwhile. surprise : what attacking first out of it would gain, as a part of the stake.
    accidents : how likely it breaks down by itself in a week. proposal : the text it stands in.
    """

    name: Words
    weeks: Weight
    settles: Share
    share: Share
    rearming: Share = ONE
    surprise: Share = NONE
    accidents: Share = NONE
    proposal: Id | None = None
    because: str = ""
    called: dict[Id, Words] = {}


class Conceding(Sourced):
    """Demands of a side whose aims are not known, and what the other side could do meanwhile.

    rising, declining : the two sides. steps : the part of the stake given up after each concession.
    war : what fighting is worth to the declining side now and after each concession but the last.
    aim : the step at which limited aims would be met. limited : how likely the aims are limited.
    """

    rising: Id
    declining: Id
    steps: tuple[float, ...] = Field(min_length=2)
    war: tuple[Share, ...] = Field(min_length=2)
    aim: StrictInt = Field(ge=1)
    limited: Share
    because: str = ""

    @model_validator(mode="after")
    def _one_ladder(self) -> Self:
        steps = (0.0, *self.steps)
        if any(a >= b for a, b in zip(steps, self.steps, strict=False)) or steps[-1] > 1:
            raise ValueError("'steps' must rise from above 0 to at most 1")
        if len(self.war) != len(self.steps):
            raise ValueError(
                f"'war' needs a worth now and after each concession but the last: "
                f"{len(self.steps)} entries, not {len(self.war)}"
            )
        if self.aim >= len(self.steps):
            raise ValueError(f"'aim' is a step before the last: 1 to {len(self.steps) - 1}")
        return self


class Deadline(Sourced):
    """A date that changes what not agreeing costs; it forces nobody.

    weeks : from now. lost : by side, what not having agreed by then loses it, as a part of the
    stake.
    """

    name: Words
    weeks: Weight
    lost: dict[Id, Weight] = Field(min_length=1)
    because: str = ""


class Engine(Entry):
    """Numbers of the weekly model that nobody can source: wide ranges, to be narrowed by who can.

    Most ranges are those under which simulated wars last, end and come back about as wars did; see
    docs/war-checks.md. contest : exponent of the ratio of strengths in the odds to win the war
    from the middle of the front, 1 in the canonical games.
    precision : how surely the parties take what is better for them, per stake. talk_gain,
    talk_cost : of a week of being seen to talk, as parts of the stake. pauses : how likely a
    week's offer is a pause. review : how likely a side thinks in a week about breaking its word.
    collapse : chance a year of war that each side gives way for other reasons. territory : how
    far a settlement moves the front towards the shares it gives, 1 all the way. temper : how much
    of the news in an act is believed.
    """

    contest: Weight = Between(0.5, 2.0)
    precision: Weight = Triangle(5.0, 15.0, 60.0)
    talk_gain: Share = Between(0.0, 0.2)
    talk_cost: Share = Between(0.0, 0.3)
    pauses: Share = Between(0.1, 0.5)
    review: Share = Triangle(0.0005, 0.005, 0.05)
    collapse: Share = Triangle(0.0025, 0.015, 0.1)
    territory: Share = Between(0.0, 1.0)
    temper: Share = Between(0.25, 1.0)


class War(Judged):
    """The fighting in a few numbers; a judgement as a whole.

    stake : what the two sides divide, all of it being 1. sides : two of them, in this order. held :
    the first side's share of it now. age : weeks it has lasted. lasts : weeks that fighting on to
    the end would take. year : what a gain a year from now is worth now. pause : the one that talks
    are about; the first if none is named. mediator : how likely a settlement that is proposed is a
    mediator's single text, put to both at once.
    """

    stake: Words
    sides: dict[Id, Side]
    held: Share
    age: Weight | None = None
    lasts: Weight
    year: Share = Between(0.85, 0.99)
    pauses: dict[Id, Pause] = {}
    pause: Id | None = None
    mediator: Share = NONE
    conceding: tuple[Conceding, ...] = ()
    deadline: Deadline | None = None
    engine: Engine = Field(default_factory=Engine)

    @model_validator(mode="after")
    def _two_sides(self) -> Self:
        if len(self.sides) != 2:
            raise ValueError(f"'sides' needs exactly two entries, not {len(self.sides)}")
        return self

    @property
    def talked_name(self) -> str | None:
        """Id of the pause that talks are about: the one named, else the first."""
        return self.pause or next(iter(self.pauses), None)

    @property
    def talked_of(self) -> Pause | None:
        """The pause that talks are about."""
        return None if self.talked_name is None else self.pauses.get(self.talked_name)
