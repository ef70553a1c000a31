"""The page docs/war-checks.md: what `checks` finds, in words.

python -m parley.models.war.checks_page > docs/war-checks.md
"""

import math
import sys
import textwrap
from collections.abc import Iterator, Sequence

from parley.models.war.base_rates import BaseRate, Topic, base_rate
from parley.models.war.checks import NEAR_SHARE, Check, Checks, checks
from parley.models.war.histories import WEEKS
from parley.models.war.prior import AHEAD, RANGES
from parley.models.war.spells import YEAR

__all__ = ["WHY", "checks_page"]

HEAD = """\
# Simulated wars beside wars of the past

Made by `python -m parley.models.war.checks_page > docs/war-checks.md` (seed {seed}); a test fails
if this page and the code differ."""

METHOD = """\
{drawn} wars were drawn from the default ranges at the end of this page, and each simulated once for
{years} years. {settled} of them were settled before any fighting and are left out; the other
{fought} are compared with wars of the past, by the same definitions: a war lasts as long as it is
fought, and is over with a victory, a settlement, or a pause after which nobody fights for a year.
"""

TWO_WAYS = """\
The engine values refusing in one of two ways: by a fight to the *finish*, which is quick, or by
talks that go on, looking *ahead* (`bellman`). Each has ranges of its own, because one week of
refusal costs less than a war: with the ranges of the first, the second makes wars that last several
times too long. It was checked on {fewer} wars, of which {ahead} came to fighting.
"""

CAUTION = """\
The ranges were set with these figures in view, and many figures are about the same wars. So that
they agree says little. What says more is that wide ranges can meet so many at once, and where no
ranges were found that do. Another seed moves a few figures across the edge of their interval.
"""

COUNT = """\
**Of {intervals} figures with an interval, {finish} lie inside it by the finish and {look} looking
ahead; of {others} without one, {near} and {close} are near** (within {points:.0f} points of a
share, or a quarter of anything else). The rest are listed with the reason. Figures are shares where
nothing else is said; what each counts, and where it is from, is said in `base_rates.toml`.
"""

TITLES: dict[Topic, str] = {
    "duration": "How long wars last",
    "endings": "How they end",
    "talks": "Talks",
    "truces": "Whether truces and settlements hold",
    "recurrence": "Whether war comes back",
}

AFTER = {
    "duration": """\
The lognormal fits better than the Weibull, as in the data, but by less: in the log likelihood of as
many wars by {finish.likelihood:.1f} with the finish, by {ahead.likelihood:.1f} looking ahead and by
5.1 in the data. That the hazard of ending falls with age is mostly a matter of which wars are left:
the long ones were different from the beginning.
""",
    "truces": """\
These data are on civil wars; no such table on wars between states could be had. In their first
year settlements fail at {finish.ratio:.2f} times the hazard of truces by the finish, and
{ahead.ratio:.2f} times looking ahead; in the data at {settled:.2f}.
""",
    "recurrence": """\
Counted from one year without fighting, because the data cannot see restarts in the first. A
victory ends a war for good here; in the data a fifth of the conflicts that were won have come back
after five years.
""",
}

WHY = {
    "war, lognormal deviation": """\
The shortest simulated wars are too short and the longest too long. A war enters the data with its
thousandth death, here with its first week of fighting. Wars since 1946 alone differ as much.
""",
    "wars with a winner": """\
The sources do not count alike. The Correlates of War name a winner also where a war ended by an
agreement; the share short of total victory is from another study, and is met.
""",
    "interstate conflicts ended by victory": """\
A third of the conflicts counted there faded or ended in another way. Wars here do not fade.
""",
    "interstate conflicts ended by peace agreement": """\
A third of the conflicts counted there faded or ended in another way. Wars here do not fade, and
looking ahead settlements take up that third.
""",
    **dict.fromkeys(
        (
            "truce breaks in its second year",
            "truce holds 5 years",
            "no restart 10 years after ceasefire",
        ),
        """\
A pause here has a last day, at most two years off, and has to be renewed at each. A truce of the
past need not have one.
""",
    ),
}
"""Reasons for what is outside or far, by name of the base rate; shown only if it is."""

READING = """\
## What follows

- **Compare scenarios; do not read levels.** A default range holds wars that are over in a week and
  wars that go on for a decade. For one war the level rests on numbers that nobody can check.
- **Beside every length or chance of lasting, look at the base rate.** Where the two are far apart,
  the case says something special about this war, or one of its numbers is wrong.
- **The age of a war is evidence.** Half of the wars that have lasted a year are over within the
  next, but only two of eleven that have lasted three. A case that begins in the fourth year of a
  war should not use ranges under which most wars are over by then.
- **More talks are not more peace.** Where being seen to talk is worth more, there are more weeks of
  talks, and fewer of them end the war. Counted by episodes the share does not fall here, because
  more pressure makes talks so frequent that they run into one episode, which ends with the war.
- **For pauses, trust the first year.** Beyond, a pause that must be renewed is more brittle
  here than truces have been.
- **Keep each way with its ranges.** Who values refusing by talks that go on needs the column
  "ahead" for whatever the case leaves open.
- **What may not be asked of it:** the day of peace, whether victory will hold, anything on wars of
  more than two sides, and any number for one war without its range."""


