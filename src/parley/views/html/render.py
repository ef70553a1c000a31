"""The Jinja environment in which the templates of this folder are filled."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from parley.blocks import Basis, Block, Bullets, Column, Figure, Heading, Note, Table
from parley.views.html.still import quiet
from parley.views.refs import anchor, in_order, refs_words, tally
from parley.views.words import (
    LISTS,
    NOT_RUN,
    cell_words,
    cleaned,
    date_words,
    grade_words,
    role_words,
    value_words,
)

if TYPE_CHECKING:
    from jinja2 import Environment

__all__ = ["Place", "environment"]


@dataclass(frozen=True)
class Place:
    """Where blocks are shown. link: the basis is on the same page, so that refs lead to it.
    pictures: of the figures, in their order."""

    basis: Mapping[str, Basis]
    link: bool
    pictures: Iterator[str]


def environment(place: Place) -> "Environment":
    """Templates with our words; every text from a case is escaped."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined
    from markupsafe import Markup

    env = Environment(
        loader=FileSystemLoader(Path(__file__).parent),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=cleaned,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    env.globals.update(
        place=place,
        lists=LISTS,
        role_words=role_words,
        not_run=NOT_RUN,
        template_of=template_of,
        anchor=anchor,
        tally=lambda refs: tally(refs, place.basis),
        picture=lambda: Markup(next(place.pictures)),
        spec_json=spec_json,
        in_order=in_order,
        cell_words=cell_words,
    )
    env.filters.update(
        refs=refs_words,
        day=date_words,
        grade=grade_words,
        value=value_words,
        aligned=aligned,
        web=web,
    )
    return env


def template_of(block: Block) -> str:
    """The template that shows this kind of block."""
    match block:
        case Heading():
            return "heading.html"
        case Note():
            return "note.html"
        case Bullets():
            return "bullets.html"
        case Table():
            return "table.html"
        case Figure():
            return "figure.html"


def aligned(column: Column) -> str:
    """The class of a column's cells: numbers stand to the right."""
    return "text" if column.kind == "text" else "number"


def web(url: str) -> bool:
    """Whether an address may be a link: a case must not smuggle in a script address."""
    return url.lower().startswith(("https://", "http://"))


def spec_json(figure: Figure) -> Any:
    """The specification as JSON that cannot close the script element it stands in."""
    from markupsafe import Markup

    return Markup(json.dumps(quiet(figure)).replace("<", "\\u003c"))
