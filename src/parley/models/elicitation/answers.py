"""A party's own answers against what the case holds it to want.

Two kinds of answer, kept apart: what it said when asked which it prefers, and its answers to whole
texts on the record. A refusal on the record may be tactics; here it counts as "less than no deal",
as in `parley.lenses.offers`, so a contradiction between the two kinds is worth looking at, not a
mistake.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from parley.case.compared import NO_DEAL as NOTHING
from parley.case.compared import package_named
from parley.case.schema import Answer
from parley.models.elicitation.comparisons import NO_DEAL, SAME, Comparison, agreement
from parley.models.elicitation.contradictions import Contradictions
from parley.models.elicitation.inference import LEAST, admitted_importance, contradicting
from parley.models.elicitation.reweigh import Reweighed, reweigh
from parley.models.elicitation.stated import alternatives, best_total, stated
from parley.models.offer_space import SCALE, OfferSpace
from parley.models.offer_space.utilities import package_of
from parley.models.term_sheet import definite

__all__ = ["Answered", "Said", "Told", "answered", "asked", "packages", "recorded"]

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]


@dataclass(frozen=True, kw_only=True)
class Said:
    """One comparison in the names of the case, and where it comes from.

    better, worse : names of texts ("june-text:II.A"), packages, or "no_deal"; several where a text
    leaves its choices open. path : in the case file. claims : it rests on.
    """

    better: tuple[str, ...]
    sign: Literal[">", ">=", "~"]
    worse: tuple[str, ...]
    basis: Literal["asked", "recorded"]
    path: str
    claims: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Told:
    """A comparison, and the share of draws that agree with it."""

    said: Said
    agrees: float


@dataclass(frozen=True, kw_only=True, eq=False)
class Answered:
    """What one party's answers say.

    party : its place in `OfferSpace.parties`. agrees : (n_draws,) whether a draw agrees with every
    answer. importance : over the draws, before and after keeping
    those that agree with every answer. contradictions : sets of places in `told` that cannot hold
    together, given what the case states; a set of one contradicts what is stated by itself.
    admitted : (n_issues, 2) least and most importance that agrees with all that is stated and
    answered; None if not wanted, its answers contradict, or it has a score sheet.
    """

    party: int
    told: tuple[Told, ...]
    agrees: NDArray[np.bool_]
    importance: Reweighed
    contradictions: Contradictions
    admitted: Floats | None


def answered(
    space: OfferSpace, party: int, *, record: bool = True, intervals: bool = False
) -> Answered | None:
    """The party's answers against the draws and against each other; None if it gave none.

    record : whether its answers to whole texts count as well. intervals : whether `admitted`, two
    programs for each issue, is wanted even where nobody asked the party.
    """
    said = [*asked(space, party), *(recorded(space, party) if record else ())]
    if not said:
        return None
    case, name = space.case, space.parties[party]
    known = packages(space, party, said)
    comparisons = _placed(said, list(known))
    agrees = _agreement(space, party, list(known.values()), comparisons)
    views, others = stated(case, name), alternatives(case, name, list(known.values()))
    sheet = space.beliefs[party] is None
    least = min(LEAST, 0.5 / best_total(case, name)) if sheet else LEAST
    found = contradicting(views, others, comparisons, least)
    intervals = intervals or any(each.basis == "asked" for each in said)
    return Answered(
        party=party,
        told=tuple(
            Told(said=each, agrees=float(column.mean()))
            for each, column in zip(said, agrees.T, strict=True)
        ),
        agrees=np.asarray(agrees.all(axis=1)),
        importance=reweigh(_importance(space, party), np.asarray(agrees.all(axis=1))),
        contradictions=found,
        admitted=admitted_importance(views, others, comparisons, least)
        if intervals and not sheet and not found.sets
        else None,
    )


def asked(space: OfferSpace, party: int) -> tuple[Said, ...]:
    """The comparisons in `positions.PARTY.answers`: neighbours in each chain, and ties."""
    name = space.parties[party]
    return tuple(
        each
        for k, answer in enumerate(space.case.positions[name].answers)
        for each in _asked(answer, f"positions.{name}.answers.{k}")
    )


def recorded(space: OfferSpace, party: int) -> tuple[Said, ...]:
    """The party's last answer to each whole text, where it is yes or no.

    Yes: some way to read the text is worth no less than no deal. No: every way is worth less.
    """
    return tuple(_recorded(space, space.parties[party]))


def packages(space: OfferSpace, party: int, said: Sequence[Said]) -> dict[str, Ints]:
    """The packages named, (n_issues,) levels each; no deal is not among them."""
    name = space.parties[party]
    named = dict.fromkeys(each for one in said for each in (*one.better, *one.worse))
    found = {each: package_named(space.case, name, each) for each in named}
    return {each: package_of(space.case, sets) for each, sets in found.items() if sets is not None}


def _asked(answer: Answer, path: str) -> Iterator[Said]:
    ranking = answer.order
    pairs = [(group[0], "~", other) for group in ranking.groups for other in group[1:]]
    pairs += [(ranking.groups[g][0], ">", ranking.groups[h][0]) for g, h in sorted(ranking.above)]
    for better, sign, worse in pairs:
        yield Said(
            better=(better,),
            sign="~" if sign == "~" else ">",
            worse=(worse,),
            basis="asked",
            path=path,
            claims=answer.claims,
        )


def _recorded(space: OfferSpace, party: str) -> Iterator[Said]:
    for proposal in dict.fromkeys(text.proposal for text in space.texts):
        answer = definite(space.case, proposal, party)
        if answer is None:
            continue
        chosen = [text.chosen for text in space.texts if text.proposal == proposal]
        ways = tuple(f"{proposal}:{'/'.join(way)}" if way else proposal for way in chosen)
        place = space.case.proposals[proposal].responses.index(answer)
        yes = answer.state == "accepted"
        yield Said(
            better=ways if yes else (NOTHING,),
            sign=">=" if yes else ">",
            worse=(NOTHING,) if yes else ways,
            basis="recorded",
            path=f"proposals.{proposal}.responses.{place}",
            claims=answer.claims,
        )


def _placed(said: Sequence[Said], names: Sequence[str]) -> list[Comparison]:
    place = {name: k for k, name in enumerate(names)} | {NOTHING: NO_DEAL}
    return [
        Comparison(
            tuple(place[name] for name in each.better),
            each.sign,
            tuple(place[name] for name in each.worse),
        )
        for each in said
    ]


def _agreement(
    space: OfferSpace, party: int, known: Sequence[Ints], comparisons: Sequence[Comparison]
) -> NDArray[np.bool_]:
    sample = space.sample
    columns = [sample.worth(package)[:, party] for package in known]
    worth = np.array(columns, np.int64).reshape(-1, sample.n_draws).T
    same = np.full(sample.n_draws, round(SAME * SCALE))
    return agreement(worth, sample.no_deal[:, party], comparisons, same)


def _importance(space: OfferSpace, party: int) -> Floats:
    """(n_draws, n_issues); on a score sheet the points between worst and best, as shares."""
    believed = space.beliefs[party]
    if believed is not None:
        return believed.importance
    swing = np.stack([np.ptp(table[:, :, party], axis=1) for table in space.sample.utility], axis=1)
    total = swing.sum(axis=1, keepdims=True)
    shares = np.full(swing.shape, 1 / swing.shape[1])
    np.divide(swing, total, out=shares, where=total > 0)
    return shares
