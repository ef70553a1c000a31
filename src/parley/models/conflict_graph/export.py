"""The graph of states as GraphML, and as tables for a spreadsheet.

Ranks are those at the middle of the draws, counted from 1, the best; tied states share a number.
States are counted from 1 in the order of the graph. The same case gives the same bytes.
"""

import csv
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape, quoteattr

import numpy as np
from numpy.typing import NDArray

from parley.errors import CaseError
from parley.models.conflict_graph.as_gmcr import in_steps
from parley.models.conflict_graph.build import Conflict, ranks_of
from parley.models.conflict_graph.engine import judging
from parley.models.conflict_graph.explicit import arcs_of
from parley.models.conflict_graph.graph import Graph

__all__ = ["MOST_MOVES", "MOST_STATES", "n_moves", "write_csv", "write_graphml"]

Ints = NDArray[np.int32]
Flags = NDArray[np.bool_]

MOST_MOVES = 300_000  # some 30 MB of GraphML, which is what programs that draw graphs still open
MOST_STATES = 250_000  # rows a spreadsheet still opens, with a column per party and concept

Move = tuple[str, int, int, bool]  # party, from, to, whether the party prefers it


def n_moves(graph: Graph) -> int:
    """The moves of all parties, before any is forbidden, without making them."""
    size = np.diff(graph.start)
    ways = np.add.reduceat(size[graph.onto], graph.onto_start[:-1])
    return int((size * (ways - 1)).sum())


def write_graphml(found: Conflict, file: Path) -> tuple[str, ...]:
    """Write states and moves as a directed graph to a new file; what to know of it, in sentences.

    Raises `CaseError` if the file is there already, or for more than `MOST_MOVES` moves or
    `MOST_STATES` states, `OSError` if it cannot be written.
    """
    _check_size(found)
    if (n := n_moves(found.graph)) > MOST_MOVES:
        fix = f"at most {MOST_MOVES:,} are written; leave out options, or export as csv"
        raise CaseError.lacks("moves", f"the graph has {n:,} moves", fix)
    if file.exists():
        raise CaseError.lacks(str(file), "there is something here already", "give another name")
    with file.open("w", encoding="utf-8", newline="\n") as handle:
        handle.writelines(f"{line}\n" for line in _graphml(found))
    return tuple(_notes(found))


def write_csv(found: Conflict, folder: Path) -> tuple[str, ...]:
    """Write states.csv, options.csv and moves.csv to a new or empty folder; notes as above.

    More than `MOST_MOVES` moves are left out. Raises `CaseError` if the folder holds something,
    for more than `MOST_STATES` states, or if moves are forbidden and there are too many states,
    `OSError` if it cannot be written.
    """
    _check_size(found)
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        what, fix = "there is something here already", "nothing is ever overwritten"
        raise CaseError.lacks(str(folder), what, fix)
    states = list(_states_table(found))
    folder.mkdir(parents=True, exist_ok=True)
    _write(folder / "states.csv", states)
    _write(folder / "options.csv", _options_table(found))
    if (n := n_moves(found.graph)) > MOST_MOVES:
        why = f"the graph has {n:,}, and at most {MOST_MOVES:,} are written"
        return (*_notes(found), f"Moves are left out: {why}.")
    _write(folder / "moves.csv", _moves_table(found))
    return tuple(_notes(found))


def _check_size(found: Conflict) -> None:
    if found.graph.n_states > MOST_STATES:
        what = f"the graph has {found.graph.n_states:,} states"
        fix = f"at most {MOST_STATES:,} are written; leave out options"
        raise CaseError.lacks("moves", what, fix)


def _notes(found: Conflict) -> Iterator[str]:
    uncertain = [
        found.case.parties[party].label
        for party, taste in zip(found.parties, found.tastes, strict=True)
        if len(taste.recipes) > 1
    ]
    if uncertain:
        who = ", ".join(uncertain)
        yield f"What these prefer is uncertain, and taken at the middle of the draws: {who}."
    if any(found.unknown):
        yield "What is not known of preferences is left out; the ranks stand."


def _places(found: Conflict) -> Ints:
    """Ranks from 1, the best, (n_parties, n_states)."""
    rank = ranks_of(found).rank
    places: Ints = rank.max(axis=1, keepdims=True) - rank + 1
    return places


def _names(found: Conflict) -> list[str]:
    """The name of each state, empty where it has none; several names in one."""
    names = [""] * found.graph.n_states
    for name, state in found.named.items():
        label = found.moves.states[name].name
        names[state] = f"{names[state]}; {label}" if names[state] else label
    return names


