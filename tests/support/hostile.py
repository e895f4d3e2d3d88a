"""Files that nobody should trust, made on the spot: each by a name that says what is wrong with it."""

import base64
import gzip
import io
import json
import struct
import zipfile
import zlib
from collections.abc import Iterator
from typing import Any

from tests.support.files import excalidraw, gif, jpeg, png, webp

MIB = 2**20
File = tuple[str, bytes]
"""A name, and what is in the file."""
ZIPS = (".inkroom", ".xopp")
JSONS = (".excalidraw", ".excalidrawlib", ".tldr", ".json")
XMLS = (".svg", ".xopp", ".xoj")
PICTURES = (".png", ".jpg", ".webp", ".gif")
TEXTS = (".txt", ".csv", ".tsv", ".md")
ALL = (*ZIPS, *JSONS, ".svg", ".xoj", ".pdf", *PICTURES)
"""The ends of names whose files have a form; any text is a text."""


def files() -> Iterator[File]:
    """All of them; two names are never the same."""
    for make in (nothing, cut, zips, jsons, depths, xmls, drawings, pictures, pdfs, texts, others):
        yield from make()


def nothing() -> Iterator[File]:
    """Empty, blank, and noise."""
    noise = bytes((n * n * 31 + n) % 256 for n in range(4096))
    for end in ALL:
        yield f"empty{end}", b""
        yield f"zeros{end}", b"\0" * 4096
        yield f"noise{end}", noise
    for end in TEXTS:
        yield f"empty{end}", b""
        yield f"zeros{end}", b"\0" * 4096


def cut() -> Iterator[File]:
    """Good files that end early, at three places."""
    whole = {
        "a.inkroom": _zip({"manifest.json": b"{}", "log.jsonl": b"{}\n"}),
        "a.excalidraw": excalidraw({}, {}),
        "a.tldr": b'{"tldrawFileFormatVersion":1,"schema":{"schemaVersion":2},"records":[]}',
        "a.json": b'{"a":{"tool":"Pencil","_children":[{"x":1,"y":2}]}}',
        "a.svg": b'<svg xmlns="http://www.w3.org/2000/svg"><rect width="9" height="9"/></svg>',
        "a.xopp": gzip.compress(b'<xournal><page width="9" height="9"><layer/></page></xournal>'),
        "a.pdf": _pdf(b""),
        "a.png": png(),
        "a.webp": webp("VP8X"),
        "a.gif": gif(),
        "a.jpg": jpeg(),
    }
    for name, data in whole.items():
        # the size of a picture, which is all that is read of it, stands at its beginning
        head = data[:10] if name.endswith(PICTURES) else data
        for share in (0.1, 0.5, 0.9):
            yield f"cut-{share}-{name}", head[: int(len(head) * share)]


