"""Run lenses over a case and gather what they say."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from importlib.metadata import version
from typing import Any

from parley import lenses
from parley.basis import basis
from parley.blocks import Note, Report, Scalar, Section, refs_of, with_refs
from parley.case import Case
from parley.case.shifted import Shifted
from parley.case.tried import Tried
from parley.case.words import listed
from parley.draws import Draws, draws
from parley.errors import CaseError
from parley.lenses import compare, hinges, offers, positions
from parley.looked import Looked, concluded, look, named

__all__ = [
    "DRAWS",
    "HINGES",
    "report",
    "report_compared",
    "report_hinges",
    "report_shifted",
    "report_tried",
]

HINGES = "hinges"  # no lens like the others: it looks at what they conclude
DRAWS = 1000  # a share of draws is then known to about 3 points either way


def report(
    case: Case,
    *,
    only: Sequence[str] = (),
    n: int = DRAWS,
    seed: int = 0,
    scenario: str = "",
    state: str = "",
    progress: Callable[[str], None] = lambda _: None,
) -> Report:
    """Look at the case through every lens, or only those named, in the order of `lenses.ALL`.

    Last come the hinges of what those lenses conclude, or, asked for alone, of what all conclude.
    A lens that the case cannot feed says what it lacks. scenario : the patch the case was read
    with, for the heading. state : what was asked about, for the recipe. progress : told the
    question being worked on.
    Raises `ValueError` for an unknown lens.
    """
    sample = draws(case, n, seed)
    asked = tuple(name for name in only if name != HINGES)
    looked = look(case, sample, asked, progress=progress)
    sections = [_section(each) for each in looked if not only or each.lens in only]
    if not only or HINGES in only:
        progress(hinges.QUESTION)
        sections.append(_hinges(case, sample, looked))
    named = ", ".join(name for name in (*lenses.ALL, HINGES) if name in only)
    chosen = {"lenses": named, "state": state}
    return _gathered(case, sections, scenario, _recipe(n, seed, scenario, chosen))


def report_tried(
    package: Tried,
    *,
    n: int = DRAWS,
    seed: int = 0,
    scenario: str = "",
    progress: Callable[[str], None] = lambda _: None,
) -> Report:
    """What one package means for each party, as a report of one section.

    Otherwise as `report`; `CaseError` says what the case lacks.
    """
    case = package.case
    progress(offers.TRIED)
    section = Section("offers", offers.TRIED, offers.tried(package, draws(case, n, seed)))
    changes = [f"{k}={package.values[k]}" for k, at in package.origin.items() if at == "change"]
    chosen = {"package": " ".join(filter(None, (package.text, *changes)))}
    recipe = _recipe(n, seed, scenario, chosen | {"against": package.against})
    return _gathered(case, [section], scenario, recipe)


def report_shifted(
    change: Shifted,
    *,
    n: int = DRAWS,
    seed: int = 0,
    scenario: str = "",
    progress: Callable[[str], None] = lambda _: None,
) -> Report:
    """What a change of an actor does on every scale, as a report of one section; as `report`."""
    progress(positions.SHIFTED)
    before, after = (
        positions.build(case, draws(case, n, seed)) for case in (change.base, change.case)
    )
    blocks = positions.describe_shift(after, positions.shift(before, after), change.words)
    section = Section("positions", positions.SHIFTED, blocks)
    recipe = _recipe(n, seed, scenario, {"change": change.words})
    return _gathered(change.case, [section], scenario, recipe)


def report_hinges(
    case: Case,
    of: Sequence[str],
    *,
    design: int = 0,
    most: int = 20,
    n: int = DRAWS,
    seed: int = 0,
    scenario: str = "",
    progress: Callable[[str], None] = lambda _: None,
) -> Report:
    """What these conclusions hang on, as a report of one section.

    of : ids of conclusions, or paths of numbers in a lens's result, the lens first. design : draws
    of a design for the first of them, 0 for none, in which the `most` inputs that go with it most
    are drawn anew. Otherwise as `report`. `LookupError` for an id that is none of these.
    """
    sample = draws(case, n, seed)
    known = [name for name in lenses.ALL if any(id.split(".")[0] == name for id in of)]
    looked = look(case, sample, known, progress=progress)
    progress(hinges.QUESTION)
    found = hinges.build(case, sample, [named(looked, id, n) for id in of])
    if design:
        lens = of[0].split(".")[0]
        made = hinges.designed(
            case,
            hinges.screened(found, most),
            lambda again: named(look(case, again, (lens,)), of[0], again.n),
            design,
            seed,
            progress=progress,
        )
        blocks = hinges.describe_designed(made)
    else:
        blocks = hinges.describe(hinges.solve(found))
    section = Section(HINGES, hinges.QUESTION, blocks)
    chosen = {
        "of": ", ".join(of),
        "design": str(design or ""),
        "inputs": str(most) if design else "",
    }
    return _gathered(case, [section], scenario, _recipe(n, seed, scenario, chosen))


def report_compared(
    cases: Mapping[str, Case],
    *,
    only: Sequence[str] = (),
    by: str = "",
    n: int = DRAWS,
    seed: int = 0,
    progress: Callable[[str], None] = lambda _: None,
) -> Report:
    """What scenarios change in all that the lenses conclude, as a report of one section.

    cases : the base case under "", then each scenario. only : lenses, all otherwise. by : id of a
    conclusion that a choice among them would go by. Otherwise as `report`; `ValueError` for a `by`
    that some scenario does not conclude.
    """
    concluded_by, samples = {}, {}
    for name, case in cases.items():
        progress(case.scenarios[name].title if name else "Base case")
        samples[name] = draws(case, n, seed)
        concluded_by[name] = concluded(look(case, samples[name], only))
    base = cases[""]
    progress(compare.QUESTION)
    found = compare.build(base, samples[""], concluded_by, by)
    section = Section("compare", compare.QUESTION, compare.describe(compare.solve(found)))
    chosen = {"lenses": ", ".join(only), "scenarios": ", ".join(filter(None, cases)), "by": by}
    return _gathered(base, [section], "", _recipe(n, seed, "", chosen))


def _gathered(
    case: Case, sections: Sequence[Section], scenario: str, recipe: Mapping[str, Scalar]
) -> Report:
    """The sections with all that they rest on."""
    refs = (ref for part in sections for block in part.blocks for ref in refs_of(block))
    rests = basis(case, refs)
    names = {ref: each.id for ref, each in rests.items()}
    return Report(
        title=case.title,
        case=case.case,
        as_of=str(case.as_of),
        lead=_lead(case, scenario),
        sections=tuple(_numbered(section, names) for section in sections),
        basis={each.id: each for each in rests.values()},
        recipe=recipe,
        scenario=case.scenarios[scenario].title if scenario else "",
    )


def _lead(case: Case, scenario: str) -> str:
    """The case's summary; with a scenario, also what it changes and why."""
    if not scenario:
        return case.summary
    patch = case.scenarios[scenario]
    changes = "; ".join(f"{path} to {_written(value)}" for path, value in patch.set.items())
    because = f" {patch.because}" if patch.because else ""
    return f"{case.summary} Scenario “{patch.title}”.{because} It sets {changes}.".strip()


