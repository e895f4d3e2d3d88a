"""Who comes in: tokens, origins, roles, and what is said of them in logs (ACC-1 to ACC-6)."""

import base64
import json
import logging
import stat
import time
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any

import jwt
import pytest
from tests.support.patience import within
from tests.support.serving import Peer, Serving, asking, close_code, serving
from websockets.asyncio.client import connect
from websockets.exceptions import InvalidStatus

from inkroom.errors import Closed, InkroomError
from inkroom_server.access import Access, clean, secret_of
from inkroom_server.app import serve
from inkroom_server.guard import CSP, redacted
from inkroom_server.log import Log
from inkroom_server.parts import parts_of
from inkroom_server.settings import Settings, from_environment

WAYS = ["short", "plain"]


@pytest.fixture
def log(tmp_path: Path) -> Iterator[Log]:
    opened = Log.open(tmp_path)
    opened.create("b1")
    opened.create("b2")
    yield opened
    opened.close()


@pytest.fixture
def access(log: Log) -> Access:
    return Access(log, Settings(public=True))


@pytest.fixture
async def public(tmp_path: Path) -> AsyncIterator[Serving]:
    async with serving(tmp_path, public=True, revoke_s=0.2) as server:
        await server.hub.create("b1")
        yield server


def token_for(server: Serving, board: str = "b1", role: Any = "editor", **more: Any) -> str:
    return parts_of(server.app).access.create_token(board, role, **more)[0]


def forged(secret: bytes, **claims: Any) -> str:
    """A token with claims of one's own; None leaves one out."""
    whole = {
        "iss": "inkroom",
        "aud": "b1",
        "jti": "x",
        "exp": int(time.time()) + 60,
        "role": "owner",
    }
    kept = {name: value for name, value in (whole | claims).items() if value is not None}
    return jwt.encode(kept, secret, "HS256")


# ------------------------------------------------------------------ tokens


def test_a_token_is_good_for_its_board_and_role(access: Access) -> None:
    """[SEC-4] [ACC-2] [ACC-3]"""
    token, info = access.create_token("b1", "commenter", name="Ann", user="ann")
    entry = access.enter("b1", token, name="Somebody else")
    assert (entry.guest.user, entry.guest.name, entry.guest.role) == ("ann", "Ann", "commenter")
    assert (entry.token, entry.expires) == (info.id, info.expires)
    with pytest.raises(Closed) as caught:
        access.enter("b2", token)
    assert (caught.value.close, caught.value.code) == (4401, "token_invalid")


def test_each_token_without_a_user_is_a_person_of_its_own(access: Access) -> None:
    """[ACC-2] [ROOM-9]"""
    users = {
        access.enter("b1", access.create_token("b1", "editor")[0]).guest.user for _ in range(5)
    }
    assert len(users) == 5


def test_a_link_is_a_person_for_each_device(access: Access) -> None:
    """[ACC-8] A token with a name, or for a user, is one person wherever it is used."""
    link, _ = access.create_token("b1", "viewer")
    named, _ = access.create_token("b1", "viewer", name="Ann")

    def users(token: str) -> set[str]:
        return {access.enter("b1", token, guest=guest).guest.user for guest in ("g1", "g2", "g1")}

    assert len(users(link)) == 2
    assert len(users(named)) == 1
    other, _ = access.create_token("b1", "viewer")
    assert users(link).isdisjoint(users(other))


def test_no_token_is_not_enough_in_public(access: Access) -> None:
    """[ACC-2] 4401."""
    for token in (None, "", "x", "a.b.c", "x" * 4_096):
        with pytest.raises(Closed) as caught:
            access.enter("b1", token)
        assert caught.value.close == 4401


def unsigned(payload: dict[str, Any]) -> str:
    head = base64.urlsafe_b64encode(b'{"alg":"none","typ":"JWT"}').rstrip(b"=")
    body = base64.urlsafe_b64encode(json.dumps(payload).encode()).rstrip(b"=")
    return (head + b"." + body + b".").decode()