def zips() -> Iterator[File]:
    """Bombs, paths that lead out, sizes that lie, members that nobody knows."""
    bomb = {
        "manifest.json": b"{}",
        "log.jsonl": b"\n" * (30 * MIB),
        "content.xml": b" " * (30 * MIB),
    }
    paths = (
        "../evil",
        "/etc/passwd",
        "assets/../../evil",
        "C:\\evil",
        "assets/" + "a" * 63,
        "\0",
        "a" * 60_000,
    )
    for end in ZIPS:
        needed = (
            {"manifest.json": b"{}", "log.jsonl": b""}
            if end == ".inkroom"
            else {"content.xml": b"<a/>"}
        )
        yield f"bomb{end}", _zip({name: bomb[name] for name in needed})
        for n, path in enumerate(paths):
            yield f"path-{n}{end}", _zip({**needed, path: b"evil"})
        yield f"many{end}", _zip({f"assets/{n:064x}": b"" for n in range(5_100)})
        yield f"twice{end}", _twice(next(iter(needed)))
        for said in (0, 1, 2**31 - 1, 2**32 - 2):
            yield f"says-{said}{end}", _lying(_zip(needed), said)
        yield f"locked{end}", _flagged(_zip(needed), 1)
        yield f"method{end}", _method(_zip(needed))
        yield f"far-directory{end}", _zip(needed)[:-6] + b"\xff\xff\xff\x7f\0\0"
        yield f"directory-only{end}", b"PK\5\6" + b"\0" * 18
        yield f"nested{end}", _zip({"bomb.zip": _zip({"x": b"\0" * MIB})})
        yield f"overlap{end}", _overlapping(next(iter(needed)), 5)
        yield f"zip64{end}", _zip(needed) + b"PK\6\7" + b"\xff" * 16 + b"PK\5\6" + b"\0" * 18
    yield "bomb-gz.xopp", gzip.compress(b"<xournal>" + b" " * (60 * MIB))
    yield "bomb-gz-gz.xopp", gzip.compress(gzip.compress(b"\0" * (20 * MIB)))
    yield "crc.xopp", gzip.compress(b"<xournal/>")[:-8] + b"\1" * 8
    yield (
        "manifest-large.inkroom",
        _zip({"manifest.json": b'"' + b"a" * (17 * MIB), "log.jsonl": b"\n"}),
    )
    yield (
        "log-one-line.inkroom",
        _zip({"manifest.json": _manifest(), "log.jsonl": bytes(range(256)) * 4_000}),
    )
    for n, line in enumerate(
        (b"{}", b"[]", b"\xff", b'{"seq":2}', b'{"seq":1e400}', b"[" * 100_000, b"{" * 200_000)
    ):
        yield f"line-{n}.inkroom", _zip({"manifest.json": _manifest(), "log.jsonl": line + b"\n"})
    yield (
        "asset-unnamed.inkroom",
        _zip({"manifest.json": _manifest(), "log.jsonl": b"", "assets/" + "0" * 64: b"x"}),
    )
    yield "head-lies.inkroom", _zip({"manifest.json": _manifest(head=10**15), "log.jsonl": b""})
    yield "format-2.inkroom", _zip({"manifest.json": _manifest(format=2), "log.jsonl": b""})


