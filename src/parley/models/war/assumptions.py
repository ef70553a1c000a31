"""All that is assumed about a war of two sides, and what can be wrong with it.

Strategic level only: capability is an aggregate by class, the front is an index, time is a week.
Shares and worths are in units of the stake, which is 1; so a cost of 0.01 a week is a hundredth
of all that is fought over. Arrays have the party first.
"""

from dataclasses import dataclass

from parley.models.war.state import Floats, Ints

__all__ = ["FIXED", "War"]

FIXED = ("settle", "pause", "pause_settle", "violate", "renew", "fail")


@dataclass(frozen=True, kw_only=True, eq=False)
class War:
    """Two sides, C classes of capability, T types of each side.

    Capability. stock : (2, C), at the start, any unit. weight : (2, C), exponents of strength,
    M = prod stock**weight. loss : (3, 2, C), share lost a week in war, pause and peace.
    production, aid : (3, 2, C), likewise, aid before week aid_until : (2,). strike :
    (2,), chance a week of war that a side is struck; strike_share : (2, C, 2), from which share
    to which of a class is then lost. floor : (2,), strength under which a side collapses.

    Fighting. Side 1 wins a battle with odds (M_1 / M_2)**contest. tempo : chance of a battle a
    week. front : 1 to fronts - 1; side 1 has won at fronts, side 2 at 0. collapse : (2,), chance
    a week of war that a side collapses for other reasons. cost : (2,), of a week of war;
    cost_later after the week `deadline`; deadline_cost : (2,), lost by not agreeing in that
    week (-1: none). discount : per week.

    Types. strength : (2, T), multiplies M. resolve : (2, T), multiplies the cost. demand :
    (2, T), share it never goes below. talk_gain : (2, T), from talking as such. belief : (T, T),
    what both believe of the types of 1 and 2 at the start, or (2, T, T), side 1 and side 2, where
    they differ; each knows what the other believes and is not moved by it. truth : (T, T), how
    types are drawn. temper : 1 takes conduct at face value, 0 ignores it. news : chance a week,
    for each side, of a report on its type; reliable : chance that it names the true one, else any
    other. Both know how reliable it is.

    Talks. precision : of the logit, per stake. talk_cost : (2,). proposer : (2, 2), chance of
    who proposes next, by who did last. pause_share : chance that a pause is on the table, not a
    settlement. pause_weeks. hope : believed chance that a pause ends in a settlement. line :
    share of side 1 expected of it, nan for an even split of what it saves. concede : (2,), chance
    a week of war that a side gives in to the highest demand of the other, as all expect it. A type
    with the highest demand of its own side never does, so the others do it more often. mediator :
    chance that what is proposed is a single text of a mediator, which both answer at once, and not
    an offer of a side: the split that all expect.

    Packages. packages : (K, 2), worth of each to side 1 and 2, 0 to 1, if a settlement is one of
    them; what they are worth together may differ. Without any (0, 2) it divides the stake. A
    proposer offers each with odds of exp(precision * gain), and none with those of a gain of 0:
    gain is the chance that the other accepts it times own worth less that of refusing. All expect
    the one with the largest product of what both gain over refusing, by what is believed; where
    none serves both, the one that fails to by least, but then a mediator has no text.

    What terms change. cap : (2, C), most of each class in peace; what is above is lost. territory :
    how much of the way a settlement moves the front towards the share of side 1, 0 to 1. A war that
    is renewed begins there. package_line : (K,), share it then moves towards, nan for the worth to
    side 1; package_cap : (K, 2, C), nan for cap; package_guarantor : (K,), nan for guarantor. Who
    settles weighs its share, not what the terms do to a later war; who keeps a peace weighs the
    war that would come now.

    Keeping it. surprise : (2,), gain of who attacks first in a pause. review : (2,), chance a week
    that a side thinks about breaking its word. accident : chance a week that a pause ends by
    itself, breakdown : that a peace does. temptation : (2,), gain of cheating once in peace.
    detection : chance that it is seen. penalty : (2,), on who is seen, with chance guarantor.

    channel : chance a week that a humanitarian deal is on the table; relief : (2,), worth of it.

    settle, pause, pause_settle, violate, renew, fail : fixed chances a week in place of what the
    parties decide; nan where they decide. In war settle, then pause; in a pause settle, then
    violate, then at its end renew; in peace fail.
    """

    stock: Floats
    weight: Floats
    loss: Floats
    production: Floats
    aid: Floats
    aid_until: Ints
    strike: Floats
    strike_share: Floats
    floor: Floats
    contest: float
    tempo: float
    fronts: int
    front: int
    collapse: Floats
    cost: Floats
    cost_later: Floats
    deadline: int
    deadline_cost: Floats
    discount: float
    strength: Floats
    resolve: Floats
    demand: Floats
    talk_gain: Floats
    belief: Floats
    truth: Floats
    temper: float
    news: float
    reliable: float
    precision: float
    talk_cost: Floats
    proposer: Floats
    pause_share: float
    pause_weeks: int
    hope: float
    line: float
    concede: Floats
    mediator: float
    packages: Floats
    cap: Floats
    package_line: Floats
    package_cap: Floats
    package_guarantor: Floats
    territory: float
    surprise: Floats
    review: Floats
    accident: float
    temptation: Floats
    detection: float
    penalty: Floats
    guarantor: float
    breakdown: float
    channel: float
    relief: Floats
    settle: float
    pause: float
    pause_settle: float
    violate: float
    renew: float
    fail: float
