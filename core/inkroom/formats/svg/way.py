"""Path data of SVG as points: curves become lines that no eye tells from them (SVG 2, chapter 9)."""

import re
from math import acos as _acos
from math import ceil, cos, hypot, isfinite, pi, sin, sqrt
from typing import Final, NamedTuple

POINTS: Final = 200_000
"""The most points that one path may have; what comes after is cut off."""

_TOKEN: Final = re.compile(r"([MmLlHhVvCcSsQqTtAaZz])|([-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?)")
_COUNTS: Final = {"M": 2, "L": 2, "H": 1, "V": 1, "C": 6, "S": 4, "Q": 4, "T": 2, "A": 7, "Z": 0}
_PIECE: Final = 4.0
"""About how long the lines are that a curve becomes, in px."""


class Part(NamedTuple):
    """One run of points `[x, y, …]`; `bent` where it had curves."""

    flat: list[float]
    closed: bool
    bent: bool


def parts(data: str) -> list[Part]:
    """The parts of a path that have a length; reading ends where it makes no sense."""
    walker = _Walker()
    command, pending = "", list(_tokens(data))
    at = 0
    while at < len(pending):
        token = pending[at]
        if isinstance(token, str):
            command, at = token, at + 1
        elif not command or command in "Zz":
            break
        count = _COUNTS.get(command.upper(), 0)
        found = pending[at : at + count]
        if len(found) < count or not all(isinstance(n, float) for n in found):
            break
        walker.step(command, [n for n in found if isinstance(n, float)])
        at += count
        if command in "Mm":
            command = "L" if command == "M" else "l"
        if walker.count > POINTS:
            break
    return walker.ended()


def _tokens(data: str) -> list[str | float]:
    found: list[str | float] = []
    arc = 0
    for match in _TOKEN.finditer(data):
        if match[1]:
            found.append(match[1])
            arc = 0 if match[1] in "Aa" else -1
            continue
        text = match[2]
        if arc >= 0:  # the flags of an arc may stand without a space: "a1 1 0 01 5 5"
            while arc % 7 in (3, 4) and text[:1] in ("0", "1") and len(text) > 1:
                found.append(float(text[0]))
                text, arc = text[1:], arc + 1
            arc += 1
        number = float(text)
        found.append(number if isfinite(number) else 0.0)
    return found


