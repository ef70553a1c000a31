"""The fighting as the case has it, and as each scenario that changes it would have it."""

from collections.abc import Mapping
from dataclasses import dataclass

from parley.case import Case
from parley.case.alternatives import alternatives
from parley.draws import Draws, draws
from parley.models.fighting.sides import Fighting, fighting

__all__ = ["DRAWS", "Fought", "fought"]

DRAWS = 60  # of those, the first that are run week by week; a run of one takes milliseconds
EMPTY = ("positions", "constraints", "issues", "proposals", "moves", "influence", "scenarios")


@dataclass(frozen=True, kw_only=True, eq=False)
class Fought:
    """base : the case as it is, all draws. other : by scenario, its first `DRAWS` draws, with the
    same random numbers. wrong : by scenario, why it could not be had.
    """

    base: Fighting
    other: Mapping[str, Fighting]
    wrong: Mapping[str, str]

    @property
    def n_run(self) -> int:
        """Draws that are run week by week."""
        return min(self.base.n, DRAWS)


def fought(case: Case, sample: Draws) -> Fought:
    """The fighting in all scenarios, or `CaseError` for a case without the section `war`."""
    base = fighting(case, sample)
    cases, wrong = alternatives(case)
    return Fought(
        base=base,
        other={name: _drawn(other, sample) for name, other in cases.items()},
        wrong=wrong,
    )


def _drawn(case: Case, sample: Draws) -> Fighting:
    """Without the sections that the war does not read: to draw them takes most of the time."""
    defaults = {name: Case.model_fields[name].get_default() for name in EMPTY}
    bare = case.model_copy(update=defaults)
    return fighting(bare, draws(bare, min(sample.n, DRAWS), sample.seed, start=sample.start))
