"""Boards as pictures: SVG text, and PNG and PDF from it. Board in, text or bytes out.

Each format is a module of its own, so that a program loads only what it writes.
"""
