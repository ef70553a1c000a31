"""Who is involved: parties with their roles, people with their offices."""

from collections.abc import Iterator, Sequence
from datetime import date

from parley.blocks import Cell, Column, Table
from parley.case import Case
from parley.case.dates import as_of, span
from parley.case.schema.record import Office, Party, Person, Role
from parley.case.when import When
from parley.lenses.record.solve import RecordResult
from parley.lenses.record.words import label, listed

__all__ = ["parties", "people"]


def parties(result: RecordResult) -> Table:
    """Every party with its other names and its roles."""
    case = result.record.case
    rows = tuple(
        (
            Cell(entry.name),
            Cell(", ".join(entry.also) or None),
            Cell(_roles(case, name, entry) or None, _claims(entry.roles)),
            Cell(entry.note or None),
        )
        for name, entry in case.parties.items()
    )
    return Table("Parties and third parties", _columns("name", "also called", "roles"), rows)


def _roles(case: Case, name: str, entry: Party) -> str:
    consent = ["its consent is needed"] if name in case.consent else []
    return "; ".join([*consent, *(_role(case, role) for role in entry.roles)])


def _role(case: Case, role: Role) -> str:
    of = f" of {listed([label(case, whom) for whom in role.of])}" if role.of else ""
    dates = f" ({_during(case, role.during)})" if role.during else ""
    return f"{role.role}{of}{dates}"


def people(result: RecordResult) -> Iterator[Table]:
    """Every person or body with the party spoken for, in the order of the parties."""
    case = result.record.case
    order = {name: place for place, name in enumerate(case.parties)}
    entries = sorted(
        case.people.values(), key=lambda entry: order.get(entry.speaks_for or "", len(order))
    )
    rows = tuple(
        (
            Cell(entry.name if entry.kind == "person" else f"{entry.name} ({entry.kind})"),
            Cell(label(case, entry.speaks_for) if entry.speaks_for else "no side"),
            Cell(_offices(case, entry) or None, _claims(entry.offices)),
            Cell(entry.note or None),
        )
        for entry in entries
    )
    if rows:
        yield Table("People and bodies", _columns("name", "speaks for", "offices"), rows)


def _offices(case: Case, entry: Person) -> str:
    return "; ".join(_office(case, office) for office in entry.offices)


def _office(case: Case, office: Office) -> str:
    marks = " [unverified]" if office.unverified else ""
    dates = _during(case, office.during)
    return f"{office.title}{f' ({dates})' if dates else ''}{marks}"


def _during(case: Case, when: When) -> str:
    """The dates as written; an end after the case's own day was not known then, and is left out."""
    first, dots, last = str(when).partition("..")
    if not dots:
        return first
    if (span(case, when).latest or date.max) > as_of(case):
        last = ""
    if first and last:
        return f"{first} to {last}"
    return f"from {first}" if first else f"until {last}" if last else ""


def _claims(entries: Sequence[Role | Office]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(claim for entry in entries for claim in entry.claims))


def _columns(*heads: str) -> tuple[Column, ...]:
    return (*(Column(head) for head in heads), Column("remarks"))
