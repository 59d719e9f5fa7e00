"""One recipient on the page of telling: who told them, when and how, and their comment where one is asked for."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from qa_desktop.domain import paths
from qa_desktop.domain.entries import TellWay
from qa_desktop.domain.operation import Value
from qa_desktop.domain.telling import TELL, Tell
from qa_desktop.ui.pages.audit_page import AuditPage
from qa_desktop.ui.presenters.audit_telling import state_words
from qa_desktop.ui.widgets.buttons import SmallButton
from qa_desktop.ui.widgets.date_field import DateField
from qa_desktop.ui.widgets.field import LabelledField
from qa_desktop.ui.widgets.flow import ColumnsLayout
from qa_desktop.ui.widgets.growing_text import GrowingTextEdit
from qa_desktop.ui.widgets.panes import Card, Column, Row
from qa_desktop.ui.widgets.select import Select
from qa_desktop.ui.widgets.text import Small, Words


class TellCard(Card):
    """Somebody who is to be told."""

    email_requested = Signal()
    letter_requested = Signal()

    def __init__(self, page: AuditPage, tell: Tell, parent: QWidget) -> None:
        super().__init__(tell.recipient, parent)
        self._page = page
        self._key = tell.key
        head = Row(gap=12)
        words = Column(gap=1)
        self._state = Words("", "caution", self)
        words.addWidget(self._state)
        words.addWidget(Small(tell.why, self))
        head.addLayout(words, 1)
        email = SmallButton(self.tr("Prepare an e-mail"), parent=self)
        email.setAccessibleName(self.tr("Prepare an e-mail: {}").format(tell.recipient))
        email.clicked.connect(self.email_requested)
        head.addWidget(email, 0, Qt.AlignmentFlag.AlignTop)
        letter = self.letter_button = SmallButton(self.tr("Prepare a letter"), parent=self)
        letter.setAccessibleName(self.tr("Prepare a letter to print: {}").format(tell.recipient))
        letter.clicked.connect(self.letter_requested)
        head.addWidget(letter, 0, Qt.AlignmentFlag.AlignTop)
        self.body.addLayout(head)
        grid = ColumnsLayout(gap=14, least_width=self.fontMetrics().averageCharWidth() * 20)
        self.how = Select(self.tr("How"))
        for way in TellWay:
            self.how.addItem(way.label, way.value)
        self.how.setPlaceholderText(self.tr("Choose"))
        self.how.setCurrentIndex(-1)
        self.how.activated.connect(self._record)
        self.on, self.by, self.who = DateField(page.today), QLineEdit(), QLineEdit()
        for label, control in (
            (self.tr("How they were told"), self.how),
            (self.tr("On"), self.on),
            (self.tr("Told by"), self.by),
        ):
            grid.addWidget(LabelledField(label, control))
        grid.addWidget(LabelledField(self.tr("Who was told"), self.who, optional=True))
        page.fields.shown(self._path("how"), self.how, self._show_how)
        page.fields.day(self._path("on"), self.on)
        page.fields.line(self._path("by"), self.by)
        page.fields.line(self._path("who"), self.who)
        self.body.addLayout(grid)
        self.comment: GrowingTextEdit | None = None
        if tell.asks_comment:
            self._add_comment(tell)

    def show_tell(self, tell: Tell) -> None:
        """Show how it stands."""
        words, role = state_words(tell)
        self._state.setText(words)
        self._state.set_role(role)

    def focus_first(self) -> None:
        """Begin with how they were told; with the comment where only that is missing."""
        told = self.how.currentIndex() >= 0 and self.comment is not None
        (self.comment if told and self.comment is not None else self.how).setFocus(Qt.FocusReason.OtherFocusReason)

    def _add_comment(self, tell: Tell) -> None:
        self.comment = GrowingTextEdit(self, lines=2)
        hint = self.tr("What they say to the audit, in their own words. They can write it here, or you for them.")
        self.add(LabelledField(self.tr("Comment by {}").format(tell.recipient), self.comment, hint, self))
        self._page.fields.text(self._path("comment"), self.comment)
        self.comment.text_settled.connect(self._sign_comment)
        grid = ColumnsLayout(gap=14, least_width=self.fontMetrics().averageCharWidth() * 20)
        by, on = QLineEdit(), DateField(self._page.today)
        grid.addWidget(LabelledField(self.tr("Comment written by"), by))
        grid.addWidget(LabelledField(self.tr("Comment written on"), on))
        self._page.fields.line(self._path("comment_by"), by)
        self._page.fields.day(self._path("comment_on"), on)
        self.body.addLayout(grid)

    def _record(self, row: int) -> None:
        self._page.session.record({self._path("how"): self.how.itemData(row), **self._usual("by", "on")})

    def _sign_comment(self, text: str) -> None:
        if text.strip():
            self._page.session.record(self._usual("comment_by", "comment_on"))

    def _usual(self, by: str, on: str) -> dict[str, Value]:
        """Return who and when, where nothing is entered yet: the person at the keyboard, today."""
        page = self._page
        usual: dict[str, Value] = {by: page.session.desk.owner.name, on: page.today.isoformat()}
        return {self._path(name): value for name, value in usual.items() if not page.audit.text(self._path(name))}

    def _show_how(self, value: Value) -> None:
        self.how.setCurrentIndex(self.how.findData(value) if value else -1)

    def _path(self, field: str) -> str:
        return paths.entry(TELL, self._key, field)
