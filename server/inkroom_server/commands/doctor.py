"""`inkroom doctor`: whether WebSockets pass between here and a server, and how well."""

import json
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from statistics import median
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

import click

from inkroom import __version__
from inkroom.messages import PROTOCOL
from inkroom_server.commands.options import server_url

PINGS: Final = 20
LARGE: Final = 60_000
TIMEOUT_S: Final = 5
FOREIGN: Final = "https://not-this-server.invalid"

if TYPE_CHECKING:
    from websockets.sync.client import ClientConnection

Check = Callable[["Patient"], str]


class Fault(Exception):
    """A check that failed: what was expected, what came, what to do."""


class Patient:
    """The server at `url`, as far as the doctor knows it by now."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.socket_url = "ws" + url.removeprefix("http") + "/ws"


@click.command("doctor", short_help="Check whether WebSockets pass between here and a server.")
@click.argument("url", callback=server_url)
def command(url: str) -> None:
    """Check the way to the server at URL: text, JSON and bytes through its WebSocket, round-trip time, versions.

    \b
    inkroom doctor http://127.0.0.1:8000
    inkroom doctor https://boards.example.org
    """
    patient, failed = Patient(url), 0
    for name, check in CHECKS.items():
        try:
            said, mark = check(patient), click.style("ok  ", fg="green")
        except Fault as why:
            said, mark, failed = str(why), click.style("FAIL", fg="red"), failed + 1
        click.echo(f"{mark}  {name:<12} {said}")
        if failed and check in (_answers, _opens):
            break
    if failed:
        raise click.exceptions.Exit(1)
    click.echo("All is well between here and there.")


def _answers(patient: Patient) -> str:
    import httpx2

    try:
        with httpx2.Client(timeout=TIMEOUT_S) as http:
            answer = http.get(f"{patient.url}/api/health")
    except httpx2.HTTPError as why:
        raise Fault(
            f"nothing answers at {patient.url} ({_plain(why)}). Is `inkroom serve` running?"
        ) from None
    try:
        health = answer.json()
        version, protocol = str(health["version"]), int(health["protocol"])
    except (ValueError, KeyError, TypeError):
        raise Fault(
            f"a server answers at {patient.url}, but it is not Inkroom (HTTP {answer.status_code})"
        ) from None
    if protocol != PROTOCOL:
        raise Fault(
            f"it speaks protocol {protocol}, this program {PROTOCOL}: update the older of the two"
        )
    older = "" if version == __version__ else f"; this program is {__version__}"
    return f"Inkroom {version}, protocol {protocol}{older}"


def _opens(patient: Patient) -> str:
    started = time.perf_counter()
    with _open(patient):
        took = time.perf_counter() - started
    return f"a WebSocket opens in {took * 1000:.0f} ms"


def _text(patient: Patient) -> str:
    with _open(patient) as socket:
        socket.send("Grüße ✏")
        _expect("Echo: Grüße ✏", socket.recv(timeout=TIMEOUT_S))
    return "a text frame comes back"


def _json(patient: Patient) -> str:
    with _open(patient) as socket:
        socket.send('{"from":"doctor"}')
        answer = socket.recv(timeout=TIMEOUT_S)
        try:
            said = json.loads(answer)
        except ValueError:
            said = answer
        _expect({"from": "doctor", "status": "ok"}, said)
    return "a JSON object comes back with its status"


def _bytes(patient: Patient) -> str:
    every = bytes(range(256))
    with _open(patient) as socket:
        socket.send(every)
        _expect(every, socket.recv(timeout=TIMEOUT_S))
    return "all 256 bytes come back"


def _large(patient: Patient) -> str:
    with _open(patient) as socket:
        socket.send("x" * LARGE)
        _expect(f"Echo: {'x' * LARGE}", socket.recv(timeout=TIMEOUT_S))
    return f"a message of {LARGE:,} bytes passes"


def _time(patient: Patient) -> str:
    times = []
    with _open(patient) as socket:
        for n in range(PINGS):
            started = time.perf_counter()
            socket.send(str(n))
            socket.recv(timeout=TIMEOUT_S)
            times.append((time.perf_counter() - started) * 1000)
    return f"round trip {median(times):.1f} ms (median of {PINGS}), worst {max(times):.1f} ms"


def _origin(patient: Patient) -> str:
    from websockets.exceptions import InvalidStatus
    from websockets.sync.client import connect
    from websockets.typing import Origin

    parts = urlsplit(patient.url)
    with _open(patient, f"{parts.scheme}://{parts.netloc}"):
        pass
    try:
        with connect(patient.socket_url, origin=Origin(FOREIGN), open_timeout=TIMEOUT_S):
            pass
    except InvalidStatus as why:
        if why.response.status_code == 403:
            return "its own pages may connect, other sites may not"
        raise Fault(f"a foreign Origin got HTTP {why.response.status_code}, expected 403") from None
    raise Fault(
        "a page of any other site could connect: something on the way rewrites the Origin header"
    )


CHECKS: Final[dict[str, Check]] = {
    "server": _answers,
    "WebSocket": _opens,
    "text": _text,
    "JSON": _json,
    "bytes": _bytes,
    "large": _large,
    "time": _time,
    "origin": _origin,
}


@contextmanager
def _open(patient: Patient, origin: str = "") -> Iterator["ClientConnection"]:
    from websockets.exceptions import InvalidHandshake, InvalidStatus, WebSocketException
    from websockets.sync.client import connect
    from websockets.typing import Origin

    try:
        with connect(
            patient.socket_url,
            origin=Origin(origin) if origin else None,
            open_timeout=TIMEOUT_S,
            max_size=2**20,
        ) as socket:
            yield socket
    except InvalidHandshake as why:
        status = (
            f"HTTP {why.response.status_code}" if isinstance(why, InvalidStatus) else "no HTTP/1.1"
        )
        raise Fault(
            f"the answer was {status} instead of a WebSocket: "
            "a proxy on the way must speak HTTP/1.1 and pass the headers Upgrade and Connection"
        ) from None
    except TimeoutError:
        raise Fault(
            f"no answer within {TIMEOUT_S} s: something on the way holds WebSocket frames back"
        ) from None
    except (OSError, WebSocketException) as why:
        raise Fault(f"the WebSocket broke: {_plain(why)}") from None


def _expect(expected: object, came: object) -> None:
    if came != expected:
        raise Fault(f"expected {_short(expected)} back, got {_short(came)}")


def _short(value: object) -> str:
    text = repr(value)
    return text if len(text) <= 60 else f"{text[:57]}…"


def _plain(why: Exception) -> str:
    return str(why).rstrip(".") or type(why).__name__
