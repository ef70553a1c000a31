"""Validation errors in the words of somebody who writes a case file."""

import re
import types
from collections.abc import Iterator, Mapping
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
    "int_parsing_size": "a whole number of ordinary size",
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
_LIMITS = {
    "greater_than": ("more than", "gt"),
    "greater_than_equal": ("at least", "ge"),
    "less_than": ("less than", "lt"),
    "less_than_equal": ("at most", "le"),
}
_KEY = "[key]"  # pydantic's last step of a path that leads to a key
_OPTION_OR_NUMBER = ("constrained-str", "float")  # ... or to one way of reading a `Value`
_QUOTE = "put it in quotes"
_COMMA = f"a comma in unquoted text? {_QUOTE}"
_PATTERNS = (  # what the patterns of the schema ask for, told by a text each of them holds
    ("A-Za-z0-9_-", "use letters, digits, '_' and '-', beginning with a letter"),
    ("{64}", "write the 64 digits that 'sha256sum FILE' shows"),
    ("a-z]{2,3}", "write a language code such as en, uk or pt-BR"),
    ("A-Z_", "write a code of the act table, such as PROPOSE"),
)


def explain(error: ErrorDetails, model: type[BaseModel]) -> Finding:
    """Where it is in the data, what is wrong, and the likely fix."""
    path: Path = tuple(error["loc"])
    kind, given = error["type"], error.get("input")
    last = path[-1] if path else ""
    either = last in _OPTION_OR_NUMBER and kind.startswith(("string", "float"))
    path = path[:-1] if either else path
    if path and path[-1] == _KEY:
        return _wrong_key(error, path[:-1])
    if either:
        what = f"'{_name(path)}' must be an option id or a number, not {_shown(given)}"
        return path, what, ""
    if kind == "extra_forbidden":
        hint = nearest(str(path[-1]), _fields(model, path[:-1]))
        words = " " in str(path[-1]) or not hint.startswith("did you mean")
        comma = given is None and words
        return path, f"unknown key '{_short(path[-1])}'", _COMMA if comma else hint
    if kind == "missing":
        return _missing(path)
    return path, *_wrong_value(error, path)


def _wrong_key(error: ErrorDetails, path: Path) -> tuple[Path, str, str]:
    if error["type"] == "literal_error":
        return path, f"unknown key '{_short(path[-1])}'", _allowed(error)
    return path, f"'{_short(path[-1])}' cannot be a key here", _form(error)


def _missing(path: Path) -> Finding:
    if isinstance(path[-1], int):
        return path[:-1], f"'{_name(path)}' has too few values", f"it needs {path[-1] + 1} or more"
    return path[:-1], f"missing key '{path[-1]}'", f"add '{path[-1]}:' to this entry"


def _wrong_value(error: ErrorDetails, path: Path) -> tuple[str, str]:
    kind, given, name = error["type"], error.get("input"), _name(path)
    what, context = _shown(given), error.get("ctx", {})
    if kind == "literal_error":
        return f"{what} is not allowed for '{name}'", _allowed(error)
    if kind in _WANTED:
        return f"'{name}' must be {_WANTED[kind]}, not {what}", _retyped(_WANTED[kind], given)
    if kind in _LIMITS:
        words, key = _LIMITS[kind]
        return f"'{name}' must be {words} {context[key]:.10g}, not {what}", ""
    if kind in ("string_too_short", "too_short"):
        return f"'{name}' must not be empty", ""
    if kind in ("string_too_long", "too_long"):
        return f"'{name}' is too long", f"at most {context.get('max_length')} are allowed"
    if kind == "string_pattern_mismatch":
        return f"{what} is not written as '{name}' must be", _form(error)
    if kind == "value_error":
        said, _, fix = error["msg"].removeprefix("Value error, ").partition("; ")
        return _short(said, 180), fix
    return f"'{dotted(path)}': {error['msg']}", ""


def _retyped(wanted: str, given: Any) -> str:
    if wanted != "text":
        return ""
    return _COMMA if given is None else _QUOTE if isinstance(given, int | float) else ""


def _form(error: ErrorDetails) -> str:
    pattern = str(error.get("ctx", {}).get("pattern", ""))
    return next((fix for part, fix in _PATTERNS if part in pattern), "")


def _name(path: Path) -> str:
    names = [step for step in path if isinstance(step, str) and step[:1].isalpha()]
    return _short(names[-1]) if names else "entry"


def _shown(given: Any) -> str:
    if isinstance(given, Mapping):
        return "a mapping"
    if isinstance(given, list | tuple):
        return "a list"
    if given is None:
        return "nothing"
    return f"'{_short(given)}'"


def _short(given: Any, most: int = 60) -> str:
    text = " ".join(str(given).split())  # a problem stands on one line
    return text if len(text) <= most else f"{text[:most]}..."


def _allowed(error: ErrorDetails) -> str:
    """The likely one of the words that are allowed, or all of them."""
    expected = str(error.get("ctx", {}).get("expected", ""))
    words = [one or other for one, other in re.findall(r"'([^']*)'|\"([^\"]*)\"", expected)]
    hint = nearest(str(error.get("input")), words)
    return hint if hint.startswith("did you mean") else f"allowed: {', '.join(words) or expected}"


def _fields(model: type[BaseModel], path: Path) -> list[str]:
    """The keys that are allowed where `path` leads."""
    kinds: list[Any] = [model]
    for step in path:
        kinds = [part for kind in kinds for part in _plain(kind) for part in _under(part, step)]
    models = [part for kind in kinds for part in _plain(kind) if _is_model(part)]
    return [field.alias or name for part in models for name, field in part.model_fields.items()]


def _plain(annotation: Any) -> Iterator[Any]:
    """The types an annotation admits, without `Annotated` and options."""
    if get_origin(annotation) is Annotated:
        yield from _plain(get_args(annotation)[0])
    elif get_origin(annotation) in (Union, types.UnionType):
        for part in get_args(annotation):
            yield from _plain(part)
    else:
        yield annotation


def _under(kind: Any, step: str | int) -> list[Any]:
    """What may stand at one step below a type: the value of a field, mapping or list."""
    if _is_model(kind):
        fields = kind.model_fields.items()
        return [field.annotation for name, field in fields if step in (field.alias, name)]
    if get_origin(kind) is dict:
        return [get_args(kind)[1]]
    return [get_args(kind)[0]] if get_origin(kind) in (tuple, list) else []


def _is_model(kind: Any) -> bool:
    return isinstance(kind, type) and issubclass(kind, BaseModel)
