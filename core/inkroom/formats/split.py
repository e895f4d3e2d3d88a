"""Elements too long for one op, and elements as many as fit in one."""

from collections.abc import Iterator
from typing import Any, Final

from inkroom.elements import LINE_POINTS, STROKE_POINTS
from inkroom.ink import decode_points, encode_points, natural_box, trace_of
from inkroom.messages import encode

OP_BYTES: Final = 60_000
OP_PUTS: Final = 64
_ROOM: Final = 1_000
"""For the brackets and the numbers of an op."""

Put = dict[str, Any]


def chunks(puts: list[Put]) -> Iterator[list[Put]]:
    """The puts in order, as many at a time as fit in one op."""
    chunk: list[Put] = []
    size = 0
    for put in puts:
        cost = len(encode(put)) + 1
        if chunk and (size + cost > OP_BYTES - _ROOM or len(chunk) == OP_PUTS):
            yield chunk
            chunk, size = [], 0
        chunk.append(put)
        size += cost
    if chunk:
        yield chunk


def pieces(put: Put) -> Iterator[Put]:
    """The put, or where it is too long the puts that draw the same; grouped, under ids of their own."""
    size = len(encode(put))
    count = len(put.get("points", ())) // 3 if put["kind"] == "stroke" else len(put["geom"]) // 2
    most = STROKE_POINTS if put["kind"] == "stroke" else LINE_POINTS
    if size <= OP_BYTES - _ROOM and count <= most:
        yield put
        return
    if put["kind"] not in ("stroke", "line", "arrow"):
        yield {name: held for name, held in put.items() if name != "extra"}
        return
    parts = 1 + max(size // (OP_BYTES // 2), count // most)
    bare = {name: held for name, held in put.items() if name != "extra"}
    bare["group"] = [f"{put['id']}-parts", *put.get("group", [])][:16]
    cut = _stroke_parts(put, parts) if put["kind"] == "stroke" else _line_parts(put, parts)
    for at, piece in enumerate(cut):
        yield bare | piece | {"id": put["id"] if at == 0 else f"{put['id']}-{at}"}


def _stroke_parts(put: Put, parts: int) -> Iterator[Put]:
    pressed = put.get("pressure", True)
    samples = decode_points(put["points"], pressed)
    for part in _overlapping(samples, 4, parts):
        points = encode_points(part, pressed)
        left, top, right, bottom = natural_box(trace_of(points, pressed))
        yield {"points": points, "geom": [left, top, right - left, bottom - top, put["geom"][4]]}


def _line_parts(put: Put, parts: int) -> Iterator[Put]:
    heads = put.get("heads", ["none", "none"])
    cut = list(_overlapping(put["geom"], 2, parts))
    for at, geom in enumerate(cut):
        ends = [heads[0] if at == 0 else "none", heads[1] if at == len(cut) - 1 else "none"]
        yield {"geom": geom, "heads": ends}


def _overlapping(flat: list[int], stride: int, parts: int) -> Iterator[list[int]]:
    """Runs of points that begin where the one before ends."""
    count = len(flat) // stride
    step = -(-(count - 1) // parts)
    for first in range(0, count - 1, step):
        yield flat[first * stride : (first + step + 1) * stride]
