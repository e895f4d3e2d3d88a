"""Who somebody is and what they may: room tokens, roles, and guests where boards are open (ACC-1 to ACC-3)."""

import hashlib
import hmac
import os
import re
import secrets
import time
from pathlib import Path
from typing import Annotated, Final

import jwt
import msgspec
from msgspec import Meta, Struct

from inkroom.elements import Id
from inkroom.errors import Closed, InkroomError
from inkroom.messages import Name, Role
from inkroom.room import Guest
from inkroom.side import lesson_of, side_of
from inkroom_server.log import Log, TokenInfo
from inkroom_server.settings import Settings

ALGORITHM: Final = "HS256"
ISSUER: Final = "inkroom"
SECRET: Final = "secret"
SECRET_BYTES: Final = 32
_shown = re.compile(r"[\x00-\x1f\x7f]")


class Claims(Struct, kw_only=True):
    """What a room token says; anything else in it is not looked at. Times in s since 1970 UTC."""

    iss: str
    aud: Annotated[str, Meta(pattern=r"^([A-Za-z0-9_-]{1,64}|\*)$")]
    """The board, or `*` in an operator's token, which is good for all of the REST API and no room (ACC-7)."""
    jti: Annotated[str, Meta(min_length=1, max_length=64)]
    exp: int
    role: Role
    name: Name = ""
    sub: Id | None = None


class Pass(Struct, frozen=True, kw_only=True):
    """Somebody who may enter a board: `token` is the token's number, `expires` in ms; both absent for a guest."""

    guest: Guest
    token: str = ""
    expires: int | None = None
    lesson: str = ""
    """The board that this one is a side board of, whose person or owner they are (SIDE-2)."""

    @property
    def may_create(self) -> bool:
        """True where a board that is not there is made for this one (JOIN-7): whoever may draw on it."""
        return self.guest.role in ("editor", "owner")


class Access:
    """Makes and reads room tokens with the secret of the data folder."""

    def __init__(self, log: Log, settings: Settings) -> None:
        self._log, self._settings = log, settings
        self._secret = secret_of(log.folder)

    def renew(self) -> None:
        """Reads the secret again: a backup with another one was put back."""
        self._secret = secret_of(self._log.folder)

    @property
    def open(self) -> bool:
        """True where whoever can connect may draw (ACC-1)."""
        return not self._settings.public

    def create_token(
        self, board: str, role: Role, *, name: str = "", user: str | None = None, days: float = 30
    ) -> tuple[str, TokenInfo]:
        """A new token for a board, and what the server keeps of it; `user` None: each token is a person of its own."""
        number = secrets.token_hex(8)
        exp = int(time.time() + days * 86_400)
        claims = {"iss": ISSUER, "aud": board, "jti": number, "exp": exp, "role": role}
        claims |= {"name": name, "sub": user or f"t{number}"}
        try:
            msgspec.convert(claims, Claims)
        except msgspec.ValidationError:
            said = (
                "Expected a board's id of letters, digits, _ and -, and a name of at most 64 characters, "
                f"got {board!r} and {name!r}"
            )
            raise InkroomError(said, "bad_token") from None
        info = self._log.tokens.add(number, board, role, name, exp * 1000)
        return jwt.encode(claims, self._secret, ALGORITHM), info

    def claims(self, token: str, board: str) -> Claims:
        """What a valid token for this board says; raises Closed 4401 for any other (ACC-2)."""
        try:
            found = jwt.decode(
                token,
                self._secret,
                algorithms=[ALGORITHM],
                audience=board,
                issuer=ISSUER,
                options={"require": ["exp", "jti", "aud", "iss"]},
            )
            claims = msgspec.convert(found, Claims)
        except (jwt.PyJWTError, msgspec.ValidationError, ValueError, TypeError):
            raise Closed(4401, "Expected a valid token for this board", "token_invalid") from None
        if claims.jti in self._log.tokens.revoked():
            raise Closed(4401, "Expected a token that was not revoked", "token_revoked")
        return claims

    def enter(
        self,
        board: str,
        token: str | None,
        *,
        guest: str | None = None,
        client: str = "",
        name: str = "",
    ) -> Pass:
        """Who comes to a board. Raises Closed 4401 where a token is needed and this is none.

        An open board takes a valid token at its word and passes over any other (ACC-1). A guest is one person by the
        id that the device keeps, else by the client id. A side board takes who they are on its lesson (SIDE-2).
        """
        lesson = lesson_of(board)
        if lesson is not None:
            entry = self.enter(lesson, token, guest=guest, client=client, name=name)
            return self._aside(board, lesson, entry)
        if token:
            try:
                return self._bearer(self.claims(token, board), name, guest)
            except Closed:
                if not self.open:
                    raise
        if not self.open:
            raise Closed(4401, "Expected a token for this board", "token_required")
        whose = f"guest:{guest}" if guest else f"client:{client or secrets.token_hex(16)}"
        guest_of = Guest(user=self._user(whose), name=clean(name), role="editor", founds=True)
        return Pass(guest=guest_of)

    def _aside(self, board: str, lesson: str, entry: Pass) -> Pass:
        """Who comes to a side board: its person, or the owner of its lesson; raises Closed 4401, 4404, 4410."""
        info = self._log.board(lesson)
        if info is None:
            raise Closed(4404, "Expected a side board of a lesson that is there", "not_found")
        if info.trashed is not None:
            raise Closed(4410, "The lesson is in the trash", "deleted")
        guest = entry.guest
        role: Role = "owner" if self.owns(lesson, guest) else "editor"
        if role == "editor" and side_of(lesson, guest.user) != board:
            raise Closed(4401, "Expected its person, or the owner of its lesson", "token_invalid")
        aside = Guest(user=guest.user, name=guest.name, role=role)
        return Pass(guest=aside, token=entry.token, expires=entry.expires, lesson=lesson)

    def owns(self, board: str, guest: Guest) -> bool:
        """True for an owner: by the token, or who came first to an open board (ACC-8)."""
        if guest.founds:
            first = next(iter(self._log.people(board)), None)
            return first is not None and first.id == guest.user
        return guest.role == "owner"

    def _bearer(self, claims: Claims, name: str, guest: str | None) -> Pass:
        """A token without a name is a link, which many may hold: each device with one is a person of its own."""
        user = claims.sub or f"t{claims.jti[:63]}"
        if guest and not claims.name and user == f"t{claims.jti}":
            user = self._user(f"link:{claims.jti}:{guest}")
        bearer = Guest(user=user, name=clean(claims.name or name), role=claims.role)
        return Pass(guest=bearer, token=claims.jti, expires=claims.exp * 1000)

    def _user(self, whose: str) -> str:
        """A user id that does not give away what it was made of."""
        return "u" + hmac.new(self._secret, whose.encode(), hashlib.sha256).hexdigest()[:12]


def clean(name: str) -> str:
    """A name that may be shown: no control characters, no blanks around it, at most 64 characters (JOIN-6)."""
    return _shown.sub("", name).strip()[:64]


def secret_of(folder: Path) -> bytes:
    """The secret that signs the tokens of this data folder, made at the first call, readable by its owner only."""
    path = folder / SECRET
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(secrets.token_bytes(SECRET_BYTES))
    except FileExistsError:
        pass
    except OSError as why:
        raise InkroomError(f"Expected to write {str(path)!r}: {why}", "bad_secret") from None
    found = path.read_bytes()
    if len(found) < SECRET_BYTES:
        raise InkroomError(f"Expected {SECRET_BYTES} bytes in {str(path)!r}", "bad_secret")
    return found