def checks_page(found: Checks) -> str:
    """The page in Markdown."""
    parts = [HEAD.format(seed=found.seed), *_summary(found)]
    for topic, title in TITLES.items():
        parts += [f"## {title}", *_section(found, topic)]
    parts += ["## Which way figures go", _signs(found), READING, "## The default ranges", _ranges()]
    return "\n\n".join(filter(None, parts)) + "\n"


def _filled(text: str, **numbers: object) -> str:
    """A paragraph with its numbers, in lines of 100."""
    return textwrap.fill(" ".join(text.format(**numbers).split()), 100, break_on_hyphens=False)


def _summary(found: Checks) -> Iterator[str]:
    finish, ahead = found.finish, found.ahead
    one, other = ([each.verdict for each in way.checks] for way in (finish, ahead))
    yield _filled(
        METHOD,
        drawn=f"{finish.drawn:,}",
        fought=finish.fought,
        settled=finish.drawn - finish.fought,
        years=round(WEEKS / YEAR),
    )
    yield _filled(TWO_WAYS, fewer=ahead.drawn, ahead=ahead.fought)
    yield _filled(CAUTION)
    yield _filled(
        COUNT,
        intervals=one.count("inside") + one.count("outside"),
        finish=one.count("inside"),
        look=other.count("inside"),
        others=one.count("near") + one.count("far"),
        near=one.count("near"),
        close=other.count("near"),
        points=100 * NEAR_SHARE,
    )


def _section(found: Checks, topic: Topic) -> Iterator[str]:
    """The table, what is to be said of it, and the reasons for what is off."""
    both = zip(found.finish.checks, found.ahead.checks, strict=True)
    rows = [(one, other) for one, other in both if one.rate.topic == topic]
    yield _table(rows)
    truce, settlement = (base_rate(f"{what} holds 1 year") for what in ("truce", "settlement"))
    yield _filled(
        AFTER.get(topic, ""),
        finish=found.finish,
        ahead=found.ahead,
        settled=math.log(settlement.figure) / math.log(truce.figure),
    )
    for one, other in rows:
        if one.off or other.off:
            why = WHY.get(one.rate.name, "No reason is known.")
            yield _filled(f"*{one.rate.name}*: {why}")


def _table(rows: Sequence[tuple[Check, Check]]) -> str:
    lines = [
        "| figure | data | cases | 95 % interval | finish | | ahead | |",
        "| --- | ---: | ---: | --- | ---: | --- | ---: | --- |",
    ]
    for one, other in rows:
        rate = one.rate
        unit = "" if rate.unit in ("share", "shape") else f" ({rate.unit})"
        cells = [rate.name + unit, _number(rate.figure, rate), str(rate.n or "?"), _interval(rate)]
        for each in (one, other):
            cells += [_number(each.model, rate), f"**{each.verdict}**" if each.off else "yes"]
        lines.append("| " + " | ".join(cells) + " |")
    return "\n".join(lines)


def _interval(rate: BaseRate) -> str:
    if rate.low is None or rate.high is None:
        return "none"
    return f"{_number(rate.low, rate)} to {_number(rate.high, rate)}"


def _number(value: float, rate: BaseRate) -> str:
    digits = {"a week": 4, "days": 0}.get(rate.unit, 2)
    return f"{value:.{digits}f}"


def _signs(found: Checks) -> str:
    lines = [
        "The same wars with the same random numbers, each time with one thing changed.",
        "",
        "| change | figure | before | after | should | by | |",
        "| --- | --- | ---: | ---: | --- | --- | --- |",
    ]
    for each in found.signs:
        should, verdict = "rise" if each.rises else "fall", "does" if each.right else "**does not**"
        numbers = f"{each.before:.3g} | {each.after:.3g}"
        cells = [each.change, each.figure, numbers, should, each.source, verdict]
        lines.append("| " + " | ".join(cells) + " |")
    return "\n".join(lines)


def _ranges() -> str:
    lines = [
        "What a case leaves open is drawn from these, evenly or evenly in the log. Costs and gains",
        "are in units of the stake, which is 1.",
        "",
        "| name | finish | ahead | in the log | each side its own | reason |",
        "| --- | --- | --- | --- | --- | --- |",
    ]
    for one, other in zip(RANGES, AHEAD, strict=True):
        marks = ["yes" if mark else "" for mark in (one.log, one.sides == 2)]
        spans = [f"{each.low:.4g} to {each.high:.4g}" for each in (one, other)]
        spans[1] = "" if one is other else spans[1]
        reason = one.reason if one.reason == other.reason else f"{one.reason}; {other.reason}"
        lines.append("| " + " | ".join([one.name, *spans, *marks, reason]) + " |")
    return "\n".join(lines)


if __name__ == "__main__":
    sys.stdout.write(checks_page(checks()))