class _Walker:
    """Walks a path, command by command."""

    def __init__(self) -> None:
        self.done: list[Part] = []
        self.flat: list[float] = []
        self.bent = False
        self.count = 0
        self.x = self.y = 0.0
        self.control: tuple[str, float, float] = ("", 0.0, 0.0)

    def step(self, command: str, n: list[float]) -> None:
        """One command with its numbers."""
        kind = command.upper()
        control, self.control = self.control, ("", 0.0, 0.0)
        if kind == "Z":
            self._close()
            return
        if command.islower():
            n = self._absolute(kind, n)
        if kind == "M":
            self._end(closed=False)
            self.x, self.y = n
            self.flat = [*n]
        elif kind in "LHV":
            self._to(*self._line(kind, n))
        elif kind == "A":
            self._arc(*n)
        else:
            self._curve(kind, n, control)
        self.count += 1

    def ended(self) -> list[Part]:
        self._end(closed=False)
        return self.done

    def _absolute(self, kind: str, n: list[float]) -> list[float]:
        if kind == "H":
            return [n[0] + self.x]
        if kind == "V":
            return [n[0] + self.y]
        if kind == "A":
            return [*n[:5], n[5] + self.x, n[6] + self.y]
        return [value + (self.y if at % 2 else self.x) for at, value in enumerate(n)]

    def _line(self, kind: str, n: list[float]) -> tuple[float, float]:
        if kind == "H":
            return n[0], self.y
        return (self.x, n[0]) if kind == "V" else (n[0], n[1])

    def _to(self, x: float, y: float) -> None:
        if not self.flat:
            self.flat = [self.x, self.y]
        self.flat += (x, y)
        self.x, self.y = x, y

    def _close(self) -> None:
        if self.flat:
            x, y = self.flat[:2]
            self._end(closed=True)
            self.x, self.y = x, y

    def _end(self, *, closed: bool) -> None:
        if len(self.flat) >= 4:
            self.done.append(Part(self.flat, closed, self.bent))
        self.flat, self.bent = [], False

    def _curve(self, kind: str, n: list[float], control: tuple[str, float, float]) -> None:
        last, cx, cy = control
        family = "C" if kind in "CS" else "Q"
        if kind in "ST":  # the first control point mirrors the last one of the same family
            mirrored = (2 * self.x - cx, 2 * self.y - cy) if last == family else (self.x, self.y)
            n = [*mirrored, *n]
        x0, y0 = self.x, self.y
        if family == "Q":
            qx, qy, x, y = n
            ax, ay = x0 + 2 / 3 * (qx - x0), y0 + 2 / 3 * (qy - y0)
            bx, by = x + 2 / 3 * (qx - x), y + 2 / 3 * (qy - y)
            self.control = ("Q", qx, qy)
        else:
            ax, ay, bx, by, x, y = n
            self.control = ("C", bx, by)
        self._cubic(ax, ay, bx, by, x, y)

    def _cubic(self, ax: float, ay: float, bx: float, by: float, x: float, y: float) -> None:
        x0, y0 = self.x, self.y
        long = hypot(ax - x0, ay - y0) + hypot(bx - ax, by - ay) + hypot(x - bx, y - by)
        pieces = max(2, min(ceil(long / _PIECE), 64))
        self.bent = True
        self.count += pieces
        for step in range(1, pieces + 1):
            t = step / pieces
            s = 1 - t
            a, b, c, d = s * s * s, 3 * s * s * t, 3 * s * t * t, t * t * t
            self._to(a * x0 + b * ax + c * bx + d * x, a * y0 + b * ay + c * by + d * y)

    def _arc(
        self, rx: float, ry: float, slant: float, large: float, sweep: float, x: float, y: float
    ) -> None:
        """An arc of an ellipse by its ends (SVG 2, appendix B.2.4)."""
        x0, y0 = self.x, self.y
        rx, ry = abs(rx), abs(ry)
        if not rx or not ry or (x0, y0) == (x, y):
            self._to(x, y)
            return
        phi = slant * pi / 180
        c, s = cos(phi), sin(phi)
        px, py = c * (x0 - x) / 2 + s * (y0 - y) / 2, c * (y0 - y) / 2 - s * (x0 - x) / 2
        grown = sqrt(max((px / rx) ** 2 + (py / ry) ** 2, 1.0))
        rx, ry = rx * grown, ry * grown
        under = (rx * ry) ** 2 - (rx * py) ** 2 - (ry * px) ** 2
        root = sqrt(max(under, 0.0) / ((rx * py) ** 2 + (ry * px) ** 2))
        root = -root if bool(large) == bool(sweep) else root
        ux, uy = root * rx * py / ry, -root * ry * px / rx
        cx, cy = c * ux - s * uy + (x0 + x) / 2, s * ux + c * uy + (y0 + y) / 2
        first = _angle((px - ux) / rx, (py - uy) / ry)
        whole = _angle((-px - ux) / rx, (-py - uy) / ry) - first
        whole += 2 * pi if sweep and whole < 0 else -2 * pi if not sweep and whole > 0 else 0.0
        pieces = max(2, min(ceil(abs(whole) * max(rx, ry) / _PIECE), 90))
        self.bent = True
        self.count += pieces
        for step in range(1, pieces):
            turn = first + whole * step / pieces
            ex, ey = rx * cos(turn), ry * sin(turn)
            self._to(cx + c * ex - s * ey, cy + s * ex + c * ey)
        self._to(x, y)


def _angle(x: float, y: float) -> float:
    length = hypot(x, y)
    turn = _acos(max(-1.0, min(x / length, 1.0))) if length else 0.0
    return -turn if y < 0 else turn
