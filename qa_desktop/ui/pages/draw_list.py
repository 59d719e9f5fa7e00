"""The first step of a draw: the list, which of its columns is which, and the rows that cannot be taken."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from qa_desktop.domain.sampling.population import COLUMNS, REFERENCE, TITLES
from qa_desktop.ui.item_models.two_lines import TwoLineModel, lines_of
from qa_desktop.ui.page import Page
from qa_desktop.ui.presenters.draw import ListView
from qa_desktop.ui.widgets.buttons import PrimaryButton, QuietButton, SecondaryButton
from qa_desktop.ui.widgets.choices import CheckBox
from qa_desktop.ui.widgets.field import LabelledField
from qa_desktop.ui.widgets.flow import ColumnsLayout, FlowRow
from qa_desktop.ui.widgets.panes import Card, Column, FooterBar, PageHead, ScrollingColumn
from qa_desktop.ui.widgets.select import Select
from qa_desktop.ui.widgets.status import Banner, BannerKind, BusyBar
from qa_desktop.ui.widgets.text import Muted, Strong, Words
from qa_desktop.ui.widgets.two_line_list import TwoLineList, TwoLines

PERSONAL = (
    "The list is personal data. QA Desktop reads it and keeps nothing of it but its headings; the record of the draw "
    "holds case references, never names of children."
)


class DrawListPage(Page):
    """One file, read as often as something is chosen anew."""

    left = Signal()
    file_requested = Signal()
    read_requested = Signal()
    """Read the list with what is chosen now."""
    stop_requested = Signal()
    wrong_rows_requested = Signal()
    continued = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Draw cases", parent)
        outer = Column(self, gap=0)
        page = ScrollingColumn(self, gap=16, widest=980)
        page.setAccessibleName(self.tr("The list to draw from"))
        outer.addWidget(page, 1)
        page.add(PageHead(self.tr("The list to draw from"), PERSONAL, self.tr("Draw cases · step 1 of 2")))
        self.trouble = Banner("", BannerKind.PROBLEM)
        self.trouble.hide()
        page.add(self.trouble)
        self.file_words = Strong(self.tr("No list is chosen yet"))
        self.file_button = SecondaryButton(self.tr("Choose the list"))
        self.file_button.clicked.connect(self.file_requested)
        page.add(FlowRow(self.file_words, self.file_button, gap=16, spread_after=1))
        page.add(Muted(self.tr("A CSV file or an Excel workbook with one row a case.")))
        self.busy = BusyBar(self)
        self.busy.cancel_requested.connect(self.stop_requested)
        page.add(self.busy)
        self._add_columns(page)
        self._add_wrong(page)
        page.body.addStretch(1)
        back = QuietButton(self.tr("Draw and allocate"))
        back.clicked.connect(self.left)
        self.next_button = PrimaryButton(self.tr("Continue"))
        self.next_button.setEnabled(False)
        self.next_button.clicked.connect(self.continued)
        outer.addWidget(FooterBar(back, self.next_button))
        self._view: ListView | None = None

    @property
    def chosen_columns(self) -> dict[str, str]:
        """The heading by our column; empty for one that the list does not have."""
        return {ours: str(select.currentData() or "") for ours, select in self.columns.items()}

    def begin(self, what: str) -> None:
        """Say that the list is being read."""
        self.trouble.set_text("")
        self.next_button.setEnabled(False)
        self.busy.begin(what, can_cancel=True)

    def show_rows_read(self, rows: int) -> None:
        """Say how many rows were read so far."""
        self.busy.show_progress(self.tr("{:,} rows read").format(rows), 0, 0)

    def show_list(self, view: ListView) -> None:
        """Show what is known of the list."""
        self.busy.end()
        self._view = view
        self.file_words.setText(view.file_name)
        self.sheet.clear()
        for title in view.sheets:
            self.sheet.addItem(title, title)
        self.sheet.setCurrentIndex(self.sheet.findData(view.sheet))
        self._sheet_field.setVisible(len(view.sheets) > 1)
        for ours, select in self.columns.items():
            select.clear()
            select.addItem(self.tr("Not in the list"), "")
            for heading in view.headings:
                if heading:
                    select.addItem(heading, heading)
            select.setCurrentIndex(max(0, select.findData(view.columns.get(ours, ""))))
        self._columns_box.setVisible(bool(view.headings))
        self.card.show()
        self.summary.setText(view.summary)
        self.summary.setVisible(view.is_read)
        self.notices.setText("\n".join(view.notices))
        self.notices.setVisible(bool(view.notices))
        self._show_wrong(view)
        self._fit()

    def show_problem(self, sentence: str) -> None:
        """Say why the list cannot be read."""
        self.busy.end()
        self.trouble.set_text(sentence)

    @override
    def focus_first(self) -> None:
        self.file_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _add_columns(self, page: ScrollingColumn) -> None:
        self.card = Card(self.tr("Which column is which"))
        self.card.hide()
        self.sheet = Select(self.tr("Sheet"))
        self.sheet.activated.connect(lambda _: self.read_requested.emit())
        self._sheet_field = LabelledField(self.tr("Sheet"), self.sheet, self.tr("The workbook has several."))
        self.card.add(self._sheet_field)
        self._columns_box = QWidget()
        grid = ColumnsLayout(self._columns_box, gap=14, least_width=230)
        self.columns: dict[str, Select] = {}
        for ours in COLUMNS:
            select = self.columns[ours] = Select(TITLES[ours])
            select.activated.connect(lambda _: self.read_requested.emit())
            grid.addWidget(LabelledField(TITLES[ours], select, optional=ours != REFERENCE))
        self.card.add(self._columns_box)
        self.summary = Strong("")
        self.card.add(self.summary)
        self.notices = Words("", "caution")
        self.card.add(self.notices)
        page.add(self.card)

    def _add_wrong(self, page: ScrollingColumn) -> None:
        self.wrong_card = Card(self.tr("Rows that cannot be taken"))
        self.wrong_card.hide()
        self.wrong_words = Words("")
        self.wrong_card.add(self.wrong_words)
        self.model = TwoLineModel(self)
        self.wrong_list = TwoLineList(self.tr("Rows that cannot be taken"), lines_of, self)
        self.wrong_list.setModel(self.model)
        self.wrong_list.setMinimumHeight(220)
        self.wrong_card.add(self.wrong_list)
        self.save_button = SecondaryButton(self.tr("Save all of them"))
        self.save_button.clicked.connect(self.wrong_rows_requested)
        self.wrong_card.add(FlowRow(self.save_button))
        self.any_team = CheckBox(self.tr("These teams are right, though QA Desktop does not know them"))
        self.looked_at = CheckBox(self.tr("I looked at these references: they are no names, dates or NHS numbers"))
        for box in (self.any_team, self.looked_at):
            box.clicked.connect(lambda _: self.read_requested.emit())
            self.wrong_card.add(box)
        self.without = CheckBox(self.tr("Draw without these rows; the record says how many they are and why"))
        self.without.toggled.connect(lambda _: self._fit())
        self.wrong_card.add(self.without)
        page.add(self.wrong_card)

    def _show_wrong(self, view: ListView) -> None:
        count = len(view.wrong) + view.more_wrong
        self.model.show_rows(tuple(TwoLines(self.tr("Row {}").format(one.row), one.words) for one in view.wrong))
        words = self.tr("{:,} rows. Put them right in the file and choose it again, or draw without them.")
        more = self.tr(" The first {:,} are shown.").format(len(view.wrong)) if view.more_wrong else ""
        self.wrong_words.setText(words.format(count) + more)
        self.wrong_card.setVisible(bool(count) or view.offers_any_team or view.offers_looked_at)
        for widget in (self.wrong_list, self.save_button, self.without):
            widget.setVisible(bool(count))
        self.any_team.setVisible(view.offers_any_team)
        self.looked_at.setVisible(view.offers_looked_at)
        self.without.setChecked(False)

    def _fit(self) -> None:
        view = self._view
        is_clean = view is not None and (not view.wrong or self.without.isChecked())
        self.next_button.setEnabled(view is not None and view.is_read and is_clean)
