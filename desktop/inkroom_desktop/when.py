"""Moments as people say them."""

import time
from datetime import date
from typing import Final

from inkroom.face import say

_DAYS: Final = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS: Final = (
    "Jan",
    "Feb",
    "Mar",
    "Apr",
    "May",
    "Jun",
    "Jul",
    "Aug",
    "Sep",
    "Oct",
    "Nov",
    "Dec",
)


def since(ms: float, now_ms: float) -> str:
    """ "Now", "20 min ago", "Today", "Yesterday", "Mon", "12 Nov"."""
    minutes = int((now_ms - ms) // 60_000)
    if minutes < 1:
        return say("boards.now")
    if minutes < 60:
        return say("boards.minutes", count=minutes)
    then, today = date.fromtimestamp(ms / 1000), date.fromtimestamp(now_ms / 1000)
    days = (today - then).days
    if days <= 0:
        return say("boards.today")
    if days == 1:
        return say("boards.yesterday")
    if days < 7:
        return _DAYS[then.weekday()]
    year = "" if then.year == today.year else f" {then.year}"
    return f"{then.day} {_MONTHS[then.month - 1]}{year}"


def short(ms: float, now_ms: float) -> str:
    """ "14:02" today, "Mon" in the last days, else "12 Nov"."""
    same = date.fromtimestamp(ms / 1000) == date.fromtimestamp(now_ms / 1000)
    return clock(ms) if same else since(min(ms, now_ms - 3_600_000), now_ms)


def clock(ms: float) -> str:
    """ "14:02"."""
    return time.strftime("%H:%M", time.localtime(ms / 1000))
