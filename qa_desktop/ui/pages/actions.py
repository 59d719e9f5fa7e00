"""Actions: those of every signed audit on this laptop, soonest due first, with who has each and what it waits for."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QModelIndex, Qt, QTimer, Signal
from PySide6.QtWidgets import QFileDialog, QWidget
from typing_extensions import override

from qa_desktop.domain.tracker import ActionQuestion, ActionsShown, TrackedAction
from qa_desktop.services.list_actions import Standing
from qa_desktop.ui.item_models.paged import ROW_ROLE, PagedListModel
from qa_desktop.ui.page import Page
from qa_desktop.ui.presenters.actions import ActionLine, standing_words
from qa_desktop.ui.widgets.announce import announce
from qa_desktop.ui.widgets.buttons import PrimaryButton, SecondaryButton
from qa_desktop.ui.widgets.flow import ColumnsLayout
from qa_desktop.ui.widgets.panes import Column, FooterBar, PageHead
from qa_desktop.ui.widgets.search_line import SearchLine
from qa_desktop.ui.widgets.select import Select
from qa_desktop.ui.widgets.status import Banner, BannerKind, EmptyState
from qa_desktop.ui.widgets.two_line_list import Index, TwoLineList, TwoLines

PAUSE_MS = 200
LEAST_LETTERS = 24


class ActionsPage(Page):
    """A list that is narrowed by how it stands, by team and by words, and fetched as one scrolls."""

    audit_requested = Signal(str, str)
    """An audit's id, and the action's."""
    question_asked = Signal(object)
    """An ActionQuestion."""
    more_requested = Signal()
    give_requested = Signal(object)
    """The TrackedAction to give to somebody else."""
    messages_requested = Signal(str)
    """The folder for the drafts."""
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
        self.notice = Banner("", BannerKind.GOOD, parent=self)
        self.trouble = Banner("", BannerKind.PROBLEM, parent=self)
        for banner in (self.notice, self.trouble):
            banner.hide()
            column.addWidget(banner)
        self.search = SearchLine(self.tr("Search the actions"), self.tr("Search by person, team, case or action"), self)
        self.which, self.team = self._choices(own_name)
        choices = QWidget(self)
        line = ColumnsLayout(choices, gap=10, least_width=self.fontMetrics().averageCharWidth() * LEAST_LETTERS)
        for choice in (self.search, self.which, self.team):
            line.addWidget(choice)
        column.addWidget(choices)
        self.model = PagedListModel[ActionLine](self)
        self.model.more_requested.connect(self.more_requested)
        self.list = TwoLineList(self.tr("Actions"), _lines, self, folds=True)
        self.list.setModel(self.model)
        self.search.search_in(self.list)
        self.list.row_opened.connect(self._open)
        self.list.selectionModel().currentChanged.connect(lambda now, _: self._offer(now))
        column.addWidget(self.list, 1)
        self.empty = EmptyState("", "")
        self.empty.hide()
        column.addWidget(self.empty, 1)
        self.messages_button = SecondaryButton(self.tr("Draft messages"))
        self.copy_button = SecondaryButton(self.tr("Copy the message"))
        self.give_button = SecondaryButton(self.tr("Give to somebody else"))
        self.open_button = PrimaryButton(self.tr("Open"))
        self.messages_button.setAccessibleDescription(self.tr("One for each person in this list; nothing is sent"))
        self.messages_button.clicked.connect(self._save_messages)
        self.copy_button.clicked.connect(self._copy)
        self.give_button.clicked.connect(self._give)
        self.open_button.clicked.connect(lambda: self._open(self.list.currentIndex()))
        outer.addWidget(FooterBar(None, self.messages_button, self.copy_button, self.give_button, self.open_button))
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self.ask)
        self.search.textChanged.connect(lambda _: self._pause.start())
        self.search.returnPressed.connect(self.ask)
        for select in (self.which, self.team):
            select.activated.connect(lambda _: self.ask())
        self._offer(QModelIndex())

    @property
    def question(self) -> ActionQuestion:
        """What is asked for."""
        team, owner = self.team.currentData()
        return ActionQuestion(self.which.currentData(), self.search.text(), team, owner)

    @property
    def chosen(self) -> TrackedAction | None:
        """The action that is chosen."""
        row = self.list.currentIndex().data(ROW_ROLE)
        return row.action if isinstance(row, ActionLine) else None

    def choose(self, shown: ActionsShown) -> None:
        """Show these, and ask for them."""
        self.which.setCurrentIndex(tuple(ActionsShown).index(shown))
        self.ask()

    def ask(self) -> None:
        """Ask for what is chosen, from the beginning."""
        self._pause.stop()
        self.model.start_again()
        self._offer(QModelIndex())
        self.question_asked.emit(self.question)

    def show_rows(self, rows: tuple[ActionLine, ...], more: bool) -> None:  # noqa: FBT001 - a callback of the presenter
        """Add a page of rows."""
        self.model.add(rows, more=more)
        none = self.model.rowCount() == 0
        self.list.setVisible(not none)
        self.empty.setVisible(none)
        self.messages_button.setEnabled(not none)
        if none:
            narrowed = self.question != ActionQuestion()
            self.empty.set_words(
                self.tr("Nothing of this kind") if narrowed else self.tr("No action is open"),
                self.tr("Try fewer words, every team, or other actions.")
                if narrowed
                else self.tr("The actions of an audit appear here once it is signed."),
            )

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
        self.trouble.set_text("")
        self.notice.set_text(words)
        announce(self, words)

    def show_problem(self, sentence: str) -> None:
        """Say why it was not done."""
        self.notice.set_text("")
        self.trouble.set_text(sentence)
        announce(self, sentence, urgent=True)

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

    def _offer(self, index: QModelIndex) -> None:
        row = index.data(ROW_ROLE)
        action = row.action if isinstance(row, ActionLine) else None
        free = action is not None and not action.is_held
        self.open_button.setEnabled(action is not None)
        self.copy_button.setEnabled(free)
        self.give_button.setEnabled(free and action is not None and action.stage == "open")

    def _open(self, index: QModelIndex) -> None:
        row = index.data(ROW_ROLE)
        if isinstance(row, ActionLine):
            self.audit_requested.emit(row.action.audit, row.action.id)

    def _give(self) -> None:
        if self.chosen is not None:
            self.give_requested.emit(self.chosen)

    def _copy(self) -> None:
        if self.chosen is not None:
            self.copy_requested.emit(self.chosen.owner)

    def _save_messages(self) -> None:
        folder = self.ask_folder()
        if folder:
            self.messages_requested.emit(folder)

    def _ask_folder(self) -> str:
        return QFileDialog.getExistingDirectory(self, self.tr("A folder for the messages"))


def _lines(index: Index) -> TwoLines:
    row: ActionLine = index.data(ROW_ROLE)
    return row.lines
