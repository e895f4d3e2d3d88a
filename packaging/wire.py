"""Writes what goes over the wire as JSON Schema, and as TypeScript types (MSG-9).

    python packaging/wire.py

From the structs of `inkroom.messages` and the tables of `inkroom.elements` come `wire.json` and
`wire.ts` in `webclient/src/core`. `wire.json` is JSON Schema 2020-12, with two keys of our own:
`tables` (kinds, fixed, defaults) and `protocol`. The web app checks its own ops against it.
"""

import json
import re
import subprocess
from pathlib import Path
from typing import Any

import msgspec

from inkroom.elements import DEFAULTS, FIXED, KINDS, Put
from inkroom.messages import PROTOCOL, ClientMessage, Entry, Op, ServerMessage

ROOT = Path(__file__).resolve().parents[1]
CORE = ROOT / "webclient/src/core"
JSON2TS = ROOT / "webclient/node_modules/.bin/json2ts"
HEAD = (
    "/* Made by packaging/wire.py from core/inkroom/messages.py: the messages of the protocol. */\n"
)
ROOTS = {
    "ClientMessage": ClientMessage,
    "ServerMessage": ServerMessage,
    "Put": Put,
    "Op": Op,
    "Entry": Entry,
}
LONGEST_TUPLE = 5

Schema = dict[str, Any]  # JSON Schema; written and rewritten only here


def schema() -> Schema:
    """Return the schema of all messages, the unions under their own names."""
    whole, parts = msgspec.json.schema_components(ROOTS.values(), ref_template="#/$defs/{name}")
    unions = {name: union for name, union in zip(ROOTS, whole, strict=True) if "anyOf" in union}
    parts["Stroke"]["properties"]["points"] = {"type": "array", "items": {"type": "integer"}}
    parts["Ops"]["properties"]["ops"]["items"] = {"$ref": "#/$defs/Op"}
    put = parts["Op"]["properties"]["put"]["items"]
    for name in ("Op", "Entry"):
        parts[name]["properties"]["put"]["items"] = {"$ref": "#/$defs/Put"}
    assert put == unions["Put"], "Expected the puts of an op to be the union Put"
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Inkroom",
        "description": "The messages of Inkroom, made from core/inkroom/messages.py.",
        "protocol": PROTOCOL,
        "tables": {
            "kinds": {kind: sorted(registers) for kind, registers in KINDS.items()},
            "fixed": list(FIXED),
            "defaults": DEFAULTS,
        },
        "$ref": "#/$defs/ServerMessage",
        "$defs": unions | parts,
    }


def draft7(node: Any) -> Any:
    """Return the schema as json2ts reads it: it knows no `prefixItems`, and any value is `{}`."""
    if isinstance(node, list):
        return [draft7(part) for part in node]
    if not isinstance(node, dict):
        return node
    if node == {}:
        return {"tsType": "unknown"}
    if node == {"type": "object"}:
        return {"tsType": "Record<string, unknown>"}
    node = {name: draft7(part) for name, part in node.items() if name != "discriminator"}
    if "prefixItems" in node:
        return node | {"items": node.pop("prefixItems"), "additionalItems": False}
    size = node.get("maxItems")
    if size and size == node.get("minItems") and size <= LONGEST_TUPLE:
        return node | {"items": [node["items"]] * size, "additionalItems": False}
    return {name: part for name, part in node.items() if name not in ("minItems", "maxItems")}


def types(whole: Schema) -> str:
    """Return the TypeScript types of a schema; needs the web app's node modules."""
    defs = {name: part | {"title": name} for name, part in draft7(whole["$defs"]).items()}
    refs = {name: {"$ref": f"#/$defs/{name}"} for name in ROOTS}
    root = {
        "title": "Wire",
        "type": "object",
        "description": "All roots.",
        "properties": refs,
        "$defs": defs,
    }
    options = (
        "--additionalProperties=false",
        "--bannerComment",
        HEAD.strip(),
        "--strictIndexSignatures",
    )
    made = subprocess.run(
        [JSON2TS, *options], input=json.dumps(root), stdout=subprocess.PIPE, text=True, check=True
    )
    return re.sub(r" */\*\*\n(?: *\* @(?:min|max)Items \d+\n)+ *\*/\n", "", made.stdout)


def build() -> dict[str, str]:
    """Return the text of each file by its name."""
    whole = schema()
    return {"wire.json": json.dumps(whole, indent=1) + "\n", "wire.ts": types(whole)}


def main() -> None:
    """Write both files."""
    CORE.mkdir(parents=True, exist_ok=True)
    for name, text in build().items():
        (CORE / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
