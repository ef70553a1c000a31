"""A small sound case with one of everything that can be broken, and ways to break and read it."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import pytest

from parley.case import Case, read_case
from parley.errors import CaseError, Problem

NOTE = "The firing stops at noon, he said. The gate opens later. The gate opens later.\n"
SOUND = f"""\
parley: 1
case: valley
title: Talks in the valley
as_of: 2020-01-10
parties:
  alba: {{name: Alba, roles: [{{is: backer, of: borduria, from: quiet-now}}]}}
  borduria: {{name: Borduria}}
consent: [alba, borduria]
people:
  almond: {{name: Al Mond, speaks_for: alba, offices: [{{title: Envoy, during: 2019..}}]}}
sources:
  paper:
    outlet: Paper
    kind: newspaper
    grade: B
    side: alba
    published: 2020-01-06
    text: {{file: note.txt, sha256: {hashlib.sha256(NOTE.encode()).hexdigest()}}}
  radio: {{outlet: Radio, kind: broadcaster, grade: C}}
  archive: {{outlet: Archive, kind: document, grade: A, published: 2020-03-01, hindsight: true}}
claims:
  quiet-now:
    source: paper
    by: almond
    to: [borduria]
    how: direct
    on: 2020-01-05
    says: Alba wants the firing to stop at noon
    act: PROPOSE
    about: [ceasefire, gatehouse]
    points: [{{of: firing-hour, number: 12, unit: hour}}]
    quote: {{exact: firing stops at noon}}
  gate-later: {{source: radio, how: report, on: 2020-01-06, says: Not yet, act: DEFER,
    about: gatehouse}}
  later-news: {{source: archive, how: document, on: 2020-02-01, says: It held, act: ASSESS,
    about: gatehouse, hindsight: true}}
matters:
  firing-hour: {{question: When does the firing stop?, about: [ceasefire]}}
topics:
  gatehouse: {{name: The gate}}
relations:
  - {{claim: gate-later, is: answers, other: quiet-now}}
issues:
  ceasefire:
    name: Ceasefire
    question: What stops the firing?
    options: {{nothing: No stop, pause: A pause, lasting: For good}}
    if_silent: nothing
    own_terms: {{alba: truce}}
    from: [quiet-now]
  pullback: {{name: Pull-back, question: How far?, range: [0, 10], unit: km, if_silent: 0}}
constraints:
  - ceasefire=nothing implies pullback=0
positions:
  alba:
    importance: {{ranks: ceasefire > pullback, by: desk, on: 2020-01-09, because: said so}}
    no_deal:
      package: {{ceasefire: nothing}}
      plus: -0.1..0.2
      plus_with: {{ceasefire: [nothing]}}
      by: desk
      on: 2020-01-09
      because: it can go on
    issues:
      ceasefire:
        stated: [{{wants: lasting, refuses: [nothing], from: quiet-now}}]
        inferred: {{ranks: lasting >> pause > nothing, by: desk, on: 2020-01-09, because: x}}
      pullback:
        inferred: {{prefers: less, by: desk, on: 2020-01-09, because: x}}
    interests: [{{says: Safety, basis: inferred, issues: [ceasefire]}}]
  borduria:
    no_deal:
      value: {{claimed: [{{value: 0.3, from: quiet-now}}], prior: 0..0.4}}
      by: desk
      on: 2020-01-09
      because: accounts differ
    issues:
      ceasefire:
        inferred:
          values: {{nothing: 0.1, pause: likely, lasting: 0.2..0.4}}
          by: desk
          on: 2020-01-09
          because: x
proposals:
  first-text:
    title: The first text
    short: First
    by: [alba]
    on: 2020-01-05
    called: {{alba: the offer}}
    terms:
      all_of:
        - {{item: I, says: Stop at noon, sets: {{ceasefire: pause}}, about: [ceasefire]}}
        - {{item: II, says: Go back, sets: {{pullback: 3}},
           condition: {{says: if I holds, depends_on: [I]}}}}
    handed: [{{by: alba, to: borduria, on: 2020-01-05}}]
    responses:
      - {{by: borduria, voice: almond, is: accepted with conditions, conditions: [x],
         on: the day after meeting, items: [I], from: gate-later}}
  second-text:
    title: The second text
    short: Second
    by: [borduria]
    on: 2020-01-07
    replaces: first-text
    terms: {{one_of: [{{item: A, refers_to: "first-text:I"}}, {{item: B, says: Nothing}}]}}
