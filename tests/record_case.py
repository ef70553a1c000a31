"""Small records for tests: a case from a few claims, each in one line of YAML."""

from collections.abc import Mapping
from typing import Any

from parley.case.check import findings
from parley.case.compose import compose
from parley.case.references import dangling
from parley.case.schema import Case

HEAD = """
parley: 1
case: told
title: What was told
as_of: 2020-02-01
changed_since: 2020-01-15
parties:
  alba: {name: Alba, also: [Albans]}
  bor: {name: Borduria, short: Bor}
  cast: {name: Castellan, roles: [{is: mediator}]}
consent: [alba, bor]
people:
  al: {name: Al, speaks_for: alba}
  ada: {name: Ada, speaks_for: alba}
  bo: {name: Bo, speaks_for: bor}
  guard: {name: Border Guard, kind: body, speaks_for: bor, also: [the guard]}
  wise: {name: Wise, kind: analyst}
sources:
  paper: {outlet: Paper, kind: newspaper, grade: B, side: alba}
  radio: {outlet: Radio, kind: broadcaster, grade: C, side: bor}
  wire: {outlet: Wire, kind: agency, grade: B}
  copy: {outlet: Copier, kind: aggregator, grade: D, relays: wire}
  blog: {outlet: Blog, kind: blog, grade: D, relays: [copy]}
  post: {outlet: Post, kind: newspaper, grade: C, relays: the guard}
  digest: {outlet: Digest, kind: aggregator, grade: D, relays: [echo]}
  echo: {outlet: Echo, kind: aggregator, grade: D, relays: [digest]}
matters:
  dead: {question: How many died?, unit: people, about: [truce]}
  day: {question: When was it?}
  doer: {question: Who did it?}
  state: {question: What was answered?, about: [truce, land]}
  whose: {question: Whose term is it?}
  word: {question: What is it called?}
topics: {war: {name: The fighting}}
issues:
  truce: {name: Truce, question: When?, options: {now: Now, never: Never}, if_silent: never}
  land: {name: Land, question: How much?, range: [0, 1], if_silent: 0}
"""
SPOKEN = {"how": "direct", "on": "2020-01-10", "act": "ASSESS", "about": ["war"]}
READ = {"how": "report", "on": "2020-01-10", "act": "ASSESS", "about": ["war"]}


def told(claims: Mapping[str, str], relations: tuple[str, ...] = (), **changes: Any) -> Case:
    """A case with these claims: id -> YAML mapping; source `wire` and the rest by default."""
    data = compose(HEAD, "told.yaml").data
    given = {name: compose(text, name).data for name, text in claims.items()}
    data["claims"] = {
        name: {**(SPOKEN if "by" in each else READ), "source": "wire", "says": name, **each}
        for name, each in given.items()
    }
    data["relations"] = [compose(text, "relation").data for text in relations]
    data |= changes
    case = Case.model_validate(data)
    wrong = [*dangling(data), *findings(case)]
    assert not wrong, wrong
    return case