@pytest.mark.parametrize(
    "claims",
    [
        {"exp": 1},
        {"exp": None},
        {"exp": "never"},
        {"aud": None},
        {"aud": "b2"},
        {"aud": ["b2", "b3"]},
        {"aud": "*"},
        {"jti": None},
        {"jti": ""},
        {"jti": 7},
        {"iss": None},
        {"iss": "another"},
        {"role": None},
        {"role": "admin"},
        {"role": True},
        {"role": ["owner"]},
        {"name": 5},
        {"name": "\x00"},
        {"sub": "a b"},
        {"sub": 'a","role":"owner'},
        {"nbf": 2**40},
    ],
)
def test_a_token_with_a_wrong_claim_is_none(access: Access, log: Log, claims: Any) -> None:
    """[SEC-5] [ACC-2] Each claim is tested for its type: `admin: false` is not a presence."""
    assert access.enter("b1", forged(secret_of(log.folder))).guest.role == "owner"
    with pytest.raises(Closed) as caught:
        access.enter("b1", forged(secret_of(log.folder), **claims))
    assert caught.value.close == 4401


def test_only_one_algorithm_signs(access: Access, log: Log) -> None:
    """[SEC-5] [ACC-2] Neither `none` nor another HMAC, nor another secret."""
    good = {"iss": "inkroom", "aud": "b1", "jti": "x", "exp": 2**33, "role": "owner"}
    secret = secret_of(log.folder)
    for token in (
        unsigned(good),
        jwt.encode(good, secret * 2, "HS512"),
        jwt.encode(good, b"another secret of 32 bytes length", "HS256"),
    ):
        with pytest.raises(Closed) as caught:
            access.enter("b1", token)
        assert caught.value.close == 4401


def test_a_revoked_token_is_none(access: Access, log: Log) -> None:
    """[ACC-2]"""
    token, info = access.create_token("b1", "editor")
    access.enter("b1", token)
    log.tokens.revoke(info.id)
    with pytest.raises(Closed) as caught:
        access.enter("b1", token)
    assert caught.value.code == "token_revoked"


def test_a_token_for_nothing_is_not_made(access: Access, log: Log) -> None:
    """[ACC-2] A sentence, and no row."""
    for board, role, name in (
        ("a b", "editor", ""),
        ("b1", "king", ""),
        ("b1", "editor", "x" * 65),
    ):
        with pytest.raises(InkroomError) as caught:
            access.create_token(board, role, name=name)  # type: ignore[arg-type]  # as typed by somebody
        assert caught.value.code == "bad_token"
    assert log.tokens.all() == []


def test_the_secret_is_made_once_and_is_the_owners(tmp_path: Path) -> None:
    """[ACC-2] 0600 from its first moment."""
    first = secret_of(tmp_path)
    assert len(first) == 32
    assert secret_of(tmp_path) == first
    assert stat.S_IMODE((tmp_path / "secret").stat().st_mode) == 0o600
    (tmp_path / "secret").write_bytes(b"short")
    with pytest.raises(InkroomError, match="secret"):
        secret_of(tmp_path)


# ------------------------------------------------------------------ open boards


def test_an_open_board_passes_over_an_unknown_token(log: Log) -> None:
    """[ACC-1] And takes a valid one at its word."""
    access = Access(log, Settings())
    assert access.enter("b1", "abc", name="Ann").guest.role == "editor"
    token, _ = access.create_token("b1", "viewer", name="Bob")
    guest = access.enter("b1", token).guest
    assert (guest.role, guest.name) == ("viewer", "Bob")