def _moves(found: Conflict) -> Iterator[Move]:
    """Every move, by party, then by state."""
    rank, arcs = ranks_of(found).rank, arcs_of(found.graph, found.forbidden)
    for party, name in enumerate(found.parties):
        start = arcs.start[party]
        source = np.repeat(np.arange(found.graph.n_states), np.diff(start))
        target = arcs.target[start[0] : start[-1]]
        better = rank[party][target] > rank[party][source]
        for s, t, improves in zip(source.tolist(), target.tolist(), better.tolist(), strict=True):
            yield name, s, t, improves


def _graphml(found: Conflict) -> Iterator[str]:
    yield '<?xml version="1.0" encoding="UTF-8"?>'
    yield '<graphml xmlns="http://graphml.graphdrawing.org/xmlns">'
    for key, what, kind in (("n", "name", "string"), ("f", "form", "string"), *_now_key(found)):
        yield _key(key, "node", what, kind)
    for party, who in enumerate(found.parties):
        yield _key(f"r{party}", "node", f"rank:{who}", "int")
    yield _key("p", "edge", "party", "string")
    yield _key("i", "edge", "improves", "boolean")
    yield f'<graph id={quoteattr(found.case.case)} edgedefault="directed">'
    yield from _nodes(found)
    for mover, s, t, improves in _moves(found):
        data = f'<data key="p">{mover}</data><data key="i">{str(improves).lower()}</data>'
        yield f'<edge source="s{s + 1}" target="s{t + 1}">{data}</edge>'
    yield "</graph>"
    yield "</graphml>"


def _now_key(found: Conflict) -> tuple[tuple[str, str, str], ...]:
    return () if found.now is None else (("w", "now", "boolean"),)


def _key(key: str, of: str, name: str, kind: str) -> str:
    return f'<key id="{key}" for="{of}" attr.name={quoteattr(name)} attr.type="{kind}"/>'


def _nodes(found: Conflict) -> Iterator[str]:
    places = _places(found).T.tolist()
    rows = zip(_names(found), in_steps(found), places, strict=True)
    for s, (name, form, ranks) in enumerate(rows):
        data = [("n", escape(name or f"s{s + 1}")), ("f", form)]
        data += [("w", str(s == found.now).lower())] * (found.now is not None)
        data += [(f"r{party}", str(rank)) for party, rank in enumerate(ranks)]
        inside = "".join(f'<data key="{k}">{value}</data>' for k, value in data)
        yield f'<node id="s{s + 1}">{inside}</node>'


def _states_table(found: Conflict) -> Iterator[Sequence[Any]]:
    n, concepts = found.graph.n_states, _verdicts(found)
    columns: dict[str, Iterable[Any]] = {
        "state": range(1, n + 1),
        "name": _names(found),
        "form": in_steps(found),
        "now": [int(s == found.now) for s in range(n)] if found.now is not None else [""] * n,
    }
    for path, option in found.moves.paths.items():
        levels = list(option.labels)
        columns[path] = [levels[k] for k in found.at[path].tolist()]
    for party, places in zip(found.parties, _places(found).tolist(), strict=True):
        columns[f"rank:{party}"] = places
    for concept, stable in concepts.items():
        for party, row in zip(found.parties, stable.astype(int).tolist(), strict=True):
            columns[f"{concept}:{party}"] = row
    for concept, stable in concepts.items():
        columns[f"equilibrium:{concept}"] = stable.all(axis=0).astype(int).tolist()
    yield list(columns)
    yield from zip(*columns.values(), strict=True)


def _verdicts(found: Conflict) -> dict[str, Flags]:
    try:
        return judging(found.graph, found.forbidden)(ranks_of(found).rank)
    except ValueError as error:
        fix = "leave out forbidden moves, or options"
        raise CaseError.lacks("moves.forbidden", str(error), fix) from None


def _options_table(found: Conflict) -> Iterator[Sequence[Any]]:
    yield "option", "party", "also", "name", "levels", "one_way"
    for path, option in found.moves.paths.items():
        levels = "; ".join(f"{key}: {label}" for key, label in option.labels.items())
        party, also = path.partition(".")[0], " ".join(option.also)
        yield path, party, also, option.name, levels, option.one_way or ""


def _moves_table(found: Conflict) -> Iterator[Sequence[Any]]:
    yield "party", "from", "to", "improves"
    for party, s, t, improves in _moves(found):
        yield party, s + 1, t + 1, int(improves)


def _write(file: Path, rows: Iterable[Sequence[Any]]) -> None:
    with file.open("w", encoding="utf-8", newline="") as handle:
        csv.writer(handle, lineterminator="\n").writerows(rows)
