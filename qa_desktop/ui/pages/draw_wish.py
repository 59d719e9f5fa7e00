"""The second step of a draw: how many cases of what, which may be drawn, and the seed."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QWidget
from typing_extensions import override

from qa_desktop.domain.sampling.draw import Spread
from qa_desktop.services.draw_cases import LONGEST_SEED, MONTHS_A_YEAR
from qa_desktop.ui.page import Page
from qa_desktop.ui.presenters.draw import DrawChoice, WishView
from qa_desktop.ui.widgets.buttons import PrimaryButton, QuietButton
from qa_desktop.ui.widgets.choices import CheckBox
from qa_desktop.ui.widgets.error_summary import ErrorSummary
from qa_desktop.ui.widgets.field import LabelledField
from qa_desktop.ui.widgets.flow import ColumnsLayout
from qa_desktop.ui.widgets.panes import Card, Column, FooterBar, PageHead, ScrollingColumn, clear
from qa_desktop.ui.widgets.select import Select
from qa_desktop.ui.widgets.status import BusyBar
from qa_desktop.ui.widgets.text import Muted

MOST_MONTHS = 1200
SEED_HINT = (
    "Any text that nobody can say you tried until you liked the result: the first lottery numbers of the month, or a "
    "word that a colleague says. Left empty, one is made when you draw, and the record says so."
)


class DrawWishPage(Page):
    """Filled in once, drawn as often as wanted; each draw has a record of its own."""

    left = Signal()
    draw_requested = Signal(object)
    """A DrawChoice."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Draw cases", parent)
        outer = Column(self, gap=0)
        page = ScrollingColumn(self, gap=16, widest=980)
        page.setAccessibleName(self.tr("What to draw"))
        outer.addWidget(page, 1)
        self.summary = ErrorSummary(self)
        page.add(self.summary)
        self.head = PageHead(self.tr("What to draw"), "", self.tr("Draw cases · step 2 of 2"))
        page.add(self.head)
        self.busy = BusyBar(self)
        page.add(self.busy)
        self._add_numbers(page)
        self._add_rules(page)
        self._add_seed(page)
        page.body.addStretch(1)
        back = QuietButton(self.tr("The list"))
        back.clicked.connect(self.left)
        self.draw_button = PrimaryButton(self.tr("Draw"))
        self.draw_button.clicked.connect(self._go_on)
        outer.addWidget(FooterBar(back, self.draw_button))
        self._statuses: dict[str, CheckBox] = {}
        self._services: dict[str, CheckBox] = {}

    def show_view(self, view: WishView) -> None:
        """Offer what the list has."""
        self.head.set_words(self.tr("What to draw"), view.list_words, self.tr("Draw cases · step 2 of 2"))
        self.selection.clear()
        self.selection.addItem(self.tr("None of them"), "")
        for one in view.selections:
            self.selection.addItem(one.what, one.id)
        self._selection_field.setVisible(bool(view.selections))
        self.column.clear()
        for value, title in view.columns:
            self.column.addItem(title, value)
        open_ones = {status for status, _ in view.statuses if status.casefold() in view.usually_open}
        self._statuses = self._boxes(self._status_lines, view.statuses, checked=open_ones)
        self._status_words.setVisible(bool(view.statuses))
        self._services = self._boxes(self._service_lines, view.services, checked={name for name, _ in view.services})
        self._service_words.setVisible(bool(view.services))
        self._fit()

    def show_problem(self, sentence: str) -> None:
        """Say why nothing was drawn."""
        self.busy.end()
        self.draw_button.setEnabled(True)
        self.summary.show_problems([(sentence, None)])

    @override
    def focus_first(self) -> None:
        first = self.selection if self._selection_field.isVisibleTo(self) else self.spread
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _add_numbers(self, page: ScrollingColumn) -> None:
        card = Card(self.tr("How many"))
        self.selection = Select(self.tr("Your authority's way to choose"))
        self._selection_field = LabelledField(
            self.tr("Your authority's way to choose"), self.selection, self.tr("The record repeats it.")
        )
        card.add(self._selection_field)
        box = QWidget()
        grid = ColumnsLayout(box, gap=14, least_width=230)
        self.spread = Select(self.tr("Drawn from"))
        for spread, words in (
            (Spread.WHOLE, self.tr("The whole list")),
            (Spread.EACH, self.tr("Each group, so many of each")),
            (Spread.PROPORTIONAL, self.tr("All groups, shared out by their size")),
        ):
            self.spread.addItem(words, spread)
        self.spread.activated.connect(lambda _: self._fit())
        grid.addWidget(LabelledField(self.tr("Drawn from"), self.spread))
        self.column = Select(self.tr("Groups by"))
        self._column_field = LabelledField(self.tr("Groups by"), self.column)
        grid.addWidget(self._column_field)
        self.number = QLineEdit()
        self._number_field = LabelledField(self.tr("How many cases"), self.number)
        grid.addWidget(self._number_field)
        card.add(box)
        page.add(card)

    def _add_rules(self, page: ScrollingColumn) -> None:
        card = Card(self.tr("Which cases may be drawn"))
        self._status_words = Muted(self.tr("Only cases with these statuses"))
        card.add(self._status_words)
        self._status_lines = Column(gap=2)
        card.body.addLayout(self._status_lines)
        self._service_words = Muted(self.tr("Only cases of these services"))
        card.add(self._service_words)
        self._service_lines = Column(gap=2)
        card.body.addLayout(self._service_lines)
        self.months = QLineEdit(str(MONTHS_A_YEAR))
        hint = self.tr("0 for any. The list and what QA Desktop knows both count.")
        self._months_field = LabelledField(self.tr("Not audited in the last so many months"), self.months, hint)
        card.add(self._months_field)
        card.add(Muted(self.tr("A case whose audit is under way or allocated is never drawn.")))
        page.add(card)

    def _add_seed(self, page: ScrollingColumn) -> None:
        card = Card(self.tr("The seed"))
        self.seed = QLineEdit()
        self.seed.setMaxLength(LONGEST_SEED)
        card.add(LabelledField(self.tr("Seed"), self.seed, SEED_HINT, optional=True))
        page.add(card)

    def _boxes(self, lines: Column, values: tuple[tuple[str, int], ...], *, checked: set[str]) -> dict[str, CheckBox]:
        clear(lines)
        made: dict[str, CheckBox] = {}
        for value, count in values:
            box = made[value] = CheckBox(f"{value or self.tr('(not given)')} ({count:,})")
            box.setChecked(value in checked)
            lines.addWidget(box)
        return made

    def _fit(self) -> None:
        self._column_field.setVisible(self.spread.currentData() is not Spread.WHOLE)
        is_each = self.spread.currentData() is Spread.EACH
        self._number_field.set_label(self.tr("How many of each") if is_each else self.tr("How many cases"))

    def _go_on(self) -> None:
        problems: list[tuple[str, QWidget | None]] = []
        number, months = self.number.text().strip(), self.months.text().strip()
        if not number.isdecimal() or int(number) == 0:
            problems.append((self.tr("Enter how many cases are drawn, 1 or more"), self._number_field))
        if not months.isdecimal() or int(months) > MOST_MONTHS:
            problems.append((self.tr("Enter a number of months, 0 for any"), self._months_field))
        if self._statuses and not any(box.isChecked() for box in self._statuses.values()):
            problems.append((self.tr("Choose at least one status"), next(iter(self._statuses.values()))))
        if self._services and not any(box.isChecked() for box in self._services.values()):
            problems.append((self.tr("Choose at least one service"), next(iter(self._services.values()))))
        self.summary.show_problems(problems)
        if problems:
            return
        self.draw_button.setEnabled(False)
        self.busy.begin(self.tr("Drawing"))
        self.draw_requested.emit(self._choice(int(number), int(months)))

    def _choice(self, number: int, months: int) -> DrawChoice:
        statuses = tuple(one for one, box in self._statuses.items() if box.isChecked())
        return DrawChoice(
            spread=self.spread.currentData(),
            number=number,
            column=str(self.column.currentData() or ""),
            selection=str(self.selection.currentData() or ""),
            seed=self.seed.text().strip(),
            open_statuses=statuses if self._statuses else None,
            without_services=tuple(one for one, box in self._services.items() if not box.isChecked()),
            months=months,
        )
