"""The export dialog: the board, or a part of it, as a file, with a look at what comes out."""

from collections.abc import Callable
from typing import Final, TypeVar

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QImage, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QHBoxLayout,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from inkroom.face import tokens
from inkroom_desktop import drawn, icons, theme
from inkroom_desktop.desk import BoardDesk
from inkroom_desktop.drawn import Look, Sitter
from inkroom_desktop.files import Work
from inkroom_desktop.network import Network
from inkroom_desktop.panels.button import Button
from inkroom_desktop.panels.choice import CheckBox, Dropdown
from inkroom_desktop.panels.segment import Part, Segments
from inkroom_desktop.panels.text import label, words
from inkroom_desktop.wishes import (
    DRAWN,
    FORMATS,
    FRAME,
    PICTURES,
    Wishes,
    frames_of,
    parts,
    view_of,
)

LONGEST: Final = 560
"""The longest side of the preview in device px."""
SQUARE: Final = 8
SCALES: Final = (1, 2, 3, 4)
W = TypeVar("W", bound=QWidget)


class Preview(QWidget):
    """A picture on a sunken ground; squares show where it has no ground of its own."""

    def __init__(self) -> None:
        super().__init__()
        self.picture: QImage | None = None
        self.clear = self.dark = False
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(words("export.preview"))

    def sizeHint(self) -> QSize:
        return QSize(360, 320)

    def show_picture(
        self, picture: QImage | None, *, clear: bool = False, dark: bool = False
    ) -> None:
        """`clear`: it has no ground, and its colours are for a `dark` one or a light one."""
        self.picture, self.clear, self.dark = picture, clear, dark
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        try:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.setPen(QPen(theme.colour("border"), 1))
            painter.setBrush(theme.colour("sunken"))
            corner = theme.radius("panel") - 0.5
            painter.drawRoundedRect(
                QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), corner, corner
            )
            if self.picture is not None and not self.picture.isNull():
                where = self._where(self.picture)
                if self.clear:
                    _squares(painter, where, "dark" if self.dark else "light")
                painter.drawImage(where, self.picture)
        finally:
            painter.end()

    def _where(self, picture: QImage) -> QRectF:
        ratio = self.devicePixelRatioF()
        wide, high = picture.width() / ratio, picture.height() / ratio
        fit = min((self.width() - 24) / wide, (self.height() - 24) / high, ratio)
        wide, high = wide * fit, high * fit
        return QRectF((self.width() - wide) / 2, (self.height() - high) / 2, wide, high)


