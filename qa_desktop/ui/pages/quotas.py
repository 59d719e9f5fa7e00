"""How far everybody is with the audits of a month, by person or team, with what is missing."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from qa_desktop.ui.page import Page
from qa_desktop.ui.pages.filtered_list import FilteredList
from qa_desktop.ui.presenters.quotas import QuotaLine, QuotasView
from qa_desktop.ui.widgets.buttons import QuietButton, SecondaryButton
from qa_desktop.ui.widgets.field import LabelledField
from qa_desktop.ui.widgets.head_row import HeadRow
from qa_desktop.ui.widgets.panes import Column, FooterBar, PageHead
from qa_desktop.ui.widgets.search_line import SearchLine
from qa_desktop.ui.widgets.select import Select
from qa_desktop.ui.widgets.status import Banner, BannerKind, BusyBar

COUNTED = "Signed audits by the month of their last meeting, as far as they came to this laptop."


class QuotasPage(Page):
    """A list; a QA officer says below it what the chosen person is."""

    left = Signal()
    month_requested = Signal(int)
    """So many months later; earlier where it is negative."""
    post_chosen = Signal(str, str)
    """A person's id and a post."""

    def __init__(self, back: str, parent: QWidget | None = None) -> None:
        super().__init__("Quotas", parent)
        outer = Column(self, gap=0)
        column = Column(gap=14, margins=(28, 22, 28, 12))
        outer.addLayout(column, 1)
        self.earlier = SecondaryButton(self.tr("Month before"))
        self.earlier.clicked.connect(lambda: self.month_requested.emit(-1))
        self.later = SecondaryButton(self.tr("Month after"))
        self.later.clicked.connect(lambda: self.month_requested.emit(1))
        self.head = PageHead(self.tr("Quotas"), self.tr(COUNTED))
        column.addWidget(HeadRow(self.head, self.earlier, self.later))
        self.busy = BusyBar(self)
        column.addWidget(self.busy)
        self.trouble = Banner("", BannerKind.PROBLEM)
        self.trouble.hide()
        column.addWidget(self.trouble)
        self.search = SearchLine(self.tr("Search people and teams"), self.tr("Search by name or team"), self)
        self.which = Select(self.tr("Which of them"), self)
        self.which.addItems([self.tr("Everybody"), self.tr("Something is missing"), self.tr("No quota")])
        self.rows = FilteredList[QuotaLine](
            self.tr("People and teams"), (self.search, self.which), lambda one: one.key, parent=self
        )
        self.list, self.model, self.empty = self.rows.list, self.rows.model, self.rows.empty
        self.rows.keeps = lambda one: (True, one.is_missing, one.has_none)[max(0, self.which.currentIndex())]
        self.rows.empty_words = self._empty_words
        self.rows.chosen_changed.connect(self._show_chosen)
        column.addWidget(self.rows, 1)
        self.post = Select("", self)
        self._post_field = LabelledField(
            self.tr("Post"), self.post, self.tr("What they are: it says which quota counts.")
        )
        self._post_field.hide()
        column.addWidget(self._post_field)
        self.post.activated.connect(lambda _: self._choose())
        back_button = QuietButton(back)
        back_button.clicked.connect(self.left)
        outer.addWidget(FooterBar(back_button))
        self._view: QuotasView | None = None
        self.busy.begin(self.tr("Counting"))

    @property
    def chosen(self) -> QuotaLine | None:
        """The row that is chosen."""
        return self.rows.chosen

    def show_view(self, view: QuotasView) -> None:
        """Show how far everybody is; the chosen row stays chosen."""
        self.busy.end()
        self.trouble.set_text("")
        self._view = view
        self.head.set_words(view.title, f"{view.lead} {self.tr(COUNTED)}".strip())
        self.post.clear()
        for post, title in view.posts:
            self.post.addItem(title, post)
        self.rows.show_rows(view.rows)

    def show_problem(self, sentence: str) -> None:
        """Say why it was not done."""
        self.busy.end()
        self.trouble.set_text(sentence)

    @override
    def focus_first(self) -> None:
        self.search.setFocus(Qt.FocusReason.OtherFocusReason)

    @override
    def focus_search(self) -> None:
        self.search.begin()

    def _empty_words(self, any_there: bool) -> tuple[str, str]:  # noqa: FBT001 - a callback of the list
        return (self.tr("Nobody matches"), "") if any_there or self._view is None else self._view.empty

    def _show_chosen(self, row: QuotaLine | None) -> None:
        view = self._view
        can_say = row is not None and bool(row.person) and view is not None and view.may_set_posts
        self._post_field.setVisible(can_say)
        if row is not None and can_say:
            self._post_field.set_label(self.tr("Post of {}").format(row.title))
            self.post.setCurrentIndex(max(0, self.post.findData(row.post)))

    def _choose(self) -> None:
        row = self.chosen
        if row is not None and row.person:
            self.post_chosen.emit(row.person, str(self.post.currentData()))