def test_a_guest_is_one_person_by_what_the_device_keeps(log: Log) -> None:
    """[ACC-1] [ROOM-9] Else by the client id; what it keeps cannot be read from the user id."""
    access = Access(log, Settings())

    def user(**who: str) -> str:
        return access.enter("b1", None, **who).guest.user

    assert user(guest="g1", client="c1") == user(guest="g1", client="c2")
    assert user(client="c1") == user(client="c1") != user(client="c2")
    assert user(guest="c1") != user(client="c1")
    assert user() != user()
    assert "g1" not in user(guest="g1")


def test_names_are_cleaned() -> None:
    """[JOIN-6]"""
    assert clean("  Ann\x00\n ") == "Ann"
    assert clean("x" * 100) == "x" * 64


def test_another_bind_than_loopback_needs_public(tmp_path: Path) -> None:
    """[SEC-2] [ACC-1] Nothing is started, nothing is made."""
    for host in ("0.0.0.0", "192.168.1.5", "::", "board.example.org"):
        with pytest.raises(InkroomError) as caught:
            serve(Settings(host=host, data=str(tmp_path / "data")))
        assert caught.value.code == "public_needed"
    assert not (tmp_path / "data").exists()
    assert Settings(host="127.0.0.1").loopback
    assert Settings(host="localhost").loopback
    assert Settings(host="::1").loopback


# ------------------------------------------------------------------ in public, over sockets


async def test_in_public_a_token_opens_a_room(public: Serving) -> None:
    """[ACC-2] [PATH-1] In the hello or in the address."""
    token = token_for(public, name="Ann")
    url = public.ws("/ws/rooms/b1")
    async with Peer(url, "c1", token=token) as ann:
        assert ann.welcome["you"]["name"] == "Ann"
        assert ann.welcome["you"]["role"] == "editor"
    async with Peer(f"{url}?token={token}", "c2") as ann:
        assert ann.welcome["you"]["name"] == "Ann"
    for hello in ({}, {"token": "abc"}):
        async with connect(url) as socket:
            await socket.send(json.dumps({"type": "hello", "protocol": 1, "client": "c3", **hello}))
            assert await close_code(socket) == 4401


async def test_in_public_a_room_is_made_for_who_may_draw_there(public: Serving) -> None:
    """[JOIN-7] 4404 with a viewer's token, and nothing was made; an editor's makes the board."""
    url = public.ws("/ws/rooms/b9")
    async with connect(url) as socket:
        viewer = token_for(public, "b9", "viewer")
        hello = {"type": "hello", "protocol": 1, "client": "c1", "token": viewer}
        await socket.send(json.dumps(hello))
        assert await close_code(socket) == 4404
    assert public.log.board("b9") is None
    async with Peer(url, "c2", token=token_for(public, "b9")):
        assert public.log.board("b9") is not None


async def test_revoking_a_token_ends_its_sockets(public: Serving) -> None:
    """[SEC-6] [ACC-2] [LIM-6] 4401 within two seconds; others stay."""
    one, two = token_for(public), token_for(public)
    url = public.ws("/ws/rooms/b1")
    async with Peer(url, "c1", token=one) as ann, Peer(url, "c2", token=two) as bob:
        started = time.monotonic()
        public.log.tokens.revoke(public.log.tokens.all()[0].id)
        gone, stays = (ann, bob)
        newest = public.log.tokens.all()[0].id
        claims = jwt.decode(one, options={"verify_signature": False})
        if claims["jti"] != newest:
            gone, stays = bob, ann
        assert await gone.closed() == (4401, "token_revoked")
        assert time.monotonic() - started < within(2)
        await stays.ops({"say": "here"})
        await stays.settled()


async def test_a_token_that_is_over_ends_its_socket(public: Serving) -> None:
    """[SEC-6] [ACC-2]"""
    token = token_for(public, days=4 / 86_400)  # a busy machine takes a while to come in
    async with Peer(public.ws("/ws/rooms/b1"), "c1", token=token) as ann:
        assert await ann.closed() == (4401, "token_expired")


# ------------------------------------------------------------------ origins and hosts


