"""How far everybody is with the audits of a month, by person or team, with what is missing."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from qa_desktop.ui.item_models.two_lines import TwoLineModel, lines_of
from qa_desktop.ui.page import Page
from qa_desktop.ui.presenters.quotas import QuotaLine, QuotasView
from qa_desktop.ui.widgets.buttons import QuietButton, SecondaryButton
from qa_desktop.ui.widgets.field import LabelledField
from qa_desktop.ui.widgets.flow import FlowRow
from qa_desktop.ui.widgets.panes import Column, FooterBar, PageHead, Row
from qa_desktop.ui.widgets.search_line import SearchLine
from qa_desktop.ui.widgets.select import Select
from qa_desktop.ui.widgets.status import Banner, BannerKind, BusyBar, EmptyState
from qa_desktop.ui.widgets.two_line_list import TwoLineList, TwoLines

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
        column.addWidget(FlowRow(self.head, self.earlier, self.later, gap=16, spread_after=1))
        self.busy = BusyBar(self)
        column.addWidget(self.busy)
        self.trouble = Banner("", BannerKind.PROBLEM)
        self.trouble.hide()
        column.addWidget(self.trouble)
        self.search = SearchLine(self.tr("Search people and teams"), self.tr("Search by name or team"), self)
        self.which = Select(self.tr("Which of them"), self)
        self.which.addItems([self.tr("Everybody"), self.tr("Something is missing"), self.tr("No quota")])
        line = Row(gap=10)
        line.addWidget(self.search, 3)
        line.addWidget(self.which, 1)
        column.addLayout(line)
        self.model = TwoLineModel(self)
        self.list = TwoLineList(self.tr("People and teams"), lines_of, self, folds=True)
        self.list.setModel(self.model)
        self.search.search_in(self.list)
        column.addWidget(self.list, 1)
        self.empty = EmptyState("", "")
        self.empty.hide()
        column.addWidget(self.empty, 1)
        self.post = Select("", self)
        self._post_field = LabelledField(
            self.tr("Post"), self.post, self.tr("What they are: it says which quota counts.")
        )
        self._post_field.hide()
        column.addWidget(self._post_field)
        self.post.activated.connect(lambda _: self._choose())
        self.search.textChanged.connect(lambda _: self._filter())
        self.which.activated.connect(lambda _: self._filter())
        self.list.selectionModel().currentChanged.connect(self._show_chosen)
        back_button = QuietButton(back)
        back_button.clicked.connect(self.left)
        outer.addWidget(FooterBar(back_button))
        self._view: QuotasView | None = None
        self._rows: tuple[QuotaLine, ...] = ()
        self.busy.begin(self.tr("Counting"))

    @property
    def chosen(self) -> QuotaLine | None:
        """The row that is chosen."""
        place = self.list.currentIndex().row()
        return self._rows[place] if 0 <= place < len(self._rows) else None

    def show_view(self, view: QuotasView) -> None:
        """Show how far everybody is; the chosen row stays chosen."""
        self.busy.end()
        self.trouble.set_text("")
        self._view = view
        self.head.set_words(view.title, f"{view.lead} {self.tr(COUNTED)}")
        self.post.clear()
        for post, title in view.posts:
            self.post.addItem(title, post)
        self._filter()

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

    def _filter(self) -> None:
        if self._view is None:
            return
        kept, words, which = self.chosen, self.search.text().strip().casefold(), self.which.currentIndex()
        wanted = (
            one
            for one in self._view.rows
            if which <= 0 or (which == 1 and one.is_missing) or (which > 1 and one.has_none)
        )
        self._rows = tuple(one for one in wanted if words in f"{one.title} {one.caption}".casefold())
        self.model.show_rows(tuple(TwoLines(one.title, one.caption, one.right) for one in self._rows))
        self.list.setVisible(bool(self._rows))
        self.empty.set_words(*(self._view.empty if not self._view.rows else (self.tr("Nobody matches"), "")))
        self.empty.setVisible(not self._rows)
        places = [place for place, one in enumerate(self._rows) if kept is not None and one.key == kept.key]
        if places:
            self.list.setCurrentIndex(self.model.index(places[0]))
        self._show_chosen(QModelIndex())

    def _show_chosen(self, _now: QModelIndex) -> None:
        row, view = self.chosen, self._view
        can_say = row is not None and bool(row.person) and view is not None and view.may_set_posts
        self._post_field.setVisible(can_say)
        if row is not None and can_say:
            self._post_field.set_label(self.tr("Post of {}").format(row.title))
            self.post.setCurrentIndex(max(0, self.post.findData(row.post)))

    def _choose(self) -> None:
        row = self.chosen
        if row is not None and row.person:
            self.post_chosen.emit(row.person, str(self.post.currentData()))
