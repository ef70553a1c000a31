"""Everything the games lens finds; a module beside this one for each part."""

from dataclasses import dataclass

from parley.case.schema import Response
from parley.lenses.games.conceding import Ladder, ladders
from parley.lenses.games.defending import Defence, defence
from parley.lenses.games.division import Division, division
from parley.lenses.games.keeping import Backed, Unbacked, backed, unbacked
from parley.lenses.games.pauses import OnPause, pauses
from parley.lenses.games.risk import Asked, Beliefs, asked, beliefs
from parley.lenses.games.spread import Spread, spread
from parley.lenses.games.variants import Variants, variants
from parley.models.fighting import Fighting, Grown, Paused, grown
from parley.models.term_sheet.answers import standing

__all__ = ["GamesResult", "Growing", "solve"]


@dataclass(frozen=True, kw_only=True)
class Growing:
    """A class of a side: what it adds to strength in a week of silence, its weight, what was lost
    at once; parts each."""

    side: int
    kind: str
    rate: Spread
    weight: Spread
    struck: Spread


@dataclass(frozen=True, kw_only=True, eq=False)
class GamesResult:
    """Answer, evidence and recipe of the games lens.

    pauses : in the order of the case; talked_of : the one talks are about; recorded : each side's
    last answer to the text that one stands in; widest : the one by which neither side loses in most
    draws. Parts that the case says nothing of are empty or None.
    """

    found: Fighting
    pauses: tuple[OnPause, ...]
    talked_of: OnPause | None
    recorded: tuple[Response | None, ...]
    widest: OnPause | None
    variants: Variants | None
    growing: tuple[Growing, ...]
    division: Division
    unbacked: tuple[Unbacked, ...]
    backed: tuple[Backed, ...]
    defence: Defence | None
    ladders: tuple[Ladder, ...]
    asked: tuple[Asked, ...]
    beliefs: Beliefs | None


def solve(found: Fighting) -> GamesResult:
    """Every canonical game that the case has numbers for, in every draw."""
    every, settlement = pauses(found), found.settlement
    talked_of = next((each for each in every if each.paused.pause is found.war.talked_of), None)
    pause = talked_of.paused if talked_of else None
    return GamesResult(
        found=found,
        pauses=every,
        talked_of=talked_of,
        recorded=_recorded(found, pause),
        widest=max(every, key=lambda each: each.both) if every else None,
        variants=variants(found, talked_of) if talked_of else None,
        growing=tuple(_growing(each) for each in grown(found)),
        division=division(found, pause.share if pause else None),
        unbacked=unbacked(found, settlement) if settlement else (),
        backed=backed(found, settlement) if settlement else (),
        defence=defence(found, settlement) if settlement else None,
        ladders=ladders(found),
        asked=asked(found, pause),
        beliefs=beliefs(found),
    )


def _recorded(found: Fighting, pause: Paused | None) -> tuple[Response | None, ...]:
    """By side; empty without a text, and for one that neither side has answered as a whole."""
    text = pause.pause.proposal if pause else None
    if text is None:
        return ()
    answers = tuple(standing(found.case, text, side).whole for side in found.sides)
    return answers if any(each and each.state != "none" for each in answers) else ()


def _growing(each: Grown) -> Growing:
    return Growing(
        side=each.side,
        kind=each.kind,
        rate=spread(each.rate),
        weight=spread(each.weight),
        struck=spread(each.struck),
    )
