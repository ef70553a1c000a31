"""Which coalitions are enough for a deal, and which of them have one to agree on."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from itertools import combinations

from parley.models.blocking.demands import Demand
from parley.models.blocking.zones import can_meet
from parley.models.domain import Domain

__all__ = ["Coalition", "coalitions"]

MOST = 10  # parties; 252 coalitions at worst


@dataclass(frozen=True, kw_only=True)
class Coalition:
    """Parties that are enough, none of them to spare.

    zone : whether some package meets all that they demand; None if it could not be decided.
    """

    parties: tuple[int, ...]
    zone: bool | None


def coalitions(
    domain: Domain,
    wanted: Iterable[Demand],
    *,
    at_least: int,
    including: Collection[int] = (),
) -> tuple[Coalition, ...]:
    """The minimal winning coalitions under the rule "at least so many, among them these".

    wanted : what the parties demand; what no party demanded binds every coalition. `ValueError`
    for more than 10 parties, or a rule that asks for more parties than there are.
    """
    n = domain.n_parties
    if n > MOST:
        raise ValueError(f"coalitions of {n} parties are too many to list; at most {MOST}")
    if not 0 < at_least <= n or not set(including) <= set(range(n)):
        raise ValueError(f"no coalition of {n} has {at_least} parties and {sorted(including)}")
    wanted = tuple(wanted)
    others = [p for p in range(n) if p not in including]
    found = []
    for more in combinations(others, max(at_least - len(set(including)), 0)):
        members = tuple(sorted({*including, *more}))
        own = [each for each in wanted if each.party is None or each.party in members]
        found.append(Coalition(parties=members, zone=can_meet(domain, own)))
    return tuple(sorted(found, key=lambda coalition: coalition.parties))
