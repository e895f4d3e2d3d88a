"""The dialog in which an owner makes the history of a board short: what goes, where all of it stays, one press."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any, Final

from PySide6.QtCore import QDateTime, QLocale, Qt
from PySide6.QtWidgets import (
    QDialog,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QProgressBar,
    QVBoxLayout,
    QWidget,
)

from inkroom.face import language
from inkroom_desktop.address import Address, fresh_id
from inkroom_desktop.compacting import Compacting
from inkroom_desktop.network import Network
from inkroom_desktop.panels.button import Button
from inkroom_desktop.panels.text import known, label, words
from inkroom_desktop.telling import moment_text
from inkroom_desktop.when import day_text

TITLE: Final = 120


class CompactBox(QDialog):
    """Looks first at what would go. `opens(board)` opens the copy, `tell(text)` says something beside the dialog.

    `own` gets the ids of the copies of which the dialog says that they are made.
    """

    def __init__(
        self,
        parent: QWidget,
        network: Network,
        address: Address,
        title: str,
        opens: Callable[[str], object],
        tell: Callable[[str], object],
        own: set[str],
    ) -> None:
        super().__init__(parent)
        self._network, self._address, self._title = network, address, title
        self._opens, self._tell, self._own = opens, tell, own
        self._bound = False
        self._work: Compacting | None = None
        self._running = ""
        self.setWindowTitle(words("history.compact"))
        self.setFixedWidth(480)
        self._outer = QVBoxLayout(self)
        self._outer.setContentsMargins(24, 20, 24, 24)
        self._outer.setSpacing(16)
        self._outer.addWidget(label(words("history.compact"), "heading"))
        self._body = QWidget()
        self._outer.addWidget(self._body)
        self.finished.connect(self._leave)
        self._bar = QProgressBar(maximum=1000, textVisible=False)
        self._said = label()
        self._said.setWordWrap(True)
        self._look()

    # ------------------------------------------------------------- what it shows

    def _show(self, parts: list[QWidget], buttons: list[Button]) -> None:
        """Something else than before; the first button has the focus."""
        before, self._body = self._body, QWidget()
        column = QVBoxLayout(self._body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        for part in parts:
            column.addWidget(part)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addStretch(1)
        for button in buttons:
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            foot.addWidget(button)
        column.addSpacing(4)
        column.addLayout(foot)
        self._outer.replaceWidget(before, self._body)
        before.hide()
        before.deleteLater()
        self._body.show()
        self.adjustSize()
        if buttons:
            buttons[0].setFocus(Qt.FocusReason.PopupFocusReason)

    def _progress(self, said: str) -> None:
        self._said, self._bar = label(said), QProgressBar(maximum=1000, textVisible=False)
        self._said.setWordWrap(True)
        self._bar.setFixedHeight(6)
        self._bar.setAccessibleName(said)
        self._off = self._button("view.cancel", self.reject)
        self._show([self._said, self._bar], [self._off])

    @staticmethod
    def _button(word: str, act: Callable[[], object], look: str = "outline") -> Button:
        made = Button(text=words(word), look=look)  # type: ignore[arg-type]  # one of the looks
        made.clicked.connect(lambda: act())
        return made

    # ------------------------------------------------------------- what would go

    def _look(self) -> None:
        self._progress(words("compact.reading"))
        self._begin(self._ask, preview=True)

    def _begin(self, then: Callable[[dict[str, Any]], None], **wanted: Any) -> None:
        work = self._work = Compacting(self._network, self._address)
        work.moved.connect(self._moved)
        work.done.connect(then)
        work.failed.connect(self._failed)
        work.start(**wanted)

    def _ask(self, told: dict[str, Any]) -> None:
        note = label(words("compact.note", title=self._title), "body", "2")
        away = label(words("compact.away"), "small", "2")
        for text in (note, away):
            text.setWordWrap(True)
        rows = (
            ("compact.steps", _since(told)),
            ("compact.marks", f"{told['marks']:n}"),
            ("compact.erased", f"{told['erased']:n}"),
            ("compact.undo", words("compact.undo-none")),
            ("compact.size", _sizes(told)),
        )
        self.name = QLineEdit(self._copy_title(), maxLength=TITLE)
        self.name.setAccessibleName(words("compact.copy"))
        copy = label(words("compact.copy"), "label", "2")
        self.go = self._button("compact.verb", lambda: self._run(told), "danger")
        self._show(
            [note, label(words("compact.goes"), "strong"), _table(rows), copy, self.name, away],
            [self._button("view.cancel", self.reject), self.go],
        )

    def _copy_title(self) -> str:
        date = day_text(QDateTime.currentMSecsSinceEpoch(), "d MMM yyyy")
        rest = len(words("compact.copy-title", title="", date=date))
        return words("compact.copy-title", title=self._title[: TITLE - rest], date=date)

    # ------------------------------------------------------------- doing it

    def _run(self, told: dict[str, Any]) -> None:
        title = self.name.text().strip() or str(told["title"])
        self._running = fresh_id()
        self._own.add(self._running)
        self._progress(words("compact.making"))
        self._begin(self._done, title=title, id=self._running)

    def _moved(self, share: float, bound: bool) -> None:
        self._bar.setValue(round(1000 * share))
        if bound and not self._bound:
            self._bound = True
            self._said.setText(words("compact.bound"))
            self._off.hide()

    def _done(self, made: dict[str, Any]) -> None:
        self._work, self._running = None, ""
        said = label(words("compact.done", title=made["title"]))
        said.setWordWrap(True)
        parts: list[QWidget] = [said]
        copy = replace(self._address, board=str(made["copy"]), token=str(made["token"]))
        if made["token"]:
            link = QLineEdit(copy.page)
            link.setReadOnly(True)
            link.setAccessibleName(words("compact.link"))
            parts += [label(words("compact.link"), "label", "2"), link]

        def opened() -> None:
            self.accept()
            self._opens(copy.board)

        close = self._button("view.close", self.accept, "primary")
        buttons = [close] if made["token"] else [close, self._button("compact.open", opened)]
        self._show(parts, buttons)

    def _failed(self, code: str) -> None:
        self._work = None
        self._own.discard(self._running)
        otherwise = "compact.unsure" if self._bound and not code else "compact.not-done"
        word = f"compact.{code}"
        said = label(words(word if known(word) else otherwise))
        said.setWordWrap(True)
        self._show([said], [self._button("view.close", self.reject, "primary")])

    def _leave(self) -> None:
        """Hangs up where something is under way: that it is done after all, the board says when it is back."""
        if self._work is None:
            return
        self._work.cancel()
        self._own.discard(self._running)
        if self._running and not self._bound:
            self._tell(words("compact.called-off"))


def _since(told: dict[str, Any]) -> str:
    return words("compact.since", count=told["head"], when=moment_text(told["since"]))


def _sizes(told: dict[str, Any]) -> str:
    size = QLocale(language()).formattedDataSize
    metric = QLocale.DataSizeFormat.DataSizeSIFormat
    before, after = (size(told[f"bytes_{when}"], 1, metric) for when in ("before", "after"))
    return words("compact.sizes", before=before, after=after)


def _table(rows: Iterable[tuple[str, str]]) -> QWidget:
    """What goes, line by line; a screen reader gets each as one."""
    made = QWidget()
    grid = QGridLayout(made)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setVerticalSpacing(6)
    for at, (word, value) in enumerate(rows):
        name, said = label(words(word), "body", "2"), label(value)
        said.setAccessibleName(f"{words(word)}: {value}")
        grid.addWidget(name, at, 0)
        grid.addWidget(said, at, 1, Qt.AlignmentFlag.AlignRight)
    return made
