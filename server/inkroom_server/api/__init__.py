"""The REST API: one router a subject, every answer JSON, every error of one form (API-1 to API-8)."""

from typing import Any

from fastapi import APIRouter, FastAPI

from inkroom_server.api import (
    assets,
    backups,
    boards,
    compactions,
    entries,
    errors,
    health,
    history,
    imports,
    jobs,
    library,
    search,
    sides,
    snapshot,
    tokens,
    writers,
)
from inkroom_server.api.models import Refusal

REFUSALS: dict[int | str, dict[str, Any]] = {
    "4XX": {"model": Refusal, "description": "What was expected"}
}


def install(app: FastAPI) -> None:
    """Adds the routes under `/api`, and the one form of errors."""
    router = APIRouter(prefix="/api", responses=REFUSALS)
    for part in (
        search,
        boards,
        sides,
        snapshot,
        entries,
        history,
        compactions,
        writers,
        jobs,
        imports,
        assets,
        library,
        tokens,
        backups,
        health,
    ):
        router.include_router(part.router)
    app.include_router(router)
    errors.install(app)
