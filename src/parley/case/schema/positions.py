"""What each side says and is held to want of what is negotiated."""

from typing import Any, Literal, Self

from pydantic import Field, model_validator

from parley.case.references import FROM_WAR
from parley.case.rules import And, Atom, Rule, atoms
from parley.case.schema.entry import (
    Date,
    Entry,
    Id,
    Ids,
    Judged,
    Order,
    Points,
    Rules,
    Share,
    Shift,
    Sourced,
    Swing,
    Texts,
    Weight,
    Words,
)
from parley.case.schema.issues import Value

__all__ = [
    "Answer",
    "Importance",
    "Inferred",
    "Interest",
    "IssuePosition",
    "NoDeal",
    "PartyPosition",
    "Stated",
    "Together",
]


class Stated(Sourced):
    """What a party says it wants of an issue. red : what it says it will never accept."""

    wants: Ids = ()
    accepts: Ids = ()
    refuses: Ids = ()
    red: Ids = ()
    on: Date | None = None
    says: str = ""


class Inferred(Judged):
    """What analysts infer that a party wants: a ranking, values, or more/less of a range.

    values : option -> 0 (worst for the party) to 1 (best).
    prefers : along an ordered issue or a range.
    """

    ranks: Order | None = None
    values: dict[Value, Share] | None = None
    prefers: Literal["more", "less"] | None = None
    red: Ids = ()

    @model_validator(mode="after")
    def _one_form(self) -> Self:
        given = [form for form in (self.ranks, self.values, self.prefers) if form is not None]
        if len(given) != 1:
            raise ValueError("give exactly one of: ranks, values, prefers")
        if self.values is not None and not self.values:
            raise ValueError("'values' is empty; give at least one option its value")
        return self


class IssuePosition(Entry):
    """Both sides of a position: what is said, in the order it was said, and what is inferred."""

    stated: tuple[Stated, ...] = ()
    inferred: Inferred | None = None


class Importance(Judged):
    """How much each issue matters to the party when it goes from its worst to its best option.

    In one of four forms. ranks : an order. weights : numbers, of which only ratios matter.
    swing : the most important issue is 100, the others lie below (von Winterfeldt and Edwards
    1986, Decision Analysis and Behavioral Research). smarter : a full order that stands for its
    rank-order centroid weights (Edwards and Barron 1994, Organizational Behavior and Human
    Decision Processes 60, 306-325).
    """

    ranks: Order | None = None
    weights: dict[Id, Weight] | None = None
    swing: dict[Id, Swing] | None = None
    smarter: Order | None = None

    @model_validator(mode="after")
    def _one_form(self) -> Self:
        given = [form for form in _IMPORTANCE if getattr(self, form) is not None]
        if len(given) != 1:
            raise ValueError(f"give exactly one of: {', '.join(_IMPORTANCE)}")
        return self


_IMPORTANCE = ("ranks", "weights", "swing", "smarter")


class Together(Judged):
    """What a combination of options adds for the party, beyond what each is worth by itself.

    when : conditions joined by `and`, on two issues or more.
    worth : on the scale from -1 to 1, where 1 goes from the worst package to the best; with
        `points`, in points.
    """

    when: Rules
    worth: Points

    @model_validator(mode="after")
    def _several_at_once(self) -> Self:
        if not _joined(self.when):
            raise ValueError("'when' joins conditions with 'and' alone; write one entry for each")
        if len({atom.issue for atom in self.atoms}) < 2:
            raise ValueError(
                "'when' needs conditions on two issues or more; "
                "what one option is worth stands with its issue"
            )
        return self

    @property
    def atoms(self) -> tuple[Atom, ...]:
        """The conditions that must all hold."""
        return atoms(self.when)


def _joined(rule: Rule) -> bool:
    match rule:
        case Atom():
            return True
        case And(left, right):
            return _joined(left) and _joined(right)
        case _:
            return False


class NoDeal(Judged):
    """What the party has if there is no deal: a value from 0 to 1, a package plus a shift, points.

    war : as `from: war`, what fighting on is worth to it by the section `war`, from 0, nothing of
        the stake, to 1, all of it.
    package : what holds without a deal (issues left out: their if_silent option).
    plus : gain (or loss, below 0) of going on without a deal, on the same scale from -1 to 1.
    plus_with : options of one issue under which the plus is kept in a deal as well, because they
        leave things going on (a deal on prisoners alone does not end the fighting).
    points : on the party's score sheet, where it has one.
    """

    value: Share | None = None
    package: dict[Id, Value] | None = None
    points: Points | None = None
    war: Literal[True] | None = None
    plus: Shift | None = None
    plus_with: dict[Id, Ids] = Field({}, max_length=1)

    @model_validator(mode="before")
    @classmethod
    def _from_war(cls, raw: Any) -> Any:
        if isinstance(raw, dict) and raw.get("from") == FROM_WAR:
            return {key: part for key, part in raw.items() if key != "from"} | {"war": True}
        return raw

    @model_validator(mode="after")
    def _one_form(self) -> Self:
        forms = (self.value, self.package, self.points, self.war)
        if sum(form is not None for form in forms) != 1:
            raise ValueError("give exactly one of: value, package, points, 'from: war'")
        if self.package is None and self.plus is not None:
            form = "points" if self.points is not None else "value"
            raise ValueError(f"'plus' goes with 'package'; put the whole worth in '{form}'")
        if self.plus_with and self.plus is None:
            raise ValueError("'plus_with' says when 'plus' is kept; give 'plus'")
        return self


class Answer(Judged):
    """What the party, or somebody for it, prefers: texts, packages and no deal in an order.

    order : of proposals (`proposal:A` for one way to take its choices, `proposal:A/B` for two),
        of the party's `packages`, and of `no_deal`.
    """

    order: Order


class Interest(Sourced):
    """Why a party wants what it wants, said by itself or inferred by an analyst."""

    says: Words
    basis: Literal["stated", "inferred"]
    by: str = ""
    issues: Ids = ()


class PartyPosition(Entry):
    """Everything a lens may know about what one party wants.

    points : a score sheet, issue -> option -> points, in place of `importance` and of what is
        inferred; more is better. packages : by name, for `answers`.
    """

    importance: Importance | None = None
    points: dict[Id, dict[Value, Points]] | None = None
    together: tuple[Together, ...] = ()
    no_deal: NoDeal | None = None
    issues: dict[Id, IssuePosition] = {}
    packages: dict[Id, dict[Id, Value]] = {}
    answers: tuple[Answer, ...] = ()
    interests: tuple[Interest, ...] = ()
    mandate: Texts = ()
