"""What every answer of the lens rests on, and what it cannot say."""

from collections.abc import Iterator

from parley.blocks import Note
from parley.lenses.games.solve import GamesResult
from parley.lenses.games.words import count

__all__ = ["closing"]


def closing(result: GamesResult) -> Iterator[Note]:
    """Assumptions, then limits."""
    found = result.found
    yield Note(
        "Strengths, growth, costs and chances are guesses, drawn over the ranges that the case "
        "gives them. Signs and thresholds are more robust than numbers: read which side of zero "
        "an answer lies on and in how many draws, then the sizes. Chances to win are taken from "
        "the ratio of strengths alone.",
        "assumption",
        ("war",),
        "rests",
    )
    if result.pauses:
        yield Note(
            "Pauses: strength grows by a constant amount a week while the guns are silent; the war "
            "that may follow is fought to the end; what a settlement would give is taken as given. "
            "Not counted are lives and costs spared meanwhile, which would speak for any pause, "
            "and one that is broken early or used for an attack by surprise, which would speak "
            "against it.",
            "assumption",
        )
    yield Note(
        "Power: the shift over a year of peace is that of Fearon's and Powell's model, a period "
        "being a year, with arming as in silence and no limits of a settlement. Each answer that "
        "depends on who makes the offers is given both ways.",
        "assumption",
    )
    if found.settlement is not None:
        yield Note(
            "Keeping a settlement: one side at a time; a cheat that nobody sees changes nothing "
            "later; the war that follows a cheat that is seen is never settled again, the "
            "harshest threat there is; monitoring raises no false alarms beyond the accidents.",
            "assumption",
        )
    if result.asked:
        yield Note(
            "Types: they differ here in strength and in what fighting costs them. The share below "
            "which a type would never go, and what talking as such brings it, are not used.",
            "assumption",
        )
    yield Note(
        "Conduct does not tell why. Refusing pauses fits a side that expects to be weaker after "
        "one as well as a side whose power rises by fighting on or that wants no settlement; "
        "patience and a low cost of war look alike as well. An offer of a pause with limits on "
        "arming that are watched would tell some of them apart.",
        "limit",
    )
    yield Note(
        "These are canonical models, each of one mechanism, and they do not see each other: no "
        "chance of peace, no date and no advice follows from them, and who makes the last offer "
        "moves many of the answers. Domestic politics, backers' own aims, law and the lives at "
        "stake are not in them.",
        "limit",
    )
    yield Note(
        f"The figures come from {count(found.n, 'draw')} of the open numbers. A share of draws "
        "says how much of what the case leaves open speaks for an answer; it is no probability "
        "that anybody acts so.",
        "limit",
    )
