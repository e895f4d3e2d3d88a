"""Moments as people say them."""

import time
from datetime import date

from PySide6.QtCore import QDate, QLocale

from inkroom.face import language, say


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
        return _locale().dayName(then.isoweekday(), QLocale.FormatType.ShortFormat)
    return day_text(ms, "d MMM" if then.year == today.year else "d MMM yyyy")


def short(ms: float, now_ms: float) -> str:
    """ "14:02" today, "Mon" in the last days, else "12 Nov"."""
    same = date.fromtimestamp(ms / 1000) == date.fromtimestamp(now_ms / 1000)
    return clock(ms) if same else since(min(ms, now_ms - 3_600_000), now_ms)


def clock(ms: float) -> str:
    """ "14:02"."""
    return time.strftime("%H:%M", time.localtime(ms / 1000))


def day_text(ms: float, form: str) -> str:
    """A day in a form of Qt (`ddd d MMM`), in the language of the words."""
    then = date.fromtimestamp(ms / 1000)
    return _locale().toString(QDate(then.year, then.month, then.day), form)


def _locale() -> QLocale:
    return QLocale(language())
