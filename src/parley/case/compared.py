"""What the answers of a party compare: texts, packages it was asked about, and no deal."""

from parley.case.schema import Case
from parley.case.terms import variants

__all__ = ["NO_DEAL", "alternatives", "package_named"]

NO_DEAL = "no_deal"

Value = str | float


def alternatives(case: Case, proposal: str) -> dict[str, dict[str, Value]]:
    """The ways to read a text with choices, by name, and what each sets; empty without choices.

    Names are made of the alternatives taken: "june-text:II.A/III.B".
    """
    ways = variants(case, proposal)
    if len(ways) < 2:
        return {}
    return {f"{proposal}:{'/'.join(way.chosen)}": way.sets for way in ways}


def package_named(case: Case, party: str, name: str) -> dict[str, Value] | None:
    """The whole package that a name in the party's `answers` stands for; None for no deal.

    Issues that the text or package leaves out take their `if_silent`. Raises `KeyError` for a
    name that a case which loads does not have.
    """
    if name == NO_DEAL:
        return None
    packages = case.positions[party].packages
    sets = packages[name] if name in packages else _text(case, name)
    return {issue: sets.get(issue, each.if_silent) for issue, each in case.issues.items()}


def _text(case: Case, name: str) -> dict[str, Value]:
    proposal = name.partition(":")[0]
    found = alternatives(case, proposal)
    return found[name] if found else variants(case, proposal)[0].sets
