"""Actions: those of every signed audit on this laptop, soonest due first, with who has each and what it waits for."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog, QWidget
from typing_extensions import override

from qa_desktop.domain.tracker import ActionQuestion, ActionsShown, TrackedAction
from qa_desktop.services.list_actions import Standing
from qa_desktop.ui.page import Page
from qa_desktop.ui.pages.paged_list import PagedList
from qa_desktop.ui.presenters.actions import ActionLine, standing_words
from qa_desktop.ui.widgets.buttons import PrimaryButton, SecondaryButton
from qa_desktop.ui.widgets.outcome import Outcome
from qa_desktop.ui.widgets.panes import Column, FooterBar, PageHead
from qa_desktop.ui.widgets.search_line import SearchLine
from qa_desktop.ui.widgets.select import Select


class ActionsPage(Page):
    """A list that is narrowed by how it stands, by team and by words, and fetched as one scrolls."""

    audit_requested = Signal(str, str)
    """An audit's id, and the action's."""
    question_asked = Signal(object)
    """An ActionQuestion."""
    more_requested = Signal()
    give_requested = Signal(object)
    """The TrackedAction to give to somebody else."""
    messages_requested = Signal(str, bool)
    """The folder, and whether letters are wanted to print."""
    copy_requested = Signal(str)
    """Who has the chosen action: the message to them is to be copied."""

    def __init__(self, own_name: str = "", parent: QWidget | None = None) -> None:
        """`own_name` is how plans name the owner of the profile: their own actions can be asked for."""
        super().__init__("Actions", parent)
        self.ask_folder: Callable[[], str] = self._ask_folder
        outer = Column(self, gap=0)
        column = Column(gap=14, margins=(28, 22, 28, 12))
        outer.addLayout(column, 1)
        self.head = PageHead(self.tr("Actions"), self.tr("What was agreed in the audits on this laptop."))
        column.addWidget(self.head)
        self.outcome = Outcome(self)
        self.notice, self.trouble = self.outcome.notice, self.outcome.trouble
        column.addWidget(self.outcome)
        self.search = SearchLine(self.tr("Search the actions"), self.tr("Search by person, team, case or action"), self)
        self.which, self.team = self._choices(own_name)
        self.rows = PagedList[ActionLine](self.tr("Actions"), (self.search, self.which, self.team), self)
        self.model, self.list, self.empty = self.rows.model, self.rows.list, self.rows.empty
        self.rows.asked.connect(lambda: self.question_asked.emit(self.question))
        self.rows.more_requested.connect(self.more_requested)
        self.rows.row_opened.connect(lambda row: self.audit_requested.emit(row.action.audit, row.action.id))
        self.rows.chosen_changed.connect(lambda _: self._offer())
        column.addWidget(self.rows, 1)
        self.messages_button = SecondaryButton(self.tr("Draft messages"))
        self.copy_button = SecondaryButton(self.tr("Copy the message"))
        self.give_button = SecondaryButton(self.tr("Give to somebody else"))
        self.open_button = PrimaryButton(self.tr("Open"))
        self.messages_button.setAccessibleDescription(self.tr("One for each person in this list; nothing is sent"))
        self.letters_button = SecondaryButton(self.tr("Letters to print"))
        self.letters_button.setAccessibleDescription(self.tr("One for each person in this list, as PDF"))
        self.messages_button.clicked.connect(lambda: self._save_messages(printed=False))
        self.letters_button.clicked.connect(lambda: self._save_messages(printed=True))
        self.copy_button.clicked.connect(self._copy)
        self.give_button.clicked.connect(self._give)
        self.open_button.clicked.connect(self.rows.open_chosen)
        outer.addWidget(
            FooterBar(
                None, self.messages_button, self.letters_button, self.copy_button, self.give_button, self.open_button
            )
        )
        self._offer()

    @property
    def question(self) -> ActionQuestion:
        """What is asked for."""
        team, owner = self.team.currentData()
        return ActionQuestion(self.which.currentData(), self.search.text(), team, owner)

    @property
    def chosen(self) -> TrackedAction | None:
        """The action that is chosen."""
        row = self.rows.chosen
        return row.action if row is not None else None

    def choose(self, shown: ActionsShown) -> None:
        """Show these, and ask for them."""
        self.which.setCurrentIndex(tuple(ActionsShown).index(shown))
        self.ask()

    def ask(self) -> None:
        """Ask for what is chosen, from the beginning."""
        self.rows.ask()

    def show_rows(self, rows: tuple[ActionLine, ...], more: bool) -> None:  # noqa: FBT001 - a callback of the presenter
        """Add a page of rows."""
        none = (self.tr("No action is open"), self.tr("The actions of an audit appear here once it is signed."))
        nothing = (self.tr("Nothing of this kind"), self.tr("Try fewer words, every team, or other actions."))
        self.rows.show_rows(rows, more=more, empty=nothing if self.question != ActionQuestion() else none)
        for button in (self.messages_button, self.letters_button):
            button.setEnabled(not self.rows.is_empty)

    def show_standing(self, standing: Standing) -> None:
        """Show how many there are of each, and offer the teams."""
        self.head.set_words(self.tr("Actions"), standing_words(standing))
        for row, one in enumerate(ActionsShown):
            self.which.setItemText(row, f"{self.tr(one.label)} ({standing.counts[one]:,})")
        kept = self.team.currentText()
        while self.team.count() > self._fixed:
            self.team.removeItem(self._fixed)
        for name in standing.teams:
            self.team.addItem(self.tr("Of {}").format(name), (name, ""))
        self.team.setCurrentIndex(max(0, self.team.findText(kept)))

    def tell(self, words: str) -> None:
        """Say what was done."""
        self.outcome.tell(words)

    def show_problem(self, sentence: str) -> None:
        """Say why it was not done."""
        self.outcome.show_problem(sentence)

    @override
    def focus_first(self) -> None:
        self.search.setFocus(Qt.FocusReason.OtherFocusReason)

    @override
    def focus_search(self) -> None:
        self.search.begin()

    def _choices(self, own_name: str) -> tuple[Select, Select]:
        which, whose = Select(self.tr("Which actions"), self), Select(self.tr("Whose actions"), self)
        for one in ActionsShown:
            which.addItem(self.tr(one.label), one)
        whose.addItem(self.tr("Of every team"), ("", ""))
        if own_name:
            whose.addItem(self.tr("My own"), ("", own_name))
        self._fixed = whose.count()
        return which, whose

    def _offer(self) -> None:
        action = self.chosen
        free = action is not None and not action.is_held
        self.open_button.setEnabled(action is not None)
        self.copy_button.setEnabled(free)
        self.give_button.setEnabled(free and action is not None and action.stage == "open")

    def _give(self) -> None:
        if self.chosen is not None:
            self.give_requested.emit(self.chosen)

    def _copy(self) -> None:
        if self.chosen is not None:
            self.copy_requested.emit(self.chosen.owner)

    def _save_messages(self, *, printed: bool) -> None:
        folder = self.ask_folder()
        if folder:
            self.messages_requested.emit(folder, printed)

    def _ask_folder(self) -> str:
        return QFileDialog.getExistingDirectory(self, self.tr("A folder for the messages"))
