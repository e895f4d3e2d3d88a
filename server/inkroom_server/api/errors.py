"""Every error of the REST API as `{"error":{"code","message"}}` with the status that fits (API-6)."""

import logging
import secrets
from typing import Any, Final

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException

from inkroom.errors import InkroomError
from inkroom_server.api.paths import ID, ONE_LINE

logger = logging.getLogger(__name__)
STATUS: Final = {
    "not_found": 404,
    "deleted": 410,
    "exists": 409,
    "library_full": 409,
    "not_trashed": 409,
    "job_runs": 409,
    "lesson_runs": 409,
    "short_already": 409,
    "moved": 409,
    "bad_image": 415,
    "image_too_large": 413,
    "too_big": 413,
    "forbidden": 403,
    "token_required": 401,
    "token_invalid": 401,
    "token_revoked": 401,
    "busy": 429,
    "too_long": 503,
    "unavailable": 503,
    "restart": 503,
    "storage": 507,
    "internal": 500,
}
"""The HTTP status of an error's code; any other is the fault of what was asked: 422."""


_FORMS: Final = {
    ID: "1 to 64 letters, digits, _ and -",
    ONE_LINE: "one line without control characters",
}
"""What the patterns of the API ask for."""


def answer(status: int, code: str, message: str) -> JSONResponse:
    """The one form that errors have."""
    headers = {"Retry-After": "10"} if status in (429, 503) else None
    return JSONResponse({"error": {"code": code, "message": message}}, status, headers)


def _plain(found: Any) -> str:
    """What is wrong with a request, without a pattern of ours."""
    if found["type"] == "json_invalid":
        return "Expected JSON in the body"
    if found["type"] == "model_attributes_type":
        return "Expected a JSON object in the body, sent as application/json"
    where = ".".join(str(part) for part in found["loc"] if part != "body") or "the body"
    said = str(found["msg"]).removeprefix("Value error, ")
    if found["type"] == "string_pattern_mismatch":
        said = _FORMS.get(found["ctx"]["pattern"], "it has another form")
    return f"Expected another value of {where}: {said}"


def install(app: FastAPI) -> None:
    """Has the app answer so."""

    @app.exception_handler(InkroomError)
    async def known(request: Request, why: InkroomError) -> JSONResponse:
        return answer(STATUS.get(why.code, 422), why.code, str(why))

    @app.exception_handler(RequestValidationError)
    async def invalid(request: Request, why: RequestValidationError) -> JSONResponse:
        return answer(422, "bad_request", _plain(why.errors()[0]))

    @app.exception_handler(HTTPException)
    async def refused(request: Request, why: HTTPException) -> JSONResponse:
        code = {404: "not_found", 405: "bad_method"}.get(why.status_code, "bad_request")
        said = f"Expected a path of the API, got {request.method} {request.url.path}"
        return answer(
            why.status_code, code, said if why.status_code in (404, 405) else str(why.detail)
        )

    @app.exception_handler(Exception)
    async def unknown(request: Request, why: Exception) -> JSONResponse:
        number = secrets.token_hex(4)
        logger.error("request %s failed as %s", request.url.path, number, exc_info=why)
        return answer(
            500, "internal", f"Something failed here; the server's log has it as {number}"
        )
