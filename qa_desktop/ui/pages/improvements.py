"""Improvement actions of the service: the lines of every plan on this laptop, apart from the actions of cases."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog, QWidget
from typing_extensions import override

from qa_desktop.domain.improvement_list import ImprovementQuestion, ImprovementsShown, TrackedImprovement
from qa_desktop.services.list_improvements import ImprovementStanding
from qa_desktop.ui.page import Page
from qa_desktop.ui.pages.paged_list import PagedList
from qa_desktop.ui.presenters.improvements import ImprovementLine, standing_words
from qa_desktop.ui.widgets.buttons import PrimaryButton, SecondaryButton
from qa_desktop.ui.widgets.outcome import Outcome
from qa_desktop.ui.widgets.panes import Column, FooterBar, PageHead
from qa_desktop.ui.widgets.search_line import SearchLine
from qa_desktop.ui.widgets.select import Select


class ImprovementsPage(Page):
    """A list that is narrowed by how it stands, board, service, person and words, and fetched as one scrolls."""

    plan_requested = Signal(str, str)
    """A plan's id, and the place at which it opens."""
    next_requested = Signal(object)
    """The TrackedImprovement whose plan is to be followed by the next."""
    question_asked = Signal(object)
    """An ImprovementQuestion."""
    more_requested = Signal()
    messages_requested = Signal(str, bool)
    """The folder, and whether letters are wanted to print."""

    def __init__(self, own_name: str = "", parent: QWidget | None = None) -> None:
        """`own_name` is how plans name the owner of the profile: their own lines can be asked for."""
        super().__init__("Improvement actions", parent)
        self.ask_folder: Callable[[], str] = self._ask_folder
        outer = Column(self, gap=0)
        column = Column(gap=14, margins=(28, 22, 28, 12))
        outer.addLayout(column, 1)
        lead = self.tr("The lines of every plan of the service on this laptop.")
        self.head = PageHead(self.tr("Improvement actions"), lead)
        column.addWidget(self.head)
        self.outcome = Outcome(self)
        column.addWidget(self.outcome)
        self.search = SearchLine(self.tr("Search the lines"), self.tr("Search by action, person, plan or impact"), self)
        self.which, self.board, self.service, self.whose = self._choices(own_name)
        self.lines = PagedList[ImprovementLine](
            self.tr("Improvement actions"), (self.search, self.which, self.board, self.service, self.whose), self
        )
        self.model, self.list = self.lines.model, self.lines.list
        self.lines.asked.connect(lambda: self.question_asked.emit(self.question))
        self.lines.more_requested.connect(self.more_requested)
        self.lines.row_opened.connect(lambda row: self.plan_requested.emit(row.one.audit, row.one.place))
        self.lines.chosen_changed.connect(lambda _: self._offer())
        column.addWidget(self.lines, 1)
        self.messages_button = SecondaryButton(self.tr("Draft messages"))
        self.letters_button = SecondaryButton(self.tr("Letters to print"))
        self.next_button = SecondaryButton(self.tr("Begin the next plan"))
        self.open_button = PrimaryButton(self.tr("Open"))
        self.messages_button.setAccessibleDescription(self.tr("One for each person in this list; nothing is sent"))
        self.letters_button.setAccessibleDescription(self.tr("One for each person in this list, as PDF"))
        self.messages_button.clicked.connect(lambda: self._save_messages(printed=False))
        self.letters_button.clicked.connect(lambda: self._save_messages(printed=True))
        self.next_button.clicked.connect(self._begin_next)
        self.open_button.clicked.connect(self.lines.open_chosen)
        buttons = (self.messages_button, self.letters_button, self.next_button, self.open_button)
        outer.addWidget(FooterBar(None, *buttons))
        self._offer()

    @property
    def question(self) -> ImprovementQuestion:
        """What is asked for."""
        return ImprovementQuestion(
            self.which.currentData(),
            self.search.text(),
            self.board.currentData() or "",
            self.service.currentData() or "",
            self.whose.currentData() or "",
        )

    @property
    def chosen(self) -> TrackedImprovement | None:
        """The line that is chosen."""
        row = self.lines.chosen
        return row.one if row is not None else None

    def choose(self, shown: ImprovementsShown) -> None:
        """Show these, and ask for them."""
        self.which.setCurrentIndex(tuple(ImprovementsShown).index(shown))
        self.ask()

    def ask(self) -> None:
        """Ask for what is chosen, from the beginning."""
        self.lines.ask()

    def show_rows(self, rows: tuple[ImprovementLine, ...], more: bool) -> None:  # noqa: FBT001 - a callback of the presenter
        """Add a page of rows."""
        narrowed = self.question != ImprovementQuestion()
        none = (
            self.tr("No improvement action is open"),
            self.tr("The lines of a plan appear here as soon as it is begun. A plan is an audit tool of its own."),
        )
        nothing = (
            self.tr("Nothing of this kind"),
            self.tr("Try fewer words, every board and service, or other lines."),
        )
        self.lines.show_rows(rows, more=more, empty=nothing if narrowed else none)
        there = not self.lines.is_empty
        for button in (self.messages_button, self.letters_button):
            button.setEnabled(there and self.which.currentData() is not ImprovementsShown.CLOSED)

    def show_standing(self, standing: ImprovementStanding) -> None:
        """Show how many there are of each, and offer the boards and services."""
        self.head.set_words(self.tr("Improvement actions"), standing_words(standing))
        for row, one in enumerate(ImprovementsShown):
            self.which.setItemText(row, f"{self.tr(one.label)} ({standing.counts[one]:,})")
        for choice, names in ((self.board, standing.boards), (self.service, standing.services)):
            kept = choice.currentData()
            while choice.count() > 1:
                choice.removeItem(1)
            for name in names:
                choice.addItem(name, name)
            choice.setCurrentIndex(max(0, choice.findData(kept)))

    @override
    def focus_first(self) -> None:
        self.search.setFocus(Qt.FocusReason.OtherFocusReason)

    @override
    def focus_search(self) -> None:
        self.search.begin()

    def _choices(self, own_name: str) -> tuple[Select, Select, Select, Select]:
        which, board = Select(self.tr("Which lines"), self), Select(self.tr("Of which board or meeting"), self)
        service, whose = Select(self.tr("About which service"), self), Select(self.tr("Whose lines"), self)
        for one in ImprovementsShown:
            which.addItem(self.tr(one.label), one)
        board.addItem(self.tr("Every board"), "")
        service.addItem(self.tr("Every service"), "")
        whose.addItem(self.tr("Everybody"), "")
        if own_name:
            whose.addItem(self.tr("My own"), own_name)
        return which, board, service, whose

    def _offer(self) -> None:
        one = self.chosen
        self.open_button.setEnabled(one is not None)
        self.next_button.setEnabled(one is not None and one.is_signed and not one.is_held)

    def _begin_next(self) -> None:
        if self.chosen is not None:
            self.next_requested.emit(self.chosen)

    def _save_messages(self, *, printed: bool) -> None:
        folder = self.ask_folder()
        if folder:
            self.messages_requested.emit(folder, printed)

    def _ask_folder(self) -> str:
        return QFileDialog.getExistingDirectory(self, self.tr("Where to save the messages"))
