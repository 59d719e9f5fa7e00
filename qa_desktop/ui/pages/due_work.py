"""Due work: everything that is to be done because of audits, the next due first."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog, QWidget
from typing_extensions import override

from qa_desktop.domain.work_due import WorkKind
from qa_desktop.domain.work_list import ALLOCATED, Scope
from qa_desktop.ui.page import Page
from qa_desktop.ui.pages.paged_list import PagedList
from qa_desktop.ui.presenters.due_work import Which, WorkQuestion, WorkRow
from qa_desktop.ui.widgets.announce import announce
from qa_desktop.ui.widgets.buttons import PrimaryButton, SecondaryButton
from qa_desktop.ui.widgets.head_row import HeadRow
from qa_desktop.ui.widgets.panes import Column, FooterBar, PageHead
from qa_desktop.ui.widgets.select import Select


class DueWorkPage(Page):
    """A list that is narrowed by whose it is, how urgent and of which kind, and fetched as one scrolls."""

    audit_requested = Signal(str, str)
    """An audit's id, and the page of it."""
    question_asked = Signal(object)
    """A WorkQuestion."""
    allocation_requested = Signal(str)
    """Begin the audit of an allocation."""
    more_requested = Signal()
    done_requested = Signal(object)
    """A WorkRow that a person closes."""
    observed_requested = Signal()
    """See how often practitioners were observed."""
    files_requested = Signal()
    """See which supervision files were looked at."""
    checks_requested = Signal()
    """See the regular checks."""
    chosen_changed = Signal(object)
    """The WorkRow that is chosen, or None."""
    record_requested = Signal(str)
    """Begin the record in which an audit is followed up, or go on with it."""
    calendar_requested = Signal(str)
    """The file to write."""

    def __init__(self, scopes: tuple[Scope, ...], parent: QWidget | None = None) -> None:
        """Offer these scopes, the usual one first."""
        super().__init__("Due work", parent)
        self.ask_path: Callable[[], str] = self._ask_path
        outer = Column(self, gap=0)
        column = Column(gap=14, margins=(28, 22, 28, 12))
        outer.addLayout(column, 1)
        lead = self.tr("What follows from audits: dates, actions, filing, and who is to be told.")
        self.observed_button = SecondaryButton(self.tr("Observations of practice"))
        self.observed_button.clicked.connect(self.observed_requested)
        self.files_button = SecondaryButton(self.tr("Supervision files"))
        self.files_button.clicked.connect(self.files_requested)
        self.checks_button = SecondaryButton(self.tr("Regular checks"))
        self.checks_button.clicked.connect(self.checks_requested)
        beside = (self.checks_button, self.files_button, self.observed_button)
        for button in beside:
            button.hide()
        head = PageHead(self.tr("Due work"), lead)
        column.addWidget(HeadRow(head, *beside))
        self.whose, self.which, self.kind = self._choices(scopes)
        self.rows = PagedList[WorkRow](self.tr("Due work"), (self.whose, self.which, self.kind), self)
        self.model, self.list, self.empty = self.rows.model, self.rows.list, self.rows.empty
        self.rows.asked.connect(lambda: self.question_asked.emit(self.question))
        self.rows.more_requested.connect(self.more_requested)
        self.rows.row_opened.connect(self._open_row)
        self.rows.chosen_changed.connect(lambda _: self._offer())
        column.addWidget(self.rows, 1)
        self.calendar_button = SecondaryButton(self.tr("Calendar file"))
        self.calendar_button.clicked.connect(self._save_calendar)
        self.done_button = SecondaryButton(self.tr("Mark as done"))
        self.done_button.clicked.connect(self._mark_done)
        self.record_button = SecondaryButton("")
        self.record_button.clicked.connect(self._begin_record)
        self.open_button = PrimaryButton(self.tr("Open"))
        self.open_button.clicked.connect(self.rows.open_chosen)
        outer.addWidget(FooterBar(self.calendar_button, self.record_button, self.done_button, self.open_button))
        self._offer()

    @property
    def question(self) -> WorkQuestion:
        """What is asked for."""
        return WorkQuestion(self.whose.currentData(), self.which.currentData(), self.kind.currentData())

    def choose(self, question: WorkQuestion) -> None:
        """Show this choice, and ask for it."""
        for select, wanted in ((self.whose, question.scope), (self.which, question.which), (self.kind, question.kind)):
            rows = [row for row in range(select.count()) if select.itemData(row) is wanted]
            select.setCurrentIndex(rows[0] if rows else 0)
        self.ask()

    def ask(self) -> None:
        """Ask for what is chosen, from the beginning."""
        self.rows.ask()

    def show_rows(self, rows: tuple[WorkRow, ...], more: bool) -> None:  # noqa: FBT001 - a callback of the presenter
        """Add a page of rows."""
        narrowed = self.question.which is not Which.ALL or self.question.kind is not None
        none = (
            self.tr("Nothing is due"),
            self.tr("What follows from an audit appears here as soon as its dates are known."),
        )
        nothing = (self.tr("Nothing of this kind"), self.tr("Choose everything that is open to see the rest."))
        self.rows.show_rows(rows, more=more, empty=nothing if narrowed else none)
        self.calendar_button.setEnabled(not self.rows.is_empty)

    @property
    def chosen(self) -> WorkRow | None:
        """The line that is chosen."""
        return self.rows.chosen

    def offer_record(self, audit: str, words: str) -> None:
        """Offer the record of an audit, as long as a line of it is chosen."""
        if self.chosen is not None and self.chosen.line.audit == audit:
            self.record_button.setText(words)
            self.record_button.setVisible(bool(words))

    def offer_poor(self, words: str) -> None:
        """Offer what follows from poor grades, by what these are called; nothing where nothing is graded so."""
        if words:
            self.which.addItem(words, Which.POOR)

    def offer_observed(self, *, offered: bool) -> None:
        """Offer the list of who was observed, where the authority expects a number a year."""
        self.observed_button.setVisible(offered)

    def offer_files(self, *, offered: bool) -> None:
        """Offer the list of supervision files, where the authority has a form for them."""
        self.files_button.setVisible(offered)

    def offer_checks(self, *, offered: bool) -> None:
        """Offer the regular checks, where any of them is the owner's or is seen by them."""
        self.checks_button.setVisible(offered)

    def tell_saved(self, name: str) -> None:
        """Say that the calendar was written."""
        announce(self, self.tr("Saved as {}").format(name))

    @override
    def focus_first(self) -> None:
        self.whose.setFocus(Qt.FocusReason.OtherFocusReason)

    def _choices(self, scopes: tuple[Scope, ...]) -> tuple[Select, Select, Select]:
        whose, which, kind = (
            Select(self.tr("Whose work"), self),
            Select(self.tr("Which work"), self),
            Select(self.tr("Kind of work"), self),
        )
        titles = {
            Scope.MINE: self.tr("From my own audits"),
            Scope.TEAM: self.tr("Of my team"),
            Scope.ALL: self.tr("Of everybody whose audits are here"),
        }
        for scope in scopes:
            whose.addItem(titles[scope], scope)
        for one, title in (
            (Which.ALL, self.tr("Everything that is open")),
            (Which.OVERDUE, self.tr("Overdue")),
            (Which.WEEK, self.tr("Due within a week")),
        ):
            which.addItem(title, one)
        kind.addItem(self.tr("Every kind"), None)
        for member in WorkKind:
            kind.addItem(self.tr(member.title), member)
        return whose, which, kind

    def _offer(self) -> None:
        row = self.chosen
        self.open_button.setEnabled(row is not None)
        is_begun = row is None or row.line.step != ALLOCATED
        self.open_button.setText(self.tr("Open") if is_begun else self.tr("Start"))
        self.done_button.setEnabled(row is not None and row.can_be_marked)
        self.record_button.hide()
        self.chosen_changed.emit(row)

    def _open_row(self, row: WorkRow) -> None:
        if row.line.step == ALLOCATED:
            self.allocation_requested.emit(row.line.audit)
        else:
            self.audit_requested.emit(row.line.audit, row.line.step)

    def _begin_record(self) -> None:
        if self.chosen is not None:
            self.record_requested.emit(self.chosen.line.audit)

    def _mark_done(self) -> None:
        row = self.chosen
        if row is not None:
            self.done_requested.emit(row)

    def _save_calendar(self) -> None:
        path = self.ask_path()
        if path:
            self.calendar_requested.emit(path)

    def _ask_path(self) -> str:
        path, _ = QFileDialog.getSaveFileName(self, self.tr("Save"), "due-work.ics", "Calendar (*.ics)")
        return path
