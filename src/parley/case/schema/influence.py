"""Who stands where on scales, how much it matters to each, and how much weight each carries."""

from pydantic import Field

from parley.case.schema.entry import Id, Judged, Share, Sourced, Swing, Weight, Words

__all__ = ["Actor", "Influence", "Scale", "Stance"]


class Scale(Sourced):
    """A question whose answers lie between two ends, 0 and 100.

    low, high : what the ends mean. issue : the issue of the case it stands for, if any. marks :
    what numbers in between mean. reference : what holds if nothing is agreed. called : each side's
    own term.
    """

    name: Words
    question: Words
    low: Words
    high: Words
    marks: dict[str, Words] = {}
    issue: Id | None = None
    reference: Swing | None = None
    because: str = ""
    called: dict[Id, Words] = {}


class Stance(Sourced):
    """Where an actor stands on a scale, and how much of its influence it would use there.

    position : 0 to 100 on the scale. salience : 0 to 100. capability : where it differs from the
    actor's own on this scale.
    """

    position: Swing
    salience: Swing
    capability: Weight | None = None
    because: str = ""


class Actor(Sourced):
    """An actor with some influence. capability : in any unit, the same for all actors.

    stances : by scale; without one the actor has no part in that scale. follows : actor -> share,
    how far what the actor wants follows where others stand, as in KTAB's accommodation.
    """

    capability: Weight | None = None
    because: str = ""
    stances: dict[Id, Stance] = Field(min_length=1)
    follows: dict[Id, Share] = {}


class Influence(Judged):
    """Positions on scales, salience and capability; a judgement as a whole.

    What is said of a single actor or stance rests on claims or on its own `because`.
    """

    scales: dict[Id, Scale] = Field(min_length=1)
    actors: dict[Id, Actor] = Field(min_length=1)
    note: str = ""
