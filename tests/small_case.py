"""A small case with one of everything that the draws and the offers lens read."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from parley.case.check import findings
from parley.case.compose import compose
from parley.case.references import dangling
from parley.case.scenario import patched
from parley.case.schema import Case

TEXT = """
parley: 1
case: small
title: Small talks
as_of: 2020-01-10
parties: {a: {name: Alba}, b: {name: Borduria, short: Bor}, c: {name: Castellan}}
consent: [a, b]
people: {al: {name: Al, speaks_for: a}, bo: {name: Bo, speaks_for: b}}
sources:
  s1: {outlet: Paper, kind: newspaper, grade: B, url: "https://paper.example/1"}
  s2: {outlet: Radio, kind: broadcaster, grade: C, unverified: true}
claims:
  k1: {source: s1, by: al, how: direct, on: 2020-01-05, says: Alba wants quiet at once,
       act: PROPOSE, about: [gate], credibility: 2, hedge: perhaps}
  k2: {source: s2, by: bo, how: indirect, on: 2020-01-06, says: Borduria needs time,
       act: DEMAND, about: [gate], credibility: 3, conditions: [if asked]}
  k3: {source: s2, how: report, on: 2020-01-06, says: The gate may open, act: ASSESS,
       about: [gate], credibility: 6}
topics: {gate: {name: Gate}}
issues:
  quiet: {name: Quiet, question: When?, options: {now: At once, later: In a month, never: Never},
          if_silent: never, from: k1}
  land: {name: Land, question: How much?, range: [0, 1], steps: 5, unit: of it, if_silent: 0}
  watch: {name: Watch, question: Who?, ordered: {none: Nobody, few: Few, many: Many},
          if_silent: none}
constraints: ["quiet=never implies land=0"]
positions:
  a:
    importance: {ranks: quiet > land, by: desk, on: 2020-01-09, because: said so, from: k1}
    no_deal: {package: {quiet: never}, plus: 0..0.2, plus_with: {quiet: [never]},
              by: desk, on: 2020-01-09, because: it can go on, from: [k1, k3]}
    issues:
      quiet:
        stated: [{wants: now, red: never, on: 2020-01-05, from: k1}]
        inferred: {ranks: [now > later > never], by: desk, on: 2020-01-09, because: x, from: k1}
      land: {inferred: {values: {0: 0, 0.5: likely, 1: 1}, by: desk, on: 2020-01-09, because: x}}
  b:
    importance: {ranks: quiet ~ land > watch, by: desk, on: 2020-01-09, because: said so}
    no_deal: {value: 0.1..0.3, by: desk, on: 2020-01-09, because: x, from: k2}
    issues:
      quiet: {stated: [{refuses: now, from: k2}, {says: Time is needed, from: k3}]}
      land: {inferred: {prefers: less, by: desk, on: 2020-01-09, because: x}}
  c:
    no_deal:
      value: {claimed: [{value: 0.1..0.2, from: k1}, {value: 0.6, from: [k2, k3]}], prior: 0..1}
      by: desk
      on: 2020-01-09
      because: accounts differ
proposals:
  plan:
    title: The plan
    short: Plan
    by: a
    on: 2020-01-05
    from: k1
    terms:
      one_of:
        - {item: A, says: quiet now, sets: {quiet: now, land: 0.5}}
        - {item: B, says: quiet later, sets: {quiet: later}}
    responses:
      - {by: b, is: deferred, on: 2020-01-05, from: k2}
      - {by: b, is: rejected, on: the day after talk, from: k2}
      - {by: b, is: accepted, on: 2020-01-09, items: [B], from: k2}
  answer:
    title: The answer
    short: Answer
    by: b
    on: 2020-01-06
    terms: {says: watchers first, sets: {watch: many}}
    responses: [{by: a, is: accepted, on: 2020-01-08, from: k3}]
chronology: {talk: {is: round, on: 2020-01-05, title: Round}}
moves:
  options:
    a: {quiet: {name: Keep quiet, called: {b: Stand still}, from: k1},
        wall: {name: Wall, levels: {low: Low, high: High, huge: Huge}, one_way: up}}
    b: {quiet: Keep quiet, gate: {name: Open the gate, also: [c]}}
    c: {pay: Pay}
  conditions:
    - {rule: b.gate implies a.wall<huge, because: Nobody passes a huge wall}
    - {at_most: 2, of: [a.quiet, b.quiet, c.pay]}
  now: {a.quiet: no, a.wall: low, b.quiet: no, b.gate: no, c.pay: no}
  states:
    calm: {name: Calm, is: {a.quiet: yes, b.quiet: yes}}
    walled: {name: Walled off, is: {a.wall: huge}}
  outcomes: {quiet: {name: Both quiet, when: a.quiet and b.quiet}, gate: {name: Open, when: b.gate}}
  preferences:
    a: {by: desk, on: 2020-01-09, because: said so, from: k1, order: quiet > s2; wall,
        statements: [{prefers: b.quiet, id: quiet, from: k2}, not c.pay iff b.gate,
                     {prefers: a.wall>=high, id: wall, chance: likely, says: a wall}]}
    b: {by: desk, on: 2020-01-09, because: said so,
        weights: {a.wall=low: 1..3, c.pay: 2, b.quiet: -1}}
  views: {b: {by: desk, on: 2020-01-09, because: x, unaware: [c.pay]}}
  attitudes: {a: {c: positive}}
