"""What every answer of the lens rests on, and what it cannot tell."""

from collections.abc import Iterator

from parley.blocks import Block, Bullets, Cell, Heading, Note
from parley.lenses.war.solve import REPLICATIONS, WEEKS, WarResult
from parley.lenses.war.weeks import PATHS
from parley.lenses.war.words import count

__all__ = ["closing"]

CANNOT = (
    "When there will be peace, or how likely it is by a date. Where even the parties do not know, "
    "no model of a single war can.",
    "Whether a side is sincere. Refusing pauses looks alike in who gains by rearmament and in who "
    "wants no deal at all; what would tell them apart is whether a monitored pause with limits on "
    "rearming is accepted.",
    "How patient a side is apart from what the war costs it, how sharply it chooses apart from "
    "what is at stake, or its aims apart from its strength: conduct shows only their mixtures.",
    "How strong a side is, from battles: it takes some thirty of them to move the odds ninefold "
    "between types that win 40 and 60% of theirs.",
    "What goes on inside a side: factions, leaders who come and go, fear and honour. They stand "
    "here as what is not known of a side.",
    "Anything on a third side that fights, or on talks of more than two.",
    "What is right. Lives, law and rights are in no number here, and who attacked whom changes "
    "none of them; a cost is what fighting takes from the worth of the stake.",
    "How to fight. Strength is an aggregate, the front an index; nothing here says what to do in "
    "the field.",
)


def closing(result: WarResult) -> Iterator[Block]:
    """Assumptions, then limits."""
    base = result.fought.base
    yield Heading("What this cannot tell")
    yield Note(
        "Sizes of both sides are judgements of whoever wrote the case, as wide as the case makes "
        "them. Week by week each side takes what is better for it, mostly, and refuses by what "
        "fighting on to the end would bring it; rates of wars of the past are beside the figures, "
        "and a page of the documentation says where simulated wars differ from them.",
        "assumption",
        ("war",),
        "rests",
    )
    yield Note(
        f"Of {count(base.n, 'draw')} {len(result.run.which)} are run week by week, "
        f"{REPLICATIONS} times each for {WEEKS} weeks, and {PATHS} of these runs are followed for "
        "what comes when, the front and strengths. Whoever settles is taken to weigh what it "
        "gets, not what the terms do to a later war.",
        "limit",
    )
    yield Bullets("No run of this model can say:", tuple(Cell(each) for each in CANNOT))
