"""Concerns about workers, apart from audits, for those few who read them (PRACTICE P-22)."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from qa_desktop.ui.item_models.two_lines import TwoLineModel, lines_of
from qa_desktop.ui.page import Page
from qa_desktop.ui.presenters.restricted import RestrictedRow
from qa_desktop.ui.widgets.buttons import PrimaryButton, QuietButton, SecondaryButton
from qa_desktop.ui.widgets.details_below import DetailsBelow
from qa_desktop.ui.widgets.panes import Column, FooterBar, PageHead
from qa_desktop.ui.widgets.status import Banner, BannerKind, EmptyState
from qa_desktop.ui.widgets.two_line_list import TwoLineList


class RestrictedPage(Page):
    """A list by time. What a concern says is shown once it is chosen."""

    left = Signal()
    chosen_changed = Signal(object)
    """A RestrictedRow, or None."""
    add_requested = Signal(object)
    audit_requested = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Concerns about workers", parent)
        outer = Column(self, gap=0)
        column = Column(gap=14, margins=(28, 22, 28, 12))
        outer.addLayout(column, 1)
        lead = self.tr(
            "Kept apart from audits. Whoever has the audit, QA officers and heads of service read them, nobody else. "
            "That you read one is noted. This application has told nobody."
        )
        column.addWidget(PageHead(self.tr("Concerns about workers"), lead))
        self.trouble = Banner("", BannerKind.PROBLEM)
        self.trouble.hide()
        column.addWidget(self.trouble)
        self._rows: tuple[RestrictedRow, ...] = ()
        self.model = TwoLineModel(self)
        self.list = TwoLineList(self.tr("Concerns about workers"), lines_of, self, folds=True)
        self.list.setModel(self.model)
        self.list.selectionModel().currentChanged.connect(lambda *_: self._show_chosen())
        column.addWidget(self.list, 2)
        self.details = DetailsBelow(self.tr("The chosen concern"), self)
        self.details.hide()
        column.addWidget(self.details, 2)
        words = self.tr("What an auditor records apart from the audit, with Ctrl+Shift+W, appears here with a sync.")
        self.empty = EmptyState(self.tr("No concern about a worker is here"), words)
        self.empty.hide()
        column.addWidget(self.empty, 1)
        self.back_button = QuietButton(self.tr("Inbox"))
        self.back_button.clicked.connect(self.left)
        self.open_button = SecondaryButton(self.tr("Open the audit"))
        self.open_button.clicked.connect(self._open)
        self.add_button = PrimaryButton(self.tr("Add to it"))
        self.add_button.clicked.connect(lambda: self.add_requested.emit(self.chosen))
        outer.addWidget(FooterBar(self.back_button, self.open_button, self.add_button))
        self._show_chosen()

    @property
    def chosen(self) -> RestrictedRow | None:
        """The concern that is chosen."""
        place = self.list.currentIndex().row()
        return self._rows[place] if 0 <= place < len(self._rows) else None

    def show_rows(self, rows: tuple[RestrictedRow, ...]) -> None:
        """Show every concern; the one that was chosen stays chosen."""
        kept = self.chosen
        self._rows = rows
        self.model.show_rows(tuple(one.lines for one in rows))
        self.list.setVisible(bool(rows))
        self.empty.setVisible(not rows)
        places = [place for place, one in enumerate(rows) if kept is not None and one.concern.id == kept.concern.id]
        if places:
            self.list.setCurrentIndex(self.model.index(places[0]))
        self._show_chosen()

    def show_problem(self, sentence: str) -> None:
        """Say why it was not done."""
        self.trouble.set_text(sentence)

    @override
    def focus_first(self) -> None:
        (self.list if self._rows else self.back_button).setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_chosen(self) -> None:
        one = self.chosen
        if one is None:
            self.details.tell_nothing()
        else:
            self.details.tell(one.title, one.told)
        self.open_button.setEnabled(one is not None and one.is_here)
        self.add_button.setEnabled(one is not None and one.may_add)
        self.chosen_changed.emit(one)

    def _open(self) -> None:
        if self.chosen is not None:
            self.audit_requested.emit(self.chosen.concern.audit)
