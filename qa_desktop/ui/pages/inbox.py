"""What came in: signed audits of others, what is new and what needs the officer."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from qa_desktop.domain.inbox import InboxOnly
from qa_desktop.ui import keys
from qa_desktop.ui.item_models.audits import AuditRow
from qa_desktop.ui.page import Page
from qa_desktop.ui.pages.paged_list import PagedList
from qa_desktop.ui.widgets.buttons import PrimaryButton, SecondaryButton
from qa_desktop.ui.widgets.head_row import HeadRow
from qa_desktop.ui.widgets.panes import Column, FooterBar, PageHead
from qa_desktop.ui.widgets.search_line import SearchLine
from qa_desktop.ui.widgets.select import Select
from qa_desktop.ui.widgets.status import Banner, BannerKind

SIGNED = "Signed audits of others that came to this laptop."
DRAFTS = "Audits of others that are under way: where they stand, never what they say."
WHICH = (InboxOnly.ALL, InboxOnly.NEEDS, InboxOnly.NEW)


class InboxPage(Page):
    """A list that is searched as one types and fetched as one scrolls."""

    audit_requested = Signal(str)
    import_requested = Signal()
    due_requested = Signal()
    moderation_requested = Signal()
    looking_again_requested = Signal()
    restricted_requested = Signal()
    more_requested = Signal()
    question_asked = Signal(str, object)
    """The text to look for, and an InboxOnly."""
    under_way_asked = Signal(str)
    """The text to look for among the drafts of others, which show their state alone and cannot be opened."""
    hold_requested = Signal(str, str)
    """An audit's id, and what it is called."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Inbox", parent)
        outer = Column(self, gap=0)
        column = Column(gap=14, margins=(28, 22, 28, 12))
        outer.addLayout(column, 1)
        self.head = PageHead(self.tr("Inbox"), SIGNED)
        leads = self._leads()
        column.addWidget(HeadRow(self.head, *leads))
        self.concern = Banner("", BannerKind.PROBLEM)
        self.concern.hide()
        column.addWidget(self.concern)
        self.search = SearchLine(
            self.tr("Search the inbox"), self.tr("Search by reference, practitioner or tool"), self
        )
        self.which = Select(self.tr("Which audits"), self)
        self.which.addItems(
            [self.tr("Everything"), self.tr("What needs you"), self.tr("What is new"), self.tr("Drafts")]
        )
        self.rows = PagedList[AuditRow](self.tr("Inbox"), (self.search, self.which), self, in_row=True)
        self.model, self.list, self.empty = self.rows.model, self.rows.list, self.rows.empty
        self.rows.asked.connect(self._tell)
        self.rows.more_requested.connect(self.more_requested)
        self.rows.row_opened.connect(self._open)
        self.rows.chosen_changed.connect(self._allow_opening)
        column.addWidget(self.rows, 1)
        self.import_button = SecondaryButton(self.tr("Import a bundle"), keys.shown("import"))
        self.import_button.clicked.connect(self.import_requested)
        self.open_button = PrimaryButton(self.tr("Open"))
        self.open_button.setEnabled(False)
        self.open_button.clicked.connect(self.rows.open_chosen)
        self.hold_button = SecondaryButton(self.tr("Put on hold"))
        self.hold_button.setEnabled(False)
        self.hold_button.clicked.connect(self._hold)
        self.hold_button.hide()
        self._offers_holds = False
        outer.addWidget(FooterBar(self.import_button, self.hold_button, self.open_button))

    def ask(self) -> None:
        """Ask for the audits that the search and the choice name."""
        self.rows.ask()

    def show_rows(self, rows: tuple[AuditRow, ...], more: bool) -> None:  # noqa: FBT001 - a callback of the presenter
        """Add a page of rows."""
        if more and not rows and self.rows.is_empty:  # nothing among those that were looked at; go on with the next
            self.more_requested.emit()
            return
        self.rows.show_rows(rows, more=more, empty=self._why_empty())

    def offer_holds(self) -> None:
        """Let the drafts of others be put on hold, and lead to what is due for disposal."""
        self._offers_holds = True
        self.due_button.show()
        self._fit_buttons()

    def show_concern(self, words: str) -> None:
        """Say that a safety concern waits in a draft of somebody else; nothing where none does."""
        self.concern.set_text(words)

    def offer_restricted(self) -> None:
        """Lead to the concerns about workers, whether there is one or not."""
        self.restricted_button.show()

    @property
    def shows_drafts(self) -> bool:
        """Whether the drafts of others are listed."""
        return self.which.currentIndex() == len(WHICH)

    @override
    def focus_first(self) -> None:
        self.search.setFocus(Qt.FocusReason.OtherFocusReason)

    @override
    def focus_search(self) -> None:
        self.search.begin()

    def _leads(self) -> tuple[SecondaryButton, ...]:
        """Return the ways to what stands beside the list; some are for few roles."""
        self.due_button, self.moderation_button, self.again_button, self.restricted_button = (
            SecondaryButton(words)
            for words in (
                self.tr("Due for disposal"),
                self.tr("To moderate"),
                self.tr("Panels and meetings"),
                self.tr("Concerns about workers"),
            )
        )
        self.due_button.clicked.connect(self.due_requested)
        self.moderation_button.clicked.connect(self.moderation_requested)
        self.again_button.clicked.connect(self.looking_again_requested)
        self.restricted_button.clicked.connect(self.restricted_requested)
        for button in (self.due_button, self.restricted_button):
            button.hide()
        return self.moderation_button, self.again_button, self.restricted_button, self.due_button

    def _tell(self) -> None:
        self._fit_buttons()
        self.head.set_words(self.tr("Inbox"), DRAFTS if self.shows_drafts else SIGNED)
        if self.shows_drafts:
            self.under_way_asked.emit(self.rows.text)
        else:
            self.question_asked.emit(self.rows.text, WHICH[max(0, self.which.currentIndex())])

    def _why_empty(self) -> tuple[str, str]:
        searched = bool(self.rows.text.strip())
        if self.shows_drafts and not searched:
            where = self.tr("They appear here with a sync: whose they are and where they stand, never what they say.")
            return self.tr("No drafts of others are under way"), where
        if searched or self.which.currentIndex() > 0:
            return self.tr("Nothing matches"), self.tr("Try fewer letters, or everything.")
        signed = self.tr("Audits appear here once their auditors have signed and sent them, or handed you a bundle.")
        return self.tr("Nothing has come in yet"), signed

    def _allow_opening(self, row: object) -> None:
        self.open_button.setEnabled(row is not None and not self.shows_drafts)
        self.hold_button.setEnabled(row is not None and self.shows_drafts)

    def _fit_buttons(self) -> None:
        holds = self._offers_holds and self.shows_drafts
        self.hold_button.setVisible(holds)
        self.open_button.setVisible(not holds)

    def _hold(self) -> None:
        row = self.rows.chosen
        if row is not None:
            self.hold_requested.emit(row.id, f"{row.title} · {row.caption}")

    def _open(self, row: AuditRow) -> None:
        if not self.shows_drafts:
            self.audit_requested.emit(row.id)
