"""Files that nobody should trust: each is refused with a sentence, soon, in little memory, and changes nothing."""

import os
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import pytest
from tests.support import hostile
from tests.support.rooms import rect
from tests.support.serving import Peer, asking, serving
from tests.support.weighed import read_weighed

from inkroom_server.jobs.imports import FILE_BYTES, Source
from inkroom_server.jobs.worker import Worker
from inkroom_server.log import Log

ROOT = Path(__file__).resolve().parents[2]
SECONDS, MEMORY = 10, 256 * 1024
TAKEN = {
    *(
        "loop.tldr",
        "nothing-size.pdf",
    ),  # an empty board; a page of the size that readers fall back on
    *("brackets.md", "stars.md", "heading.md", "quotes.csv"),  # writing, however odd
    *(
        "was.png.jpg",
        "was.png.webp",
        "was.png.gif",
    ),  # a picture is what its first bytes say (API-7)
}
"""Those that are taken for what they are."""


@pytest.fixture(scope="module")
def worker(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Worker]:
    folder = tmp_path_factory.mktemp("data")
    Log.open(folder).close()
    with pytest.MonkeyPatch.context() as patch:
        paths = (str(ROOT), os.environ.get("PYTHONPATH", ""))
        patch.setenv("PYTHONPATH", os.pathsep.join(filter(None, paths)))
        made = Worker(folder)
    yield made
    made.kill()


def test_no_file_costs_much_or_is_taken_for_another(worker: Worker, tmp_path: Path) -> None:
    """[FILE-16] One worker process reads them all, as a server's would: its time and its peak are measured."""
    path = tmp_path / "file"
    seen: set[str] = set()
    for name, data in hostile.files():
        assert name not in seen
        seen.add(name)
        path.write_bytes(data)
        source = Source(path, name, None, "u", 100_000)
        code, said, spent, peak = worker.run(read_weighed, (source,), lambda share: None)
        assert bool(code) == (name not in TAKEN), (name, said)
        assert code not in ("crash", "internal"), (name, said)
        assert not code or said.startswith(("Expected", "Entry")), (name, said)
        assert len(said) < 1_000, name
        assert spent < SECONDS, (name, spent)
        assert peak < MEMORY, (name, peak)
    assert len(seen) >= 200


def test_a_file_that_is_too_large_is_not_even_read(worker: Worker, tmp_path: Path) -> None:
    """[FILE-16] 200 MiB of JSON, none of it on the disk."""
    path = tmp_path / "file"
    with path.open("wb") as file:
        file.truncate(4 * FILE_BYTES)
    source = Source(path, "large.excalidraw", None, "u", 100_000)
    code, _, _, peak = worker.run(read_weighed, (source,), lambda share: None)
    assert code == "too_big"
    assert peak < MEMORY


async def test_a_server_goes_on_and_nothing_is_half_there(tmp_path: Path) -> None:
    """[FILE-16] [API-6] Onto a board and as new ones: no board, picture or stroke is there that was not before."""
    makers = (hostile.nothing, hostile.cut, hostile.xmls, hostile.pdfs, hostile.others)
    some = [next(islice(make(), at, None)) for make in makers for at in (1, 4)]
    async with serving(tmp_path / "data") as server, Peer(server.ws("/ws/rooms/b1")) as ann:
        await ann.ops({"put": [rect("e1")]})
        async with asking(server.url) as http:
            for n, (name, data) in enumerate(some):
                way = "/api/boards/b1/import" if n % 2 else "/api/import"
                answer = await http.post(way, params={"name": name}, content=data)
                assert 400 <= answer.status_code < 500, (name, answer.text)
                assert answer.json()["error"]["code"]
            boards = (await http.get("/api/boards")).json()["boards"]
        await ann.ops({"put": [rect("e2")]})
        await ann.settled()
        assert [(board["id"], board["head"]) for board in boards] == [("b1", 1)]
        assert len(server.log.entries("b1")) == 2
        assert not list((server.log.folder / "jobs").iterdir())