ORIGINS = {
    None: 101,
    "http://HOST": 101,
    "https://HOST": 101,
    "https://board.example.org": 101,
    "https://BOARD.example.org": 101,
    "null": 403,
    "": 403,
    "http://evil.example": 403,
    "http://HOST.evil.example": 403,
    "http://evil.example/HOST": 403,
    "http://evil-board.example.org": 403,
    "https://board.example.org.evil.example": 403,
    "https://sub.board.example.org": 403,
    "http://board.example.org": 403,
    "https://board.example.org:444": 403,
    "http://127.0.0.1": 403,
    "http://127.0.0.1:1": 403,
    "http://localhost": 403,
    "file://": 403,
    "http://HOST@evil.example": 403,
    "ws://HOST": 403,
}


async def test_a_page_of_another_origin_may_not_connect(tmp_path: Path) -> None:
    """[SEC-1] [ACC-4] HTTP 403 at the upgrade of each socket; scripts and the desktop app send no Origin."""
    async with serving(tmp_path, origins=("https://board.example.org",)) as server:
        host = server.url.removeprefix("http://")
        for origin, status in ORIGINS.items():
            for path in ("/ws/rooms/b1", "/chat/b1", "/ws", "/ws/lobby"):
                sent = None if origin is None else origin.replace("HOST", host)
                headers = {} if sent is None else {"Origin": sent}
                try:
                    async with connect(server.ws(path), additional_headers=headers):
                        found = 101
                except InvalidStatus as why:
                    found = why.response.status_code
                assert found == status, (origin, path)


async def test_a_page_of_another_origin_may_change_nothing(server: Serving) -> None:
    """[SEC-33, SEC-34] [ACC-4] Reading is not harmful without CORS headers, and there are none."""
    async with asking(server.url) as http:
        evil = {"Origin": "http://evil.example"}
        answer = await http.post("/api/boards", json={"title": "x"}, headers=evil)
        assert (answer.status_code, answer.json()["error"]["code"]) == (403, "origin_not_allowed")
        answer = await http.get("/", headers=evil)
        assert "access-control-allow-origin" not in answer.headers
    assert server.log.boards() == []


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("127.0.0.1:8000", 200),
        ("localhost:8000", 200),
        ("[::1]:8000", 200),
        ("board.localhost", 200),
        ("myserver", 200),
        ("board.example.org", 200),
        ("evil.example:8000", 403),
        ("127.0.0.1.evil.example", 403),
    ],
)
async def test_an_open_server_knows_its_names(tmp_path: Path, host: str, status: int) -> None:
    """[SEC-33] [ACC-6] A page whose own name is bound to 127.0.0.1 would be of the same origin else."""
    async with serving(tmp_path, hosts=("board.example.org",)) as server:
        async with asking(server.url) as http:
            answer = await http.get("/", headers={"Host": host})
            assert answer.status_code == status
        port = int(server.url.rpartition(":")[2])
        origin = {"Origin": f"http://{host}"}
        try:
            async with connect(
                f"ws://{host}/ws", host="127.0.0.1", port=port, additional_headers=origin
            ):
                found = 200
        except InvalidStatus as why:
            found = why.response.status_code
        assert found == status


async def test_an_open_server_answers_this_computer_only(server: Serving) -> None:
    """[ACC-6] Also where somebody else bound it elsewhere, or a proxy stands before it."""
    async with asking(server.url) as http:
        answer = await http.get("/", headers={"X-Forwarded-For": "192.0.2.7"})
        assert (answer.status_code, answer.json()["error"]["code"]) == (403, "public_needed")


# ------------------------------------------------------------------ headers and logs


async def test_every_answer_carries_strict_headers(server: Serving) -> None:
    """[SEC-32] [ACC-5] Pages, the API, and errors."""
    async with asking(server.url) as http:
        for path in ("/", "/b/b1", "/api/openapi.json", "/nothing/here"):
            headers = (await http.get(path)).headers
            assert headers["content-security-policy"] == CSP, path
            assert headers["x-content-type-options"] == "nosniff"
            assert headers["referrer-policy"] == "no-referrer"
    for word in ("unsafe", "*", "http:"):
        assert word not in CSP


