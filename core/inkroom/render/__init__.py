"""Boards as pictures: SVG text, and PNG from it. Board in, text or bytes out."""

from inkroom.render.pdf import pdf
from inkroom.render.png import png
from inkroom.render.svg import svg

__all__ = ["pdf", "png", "svg"]
