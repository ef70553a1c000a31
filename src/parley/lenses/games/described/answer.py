"""The answer: by the pause that talks are about, who loses in how many draws, and why."""

from collections.abc import Callable, Iterator

from parley.blocks import Block, Note
from parley.case.schema import Response
from parley.case.words import when
from parley.lenses.games.pauses import OnPause, OnSide
from parley.lenses.games.remedies import Remedies, Remedy
from parley.lenses.games.solve import GamesResult
from parley.lenses.games.spread import Spread
from parley.lenses.games.words import (
    chance_span,
    part,
    part_span,
    pause_name,
    pause_refs,
    percent,
    points,
    rate,
    side_name,
    side_refs,
    weeks,
)

__all__ = ["describe_answer"]

HARDLY = 0.0005  # of a chance: nothing in points with one decimal


def describe_answer(result: GamesResult) -> Iterator[Block]:
    """Who loses by the pause and why, what would change it, and which pause suits both."""
    on = result.talked_of
    if on is None:
        yield _without_pauses(result)
        return
    yield _answer(result, on)
    if on.sides[on.less].remedies is not None:
        yield _change(result, on)
    if result.recorded:
        yield _recorded(result, on)
    yield _widest(result)


def _without_pauses(result: GamesResult) -> Note:
    told = result.division
    first = side_name(result.found, 0)
    return Note(
        f"The case names no pause. Of all there is to divide, what leaves {first} at least "
        f"{part(told.low.middle)} and at most {part(told.high.middle)} (medians) is better for "
        "both sides than fighting on to the end; what is held now lies within such a range in "
        f"{percent(told.inside)} of draws.",
        "answer",
        ("war", *side_refs(result.found)),
        "open",
    )


def _answer(result: GamesResult, on: OnPause) -> Note:
    found = result.found
    first, second = (side_name(found, i) for i in (0, 1))
    one, other = (percent(on.sides[i].gains) for i in (0, 1))
    return Note(
        f"Against fighting on now, {first} loses nothing by {_pause(on)} in {one} of draws and "
        f"{second} in {other}. {_why(result, on)}",
        "answer",
        (*pause_refs(on), *side_refs(found)),
        "open",
    )


def _pause(on: OnPause) -> str:
    return f"the pause {pause_name(on)} ({weeks(on.weeks.middle)})"


def _why(result: GamesResult, on: OnPause) -> str:
    less, more = on.sides[on.less], on.sides[on.more]
    if less.remedies is None:
        return "In no draw does either side lose by it."
    first, other = side_name(result.found, on.less), side_name(result.found, on.more)
    return (
        f"While the guns are silent the strength of {first} would grow by "
        f"{rate(less.growth.middle)} a week and that of {other} by {rate(more.growth.middle)}, so "
        f"that {_moves(first, less)} (medians). {_reasons(first, less.remedies)}"
    )


def _moves(first: str, less: OnSide) -> str:
    """What the pause does to its chance to win, and what the settlement in prospect is worth."""
    lost, brings = less.lost.middle, less.prospect.middle
    way = f"falls by {points(lost)}" if lost > 0 else f"rises by {points(-lost)}"
    turn = "but" if (lost > 0) == (brings > 0) else "and"
    if abs(lost) < HARDLY:
        way, turn = "hardly changes", "and"
    worth = (
        f"the prospect of a settlement is worth {part(brings)} of the stake to it"
        if brings >= 0
        else f"the settlement in prospect costs it {part(-brings)} of the stake"
    )
    return f"the chance of {first} to win {way}, {turn} {worth}"


def _reasons(first: str, given: Remedies) -> str:
    """Over the draws in which it loses: is it more by power or by terms?"""
    power = "the fall of its chance to win"
    terms = "a settlement in prospect that is worth less to it than fighting on"
    more, of = (terms, given.terms) if given.terms > given.power else (power, given.power)
    whole = "all" if of == 1 else percent(of)
    return (
        f"In {whole} of the draws in which {first} loses, more of the loss comes from {more}; by "
        f"this reckoning a refusal would rest on {_rests(given)}."
    )


