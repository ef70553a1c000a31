"""The answer: whether the present state holds, which states would, and what turns them."""

from collections.abc import Iterator

from parley.blocks import Block, Note
from parley.lenses.stability.described.levers import lever_words
from parley.lenses.stability.listed import MAIN
from parley.lenses.stability.solve import StabilityResult
from parley.lenses.stability.words import (
    capital,
    count,
    listed,
    party_name,
    party_refs,
    percent,
    state_name,
)

__all__ = ["describe_answer"]


def describe_answer(result: StabilityResult) -> Iterator[Block]:
    """Who would move away from the present state, which named states hold, what would turn them."""
    yield _answer(result)
    yield from _named(result)
    yield from _lever(result)


def _everyone(result: StabilityResult) -> tuple[str, ...]:
    return party_refs(result.conflict, range(len(result.conflict.parties)))


def _answer(result: StabilityResult) -> Note:
    found, n, holds = result.conflict, result.conflict.graph.n_states, int(result.holds.sum())
    if found.now is None:
        text = (
            f"Of {count(n, 'state')} the parties can bring about, {holds:,} would hold: whoever "
            "moved away would be answered in somebody's own interest, or gains nothing."
        )
        return Note(text, "answer", _everyone(result), "open")
    leave = [p for p, stable in enumerate(result.verdict[MAIN][:, found.now]) if not stable]
    if leave:
        text = (
            f"At the middle of what the case leaves open, "
            f"{listed([party_name(found, p) for p in leave])} would move away from the present "
            "state"
        )
    else:
        text = (
            "At the middle of what the case leaves open, no party would move away from the present "
            "state: each gains nothing by it, or would be answered so that it loses the gain again"
        )
    share = float(result.robust.equilibrium[found.now])
    text += (
        f". It holds in {percent(share)} of draws. Of {count(n, 'state')}, {holds:,} would hold."
    )
    return Note(text, "answer", _everyone(result), "open")


def _named(result: StabilityResult) -> Iterator[Note]:
    """Which of the named states would hold, and who would leave the others."""
    found = result.conflict
    kept, left = [], []
    for s in result.looked:
        leave = [p for p, stable in enumerate(result.verdict[MAIN][:, s]) if not stable]
        if s == found.now:
            continue
        if leave:
            who = listed([party_name(found, p) for p in leave])
            left.append(f"{state_name(found, s)} (left by {who})")
        else:
            kept.append(f"{state_name(found, s)}{_blocked(result, s)}")
    if kept:
        yield Note(f"Would hold once there: {listed(kept)}.", "text", _everyone(result), "open")
    if left:
        yield Note(f"Would not hold: {listed(left)}.", "text", _everyone(result), "open")


def _blocked(result: StabilityResult, s: int) -> str:
    """Who would have to move against its preference on the way there."""
    blocked = [p for way in result.ways if way.target == s for p in way.blocked]
    who = listed([party_name(result.conflict, p) for p in blocked])
    own = "it prefers" if len(blocked) == 1 else "they prefer"
    return f" (reached only if {who} moved against what {own})" if blocked else ""


def _lever(result: StabilityResult) -> Iterator[Note]:
    """The lever that turns most draws."""
    pulled = result.pulled
    if pulled is None:
        return
    if not pulled.found:
        yield Note(
            "No single option of a third party changes whether one of the named states holds.",
            "text",
            page="open",
        )
        return
    makes = [pull for pull in pulled.found if pull.share_after > pull.share_before]
    for pull in (makes or list(pulled.found))[:1]:
        what = capital(lever_words(result.conflict, pull))
        does = "does most to make a state hold" if makes else "does most to break one"
        yield Note(
            f"Of {count(pulled.n_tried, 'lever')} tried, the one that {does}: {what}. "
            f"{capital(state_name(result.conflict, pull.target))} then holds in "
            f"{percent(pull.share_after)} of draws instead of {percent(pull.share_before)}.",
            "text",
            _everyone(result),
            "open",
        )
