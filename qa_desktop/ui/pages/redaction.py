"""Quotations that wait, one after the other: what may be told of each, or that it stays in the team for now."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from qa_desktop.errors import QaDesktopError
from qa_desktop.services.redact_quotations import WaitingQuotation
from qa_desktop.ui.keys import shown
from qa_desktop.ui.page import Page
from qa_desktop.ui.page_action import page_action
from qa_desktop.ui.presenters.audit_themes import tag_title
from qa_desktop.ui.presenters.themes import place_words
from qa_desktop.ui.widgets.announce import announce
from qa_desktop.ui.widgets.buttons import PrimaryButton, QuietButton, SecondaryButton
from qa_desktop.ui.widgets.panes import Card, Column, FooterBar, PageHead, ScrollingColumn
from qa_desktop.ui.widgets.redaction_field import RedactionField
from qa_desktop.ui.widgets.status import Banner, BannerKind, BusyBar, EmptyState
from qa_desktop.ui.widgets.text import Muted, Small

LEAD = "Reports and exports tell only what you let be told. Leave nothing by which somebody is recognised."
PROPOSED = "What could identify somebody is struck already, as far as it is found by its form: read all of it."
BEGUN = "This is what you began the last time."


class RedactionPage(Page):
    """What is decided is kept at once; what is only begun is kept when the page is left."""

    left = Signal()
    released = Signal(str, bool)
    """The words that may be told, and whether somebody looked them through again."""
    skipped = Signal()
    begun = Signal(str)
    """Words that are not decided yet, to be kept."""
    again_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Redact quotations", parent)
        outer = Column(self, gap=0)
        self.column = ScrollingColumn(self, gap=14, widest=820)
        outer.addWidget(self.column, 1)
        self.head = PageHead(self.tr("Redact quotations"), self.tr(LEAD))
        self.column.add(self.head)
        self.progress = Muted("", self)
        self.column.add(self.progress)
        self.busy = BusyBar(self)
        self.column.add(self.busy)
        self.trouble = Banner("", BannerKind.PROBLEM)
        self.trouble.hide()
        self.column.add(self.trouble)
        self.card = Card(" ", self.column.inner)
        self.place = Muted("", self.card)
        self.card.add(self.place)
        self.redaction = RedactionField(self.card)
        self.card.add(self.redaction)
        self.hint = Small("", self.card)
        self.card.add(self.hint)
        self.card.hide()
        self.column.add(self.card)
        self.finished = EmptyState("", "", self.tr("Go through what was skipped"), self)
        self.finished.action_requested.connect(self.again_requested)
        self.finished.hide()
        self.column.add(self.finished)
        self.column.body.addStretch(1)
        outer.addWidget(self._footer())
        self._actions = (
            page_action(self, "release", self.tr("Let this be told"), self._release),
            page_action(self, "skip", self.tr("Skip this quotation"), self._skip),
        )
        self.shown: WaitingQuotation | None = None
        self._offer(can_decide=False)
        self.busy.begin(self.tr("Looking for what waits"))

    def show_quotation(self, one: WaitingQuotation, progress: str) -> None:
        """Show one that waits; the keyboard is in its words."""
        self.busy.end()
        self.trouble.set_text("")
        self.shown = one
        self.progress.setText(progress)
        if self.card.heading is not None:
            self.card.heading.setText(tag_title(one.theme))
        self.place.setText(place_words(one))
        self.redaction.show_quote(one.theme.quote, one.proposed)
        is_struck = one.proposed != one.theme.quote
        self.hint.setText(self.tr(BEGUN) if one.is_begun else self.tr(PROPOSED) if is_struck else "")
        self.hint.setVisible(is_struck or one.is_begun)
        self.card.show()
        self.finished.hide()
        self._offer(can_decide=True)
        self.redaction.text.setFocus(Qt.FocusReason.OtherFocusReason)
        announce(self, f"{progress} {tag_title(one.theme)}")

    def show_end(self, title: str, words: str, *, again: bool) -> None:
        """Say that none is left."""
        self.busy.end()
        self.shown = None
        self.card.hide()
        self.progress.setText("")
        self.finished.set_words(title, words)
        self.finished.offer_action(offered=again)
        self.finished.show()
        self._offer(can_decide=False)
        self.back_button.setFocus(Qt.FocusReason.OtherFocusReason)
        announce(self, f"{title}. {words}")

    def show_waiting(self) -> None:
        """Nothing can be decided while something is kept or looked for."""
        self._offer(can_decide=False)

    def show_problem(self, error: QaDesktopError) -> None:
        """Say why it was not kept; the words stay."""
        self.busy.end()
        if self.shown is None:
            self.trouble.set_text(error.sentence)
            announce(self, error.sentence, urgent=True)
            return
        self._offer(can_decide=True)
        self.redaction.show_problem(error)

    @override
    def page_actions(self) -> tuple[QAction, ...]:
        return self._actions

    @override
    def focus_first(self) -> None:
        self.redaction.text.setFocus(Qt.FocusReason.OtherFocusReason)

    @override
    def flush(self) -> None:
        """Hand over what was begun, so that nothing of it is lost."""
        if (
            self.shown is not None
            and self.release_button.isEnabled()
            and self.redaction.text.text != self.shown.proposed
        ):
            self.begun.emit(self.redaction.text.text)

    def _footer(self) -> FooterBar:
        self.back_button = QuietButton(self.tr("Themes"))
        self.back_button.clicked.connect(self.left)
        self.skip_button = SecondaryButton(self.tr("Skip"), shown("skip"))
        self.skip_button.clicked.connect(self._skip)
        self.release_button = PrimaryButton(self.tr("Let this be told"), shown("release"))
        self.release_button.clicked.connect(self._release)
        return FooterBar(self.back_button, self.skip_button, self.release_button)

    def _offer(self, *, can_decide: bool) -> None:
        for button in (self.skip_button, self.release_button):
            button.setEnabled(can_decide)

    def _release(self) -> None:
        if self.release_button.isEnabled():
            self.released.emit(self.redaction.text.text, self.redaction.was_looked_through)

    def _skip(self) -> None:
        if self.skip_button.isEnabled():
            self.skipped.emit()
