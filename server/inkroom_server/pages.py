"""The built web app: `/` and `/b/{id}` are its one page, everything else is a file of it (PATH-5).

`board.html` is the same page, which besides names what a board needs, so that a browser fetches all of it at once.
"""

from pathlib import Path
from typing import Final

from starlette.responses import PlainTextResponse, Response
from starlette.staticfiles import StaticFiles
from starlette.types import Receive, Scope, Send

STATIC: Final = Path(__file__).parent / "static"
HASHED: Final = "assets/"
"""Vite puts a hash of the content into the names of what lies here."""
MISSING: Final = "The web app is not built here: run `make setup`, or install the wheel.\n"


class Pages(StaticFiles):
    """Files of a folder; `b/…` is the page itself, which reads the board's id from its address."""

    def __init__(self, folder: Path = STATIC) -> None:
        super().__init__(directory=folder, html=True, check_dir=False)
        self._folder = folder

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if not (self._folder / "index.html").exists():
            await PlainTextResponse(MISSING, 503)(scope, receive, send)
            return
        await super().__call__(scope, receive, send)

    async def get_response(self, path: str, scope: Scope) -> Response:
        page = "index.html" if path == "." else "board.html" if path.startswith("b/") else path
        response = await super().get_response(page, scope)
        kept = "public, max-age=31536000, immutable" if path.startswith(HASHED) else "no-cache"
        response.headers.setdefault("cache-control", kept)
        return response
