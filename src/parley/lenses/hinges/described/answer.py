"""The answer: the inputs that the conclusions hang on, and the disputed claims worth settling."""

from collections.abc import Iterator

from parley.blocks import Block, Bullets, Cell, Note
from parley.lenses.hinges.build import FEWEST
from parley.lenses.hinges.ranking import Weight
from parley.lenses.hinges.solve import HingesResult
from parley.lenses.hinges.words import (
    capital,
    count,
    draws,
    input_name,
    input_refs,
    percent,
    whether,
)

__all__ = ["describe_answer"]

FIVE = 5


def describe_answer(result: HingesResult) -> Iterator[Block]:
    """In one sentence, then one by one."""
    if not result.asked:
        yield _nothing(result)
        return
    leading = [each for each in result.overall.inputs if each.hung][:FIVE]
    yield _answer(result, leading)
    if leading:
        items = tuple(
            Cell(_input(result, each), input_refs(result.found, each.at)) for each in leading
        )
        yield Bullets(f"{_counted(len(leading))} that the conclusions hang on", items)
    yield from _disputed(result)


def _counted(n: int) -> str:
    return "Five things" if n == FIVE else count(n, "thing").capitalize()


def _nothing(result: HingesResult) -> Note:
    few = sum(each.why == "too few draws" for each in result.shut)
    if few:
        text = (
            f"Not known: {few} of {count(len(result.shut), 'conclusion')} looked at in fewer than "
            f"{FEWEST} draws, too few to tell what any hangs on. `--draws 1000` makes more."
        )
    else:
        text = (
            f"Nothing: of {count(len(result.shut), 'conclusion')} none differs between the draws, "
            "or hardly any do, whatever the case leaves open."
        )
    return Note(text, "answer", page="open")


def _answer(result: HingesResult, leading: list[Weight]) -> Note:
    found, n = result.found, len(result.asked)
    open_too = f"{count(result.overall.n_inputs, 'input')} the case leaves open"
    if not leading:
        return Note(
            f"Of {open_too}, none explains any of {count(n, 'conclusion')} by itself so far that "
            f"{count(found.n, 'draw')} can tell it from chance.",
            "answer",
            page="open",
        )
    told = "; ".join(input_name(found, each.at) for each in leading)
    refs = tuple(ref for each in leading for ref in input_refs(found, each.at)[:1])
    return Note(
        f"Of {open_too}, the {count(n, 'conclusion')} that are not the same in nearly all draws "
        f"hang most on: {told}.",
        "answer",
        tuple(dict.fromkeys(refs)),
        "open",
    )


def _input(result: HingesResult, each: Weight) -> str:
    most = result.asked[each.hung[0]].conclusion
    share = _share(result, each.at, each.hung[0])
    others = len(each.hung) - 1
    more = (
        f"; {count(others, 'more conclusion')} hang{'s' if others == 1 else ''} on it"
        if others
        else ""
    )
    name = capital(input_name(result.found, each.at))
    return f"{name}: explains {share} of {whether(most)}{more}"


def _share(result: HingesResult, at: int, j: int) -> str:
    table = result.told.first
    return _span(table.estimate[at, j], table.low[at, j], table.high[at, j])


def _span(value: float, low: float, high: float) -> str:
    ends = f"{percent(max(low, 0))} to {percent(min(high, 1))}"
    return f"{percent(min(max(value, 0), 1))} ({ends})"


def _disputed(result: HingesResult) -> Iterator[Block]:
    told = result.disputed
    if not told.n_disputed:
        return
    clear = [each for each in told.claims if each.hung]
    chosen = [*clear, *(each for each in told.claims if not each.hung)][:FIVE]
    yield Note(_claims_answer(result, clear), "text", page="open")
    if chosen:
        items = tuple(
            Cell(_claim(result, each), result.found.groups[each.at].refs) for each in chosen
        )
        yield Bullets(f"{_disputes(len(chosen))} worth settling", items)


def _disputes(n: int) -> str:
    return "Five disputed claims" if n == FIVE else f"{count(n, 'disputed claim')}".capitalize()


def _claims_answer(result: HingesResult, clear: list[Weight]) -> str:
    told = result.disputed
    n, used = count(told.n_disputed, "claim"), len(told.claims)
    left = (
        f"; on {len(told.unused)} no number or order of the case rests, so that settling them "
        "changes no conclusion here"
        if told.unused
        else ""
    )
    bear = f"{used} bear{'s' if used == 1 else ''} on what the case leaves open{left}"
    if not clear:
        return (
            f"Of {n} that clash with another, {bear}. None stands clear of what chance shows in "
            f"{count(result.found.n, 'draw')}."
        )
    return (
        f"Of {n} that clash with another, {bear}. {count(len(clear), 'disputed claim')} "
        f"{'stands' if len(clear) == 1 else 'stand'} behind inputs that some conclusion clearly "
        "hangs on."
    )


def _claim(result: HingesResult, each: Weight) -> str:
    name, table = result.found.groups[each.at].name.rstrip("."), result.grouped
    j = each.hung[0] if each.hung else each.most
    share = _span(table.estimate[each.at, j], table.low[each.at, j], table.high[each.at, j])
    where = whether(result.asked[j].conclusion)
    if not each.hung:
        needed = table.needed[each.at, j]
        return f"“{name}”: these draws cannot tell; about {draws(needed)} would, at most of {where}"
    others = len(each.hung) - 1
    more = f", and part of {count(others, 'more conclusion')}" if others else ""
    return f"“{name}”: the inputs that rest on it explain {share} of {where}{more}"
