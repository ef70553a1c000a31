"""The JSON Schema of the case file, for editors that complete and check while typing."""

import json
from typing import Any

from parley.case.schema import Case

__all__ = ["FILE_NAME", "json_schema", "schema_text"]

FILE_NAME = "parley.schema.json"


def json_schema() -> dict[str, Any]:
    """Draft 2020-12. No section is required: a case may be spread over several files."""
    schema = Case.model_json_schema(by_alias=True)
    schema.pop("required", None)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "parley case",
    } | schema


def schema_text() -> str:
    """The schema as it is written to a file."""
    return json.dumps(json_schema(), indent=2, ensure_ascii=False) + "\n"
