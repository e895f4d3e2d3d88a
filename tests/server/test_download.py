"""The export of `inkroom export --server`: a job, and a file that is fetched on where the connection broke."""

import json
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from threading import Thread
from typing import Any

import httpx2
import pytest

from inkroom.errors import InkroomError
from inkroom_server.commands.download import Download
from inkroom_server.commands.progress import Progress

FILE = bytes(range(256)) * 1_000
STATES = ("waiting", "running", "running", "done")


class Faulty(BaseHTTPRequestHandler):
    """A server whose job takes three looks, and whose file breaks off twice."""

    server: Any  # with what the fixture puts there

    def do_POST(self) -> None:
        self.server.asked.append(f"POST {self.path}")
        self.rfile.read(int(self.headers["content-length"]))
        self._tell({"id": "j1", "state": "waiting", "progress": 0, "message": ""})

    def do_DELETE(self) -> None:
        self.server.asked.append("DELETE")
        self._tell({})

    def do_GET(self) -> None:
        server = self.server
        if not self.path.endswith("/file"):
            server.looks += 1
            state = STATES[min(server.looks, 3)] if server.ends == "done" else server.ends
            told = {"id": "j1", "state": state, "progress": server.looks / 4, "message": "a shape"}
            self._tell(told)
            return
        begin = int(self.headers.get("range", "bytes=0-")[6:-1])
        server.asked.append(f"GET {begin}")
        server.parts += 1
        whole = self.headers.get("if-range") not in (None, server.mark)
        begin = 0 if whole else begin
        self.send_response(206 if begin else 200)
        self.send_header("etag", server.mark)
        self.send_header("content-length", str(len(FILE) - begin))
        self.end_headers()
        end = len(FILE) if server.parts > 2 else begin + 70_000
        self.wfile.write(FILE[begin:end])
        self.close_connection = True

    def _tell(self, what: dict[str, Any]) -> None:
        body = json.dumps(what).encode()
        self.send_response(200)
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:
        pass


@pytest.fixture
def faulty() -> Iterator[Any]:
    server: Any = ThreadingHTTPServer(("127.0.0.1", 0), Faulty)
    server.asked, server.looks, server.parts, server.mark, server.ends = [], 0, 0, '"m1"', "done"
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


def taken(server: Any, sleep: Any = lambda _: None) -> tuple[bytes, str]:
    out = BytesIO()
    url = f"http://127.0.0.1:{server.server_port}"
    with httpx2.Client(base_url=url, trust_env=False) as http, Progress("") as told:
        download = Download(http, http.request, sleep=sleep)
        left = download.take("/api/boards/b1", {"format": "mp4"}, {"speed": 4}, out, told)
    return out.getvalue(), left


def test_a_download_goes_on_where_the_connection_broke(faulty: Any) -> None:
    """[API-4] It asks until the job is done, then for what is missing, and takes the file away there."""
    assert taken(faulty) == (FILE, "a shape")
    post, *parts, last = faulty.asked
    assert post == "POST /api/boards/b1/exports?speed=4"
    assert [part.split()[0] for part in parts] == ["GET"] * 3
    assert (parts[0], last) == ("GET 0", "DELETE")
    starts = [int(part.split()[1]) for part in parts]
    assert 0 < starts[1] < starts[2] < len(FILE)


def test_a_file_that_is_another_by_now_is_fetched_from_its_beginning(faulty: Any) -> None:
    """[API-4] By its ETag."""
    out, mark = BytesIO(b"of another file"), ['"old"']
    out.seek(0, 2)
    url = f"http://127.0.0.1:{faulty.server_port}"
    with httpx2.Client(base_url=url, trust_env=False) as http, Progress("") as told:
        download = Download(http, http.request)
        while not download._part("/api/jobs/j1/file", mark, out, told):
            assert mark == ['"m1"']
    assert out.getvalue() == FILE
    assert faulty.asked[0] == "GET 15"


def test_what_failed_is_said_and_what_is_called_off_ends_there_too(faulty: Any) -> None:
    """[API-4] Ctrl+C ends the job."""
    faulty.ends = "failed"
    with pytest.raises(InkroomError, match="a shape"):
        taken(faulty)
    assert faulty.asked[-1] == "DELETE"

    def interrupted(_: float) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        taken(faulty, interrupted)
    assert faulty.asked[-2:] == ["POST /api/boards/b1/exports?speed=4", "DELETE"]
