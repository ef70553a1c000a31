"""What the stability lens concludes in each draw."""

import numpy as np

from parley.conclusion import Conclusion, yes_or_no
from parley.lenses.stability.solve import StabilityResult
from parley.lenses.stability.words import party_refs, state_name, state_refs

__all__ = ["conclusions"]


def conclusions(result: StabilityResult) -> tuple[Conclusion, ...]:
    """Whether each state that is looked at holds for all; nothing of draws not looked at."""
    found, robust = result.conflict, result.robust
    n = max(len(taste.which) for taste in found.tastes)
    holds, known = np.zeros((len(result.looked), n), bool), np.zeros(n, bool)
    for profile, verdict in zip(robust.profiles, robust.watched, strict=True):
        at = list(profile.draws)
        holds[:, at], known[at] = verdict[:, np.newaxis], True
    everybody = party_refs(found, range(len(found.parties)))
    return tuple(
        yes_or_no(
            f"holds.{_name(result, s)}",
            f"nobody would move away from {state_name(found, s)}",
            holds[k],
            (*state_refs(found, s), *everybody),
            known=known,
        )
        for k, s in enumerate(result.looked)
    )


def _name(result: StabilityResult, s: int) -> str:
    found = result.conflict
    if s == found.now:
        return "now"
    return next((name for name, state in found.named.items() if state == s), str(s))
