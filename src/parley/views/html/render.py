"""The Jinja environment in which the templates of this folder are filled."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any

from parley.blocks import Basis, Block, Bullets, Column, Figure, Heading, Note, Table
from parley.views.refs import anchor, in_order, refs_words, tally
from parley.views.words import (
    LISTS,
    NOT_RUN,
    cell_words,
    date_words,
    grade_words,
    plain,
    role_words,
    value_words,
)

if TYPE_CHECKING:
    from jinja2 import Environment

__all__ = ["Place", "environment"]


@dataclass(frozen=True)
class Place:
    """Where blocks are shown. link: the basis is on the same page, so that refs lead to it."""

    basis: Mapping[str, Basis]
    link: bool
    figures: "count[int]" = field(default_factory=count)


def environment(place: Place) -> "Environment":
    """Templates with our words; every text from a case is escaped."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    env = Environment(
        loader=FileSystemLoader(Path(__file__).parent),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_clean,
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
        picture=lambda figure: picture(figure, next(place.figures)),
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

    return Markup(json.dumps(_quiet(figure)).replace("<", "\\u003c"))


def picture(figure: Figure, number: int) -> Any:
    """The figure as still SVG. ValueError if its data are not inline."""
    import vl_convert
    from markupsafe import Markup

    if _reaches_out(figure.spec):
        raise ValueError(f"the data of figure {figure.title!r} must stand in its specification")
    # vl_convert's own list of allowed addresses lets files through, so it comes second.
    svg = vl_convert.vegalite_to_svg(_quiet(figure), allowed_base_urls=[])
    return Markup(_own_names(svg, number))  # vl_convert escapes the text in the data


def _own_names(svg: str, number: int) -> str:
    """The picture with names of its own for clip paths, numbered in order of appearance.

    Pictures may share names, which would collide on one page, or count on from those drawn before,
    and then the same report would not be written twice alike.
    """
    names: dict[str, str] = {}

    def own(found: re.Match[str]) -> str:
        return found[1] + names.setdefault(found[2], f"figure{number}-{len(names)}")

    return re.sub(r'(\bid="|url\(#|href="#)([^")]+)', own, svg)


def _reaches_out(part: object) -> bool:
    """Whether a specification names an address to load data from."""
    if isinstance(part, Mapping):
        return isinstance(part.get("url"), str) or any(map(_reaches_out, part.values()))
    return isinstance(part, list | tuple) and any(map(_reaches_out, part))


def _quiet(figure: Figure) -> dict[str, Any]:
    """The specification without Vega's own roles: the element around it carries the alt text."""
    config = {**figure.spec.get("config", {}), "aria": False}
    spec: dict[str, Any] = _clean({**figure.spec, "config": config})
    return spec


def _clean(part: Any) -> Any:
    """The same value with every text in it made plain; markup of ours stays as it is."""
    if isinstance(part, str):
        return part if hasattr(part, "__html__") else plain(part)
    if isinstance(part, Mapping):
        return {name: _clean(value) for name, value in part.items()}
    return [_clean(value) for value in part] if isinstance(part, list | tuple) else part