chronology:
  meeting:
    is: round
    on: 2020-01-05
    title: The meeting
    by: alba
    between: [alba, borduria]
    host: borduria
    called: {{alba: the talks}}
clocks:
  - {{what: Answer, set_by: alba, runs_for: borduria, until: by 2020-01-20}}
commitments:
  - what: Open the gate
    by: borduria
    to: alba
    agreed: 2020-01-05
    is: disputed
    accounts: [{{by: alba, says: Not opened, is: not done, on: 2020-01-08}}]
moves:
  options:
    alba: {{halt: {{name: Halt, from: quiet-now, called: {{borduria: Stop}}}}, guns: Guns}}
    borduria: {{gate: {{name: Gate, levels: {{shut: Shut, ajar: Ajar, open: Open}}, one_way: up,
      also: [alba]}}}}
  conditions: [{{rule: not alba.halt or not alba.guns, because: It is one, from: gate-later}}]
  forbidden: [{{by: borduria, out_of: alba.guns, into: borduria.gate=open, from: gate-later}}]
  misperceived: [{{by: borduria, when: alba.halt and borduria.gate=open}}]
  now: {{alba.halt: no, alba.guns: yes, borduria.gate: shut}}
  states: {{quiet: {{name: Quiet, is: {{alba.halt: yes, alba.guns: no}}}}}}
  preferences:
    alba: {{by: desk, on: 2020-01-10, because: it said so, statements: [borduria.gate=open]}}
  views:
    borduria: {{by: desk, on: 2020-01-10, because: it said so, preferences: {{alba: {{by: desk,
      on: 2020-01-10, because: it fears so, weights: {{alba.guns: 1}}}}}}}}
  attitudes: {{alba: {{borduria: negative}}}}
influence:
  by: desk
  on: 2020-01-09
  because: said so
  scales:
    gate: {{name: Gate, question: How wide?, low: Shut, high: Open, issue: pullback, reference: 10,
      marks: {{50: Ajar}}, called: {{alba: The way}}}}
  actors:
    alba: {{capability: 3..5, from: quiet-now,
      stances: {{gate: {{position: 70..90, salience: 50, from: gate-later}}}}}}
    borduria: {{because: x, follows: {{alba: 0.2}},
      stances: {{gate: {{position: 0, salience: 20, capability: 4, because: y}}}}}}
war:
  by: desk
  on: 2020-01-10
  because: said so
  stake: the pass
  held: 0.4..0.6
  lasts: 100..200
  sides:
    alba: {{strength: 5, cost: 0.1..0.2, from: quiet-now, backers: [borduria], aid_ends: 20,
      capabilities: {{guns: {{name: Guns, weight: 0.5, production: 0.01, aid: 0.01,
        attrition: 0.02, struck: 0.1, because: x, called: {{borduria: Cannon}}}}}},
      types: {{firm: {{name: Firm, likely: 0.3, resolve: 0.5, least: 0.5, because: x}}}}}}
    borduria: {{strength: 4..6, cost: 0.2, because: x}}
  pauses:
    winter: {{name: Winter, weeks: 4, settles: 0.2, share: 0.5, proposal: first-text, because: x,
      called: {{alba: Rest}}}}
  pause: winter
  conceding: [{{rising: borduria, declining: alba, steps: [0.2, 0.4, 1], war: [0.6, 0.5, 0.3],
    aim: 1, limited: 0.6, because: x}}]
  deadline: {{name: Snow, weeks: 10, lost: {{alba: 0.02}}, because: x}}
settlement:
  by: desk
  on: 2020-01-10
  because: said so
  period: a season
  weeks: 13
  keeping: {{alba: {{keeps: 1, cheats: 1.5, war: 0.2, from: gate-later}}}}
  guarantees: {{watch: {{name: Watch, detection: 0.5, penalty: 1, honoured: 0.4, defends: alba,
    because: x, called: {{alba: Eyes}}}}}}
  in_force: watch
  attack: {{by: borduria, on: alba, wins: 0.7, wins_against_guarantor: 0.2, cost_by: 0.1,
    cost_on: 0.2, because: x}}
  limits: {{alba: {{guns: 0.8}}}}
  packages:
    lease: {{name: Lease, worth: {{alba: 0.5, borduria: 0.3..0.4}}, held: 0.6, guarantee: watch,
      limits: {{alba: {{guns: 0.9}}}}, because: x, called: {{borduria: Rent}}}}
    sale: {{name: Sale, worth: {{alba: 0.3, borduria: 0.7}}, from: gate-later}}
