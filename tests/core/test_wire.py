"""What goes over the wire, as the web app knows it, is made from the Python messages."""

import importlib.util
import re
from pathlib import Path
from types import ModuleType

ROOT = Path(__file__).resolve().parents[2]


def script() -> ModuleType:
    """Load `packaging/wire.py`, which is no package."""
    spec = importlib.util.spec_from_file_location("wire", ROOT / "packaging/wire.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


wire = script()


def test_the_web_apps_messages_are_made_from_the_structs_of_today() -> None:
    """[MSG-9] `wire.json` and `wire.ts` are what `python packaging/wire.py` writes now."""
    for name, text in wire.build().items():
        assert (wire.CORE / name).read_text(encoding="utf-8") == text, (
            f"Run: packaging/wire.py ({name})"
        )


def test_a_pair_is_a_tuple_in_typescript_and_a_list_is_not() -> None:
    """[MSG-9] json2ts reads `prefixItems` as `never[]`: the generator must rewrite it."""
    text = (wire.CORE / "wire.ts").read_text(encoding="utf-8")
    assert "refused?: [number, string][];" in text
    assert "cursor?: [number, number] | null;" in text
    assert "geom: number[];" in text
    assert "never" not in text


def test_every_message_has_a_type_of_its_name() -> None:
    """[MSG-9] Every struct of the schema is an interface, and each union names its members."""
    text = (wire.CORE / "wire.ts").read_text(encoding="utf-8")
    for name, part in wire.schema()["$defs"].items():
        assert re.search(rf"^export (interface|type) {name}\b", text, re.M), name
        for member in part.get("anyOf", []):
            assert member["$ref"].rpartition("/")[2] in text