def jsons() -> Iterator[File]:
    """JSON of another kind, of wrong types, with numbers and texts that no one can hold."""
    heads = {
        ".excalidraw": '{"type":"excalidraw","elements":%s}',
        ".excalidrawlib": '{"type":"excalidrawlib","libraryItems":%s}',
        ".tldr": '{"tldrawFileFormatVersion":1,"schema":{"schemaVersion":2},"records":%s}',
        ".json": '{"a":%s}',
    }
    parts = (
        "null",
        "1e400",
        "NaN",
        '"\\ud800"',
        '{"a":1,"a":2}',
        "0",
        '"x"',
        "[null,1,[]]",
        "[" + "[]," * 9 + "{}]",
    )
    for end, head in heads.items():
        for n, part in enumerate(parts):
            yield f"part-{n}{end}", (head % part).encode()
        yield f"utf16{end}", (head % "[]").encode("utf-16")
        yield f"bom{end}", b"\xef\xbb\xbf\xef\xbb\xbf" + (head % "[]").encode()
        yield f"bytes{end}", (head % '["\xff"]').encode("latin-1")
        yield f"lists{end}", (head % ("[" + "[]," * (12 * MIB // 3) + "[]]")).encode()
        yield f"objects{end}", (head % ("[" + "{}," * (12 * MIB // 3) + "{}]")).encode()
        yield f"texts{end}", (head % ("[" + '"a",' * (12 * MIB // 4) + "0]")).encode()
    yield "large.excalidraw", b'{"type":"excalidraw","elements":[' + b"[]," * (17 * MIB) + b"[]]}"
    inner = b'{"type":"rectangle","x":[' + b"{}," * (5 * MIB) + b"0]}"
    yield "inner.excalidraw", b'{"type":"excalidraw","elements":[' + inner + b"]}"
    many = b'{"type":"line"},' * 150_000
    yield "many-elements.excalidraw", b'{"type":"excalidraw","elements":[' + many + b"{}]}"


def depths() -> Iterator[File]:
    """So deep that who walks down does not come back."""
    for end in JSONS:
        yield f"deep-lists{end}", b"[" * MIB
        yield f"deep-objects{end}", b'{"a":' * MIB
        yield (
            f"deep-whole{end}",
            b'{"type":"excalidraw","elements":' + b"[" * 9_000 + b"]" * 9_000 + b"}",
        )
    for end in XMLS:
        yield f"deep{end}", b"<svg>" * 200_000
        yield f"deep-whole{end}", b"<svg>" * 5_000 + b"</svg>" * 5_000
    kids: dict[str, Any] = {"type": "text", "text": "x"}
    for _ in range(400):
        kids = {"type": "doc", "content": [kids]}
    shape = {"typeName": "shape", "type": "geo", "props": {"richText": kids}}
    loop = [shape | {"id": f"shape:{n}", "parentId": f"shape:{1 - n}"} for n in (0, 1)]
    head = {"tldrawFileFormatVersion": 1, "schema": {"schemaVersion": 2}}
    yield "loop.tldr", json.dumps(head | {"records": loop}).encode()
    frames = [
        {"id": f"{n}", "type": "frame", "frameId": f"{1 - n}", "x": "far", "points": 7}
        for n in (0, 1)
    ]
    yield "loop.excalidrawlib", json.dumps({"type": "excalidrawlib", "library": frames}).encode()


def xmls() -> Iterator[File]:
    """Entities, external references, document types, encodings."""
    laughs = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
    types = (
        f'<!DOCTYPE svg [<!ENTITY a0 "ha">{laughs}]>',
        '<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE svg [<!ENTITY x SYSTEM "http://127.0.0.1:9/x">]>',
        '<!DOCTYPE svg [<!ENTITY % p SYSTEM "http://127.0.0.1:9/x.dtd"> %p;]>',
        '<!DOCTYPE svg SYSTEM "http://127.0.0.1:9/x.dtd">',
        '<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "file:///etc/passwd">',
        f'<!DOCTYPE svg [<!ENTITY q "{"q" * 50_000}">]>',
    )
    bodies = {
        ".svg": "<svg><text>&x;&a9;</text></svg>",
        ".xopp": "<xournal><page>&x;</page></xournal>",
    }
    bodies[".xoj"] = bodies[".xopp"]
    for end, body in bodies.items():
        for n, type in enumerate(types):
            yield f"type-{n}{end}", (type + body).encode()
        yield f"entity{end}", body.encode()
        yield f"encoding{end}", f'<?xml version="1.0" encoding="x-evil"?>{body}'.encode()
        yield f"utf7{end}", f'<?xml version="1.0" encoding="utf-7"?>{body}'.encode()
        yield f"unclosed{end}", b"<svg><g><g></svg>"
        yield f"two-roots{end}", b"<svg/><svg/>"
        yield f"same-attribute{end}", b'<svg a="1" a="2"/>'
        yield f"many-nodes{end}", b"<svg>" + b"<a/>" * 1_200_000 + b"</svg>"
        yield f"long-name{end}", b"<" + b"a" * (4 * MIB)
        yield f"nul{end}", b"<svg>\0</svg>"


def drawings() -> Iterator[File]:
    """SVG and documents of Xournal++ that draw too much, or run and fetch."""

    def svg(inside: str) -> bytes:
        return f'<svg xmlns="http://www.w3.org/2000/svg">{inside}</svg>'.encode()

    yield "script.svg", svg("<script>alert(1)</script>")
    yield "handler.svg", svg('<g onload="alert(1)"/>')
    yield "foreign.svg", svg("<foreignObject><iframe src='javascript:alert(1)'/></foreignObject>")
    yield "use.svg", svg('<use href="http://127.0.0.1:9/x.svg#a"/>')
    used = (f'<use href="#a{n}"/>' * 10 for n in range(9))
    yield "use-laughs.svg", svg("".join(f'<g id="a{n}">{one}</g>' for n, one in enumerate(used, 1)))
    yield "image-file.svg", svg('<image href="file:///etc/passwd" width="9" height="9"/>')
    yield "image-http.svg", svg('<image href="http://127.0.0.1:9/x.png" width="9" height="9"/>')
    yield (
        "image-svg.svg",
        svg('<image href="data:image/svg+xml;base64,PHN2Zy8+" width="9" height="9"/>'),
    )
    yield "import.svg", svg('<style>@import url("http://127.0.0.1:9/x.css");</style>')
    yield "large.svg", svg("<a/>" * (6 * MIB // 4))
    payload = b"<!-- payload-type:application/vnd.excalidraw+json -->"
    yield "payload-open.svg", payload * 80_000
    yield "payload-starts.svg", (payload + b"<!-- payload-start -->") * 60_000
    yield "payload-spaces.svg", payload + b"<!-- payload-start -->" + b" " * (4 * MIB)
    bomb = zlib.compress(b" " * (60 * MIB)).decode("latin-1")
    packed = json.dumps({"encoding": "bstring", "compressed": True, "encoded": bomb})
    held = base64.b64encode(packed.encode())
    yield "payload-bomb.svg", payload + b"<!-- payload-start -->" + held + b"<!-- payload-end -->"
    before, after = (
        b'<xournal><page><layer><stroke width="1">',
        b"</stroke></layer></page></xournal>",
    )
    for name, points in (("one", b"1 2 " * (8 * MIB)), ("words", b"a b"), ("far", b"1e999 nan")):
        yield f"stroke-{name}.xopp", gzip.compress(before + points + after, 1)
    yield "many-pages.xopp", ("<xournal>" + "<page/>" * 1_001 + "</xournal>").encode()
    yield "no-pages.xopp", b"<xournal/>"


def pictures() -> Iterator[File]:
    """More pixels than a machine holds, sizes that lie, other files under the name of a picture."""
    for w, h in ((100_001, 1), (65_000, 65_000), (2**31 - 1, 2**31 - 1), (0, 9), (9, 0)):
        size = b"\0\0\0\x0dIHDR" + struct.pack(">II", w, h) + b"\x08\2\0\0\0" + b"\0" * 4
        yield f"size-{w}-{h}.png", b"\x89PNG\r\n\x1a\n" + size
    yield "size.gif", gif(65_535, 65_535)
    yield "size.jpg", jpeg(65_535, 65_535)
    yield "size.webp", webp("VP8X", 2**24, 2**24)
    yield "large.png", png() + b"\0" * (11 * MIB)
    yield "no-header.png", b"\x89PNG\r\n\x1a\n" + b"\0" * 100
    yield "segments.jpg", b"\xff\xd8" + b"\xff\xe0\0\2" * 100_000
    yield "loop.jpg", b"\xff\xd8" + b"\xff\xe0\0\0" * 100_000
    yield "flat.webp", b"RIFF\xff\xff\xff\xffWEBPVP8L"
    for end in PICTURES:
        yield f"page{end}", b"<!doctype html><script>alert(1)</script>"
        yield f"drawing{end}", b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'


def pdfs() -> Iterator[File]:
    """Scripts are in those that open; these do not, or are too large."""
    yield "no-pages.pdf", _pdf(b"", pages=b"/Kids[]/Count 0")
    yield "count-lies.pdf", _pdf(b"", pages=b"/Kids[]/Count 999999999")
    yield "loop.pdf", _pdf(b"", pages=b"/Kids[2 0 R]/Count 1")
    yield "header-only.pdf", b"%PDF-1.7\n"
    yield "size.pdf", _pdf(b"", box=b"0 0 99999999 99999999")
    yield "nothing-size.pdf", _pdf(b"", box=b"0 0 0 0")
    yield "locked.pdf", _pdf(b"", trailer=b"/Encrypt<</Filter/Standard/V 1/R 2/O<00>/U<00>/P 0>>")
    yield "many-pages.pdf", _pdf(b"", pages=b"/Kids[" + b"3 0 R " * 300 + b"]/Count 300")


def texts() -> Iterator[File]:
    """Writing that readers with regular expressions take hours for, or that is no writing."""
    for end in TEXTS:
        yield f"many{end}", b"a\n\na\n\n" * 400_000
        yield f"large{end}", b"a" * (11 * MIB)
        yield f"binary{end}", b"\0\1\2" * 100
    yield "brackets.md", b"[" * 400_000 + b"\n\n" + b"x\n\n" * 3_000
    yield "stars.md", b"**" * 200_000 + b"\n\n" + b"x\n\n" * 3_000
    yield "heading.md", b"# " + b" " * 100_000 + b"x\n\n" + b"x\n\n" * 3_000
    yield "quotes.csv", b'"' * 9_999 + b"\n" + b"a,b\n" * 3_000
    yield "field.csv", b'"' + b"a" * 200_000 + b'",b\n'


def others() -> Iterator[File]:
    """Names without an end that is known, and files under the name of another kind."""
    ends = ("evil.exe", "evil", ".excalidraw", "evil.svg.html", "..", "evil.svg\0", "a/../b")
    for name in ends:
        yield name, b"MZ"
    good = {
        ".excalidraw": excalidraw({}),
        ".svg": b"<svg><rect/></svg>",
        ".png": png(),
        ".pdf": _pdf(b""),
    }
    for end, data in good.items():
        for other in ALL:
            if other != end and not (end == ".svg" and other == ".xopp"):
                yield f"was{end}{other}", data
    yield "polyglot.inkroom", gif() + _zip({"evil.js": b"alert(1)"})
    yield "polyglot.pdf", b"<script>alert(1)</script>" + b" " * 2_000 + b"%PDF-"
    yield "polyglot.svg", b"GIF89a/*<svg onload='alert(1)'/>*/"


# ------------------------------------------------------------------ how they are made


def _zip(members: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, data in members.items():
            archive.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _twice(name: str) -> bytes:
    """Two members of one name."""
    return _zip({name: b"a", name[:-1] + "?": b"b"}).replace(
        name[:-1].encode() + b"?", name.encode()
    )


def _lying(data: bytes, said: int) -> bytes:
    """The directory says that the first member unpacks to another size."""
    at = data.index(b"PK\1\2") + 24
    return data[:at] + struct.pack("<I", said) + data[at + 4 :]


def _flagged(data: bytes, flag: int) -> bytes:
    at = data.index(b"PK\1\2") + 8
    return data[:at] + struct.pack("<H", flag) + data[at + 2 :]


def _method(data: bytes) -> bytes:
    at = data.index(b"PK\1\2") + 10
    return data[:at] + struct.pack("<H", 99) + data[at + 2 :]


def _overlapping(name: str, count: int) -> bytes:
    """Several entries of the directory lead to the same bytes."""
    data = _zip({name: b"\0" * MIB})
    start, end = data.index(b"PK\1\2"), data.index(b"PK\5\6")
    tail = bytearray(data[end:])
    struct.pack_into("<HHI", tail, 8, count, count, count * (end - start))
    return data[:start] + data[start:end] * count + bytes(tail)


def _manifest(**said: Any) -> bytes:
    plain = {"format": 1, "title": "", "head": 0, "chain": "0" * 16, "epoch": 1, "people": []}
    return json.dumps(plain | said).encode()


def _pdf(
    content: bytes,
    *,
    pages: bytes = b"/Kids[3 0 R]/Count 1",
    box: bytes = b"0 0 200 100",
    trailer: bytes = b"",
) -> bytes:
    """A document of one page, as plain as it can be."""
    objects = (
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages%s>>" % pages,
        b"<</Type/Page/Parent 2 0 R/MediaBox[%s]/Contents 4 0 R>>" % box,
        b"<</Length %d>>stream\n%s\nendstream" % (len(content), content),
    )
    out, places = b"%PDF-1.7\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj%s endobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    root = b"trailer<</Size %d/Root 1 0 R%s>>" % (len(objects) + 1, trailer)
    return out + b"xref\n0 %d\n0000000000 65535 f \n%s%s startxref\n%d\n%%%%EOF" % (
        len(objects) + 1,
        table,
        root,
        len(out),
    )
