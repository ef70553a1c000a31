"""Everything the hinges section says, in numbers."""

from dataclasses import dataclass

from parley.lenses.hinges.build import Asked, Hinges
from parley.lenses.hinges.hung import Hung, hung
from parley.lenses.hinges.indices import Explained, Table, explained, grouped
from parley.lenses.hinges.ranking import Disputed, Overall, Weight, disputed, overall, weigh
from parley.lenses.hinges.scenes import Scene, scenes
from parley.lenses.hinges.turned import Settled, Turned, settled, turned
from parley.models.uncertain import KINDS

__all__ = ["HingesResult", "solve"]


@dataclass(frozen=True, kw_only=True, eq=False)
class HingesResult:
    """Answer, evidence and recipe. All places of conclusions count those that are open.

    asked : the open ones. shut : the others, with the reason. told : indices of all inputs. grouped
    : of the groups. overall : inputs by what hangs on them. by_kind : groups likewise, kind by
    kind. disputed : claims. hung : each conclusion. scenes : where some of them come about. turned,
    settled : what would turn them.
    """

    found: Hinges
    asked: tuple[Asked, ...]
    shut: tuple[Asked, ...]
    told: Explained
    grouped: Table
    overall: Overall
    by_kind: dict[str, tuple[Weight, ...]]
    disputed: Disputed
    hung: tuple[Hung, ...]
    scenes: tuple[Scene, ...]
    turned: tuple[Turned, ...]
    settled: tuple[Settled, ...]


def solve(found: Hinges) -> HingesResult:
    """Search every conclusion that is open; the same draws and seed give the same answer."""
    asked = tuple(each for each in found.asked if each.open)
    told = explained(found, asked)
    together = grouped(found, asked, told.first)
    each_hung = hung(found, told, asked)
    weighed = weigh(together, [each.lens for each in asked])
    return HingesResult(
        found=found,
        asked=asked,
        shut=tuple(each for each in found.asked if not each.open),
        told=told,
        grouped=together,
        overall=overall(found, told.first, asked),
        by_kind={
            kind: tuple(each for each in weighed if found.groups[each.at].kind == kind)
            for kind in KINDS
        },
        disputed=disputed(found, together, asked),
        hung=each_hung,
        scenes=scenes(found, each_hung, asked),
        turned=turned(each_hung),
        settled=settled(found, asked),
    )