influence:
  by: desk
  on: 2020-01-09
  because: said so
  scales:
    line: {name: Line, question: Where?, low: North, high: South, reference: 20..30,
           marks: {50: Mid}}
    pay: {name: Pay, question: How much?, low: Nothing, high: All, called: {b: Aid}}
  actors:
    a: {capability: 30..50, from: k1, stances: {line: {position: 80..100, salience: 90, from: k1},
        pay: {position: 60, salience: 20..40, because: said so}}}
    b: {capability: 40, because: x, follows: {c: 0.1..0.3},
        stances: {line: {position: 10, salience: {low: 40, mode: 60, high: 70}, from: k2},
                  pay: {position: 0, salience: 80, because: y}}}
    c: {because: z, stances: {line: {position: 40..60, salience: 30, capability: 20, because: y}}}
war:
  by: desk
  on: 2020-01-09
  because: said so
  stake: the land
  held: 0.4..0.5
  age: 10..12
  lasts: 52..104
  sides:
    a: {strength: 5..6, cost: 0.1..0.2, from: k1,
        capabilities: {guns: {name: Guns, weight: 0.5, production: 0.001..0.002, attrition: 0.01,
                              struck: {claimed: [{value: 0.1, from: k2}, {value: 0.3, from: k3}],
                                       prior: 0..0.4}, from: k2}},
        types: {firm: {name: Firm, likely: 0.3, resolve: 0.5, because: x},
                tired: {name: Tired, likely: 0.7, resolve: 1.5, because: x}}}
    b: {strength: 5, cost: 0.1..0.3, because: x, backers: [c], aid_ends: 26,
        capabilities: {guns: {name: Guns, weight: 0.4, production: 0.01..0.02, aid: 0.005,
                              attrition: 0.01, because: x}}}
  pauses:
    winter: {name: Winter pause, weeks: 4, settles: 0.1..0.4, share: 0.45,
             accidents: 0.01, because: x, called: {b: Breathing space}}
    long: {name: Long pause, weeks: 13, settles: 0.1..0.4, share: 0.45, rearming: 0.5, because: x}
  conceding: [{rising: b, declining: a, steps: [0.2, 0.5, 1], war: [0.6..0.7, 0.5, 0.4], aim: 1,
               limited: 0.4..0.6, because: x}]
  deadline: {name: First snow, weeks: 12, lost: {a: 0.01, b: 0.02}, because: x}
settlement:
  by: desk
  on: 2020-01-09
  because: said so
  period: a season
  weeks: 13
  keeping: {a: {keeps: 1, cheats: 1.2, war: 0.4, because: x},
            b: {keeps: 1, cheats: 1.5..2.5, war: 0.5, from: k2}}
  guarantees:
    watch: {name: Watchers, detection: 0.5..0.8, penalty: 0, honoured: 1, accidents: 0.02,
            because: x}
    pact: {name: Pact, detection: 0.8, penalty: 2, honoured: 0.2..0.8, defends: a, from: k3}
  in_force: watch
  attack: {by: b, on: a, wins: 0.6..0.7, wins_against_guarantor: 0.2, cost_by: 0.2, cost_on: 0.3,
           because: x}
  limits: {b: {guns: 0.9}}
scenarios:
  stopped: {title: Aid to Borduria ends, set: {war.sides.b.aid_ends: 1}}
  pact: {title: The pact stands behind it, set: {settlement.in_force: pact}}
  cold: {title: A cold winter, set: {positions.b.no_deal.value: 0.5}}
  loud: {title: No quiet, set: {positions.a.no_deal.plus: 0.1..0.4}}
"""
DATA = compose(TEXT, "small.yaml").data


def small(changes: Mapping[str, Any] | None = None) -> Case:
    """The small case with each dotted path set to a new value; nothing wrong with it."""
    data = patched(DATA, changes or {})
    case = Case.model_validate(data)
    wrong = [*dangling(data), *findings(case)]
    assert not wrong, wrong
    return case


def small_file(folder: Path) -> Path:
    path = folder / "small.yaml"
    path.write_text(TEXT, encoding="utf-8")
    return path
