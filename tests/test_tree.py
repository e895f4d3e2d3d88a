"""The tree keeps its promises: who imports whom, what mirrors what, what lies where."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]

# Inside core a module may import what stands in an earlier line, and `face`.
CORE_ORDER = [
    {"errors"},
    {"face", "geometry", "order"},
    {"elements", "path", "palette"},
    {"accord", "form", "side"},
    {"messages", "ink", "figure", "head", "item", "sketch", "text", "look"},
    {"label", "inside", "trail", "guess"},
    {"board", "extent", "roles"},
    {"meeting", "source"},
    {"history", "live", "gesture", "undo", "snapshot", "talk", "pulse", "drawing", "hit"},
    {"comparison", "deed", "follow", "replay", "reading", "templates", "timeline"},
    {"search", "stack", "cut", "bind"},
    {"events", "pin", "slides", "report", "restoring"},
    {"company", "pending", "stored", "built"},
    {"session", "room"},
    {"formats"},
    {"render"},
    {"client"},
]
WEB_ORDER = [{"core"}, {"tools", "store"}, {"view"}, {"panels"}, {"main"}]
UNMIRRORED = {"__init__", "room", "formats", "render", "client"}

WEB = {"fastapi", "starlette", "uvicorn"}
SQL = {"sqlmodel", "sqlalchemy", "alembic", "sqlite3"}
TASKS = {"asyncio", "threading", "multiprocessing", "concurrent"}
IO = TASKS | {"socket", "time", "random", "secrets", "os", "pathlib", "tempfile", "subprocess"}
NET = {"websockets", "httpx2"}
OURS = {"inkroom_server", "inkroom_desktop"}

# Folder or module -> top-level names that nothing in it may import; then the named exceptions.
FORBIDDEN = {
    "core/inkroom": OURS | WEB | SQL | IO | NET | {"PySide6", "click"},
    "server/inkroom_server": {"inkroom_desktop", "PySide6"} | SQL,
    "desktop/inkroom_desktop": {"inkroom_server"} | WEB,
    "desktop/inkroom_desktop/tools": {"PySide6"} | IO,
    "desktop/inkroom_desktop/camera": {"PySide6"} | IO,
}
ALLOWED = {
    "core/inkroom/client": IO | NET,
    "core/inkroom/face": {"pathlib"},
    "server/inkroom_server/log": SQL,
    "server/inkroom_server/migrations": SQL,
}
TASK_OWNERS = {"endpoint", "hub", "jobs"}
DRAWERS = {"utils", "util", "helpers", "helper", "common", "manager", "misc", "shared", "stuff"}


def python_files(place: str) -> list[Path]:
    """Return the modules of a folder, or of a module that may be a file or a folder."""
    root = ROOT / place
    file = root.with_suffix(".py")
    return [file] if file.exists() else sorted(root.rglob("*.py"))


def web_files() -> list[Path]:
    return sorted((ROOT / "webclient/src").rglob("*.ts"))


def parse(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), str(path))


def inside(path: Path, place: str) -> bool:
    return path.relative_to(ROOT).with_suffix("").is_relative_to(place)


def imports_of(path: Path) -> Iterator[str]:
    """Yield the dotted name of every module that a file imports, `from a import b` as `a.b` too."""
    folder = path.relative_to(ROOT).parent.parts[1:]
    for node in ast.walk(parse(path)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = ".".join(folder[: len(folder) - node.level + 1]) if node.level else ""
            module = ".".join(part for part in (base, node.module) if part)
            yield from (f"{module}.{alias.name}" for alias in node.names)


def rank(name: str, order: list[set[str]]) -> int:
    places = [at for at, names in enumerate(order) if name in names]
    assert places, f"{name} has no place in the order of tests/test_tree.py: give it one"
    return places[0]


@pytest.mark.parametrize("place", FORBIDDEN)
def test_imports_point_inwards(place: str) -> None:
    """[T1] core knows nothing of ours; server and desktop never meet; only `log` knows SQL."""
    for path in python_files(place):
        allowed = {n for where, names in ALLOWED.items() if inside(path, where) for n in names}
        found = (FORBIDDEN[place] - allowed) & {name.partition(".")[0] for name in imports_of(path)}
        assert not found, f"{path.relative_to(ROOT)} imports {sorted(found)}"


def test_core_modules_import_only_what_stands_before_them() -> None:
    """[T2] The order of core holds; `face` may be used by all but `errors`, and uses only that."""
    core = ROOT / "core/inkroom"
    for path in python_files("core/inkroom"):
        module = path.relative_to(core).parts[0].removesuffix(".py")
        if module == "__init__":
            continue
        for name in imports_of(path):
            parts = name.split(".")
            if parts[0] != "inkroom" or parts[1:] == ["__version__"]:
                continue
            other = parts[1]
            if other != module and not (other == "face" and module != "errors"):
                assert rank(other, CORE_ORDER) < rank(module, CORE_ORDER), (
                    f"{path.relative_to(ROOT)} imports {name}, which stands beside or after it"
                )
        rank(module, CORE_ORDER)


def test_only_named_modules_of_the_server_own_tasks() -> None:
    """[T3] endpoint, hub and jobs start tasks and threads; the rest is called."""
    starters = {"create_task", "ensure_future", "TaskGroup", "run_in_executor", "to_thread"}
    for path in python_files("server/inkroom_server"):
        if path.relative_to(ROOT / "server/inkroom_server").parts[0].removesuffix(".py") in (
            TASK_OWNERS | {"log"}  # log owns the writer thread
        ):
            continue
        used = {node.attr for node in ast.walk(parse(path)) if isinstance(node, ast.Attribute)}
        assert not used & starters, f"{path.relative_to(ROOT)} uses {sorted(used & starters)}"


def test_web_folders_import_only_what_stands_before_them() -> None:
    """[T2] core, then tools and store, view, panels, main."""
    source = ROOT / "webclient/src"
    for path in web_files():
        if path.name.endswith(".test.ts"):
            continue
        here = path.relative_to(source).parts[0] if path.parent != source else "main"
        for name in re.findall(r"""(?:from|import)\s*\(?\s*["'](\.[^"']+)["']""", path.read_text()):
            target = (path.parent / name).resolve()
            if not target.is_relative_to(source):
                continue
            there = target.relative_to(source).parts[0] if target.parent != source else "main"
            if there != here:
                assert rank(there, WEB_ORDER) < rank(here, WEB_ORDER), (
                    f"{path.relative_to(ROOT)} imports {name}"
                )


def test_core_is_mirrored_in_typescript() -> None:
    """[T4] Each core module that both languages need has a twin of the same name."""
    python = {path.stem for path in (ROOT / "core/inkroom").glob("*.py")} - UNMIRRORED
    twins = {path.stem for path in (ROOT / "webclient/src/core").glob("*.ts")}
    assert python <= twins, f"no webclient/src/core/*.ts for {sorted(python - twins)}"


def test_packaging_is_no_package() -> None:
    """[T5] With an __init__.py our folder would hide the library that build tools import."""
    assert not list((ROOT / "packaging").rglob("__init__.py"))


def test_nothing_is_called_after_a_drawer() -> None:
    """[T6] A module is named after the thing in it."""
    places = ["core", "server", "desktop", "webclient/src", "tests", "packaging"]
    paths = [path for place in places for path in (ROOT / place).rglob("*")]
    found = [path for path in paths if path.name.partition(".")[0].lower() in DRAWERS]
    assert not found, f"name the thing: {[str(path.relative_to(ROOT)) for path in found]}"


def test_no_file_is_longer_than_five_hundred_lines() -> None:
    """[T7] Tests and generated files apart, which say "generated" in their first line."""
    places = ["core/inkroom", "server/inkroom_server", "desktop/inkroom_desktop", "packaging"]
    paths = [path for place in places for path in python_files(place)]
    paths += [path for path in web_files() if not path.name.endswith(".test.ts")]
    for path in paths:
        lines = path.read_text(encoding="utf-8").splitlines()
        if lines and "generated" in lines[0].lower():
            continue
        assert len(lines) <= 500, f"{path.relative_to(ROOT)} has {len(lines)} lines: split it"


def test_lock_files_name_no_registry() -> None:
    """[T8] Whoever builds this fetches from where their own tools are set to."""
    assert "://" not in (ROOT / "requirements.lock").read_text(encoding="utf-8")
    assert not (ROOT / "uv.lock").exists()
    assert "://" not in (ROOT / "webclient/.npmrc").read_text(encoding="utf-8")
    assert "://" not in (ROOT / "webclient/package-lock.json").read_text(encoding="utf-8")


def test_the_server_fetches_nothing_that_people_name() -> None:
    """[SEC-27] [T3] Only the command line speaks to other servers: no link, picture or import is ever fetched."""
    callers = {"httpx2", "httpx", "requests", "aiohttp", "urllib.request", "http.client"}
    for path in sorted((ROOT / "server/inkroom_server").rglob("*.py")):
        if "commands" in path.parts:
            continue
        text = path.read_text(encoding="utf-8")
        found = [
            name
            for name in callers
            if re.search(rf"^\s*(?:import|from) {re.escape(name)}\b", text, re.M)
        ]
        assert not found, f"{path.relative_to(ROOT)} imports {found}"