def _written(value: Any) -> str:
    """As the case file has it; whole entries by their names alone."""
    entries = list(value.values()) if isinstance(value, Mapping) else []
    if entries and all(isinstance(each, Mapping) and "name" in each for each in entries):
        return listed(f"“{each['name']}”" for each in entries)
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _numbered(section: Section, names: Mapping[str, str]) -> Section:
    """The section with judgements under their short ids."""
    return replace(section, blocks=tuple(with_refs(block, names) for block in section.blocks))


def _recipe(n: int, seed: int, scenario: str, chosen: Mapping[str, str]) -> Mapping[str, Scalar]:
    chosen = {"scenario": scenario, **chosen}
    return {
        "draws": n,
        "seed": seed,
        "parley": version("parley-workbench"),
        **{key: value for key, value in chosen.items() if value},
    }


def _section(looked: Looked) -> Section:
    lens = lenses.ALL[looked.lens]
    if looked.result is None:
        return _unanswered(looked.lens, lens.QUESTION, looked.lacks)
    return Section(looked.lens, lens.QUESTION, lens.describe(looked.result))


def _hinges(case: Case, sample: Draws, looked: Sequence[Looked]) -> Section:
    try:
        found = hinges.build(case, sample, concluded(looked))
    except CaseError as lack:
        return _unanswered(HINGES, hinges.QUESTION, str(lack))
    return Section(HINGES, hinges.QUESTION, hinges.describe(hinges.solve(found)))


def _unanswered(name: str, question: str, lacks: str) -> Section:
    return Section(name, question, (Note(f"Not answered: {lacks}."),), ran=False)