scenarios:
  cold: {{title: A cold winter, set: {{positions.borduria.no_deal.value: 0.5}}}}
"""

SCORED = """\
parley: 1
case: scores
title: Talks with a score sheet
as_of: 2020-01-10
parties:
  ada: {name: Ada}
  bob: {name: Bob}
  cyd: {name: Cyd}
  dan: {name: Dan}
consent: [ada, bob, cyd]
consent_rule: {at_least: 2, including: [ada]}
issues:
  road: {name: Road, question: Open?, options: {shut: Shut, open: Open}, if_silent: shut, cost: 3}
  toll: {name: Toll, question: How much?, range: [0, 10], steps: 3, if_silent: 0}
  fair: {name: Fair, question: When?, ordered: {never: N, soon: S, now: X}, if_silent: never}
positions:
  ada:
    points:
      road: {shut: 0, open: 10..20}
      toll: {0: 5, 4: 30, 10: 0}
      fair: {never: -8, soon: 0, now: 12}
    together:
      - {when: road=open and toll<=6 and fair!=never, worth: 7.5, by: desk, on: 2020, because: x}
    no_deal: {points: 15..40, by: desk, on: 2020, because: its own sheet}
    packages: {toll-free: {road: open, toll: 1}}
    answers:
      - {order: "text-one > toll-free ~ text-two:A/D > no_deal", by: desk, on: 2020, because: x}
  bob:
    importance: {weights: {road: 2..4, toll: 1, fair: 0}, by: desk, on: 2020, because: x}
    together:
      - {when: road=open and fair=now, worth: -0.1..0.2, by: desk, on: 2020, because: x}
    no_deal: {value: 0.2, by: desk, on: 2020, because: x}
    issues:
      road: {stated: [{wants: open, red: shut}]}
  cyd:
    importance: {swing: {road: 40..60, toll: 100, fair: unknown}, by: desk, on: 2020, because: x}
    no_deal: {package: {road: shut}, plus: 0.1, by: desk, on: 2020, because: x}
  dan:
    importance: {smarter: toll > road ~ fair, by: desk, on: 2020, because: x}
proposals:
  text-one: {title: One, short: One, by: ada, on: 2020-01-02, terms: {says: S, sets: {toll: 2}}}
  text-two:
    title: Two
    short: Two
    by: bob
    on: 2020-01-03
    terms:
      all_of:
        - one_of: [{item: A, says: S, sets: {road: open}}, {item: B, says: S}]
        - one_of: [{item: C, says: S}, {item: D, says: S, sets: {fair: now}}]
scenarios:
  rich: {title: R, set: {positions.bob.importance.weights.road: 5}}
"""


@dataclass(frozen=True)
class Bench:
    """A folder with the case file of a test and the stored text."""

    folder: Path

    def write(self, text: str, name: str = "case.yaml") -> Path:
        path = self.folder / name
        path.write_text(text, encoding="utf-8")
        return path

    def read(self, text: str) -> Case:
        return read_case(self.write(text), hindsight=True)

    def problems(self, text: str) -> tuple[Problem, ...]:
        with pytest.raises(CaseError) as caught:
            self.read(text)
        return caught.value.problems


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    (tmp_path / "note.txt").write_text(NOTE, encoding="utf-8")
    return Bench(tmp_path)


@pytest.fixture
def sound() -> str:
    return SOUND


@pytest.fixture
def change() -> Callable[[str, str], str]:
    """The sound case with one text replaced, which must stand in it once."""
    return partial(_changed, SOUND)


@pytest.fixture
def scored() -> str:
    """A sound case with score sheets, all forms of importance, and answers."""
    return SCORED


@pytest.fixture
def rescored() -> Callable[[str, str], str]:
    """The case with score sheets with one text replaced, which must stand in it once."""
    return partial(_changed, SCORED)


def _changed(text: str, old: str, new: str) -> str:
    assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times"
    return text.replace(old, new)
