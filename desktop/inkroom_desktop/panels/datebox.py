"""Asks for a date and a time."""

from PySide6.QtCore import QDateTime
from PySide6.QtWidgets import QDateTimeEdit, QDialog, QDialogButtonBox, QVBoxLayout, QWidget

from inkroom_desktop.panels.text import words


def ask_date(parent: QWidget, at: QDateTime) -> QDateTime | None:
    """The moment that a person chose; None where they changed their mind."""
    box = QDialog(parent)
    box.setWindowTitle(words("history.to-date"))
    field = QDateTimeEdit(at)
    field.setCalendarPopup(True)
    field.setDisplayFormat("d MMM yyyy HH:mm")
    field.setAccessibleName(words("history.to-date"))
    answers = QDialogButtonBox(
        QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel
    )
    answers.accepted.connect(box.accept)
    answers.rejected.connect(box.reject)
    column = QVBoxLayout(box)
    column.addWidget(field)
    column.addWidget(answers)
    return field.dateTime() if box.exec() else None
