"""Validation errors in the words of somebody who writes a case file."""

import types
from collections.abc import Mapping
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import BaseModel
from pydantic_core import ErrorDetails

from parley.case.references import Finding, nearest
from parley.case.select import Path, dotted

__all__ = ["explain"]

_WANTED = {
    "string_type": "text",
    "int_type": "a whole number",
    "int_parsing": "a whole number",
    "int_from_float": "a whole number",
    "float_type": "a number",
    "float_parsing": "a number",
    "bool_type": "true or false",
    "bool_parsing": "true or false",
    "dict_type": "a mapping (key: value)",
    "mapping_type": "a mapping (key: value)",
    "model_type": "a mapping (key: value)",
    "model_attributes_type": "a mapping (key: value)",
    "tuple_type": "a list",
    "list_type": "a list",
}


def explain(error: ErrorDetails, model: type[BaseModel]) -> Finding:
    """Where it is in the data, what is wrong, and the likely fix."""
    path: Path = tuple(error["loc"])
    kind, given = error["type"], error.get("input")
    if kind == "extra_forbidden":
        known = _fields(model, path[:-1])
        return path, f"unknown key '{path[-1]}'", nearest(str(path[-1]), known)
    if kind == "missing":
        return path[:-1], f"missing key '{path[-1]}'", f"add '{path[-1]}:' to this entry"
    what = _shown(given)
    if kind == "literal_error":
        allowed = [word.strip("' ") for word in _allowed(error)]
        fix = nearest(str(given), allowed)
        return path, f"{what} is not allowed for '{_name(path)}'", fix or ", ".join(allowed)
    if kind in _WANTED:
        hint = "put it in quotes" if _WANTED[kind] == "text" and _is_plain(given) else ""
        return path, f"'{_name(path)}' must be {_WANTED[kind]}, not {what}", hint
    if kind == "string_pattern_mismatch":
        fix = "use letters, digits, '_', '-' and '.', beginning with a letter"
        return path, f"{what} is not written as '{_name(path)}' must be", fix
    if kind == "value_error":
        what, _, fix = error["msg"].removeprefix("Value error, ").partition("; ")
        return path, what, fix
    return path, f"'{dotted(path)}': {error['msg']}", ""


def _name(path: Path) -> str:
    names = [step for step in path if isinstance(step, str) and step[:1].isalpha()]
    return names[-1] if names else "entry"


def _shown(given: Any) -> str:
    if isinstance(given, Mapping):
        return "a mapping"
    if isinstance(given, list | tuple):
        return "a list"
    if given is None:
        return "nothing"
    text = str(given)
    return f"'{text[:60]}{'...' if len(text) > 60 else ''}'"


def _is_plain(given: Any) -> bool:
    return isinstance(given, int | float | bool)


def _allowed(error: ErrorDetails) -> list[str]:
    expected = str(error.get("ctx", {}).get("expected", ""))
    return expected.replace(" or ", ", ").split(", ")


def _fields(model: type[BaseModel], path: Path) -> list[str]:
    """The keys that are allowed where `path` leads."""
    kinds = [model]
    for step in path:
        kinds = [found for kind in kinds for found in _models(_field(kind, step) or kind)]
    return [field.alias or name for kind in kinds for name, field in kind.model_fields.items()]


def _field(model: type[BaseModel], step: str | int) -> Any:
    for name, field in model.model_fields.items():
        if step in (field.alias, name):
            return field.annotation
    return None


def _models(annotation: Any) -> list[type[BaseModel]]:
    """The models inside an annotation, through lists, mappings, options and `Annotated`."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return [annotation]
    if get_origin(annotation) in (Union, types.UnionType, Annotated, tuple, list, dict):
        return [found for part in get_args(annotation) for found in _models(part)]
    return []