async def test_over_https_browsers_are_told_to_stay_there(server: Serving) -> None:
    """[SEC-2] [ACC-5] As the proxy says; over plain http nothing is promised."""
    async with asking(server.url) as http:
        answer = await http.get("/", headers={"x-forwarded-proto": "https"})
        assert "max-age" in answer.headers["strict-transport-security"]
        assert "strict-transport-security" not in (await http.get("/")).headers


async def test_a_foreign_page_makes_no_backup_by_a_picture(server: Serving) -> None:
    """[SEC-33] `<img src=".../api/backup">` sends no Origin; it could not read it, but keep the server busy."""
    async with asking(server.url) as http:
        foreign = await http.get("/api/backup", headers={"sec-fetch-site": "cross-site"})
        assert foreign.status_code == 403
        assert (await http.get("/api/backup")).content.startswith(b"PK")


async def test_no_path_leads_out_of_the_pages(server: Serving) -> None:
    """[SEC-35] [PATH-5] Whatever its form."""
    async with asking(server.url) as http:
        for path in (
            "/..%2f..%2fsettings.py",
            "/%2e%2e/app.py",
            "/assets/..%2f..%2fapp.py",
            "/\\..\\app.py",
        ):
            answer = await http.get(path)
            assert answer.status_code in (400, 404), path
            assert "import" not in answer.text


async def test_tokens_are_in_no_log(
    public: Serving, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    """[SEC-37] [ACC-5] Neither of sockets nor of requests, accepted or not."""
    token = token_for(public)
    for name in ("uvicorn.access", "uvicorn.error"):
        logger = logging.getLogger(name)
        monkeypatch.setattr(logger, "level", logging.INFO)
        monkeypatch.setattr(logger, "propagate", True)
        monkeypatch.setattr(logger, "handlers", [])
    with caplog.at_level(logging.INFO):
        async with Peer(public.ws(f"/ws/rooms/b1?x=1&token={token}"), "c1"):
            pass
        async with connect(public.ws("/chat/b1?token=a-wrong-secret")):
            pass
        async with asking(public.url) as http:
            await http.get(f"/api/boards?token={token}")
    ours = [record for record in caplog.records if record.name.startswith("uvicorn")]
    said = "\n".join(record.getMessage() for record in ours)
    assert "GET /api/boards?token=…" in said
    assert "/ws/rooms/b1?x=1&token=…" in said
    assert token not in said
    assert "a-wrong-secret" not in said


def test_what_is_redacted() -> None:
    """[ACC-5]"""
    assert redacted("/a?token=abc.d-e_f&x=1") == "/a?token=…&x=1"
    assert redacted('GET /a?x=1&access_token=abc" 200') == 'GET /a?x=1&access_token=…" 200'
    assert redacted(5) == 5


# ------------------------------------------------------------------ settings


def test_settings_come_from_the_environment() -> None:
    """[LIM-1] All limits are there, each under its name."""
    found = from_environment(
        {
            "INKROOM_PORT": "9000",
            "INKROOM_PUBLIC": "true",
            "INKROOM_ORIGINS": "https://a.example, https://b.example",
            "INKROOM_MESSAGE_BYTES": "1024",
            "HOME": "/",
        }
    )
    assert (found.port, found.public, found.message_bytes) == (9000, True, 1024)
    assert found.origins == ("https://a.example", "https://b.example")
    assert from_environment({}) == Settings()
    for name, value in (("PORT", "x"), ("PORT", "70000"), ("PUBLIC", "perhaps"), ("TICK_S", "-1")):
        with pytest.raises(InkroomError, match=f"INKROOM_{name}: Expected"):
            from_environment({f"INKROOM_{name}": value})
