"""The pages of a PDF beneath what was drawn on them, as they were: text, vectors, links, bookmarks (FILE-19)."""

import ctypes
from collections.abc import Iterator, Mapping
from io import BytesIO
from typing import Any, Final, NamedTuple

import pypdfium2
import pypdfium2.raw as pdfium

from inkroom.board import Element

Rect = tuple[float, float, float, float]
"""Left, bottom, right, top in points."""
_URI_BYTES: Final = 2_000
_LINKS: Final = 1_000


class Link(NamedTuple):
    """A place on a page, as shares of its width and height, and where it leads: an address, or a page."""

    rect: Rect
    to: str | int


class Heading(NamedTuple):
    """A bookmark: how deep it is, what it says, and the page that it leads to, from 0 on."""

    level: int
    title: str
    page: int


def original_of(element: Element) -> tuple[str, int] | None:
    """The SHA-256 of the PDF that an image shows a page of, and the page from 0 on; None for any other image."""
    extra = element.fixed.get("extra")
    kept = extra.get("pdf") if isinstance(extra, dict) and element.kind == "image" else None
    if not isinstance(kept, dict):
        return None
    sha, page = kept.get("sha"), kept.get("page")
    return (sha, page - 1) if isinstance(sha, str) and type(page) is int and page > 0 else None


class Originals:
    """The PDFs that pages are from, each opened once; a broken one counts as missing."""

    def __init__(self, assets: Mapping[str, bytes]) -> None:
        self._assets = assets
        self._open: dict[str, Any] = {}

    def page(self, sha: str, number: int) -> Any:
        """The page; None where there is none."""
        if sha not in self._open:
            try:
                data = self._assets.get(sha)
                self._open[sha] = pypdfium2.PdfDocument(data) if data else None
            except pypdfium2.PdfiumError:
                self._open[sha] = None
        document = self._open[sha]
        if document is None or number >= len(document):
            return None
        return document[number]

    def links(self, sha: str, number: int) -> Iterator[Link]:
        """Where the page leads: to web addresses and to pages; scripts and files are left out."""
        page = self.page(sha, number)
        document = self._open[sha]
        at, link = ctypes.c_int(0), pdfium.FPDF_LINK()
        for _ in range(_LINKS):
            if not pdfium.FPDFLink_Enumerate(page, at, link):
                return
            to = _target(document, link)
            rect = pdfium.FS_RECTF()
            if to is None or not pdfium.FPDFLink_GetAnnotRect(link, rect):
                continue
            a, b = (
                shown(page, x, y) for x, y in ((rect.left, rect.bottom), (rect.right, rect.top))
            )
            (left, right), (bottom, top) = sorted((a[0], b[0])), sorted((a[1], b[1]))
            yield Link((left, bottom, right, top), to)

    def headings(self, sha: str) -> Iterator[Heading]:
        """The bookmarks of a document, in order."""
        self.page(sha, 0)
        document = self._open[sha]
        last = -1
        for mark in document.get_toc(max_depth=15) if document else ():
            place = mark.get_dest()
            page = place.get_index() if place else None
            if page is not None:
                last = min(mark.level, last + 1)
                yield Heading(last, mark.get_title()[:500] or "·", page)


class Beneath(NamedTuple):
    """A page of the made document, the original of it, and where that lies in points."""

    number: int
    sha: str
    page: int
    rect: Rect


def put_beneath(made: bytes, ink: bytes, pages: list[Beneath], originals: Originals) -> bytes:
    """The document `made`, on these pages the originals and over each the next page of `ink`."""
    document, over = pypdfium2.PdfDocument(made), pypdfium2.PdfDocument(ink)
    for at, one in enumerate(pages):
        target = document[one.number]
        under = originals.page(one.sha, one.page)
        _lay(target, under.pdf, one.page, _matrix(under, one.rect))
        _lay(target, over, at, pypdfium2.PdfMatrix())
        target.gen_content()
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def _lay(target: Any, document: Any, index: int, matrix: Any) -> None:
    drawn = document.page_as_xobject(index, target.pdf).as_pageobject()
    drawn.set_matrix(matrix)
    target.insert_obj(drawn)


def _target(document: Any, link: Any) -> str | int | None:
    place = pdfium.FPDFLink_GetDest(document, link)
    action = None if place else pdfium.FPDFLink_GetAction(link)
    kind = pdfium.FPDFAction_GetType(action) if action else None
    if kind == pdfium.PDFACTION_GOTO:
        place = pdfium.FPDFAction_GetDest(document, action)
    if place:
        page = int(pdfium.FPDFDest_GetDestPageIndex(document, place))
        return page if page >= 0 else None
    if kind != pdfium.PDFACTION_URI:
        return None
    text = ctypes.create_string_buffer(_URI_BYTES)
    pdfium.FPDFAction_GetURIPath(document, action, text, _URI_BYTES)
    uri = text.value.decode("utf-8", "replace")
    return uri if uri.startswith(("http://", "https://", "mailto:")) else None


def shown(page: Any, x: float, y: float) -> tuple[float, float]:
    """A place of a page's own space as shares of the page as it is shown: from the left, from the bottom."""
    left, bottom, right, top = page.get_cropbox()
    u, v = (x - left) / (right - left), (y - bottom) / (top - bottom)
    turns = {0: (u, v), 90: (v, 1 - u), 180: (1 - u, 1 - v), 270: (1 - v, u)}
    return turns[page.get_rotation()]


def _matrix(page: Any, rect: Rect) -> Any:
    """From the page as it is shown, which is what a form of it draws, to where it is to lie."""
    left, bottom, right, top = rect
    width, height = page.get_size()
    return pypdfium2.PdfMatrix((right - left) / width, 0, 0, (top - bottom) / height, left, bottom)
