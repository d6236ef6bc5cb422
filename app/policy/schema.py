"""JSON Schema of the policy files, for editors that check while one writes."""

from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel

from app.gate.policy import GatePolicy
from app.policy.descriptions import DESCRIPTIONS
from app.policy.reading import SCHEMA_VERSION
from app.redaction.policy import RedactionPolicy
from app.sync.policy import MappingPolicy

_HEADER: dict[str, Any] = {
    "schema": {"const": SCHEMA_VERSION, "description": "The version of this form."},
    "about": {"type": "string", "description": "What the file is for, in one sentence."},
}


def json_schema() -> dict[str, Any]:
    """One schema whose `$defs` hold `redaction`, `gates` and `mapping`.

    A file may hold a part of its policy only, so nothing but the header is required of it. Each
    key has a description.
    """
    kinds: Mapping[str, type[BaseModel]] = {
        "redaction": RedactionPolicy,
        "gates": GatePolicy,
        "mapping": MappingPolicy,
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Airlock policy files",
        "anyOf": [{"$ref": f"#/$defs/{name}"} for name in kinds],
        "$defs": {name: _file_schema(name, model) for name, model in kinds.items()},
    }


def _file_schema(name: str, model: type[BaseModel]) -> dict[str, Any]:
    schema = model.model_json_schema(ref_template=f"#/$defs/{name}/$defs/{{model}}")
    _describe(name, schema)
    for model_name, model_schema in schema.get("$defs", {}).items():
        _describe(model_name, model_schema)
    schema["properties"] = {**_HEADER, **schema["properties"]}
    schema["required"] = list(_HEADER)
    return schema


def _describe(name: str, schema: dict[str, Any]) -> None:
    """Say of each key what it is for."""
    told = DESCRIPTIONS.get(name, {})
    for key, value in schema.get("properties", {}).items():
        if key in told:
            value["description"] = told[key]
