"""Facts of DEU III from tests/data/influence/deu3.csv, and what else was measured on them."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from parley.case.formats.deu import capability
from parley.case.formats.outcomes import ScoredIssue

FACTS = Path(__file__).parent.parent / "data" / "influence" / "deu3.csv"
VOTES = {"b": "before Nice", "n": "Nice", "p": "population"}


@dataclass(frozen=True)
class Fact:
    """An issue as a line of the file has it. stands : actor -> position and salience."""

    name: str
    proposal: str
    reference: float
    outcome: float
    votes: str
    stands: dict[str, tuple[float, float]]

    @property
    def issue(self) -> ScoredIssue:
        position, salience = np.array(list(self.stands.values())).T
        return ScoredIssue(
            name=self.name,
            proposal=self.proposal,
            actors=tuple(self.stands),
            position=position,
            salience=salience,
            capability=np.array(capability(self.votes, tuple(self.stands))),
            outcome=self.outcome,
            reference=self.reference,
        )


def facts() -> list[Fact]:
    return [_fact(line) for line in FACTS.read_text("utf-8").splitlines() if line[:1] != "#"]


def _fact(line: str) -> Fact:
    name, proposal, reference, outcome, votes, stands = line.split(";")
    each = [stand.split(":") for stand in stands.split()]
    return Fact(
        name=name,
        proposal=proposal or name.rpartition("i")[0],
        reference=float(reference or "nan"),
        outcome=float(outcome),
        votes=VOTES[votes],
        stands={actor: (float(position), float(salience)) for actor, position, salience in each},
    )


def as_published(given: list[Fact]) -> str:
    """The facts in the layout of the published table, with a line of products under the header."""
    actors = sorted({actor for fact in given for actor in fact.stands})
    columns = [f"{kind}{actor}" for kind in "ps" for actor in actors]
    lines = [
        ["prnr", "isnr", "intro", *columns, "rp", "out"],
        ["", "", "", *["410"] * len(columns)],
    ]
    for fact in given:
        numbers = [
            f"{fact.stands[actor][k]:g}" if actor in fact.stands else ""
            for k in (0, 1)
            for actor in actors
        ]
        ends = "" if np.isnan(fact.reference) else f"{fact.reference:g}", f"{fact.outcome:g}"
        lines.append([fact.proposal, fact.name, "2014-07-04", *numbers, *ends])
    return "\n".join("\t".join(f'"{cell}"' for cell in line) for line in lines)