def _rests(given: Remedies) -> str:
    arming, terms = "arming meanwhile", "the terms that it is thought to lead to"
    more, less = (terms, arming) if given.terms > given.power else (arming, terms)
    return f"{more} rather than on {less}"


def _change(result: GamesResult, on: OnPause) -> Note:
    """What would have to be otherwise for the side that loses in more draws."""
    found, less = result.found, on.sides[on.less]
    given = less.remedies
    assert given is not None  # checked by the caller
    name = side_name(found, on.less)
    ways = [
        _way("a chance of a settlement of at least {}", "a likelier settlement", given.chance,
             chance_span),
        _way("a share of the settlement of at least {}", "a larger share of it", given.more,
             part_span),
        _way("a limit that leaves both sides at most {} of their production and aid",
             "a limit on arming for both", given.limit, part_span),
    ]  # fmt: skip
    known = [way for way in ways if way]
    told = any(each.needed is not None for each in (given.chance, given.more, given.limit))
    key = " (medians; in brackets what 90% of these draws need)" if told else ""
    text = (
        f"In the {percent(given.loses)} of draws in which {name} loses, one change alone would "
        f"leave it without a loss: {'; '.join(known)}{key}."
        if known
        else f"In the draws in which {name} loses, neither a likelier settlement, nor a larger "
        "share of it, nor a limit on arming would leave it without a loss."
    )
    return Note(
        f"{text} In {percent(on.shares)} of all draws some share in the settlement leaves both "
        "sides without a loss: what one of them loses by a pause the other gains, and more.",
        refs=(*pause_refs(on), *side_refs(found)),
        page="open",
    )


def _way(told: str, short: str, given: Remedy, said: Callable[[Spread], str]) -> str:
    """Short where too few draws are left to tell a number; empty if it helps in none."""
    if given.helps == 0:
        return ""
    what = short if given.needed is None else told.format(said(given.needed))
    return f"{what}, in {percent(given.helps)} of them"


def _recorded(result: GamesResult, on: OnPause) -> Note:
    """What each side has answered to the text, beside the reckoning."""
    told = [_answered(result, on, i, answer) for i, answer in enumerate(result.recorded)]
    claims = tuple(claim for each in result.recorded if each for claim in each.claims)
    return Note(
        f"On record, of the text with {pause_name(on)}: {'; '.join(told)}. Where the record and "
        "this reckoning part, something that is not in it decides, or the numbers are off.",
        refs=claims or pause_refs(on),
        page="open",
    )


def _answered(result: GamesResult, on: OnPause, side: int, answer: Response | None) -> str:
    case, text = result.found.case, on.paused.pause.proposal
    name = side_name(result.found, side)
    if text and result.found.sides[side] in case.proposals[text].by:
        return f"{name} put it forward"
    if answer is None or answer.state == "none":
        return f"{name} has not answered it as a whole"
    hedge = " and ".join(f"“{each}”" for each in answer.conditions)
    on_condition = f" on condition: {hedge}" if hedge else ""
    return f"{name} “{answer.state}” ({when(case, answer.on)}){on_condition}"


def _widest(result: GamesResult) -> Note:
    """How often neither side loses by each pause, the most often first."""
    best = result.widest
    assert best is not None  # there is a pause
    others = [each for each in result.pauses if each is not best]
    others.sort(key=lambda each: -each.both)
    rest = "".join(f", by {pause_name(each)} in {percent(each.both)}" for each in others)
    text = f"Neither side loses by {pause_name(best)} in {percent(best.both)} of draws{rest}."
    refs = tuple(ref for each in result.pauses for ref in pause_refs(each))
    return Note(text, refs=(*refs, *side_refs(result.found)))
