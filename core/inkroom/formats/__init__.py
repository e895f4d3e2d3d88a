"""Boards as files: what other programs and other days can read."""
