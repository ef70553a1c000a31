"""The report for machines: raw values, nothing rounded."""

import json
from dataclasses import asdict
from math import isfinite
from typing import Any

from parley.blocks import Block, Bullets, Cell, Figure, Heading, Note, Report, Scalar, Table
from parley.views.refs import in_order

__all__ = ["as_json"]

FORMAT = "parley-report/1"


def as_json(report: Report) -> str:
    """The report as JSON, ending in a line break; keys always in this order.

    ::

        format    "parley-report/1"
        title, case, as_of, scenario, lead    text; as_of an ISO date
        recipe    {name: scalar}
        sections  [{lens, question, ran, blocks}]
        basis     [{id, kind, says, who, when, how, source, url, grade, quote, marks}]

    A block is an object whose `kind` is one of::

        heading   text
        note      text, role, refs, page
        bullets   title, items: [cell]
        table     title, caption, columns: [{name, kind}], rows: [[cell]]
        figure    title, alt, spec (Vega-Lite), data: table

    A cell is {value, refs}. Shares are numbers in [0, 1]. A number that JSON cannot hold
    (infinite, undefined) is null.
    """
    content = {
        "format": FORMAT,
        "title": report.title,
        "case": report.case,
        "as_of": report.as_of,
        "lead": report.lead,
        "scenario": report.scenario,
        "recipe": {name: _scalar(value) for name, value in report.recipe.items()},
        "sections": [
            {
                "lens": section.lens,
                "question": section.question,
                "ran": section.ran,
                "blocks": [_block(block) for block in section.blocks],
            }
            for section in report.sections
        ],
        "basis": [asdict(entry) for entry in in_order(report.basis)],
    }
    return json.dumps(content, ensure_ascii=False, indent=1, allow_nan=False) + "\n"


def _block(block: Block) -> dict[str, Any]:
    match block:
        case Heading():
            return {"kind": "heading", **asdict(block)}
        case Note():
            return {"kind": "note", **asdict(block)}
        case Bullets():
            return {
                "kind": "bullets",
                "title": block.title,
                "items": [_cell(item) for item in block.items],
            }
        case Table():
            return _table(block)
        case Figure():
            return {
                "kind": "figure",
                "title": block.title,
                "alt": block.alt,
                "spec": dict(block.spec),
                "data": _table(block.data),
            }


def _table(table: Table) -> dict[str, Any]:
    return {
        "kind": "table",
        "title": table.title,
        "caption": table.caption,
        "columns": [asdict(column) for column in table.columns],
        "rows": [[_cell(cell) for cell in row] for row in table.rows],
    }


def _cell(cell: Cell) -> dict[str, Any]:
    return {"value": _scalar(cell.value), "refs": list(cell.refs)}


def _scalar(value: Scalar) -> Scalar:
    return None if isinstance(value, float) and not isfinite(value) else value
