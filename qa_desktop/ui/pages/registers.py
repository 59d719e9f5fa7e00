"""Registers: a list of notices, feedback, samples and the like, with how many there are by month, quarter and year."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from qa_desktop.domain.register import EntriesShown, EntryQuestion, Register, Span
from qa_desktop.ui.item_models.counts import CountsTable
from qa_desktop.ui.page import Page
from qa_desktop.ui.pages.paged_list import PagedList
from qa_desktop.ui.presenters.registers import EntryLine
from qa_desktop.ui.widgets.buttons import PrimaryButton, SecondaryButton
from qa_desktop.ui.widgets.counts_table import CountsView
from qa_desktop.ui.widgets.head_row import HeadRow
from qa_desktop.ui.widgets.panes import Column, FooterBar, PageHead, Row
from qa_desktop.ui.widgets.search_line import SearchLine
from qa_desktop.ui.widgets.select import Select
from qa_desktop.ui.widgets.status import Banner, BannerKind, EmptyState

LEAST_HEIGHT = 110
LEAD = "Records of one kind, as they come in. They count once they are signed."


class RegistersPage(Page):
    """One register at a time: its counts above, its entries below."""

    audit_requested = Signal(str)
    new_requested = Signal(str)
    """The tool with which an entry is made."""
    question_asked = Signal(object)
    """An EntryQuestion."""
    counts_asked = Signal(str, object)
    """A register and a Span."""
    more_requested = Signal()
    import_requested = Signal(str, str)
    """A register into which a list is imported, and its title."""
    exemplars_requested = Signal()
    exemplar_requested = Signal(str)
    """A signed record from which good practice is added to the library."""

    def __init__(self, parent: QWidget | None = None, *, may_add: bool = False) -> None:
        """`may_add` tells whether the owner adds to the library of good practice."""
        super().__init__("Registers", parent)
        outer = Column(self, gap=0)
        column = Column(gap=14, margins=(28, 22, 28, 12))
        outer.addLayout(column, 1)
        self.new_button = SecondaryButton(self.tr("New entry"))
        self.new_button.clicked.connect(self._begin)
        self.head = PageHead(self.tr("Registers"), self.tr(LEAD))
        self.library_button = SecondaryButton(self.tr("Good practice"))
        self.library_button.clicked.connect(self.exemplars_requested)
        self.import_button = SecondaryButton(self.tr("Import a list"))
        self.import_button.clicked.connect(self._import)
        column.addWidget(HeadRow(self.head, self.library_button, self.new_button))
        self.trouble = Banner("", BannerKind.PROBLEM)
        self.trouble.hide()
        column.addWidget(self.trouble)
        self.register, self.span, self.period, self.which = self._choices()
        hint = self.tr("Search by case, person or words")
        self.search = SearchLine(self.tr("Search the entries"), hint, self)
        self.chooser = QWidget(self)
        line = Row(self.chooser)  # of its own: the names of registers are long
        line.addWidget(self.register, 2)
        line.addStretch(1)
        column.addWidget(self.chooser)
        filters = (self.search, self.span, self.period, self.which)
        self.entries = PagedList[EntryLine](self.tr("Entries"), filters, self)
        self.entries.list.setMinimumHeight(LEAST_HEIGHT)
        self.counts = CountsView(self.tr("How many there are"), self)
        self.counts.period_chosen.connect(self._choose_period)
        self.entries.above.addWidget(self.counts)
        self.setTabOrder(self.register, self.search)
        self.setTabOrder(self.which, self.counts)
        self.setTabOrder(self.counts, self.entries.list)
        self.entries.asked.connect(self._ask)
        self.entries.more_requested.connect(self.more_requested)
        self.entries.row_opened.connect(lambda row: self.audit_requested.emit(row.entry.audit))
        self.entries.chosen_changed.connect(self._offer)
        column.addWidget(self.entries, 1)
        none = self.tr("A tool says in which register its records stand. None of the tools here does.")
        self.none = EmptyState(self.tr("No register here"), none)
        self.none.hide()
        column.addWidget(self.none, 1)
        outer.addWidget(self._footer(may_add=may_add))
        self.register.activated.connect(lambda _: self.ask_anew())
        self.span.activated.connect(lambda _: self._count())
        self._registers: tuple[Register, ...] = ()
        self._counted = ("", Span.MONTH)

    @property
    def question(self) -> EntryQuestion:
        """What is asked for."""
        period = self.period.currentData() or ""
        return EntryQuestion(self._chosen.id, self.which.currentData(), period, self.entries.text)

    def show_registers(self, registers: tuple[Register, ...]) -> None:
        """Offer the registers, and show the first, or the one that was on screen."""
        kept = self.register.currentData()
        self._registers = registers
        self.register.clear()
        for one in registers:
            self.register.addItem(one.title, one.id)
        self.register.setCurrentIndex(max(0, self.register.findData(kept)))
        for part in (self.chooser, self.entries):
            part.setVisible(bool(registers))
        self.none.setVisible(not registers)
        for button in (self.new_button, self.import_button):
            button.setEnabled(bool(registers))
        if registers:
            self._count()
            self.entries.ask()

    def choose(self, register: str) -> None:
        """Show another register."""
        self.register.setCurrentIndex(max(0, self.register.findData(register)))
        self._count()
        self.entries.ask()

    def ask_anew(self) -> None:
        """Count and list anew: entries were added."""
        self.trouble.set_text("")
        self._count()
        self.entries.ask()

    def show_problem(self, sentence: str) -> None:
        """Say why it was not done."""
        self.trouble.set_text(sentence)

    def show_counts(self, table: CountsTable) -> None:
        """Show how many there are, and offer the periods."""
        self.counts.show_table(table)
        self.counts.setVisible(bool(table.rows))
        kept = self.period.currentData()
        self.period.clear()
        self.period.addItem(self.tr("Of every time"), "")
        for key, _, words in table.periods:
            self.period.addItem(words, key)
        self.period.setCurrentIndex(max(0, self.period.findData(kept)))

    def show_rows(self, rows: tuple[EntryLine, ...], more: bool) -> None:  # noqa: FBT001 - a callback of the presenter
        """Add a page of entries."""
        asked = self.question
        narrowed = asked != EntryQuestion(asked.register)
        none = (self.tr("No entry yet"), self.tr("“New entry” begins the first one."))
        nothing = (self.tr("Nothing of this kind"), self.tr("Try fewer words, every time, or all entries."))
        self.entries.show_rows(rows, more=more, empty=nothing if narrowed else none)

    @override
    def focus_first(self) -> None:
        self.register.setFocus(Qt.FocusReason.OtherFocusReason)

    @override
    def focus_search(self) -> None:
        self.search.begin()

    @property
    def _chosen(self) -> Register:
        return self._registers[max(0, self.register.currentIndex())]

    def _footer(self, *, may_add: bool) -> FooterBar:
        self.open_button = PrimaryButton(self.tr("Open"))
        self.open_button.setEnabled(False)
        self.open_button.clicked.connect(self.entries.open_chosen)
        self.exemplar_button = SecondaryButton(self.tr("Add to good practice"), parent=self)
        self.exemplar_button.clicked.connect(self._add_exemplar)
        self.exemplar_button.setVisible(may_add)
        self.exemplar_button.setEnabled(False)
        return FooterBar(self.import_button, self.exemplar_button, self.open_button)

    def _choices(self) -> tuple[Select, Select, Select, Select]:
        register, span = Select(self.tr("Register"), self), Select(self.tr("Counted by"), self)
        period, which = Select(self.tr("Of which time"), self), Select(self.tr("Which entries"), self)
        for one, title in (
            (Span.MONTH, self.tr("By month")),
            (Span.QUARTER, self.tr("By quarter")),
            (Span.YEAR, self.tr("By year")),
        ):
            span.addItem(title, one)
        period.addItem(self.tr("Of every time"), "")
        for shown in EntriesShown:
            which.addItem(self.tr(shown.label), shown)
        return register, span, period, which

    def _count(self) -> None:
        """Count anew where another register or span is chosen: periods of the one before mean nothing."""
        wanted = (self._chosen.id, self.span.currentData())
        if wanted != self._counted:
            self.period.setCurrentIndex(0)
        self._counted = wanted
        self.counts_asked.emit(*wanted)

    def _choose_period(self, period: str) -> None:
        self.period.setCurrentIndex(max(0, self.period.findData(period)))
        self.entries.ask()

    def _ask(self) -> None:
        if self._registers:
            self.question_asked.emit(self.question)

    def _offer(self, row: object) -> None:
        self.open_button.setEnabled(row is not None)
        self.exemplar_button.setEnabled(isinstance(row, EntryLine) and row.entry.is_signed)

    def _add_exemplar(self) -> None:
        row = self.entries.chosen
        if row is not None:
            self.exemplar_requested.emit(row.entry.audit)

    def _import(self) -> None:
        self.trouble.set_text("")
        self.import_requested.emit(self._chosen.id, self._chosen.title)

    def _begin(self) -> None:
        self.new_requested.emit(self._chosen.tools[0])
