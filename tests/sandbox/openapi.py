"""Checks HTTP exchanges against a vendor's own OpenAPI 3.0 document, read in place.

`VendorDocument(path)` loads JSON or YAML once. `check_response` and `check_request` raise
AssertionError with every problem found; both return False, and check nothing, where the document
has no such route, so that a caller can tell "right" from "not covered".
"""

import json
import re
from functools import lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

from openapi_schema_validator import OAS30Validator, oas30_format_checker
from ruamel.yaml import YAML


class VendorDocument:
    """One vendor document, and the named places where it is known not to be what the vendor does.

    `nullable` names properties that the vendor really answers with null although its document does
    not say so; a null under such a name is taken out before the schema sees it. `free` names
    properties whose content is data, so that the example's keys below them are not asked for.
    `queries` names query parameters that its prose allows and its lists lack. `relaxed` names
    component schemas whose `required` is wrong. `unlike` names routes with another route's example.
    """

    def __init__(
        self,
        path: Path,
        nullable: frozenset[str] = frozenset(),
        free: frozenset[str] = frozenset(),
        queries: frozenset[str] = frozenset(),
        relaxed: frozenset[str] = frozenset(),
        unlike: frozenset[str] = frozenset(),
    ) -> None:
        self.document = _load(path)
        self._nullable = nullable
        self._free = free
        self._queries = queries
        self._unlike = unlike
        schemas = self.document["components"]["schemas"]
        loose = {
            name: {key: value for key, value in schemas[name].items() if key != "required"}
            for name in relaxed
        }
        self._components = {**self.document["components"], "schemas": {**schemas, **loose}}
        self._routes = [(_pattern(route), route) for route in self.document["paths"]]
        self._routes.sort(key=lambda entry: entry[1].count("{"))

    def route(self, method: str, path: str) -> str | None:
        """Return the document's path template for a request path, or None."""
        clean = path.removesuffix(".json") if not self._matches(path) else path
        found = [r for r in self._matches(clean) if method.lower() in self.document["paths"][r]]
        return found[0] if found else None

    def check_response(self, method: str, path: str, status: int, body: Any) -> bool:
        """Check a response body against its schema and for the keys of the vendor's example."""
        media = self.media(method, path, status)
        if media is None:
            return False
        problems = self._schema_problems(media.get("schema"), body)
        if self.route(method, path) not in self._unlike:
            for example in self.examples(media):
                problems += missing_keys(example, body, self._free)
        assert not problems, f"{method} {path} {status}:\n" + "\n".join(problems)
        return True

    def check_request(self, method: str, path: str, query: str = "", body: Any = None) -> bool:
        """Check that the route knows each query parameter and that the body fits its schema."""
        route = self.route(method, path)
        if route is None:
            return False
        operation = self.document["paths"][route][method.lower()]
        known = self._parameters(route, operation)
        names = {name for name, _ in parse_qsl(query, keep_blank_values=True)}
        problems = [
            f"unknown query parameter {name}" for name in sorted(names - known - self._queries)
        ]
        media = self._json(self._resolve(operation.get("requestBody", {})))
        if media and body is not None:
            problems += self._schema_problems(media.get("schema"), body)
        assert not problems, f"{method} {path}:\n" + "\n".join(problems)
        return True

    def _matches(self, path: str) -> list[str]:
        return [route for pattern, route in self._routes if pattern.fullmatch(path)]

    def media(self, method: str, path: str, status: int) -> dict[str, Any] | None:
        """Return what the document says of the JSON answer with this status, or None."""
        route = self.route(method, path)
        if route is None:
            return None
        responses = self.document["paths"][route][method.lower()]["responses"]
        response = responses.get(str(status)) or responses.get(status)
        return self._json(self._resolve(response)) if response else None

    def _json(self, holder: dict[str, Any]) -> dict[str, Any] | None:
        media: dict[str, Any] | None = holder.get("content", {}).get("application/json")
        return media

    def _parameters(self, route: str, operation: dict[str, Any]) -> set[str]:
        item = self.document["paths"][route]
        listed = item.get("parameters", []) + operation.get("parameters", [])
        resolved = [self._resolve(entry) for entry in listed]
        return {entry["name"] for entry in resolved if entry["in"] == "query"}

    def examples(self, media: dict[str, Any]) -> list[Any]:
        """Return the vendor's first example of an answer, as data."""
        if "example" in media:
            return [_parsed(media["example"])]
        values = [self._resolve(entry) for entry in media.get("examples", {}).values()]
        return [_parsed(value["value"]) for value in values[:1] if "value" in value]

    def _resolve(self, node: dict[str, Any]) -> dict[str, Any]:
        while "$ref" in node:
            target: Any = self.document
            for step in node["$ref"].removeprefix("#/").split("/"):
                target = target[step.replace("~1", "/").replace("~0", "~")]
            node = target
        return node

    def _schema_problems(self, schema: dict[str, Any] | None, body: Any) -> list[str]:
        if schema is None:
            return []
        whole = {"allOf": [schema], "components": self._components}
        validator = OAS30Validator(whole, format_checker=oas30_format_checker)
        errors = validator.iter_errors(without_nulls(body, self._nullable))
        return [f"{error.json_path}: {error.message[:200]}" for error in errors]


def without_nulls(value: Any, names: frozenset[str]) -> Any:
    """Return the value without the nulls that stand under these names."""
    if isinstance(value, list):
        return [without_nulls(item, names) for item in value]
    if not isinstance(value, dict):
        return value
    kept = {k: v for k, v in value.items() if not (v is None and k in names)}
    return {k: without_nulls(v, names) for k, v in kept.items()}


def missing_keys(example: Any, body: Any, free: frozenset[str], at: str = "$") -> list[str]:
    """Name each key of the example that the body lacks.

    In a list each item of the body must carry the keys that all items of the example share. A null
    in the body stands for an object that is not there.
    """
    if isinstance(example, list):
        return _missing_in_list(example, body, free, at)
    if not isinstance(example, dict) or body is None:
        return []
    if not isinstance(body, dict):
        return [f"{at}: the example has an object, the body {type(body).__name__}"]
    problems = [
        f"{at}.{key}: in the vendor's example, not in the body"
        for key in example.keys() - body.keys()
    ]
    for key in example.keys() & body.keys() - free:
        problems += missing_keys(example[key], body[key], free, f"{at}.{key}")
    return problems


def _missing_in_list(example: list[Any], body: Any, free: frozenset[str], at: str) -> list[str]:
    objects = [item for item in example if isinstance(item, dict)]
    if not objects or not isinstance(body, list):
        return []
    shared = set.intersection(*(set(item) for item in objects))
    merged = {key: objects[0][key] for key in shared}
    problems: list[str] = []
    for index, item in enumerate(body):
        problems += missing_keys(merged, item, free, f"{at}[{index}]")
    return problems


def _parsed(example: Any) -> Any:
    """Return an example as data; some documents hold it as a string of JSON."""
    if not isinstance(example, str):
        return example
    try:
        return json.loads(example)
    except ValueError:
        return example


def _pattern(route: str) -> re.Pattern[str]:
    return re.compile(re.sub(r"\\\{[^/]+?\\\}", r"[^/]+", re.escape(route)))


@lru_cache
def _load(path: Path) -> Any:
    if path.suffix == ".json":
        return json.loads(path.read_text("utf-8"))
    yaml = YAML(typ="safe")
    # The Zendesk document holds a bare "=", which YAML 1.1 reads as a type of its own.
    yaml.constructor.add_constructor(
        "tag:yaml.org,2002:value", lambda loader, node: loader.construct_scalar(node)
    )
    return yaml.load(path)
