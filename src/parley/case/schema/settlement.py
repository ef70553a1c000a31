"""What would keep a settlement once it is signed."""

from pydantic import Field

from parley.case.quantity import Between, Exact
from parley.case.schema.entry import Amount, Id, Judged, Share, Sourced, Weight, Words

__all__ = ["Attack", "Guarantee", "Keeping", "Package", "Settlement"]


class Keeping(Sourced):
    """What a period brings a side that keeps a settlement, cheats once, or is at war; any unit."""

    keeps: Amount
    cheats: Amount
    war: Amount
    because: str = ""


class Guarantee(Sourced):
    """What stands behind a settlement.

    detection : how likely cheating is noticed in a period. penalty : what a side that is noticed
    loses if the guarantor acts, in units of what keeping the settlement brings in a period.
    honoured : how likely the guarantor acts. accidents : how likely the settlement breaks down in
    a period though nobody cheats. defends : the side that the guarantor would fight for, if any.
    """

    name: Words
    detection: Share
    penalty: Weight
    honoured: Share
    accidents: Share = Exact(0.0)
    defends: Id | None = None
    because: str = ""
    called: dict[Id, Words] = {}


class Attack(Sourced):
    """A renewed attack after the settlement, and what a guarantor that fights would change.

    by, on : the two sides. wins, wins_against_guarantor : how likely the attacker wins. cost_by,
    cost_on : of that war to either, as parts of what it would be about.
    """

    by: Id
    on: Id
    wins: Share
    wins_against_guarantor: Share
    cost_by: Weight
    cost_on: Weight
    because: str = ""


class Package(Sourced):
    """One whole way to settle, in the weekly model.

    worth : to each of the two sides, a share of the stake; together they may come to more or less
    than all of it. held : the share of the first side that the front then moves towards; its worth
    if left out. limits : as in `Settlement`, in place of those. guarantee : what stands behind it,
    in place of the one in force.
    """

    name: Words
    worth: dict[Id, Share]
    held: Share | None = None
    limits: dict[Id, dict[Id, Weight]] | None = None
    guarantee: Id | None = None
    because: str = ""
    called: dict[Id, Words] = {}


class Settlement(Judged):
    """What would keep a settlement; a judgement as a whole.

    period : what a period is, in words. weeks : how long it is. detection, accidents : as in
    `Guarantee`, where nobody stands behind it, for the weekly model. in_force : the guarantee that
    is taken to, if any. limits : by side and capability, the most that its terms leave, as a part
    of the present stock. packages : what a settlement can be, in the weekly model; without any it
    divides the stake.
    """

    period: Words
    weeks: Weight
    detection: Share = Between(0.1, 0.9)
    accidents: Share = Between(0.0, 0.1)
    keeping: dict[Id, Keeping] = Field(min_length=1)
    guarantees: dict[Id, Guarantee] = {}
    in_force: Id | None = None
    attack: Attack | None = None
    limits: dict[Id, dict[Id, Weight]] = {}
    packages: dict[Id, Package] = {}