def _squares(painter: QPainter, where: QRectF, tone: theme.Name) -> None:
    """What drawing programs show where there is no ground, as light or dark as what would be."""
    colours = tokens()["color"]
    plain, other = (QColor(colours[name][tone]) for name in ("panel", "pressed"))
    painter.save()
    painter.setClipRect(where)
    painter.fillRect(where, plain)
    for y in range(int(where.height() // SQUARE) + 1):
        for x in range(y % 2, int(where.width() // SQUARE) + 1, 2):
            square = QRectF(where.x() + x * SQUARE, where.y() + y * SQUARE, SQUARE, SQUARE)
            painter.fillRect(square, other)
    painter.restore()


class ExportBox(QDialog):
    """`wanted(wishes)`: a file is to be made. `sit` gives the board as it is now."""

    wanted = Signal(object)
    last = Wishes()
    """What was asked for last."""

    def __init__(
        self, parent: QWidget, network: Network, desk: BoardDesk, sit: Callable[[], Sitter]
    ) -> None:
        super().__init__(parent)
        self._network, self._desk, self._sit = network, desk, sit
        self._work: Work | None = None
        self._stale = self._over = False
        self.finished.connect(self._end)
        what = "selection" if desk.selection else ""
        self.wishes = ExportBox.last._replace(what=what)
        self.setWindowTitle(words("file.export"))
        self.setMinimumWidth(720)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(24, 20, 24, 24)
        outer.setSpacing(16)
        outer.addWidget(label(words("file.export"), "heading"))
        body = QHBoxLayout()
        body.setSpacing(24)
        body.addLayout(self._looked(), 1)
        body.addLayout(self._wished())
        outer.addLayout(body)
        outer.addLayout(self._foot())
        self._update()
        self.formats.setFocus(Qt.FocusReason.OtherFocusReason)

    # ------------------------------------------------------------- parts

    def _looked(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(8)
        self.preview = Preview()
        column.addWidget(self.preview, 1)
        self.size_text = label("", "small", "2")
        self.size_text.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column.addWidget(self.size_text)
        return column

    def _wished(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(4)
        self.formats = self._field(column, "export.format", Dropdown())
        for format in FORMATS:
            self.formats.addItem(words(f"file.{format}"), format)
        self.formats.setCurrentIndex(self.formats.findData(self.wishes.format))
        self.formats.activated.connect(lambda _: self._wish(format=self.formats.currentData()))
        self.parts = self._field(column, "export.what", Dropdown())
        self.parts.activated.connect(lambda _: self._wish(what=self.parts.currentData()))
        times = [
            Part(scale, "", said, said)
            for scale in SCALES
            if (said := words("export.times", times=scale))
        ]
        self.scales = self._field(column, "export.scale", Segments(times, words("export.scale")))
        self.scales.choose(self.wishes.scale)
        self.scales.chosen.connect(lambda scale: self._wish(scale=scale))
        tones = [
            Part(dark, "", said, said)
            for dark, said in ((False, words("export.light")), (True, words("export.dark")))
        ]
        self.colours = self._field(
            column, "export.colours", Segments(tones, words("export.colours"))
        )
        self.colours.choose(self.wishes.dark)
        self.colours.chosen.connect(lambda dark: self._wish(dark=dark))
        self.transparent = self._check(column, "transparent")
        self.scene = self._check(column, "scene")
        self.frames = self._check(column, "frames")
        column.addStretch(1)
        return column

    def _field(self, column: QVBoxLayout, word: str, widget: W) -> W:
        title = label(words(word), "label", "2")
        widget.setAccessibleName(words(word))
        widget.setFixedWidth(272)
        widget.setProperty("title", title)
        column.addWidget(title)
        column.addWidget(widget)
        column.addSpacing(8)
        return widget

    def _check(self, column: QVBoxLayout, name: str) -> QCheckBox:
        box = CheckBox(words(f"export.{name}"))
        box.setChecked(bool(getattr(self.wishes, name)))
        box.toggled.connect(lambda on: self._wish(**{name: on}))
        box.setMinimumHeight(32)
        column.addWidget(box)
        return box

    def _foot(self) -> QHBoxLayout:
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addStretch(1)
        cancel = Button(text=words("view.cancel"), look="outline")
        cancel.clicked.connect(self.reject)
        self.save = Button(
            icons.named("list", "export"), words("export.save"), "primary", icon_size=16
        )
        self.save.clicked.connect(self._save)
        for button in (cancel, self.save):
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            foot.addWidget(button)
        return foot

    # ------------------------------------------------------------- wishes

    def _wish(self, **wish: object) -> None:
        self.wishes = self.wishes._replace(**wish)  # type: ignore[arg-type]  # of its own widget
        self._update()

    def _update(self) -> None:
        format = self.wishes.format
        offered = parts(self._desk, format)
        if self.wishes.what not in offered:
            self.wishes = self.wishes._replace(what=offered[0])
        self.parts.clear()
        for part in offered:
            self.parts.addItem(self._part_name(part), part)
        self.parts.setCurrentIndex(offered.index(self.wishes.what))
        self.parts.setEnabled(len(offered) > 1)
        framed = self.wishes.what == "board" and any(one.startswith(FRAME) for one in offered)
        for widget, seen in (
            (self.scales, format == "png"),
            (self.colours, format in DRAWN),
            (self.transparent, format in DRAWN),
            (self.scene, format in PICTURES),
            (self.frames, format == "pdf" and framed),
        ):
            widget.setVisible(seen)
            title = widget.property("title")
            if title is not None:
                title.setVisible(seen)
        self._look()

    def _part_name(self, part: str) -> str:
        if not part.startswith(FRAME):
            return words(f"export.{part}")
        title = dict(frames_of(self._desk))[part.removeprefix(FRAME)]
        return words("export.frame", title=title or words("tool.frame"))

    # ------------------------------------------------------------- the preview

    def _look(self) -> None:
        """Makes the picture anew; what is being made meanwhile is let come first."""
        if self._work is not None:
            self._stale = True
            return
        self._stale = False
        wishes, of = self.wishes, self._sit()
        view = view_of(self._desk, wishes)
        longest = round(LONGEST * self.devicePixelRatioF())
        work = self._work = Work(self._network, lambda: drawn.look(of, view, longest))
        work.done.connect(lambda made: self._looked_at(wishes, made))
        work.failed.connect(lambda _: self._looked_at(wishes, None))
        work.start()

    def _looked_at(self, wishes: Wishes, made: object) -> None:
        self._work = None
        if self._over:
            return
        if self._stale:
            self._look()
            return
        size = ""
        if isinstance(made, Look):
            picture = QImage.fromData(made.data)
            self.preview.show_picture(
                picture, clear=wishes.format in DRAWN and wishes.transparent, dark=wishes.dark
            )
            if wishes.format in PICTURES:
                times = wishes.scale if wishes.format == "png" else 1
                wide, high = round(made.width * times), round(made.height * times)
                size = words("export.size", width=wide, height=high)
        else:
            self.preview.show_picture(None)
        self.size_text.setText(size)

    @property
    def looked(self) -> bool:
        """Whether the preview shows what is wished."""
        return self._work is None

    # ------------------------------------------------------------- the end

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._save()
        else:
            super().keyPressEvent(event)

    def _end(self) -> None:
        self._over = True

    def _save(self) -> None:
        ExportBox.last = self.wishes
        self.wanted.emit(self.wishes)
        self.accept()
